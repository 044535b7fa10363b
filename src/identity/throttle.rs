//! Throttling of guesses, kept in the database so that restarts and replicas do not forget.

use sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::clock::Micros;
use crate::database::{Database, Transaction};
use crate::error::{Error, Result};

/// Failures are counted within this time, in microseconds: a quarter of an hour.
const WINDOW: Micros = 15 * 60 * 1_000_000;

/// How many failures are borne within a quarter of an hour.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From one network address.
    pub per_address: u32,
    /// For one account.
    pub per_account: u32,
}

/// Counts an attempt in each bucket before it is made, so that guesses sent all at once do not slip through together; refuses,
/// with the seconds to wait, where one is full. What is refused does not count.
pub(super) async fn attempt<const N: usize>(database: &Database, buckets: [(String, u32); N]) -> Result<()> {
    let now = database.clock().now();
    database
        .write(move |transaction| {
            Box::pin(async move {
                // Full buckets of the past are of no use to anybody.
                let old =
                    Query::delete().from_table("attempts").and_where(Expr::col("since").lte(now - WINDOW)).to_owned();
                transaction.on().execute(&old).await?;
                for (bucket, most) in buckets {
                    let since = count(transaction, &bucket, now, most).await?;
                    if let Some(since) = since {
                        let seconds = u64::try_from((WINDOW - (now - since)) / 1_000_000).unwrap_or(0) + 1;
                        return Err(Error::Throttled(seconds));
                    }
                }
                Ok(())
            })
        })
        .await
}

/// Counts one attempt; since when the bucket fills, where it holds more than `most` now. The count comes before the look: it locks
/// the row.
async fn count(transaction: &mut Transaction<'_>, bucket: &str, now: Micros, most: u32) -> Result<Option<Micros>> {
    let more = Query::insert()
        .into_table("attempts")
        .columns(["bucket", "failures", "since"])
        .values_panic([Expr::val(bucket), Expr::val(1_i64), Expr::val(now)])
        .on_conflict(
            OnConflict::column("bucket").value("failures", Expr::col(("attempts", "failures")).add(1)).to_owned(),
        )
        .to_owned();
    transaction.on().execute(&more).await?;
    let full = Query::select()
        .column("since")
        .from("attempts")
        .and_where(Expr::col("bucket").eq(bucket))
        .and_where(Expr::col("failures").gt(i64::from(most)))
        .to_owned();
    transaction.on().number(&full).await
}

/// After a success: forgets the failures of the account, and this one attempt of the address.
pub(super) async fn succeeded(database: &Database, account: String, address: String) -> Result<()> {
    let forget = Query::delete().from_table("attempts").and_where(Expr::col("bucket").eq(account)).to_owned();
    let give_back = Query::update()
        .table("attempts")
        .value("failures", Expr::col("failures").sub(1))
        .and_where(Expr::col("bucket").eq(address))
        .to_owned();
    database
        .write(move |transaction| {
            Box::pin(async move {
                transaction.on().execute(&give_back).await?;
                transaction.on().execute(&forget).await.map(drop)
            })
        })
        .await
}
