# Filtres : des mots à la place d’une valeur.

word-me = moi
word-today = aujourd’hui
word-tomorrow = demain
word-yesterday = hier
word-week-start = début de cette semaine
word-week-end = fin de cette semaine
word-month-start = début de ce mois
word-month-end = fin de ce mois
word-quarter-start = début de ce trimestre
word-quarter-end = fin de ce trimestre
word-year-start = début de cette année
word-year-end = fin de cette année
word-later =
    { $day } + { $count ->
        [one] { $number } jour
       *[other] { $number } jours
    }
word-earlier =
    { $day } − { $count ->
        [one] { $number } jour
       *[other] { $number } jours
    }
