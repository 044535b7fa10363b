# Wat een wijziging van rechten zou doen.

effect-heading = { $count ->
    [one] Dit verandert wat 1 persoon mag
   *[other] Dit verandert wat { $number } personen mogen
}
effect-line = { $types }: { $what }
effect-none-yet = (nog geen records)
effect-follows = (voor zover te zien is waar ze over gaan)
effect-duty-gained = Krijgt de taak: { $duty }
effect-duty-lost = Verliest de taak: { $duty }
effect-more = { $count ->
    [one] En nog één persoon.
   *[other] En nog { $number } personen.
}
effect-save = Er is nog niets opgeslagen. Wijzig het formulier, of sla het op zoals het is.
