//! API keys: how programs sign in as a user, with fewer rights and an end date.

use crate::clock::Micros;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::ListType;
use crate::model::record_type::{CREATED_AT, PLAIN, Root};
use crate::model::value::Items;
use crate::model::{Record, RecordType};

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
    rules: &[it_was_made_with_its_secret, it_ends_within_a_year],
    configures: true,
    takes_proof: true,
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

/// The longest life of a key, in microseconds: one year.
pub const LONGEST: Micros = 366 * 86_400 * 1_000_000;

fn it_was_made_with_its_secret(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    if after.get(PREFIX).is_some() {
        Ok(())
    } else {
        Err(PREFIX.problem("keys_are_shown_once", "Keys are made one at a time, where they can be shown."))
    }
}

fn it_ends_within_a_year(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    match (after.get(CREATED_AT), after.get(ENDS_AT)) {
        (Some(made), Some(ends)) if ends > made.saturating_add(LONGEST) => {
            Err(ENDS_AT.problem("key_ends_within_a_year", "A key ends within a year of being made."))
        }
        _ => Ok(()),
    }
}
