# What is shown once.

copy = Copy
copied = Copied.
key-shown = A key is shown once, and this one was. If you did not keep it, revoke it here and make another.
link-shown = A link is shown once, and this one was. If you did not keep it, make another: it takes its place.
