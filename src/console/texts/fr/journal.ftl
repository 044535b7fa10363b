# Le journal de tout, et sa preuve.

journal = Journal
journal-lead = Chaque modification : par qui, quand, par quel canal et pourquoi.
journal-refused = Cette page ne s’ouvre qu’aux personnes dont un rôle porte la charge « Lire le journal ». Demandez-la à un administrateur.
journal-any = Tous
journal-who = Qui
journal-type = Type
journal-did = Ce qui s’est passé
journal-from = À partir du
journal-until = Jusqu’au (inclus)
journal-channel = Canal
journal-reason = Mots dans le motif
journal-field = Champ
journal-record = Enregistrement
journal-record-hint = Nom, adresse ou identifiant
journal-operation = Opération
journal-no-field = Aucun champ ne porte ce nom. Choisissez-en un dans la liste.
journal-no-record = Aucun enregistrement ne porte ce nom. Écrivez-le comme dans la liste, ou collez l’adresse.
journal-which-record = Plusieurs enregistrements portent ce nom. Lequel ?
journal-nobody = Personne ne porte ce nom, ou plusieurs personnes le portent. Choisissez dans la liste.
journal-no-id = Il n’y a pas d’identifiant. Collez l’adresse de l’enregistrement.
journal-nothing = Aucune modification correspondante.
journal-looked-back = Recherche effectuée jusqu’au
journal-count = { $count ->
    [one] Le journal compte { $number } modification.
   *[other] Le journal compte { $number } modifications.
}
journal-fields = { $number } champs
operation-import = import
operation-undo = annulation
operation-merge = fusion
operation-conversion = conversion
operation-several = plusieurs à la fois
verify = Vérifier le journal
verify-going = Le journal est en cours de vérification.
verify-look = Voir
verify-never = Personne n’a encore vérifié le journal.
verify-since = { $count ->
    [one] { $number } modification s’est ajoutée depuis.
   *[other] { $number } modifications se sont ajoutées depuis.
}

# Columns of tables of records.

record-what = Quoi
record-type = Type
