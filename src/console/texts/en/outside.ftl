# What comes from outside: directories, and signing in elsewhere.

channel-scim = directory
because-scim = Kept by a directory (SCIM)
rule-capitals = Write the sign-in name in small letters.
