//! Numbers, days and moments as people write them in their language, in the one spelling that is stored. What two people would
//! read in two ways is not guessed at.

use chrono::{Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone};

use crate::clock::{Micros, Moments, parse_time};
use crate::console::here::Here;
use crate::console::language::Language;
use crate::console::language::format::MINUS;
use crate::model::decimal;

/// Why a text is no moment.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::console) enum Unread {
    /// It says none.
    Unclear,
    /// The clock on the wall skips it.
    Never,
    /// The clock on the wall shows it twice; how to write the first, and the second.
    Twice(String, String),
}

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

    /// An amount such as `2.500`, which is two and a half or a thousand times as much, depending on who reads it: how to write the
    /// large one, and the small one.
    pub(in crate::console) fn two_readings(self, text: &str) -> Option<(String, String)> {
        let (bare, mark) = (text.strip_prefix(['-', '+', MINUS]).unwrap_or(text), self.point());
        let is_unclear = bare.matches(mark).count() == 1 && !bare.starts_with('0') && are_groups(bare, mark);
        let small = text.strip_suffix('0').map_or_else(|| format!("{text}0"), str::to_owned);
        is_unclear.then(|| (self.number(&text.replace(mark, "")), small))
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
    /// an American would read another day. And `today`, `gisteren`, `demain`.
    pub(in crate::console) fn read_day(self, today: NaiveDate, text: &str) -> Option<String> {
        let text = text.trim();
        if let Some(day) = day_named(today, text) {
            return Some(day.to_string());
        }
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

    /// A moment: a day and a time by the clock on the wall, or by another where an offset says so; or RFC 3339. A day alone is its
    /// beginning.
    pub(in crate::console) fn read_moment(self, here: Here, text: &str) -> Result<Micros, Unread> {
        let text = text.trim();
        if let Some(at) = parse_time(text) {
            return Ok(at);
        }
        let (plain, offset) = with_offset(text);
        let day = |text| self.read_day(here.today(), text)?.parse::<NaiveDate>().ok();
        // As much as is a time of day: `14 h 30` is more than its last word.
        let both = plain.rmatch_indices([' ', '\u{a0}', '\u{202f}', 'T']).find_map(|(at, mark)| {
            let (left, right) = (&plain[..at], &plain[at + mark.len()..]);
            let left = left.trim_end();
            let left = [" om", " at", " um", " à", ","].iter().find_map(|word| left.strip_suffix(word)).unwrap_or(left);
            Some((day(left)?, read_clock(right)?))
        });
        let begin = || Some((day(plain)?, NaiveTime::MIN));
        let (day, clock) = both.or_else(begin).ok_or(Unread::Unclear)?;
        let wall = day.and_time(clock);
        if let Some(offset) = offset {
            let at = offset.from_local_datetime(&wall).single().ok_or(Unread::Unclear)?;
            return Ok(at.timestamp_micros());
        }
        match here.zone.moments(wall) {
            Moments::Once(at) => Ok(at),
            _ if both.is_none() => Ok(here.zone.begin(day)),
            Moments::Never => Err(Unread::Never),
            Moments::Twice(first, second) => {
                let written = [first, second].map(|at| self.moment_to_edit(here.zone, at));
                let [first, second] = written;
                Err(Unread::Twice(first, second))
            }
        }
    }
}

/// The text before an offset from UTC, and the offset.
fn with_offset(text: &str) -> (&str, Option<FixedOffset>) {
    let Some((rest, last)) = text.rsplit_once(' ') else { return (text, None) };
    let offset = if last == "UTC" { FixedOffset::east_opt(0) } else { read_offset(last) };
    (if offset.is_some() { rest.trim_end() } else { text }, offset)
}

fn read_offset(text: &str) -> Option<FixedOffset> {
    let (sign, clock) = match text.split_at_checked(text.chars().next()?.len_utf8())? {
        ("+", clock) => (1, clock),
        ("-" | "−", clock) => (-1, clock),
        _ => return None,
    };
    let clock = NaiveTime::parse_from_str(clock, "%H:%M").ok()?;
    FixedOffset::east_opt(sign * i32::try_from(chrono::Timelike::num_seconds_from_midnight(&clock)).ok()?)
}

/// A time of day: `14:05`, `14.05 uur`, `14h05`, `2:05 pm`.
pub(in crate::console) fn read_clock(text: &str) -> Option<NaiveTime> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
    let half = ["am", "pm"].iter().position(|half| text.ends_with(half));
    let bare = ["uur", "uhr", "am", "pm"].iter().find_map(|word| text.strip_suffix(word));
    let hours = bare.or_else(|| text.strip_suffix(['h', 'u']));
    let parts: Vec<&str> = hours.unwrap_or(&text).split([':', '.', 'h', 'u']).collect();
    let number = |part: &&str| {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let numbers: Vec<u32> = parts.iter().map(number).collect::<Option<_>>()?;
    let (hour, minute, second) = match *numbers {
        // A number alone may be anything.
        [hour] if hours.is_some() => (hour, 0, 0),
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + 12 * u32::try_from(half).ok()?,
        Some(_) => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// A day by its name, as seen from another.
fn day_named(today: NaiveDate, name: &str) -> Option<NaiveDate> {
    let name = name.to_lowercase().replace('’', "'");
    match &*name {
        "today" | "vandaag" | "heute" | "aujourd'hui" => Some(today),
        "tomorrow" | "morgen" | "demain" => today.checked_add_days(Days::new(1)),
        "overmorgen" | "übermorgen" | "après-demain" => today.checked_add_days(Days::new(2)),
        "yesterday" | "gisteren" | "gestern" | "hier" => today.checked_sub_days(Days::new(1)),
        _ => None,
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
    use crate::clock::Zone;
    use Language::{Dutch, English, French, German};

    /// In Amsterdam, on the 24th of November, a little after midnight; elsewhere it is still the 23rd.
    fn here() -> Here {
        let now = parse_time("2026-11-23T23:30:00Z").unwrap();
        Here { zone: Zone::named("Europe/Amsterdam").unwrap(), now }
    }

    fn today() -> NaiveDate {
        here().today()
    }

    #[test]
    fn an_amount_of_two_readings_is_told_from_one_of_one() {
        let told = |language: Language, text| language.two_readings(text);
        let both = |large: &str, small: &str| Some((large.to_owned(), small.to_owned()));
        assert_eq!(told(English, "2.500"), both("2,500", "2.50"));
        assert_eq!(told(Dutch, "2,505"), both("2.505", "2,5050"));
        for (language, text) in
            [(English, "2,500"), (Dutch, "2.500"), (English, "0.500"), (English, "2.50"), (English, "1,250.500")]
        {
            assert_eq!(told(language, text), None, "{text}");
        }
    }

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
            (Dutch, "Vandaag", "2026-11-24"),
            (Dutch, "morgen", "2026-11-25"),
            (German, "übermorgen", "2026-11-26"),
            (French, "aujourd’hui", "2026-11-24"),
            (French, "hier", "2026-11-23"),
            (English, "tomorrow", "2026-11-25"),
        ] {
            assert_eq!(language.read_day(today(), text).as_deref(), Some(read), "{language:?} {text}");
        }
        for text in [
            "",
            "soon",
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
            assert_eq!(English.read_day(today(), text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_read_by_the_clock_on_the_wall() {
        for (language, text, read) in [
            (Dutch, "2026-11-24T14:05", "2026-11-24T13:05:00Z"),
            (Dutch, "2026-11-24 14:05:09", "2026-11-24T13:05:09Z"),
            (Dutch, "24-11-2026 14:05", "2026-11-24T13:05:00Z"),
            (Dutch, "24 nov 2026, 14:05", "2026-11-24T13:05:00Z"),
            (Dutch, "morgen om 9.30 uur", "2026-11-25T08:30:00Z"),
            (German, "24.11.2026 um 14 Uhr", "2026-11-24T13:00:00Z"),
            (German, "24.11.2026 14.05 Uhr", "2026-11-24T13:05:00Z"),
            (French, "24 novembre 2026 à 14 h 05", "2026-11-24T13:05:00Z"),
            (English, "24 Nov 2026 2:05 pm", "2026-11-24T13:05:00Z"),
            (English, "today 12 am", "2026-11-23T23:00:00Z"),
            (Dutch, "24-11-2026", "2026-11-23T23:00:00Z"),
            (Dutch, "1-7-2026 14:05", "2026-07-01T12:05:00Z"),
            // By another clock.
            (Dutch, "24-11-2026 14:05 UTC", "2026-11-24T14:05:00Z"),
            (Dutch, "24-11-2026 14:05 −05:00", "2026-11-24T19:05:00Z"),
            (Dutch, "2026-11-24T14:05:00+05:00", "2026-11-24T09:05:00Z"),
            // Which of the two is said.
            (Dutch, "25-10-2026 02:30 +02:00", "2026-10-25T00:30:00Z"),
            (Dutch, "25-10-2026 02:30 +01:00", "2026-10-25T01:30:00Z"),
        ] {
            assert_eq!(language.read_moment(here(), text), Ok(parse_time(read).unwrap()), "{language:?} {text}");
        }
        for text in ["soon", "24-11-2026 25:00", "14:05", "24-11-2026 7", "24-11-2026 13 pm", "3/4", "", "T", "é +1"] {
            assert_eq!(Dutch.read_moment(here(), text), Err(Unread::Unclear), "{text}");
        }
    }

    #[test]
    fn what_the_clock_on_the_wall_skips_or_shows_twice_is_not_guessed_at() {
        assert_eq!(Dutch.read_moment(here(), "29-3-2026 02:30"), Err(Unread::Never));
        let twice = Unread::Twice("25-10-2026 02:30 +02:00".into(), "25-10-2026 02:30 +01:00".into());
        assert_eq!(Dutch.read_moment(here(), "25-10-2026 02:30"), Err(twice));
        // A day alone begins when it does.
        let zone = Zone::named("America/Sao_Paulo").unwrap();
        let begins = parse_time("2018-11-04T01:00:00-02:00").unwrap();
        assert_eq!(Dutch.read_moment(Here { zone, ..here() }, "4-11-2018"), Ok(begins));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for language in Language::ALL {
            for day in 1..=12 {
                let iso = format!("2026-{day:02}-24");
                assert_eq!(language.read_day(today(), &language.day_to_edit(&iso)), Some(iso.clone()));
                assert_eq!(language.read_day(today(), &language.day(&iso)), Some(iso));
            }
            // The hours around those that are skipped, and around those that come twice.
            for begins in ["2026-03-28T22:00:00Z", "2026-10-24T22:00:00Z"] {
                for hour in 0..6 {
                    let at = parse_time(begins).unwrap() + hour * 3_600_000_000;
                    for text in [language.moment_to_edit(here().zone, at), language.moment(here().zone, at)] {
                        assert_eq!(language.read_moment(here(), &text), Ok(at), "{text}");
                    }
                }
            }
            for plain in ["0", "1234.5", "-1234567.5", "0.25"] {
                assert_eq!(language.read_number(&language.number(plain), 4).as_deref(), Some(plain));
                assert_eq!(language.read_number(&language.number_to_edit(plain), 4).as_deref(), Some(plain));
            }
        }
    }
}
