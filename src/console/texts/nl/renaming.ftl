# What record types and fields are called.

admin-labels = Namen van recordsoorten en velden
admin-labels-lead = Hoe records en hun velden hier heten, in elke taal.
admin-labels-state = Hernoemd: { $labels }
labels-lead = Wat leeg blijft houdt de naam die het programma meebracht, in grijs. De namen worden samen opgeslagen en zijn terug te draaien.
labels-of = Recordsoort
labels-what = Naam
labels-one = Eén heet
labels-many = Meerdere heten
words-admin-labels = hernoemen labels termen woorden vertalen benamingen
