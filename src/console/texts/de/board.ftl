# Das Board.

list = Liste
board = Board
board-of = { $label } als Board
board-by = Spalten nach
board-pipeline = Pipeline
board-none = Ohne Wert
board-empty = Hier ist nichts.
board-more = Alle anzeigen
board-count = Zählen und summieren
board-hidden = + { $number } für Sie verborgen
board-no-column = Wählen Sie eine der Spalten.
