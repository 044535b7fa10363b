# Die Matrix aus Rollen, Datensatzarten und Aktionen.

matrix-lead = Wie weit jede Aktion reicht, nach Datensatzart. Was unter einer Bedingung gilt, Datenklassen und Befugnisse werden mit der Rolle als Ganzem geändert.
matrix-all = Alles zu dieser Rolle
matrix-compare = Rollen vergleichen
matrix-conditions = Unter einer Bedingung
matrix-some = teils: { $scope }
matrix-by-type = Rollen nach Datensatzart
matrix-by-type-lead = Wer was mit Datensätzen einer Art darf.
matrix-show = Anzeigen
matrix-one = Die eine Rolle
matrix-two = Die andere Rolle
matrix-same = Sie geben dasselbe.
matrix-what = Was
