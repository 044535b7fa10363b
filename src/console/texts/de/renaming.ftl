# What record types and fields are called.

admin-labels = Namen von Datensatzarten und Feldern
admin-labels-lead = Wie Datensätze und ihre Felder hier heißen, in jeder Sprache.
admin-labels-state = Umbenannt: { $labels }
labels-lead = Was leer bleibt, behält den Namen, der mit dem Programm kam; er steht in Grau. Die Namen werden zusammen gespeichert und lassen sich zurückändern.
labels-of = Datensatzart
labels-what = Name
labels-one = Einer heißt
labels-many = Mehrere heißen
words-admin-labels = umbenennen Bezeichnungen Begriffe Wörter übersetzen
