//! Applying a plan: batches through the one door for writes, bad lines taken out so that they do not stop good ones. A dry run does
//! the very same within a transaction that is taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::changes::commit::commit_in;
use crate::changes::{Batch, Change, Outcome, What, commit};
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{RecordType, Value};
use crate::transfer::import::{Session, Status};
use crate::transfer::message::Message;
use crate::transfer::plan::{Unit, forget};

/// Records of earlier batches that a dry run writes again before a batch that needs them.
const MOST_AGAIN: usize = 1_000;
/// How often a batch is tried when the database is busy.
const TRIES: u32 = 5;

/// Which unit an error is about.
enum Blame {
    One(usize),
    /// All units that need a missing link that could not be made.
    Needing(Id),
    Unknown,
}

/// Commits units; those that are refused are reported, and the others go on without them.
pub(super) async fn settle(session: &mut Session<'_>, units: Vec<Unit>) -> Result<()> {
    let mut waiting = vec![units];
    while let Some(mut units) = waiting.pop() {
        if units.is_empty() {
            continue;
        }
        let needed: BTreeSet<Id> = units.iter().flat_map(|unit| unit.needs.iter().copied()).collect();
        let prerequisites: Vec<(Id, Change)> =
            needed.iter().filter_map(|id| Some((*id, session.memory.pending.get(id)?.clone()))).collect();
        let mut owners: Vec<Blame> = prerequisites.iter().map(|(id, _)| Blame::Needing(*id)).collect();
        let mut changes: Vec<Change> = prerequisites.iter().map(|(_, change)| change.clone()).collect();
        for (place, unit) in units.iter().enumerate() {
            owners.extend(unit.changes.iter().map(|_| Blame::One(place)));
            changes.extend(unit.changes.iter().cloned());
        }
        match attempt(session, &changes).await {
            Ok(outcomes) => record(session, &prerequisites, &units, &outcomes),
            Err(error) => {
                let (blame, sentences) = blame(error, &changes, &mut owners)?;
                match blame {
                    Blame::One(place) => fail(session, &units.remove(place), &sentences),
                    Blame::Needing(id) => {
                        for unit in units.extract_if(.., |unit| unit.needs.contains(&id)) {
                            fail(session, &unit, &sentences);
                        }
                    }
                    Blame::Unknown if units.len() == 1 => {
                        for unit in units.drain(..) {
                            fail(session, &unit, &sentences);
                        }
                    }
                    // Nobody knows which: the halves are tried one after the other.
                    Blame::Unknown => waiting.push(units.split_off(units.len() / 2)),
                }
                waiting.push(units);
            }
        }
    }
    Ok(())
}

/// Which unit an error is about, and what is said of it; errors that are about no line at all end the import.
fn blame(error: Error, changes: &[Change], owners: &mut Vec<Blame>) -> Result<(Blame, Vec<Message>)> {
    match error {
        Error::Invalid(problems) => {
            let place = problems.first().and_then(|problem| place_of(&problem.pointer));
            let kind = changes.get(place.unwrap_or(0)).map(|change| change.kind);
            let sentences = problems.iter().map(|problem| message(problem, place.is_some(), kind)).collect();
            let found = place.filter(|place| *place < owners.len()).map(|place| owners.swap_remove(place));
            Ok((found.unwrap_or(Blame::Unknown), sentences))
        }
        about @ (Error::NotFound | Error::Forbidden(_) | Error::Conflict(..) | Error::Stale(_)) => {
            let message = Message::new(about.code(), about.to_string());
            let kind = changes.first().map(|change| change.kind);
            Ok((Blame::Unknown, vec![kind.map_or(message.clone(), |kind| message.of(kind, []))]))
        }
        other => Err(other),
    }
}

/// The number in `/operations/12/…`.
fn place_of(pointer: &str) -> Option<usize> {
    pointer.strip_prefix("/operations/")?.split('/').next()?.parse().ok()
}

fn message(problem: &FieldProblem, is_numbered: bool, kind: Option<&RecordType>) -> Message {
    let skip = if is_numbered { 3 } else { 1 };
    let path: Vec<&str> = problem.pointer.split('/').skip(skip).collect();
    let field = path.join(".");
    let detail = if field.is_empty() { problem.detail.clone() } else { format!("{field}: {}", problem.detail) };
    let Some(kind) = kind else { return Message::new(problem.code, detail) };
    Message::problem(kind, &FieldProblem { pointer: path.join("/"), ..problem.clone() }, detail)
}

fn fail(session: &mut Session<'_>, unit: &Unit, sentences: &[Message]) {
    for change in unit.changes.iter().filter(|_| !unit.second) {
        forget(session, change.id.unwrap_or(Id::NIL));
    }
    if let Some(line) = session.lines.get_mut(unit.at) {
        // A link that could not be set leaves what was made before.
        if !unit.second {
            line.status = Status::Failed;
            line.id = None;
        }
        line.messages.extend_from_slice(sentences);
    }
}

/// Takes down what became of units.
fn record(session: &mut Session<'_>, prerequisites: &[(Id, Change)], units: &[Unit], outcomes: &[Outcome]) {
    let mut outcomes = outcomes.iter();
    for (id, change) in prerequisites {
        outcomes.next();
        *session.also_made.entry(change.kind.name).or_default() += 1;
        session.memory.pending.remove(id);
        if session.options.dry {
            session.memory.written.add(&session.caller.configuration.schema, *id, change);
        }
    }
    for unit in units {
        let mut status = Status::Unchanged;
        let mut id = None;
        for (place, change) in unit.changes.iter().enumerate() {
            let Some(outcome) = outcomes.next() else { continue };
            let is_new = matches!(change.what, What::Create(_));
            status = match (status, is_new, outcome.changed) {
                (Status::Created, ..) => Status::Created,
                (_, true, _) if place == 0 => Status::Created,
                (_, _, true) => Status::Updated,
                (status, ..) => status,
            };
            if is_new && place > 0 {
                *session.also_made.entry(change.kind.name).or_default() += 1;
            }
            if place == 0 && !(session.options.dry && session.memory.made.contains_key(&outcome.id)) {
                id = Some(outcome.id);
            }
            // What stands in the database already need not be written again.
            if session.options.dry && (is_new || outcome.changed) {
                session.memory.written.add(&session.caller.configuration.schema, outcome.id, change);
            }
        }
        if let Some(line) = session.lines.get_mut(unit.at) {
            if !unit.second {
                line.status = status;
                line.id = id;
            } else if line.status == Status::Unchanged {
                line.status = status;
            }
        }
    }
}

/// Commits changes, or finds out whether they could be.
async fn attempt(session: &mut Session<'_>, changes: &[Change]) -> Result<Vec<Outcome>> {
    for tried in 1.. {
        let outcome =
            if session.options.dry { rehearse(session, changes).await } else { write(session, changes).await };
        match outcome {
            Err(Error::Unavailable(_, seconds)) if tried < TRIES => {
                tokio::time::sleep(Duration::from_millis(u64::from(tried) * 100 * seconds.min(5))).await;
            }
            Err(Error::ReasonRequired { .. }) if session.options.dry && !session.needs_reason => {
                session.needs_reason = true;
                session.caller = session.with_reason();
            }
            outcome => return outcome,
        }
    }
    Err(Error::internal("a batch was tried too often"))
}

async fn write(session: &Session<'_>, changes: &[Change]) -> Result<Vec<Outcome>> {
    let batch = Batch::of(changes.to_vec()).within(session.operation).numbered();
    commit(session.database, &session.caller, batch).await
}

/// Commits in a transaction that is taken back, after what earlier batches would have written and this one needs.
async fn rehearse(session: &Session<'_>, changes: &[Change]) -> Result<Vec<Outcome>> {
    let answer: Arc<Mutex<Option<Result<Vec<Outcome>>>>> = Arc::default();
    let inner = Arc::clone(&answer);
    let (now, ids) = (session.database.clock().now(), session.database.ids().clone());
    let before = Batch::of(again(session, changes));
    let batch = Batch::of(changes.to_vec()).within(session.operation).numbered();
    let program = session.with_reason().with_all_rights();
    let caller = session.caller.clone();
    let taken_back: Result<()> = session
        .database
        .write(move |transaction| {
            Box::pin(async move {
                if !before.changes.is_empty() {
                    commit_in(transaction, &program, &before, now, &ids).await?;
                }
                let outcome = commit_in(transaction, &caller, &batch, now, &ids).await;
                *inner.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
                Err(Error::Conflict("dry_run", "A dry run is always taken back.".into()))
            })
        })
        .await;
    let outcome = answer.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (outcome, taken_back) {
        (Some(outcome), _) => outcome,
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::internal("a dry run ended without an answer")),
    }
}

/// What earlier batches would have written of the records that these changes touch or lead to.
fn again(session: &Session<'_>, changes: &[Change]) -> Vec<Change> {
    let (written, schema) = (&session.memory.written, &session.caller.configuration.schema);
    let mut waiting: Vec<Id> =
        changes.iter().flat_map(leads_to).chain(changes.iter().filter_map(|change| change.id)).collect();
    let mut found: BTreeMap<Id, Change> = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        if found.len() >= MOST_AGAIN || found.contains_key(&id) {
            continue;
        }
        if let Some(change) = written.change(schema, id) {
            waiting.extend(leads_to(&change));
            found.insert(id, change);
        }
    }
    found.into_values().collect()
}

/// The records that a change links to.
fn leads_to(change: &Change) -> Vec<Id> {
    let (What::Create(input) | What::Update(input)) = &change.what else { return Vec::new() };
    let one = |value: &Value| match value {
        Value::Link(id) => vec![*id],
        Value::Reference(reference) => vec![reference.id],
        Value::List(items) => items
            .iter()
            .flat_map(std::collections::BTreeMap::values)
            .filter_map(|value| match value {
                Value::Link(id) => Some(*id),
                Value::Reference(reference) => Some(reference.id),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    input.0.values().flatten().flat_map(one).collect()
}
