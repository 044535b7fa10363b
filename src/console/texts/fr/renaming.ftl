# What record types and fields are called.

admin-labels = Noms des types d’enregistrements et des champs
admin-labels-lead = Comment s’appellent ici les enregistrements et leurs champs, dans chaque langue.
admin-labels-state = Renommés : { $labels }
labels-lead = Ce qui reste vide garde le nom livré avec le programme, affiché en gris. Les noms sont enregistrés ensemble et peuvent être rétablis.
labels-of = Type d’enregistrement
labels-what = Nom
labels-one = Un seul s’appelle
labels-many = Plusieurs s’appellent
words-admin-labels = renommer libellés termes mots traduire vocabulaire
