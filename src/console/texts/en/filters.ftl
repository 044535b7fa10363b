# Filters: words in the place of a value.

word-me = me
word-today = today
word-tomorrow = tomorrow
word-yesterday = yesterday
word-week-start = start of this week
word-week-end = end of this week
word-month-start = start of this month
word-month-end = end of this month
word-quarter-start = start of this quarter
word-quarter-end = end of this quarter
word-year-start = start of this year
word-year-end = end of this year
word-later =
    { $day } + { $count ->
        [one] 1 day
       *[other] { $number } days
    }
word-earlier =
    { $day } − { $count ->
        [one] 1 day
       *[other] { $number } days
    }
