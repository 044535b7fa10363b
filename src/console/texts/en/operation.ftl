# Rights in operation: who reads what is protected.

readers = Who reads what
readers-lead = Everybody who may read a class of data exactly, through which profile, group and role, and when that last happened.
readers-class = Data class
readers-of = { $class }: { $count ->
    [one] 1 person
   *[other] { $number } people
}
readers-kept = Each reading is kept for { $days } days, by person and day.
readers-not-kept = Nobody keeps who reads this class.
readers-safeguards = Safeguards
readers-reach = Reach
readers-last = Last read
readers-shown = Shown
readers-next = More people
looks = Who looked at this
looks-lead = Who was shown protected data of this record, the latest first.
looks-none = Nobody was shown protected data of this record.
looks-class = What
looks-when = Last that day
looks-through = Through
through-record = the record
through-list = a list
through-export = an export
