# What stands in forms.

problem-amount-unclear = « { $text } » peut se lire de deux façons : écrivez { $large } ou { $small }.
record-empty =
    { $count ->
        [one] { $number } champ vide
       *[other] { $number } champs vides
    }
