//! Texts from controls as values.

use serde_json::{Map, Value as Json, json};

use crate::console::forms::Resolved;
use crate::console::forms::candidates::Named;
use crate::console::pairs::Pairs;
use crate::console::texts;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::value::Currency;
use crate::model::{AnyField, Format, Kind, Value, check, decimal, json};

/// The value of a field; nothing where its controls are empty.
pub(super) fn field(field: &AnyField, sent: &Pairs, resolved: &Resolved) -> Result<Option<Value>, Vec<FieldProblem>> {
    let Some(json) = value(field, field.name, sent, resolved)? else { return Ok(None) };
    let value = json::read_value(field, &json)?;
    let problems = check::value(field, &value);
    if problems.is_empty() { Ok(Some(value)) } else { Err(problems) }
}

fn value(field: &AnyField, name: &str, sent: &Pairs, resolved: &Resolved) -> Result<Option<Json>, Vec<FieldProblem>> {
    let wrong = |detail: &str| vec![field.problem("wrong_type", detail)];
    if let Kind::List(list) = field.kind {
        return items(field, list.parts, sent, resolved);
    }
    let text = match field.kind {
        Kind::Money => sent.filled(&format!("{name}.amount")),
        Kind::Reference(_) => sent.filled(&format!("{name}.id")),
        _ => sent.filled(name),
    };
    let Some(text) = text else { return Ok(None) };
    let trimmed = text.trim();
    Ok(Some(match field.kind {
        Kind::Text(Format::Lines) => Json::from(text),
        Kind::Number { scale } => number(trimmed, scale).map(Json::from).ok_or_else(|| wrong(texts::NO_NUMBER))?,
        Kind::Money => {
            let amount = number(trimmed, decimal::MONEY_SCALE).ok_or_else(|| wrong(texts::NO_NUMBER))?;
            let currency = sent.text(&format!("{name}.currency")).trim().to_uppercase();
            Currency::parse(&currency).ok_or_else(|| wrong(texts::NO_CURRENCY))?;
            json!({"amount": amount, "currency": currency})
        }
        Kind::Time => moment(trimmed).map(Json::from).ok_or_else(|| wrong(texts::NO_TIME))?,
        Kind::YesNo => Json::from(trimmed == "true"),
        Kind::Link(target) => link(target, trimmed, resolved).map(Json::from).map_err(|detail| wrong(&detail))?,
        Kind::Reference(_) => {
            let kind = sent.filled(&format!("{name}.type")).ok_or_else(|| wrong(texts::NO_REFERENCE_TYPE))?;
            let id = link(kind, trimmed, resolved).map_err(|detail| wrong(&detail))?;
            json!({"type": kind, "id": id})
        }
        Kind::Json => serde_json::from_str(trimmed).map_err(|_| wrong(texts::NO_JSON))?,
        _ => Json::from(trimmed),
    }))
}

fn items(
    field: &AnyField,
    parts: &[AnyField],
    sent: &Pairs,
    resolved: &Resolved,
) -> Result<Option<Json>, Vec<FieldProblem>> {
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    loop {
        let row = rows.len();
        let prefix = format!("{}.{row}", field.name);
        if sent.of(&prefix).is_empty() {
            break;
        }
        let mut item = Map::new();
        for part in parts {
            match value(part, &format!("{prefix}.{}", part.name), sent, resolved) {
                Ok(Some(json)) => drop(item.insert(part.name.into(), json)),
                Ok(None) if part.required => {
                    problems
                        .push(part.problem("required", texts::IT_IS_NEEDED).under(&row.to_string()).under(field.name));
                }
                Ok(None) => {}
                Err(found) => {
                    let under = |problem: FieldProblem| problem.under(&row.to_string()).under(field.name);
                    problems.extend(found.into_iter().map(under));
                }
            }
        }
        rows.push(Json::Object(item));
    }
    match (problems.is_empty(), rows.is_empty()) {
        (false, _) => Err(problems),
        (true, true) => Ok(None),
        (true, false) => Ok(Some(Json::Array(rows))),
    }
}

fn link(target: &str, text: &str, resolved: &Resolved) -> Result<String, String> {
    if let Ok(id) = text.parse::<Id>() {
        return Ok(id.to_string());
    }
    let named = resolved.iter().find(|((kind, known), _)| *kind == target && known == text).map(|(_, named)| named);
    match named {
        Some(Named::One(id)) => Ok(id.to_string()),
        Some(Named::None(detail) | Named::Several(_, detail)) => Err(detail.clone()),
        None => Err(texts::nothing_called("record", text)),
    }
}

/// A number as people write it, in the one spelling that is stored: `1,234.50`, `1234,5` and `1 234.5` are all understood.
fn number(text: &str, scale: u8) -> Option<String> {
    let mut digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    digits = digits.replace('\u{2212}', "-");
    match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) if comma < point => digits = digits.replace(',', ""),
        (Some(_), Some(_)) => digits = digits.replace('.', "").replace(',', "."),
        (Some(_), None) if digits.matches(',').count() > 1 => digits = digits.replace(',', ""),
        (Some(_), None) => digits = digits.replace(',', "."),
        (None, _) => {}
    }
    let (sign, rest) = digits.strip_prefix('-').map_or(("", &*digits), |rest| ("-", rest));
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let fraction = if fraction.len() > usize::from(scale) { fraction.trim_end_matches('0') } else { fraction };
    let point = if fraction.is_empty() { "" } else { "." };
    let plain = format!("{whole}{point}{fraction}");
    let signed = if plain.bytes().any(|byte| matches!(byte, b'1'..=b'9')) { format!("{sign}{plain}") } else { plain };
    let has_digit = rest.bytes().any(|byte| byte.is_ascii_digit());
    (has_digit && decimal::parse(&signed, scale).is_some()).then_some(signed)
}

/// RFC 3339 from what an input of a local time sends, which is in UTC here, or from RFC 3339 itself.
fn moment(text: &str) -> Option<String> {
    let text = text.replace(' ', "T");
    let whole = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        16 => format!("{text}:00Z"),
        19 => format!("{text}Z"),
        _ => text,
    };
    crate::clock::parse_time(&whole).map(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, read) in [
            ("1,234.50", "1234.50"),
            ("1.234,50", "1234.50"),
            ("12,5", "12.5"),
            ("007", "7"),
            ("-0", "0"),
            ("- 3", "-3"),
            (".5", "0.5"),
            ("1 000", "1000"),
        ] {
            assert_eq!(number(text, 2).as_deref(), Some(read), "{text}");
        }
        for text in ["", "abc", "1e3", "--1", "1.234", "1.2.3", "."] {
            assert_eq!(number(text, 2), None, "{text}");
        }
        assert_eq!(number("5.000", 2).as_deref(), Some("5"));
    }

    #[test]
    fn moments_are_utc() {
        assert_eq!(moment("2026-11-24T14:05").as_deref(), Some("2026-11-24T14:05:00Z"));
        assert_eq!(moment("2026-11-24 14:05:09").as_deref(), Some("2026-11-24T14:05:09Z"));
        assert_eq!(moment("tomorrow"), None);
    }
}
