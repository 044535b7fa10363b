//! Values as JSON, the same form everywhere: API, journal, import, saved answers (`design.md` §10.7).

use serde_json::{Map, Value as Json, json};

use crate::clock::{format_time, parse_time};
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::AnyField;
use crate::model::kind::Kind;
use crate::model::record::{Input, Record};
use crate::model::record_type::RecordType;
use crate::model::schema::Schema;
use crate::model::value::{Currency, Money, Parts, Reference, Value};
use crate::model::{check, decimal};

/// Reads what a caller wants a record to hold. All problems are found at once.
///
/// Unknown and computed fields are refused, so that a typing error never passes in silence. A field that `may_use` refuses is
/// reported exactly like one that does not exist, whatever value was given for it, and is never suggested.
pub fn read_input(
    schema: &Schema,
    kind: &RecordType,
    body: &Json,
    may_use: &dyn Fn(&AnyField) -> bool,
) -> Result<Input, Vec<FieldProblem>> {
    let Json::Object(members) = body else {
        let detail = "A JSON object with the fields of the record is expected.";
        return Err(vec![FieldProblem::at("", "wrong_type", detail)]);
    };
    let mut input = Input::new();
    let mut problems = Vec::new();
    for (name, json) in members {
        let field = match schema.field(kind, name) {
            Some(field) if !field.is_secret() && may_use(field) => field,
            _ => {
                problems.push(unknown(schema, kind, name, may_use));
                continue;
            }
        };
        if field.computed {
            problems.push(field.problem("read_only", format!("{} is kept by the program; leave it out.", field.label)));
        } else if json.is_null() {
            input.set(field.name, None);
        } else {
            match read_value(field, json) {
                Ok(value) => {
                    problems.extend(check::value(field, &value));
                    input.set(field.name, Some(value));
                }
                Err(found) => problems.extend(found),
            }
        }
    }
    if problems.is_empty() { Ok(input) } else { Err(problems) }
}

/// The problem of a name that no field has, with the nearest one that exists.
fn unknown(schema: &Schema, kind: &RecordType, name: &str, may_use: &dyn Fn(&AnyField) -> bool) -> FieldProblem {
    let near = schema
        .fields(kind)
        .iter()
        .filter(|field| !field.is_secret() && !field.computed && may_use(field))
        .find(|field| field.name.starts_with(name) || name.starts_with(field.name));
    let hint = near.map_or_else(String::new, |field| format!(" Did you mean `{}`?", field.name));
    FieldProblem::of(name, "unknown_field", format!("{}{hint}", kind.has_no_field(name)))
}

/// Reads one value for a field. Form only; limits are for [`check::value`].
pub fn read_value(field: &AnyField, json: &Json) -> Result<Value, Vec<FieldProblem>> {
    let wrong = |expected: &str| vec![field.problem("wrong_type", format!("{expected} is expected here."))];
    match (&field.kind, json) {
        (Kind::Text(_) | Kind::Choice(_), Json::String(text)) => Ok(Value::Text(text.clone())),
        (Kind::Text(_) | Kind::Choice(_), _) => Err(wrong("A text")),
        (Kind::Number { scale }, Json::String(text)) => decimal::parse(text, *scale)
            .map(Value::Number)
            .ok_or_else(|| wrong(&format!("A decimal number in a text, with at most {scale} digits after the point,"))),
        (Kind::Number { .. }, _) => Err(wrong("A decimal number in a text, such as \"12.5\",")),
        (Kind::Money, Json::Object(parts)) => read_money(field, parts),
        (Kind::Money, _) => Err(wrong("An amount such as {\"amount\": \"12.34\", \"currency\": \"EUR\"}")),
        (Kind::Date, Json::String(text)) if is_date(text) => Ok(Value::Date(text.clone())),
        (Kind::Date, _) => Err(wrong("A day such as \"2026-11-24\"")),
        (Kind::Time, Json::String(text)) => parse_time(text)
            .map(Value::Time)
            .ok_or_else(|| wrong("A moment such as \"2026-11-24T12:00:00Z\" (RFC 3339)")),
        (Kind::Time, _) => Err(wrong("A moment such as \"2026-11-24T12:00:00Z\" (RFC 3339)")),
        (Kind::YesNo, Json::Bool(yes)) => Ok(Value::YesNo(*yes)),
        (Kind::YesNo, _) => Err(wrong("true or false")),
        (Kind::Link(_), Json::String(text)) => text.parse().map(Value::Link).map_err(|()| wrong("The id of a record")),
        (Kind::Link(_), _) => Err(wrong("The id of a record")),
        (Kind::Reference(_), Json::Object(parts)) => read_reference(field, parts),
        (Kind::Reference(_), _) => Err(wrong("A record such as {\"type\": \"contact\", \"id\": \"…\"}")),
        (Kind::List(list), Json::Array(items)) => {
            let mut read = Vec::with_capacity(items.len());
            let mut problems = Vec::new();
            for (index, item) in items.iter().enumerate() {
                match read_parts(list.parts, item) {
                    Ok(parts) => read.push(parts),
                    Err(found) => problems
                        .extend(found.into_iter().map(|problem| problem.under(&index.to_string()).under(field.name))),
                }
            }
            if problems.is_empty() { Ok(Value::List(read)) } else { Err(problems) }
        }
        (Kind::List(_), _) => Err(wrong("A list")),
        (Kind::Json, json) => Ok(Value::Json(json.clone())),
    }
}

fn read_money(field: &AnyField, parts: &Map<String, Json>) -> Result<Value, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for name in parts.keys().filter(|name| !matches!(name.as_str(), "amount" | "currency")) {
        let detail = format!("An amount has no part `{name}`; it has amount and currency.");
        problems.push(FieldProblem::of(name, "unknown_field", detail).under(field.name));
    }
    let amount = parts.get("amount").and_then(Json::as_str).and_then(|text| decimal::parse(text, 4));
    if amount.is_none() {
        let detail = "A decimal number in a text, with at most 4 digits after the point, is expected here.";
        problems.push(FieldProblem::of("amount", "wrong_type", detail).under(field.name));
    }
    let currency = parts.get("currency").and_then(Json::as_str).and_then(Currency::parse);
    if currency.is_none() {
        let detail = "An ISO 4217 code of three capitals, like EUR, is expected here.";
        problems.push(FieldProblem::of("currency", "wrong_type", detail).under(field.name));
    }
    match (amount, currency, problems.is_empty()) {
        (Some(amount), Some(currency), true) => Ok(Value::Money(Money { amount, currency })),
        _ => Err(problems),
    }
}

fn read_reference(field: &AnyField, parts: &Map<String, Json>) -> Result<Value, Vec<FieldProblem>> {
    let kind = parts.get("type").and_then(Json::as_str);
    let id = parts.get("id").and_then(Json::as_str).and_then(|text| text.parse().ok());
    match (kind, id, parts.len()) {
        (Some(kind), Some(id), 2) => Ok(Value::Reference(Reference { kind: kind.to_owned(), id })),
        _ => Err(vec![
            field.problem("wrong_type", "A record such as {\"type\": \"contact\", \"id\": \"…\"} is expected here."),
        ]),
    }
}

fn read_parts(parts: &'static [AnyField], item: &Json) -> Result<Parts, Vec<FieldProblem>> {
    let Json::Object(members) = item else {
        let detail = "An object with the parts of this item is expected.";
        return Err(vec![FieldProblem::at("", "wrong_type", detail)]);
    };
    let mut read = Parts::new();
    let mut problems = Vec::new();
    for (name, json) in members {
        let Some(part) = parts.iter().find(|part| part.name == name) else {
            let names: Vec<_> = parts.iter().map(|part| part.name).collect();
            let detail = format!("There is no part `{name}`; there are {}.", names.join(", "));
            problems.push(FieldProblem::of(name, "unknown_field", detail));
            continue;
        };
        if json.is_null() {
            continue;
        }
        match read_value(part, json) {
            Ok(value) => {
                read.insert(part.name, value);
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

/// Whether a text is `YYYY-MM-DD` and names a day that exists, from year 1 on.
pub fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.is_char_boundary(4)
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
        && !text.starts_with("0000")
        && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// A value as JSON.
pub fn write_value(field: &AnyField, value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::String(text.clone()),
        Value::Number(number) => {
            let scale = if let Kind::Number { scale } = field.kind { scale } else { 0 };
            Json::String(decimal::format(*number, scale))
        }
        Value::Money(money) => {
            json!({"amount": decimal::format_money(money.amount), "currency": money.currency.code()})
        }
        Value::Time(at) => Json::String(format_time(*at)),
        Value::YesNo(yes) => Json::Bool(*yes),
        Value::Link(id) => Json::String(id.to_string()),
        Value::Reference(reference) => json!({"type": reference.kind, "id": reference.id.to_string()}),
        Value::List(items) => {
            let parts = if let Kind::List(list) = field.kind { list.parts } else { &[] };
            Json::Array(items.iter().map(|item| write_parts(parts, item)).collect())
        }
        Value::Json(json) => json.clone(),
    }
}

fn write_parts(parts: &[AnyField], item: &Parts) -> Json {
    let members = parts
        .iter()
        .map(|part| (part.name.to_owned(), item.get(part.name).map_or(Json::Null, |value| write_value(part, value))));
    Json::Object(members.collect())
}

/// A record as JSON: id first, then the given fields; a field without a value is null, a list without items empty.
pub fn write_record(fields: &[AnyField], record: &Record) -> Json {
    let mut members = Map::with_capacity(fields.len() + 1);
    members.insert("id".into(), Json::String(record.id.to_string()));
    for field in fields.iter().filter(|field| !field.is_secret()) {
        let json = match record.values.get(field.name) {
            _ if field.name == "version" => Json::from(record.version),
            Some(value) => write_value(field, value),
            None if matches!(field.kind, Kind::List(_)) => Json::Array(Vec::new()),
            None => Json::Null,
        };
        members.insert(field.name.into(), json);
    }
    Json::Object(members)
}

/// The default of a new record's field, where its definition has one.
pub fn default_value(field: &AnyField) -> Option<Value> {
    if field.default.is_empty() {
        return None;
    }
    let json = serde_json::from_str(field.default).ok()?;
    read_value(field, &json).ok()
}

/// Reads back the id of a record from JSON.
pub fn read_id(json: &Json) -> Option<Id> {
    json.as_str().and_then(|text| text.parse().ok())
}
