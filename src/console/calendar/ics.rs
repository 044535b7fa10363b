//! Activities for other calendars: iCalendar (RFC 5545). What begins or is due is an event; a task that is due, a to-do.

use std::fmt::Write as _;

use chrono::DateTime;

use crate::clock::Micros;
use crate::model::Record;
use crate::model::record_type::UPDATED_AT;
use crate::records::activity;

/// The most octets of a line (RFC 5545 §3.1).
const LINE: usize = 75;

/// A calendar with these activities, those of them that have a time.
pub(super) fn calendar<'a>(activities: impl IntoIterator<Item = &'a Record>, now: Micros) -> String {
    let mut ics = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Beheer//Calendar//EN", "CALSCALE:GREGORIAN"] {
        push(&mut ics, line);
    }
    activities.into_iter().for_each(|activity| component(&mut ics, activity, now));
    push(&mut ics, "END:VCALENDAR");
    ics
}

fn component(ics: &mut String, record: &Record, now: Micros) {
    let (starts, due) = (record.get(activity::STARTS), record.get(activity::DUE));
    let Some(at) = starts.or(due) else { return };
    let is_task = starts.is_none() && record.text("kind") == Some("task");
    let name = if is_task { "VTODO" } else { "VEVENT" };
    push(ics, &format!("BEGIN:{name}"));
    push(ics, &format!("UID:{}@beheer", record.id));
    push(ics, &format!("DTSTAMP:{}", moment(record.get(UPDATED_AT).unwrap_or(now))));
    push(ics, &format!("SEQUENCE:{}", record.version.saturating_sub(1)));
    push(ics, &format!("SUMMARY:{}", escaped(record.text("title").unwrap_or_default())));
    push(ics, &format!("{}:{}", if is_task { "DUE" } else { "DTSTART" }, moment(at)));
    if let Some(ends) = record.get(activity::ENDS).filter(|ends| !is_task && *ends > at) {
        push(ics, &format!("DTEND:{}", moment(ends)));
    }
    if let Some(body) = record.text("body").filter(|body| !body.is_empty()) {
        push(ics, &format!("DESCRIPTION:{}", escaped(body)));
    }
    if let Some(done) = record.get(activity::DONE).filter(|_| is_task) {
        push(ics, "STATUS:COMPLETED");
        push(ics, &format!("COMPLETED:{}", moment(done)));
    }
    push(ics, &format!("END:{name}"));
}

/// A moment in UTC, to the second.
fn moment(at: Micros) -> String {
    DateTime::from_timestamp_micros(at).map(|time| time.format("%Y%m%dT%H%M%SZ").to_string()).unwrap_or_default()
}

/// A text as a value (§3.3.11). Line ends become `\n`; control characters, which no value may hold, go.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push_str("\\n"),
            '\\' | ';' | ',' => {
                let _ = write!(safe, "\\{letter}");
            }
            letter if letter.is_control() && letter != '\t' => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// Adds a line, folded where it is too long, never within a character.
fn push(ics: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE {
            ics.push_str("\r\n ");
            used = 1;
        }
        ics.push(letter);
        used += letter.len_utf8();
    }
    ics.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
    use crate::model::Value;

    fn meeting(subject: &str, body: &str) -> Record {
        let mut record = Record::new(&activity::ACTIVITY, Id::built_in(9));
        record.version = 3;
        for (name, text) in [("title", subject), ("kind", "meeting"), ("body", body)] {
            record.values.insert(name, Value::Text(text.into()));
        }
        // 2026-03-04T14:05:00Z, for half an hour.
        record.values.insert("starts", Value::Time(1_772_633_100_000_000));
        record.values.insert("ends", Value::Time(1_772_634_900_000_000));
        record
    }

    /// What a reader of RFC 5545 makes of it.
    fn unfolded(ics: &str) -> Vec<String> {
        ics.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_meeting_is_an_event_and_a_task_that_is_due_a_to_do() {
        let mut task = meeting("Call", "");
        task.values.insert("kind", Value::Text("task".into()));
        task.values.remove("starts");
        task.values.insert("due", Value::Time(1_772_633_100_000_000));
        task.values.insert("done", Value::Time(1_772_633_160_000_000));
        let mut note = meeting("Without a time", "");
        note.values.remove("starts");
        let ics = calendar([&meeting("Demo", ""), &task, &note], 0);
        let lines = unfolded(&ics);
        for line in [
            "BEGIN:VEVENT",
            "SUMMARY:Demo",
            "DTSTART:20260304T140500Z",
            "DTEND:20260304T143500Z",
            "SEQUENCE:2",
            "BEGIN:VTODO",
            "DUE:20260304T140500Z",
            "STATUS:COMPLETED",
            "COMPLETED:20260304T140600Z",
        ] {
            assert_eq!(
                lines.iter().filter(|known| *known == line).count(),
                if line == "SEQUENCE:2" { 2 } else { 1 },
                "{line}"
            );
        }
        assert!(!ics.contains("Without a time"));
        assert!(lines.contains(&format!("UID:{}@beheer", Id::built_in(9))));
    }

    #[test]
    fn no_text_breaks_out_of_its_line() {
        for hostile in [
            "a\r\nEND:VEVENT\r\nBEGIN:VALARM",
            "a\nATTACH:file:///etc/passwd",
            "a\rX:1",
            "a\u{2028}X:1\u{85}Y:2",
            "\\; ,\\n",
            "nul \u{0}\u{7}\u{1b}[2J",
            &"é👩‍👩‍👧".repeat(60),
            &"x".repeat(500),
        ] {
            let ics = calendar([&meeting(hostile, hostile)], 0);
            assert!(ics.split("\r\n").all(|line| line.len() <= LINE), "{hostile}");
            assert!(!ics.replace("\r\n", "").contains(|letter: char| letter.is_control()), "{hostile}");
            let lines = unfolded(&ics);
            assert_eq!(lines.len(), 4 + 9 + 1 + 1, "{lines:?}");
            let summary = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            assert_eq!(plain(summary), seen(hostile));
        }
    }

    /// Takes the escapes back.
    fn plain(value: &str) -> String {
        let (mut text, mut letters) = (String::new(), value.chars());
        while let Some(letter) = letters.next() {
            text.push(match (letter, letter == '\\') {
                (_, true) => match letters.next().unwrap() {
                    'n' => '\n',
                    other => other,
                },
                (letter, _) => letter,
            });
        }
        text
    }

    fn seen(text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
        text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
    }
}
