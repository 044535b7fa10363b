//! Orders: what a list is sorted by, and where a page begins (keyset paging).

use sea_query::{Alias, Cond, Condition, Expr, ExprTrait, NullOrdering, SelectStatement, Value as SqlValue};
use serde_json::Value as Json;

use crate::database::Engine;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::json::is_date;
use crate::model::{AnyField, Kind, RecordType, Root, Schema, columns};
use crate::query::cells;
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::secret::unhex;

/// The most fields a list can be sorted by.
const MOST: usize = 3;

/// One field of an order.
#[derive(Debug, Clone)]
pub struct Order {
    /// The field.
    pub field: AnyField,
    /// Whether the largest come first.
    pub descending: bool,
}

/// Reads `last_name,-created_at`. What the caller cannot see on every row he cannot sort by.
pub fn parse(caller: &Caller, kind: &RecordType, text: &str) -> Result<Vec<Order>> {
    let refuse = |detail: String| Err(Error::invalid("sort", "sort", detail));
    let schema = &caller.configuration.schema;
    let mut orders: Vec<Order> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (descending, name) = part.strip_prefix('-').map_or((false, part), |name| (true, name));
        let Some(field) = schema.field(kind, name).filter(|field| decide::may_see(caller, kind, field)) else {
            return refuse(format!("There is no field `{name}` to sort by."));
        };
        if !field.has_order() {
            let fits = |field: &&AnyField| field.has_order() && decide::sees_everywhere(caller, kind, field);
            let names: Vec<_> = schema.fields(kind).iter().filter(fits).map(|field| field.name).collect();
            return refuse(format!("`{name}` has no order. Sort by one of: {}.", names.join(", ")));
        }
        if !decide::sees_everywhere(caller, kind, field) {
            return refuse(format!("You see `{name}` on some records only, so lists cannot be sorted by it."));
        }
        if orders.iter().all(|order| order.field != *field) {
            orders.push(Order { field: *field, descending });
        }
    }
    if orders.len() > MOST {
        return refuse(format!("At most {MOST} fields fit in an order."));
    }
    Ok(orders)
}

/// The order where none is asked for: by title, and the newest first for what happens to a record.
pub fn default(caller: &Caller, kind: &RecordType) -> Vec<Order> {
    let schema: &Schema = &caller.configuration.schema;
    let newest_first = matches!(kind.root, Root::ChildOf(..));
    let name = if newest_first { "created_at" } else { "title" };
    schema
        .field(kind, name)
        .filter(|field| decide::sees_everywhere(caller, kind, field))
        .map(|field| Order { field: *field, descending: newest_first })
        .into_iter()
        .collect()
}

impl Order {
    /// What is compared. Text by its stored sort key, money by its amount.
    fn key(&self, engine: Engine, kind: &RecordType, at: &'static str) -> Expr {
        if matches!(self.field.kind, Kind::Text(_)) {
            return Expr::col((at, Alias::new(columns::sort_column(self.field.name))));
        }
        if self.field.custom {
            return cells::of_field(engine, kind, &self.field, at)
                .into_iter()
                .next()
                .unwrap_or_else(|| Expr::cust("null"));
        }
        Expr::col((at, Alias::new(self.field.name)))
    }

    fn is_bytes(&self) -> bool {
        matches!(self.field.kind, Kind::Text(_))
    }

    /// Whether the key is there on every record, so that pages can seek on the index.
    pub fn always_there(&self) -> bool {
        (self.field.required && !self.field.custom)
            || matches!(self.field.name, "title" | "created_at" | "updated_at" | "version")
    }

    /// The cell that the cursor is made of.
    pub fn cell(&self, engine: Engine, kind: &RecordType, at: &'static str) -> Expr {
        let key = self.key(engine, kind, at);
        if self.is_bytes() { engine.bytes_text(key) } else { key }
    }

    /// The key as it stands in a cursor; none where a cursor of another order was given.
    fn value(&self, cell: &Json) -> Option<SqlValue> {
        match (cell, self.field.kind) {
            (Json::String(text), Kind::Text(_)) => unhex(text).map(SqlValue::from),
            (Json::String(text), Kind::Date) => is_date(text).then(|| SqlValue::from(text.clone())),
            (Json::String(text), Kind::Choice(_)) => Some(SqlValue::from(text.clone())),
            (Json::Number(number), Kind::Number { .. } | Kind::Money | Kind::Time | Kind::YesNo) => {
                number.as_i64().map(SqlValue::from)
            }
            _ => None,
        }
    }
}

/// Adds the order to a statement; the id decides between equals.
pub fn apply(statement: &mut SelectStatement, engine: Engine, kind: &RecordType, orders: &[Order], at: &'static str) {
    use sea_query::Order::{Asc, Desc};
    for order in orders {
        let direction = if order.descending { Desc } else { Asc };
        let key = order.key(engine, kind, at);
        if order.always_there() {
            statement.order_by_expr(key, direction);
        } else {
            statement.order_by_expr_with_nulls(key, direction, NullOrdering::Last);
        }
    }
    let last = orders.last().is_some_and(|order| order.descending);
    statement.order_by((at, "id"), if last { Desc } else { Asc });
}

/// The rows after the one whose keys and id are given.
pub fn after(
    engine: Engine,
    kind: &RecordType,
    orders: &[Order],
    keys: &[Json],
    id: Id,
    at: &'static str,
) -> Option<Condition> {
    if keys.len() != orders.len() {
        return None;
    }
    let descending = orders.last().is_some_and(|order| order.descending);
    let id_column = || Expr::col((at, "id"));
    // One direction and no missing values: the row comparison that both engines seek on an index with.
    if orders.iter().all(|order| order.always_there() && order.descending == descending) {
        let mut left: Vec<Expr> = orders.iter().map(|order| order.key(engine, kind, at)).collect();
        let mut right = orders.iter().zip(keys).map(|(order, key)| order.value(key)).collect::<Option<Vec<_>>>()?;
        left.push(id_column());
        right.push(SqlValue::from(id.0));
        let right = Expr::tuple(right.into_iter().map(Expr::val));
        let left = Expr::tuple(left);
        return Some(Cond::all().add(if descending { left.lt(right) } else { left.gt(right) }));
    }
    let last = if descending { id_column().lt(id.0) } else { id_column().gt(id.0) };
    let mut condition = Cond::all().add(last);
    for (order, cell) in orders.iter().zip(keys).rev() {
        let key = || order.key(engine, kind, at);
        condition = if cell.is_null() {
            // Missing values stand last: after one of them come only its equals with a later id.
            Cond::all().add(key().is_null()).add(condition)
        } else {
            let value = order.value(cell)?;
            let beyond = if order.descending { key().lt(value.clone()) } else { key().gt(value.clone()) };
            Cond::any().add(beyond).add(key().is_null()).add(Cond::all().add(key().eq(value)).add(condition))
        };
    }
    Some(condition)
}
