//! The decision: which rows of a record type an action reaches for a caller, as a small tree that SQL and memory both read.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::clock::Micros;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::{AnyField, DataClass, Input, Kind, RecordType, Root, json};
use crate::rights::caller::Caller;
use crate::rights::effective::Effective;
use crate::rights::policy::{Action, Scope, Shared, SharingRule, Taken, View};

/// Which rows of a record type.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// None of them.
    None,
    /// All of them.
    All,
    /// Those whose link `field` names one of these users, who are in order.
    OwnedBy(&'static str, Vec<Id>),
    /// Those that satisfy the condition of a right or of a sharing rule.
    Where(Arc<Filter>),
    /// Those that do not satisfy the condition of a restriction.
    Except(Arc<Filter>),
    /// Those that are shared one by one.
    Shared(Shares),
    /// Those about a record that can be seen; and, where the second part says so, those about nothing.
    About(Subject, bool),
    /// Those that are in any of these.
    Any(Vec<Rows>),
    /// Those that are in all of these.
    Both(Vec<Rows>),
}

/// Which shares count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// With whom: the caller and his groups.
    pub to: Vec<Id>,
    /// Only those that let the record be changed.
    pub update: bool,
    /// Only those that have not ended by then.
    pub now: Micros,
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
    /// Those that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => Self::None,
            (one, two) if one.holds(&two) => two,
            (one, two) if two.holds(&one) => one,
            (Self::Both(mut many), Self::Both(more)) => {
                many.extend(more);
                Self::Both(many)
            }
            (Self::Both(mut many), one) | (one, Self::Both(mut many)) => {
                many.push(one);
                Self::Both(many)
            }
            (one, two) => Self::Both(vec![one, two]),
        }
    }

    /// Those that are in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (Self::None, rows) | (rows, Self::None) => rows,
            (one, two) if one.holds(&two) => one,
            (one, two) if two.holds(&one) => two,
            (Self::Any(mut many), one) | (one, Self::Any(mut many)) => {
                many.push(one);
                Self::Any(many)
            }
            (one, two) => Self::Any(vec![one, two]),
        }
    }

    /// Whether every row of the other is certainly among these. It may say no where it is so, and never yes where it is not.
    pub fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) | (_, Self::None) => true,
            (one, two) if one == two => true,
            (one, Self::Any(many)) => many.iter().all(|two| one.holds(two)),
            (Self::Both(many), two) => many.iter().all(|one| one.holds(two)),
            (one, Self::Both(many)) if many.iter().any(|two| one.holds(two)) => true,
            (Self::Any(many), two) => many.iter().any(|one| one.holds(two)),
            (Self::OwnedBy(field, users), Self::OwnedBy(same, fewer)) => {
                field == same && fewer.iter().all(|id| users.binary_search(id).is_ok())
            }
            _ => false,
        }
    }

    /// Rows that together are these and that an index can find one by one in order: of each owner those of his own. There are at
    /// most `most`; where that is not enough, these are in one piece.
    pub fn pieces(&self, most: usize) -> Vec<Self> {
        let pieces = match self {
            Self::OwnedBy(field, users) => users.iter().map(|user| Self::OwnedBy(field, vec![*user])).collect(),
            Self::Any(many) => many.iter().flat_map(|rows| rows.pieces(most)).collect(),
            Self::Both(many) => {
                let apart = many.iter().enumerate().map(|(at, rows)| (at, rows.pieces(most)));
                let Some((at, pieces)) = apart.max_by_key(|(_, pieces)| pieces.len()) else {
                    return vec![self.clone()];
                };
                let with_the_rest = |piece: Self| {
                    let mut all = many.clone();
                    all[at] = piece;
                    Self::Both(all)
                };
                pieces.into_iter().map(with_the_rest).collect()
            }
            _ => Vec::new(),
        };
        if pieces.is_empty() || pieces.len() > most { vec![self.clone()] } else { pieces }
    }

    /// The fields that the decision looks at, apart from the owner and what a record is about.
    pub fn fields(&self) -> Vec<AnyField> {
        match self {
            Self::Where(filter) | Self::Except(filter) => filter.fields(),
            Self::Any(many) | Self::Both(many) => many.iter().flat_map(Self::fields).collect(),
            _ => Vec::new(),
        }
    }
}

/// Which rows of `kind` the caller can do `action` to. To act on a record one must see it.
pub fn rows(caller: &Caller, action: Action, kind: &RecordType) -> Rows {
    if caller.is_program() {
        return Rows::All;
    }
    let read = reached(caller, Action::Read, kind).and(subject_rows(caller, Action::Read, kind));
    if action == Action::Read {
        return read;
    }
    let rows = read.and(reached(caller, action, kind));
    match kind.needs_of_subject.and_then(Action::named) {
        Some(needed) => rows.and(subject_rows(caller, needed, kind)),
        None => rows,
    }
}

/// Which rows of `kind` the caller can do `action` to, whatever they are about.
pub fn within(caller: &Caller, action: Action, kind: &RecordType) -> Rows {
    let read = reached(caller, Action::Read, kind);
    if action == Action::Read { read } else { read.and(reached(caller, action, kind)) }
}

/// Which rows the right to `action` reaches, whatever the record is about.
fn reached(caller: &Caller, action: Action, kind: &RecordType) -> Rows {
    let granted = caller.bounds().fold(Rows::All, |rows, bound| rows.and(granted(caller, bound, action, kind)));
    let takes = |taken| matches!(taken, Taken::Action(of) if of.is_none_or(|of| of == action));
    spared(caller, kind, granted, &takes)
}

/// What is left of rows when restrictions have been heard.
fn spared(caller: &Caller, kind: &RecordType, rows: Rows, takes: &dyn Fn(Taken) -> bool) -> Rows {
    let all = caller.bounds().flat_map(|bound| &bound.restrictions);
    let bound = all.filter(|one| takes(one.taken) && (one.record_type == kind.name || one.record_type == "*"));
    bound.fold(rows, |rows, one| match &*one.filter {
        Filter::All => Rows::None,
        _ => rows.and(Rows::Except(Arc::clone(&one.filter))),
    })
}

/// The rows that rights give, and those that are shared with one who has a right to some.
fn granted(caller: &Caller, bound: &Effective, action: Action, kind: &RecordType) -> Rows {
    let mut rows = Rows::None;
    for grant in bound.grants(kind.name, action) {
        let narrowed = grant.filter.as_ref().map_or(Rows::All, |filter| Rows::Where(Arc::clone(filter)));
        rows = rows.or(in_scope(caller, bound, grant.scope, kind).and(narrowed));
    }
    if matches!(rows, Rows::None | Rows::All) {
        return rows;
    }
    opened(caller, bound, action, kind).into_iter().fold(rows, |rows, (_, opened)| rows.or(opened))
}

/// The rows that sharing rules open, by rule, and at last those that are shared one by one.
pub(super) fn opened(caller: &Caller, bound: &Effective, action: Action, kind: &RecordType) -> Vec<(Option<Id>, Rows)> {
    let is_open = |rule: &&SharingRule| {
        rule.record_type == kind.name && rule.level.opens(action) && rule.ends_at.is_none_or(|end| end > caller.now)
    };
    let by_rule = |rule: &SharingRule| match &*rule.filter {
        Filter::All => (Some(rule.id), Rows::All),
        _ => (Some(rule.id), Rows::Where(Arc::clone(&rule.filter))),
    };
    let mut opened: Vec<_> = bound.rules.iter().filter(is_open).map(by_rule).collect();
    let is_shared = |shared: &Shared| shared.record_type == kind.name && shared.level.opens(action);
    if bound.shared.iter().any(is_shared) {
        let to = caller.actor.user().into_iter().chain(bound.groups.iter().copied()).collect();
        opened.push((None, Rows::Shared(Shares { to, update: action == Action::Update, now: caller.now })));
    }
    opened
}

/// Which rows of `kind` show this class of data exactly, among those that can be seen.
pub fn class_rows(caller: &Caller, kind: &RecordType, class: DataClass) -> Rows {
    view_rows(caller, kind, class, View::Exact)
}

/// Which rows of `kind` show this class of data at least so, among those that can be seen.
pub fn view_rows(caller: &Caller, kind: &RecordType, class: DataClass, at_least: View) -> Rows {
    if class == DataClass::Secret {
        return Rows::None;
    }
    let seen = caller.bounds().fold(Rows::All, |rows, bound| {
        rows.and(in_scope(caller, bound, bound.class_scope(kind.name, class, at_least), kind))
    });
    if class == DataClass::Ordinary { seen } else { spared(caller, kind, seen, &|taken| taken == Taken::Class(class)) }
}

/// Whether the caller may see this field on at least some rows. Filters, sorts and searches treat a field that fails here as unknown.
pub fn may_see(caller: &Caller, kind: &RecordType, field: &AnyField) -> bool {
    !field.is_secret() && class_rows(caller, kind, kind.class_of(field)) != Rows::None
}

/// Whether the caller may see something of this field on at least some rows, if only in bands or masked.
pub fn may_see_something(caller: &Caller, kind: &RecordType, field: &AnyField) -> bool {
    !field.is_secret() && view_rows(caller, kind, kind.class_of(field), View::Masked) != Rows::None
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
        rows => rows.holds(&reached(caller, Action::Read, kind)),
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

/// The rows that a scope reaches.
pub(super) fn in_scope(caller: &Caller, bound: &Effective, scope: Scope, kind: &RecordType) -> Rows {
    let owned_by = |owner, users: &[Id]| Rows::OwnedBy(owner, users.to_vec());
    match (scope, kind.owner()) {
        (Scope::All, _) => Rows::All,
        // What has no owner belongs to the company: only the widest scope reaches it.
        (Scope::None, _) | (_, None) => Rows::None,
        (Scope::Own, Some(owner)) => Rows::OwnedBy(owner, caller.actor.user().into_iter().collect()),
        (Scope::Group, Some(owner)) => owned_by(owner, &bound.colleagues),
        (Scope::Subtree, Some(owner)) => owned_by(owner, &bound.subtree),
    }
}

/// A child is seen only where its subject is; any one subject suffices.
pub(super) fn subject_rows(caller: &Caller, action: Action, kind: &RecordType) -> Rows {
    let Root::ChildOf(name, owner) = kind.root else { return Rows::All };
    let Some(field) = kind.own_field(name) else { return Rows::None };
    let schema = &caller.configuration.schema;
    let targets = subject_types(field)
        .into_iter()
        .filter_map(|target| schema.named(target))
        .map(|target| (target, rows(caller, action, target)))
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
