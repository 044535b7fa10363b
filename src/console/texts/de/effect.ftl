# Was eine Änderung von Rechten bewirken würde.

effect-heading = { $count ->
    [one] Das ändert, was 1 Person darf
   *[other] Das ändert, was { $number } Personen dürfen
}
effect-line = { $types }: { $what }
effect-none-yet = (noch keine Datensätze)
effect-follows = (soweit zu sehen ist, worum es geht)
effect-duty-gained = Erhält die Befugnis: { $duty }
effect-duty-lost = Verliert die Befugnis: { $duty }
effect-more = { $count ->
    [one] Und eine weitere Person.
   *[other] Und { $number } weitere Personen.
}
effect-save = Noch ist nichts gespeichert. Ändern Sie das Formular, oder speichern Sie es trotzdem.
effect-breaks = Dies würde nicht mehr stimmen:
effect-except = Mit dem Speichern werden diese Personen zu Ausnahmen; das braucht eine Begründung. Noch ist nichts gespeichert.
assertions = Zusicherungen
assertions-lead = Sätze über Rechte, die wahr bleiben müssen. Eine Änderung, die einen brechen würde, wird vor dem Speichern aufgehalten.
assertion-gone = handelt von etwas, das es nicht mehr gibt
assertion-new = Neue Zusicherung
assertion-sentence = Satz
assertion-state = Stand
assertion-except = Ausnahmen
assertion-true = Stimmt
assertion-untrue = Stimmt nicht für
home-assertions-broken = { $count ->
    [one] Ein Satz über Rechte stimmt nicht
   *[other] { $count } Sätze über Rechte stimmen nicht
 }
