//! What stands on the page of a record beside its own fields: what links to it, what was done about it, its files, what seems to be
//! the same, and its neighbours in the list that one came from.

pub(super) mod access;
pub(super) mod alike;
pub(super) mod compose;
pub(super) mod convert;
pub(super) mod files;
pub(super) mod merge;
pub(super) mod neighbours;
mod points;
pub(super) mod related;
pub(super) mod timeline;
pub(super) mod versions;
