# Listen: Spalten, Gruppen, Bedingungen, Ansichten, viele Datensätze auf einmal, Dateien.

list-export = Exportieren
list-group = Gruppieren
group-on = Gruppieren, gewählt
group-not = Nicht gruppieren
group-none = Ohne
group-count = Anzahl
group-all = Alle Gruppen in der Liste zeigen
groups-by = Nach { $label }
groups-more = nur die größten Gruppen stehen hier
groups-partial = * ohne das, was Sie nicht sehen dürfen
groups-whole = { $label }, über alle { $records } Datensätze, die einen Wert haben: etwa { $sum }
list-columns = Spalten
columns-usual = Übliche Spalten
column-earlier = „{ $label }“ eine Stelle nach vorn
column-later = „{ $label }“ eine Stelle nach hinten
column-width = Breite von „{ $label }“: ziehen, oder klicken für die nächste
filter-add = Bedingung hinzufügen
filter-on = Weiter
filter-do = Hinzufügen
filter-op = Bedingung
filter-value = Wert
filter-without = Bedingung „{ $text }“ entfernen
op-contains = enthält
op-begins = beginnt mit
op-ends = endet auf
op-is = ist
op-is-not = ist nicht
op-from = ist mindestens
op-to = ist höchstens
op-above = ist über
op-below = ist unter
op-filled = ist ausgefüllt
op-since = ist am oder nach
op-until = ist am oder vor
op-after = ist nach
op-before = ist vor
op-empty = ist leer
list-views = Ansichten
view-all = Alle
view-save = Ansicht speichern
view-save-new = Als neue Ansicht speichern
view-update = „{ $name }“ aktualisieren
view-delete = Ansicht löschen
view-manage = Ansichten verwalten
view-open = Liste öffnen
view-name = Name der Ansicht
view-audience = Für wen
view-lead = Eine Ansicht bewahrt Suchwörter, Filter, Reihenfolge, Spalten und Gruppen einer Liste unter einem Namen auf.
view-saved = Die Ansicht ist gespeichert.
view-deleted = Die Ansicht liegt im Papierkorb.
view-out-of-reach = Diese Ansicht fragt nach etwas, das Sie nicht sehen dürfen.
list-more = { $number } Zeilen werden angezeigt
list-pick = Auswählen
list-pick-one = { $title } auswählen
list-pick-all = Alle Treffer: { $total }
list-picked = Ausgewählt
list-picked-elsewhere = { $number } nicht auf dieser Seite
list-bulk = Viele auf einmal ändern
bulk-change = Ändern
bulk-assign = Zuweisen
bulk-merge = Zusammenführen
bulk-change-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} ändern
bulk-assign-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} zuweisen
bulk-delete-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} in den Papierkorb legen
bulk-restore-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} wiederherstellen
bulk-change-lead = Haken Sie an, was geändert werden soll; ein leerer Wert löscht. Sie können danach alles auf einmal rückgängig machen.
bulk-lead = Sie können danach alles auf einmal rückgängig machen.
bulk-set = { $label } ändern
bulk-nothing-set = Haken Sie mindestens ein Feld an.
bulk-nothing-picked = Wählen Sie zuerst eine oder mehrere Zeilen aus.
bulk-merge-two = Wählen Sie genau zwei Zeilen zum Zusammenführen aus.
bulk-too-many = Höchstens 10.000 lassen sich auf einmal ändern. Schränken Sie die Liste mit einem Filter ein.
bulk-count-moved = Inzwischen passen { $number }. Sehen Sie die Liste noch einmal an, oder fahren Sie fort.
bulk-changed = Geändert: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-deleted = In den Papierkorb gelegt: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-restored = Wiederhergestellt: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undone = Rückgängig gemacht: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undo-heading = Änderung vieler Datensätze rückgängig machen
bulk-undo-lead = Alles, was zusammen geändert wurde, wird wieder, was es war.
bulk-refused = Einige wurden abgelehnt und blieben, wie sie waren.
bulk-broken-off = Es waren so viele, dass der Rest nicht versucht wurde.
bulk-refused-caption = Was abgelehnt wurde, und warum
bulk-why-not = Warum nicht
bulk-stale = Jemand anders hat es inzwischen geändert. Sehen Sie es an, und versuchen Sie es noch einmal.
bulk-gone = Es ist nicht mehr zu finden, oder Sie dürfen es nicht ändern.
bulk-back = Zurück zur Liste
bin-by = Gelöscht von
export-heading = { $types } exportieren
export-format = Dateiformat
export-xlsx = Excel (XLSX)
export-csv = CSV, für jedes Programm mit Tabellen
export-json = JSON, für Programme
export-vcard = vCard, für Adressbücher
export-columns = Ohne Auswahl enthält die Datei alle Spalten, die Sie sehen dürfen. Eine vCard enthält, was Adressbücher kennen.
export-do = Herunterladen
cell-conflict = Jemand anders hat diesen Datensatz inzwischen geändert. Es wurde nichts gespeichert.
cell-open = Datensatz öffnen
keys-list = In einer Liste
keys-walk = Von Zelle zu Zelle
keys-change = Eine Zelle ändern oder öffnen
keys-pick = Eine Zeile auswählen
keys-width = Spalte breiter, schmaler
key-space = Leertaste
key-shift = Umschalt
