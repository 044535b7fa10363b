//! Migrations: the same names on both engines, run at start under a lock; an unknown future is refused.

use std::str::FromStr as _;
use std::sync::LazyLock;

use sea_query::{Expr, Query};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::{Database, Engine, On};
use crate::error::{Error, Result};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrator = sqlx::migrate!("migrations/postgres");
    // We lock ourselves.
    migrator.set_locking(false);
    migrator
});

/// Version number of the newest migration that this program knows.
pub fn newest() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Brings the schema up to date, on a connection of its own.
///
/// On PostgreSQL all of it is one transaction under a lock that ends with it, so that processes that start at once wait for each
/// other, also behind a transaction-pooling proxy, where a lock of the session would stay behind on a shared connection. On SQLite
/// the one writing process is the lock.
pub async fn run(database: &Database, url: &str) -> Result<()> {
    match database.engine() {
        Engine::Postgres => {
            let options = PgConnectOptions::from_str(url)?.extra_float_digits(None);
            let mut connection = options.disable_statement_logging().connect().await?;
            let done = run_on_postgres(&mut connection).await;
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

async fn run_on_postgres(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    // The migrator names its statements; behind a proxy the names of the last run may still be there. And that a table exists is no
    // news.
    let begin = "DEALLOCATE ALL; SET LOCAL client_min_messages = warning";
    On::Postgres(&mut transaction, true).script(begin).await?;
    let lock = "1 from pg_advisory_xact_lock(hashtextextended('migrations', 2026))";
    let lock = Query::select().expr(Expr::cust(lock)).to_owned();
    On::Postgres(&mut transaction, true).execute(&lock).await?;
    POSTGRES.run(&mut *transaction).await.map_err(explain)?;
    Ok(transaction.commit().await?)
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
