//! A change in the making: what the record was, what it is to be, and everything that speaks against it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::changes::change::What;
use crate::clock::Micros;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::record_type::{CREATED_AT, CREATED_BY, DELETED_AT, TITLE, UPDATED_AT, UPDATED_BY};
use crate::model::{AnyField, Format, Input, Kind, Record, RecordType, check, diff, json};
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::policy::{Action, Scope};

/// A record as it was before this batch, with what the caller may do to it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) record: Record,
    /// The column `custom` as it stands, with values of fields that are no longer defined.
    pub(super) custom: Map<String, Json>,
    /// What the caller may do with it, of what the batch wants done with it.
    pub(super) allowed: Vec<Action>,
    /// Fields hidden from the caller on this record.
    pub(super) hidden: Vec<&'static str>,
}

impl Known {
    /// A record that this very batch made.
    pub(super) fn made(record: Record) -> Self {
        Self { record, custom: Map::new(), allowed: Action::ALL.to_vec(), hidden: Vec::new() }
    }
}

/// One record before and after.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) before: Option<Known>,
    pub(super) after: Record,
    pub(super) action: Action,
    /// What the journal calls it.
    pub(super) name: &'static str,
    pub(super) changes: Vec<diff::FieldChange>,
    /// Which change of the batch it came from; none for what follows from others.
    pub(super) index: Option<usize>,
}

impl Draft {
    pub(super) fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether it takes the record out of the bin.
    pub(super) fn is_restored(&self) -> bool {
        self.before.as_ref().is_some_and(|known| known.record.is_deleted()) && !self.after.is_deleted()
    }
}

/// What is being done, for the journal and for rights.
pub(super) const fn action_of(what: &What) -> (Action, &'static str) {
    match what {
        What::Create(_) => (Action::Create, "created"),
        What::Update(_) => (Action::Update, "updated"),
        What::Delete => (Action::Delete, "deleted"),
        What::Restore => (Action::Delete, "restored"),
    }
}

/// A new record from an input: defaults, an owner, and all problems at once.
pub(super) fn created(caller: &Caller, kind: &'static RecordType, id: Id, input: &Input, now: Micros) -> Result<Draft> {
    let fields = caller.configuration.schema.fields(kind);
    let mut after = Record::new(kind, id);
    for field in fields.iter().filter(|field| !field.default.is_empty()) {
        if let Some(value) = json::default_value(field) {
            after.values.insert(field.name, value);
        }
    }
    // Who makes a record looks after it, unless told otherwise.
    if let (Some(owner), Some(user)) = (kind.owner(), caller.actor.user())
        && !input.0.contains_key(owner)
        && caller.scope(kind, Action::Create) > Scope::None
    {
        after.values.insert(owner, crate::model::Value::Link(user));
    }
    let mut problems = refused_fields(caller, kind, input, &[]);
    apply(fields, &mut after, input);
    after.set(CREATED_AT, now);
    if let Some(user) = caller.actor.user() {
        after.set(CREATED_BY, user);
    }
    touch(&mut after, caller, now);
    after.version = 1;
    problems.extend(faults(fields, None, &after, input));
    finish(kind, &mut after, &mut problems, None)?;
    let changes = diff::changes(fields, None, &after);
    Ok(Draft { before: None, after, action: Action::Create, name: "created", changes, index: None })
}

/// A record with new values; the draft has no changes where all is so already.
pub(super) fn updated(caller: &Caller, known: Known, input: &Input, now: Micros) -> Result<Draft> {
    let kind = known.record.kind;
    let fields = caller.configuration.schema.fields(kind);
    // Links follow a merge into the bin too.
    if known.record.is_deleted() && !caller.is_program() {
        return Err(Error::Conflict("in_bin", "This record is in the bin. Take it out first.".into()));
    }
    let mut problems = refused_fields(caller, kind, input, &known.hidden);
    let mut after = known.record.clone();
    apply(fields, &mut after, input);
    problems.extend(faults(fields, Some(&known.record), &after, input));
    finish(kind, &mut after, &mut problems, Some(&known.record))?;
    let changes = diff::changes(fields, Some(&known.record), &after);
    if !changes.is_empty() {
        after.version += 1;
        touch(&mut after, caller, now);
    }
    Ok(Draft { before: Some(known), after, action: Action::Update, name: "updated", changes, index: None })
}

/// A record in the bin, or out of it.
pub(super) fn moved(caller: &Caller, known: Known, into_bin: bool, now: Micros) -> Result<Draft> {
    if into_bin && known.record.is_deleted() {
        return Err(Error::NotFound);
    }
    if !into_bin && !known.record.is_deleted() {
        return Err(Error::Conflict("not_in_bin", "This record is not in the bin.".into()));
    }
    let mut after = known.record.clone();
    if into_bin {
        after.set(DELETED_AT, now);
    } else {
        after.values.remove(DELETED_AT.name());
    }
    after.version += 1;
    touch(&mut after, caller, now);
    let name = if into_bin { "deleted" } else { "restored" };
    Ok(Draft { before: Some(known), after, action: Action::Delete, name, changes: Vec::new(), index: None })
}

fn touch(record: &mut Record, caller: &Caller, now: Micros) {
    record.set(UPDATED_AT, now);
    match caller.actor.user() {
        Some(user) => record.set(UPDATED_BY, user),
        None => drop(record.values.remove(UPDATED_BY.name())),
    }
}

fn apply(fields: &[AnyField], record: &mut Record, input: &Input) {
    for (name, value) in &input.0 {
        match value {
            // A mail address that tells accounts apart is kept in small letters, so that two spellings are one account.
            Some(crate::model::Value::Text(text)) if is_account(fields, name) => {
                record.values.insert(name, crate::model::Value::Text(text.trim().to_lowercase()));
            }
            // A list without items is the same as no list, so that it is stored and compared in one way.
            Some(crate::model::Value::List(items)) if items.is_empty() => drop(record.values.remove(name)),
            Some(value) => drop(record.values.insert(name, value.clone())),
            None => drop(record.values.remove(name)),
        }
    }
}

fn is_account(fields: &[AnyField], name: &str) -> bool {
    let is_it = |field: &&AnyField| field.name == name && field.unique;
    fields.iter().find(is_it).is_some_and(|field| matches!(field.kind, Kind::Text(Format::Email)))
}

/// Fields that this caller cannot write: unknown, kept by the program, or hidden from him.
pub(super) fn refused_fields(caller: &Caller, kind: &RecordType, input: &Input, hidden: &[&str]) -> Vec<FieldProblem> {
    if caller.is_program() {
        return Vec::new();
    }
    let schema = &caller.configuration.schema;
    let refusal = |name: &&'static str| {
        let unknown = || FieldProblem::of(name, "unknown_field", kind.has_no_field(name));
        match schema.field(kind, name) {
            None => Some(unknown()),
            Some(field) if hidden.contains(&field.name) || !decide::may_see(caller, kind, field) => Some(unknown()),
            Some(field) if field.computed => {
                Some(field.problem("read_only", format!("{} is kept by the program; leave it out.", field.label)))
            }
            Some(_) => None,
        }
    };
    input.0.keys().filter_map(refusal).collect()
}

/// Required fields that are missing and values that break their limits. Fields nobody touched are not held against the caller.
fn faults(fields: &[AnyField], before: Option<&Record>, after: &Record, input: &Input) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for field in fields.iter().filter(|field| !field.is_secret()) {
        match after.values.get(field.name) {
            None if field.required && (before.is_none() || input.0.contains_key(field.name)) => {
                problems.push(check::missing(field));
            }
            Some(value) if input.0.contains_key(field.name) => problems.extend(check::value(field, value)),
            _ => {}
        }
    }
    problems
}

/// Title and rules; refuses with all problems at once.
fn finish(
    kind: &RecordType,
    after: &mut Record,
    problems: &mut Vec<FieldProblem>,
    before: Option<&Record>,
) -> Result<()> {
    if problems.is_empty() {
        problems.extend(kind.rules.iter().filter_map(|rule| rule(before, after).err()));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(std::mem::take(problems)));
    }
    let title = kind.title_of(after);
    after.set(TITLE, title);
    Ok(())
}

/// Records by type and id.
pub(super) type KnownRecords = BTreeMap<(&'static str, Id), Known>;
