//! What all records of a type come to together, roughly, for those who see the figure in bands only.
//!
//! There is no filter, search or group here: two such sums would give by their difference what neither tells.

use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use serde_json::Value as Json;

use crate::database::{Engine, On};
use crate::error::Result;
use crate::model::value::Currency;
use crate::model::{AnyField, RecordType};
use crate::query::cells;
use crate::query::count;
use crate::query::group::{has_sum, read_rows};
use crate::query::list::{Listing, shown_fields};
use crate::query::select::AT;
use crate::rights::caller::Caller;
use crate::rights::safeguards::may_know_whole;

/// What records come to, rounded to a step that is more than any of them: whichever of them were not there, it might be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// The currency of amounts of money.
    pub currency: Option<Currency>,
    /// Scaled as the field says.
    pub about: i64,
    /// How many records have a value.
    pub records: u64,
}

/// The figures of a type of which the caller may be told what they come to.
pub fn fields(caller: &Caller, kind: &RecordType) -> Vec<AnyField> {
    let is_told = |field: &AnyField| has_sum(field) && may_know_whole(caller, kind, field);
    shown_fields(caller, kind).into_iter().filter(is_told).collect()
}

/// What a figure comes to by currency; nothing of a currency with too few records, or of which one is half of it or more.
pub async fn whole(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    field: &AnyField,
) -> Result<Vec<Whole>> {
    if !may_know_whole(caller, kind, field) {
        return Ok(Vec::new());
    }
    let least = caller.configuration.policy.safeguards.least;
    let text = on.json(&engine.rows_as_json(statement(engine, caller, kind, field)?, 7)).await?;
    Ok(read_rows(&text)?.iter().filter_map(|row| rounded(row, least)).collect())
}

fn statement(engine: Engine, caller: &Caller, kind: &'static RecordType, field: &AnyField) -> Result<SelectStatement> {
    let mut records = count::records(engine, caller, kind, &Listing::new(caller, kind))?;
    let mut cells = cells::of_field(engine, kind, field, AT).into_iter();
    records.expr_as(cells.next().unwrap_or_else(|| Expr::cust("null")), "v");
    records.expr_as(cells.next().unwrap_or_else(|| Expr::cust("null")), "w");
    let mut sums = Query::select();
    sums.expr_as(Expr::col(("n", "w")), "c0");
    // It is added in two halves, which do not overflow.
    for (name, text) in [
        ("c1", "count(n.v)"),
        ("c2", "cast(coalesce(sum(n.v / 1000000000), 0) as bigint)"),
        ("c3", "cast(coalesce(sum(n.v % 1000000000), 0) as bigint)"),
        ("c4", "cast(coalesce(sum(abs(n.v) / 1000000000), 0) as bigint)"),
        ("c5", "cast(coalesce(sum(abs(n.v) % 1000000000), 0) as bigint)"),
        ("c6", "cast(coalesce(max(abs(n.v)), 0) as bigint)"),
    ] {
        sums.expr_as(Expr::cust(text), name);
    }
    let has_value = Expr::col(("n", "v")).is_not_null();
    sums.from_subquery(records, "n").and_where(has_value).group_by_col(("n", "w")).order_by(("n", "w"), Order::Asc);
    Ok(sums)
}

fn rounded(row: &[Json], least: u64) -> Option<Whole> {
    let number = |at: usize| i128::from(row.get(at).and_then(Json::as_i64).unwrap_or(0));
    let records = row.get(1).and_then(Json::as_u64)?;
    let (sum, size, largest) =
        (number(2) * 1_000_000_000 + number(3), number(4) * 1_000_000_000 + number(5), number(6));
    let about = about(records, sum, size, largest, least)?;
    Some(Whole { currency: row.first().and_then(Json::as_str).and_then(Currency::parse), about, records })
}

/// A sum to the nearest step; a step is the power of ten above the largest record.
fn about(records: u64, sum: i128, size: i128, largest: i128, least: u64) -> Option<i64> {
    if records < least || largest * 2 >= size {
        return None;
    }
    let step = std::iter::successors(Some(1_i128), |step| step.checked_mul(10)).find(|step| *step > largest)?;
    i64::try_from((sum + step / 2).div_euclid(step) * step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_rounded_to_more_than_its_largest_part() {
        assert_eq!(about(5, 2_500, 2_500, 600, 5), Some(3_000));
        assert_eq!(about(5, 2_499, 2_499, 999, 5), Some(2_000));
        assert_eq!(about(5, 3_000, 3_000, 1_000, 5), Some(0), "the step is ten thousand");
        assert_eq!(about(6, -2_600, 3_000, 700, 5), Some(-3_000));
    }

    #[test]
    fn too_few_records_and_one_that_outweighs_the_others_come_to_nothing() {
        assert_eq!(about(4, 2_500, 2_500, 700, 5), None);
        assert_eq!(about(9, 2_500, 2_500, 700, 10), None);
        assert_eq!(about(5, 2_000, 2_000, 1_000, 5), None);
        assert_eq!(about(5, 0, 0, 0, 5), None);
    }
}
