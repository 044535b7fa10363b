# Signing in by a provider.

because-single-sign-on = Single sign-on
sign-in-providers = Other ways to sign in
sign-in-with = Sign in with { $name }
sign-in-or = Or with a password:
sign-in-left = You are signed out here, and may still be signed in at { $name }.
sign-in-left-too = Sign out there too
sign-in-refused-there = The provider did not let you in. Try again, or sign in another way.
state-sign-in-failed = Signing in did not work: what the provider sent cannot be trusted. An administrator finds more in the log.
state-sign-in-lost = This sign-in took too long or was begun in another browser. Begin again.
state-sign-in-unknown = The provider knows you, but no user here belongs to you. Ask an administrator.

admin-sign-in = Single sign-on
admin-sign-in-lead = Providers that prove who somebody is, so that people need no password here (OpenID Connect).
admin-sign-in-state = Providers: { $providers }
words-admin-sign-in = OIDC OpenID Entra Okta Keycloak Google SSO login provider
provider-new = New provider
provider-none = There are none yet. Everybody signs in with a password.
provider-only = Only this way
provider-issuer = Issuer
provider-back = Redirect address
provider-logout = Back-channel logout address
provider-secret = Client secret
provider-secret-there = Set
provider-secret-none = Not set
provider-secret-set = Set the client secret
provider-secret-help = It is kept sealed and never shown again. Leave it empty to take it away.
provider-test = Test
provider-answers = The provider answers. Keys: { $keys }. People sign in at { $address }.
provider-ends-sessions = Signing out can end the session there too.
provider-keeps-sessions = Signing out here does not end the session there.
method-provider = Sign-in provider
