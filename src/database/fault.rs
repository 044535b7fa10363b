//! What the drivers report, in our words: a broken unique index becomes a problem of a field, a full disk a full disk.

use sqlx::error::ErrorKind;

use crate::error::{Error, FieldProblem};

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        if let Some(error) = cause.as_database_error() {
            match error.kind() {
                ErrorKind::UniqueViolation => {
                    if let Some(field) = taken_field(error.constraint(), error.message()) {
                        let detail = "Another record has this value already; it may be in the bin.";
                        return Self::Invalid(vec![FieldProblem::of(&field, "taken", detail)]);
                    }
                }
                ErrorKind::ForeignKeyViolation => {
                    let detail = "It points to a record that does not exist.";
                    return Self::Conflict("missing_link", detail.into());
                }
                _ => {}
            }
            // 13: SQLITE_FULL; 53100: disk_full of PostgreSQL.
            if matches!(error.code().as_deref(), Some("13" | "53100")) {
                return Self::StorageFull(
                    "The database's disk is full; nothing was saved. Free some space and try again.".into(),
                );
            }
            // 5: SQLITE_BUSY; 40001/40P01: PostgreSQL ended the transaction so that another could go on; 57P0x: it is stopping.
            if matches!(error.code().as_deref(), Some("5" | "40001" | "40P01" | "57P01" | "57P02" | "57P03")) {
                return Self::Unavailable("The database is busy; nothing was saved. Try again.".into(), 1);
            }
        }
        match cause {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                tracing::warn!(error = %cause, "the database cannot be reached");
                Self::Unavailable("The database cannot be reached. Try again.".into(), 2)
            }
            other => Self::Internal(Box::new(other)),
        }
    }
}

/// The field whose unique index was broken. PostgreSQL names the index (`products_sku_key`), SQLite the column
/// (`UNIQUE constraint failed: products.sku`); our indexes are named `<table>_<field>_key` for this.
fn taken_field(constraint: Option<&str>, message: &str) -> Option<String> {
    if let Some(column) = message.strip_prefix("UNIQUE constraint failed: ") {
        let first = column.split(',').next().unwrap_or(column);
        return first.rsplit_once('.').map(|(_, field)| field.to_owned());
    }
    let constraint = constraint?;
    if constraint.ends_with("_pkey") {
        return Some("id".into());
    }
    let name = constraint.strip_suffix("_key")?;
    // The table's name may hold underscores; the field is what follows the longest known prefix, and all our tables end in `s`.
    let at = name.rfind("s_")?;
    Some(name[at + 2..].to_owned())
}
