//! Rows in memory: the same decision for one record in hand.

use crate::id::Id;
use crate::model::{Kind, Record, Reference, Value};
use crate::rights::decide::{Rows, Subject};

/// Looks up another record by type and id; only records that are not in the bin are found.
pub type Lookup<'a> = dyn Fn(&str, Id) -> Option<Record> + 'a;

/// Whether a record is among the rows.
pub fn matches(rows: &Rows, record: &Record, lookup: &Lookup<'_>) -> bool {
    match rows {
        Rows::All => true,
        Rows::None => false,
        Rows::OwnedBy("id", users) => users.contains(&record.id),
        Rows::OwnedBy(field, users) => matches!(record.value(field), Some(Value::Link(owner)) if users.contains(owner)),
        Rows::Both(many) => many.iter().all(|rows| matches(rows, record, lookup)),
        Rows::About(subject, or_nothing) => about(subject, *or_nothing, record, lookup),
    }
}

/// Whether the decision can be made from the record alone.
pub fn needs_no_lookup(rows: &Rows) -> bool {
    match rows {
        Rows::All | Rows::None | Rows::OwnedBy(..) => true,
        Rows::Both(many) => many.iter().all(needs_no_lookup),
        Rows::About(..) => false,
    }
}

fn about(subject: &Subject, or_nothing: bool, record: &Record, lookup: &Lookup<'_>) -> bool {
    let references = match (record.value(subject.field.name), subject.field.kind) {
        (Some(Value::Link(id)), Kind::Link(target)) => vec![Reference { kind: target.to_owned(), id: *id }],
        (Some(Value::Reference(reference)), _) => vec![reference.clone()],
        (Some(Value::List(items)), _) => items
            .iter()
            .filter_map(|item| match item.values().next() {
                Some(Value::Reference(reference)) => Some(reference.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    if references.is_empty() {
        return or_nothing;
    }
    references.iter().any(|reference| {
        subject.targets.iter().any(|(target, rows)| {
            target.name == reference.kind
                && lookup(&reference.kind, reference.id).is_some_and(|found| matches(rows, &found, lookup))
        })
    })
}
