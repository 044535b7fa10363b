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
effect-save = Nothing is saved yet. Change the form, or save it all the same.
effect-breaks = This would not be true any more:
effect-except = Saving makes these people exceptions, and needs a reason. Nothing is saved yet.
assertions = Assertions
assertions-lead = Sentences about rights that have to stay true. A change that would break one is stopped before it is saved.
assertion-gone = about something that is not there any more
assertion-new = New assertion
assertion-sentence = Sentence
assertion-state = Stands
assertion-except = Exceptions
assertion-true = True
assertion-untrue = Not true for
home-assertions-broken = { $count ->
    [one] One sentence about rights is not true
   *[other] { $count } sentences about rights are not true
 }
