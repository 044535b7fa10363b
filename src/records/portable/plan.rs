//! What reading a file would change, and doing it: one batch, whole or not at all, undone as one operation.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use toml::Value as Toml;

use super::write::{inline, told, value};
use super::{PORTABLE, Standing, read};
use crate::changes::{Batch, Change, Operation, OperationKind, commit};
use crate::database::Database;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{Input, Record, RecordType, Value, json};
use crate::records::configuration::EVERYBODY;
use crate::records::effect::{self, Effect};
use crate::rights::{Caller, decide};

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// It goes into the bin, since the file does not have it.
    Delete,
}

impl Deed {
    /// The name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// A field that becomes another: what of it goes and what comes, as files have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The field.
    pub field: &'static str,
    /// What is no more.
    pub removed: Vec<String>,
    /// What is new.
    pub added: Vec<String>,
}

/// A record that becomes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What becomes of it.
    pub deed: Deed,
    /// The record type.
    pub kind: &'static RecordType,
    /// By what files know it.
    pub name: String,
    /// What changes.
    pub deltas: Vec<Delta>,
}

/// What reading a file would change.
#[derive(Debug)]
pub struct Plan {
    /// Record by record, in the order of the file.
    pub planned: Vec<Planned>,
    /// Who would gain or lose what by it.
    pub effect: Effect,
    /// By what it is told from another plan.
    pub mark: String,
    changes: Vec<Change>,
}

/// Works out what reading a file would change; nothing is kept. Records that the file does not have stay, unless it is to be all there
/// is.
pub async fn plan(database: &Database, caller: &Caller, text: &str, prune: bool) -> Result<Plan> {
    let mut standing = Standing::read(database, caller).await?;
    let wanted = read::read(text, &mut standing, database.ids())?;
    let (mut planned, mut changes, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut kept: BTreeSet<Id> = BTreeSet::from([EVERYBODY]);
    for wanted in wanted {
        kept.insert(wanted.id);
        let kind = wanted.portable.kind;
        let before = standing.records.values().find(|record| record.kind == kind && record.id == wanted.id);
        let mut input = match decide::read_input(caller, kind, &Json::Object(wanted.body)) {
            Ok(input) => input,
            Err(more) => {
                problems.extend(more.into_iter().map(|one| one.under(&wanted.key).under(kind.name)));
                continue;
            }
        };
        let deltas = deltas(&standing, wanted.portable, before, &mut input);
        let (deed, change) = if wanted.is_known {
            (Deed::Update, Change::update(kind, wanted.id, input).at_version(before.map(|record| record.version)))
        } else {
            (Deed::Create, Change::create(kind, input).with_id(wanted.id))
        };
        if deed == Deed::Create || !deltas.is_empty() {
            planned.push(Planned { deed, kind, name: wanted.key, deltas });
            changes.push(change);
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if prune {
        // What names others goes before what is named.
        for portable in PORTABLE.iter().rev() {
            for ((_, name), record) in standing.records.iter().filter(|(_, record)| record.kind == portable.kind) {
                if !kept.contains(&record.id) {
                    planned.push(Planned {
                        deed: Deed::Delete,
                        kind: portable.kind,
                        name: name.clone(),
                        deltas: Vec::new(),
                    });
                    changes.push(Change::delete(portable.kind, record.id).at_version(Some(record.version)));
                }
            }
        }
    }
    let effect = if changes.is_empty() {
        Effect::default()
    } else {
        let tried = effect::preview(database, caller, Batch::of(changes.clone()).numbered()).await;
        tried.map_err(|error| pointed(error, &planned))?
    };
    let versions: Vec<_> = changes.iter().map(|change| change.version).collect();
    let mark = blake3::hash(format!("{planned:?} {versions:?}").as_bytes()).to_hex().to_string();
    Ok(Plan { planned, effect, mark, changes })
}

/// Does what a plan says; the id of the operation by which it can be taken back, where there was anything to do. Whoever changed one of the records in the meantime
/// makes it fail whole.
pub async fn apply(database: &Database, caller: &Caller, plan: Plan) -> Result<Option<Id>> {
    if plan.changes.is_empty() {
        return Ok(None);
    }
    let operation = Operation { id: database.ids().next(), kind: OperationKind::Import };
    let batch = Batch::of(plan.changes).within(operation).numbered();
    commit(database, caller, batch).await.map_err(|error| pointed(error, &plan.planned))?;
    Ok(Some(operation.id))
}

/// The fields that become others; what stays as it is leaves the input, and what the file does not have becomes empty.
fn deltas(standing: &Standing, portable: &super::Portable, before: Option<&Record>, input: &mut Input) -> Vec<Delta> {
    let mut deltas = Vec::new();
    for field in portable.fields() {
        let had = before.and_then(|record| record.value(field.name));
        let has = match input.0.get(field.name) {
            Some(wanted) => wanted.clone(),
            // A new record has what new records have, and what is required stays.
            None if before.is_none() || field.required => continue,
            None => None,
        };
        if had == has.as_ref() || (is_empty(had) && is_empty(has.as_ref())) {
            input.0.remove(field.name);
            continue;
        }
        let before = before.and_then(|record| value(standing, &field, record));
        let after = has.as_ref().and_then(|value| told(standing, &field, &json::write_value(&field, value)));
        let (mut removed, mut added) = (pieces(before), pieces(after));
        let stays: Vec<String> = removed.iter().filter(|piece| added.contains(piece)).cloned().collect();
        removed.retain(|piece| !stays.contains(piece));
        added.retain(|piece| !stays.contains(piece));
        deltas.push(Delta { field: field.name, removed, added });
        input.0.insert(field.name, has);
    }
    deltas
}

/// A list without anything in it is one that is not there.
fn is_empty(value: Option<&Value>) -> bool {
    match value {
        Some(Value::List(items)) => items.is_empty(),
        other => other.is_none(),
    }
}

/// A list by its things, anything else as one.
fn pieces(value: Option<Toml>) -> Vec<String> {
    match value {
        None => Vec::new(),
        Some(Toml::Array(items)) => items.iter().map(inline).collect(),
        Some(one) => vec![inline(&one)],
    }
}

/// Says of which record an error is, by its name in the file.
fn pointed(error: Error, planned: &[Planned]) -> Error {
    let Error::Invalid(problems) = error else { return error };
    let named = |problem: FieldProblem| {
        let mut parts = problem.pointer.trim_start_matches("/operations/").splitn(2, '/');
        let of = parts.next().and_then(|number| number.parse::<usize>().ok()).and_then(|at| planned.get(at));
        let rest = parts.next().unwrap_or_default();
        match of {
            Some(of) => {
                let pointer = format!("/{}/{}/{rest}", of.kind.name, of.name);
                FieldProblem { pointer: pointer.trim_end_matches('/').to_owned(), ..problem }
            }
            None => problem,
        }
    };
    Error::Invalid(problems.into_iter().map(named).collect())
}
