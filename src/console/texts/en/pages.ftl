# The frame of every page.

skip = Skip to content
menu = Menu
navigation = Main
sign-out = Sign out
home = Home
group-sales = Sales
group-supply = Supply

# Words that many pages use.

save = Save
cancel = Cancel
new = New
edit = Edit
delete = Delete
remove = Remove
undo = Undo
search = Search
filter = Filter
apply = Apply
clear = Clear
action = Action
field = Field
name = Name
id = Id
now = Now
afterwards = Afterwards
before = Before
after = After
yes = Yes
no = No
pages = Pages
label-and-text = { $label }: { $text }
day-today = today { $time }
day-yesterday = yesterday { $time }
day-tomorrow = tomorrow { $time }
unseen = A record in the bin, or one you may not see

# The first minutes and signing in.

welcome = Welcome to Beheer
welcome-lead = This is a new installation of Beheer: a place for your customers, contacts, leads and deals, that keeps who changed what, and why.
welcome-next = Your next step
welcome-link = When the server started, it printed a set-up link in its terminal. Open that link: it makes the first administrator, works once, and for a day.
welcome-no-link = No link, or is it too old?
welcome-restart = Restart the server, and it prints a new one. Where it runs as a service, the link stands in the output of the service:
welcome-installation = This installation
welcome-folder = Data folder
welcome-database = Database
welcome-version = Version
set-up = Create the first administrator
set-up-lead = This account may do everything here. Others, with fewer rights, can be added afterwards.
set-up-button = Create administrator
set-up-refused = This set-up link has been used or is too old. On the server, “beheer user setup-link” makes a new one as long as there is no administrator.
your-name = Your name
email = E-mail
password = Password
password-help = At least { $least } characters, and not one that many people use or that is made of your name. A sentence is easiest to remember.
password-forgotten = Forgotten your password? An administrator can give you a new one.
sign-in = Sign in
sign-in-wrong = E-mail address or password is wrong.

# Lists and the bin.

list-total = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
list-total-more = More than { $number } { $types }
list-nothing-fits = Nothing found.
list-nothing-fits-do = Search more broadly, or clear the filter.
list-empty = There are no { $types } yet.
list-empty-do = Make the first one.
list-empty-seen = There are no { $types } that you can see.
list-out-of-date = The address of this page is out of date. Begin at the first page of the list.
page-first = First page
page-next = Next
bin = Bin
bin-heading = { $label } in the bin
bin-leave = Leave the bin
bin-empty = The bin is empty.
bin-empty-do = Deleted records are kept here.
in-bin = in the bin
binned = “{ $title }” was moved to the bin.
binned-restore = Take it out again
restore = Restore

# A record.

section-details = Details
section-lists = Lists and addresses
section-links = Linked to
section-notes = Notes
section-record = Record
in-bin-since = This is in the bin since
done-binned = Deleted. It can be taken out of the bin again.
done-saved = Saved.
done-restored = Taken out of the bin.
done-undone = The change was undone.
done-nothing = Nothing was changed.
live-changed = Somebody changed this record.
live-form = Somebody else changed this record meanwhile. What you typed stays here; when you save, you see both versions.
live-reload = Reload
delete-heading = Delete “{ $title }”
delete-lead = It goes to the bin, and can be taken out again.
delete-button = Move to the bin
restore-heading = Take “{ $title }” out of the bin
restore-lead = It will be there as it was before.
restore-button = Take it out

# Forms.

new-heading = New { $type }
edit-heading = Edit { $title }
row = { $label } { $row }
row-new = { $label } { $row } (new)
currency-of = Currency of { $label }
sort-of = Sort of { $label }
title-or-id = Name or id
help-by-title = The name, or a part of it.
nothing-called = There is no { $type } called “{ $text }” that you can see. Write the whole name, or the id.
several-called = Several { $types } fit “{ $text }”. Choose one of them.
why = Why
reason = Reason
reason-code = Reason code
reason-kept = The reason is kept in the history.
reason-needed = Needed, in your own words or as a code.
reason-needed-create = Say why: a reason is needed to create this { $type }.
reason-needed-update = Say why: a reason is needed to update this { $type }.
reason-needed-delete = Say why: a reason is needed to delete this { $type }.

# Two people changed one record.

conflict-heading = Somebody else changed this record
conflict-changed = “{ $title }” was changed while you had it open.
conflict-changed-by = { $who } changed “{ $title }” while you had it open.
conflict-choose = Your changes are not saved yet. Choose which values to keep.
conflict-now = As it is now
conflict-mine = Yours
conflict-same = You changed nothing that differs from what it is now.
conflict-kept = Changed by somebody else, and kept
conflict-save = Save what I chose
conflict-leave = Leave it as it is now

# History and undo.

history = History
history-title = History: { $title }
history-none = No older changes.
history-older = Older changes
by-whom = by { $who }
actor-unseen = a user you may not see
actor-shell = { $name } on the server
actor-program = the program
channel-console = console
channel-api = API
channel-cli = command line
did-create = Created
did-update = Changed
did-delete = Moved to the bin
did-undo = Undone
history-differs = { $label } (what differs)
did-restore = Taken out of the bin
did-merge = Merged
did-convert = Converted
did-unconvert = Conversion taken back
did-follow = Changed along with another record
changed-fields = Changed fields
changed-fields-of = Changed fields, { $row }
ask-changes = What will change
undo-heading = Undo a change of “{ $title }”
undo-button = Undo this change
undo-lead = The fields get back their earlier values. The history shows this as a new change.
undo-lead-created = The record was made by this change. Undoing it moves the record to the bin.
undo-lead-deleted = Undoing this takes the record out of the bin.
undo-lead-restored = Undoing this moves the record to the bin again.
