//! Writing: the one door through which any record changes, with who and why; and what was written, read back as history.

pub mod bulk;
pub mod change;
pub mod commit;
mod draft;
pub mod history;
pub mod journal;
mod links;
pub mod merge;
pub mod reads;
pub mod seal;
mod store;
pub mod tables;
pub mod undo;
pub mod verify;

pub use change::{Batch, Change, Operation, OperationKind, Outcome, What};
pub use commit::{commit, commit_then};
pub(crate) use store::end_access;
