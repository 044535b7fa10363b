# Administration.

administration = Administration
administration-lead = Users, rights and settings. Every change here is recorded in the history, with its reason.
admin-refused = This page is for administrators. None of your roles has the duty it needs.
admin-users = Users and invitations
admin-users-lead = Who works here, who was invited, and who has left.
admin-users-state = Active: { $active } · no password yet: { $waiting } · deactivated: { $gone }
admin-groups = Groups
admin-groups-lead = People who belong together, and the roles they share.
admin-groups-state = Groups: { $groups }
admin-keys = API keys of everybody
admin-keys-lead = Programs that act as somebody: whose key it is, when it ends, when it was last used.
admin-keys-state = Keys: { $keys } · ended: { $over }
admin-rights = Profiles and roles
admin-rights-lead = Which roles a profile is made of, and how far each of them reaches.
admin-rights-state = Profiles: { $profiles } · roles: { $roles }
admin-profile = Profile
admin-profiles = Profiles
admin-roles = Roles
profile-new = New profile
role-new = New role
admin-fields = Custom fields and choices
admin-fields-lead = What you keep beyond the built-in fields; how much each is used, and what depends on it.
admin-fields-state = Fields: { $fields } · record types with them: { $types }
admin-pipelines = Pipelines and stages
admin-pipelines-lead = The stages that a deal passes through, in order: how likely each one is, and what is in it.
admin-pipelines-state = Pipelines: { $pipelines } · stages: { $stages }
admin-reasons = Reasons
admin-reasons-lead = Where people are asked why they change something, and what they can answer.
admin-reasons-state = Rules that need a reason: { $needed } · codes in use: { $codes }

# Users and their links.

users-tabs = Which users
users-all = All
users-active = Active
users-waiting = No password yet
users-gone = Deactivated
user-state = State
user-state-active = Active
user-state-invited = Invited
user-state-waiting = Cannot sign in yet
user-state-gone = Deactivated
user-seen = Last seen
user-account = Account
user-no-sessions = Not signed in anywhere.
user-access = Access
user-link-lead = Make a link with which this person can choose a password.
user-link = Make a link
user-reset-lead = A forgotten password, or a lost device: a new link replaces the password and ends all sessions.
user-reset = Replace the password
user-gone-lead = This user cannot sign in. Everything they created and own is still there.
user-owns = Owns
user-owns-lead = Give these to somebody else before this person leaves.
user-owns-nothing = Nothing that you can see.
user-link-until = Link works until
user-self = This is your own account. Another administrator can do this for you, so that nobody locks themselves out.
invite = Invite somebody
invite-lead = You get a link to hand over. The person chooses a password behind it, once and within three days.
invite-no-profile = No profile: only what everybody may
invite-profile = Choose a profile
invite-button = Make the invitation
link-heading = Make a new link for { $name }
link-lead = A password that there is now stops working at once, all sessions end, and an earlier link no longer works. Only the new link opens the account.
link-button = Make the link
link-made = A link to hand over
link-kept-out = { $name } could not be put into the groups.
link-made-lead = Copy it now and give it to { $name } by a way you trust. It works once, and is not shown again.
link-for = For
deactivate-heading = Deactivate { $name }
deactivate-lead = Sessions, API keys and links of this person end at once. Nothing they created or own is lost.
deactivate-button = Deactivate
activate-heading = Activate { $name } again
activate-lead = The former password works again. API keys that ended do not come back by this.
activate-button = Activate again
join = Choose your password
join-lead = Welcome, { $name }. From now on you sign in with this address and the password that you choose here.
join-button = Save and sign in
join-refused = This link has been used or is too old. Ask your administrator for a new one.

# Groups.

groups-none = There are no groups yet.
group-members = Members
group-others = Not in the group
group-tick-to-remove = Tick the people to remove.
group-tick-to-add = Tick the people to add.
group-empty = Nobody yet.
group-everybody = All active users belong to it.
group-no-roles = None: the group only shares what has the scope “Group”.

# Rights as they are.

rights-every-type = Every record type
rights-everybody = Everybody has it
rights-none = No rights on records.
rights-caption = How far { $role } reaches
rights-classes = Data classes shown in full
rights-duties = Duties

# Added fields.

fields-none = There are no custom fields yet.
fields-none-do = A field that you add can be filtered, sorted, searched, exported and reached by the API like any other.
added-kind-of = Kind
added-class-of = Data class
added-needed = Required
added-of = Custom field for { $types }
added-choices = Choices
added-choices-lead = In this order they are offered. A choice that is taken away stays in the records that hold it, and cannot be chosen again.
added-choice = Choice
added-used = Used
added-use = Use
added-used-by = Records with a value
added-views = Saved views that name it
added-rules = Reason rules about it
added-gone-lead = If you delete it, forms and lists no longer show it, and the saved views and rules above stop working. Its values are kept, and come back when you restore the field from the bin.
choices-remove = Remove { $name }
choices-remove-heading = Remove the choice “{ $title }”
choices-remove-lead = Records with this choice keep it, unless you say what they get instead; those are changed first, in one operation that can be undone. Saved views that filter on it only find the records that still have it.
choices-remove-to = Records with it get
choices-remove-nothing = nothing
choices-remove-stay = – what they hold now –
choices-remove-button = Remove the choice
choices-order = Change the order of the choices of “{ $title }”
order-lead = The new order counts for everybody.
order = Order
code = Code
move-up = Move { $name } up
move-down = Move { $name } down
not-in-use = Not in use

# Pipelines.

stage = Stage
stage-new = New stage
pipeline-new = New pipeline
pipeline-empty = There are no stages in it yet.
stage-kind = Kind
stage-probability = Probability, %
stage-deals = Deals
stages-order = Move the stage “{ $title }”
stage-remove = Remove { $name }
stage-remove-heading = Remove the stage “{ $title }”
stage-remove-empty = It has no deals. The stage goes to the bin, and can be restored.
stage-remove-lead = Deals in it: { $number }. Choose where they go; they are moved first, in one operation that can be undone.
stage-remove-to = Move the deals to
stage-remove-needed = Choose the stage that the deals go to.
stage-remove-button = Remove the stage

# Reasons.

reason-rules = Where a reason is asked for
reason-rules-lead = The strictest rule that applies counts. What a rule leaves open applies to everything.
reason-rules-none = No rules yet: people may give a reason, but do not have to.
reason-on = Record type
reason-any = any
reason-codes = Reason codes
reason-codes-lead = In this order they are offered, each in the language of whoever reads it.
reason-label = Label
reason-languages = Other languages
reason-uses = Given
codes-order = Move the reason “{ $title }”
reason-last = Last
because-import = Import
because-join-link = Joined by invitation link
because-cli = Command line
because-system = The program itself

# Keys.

keys-own = Your own keys
keys-none = There are no API keys.
key-owner = Acts as

rights-broken = A condition here uses a field that no longer exists: { $names }. Until this is fixed, such a right or sharing rule allows nothing, and such a restriction blocks everything.
