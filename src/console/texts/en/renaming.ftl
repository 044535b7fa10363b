# What record types and fields are called.

admin-labels = Names of record types and fields
admin-labels-lead = What records and their fields are called here, in each language.
admin-labels-state = Renamed: { $labels }
labels-lead = What is left empty keeps the name that came with the program, shown in grey. Names are saved together, and can be changed back.
labels-of = Record type
labels-what = Name
labels-one = One is called
labels-many = Several are called
words-admin-labels = rename labels terms words translate vocabulary
