//! Attachments: files that belong to a record. The bytes are in object storage under a name made from their content.

use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::record_type::{PLAIN, Root};
use crate::model::value::Reference;

/// A file that belongs to a record.
pub static ATTACHMENT: RecordType = RecordType {
    name: "attachment",
    label: "Attachment",
    plural: "attachments",
    plural_label: "Attachments",
    table: "attachments",
    help: "A file that belongs to a record.",
    title: &[NAME],
    root: Root::ChildOf("about", None),
    fields: &[NAME.any(), ABOUT.any(), MEDIA_TYPE.any(), SIZE.any(), CONTENT.any()],
    ..PLAIN
};

pub(crate) const NAME: Field<String> = field::text("name", "File name").required().searchable().sortable();
pub(crate) const ABOUT: Field<Reference> =
    field::reference("about", "Belongs to", &["organisation", "contact", "lead", "deal", "product"]).required();
pub(crate) const MEDIA_TYPE: Field<String> = field::text("media_type", "Media type").max_length(100).computed();
pub(crate) const SIZE: Field<i64> = field::number("size", "Size", 0).computed().help("Bytes.");
pub(crate) const CONTENT: Field<String> =
    field::text("content", "Content").max_length(64).computed().help("Keyed BLAKE3 hash of the bytes.");
