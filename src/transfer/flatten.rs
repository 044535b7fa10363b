//! Records as rows: which columns an export has, and what stands in them.

use std::collections::BTreeMap;

use sea_query::{Alias, Expr, ExprTrait, Func, Query};

use crate::database::Database;
use crate::error::Result;
use crate::model::kind::{Kind, ListType};
use crate::model::value::Items;
use crate::model::{AnyField, RecordType, Value, columns, decimal};
use crate::query::Found;
use crate::query::select::AT;
use crate::rights::{Action, Caller, decide, sql};
use crate::transfer::headers::{self, MOST_NTH};
use crate::transfer::lookup::guarded;
use crate::transfer::table::{Cell, Parts};
use crate::transfer::target::types;

/// The most links whose titles stand beside their ids.
pub(super) const MOST_TITLES: usize = 5;

/// One column of an export.
#[derive(Debug, Clone)]
pub(super) struct OutColumn {
    pub header: String,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    Id,
    Whole(AnyField),
    Currency(AnyField),
    Title(AnyField),
    /// The value of all things of a type, in one cell.
    Values(AnyField, Option<String>),
    Part(AnyField, Option<String>, u8, &'static AnyField),
}

/// The links of which titles are exported beside the ids.
pub(super) fn titled(fields: &[AnyField]) -> Vec<AnyField> {
    let links = fields.iter().filter(|field| matches!(field.kind, Kind::Link(_)));
    links.take(MOST_TITLES).copied().collect()
}

/// The columns for these fields; lists have as many as the records need that the caller may export.
pub(super) async fn columns(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    fields: &[AnyField],
) -> Result<Vec<OutColumn>> {
    let titled = titled(fields);
    let mut all = vec![OutColumn { header: "Id".into(), source: Source::Id }];
    let mut add = |header: String, source: Source| all.push(OutColumn { header, source });
    for field in fields {
        match field.kind {
            Kind::Link(_) => {
                if titled.contains(field) {
                    add(field.label.to_owned(), Source::Title(*field));
                }
                add(headers::of_id(field), Source::Whole(*field));
            }
            Kind::Money => {
                add(field.label.to_owned(), Source::Whole(*field));
                add(headers::of_currency(field), Source::Currency(*field));
            }
            Kind::List(list) if !types(field).is_empty() => {
                let sizes = sizes(database, caller, kind, field).await?;
                for (header, source) in of_list(field, list, &sizes) {
                    add(header, source);
                }
            }
            _ => add(field.label.to_owned(), Source::Whole(*field)),
        }
    }
    Ok(all)
}

/// The columns of a list whose things have types.
fn of_list(field: &AnyField, list: &'static ListType, sizes: &BTreeMap<Option<String>, i64>) -> Vec<(String, Source)> {
    let value = list.parts.iter().find(|part| part.name == "value");
    let mut found = Vec::new();
    if let Some(value) = value {
        for of in sizes.keys() {
            found.push((headers::of_part(field, of.as_deref(), 1, value), Source::Values(*field, of.clone())));
        }
        return found;
    }
    // More of one type than columns can hold: one cell with all of them loses nothing.
    if sizes.values().any(|size| *size > i64::from(MOST_NTH)) {
        return vec![(field.label.to_owned(), Source::Whole(*field))];
    }
    for (of, size) in sizes {
        for nth in (1..=MOST_NTH).take_while(|nth| i64::from(*nth) <= *size) {
            for part in headers::parts(list) {
                found.push((
                    headers::of_part(field, of.as_deref(), nth, part),
                    Source::Part(*field, of.clone(), nth, part),
                ));
            }
        }
    }
    found
}

/// Types of the things in a list, with the most of each that one record has; one without a type where there is none at all.
async fn sizes(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    list: &AnyField,
) -> Result<BTreeMap<Option<String>, i64>> {
    let rows = decide::rows(caller, Action::Export, kind);
    let records = Query::select()
        .column((AT, "id"))
        .from_as(kind.table, AT)
        .cond_where(sql::condition(database.engine(), &rows, kind, AT))
        .cond_where(guarded(database.engine(), caller, kind, list, sea_query::Cond::all()))
        .to_owned();
    let each = Query::select()
        .column("type")
        .expr_as(Expr::cust("count(*)"), "n")
        .from(Alias::new(columns::list_table(kind, list)))
        .and_where(Expr::col("parent_id").in_subquery(records))
        .group_by_columns(["parent_id", "type"])
        .to_owned();
    let most = Query::select()
        .column("type")
        .expr(Func::max(Expr::col("n")))
        .from_subquery(each, "each_record")
        .group_by_col("type")
        .to_owned();
    let found: Vec<(Option<String>, i64)> = database.read().all(&most).await?;
    Ok(if found.is_empty() { BTreeMap::from([(None, 1)]) } else { found.into_iter().collect() })
}

/// The cells of a record.
pub(super) fn row(columns: &[OutColumn], found: &Found) -> Vec<Cell> {
    columns.iter().map(|column| cell(&column.source, found)).collect()
}

fn cell(source: &Source, found: &Found) -> Cell {
    let value = |field: &AnyField| found.record.value(field.name);
    match source {
        Source::Id => Cell::text(found.record.id.to_string()),
        Source::Whole(field) => value(field).map_or(Cell::Empty, |value| cell_of(field, value)),
        Source::Currency(field) => match value(field) {
            Some(Value::Money(money)) => Cell::text(money.currency.code()),
            _ => Cell::Empty,
        },
        Source::Title(field) => title(field.name, found).map_or(Cell::Empty, Cell::text),
        Source::Values(field, of) => {
            let texts: Vec<String> = items(found, field)
                .filter(|item| type_of(item) == of.as_deref())
                .filter_map(|item| item.get("value").map(|value| cell_of(field, value).to_text()))
                .collect();
            Cell::text(texts.join("; "))
        }
        Source::Part(field, of, nth, part) => {
            let mut same = items(found, field).filter(|item| type_of(item) == of.as_deref());
            let item = same.nth(usize::from(*nth).saturating_sub(1));
            item.and_then(|item| item.get(part.name)).map_or(Cell::Empty, |value| cell_of(part, value))
        }
    }
}

/// The title of the record that a link leads to, where the caller may see it.
pub(super) fn title(link: &str, found: &Found) -> Option<String> {
    let expanded = found.expanded.iter().find(|(name, _)| *name == link)?;
    expanded.1.as_ref().map(|summary| summary.title.clone())
}

fn items<'a>(found: &'a Found, list: &AnyField) -> impl Iterator<Item = &'a crate::model::value::Parts> {
    let items: Option<&Items> = match found.record.value(list.name) {
        Some(Value::List(items)) => Some(items),
        _ => None,
    };
    items.into_iter().flatten()
}

fn type_of(item: &crate::model::value::Parts) -> Option<&str> {
    match item.get("type") {
        Some(Value::Text(code)) => Some(code),
        _ => None,
    }
}

/// A value as a cell: choices by their labels, which people read and imports understand.
pub(super) fn cell_of(field: &AnyField, value: &Value) -> Cell {
    match (value, field.kind) {
        (Value::Text(code), Kind::Choice(choices)) => {
            let label = choices.iter().find(|choice| choice.code == code).map_or(code.as_str(), |choice| choice.label);
            Cell::text(label)
        }
        (Value::Text(text), _) => Cell::text(text.as_str()),
        (Value::Number(number), Kind::Number { scale }) => Cell::Number(decimal::format(*number, scale)),
        (Value::Number(number), _) => Cell::Number(number.to_string()),
        (Value::Money(money), _) => Cell::Number(decimal::format_money(money.amount)),
        (Value::Date(day), _) => Cell::Date(day.clone()),
        (Value::Time(at), _) => Cell::Time(*at),
        (Value::YesNo(yes), _) => Cell::YesNo(*yes),
        (Value::Link(id), _) => Cell::text(id.to_string()),
        (Value::Reference(reference), _) => Cell::text(format!("{}:{}", reference.kind, reference.id)),
        (Value::List(items), Kind::List(list)) => Cell::List(items.iter().map(|item| parts_of(list, item)).collect()),
        (Value::List(_), _) => Cell::Empty,
        (Value::Json(json), _) => Cell::text(json.to_string()),
    }
}

/// The parts of a thing in a list, as text.
fn parts_of(list: &ListType, item: &crate::model::value::Parts) -> Parts {
    let part = |part: &AnyField| {
        let value = item.get(part.name)?;
        // The codes of types, which programs read.
        let text = if let Value::Text(text) = value { text.clone() } else { cell_of(part, value).to_text() };
        Some((part.name.to_owned(), text))
    };
    list.parts.iter().filter_map(part).collect()
}
