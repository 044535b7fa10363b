//! The policy an administrator wrote: roles, profiles, groups, and who has which.
//!
//! It knows nothing of how these are stored; `records` reads them and puts them in here.

use std::collections::{BTreeSet, HashMap};

use crate::id::Id;
use crate::model::DataClass;

/// What can be done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// See it.
    Read,
    /// Make one.
    Create,
    /// Change it.
    Update,
    /// Put it into the bin and take it out.
    Delete,
    /// Take many out of the house in a file.
    Export,
    /// Bring many in from a file.
    Import,
    /// Make one of two.
    Merge,
    /// Turn a lead into organisation, contact and deal.
    Convert,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 8] =
        [Self::Read, Self::Create, Self::Update, Self::Delete, Self::Export, Self::Import, Self::Merge, Self::Convert];

    /// The name in rights and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Export => "export",
            Self::Import => "import",
            Self::Merge => "merge",
            Self::Convert => "convert",
        }
    }

    /// The action of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// How far a right reaches. Wider is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Scope {
    /// Nothing.
    #[default]
    None,
    /// What one owns.
    Own,
    /// What members of one's groups own.
    Group,
    /// Everything.
    All,
}

impl Scope {
    /// The scope of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "own" => Some(Self::Own),
            "group" => Some(Self::Group),
            "all" => Some(Self::All),
            _ => None,
        }
    }

    /// The name in rights and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Group => "group",
            Self::All => "all",
        }
    }
}

/// A role: `*` as record type stands for all of them, no action for all of them.
#[derive(Debug, Clone, Default)]
pub struct Role {
    /// What people call it.
    pub name: String,
    /// Record type, action, scope.
    pub rights: Vec<(String, Option<Action>, Scope)>,
    /// Record type, class, scope in which it is seen exactly.
    pub classes: Vec<(String, DataClass, Scope)>,
    /// Duties; `*` for all.
    pub duties: Vec<String>,
}

/// A user as far as rights go.
#[derive(Debug, Clone, Default)]
pub struct PolicyUser {
    /// What people call him or her.
    pub name: String,
    /// Whether he or she may do anything at all.
    pub active: bool,
    /// The profile.
    pub profile: Option<Id>,
    /// The language of pages.
    pub language: Option<String>,
}

/// Everything the decision needs.
#[derive(Debug, Default)]
pub struct Policy {
    /// The role everybody has: company-wide rights.
    pub everybody: Id,
    /// Roles by id.
    pub roles: HashMap<Id, Role>,
    /// Profiles: name and roles.
    pub profiles: HashMap<Id, (String, Vec<Id>)>,
    /// Groups: name, members, roles.
    pub groups: HashMap<Id, (String, Vec<Id>, Vec<Id>)>,
    /// Users by id.
    pub users: HashMap<Id, PolicyUser>,
}

/// What one caller may do, with the role each right comes from. Most permissive wins.
#[derive(Debug, Clone, Default)]
pub struct Effective {
    /// By record type (or `*`) and action.
    rights: HashMap<(String, Option<Action>), (Scope, String)>,
    /// By record type (or `*`) and class.
    classes: HashMap<(String, DataClass), (Scope, String)>,
    duties: BTreeSet<String>,
    /// The caller and the members of his groups, in order.
    pub colleagues: Vec<Id>,
}

impl Policy {
    /// What a user may do; nothing when there is no such active user.
    pub fn of_user(&self, user: Id) -> Effective {
        let Some(entry) = self.users.get(&user).filter(|entry| entry.active) else {
            return Effective::default();
        };
        let mut colleagues = BTreeSet::from([user]);
        let mut roles = vec![self.everybody];
        roles.extend(
            entry.profile.and_then(|profile| self.profiles.get(&profile)).map(|p| p.1.clone()).unwrap_or_default(),
        );
        for (_, members, carried) in self.groups.values().filter(|(_, members, _)| members.contains(&user)) {
            colleagues.extend(members.iter().copied());
            roles.extend(carried.iter().copied());
        }
        let mut effective = self.of_roles(&roles);
        effective.colleagues = colleagues.into_iter().collect();
        effective
    }

    /// What a set of roles gives.
    pub fn of_roles(&self, roles: &[Id]) -> Effective {
        let mut effective = Effective::default();
        for role in roles.iter().filter_map(|id| self.roles.get(id)) {
            for (kind, action, scope) in &role.rights {
                widen(&mut effective.rights, (kind.clone(), *action), *scope, &role.name);
            }
            for (kind, class, scope) in &role.classes {
                widen(&mut effective.classes, (kind.clone(), *class), *scope, &role.name);
            }
            effective.duties.extend(role.duties.iter().cloned());
        }
        effective
    }

    /// Active users who have a duty.
    pub fn users_with_duty(&self, duty: &str) -> Vec<Id> {
        self.users.keys().copied().filter(|id| self.of_user(*id).has_duty(duty)).collect()
    }
}

fn widen<K: std::hash::Hash + Eq>(into: &mut HashMap<K, (Scope, String)>, key: K, scope: Scope, role: &str) {
    let entry = into.entry(key).or_default();
    if scope > entry.0 {
        *entry = (scope, role.to_owned());
    }
}

impl Effective {
    /// How far an action on a record type reaches, and through which role.
    pub fn right(&self, kind: &str, action: Action) -> (Scope, &str) {
        let any = "*".to_owned();
        [(kind.to_owned(), Some(action)), (kind.to_owned(), None), (any.clone(), Some(action)), (any, None)]
            .iter()
            .filter_map(|key| self.rights.get(key))
            .map(|(scope, role)| (*scope, role.as_str()))
            .max_by_key(|(scope, _)| *scope)
            .unwrap_or_default()
    }

    /// How far a class of data is seen exactly on a record type, and through which role. Ordinary data is seen with the record;
    /// secrets never.
    pub fn class(&self, kind: &str, class: DataClass) -> (Scope, &str) {
        match class {
            DataClass::Ordinary => return (Scope::All, "the record itself"),
            DataClass::Secret => return (Scope::None, ""),
            _ => {}
        }
        [(kind.to_owned(), class), ("*".to_owned(), class)]
            .iter()
            .filter_map(|key| self.classes.get(key))
            .map(|(scope, role)| (*scope, role.as_str()))
            .max_by_key(|(scope, _)| *scope)
            .unwrap_or_default()
    }

    /// Whether a duty is held.
    pub fn has_duty(&self, duty: &str) -> bool {
        self.duties.contains("*") || self.duties.contains(duty)
    }

    /// What both of them may do: the rights of a key are bounded by those of its user.
    #[must_use]
    pub fn both(&self, other: &Self, kinds: &[&'static crate::model::RecordType]) -> Self {
        let mut together = Self { colleagues: self.colleagues.clone(), ..Self::default() };
        for kind in kinds {
            for action in Action::ALL {
                let ((mine, role), (theirs, _)) = (self.right(kind.name, action), other.right(kind.name, action));
                together.rights.insert((kind.name.to_owned(), Some(action)), (mine.min(theirs), role.to_owned()));
            }
            for class in DataClass::ALL {
                let ((mine, role), (theirs, _)) = (self.class(kind.name, class), other.class(kind.name, class));
                together.classes.insert((kind.name.to_owned(), class), (mine.min(theirs), role.to_owned()));
            }
        }
        together.duties = if self.duties.contains("*") {
            other.duties.clone()
        } else {
            self.duties.iter().filter(|duty| other.has_duty(duty)).cloned().collect()
        };
        together
    }
}
