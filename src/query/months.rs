//! Months as they are where somebody lives: neither engine is asked about time zones, so that both give the same.

use chrono::{Days, NaiveDate, NaiveTime};
use sea_query::{Expr, ExprTrait};

use crate::clock::{Micros, Zone};

/// The years whose clocks are known one by one; before and after them they go as in the first and the last.
const YEARS: std::ops::Range<i32> = 1990..2050;
/// From when before a month on moments are moved as it is: no clock changes so long before a month that it would matter.
const HALF: Days = Days::new(15);

/// A moment, moved so that its month in UTC is its month in the zone.
pub(super) fn moved(at: Expr, zone: Zone) -> Expr {
    match steps(zone) {
        (0, steps) if steps.is_empty() => at,
        (first, steps) => at.clone().add(by(&at, first, &steps)),
    }
}

/// How far moments are moved at first, and from when on how far. A month is moved as a whole: until its middle by how far its
/// beginning is from midnight in UTC, and from then on by how far its end is.
fn steps(zone: Zone) -> (Micros, Vec<(Micros, Micros)>) {
    let months = YEARS.flat_map(|year| (1..=12).filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 1)));
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
    let moves: Vec<(Micros, Micros)> =
        months.map(|day| (zone.begin(day - HALF), midnight(day) - zone.begin(day))).collect();
    let first = moves.first().map_or(0, |(_, by)| *by);
    let changes = moves.windows(2).filter(|both| both[0].1 != both[1].1).map(|both| both[1]);
    (first, changes.collect())
}

/// By how far a moment is moved, by halves.
fn by(at: &Expr, before: Micros, steps: &[(Micros, Micros)]) -> Expr {
    let (earlier, rest) = steps.split_at(steps.len() / 2);
    let Some(((from, after), later)) = rest.split_first() else { return Expr::cust(before.to_string()) };
    let is_later = at.clone().gte(Expr::cust(from.to_string()));
    Expr::case(is_later, by(at, *after, later)).finally(by(at, before, earlier)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_change_make_two_steps_a_year_and_others_none() {
        assert_eq!(steps(Zone::UTC), (0, Vec::new()));
        let (first, steps_) = steps(Zone::named("Europe/Amsterdam").unwrap());
        assert_eq!((first, steps_.len()), (3_600_000_000, 2 * YEARS.len()));
        assert_eq!(steps(Zone::named("Asia/Kolkata").unwrap()), (19_800_000_000, Vec::new()));
    }
}
