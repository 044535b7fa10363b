//! Activities: calls, meetings, tasks, notes and mails, about any records.

use crate::error::FieldProblem;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, ListType, choice};
use crate::model::record_type::{PLAIN, Root};
use crate::model::value::Items;
use crate::model::{Record, RecordType};
use crate::records::parts::OWNER;

/// Something done or to be done, about any records.
pub static ACTIVITY: RecordType = RecordType {
    name: "activity",
    label: "Activity",
    plural: "activities",
    plural_label: "Activities",
    table: "activities",
    help: "A call, meeting, task, note or mail, about any records.",
    title: &[SUBJECT],
    root: Root::ChildOf("about", Some("owner_id")),
    fields: &[
        KIND.any(),
        SUBJECT.any(),
        BODY.any(),
        DUE.any(),
        STARTS.any(),
        ENDS.any(),
        DONE.any(),
        ABOUT.any(),
        PARTICIPANTS.any(),
        OWNER.any(),
    ],
    rules: &[it_ends_after_it_starts],
    ..PLAIN
};

static KINDS: [Choice; 5] = [
    choice("call", "Call"),
    choice("meeting", "Meeting"),
    choice("task", "Task"),
    choice("note", "Note"),
    choice("mail", "Mail"),
];
static SUBJECTS: ListType = ListType {
    name: "Subject",
    parts: &[field::reference("record", "Record", &["organisation", "contact", "lead", "deal", "product"])
        .required()
        .any()],
    max_items: 50,
};
static PEOPLE: ListType = ListType {
    name: "Participant",
    parts: &[field::reference("record", "Person", &["user", "contact"]).required().any()],
    max_items: 200,
};

pub(crate) const KIND: Field<String> = field::one_of("kind", "Kind", &KINDS).required();
pub(crate) const SUBJECT: Field<String> = field::text("subject", "Subject").required().searchable().sortable();
pub(crate) const BODY: Field<String> = field::lines("body", "Text").searchable();
pub(crate) const DUE: Field<field::Time> = field::time("due", "Due");
pub(crate) const STARTS: Field<field::Time> = field::time("starts", "Starts");
pub(crate) const ENDS: Field<field::Time> = field::time("ends", "Ends");
pub(crate) const DONE: Field<field::Time> = field::time("done", "Done");
pub(crate) const ABOUT: Field<Items> = field::list("about", "About", &SUBJECTS);
pub(crate) const PARTICIPANTS: Field<Items> = field::list("participants", "Participants", &PEOPLE);

fn it_ends_after_it_starts(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    match (after.get(STARTS), after.get(ENDS)) {
        (Some(starts), Some(ends)) if ends < starts => {
            Err(ENDS.problem("ends_before_start", "It must not end before it starts."))
        }
        _ => Ok(()),
    }
}
