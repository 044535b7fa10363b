//! Fields that lead to a record: the filter for the records that link to it, and a new form that links to it already.

use crate::console::pairs::Pairs;
use crate::id::Id;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::{AnyField, Kind, RecordType};

/// The filter that those pass whose field leads to this record; nothing where it cannot lead to records of the type.
pub(super) fn filter(field: &AnyField, kind: &RecordType, id: Id) -> Option<Filter> {
    let test = |part| {
        let path = Path { field: *field, part };
        Some(Filter::Test(Test { path, op: Op::Eq, literal: Literal::Id(id) }))
    };
    match field.kind {
        Kind::Link(target) if target == kind.name => test(Part::Whole),
        Kind::Reference(targets) if targets.contains(&kind.name) => test(Part::ReferenceId),
        Kind::List(list) => {
            let items = list.parts.iter().find_map(|part| filter(part, kind, id))?;
            Some(Filter::Any { list: *field, items: Box::new(items) })
        }
        _ => None,
    }
}

/// What stands in a form whose field leads to this record.
pub(super) fn filled(pairs: &mut Pairs, name: &str, field: &AnyField, kind: &RecordType, id: Id) {
    match field.kind {
        Kind::Reference(_) => {
            pairs.push(format!("{name}.type"), kind.name);
            pairs.push(format!("{name}.id"), id.to_string());
        }
        Kind::List(list) => {
            if let Some(part) = list.parts.iter().find(|part| filter(part, kind, id).is_some()) {
                filled(pairs, &format!("{name}.0.{}", part.name), part, kind, id);
            }
        }
        _ => pairs.push(name, id.to_string()),
    }
}
