# What a change of rights would do.

effect-heading = { $count ->
    [one] This changes what 1 person may do
   *[other] This changes what { $number } people may do
}
effect-line = { $types }: { $what }
effect-none-yet = (no records yet)
effect-follows = (as far as what they are about can be seen)
effect-duty-gained = Gains the duty: { $duty }
effect-duty-lost = Loses the duty: { $duty }
effect-more = { $count ->
    [one] And one more person.
   *[other] And { $number } more people.
}
effect-save = Nothing is saved yet. Change the form, or save it as it is.
