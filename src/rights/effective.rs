//! What one caller may do, worked out from the policy: each right with the path by which he has it. Most permissive wins.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::id::Id;
use crate::model::DataClass;
use crate::model::filter::Filter;
use crate::rights::policy::{Action, Restriction, Role, Scope, Shared, SharingRule, Taken, View};

/// By which profile or groups, and at last by which role, somebody has a right; only the role Everybody stands alone.
pub type Path = Arc<[Id]>;

/// A right that somebody has.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    /// The action; none for all of them.
    pub action: Option<Action>,
    /// How far.
    pub scope: Scope,
    /// Only the records that satisfy this.
    pub filter: Option<Arc<Filter>>,
    /// By what.
    pub path: Path,
}

/// A class of data that somebody sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Sight {
    /// The class.
    pub class: DataClass,
    /// On which records.
    pub scope: Scope,
    /// How.
    pub view: View,
    /// By what.
    pub path: Path,
}

/// What one caller may do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Effective {
    /// By record type, or `*`.
    grants: HashMap<String, Vec<Grant>>,
    /// By record type, or `*`.
    sights: HashMap<String, Vec<Sight>>,
    /// By what one has each duty; `*` for all of them.
    duties: BTreeMap<String, Path>,
    /// Who one is where people are named: the user, and the profile, groups and roles that he has.
    pub known_as: BTreeSet<Id>,
    /// The groups one is in.
    pub groups: Vec<Id>,
    /// The caller and the members of his groups, in order.
    pub colleagues: Vec<Id>,
    /// Those, and who reports to the caller, in order.
    pub subtree: Vec<Id>,
    /// Sharing rules that open something to him.
    pub rules: Vec<SharingRule>,
    /// Restrictions that are laid on him.
    pub restrictions: Vec<Restriction>,
    /// Record types of which records are shared with him one by one.
    pub shared: Vec<Shared>,
}

impl Effective {
    /// Adds what a role gives.
    pub(super) fn add(&mut self, role: &Role, path: &Path) {
        for right in &role.rights {
            self.grants.entry(right.record_type.clone()).or_default().push(Grant {
                action: right.action,
                scope: right.scope,
                filter: right.filter.clone(),
                path: Arc::clone(path),
            });
        }
        for shown in &role.classes {
            self.sights.entry(shown.record_type.clone()).or_default().push(Sight {
                class: shown.class,
                scope: shown.scope,
                view: shown.view,
                path: Arc::clone(path),
            });
        }
        for duty in &role.duties {
            self.duties.entry(duty.clone()).or_insert_with(|| Arc::clone(path));
        }
    }

    /// The rights to do something to records of a type, the widest first.
    pub fn grants(&self, kind: &str, action: Action) -> Vec<&Grant> {
        let all = [kind, "*"].into_iter().filter_map(|name| self.grants.get(name)).flatten();
        let mut fit: Vec<_> =
            all.filter(|grant| grant.scope > Scope::None && grant.action.is_none_or(|of| of == action)).collect();
        fit.sort_by_key(|grant| (std::cmp::Reverse(grant.scope), grant.filter.is_some()));
        fit
    }

    /// How far an action on records of a type reaches at most.
    pub fn scope(&self, kind: &str, action: Action) -> Scope {
        self.grants(kind, action).first().map(|grant| grant.scope).unwrap_or_default()
    }

    /// Whether every record of a type can be seen and changed, with no restriction on any of them.
    pub fn changes_all(&self, kind: &str) -> bool {
        let is_free = |action| {
            let whole = |grant: &&Grant| grant.scope == Scope::All && grant.filter.is_none();
            let takes = |one: &Restriction| {
                let about = one.record_type == kind || one.record_type == "*";
                about && matches!(one.taken, Taken::Action(of) if of.is_none_or(|of| of == action))
            };
            self.grants(kind, action).iter().any(whole) && !self.restrictions.iter().any(takes)
        };
        is_free(Action::Read) && is_free(Action::Update)
    }

    /// How a class of data is shown on records of a type, the widest first.
    pub fn sights(&self, kind: &str, class: DataClass, at_least: View) -> Vec<&Sight> {
        let all = [kind, "*"].into_iter().filter_map(|name| self.sights.get(name)).flatten();
        let mut fit: Vec<_> =
            all.filter(|sight| sight.class == class && sight.view >= at_least && sight.scope > Scope::None).collect();
        fit.sort_by_key(|sight| std::cmp::Reverse((sight.scope, sight.view)));
        fit
    }

    /// How far a class of data is seen at most, in a view that shows at least so much. Ordinary data is seen with the record;
    /// secrets never.
    pub fn class_scope(&self, kind: &str, class: DataClass, at_least: View) -> Scope {
        match class {
            DataClass::Ordinary => Scope::All,
            DataClass::Secret => Scope::None,
            _ => self.sights(kind, class, at_least).first().map(|sight| sight.scope).unwrap_or_default(),
        }
    }

    /// These rights without duties, which are not lent to whoever acts as somebody else.
    #[must_use]
    pub(super) fn without_duties(&self) -> Self {
        Self { duties: BTreeMap::new(), ..self.clone() }
    }

    /// The duties, by name; `*` for all of them.
    pub fn duties(&self) -> impl Iterator<Item = &str> {
        self.duties.keys().map(AsRef::as_ref)
    }

    /// Whether a duty is held.
    pub fn has_duty(&self, duty: &str) -> bool {
        self.duty(duty).is_some()
    }

    /// By what a duty is held.
    pub fn duty(&self, duty: &str) -> Option<&Path> {
        self.duties.get("*").or_else(|| self.duties.get(duty))
    }

    /// These rights for the same person as another's: his groups, his people and what is shared with him.
    #[must_use]
    pub(super) fn of_the_person(mut self, person: &Self) -> Self {
        self.groups.clone_from(&person.groups);
        self.colleagues.clone_from(&person.colleagues);
        self.subtree.clone_from(&person.subtree);
        self.rules.clone_from(&person.rules);
        self.shared.clone_from(&person.shared);
        self
    }
}
