//! Saved views: a filter, an order and columns under a name.

use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, choice};
use crate::model::record_type::{PLAIN, Root};
use crate::records::checks;
use crate::records::parts::OWNER;

/// A list that somebody comes back to.
pub static SAVED_VIEW: RecordType = RecordType {
    name: "saved_view",
    label: "Saved view",
    plural: "saved_views",
    plural_label: "Saved views",
    table: "saved_views",
    help: "A list that somebody comes back to: filter, order and columns under a name.",
    title: &[NAME],
    root: Root::Owned("owner_id"),
    fields: &[NAME.any(), RECORD_TYPE.any(), FILTER.any(), SORT.any(), COLUMNS.any(), AUDIENCE.any(), OWNER.any()],
    checks: &[checks::SAVED_VIEW_FITS],
    ..PLAIN
};

static AUDIENCES: [Choice; 3] = [choice("own", "Only me"), choice("group", "My groups"), choice("all", "Everybody")];

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
pub(crate) const RECORD_TYPE: Field<String> = field::text("record_type", "Record type").required().max_length(60);
pub(crate) const FILTER: Field<String> = field::text("filter", "Filter").max_length(4_096);
pub(crate) const SORT: Field<String> = field::text("sort", "Order");
pub(crate) const COLUMNS: Field<String> =
    field::text("columns", "Columns").max_length(2_000).help("Names of fields, with commas between.");
pub(crate) const AUDIENCE: Field<String> = field::one_of("audience", "For", &AUDIENCES).required().default("\"own\"");
