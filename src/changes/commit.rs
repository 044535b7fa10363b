//! The door: rights, reasons, checks, rules, rows, consequences and the journal, in one transaction.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use futures::future::BoxFuture;
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use tracing::Instrument as _;

use crate::changes::change::{Batch, Change, MOST, OperationKind, Outcome, What};
use crate::changes::draft::{self, Draft, Known, KnownRecords};
use crate::changes::{journal, links, merge, seal, store};
use crate::clock::Micros;
use crate::database::{Database, Transaction};
use crate::error::{Error, Result};
use crate::id::{Id, Ids};
use crate::model::record_type::{Check, CheckSubject, Consequence, Handing, Inherited};
use crate::model::{AnyField, Input, Kind, Record, RecordType, Value};
use crate::rights::assertion;
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::policy::Action;

/// How deep consequences may lead to consequences.
const DEEPEST: usize = 4;

/// What the journal calls a change that another one brought with it. An undo leaves it alone: it follows when the other is undone.
pub(super) const FOLLOWED: &str = "followed";

/// What the journal calls both sides of a merge.
pub(super) const MERGED: &str = "merged";

/// Commits a batch whole or not at all; what became of each change, in order.
pub async fn commit(database: &Database, caller: &Caller, batch: Batch) -> Result<Vec<Outcome>> {
    commit_then(database, caller, batch, |_, outcomes| Box::pin(async move { Ok(outcomes) })).await
}

/// Commits a batch together with something else of the same transaction, such as the answer to an idempotent request.
pub async fn commit_then<T: Send + 'static>(
    database: &Database,
    caller: &Caller,
    batch: Batch,
    then: impl for<'a, 'c> FnOnce(&'a mut Transaction<'c>, Vec<Outcome>) -> BoxFuture<'a, Result<T>> + Send + 'static,
) -> Result<T> {
    let (database, caller) = (database.clone(), caller.clone());
    let (now, ids) = (database.clock().now(), database.ids().clone());
    let work = async move {
        let answer = database
            .write(move |transaction| {
                Box::pin(async move {
                    let outcomes = commit_in(transaction, &caller, &batch, now, &ids).await?;
                    then(transaction, outcomes).await
                })
            })
            .await?;
        seal::request(&database);
        Ok(answer)
    };
    // On a task of its own: whoever stops waiting stops neither the commit nor the sealing and waking that follow it.
    let ended = tokio::spawn(work.in_current_span()).await;
    ended.unwrap_or_else(|_| Err(Error::internal("a commit ended without an answer")))
}

/// Commits a batch within a transaction that its caller commits.
pub(crate) async fn commit_in(
    transaction: &mut Transaction<'_>,
    caller: &Caller,
    batch: &Batch,
    now: Micros,
    ids: &Ids,
) -> Result<Vec<Outcome>> {
    if batch.changes.len() > MOST {
        return Err(Error::TooLarge(format!("A batch holds at most {MOST} changes.")));
    }
    if batch.changes.iter().any(|change| !caller.may_change(change.kind)) {
        let detail = "Whoever acts as somebody else changes nothing that he was not let.";
        return Err(Error::Forbidden(detail.into()));
    }
    let mut work = Work {
        caller,
        now,
        ids,
        batch_id: ids.next(),
        counters: BTreeMap::new(),
        numbers: BTreeMap::new(),
        numbered: batch.numbered,
        trial: batch.trial,
        undoes: batch.operation.is_some_and(|operation| operation.kind == OperationKind::Undo),
        known: BTreeMap::new(),
        drafts: Vec::new(),
        outcomes: Vec::with_capacity(batch.changes.len()),
    };
    work.read_before(transaction, &batch.changes).await?;
    if !batch.trial && caller.needs_proof(now) && batch.changes.iter().any(|change| change.kind.takes_proof) {
        return Err(Error::StepUp);
    }
    let mut problems = Vec::new();
    for (index, change) in batch.changes.iter().enumerate() {
        match work.take(transaction, change, index).await.map_err(|error| work.at(Some(index), error)) {
            // What is wrong with the other changes is worth knowing too.
            Err(Error::Invalid(more)) if batch.numbered => problems.extend(more),
            taken => taken?,
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    work.write(transaction).await?;
    let restored: Vec<Id> =
        work.drafts.iter().filter(|draft| draft.is_restored()).map(|draft| draft.after.id).collect();
    if !restored.is_empty() {
        merge::forget(transaction, work.batch_id, &restored).await?;
    }
    if !work.drafts.is_empty() {
        let entries = work.drafts;
        journal::append(transaction, caller, work.batch_id, batch.operation, now, &entries).await?;
        if entries.iter().any(|draft| draft.after.kind.configures) {
            new_epoch(transaction).await?;
        }
    }
    transaction.flush().await?;
    Ok(work.outcomes)
}

/// Says which change of a batch an error belongs to.
fn number(error: Error, index: usize) -> Error {
    let under = |problem: crate::error::FieldProblem| problem.under(&index.to_string()).under("operations");
    match error {
        Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(under).collect()),
        Error::NotFound | Error::Forbidden(_) | Error::Conflict(..) | Error::Stale(_) => {
            let detail = error.to_string();
            let pointer = format!("/operations/{index}");
            Error::Invalid(vec![crate::error::FieldProblem::at(pointer, error.code(), detail)])
        }
        other => other,
    }
}

/// Tells every process that schema or policies changed.
async fn new_epoch(transaction: &mut Transaction<'_>) -> Result<()> {
    let statement = Query::update()
        .table("epochs")
        .value("value", Expr::col("value").add(1))
        .and_where(Expr::col("name").eq("configuration"))
        .to_owned();
    transaction.on().execute(&statement).await?;
    Ok(())
}

struct Work<'a> {
    caller: &'a Caller,
    now: Micros,
    ids: &'a Ids,
    batch_id: Id,
    /// Whether problems say which change they belong to.
    numbered: bool,
    /// Whether nothing of it will be kept.
    trial: bool,
    /// Whether records go back to what they were, and so take over nothing.
    undoes: bool,
    known: KnownRecords,
    drafts: Vec<Draft>,
    /// Counters that moved since rows were last written.
    counters: BTreeMap<String, i64>,
    /// Numbers of records that are not of this batch, read once for all that take them over.
    numbers: BTreeMap<(&'static str, Id, &'static str), Option<i64>>,
    outcomes: Vec<Outcome>,
}

impl Work<'_> {
    /// Reads, and on PostgreSQL locks in the order of ids, all records that the batch names.
    async fn read_before(&mut self, transaction: &mut Transaction<'_>, changes: &[Change]) -> Result<()> {
        let mut wanted: BTreeMap<(&'static str, Action), (&'static RecordType, BTreeSet<Id>)> = BTreeMap::new();
        for change in changes {
            let (action, _) = draft::action_of(&change.what);
            decide::require(self.caller, action, change.kind)?;
            if let (Some(id), false) = (change.id, matches!(change.what, What::Create(_))) {
                wanted.entry((change.kind.name, action)).or_insert((change.kind, BTreeSet::new())).1.insert(id);
            }
        }
        for ((_, action), (kind, ids)) in wanted {
            for known in
                store::read(transaction, self.caller, kind, action, &ids.into_iter().collect::<Vec<_>>()).await?
            {
                match self.known.entry((kind.name, known.record.id)) {
                    Entry::Occupied(mut entry) => entry.get_mut().allowed.extend(known.allowed),
                    Entry::Vacant(entry) => drop(entry.insert(known)),
                }
            }
        }
        Ok(())
    }

    /// An error of the change at `index` of the batch.
    fn at(&self, index: Option<usize>, error: Error) -> Error {
        match index {
            Some(index) if self.numbered => number(error, index),
            _ => error,
        }
    }

    /// Turns a change into a draft, or refuses it.
    async fn take(&mut self, transaction: &mut Transaction<'_>, change: &Change, index: usize) -> Result<()> {
        let kind = change.kind;
        let mut draft = match (&change.what, change.id) {
            (What::Create(input), id) => {
                let id = id.unwrap_or_else(|| self.ids.next());
                draft::created(self.caller, kind, id, input, self.now)?
            }
            (_, None) => return Err(Error::NotFound),
            (what, Some(id)) => {
                let known = self.known.get(&(kind.name, id)).cloned().ok_or(Error::NotFound)?;
                let (action, _) = draft::action_of(what);
                if !known.allowed.contains(&action) {
                    let kind = kind.label.to_lowercase();
                    return Err(Error::Forbidden(format!("Your roles do not let you {} this {kind}.", action.name())));
                }
                if change.version.is_some_and(|version| version != known.record.version) {
                    return Err(Error::Stale(known.record.version));
                }
                match what {
                    What::Update(input) => draft::updated(self.caller, known, input, self.now)?,
                    other => draft::moved(self.caller, known, matches!(other, What::Delete), self.now)?,
                }
            }
        };
        draft.name = change.named.unwrap_or(draft.name);
        draft.index = Some(index);
        let nothing = draft.action == Action::Update && draft.changes.is_empty();
        if !nothing {
            self.number(transaction, &mut draft).await?;
            let fields: Vec<AnyField> = draft.changes.iter().map(|change| change.field).collect();
            let reasons = &self.caller.configuration.reasons;
            reasons.check(&self.caller.reason, kind, draft.action, &fields)?;
            if change.named == Some(MERGED) {
                reasons.check(&self.caller.reason, kind, Action::Merge, &fields)?;
            }
            // After the reasons: nobody is asked why for what the program takes over.
            if let (What::Create(input) | What::Update(input), false) = (&change.what, self.undoes) {
                self.inherit(transaction, &mut draft, input).await?;
            }
        }
        let outcome = Outcome { kind, id: draft.after.id, version: draft.after.version, changed: !nothing };
        self.outcomes.push(outcome);
        if !nothing {
            self.keep(draft);
        }
        Ok(())
    }

    /// Remembers a draft, and the state it leaves for later changes of the same batch.
    fn keep(&mut self, draft: Draft) {
        let record = draft.after.clone();
        match self.known.entry((record.kind.name, record.id)) {
            Entry::Occupied(mut entry) => entry.get_mut().record = record,
            // Whoever makes a record could have made it as later changes of the batch leave it.
            Entry::Vacant(entry) => drop(entry.insert(Known::made(record))),
        }
        self.drafts.push(draft);
    }

    /// Gives a record its number from the counter, where its type has one.
    async fn number(&mut self, transaction: &mut Transaction<'_>, draft: &mut Draft) -> Result<()> {
        let Some(numbered) = draft.after.kind.numbered else { return Ok(()) };
        if draft.after.get(numbered.field).is_some() || !(numbered.when)(&draft.after) {
            return Ok(());
        }
        let kind = draft.after.kind;
        let name = format!("{}.{}", kind.name, numbered.field.name());
        let mut above = 0;
        let text = loop {
            let number = store::next_number(transaction, &name, above).await?;
            self.counters.insert(name.clone(), number);
            let text = format!("{}{number:0width$}", numbered.prefix, width = usize::from(numbered.digits));
            let in_batch =
                |draft: &Draft| draft.after.kind == kind && draft.after.text(numbered.field.name()) == Some(&text);
            match store::highest_in_use(transaction, kind, &numbered, &text).await? {
                Some(highest) => above = highest,
                None if self.drafts.iter().any(in_batch) => {}
                None => break text,
            }
        };
        draft.after.set(numbered.field, text);
        self.compare(draft);
        Ok(())
    }

    /// Takes numbers over from records that this one begins to lead to, where the change itself gives none.
    async fn inherit(&mut self, transaction: &mut Transaction<'_>, draft: &mut Draft, input: &Input) -> Result<()> {
        let schema = &self.caller.configuration.schema;
        let mut inherits = false;
        for Inherited { through, from, to } in draft.after.kind.inherited {
            let link = draft.after.get(*through);
            let stays = draft.before.as_ref().is_some_and(|known| known.record.get(*through) == link);
            let Kind::Link(target) = through.any().kind else { continue };
            let (Some(id), Some(target), false) =
                (link, schema.named(target), stays || input.0.contains_key(to.name()))
            else {
                continue;
            };
            let place = (target.name, id, from.name());
            let number = match (self.known.get(&(target.name, id)), self.numbers.get(&place)) {
                (Some(known), _) => known.record.get(*from),
                (None, Some(number)) => *number,
                (None, None) => {
                    let number = store::number_of(transaction, target, id, from.name()).await?;
                    *self.numbers.entry(place).or_insert(number)
                }
            };
            if let Some(number) = number {
                draft.after.set(*to, number);
                inherits = true;
            }
        }
        if inherits {
            self.compare(draft);
        }
        Ok(())
    }

    /// Finds again what a draft changes, after something was added to it.
    fn compare(&self, draft: &mut Draft) {
        let fields = self.caller.configuration.schema.fields(draft.after.kind);
        let before = draft.before.as_ref().map(|known| &known.record);
        draft.changes = crate::model::diff::changes(fields, before, &draft.after);
    }

    /// Writes all drafts and what follows from them, then lets the checks look.
    async fn write(&mut self, transaction: &mut Transaction<'_>) -> Result<()> {
        links::check(transaction, self.caller, &self.drafts, self.numbered).await?;
        let mut from = 0;
        for _ in 0..DEEPEST {
            let counters = std::mem::take(&mut self.counters);
            store::write(transaction, self.caller, self.batch_id, &self.drafts[from..], counters).await?;
            let consequences: Vec<Consequence> = self.drafts[from..].iter().flat_map(consequences_of).collect();
            from = self.drafts.len();
            if consequences.is_empty() {
                break;
            }
            transaction.flush().await?;
            self.follow(transaction, consequences).await?;
        }
        for draft in &self.drafts {
            links::check_after(transaction, self.caller, draft).await.map_err(|error| self.at(draft.index, error))?;
        }
        self.check(transaction).await
    }

    /// Turns consequences into drafts. The program makes them, for the caller, so rights are not asked again.
    async fn follow(&mut self, transaction: &mut Transaction<'_>, consequences: Vec<Consequence>) -> Result<()> {
        let program = Caller::system(self.caller.configuration.clone(), "consequences of a change");
        let schema = &self.caller.configuration.schema;
        let target = |consequence: &Consequence| match consequence {
            Consequence::Set { kind, id, .. } | Consequence::Add { kind, id, .. } => Some((*kind, *id)),
            Consequence::EndAccess { .. } => None,
        };
        // All at once, so that two batches lock what they share in the same order.
        let mut wanted: BTreeMap<&'static str, BTreeSet<Id>> = BTreeMap::new();
        for (name, id) in consequences.iter().filter_map(target).filter(|target| !self.known.contains_key(target)) {
            wanted.entry(name).or_default().insert(id);
        }
        for (name, ids) in wanted {
            let Some(kind) = schema.named(name) else { continue };
            let ids: Vec<Id> = ids.into_iter().collect();
            for known in store::read(transaction, &program, kind, Action::Update, &ids).await? {
                self.known.insert((name, known.record.id), known);
            }
        }
        for consequence in consequences {
            if let Consequence::EndAccess { user } = consequence {
                store::end_access(transaction, user).await?;
                continue;
            }
            let Some(known) = target(&consequence).and_then(|target| self.known.get(&target)).cloned() else {
                continue;
            };
            let mut input = Input::new();
            match consequence {
                Consequence::Set { values, .. } => {
                    input.0.extend(values);
                }
                Consequence::Add { field, delta, .. } => {
                    let now = match known.record.value(field) {
                        Some(Value::Number(now)) => *now,
                        _ => 0,
                    };
                    input.set(field, Some(Value::Number(now.saturating_add(delta))));
                }
                Consequence::EndAccess { .. } => {}
            }
            if known.record.is_deleted() {
                continue;
            }
            let mut draft = draft::updated(&program, known, &input, self.now)?;
            draft.name = FOLLOWED;
            if !draft.changes.is_empty() {
                self.keep(draft);
            }
        }
        Ok(())
    }

    /// What the caller may hand out; nothing where that is for him to say.
    fn handing(&self) -> Option<Handing> {
        let (caller, policy) = (self.caller, &self.caller.configuration.policy);
        let own = caller.effective().filter(|_| !caller.has_duty("rights"))?;
        let duties = |user: &Id| {
            let user = *user;
            policy.of_user(user).duties().map(|duty| (user, duty.to_owned())).collect::<Vec<_>>()
        };
        let had = policy.users.keys().flat_map(duties).collect();
        Some(Handing { who: caller.actor.user(), own: own.duties().map(str::to_owned).collect(), had })
    }

    /// Runs the checks that look at other records, after taking their locks in a fixed order.
    async fn check(&self, transaction: &mut Transaction<'_>) -> Result<()> {
        let mut due: Vec<(&Check, CheckSubject<'_>, Option<usize>)> = Vec::new();
        let configuration = &self.caller.configuration;
        let configures = self.drafts.iter().any(|draft| draft.after.kind.configures);
        let untrue = if configures && !configuration.policy.assertions.is_empty() {
            assertion::pairs(&assertion::broken(configuration, self.now))
        } else {
            BTreeSet::new()
        };
        let users = &configuration.policy.users;
        let had_factor = |id: &Id| users.get(id).is_some_and(|user| user.active && user.second_factor);
        let factors: Vec<Id> = if configures { users.keys().copied().filter(had_factor).collect() } else { Vec::new() };
        let administered = |kinds: &[&str]| {
            !factors.is_empty()
                && configuration.policy.administrators("users", kinds).iter().any(|id| factors.contains(id))
        };
        let handing = configures.then(|| self.handing()).flatten();
        for draft in &self.drafts {
            let (before, after) = (draft.before.as_ref().map(|known| &known.record), &draft.after);
            for check in after.kind.checks.iter().filter(|check| (check.applies)(before, after)) {
                if check.whole && due.iter().any(|(known, ..)| known.whole && known.lock == check.lock) {
                    continue;
                }
                let (schema, now, trial) = (&configuration.schema, self.now, self.trial);
                let handing = handing.as_ref();
                let was_guarded: &(dyn Fn(&[&str]) -> bool + Sync) = &administered;
                let subject = CheckSubject { schema, before, after, now, trial, was_guarded, untrue: &untrue, handing };
                due.push((check, subject, draft.index));
            }
        }
        if due.is_empty() {
            return Ok(());
        }
        transaction.flush().await?;
        let locks: BTreeSet<&str> = due.iter().filter_map(|(check, ..)| check.lock).collect();
        for lock in locks {
            store::lock(transaction, lock).await?;
        }
        for (check, subject, index) in &due {
            (check.run)(transaction, subject).await.map_err(|error| self.at(*index, error))?;
        }
        Ok(())
    }
}

fn consequences_of(draft: &Draft) -> Vec<Consequence> {
    let before: Option<&Record> = draft.before.as_ref().map(|known| &known.record);
    draft.after.kind.consequences.iter().flat_map(|follows| follows(before, Some(&draft.after))).collect()
}

/// Adds a row to a table of pairs, or gives the pair a new value; used for counters and places.
pub(crate) fn upsert_pair(table: &'static str, name: &str, value: i64) -> sea_query::InsertStatement {
    Query::insert()
        .into_table(table)
        .columns(["name", "value"])
        .values_panic([Expr::val(name), Expr::val(value)])
        .on_conflict(OnConflict::column("name").update_column("value").to_owned())
        .to_owned()
}
