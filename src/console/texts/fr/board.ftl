# Le tableau.

list = Liste
board = Tableau
board-of = { $label } en tableau
board-by = Colonnes selon
board-pipeline = Pipeline
board-none = Sans valeur
board-empty = Rien ici.
board-more = Tout afficher
board-count = Compter et additionner
board-hidden = + { $number } masqués pour vous
board-no-column = Choisissez une des colonnes.
