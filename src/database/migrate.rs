//! Migrations: the same names on both engines, run at start under a lock; an unknown future is refused.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Database, Engine};
use crate::error::{Error, Result};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Version number of the newest migration that this program knows.
pub fn newest() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Brings the schema up to date.
///
/// On PostgreSQL it runs under an advisory lock; behind a transaction-pooling proxy `database.direct_url` is what to migrate
/// through. On SQLite the one writing process is the lock.
pub async fn run(database: &Database, url: &str) -> Result<()> {
    match database.engine() {
        Engine::Postgres => match database.postgres() {
            Some(pool) => POSTGRES.run(pool).await.map_err(explain),
            None => Ok(()),
        },
        Engine::Sqlite => {
            use sqlx::ConnectOptions as _;
            use std::str::FromStr as _;
            let options = sqlx::sqlite::SqliteConnectOptions::from_str(url)?;
            let mut connection = options.disable_statement_logging().connect().await?;
            SQLITE.run(&mut connection).await.map_err(explain)?;
            sqlx::Connection::close(connection).await?;
            Ok(())
        }
    }
}

fn explain(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(version) => Error::Conflict(
            "newer_schema",
            format!(
                "The database is at schema {version}; this program knows schemas up to {}. Start a newer program, or restore a \
                 backup made before the upgrade.",
                newest()
            ),
        ),
        MigrateError::VersionMismatch(version) => Error::Conflict(
            "changed_migration",
            format!(
                "Migration {version} in the database is not the one this program has. Start the program it was made with."
            ),
        ),
        other => Error::Internal(Box::new(other)),
    }
}
