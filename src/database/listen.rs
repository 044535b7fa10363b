//! Commits of other processes on PostgreSQL: heard through LISTEN, so that nobody has to ask again and again.

use std::time::Duration;

use sea_query::{Expr, Query};
use sqlx::postgres::PgListener;

use super::{Database, Engine, Transaction};
use crate::error::Result;

/// The channel on which a sealed commit is told.
const CHANNEL: &str = "beheer_commits";
/// How long to wait before connecting again.
const AGAIN: Duration = Duration::from_secs(5);

/// Tells the other processes, when this transaction commits.
pub(crate) async fn tell(transaction: &mut Transaction<'_>) -> Result<()> {
    let statement = Query::select().expr(Expr::cust(format!("1 from pg_notify('{CHANNEL}', '')"))).to_owned();
    transaction.on().execute(&statement).await.map(drop)
}

/// Wakes the followers of this process whenever another one commits. `url` must lead to the server itself: LISTEN does not pass a
/// transaction-pooling proxy. On SQLite there is no other process, and nothing to do.
pub fn start(database: &Database, url: String) {
    if database.engine() == Engine::Sqlite {
        return;
    }
    let database = database.clone();
    tokio::spawn(async move {
        loop {
            if let Err(error) = listen(&database, &url).await {
                tracing::warn!(error = ?error, "commits of other processes are not heard; trying again");
            }
            tokio::time::sleep(AGAIN).await;
        }
    });
}

async fn listen(database: &Database, url: &str) -> Result<()> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    // What was committed before we listened would not be told again.
    database.wake();
    loop {
        listener.recv().await?;
        database.wake();
    }
}
