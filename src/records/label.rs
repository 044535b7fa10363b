//! Labels: what an installation calls its record types and fields, where the words that come with the program are not its own.

use crate::error::FieldProblem;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, Format, choice};
use crate::model::record_type::PLAIN;
use crate::model::{Record, RecordType};
use crate::records::checks;

/// What a record type or a field is called in one language.
pub static LABEL: RecordType = RecordType {
    name: "label",
    label: "Label",
    plural: "labels",
    plural_label: "Labels",
    table: "labels",
    help: "What a record type or a field is called here, in one language. Without one it has the name that came with the program.",
    title: &[TEXT],
    fields: &[RECORD_TYPE.any(), FIELD.any(), LANGUAGE.any(), TEXT.any(), PLURAL.any()],
    checks: &[checks::LABEL_FITS],
    rules: &[a_type_has_a_plural],
    configures: true,
    ..PLAIN
};

static LANGUAGES: [Choice; 4] =
    [choice("en", "English"), choice("nl", "Dutch"), choice("de", "German"), choice("fr", "French")];

pub(crate) const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type).required();
pub(crate) const FIELD: Field<String> =
    field::text("field", "Field").max_length(60).help("Left empty, the record type itself is meant.");
pub(crate) const LANGUAGE: Field<String> = field::one_of("language", "Language", &LANGUAGES).required();
pub(crate) const TEXT: Field<String> = field::text("label", "Label").required().max_length(100).searchable().sortable();
pub(crate) const PLURAL: Field<String> =
    field::text("plural", "Plural").max_length(100).help("What several are called; for record types.");

fn a_type_has_a_plural(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    if after.get(FIELD).is_none() && after.get(PLURAL).is_none() {
        return Err(PLURAL.problem("required", "Plural is needed."));
    }
    Ok(())
}
