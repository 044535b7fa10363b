//! One record: read, made, changed, binned, taken back.

use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{ETAG, IF_NONE_MATCH};
use serde_json::json;

use crate::api::BASE;
use crate::api::call::Call;
use crate::api::idempotency::{self, Key};
use crate::api::problem::{Answered, Refusal};
use crate::api::reply::{Reply, tag};
use crate::changes::{Batch, Change, Outcome, commit, commit_then};
use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{Input, RecordType};
use crate::query::list::{parse_expand, parse_fields, visible_fields};
use crate::query::{self, Found};
use crate::rights::{Caller, decide};
use crate::transfer::duplicates;

/// A record that the caller may see and that is not in the bin.
pub(in crate::api) async fn find(call: &Call, caller: &Caller, kind: &'static RecordType, id: Id) -> Result<Found> {
    let database = call.app.database();
    let found = query::get(database.read(), database.engine(), caller, kind, id).await?;
    if found.record.is_deleted() { Err(Error::NotFound) } else { Ok(found) }
}

/// The input of a request.
pub(in crate::api) async fn input(call: &mut Call, caller: &Caller, kind: &RecordType) -> Answered<Input> {
    let body = call.json().await?;
    Ok(decide::read_input(caller, kind, &body).map_err(Error::Invalid)?)
}

/// `GET /contacts/{id}`.
pub(super) async fn get(call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    let mut fields = visible_fields(&caller, kind);
    let expand = call.query("expand").map(|text| parse_expand(&caller, kind, text)).transpose()?.unwrap_or_default();
    if let Some(text) = call.query("fields") {
        fields = parse_fields(&caller, kind, text)?;
    }
    let database = call.app.database();
    let found = query::get_many(database.read(), database.engine(), &caller, kind, &[id], &expand).await?;
    let row = found.into_iter().next().filter(|row| !row.record.is_deleted()).ok_or(Error::NotFound)?;
    // A title that is expanded may change without the record.
    if expand.is_empty() && has_tag(&call, &tag(row.record.version))? {
        return Ok(Response::builder().status(StatusCode::NOT_MODIFIED).header(ETAG, tag(row.record.version)).finish());
    }
    Ok(Reply::record(200, &fields, &row).respond())
}

/// `GET /contacts/{id}/duplicates`.
pub(super) async fn duplicates(call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    find(&call, &caller, kind, id).await?;
    let found = duplicates::of_record(call.app.database(), &caller, kind, id).await?;
    let items: Vec<_> = found
        .iter()
        .map(|duplicate| json!({"id": duplicate.id, "title": duplicate.title, "rule": duplicate.rule.name()}))
        .collect();
    Ok(Reply::ok(json!({"items": items}).to_string()).respond())
}

/// Whether `If-None-Match` names this tag.
pub(in crate::api) fn has_tag(call: &Call, tag: &str) -> Answered<bool> {
    let Some(given) = call.header(IF_NONE_MATCH.as_str())? else { return Ok(false) };
    Ok(given.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag))
}

/// Whether a text has the form of a tag (RFC 9110 §8.8.3), whoever made it.
fn is_tag(text: &str) -> bool {
    let quoted = text.strip_prefix("W/").unwrap_or(text).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.is_some_and(|inner| inner.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'))
}

/// The version that `If-Match` asks for; a tag that is none of ours fits no version.
pub(in crate::api) async fn wanted_version(call: &Call, caller: &Caller, id: Id) -> Answered<Option<i64>> {
    let Some(given) = call.header("if-match")? else { return Ok(None) };
    let tags: Vec<&str> = given.split(',').map(str::trim).collect();
    if !tags.iter().all(|tag| *tag == "*" || is_tag(tag)) {
        return Err(Refusal::parameter(
            "if-match",
            "wrong_form",
            "`*` or tags such as \"3\" are expected in If-Match.",
        ));
    }
    if tags.contains(&"*") {
        return Ok(None);
    }
    let version = |tag: &&str| tag.strip_prefix('"')?.strip_suffix('"')?.parse::<i64>().ok();
    let versions: Vec<i64> = tags.iter().filter_map(version).collect();
    match versions.as_slice() {
        [] => Ok(Some(-1)),
        [one] => Ok(Some(*one)),
        many => {
            let now = find(call, caller, call.kind()?, id).await?.record.version;
            Ok(Some(if many.contains(&now) { now } else { -1 }))
        }
    }
}

/// `POST /contacts`.
pub(super) async fn create(mut call: Call, caller: Caller) -> Answered<Response> {
    let kind = call.kind()?;
    let body = call.bytes().await?;
    let key = idempotency::key(&call, &caller, &body)?;
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(call.app.database()).await?
    {
        return Ok(earlier);
    }
    let input = input(&mut call, &caller, kind).await?;
    once(&call, &caller, key, Change::create(kind, input), 201).await
}

/// `POST /contacts/{id}/restoration`.
pub(super) async fn restore(call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    let version = wanted_version(&call, &caller, id).await?;
    let key = idempotency::key(&call, &caller, &[])?;
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(call.app.database()).await?
    {
        return Ok(earlier);
    }
    once(&call, &caller, key, Change::restore(kind, id).at_version(version), 200).await
}

/// Commits a change and answers with the record, at most once for a key.
async fn once(call: &Call, caller: &Caller, key: Option<Key>, change: Change, status: u16) -> Answered<Response> {
    let database = call.app.database();
    let engine = database.engine();
    let batch = Batch::one(change);
    let Some(key) = key else {
        let outcome = first(commit(database, caller, batch).await?)?;
        return Ok(written(database.read(), engine, caller, &outcome, status).await?.respond());
    };
    let (kept, teller) = (key.clone(), caller.clone());
    let done = commit_then(database, caller, batch, move |transaction, outcomes| {
        Box::pin(async move {
            let outcome = first(outcomes)?;
            let reply = written(transaction.on(), engine, &teller, &outcome, status).await?;
            kept.keep(transaction, &reply).await?;
            Ok(reply)
        })
    })
    .await;
    match done {
        Ok(reply) => Ok(reply.respond()),
        Err(error) if idempotency::is_busy(&error) => key.earlier(database).await?.ok_or_else(|| error.into()),
        Err(error) => Err(error.into()),
    }
}

fn first(outcomes: Vec<Outcome>) -> Result<Outcome> {
    outcomes.into_iter().next().ok_or_else(|| Error::internal("a change had no outcome"))
}

/// The answer to a write: the record as its writer may see it.
async fn written(on: On<'_>, engine: Engine, caller: &Caller, outcome: &Outcome, status: u16) -> Result<Reply> {
    let row = query::get(on, engine, caller, outcome.kind, outcome.id).await?;
    let reply = Reply::record(status, &visible_fields(caller, outcome.kind), &row);
    Ok(if status == 201 { reply.at(address(outcome.kind, outcome.id)) } else { reply })
}

/// The address of a record.
pub(in crate::api) fn address(kind: &RecordType, id: Id) -> String {
    format!("{BASE}/{}/{id}", kind.plural)
}

/// `PATCH /contacts/{id}`.
pub(super) async fn update(mut call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    let input = input(&mut call, &caller, kind).await?;
    let version = wanted_version(&call, &caller, id).await?;
    let database = call.app.database();
    let batch = Batch::one(Change::update(kind, id, input).at_version(version));
    let outcome = first(commit(database, &caller, batch).await.map_err(gone)?)?;
    Ok(written(database.read(), database.engine(), &caller, &outcome, 200).await?.respond())
}

/// `DELETE /contacts/{id}`.
pub(super) async fn delete(call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    let version = wanted_version(&call, &caller, id).await?;
    let batch = Batch::one(Change::delete(kind, id).at_version(version));
    commit(call.app.database(), &caller, batch).await?;
    Ok(Reply::nothing().respond())
}

/// What is in the bin is not found, by whatever method.
fn gone(error: Error) -> Refusal {
    match error {
        Error::Conflict("in_bin", _) => Error::NotFound.into(),
        other => other.into(),
    }
}
