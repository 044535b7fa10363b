//! What changed between two states of a record, field by field, and item by item within lists.

use crate::model::field::AnyField;
use crate::model::record::Record;
use crate::model::value::{Items, Value};

/// One field with what it held and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The field.
    pub field: AnyField,
    /// What it held.
    pub before: Option<Value>,
    /// What it holds.
    pub after: Option<Value>,
}

/// The fields that differ; the computed ones that every record has (version, times, title) are left out.
pub fn changes(fields: &[AnyField], before: Option<&Record>, after: &Record) -> Vec<FieldChange> {
    let kept_by_the_program = |name: &str| crate::model::record_type::COMMON.iter().any(|common| common.name == name);
    fields
        .iter()
        .filter(|field| !kept_by_the_program(field.name))
        .filter_map(|field| {
            let old = before.and_then(|record| record.values.get(field.name));
            let new = after.values.get(field.name);
            (old != new).then(|| FieldChange { field: *field, before: old.cloned(), after: new.cloned() })
        })
        .collect()
}

/// What happened to the items of a list: which are gone and which are new. An item that changed is both.
pub fn items(before: &Items, after: &Items) -> (Items, Items) {
    let without = |from: &Items, others: &Items| {
        let mut left = others.clone();
        let mut rest = Items::new();
        for item in from {
            match left.iter().position(|other| other == item) {
                Some(at) => drop(left.swap_remove(at)),
                None => rest.push(item.clone()),
            }
        }
        rest
    };
    (without(before, after), without(after, before))
}
