//! The policy an administrator wrote: roles, profiles, groups, sharing rules, restrictions, and who has which.
//!
//! It knows nothing of how these are stored; `records` reads them and puts them in here.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::clock::Micros;
use crate::id::Id;
use crate::model::DataClass;
use crate::model::filter::Filter;
use crate::rights::assertion::Assertion;
use crate::rights::effective::Effective;
use crate::rights::safeguards::Safeguards;

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

/// How far a right reaches. Wider is larger, and a wider scope holds the narrower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Scope {
    /// Nothing.
    #[default]
    None,
    /// What one owns.
    Own,
    /// What members of one's groups own.
    Group,
    /// That, and what everybody owns who reports to one, at whatever distance.
    Subtree,
    /// Everything.
    All,
}

impl Scope {
    /// The scopes that a right can have.
    pub const ALL: [Self; 4] = [Self::Own, Self::Group, Self::Subtree, Self::All];

    /// The scope of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// The name in rights and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Group => "group",
            Self::Subtree => "subtree",
            Self::All => "all",
        }
    }
}

/// How a class of data is shown. More is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum View {
    /// Not at all: it is not even selected.
    #[default]
    Absent,
    /// That there is something, and its last characters: `••• 34`.
    Masked,
    /// Between which bounds a number or an amount lies.
    Banded,
    /// As it is.
    Exact,
}

impl View {
    /// The views that a role can give.
    pub const ALL: [Self; 3] = [Self::Masked, Self::Banded, Self::Exact];

    /// The view of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// The name in rights and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Masked => "masked",
            Self::Banded => "banded",
            Self::Exact => "exact",
        }
    }
}

/// A line of a role: what can be done to which records of a type.
#[derive(Debug, Clone)]
pub struct Right {
    /// The record type, or `*` for all of them.
    pub record_type: String,
    /// The action; none for all of them.
    pub action: Option<Action>,
    /// How far.
    pub scope: Scope,
    /// Only the records that satisfy this.
    pub filter: Option<Arc<Filter>>,
}

/// A line of a role: how a class of data is shown on which records of a type.
#[derive(Debug, Clone)]
pub struct ClassView {
    /// The record type, or `*` for all of them.
    pub record_type: String,
    /// The class.
    pub class: DataClass,
    /// On which of the records that one sees.
    pub scope: Scope,
    /// How.
    pub view: View,
}

/// A role.
#[derive(Debug, Clone, Default)]
pub struct Role {
    /// What people call it.
    pub name: String,
    /// What can be done.
    pub rights: Vec<Right>,
    /// What is shown.
    pub classes: Vec<ClassView>,
    /// Duties; `*` for all.
    pub duties: Vec<String>,
    /// Whether whoever has it needs a second factor.
    pub second_factor: bool,
}

/// A job.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// What people call it.
    pub name: String,
    /// What it is made of.
    pub roles: Vec<Id>,
}

/// Users who belong together.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// What people call it.
    pub name: String,
    /// Users who are in it themselves.
    pub members: Vec<Id>,
    /// Groups whose members are in it too.
    pub groups: Vec<Id>,
    /// What its members may do.
    pub roles: Vec<Id>,
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
    /// To whom he or she reports.
    pub manager: Option<Id>,
    /// The language of pages.
    pub language: Option<String>,
    /// Whether signing in takes more than a password.
    pub second_factor: bool,
}

/// What sharing opens of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Level {
    /// It can be seen.
    #[default]
    Read,
    /// It can be seen and changed.
    Update,
}

impl Level {
    /// The level of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Read, Self::Update].into_iter().find(|level| level.name() == name)
    }

    /// The name in shares.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Update => "update",
        }
    }

    /// Whether it opens records to an action.
    pub fn opens(self, action: Action) -> bool {
        match action {
            Action::Read => true,
            Action::Update => self == Self::Update,
            _ => false,
        }
    }
}

/// Records that satisfy a filter, opened to people who have the right to records of that type, though not to these.
#[derive(Debug, Clone, PartialEq)]
pub struct SharingRule {
    /// The rule's record.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// Of which type.
    pub record_type: String,
    /// Which of them.
    pub filter: Arc<Filter>,
    /// For what.
    pub level: Level,
    /// Users, groups, profiles and roles to whom they are opened.
    pub to: Vec<Id>,
    /// Until when.
    pub ends_at: Option<Micros>,
}

/// A role that somebody has for some hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Its record.
    pub id: Id,
    /// What for.
    pub purpose: String,
    /// Who has it.
    pub user: Id,
    /// Which role.
    pub role: Id,
    /// Until when.
    pub ends_at: Micros,
}

/// What a restriction takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// An action; none for all of them.
    Action(Option<Action>),
    /// The sight of a class of data.
    Class(DataClass),
}

/// Something that nobody of these people can do, whatever else he may. It is asked last, and always wins.
#[derive(Debug, Clone, PartialEq)]
pub struct Restriction {
    /// The restriction's record.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// On which type, or `*` for all of them.
    pub record_type: String,
    /// On which records of it.
    pub filter: Arc<Filter>,
    /// What.
    pub taken: Taken,
    /// Whom it is laid on: users, groups, profiles and roles; none for everybody.
    pub on: Vec<Id>,
    /// Whom it spares, of those.
    pub except: Vec<Id>,
}

/// That some record of a type is shared with a user or a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shared {
    /// The record type.
    pub record_type: String,
    /// The user or group.
    pub to: Id,
    /// For what.
    pub level: Level,
}

/// Everything the decision needs.
#[derive(Debug, Default)]
pub struct Policy {
    /// The role everybody has: company-wide rights.
    pub everybody: Id,
    /// Roles by id.
    pub roles: HashMap<Id, Role>,
    /// Profiles by id.
    pub profiles: HashMap<Id, Profile>,
    /// Groups by id.
    pub groups: HashMap<Id, Group>,
    /// Users by id.
    pub users: HashMap<Id, PolicyUser>,
    /// Sharing rules.
    pub rules: Vec<SharingRule>,
    /// Roles that are held for some hours; those that have ended count for nothing.
    pub emergencies: Vec<Emergency>,
    /// Restrictions.
    pub restrictions: Vec<Restriction>,
    /// Sentences that have to stay true.
    pub assertions: Vec<Assertion>,
    /// What protects figures and sensitive data whatever roles say.
    pub safeguards: Safeguards,
    /// With whom records of which type are shared one by one. The records are in the database.
    pub shared: Vec<Shared>,
    /// What could not be read, in words: a filter about a field that is gone. A right or rule that cannot be read gives nothing;
    /// a restriction takes all that it names.
    pub broken: Vec<String>,
}

impl Policy {
    /// What a user may do, but for emergencies; nothing when there is no such active user.
    pub fn of_user(&self, user: Id) -> Effective {
        self.of_user_with(user, &[])
    }

    /// The emergency access that a user has at a moment.
    pub fn emergencies_of(&self, user: Id, now: Micros) -> Vec<&Emergency> {
        self.emergencies.iter().filter(|one| one.user == user && one.ends_at > now).collect()
    }

    /// What a user may do who has these besides.
    pub fn of_user_with(&self, user: Id, emergencies: &[&Emergency]) -> Effective {
        let Some(entry) = self.users.get(&user).filter(|entry| entry.active) else {
            return Effective::default();
        };
        let mut effective = Effective::default();
        let mut known_as = BTreeSet::from([user, self.everybody]);
        self.carry(&mut effective, &mut known_as, &[], &[self.everybody]);
        if let Some((id, profile)) = entry.profile.and_then(|id| Some((id, self.profiles.get(&id)?))) {
            known_as.insert(id);
            self.carry(&mut effective, &mut known_as, &[id], &profile.roles);
        }
        for emergency in emergencies {
            self.carry(&mut effective, &mut known_as, &[emergency.id], &[emergency.role]);
        }
        let mut colleagues = BTreeSet::from([user]);
        for path in self.groups_of(user) {
            let Some((id, group)) = path.last().and_then(|id| Some((*id, self.groups.get(id)?))) else { continue };
            known_as.insert(id);
            colleagues.extend(self.members(id));
            effective.groups.push(id);
            self.carry(&mut effective, &mut known_as, &path, &group.roles);
        }
        let mut subtree = colleagues.clone();
        subtree.extend(self.below(user));
        effective.colleagues = colleagues.into_iter().collect();
        effective.subtree = subtree.into_iter().collect();
        let is_among = |people: &[Id]| people.iter().any(|id| known_as.contains(id));
        effective.rules = self.rules.iter().filter(|rule| is_among(&rule.to)).cloned().collect();
        let bound = |one: &&Restriction| (one.on.is_empty() || is_among(&one.on)) && !is_among(&one.except);
        effective.restrictions = self.restrictions.iter().filter(bound).cloned().collect();
        let is_mine = |shared: &&Shared| shared.to == user || effective.groups.contains(&shared.to);
        effective.shared = self.shared.iter().filter(is_mine).cloned().collect();
        effective.known_as = known_as;
        effective
    }

    /// What a set of roles gives, to nobody in particular.
    pub fn of_roles(&self, roles: &[Id]) -> Effective {
        let mut effective = Effective::default();
        self.carry(&mut effective, &mut BTreeSet::new(), &[], roles);
        effective
    }

    fn carry(&self, effective: &mut Effective, known_as: &mut BTreeSet<Id>, path: &[Id], roles: &[Id]) {
        for (id, role) in roles.iter().filter_map(|id| Some((*id, self.roles.get(id)?))) {
            known_as.insert(id);
            let path: Arc<[Id]> = path.iter().copied().chain([id]).collect();
            effective.add(role, &path);
        }
    }

    /// The groups that a user is in, himself or through a group within; each once, with the groups through which, inmost first.
    pub fn groups_of(&self, user: Id) -> Vec<Vec<Id>> {
        let holds = |group: &Group| group.members.contains(&user);
        let mut own: Vec<Id> = self.groups.iter().filter(|(_, group)| holds(group)).map(|(id, _)| *id).collect();
        own.sort();
        let mut paths: Vec<Vec<Id>> = own.into_iter().map(|id| vec![id]).collect();
        let mut at = 0;
        while let Some(path) = paths.get(at).cloned() {
            let inner = path.last().copied().unwrap_or(Id::NIL);
            let mut around: Vec<Id> =
                self.groups.iter().filter(|(_, group)| group.groups.contains(&inner)).map(|(id, _)| *id).collect();
            around.sort();
            for outer in around {
                if paths.iter().all(|known| known.last() != Some(&outer)) {
                    paths.push(path.iter().copied().chain([outer]).collect());
                }
            }
            at += 1;
        }
        paths
    }

    /// Everybody in a group, himself or through a group within.
    pub fn members(&self, group: Id) -> BTreeSet<Id> {
        let (mut members, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![group]);
        while let Some(id) = open.pop() {
            let Some(group) = self.groups.get(&id).filter(|_| seen.insert(id)) else { continue };
            members.extend(group.members.iter().copied());
            open.extend(group.groups.iter().copied());
        }
        members
    }

    /// Everybody who reports to a user, at whatever distance.
    pub fn below(&self, user: Id) -> BTreeSet<Id> {
        let mut reports: HashMap<Id, Vec<Id>> = HashMap::new();
        for (id, entry) in &self.users {
            if let Some(manager) = entry.manager {
                reports.entry(manager).or_default().push(*id);
            }
        }
        let (mut below, mut open) = (BTreeSet::new(), vec![user]);
        while let Some(id) = open.pop() {
            open.extend(reports.get(&id).into_iter().flatten().copied().filter(|id| below.insert(*id)));
        }
        below
    }

    /// Active users who have a duty.
    pub fn users_with_duty(&self, duty: &str) -> Vec<Id> {
        self.users.keys().copied().filter(|id| self.of_user(*id).has_duty(duty)).collect()
    }

    /// Active users who have a duty and can change any record of these types, restrictions heard.
    pub fn administrators(&self, duty: &str, kinds: &[&str]) -> Vec<Id> {
        let able = |id: &Id| {
            let effective = self.of_user(*id);
            effective.has_duty(duty) && kinds.iter().all(|kind| effective.changes_all(kind))
        };
        self.users.keys().copied().filter(able).collect()
    }

    /// What people call a user, group, profile, role, rule or restriction.
    pub fn name_of(&self, id: Id) -> Option<&str> {
        self.known(id).map(|(_, name)| name)
    }

    /// The name of the record type of one of them, and what people call it.
    pub fn known(&self, id: Id) -> Option<(&'static str, &str)> {
        let rule = || self.rules.iter().find(|rule| rule.id == id).map(|rule| ("sharing_rule", &rule.name));
        let restriction =
            || self.restrictions.iter().find(|one| one.id == id).map(|restriction| ("restriction", &restriction.name));
        let assertion =
            || self.assertions.iter().find(|one| one.id == id).map(|assertion| ("assertion", &assertion.sentence));
        let emergency =
            || self.emergencies.iter().find(|one| one.id == id).map(|emergency| ("emergency", &emergency.purpose));
        let role = self.roles.get(&id).map(|role| ("role", &role.name));
        role.or_else(|| self.profiles.get(&id).map(|profile| ("profile", &profile.name)))
            .or_else(|| self.groups.get(&id).map(|group| ("group", &group.name)))
            .or_else(|| self.users.get(&id).map(|user| ("user", &user.name)))
            .or_else(rule)
            .or_else(restriction)
            .or_else(assertion)
            .or_else(emergency)
            .map(|(kind, name)| (kind, name.as_str()))
    }
}
