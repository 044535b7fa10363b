# What stands in forms.

problem-amount-unclear = “{ $text }” can be read in two ways: write { $large } or { $small }.
record-empty =
    { $count ->
        [one] 1 empty field
       *[other] { $number } empty fields
    }
