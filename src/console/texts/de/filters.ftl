# Filter: Wörter an der Stelle eines Wertes.

word-me = ich
word-today = heute
word-tomorrow = morgen
word-yesterday = gestern
word-week-start = Anfang dieser Woche
word-week-end = Ende dieser Woche
word-month-start = Anfang dieses Monats
word-month-end = Ende dieses Monats
word-quarter-start = Anfang dieses Quartals
word-quarter-end = Ende dieses Quartals
word-year-start = Anfang dieses Jahres
word-year-end = Ende dieses Jahres
word-later =
    { $day } + { $count ->
        [one] 1 Tag
       *[other] { $number } Tage
    }
word-earlier =
    { $day } − { $count ->
        [one] 1 Tag
       *[other] { $number } Tage
    }
