# The frame around every page.

about-installation = About this installation
demo = Demo
demo-lead = Everything here is made up.
pinned = Pinned
pin = Pin
pin-on = Pinned to the navigation.
pin-off = No longer pinned.
close = Close
account = Account
account-of = Account of { $name }

# Search, and the palette.

search-everything = Search everything
search-placeholder = A name, a mail address, a number…
search-nothing = Nothing found for “{ $text }”.
search-nothing-do = All words have to be in the same record. Use fewer words, or only their beginning.
search-recent = Opened recently
search-all = { $label }: all results
search-or-go = Search or go to…
palette = Search or go to
palette-placeholder = A record, a page, or what you want to do
palette-results = Results
palette-count = Results: { $number }
palette-none = No results.
palette-recent = Recent
palette-more = More
palette-all = Search everything for “{ $text }”
palette-actions = Actions
palette-pages = Go to
palette-choose = choose
palette-open = open
palette-apart = in a new tab

# Keys.

key-control = Ctrl
key-enter = Enter
key-escape = Esc
shortcuts = Keyboard shortcuts
shortcuts-lead = Everything can be done by mouse and by touch as well.
shortcuts-anywhere = Anywhere
shortcuts-go = Go to
shortcut-palette = Search, or go anywhere
shortcut-search = Search in this list
shortcut-help = This overview
shortcut-escape = Close what is open
shortcuts-off = Single keys do nothing while you type in a field. You can switch them off in your profile.

# What belongs to whoever is signed in.

profile = Profile and settings
profile-lead = What is set here counts for you alone, in this browser.
profile-look = Appearance, language and keys
scheme = Colours
scheme-auto = Auto
scheme-light = Light
scheme-dark = Dark
density = Density
density-comfortable = Comfortable
density-compact = Compact
single-keys = Single-key shortcuts
on = On
off = Off
language = Language
language-usual = As set in my account
sessions = Sessions
sessions-caption = Where you are signed in
session-device = Device
session-began = Signed in
session-seen = Last used
session-own = This one
session-unknown = Unknown device
session-end = Sign out
sessions-end = Sign out everywhere else
done-ended = Signed out there.
done-none-ended = That session had ended already.
keys = API keys
keys-lead = A key lets a program act as you. Make one for each program, and revoke it when it is no longer used.
keys-caption = Your API keys
key-begins = Starts with
key-ends = Expires
key-over = Expired
key-revoke = Revoke
key-new = New key
key-name = Name of the program
key-name-needed = Say which program will use the key.
key-works = Valid for
key-days = { $number } days
key-make = Make a key
key-made = Your new API key
key-made-lead = Copy it now to the program that uses it. It is shown only this once.
key-try = Try it
key-copied = I have copied it

# The design system.

design = Design system
design-refused = This page is for administrators.

# One’s own password.

password-lead = Changing it ends all your sessions but this one.
password-now = Current password
password-new = New password
password-change = Change the password
password-changed = Your password was changed, and your other sessions have ended.
password-wrong = This is not your password.
