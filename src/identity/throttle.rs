//! Throttling of guesses, kept in the database so that restarts and replicas do not forget.

use sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::clock::Micros;
use crate::database::Database;
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

impl Default for Limits {
    fn default() -> Self {
        Self { per_address: 50, per_account: 10 }
    }
}

/// Refuses when a bucket is full, with the seconds to wait.
pub(super) async fn check(database: &Database, bucket: &str, most: u32) -> Result<()> {
    let statement = Query::select()
        .columns(["failures", "since"])
        .from("attempts")
        .and_where(Expr::col("bucket").eq(bucket))
        .to_owned();
    let found: Option<(i64, i64)> = database.read().first(&statement).await?;
    let now = database.clock().now();
    match found {
        Some((failures, since)) if failures >= i64::from(most) && now - since < WINDOW => {
            let seconds = u64::try_from((WINDOW - (now - since)) / 1_000_000).unwrap_or(0) + 1;
            Err(Error::Throttled(seconds))
        }
        _ => Ok(()),
    }
}

/// Counts a failure.
pub(super) async fn count(database: &Database, bucket: String) -> Result<()> {
    let now = database.clock().now();
    database
        .write(move |transaction| {
            Box::pin(async move {
                // Full buckets of the past are of no use to anybody.
                let old =
                    Query::delete().from_table("attempts").and_where(Expr::col("since").lt(now - WINDOW)).to_owned();
                transaction.on().execute(&old).await?;
                let more = Query::insert()
                    .into_table("attempts")
                    .columns(["bucket", "failures", "since"])
                    .values_panic([Expr::val(bucket), Expr::val(1_i64), Expr::val(now)])
                    .on_conflict(
                        OnConflict::column("bucket")
                            .value("failures", Expr::col(("attempts", "failures")).add(1))
                            .to_owned(),
                    )
                    .to_owned();
                transaction.on().execute(&more).await?;
                Ok(())
            })
        })
        .await
}

/// Forgets the failures of a bucket, after a success.
pub(super) async fn forget(database: &Database, bucket: String) -> Result<()> {
    let statement = Query::delete().from_table("attempts").and_where(Expr::col("bucket").eq(bucket)).to_owned();
    database
        .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await.map(drop) }))
        .await
}
