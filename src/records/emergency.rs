//! Emergency access: a role for a user, for hours, with a reason. It ends by itself, and stays as evidence.

use crate::clock::Micros;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::{self, Field};
use crate::model::record_type::{CREATED_AT, PLAIN};
use crate::model::{Record, RecordType};
use crate::records::checks;
use crate::records::sharing::PURPOSE;

/// A role that somebody has for some hours.
pub static EMERGENCY: RecordType = RecordType {
    name: "emergency",
    label: "Emergency access",
    plural: "emergencies",
    plural_label: "Emergency access",
    table: "emergencies",
    help: "A role that somebody has for some hours, with the reason. It ends by itself, and all administrators are told.",
    title: &[PURPOSE],
    fields: &[PURPOSE.any(), USER.any(), ROLE.any(), HOURS.any()],
    rules: &[it_stays_as_it_was],
    checks: &[checks::EVIDENCE_STAYS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

pub(crate) const USER: Field<Id> = field::link("user_id", "User", "user").required();
pub(crate) const ROLE: Field<Id> = field::link("role_id", "Role", "role").required();
pub(crate) const HOURS: Field<i64> = field::number("hours", "Hours", 0)
    .required()
    .between(1, 24)
    .default("\"4\"")
    .help("From when it is made; delete it to end it early.");

/// When it ends.
pub fn ends_at(record: &Record) -> Micros {
    record.get(CREATED_AT).unwrap_or_default() + record.get(HOURS).unwrap_or_default() * 3_600 * 1_000_000
}

fn it_stays_as_it_was(before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let told = |record: &Record| (record.get(PURPOSE), record.get(USER), record.get(ROLE), record.get(HOURS));
    match before {
        Some(before) if told(before) != told(after) => {
            Err(USER.problem("evidence_stays", "What was begun stays as it was; end it, and begin another."))
        }
        _ => Ok(()),
    }
}
