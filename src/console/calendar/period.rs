//! What a calendar shows: a month, a week or a day, in weeks that begin on Monday and days of whoever looks; and
//! their names.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::clock::{Micros, Zone};
use crate::console::language::Language;

pub(super) const DAY: Micros = 86_400_000_000;

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];
const WEEKDAYS: [&str; 7] = ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];
const SHORT: [&str; 7] = [
    "weekday-short-1",
    "weekday-short-2",
    "weekday-short-3",
    "weekday-short-4",
    "weekday-short-5",
    "weekday-short-6",
    "weekday-short-7",
];

/// How much is shown at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Month,
    Week,
    Day,
}

impl View {
    pub(super) const ALL: [Self; 3] = [Self::Month, Self::Week, Self::Day];

    /// Its name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
        }
    }

    /// The one of a name; a month where there is none of that name.
    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.name() == name).unwrap_or(Self::Month)
    }
}

/// A stretch of days around one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) view: View,
    pub(super) day: NaiveDate,
}

impl Period {
    /// The first day that is shown.
    pub(super) fn first(self) -> NaiveDate {
        match self.view {
            View::Month => monday(self.day.with_day(1).unwrap_or(self.day)),
            View::Week => monday(self.day),
            View::Day => self.day,
        }
    }

    /// How many days are shown: whole weeks of a month.
    pub(super) fn length(self) -> u64 {
        match self.view {
            View::Month => {
                let next = self.day.with_day(1).unwrap_or(self.day) + Months::new(1);
                let last = monday(next - Days::new(1)) + Days::new(7);
                u64::try_from((last - self.first()).num_days()).unwrap_or(42)
            }
            View::Week => 7,
            View::Day => 1,
        }
    }

    /// The days that are shown.
    pub(super) fn days(self) -> impl Iterator<Item = NaiveDate> {
        let first = self.first();
        (0..self.length()).map(move |day| first + Days::new(day))
    }

    /// When each day begins, and last when the last one ends. Not every day has 24 hours.
    pub(super) fn begins(self, zone: Zone) -> Vec<Micros> {
        let end = self.first() + Days::new(self.length());
        self.days().chain([end]).map(|day| zone.begin(day)).collect()
    }

    /// The day to show in the period before.
    pub(super) fn previous(self) -> NaiveDate {
        match self.view {
            View::Month => self.day - Months::new(1),
            View::Week => self.day - Days::new(7),
            View::Day => self.day - Days::new(1),
        }
    }

    /// The day to show in the period after.
    pub(super) fn next(self) -> NaiveDate {
        match self.view {
            View::Month => self.day + Months::new(1),
            View::Week => self.day + Days::new(7),
            View::Day => self.day + Days::new(1),
        }
    }

    /// What the period is called.
    pub(super) fn title(self, t: Language) -> String {
        match self.view {
            View::Month => format!("{} {}", capital(&month(t, self.day)), self.day.year()),
            View::Week => {
                let week = self.day.iso_week();
                t.say("calendar-week").with("week", week.week()).with("year", week.year()).into()
            }
            View::Day => capital(&long(t, self.day)),
        }
    }
}

/// The day of a text in an address, in years that every reckoning here can hold.
pub(super) fn parse(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| (1900..=2200).contains(&day.year()))
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

fn month(t: Language, day: NaiveDate) -> String {
    MONTHS.get(day.month0() as usize).map(|key| t.say(*key).into()).unwrap_or_default()
}

/// A day as one says it: `Thursday 26 November 2026`.
pub(super) fn long(t: Language, day: NaiveDate) -> String {
    let weekday = WEEKDAYS.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    let said = t.say("calendar-day").with("weekday", t.say(weekday)).with("day", day.day());
    said.with("month", month(t, day)).with("year", day.year()).into()
}

/// The days of the week where there is little room.
pub(super) fn short_weekdays(t: Language) -> Vec<String> {
    SHORT.iter().map(|key| t.say(*key).into()).collect()
}

/// The same with a capital, as a heading begins.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(view: View, day: &str) -> Period {
        Period { view, day: parse(day).unwrap() }
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        for (day, first, length) in [
            ("2026-11-26", "2026-10-26", 42),
            ("2026-02-14", "2026-01-26", 35),
            ("2027-02-28", "2027-02-01", 28),
            ("2024-02-29", "2024-01-29", 35),
        ] {
            let period = period(View::Month, day);
            assert_eq!((period.first(), period.length()), (parse(first).unwrap(), length), "{day}");
            assert_eq!(period.days().count() as u64, length);
            let begins = period.begins(Zone::UTC);
            assert_eq!((begins[begins.len() - 1] - begins[0]) / DAY, i64::try_from(length).unwrap());
        }
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let hours: Vec<Micros> = period(View::Week, "2026-10-25")
            .begins(zone)
            .windows(2)
            .map(|both| (both[1] - both[0]) / (DAY / 24))
            .collect();
        assert_eq!(hours, [24, 24, 24, 24, 24, 24, 25]);
    }

    #[test]
    fn one_goes_back_and_forth_also_from_the_end_of_a_month() {
        for (view, day, previous, next) in [
            (View::Month, "2026-03-31", "2026-02-28", "2026-04-30"),
            (View::Month, "2026-01-15", "2025-12-15", "2026-02-15"),
            (View::Week, "2026-12-30", "2026-12-23", "2027-01-06"),
            (View::Day, "2026-01-01", "2025-12-31", "2026-01-02"),
        ] {
            let period = period(view, day);
            assert_eq!((period.previous(), period.next()), (parse(previous).unwrap(), parse(next).unwrap()));
        }
        assert_eq!(View::named("year"), View::Month);
        for text in ["", "today", "1899-12-31", "9999-01-01", "2026-02-30"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_have_names_in_every_language() {
        let named = |t, view| period(view, "2027-01-01").title(t);
        for (t, month, week, day) in [
            (Language::English, "January 2027", "Week 53, 2026", "Friday 1 January 2027"),
            (Language::Dutch, "Januari 2027", "Week 53, 2026", "Vrijdag 1 januari 2027"),
            (Language::German, "Januar 2027", "Woche 53, 2026", "Freitag, 1. Januar 2027"),
            (Language::French, "Janvier 2027", "Semaine 53, 2026", "Vendredi 1 janvier 2027"),
        ] {
            assert_eq!(
                (named(t, View::Month), named(t, View::Week), named(t, View::Day)),
                (month.into(), week.into(), day.into())
            );
        }
    }
}
