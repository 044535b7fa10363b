//! One code path for both engines: a sea-query statement in, typed rows out.

use sea_query::{PostgresQueryBuilder, SqliteQueryBuilder};
use sea_query_sqlx::{SqlxBinder, SqlxValues};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, FromRow, PgConnection, PgPool};

use crate::database::sqlite::{self, FromSqlite, Readers};
use crate::error::{Error, Result};

/// Any statement of sea-query.
pub trait Statement: Sync {
    /// The text and values for SQLite.
    fn for_sqlite(&self) -> (String, SqlxValues);
    /// The text and values for PostgreSQL.
    fn for_postgres(&self) -> (String, SqlxValues);
}

impl<S: SqlxBinder + Sync> Statement for S {
    fn for_sqlite(&self) -> (String, SqlxValues) {
        self.build_sqlx(SqliteQueryBuilder)
    }
    fn for_postgres(&self) -> (String, SqlxValues) {
        self.build_sqlx(PostgresQueryBuilder)
    }
}

/// A statement written out for one engine.
pub(super) struct Written {
    pub(super) sql: String,
    pub(super) values: SqlxValues,
}

impl Statement for Written {
    fn for_sqlite(&self) -> (String, SqlxValues) {
        (self.sql.clone(), self.values.clone())
    }
    fn for_postgres(&self) -> (String, SqlxValues) {
        (self.sql.clone(), self.values.clone())
    }
}

/// The most values that are sent together; PostgreSQL takes 65,535.
const MOST_VALUES: usize = 10_000;

/// Joins writing statements for PostgreSQL into few: parts of one `with`, whose numbers of values follow on each other. It runs those
/// parts in no particular order, so that two of them never insert into one table: journal and change log are numbered as they come.
pub(super) fn together(statements: Vec<Written>) -> Vec<Written> {
    let mut joined = Vec::new();
    let mut some: Vec<Written> = Vec::new();
    let mut values = 0;
    for statement in statements {
        values += statement.values.0.0.len();
        let inserts = filled(&statement);
        let again = inserts.is_some() && some.iter().any(|other| filled(other) == inserts);
        if !some.is_empty() && (values > MOST_VALUES || again) {
            joined.push(join(std::mem::take(&mut some)));
            values = statement.values.0.0.len();
        }
        some.push(statement);
    }
    if !some.is_empty() {
        joined.push(join(some));
    }
    joined
}

/// The table that a statement inserts into.
fn filled(statement: &Written) -> Option<&str> {
    if statement.sql.starts_with("INSERT") { statement.sql.split('"').nth(1) } else { None }
}

fn join(statements: Vec<Written>) -> Written {
    let mut values = Vec::new();
    let mut texts = Vec::with_capacity(statements.len());
    for statement in statements {
        texts.push(renumbered(&statement.sql, values.len()));
        values.extend(statement.values.0.0);
    }
    let last = texts.pop().unwrap_or_default();
    if texts.is_empty() {
        return Written { sql: last, values: SqlxValues(sea_query::Values(values)) };
    }
    let parts: Vec<_> = texts.iter().enumerate().map(|(at, text)| format!("w{at} as ({text})")).collect();
    Written { sql: format!("with {} {last}", parts.join(", ")), values: SqlxValues(sea_query::Values(values)) }
}

/// The same text with `$1` become `$(1 + by)` and so on. Texts are values, so a `$` outside of quotes is always a number's.
fn renumbered(sql: &str, by: usize) -> String {
    if by == 0 {
        return sql.to_owned();
    }
    let mut text = String::with_capacity(sql.len() + 16);
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at + 1);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = after.split_at(digits);
        text.push_str(before);
        match number.parse::<usize>() {
            Ok(number) => text.push_str(&(number + by).to_string()),
            Err(_) => text.push_str(number),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// A row that decodes on both engines: tuples, and what `row!` defines.
pub trait FromBoth: Send + Unpin + 'static + FromSqlite + for<'r> FromRow<'r, PgRow> {}
impl<T> FromBoth for T where T: Send + Unpin + 'static + FromSqlite + for<'r> FromRow<'r, PgRow> {}

/// What a statement runs on: a pool, or the connection of a transaction. The flag says that statements must have no names.
pub enum On<'a> {
    /// Any reading connection.
    SqlitePool(&'a Readers),
    /// Any connection.
    PostgresPool(&'a PgPool, bool),
    /// This connection.
    Sqlite(&'a mut rusqlite::Connection),
    /// This connection.
    Postgres(&'a mut PgConnection, bool),
}

/// `run!(on, statement, sqlite function, maker, |query, executor| expression)`: the only place that names both engines.
macro_rules! run {
    ($on:expr, $statement:expr, $sqlite:expr, $make:path, |$query:ident, $executor:ident| $body:expr) => {
        match $on {
            On::SqlitePool(readers) => $sqlite(readers.take().await?.connection()?, $statement),
            On::Sqlite(connection) => $sqlite(connection, $statement),
            On::PostgresPool($executor, false) => {
                let (sql, values) = $statement.for_postgres();
                let $query = $make(AssertSqlSafe(sql), values);
                Ok($body?)
            }
            // The driver prepares and runs in two journeys. The proxy may send each to another server, unless they are one
            // transaction.
            On::PostgresPool(pool, true) => {
                let (sql, values) = $statement.for_postgres();
                let $query = $make(AssertSqlSafe(sql), values).persistent(false);
                let mut transaction = pool.begin().await?;
                let $executor = &mut *transaction;
                let done = $body?;
                transaction.commit().await?;
                Ok(done)
            }
            On::Postgres($executor, pooled) => {
                let (sql, values) = $statement.for_postgres();
                let $query = $make(AssertSqlSafe(sql), values).persistent(!pooled);
                Ok($body?)
            }
        }
    };
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where SQL meets the driver")]
impl On<'_> {
    /// Runs a statement; how many rows it touched.
    pub async fn execute(self, statement: &impl Statement) -> Result<u64> {
        run!(self, statement, sqlite::execute, sqlx::query_with, |query, on| query
            .execute(on)
            .await
            .map(|done| done.rows_affected()))
    }

    /// All rows.
    pub async fn all<R: FromBoth>(self, statement: &impl Statement) -> Result<Vec<R>> {
        run!(self, statement, sqlite::all, sqlx::query_as_with, |query, on| query.fetch_all(on).await)
    }

    /// The first row, if there is one.
    pub async fn first<R: FromBoth>(self, statement: &impl Statement) -> Result<Option<R>> {
        run!(self, statement, sqlite::first, sqlx::query_as_with, |query, on| query.fetch_optional(on).await)
    }

    /// The one text cell of the one row of a statement made by [`super::Engine::rows_as_json`].
    pub async fn json(self, statement: &impl Statement) -> Result<String> {
        let row: Option<(String,)> = self.first(statement).await?;
        row.map(|row| row.0).ok_or_else(|| Error::internal("a statement that always has a row had none"))
    }

    /// One whole number, if there is a row.
    pub async fn number(self, statement: &impl Statement) -> Result<Option<i64>> {
        let row: Option<(i64,)> = self.first(statement).await?;
        Ok(row.map(|row| row.0))
    }

    /// Runs statements written out in full, without values: schema and locks.
    pub async fn script(self, sql: &'static str) -> Result<()> {
        match self {
            On::SqlitePool(readers) => readers.take().await?.connection()?.execute_batch(sql)?,
            On::Sqlite(connection) => connection.execute_batch(sql)?,
            On::PostgresPool(on, _) => sqlx::raw_sql(sql).execute(on).await.map(drop)?,
            On::Postgres(on, _) => sqlx::raw_sql(sql).execute(on).await.map(drop)?,
        }
        Ok(())
    }
}
