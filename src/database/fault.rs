//! What the drivers report, in our words: a broken unique index becomes a problem of a field, a full disk a full disk.

use rusqlite::{ErrorCode, ffi};
use sqlx::error::ErrorKind;

use crate::error::{Error, FieldProblem};

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        if let Some(error) = cause.as_database_error() {
            match error.kind() {
                ErrorKind::UniqueViolation => {
                    if let Some(field) = taken_field(error.constraint(), error.message()) {
                        return taken(&field);
                    }
                }
                ErrorKind::ForeignKeyViolation => return missing(),
                _ => {}
            }
            match error.code().as_deref() {
                // disk_full
                Some("53100") => return full(),
                // 40001/40P01: the transaction was ended so that another could go on; 57P0x: the server is stopping.
                Some("40001" | "40P01" | "57P01" | "57P02" | "57P03") => return busy(),
                _ => {}
            }
        }
        match cause {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                tracing::warn!(error = %cause, "the database cannot be reached");
                unreachable()
            }
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &cause else { return Self::Internal(Box::new(cause)) };
        match (failure.code, failure.extended_code) {
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                match taken_field(None, message.as_deref().unwrap_or_default()) {
                    Some(field) => taken(&field),
                    None => Self::Internal(Box::new(cause)),
                }
            }
            (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => missing(),
            (ErrorCode::DiskFull, _) => full(),
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => busy(),
            (ErrorCode::CannotOpen, _) => {
                tracing::warn!(error = %cause, "the database cannot be reached");
                unreachable()
            }
            _ => Self::Internal(Box::new(cause)),
        }
    }
}

fn taken(field: &str) -> Error {
    let detail = "Another record has this value already.";
    Error::Invalid(vec![FieldProblem::of(field, "taken", detail)])
}

fn missing() -> Error {
    Error::Conflict("missing_link", "It points to a record that does not exist.".into())
}

fn full() -> Error {
    Error::StorageFull("The database's disk is full; nothing was saved. Free some space and try again.".into())
}

fn busy() -> Error {
    Error::Unavailable("The database is busy; nothing was saved. Try again.".into(), 1)
}

fn unreachable() -> Error {
    Error::Unavailable("The database cannot be reached. Try again.".into(), 2)
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
