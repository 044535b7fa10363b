//! Sealing: giving journal rows their positions and hashes, in the order of commits (`design.md` §10.3).
//!
//! On SQLite the one writer does it within the batch. On PostgreSQL a sequence would not be a commit order, so rows are sealed just
//! after their commit by whoever wrote them, one sweep at a time under an advisory lock.

use sea_query::{Expr, ExprTrait, Query};

use crate::changes::journal::{self, Entry};
use crate::changes::store;
use crate::database::{Database, Engine, Transaction};
use crate::error::Result;

/// Batches that one sweep takes at most, so that its transaction stays short.
const MOST: u64 = 5_000;

/// A digest, and position and hash where they are given at once.
pub(super) type Sealed = ([u8; 32], Option<(i64, [u8; 32])>);

/// Digests of the rows of a batch; on SQLite with positions and hashes, and the head moved.
pub(super) async fn at_once(transaction: &mut Transaction<'_>, entries: &[Entry]) -> Result<Vec<Sealed>> {
    let digests = entries.iter().map(journal::digest);
    if transaction.engine() == Engine::Postgres {
        return Ok(digests.map(|digest| (digest, None)).collect());
    }
    let (mut position, mut hash) = journal::head(transaction).await?;
    let mut sealed = Vec::with_capacity(entries.len());
    for digest in digests {
        position += 1;
        let next = journal::chain(&hash, position, &digest);
        hash = next.to_vec();
        sealed.push((digest, Some((position, next))));
    }
    journal::set_head(transaction, position, &hash).await?;
    Ok(sealed)
}

/// Sees to it that what this process committed is sealed soon, without waiting for it.
pub(super) fn request(database: &Database) {
    if database.engine() == Engine::Postgres {
        let database = database.clone();
        tokio::spawn(async move {
            let Some(_turn) = database.turn_to_seal().await else { return };
            if let Err(error) = sweep(&database).await {
                tracing::warn!(error = ?error, "journal rows could not be sealed; the next commit tries again");
            }
        });
    }
}

/// Seals everything that is committed now, and waits for it.
pub async fn finish(database: &Database) -> Result<()> {
    if database.engine() == Engine::Postgres {
        // No matter who has a turn already: the lock in the database puts us behind whoever seals now.
        sweep(database).await?;
    }
    Ok(())
}

async fn sweep(database: &Database) -> Result<()> {
    while database.write(|transaction| Box::pin(sweep_once(transaction))).await? > 0 {}
    Ok(())
}

/// Whole batches in the order of their highest sequence number: whoever depends on a committed change committed after it, and the
/// sequence number was taken after the row lock.
async fn sweep_once(transaction: &mut Transaction<'_>) -> Result<usize> {
    store::lock(transaction, "journal").await?;
    let order = "max(seq) over (partition by batch_id)";
    let inner = Query::select()
        .columns(["seq", "digest"])
        .expr_as(Expr::cust(order), "batch_end")
        .from("journal")
        .and_where(Expr::col("position").is_null())
        .to_owned();
    // The highest sequence number of a batch is one row's; batches are cut at MOST rows only where one batch ends.
    let statement = Query::select()
        .columns(["seq", "digest", "batch_end"])
        .from_subquery(inner, "waiting")
        .order_by("batch_end", sea_query::Order::Asc)
        .order_by("seq", sea_query::Order::Asc)
        .limit(MOST)
        .to_owned();
    let mut waiting: Vec<(i64, Vec<u8>, i64)> = transaction.on().all(&statement).await?;
    if waiting.len() as u64 == MOST {
        // The last batch may be cut; leave it for the next sweep unless it is the only one (a batch has at most 1,000 changes).
        let last = waiting.last().map(|row| row.2);
        waiting.retain(|row| Some(row.2) != last);
    }
    if waiting.is_empty() {
        return Ok(0);
    }
    let (mut position, mut hash) = journal::head(transaction).await?;
    let mut values = Vec::with_capacity(waiting.len());
    for (seq, digest, _) in &waiting {
        position += 1;
        hash = journal::chain(&hash, position, digest).to_vec();
        values.push(format!("({seq},{position},'\\x{}'::bytea)", crate::secret::hex(&hash)));
    }
    // All of it is ours: numbers and hexadecimal digits.
    let update = Query::update()
        .table("journal")
        .value("position", Expr::cust("v.position"))
        .value("hash", Expr::cust("v.hash"))
        .from(sea_query::Alias::new("v"))
        .and_where(Expr::cust("journal.seq = v.seq"))
        .to_owned();
    let given = sea_query::CommonTableExpression::new()
        .query(
            Query::select()
                .expr(Expr::cust(format!("* from (values {}) as x(seq, position, hash)", values.join(","))))
                .to_owned(),
        )
        .table_name("v")
        .to_owned();
    let with = Query::with().cte(given).to_owned().query(update);
    transaction.on().execute(&with).await?;
    journal::set_head(transaction, position, &hash).await?;
    Ok(waiting.len())
}
