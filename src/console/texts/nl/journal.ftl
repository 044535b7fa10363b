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
journal-field = Veld
journal-record = Record
journal-record-hint = Naam, adres of id
journal-operation = Bewerking
journal-no-field = Er is geen veld met die naam. Kies er een uit de lijst.
journal-no-record = Geen record heet zo. Schrijf de naam zoals die in de lijst staat, of plak het adres.
journal-which-record = Meer dan één record heet zo. Welk bedoelt u?
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
