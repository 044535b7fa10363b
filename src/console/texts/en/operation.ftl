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

# Acting as somebody else.

acting = Act as somebody else
acting-lead = See what another user sees, for a stated reason and a limited time. The user is told, and the journal names you both.
acting-state = With a reason, at most an hour
acting-banner = { $who } acts as { $whom } until { $until }.
acting-looks-only = Nothing can be changed.
acting-may-change = Records can be changed.
acting-end = End
acting-refused = This is not possible while you act as somebody else.
acting-whom = As whom
acting-who = Who
acting-minutes = How long
acting-minutes-number = { $minutes } minutes
acting-why-help = The user reads it, and so does whoever reads the journal.
acting-why = Say why.
acting-choose = Choose as whom.
acting-changes = Change records as well, never rights, users or settings
acting-begin = Begin
acting-past = What was done so
acting-from = From
acting-until = Until
acting-told = Seen by the user
acted = Others who acted as you
acted-lead = Administrators who saw what you see, with their reason.
acted-seen = I know
acted-home = { $who } acted as you: { $purpose }
actor-acting = { $who } (in truth { $real })

# Emergency access.

emergency = Emergency access
emergency-lead = A role for a few hours, with a reason. It ends by itself, every administrator is told, and it stays as evidence.
emergency-state = { $count ->
    [0] Nobody has emergency access
    [one] One person has emergency access
   *[other] { $number } persons have emergency access
}
emergency-role = Role
emergency-hours = How long
emergency-hours-number = { $count ->
    [one] 1 hour
   *[other] { $number } hours
}
emergency-why-help = Every administrator reads it.
emergency-why = Say why.
emergency-choose-user = Choose who gets the role.
emergency-choose-role = Choose a role.
emergency-give = Give the role
emergency-given = Given
emergency-none = Nobody ever had emergency access.
emergency-by = Given by
emergency-open = Now
emergency-end = End now

# Rights as a file.

rights-file = Rights as a file
rights-file-lead = Roles, profiles, groups, sharing rules, restrictions, assertions, safeguards and reasons by name, for version control and other installations.
rights-file-export = Download
rights-file-file = A file to compare with what stands
rights-file-help = Nothing is changed yet: first you see what would be.
rights-file-prune = It is all there is to be: what the file does not have goes into the bin
rights-file-compare = Compare
rights-file-choose = Choose a file.
rights-file-large = A file of rights has at most 1 MB.
rights-file-unreadable = This is no text in UTF-8.
rights-file-plan = What reading the file would change
rights-file-same = Nothing: all is as the file says.
rights-file-another = Another file
rights-file-made = { $kind } “{ $name }” is made
rights-file-changed = { $kind } “{ $name }” is changed
rights-file-gone = { $kind } “{ $name }” goes into the bin
rights-file-nobody = Nobody gains or loses anything of what is there now; what comes later follows the new rights.
rights-file-apply = Read the file
rights-file-other = Something else would be done now than you were shown. Look at it again.
beside-rules = What opens records beside roles, to people who see others of their type.
beside-restrictions = What closes records and data, whatever roles say.
beside-whom = For whom
beside-over = Over
rule-not-to-act-as = Choose another user who is active.
state-evidence-stays = What was begun stays as it was; end it, and begin another.
