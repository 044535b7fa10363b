# The second factor.

factor = Second factor
factor-lead = A code from your telephone beside the password: who finds out your password still cannot sign in.
factor-set-up = Set it up
factor-manage = Manage it
factor-picture = A picture that an authenticator app reads
factor-offer-lead = With a second factor, signing in takes your password and a code that an app on your telephone shows. Any authenticator app will do.
factor-step-scan = Scan this picture with the app
factor-step-type = Or type this into it:
factor-step-code = Type the six digits that the app shows now
factor-begin = Begin to use it
factor-there = Signing in takes a code from your telephone. Since
factor-codes-left = { $count ->
    [one] { $number } recovery code is left.
   *[other] { $number } recovery codes are left.
}
factor-change = New codes, or none any more
factor-change-lead = Both take a code: from the app, or one of those on paper.
factor-new-codes = Make new recovery codes
factor-remove = Give up the second factor
factor-removed = The second factor was taken away.
codes-made = Recovery codes
codes-made-lead = Print these codes or write them down, and keep them where your telephone is not. Each lets you in once when the telephone is lost. They are not shown again.
codes-kept = I have kept them
codes-shown = Codes are shown once. If you did not keep them, make new ones.
code-heading = One more step
code-lead = Type the code that the app on your telephone shows.
code-lead-paper = Type one of the codes that you kept on paper. Each works once.
code-number = Code of six digits
code-paper = Recovery code
code-any = Code
code-by-paper = Use a recovery code
code-by-telephone = Use the app
code-lost = Neither telephone nor codes? An administrator can take your second factor away.
user-factor = Second factor
user-factor-none = none
factor-take = Take the second factor away
factor-take-heading = Take the second factor of { $name } away
factor-take-lead = From then on the password alone opens the account, all sessions end, and { $name } is told at the next sign-in. Be sure that it is this person who asks for it.
method-totp = Password and code
method-recovery = Password and recovery code
event-code-refused = Refused: wrong code
event-factor-added = Second factor set up
event-factor-removed = Second factor taken away by { $who }
told-factor-removed = { $who } took away your second factor: your password alone opens the account.
because-second-factor = One’s own second factor
rule-wrong-code = This code is wrong, or was used already. Take the next one.
state-has-second-factor = There is a second factor already. Take it away first.
state-no-second-factor = There is no second factor.
state-offer-too-old = This secret is too old. Here is a new one.
step-up = Confirm that it is you
step-up-lead = Changes of users, keys and rights need a proof from the last ten minutes of who you are. Nothing of what you sent is lost: it goes on once you confirm.
step-up-button = Confirm and go on
factor-required = One of your roles asks for a second factor. Set it up here; until then you can do nothing else. Keys of programs go on.
state-last-guarded-administrator = This would leave nobody with a second factor who can manage users and rights. Let another administrator set one up first.
state-second-factor-needed = One of your roles asks for a second factor, so that you cannot give it up.
rule-wrong-password = This is not your password.
