//! JSON written straight into text from rows: lists are large, and a tree of values for each would cost more than the query.

use std::fmt::Write as _;

use crate::changes::history::Event;
use crate::clock::{Micros, format_time};
use crate::model::value::Parts;
use crate::model::{AnyField, Kind, Value, decimal};
use crate::query::Found;

/// Adds a text as JSON (RFC 8259 §7).
pub(super) fn text(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            other => drop(write!(out, "\\u{other:04x}")),
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

/// Adds a name and its colon, with a comma where something stands before it.
pub(super) fn name(out: &mut String, name: &str) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
    text(out, name);
    out.push(':');
}

fn quoted(out: &mut String, value: impl std::fmt::Display) {
    // Ids, numbers and moments hold nothing that has to be escaped.
    let _ = write!(out, "\"{value}\"");
}

/// Adds a value.
pub(super) fn value(out: &mut String, field: &AnyField, value: &Value) {
    match value {
        Value::Text(inner) | Value::Date(inner) => text(out, inner),
        Value::Number(number) => {
            let scale = if let Kind::Number { scale } = field.kind { scale } else { 0 };
            quoted(out, decimal::format(*number, scale));
        }
        Value::Money(money) => {
            let _ = write!(
                out,
                "{{\"amount\":\"{}\",\"currency\":\"{}\"}}",
                decimal::format_money(money.amount),
                money.currency.code()
            );
        }
        Value::Time(at) => quoted(out, format_time(*at)),
        Value::YesNo(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Link(id) => quoted(out, id),
        Value::Reference(reference) => {
            out.push_str("{\"type\":");
            text(out, &reference.kind);
            let _ = write!(out, ",\"id\":\"{}\"}}", reference.id);
        }
        Value::List(items) => {
            let list: &[AnyField] = if let Kind::List(list) = field.kind { list.parts } else { &[] };
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                parts(out, list, item);
            }
            out.push(']');
        }
        Value::Json(json) => {
            let _ = write!(out, "{json}");
        }
    }
}

fn parts(out: &mut String, fields: &[AnyField], item: &Parts) {
    out.push('{');
    for field in fields {
        name(out, field.name);
        match item.get(field.name) {
            Some(inner) => value(out, field, inner),
            None => out.push_str("null"),
        }
    }
    out.push('}');
}

/// Adds a record: id and version, then the fields that may be seen; one without a value is null, a list without items empty.
pub(super) fn record(out: &mut String, fields: &[AnyField], row: &Found) {
    let _ = write!(out, "{{\"id\":\"{}\",\"version\":{}", row.record.id, row.record.version);
    for field in fields {
        if field.name == "version" || field.is_secret() || row.hidden.contains(&field.name) {
            continue;
        }
        name(out, field.name);
        match row.record.values.get(field.name) {
            Some(inner) => value(out, field, inner),
            None if matches!(field.kind, Kind::List(_)) => out.push_str("[]"),
            None => out.push_str("null"),
        }
    }
    if !row.partly.is_empty() {
        name(out, "partly");
        out.push('{');
        for (field, shown) in &row.partly {
            name(out, field);
            let _ = write!(out, "{{\"view\":\"{}\",\"text\":", shown.view().name());
            text(out, &shown.to_string());
            out.push('}');
        }
        out.push('}');
    }
    if !row.expanded.is_empty() {
        name(out, "expanded");
        out.push('{');
        for (link, summary) in &row.expanded {
            name(out, link.strip_suffix("_id").unwrap_or(link));
            match summary {
                None => out.push_str("null"),
                Some(summary) => {
                    let _ = write!(out, "{{\"id\":\"{}\",\"title\":", summary.id);
                    text(out, &summary.title);
                    out.push('}');
                }
            }
        }
        out.push('}');
    }
    out.push('}');
}

/// Adds a text or null.
pub(super) fn some_text(out: &mut String, key: &str, inner: Option<&str>) {
    name(out, key);
    match inner {
        Some(inner) => text(out, inner),
        None => out.push_str("null"),
    }
}

/// Adds something that needs no escaping, in quotes, or null.
pub(super) fn some_quoted(out: &mut String, key: &str, inner: Option<impl std::fmt::Display>) {
    name(out, key);
    match inner {
        Some(inner) => quoted(out, inner),
        None => out.push_str("null"),
    }
}

/// Adds a whole number or null.
pub(super) fn some_number(out: &mut String, key: &str, inner: Option<i64>) {
    name(out, key);
    match inner {
        Some(inner) => drop(write!(out, "{inner}")),
        None => out.push_str("null"),
    }
}

/// Adds a moment.
pub(super) fn time(out: &mut String, key: &str, at: Micros) {
    name(out, key);
    quoted(out, format_time(at));
}

/// Adds a row of the journal; its changes are JSON already.
pub(super) fn event(out: &mut String, event: &Event) {
    out.push('{');
    some_number(out, "seq", Some(event.seq));
    some_number(out, "position", event.position);
    some_text(out, "action", Some(&event.action));
    some_text(out, "record_type", Some(&event.record_type));
    some_quoted(out, "record_id", Some(event.record_id));
    some_number(out, "version", Some(event.version));
    time(out, "at", event.at);
    some_text(out, "actor", Some(&event.actor));
    some_quoted(out, "actor_id", event.actor_id);
    some_quoted(out, "real_actor_id", event.real_actor_id);
    some_text(out, "channel", Some(&event.channel));
    some_text(out, "reason_code", event.reason_code.as_deref());
    some_text(out, "reason_text", event.reason_text.as_deref());
    some_text(out, "request_id", Some(&event.request_id));
    some_quoted(out, "batch_id", Some(event.batch_id));
    some_quoted(out, "operation_id", event.operation_id);
    some_text(out, "operation_kind", event.operation_kind.as_deref());
    name(out, "changes");
    out.push_str(if event.changes.is_empty() { "[]" } else { &event.changes });
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_read_back_as_it_was() {
        for given in ["", "plain", "\"\\\n\r\t\u{1}\u{7f}", "é\u{10ffff}<b>&", "end\\"] {
            let mut out = String::new();
            text(&mut out, given);
            assert_eq!(serde_json::from_str::<String>(&out).unwrap(), given);
        }
    }
}
