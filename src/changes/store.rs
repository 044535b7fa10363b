//! Rows: how drafts become statements, the whole-row after-images for backups among them.

use std::collections::BTreeMap;

use sea_query::{Alias, Expr, ExprTrait, Func, OnConflict, Query, Value as SqlValue};
use serde_json::{Map, Value as Json};

use crate::changes::draft::{Draft, Known};
use crate::database::{Engine, Transaction};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::columns::{self, ColumnKind};
use crate::model::ddl::SEARCH_CLASSES;
use crate::model::record_type::Numbered;
use crate::model::value::Parts;
use crate::model::{AnyField, Kind, ListType, Record, RecordType, Value, fold, json};
use crate::query::select::{AT, Select};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;
use crate::rights::sql::{self, two_valued};
use crate::secret::hex;

/// Rows in one INSERT: well under the 32,766 values that SQLite takes.
const ROWS: usize = 200;

/// Reads records whole, under the caller's rights, and locks them for the rest of the transaction.
pub(super) async fn read(
    transaction: &mut Transaction<'_>,
    caller: &Caller,
    kind: &'static RecordType,
    action: Action,
    ids: &[Id],
) -> Result<Vec<Known>> {
    let engine = transaction.engine();
    if engine == Engine::Postgres {
        lock_rows(transaction, kind, ids).await?;
    }
    let fields = caller.configuration.schema.fields(kind);
    let mut select = Select::new(engine, kind);
    for field in fields {
        select.field_unguarded(field);
    }
    select.extra(Expr::col((AT, "custom")));
    let allowed = decide::rows(caller, action, kind);
    select.extra(Expr::case(sql::condition(engine, &allowed, kind, AT), 1).finally(0).into());
    let partial = partial_classes(caller, kind, fields);
    for (_, rows) in &partial {
        select.extra(Expr::case(two_valued(engine, rows, kind, AT), 1).finally(0).into());
    }
    let visible = decide::rows(caller, Action::Read, kind);
    select
        .statement()
        .and_where(Expr::col((AT, "id")).is_in(ids.iter().map(|id| id.0)))
        .cond_where(sql::condition(engine, &visible, kind, AT))
        .order_by((AT, "id"), sea_query::Order::Asc);
    let rows = select.run(transaction.on(), 2 + partial.len()).await?;
    rows.into_iter()
        .map(|row| {
            let text = row.extra.first().and_then(Json::as_str).unwrap_or("{}");
            let custom: Map<String, Json> = serde_json::from_str(text)?;
            let is_one = |at: usize| row.extra.get(at).and_then(Json::as_i64) == Some(1);
            let hidden = partial
                .iter()
                .enumerate()
                .filter(|(at, _)| !is_one(2 + at))
                .flat_map(|(_, (class, _))| fields.iter().filter(|field| field.class == *class).map(|field| field.name))
                .collect();
            let allowed = if is_one(1) { vec![action] } else { Vec::new() };
            Ok(Known { custom, allowed, hidden, record: row.record })
        })
        .collect()
}

/// Locks rows in the order of their ids. A statement of its own: one that both waits for a lock and reads would see the row as it is
/// after the wait, but the items of its lists as they were before it.
async fn lock_rows(transaction: &mut Transaction<'_>, kind: &RecordType, ids: &[Id]) -> Result<()> {
    let statement = Query::select()
        .column("id")
        .from(kind.table)
        .and_where(Expr::col("id").is_in(ids.iter().map(|id| id.0)))
        .order_by("id", sea_query::Order::Asc)
        .lock(sea_query::LockType::Update)
        .to_owned();
    transaction.on().execute(&statement).await?;
    Ok(())
}

/// Classes that the caller sees on some rows only.
fn partial_classes(caller: &Caller, kind: &RecordType, fields: &[AnyField]) -> Vec<(crate::model::DataClass, Rows)> {
    let mut partial: Vec<(crate::model::DataClass, Rows)> = Vec::new();
    for field in fields {
        let rows = decide::class_rows(caller, kind, field.class);
        if !matches!(rows, Rows::All | Rows::None) && partial.iter().all(|(class, _)| *class != field.class) {
            partial.push((field.class, rows));
        }
    }
    partial
}

/// Takes a named lock until the end of the transaction. SQLite has one writer, which is lock enough.
pub(crate) async fn lock(transaction: &mut Transaction<'_>, name: &str) -> Result<()> {
    if transaction.engine() == Engine::Postgres {
        let statement = Query::select()
            .expr(Expr::cust_with_values("1 from pg_advisory_xact_lock(hashtextextended($1, 2026))", [name]))
            .to_owned();
        transaction.on().execute(&statement).await?;
    }
    Ok(())
}

/// The next number of a counter: no gaps, since it is taken in the transaction that uses it. Numbers up to `above` are skipped. Its
/// image goes with those of the records that use it.
pub(super) async fn next_number(transaction: &mut Transaction<'_>, name: &str, above: i64) -> Result<i64> {
    lock(transaction, name).await?;
    let current = Query::select().column("value").from("counters").and_where(Expr::col("name").eq(name)).to_owned();
    let next = Ord::max(transaction.on().number(&current).await?.unwrap_or(0), above) + 1;
    transaction.on().execute(&super::commit::upsert_pair("counters", name, next)).await?;
    Ok(next)
}

/// A number of a record, without a lock: many changes at once take it over, and none of them changes it.
pub(super) async fn number_of(
    transaction: &mut Transaction<'_>,
    kind: &RecordType,
    id: Id,
    field: &'static str,
) -> Result<Option<i64>> {
    let statement =
        Query::select().column(Alias::new(field)).from(kind.table).and_where(Expr::col("id").eq(id.0)).to_owned();
    let found: Option<(Option<i64>,)> = transaction.on().first(&statement).await?;
    Ok(found.and_then(|row| row.0))
}

/// The highest number in use that was given by hand or brought by an import, written as the counter writes it; none where `text` is
/// free. Records in the bin count: their number may stand on paper, and they can come back.
pub(super) async fn highest_in_use(
    transaction: &mut Transaction<'_>,
    kind: &RecordType,
    numbered: &Numbered,
    text: &str,
) -> Result<Option<i64>> {
    let column = || Expr::col(Alias::new(numbered.field.name()));
    let mut statement = Query::select();
    statement.expr(Expr::cust("count(*)")).from(kind.table).and_where(column().eq(text));
    if transaction.on().number(&statement).await? == Some(0) {
        return Ok(None);
    }
    let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
    let start = Expr::cust(numbered.prefix.len().to_string());
    let highest = Query::select()
        .expr(Func::max(column()))
        .from(kind.table)
        .and_where(Expr::from(Func::cust("length").arg(column())).eq(length))
        .and_where(Expr::from(Func::cust("substr").args([column(), Expr::cust("1"), start])).eq(numbered.prefix))
        .to_owned();
    let found: Option<(Option<String>,)> = transaction.on().first(&highest).await?;
    let digits = found.and_then(|row| row.0).and_then(|text| text.get(numbered.prefix.len()..)?.parse().ok());
    // A number that ends in something else than digits tells nothing; the next one is tried.
    Ok(Some(digits.unwrap_or(0)))
}

/// Rows of the change log: table, key, image.
type Images = Vec<(String, String, Option<String>)>;

/// Writes drafts: rows, items of lists, search texts, and the change log, with the counters that moved. New rows go together, but before the first change to one of
/// them.
pub(super) async fn write(
    transaction: &mut Transaction<'_>,
    caller: &Caller,
    batch: Id,
    drafts: &[Draft],
    counters: BTreeMap<String, i64>,
) -> Result<()> {
    let counter = |(name, value)| ("counters".to_owned(), name, Some(format!("{{\"value\":{value}}}")));
    let mut images: Images = counters.into_iter().map(counter).collect();
    let mut new = NewRows::new();
    for draft in drafts {
        let (name, id) = (draft.after.kind.name, draft.after.id);
        if draft.is_new() {
            new.entry(name).or_default().push(draft);
        } else {
            if new.get(name).is_some_and(|drafts| drafts.iter().any(|made| made.after.id == id)) {
                insert_all(transaction, caller, std::mem::take(&mut new));
            }
            update(transaction, caller, draft).await?;
        }
        images.push((draft.after.kind.table.to_owned(), id.simple(), Some(image(&row(caller, draft)))));
    }
    insert_all(transaction, caller, new);
    write_lists(transaction, drafts, &mut images).await?;
    write_search(transaction, caller, drafts);
    log(transaction, batch, &images);
    Ok(())
}

/// Drafts of new records by type.
type NewRows<'a> = BTreeMap<&'static str, Vec<&'a Draft>>;

fn insert_all(transaction: &mut Transaction<'_>, caller: &Caller, new: NewRows<'_>) {
    for drafts in new.into_values() {
        for some in drafts.chunks(ROWS) {
            insert(transaction, caller, some);
        }
    }
}

fn insert(transaction: &mut Transaction<'_>, caller: &Caller, drafts: &[&Draft]) {
    let Some(first) = drafts.first() else { return };
    let names = columns::of_record(first.after.kind).into_iter().map(|column| Alias::new(column.name));
    let mut statement = Query::insert();
    statement.into_table(first.after.kind.table).columns(names);
    for draft in drafts {
        statement.values_panic(row(caller, draft).into_iter().map(|(_, value)| Expr::val(value)));
    }
    transaction.later(&statement);
}

/// Writes the columns that differ, on the condition that the version is still the one that was read.
async fn update(transaction: &mut Transaction<'_>, caller: &Caller, draft: &Draft) -> Result<()> {
    let Some(known) = &draft.before else { return Ok(()) };
    let before = Draft { after: known.record.clone(), ..draft.clone() };
    let (old, new) = (row(caller, &before), row(caller, draft));
    let mut statement = Query::update();
    statement.table(draft.after.kind.table);
    for ((name, value), (_, was)) in new.into_iter().zip(old) {
        if value != was {
            statement.value(Alias::new(name), value);
        }
    }
    statement.and_where(Expr::col("id").eq(draft.after.id.0)).and_where(Expr::col("version").eq(known.record.version));
    // What waits may be the very row that is changed here.
    transaction.flush().await?;
    let written = transaction.on().execute(&statement).await;
    let rows = written.map_err(|error| if draft.is_restored() { taken_meanwhile(error) } else { error })?;
    if rows == 1 { Ok(()) } else { Err(Error::Stale(known.record.version)) }
}

/// A record in the bin holds no value that only one may have; who takes it out finds that another has it, and is told the way on.
fn taken_meanwhile(error: Error) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    for problem in problems.iter_mut().filter(|problem| problem.code == "taken") {
        problem.detail = "Another record took this value while this one was in the bin. \
                          Change it there, or put that record into the bin; then take this one out."
            .into();
    }
    Error::Invalid(problems)
}

/// The whole row of a record, column by column.
fn row(caller: &Caller, draft: &Draft) -> Vec<(String, SqlValue)> {
    let record = &draft.after;
    let custom = custom_text(caller, draft);
    let cell = |column: columns::Column| {
        let value = match column.name.as_str() {
            "id" => SqlValue::from(record.id.0),
            "version" => SqlValue::from(record.version),
            "title_sort" => SqlValue::from(fold::sort_key(record.text("title").unwrap_or_default())),
            "custom" => SqlValue::from(custom.clone()),
            name => cell_value(&record.values, name, column.kind),
        };
        (column.name, value)
    };
    columns::of_record(record.kind).into_iter().map(cell).collect()
}

/// The value of one column, from the values of a record or the parts of an item.
fn cell_value(values: &Parts, name: &str, kind: ColumnKind) -> SqlValue {
    let none = || match kind {
        ColumnKind::Id => SqlValue::Uuid(None),
        ColumnKind::Text => SqlValue::String(None),
        ColumnKind::Integer => SqlValue::BigInt(None),
        ColumnKind::Bytes => SqlValue::Bytes(None),
    };
    let direct = values.get(name);
    match (direct, kind) {
        (Some(Value::Text(text) | Value::Date(text)), _) => SqlValue::from(text.clone()),
        (Some(Value::Number(number) | Value::Time(number)), _) => SqlValue::from(*number),
        (Some(Value::Money(money)), _) => SqlValue::from(money.amount),
        (Some(Value::YesNo(yes)), _) => SqlValue::from(i64::from(*yes)),
        (Some(Value::Link(id)), _) => SqlValue::from(id.0),
        (Some(Value::Json(json)), _) => SqlValue::from(json.to_string()),
        (Some(Value::Reference(_) | Value::List(_)) | None, _) => derived(values, name).unwrap_or_else(none),
    }
}

/// Columns that hold a part of a value: `amount_currency`, `about_type`, `about_id`, `last_name_sort`.
fn derived(values: &Parts, name: &str) -> Option<SqlValue> {
    let (base, part) = name.rsplit_once('_')?;
    match (values.get(base)?, part) {
        (Value::Money(money), "currency") => Some(SqlValue::from(money.currency.code().to_owned())),
        (Value::Reference(reference), "type") => Some(SqlValue::from(reference.kind.clone())),
        (Value::Reference(reference), "id") => Some(SqlValue::from(reference.id.0)),
        (Value::Text(text), "sort") => Some(SqlValue::from(fold::sort_key(text))),
        _ => None,
    }
}

/// The column `custom`: what stands there for fields that are no longer defined, and the values of those that are.
fn custom_text(caller: &Caller, draft: &Draft) -> String {
    let mut all = draft.before.as_ref().map(|known| known.custom.clone()).unwrap_or_default();
    for field in caller.configuration.schema.custom(draft.after.kind) {
        match draft.after.values.get(field.name) {
            Some(value) => drop(all.insert(field.name.to_owned(), custom_value(field, value))),
            None => drop(all.remove(field.name)),
        }
    }
    let sorted: BTreeMap<String, Json> = all.into_iter().collect();
    serde_json::to_string(&sorted).unwrap_or_else(|_| "{}".into())
}

/// A value as it is stored in `custom`: numbers scaled, so that SQL can compare them.
fn custom_value(field: &AnyField, value: &Value) -> Json {
    match value {
        Value::Number(number) => Json::from(*number),
        Value::YesNo(yes) => Json::from(i64::from(*yes)),
        Value::Money(money) => serde_json::json!({"amount": money.amount, "currency": money.currency.code()}),
        other => json::write_value(field, other),
    }
}

/// A row as canonical JSON text for the change log: names sorted, bytes and ids in hexadecimal.
fn image(row: &[(String, SqlValue)]) -> String {
    let cell = |value: &SqlValue| match value {
        SqlValue::BigInt(Some(number)) => Json::from(*number),
        SqlValue::String(Some(text)) => Json::from(text.clone()),
        SqlValue::Bytes(Some(bytes)) => Json::from(hex(bytes)),
        SqlValue::Uuid(Some(id)) => Json::from(id.simple().to_string()),
        _ => Json::Null,
    };
    let sorted: BTreeMap<&str, Json> = row.iter().map(|(name, value)| (name.as_str(), cell(value))).collect();
    serde_json::to_string(&sorted).unwrap_or_default()
}

/// Writes the items of list fields that changed, each list whole and as the last change of the batch leaves it.
async fn write_lists(transaction: &mut Transaction<'_>, drafts: &[Draft], images: &mut Images) -> Result<()> {
    let mut lists: BTreeMap<String, (&ListType, BTreeMap<Id, NewList<'_>>)> = BTreeMap::new();
    for draft in drafts {
        for change in &draft.changes {
            let Kind::List(list) = change.field.kind else { continue };
            let table = columns::list_table(draft.after.kind, &change.field);
            let items = if let Some(Value::List(items)) = &change.after { items.as_slice() } else { &[] };
            let parents = &mut lists.entry(table).or_insert_with(|| (list, BTreeMap::new())).1;
            let replaces = !draft.is_new() && parents.get(&draft.after.id).is_none_or(|known| known.replaces);
            parents.insert(draft.after.id, NewList { items, replaces });
        }
    }
    for (table, (list, parents)) in lists {
        let columns = columns::of_list(list);
        let gone: Vec<_> = parents.iter().filter(|(_, new)| new.replaces).map(|(id, _)| id.0).collect();
        if !gone.is_empty() {
            let statement = Query::delete()
                .from_table(Alias::new(table.clone()))
                .and_where(Expr::col("parent_id").is_in(gone))
                .to_owned();
            transaction.flush().await?;
            transaction.on().execute(&statement).await?;
        }
        let mut rows = Vec::new();
        for (parent, new) in &parents {
            let items: Vec<_> =
                (0_i64..).zip(new.items).map(|(at, item)| item_row(&columns, *parent, at, item)).collect();
            let text: Vec<_> = items.iter().map(|row| image(row)).collect();
            images.push((table.clone(), parent.simple(), Some(format!("[{}]", text.join(",")))));
            rows.extend(items);
        }
        for some in rows.chunks(ROWS) {
            let mut statement = Query::insert();
            let names = columns.iter().map(|column| Alias::new(column.name.clone()));
            statement.into_table(Alias::new(table.clone())).columns(names);
            for row in some {
                statement.values_panic(row.iter().map(|(_, value)| Expr::val(value.clone())));
            }
            transaction.later(&statement);
        }
    }
    Ok(())
}

/// The items a list is to have, and whether it may have others now.
struct NewList<'a> {
    items: &'a [Parts],
    replaces: bool,
}

/// The row of an item, column by column.
fn item_row(columns: &[columns::Column], parent: Id, position: i64, item: &Parts) -> Vec<(String, SqlValue)> {
    let cell = |column: &columns::Column| match column.name.as_str() {
        "parent_id" => SqlValue::from(parent.0),
        "position" => SqlValue::from(position),
        name => cell_value(item, name, column.kind),
    };
    columns.iter().map(|column| (column.name.clone(), cell(column))).collect()
}

/// Writes what search looks in, for drafts whose searchable fields changed.
fn write_search(transaction: &mut Transaction<'_>, caller: &Caller, drafts: &[Draft]) {
    let mut by_kind: BTreeMap<&'static str, BTreeMap<Id, &Record>> = BTreeMap::new();
    for draft in drafts {
        let title = draft.before.as_ref().is_none_or(|known| known.record.text("title") != draft.after.text("title"));
        if title || draft.changes.iter().any(|change| is_searched(&change.field)) {
            by_kind.entry(draft.after.kind.name).or_default().insert(draft.after.id, &draft.after);
        }
    }
    for records in by_kind.into_values() {
        let records: Vec<&Record> = records.into_values().collect();
        for some in records.chunks(ROWS) {
            let Some(first) = some.first() else { continue };
            let table = Alias::new(columns::search_table(first.kind));
            let names = || ["record_id", "title"].into_iter().chain(SEARCH_CLASSES);
            let mut statement = Query::insert();
            statement.into_table(table).columns(names());
            for record in some {
                statement.values_panic(search_row(caller, record).into_iter().map(Expr::val));
            }
            statement.on_conflict(OnConflict::column("record_id").update_columns(names().skip(1)).to_owned());
            transaction.later(&statement);
        }
    }
}

fn is_searched(field: &AnyField) -> bool {
    match field.kind {
        Kind::List(list) => list.parts.iter().any(|part| part.searchable),
        _ => field.searchable,
    }
}

fn search_row(caller: &Caller, record: &Record) -> Vec<SqlValue> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut add = |class: &'static str, text: &str| {
        let folded = texts.entry(class).or_default();
        folded.push_str(&fold::fold(text));
        folded.push('\n');
    };
    for field in caller.configuration.schema.fields(record.kind) {
        match record.values.get(field.name) {
            Some(Value::Text(text)) if field.searchable => add(field.class.name(), text),
            Some(Value::List(items)) if is_searched(field) => {
                let Kind::List(list) = field.kind else { continue };
                for part in list.parts.iter().filter(|part| part.searchable) {
                    for item in items {
                        if let Some(Value::Text(text)) = item.get(part.name) {
                            add(part.class.max(field.class).name(), text);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut row =
        vec![SqlValue::from(record.id.0), SqlValue::from(fold::fold(record.text("title").unwrap_or_default()))];
    row.extend(SEARCH_CLASSES.iter().map(|class| SqlValue::String(texts.remove(class))));
    row
}

/// Adds rows to the change log.
pub(super) fn log(transaction: &mut Transaction<'_>, batch: Id, images: &Images) {
    for some in images.chunks(ROWS) {
        let mut statement = Query::insert();
        statement.into_table("change_log").columns(["batch_id", "table_name", "pk", "image"]);
        for (table, pk, image) in some {
            let cells = [Expr::val(batch.0), Expr::val(table.clone()), Expr::val(pk.clone()), Expr::val(image.clone())];
            statement.values_panic(cells);
        }
        transaction.later(&statement);
    }
}

/// Ends the sessions of a user, those half begun, and the link that was made for him.
pub(crate) async fn end_access(transaction: &mut Transaction<'_>, user: Id) -> Result<()> {
    for table in ["sessions", "half_sessions", "join_links"] {
        let ended = Query::delete().from_table(table).and_where(Expr::col("user_id").eq(user.0)).to_owned();
        transaction.on().execute(&ended).await?;
    }
    Ok(())
}
