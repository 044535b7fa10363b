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
effect-save = Rien n’est encore enregistré. Modifiez le formulaire, ou enregistrez-le quand même.
effect-breaks = Ceci ne serait plus vrai :
effect-except = Enregistrer fait de ces personnes des exceptions et demande un motif. Rien n’est encore enregistré.
assertions = Assertions
assertions-lead = Des phrases sur les droits qui doivent rester vraies. Une modification qui en romprait une est arrêtée avant d’être enregistrée.
assertion-gone = porte sur quelque chose qui n’existe plus
assertion-new = Nouvelle assertion
assertion-sentence = Phrase
assertion-state = État
assertion-except = Exceptions
assertion-true = Vraie
assertion-untrue = Fausse pour
home-assertions-broken = { $count ->
    [one] Une phrase sur les droits est fausse
   *[other] { $count } phrases sur les droits sont fausses
 }
