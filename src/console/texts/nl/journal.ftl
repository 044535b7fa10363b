# Het journaal van alles, en het bewijs ervan.

journal = Journaal
journal-lead = Elke wijziging: door wie, wanneer, via welk kanaal en waarom.
journal-refused = Alleen wie een rol heeft met de bevoegdheid “Het journaal lezen” kan deze pagina openen. Vraag ernaar bij een beheerder.
journal-any = Alle
journal-who = Wie
journal-type = Type
journal-did = Wat er gebeurde
journal-from = Vanaf
journal-until = Tot en met
journal-channel = Kanaal
journal-reason = Woorden in de reden
journal-field = Veld (naam in de API)
journal-record = Record (adres of id)
journal-operation = Bewerking
journal-nobody = Niemand heeft die naam, of meer mensen hebben die. Kies uit de lijst.
journal-no-id = Er staat geen id in. Plak het adres van het record.
journal-nothing = Geen wijzigingen gevonden.
journal-looked-back = Doorzocht tot
journal-count = { $count ->
    [one] Het journaal heeft { $number } wijziging.
   *[other] Het journaal heeft { $number } wijzigingen.
}
journal-fields = { $number } velden
operation-import = import
operation-undo = ongedaan gemaakt
operation-merge = samenvoeging
operation-conversion = omzetting
operation-several = meer tegelijk
verify = Journaal verifiëren
verify-going = Het journaal wordt geverifieerd.
verify-look = Bekijken
verify-never = Nog niemand heeft het journaal geverifieerd.
verify-since = { $count ->
    [one] Sindsdien kwam er { $number } wijziging bij.
   *[other] Sindsdien kwamen er { $number } wijzigingen bij.
}

# Columns of tables of records.

record-what = Wat
record-type = Soort
