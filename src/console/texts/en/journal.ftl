# The journal of everything, and its proof.

journal = Journal
journal-lead = Every change: who made it, when, through which channel and why.
journal-refused = Only people with a role that lets them “Read the journal” can open this page. Ask an administrator for it.
journal-any = Any
journal-who = Who
journal-type = Type
journal-did = What happened
journal-from = From
journal-until = Up to and including
journal-channel = Channel
journal-reason = Words in the reason
journal-field = Field
journal-record = Record
journal-record-hint = Name, address or id
journal-operation = Operation
journal-no-field = There is no field of that name. Choose one from the list.
journal-no-record = No record is called that. Write its name as it stands in the list, or paste its address.
journal-which-record = More than one record is called so. Which one?
journal-nobody = Nobody has that name, or several people do. Choose from the list.
journal-no-id = There is no id in it. Paste the address of the record.
journal-nothing = No matching changes.
journal-looked-back = Searched back to
journal-count = { $count ->
    [one] The journal has { $number } change.
   *[other] The journal has { $number } changes.
}
journal-fields = { $number } fields
operation-import = import
operation-undo = undo
operation-merge = merge
operation-conversion = conversion
operation-several = several at once
verify = Verify the journal
verify-going = The journal is being verified.
verify-look = Look
verify-never = Nobody has verified the journal yet.
verify-since = { $count ->
    [one] { $number } change came since.
   *[other] { $number } changes came since.
}

# Columns of tables of records.

record-what = What
record-type = Type
