# Filters: woorden op de plaats van een waarde.

word-me = mij
word-today = vandaag
word-tomorrow = morgen
word-yesterday = gisteren
word-week-start = begin van deze week
word-week-end = einde van deze week
word-month-start = begin van deze maand
word-month-end = einde van deze maand
word-quarter-start = begin van dit kwartaal
word-quarter-end = einde van dit kwartaal
word-year-start = begin van dit jaar
word-year-end = einde van dit jaar
word-later =
    { $day } + { $count ->
        [one] 1 dag
       *[other] { $number } dagen
    }
word-earlier =
    { $day } − { $count ->
        [one] 1 dag
       *[other] { $number } dagen
    }
