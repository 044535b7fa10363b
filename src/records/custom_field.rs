//! Custom fields: definitions of fields that administrators add to record types.

use crate::error::FieldProblem;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::{Choice, Format, ListType, choice};
use crate::model::record_type::PLAIN;
use crate::model::schema::CustomField;
use crate::model::value::Items;
use crate::model::{Record, RecordType};
use crate::records::{assertion, checks};

/// A field that administrators added.
pub static CUSTOM_FIELD: RecordType = RecordType {
    name: "custom_field",
    label: "Custom field",
    plural: "custom_fields",
    plural_label: "Custom fields",
    table: "custom_fields",
    help: "A field that administrators added to a record type. Its name begins with x_.",
    title: &[LABEL],
    fields: &[
        RECORD_TYPE.any(),
        NAME.any(),
        LABEL.any(),
        HELP.any(),
        KIND.any(),
        SCALE.any(),
        CHOICES.any(),
        TARGET.any(),
        CLASS.any(),
        REQUIRED.any(),
        SEARCHABLE.any(),
    ],
    checks: &[checks::CUSTOM_FIELD_FITS, assertion::HOLDS],
    rules: &[its_name_fits, its_kind_has_what_it_needs, it_keeps_its_kind],
    configures: true,
    ..PLAIN
};

static KINDS: [Choice; 7] = [
    choice("text", "Text"),
    choice("number", "Number"),
    choice("money", "Money"),
    choice("date", "Date"),
    choice("choice", "Choice"),
    choice("yes_no", "Yes or no"),
    choice("link", "Link"),
];
static CLASSES: [Choice; 6] = [
    choice("ordinary", "Ordinary"),
    choice("personal", "Personal"),
    choice("special", "Special"),
    choice("figures", "Figures"),
    choice("cost", "Cost"),
    choice("bank", "Bank"),
];
static CHOICE: ListType = ListType {
    name: "CustomChoice",
    parts: &[
        field::text("code", "Code").required().max_length(60).any(),
        field::text("label", "Label").required().max_length(100).any(),
    ],
    max_items: 500,
};

pub(crate) const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type).required();
pub(crate) const NAME: Field<String> =
    field::text("name", "Name").required().max_length(60).help("Small letters, digits and _, beginning with x_.");
pub(crate) const LABEL: Field<String> =
    field::text("label", "Label").required().max_length(100).searchable().sortable();
pub(crate) const HELP: Field<String> = field::text("help", "Help").max_length(500);
pub(crate) const KIND: Field<String> = field::one_of("kind", "Kind", &KINDS).required();
pub(crate) const SCALE: Field<i64> = field::number("scale", "Digits after the point", 0).between(0, 6);
pub(crate) const CHOICES: Field<Items> = field::list("choices", "Choices", &CHOICE);
pub(crate) const TARGET: Field<String> = field::formatted("target", "Links to", Format::Type);
pub(crate) const CLASS: Field<String> =
    field::one_of("class", "Data class", &CLASSES).required().default("\"ordinary\"");
pub(crate) const REQUIRED: Field<bool> = field::yes_no("required", "Required").required().default("false");
pub(crate) const SEARCHABLE: Field<bool> = field::yes_no("searchable", "Found by search").required().default("false");

fn its_name_fits(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let name = after.get(NAME).unwrap_or_default();
    let fits = name.strip_prefix("x_").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_lowercase())
            && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    });
    if fits {
        Ok(())
    } else {
        Err(NAME.problem("field_name_form", "Write x_ and then small letters, digits and _, such as x_shoe_size."))
    }
}

fn its_kind_has_what_it_needs(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    match after.get(KIND).as_deref() {
        Some("choice") if after.get(CHOICES).is_none_or(|choices| choices.is_empty()) => {
            Err(CHOICES.problem("choices_needed", "A choice needs something to choose from."))
        }
        Some("link") if after.get(TARGET).is_none() => {
            Err(TARGET.problem("target_needed", "A link needs a record type to lead to."))
        }
        _ => Ok(()),
    }
}

/// Values are stored by kind, so a field that has values cannot become another kind.
fn it_keeps_its_kind(before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let Some(before) = before else { return Ok(()) };
    let same = before.get(KIND) == after.get(KIND)
        && before.get(NAME) == after.get(NAME)
        && before.get(RECORD_TYPE) == after.get(RECORD_TYPE)
        && before.get(SCALE) == after.get(SCALE);
    if same {
        Ok(())
    } else {
        Err(KIND.problem(
            "field_kind_kept",
            "Name, record type, kind and digits stay as they are. Add another field instead.",
        ))
    }
}

/// The definition in the form the schema takes.
pub fn definition(record: &Record) -> Option<CustomField> {
    let text = |field| record.get(field).unwrap_or_default();
    let choices = record.get(CHOICES).unwrap_or_default();
    let part = |item: &crate::model::value::Parts, name: &str| match item.get(name) {
        Some(crate::model::Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    Some(CustomField {
        record_type: text(RECORD_TYPE),
        name: text(NAME),
        label: text(LABEL),
        help: text(HELP),
        kind: text(KIND),
        scale: u8::try_from(record.get(SCALE).unwrap_or(0)).ok()?,
        choices: choices.iter().map(|item| (part(item, "code"), part(item, "label"))).collect(),
        target: text(TARGET),
        class: DataClass::named(&text(CLASS))?,
        required: record.get(REQUIRED).unwrap_or(false),
        searchable: record.get(SEARCHABLE).unwrap_or(false),
    })
}
