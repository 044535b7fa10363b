# Pages of errors.

heading-malformed = This request was not understood
heading-sign-in-first = Sign in first
heading-forbidden = Access denied
heading-not-found = There is no such page
heading-method = This cannot be done here
heading-conflict = This is not possible now
heading-too-large = This is too large
heading-invalid = Something in it is wrong
heading-throttled = Too many attempts
heading-unavailable = Not available at the moment
heading-wrong = Something went wrong
request-id = Request id:
go-front = Go to the front page
go-home = Go to the home page
problem-heading = There is a problem
error-not-found = There is no such thing, or you may not see it.
error-method = Pages are read (GET) and forms are sent (POST); nothing else is done here. Programs use the API.
error-stale = Somebody else changed this record meanwhile. Load it again.
error-too-large = This is too large to be accepted here.
error-throttled = Too many attempts. Try again in { $count ->
    [one] { $number } second
   *[other] { $number } seconds
}.
error-throttled-minutes = Too many attempts. Try again in { $count ->
    [one] { $number } minute
   *[other] { $number } minutes
}.
error-unavailable = The program is starting, stopping or waiting for its database. Try again in a moment.
error-storage-full = The disk is full. Free some space and try again; nothing was changed.
error-internal = Something went wrong on our side. The log has the details under the request id.
error-undo-conflicts = { $count ->
    [one] { $number } later change stands
   *[other] { $number } later changes stand
} in the way; nothing was undone.
error-out-of-reach = Your rights do not go that far. Check who owns this { $type } and what it is about.
refused-type = None of your roles lets you see { $types }.
refused-create = Your roles do not let you create { $types }.
refused-update = Your roles do not let you change this { $type }.
refused-delete = Your roles do not let you delete this { $type }.
form-broken-off = The form did not arrive whole. Send it again.
form-unreadable = This form cannot be read. Go back and send it again.
form-foreign = This form was sent from another site, so nothing was changed.
form-of-older-session = This form belongs to an older session, so nothing was changed. Go back, reload the page and send it again.
form-unversioned = The form does not say which version of the record it changes. Open it again.
search-too-long = A search has at most { $characters } characters and { $words } words.

# What is wrong with a field.

problem-required = { $label } is needed.
problem-blank = It must not be blank.
problem-too-long = At most { $number } { $count ->
    [one] character fits
   *[other] characters fit
} here.
problem-too-many = At most { $number } of them { $count ->
    [one] fits
   *[other] fit
} here.
problem-out-of-range = It must be between { $least } and { $most }.
problem-control-character = This contains an invisible control character; remove it.
problem-read-only = { $label } is filled in by the program; leave it out.
problem-unknown-choice = Choose one of the choices offered.
problem-unknown-type = It cannot be about a record of this sort.
problem-missing-link = There is no such record, or you may not see it.
problem-taken = Another record has this value already.
problem-cycle = This would lead back to the record itself.
problem-unreadable = This cannot be read.
problem-number = This is not a number; write it like 1,234.50.
problem-date = This is not a day; write it like 24 Nov 2026 or 2026-11-24.
problem-time = This is not a moment; write it like 24 Nov 2026 14:05.
problem-currency = Write the currency as three capitals (ISO 4217), like EUR.
problem-json = This is not valid JSON.
problem-sort = Choose what sort of record it is.
problem-email = This is not an e-mail address; write it like name@example.org.
problem-phone = This is not a telephone number; write it like +31 20 123 4567.
problem-url = This is not a web address; write it like https://example.org.
problem-country = This country is not known; write its name, or its code of two letters.
problem-language = This language is not known; write its name, or its code, like nl or en-GB.
problem-weak-password = A password needs at least { $least } characters and at most { $most }.
problem-common-password = Many people use this password, so it is tried first. Take another one.
problem-own-password = Take a password that is not made of your name, address or company.

# Rules of record types.

rule-keys-are-shown-once = Keys are made one at a time, where they can be shown.
rule-key-ends-within-a-year = A key ends within a year of being made.
rule-evidence-stays = What was begun stays as it was; end it, and begin another.
rule-won-needs-amount = A won deal needs an amount.
rule-no-such-type = There is no such record type.
rule-no-owner = Records of this type have no owner.
rule-not-read = A field is read; leave it open for other actions.
rule-field-name-taken = There is a field of this name already.
rule-view-names-no-field = A field that is named here does not exist.
rule-view-has-no-order = A field that is named here has no order to sort by.
rule-view-has-too-many-words = Too many words are searched for here.
rule-view-has-no-groups = A list cannot be grouped by the field that is named here.
rule-field-name-kept = A field of this name and another kind is in the bin, and its values are kept. Choose another name.
rule-field-name-form = Write x_ and then small letters, digits and _, such as x_shoe_size.
rule-not-shared = Records of this type have no owner, and are not shared.
rule-one-of-two = Choose either an action or a data class, not both.
rule-field-kind-kept = Name, record type, kind and digits stay as they are. Add another field instead.
rule-choices-needed = Add at least one choice.
rule-target-needed = Choose the record type that it links to.
rule-status-by-conversion = Convert the lead to set this status.
rule-converted-stays = This lead was converted; undo the conversion instead.
rule-movement-is-kept = A stock movement cannot be changed. Delete it, or add a correction.
rule-ends-before-start = It must not end before it starts.
rule-file-needed = Upload the file itself.

# The state of a record does not allow it.

state-in-bin = This record is in the bin. Restore it first.
state-not-in-bin = This record is not in the bin.
state-last-administrator = This would leave nobody who can manage users. Give another active user that duty first.
state-assertion-broken = This would break the assertion “{ $sentence }”. Change what you save, or name those for whom it would be broken as its exceptions, with a reason.
state-followed = This change followed from another one. Undo that one, and this one follows.
state-too-many-conditions = Too many conditions change at once to show the effect. Change fewer roles at a time.
state-already-converted = This lead was converted already.
state-too-many-links = Too many records link to this one to merge it in one go.

# What stands in the way of an undo.

in-the-way = Cannot be undone:
in-the-way-gone = The record cannot be found any more.
in-the-way-changed-after = The record was changed after it was made.
in-the-way-in-bin = The record is in the bin.
in-the-way-changed-since = The field was changed since.
