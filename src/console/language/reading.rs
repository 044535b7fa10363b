//! Numbers, days and moments as people write them in their language, in the one spelling that is stored. What two people would
//! read in two ways is not guessed at.

use chrono::{Datelike, NaiveDate};

use crate::clock::parse_time;
use crate::console::language::Language;
use crate::console::language::format::MINUS;
use crate::model::decimal;

impl Language {
    /// A number: `1.234,50` in Dutch, `1,234.50` in English, and in either `1234,5` or `1 234.5`, which have one meaning only.
    pub(in crate::console) fn read_number(self, text: &str, scale: u8) -> Option<String> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
        let text = text.replace(MINUS, "-");
        let (sign, rest) = text.strip_prefix('-').map_or(("", &*text), |rest| ("-", rest));
        let rest = rest.strip_prefix('+').filter(|_| sign.is_empty()).unwrap_or(rest);
        let (whole, fraction) = self.parts(rest)?;
        let has_digit = !whole.is_empty() || !fraction.is_empty();
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        let fraction = if fraction.len() > usize::from(scale) { fraction.trim_end_matches('0') } else { fraction };
        let point = if fraction.is_empty() { "" } else { "." };
        let plain = format!("{whole}{point}{fraction}");
        let is_zero = !plain.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        let plain = if is_zero { plain } else { format!("{sign}{plain}") };
        (has_digit && decimal::parse(&plain, scale).is_some()).then_some(plain)
    }

    /// The digits before and after the decimal mark.
    fn parts(self, text: &str) -> Option<(String, &str)> {
        let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let Some(&(last, mark)) = marks.last() else { return Some((text.to_owned(), "")) };
        let same = marks.iter().all(|(_, other)| *other == mark);
        let groups = are_groups(text, mark);
        // One mark may be either; the language decides. French groups by spaces, so there a point before three digits tells
        // nothing.
        let is_point = match (same, marks.len()) {
            (false, _) => true,
            (true, 1) if mark == self.point() => true,
            (true, 1) if groups && self.base() == Self::French => return None,
            (true, 1) => !groups,
            (true, _) => false,
        };
        if !is_point {
            return groups.then(|| (text.replace(mark, ""), ""));
        }
        let (whole, fraction) = (&text[..last], &text[last + 1..]);
        let group = if mark == '.' { ',' } else { '.' };
        let is_whole = !whole.contains([mark, group]) || are_groups(whole, group);
        is_whole.then(|| (whole.replace(group, ""), fraction))
    }

    /// A day: `24-11-2026`, `24.11.2026`, `24 november 2026`, or `2026-11-24`. In English a slash is read as the day first, unless
    /// an American would read another day.
    pub(in crate::console) fn read_day(self, text: &str) -> Option<String> {
        let text = text.trim();
        let mut parts: Vec<&str> = text.split(['-', '/', '.', ' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
        if let [_, "de" | "of", ..] = *parts {
            parts.remove(1);
        }
        let [first, month, last] = *parts else { return None };
        let is_number = |text: &str| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| is_number(text));
        let day = if first.len() == 4 && is_number(first) {
            NaiveDate::from_ymd_opt(i32::try_from(number(first)?).ok()?, number(month)?, number(last)?)
        } else {
            let ordinal = first.trim_end_matches(char::is_alphabetic);
            let is_ordinal =
                ordinal.len() == first.len() || matches!(&first[ordinal.len()..], "er" | "st" | "nd" | "rd" | "th");
            let day = number(ordinal).filter(|_| is_ordinal)?;
            let by_number = number(month);
            let may_be_american = matches!(self.base(), Self::English | Self::Pseudo) && text.contains('/');
            if may_be_american && by_number.is_some_and(|month| day <= 12 && month != day) {
                return None;
            }
            let month = by_number.or_else(|| month_named(month))?;
            let year = number(last).filter(|_| last.len() == 4)?;
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        };
        // As everywhere, the calendar begins with the year 1.
        day.filter(|day| day.year() >= 1).map(|day| day.format("%Y-%m-%d").to_string())
    }

    /// A moment in UTC, in RFC 3339: a day and a clock time, or what an input of a local time sends, or RFC 3339 itself.
    pub(in crate::console) fn read_moment(self, text: &str) -> Option<String> {
        let text = text.trim();
        if parse_time(text).is_some() {
            return Some(text.to_owned());
        }
        let text = text.strip_suffix("UTC").unwrap_or(text).trim_end();
        let (day, clock) = match text.rsplit_once(['T', ' ']).filter(|(_, clock)| clock.contains(':')) {
            Some((day, clock)) => (day.trim_end_matches(','), clock),
            None => (text, "00:00"),
        };
        let seconds = if clock.len() == 5 { ":00" } else { "" };
        let whole = format!("{}T{clock}{seconds}Z", self.read_day(day)?);
        parse_time(&whole).map(|_| whole)
    }
}

/// Whether the marks stand where they stand between thousands.
fn are_groups(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len()) && is_digits(first) && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// The month of a name or its beginning, in any of our languages.
fn month_named(name: &str) -> Option<u32> {
    const BEGINNINGS: [&[&str]; 12] = [
        &["jan"],
        &["feb", "fév", "fev"],
        &["mar", "mrt", "maa", "mär", "mrz"],
        &["apr", "avr"],
        &["may", "mei", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aoû", "aou"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "déc"],
    ];
    let name = name.to_lowercase();
    let begins = |beginnings: &&[&str]| beginnings.iter().any(|beginning| name.starts_with(beginning));
    let at = BEGINNINGS.iter().position(begins).filter(|_| name.chars().all(char::is_alphabetic))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Dutch, English, French, German};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (language, text, read) in [
            (English, "1,234.50", "1234.50"),
            (English, "1.234,50", "1234.50"),
            (English, "1,234", "1234"),
            (English, "12,5", "12.5"),
            (English, "1,234,567", "1234567"),
            (Dutch, "1.234,50", "1234.50"),
            (Dutch, "1,234.50", "1234.50"),
            (Dutch, "1.234", "1234"),
            (Dutch, "12.5", "12.5"),
            (German, "−1.234.567,8", "-1234567.8"),
            (German, "1'234,50", "1234.50"),
            (French, "1\u{202f}234,50", "1234.50"),
            (French, "12.5", "12.5"),
            (English, "007", "7"),
            (English, "-0", "0"),
            (Dutch, "- 3", "-3"),
            (Dutch, "+3", "3"),
            (English, ".5", "0.5"),
            (Dutch, "5,", "5"),
            (English, "1 000", "1000"),
            (Dutch, "5,000", "5"),
        ] {
            assert_eq!(language.read_number(text, 2).as_deref(), Some(read), "{language:?} {text}");
        }
        assert_eq!(Dutch.read_number("1,234", 3).as_deref(), Some("1.234"));
        assert_eq!(English.read_number("1.234", 3).as_deref(), Some("1.234"));
        for (language, text) in [
            (English, ""),
            (English, "abc"),
            (English, "1e3"),
            (English, "--1"),
            (English, "-+1"),
            (English, "1.234"),
            (English, "1.2.3"),
            (English, "."),
            (English, "12,34,567"),
            (Dutch, "1.23,4"),
            (Dutch, "1.2345,6"),
            (French, "1.234"),
            (Dutch, "1,2,3"),
            (Dutch, "½"),
            (Dutch, "١"),
        ] {
            assert_eq!(language.read_number(text, 2), None, "{language:?} {text}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them_and_not_guessed_at() {
        for (language, text, read) in [
            (Dutch, "24-11-2026", "2026-11-24"),
            (Dutch, "3/4/2026", "2026-04-03"),
            (German, "24.11.2026", "2026-11-24"),
            (German, "4. März 2026", "2026-03-04"),
            (French, "1er mars 2026", "2026-03-01"),
            (French, "24 août 2026", "2026-08-24"),
            (Dutch, "24 november 2026", "2026-11-24"),
            (English, "24 Nov 2026", "2026-11-24"),
            (English, "24/11/2026", "2026-11-24"),
            (English, "3-4-2026", "2026-04-03"),
            (French, "2026-11-24", "2026-11-24"),
            (English, "29 Feb 2024", "2024-02-29"),
        ] {
            assert_eq!(language.read_day(text).as_deref(), Some(read), "{language:?} {text}");
        }
        for text in [
            "",
            "yesterday",
            "3/4/2026",
            "11/24/2026",
            "31-11-2026",
            "24-11-26",
            "0000-01-01",
            "24-11",
            "2x-11-2026",
            "29 Feb 2026",
            "1-1-2026-1",
        ] {
            assert_eq!(English.read_day(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_utc() {
        for (text, read) in [
            ("2026-11-24T14:05", "2026-11-24T14:05:00Z"),
            ("2026-11-24 14:05:09", "2026-11-24T14:05:09Z"),
            ("24-11-2026 14:05", "2026-11-24T14:05:00Z"),
            ("24 nov 2026, 14:05 UTC", "2026-11-24T14:05:00Z"),
            ("24-11-2026", "2026-11-24T00:00:00Z"),
            ("2026-11-24T14:05:00+01:00", "2026-11-24T14:05:00+01:00"),
        ] {
            assert_eq!(Dutch.read_moment(text).as_deref(), Some(read), "{text}");
        }
        for text in ["tomorrow", "24-11-2026 25:00", "14:05"] {
            assert_eq!(Dutch.read_moment(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for language in Language::ALL {
            for day in 1..=12 {
                let iso = format!("2026-{day:02}-24");
                assert_eq!(language.read_day(&language.day_to_edit(&iso)), Some(iso.clone()));
                assert_eq!(language.read_day(&language.day(&iso)), Some(iso));
            }
            for plain in ["0", "1234.5", "-1234567.5", "0.25"] {
                assert_eq!(language.read_number(&language.number(plain), 4).as_deref(), Some(plain));
                assert_eq!(language.read_number(&language.number_to_edit(plain), 4).as_deref(), Some(plain));
            }
        }
    }
}
