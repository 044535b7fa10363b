//! Acting as somebody else: who did, as whom, why and how long. It is made when it begins, and stays as evidence.

use crate::clock::Micros;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::{self, Field};
use crate::model::record_type::{CREATED_AT, PLAIN, Root};
use crate::model::{Record, RecordType};
use crate::records::checks;
use crate::records::sharing::PURPOSE;

/// That somebody acted as somebody else.
pub static IMPERSONATION: RecordType = RecordType {
    name: "impersonation",
    label: "Acting as",
    plural: "impersonations",
    plural_label: "Acting as others",
    table: "impersonations",
    help: "That somebody acted as another user, with the reason. It begins on its page, and the user is told.",
    title: &[PURPOSE],
    root: Root::Owned("person_id"),
    fields: &[PURPOSE.any(), USER.any(), PERSON.any(), MINUTES.any(), CHANGES.any(), ENDED_AT.any(), SEEN_AT.any()],
    rules: &[it_stays_as_it_was],
    checks: &[checks::EVIDENCE_STAYS],
    takes_proof: true,
    ..PLAIN
};

pub(crate) const USER: Field<Id> = field::link("user_id", "Who acts", "user").required().computed();
pub(crate) const PERSON: Field<Id> = field::link("person_id", "As whom", "user").required();
pub(crate) const MINUTES: Field<i64> =
    field::number("minutes", "Minutes", 0).required().between(5, 60).default("\"30\"").help("How long at most.");
pub(crate) const CHANGES: Field<bool> =
    field::yes_no("changes", "May change records").required().default("false").help("Else nothing can be changed.");
pub(crate) const ENDED_AT: Field<field::Time> = field::time("ended_at", "Ended early").computed();
pub(crate) const SEEN_AT: Field<field::Time> =
    field::time("seen_at", "Seen").computed().help("When the user said that he knows.");

/// When it ends, or ended.
pub fn ends_at(record: &Record) -> Micros {
    let last = record.get(CREATED_AT).unwrap_or_default() + record.get(MINUTES).unwrap_or_default() * 60 * 1_000_000;
    record.get(ENDED_AT).map_or(last, |ended| ended.min(last))
}

fn it_stays_as_it_was(before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let told = |record: &Record| {
        (record.get(PURPOSE), record.get(USER), record.get(PERSON), record.get(MINUTES), record.get(CHANGES))
    };
    match before {
        Some(before) if told(before) != told(after) => {
            Err(USER.problem("evidence_stays", "What was begun stays as it was; end it, and begin another."))
        }
        _ => Ok(()),
    }
}
