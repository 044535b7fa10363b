//! Merging two records of a type: one stays with the chosen values, the other goes into the bin, and every link follows.

use sea_query::{Alias, Expr, ExprTrait, Query};

use crate::changes::change::{Batch, Change, MOST, Operation, OperationKind, Outcome};
use crate::changes::commit::commit_then;
use crate::changes::store;
use crate::database::Database;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::value::Items;
use crate::model::{AnyField, Input, Kind, RecordType, Reference, Value, columns};
use crate::query;
use crate::query::select::{AT, Select};
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
    let both = query::get_many(database.read(), database.engine(), caller, kind, &[winner, loser], &[]).await?;
    let find =
        |id| both.iter().find(|found| found.record.id == id && !found.record.is_deleted()).ok_or(Error::NotFound);
    let (stays, goes) = (find(winner)?, find(loser)?);
    let mut input = Input::new();
    let fields = caller.configuration.schema.fields(kind);
    for field in fields.iter().filter(|field| !field.computed && !field.unique) {
        let merged = match (stays.record.values.get(field.name), goes.record.values.get(field.name)) {
            (None, Some(value)) => Some(value.clone()),
            (Some(Value::List(mine)), Some(Value::List(theirs))) => Some(Value::List(together(mine, theirs))),
            _ => None,
        };
        if let Some(value) = merged {
            input.set(field.name, Some(value));
        }
    }
    input.0.extend(chosen.0);
    let mut changes = vec![Change::update(kind, winner, input).at_version(Some(stays.record.version)).named("merged")];
    changes.extend(repointed(database, caller, kind, winner, loser).await?);
    changes.push(Change::delete(kind, loser).at_version(Some(goes.record.version)).named("merged"));
    if changes.len() > MOST {
        let detail = format!("More than {MOST} records point to the one that would go; too many for one merge.");
        return Err(Error::Conflict("too_many_links", detail));
    }
    let operation = Operation { id: database.ids().next(), kind: OperationKind::Merge };
    let (now, batch, name) = (database.clock().now(), operation.id, kind.name);
    // Links are kept wherever they are, also on records the caller may not change: the right to merge reaches that far.
    let merging = caller.clone().with_all_rights();
    commit_then(database, &merging, Batch::of(changes).within(operation), move |transaction, outcomes| {
        Box::pin(async move {
            let row = Query::insert()
                .into_table("merges")
                .columns(["loser_id", "winner_id", "record_type", "at"])
                .values_panic([Expr::val(loser.0), Expr::val(winner.0), Expr::val(name), Expr::val(now)])
                .on_conflict(sea_query::OnConflict::column("loser_id").update_column("winner_id").to_owned())
                .to_owned();
            transaction.on().execute(&row).await?;
            // What had been merged into the loser belongs to the winner now.
            let inherit = Query::update()
                .table("merges")
                .value("winner_id", winner.0)
                .and_where(Expr::col("winner_id").eq(loser.0))
                .to_owned();
            transaction.on().execute(&inherit).await?;
            let image = format!("{{\"at\":{now},\"record_type\":\"{name}\",\"winner_id\":\"{}\"}}", winner.simple());
            store::log(transaction, batch, vec![("merges".into(), loser.simple(), Some(image))]).await?;
            outcomes.into_iter().next().ok_or(Error::NotFound)
        })
    })
    .await
}

/// The items of both lists, each once.
fn together(mine: &Items, theirs: &Items) -> Items {
    let mut all = mine.clone();
    all.extend(theirs.iter().filter(|item| !mine.contains(item)).cloned());
    all
}

/// Changes that make every link to the loser lead to the winner.
async fn repointed(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    winner: Id,
    loser: Id,
) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    let schema = &caller.configuration.schema;
    for other in schema.types() {
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
                let value = row.record.values.get(field.name).map(|value| replaced(value, kind, winner, loser));
                if row.record.id != winner || !matches!(field.kind, Kind::Link(_)) {
                    let mut input = Input::new();
                    input.set(field.name, value);
                    changes.push(Change::update(other, row.record.id, input).named("relinked"));
                }
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
