//! Groups and sums of a list, made in memory from what the caller is shown.

use std::collections::BTreeMap;

use beheer::clock::format_time;
use beheer::model::{AnyField, Kind, Value};
use beheer::query::group::{Grouping, Sum, Total, has_groups, has_sum};

use super::Shown;

/// One of the groupings that the visible fields allow, chosen by a number: sometimes by nothing.
pub(super) fn grouping(visible: &[AnyField], at: usize) -> Grouping {
    let groups: Vec<_> = visible.iter().filter(|field| has_groups(field)).collect();
    let by = groups.get(at % (groups.len() + 1)).map(|field| **field);
    Grouping {
        by,
        sums: visible.iter().filter(|field| has_sum(field)).take(4).copied().collect(),
        ..Grouping::default()
    }
}

/// How many records have each key, and their sums.
pub(super) fn expected<'a>(
    shown: impl Iterator<Item = &'a Shown>,
    grouping: &Grouping,
) -> BTreeMap<String, (u64, Vec<Sum>)> {
    let mut groups: BTreeMap<String, (u64, Vec<Sum>)> = BTreeMap::new();
    for (values, hidden, _) in shown {
        let key = grouping.by.and_then(|field| values.get(field.name).map(|value| key(&field, value)));
        let new = || (0, vec![Sum::default(); grouping.sums.len()]);
        let (count, sums) = groups.entry(format!("{key:?}")).or_insert_with(new);
        *count += 1;
        for (field, sum) in grouping.sums.iter().zip(sums) {
            sum.hidden += u64::from(hidden.contains(&field.name));
            let (currency, amount) = match values.get(field.name) {
                Some(Value::Number(number)) => (None, *number),
                Some(Value::Money(money)) => (Some(money.currency), money.amount),
                _ => continue,
            };
            match sum.totals.iter_mut().find(|total| total.currency == currency) {
                Some(total) => {
                    total.records += 1;
                    total.amount = total.amount.map(|sum| sum + amount);
                }
                None => sum.totals.push(Total { currency, amount: Some(amount), records: 1 }),
            }
            sum.totals.sort_by_key(|total| total.currency);
        }
    }
    groups
}

/// Days and moments are grouped by month.
fn key(field: &AnyField, value: &Value) -> Value {
    match (field.kind, value) {
        (Kind::Date, Value::Date(day)) => Value::Date(format!("{}-01", &day[..7])),
        (Kind::Time, Value::Time(at)) => Value::Date(format!("{}-01", &format_time(*at)[..7])),
        _ => value.clone(),
    }
}
