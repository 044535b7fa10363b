# What stands in forms.

problem-amount-unclear = „{ $text }“ kann zweierlei bedeuten: Schreiben Sie { $large } oder { $small }.
