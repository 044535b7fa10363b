//! Migrations: the same names on both engines, run at start under a lock; an unknown future is refused.

use std::str::FromStr as _;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::{Database, Engine};
use crate::error::{Error, Result};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Version number of the newest migration that this program knows.
pub fn newest() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Brings the schema up to date, on a connection of its own: a refused migration leaves its lock behind, which goes with the
/// connection.
///
/// On PostgreSQL it runs under an advisory lock; behind a transaction-pooling proxy `database.direct_url` is what to migrate
/// through. On SQLite the one writing process is the lock.
pub async fn run(database: &Database, url: &str) -> Result<()> {
    match database.engine() {
        Engine::Postgres => {
            let options = PgConnectOptions::from_str(url)?;
            let mut connection = options.disable_statement_logging().connect().await?;
            let done = POSTGRES.run(&mut connection).await.map_err(explain);
            connection.close().await?;
            done
        }
        Engine::Sqlite => {
            let options = SqliteConnectOptions::from_str(url)?;
            let mut connection = options.disable_statement_logging().connect().await?;
            let done = SQLITE.run(&mut connection).await.map_err(explain);
            connection.close().await?;
            done
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
