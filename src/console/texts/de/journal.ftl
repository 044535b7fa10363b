# Das Journal von allem, und sein Beweis.

journal = Journal
journal-lead = Jede Änderung: von wem, wann, über welchen Kanal und warum.
journal-refused = Diese Seite können nur Personen öffnen, deren Rolle die Befugnis „Das Journal lesen“ hat. Bitten Sie einen Administrator darum.
journal-any = Alle
journal-who = Wer
journal-type = Art
journal-did = Was geschah
journal-from = Ab
journal-until = Bis einschließlich
journal-channel = Kanal
journal-reason = Wörter in der Begründung
journal-field = Feld
journal-record = Datensatz
journal-record-hint = Name, Adresse oder ID
journal-operation = Vorgang
journal-no-field = Es gibt kein Feld mit diesem Namen. Wählen Sie eines aus der Liste.
journal-no-record = Kein Datensatz heißt so. Schreiben Sie den Namen, wie er in der Liste steht, oder fügen Sie die Adresse ein.
journal-which-record = Mehrere Datensätze heißen so. Welchen meinen Sie?
journal-nobody = Niemand heißt so, oder mehr als einer. Wählen Sie aus der Liste.
journal-no-id = Darin steht keine ID. Fügen Sie die Adresse des Datensatzes ein.
journal-nothing = Keine passenden Änderungen.
journal-looked-back = Durchsucht bis
journal-count = { $count ->
    [one] Das Journal hat { $number } Änderung.
   *[other] Das Journal hat { $number } Änderungen.
}
journal-fields = { $number } Felder
operation-import = Import
operation-undo = Rücknahme
operation-merge = Zusammenführung
operation-conversion = Umwandlung
operation-several = mehrere zugleich
verify = Journal prüfen
verify-going = Das Journal wird geprüft.
verify-look = Ansehen
verify-never = Noch niemand hat das Journal geprüft.
verify-since = { $count ->
    [one] Seither kam { $number } Änderung hinzu.
   *[other] Seither kamen { $number } Änderungen hinzu.
}

# Columns of tables of records.

record-what = Was
record-type = Art
