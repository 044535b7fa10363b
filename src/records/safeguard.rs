//! Safeguards: company-wide policy on figures and sensitive data, which counts whatever roles say.

use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::kind::ListType;
use crate::model::record_type::PLAIN;
use crate::model::value::Items;
use crate::records::access::{CLASS_NAMES, NAME};
use crate::records::sharing::PURPOSE;

/// How many records a sum needs, and of which classes of data it is kept who read them.
pub static SAFEGUARD: RecordType = RecordType {
    name: "safeguard",
    label: "Safeguard",
    plural: "safeguards",
    plural_label: "Safeguards",
    table: "safeguards",
    help: "What protects figures and sensitive data whatever roles say. Of several, the strictest counts.",
    title: &[NAME],
    fields: &[NAME.any(), PURPOSE.any(), LEAST.any(), PROTECTED.any()],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

static CLASS: ListType = ListType {
    name: "ProtectedClass",
    parts: &[field::one_of("class", "Data class", &CLASS_NAMES).required().any()],
    max_items: 10,
};

pub(crate) const LEAST: Field<i64> = field::number("least_records", "Fewest records in a sum", 0)
    .between(5, 1_000)
    .help("For those who do not see each of them exactly; 5, where nothing is said.");
pub(crate) const PROTECTED: Field<Items> =
    field::list("protected", "Reading is kept of", &CLASS).help("Beside special and bank data, of which it always is.");
