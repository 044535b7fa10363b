//! Rows: how drafts become statements, the whole-row after-images for backups among them.

use std::collections::BTreeMap;

use sea_query::{Alias, Expr, ExprTrait, OnConflict, Query, Value as SqlValue};
use serde_json::{Map, Value as Json};

use crate::changes::draft::{Draft, Known};
use crate::database::{Engine, Transaction};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::columns::{self, ColumnKind};
use crate::model::ddl::SEARCH_CLASSES;
use crate::model::value::Parts;
use crate::model::{AnyField, Kind, Record, RecordType, Value, fold, json};
use crate::query::condition::two_valued;
use crate::query::select::{AT, Select};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;
use crate::rights::sql;
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
    let fields = caller.configuration.schema.fields(kind);
    let mut select = Select::new(engine, kind);
    for field in fields {
        select.field_unguarded(field);
    }
    select.extra(Expr::col((AT, "custom")));
    let allowed = decide::rows(caller, action, kind);
    select.extra(Expr::case(sql::condition(&allowed, kind, AT), 1).finally(0).into());
    let partial = partial_classes(caller, kind, fields);
    for (_, rows) in &partial {
        select.extra(Expr::case(two_valued(rows, kind, AT), 1).finally(0).into());
    }
    let visible = decide::rows(caller, Action::Read, kind);
    let statement = select.statement();
    statement
        .and_where(Expr::col((AT, "id")).is_in(ids.iter().map(|id| id.0)))
        .cond_where(sql::condition(&visible, kind, AT))
        .order_by((AT, "id"), sea_query::Order::Asc);
    if engine == Engine::Postgres {
        statement.lock_with_tables(sea_query::LockType::Update, [AT]);
    }
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
            Ok(Known { custom, allowed: is_one(1), hidden, record: row.record })
        })
        .collect()
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

/// The next number of a counter: no gaps, since it is taken in the transaction that uses it.
pub(super) async fn next_number(transaction: &mut Transaction<'_>, batch: Id, name: &str) -> Result<i64> {
    lock(transaction, name).await?;
    let current = Query::select().column("value").from("counters").and_where(Expr::col("name").eq(name)).to_owned();
    let next = transaction.on().number(&current).await?.unwrap_or(0) + 1;
    transaction.on().execute(&super::commit::upsert_pair("counters", name, next)).await?;
    log(transaction, batch, vec![("counters".into(), name.to_owned(), Some(format!("{{\"value\":{next}}}")))]).await?;
    Ok(next)
}

/// Rows of a list's table by record.
type ByRecord = BTreeMap<Id, Vec<Vec<SqlValue>>>;

/// Rows of the change log: table, key, image.
type Images = Vec<(String, String, Option<String>)>;

/// Writes drafts: rows, items of lists, search texts, and the change log.
pub(super) async fn write(transaction: &mut Transaction<'_>, caller: &Caller, batch: Id, drafts: &[Draft]) -> Result<()> {
    let mut images = Images::new();
    let mut new: BTreeMap<&'static str, Vec<&Draft>> = BTreeMap::new();
    for draft in drafts {
        if draft.is_new() {
            new.entry(draft.after.kind.name).or_default().push(draft);
        }
        let row = row(caller, draft);
        images.push((draft.after.kind.table.to_owned(), draft.after.id.simple(), Some(image(&row))));
    }
    for drafts in new.into_values() {
        for some in drafts.chunks(ROWS) {
            insert(transaction, caller, some).await?;
        }
    }
    // After the inserts: a batch may change what it made.
    for draft in drafts.iter().filter(|draft| !draft.is_new()) {
        update(transaction, caller, draft).await?;
    }
    write_lists(transaction, drafts, &mut images).await?;
    write_search(transaction, caller, drafts).await?;
    log(transaction, batch, images).await
}

async fn insert(transaction: &mut Transaction<'_>, caller: &Caller, drafts: &[&Draft]) -> Result<()> {
    let Some(first) = drafts.first() else { return Ok(()) };
    let names = columns::of_record(first.after.kind).into_iter().map(|column| Alias::new(column.name));
    let mut statement = Query::insert();
    statement.into_table(first.after.kind.table).columns(names);
    for draft in drafts {
        statement.values_panic(row(caller, draft).into_iter().map(|(_, value)| Expr::val(value)));
    }
    transaction.on().execute(&statement).await?;
    Ok(())
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
    statement
        .and_where(Expr::col("id").eq(draft.after.id.0))
        .and_where(Expr::col("version").eq(known.record.version));
    if transaction.on().execute(&statement).await? == 1 { Ok(()) } else { Err(Error::Stale(known.record.version)) }
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

/// Writes the items of list fields that changed, each list whole.
async fn write_lists(transaction: &mut Transaction<'_>, drafts: &[Draft], images: &mut Images) -> Result<()> {
    // By record, since a later change of the same list in a batch takes the place of an earlier one.
    let mut rows: BTreeMap<String, (Vec<Alias>, ByRecord)> = BTreeMap::new();
    for draft in drafts {
        for change in &draft.changes {
            let Kind::List(list) = change.field.kind else { continue };
            let table = columns::list_table(draft.after.kind, &change.field);
            if !draft.is_new() {
                let gone = Query::delete()
                    .from_table(Alias::new(table.clone()))
                    .and_where(Expr::col("parent_id").eq(draft.after.id.0))
                    .to_owned();
                transaction.on().execute(&gone).await?;
            }
            let columns = columns::of_list(list);
            let items = if let Some(Value::List(items)) = &change.after { items.as_slice() } else { &[] };
            let mut image_rows = Vec::with_capacity(items.len());
            let mut own_rows = Vec::with_capacity(items.len());
            let names = || columns.iter().map(|column| Alias::new(column.name.clone())).collect();
            for (position, item) in items.iter().enumerate() {
                let row: Vec<SqlValue> = columns
                    .iter()
                    .map(|column| match column.name.as_str() {
                        "parent_id" => SqlValue::from(draft.after.id.0),
                        "position" => SqlValue::from(i64::try_from(position).unwrap_or(i64::MAX)),
                        name => cell_value(item, name, column.kind),
                    })
                    .collect();
                let named: Vec<_> = columns.iter().map(|column| column.name.clone()).zip(row.iter().cloned()).collect();
                image_rows.push(image(&named));
                own_rows.push(row);
            }
            rows.entry(table.clone()).or_insert_with(|| (names(), ByRecord::new())).1.insert(draft.after.id, own_rows);
            images.push((table, draft.after.id.simple(), Some(format!("[{}]", image_rows.join(",")))));
        }
    }
    for (table, (names, rows)) in rows {
        let rows: Vec<_> = rows.into_values().flatten().collect();
        for some in rows.chunks(ROWS) {
            let mut statement = Query::insert();
            statement.into_table(Alias::new(table.clone())).columns(names.clone());
            for row in some {
                statement.values_panic(row.iter().cloned().map(Expr::val));
            }
            transaction.on().execute(&statement).await?;
        }
    }
    Ok(())
}

/// Writes what search looks in, for drafts whose searchable fields changed.
async fn write_search(transaction: &mut Transaction<'_>, caller: &Caller, drafts: &[Draft]) -> Result<()> {
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
            transaction.on().execute(&statement).await?;
        }
    }
    Ok(())
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
    let mut row = vec![SqlValue::from(record.id.0), SqlValue::from(fold::fold(record.text("title").unwrap_or_default()))];
    row.extend(SEARCH_CLASSES.iter().map(|class| SqlValue::String(texts.remove(class))));
    row
}

/// Adds rows to the change log.
pub(super) async fn log(transaction: &mut Transaction<'_>, batch: Id, images: Images) -> Result<()> {
    for some in images.chunks(ROWS) {
        let mut statement = Query::insert();
        statement.into_table("change_log").columns(["batch_id", "table_name", "pk", "image"]);
        for (table, pk, image) in some {
            let cells = [Expr::val(batch.0), Expr::val(table.clone()), Expr::val(pk.clone()), Expr::val(image.clone())];
            statement.values_panic(cells);
        }
        transaction.on().execute(&statement).await?;
    }
    Ok(())
}
