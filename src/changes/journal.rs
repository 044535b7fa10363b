//! The journal: one row for each changed record, with who, by which door and why, chained by hashes.
//!
//! Each value and reason text enters the hash as a salted commitment, so that erasing a value and its salt later leaves the chain
//! verifiable. Secret fields never enter in clear.

use sea_query::{Expr, ExprTrait, Query};
use serde_json::{Value as Json, json};

use crate::changes::change::Operation;
use crate::changes::draft::Draft;
use crate::changes::seal;
use crate::clock::Micros;
use crate::database::Transaction;
use crate::error::Result;
use crate::id::Id;
use crate::model::diff::FieldChange;
use crate::model::json::write_value;
use crate::rights::caller::Caller;
use crate::secret;

/// Version of the canonical encoding; the first byte of everything that is hashed.
const ENCODING: u8 = 1;
/// Rows in one INSERT.
const ROWS: usize = 200;
/// What stands in the journal for a secret.
const HIDDEN: &str = "•••";

/// A row of the journal as far as the hash covers it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The batch it is part of.
    pub batch_id: Id,
    /// The operation it is part of.
    pub operation_id: Option<Id>,
    /// What the operation is.
    pub operation_kind: Option<String>,
    /// When.
    pub at: Micros,
    /// `user`, `cli:NAME` or `system:REASON`.
    pub actor: String,
    /// The user who acted.
    pub actor_id: Option<Id>,
    /// The user behind the one who acted.
    pub real_actor_id: Option<Id>,
    /// By which door.
    pub channel: String,
    /// Why, as a code.
    pub reason_code: Option<String>,
    /// Why, in words.
    pub reason_text: Option<String>,
    /// The request in the log.
    pub request_id: String,
    /// What happened: `deal.updated`.
    pub action: String,
    /// The record type.
    pub record_type: String,
    /// The record.
    pub record_id: Id,
    /// The version it left.
    pub version: i64,
    /// The fields with before and after, as JSON text.
    pub changes: String,
    /// What the commitments are salted with.
    pub salt: Vec<u8>,
}

/// Writes the rows of a batch: its last step. On SQLite they get their positions at once.
pub(super) async fn append(
    transaction: &mut Transaction<'_>,
    caller: &Caller,
    batch: Id,
    operation: Option<Operation>,
    now: Micros,
    drafts: &[Draft],
) -> Result<()> {
    let salts = secret::random::<32>()?;
    let entries: Vec<Entry> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| {
            // One draw of randomness serves the batch; each row's salt is told apart by its index.
            let salt = blake3::Hasher::new_keyed(&salts).update(&index.to_be_bytes()).finalize();
            entry(caller, batch, operation, now, draft, salt.as_bytes()[..16].to_vec())
        })
        .collect();
    let seals = seal::at_once(transaction, &entries).await?;
    let mut rows = entries.iter().zip(seals);
    loop {
        let mut statement = Query::insert();
        statement.into_table("journal").columns(COLUMNS);
        let mut some = 0;
        for (entry, (digest, sealed)) in rows.by_ref().take(ROWS) {
            statement.values_panic(cells(entry, digest, sealed));
            some += 1;
        }
        if some == 0 {
            return Ok(());
        }
        transaction.later(&statement);
    }
}

const COLUMNS: [&str; 20] = [
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
];

fn cells(entry: &Entry, digest: [u8; 32], sealed: Option<(i64, [u8; 32])>) -> Vec<Expr> {
    vec![
        Expr::val(sealed.map(|(position, _)| position)),
        Expr::val(entry.batch_id.0),
        Expr::val(entry.operation_id.map(|id| id.0)),
        Expr::val(entry.operation_kind.clone()),
        Expr::val(entry.at),
        Expr::val(entry.actor.clone()),
        Expr::val(entry.actor_id.map(|id| id.0)),
        Expr::val(entry.real_actor_id.map(|id| id.0)),
        Expr::val(entry.channel.clone()),
        Expr::val(entry.reason_code.clone()),
        Expr::val(entry.reason_text.clone()),
        Expr::val(entry.request_id.clone()),
        Expr::val(entry.action.clone()),
        Expr::val(entry.record_type.clone()),
        Expr::val(entry.record_id.0),
        Expr::val(entry.version),
        Expr::val(entry.changes.clone()),
        Expr::val(entry.salt.clone()),
        Expr::val(digest.to_vec()),
        Expr::val(sealed.map(|(_, hash)| hash.to_vec())),
    ]
}

fn entry(caller: &Caller, batch: Id, operation: Option<Operation>, at: Micros, draft: &Draft, salt: Vec<u8>) -> Entry {
    let changes: Vec<Json> = draft.changes.iter().map(write_change).collect();
    let text = caller.reason.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Entry {
        batch_id: batch,
        operation_id: operation.map(|operation| operation.id),
        operation_kind: operation.map(|operation| operation.kind.name().to_owned()),
        at,
        actor: caller.actor.name(),
        actor_id: caller.actor.user(),
        real_actor_id: caller.real().map(|acting| acting.real),
        channel: caller.channel.name().to_owned(),
        reason_code: caller.reason.code.clone(),
        reason_text: text.map(str::to_owned),
        request_id: caller.request_id.clone(),
        action: format!("{}.{}", draft.after.kind.name, draft.name),
        record_type: draft.after.kind.name.to_owned(),
        record_id: draft.after.id,
        version: draft.after.version,
        changes: Json::from(changes).to_string(),
        salt,
    }
}

fn write_change(change: &FieldChange) -> Json {
    let side = |value: &Option<crate::model::Value>| match value {
        None => Json::Null,
        Some(_) if change.field.is_secret() => Json::from(HIDDEN),
        Some(value) => write_value(&change.field, value),
    };
    json!({"field": change.field.name, "before": side(&change.before), "after": side(&change.after)})
}

/// What the chain holds of a row. Everything is written with its length, so that no two rows encode alike.
pub fn digest(entry: &Entry) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[ENCODING]);
    put(&mut hasher, Some(entry.batch_id.0.as_bytes()));
    put(&mut hasher, entry.operation_id.as_ref().map(|id| id.0.as_bytes().as_slice()));
    put(&mut hasher, entry.operation_kind.as_deref().map(str::as_bytes));
    put(&mut hasher, Some(&entry.at.to_be_bytes()));
    put(&mut hasher, Some(entry.actor.as_bytes()));
    put(&mut hasher, entry.actor_id.as_ref().map(|id| id.0.as_bytes().as_slice()));
    put(&mut hasher, entry.real_actor_id.as_ref().map(|id| id.0.as_bytes().as_slice()));
    put(&mut hasher, Some(entry.channel.as_bytes()));
    put(&mut hasher, entry.reason_code.as_deref().map(str::as_bytes));
    let reason = entry.reason_text.as_deref().map(|text| commitment(&entry.salt, "reason", text.as_bytes()));
    put(&mut hasher, reason.as_ref().map(<[u8; 32]>::as_slice));
    put(&mut hasher, Some(entry.request_id.as_bytes()));
    put(&mut hasher, Some(entry.action.as_bytes()));
    put(&mut hasher, Some(entry.record_type.as_bytes()));
    put(&mut hasher, Some(entry.record_id.0.as_bytes()));
    put(&mut hasher, Some(&entry.version.to_be_bytes()));
    let Some(changes) = read_changes(&entry.changes) else {
        // What nobody can have written has a digest too; it is not that of any row we wrote.
        put(&mut hasher, None);
        put(&mut hasher, Some(entry.changes.as_bytes()));
        return *hasher.finalize().as_bytes();
    };
    for change in &changes {
        let field = change["field"].as_str().unwrap_or_default();
        put(&mut hasher, Some(field.as_bytes()));
        for side in ["before", "after"] {
            put(&mut hasher, Some(&value_commitment(&entry.salt, field, side, change)));
        }
    }
    *hasher.finalize().as_bytes()
}

/// Changes as we write them, or as an erasure leaves them; anything more would be outside of the digest.
fn read_changes(text: &str) -> Option<Vec<Json>> {
    let changes: Vec<Json> = serde_json::from_str(text).ok()?;
    let known = |change: &Json| {
        let members = change.as_object()?;
        let expected = |(name, value): (&String, &Json)| match name.as_str() {
            "field" => value.is_string(),
            "before" | "after" => true,
            "erased" => {
                value.as_object().is_some_and(|sides| sides.keys().all(|side| side == "before" || side == "after"))
            }
            _ => false,
        };
        (members.contains_key("field") && members.iter().all(expected)).then_some(())
    };
    changes.iter().all(|change| known(change).is_some()).then_some(changes)
}

/// The commitment of one side of a change. Where the value was erased, there is none, and the commitment itself stands in its place.
fn value_commitment(salt: &[u8], field: &str, side: &str, change: &Json) -> [u8; 32] {
    let erased = change["erased"][side].as_str().and_then(secret::unhex).and_then(|bytes| bytes.try_into().ok());
    erased
        .filter(|_| change[side].is_null())
        .unwrap_or_else(|| commitment(salt, &format!("{field}.{side}"), canonical(&change[side]).as_bytes()))
}

fn commitment(salt: &[u8], what: &str, value: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[ENCODING]);
    put(&mut hasher, Some(salt));
    put(&mut hasher, Some(what.as_bytes()));
    put(&mut hasher, Some(value));
    *hasher.finalize().as_bytes()
}

fn put(hasher: &mut blake3::Hasher, bytes: Option<&[u8]>) {
    match bytes {
        None => hasher.update(&u64::MAX.to_be_bytes()),
        Some(bytes) => hasher.update(&(bytes.len() as u64).to_be_bytes()).update(bytes),
    };
}

/// JSON with names sorted, whatever the map was made of.
fn canonical(json: &Json) -> String {
    match json {
        Json::Object(members) => {
            let sorted: std::collections::BTreeMap<_, _> = members.iter().collect();
            let parts: Vec<_> = sorted
                .iter()
                .map(|(name, value)| format!("{}:{}", Json::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", parts.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

/// The hash at a position: over the hash before it, the position and the row.
pub fn chain(previous: &[u8], position: i64, digest: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[ENCODING]);
    put(&mut hasher, Some(previous));
    put(&mut hasher, Some(&position.to_be_bytes()));
    put(&mut hasher, Some(digest));
    *hasher.finalize().as_bytes()
}

/// Where the chain ends: the last position and its hash.
pub(super) async fn head(transaction: &mut Transaction<'_>) -> Result<(i64, Vec<u8>)> {
    let statement =
        Query::select().columns(["position", "hash"]).from("journal_head").and_where(Expr::col("one").eq(1)).to_owned();
    let head: Option<(i64, Vec<u8>)> = transaction.on().first(&statement).await?;
    Ok(head.unwrap_or_else(|| (0, vec![0; 32])))
}

/// Moves the end of the chain.
pub(super) fn set_head(transaction: &mut Transaction<'_>, position: i64, hash: &[u8]) {
    let statement = Query::update()
        .table("journal_head")
        .value("position", position)
        .value("hash", hash.to_vec())
        .and_where(Expr::col("one").eq(1))
        .to_owned();
    transaction.later(&statement);
}
