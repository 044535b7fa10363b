//! Sign-in providers: who proves for us who somebody is (`OpenID` Connect).

use crate::id::Id;
use crate::model::RecordType;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::{Format, ListType};
use crate::model::record_type::PLAIN;
use crate::model::value::Items;

/// Who proves for us who somebody is.
pub static SIGN_IN_PROVIDER: RecordType = RecordType {
    name: "sign_in_provider",
    label: "Sign-in provider",
    plural: "sign_in_providers",
    plural_label: "Sign-in providers",
    table: "sign_in_providers",
    help: "Proves who somebody is, so that he needs no password here (OpenID Connect).",
    title: &[NAME],
    fields: &[
        NAME.any(),
        ISSUER.any(),
        CLIENT.any(),
        SCOPES.any(),
        ACTIVE.any(),
        NO_PASSWORDS.any(),
        BY_EMAIL.any(),
        CREATES.any(),
        PROFILE.any(),
        GROUPS_CLAIM.any(),
        MAPPINGS.any(),
        SECRET.any(),
    ],
    takes_proof: true,
    ..PLAIN
};

static MAPPING: ListType = ListType {
    name: "SignInMapping",
    parts: &[
        field::text("value", "Value").required().help("As the provider writes it; case counts.").any(),
        field::link("profile_id", "Profile", "profile").any(),
        field::link("group_id", "Group", "group").any(),
    ],
    max_items: 200,
};

pub(crate) const NAME: Field<String> = field::text("name", "Name")
    .required()
    .max_length(60)
    .searchable()
    .sortable()
    .help("Stands on the button of the sign-in page.");
pub(crate) const ISSUER: Field<String> = field::formatted("issuer", "Issuer", Format::Url)
    .required()
    .max_length(500)
    .unique()
    .help("The address that the provider gives as its own: https://login.example.org/realm.");
pub(crate) const CLIENT: Field<String> =
    field::text("client_id", "Client id").required().help("What the provider calls this installation.");
pub(crate) const SCOPES: Field<String> = field::text("scopes", "Scopes")
    .default("\"email profile\"")
    .help("What is asked for beside openid, with spaces between.");
pub(crate) const ACTIVE: Field<bool> = field::yes_no("active", "Active").required().default("true");
pub(crate) const NO_PASSWORDS: Field<bool> = field::yes_no("no_passwords", "Only this way").required().default("false").help(
    "Passwords open accounts of user managers only, who are not linked to a provider, so that there is a way in when it is away.",
);
pub(crate) const BY_EMAIL: Field<bool> = field::yes_no("by_email", "Know users by e-mail")
    .required()
    .default("false")
    .help("Whoever comes for the first time is the user with his verified e-mail address.");
pub(crate) const CREATES: Field<bool> = field::yes_no("creates", "Make users")
    .required()
    .default("false")
    .help("Whoever comes for the first time and is not known becomes a user.");
pub(crate) const PROFILE: Field<Id> = field::link("profile_id", "Profile", "profile")
    .help("Of users who are made, and of those for whom no mapping gives another.");
pub(crate) const GROUPS_CLAIM: Field<String> = field::text("groups_claim", "Claim")
    .max_length(100)
    .default("\"groups\"")
    .help("What of the provider says in which groups or roles somebody is.");
pub(crate) const MAPPINGS: Field<Items> = field::list("mappings", "Mappings", &MAPPING).help(
    "At each sign-in, who has a value gets its profile and is in its group; who has it no more is taken out of it.",
);
pub(crate) const SECRET: Field<String> =
    field::text("client_secret", "Client secret").max_length(2_000).computed().class(DataClass::Secret);
