//! The table of all operations, made once.

use std::sync::OnceLock;

use crate::api::operation::Operation;
use crate::api::records;
use crate::records::ALL;

/// All operations.
pub(super) fn all() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| ALL.iter().flat_map(|kind| records::operations(kind)).collect())
}
