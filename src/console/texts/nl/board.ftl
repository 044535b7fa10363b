# Het bord.

list = Lijst
board = Bord
board-of = { $label } als bord
board-by = Kolommen naar
board-pipeline = Pijplijn
board-none = Zonder waarde
board-empty = Hier is niets.
board-more = Alles tonen
board-count = Tellen en optellen
board-hidden = + { $number } voor u verborgen
board-no-column = Kies een van de kolommen.
