//! A filter over one record in memory. This file is the definition that the SQL form is tested against.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::id::Id;
use crate::model::fold::sort_key;
use crate::model::record::Record;
use crate::model::value::Value;

use super::{Filter, ID, Literal, Op, Part, Test};

/// Whether the record satisfies the filter.
///
/// | | value | no value |
/// |---|---|---|
/// | `pr` | true (a list: it has items) | false |
/// | `eq` | the very same | false |
/// | `ne` | not the very same | **true** |
/// | `co` `sw` `ew` | ASCII case aside | false |
/// | `gt` `ge` `lt` `le` | by number, day, moment, or sort key of the text | false |
/// | brackets | some item satisfies all of it | false |
pub fn matches(filter: &Filter, record: &Record) -> bool {
    holds(filter, &Source { id: Some(record.id), values: &record.values })
}

/// Where values come from: a record, or one item of a list (which has no id).
struct Source<'a> {
    id: Option<Id>,
    values: &'a BTreeMap<&'static str, Value>,
}

fn holds(filter: &Filter, source: &Source<'_>) -> bool {
    match filter {
        Filter::All => true,
        Filter::And(members) => members.iter().all(|member| holds(member, source)),
        Filter::Or(members) => members.iter().any(|member| holds(member, source)),
        Filter::Not(inner) => !holds(inner, source),
        Filter::Test(test) => passes(test, source),
        Filter::Any { list, items } => match source.values.get(list.name) {
            Some(Value::List(list)) => list.iter().any(|parts| holds(items, &Source { id: None, values: parts })),
            _ => false,
        },
    }
}

/// The outcome of one test.
fn passes(test: &Test, source: &Source<'_>) -> bool {
    let id;
    let value = match source.id {
        Some(own) if test.path.field.name == ID.name => {
            id = Value::Link(own);
            Some(&id)
        }
        _ => source.values.get(test.path.field.name),
    };
    let Some(value) = value else {
        return test.op == Op::Ne;
    };
    let literal = &test.literal;
    match test.op {
        Op::Present => !matches!(value, Value::List(items) if items.is_empty()),
        Op::Eq => same(value, test.path.part, literal),
        Op::Ne => !same(value, test.path.part, literal),
        Op::Co => folded(value, literal).is_some_and(|(text, wanted)| text.contains(&wanted)),
        Op::Sw => folded(value, literal).is_some_and(|(text, wanted)| text.starts_with(&wanted)),
        Op::Ew => folded(value, literal).is_some_and(|(text, wanted)| text.ends_with(&wanted)),
        Op::Gt => order(value, literal).is_some_and(Ordering::is_gt),
        Op::Ge => order(value, literal).is_some_and(Ordering::is_ge),
        Op::Lt => order(value, literal).is_some_and(Ordering::is_lt),
        Op::Le => order(value, literal).is_some_and(Ordering::is_le),
    }
}

/// Whether the value, or the component of it, is exactly the literal.
fn same(value: &Value, part: Part, literal: &Literal) -> bool {
    match (value, part, literal) {
        (Value::Text(value), _, Literal::Text(literal)) | (Value::Date(value), _, Literal::Date(literal)) => {
            value == literal
        }
        (Value::Number(value), _, Literal::Number(literal)) | (Value::Time(value), _, Literal::Time(literal)) => {
            value == literal
        }
        (Value::YesNo(value), _, Literal::YesNo(literal)) => value == literal,
        (Value::Link(value), _, Literal::Id(literal)) => value == literal,
        (Value::Money(money), Part::MoneyValue, Literal::Number(literal)) => money.amount == *literal,
        (Value::Money(money), Part::MoneyCurrency, Literal::Text(literal)) => money.currency.code() == literal,
        (Value::Reference(reference), Part::ReferenceType, Literal::Text(literal)) => reference.kind == *literal,
        (Value::Reference(reference), Part::ReferenceId, Literal::Id(literal)) => reference.id == *literal,
        _ => false,
    }
}

/// The text and the literal with ASCII capitals made small: the only folding that both engines and Rust do alike without a stored
/// column. Search is what forgives diacritics.
fn folded(value: &Value, literal: &Literal) -> Option<(String, String)> {
    match (value, literal) {
        (Value::Text(text), Literal::Text(wanted)) => Some((text.to_ascii_lowercase(), wanted.to_ascii_lowercase())),
        _ => None,
    }
}

/// How the value stands to the literal.
fn order(value: &Value, literal: &Literal) -> Option<Ordering> {
    match (value, literal) {
        (Value::Text(value), Literal::Text(literal)) => Some(sort_key(value).cmp(&sort_key(literal))),
        // ISO days of four-digit years are in the order of their texts.
        (Value::Date(value), Literal::Date(literal)) => Some(value.cmp(literal)),
        (Value::Number(value), Literal::Number(literal)) | (Value::Time(value), Literal::Time(literal)) => {
            Some(value.cmp(literal))
        }
        (Value::Money(money), Literal::Number(literal)) => Some(money.amount.cmp(literal)),
        _ => None,
    }
}
