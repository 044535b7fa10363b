//! Mappings: which column of a file goes into which field, kept for the next file of the same kind.

use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::kind::Format;
use crate::model::record_type::{PLAIN, Root};
use crate::records::parts::OWNER;

/// How the columns of a file become fields.
pub static MAPPING: RecordType = RecordType {
    name: "mapping",
    label: "Import mapping",
    plural: "mappings",
    plural_label: "Import mappings",
    table: "mappings",
    help: "Which column of a file goes into which field, for the next file of the same kind.",
    title: &[NAME],
    root: Root::Owned("owner_id"),
    fields: &[NAME.any(), RECORD_TYPE.any(), MAPPED.any(), OWNER.any()],
    ..PLAIN
};

/// What people call it.
pub const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
/// The record type that lines become.
pub const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type).required();
/// The mapping itself; five hundred columns fit.
pub const MAPPED: Field<serde_json::Value> = field::json("mapping", "Mapping")
    .required()
    .max_bytes(200_000)
    .help("Columns with the fields they go into, as a preview proposes them; at most 200,000 bytes.");
