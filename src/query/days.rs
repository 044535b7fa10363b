//! A list by the day: the first few records of each, and how many there are. What is hidden on some rows puts none on a day: the
//! days would tell of it.

use sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, JoinType, Order, OverStatement as _, WindowStatement};
use serde_json::Value as Json;

use crate::clock::Micros;
use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType};
use crate::query::count;
use crate::query::list::{Found, Listing, shown_fields};
use crate::query::noting::note;
use crate::query::select::{AT, Select};
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::reads::Through;

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

/// What there is on a day.
#[derive(Debug)]
pub struct OnDay {
    /// The number of the day.
    pub day: i64,
    /// How many records.
    pub count: u64,
    /// The first of them, in the order of their times.
    pub first: Vec<Found>,
}

/// The days that have any records, each with the first `each` of them. All is found and counted in one go over the records.
pub async fn first(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    days: &Days,
    each: u32,
) -> Result<Vec<OnDay>> {
    days.require(caller, kind)?;
    let mut ranked = count::records(engine, caller, kind, listing)?;
    let (mut in_order, mut in_all) = (WindowStatement::new(), WindowStatement::new());
    in_order.add_partition_by(days.day()).order_by_expr(days.moment(), Order::Asc).order_by((AT, "id"), Order::Asc);
    in_all.add_partition_by(days.day());
    ranked
        .column((AT, "id"))
        .expr_as(days.day(), "day")
        .expr_window_as(Func::cust("row_number"), in_order, "place")
        .expr_window_as(Expr::cust("count(*)"), in_all, "total");
    let mut select = Select::new(engine, kind);
    let fields = listing.fields.clone().unwrap_or_else(|| shown_fields(caller, kind));
    select.fields(caller, &fields);
    select.extra(Expr::col(("n", "day")));
    select.extra(Expr::col(("n", "total")));
    select
        .statement()
        .join_subquery(JoinType::InnerJoin, ranked, "n", Expr::col(("n", "id")).equals((AT, "id")))
        .and_where(Expr::col(("n", "place")).lte(i64::from(each)))
        .order_by_expr(days.moment(), Order::Asc)
        .order_by((AT, "id"), Order::Asc);
    let mut all: Vec<OnDay> = Vec::new();
    let rows = select.run(on, 2).await?;
    note(caller, kind, &fields, &rows, Through::List);
    for found in rows {
        let cell = |at: usize| found.extra.get(at).and_then(Json::as_i64).unwrap_or(0);
        let (day, count) = (cell(0), u64::try_from(cell(1)).unwrap_or(0));
        match all.last_mut().filter(|last| last.day == day) {
            Some(last) => last.first.push(found),
            None => all.push(OnDay { day, count, first: vec![found] }),
        }
    }
    Ok(all)
}
