//! Links and rights after the fact: what a change points to must be visible to the caller, and so must what it leaves behind.

use std::collections::{BTreeMap, BTreeSet};

use sea_query::{Expr, ExprTrait};

use crate::changes::draft::Draft;
use crate::database::{Database, Engine, On, Transaction};
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{AnyField, Input, Kind, RecordType, Value};
use crate::query::select::{AT, Select};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::matches;
use crate::rights::policy::Action;
use crate::rights::sql;

/// A link that a change makes: where it stands and where it leads.
struct Made {
    pointer: FieldProblem,
    target: String,
    id: Id,
}

/// Refuses with all problems at once, which say in which change they are if `numbered`: links to records that do not exist, are in the bin, or cannot be seen by the caller: for him they are one and the same.
pub(super) async fn check(
    transaction: &mut Transaction<'_>,
    caller: &Caller,
    drafts: &[Draft],
    numbered: bool,
) -> Result<()> {
    let mut made: Vec<Made> = Vec::new();
    for draft in drafts {
        let place = |problem: FieldProblem| match draft.index {
            Some(index) if numbered => problem.under(&index.to_string()).under("operations"),
            _ => problem,
        };
        made.extend(links_of(draft).into_iter().map(|link| Made { pointer: place(link.pointer), ..link }));
    }
    // Records of the same batch may point to each other, if it leaves them out of the bin.
    let in_batch: BTreeMap<(&str, Id), bool> =
        drafts.iter().map(|draft| ((draft.after.kind.name, draft.after.id), draft.after.is_deleted())).collect();
    let mut wanted: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    let mut missing: BTreeSet<(String, Id)> = BTreeSet::new();
    for link in &made {
        match in_batch.get(&(link.target.as_str(), link.id)) {
            None => drop(wanted.entry(&link.target).or_default().insert(link.id)),
            Some(true) => drop(missing.insert((link.target.clone(), link.id))),
            Some(false) => {}
        }
    }
    for (target, ids) in wanted {
        let engine = transaction.engine();
        let found = visible(transaction.on(), engine, caller, target, &ids).await?;
        missing.extend(ids.difference(&found).map(|id| (target.to_owned(), *id)));
    }
    let problems: Vec<FieldProblem> = made
        .into_iter()
        .filter(|link| missing.contains(&(link.target.clone(), link.id)))
        .map(|link| link.pointer)
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Refuses values that lead to records the caller cannot see, before something is done with all rights.
pub(super) async fn refuse_unseen(
    database: &Database,
    caller: &Caller,
    kind: &RecordType,
    input: &Input,
) -> Result<()> {
    let mut problems = Vec::new();
    for (name, value) in &input.0 {
        let (Some(field), Some(value)) = (caller.configuration.schema.field(kind, name), value) else { continue };
        for link in links_in(field, value) {
            let wanted = BTreeSet::from([link.id]);
            if visible(database.read(), database.engine(), caller, &link.target, &wanted).await?.is_empty() {
                problems.push(link.pointer);
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

async fn visible(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    target: &str,
    ids: &BTreeSet<Id>,
) -> Result<BTreeSet<Id>> {
    let Some(kind) = caller.configuration.schema.named(target) else { return Ok(BTreeSet::new()) };
    let rows = decide::rows(caller, Action::Read, kind);
    let mut select = Select::new(engine, kind);
    select
        .statement()
        .and_where(Expr::col((AT, "id")).is_in(ids.iter().map(|id| id.0)))
        .and_where(Expr::col((AT, "deleted_at")).is_null())
        .cond_where(sql::condition(engine, &rows, kind, AT));
    Ok(select.run(on, 0).await?.into_iter().map(|row| row.record.id).collect())
}

fn links_of(draft: &Draft) -> Vec<Made> {
    draft.changes.iter().filter_map(|change| Some(links_in(&change.field, change.after.as_ref()?))).flatten().collect()
}

/// The links in the value of a field.
fn links_in(field: &AnyField, value: &Value) -> Vec<Made> {
    let (Value::List(items), Kind::List(list)) = (value, field.kind) else {
        let made = leads_to(field, value).map(|(target, id)| Made { pointer: missing(field, &target), target, id });
        return made.into_iter().collect();
    };
    let mut made = Vec::new();
    for (index, item) in items.iter().enumerate() {
        for part in list.parts {
            if let Some((target, id)) = item.get(part.name).and_then(|value| leads_to(part, value)) {
                let pointer = missing(part, &target).under(&index.to_string()).under(field.name);
                made.push(Made { pointer, target, id });
            }
        }
    }
    made
}

fn missing(field: &AnyField, target: &str) -> FieldProblem {
    field.problem("missing_link", format!("There is no such {target}."))
}

fn leads_to(field: &AnyField, value: &Value) -> Option<(String, Id)> {
    match (field.kind, value) {
        (Kind::Link(target), Value::Link(id)) => Some((target.to_owned(), *id)),
        (Kind::Reference(_), Value::Reference(reference)) => Some((reference.kind.clone(), reference.id)),
        _ => None,
    }
}

/// Refuses a change that leaves a record where the caller's right to make that change does not reach: nobody gives a record away
/// to where he could not have written it, or makes one under a subject he cannot see.
pub(super) async fn check_after(transaction: &mut Transaction<'_>, caller: &Caller, draft: &Draft) -> Result<()> {
    let kind = draft.after.kind;
    let rows = match draft.action {
        Action::Create | Action::Update if !caller.is_program() => decide::rows(caller, draft.action, kind),
        _ => return Ok(()),
    };
    if draft.action == Action::Update && !touches_rights(draft, &rows) {
        return Ok(());
    }
    let allowed = if matches::needs_no_lookup(&rows) {
        matches::matches(&rows, &draft.after, &matches::Alone)
    } else {
        let mut select = Select::new(transaction.engine(), kind);
        select.statement().and_where(Expr::col((AT, "id")).eq(draft.after.id.0)).cond_where(sql::condition(
            transaction.engine(),
            &rows,
            kind,
            AT,
        ));
        transaction.flush().await?;
        !select.run(transaction.on(), 0).await?.is_empty()
    };
    if allowed {
        return Ok(());
    }
    Err(Error::Forbidden(format!(
        "Your right to {} {} does not reach a record like this one. Check its owner and what it is about.",
        draft.action.name(),
        kind.plural_label.to_lowercase()
    )))
}

/// Whether a change touches what rights are decided by: the owner, what the record is about, or what a condition looks at.
fn touches_rights(draft: &Draft, rows: &Rows) -> bool {
    let kind = draft.after.kind;
    let subject = match kind.root {
        crate::model::Root::ChildOf(subject, _) => Some(subject),
        _ => None,
    };
    let conditions = rows.fields();
    draft.changes.iter().any(|change| {
        let name = Some(change.field.name);
        name == kind.owner() || name == subject || conditions.contains(&change.field)
    })
}
