//! The decision: which rows of a record type an action reaches for a caller, as a small tree that SQL and memory both read.

use serde_json::Value as Json;

use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{AnyField, DataClass, Input, Kind, RecordType, Root, json};
use crate::rights::caller::Caller;
use crate::rights::policy::{Action, Scope};

/// Which rows of a record type.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// None of them.
    None,
    /// All of them.
    All,
    /// Those whose link `field` names one of these users.
    OwnedBy(&'static str, Vec<Id>),
    /// Those about a record that can be seen; and, where the second part says so, those about nothing.
    About(Subject, bool),
    /// Those that are in all of these.
    Both(Vec<Rows>),
}

/// Through which field a child is about its subject, and which rows of each possible subject can be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The link, reference or list field.
    pub field: AnyField,
    /// The possible subjects with the rows that can be seen; types of which none can be seen are not in it.
    pub targets: Vec<(&'static RecordType, Rows)>,
}

impl Rows {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => Self::None,
            (Self::All, rows) | (rows, Self::All) => rows,
            (one, two) if one == two => one,
            (Self::Both(mut many), one) | (one, Self::Both(mut many)) => {
                many.push(one);
                Self::Both(many)
            }
            (one, two) => Self::Both(vec![one, two]),
        }
    }
}

/// Which rows of `kind` the caller can do `action` to. To act on a record one must see it.
pub fn rows(caller: &Caller, action: Action, kind: &RecordType) -> Rows {
    if caller.is_program() {
        return Rows::All;
    }
    let read = in_scope(caller, caller.scope(kind, Action::Read), kind).and(subject_rows(caller, kind));
    if action == Action::Read { read } else { read.and(in_scope(caller, caller.scope(kind, action), kind)) }
}

/// Which rows of `kind` show this class of data exactly, among those that can be seen.
pub fn class_rows(caller: &Caller, kind: &RecordType, class: DataClass) -> Rows {
    if class == DataClass::Secret {
        return Rows::None;
    }
    in_scope(caller, caller.class_scope(kind, class), kind)
}

/// Whether the caller may see this field on at least some rows. Filters, sorts and searches treat a field that fails here as unknown.
pub fn may_see(caller: &Caller, kind: &RecordType, field: &AnyField) -> bool {
    !field.is_secret() && class_rows(caller, kind, kind.class_of(field)) != Rows::None
}

/// Reads what a caller wants a record to hold; a field that he may not see is unknown to him.
pub fn read_input(caller: &Caller, kind: &RecordType, body: &Json) -> Result<Input, Vec<FieldProblem>> {
    json::read_input(&caller.configuration.schema, kind, body, &|field| may_see(caller, kind, field))
}

/// Whether the caller may see this field on all rows he can see.
pub fn sees_everywhere(caller: &Caller, kind: &RecordType, field: &AnyField) -> bool {
    sees_class_everywhere(caller, kind, kind.class_of(field))
}

/// Whether the caller may see this class of data on all rows he can see.
pub fn sees_class_everywhere(caller: &Caller, kind: &RecordType, class: DataClass) -> bool {
    match class_rows(caller, kind, class) {
        Rows::All => true,
        Rows::None => false,
        _ => caller.class_scope(kind, class) >= caller.scope(kind, Action::Read),
    }
}

/// Refuses an action that reaches no row at all of a type that can be seen, with the sentence why; a type of which nothing can
/// be seen does not exist for the caller.
pub fn require(caller: &Caller, action: Action, kind: &RecordType) -> Result<Rows> {
    let found = rows(caller, action, kind);
    if found != Rows::None {
        return Ok(found);
    }
    if action == Action::Read || rows(caller, Action::Read, kind) == Rows::None {
        return Err(Error::Forbidden(format!("None of your roles lets you see {}.", kind.plural_label.to_lowercase())));
    }
    Err(Error::Forbidden(format!(
        "None of your roles lets you {} {}.",
        action.name(),
        kind.plural_label.to_lowercase()
    )))
}

fn in_scope(caller: &Caller, scope: Scope, kind: &RecordType) -> Rows {
    let me = caller.actor.user().into_iter().collect();
    match (scope, kind.owner()) {
        (Scope::All, _) => Rows::All,
        // What has no owner belongs to the company: only the widest scope reaches it.
        (Scope::None, _) | (_, None) => Rows::None,
        (Scope::Own, Some(owner)) => Rows::OwnedBy(owner, me),
        (Scope::Group, Some(owner)) => Rows::OwnedBy(owner, caller.colleagues().to_vec()),
    }
}

/// A child is seen only where its subject is; any one subject suffices.
fn subject_rows(caller: &Caller, kind: &RecordType) -> Rows {
    let Root::ChildOf(name, owner) = kind.root else { return Rows::All };
    let Some(field) = kind.own_field(name) else { return Rows::None };
    let schema = &caller.configuration.schema;
    let targets = subject_types(field)
        .into_iter()
        .filter_map(|target| schema.named(target))
        .map(|target| (target, rows(caller, Action::Read, target)))
        .filter(|(_, rows)| *rows != Rows::None)
        .collect();
    Rows::About(Subject { field: *field, targets }, owner.is_some())
}

/// Names of the record types that a child can be about through this field.
pub fn subject_types(field: &AnyField) -> Vec<&'static str> {
    match field.kind {
        Kind::Link(target) => vec![target],
        Kind::Reference(targets) => targets.to_vec(),
        Kind::List(list) => match list.parts.first().map(|part| part.kind) {
            Some(Kind::Reference(targets)) => targets.to_vec(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
