//! Every table with its kind (`design.md` §10.1). A test fails for a table in the database that is not listed here.

use crate::model::{RecordType, columns};

/// What becomes of a table's rows in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Each write leaves the whole row in the change log.
    Replicated,
    /// Made again from the replicated ones.
    Derived,
    /// Of the moment: never backed up.
    Ephemeral,
}

/// The engine's own tables.
pub const ENGINE: [(&str, TableKind); 23] = [
    // The journal is shipped by its own positions; the change log is what ships the others.
    ("journal", TableKind::Replicated),
    ("journal_head", TableKind::Replicated),
    ("change_log", TableKind::Replicated),
    ("counters", TableKind::Replicated),
    ("merges", TableKind::Replicated),
    // Evidence of two years, in bulk: a copy of it every second would cost more than it is worth.
    ("reads", TableKind::Ephemeral),
    ("read_records", TableKind::Ephemeral),
    ("epochs", TableKind::Ephemeral),
    ("sessions", TableKind::Ephemeral),
    ("setup_links", TableKind::Ephemeral),
    ("join_links", TableKind::Ephemeral),
    ("shown_once", TableKind::Ephemeral),
    ("key_uses", TableKind::Ephemeral),
    ("attempts", TableKind::Ephemeral),
    ("account_events", TableKind::Ephemeral),
    ("code_uses", TableKind::Ephemeral),
    ("half_sessions", TableKind::Ephemeral),
    ("idempotency", TableKind::Ephemeral),
    ("jobs", TableKind::Ephemeral),
    ("follower_places", TableKind::Ephemeral),
    ("_sqlx_migrations", TableKind::Ephemeral),
    ("sqlite_sequence", TableKind::Ephemeral),
    ("sqlite_stat1", TableKind::Derived),
];

/// The kind of a table; nothing for one that is not listed.
pub fn kind_of(table: &str, types: &[&'static RecordType]) -> Option<TableKind> {
    if let Some((_, kind)) = ENGINE.iter().find(|(name, _)| *name == table) {
        return Some(*kind);
    }
    for kind in types {
        if kind.table == table || columns::lists(kind).any(|(field, _)| columns::list_table(kind, field) == table) {
            return Some(TableKind::Replicated);
        }
        if table.starts_with(&columns::search_table(kind)) {
            return Some(TableKind::Derived);
        }
    }
    None
}
