//! Many changes in one request: all of them or none, or each on its own.

use poem::Response;
use serde_json::{Map, Value as Json, json};

use crate::api::call::Call;
use crate::api::idempotency;
use crate::api::problem::{Answered, Refusal};
use crate::api::reply::Reply;
use crate::changes::change::MOST;
use crate::changes::{Batch, Change, Operation, OperationKind, Outcome, What, commit, commit_then};
use crate::database::Database;
use crate::error::{Error, FieldProblem, Result};
use crate::model::{RecordType, json as model_json};
use crate::rights::{Caller, decide};

/// `POST /contacts/batch`.
pub(super) async fn batch(mut call: Call, caller: Caller) -> Answered<Response> {
    let body = call.bytes().await?;
    let key = idempotency::key(&call, &caller, &body)?;
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(call.app.database()).await?
    {
        return Ok(earlier);
    }
    let (wanted, atomic) = read(&call.json().await?)?;
    let problems: Vec<FieldProblem> = wanted.iter().enumerate().flat_map(|(index, item)| shape(index, item)).collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems).into());
    }
    let kind = call.kind()?;
    let changes: Vec<Result<Change, Vec<FieldProblem>>> = wanted.iter().map(|one| change(&caller, kind, one)).collect();
    let database = call.app.database();
    let operation = Operation { id: database.ids().next(), kind: OperationKind::Bulk };
    if !atomic {
        let reply = each(database, &caller, operation, changes).await?;
        if let Some(key) = key {
            // The work is done, batch by batch; only its answer is left to keep.
            let kept = reply.clone();
            let done =
                database.write(move |transaction| Box::pin(async move { key.keep(transaction, &kept).await })).await;
            done.or_else(|error| if idempotency::is_busy(&error) { Ok(()) } else { Err(error) })?;
        }
        return Ok(reply.respond());
    }
    let mut all = Vec::with_capacity(changes.len());
    let mut problems = Vec::new();
    for (index, change) in changes.into_iter().enumerate() {
        match change {
            Ok(change) => all.push(change),
            Err(found) => {
                problems.extend(found.into_iter().map(|problem| problem.under(&index.to_string()).under("operations")));
            }
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems).into());
    }
    let batch = Batch::of(all.clone()).within(operation).numbered();
    let kept = key.clone();
    let done = commit_then(database, &caller, batch, move |transaction, outcomes| {
        Box::pin(async move {
            let results = outcomes.iter().zip(&all).enumerate();
            let results: Vec<Json> =
                results.map(|(index, (outcome, change))| success(index, change, outcome)).collect();
            let reply = answer(operation, &results);
            if let Some(key) = kept {
                key.keep(transaction, &reply).await?;
            }
            Ok(reply)
        })
    })
    .await;
    match (done, key) {
        (Ok(reply), _) => Ok(reply.respond()),
        (Err(error), Some(key)) if idempotency::is_busy(&error) => {
            key.earlier(database).await?.ok_or_else(|| error.into())
        }
        (Err(error), _) => Err(pointed(error).into()),
    }
}

/// Each change in a commit of its own, in order; first all together, since most of the time nothing is wrong.
async fn each(
    database: &Database,
    caller: &Caller,
    operation: Operation,
    changes: Vec<Result<Change, Vec<FieldProblem>>>,
) -> Answered<Reply> {
    if changes.iter().all(Result::is_ok) {
        let all: Vec<Change> = changes.iter().flatten().cloned().collect();
        if let Ok(outcomes) = commit(database, caller, Batch::of(all.clone()).within(operation)).await {
            let results = outcomes.iter().zip(&all).enumerate();
            return Ok(answer(
                operation,
                &results.map(|(at, (outcome, change))| success(at, change, outcome)).collect::<Vec<_>>(),
            ));
        }
    }
    let mut results = Vec::with_capacity(changes.len());
    for (index, change) in changes.into_iter().enumerate() {
        let done = match change {
            Ok(change) => {
                let batch = Batch::one(change.clone()).within(operation);
                let done = commit(database, caller, batch).await;
                done.map(|outcomes| (change, outcomes)).map_err(|error| match error {
                    Error::Invalid(problems) => {
                        Error::Invalid(problems.into_iter().map(|problem| problem.under("values")).collect())
                    }
                    other => other,
                })
            }
            Err(problems) => Err(Error::Invalid(problems)),
        };
        results.push(match done {
            Ok((change, outcomes)) => match outcomes.first() {
                Some(outcome) => success(index, &change, outcome),
                None => return Err(Error::internal("a change had no outcome").into()),
            },
            // What hits all of them is no matter of this one.
            Err(error @ (Error::Internal(_) | Error::Unavailable(..) | Error::StorageFull(_))) => {
                return Err(error.into());
            }
            Err(error) => {
                let refusal = Refusal::from(error);
                json!({"index": index, "status": refusal.status().as_u16(), "problem": refusal.body()})
            }
        });
    }
    Ok(answer(operation, &results))
}

fn success(index: usize, change: &Change, outcome: &Outcome) -> Json {
    let status = match change.what {
        What::Create(_) => 201,
        What::Delete => 204,
        _ => 200,
    };
    json!({
        "index": index,
        "status": status,
        "id": outcome.id.to_string(),
        "version": outcome.version,
        "changed": outcome.changed,
    })
}

fn answer(operation: Operation, results: &[Json]) -> Reply {
    Reply::ok(json!({"operation_id": operation.id.to_string(), "results": results}).to_string())
}

/// Takes the request apart; its items are read by [`change`].
pub(in crate::api) fn read(body: &Json) -> Answered<(Vec<Map<String, Json>>, bool)> {
    let members = body.as_object().cloned().unwrap_or_default();
    let mut problems = Vec::new();
    for name in members.keys().filter(|name| !matches!(name.as_str(), "operations" | "atomic")) {
        problems.push(FieldProblem::of(name, "unknown_field", "A batch takes operations and atomic."));
    }
    let atomic = match members.get("atomic") {
        None => true,
        Some(Json::Bool(yes)) => *yes,
        Some(_) => {
            problems.push(FieldProblem::of("atomic", "wrong_type", "true or false is expected here."));
            true
        }
    };
    let items = members.get("operations").and_then(Json::as_array);
    let items: Option<Vec<_>> = items.and_then(|items| items.iter().map(|item| item.as_object().cloned()).collect());
    let items = items.filter(|items| (1..=MOST).contains(&items.len()));
    if items.is_none() {
        let detail = format!("A list of 1 to {MOST} objects is expected here.");
        problems.push(FieldProblem::of("operations", "wrong_type", detail));
    }
    if problems.is_empty() { Ok((items.unwrap_or_default(), atomic)) } else { Err(Error::Invalid(problems).into()) }
}

/// What is wrong with the shape of an item. That is no matter of one change alone: nobody can say what was meant.
pub(in crate::api) fn shape(index: usize, item: &Map<String, Json>) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut refuse = |name: &str, code, detail: &str| {
        problems.push(FieldProblem::of(name, code, detail).under(&index.to_string()).under("operations"));
    };
    for name in item.keys().filter(|name| !matches!(name.as_str(), "method" | "id" | "version" | "values")) {
        refuse(name, "unknown_field", "An operation takes method, id, version and values.");
    }
    if !matches!(item.get("method").and_then(Json::as_str), Some("create" | "update" | "delete" | "restore")) {
        refuse("method", "unknown_choice", "Choose one of: create, update, delete, restore.");
    }
    let given = |name: &str| item.get(name).filter(|value| !value.is_null());
    if given("id").is_some_and(|id| model_json::read_id(id).is_none()) {
        refuse("id", "wrong_type", "The id of a record is expected here.");
    }
    if given("version").is_some_and(|version| version.as_i64().is_none_or(|version| version < 0)) {
        refuse("version", "wrong_type", "A whole number is expected here.");
    }
    if item.get("values").is_some_and(|values| !values.is_object()) {
        refuse("values", "wrong_type", "A JSON object is expected.");
    }
    problems
}

/// One change; pointers of its problems begin at the item.
pub(in crate::api) fn change(
    caller: &Caller,
    kind: &'static RecordType,
    item: &Map<String, Json>,
) -> Result<Change, Vec<FieldProblem>> {
    let refuse = |name: &str, code, detail: &str| Err(vec![FieldProblem::of(name, code, detail)]);
    let method = item.get("method").and_then(Json::as_str).unwrap_or_default();
    let id = item.get("id").and_then(model_json::read_id);
    let version = item.get("version").and_then(Json::as_i64);
    let values = || {
        let given = item.get("values").cloned().unwrap_or_else(|| Json::Object(Map::new()));
        let below =
            |found: Vec<FieldProblem>| found.into_iter().map(|problem| problem.under("values")).collect::<Vec<_>>();
        decide::read_input(caller, kind, &given).map_err(below)
    };
    match (method, id) {
        ("create", None) => Ok(Change::create(kind, values()?)),
        ("create", Some(_)) => refuse("id", "read_only", "A new record gets its id from the server."),
        ("update", Some(id)) => Ok(Change::update(kind, id, values()?).at_version(version)),
        ("delete" | "restore", Some(_)) if item.contains_key("values") => {
            refuse("values", "unknown_field", "There are no values to give here.")
        }
        ("delete", Some(id)) => Ok(Change::delete(kind, id).at_version(version)),
        ("restore", Some(id)) => Ok(Change::restore(kind, id).at_version(version)),
        _ => refuse("id", "wrong_type", "The id of a record is expected here."),
    }
}

/// The engine's pointers are `/operations/3/name`; in the request the field stands in `/operations/3/values/name`.
pub(in crate::api) fn pointed(error: Error) -> Error {
    let Error::Invalid(problems) = error else { return error };
    let below = |mut problem: FieldProblem| {
        // An empty part before the first slash, `operations`, the number, and the rest.
        if let ["", "operations", index, field] = problem.pointer.splitn(4, '/').collect::<Vec<_>>().as_slice() {
            problem.pointer = format!("/operations/{index}/values/{field}");
        }
        problem
    };
    Error::Invalid(problems.into_iter().map(below).collect())
}
