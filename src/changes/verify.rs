//! Verification: the journal's chain is worked out again from its first row; the first position that does not fit is named.

use sea_query::{Expr, ExprTrait, Query};

use crate::changes::journal::{self, Entry};
use crate::changes::seal;
use crate::database::{Database, Transaction, row};
use crate::error::{Error, Result};
use crate::id::Id;

/// Rows read at once.
const ROWS: u64 = 2_000;

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Rows that fit.
    pub verified: i64,
    /// The first position that does not fit, and what is wrong there.
    pub broken: Option<(i64, String)>,
}

row! {
    struct Stored {
        position: i64,
        batch_id: uuid::Uuid,
        operation_id: Option<uuid::Uuid>,
        operation_kind: Option<String>,
        at: i64,
        actor: String,
        actor_id: Option<uuid::Uuid>,
        real_actor_id: Option<uuid::Uuid>,
        channel: String,
        reason_code: Option<String>,
        reason_text: Option<String>,
        request_id: String,
        action: String,
        record_type: String,
        record_id: uuid::Uuid,
        version: i64,
        changes: String,
        salt: Vec<u8>,
        digest: Vec<u8>,
        hash: Option<Vec<u8>>,
    }
}

/// Is told how many rows fit so far, and of how many; says whether to go on.
pub type GoOn = Box<dyn FnMut(i64, i64) -> bool + Send>;

/// Works the whole chain out again, in one snapshot.
pub async fn verify(database: &Database) -> Result<Verification> {
    let whole = verify_while(database, Box::new(|_, _| true)).await?;
    whole.ok_or_else(|| Error::internal("a verification stopped that nobody stopped"))
}

/// The same for as long as `go_on` says so; nothing where it was stopped.
pub async fn verify_while(database: &Database, go_on: GoOn) -> Result<Option<Verification>> {
    seal::finish(database).await?;
    database.snapshot(|transaction| Box::pin(walk(transaction, go_on))).await
}

async fn walk(transaction: &mut Transaction<'_>, mut go_on: GoOn) -> Result<Option<Verification>> {
    let (end, end_hash) = journal::head(transaction).await?;
    let (mut at, mut hash) = (0, vec![0; 32]);
    let broken = |position: i64, what: &str| {
        Ok(Some(Verification { verified: position - 1, broken: Some((position, what.into())) }))
    };
    loop {
        let rows = page(transaction, at).await?;
        let last = rows.len() < usize::try_from(ROWS).unwrap_or(usize::MAX);
        for row in rows {
            let expected = at + 1;
            if row.position != expected {
                return broken(expected, "The row at this position is missing.");
            }
            let (position, stored) = (row.position, (row.digest.clone(), row.hash.clone()));
            let digest = journal::digest(&entry(row));
            let next = journal::chain(&hash, position, &digest);
            if stored != (digest.to_vec(), Some(next.to_vec())) {
                return broken(position, "The row at this position is not the one that was written.");
            }
            (at, hash) = (position, next.to_vec());
        }
        if last {
            break;
        }
        if !go_on(at, end) {
            return Ok(None);
        }
    }
    if at < end {
        return broken(at + 1, "The journal is cut off here; later rows are missing.");
    }
    if at > end || hash != end_hash {
        return broken(Ord::max(end, 1), "The journal does not end where its head says.");
    }
    Ok(Some(Verification { verified: at, broken: None }))
}

async fn page(transaction: &mut Transaction<'_>, after: i64) -> Result<Vec<Stored>> {
    let statement = Query::select()
        .columns([
            "position",
            "batch_id",
            "operation_id",
            "operation_kind",
            "at",
            "actor",
            "actor_id",
            "real_actor_id",
            "channel",
            "reason_code",
            "reason_text",
            "request_id",
            "action",
            "record_type",
            "record_id",
            "version",
            "changes",
            "salt",
            "digest",
            "hash",
        ])
        .from("journal")
        .and_where(Expr::col("position").gt(after))
        .order_by("position", sea_query::Order::Asc)
        .limit(ROWS)
        .to_owned();
    transaction.on().all(&statement).await
}

fn entry(row: Stored) -> Entry {
    Entry {
        batch_id: Id(row.batch_id),
        operation_id: row.operation_id.map(Id),
        operation_kind: row.operation_kind,
        at: row.at,
        actor: row.actor,
        actor_id: row.actor_id.map(Id),
        real_actor_id: row.real_actor_id.map(Id),
        channel: row.channel,
        reason_code: row.reason_code,
        reason_text: row.reason_text,
        request_id: row.request_id,
        action: row.action,
        record_type: row.record_type,
        record_id: Id(row.record_id),
        version: row.version,
        changes: row.changes,
        salt: row.salt,
    }
}
