//! Fields as cells of a JSON row, and back: what is selected for a field, and how its value is read from what comes.

use sea_query::{Alias, Expr};
use serde_json::Value as Json;

use crate::database::Engine;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::value::{Currency, Items, Money, Parts};
use crate::model::{AnyField, Kind, RecordType, Reference, Value, columns};

/// The expressions that select a field of `kind` from the table under the alias `at`.
pub fn of_field(engine: Engine, kind: &RecordType, field: &AnyField, at: &'static str) -> Vec<Expr> {
    if field.custom {
        return columns::custom_cells(engine, field, at);
    }
    let column = |name: &str| Expr::col((at, Alias::new(name)));
    match field.kind {
        Kind::Link(_) => vec![engine.id_text(column(field.name))],
        Kind::Money => vec![column(field.name), column(&format!("{}_currency", field.name))],
        Kind::Reference(_) => {
            vec![column(&format!("{}_type", field.name)), engine.id_text(column(&format!("{}_id", field.name)))]
        }
        Kind::List(list) => {
            let parts: Vec<String> = list.parts.iter().flat_map(|part| part_cells(engine, part)).collect();
            vec![engine.items_as_json(&columns::list_table(kind, field), at, &parts)]
        }
        _ => vec![column(field.name)],
    }
}

fn part_cells(engine: Engine, part: &AnyField) -> Vec<String> {
    let name = part.name;
    match part.kind {
        Kind::Link(_) => vec![engine.id_text_of(&format!("s.\"{name}\""))],
        Kind::Money => vec![format!("s.\"{name}\""), format!("s.\"{name}_currency\"")],
        Kind::Reference(_) => vec![format!("s.\"{name}_type\""), engine.id_text_of(&format!("s.\"{name}_id\""))],
        _ => vec![format!("s.\"{name}\"")],
    }
}

/// How many cells a field takes.
pub const fn width(field: &AnyField) -> usize {
    match field.kind {
        Kind::Money | Kind::Reference(_) => 2,
        _ => 1,
    }
}

/// Reads the value of a field from its cells.
pub fn read(field: &AnyField, cells: &[Json]) -> Result<Option<Value>> {
    let Some(first) = cells.first().filter(|cell| !cell.is_null()) else { return Ok(None) };
    let broken = || Error::internal(format!("the database holds no {} in {}", field.kind.name(), field.name));
    let text = |cell: &Json| cell.as_str().map(str::to_owned).ok_or_else(broken);
    let value = match field.kind {
        Kind::Text(_) | Kind::Choice(_) => Value::Text(text(first)?),
        Kind::Date => Value::Date(text(first)?),
        Kind::Number { .. } => Value::Number(first.as_i64().ok_or_else(broken)?),
        Kind::Time => Value::Time(first.as_i64().ok_or_else(broken)?),
        Kind::YesNo => Value::YesNo(first.as_i64().ok_or_else(broken)? != 0),
        Kind::Link(_) => Value::Link(read_id(first).ok_or_else(broken)?),
        Kind::Money => {
            let currency = cells.get(1).and_then(Json::as_str).and_then(Currency::parse).ok_or_else(broken)?;
            Value::Money(Money { amount: first.as_i64().ok_or_else(broken)?, currency })
        }
        Kind::Reference(_) => {
            let id = cells.get(1).and_then(read_id).ok_or_else(broken)?;
            Value::Reference(Reference { kind: text(first)?, id })
        }
        Kind::Json => Value::Json(serde_json::from_str(first.as_str().ok_or_else(broken)?)?),
        Kind::List(list) => {
            let rows: Vec<Vec<Json>> = match first {
                Json::String(text) => serde_json::from_str(text)?,
                other => serde_json::from_value(other.clone())?,
            };
            let items = rows.iter().map(|row| read_item(list.parts, row)).collect::<Result<Items>>()?;
            if items.is_empty() {
                return Ok(None);
            }
            Value::List(items)
        }
    };
    Ok(Some(value))
}

fn read_item(parts: &'static [AnyField], row: &[Json]) -> Result<Parts> {
    let mut item = Parts::new();
    let mut at = 0;
    for part in parts {
        let cells = row.get(at..at + width(part)).unwrap_or_default();
        at += width(part);
        if let Some(value) = read(part, cells)? {
            item.insert(part.name, value);
        }
    }
    Ok(item)
}

/// Reads an id: 32 hexadecimal digits from SQLite, hyphens between them from PostgreSQL.
pub fn read_id(cell: &Json) -> Option<Id> {
    uuid::Uuid::try_parse(cell.as_str()?).ok().map(Id)
}
