# Was eine Änderung von Rechten bewirken würde.

effect-heading = { $count ->
    [one] Das ändert, was 1 Person darf
   *[other] Das ändert, was { $number } Personen dürfen
}
effect-line = { $types }: { $what }
effect-none-yet = (noch keine Datensätze)
effect-follows = (soweit zu sehen ist, worum es geht)
effect-duty-gained = Erhält die Aufgabe: { $duty }
effect-duty-lost = Verliert die Aufgabe: { $duty }
effect-more = { $count ->
    [one] Und eine weitere Person.
   *[other] Und { $number } weitere Personen.
}
effect-save = Noch ist nichts gespeichert. Ändern Sie das Formular, oder speichern Sie es, wie es ist.
