//! Lookups: records that hold any of many values in a field, in one query, as far as the caller may see them.

use std::collections::{BTreeMap, BTreeSet};

use sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Query};

use crate::database::{Database, Engine};
use crate::error::Result;
use crate::model::kind::{Format, Kind};
use crate::model::{AnyField, Record, RecordType, Value, columns, fold};
use crate::query::cells;
use crate::query::select::{AT, Select};
use crate::rights::sql::{self, two_valued};
use crate::rights::{Action, Caller, Rows, decide};
use crate::transfer::lines::value_part;

/// The values of a field of a record, in the form they are compared in: titles folded, mail addresses in small letters.
pub(super) fn keys(kind: &RecordType, field: &AnyField, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) if is_title(kind, field) => vec![fold::fold(text).trim().to_owned()],
        Value::Text(text) if matches!(field.kind, Kind::Text(Format::Email)) => vec![text.to_ascii_lowercase()],
        Value::Text(text) | Value::Date(text) => vec![text.clone()],
        Value::Number(number) | Value::Time(number) => vec![number.to_string()],
        Value::YesNo(yes) => vec![i64::from(*yes).to_string()],
        Value::Link(id) => vec![id.simple()],
        Value::List(items) => match value_part(field) {
            Some(part) => {
                items.iter().filter_map(|item| item.get("value")).flat_map(|value| keys(kind, &part, value)).collect()
            }
            None => Vec::new(),
        },
        Value::Money(_) | Value::Reference(_) | Value::Json(_) => Vec::new(),
    }
}

/// Whether the text of this field is what the record is called, so that it can be found however it is written.
pub(super) fn is_title(kind: &RecordType, field: &AnyField) -> bool {
    field.name == "title" || matches!(kind.title, [only] if only.name() == field.name)
}

/// The records of a type whose `field` holds one of these keys, with `fields` of theirs; of fields hidden on a row nothing is read.
pub(super) async fn holding(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    field: &AnyField,
    wanted: &BTreeSet<String>,
    fields: &[AnyField],
) -> Result<Vec<Record>> {
    let rows = decide::rows(caller, Action::Read, kind);
    if wanted.is_empty() || rows == Rows::None {
        return Ok(Vec::new());
    }
    let engine = database.engine();
    let mut select = Select::new(engine, kind);
    select.fields(caller, fields);
    let condition = guarded(engine, caller, kind, field, condition(engine, kind, field, wanted));
    select
        .statement()
        .and_where(Expr::col((AT, "deleted_at")).is_null())
        .cond_where(sql::condition(engine, &rows, kind, AT))
        .cond_where(condition)
        .order_by((AT, "id"), sea_query::Order::Asc);
    Ok(select.run(database.read(), 0).await?.into_iter().map(|row| row.record).collect())
}

/// A condition on a field, with rows on which it is hidden left out.
pub(super) fn guarded(
    engine: Engine,
    caller: &Caller,
    kind: &RecordType,
    field: &AnyField,
    condition: Condition,
) -> Condition {
    match decide::class_rows(caller, kind, kind.class_of(field)) {
        Rows::All => condition,
        rows => Cond::all().add(two_valued(engine, &rows, kind, AT)).add(condition),
    }
}

fn condition(engine: Engine, kind: &'static RecordType, field: &AnyField, wanted: &BTreeSet<String>) -> Condition {
    let texts = || wanted.iter().map(String::as_str);
    let column = || Expr::col((AT, Alias::new(field.name)));
    let one = if field.name == "id" || (matches!(field.kind, Kind::Link(_)) && !field.custom) {
        column().is_in(texts().filter_map(|text| uuid::Uuid::try_parse(text).ok()))
    } else if field.custom {
        custom(engine, kind, field, wanted)
    } else if is_title(kind, field) {
        let found = Query::select()
            .column("record_id")
            .from(Alias::new(columns::search_table(kind)))
            .and_where(Expr::col("title").is_in(texts()))
            .to_owned();
        Expr::col((AT, "id")).in_subquery(found)
    } else {
        match field.kind {
            Kind::List(_) => {
                let value = Expr::col(("i", "value"));
                let is_email = value_part(field).is_some_and(|part| matches!(part.kind, Kind::Text(Format::Email)));
                let value = if is_email { engine.ascii_lower(value) } else { value };
                in_list(kind, field, value.is_in(texts()))
            }
            Kind::Text(Format::Email) => engine.ascii_lower(column()).is_in(texts()),
            Kind::Number { .. } | Kind::Time | Kind::YesNo => {
                column().is_in(texts().filter_map(|text| text.parse::<i64>().ok()))
            }
            _ => column().is_in(texts()),
        }
    };
    Cond::all().add(one)
}

/// The records of which some thing in a list satisfies a condition over `i`.
pub(super) fn in_list(kind: &'static RecordType, list: &AnyField, condition: Expr) -> Expr {
    let found = Query::select()
        .column(("i", "parent_id"))
        .from_as(Alias::new(columns::list_table(kind, list)), "i")
        .and_where(condition)
        .to_owned();
    Expr::col((AT, "id")).in_subquery(found)
}

fn custom(engine: Engine, kind: &RecordType, field: &AnyField, wanted: &BTreeSet<String>) -> Expr {
    let Some(cell) = cells::of_field(engine, kind, field, AT).into_iter().next() else { return Expr::cust("1 = 0") };
    match field.kind {
        Kind::Number { .. } | Kind::YesNo => cell.is_in(wanted.iter().filter_map(|text| text.parse::<i64>().ok())),
        // Links in the column `custom` are text with hyphens.
        Kind::Link(_) => cell.is_in(
            wanted.iter().filter_map(|text| uuid::Uuid::try_parse(text).ok()).map(|id| id.hyphenated().to_string()),
        ),
        _ => cell.is_in(wanted.iter().map(String::as_str)),
    }
}

/// Ids of the records that hold each key, by key.
pub(super) async fn ids(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    field: &AnyField,
    wanted: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<crate::id::Id>>> {
    let own: &[AnyField] = if field.name == "id" { &[] } else { std::slice::from_ref(field) };
    let records = holding(database, caller, kind, field, wanted, own).await?;
    let mut found: BTreeMap<String, Vec<crate::id::Id>> = BTreeMap::new();
    for record in records {
        for key in keys_of(kind, field, &record) {
            found.entry(key).or_default().push(record.id);
        }
    }
    Ok(found)
}

/// The keys of a record in hand.
pub(super) fn keys_of(kind: &RecordType, field: &AnyField, record: &Record) -> Vec<String> {
    match record.value(field.name) {
        _ if field.name == "id" => vec![record.id.simple()],
        Some(value) => keys(kind, field, value),
        None => Vec::new(),
    }
}
