//! One code path for both engines: a sea-query statement in, typed rows out.

use sea_query::{PostgresQueryBuilder, SqliteQueryBuilder};
use sea_query_sqlx::{SqlxBinder, SqlxValues};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow, PgConnection, PgPool, SqliteConnection, SqlitePool};

use crate::error::Result;

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

/// Anything with `#[derive(sqlx::FromRow)]` whose fields decode on both engines.
pub trait FromBoth: Send + Unpin + 'static + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> FromBoth for T where T: Send + Unpin + 'static + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

/// What a statement runs on: a pool, or the connection of a transaction. The flag says that statements must have no names.
pub enum On<'a> {
    /// Any reading connection.
    SqlitePool(&'a SqlitePool),
    /// Any connection.
    PostgresPool(&'a PgPool, bool),
    /// This connection.
    Sqlite(&'a mut SqliteConnection),
    /// This connection.
    Postgres(&'a mut PgConnection, bool),
}

/// `run!(on, statement, maker, |query, executor| expression)`: the only place that names both engines.
macro_rules! run {
    ($on:expr, $statement:expr, $make:path, |$query:ident, $executor:ident| $body:expr) => {
        match $on {
            On::SqlitePool($executor) => {
                let (sql, values) = $statement.for_sqlite();
                let $query = $make(AssertSqlSafe(sql), values);
                $body
            }
            On::Sqlite($executor) => {
                let (sql, values) = $statement.for_sqlite();
                let $query = $make(AssertSqlSafe(sql), values);
                $body
            }
            On::PostgresPool($executor, pooled) => {
                let (sql, values) = $statement.for_postgres();
                let $query = $make(AssertSqlSafe(sql), values).persistent(!pooled);
                $body
            }
            On::Postgres($executor, pooled) => {
                let (sql, values) = $statement.for_postgres();
                let $query = $make(AssertSqlSafe(sql), values).persistent(!pooled);
                $body
            }
        }
    };
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where SQL meets the driver")]
impl On<'_> {
    /// Runs a statement; how many rows it touched.
    pub async fn execute(self, statement: &impl Statement) -> Result<u64> {
        Ok(run!(self, statement, sqlx::query_with, |query, on| query
            .execute(on)
            .await
            .map(|done| done.rows_affected()))?)
    }

    /// All rows.
    pub async fn all<R: FromBoth>(self, statement: &impl Statement) -> Result<Vec<R>> {
        Ok(run!(self, statement, sqlx::query_as_with, |query, on| query.fetch_all(on).await)?)
    }

    /// The first row, if there is one.
    pub async fn first<R: FromBoth>(self, statement: &impl Statement) -> Result<Option<R>> {
        Ok(run!(self, statement, sqlx::query_as_with, |query, on| query.fetch_optional(on).await)?)
    }

    /// The one text cell of the one row of a statement made by [`super::Engine::rows_as_json`].
    pub async fn json(self, statement: &impl Statement) -> Result<String> {
        let row: (String,) = run!(self, statement, sqlx::query_as_with, |query, on| query.fetch_one(on).await)?;
        Ok(row.0)
    }

    /// One whole number, if there is a row.
    pub async fn number(self, statement: &impl Statement) -> Result<Option<i64>> {
        let row: Option<(i64,)> =
            run!(self, statement, sqlx::query_as_with, |query, on| query.fetch_optional(on).await)?;
        Ok(row.map(|row| row.0))
    }

    /// Runs statements written out in full, without values: schema and locks.
    pub async fn script(self, sql: &'static str) -> Result<()> {
        match self {
            On::SqlitePool(on) => sqlx::raw_sql(sql).execute(on).await.map(drop),
            On::Sqlite(on) => sqlx::raw_sql(sql).execute(on).await.map(drop),
            On::PostgresPool(on, _) => sqlx::raw_sql(sql).execute(on).await.map(drop),
            On::Postgres(on, _) => sqlx::raw_sql(sql).execute(on).await.map(drop),
        }?;
        Ok(())
    }
}
