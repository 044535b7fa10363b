# What comes from outside: directories, and signing in elsewhere.

channel-scim = directory
because-scim = Kept by a directory (SCIM)
rule-capitals = Write the sign-in name in small letters.
state-outbound-too-large = The other side answered with too much.
state-outbound-forbidden = This address leads into a private network. The operator can allow it in the configuration (outbound.allow).
state-outbound-insecure = An address that begins with https:// is needed.
state-outbound-timeout = The other side did not answer in time.
state-outbound-unreachable = The other side cannot be reached.
