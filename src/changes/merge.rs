//! Merging two records of a type: one stays with the chosen values, the other goes into the bin, and every link follows.

use std::collections::BTreeMap;

use sea_query::{Alias, Expr, ExprTrait, OnConflict, Query};

use crate::changes::change::{Batch, Change, MOST, Operation, OperationKind, Outcome};
use crate::changes::commit::{MERGED, commit_then};
use crate::changes::{draft, links, store};
use crate::clock::Micros;
use crate::database::{Database, Transaction};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::value::Items;
use crate::model::{AnyField, Input, Kind, Record, RecordType, Reference, Value, columns};
use crate::query::select::{AT, Row, Select};
use crate::query::{self, Found};
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::policy::Action;

/// Merges `loser` into `winner`. Fields that the winner lacks come from the loser, lists are put together, and `chosen` decides
/// wherever the caller says so.
pub async fn merge(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    winner: Id,
    loser: Id,
    chosen: Input,
) -> Result<Outcome> {
    if winner == loser {
        return Err(Error::invalid("loser_id", "same", "A record cannot be merged with itself."));
    }
    decide::require(caller, Action::Merge, kind)?;
    let (on, engine) = (|| database.read(), database.engine());
    let both = query::get_many(on(), engine, caller, kind, &[winner, loser], &[]).await?;
    let (seen_winner, seen_loser) = (find(&both, winner)?, find(&both, loser)?);
    if query::list::reached(on(), engine, caller, Action::Merge, kind, &[winner, loser]).await?.len() < 2 {
        let kind = kind.plural_label.to_lowercase();
        return Err(Error::Forbidden(format!("Your roles do not let you merge these {kind}.")));
    }
    let problems = draft::refused_fields(caller, kind, &chosen, &seen_winner.hidden);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    links::refuse_unseen(database, caller, kind, &chosen).await?;
    // Links are kept wherever they are, also on records the caller may not change: the right to merge reaches that far.
    let merging = caller.clone().with_all_rights();
    let both = query::get_many(on(), engine, &merging, kind, &[winner, loser], &[]).await?;
    let (stays, goes) = (&find(&both, winner)?.record, &find(&both, loser)?.record);
    // What is hidden on one of them only would come to light, or be lost, on the other.
    let hidden = [seen_winner.hidden.as_slice(), &seen_loser.hidden].concat();
    let mut relinked = relinked(database, caller, kind, winner, loser).await?;
    let mut input = combined(caller, stays, goes, &hidden);
    if let Some((_, _, own)) = relinked.remove(&(kind.name, winner)) {
        input.0.extend(own.0);
    }
    input.0.extend(chosen.0);
    // The one goes first: what only one record may have is free then for the other.
    let mut changes = vec![
        Change::delete(kind, loser).at_version(Some(goes.version)).named(MERGED),
        Change::update(kind, winner, input).at_version(Some(stays.version)).named(MERGED),
    ];
    changes.extend(relinked.into_iter().map(|((_, id), (other, version, input))| {
        Change::update(other, id, input).at_version(Some(version)).named("relinked")
    }));
    if changes.len() > MOST {
        let detail = format!("More than {MOST} records point to the one that would go; too many for one merge.");
        return Err(Error::Conflict("too_many_links", detail));
    }
    let operation = Operation { id: database.ids().next(), kind: OperationKind::Merge };
    let now = database.clock().now();
    commit_then(database, &merging, Batch::of(changes).within(operation), move |transaction, outcomes| {
        Box::pin(async move {
            remember(transaction, operation.id, kind, winner, loser, now).await?;
            outcomes.into_iter().find(|outcome| outcome.id == winner).ok_or(Error::NotFound)
        })
    })
    .await
}

fn find(both: &[Found], id: Id) -> Result<&Found> {
    both.iter().find(|found| found.record.id == id && !found.record.is_deleted()).ok_or(Error::NotFound)
}

/// What the winner gets from the loser: values it lacks, and the items of lists.
fn combined(caller: &Caller, stays: &Record, goes: &Record, hidden: &[&str]) -> Input {
    let mut input = Input::new();
    let fields = caller.configuration.schema.fields(stays.kind);
    let one_of_them = |value: &Value| matches!(value, Value::Link(id) if *id == stays.id || *id == goes.id);
    for field in fields.iter().filter(|field| !field.computed && !hidden.contains(&field.name)) {
        let merged = match (stays.values.get(field.name), goes.values.get(field.name)) {
            (None, Some(value)) if !one_of_them(value) => Some(value.clone()),
            (Some(Value::List(mine)), Some(Value::List(theirs))) => Some(Value::List(together(mine, theirs))),
            _ => None,
        };
        if let Some(value) = merged {
            input.set(field.name, Some(value));
        }
    }
    input
}

/// Remembers who became whom; what had been merged into the loser belongs to the winner now.
async fn remember(
    transaction: &mut Transaction<'_>,
    batch: Id,
    kind: &RecordType,
    winner: Id,
    loser: Id,
    now: Micros,
) -> Result<()> {
    let into_loser = Query::select()
        .columns(["loser_id", "at"])
        .from("merges")
        .and_where(Expr::col("winner_id").eq(loser.0))
        .to_owned();
    let mut rows: Vec<(uuid::Uuid, i64)> = transaction.on().all(&into_loser).await?;
    rows.push((loser.0, now));
    let mut images = Vec::with_capacity(rows.len());
    for (gone, at) in rows {
        let row = Query::insert()
            .into_table("merges")
            .columns(["loser_id", "winner_id", "record_type", "at"])
            .values_panic([Expr::val(gone), Expr::val(winner.0), Expr::val(kind.name), Expr::val(at)])
            .on_conflict(OnConflict::column("loser_id").update_columns(["winner_id", "record_type", "at"]).to_owned())
            .to_owned();
        transaction.on().execute(&row).await?;
        let image = format!("{{\"at\":{at},\"record_type\":\"{}\",\"winner_id\":\"{}\"}}", kind.name, winner.simple());
        images.push(("merges".into(), Id(gone).simple(), Some(image)));
    }
    store::log(transaction, batch, &images);
    Ok(())
}

/// Forgets the merges of records that are taken out of the bin: they are records of their own again.
pub(super) async fn forget(transaction: &mut Transaction<'_>, batch: Id, restored: &[Id]) -> Result<()> {
    let among = || Expr::col("loser_id").is_in(restored.iter().map(|id| id.0));
    let known = Query::select().column("loser_id").from("merges").and_where(among()).to_owned();
    let known: Vec<(uuid::Uuid,)> = transaction.on().all(&known).await?;
    if known.is_empty() {
        return Ok(());
    }
    transaction.on().execute(&Query::delete().from_table("merges").and_where(among()).to_owned()).await?;
    let images = known.into_iter().map(|(id,)| ("merges".into(), Id(id).simple(), None)).collect();
    store::log(transaction, batch, &images);
    Ok(())
}

/// The items of both lists, each once.
pub fn together(mine: &Items, theirs: &Items) -> Items {
    let mut all = mine.clone();
    all.extend(theirs.iter().filter(|item| !mine.contains(item)).cloned());
    all
}

/// Records to change, with their types, versions and new values.
type Relinked = BTreeMap<(&'static str, Id), (&'static RecordType, i64, Input)>;

/// Changes that make every link to the loser lead to the winner, wherever the record with the link is.
async fn relinked(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    winner: Id,
    loser: Id,
) -> Result<Relinked> {
    let mut changes = Relinked::new();
    let schema = &caller.configuration.schema;
    for other in schema.types().iter().copied() {
        let pointing: Vec<&AnyField> = schema
            .fields(other)
            .iter()
            .filter(|field| leads_to(field, kind) && !matches!(field.name, "created_by" | "updated_by"))
            .collect();
        for field in pointing {
            let mut select = Select::new(database.engine(), other);
            select.field_unguarded(field);
            select.statement().and_where(points(database, other, field, loser)).limit(MOST as u64 + 1);
            for row in select.run(database.read(), 0).await? {
                let Row { record, .. } = row;
                if record.id == loser {
                    continue;
                }
                let value = record.values.get(field.name).map(|value| replaced(value, kind, winner, loser));
                // Nothing is linked to itself.
                let value = value.filter(|value| record.id != winner || *value != Value::Link(winner));
                let change = changes.entry((other.name, record.id)).or_insert((other, record.version, Input::new()));
                change.2.set(field.name, value);
            }
        }
    }
    Ok(changes)
}

fn leads_to(field: &AnyField, kind: &RecordType) -> bool {
    match field.kind {
        Kind::Link(target) => target == kind.name,
        Kind::Reference(targets) => targets.contains(&kind.name),
        Kind::List(list) => list.parts.iter().any(|part| leads_to(part, kind)),
        _ => false,
    }
}

/// The rows whose field points to a record.
fn points(database: &Database, kind: &RecordType, field: &AnyField, id: Id) -> Expr {
    match field.kind {
        Kind::List(list) => {
            let mut any = sea_query::Cond::any();
            for part in list.parts {
                let column = if matches!(part.kind, Kind::Reference(_)) {
                    format!("{}_id", part.name)
                } else {
                    part.name.into()
                };
                if matches!(part.kind, Kind::Link(_) | Kind::Reference(_)) {
                    any = any.add(Expr::col(("i", Alias::new(column))).eq(id.0));
                }
            }
            let items = Query::select()
                .column(("i", "parent_id"))
                .from_as(Alias::new(columns::list_table(kind, field)), "i")
                .cond_where(any)
                .to_owned();
            Expr::col((AT, "id")).in_subquery(items)
        }
        Kind::Reference(_) => Expr::col((AT, Alias::new(format!("{}_id", field.name)))).eq(id.0),
        _ if field.custom => {
            let cells = query::cells::of_field(database.engine(), kind, field, AT);
            cells.into_iter().next().map_or_else(|| Expr::cust("1 = 0"), |cell| cell.eq(id.to_string()))
        }
        _ => Expr::col((AT, Alias::new(field.name))).eq(id.0),
    }
}

fn replaced(value: &Value, kind: &RecordType, winner: Id, loser: Id) -> Value {
    match value {
        Value::Link(id) if *id == loser => Value::Link(winner),
        Value::Reference(reference) if reference.id == loser => {
            Value::Reference(Reference { kind: kind.name.to_owned(), id: winner })
        }
        Value::List(items) => {
            let mut all = Items::new();
            for item in items {
                let item: crate::model::value::Parts =
                    item.iter().map(|(name, part)| (*name, replaced(part, kind, winner, loser))).collect();
                if !all.contains(&item) {
                    all.push(item);
                }
            }
            Value::List(all)
        }
        other => other.clone(),
    }
}
