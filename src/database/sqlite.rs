//! SQLite in the thread that asks. A query takes less time than waking another thread to run it, which is how `sqlx` would.
//!
//! A read occupies its worker thread while it runs. There are at most [`READERS`] reading connections, and the runtime has that many
//! threads more than processors, so that something is always left for everybody else.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, ToSql};
use sea_query::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Statement;
use super::statistics::Age;
use crate::error::{Error, Result};

/// The most reading connections; a runtime has this many threads beside one for each processor.
pub const READERS: usize = 8;
/// Statements that a connection keeps prepared.
const PREPARED: usize = 256;

/// How every connection begins. FULL: an acknowledged commit survives a power cut.
const PRAGMAS: &str = "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
                       pragma temp_store = memory;";

/// A row that is read by the names of its columns or by their order.
pub trait FromSqlite: Sized {
    /// Reads it.
    fn from_sqlite(row: &Row<'_>) -> rusqlite::Result<Self>;
}

macro_rules! tuples {
    ($($($part:ident $at:literal),+;)+) => { $(
        impl<$($part: rusqlite::types::FromSql),+> FromSqlite for ($($part,)+) {
            fn from_sqlite(row: &Row<'_>) -> rusqlite::Result<Self> {
                Ok(($(row.get::<_, $part>($at)?,)+))
            }
        }
    )+ };
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
}

/// Defines a row by its columns, for both drivers.
macro_rules! row {
    ($(#[$about:meta])* $seen:vis struct $name:ident { $($(#[$what:meta])* $open:vis $column:ident: $kind:ty,)+ }) => {
        $(#[$about])*
        #[derive(sqlx::FromRow)]
        $seen struct $name { $($(#[$what])* $open $column: $kind,)+ }

        impl $crate::database::FromSqlite for $name {
            fn from_sqlite(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                Ok(Self { $($column: row.get(stringify!($column))?,)+ })
            }
        }
    };
}
pub(crate) use row;

/// A value on its way into a statement.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let borrowed = |value| ToSqlOutput::Borrowed(value);
        Ok(match self.0 {
            Value::BigInt(Some(number)) => borrowed(ValueRef::Integer(*number)),
            Value::Int(Some(number)) => borrowed(ValueRef::Integer(i64::from(*number))),
            Value::Bool(Some(yes)) => borrowed(ValueRef::Integer(i64::from(*yes))),
            Value::BigUnsigned(Some(number)) => {
                let number =
                    i64::try_from(*number).map_err(|cause| rusqlite::Error::ToSqlConversionFailure(cause.into()))?;
                borrowed(ValueRef::Integer(number))
            }
            Value::String(Some(text)) => borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(Some(bytes)) => borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(Some(id)) => borrowed(ValueRef::Blob(id.as_bytes())),
            Value::BigInt(None)
            | Value::Int(None)
            | Value::Bool(None)
            | Value::BigUnsigned(None)
            | Value::String(None)
            | Value::Bytes(None)
            | Value::Uuid(None) => ToSqlOutput::Owned(Sql::Null),
            other => {
                let unknown = format!("a value that has no column: {other:?}");
                return Err(rusqlite::Error::ToSqlConversionFailure(unknown.into()));
            }
        })
    }
}

/// Runs a statement and hands each row to `each` until that says it has enough.
fn rows(
    connection: &Connection,
    statement: &impl Statement,
    mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let (sql, values) = statement.for_sqlite();
    let mut prepared = connection.prepare_cached(&sql)?;
    for (at, value) in (1..).zip(&values.0.0) {
        prepared.raw_bind_parameter(at, Bound(value))?;
    }
    let mut found = prepared.raw_query();
    while let Some(row) = found.next()? {
        if !each(row)? {
            break;
        }
    }
    Ok(())
}

/// Runs a statement; how many rows it touched.
pub(super) fn execute(connection: &Connection, statement: &impl Statement) -> Result<u64> {
    rows(connection, statement, |_| Ok(true))?;
    Ok(connection.changes())
}

/// All rows.
pub(super) fn all<R: FromSqlite>(connection: &Connection, statement: &impl Statement) -> Result<Vec<R>> {
    let mut all = Vec::new();
    rows(connection, statement, |row| {
        all.push(R::from_sqlite(row)?);
        Ok(true)
    })?;
    Ok(all)
}

/// The first row, if there is one.
pub(super) fn first<R: FromSqlite>(connection: &Connection, statement: &impl Statement) -> Result<Option<R>> {
    let mut first = None;
    rows(connection, statement, |row| {
        first = Some(R::from_sqlite(row)?);
        Ok(false)
    })?;
    Ok(first)
}

/// Where the file of an address is.
pub(super) fn file(url: &str) -> Result<PathBuf> {
    Ok(url.parse::<sqlx::sqlite::SqliteConnectOptions>()?.get_filename().to_path_buf())
}

/// Opens the writing connection, and makes the file where there is none.
pub(super) fn open_writer(file: &Path) -> Result<Connection> {
    open(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, "pragma cache_size = -16384")
}

fn open(file: &Path, flags: OpenFlags, pragmas: &str) -> Result<Connection> {
    // A connection is used by one thread at a time, so SQLite need not lock it again.
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Where a value may change the plan, binding one makes SQLite prepare the statement again: a fifth of the cost of a list.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch(pragmas)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

/// The reading connections: opened when they are first needed, and then kept.
pub struct Readers {
    file: PathBuf,
    /// Each with the age of what it knows of the tables.
    idle: Mutex<Vec<(u64, Connection)>>,
    free: Semaphore,
    age: Age,
}

impl Readers {
    pub(super) fn new(file: PathBuf, most: usize, age: Age) -> Self {
        Self { file, idle: Mutex::default(), free: Semaphore::new(most.clamp(1, READERS)), age }
    }

    /// Takes a connection as long as it is needed; waits while all are in use.
    pub(super) async fn take(&self) -> Result<Reader<'_>> {
        let closed = |_| Error::Unavailable("The server is stopping.".into(), 5);
        let permit = self.free.acquire().await.map_err(closed)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let age = self.age.now();
        let connection = match idle {
            Some((known, connection)) if known == age => connection,
            _ => open(
                &self.file,
                OpenFlags::SQLITE_OPEN_READ_ONLY,
                "pragma mmap_size = 268435456; pragma cache_size = -8192; pragma query_only = on",
            )?,
        };
        Ok(Reader { connection: Some(connection), age, readers: self, _permit: permit })
    }

    /// Closes them; whoever still waits is told.
    pub(super) fn close(&self) {
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A reading connection in use; it goes back when it is dropped.
pub(super) struct Reader<'a> {
    connection: Option<Connection>,
    age: u64,
    readers: &'a Readers,
    _permit: SemaphorePermit<'a>,
}

impl Reader<'_> {
    pub(super) fn connection(&mut self) -> Result<&mut Connection> {
        self.connection.as_mut().ok_or_else(|| Error::internal("a reading connection was given back too early"))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        // Whoever stops waiting in the middle of a snapshot leaves its transaction open; such a connection is closed instead.
        if let Some(connection) = self.connection.take()
            && connection.is_autocommit()
            && !self.readers.free.is_closed()
        {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push((self.age, connection));
        }
    }
}
