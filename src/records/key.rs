//! API keys: how programs sign in as a user, with fewer rights and an end date.

use crate::id::Id;
use crate::model::RecordType;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::ListType;
use crate::model::record_type::{PLAIN, Root};
use crate::model::value::Items;

/// A key for programs. The key itself is shown once and only its hash is kept.
pub static KEY: RecordType = RecordType {
    name: "key",
    label: "API key",
    plural: "keys",
    plural_label: "API keys",
    table: "keys",
    help: "A key for programs. It is shown once; deleting it revokes it.",
    title: &[NAME],
    root: Root::Owned("user_id"),
    fields: &[NAME.any(), USER.any(), ROLES.any(), ENDS_AT.any(), PREFIX.any(), SECRET.any()],
    configures: true,
    ..PLAIN
};

static ROLE_LINK: ListType =
    ListType { name: "KeyRole", parts: &[field::link("role_id", "Role", "role").required().any()], max_items: 100 };

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
pub(crate) const USER: Field<Id> = field::link("user_id", "User", "user").required().help("The key acts as this user.");
pub(crate) const ROLES: Field<Items> = field::list("roles", "Roles", &ROLE_LINK)
    .help("The key may do what these roles and its user both may; without any, all that its user may.");
pub(crate) const ENDS_AT: Field<field::Time> = field::time("ends_at", "Ends").required();
pub(crate) const PREFIX: Field<String> =
    field::text("prefix", "Begins with").max_length(20).computed().help("The first characters, to tell keys apart.");
pub(crate) const SECRET: Field<String> =
    field::text("secret_hash", "Secret").computed().unique().class(DataClass::Secret);
