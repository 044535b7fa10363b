//! Undo: of one change, of a record back to a version, of a whole operation. It is a normal change with a reason; what was changed
//! since stands in the way, and then nothing is undone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::changes::change::{Batch, Change, Operation, OperationKind, Outcome, What};
use crate::changes::commit::{FOLLOWED, MERGED, commit, commit_in, commit_then};
use crate::changes::history::{self, Event};
use crate::database::Database;
use crate::error::{Error, Result, UndoConflict};
use crate::id::Id;
use crate::model::json::{read_value, write_value};
use crate::model::{AnyField, Input, RecordType};
use crate::query::{self, Found};
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::policy::Action;

/// Events of an operation read at once.
const PAGE: u64 = 1_000;
/// Changes in one batch of an undo.
const BATCH: usize = 500;
/// What the journal calls a lead that is a lead again.
const UNCONVERTED: &str = "unconverted";
/// The most conflicts that are listed.
const MOST_CONFLICTS: usize = 100;

/// Takes back one change of a record.
pub async fn change(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    id: Id,
    seq: i64,
) -> Result<Outcome> {
    query::get(database.read(), database.engine(), caller, kind, id).await?;
    let event = history::event(database.read(), id, seq).await?.filter(|event| event.record_type == kind.name);
    let event = event.ok_or(Error::NotFound)?;
    if event.verb() == FOLLOWED {
        let detail = "This change followed from another one. Undo that one, and this one follows.";
        return Err(Error::Conflict("followed", detail.into()));
    }
    undo_events(database, caller, kind, id, vec![event]).await
}

/// What stands in the way of taking back one change of a record, as that record is `found`.
pub fn in_the_way(caller: &Caller, found: &Found, event: &Event) -> Result<Vec<UndoConflict>> {
    let mut plan = Plan::default();
    plan.take(caller, event)?;
    let (mut changes, mut conflicts) = (Vec::new(), Vec::new());
    if let Some(wanted) = plan.records.get(&found.record.id) {
        wanted.resolve(caller, found, wanted.left, &mut changes, &mut conflicts);
    }
    Ok(conflicts)
}

/// Takes a record back to a version.
pub async fn to_version(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    id: Id,
    version: i64,
) -> Result<Outcome> {
    let now = query::get(database.read(), database.engine(), caller, kind, id).await?;
    if version < 1 || version >= now.record.version {
        let detail = format!("The record is at version {}; go back to one before it.", now.record.version);
        return Err(Error::invalid("version", "out_of_range", detail));
    }
    let events = history::since_version(database.read(), id, version).await?;
    undo_events(database, caller, kind, id, events).await
}

async fn undo_events(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    id: Id,
    events: Vec<Event>,
) -> Result<Outcome> {
    let mut plan = Plan::default();
    for event in &events {
        plan.take(caller, event)?;
    }
    let (changes, conflicts) = plan.resolve(database, caller).await?;
    if !conflicts.is_empty() {
        return Err(Error::UndoConflicts(conflicts));
    }
    let operation = Operation { id: database.ids().next(), kind: OperationKind::Undo };
    let outcomes = commit(database, caller, Batch::of(changes).within(operation)).await?;
    let now = query::get(database.read(), database.engine(), caller, kind, id).await;
    let version = now.map_or(0, |found| found.record.version);
    Ok(outcomes.into_iter().next_back().unwrap_or(Outcome { kind, id, version, changed: false }))
}

/// What an undo of an operation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// The operation that the undo is.
    pub operation: Id,
    /// Records changed back.
    pub records: usize,
}

/// Takes back a whole operation, in batches, after making sure that nothing stands in the way.
pub async fn operation(database: &Database, caller: &Caller, operation: Id) -> Result<Undone> {
    let mut plan = Plan::default();
    let mut before = i64::MAX;
    loop {
        let events = history::of_operation(database.read(), operation, before, PAGE).await?;
        let Some(last) = events.last() else { break };
        before = last.seq;
        for event in &events {
            plan.take(caller, event)?;
        }
    }
    if plan.records.is_empty() {
        return Err(Error::NotFound);
    }
    let (changes, conflicts) = plan.resolve(database, caller).await?;
    if !conflicts.is_empty() {
        return Err(Error::UndoConflicts(conflicts));
    }
    let undo = Operation { id: database.ids().next(), kind: OperationKind::Undo };
    let mut records = 0;
    for some in changes.chunks(BATCH) {
        let outcomes = take_back(database, caller, some, undo).await?;
        records += outcomes.iter().filter(|outcome| outcome.changed).count();
    }
    Ok(Undone { operation: undo.id, records })
}

/// Commits some of the changes of an undo, in one transaction.
async fn take_back(database: &Database, caller: &Caller, some: &[Change], undo: Operation) -> Result<Vec<Outcome>> {
    let (converted, others): (Vec<Change>, Vec<Change>) =
        some.iter().cloned().partition(|change| change.named == Some(UNCONVERTED));
    for change in &converted {
        may_convert(database, caller, change).await?;
    }
    // What became of a lead stands in fields of the program's own.
    let program = caller.clone().with_all_rights();
    let (now, ids) = (database.clock().now(), database.ids().clone());
    commit_then(database, caller, Batch::of(others).within(undo), move |transaction, mut outcomes| {
        Box::pin(async move {
            if !converted.is_empty() {
                let batch = Batch::of(converted).within(undo);
                outcomes.extend(commit_in(transaction, &program, &batch, now, &ids).await?);
            }
            Ok(outcomes)
        })
    })
    .await
}

/// Refuses who could not have converted the record.
async fn may_convert(database: &Database, caller: &Caller, change: &Change) -> Result<()> {
    let id = change.id.ok_or(Error::NotFound)?;
    let (on, engine) = (|| database.read(), database.engine());
    query::get(on(), engine, caller, change.kind, id).await?;
    decide::require(caller, Action::Convert, change.kind)?;
    if !query::list::reached(on(), engine, caller, Action::Convert, change.kind, &[id]).await?.is_empty() {
        return Ok(());
    }
    let kind = change.kind.label.to_lowercase();
    Err(Error::Forbidden(format!("Your roles do not let you take back the conversion of this {kind}.")))
}

/// What has to become of each record, gathered from events read newest first.
#[derive(Default)]
struct Plan {
    records: BTreeMap<Id, Wanted>,
    order: Vec<Id>,
    /// Versions left by changes that followed from others.
    followed: BTreeMap<Id, i64>,
}

struct Wanted {
    kind: &'static RecordType,
    /// Field: what it must hold now, and what it is to hold.
    fields: BTreeMap<String, (Json, Json)>,
    /// Whether it was made, so that it goes into the bin.
    made: bool,
    /// Whether it was put into the bin (true) or taken out (false) first: what it was before is the opposite.
    binned: Option<bool>,
    /// Whether it was converted: then the program's own fields go back too.
    converted: bool,
    /// The version that the newest of the changes left.
    left: i64,
}

impl Plan {
    fn take(&mut self, caller: &Caller, event: &Event) -> Result<()> {
        let schema = &caller.configuration.schema;
        let kind = schema.named(&event.record_type).ok_or(Error::NotFound)?;
        let id = Id(event.record_id);
        if event.verb() == FOLLOWED {
            // It follows from other changes, which are undone on their own; but they leave the record at this version.
            self.followed.entry(id).and_modify(|left| *left = Ord::max(*left, event.version)).or_insert(event.version);
            return Ok(());
        }
        if !self.records.contains_key(&id) {
            self.order.push(id);
        }
        let first =
            Wanted { kind, fields: BTreeMap::new(), made: false, binned: None, converted: false, left: event.version };
        let wanted = self.records.entry(id).or_insert(first);
        match event.verb() {
            "created" => wanted.made = true,
            "deleted" | MERGED if event.changes == "[]" => wanted.binned = Some(true),
            "restored" => wanted.binned = Some(false),
            "converted" => wanted.converted = true,
            _ => {}
        }
        if wanted.made {
            return Ok(());
        }
        for change in event.changes() {
            // Newest first: the newest says what must be there now, the oldest what is to be there again.
            wanted
                .fields
                .entry(change.field)
                .and_modify(|(_, back)| back.clone_from(&change.before))
                .or_insert((change.after, change.before));
        }
        Ok(())
    }

    /// The changes, and what stands in their way.
    async fn resolve(&self, database: &Database, caller: &Caller) -> Result<(Vec<Change>, Vec<UndoConflict>)> {
        let mut changes = Vec::new();
        let mut conflicts = Vec::new();
        let mut by_kind: BTreeMap<&'static str, (&'static RecordType, BTreeSet<Id>)> = BTreeMap::new();
        for (id, wanted) in &self.records {
            by_kind.entry(wanted.kind.name).or_insert((wanted.kind, BTreeSet::new())).1.insert(*id);
        }
        let mut now: BTreeMap<Id, Found> = BTreeMap::new();
        for (kind, ids) in by_kind.into_values() {
            for some in ids.into_iter().collect::<Vec<_>>().chunks(BATCH) {
                let found = query::get_many(database.read(), database.engine(), caller, kind, some, &[]).await?;
                now.extend(found.into_iter().map(|found| (found.record.id, found)));
            }
        }
        if now.is_empty() && !self.records.is_empty() {
            return Err(Error::NotFound);
        }
        for id in &self.order {
            let Some(wanted) = self.records.get(id) else { continue };
            match now.get(id) {
                None => conflicts.push(conflict(wanted, *id, "", "gone", "The record cannot be found any more.")),
                Some(found) => {
                    let left = Ord::max(wanted.left, self.followed.get(id).copied().unwrap_or(0));
                    wanted.resolve(caller, found, left, &mut changes, &mut conflicts);
                }
            }
            if conflicts.len() >= MOST_CONFLICTS {
                break;
            }
        }
        Ok((changes, conflicts))
    }
}

fn conflict(wanted: &Wanted, id: Id, field: &str, code: &'static str, detail: &str) -> UndoConflict {
    UndoConflict {
        record_type: wanted.kind.name.to_owned(),
        record_id: id.to_string(),
        field: field.to_owned(),
        code,
        detail: detail.to_owned(),
    }
}

impl Wanted {
    /// What has to be done to the record as it is `found`, or what stands in the way; `left` is the version the changes left.
    fn resolve(
        &self,
        caller: &Caller,
        found: &Found,
        left: i64,
        changes: &mut Vec<Change>,
        conflicts: &mut Vec<UndoConflict>,
    ) {
        let record = &found.record;
        let change =
            |what, version| Change { kind: self.kind, id: Some(record.id), version: Some(version), what, named: None };
        if self.made {
            if record.is_deleted() {
                return;
            }
            if record.version > left {
                conflicts.push(conflict(
                    self,
                    record.id,
                    "",
                    "changed_after",
                    "The record was changed after it was made.",
                ));
            } else {
                changes.push(change(What::Delete, record.version));
            }
            return;
        }
        let input = self.input(caller, found, conflicts);
        let was_binned = self.binned == Some(false);
        let out = self.binned == Some(true) && record.is_deleted();
        if record.is_deleted() && !out && !(was_binned && input.0.is_empty()) {
            conflicts.push(conflict(self, record.id, "", "in_bin", "The record is in the bin."));
            return;
        }
        let mut version = record.version;
        if out {
            changes.push(change(What::Restore, version));
            version += 1;
        }
        if !input.0.is_empty() {
            let update = change(What::Update(input), version);
            changes.push(if self.converted { update.named(UNCONVERTED) } else { update });
            version += 1;
        }
        if was_binned && !record.is_deleted() {
            changes.push(change(What::Delete, version));
        }
    }

    /// The fields to give back what they held. Those the caller does not see are not in his history either, and stay as they are.
    fn input(&self, caller: &Caller, found: &Found, conflicts: &mut Vec<UndoConflict>) -> Input {
        let schema = &caller.configuration.schema;
        let seen = |field: &&AnyField| decide::may_see(caller, self.kind, field) && !found.hidden.contains(&field.name);
        let mut input = Input::new();
        for (name, (expected, back)) in &self.fields {
            let Some(field) = schema.field(self.kind, name).filter(seen) else { continue };
            let present = found.record.values.get(field.name).map_or(Json::Null, |value| write_value(field, value));
            if present == *back {
                continue;
            }
            if present != *expected {
                conflicts.push(conflict(self, found.record.id, name, "changed_since", "The field was changed since."));
                continue;
            }
            // Kept by the program: it follows from other changes, which are undone on their own.
            if !field.computed || self.converted {
                input.set(field.name, if back.is_null() { None } else { read_value(field, back).ok() });
            }
        }
        input
    }
}
