# What stands in forms.

problem-amount-unclear = “{ $text }” kan op twee manieren worden gelezen: schrijf { $large } of { $small }.
