//! The past of a record: its history, taking changes back, and making one record of two.

use poem::Response;
use serde_json::Value as Json;

use crate::api::call::Call;
use crate::api::problem::Answered;
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::api::write;
use crate::changes::{Outcome, history, merge, undo};
use crate::error::{Error, FieldProblem};
use crate::id::Id;
use crate::model::{Input, json};
use crate::query::{self, list::visible_fields};
use crate::rights::{Caller, decide};

/// The most rows of history on a page.
pub(in crate::api) const MOST: i64 = 200;

/// `GET /contacts/{id}/history`.
pub(super) async fn of_record(call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    let limit = call.query_number("limit", 1, MOST)?.unwrap_or(50);
    let before = call.query_number("cursor", 0, i64::MAX)?;
    let events = history::of_record(call.app.database(), &caller, kind, id, before, limit.unsigned_abs() + 1).await?;
    Ok(page(events, limit, |event| event.seq).respond())
}

/// A page of events: one more than fits says that there is a next page.
pub(in crate::api) fn page(
    mut events: Vec<history::Event>,
    limit: i64,
    place: impl Fn(&history::Event) -> i64,
) -> Reply {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = events.len() > limit;
    events.truncate(limit);
    let mut body = String::with_capacity(64 + events.len() * 600);
    body.push_str("{\"items\":[");
    for (at, event) in events.iter().enumerate() {
        if at > 0 {
            body.push(',');
        }
        write::event(&mut body, event);
    }
    body.push(']');
    let next = events.last().filter(|_| more).map(place);
    write::some_quoted(&mut body, "next_cursor", next);
    body.push('}');
    Reply::ok(body)
}

/// `POST /contacts/{id}/undo`.
pub(super) async fn take_back(mut call: Call, caller: Caller) -> Answered<Response> {
    let (kind, id) = (call.kind()?, call.id("id")?);
    let body = call.json().await?;
    let which = |name: &str| body.get(name).and_then(Json::as_i64).filter(|number| *number >= 0);
    let is_one = body.as_object().is_some_and(|members| members.len() == 1);
    // Whether it can be seen at all is asked first: conflicts would tell of it.
    let database = call.app.database();
    let asked = match (which("seq"), which("version")) {
        (Some(seq), None) if is_one => Ok(seq),
        (None, Some(version)) if is_one => Err(version),
        _ => {
            let detail = "Either seq, the number of a change, or version, the one to go back to, is expected.";
            let problem = FieldProblem::at("", "wrong_type", detail);
            return Err(Error::Invalid(vec![problem]).into());
        }
    };
    query::get(database.read(), database.engine(), &caller, kind, id).await?;
    let outcome = match asked {
        Ok(seq) => undo::change(database, &caller, kind, id, seq).await?,
        Err(version) => undo::to_version(database, &caller, kind, id, version).await?,
    };
    Ok(Reply::ok(write_outcome(&outcome).to_string()).respond())
}

/// What became of a record.
pub(super) fn write_outcome(outcome: &Outcome) -> Json {
    serde_json::json!({"id": outcome.id.to_string(), "version": outcome.version, "changed": outcome.changed})
}

/// `POST /contacts/{id}/merge`.
pub(super) async fn merge(mut call: Call, caller: Caller) -> Answered<Response> {
    let (kind, winner) = (call.kind()?, call.id("id")?);
    let body = call.json().await?;
    let mut problems = Vec::new();
    let members = body.as_object().cloned().unwrap_or_default();
    for name in members.keys().filter(|name| !matches!(name.as_str(), "loser_id" | "values")) {
        problems.push(FieldProblem::of(name, "unknown_field", "A merge takes loser_id and values."));
    }
    let loser: Option<Id> = members.get("loser_id").and_then(json::read_id);
    if loser.is_none() {
        problems.push(FieldProblem::of("loser_id", "wrong_type", "The id of the record that goes is expected here."));
    }
    let chosen = members.get("values").map_or(Ok(Input::new()), |values| decide::read_input(&caller, kind, values));
    let chosen = chosen.unwrap_or_else(|found| {
        problems.extend(found.into_iter().map(|problem| problem.under("values")));
        Input::new()
    });
    let (Some(loser), true) = (loser, problems.is_empty()) else { return Err(Error::Invalid(problems).into()) };
    let database = call.app.database();
    merge::merge(database, &caller, kind, winner, loser, chosen).await?;
    let row = one::find(&call, &caller, kind, winner).await?;
    Ok(Reply::record(200, &visible_fields(&caller, kind), &row).respond())
}
