# Wat een wijziging van rechten zou doen.

effect-heading = { $count ->
    [one] Dit verandert wat 1 persoon mag
   *[other] Dit verandert wat { $number } personen mogen
}
effect-line = { $types }: { $what }
effect-none-yet = (nog geen records)
effect-follows = (voor zover te zien is waar ze over gaan)
effect-duty-gained = Krijgt de bevoegdheid: { $duty }
effect-duty-lost = Verliest de bevoegdheid: { $duty }
effect-more = { $count ->
    [one] En nog één persoon.
   *[other] En nog { $number } personen.
}
effect-save = Er is nog niets opgeslagen. Wijzig het formulier, of sla het toch op.
effect-breaks = Dit zou niet meer kloppen:
effect-except = Met opslaan worden deze mensen uitzonderingen; dat vraagt om een reden. Er is nog niets opgeslagen.
assertions = Beweringen
assertions-lead = Zinnen over rechten die waar moeten blijven. Een wijziging die er een zou breken, wordt tegengehouden voordat zij is opgeslagen.
assertion-gone = gaat over iets dat er niet meer is
assertion-new = Nieuwe bewering
assertion-sentence = Zin
assertion-state = Stand
assertion-except = Uitzonderingen
assertion-true = Klopt
assertion-untrue = Klopt niet voor
home-assertions-broken = { $count ->
    [one] Eén zin over rechten klopt niet
   *[other] { $count } zinnen over rechten kloppen niet
 }
