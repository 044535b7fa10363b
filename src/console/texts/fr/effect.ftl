# Ce que ferait un changement de droits.

effect-heading = { $count ->
    [one] Ceci change ce que peut faire 1 personne
   *[other] Ceci change ce que peuvent faire { $number } personnes
}
effect-line = { $types } : { $what }
effect-none-yet = (pas encore d’enregistrements)
effect-follows = (pour autant que ce dont il s’agit soit visible)
effect-duty-gained = Reçoit la charge : { $duty }
effect-duty-lost = Perd la charge : { $duty }
effect-more = { $count ->
    [one] Et encore une personne.
   *[other] Et encore { $number } personnes.
}
effect-save = Rien n’est encore enregistré. Modifiez le formulaire, ou enregistrez-le tel quel.
