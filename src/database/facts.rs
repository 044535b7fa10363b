//! What an operator asks of a database: which version of the engine it is, how large it is, and who copies it.

use sea_query::{Expr, Query};

use crate::database::{Database, Engine};
use crate::error::Result;

/// What a database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Version of the engine.
    pub version: String,
    /// Bytes it takes, without the log that is still to be taken in.
    pub bytes: i64,
    /// Connected replicas of the database; nothing where the engine has none.
    pub replicas: Option<i64>,
}

/// Asks the database.
pub async fn facts(database: &Database) -> Result<Facts> {
    let (version, bytes) = match database.engine() {
        Engine::Sqlite => (
            "sqlite_version()",
            "(select page_count from pragma_page_count()) * (select page_size from pragma_page_size())",
        ),
        Engine::Postgres => ("current_setting('server_version')", "pg_database_size(current_database())"),
    };
    let statement = Query::select().expr(Expr::cust(version)).expr(Expr::cust(bytes)).to_owned();
    let row: Option<(String, i64)> = database.read().first(&statement).await?;
    let (version, bytes) = row.unwrap_or_default();
    let replicas = match database.engine() {
        Engine::Sqlite => None,
        Engine::Postgres => {
            let statement = Query::select().expr(Expr::cust("count(*)")).from("pg_stat_replication").to_owned();
            database.read().number(&statement).await?
        }
    };
    Ok(Facts { version, bytes, replicas })
}
