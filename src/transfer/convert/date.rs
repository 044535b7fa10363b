//! Dates and moments: the order of day, month and year, names of months, times of day and offsets.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone};

use crate::clock::Micros;
use crate::transfer::convert::Hint;

/// The order in which a column writes its dates. A date that begins with a year of four digits is read as such in any column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `2024-12-31`
    YearMonthDay,
    /// `31-12-2024`
    DayMonthYear,
    /// `12/31/2024`
    MonthDayYear,
}

/// Names of months by their first letters, which are enough to tell them apart: English, Dutch, German, French.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb", "fév", "fev"],
    &["mar", "maa", "mrt", "mär", "mrz"],
    &["apr", "avr"],
    &["may", "mei", "mai"],
    &["june", "jun", "juin"],
    &["july", "jul", "juil"],
    &["aug", "aoû", "aou"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez", "déc"],
];

/// All names of months written in full, to tell "March" from "Marvin".
const FULL_MONTHS: [&str; 48] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// First letters of the days of the week in the four languages; they may stand before a date.
const WEEKDAYS: [&str; 26] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "maa", "din", "woe", "don", "vri", "zat", "zon", "mit", "die",
    "fre", "sam", "son", "lun", "mar", "mer", "jeu", "ven", "dim", "moe",
];

/// Finds out in which order a column writes its dates. Without evidence, a day comes before a month.
pub fn detect_date_order<'a>(cells: impl IntoIterator<Item = &'a str>) -> Hint<DateOrder> {
    let (mut days, mut months, mut unsure, mut has_short) = (0_usize, 0_usize, 0_usize, false);
    for cell in cells {
        let Some((date, _)) = split_time(cell) else { continue };
        let parts: Vec<&str> = date.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
        let &[first, second, third] = parts.as_slice() else { continue };
        let (Ok(a), Ok(b), Ok(_)) = (first.parse::<u32>(), second.parse::<u32>(), third.parse::<u32>()) else {
            continue;
        };
        let fits = |order| parse_date(cell, order).is_some();
        if first.len() == 4 || a > 31 {
            continue;
        }
        has_short |= fits(DateOrder::DayMonthYear);
        if date.contains('.') || (a > 12 && b <= 12) {
            // Nobody writes the month first with points.
            days += usize::from(fits(DateOrder::DayMonthYear));
        } else if b > 12 && a <= 12 {
            months += usize::from(fits(DateOrder::MonthDayYear));
        } else if a != b {
            unsure += usize::from(fits(DateOrder::DayMonthYear));
        }
    }
    let value = if months > days {
        DateOrder::MonthDayYear
    } else if days > 0 || has_short {
        DateOrder::DayMonthYear
    } else {
        DateOrder::YearMonthDay
    };
    Hint { value, is_ambiguous: (days > 0 && months > 0) || (days + months == 0 && unsure > 0) }
}

/// Reads a date: `YYYY-MM-DD` of a day that exists, between the years 1 and 9999. A time of day after it is left out.
///
/// Years of two digits are those from 1969 to 2068.
pub fn parse_date(text: &str, order: DateOrder) -> Option<String> {
    let (date, time) = split_time(text)?;
    if !time.is_empty() {
        time_of_day(time)?;
    }
    calendar_day(date, order).map(|day| day.format("%Y-%m-%d").to_string())
}

/// Reads a moment: RFC 3339, or a date in this order with a time of day. Without an offset it is UTC; without a time, midnight.
pub fn parse_time(text: &str, order: DateOrder) -> Option<Micros> {
    let (date, time) = split_time(text)?;
    let day = calendar_day(date, order)?;
    let (time, offset) = if time.is_empty() { (NaiveTime::MIN, 0) } else { time_of_day(time)? };
    let moment = FixedOffset::east_opt(offset)?.from_local_datetime(&day.and_time(time)).single()?;
    let year = chrono::Datelike::year(&moment.to_utc());
    (1..=9999).contains(&year).then(|| moment.timestamp_micros())
}

/// Cuts a cell into its date and its time of day, either as it stands.
fn split_time(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    let Some(colon) = text.find(':') else { return Some((text, "")) };
    // The hour before the colon, and what sets it apart from the date.
    let before = text.get(..colon)?.trim_end_matches(|c: char| c.is_ascii_digit());
    let time = text.get(before.len()..)?;
    let date = before.strip_suffix(['T', 't']).unwrap_or(before).trim_end().trim_end_matches(',');
    (!date.is_empty()).then_some((date, time))
}

/// The time of day and its offset in seconds: `09:31`, `9:31:05.123 PM`, `12:00Z`, `12:00:00+01:00`, `12:00:00.000Z-0300`.
fn time_of_day(text: &str) -> Option<(NaiveTime, i32)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(end);
    let mut parts = clock.split(':');
    let mut hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let seconds = parts.next().unwrap_or("0");
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let micros: u32 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let mut rest = rest.trim();
    let half = rest.get(..2).map(str::to_ascii_lowercase).filter(|half| half == "am" || half == "pm");
    if let Some(half) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        rest = rest.get(2..)?.trim();
    }
    let time = NaiveTime::from_hms_micro_opt(hour, minute, second.parse().ok()?, micros)?;
    Some((time, offset(rest)?))
}

/// Seconds east of Greenwich.
fn offset(text: &str) -> Option<i32> {
    let text = match text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")) {
        Some(rest) => rest,
        // Some programs write both: the offset says more than the Z before it.
        None => text.strip_prefix(['Z', 'z']).unwrap_or(text),
    };
    let (sign, rest) = match text.chars().next() {
        None => return Some(0),
        Some('+') => (1, text.get(1..)?),
        Some('-') => (-1, text.get(1..)?),
        Some('−') => (-1, text.get('−'.len_utf8()..)?),
        Some(_) => return None,
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits.len(), 2 | 4) {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// The day that a date without a time of day means.
fn calendar_day(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    if parts.iter().any(|part| part.starts_with(char::is_alphabetic)) {
        return with_month_name(&parts);
    }
    match *parts.as_slice() {
        [compact] if compact.len() == 8 => day(compact.get(..4)?, compact.get(4..6)?, compact.get(6..)?),
        [first, second, third] if first.len() == 4 => day(first, second, third),
        [first, second, third] => match order {
            DateOrder::YearMonthDay if third.len() != 4 => day(first, second, third),
            // A year at the end cannot be a day, whatever the rest of the column does.
            DateOrder::YearMonthDay | DateOrder::DayMonthYear => day(third, second, first),
            DateOrder::MonthDayYear => day(third, first, second),
        },
        _ => None,
    }
}

/// `12 maart 2024`, `March 12th, 2024`, `mar. 12 mars 2024`, `12-Mar-24`.
fn with_month_name(parts: &[&str]) -> Option<NaiveDate> {
    let parts = match *parts {
        [weekday, ref rest @ ..] if rest.len() == 3 && is_weekday(weekday) => rest,
        _ => parts,
    };
    let &[first, second, third] = parts else { return None };
    if first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(first, &month(second)?.to_string(), ordinal(third));
    }
    match (month(first), month(second)) {
        (Some(found), None) => day(third, &found.to_string(), ordinal(second)),
        (None, Some(found)) => day(third, &found.to_string(), ordinal(first)),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    let start: String = word.chars().take(3).collect();
    WEEKDAYS.contains(&start.as_str())
        || matches!(word, "ma" | "di" | "wo" | "do" | "vr" | "za" | "zo" | "mo" | "mi" | "fr" | "sa" | "so")
}

/// The number of a month by its name, whole or cut short.
fn month(word: &str) -> Option<u32> {
    let is_name = FULL_MONTHS.iter().any(|name| name.starts_with(word))
        || MONTHS.iter().any(|starts| starts.contains(&word))
        || matches!(word, "sept" | "fevrier" | "aout" | "decembre" | "maerz" | "jänner");
    if !is_name || word.chars().count() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|starts| starts.iter().any(|start| word.starts_with(start)))?;
    u32::try_from(place + 1).ok()
}

/// `1st`, `2nd`, `1er`, `3e` as digits.
fn ordinal(day: &str) -> &str {
    let digits = day.trim_end_matches(char::is_alphabetic);
    if matches!(day.get(digits.len()..), Some("st" | "nd" | "rd" | "th" | "er" | "e" | "de" | "ste" | "")) {
        digits
    } else {
        day
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let number = |text: &str, longest: usize| {
        let is_number = !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let full = match (year.len(), number(year, 4)?) {
        (4, full @ 1..) => full,
        (2, short) => short + if short < 69 { 2000 } else { 1900 },
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(full).ok()?, number(month, 2)?, number(day, 2)?)
}
