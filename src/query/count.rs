//! Counts: exact, or up to a limit where exact would cost too much.

use sea_query::{Expr, ExprTrait, Query, SelectStatement};

use crate::database::{Engine, On};
use crate::error::Result;
use crate::model::RecordType;
use crate::query::condition;
use crate::query::list::Listing;
use crate::query::search;
use crate::query::select::AT;
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::sql;

/// How far an estimate counts.
pub const ESTIMATE: u64 = 10_000;

/// How many records a listing has on all its pages; at most `limit` where one is given.
pub async fn count(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    limit: Option<u64>,
) -> Result<u64> {
    let mut inner = records(engine, caller, kind, listing)?;
    inner.expr_as(Expr::val(1), "one");
    if let Some(limit) = limit {
        inner.limit(limit);
    }
    let outer = Query::select().expr(Expr::cust("count(*)")).from_subquery(inner, "n").to_owned();
    Ok(u64::try_from(on.number(&outer).await?.unwrap_or(0)).unwrap_or(0))
}

/// The records that a listing has on all its pages, with nothing selected yet.
pub(super) fn records(
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
) -> Result<SelectStatement> {
    let rows = decide::require(caller, listing.action, kind)?;
    let deleted = Expr::col((AT, "deleted_at"));
    let mut records = Query::select();
    records
        .from_as(kind.table, AT)
        .and_where(if listing.bin { deleted.is_not_null() } else { deleted.is_null() })
        .cond_where(sql::condition(engine, &rows, kind, AT))
        .cond_where(condition::of_filter(engine, caller, kind, &listing.filter, AT));
    if let Some(words) = &listing.words {
        search::narrow(&mut records, engine, caller, kind, words, AT);
    }
    Ok(records)
}
