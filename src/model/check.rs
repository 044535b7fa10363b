//! Checks of single values against their field: lengths, ranges, forms. The same limits stand in the OpenAPI document.

use crate::error::FieldProblem;
use crate::model::decimal;
use crate::model::field::AnyField;
use crate::model::kind::{Format, Kind};
use crate::model::value::{Currency, Value};

/// Everything that is wrong with `value` for `field`; pointers begin at the field.
pub fn value(field: &AnyField, value: &Value) -> Vec<FieldProblem> {
    match (&field.kind, value) {
        (Kind::Text(format), Value::Text(text)) => text_problem(field, *format, text).into_iter().collect(),
        (Kind::Choice(choices), Value::Text(code)) => {
            if choices.iter().any(|choice| choice.code == code) {
                return Vec::new();
            }
            let codes: Vec<_> = choices.iter().map(|choice| choice.code).collect();
            vec![field.problem(
                "unknown_choice",
                format!("`{code}` is not a choice here. Choose one of: {}.", codes.join(", ")),
            )]
        }
        (Kind::Number { scale }, Value::Number(number)) => range(field, *number, *scale),
        (Kind::Money, Value::Money(money)) => range(field, money.amount, 4),
        (Kind::Date, Value::Date(_))
        | (Kind::Time, Value::Time(_))
        | (Kind::YesNo, Value::YesNo(_))
        | (Kind::Link(_), Value::Link(_)) => Vec::new(),
        (Kind::Reference(targets), Value::Reference(reference)) => {
            if targets.is_empty() || targets.contains(&reference.kind.as_str()) {
                return Vec::new();
            }
            let detail = format!("It cannot be about a `{}`. It can be about: {}.", reference.kind, targets.join(", "));
            vec![field.problem("unknown_type", detail)]
        }
        (Kind::List(list), Value::List(items)) => {
            let mut problems = Vec::new();
            if items.len() > usize::from(list.max_items) {
                problems.push(field.problem("too_many", format!("At most {} of them fit here.", list.max_items)));
            }
            for (index, item) in items.iter().enumerate() {
                for part in list.parts {
                    let found = match item.get(part.name) {
                        Some(inner) => self::value(part, inner),
                        None if part.required => vec![missing(part)],
                        None => Vec::new(),
                    };
                    problems
                        .extend(found.into_iter().map(|problem| problem.under(&index.to_string()).under(field.name)));
                }
            }
            problems
        }
        (Kind::Json, Value::Json(json)) => {
            if json.to_string().len() <= field.max_length as usize {
                return Vec::new();
            }
            vec![field.problem("too_long", format!("At most {} bytes of JSON fit here.", field.max_length))]
        }
        _ => vec![field.problem("wrong_type", format!("A {} is expected here.", field.kind.name()))],
    }
}

/// The problem of a required value that is not there.
pub fn missing(field: &AnyField) -> FieldProblem {
    field.problem("required", format!("{} is needed.", field.label))
}

/// What is wrong with the text of a field that has to be filled in.
pub fn filled(field: &AnyField, text: &str) -> Vec<FieldProblem> {
    if text.is_empty() { vec![missing(field)] } else { value(field, &Value::Text(text.to_owned())) }
}

fn range(field: &AnyField, number: i64, scale: u8) -> Vec<FieldProblem> {
    if (field.minimum..=field.maximum).contains(&number) {
        return Vec::new();
    }
    let (least, most) = (decimal::format(field.minimum, scale), decimal::format(field.maximum, scale));
    vec![field.problem("out_of_range", format!("It must be between {least} and {most}."))]
}

fn text_problem(field: &AnyField, format: Format, text: &str) -> Option<FieldProblem> {
    if text.trim().is_empty() {
        return Some(field.problem("blank", "It must not be blank. Send null to clear it."));
    }
    let length = text.chars().count();
    if length > field.max_length as usize {
        let detail = format!("It has {length} characters; at most {} fit here.", field.max_length);
        return Some(field.problem("too_long", detail));
    }
    let several = format == Format::Lines;
    if text.chars().any(|c| c.is_control() && !(several && matches!(c, '\n' | '\r' | '\t'))) {
        return Some(field.problem("control_character", "It holds a control character; take it out."));
    }
    let (fits, detail) = match format {
        // Which types there are is known to those who look at what is meant.
        Format::Plain | Format::Lines | Format::Type | Format::AnyType => (true, ""),
        Format::Email => (is_email(text), "It is not a mail address; write it like name@example.org."),
        Format::Phone => {
            (text.chars().any(|c| c.is_ascii_digit()), "It is not a telephone number; write it like +31 20 123 4567.")
        }
        Format::Url => (
            (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace),
            "It is not a web address; write it like https://example.org.",
        ),
        Format::Country => (
            text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()),
            "It is not a country code; write two capitals (ISO 3166-1), like NL.",
        ),
        Format::Language => (
            text.split('-').all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric())),
            "It is not a language tag (BCP 47), like nl or en-GB.",
        ),
        Format::Currency => (Currency::parse(text).is_some(), "It is not a currency code (ISO 4217), like EUR."),
    };
    (!fits).then(|| field.problem("wrong_form", detail))
}

/// One `@` with something on both sides and no white space: what RFC 5321 leaves once quoted local parts, which nobody uses,
/// are left out.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@') && !text.contains(char::is_whitespace)
    })
}

/// The pattern (ECMA-262) of what a text field takes, for the OpenAPI document; `None` where its length says it all.
pub fn pattern(format: Format) -> &'static str {
    match format {
        Format::Plain | Format::Type | Format::AnyType => r"^(?=.*\S)[^\u0000-\u001f\u007f-\u009f]*$",
        Format::Lines => r"^(?=[\s\S]*\S)[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$",
        Format::Email => r"^[^\s@\u0000-\u001f\u007f-\u009f]+@[^\s@\u0000-\u001f\u007f-\u009f]+$",
        Format::Phone => r"^(?=.*[0-9])[^\u0000-\u001f\u007f-\u009f]*$",
        Format::Url => r"^https?://[^\s\u0000-\u001f\u007f-\u009f]*$",
        Format::Country => "^[A-Z]{2}$",
        Format::Language => "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$",
        Format::Currency => "^[A-Z]{3}$",
    }
}
