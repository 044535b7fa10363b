# Wat één keer wordt getoond.

copy = Kopiëren
copied = Gekopieerd.
key-shown = Een sleutel wordt één keer getoond, en dat is gebeurd. Hebt u hem niet bewaard, trek hem dan hier in en maak een andere.
link-shown = Een link wordt één keer getoond, en dat is gebeurd. Hebt u hem niet bewaard, maak dan een andere: die komt ervoor in de plaats.
