//! Assertions: sentences about rights that have to stay true. They are proved from the policy alone, whatever records there are, so
//! what cannot be proved counts as broken.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::clock::Micros;
use crate::id::Id;
use crate::model::fold::sort_key;
use crate::rights::caller::{Caller, Channel};
use crate::rights::configuration::Configuration;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;

/// What a sentence says of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Nobody else can.
    Only,
    /// None of them can; nobody at all, where nobody is named.
    Never,
    /// Each of them can.
    May,
}

impl Claim {
    /// All claims.
    pub const ALL: [Self; 3] = [Self::Only, Self::Never, Self::May];

    /// The name in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Only => "only",
            Self::Never => "never",
            Self::May => "may",
        }
    }

    /// The claim of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|claim| claim.name() == name)
    }
}

/// Whose records a sentence is about, as seen by each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// What one owns.
    Own,
    /// What somebody else owns, or nobody.
    Others,
    /// Whoever owns them.
    Any,
}

impl Whose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Own, Self::Others, Self::Any];

    /// The name in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Others => "others",
            Self::Any => "any",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whose| whose.name() == name)
    }

    /// Whether records are its own to the person, one way or both.
    const fn cases(self) -> &'static [bool] {
        match self {
            Self::Own => &[true],
            Self::Others => &[false],
            Self::Any => &[true, false],
        }
    }
}

/// A sentence that has to stay true.
#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    /// Its record.
    pub id: Id,
    /// In the words of who wrote it.
    pub sentence: String,
    /// What it says.
    pub claim: Claim,
    /// Of whom: users, groups, profiles and roles.
    pub people: Vec<Id>,
    /// Users for whom it need not be true.
    pub except: Vec<Id>,
    /// What is done.
    pub action: Action,
    /// To records of which type.
    pub record_type: String,
    /// The field that is seen exactly, where it is about seeing one.
    pub field: Option<String>,
    /// Whose records.
    pub whose: Whose,
}

/// A sentence that is not true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The assertion's record.
    pub assertion: Id,
    /// In the words of who wrote it.
    pub sentence: String,
    /// For whom it is not true, by name; nobody where it is about something that is not there any more.
    pub people: Vec<(Id, String)>,
}

impl Broken {
    /// Leaves only those for whom it was true before; whether there is anything left to tell.
    pub fn keep_new(&mut self, untrue: &BTreeSet<(Id, Id)>) -> bool {
        let is_new = pairs([&*self]).iter().any(|pair| !untrue.contains(pair));
        self.people.retain(|(user, _)| !untrue.contains(&(self.assertion, *user)));
        is_new
    }
}

/// The sentences that are not true at a moment.
pub fn broken(configuration: &Arc<Configuration>, now: Micros) -> Vec<Broken> {
    configuration.policy.assertions.iter().filter_map(|assertion| checked(configuration, assertion, now)).collect()
}

/// A sentence, if it is not true.
pub fn checked(configuration: &Arc<Configuration>, assertion: &Assertion, now: Micros) -> Option<Broken> {
    let is_broken = |people| Broken { assertion: assertion.id, sentence: assertion.sentence.clone(), people };
    let schema = &configuration.schema;
    let Some(kind) = schema.named(&assertion.record_type) else { return Some(is_broken(Vec::new())) };
    let field = match assertion.field.as_deref().map(|name| schema.field(kind, name)) {
        None => None,
        Some(Some(field)) => Some(field),
        Some(None) => return Some(is_broken(Vec::new())),
    };
    let mut people: Vec<(Id, String)> = Vec::new();
    for (id, user) in
        configuration.policy.users.iter().filter(|(id, user)| user.active && !assertion.except.contains(id))
    {
        let caller = Caller::user(Arc::clone(configuration), *id, Channel::System).at(now);
        let is_named =
            caller.effective().is_some_and(|own| assertion.people.iter().any(|one| own.known_as.contains(one)));
        let is_bound = match assertion.claim {
            Claim::Only => !is_named,
            Claim::Never => is_named || assertion.people.is_empty(),
            Claim::May => is_named,
        };
        if !is_bound {
            continue;
        }
        let rows = decide::rows(&caller, assertion.action, kind);
        let shown = field.map_or(Rows::All, |field| decide::class_rows(&caller, kind, kind.class_of(field)));
        let rows = rows.and(shown);
        let wanted = Some(assertion.claim == Claim::May);
        if assertion.whose.cases().iter().any(|own| reached(&rows, *id, *own) != wanted) {
            people.push((*id, user.name.clone()));
        }
    }
    people.sort_by_cached_key(|(id, name)| (sort_key(name), *id));
    (!people.is_empty()).then(|| is_broken(people))
}

/// Whether rows hold a record that is the user's own, or not his own; nothing where that depends on the record. A record about
/// another is taken to be about one that is not in the bin.
fn reached(rows: &Rows, user: Id, own: bool) -> Option<bool> {
    match rows {
        Rows::All => Some(true),
        Rows::None => Some(false),
        Rows::OwnedBy(_, users) if own => Some(users.contains(&user)),
        Rows::OwnedBy(_, users) => {
            if users.iter().any(|id| *id != user) {
                None
            } else {
                Some(false)
            }
        }
        Rows::Where(_) | Rows::Except(_) | Rows::Shared(_) => None,
        Rows::About(subject, or_nothing) => match subject.targets.as_slice() {
            [] if !or_nothing => Some(false),
            targets => {
                let is_whole =
                    |kind: &str| targets.iter().any(|(target, rows)| target.name == kind && *rows == Rows::All);
                let all = decide::subject_types(&subject.field);
                let always = *or_nothing || subject.field.required;
                (always && all.into_iter().all(is_whole)).then_some(true)
            }
        },
        Rows::Any(many) => folded(many, user, own, true),
        Rows::Both(many) => folded(many, user, own, false),
    }
}

/// One that is so decides; all that are not, too.
fn folded(many: &[Rows], user: Id, own: bool, decisive: bool) -> Option<bool> {
    let mut verdict = Some(!decisive);
    for rows in many {
        match reached(rows, user, own) {
            Some(found) if found == decisive => return Some(decisive),
            Some(_) => {}
            None => verdict = None,
        }
    }
    verdict
}

/// Each sentence that is not true, with each user for whom it is not; with nobody where what it is about is gone.
pub fn pairs<'a>(broken: impl IntoIterator<Item = &'a Broken>) -> BTreeSet<(Id, Id)> {
    let of = |broken: &Broken| {
        let users: Vec<Id> = match broken.people.as_slice() {
            [] => vec![Id::NIL],
            people => people.iter().map(|(id, _)| *id).collect(),
        };
        users.into_iter().map(|user| (broken.assertion, user)).collect::<Vec<_>>()
    };
    broken.into_iter().flat_map(of).collect()
}
