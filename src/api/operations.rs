//! The table of all operations, made once.

use std::sync::OnceLock;

use crate::api::operation::Operation;
use crate::api::{
    accounts, attachments, events, factor, imports, jobs, journal, leads, preview, records, rights, rights_file,
    rights_reads, session, sign_ins,
};
use crate::records::ALL;

/// All operations, in the order of the document.
pub(super) fn all() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let mut all = session::operations();
        all.extend(ALL.iter().flat_map(|kind| records::operations(kind)));
        all.extend(leads::operations());
        all.extend(attachments::operations());
        all.extend(accounts::operations());
        all.extend(journal::operations());
        all.extend(rights::operations());
        all.extend(preview::operations());
        all.extend(rights_file::operations());
        all.extend(rights_reads::operations());
        all.extend(imports::operations());
        all.extend(jobs::operations());
        all.extend(events::operations());
        all.extend(sign_ins::operations());
        all.extend(factor::operations());
        all
    })
}
