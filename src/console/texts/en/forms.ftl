# What stands in forms.

problem-amount-unclear = “{ $text }” can be read in two ways: write { $large } or { $small }.
