# What stands in forms.

problem-amount-unclear = “{ $text }” kan op twee manieren worden gelezen: schrijf { $large } of { $small }.
record-empty =
    { $count ->
        [one] 1 leeg veld
       *[other] { $number } lege velden
    }
