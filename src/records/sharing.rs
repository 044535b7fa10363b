//! Sharing and restricting: what is opened beside the rights of roles, and what is closed whatever they give.

use crate::error::FieldProblem;
use crate::model::field::{self, Field, Time};
use crate::model::kind::{Choice, Format, ListType, choice};
use crate::model::record_type::PLAIN;
use crate::model::value::Items;
use crate::model::{Record, RecordType, Reference, Root};
use crate::records::access::{ACTION_NAMES, CLASS_NAMES, NAME};
use crate::records::{assertion, checks};

/// One record, opened to a user or a group that has the right to some records of its type, though not to this one.
pub static SHARE: RecordType = RecordType {
    name: "share",
    label: "Share",
    plural: "shares",
    plural_label: "Shares",
    table: "shares",
    help: "One record, opened to a user or group that may see others of its type.",
    title: &[PURPOSE],
    root: Root::ChildOf("about", None),
    needs_of_subject: Some("update"),
    fields: &[PURPOSE.any(), ABOUT.any(), TO.any(), LEVEL.any(), ENDS_AT.any()],
    checks: &[assertion::HOLDS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

/// Records that satisfy a filter, opened like with a share.
pub static SHARING_RULE: RecordType = RecordType {
    name: "sharing_rule",
    label: "Sharing rule",
    plural: "sharing_rules",
    plural_label: "Sharing rules",
    table: "sharing_rules",
    help: "Records that satisfy a filter, opened to people who may see others of their type.",
    title: &[NAME],
    fields: &[NAME.any(), PURPOSE.any(), RECORD_TYPE.any(), FILTER.any(), LEVEL.any(), WITH.any(), ENDS_AT.any()],
    checks: &[checks::SHARING_FITS, assertion::HOLDS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

/// What nobody of some people can do or see, whatever his roles say. Restrictions are heard last and always win.
pub static RESTRICTION: RecordType = RecordType {
    name: "restriction",
    label: "Restriction",
    plural: "restrictions",
    plural_label: "Restrictions",
    table: "restrictions",
    help: "What some people cannot do or see, whatever their roles say. It always wins.",
    title: &[NAME],
    fields: &[
        NAME.any(),
        PURPOSE.any(),
        RECORD_TYPE.any(),
        FILTER.any(),
        TAKEN_ACTION.any(),
        TAKEN_CLASS.any(),
        LAID_ON.any(),
        SPARES.any(),
    ],
    rules: &[takes_one_thing],
    checks: &[checks::SHARING_FITS, checks::LAST_ADMINISTRATOR, assertion::HOLDS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

static LEVELS: [Choice; 2] = [choice("read", "See"), choice("update", "See and change")];

pub(crate) static PERSON: ListType = ListType {
    name: "PersonLink",
    parts: &[field::reference("person", "Who", &["user", "group", "profile", "role"]).required().any()],
    max_items: 200,
};

pub(crate) const PURPOSE: Field<String> =
    field::text("purpose", "Purpose").required().max_length(200).searchable().help("What for, in a few words.");
pub(crate) const ABOUT: Field<Reference> =
    field::reference("about", "Record", &["organisation", "contact", "lead", "deal"]).required();
pub(crate) const TO: Field<Reference> = field::reference("to", "With", &["user", "group"]).required();
pub(crate) const LEVEL: Field<String> = field::one_of("level", "Opens", &LEVELS).required().default("\"read\"");
pub(crate) const ENDS_AT: Field<Time> =
    field::time("ends_at", "Ends").help("When it closes again; never, where nothing is said.");
pub(crate) const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type).required();
pub(crate) const FILTER: Field<String> =
    field::text("filter", "Filter").max_length(4_096).help("Which records; all of them, where nothing is said.");
pub(crate) const WITH: Field<Items> = field::list("with", "With", &PERSON).required();
pub(crate) const TAKEN_ACTION: Field<String> =
    field::one_of("action", "Cannot", &ACTION_NAMES).help("What they cannot do to such records.");
pub(crate) const TAKEN_CLASS: Field<String> =
    field::one_of("class", "Cannot see", &CLASS_NAMES).help("The class of data that they do not see on such records.");
pub(crate) const LAID_ON: Field<Items> =
    field::list("on", "Laid on", &PERSON).help("Everybody, where nobody is named.");
pub(crate) const SPARES: Field<Items> = field::list("except", "Except", &PERSON);

fn takes_one_thing(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    match (after.get(TAKEN_ACTION), after.get(TAKEN_CLASS)) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err(TAKEN_ACTION.problem("one_of_two", "Say either an action or a class of data.")),
    }
}
