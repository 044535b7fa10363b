# What stands in forms.

problem-amount-unclear = „{ $text }“ kann zweierlei bedeuten: Schreiben Sie { $large } oder { $small }.
record-empty =
    { $count ->
        [one] 1 leeres Feld
       *[other] { $number } leere Felder
    }
