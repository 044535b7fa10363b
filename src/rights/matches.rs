//! Rows in memory: the same decision for one record in hand.

use crate::id::Id;
use crate::model::{Kind, Record, Reference, Value, filter};
use crate::rights::decide::{Rows, Shares, Subject};

/// What else the decision looks at.
pub trait Around {
    /// Another record by type and id; only records that are not in the bin are found.
    fn find(&self, kind: &str, id: Id) -> Option<Record>;

    /// Whether one of these shares is of this record.
    fn is_shared(&self, shares: &Shares, record: &Record) -> bool;
}

/// Nothing else is looked at: for decisions that [need nothing else](needs_no_lookup).
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Around for Alone {
    fn find(&self, _: &str, _: Id) -> Option<Record> {
        None
    }

    fn is_shared(&self, _: &Shares, _: &Record) -> bool {
        false
    }
}

/// Whether a record is among the rows.
pub fn matches(rows: &Rows, record: &Record, around: &dyn Around) -> bool {
    match rows {
        Rows::All => true,
        Rows::None => false,
        Rows::OwnedBy("id", users) => users.contains(&record.id),
        Rows::OwnedBy(field, users) => matches!(record.value(field), Some(Value::Link(owner)) if users.contains(owner)),
        Rows::Where(filter) => filter::matches(filter, record),
        Rows::Except(filter) => !filter::matches(filter, record),
        Rows::Shared(shares) => around.is_shared(shares, record),
        Rows::Any(many) => many.iter().any(|rows| matches(rows, record, around)),
        Rows::Both(many) => many.iter().all(|rows| matches(rows, record, around)),
        Rows::About(subject, or_nothing) => about(subject, *or_nothing, record, around),
    }
}

/// Whether the decision can be made from the record alone.
pub fn needs_no_lookup(rows: &Rows) -> bool {
    match rows {
        Rows::All | Rows::None | Rows::OwnedBy(..) | Rows::Where(_) | Rows::Except(_) => true,
        Rows::Any(many) | Rows::Both(many) => many.iter().all(needs_no_lookup),
        Rows::About(..) | Rows::Shared(_) => false,
    }
}

fn about(subject: &Subject, or_nothing: bool, record: &Record, around: &dyn Around) -> bool {
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
                && around.find(&reference.kind, reference.id).is_some_and(|found| matches(rows, &found, around))
        })
    })
}
