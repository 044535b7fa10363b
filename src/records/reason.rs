//! Reasons: the codes people choose from when they say why, and the rules that say where a reason is asked for.

use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, Format, ListType, choice};
use crate::model::record_type::PLAIN;
use crate::model::value::Items;
use crate::records::checks;

/// A reason people can choose.
pub static REASON_CODE: RecordType = RecordType {
    name: "reason_code",
    label: "Reason code",
    plural: "reason_codes",
    plural_label: "Reason codes",
    table: "reason_codes",
    help: "A reason people can choose when they change something.",
    title: &[LABEL],
    fields: &[CODE.any(), LABEL.any(), TRANSLATIONS.any(), POSITION.any(), ACTIVE.any()],
    configures: true,
    ..PLAIN
};

/// Where a reason is asked for. The strictest rule that fits counts.
pub static REASON_RULE: RecordType = RecordType {
    name: "reason_rule",
    label: "Reason rule",
    plural: "reason_rules",
    plural_label: "Reason rules",
    table: "reason_rules",
    help: "Where a reason is asked for. The strictest rule that fits counts; what is left empty fits everything.",
    title: &[NAME],
    fields: &[NAME.any(), RECORD_TYPE.any(), FIELD.any(), CLASS.any(), ACTION.any(), REQUIREMENT.any()],
    checks: &[checks::REASON_RULE_FITS],
    configures: true,
    ..PLAIN
};

static TRANSLATION: ListType = ListType {
    name: "Translation",
    parts: &[
        field::formatted("language", "Language", Format::Language)
            .required()
            .help("A code such as nl, de or fr.")
            .any(),
        field::text("label", "Label").required().max_length(100).any(),
    ],
    max_items: 50,
};
static ACTIONS: [Choice; 4] =
    [choice("create", "Create"), choice("update", "Change"), choice("delete", "Delete"), choice("merge", "Merge")];
static CLASSES: [Choice; 6] = [
    choice("ordinary", "Ordinary"),
    choice("personal", "Personal"),
    choice("special", "Special"),
    choice("figures", "Figures"),
    choice("cost", "Cost"),
    choice("bank", "Bank"),
];
static REQUIREMENTS: [Choice; 3] =
    [choice("none", "Not asked"), choice("optional", "Asked, may stay empty"), choice("required", "Needed")];

pub(crate) const CODE: Field<String> = field::text("code", "Code").required().max_length(60).unique();
pub(crate) const LABEL: Field<String> =
    field::text("label", "Label").required().max_length(100).searchable().sortable();
pub(crate) const TRANSLATIONS: Field<Items> = field::list("translations", "In other languages", &TRANSLATION)
    .help("People read the label of their own language where there is one.");
pub(crate) const POSITION: Field<i64> = field::number("position", "Position", 0)
    .required()
    .between(0, 1_000)
    .default("\"0\"")
    .help("Codes are offered in this order.");
pub(crate) const ACTIVE: Field<bool> = field::yes_no("active", "In use").required().default("true");

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
pub(crate) const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type);
pub(crate) const FIELD: Field<String> = field::text("field", "Field").max_length(60);
pub(crate) const CLASS: Field<String> = field::one_of("class", "Data class", &CLASSES);
pub(crate) const ACTION: Field<String> = field::one_of("action", "Action", &ACTIONS);
pub(crate) const REQUIREMENT: Field<String> = field::one_of("requirement", "Reason", &REQUIREMENTS).required();
