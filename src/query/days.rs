//! A list by the day: the first few records of each, and how many there are. What is hidden on some rows puts none on a day: the
//! days would tell of it.

use sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Order, OverStatement as _, Query, WindowStatement};
use serde_json::Value as Json;

use crate::clock::Micros;
use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType};
use crate::query::count;
use crate::query::list::{Found, Listing, shown_fields};
use crate::query::select::{AT, Select};
use crate::rights::caller::Caller;
use crate::rights::decide;

const DAY: i64 = 86_400_000_000;

/// Days that follow each other. A record is on the day of the first of its times that is there.
#[derive(Debug, Clone)]
pub struct Days {
    /// Fields of moments.
    pub of: Vec<AnyField>,
    /// When each begins, and last when the last one ends.
    pub begins: Vec<Micros>,
}

impl Days {
    /// Refuses fields that the caller does not see on every row.
    fn require(&self, caller: &Caller, kind: &RecordType) -> Result<()> {
        match self.of.iter().find(|field| !decide::sees_everywhere(caller, kind, field)) {
            None => Ok(()),
            Some(field) => {
                Err(Error::invalid("by", "unknown_field", format!("There is no time `{}` of all records.", field.name)))
            }
        }
    }

    fn moment(&self) -> Expr {
        Func::coalesce(self.of.iter().map(|field| Expr::col((AT, Alias::new(field.name))))).into()
    }

    /// The number of the day. Days of 23 and of 25 hours are rare, so it is reckoned as if there were none, and put right after each.
    fn day(&self) -> Expr {
        let from = self.begins.first().copied().unwrap_or_default();
        let elapsed = self.moment().sub(from);
        let (mut shifts, mut shift) = (Vec::new(), 0);
        for (day, both) in (1_i64..).zip(self.begins.windows(2)) {
            let now = day * DAY - (both[1] - from);
            if now != shift {
                shifts.push((Ord::min(both[1], both[0] + DAY), now));
                shift = now;
            }
        }
        if shifts.is_empty() {
            return elapsed.div(DAY);
        }
        let mut put_right = CaseStatement::new();
        for (since, shift) in shifts.into_iter().rev() {
            put_right = put_right.case(self.moment().gte(since), shift);
        }
        elapsed.add(put_right.finally(0)).div(DAY)
    }
}

/// The first records of each day, at most `each`, in the order of their times.
pub async fn first(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    days: &Days,
    each: u32,
) -> Result<Vec<Found>> {
    days.require(caller, kind)?;
    let (mut ranked, mut window) = (count::records(engine, caller, kind, listing)?, WindowStatement::new());
    window.add_partition_by(days.day()).order_by_expr(days.moment(), Order::Asc).order_by((AT, "id"), Order::Asc);
    ranked.column((AT, "id")).expr_window_as(Func::cust("row_number"), window, "place");
    let chosen = Query::select()
        .column(("n", "id"))
        .from_subquery(ranked, "n")
        .and_where(Expr::col(("n", "place")).lte(i64::from(each)))
        .to_owned();
    let mut select = Select::new(engine, kind);
    select.fields(caller, &listing.fields.clone().unwrap_or_else(|| shown_fields(caller, kind)));
    let statement = select.statement();
    statement
        .and_where(Expr::col((AT, "id")).in_subquery(chosen))
        .order_by_expr(days.moment(), Order::Asc)
        .order_by((AT, "id"), Order::Asc);
    select.run(on, 0).await
}

/// How many records there are on each day that has any.
pub async fn counts(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    days: &Days,
) -> Result<Vec<(i64, u64)>> {
    days.require(caller, kind)?;
    let mut inner = count::records(engine, caller, kind, listing)?;
    inner.expr_as(days.day(), "c0").expr_as(Expr::cust("count(*)"), "c1").group_by_col("c0");
    let rows: Vec<Vec<Vec<Json>>> = serde_json::from_str(&on.json(&engine.rows_as_json(inner, 2)).await?)?;
    let cells = rows.into_iter().map(|row| row.into_iter().flatten());
    Ok(cells.filter_map(|mut cells| Some((cells.next()?.as_i64()?, cells.next()?.as_u64()?))).collect())
}
