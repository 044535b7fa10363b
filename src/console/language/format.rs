//! Numbers, amounts, days and moments as each language writes them. The patterns are those of CLDR 48 for en-GB, nl, de and fr,
//! with the minus sign of typography; moments have a clock of 24 hours, in the time zone of whoever reads them.

use chrono::{Datelike, Days, NaiveDate, Timelike};

use crate::clock::{Micros, Moments, Zone};
use crate::console::here::Here;
use crate::console::language::Language;
use crate::model::{Money, decimal};

pub(super) const MINUS: char = '\u{2212}';
const HARD_SPACE: char = '\u{a0}';

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
const DUTCH: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const FRENCH: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

impl Language {
    /// The mark between whole and fraction.
    pub(super) const fn point(self) -> char {
        if matches!(self.base(), Self::English | Self::Pseudo) { '.' } else { ',' }
    }

    /// The mark between thousands.
    pub(super) const fn group(self) -> char {
        match self.base() {
            Self::English | Self::Pseudo | Self::Own(_) => ',',
            Self::Dutch | Self::German => '.',
            Self::French => '\u{202f}',
        }
    }

    /// A decimal number, written plainly in the program, as people read it.
    pub(in crate::console) fn number(self, plain: &str) -> String {
        let (sign, digits) = signed(plain);
        format!("{sign}{}", self.grouped(digits))
    }

    fn grouped(self, digits: &str) -> String {
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let mut text = String::with_capacity(digits.len() + digits.len() / 2);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(self.group());
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push(self.point());
            text.push_str(fraction);
        }
        text
    }

    /// A decimal number as it stands in a control, to be changed: without marks between thousands.
    pub(in crate::console) fn number_to_edit(self, plain: &str) -> String {
        plain.replace('.', &self.point().to_string())
    }

    /// A share of a hundred.
    pub(in crate::console) fn percent(self, number: &str) -> String {
        let space = if matches!(self.base(), Self::German | Self::French) { "\u{a0}" } else { "" };
        format!("{number}{space}%")
    }

    /// An amount. The currencies of our neighbours have signs, which no two countries share; others are named by their code.
    pub(in crate::console) fn money(self, money: &Money) -> String {
        let plain = decimal::format_money(money.amount);
        let (sign, digits) = signed(&plain);
        let digits = self.grouped(digits);
        let (unit, is_sign) = match money.currency.code() {
            "EUR" => ("€", true),
            "GBP" => ("£", true),
            code => (code, false),
        };
        match self.base() {
            Self::English | Self::Pseudo if is_sign => format!("{sign}{unit}{digits}"),
            Self::English | Self::Pseudo | Self::Own(_) => format!("{sign}{unit}{HARD_SPACE}{digits}"),
            Self::Dutch => format!("{unit}{HARD_SPACE}{sign}{digits}"),
            Self::German | Self::French => format!("{sign}{digits}{HARD_SPACE}{unit}"),
        }
    }

    /// A day, stored as `2026-11-24`.
    pub(in crate::console) fn day(self, iso: &str) -> String {
        NaiveDate::parse_from_str(iso, "%Y-%m-%d").map_or_else(|_| iso.to_owned(), |day| self.date(day))
    }

    /// A day as one would type it.
    pub(in crate::console) fn day_to_edit(self, iso: &str) -> String {
        let Ok(date) = NaiveDate::parse_from_str(iso, "%Y-%m-%d") else { return iso.to_owned() };
        let (day, month, year) = (date.day(), date.month(), date.year());
        match self.base() {
            // Numbers alone mean one day here and another one in America.
            Self::English | Self::Pseudo | Self::Own(_) => self.date(date),
            Self::Dutch => format!("{day}-{month}-{year:04}"),
            Self::German => format!("{day}.{month}.{year:04}"),
            Self::French => format!("{day}/{month}/{year:04}"),
        }
    }

    /// The same of a day that is reckoned with.
    pub(in crate::console) fn date(self, date: NaiveDate) -> String {
        let (day, year) = (date.day(), date.year());
        let month = |names: [&'static str; 12]| names.get(date.month0() as usize).copied().unwrap_or_default();
        match self.base() {
            Self::English | Self::Pseudo | Self::Own(_) => format!("{day} {} {year}", month(ENGLISH)),
            Self::Dutch => format!("{day} {} {year}", month(DUTCH)),
            Self::German => format!("{day:02}.{:02}.{year}", date.month()),
            Self::French => format!("{day} {} {year}", month(FRENCH)),
        }
    }

    /// The month of a day, with its year.
    pub(in crate::console) fn month(self, iso: &str) -> String {
        let Ok(day) = NaiveDate::parse_from_str(iso, "%Y-%m-%d") else { return iso.to_owned() };
        let whole = self.date(day);
        // The day stands first in each of the languages.
        whole.split_once([' ', '.']).map_or_else(|| whole.clone(), |(_, rest)| rest.to_owned())
    }

    /// A moment, to the minute.
    pub(in crate::console) fn moment(self, zone: Zone, at: Micros) -> String {
        format!("{} {}", self.date(zone.day(at)), clock(zone, at))
    }

    /// A moment as one would type it.
    pub(in crate::console) fn moment_to_edit(self, zone: Zone, at: Micros) -> String {
        let wall = zone.wall(at);
        let clock = wall.format(if wall.second() == 0 { "%H:%M" } else { "%H:%M:%S" });
        let offset = if is_twice(zone, at) { format!(" {}", zone.offset(at)) } else { String::new() };
        format!("{} {clock}{offset}", self.day_to_edit(&wall.date().to_string()))
    }

    /// A moment as one sees it from now: near days by their name.
    pub(in crate::console) fn moment_from(self, here: Here, at: Micros) -> String {
        let (day, today) = (here.zone.day(at), here.today());
        let key = if day == today {
            "day-today"
        } else if Some(day) == today.checked_sub_days(Days::new(1)) {
            "day-yesterday"
        } else if Some(day) == today.checked_add_days(Days::new(1)) {
            "day-tomorrow"
        } else {
            return self.moment(here.zone, at);
        };
        self.say(key).with("time", clock(here.zone, at)).into()
    }
}

/// The hour and minute. Whoever chose no time zone should know that it is not that of his wall, and of an hour that comes twice it
/// is said which one it is.
fn clock(zone: Zone, at: Micros) -> String {
    let clock = zone.wall(at).format("%H:%M");
    if zone == Zone::UTC {
        format!("{clock} UTC")
    } else if is_twice(zone, at) {
        format!("{clock} {}", zone.offset(at))
    } else {
        clock.to_string()
    }
}

fn is_twice(zone: Zone, at: Micros) -> bool {
    matches!(zone.moments(zone.wall(at)), Moments::Twice(..))
}

/// The sign, and the digits after it.
fn signed(plain: &str) -> (&'static str, &str) {
    plain.strip_prefix('-').map_or(("", plain), |digits| ("\u{2212}", digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_time;
    use crate::model::value::Currency;

    #[test]
    fn numbers_and_amounts_are_written_as_each_language_does() {
        let money = |amount, code| Money { amount, currency: Currency::parse(code).unwrap() };
        for (language, number, euros, dollars) in [
            (Language::English, "−1,234,567.5", "−€1,234.50", "USD 0.125"),
            (Language::Dutch, "−1.234.567,5", "€ −1.234,50", "USD 0,125"),
            (Language::German, "−1.234.567,5", "−1.234,50 €", "0,125 USD"),
            (Language::French, "−1 234 567,5", "−1 234,50 €", "0,125 USD"),
        ] {
            let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(plain(language.number("-1234567.5")), number);
            assert_eq!(plain(language.money(&money(-12_345_000, "EUR"))), euros);
            assert_eq!(plain(language.money(&money(1_250, "USD"))), dollars);
            assert_eq!(language.number("999"), "999");
        }
    }

    #[test]
    fn days_and_moments_are_written_as_each_language_does() {
        let at = parse_time("2026-03-04T14:05:00Z").unwrap();
        let day = 86_400_000_000;
        for (language, date, yesterday) in [
            (Language::English, "4 Mar 2026", "yesterday 14:05 UTC"),
            (Language::Dutch, "4 mrt 2026", "gisteren 14:05 UTC"),
            (Language::German, "04.03.2026", "gestern 14:05 UTC"),
            (Language::French, "4 mars 2026", "hier 14:05 UTC"),
        ] {
            let here = |now| Here { zone: Zone::UTC, now };
            assert_eq!(language.day("2026-03-04"), date);
            assert!(date.ends_with(&language.month("2026-03-01")));
            assert_eq!(language.moment(Zone::UTC, at), format!("{date} 14:05 UTC"));
            assert_eq!(language.moment_from(here(at + day), at), yesterday);
            assert_eq!(language.moment_from(here(at + 2 * day), at), language.moment(Zone::UTC, at));
            assert_eq!(language.day("once"), "once");
        }
    }

    #[test]
    fn moments_are_those_of_the_clock_on_the_wall_and_named_where_it_shows_them_twice() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let at = |text| parse_time(text).unwrap();
        let moment = |text| Language::Dutch.moment(zone, at(text));
        assert_eq!(moment("2026-03-04T23:30:00Z"), "5 mrt 2026 00:30");
        assert_eq!(moment("2026-10-25T00:30:00Z"), "25 okt 2026 02:30 +02:00");
        assert_eq!(moment("2026-10-25T01:30:00Z"), "25 okt 2026 02:30 +01:00");
        assert_eq!(moment("2026-10-25T02:30:00Z"), "25 okt 2026 03:30");
        let here = Here { zone, now: at("2026-03-04T23:00:00Z") };
        assert_eq!(Language::Dutch.moment_from(here, at("2026-03-04T22:59:00Z")), "gisteren 23:59");
        assert_eq!(Language::German.moment_to_edit(zone, at("2026-10-25T01:30:09Z")), "25.10.2026 02:30:09 +01:00");
    }
}
