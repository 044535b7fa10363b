//! Lists and single records, as a caller may see them.

use sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement, UnionType};
use serde_json::Value as Json;

use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::{AnyField, Kind, RecordType};
use crate::query::condition;
use crate::query::noting::note;
use crate::query::order::{self, Order};
use crate::query::search::{self, Words};
use crate::query::select::{AT, Row, Select, Summary};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;
use crate::rights::reads::Through;
use crate::rights::sql;

/// The most records a page holds.
pub const MOST: u32 = 200;
/// The most links that are expanded in one list.
const MOST_EXPANDED: usize = 5;
/// The most pieces that a page is put together from; with more of them, sorting everything is the shorter way.
const MOST_PIECES: usize = 64;

/// What to list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Which records.
    pub filter: Filter,
    /// Words to find in them.
    pub words: Option<Words>,
    /// In what order.
    pub order: Vec<Order>,
    /// How many at most.
    pub limit: u32,
    /// After which one.
    pub after: Option<Cursor>,
    /// How many to pass over; for callers that count pages, over types that are never many.
    pub skip: u64,
    /// Which fields; all that the caller may see where none are named.
    pub fields: Option<Vec<AnyField>>,
    /// Links to expand.
    pub expand: Vec<AnyField>,
    /// The bin instead of what is not in it.
    pub bin: bool,
    /// Whose right it is done by: read, or export.
    pub action: Action,
}

impl Listing {
    /// The first fifty of a type in its usual order.
    pub fn new(caller: &Caller, kind: &RecordType) -> Self {
        Self {
            filter: Filter::All,
            words: None,
            order: order::default(caller, kind),
            limit: 50,
            after: None,
            skip: 0,
            fields: None,
            expand: Vec::new(),
            bin: false,
            action: Action::Read,
        }
    }
}

/// Where a page ended: the sort keys of its last record, and its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The keys, as they came from the database.
    pub keys: Vec<Json>,
    /// The record.
    pub id: Id,
}

/// A record as the caller may see it.
pub type Found = Row;

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// The fields that were selected, in order.
    pub fields: Vec<AnyField>,
    /// The records.
    pub items: Vec<Found>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<Cursor>,
}

/// The fields of a type that the caller may see on at least some rows.
pub fn visible_fields(caller: &Caller, kind: &RecordType) -> Vec<AnyField> {
    let all = caller.configuration.schema.fields(kind);
    all.iter().filter(|field| decide::may_see(caller, kind, field)).copied().collect()
}

/// The fields of which the caller may see something on at least some rows: those that he sees, and those that are shown in bands or
/// masked, which can be read but not asked for by filter, order or search.
pub fn shown_fields(caller: &Caller, kind: &RecordType) -> Vec<AnyField> {
    let all = caller.configuration.schema.fields(kind);
    all.iter().filter(|field| decide::may_see_something(caller, kind, field)).copied().collect()
}

/// Reads `first_name,organisation_id` into fields; what the caller cannot see is unknown.
pub fn parse_fields(caller: &Caller, kind: &RecordType, text: &str) -> Result<Vec<AnyField>> {
    let visible = shown_fields(caller, kind);
    let mut fields: Vec<AnyField> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "id") {
        let Some(field) = visible.iter().find(|field| field.name == name) else {
            return Err(Error::invalid("fields", "unknown_field", format!("There is no field `{name}`.")));
        };
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    Ok(fields)
}

/// Reads `organisation,owner` into the link fields of these names with `_id` behind them.
pub fn parse_expand(caller: &Caller, kind: &RecordType, text: &str) -> Result<Vec<AnyField>> {
    let visible = visible_fields(caller, kind);
    let mut fields: Vec<AnyField> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let wanted = format!("{name}_id");
        let is_it =
            |field: &&AnyField| matches!(field.kind, Kind::Link(_)) && (field.name == wanted || field.name == name);
        let Some(field) = visible.iter().find(is_it) else {
            return Err(Error::invalid("expand", "unknown_field", format!("There is no link `{name}` to expand.")));
        };
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    if fields.len() > MOST_EXPANDED {
        return Err(Error::invalid("expand", "too_many", format!("At most {MOST_EXPANDED} links can be expanded.")));
    }
    Ok(fields)
}

/// A page of a list.
pub async fn list(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
) -> Result<Page> {
    let rows = decide::require(caller, listing.action, kind)?;
    let fields = listing.fields.clone().unwrap_or_else(|| shown_fields(caller, kind));
    let after = match &listing.after {
        None => Cond::all(),
        Some(cursor) => order::after(engine, kind, &listing.order, &cursor.keys, cursor.id, AT).ok_or_else(|| {
            let detail = "This cursor does not belong to this order. Begin at the first page.";
            Error::invalid("cursor", "cursor", detail)
        })?,
    };
    let mut select = Select::new(engine, kind);
    if let Some(words) = &listing.words {
        search::narrow(select.statement(), engine, caller, kind, words, AT);
    }
    select.fields(caller, &fields);
    for field in &listing.expand {
        select.expand(caller, field);
    }
    for order in &listing.order {
        select.extra(order.cell(engine, kind, AT));
    }
    let narrowed = |statement: &mut SelectStatement, rows: &Rows| {
        let deleted = Expr::col((AT, "deleted_at"));
        statement
            .and_where(if listing.bin { deleted.is_not_null() } else { deleted.is_null() })
            .cond_where(sql::condition(engine, rows, kind, AT))
            .cond_where(condition::of_filter(engine, caller, kind, &listing.filter, AT))
            .cond_where(after.clone());
        order::apply(statement, engine, kind, &listing.order, AT);
        statement.limit(u64::from(listing.limit) + 1);
    };
    let statement = select.statement();
    let in_one = listing.words.is_some() || listing.skip > 0;
    let pieces = if in_one { Vec::new() } else { rows.pieces(MOST_PIECES) };
    if pieces.len() > 1 {
        statement.and_where(Expr::col((AT, "id")).in_subquery(first_of_each(kind, &pieces, narrowed)));
        order::apply(statement, engine, kind, &listing.order, AT);
        statement.limit(u64::from(listing.limit) + 1);
    } else {
        narrowed(statement, &rows);
        if listing.skip > 0 {
            statement.offset(listing.skip);
        }
    }
    let limit = listing.limit as usize;
    let mut items = select.run(on, listing.order.len()).await?;
    let more = items.len() > limit;
    items.truncate(limit);
    let through = if listing.action == Action::Export { Through::Export } else { Through::List };
    note(caller, kind, &fields, &items, through);
    let next = items.last().filter(|_| more).map(|last| Cursor { keys: last.extra.clone(), id: last.record.id });
    Ok(Page { fields, items, next })
}

/// The ids of the first of each piece, among which are the first of them all: each piece is walked in the order of an index, as far as
/// a page goes, where all pieces together would be gathered and sorted.
fn first_of_each(
    kind: &RecordType,
    pieces: &[Rows],
    narrowed: impl Fn(&mut SelectStatement, &Rows),
) -> SelectStatement {
    let first = |piece: &Rows| {
        let mut first = Query::select();
        first.column((AT, "id")).from_as(kind.table, AT);
        narrowed(&mut first, piece);
        Query::select().column(("p", "id")).from_subquery(first, "p").to_owned()
    };
    let mut all = pieces.iter().map(first);
    let mut one = all.next().unwrap_or_default();
    one.unions(all.map(|more| (UnionType::All, more)));
    one
}

/// One record, in or out of the bin.
pub async fn get(on: On<'_>, engine: Engine, caller: &Caller, kind: &'static RecordType, id: Id) -> Result<Found> {
    get_many(on, engine, caller, kind, &[id], &[]).await?.pop().ok_or(Error::NotFound)
}

/// Several records by id, those that the caller can see, with links expanded.
pub async fn get_many(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    ids: &[Id],
    expand: &[AnyField],
) -> Result<Vec<Found>> {
    let rows = decide::rows(caller, Action::Read, kind);
    if rows == Rows::None {
        return Ok(Vec::new());
    }
    let mut select = Select::new(engine, kind);
    let fields = shown_fields(caller, kind);
    select.fields(caller, &fields);
    for field in expand {
        select.expand(caller, field);
    }
    let column = Expr::col((AT, "id"));
    let wanted = match ids {
        [one] => column.eq(one.0),
        many => column.is_in(many.iter().map(|id| id.0)),
    };
    select.statement().and_where(wanted).cond_where(sql::condition(engine, &rows, kind, AT));
    let found = select.run(on, 0).await?;
    note(caller, kind, &fields, &found, Through::Record);
    Ok(found)
}

/// Those of these ids that the caller can do this to.
pub async fn reached(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    action: Action,
    kind: &'static RecordType,
    ids: &[Id],
) -> Result<Vec<Id>> {
    let rows = decide::rows(caller, action, kind);
    if rows == Rows::None || ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = Select::new(engine, kind);
    let wanted = Expr::col((AT, "id")).is_in(ids.iter().map(|id| id.0));
    select.statement().and_where(wanted).cond_where(sql::condition(engine, &rows, kind, AT));
    Ok(select.run(on, 0).await?.into_iter().map(|row| row.record.id).collect())
}

/// A record linked to, as JSON.
pub fn write_summary(summary: &Summary) -> Json {
    serde_json::json!({"id": summary.id.to_string(), "title": summary.title})
}
