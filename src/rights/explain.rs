//! Why somebody may do something, or may not: every right, share and restriction that has a say, with the path by which he has it.
//! The verdict is that of [`decide`]; the steps are read from the same policy.

use std::sync::Arc;

use crate::clock::Micros;
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::fold::sort_key;
use crate::model::{AnyField, DataClass, Record, RecordType};
use crate::rights::caller::{Caller, Channel};
use crate::rights::configuration::Configuration;
use crate::rights::decide::{self, Rows};
use crate::rights::effective::{Effective, Path};
use crate::rights::matches::{Around, matches};
use crate::rights::policy::{Action, Scope, Taken, View};

/// What is to be explained.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// What is to be done.
    pub action: Action,
    /// To records of which type.
    pub kind: &'static RecordType,
    /// To which record, with what else the decision looks at; to any of the type, where none is named.
    pub record: Option<(&'a Record, &'a dyn Around)>,
    /// Which field is to be seen.
    pub field: Option<&'a AnyField>,
}

/// The verdict, and what led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Whether it is allowed.
    pub allowed: bool,
    /// What had a say, in the order in which it is heard.
    pub steps: Vec<Step>,
}

/// Something that had a say.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Whether it speaks for it.
    pub passed: bool,
    /// What it is.
    pub what: What,
}

/// What had a say.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The program itself, which asks nobody.
    Program,
    /// Whether the account is active.
    Account,
    /// A right of a role, and whether it reaches the record.
    Right {
        /// To do what: one who is to change a record must see it too.
        action: Action,
        /// By what he has it.
        path: Path,
        /// How far it reaches.
        scope: Scope,
        /// The condition on it.
        filter: Option<Arc<Filter>>,
    },
    /// There is no right to do it to any record of the type; these roles would give it.
    NoRight {
        /// To do what.
        action: Action,
        /// Roles that would.
        roles: Vec<Id>,
    },
    /// A sharing rule that opens the record.
    Rule(Id),
    /// A share of the record.
    Share,
    /// The roles of the key do not reach so far as the rights of its user.
    Key,
    /// What the record is about can be seen, or changed where that is needed.
    Subject,
    /// A restriction.
    Restriction(Id),
    /// How the class of a field is shown.
    Class {
        /// The class.
        class: DataClass,
        /// In which view.
        view: View,
        /// On which records.
        scope: Scope,
        /// By what.
        path: Path,
    },
    /// The class of the field is not shown; these roles would show it.
    NoClass {
        /// The class.
        class: DataClass,
        /// Roles that would.
        roles: Vec<Id>,
    },
}

impl What {
    /// The name of the step.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Account => "account",
            Self::Right { .. } | Self::NoRight { .. } => "right",
            Self::Rule(_) => "rule",
            Self::Share => "share",
            Self::Key => "key",
            Self::Subject => "subject",
            Self::Restriction(_) => "restriction",
            Self::Class { .. } | Self::NoClass { .. } => "class",
        }
    }

    /// Whether it lets somebody do this, and is not just something that has to be so for everything.
    fn opens(&self, wanted: Action) -> bool {
        match self {
            Self::Right { action, .. } => *action == wanted,
            Self::Rule(_) | Self::Share | Self::Class { .. } => true,
            _ => false,
        }
    }
}

/// Explains what a caller may do.
pub fn explain(caller: &Caller, question: Question<'_>) -> Explanation {
    let allowed = decided(caller, question);
    let Some(own) = caller.effective() else {
        return Explanation { allowed, steps: vec![Step { passed: true, what: What::Program }] };
    };
    let policy = &caller.configuration.policy;
    let active = caller.actor.user().and_then(|id| policy.users.get(&id)).is_some_and(|user| user.active);
    let mut steps = vec![Step { passed: active, what: What::Account }];
    if active {
        let mut telling = Telling { caller, own, question, steps };
        telling.action(Action::Read);
        if question.action != Action::Read {
            telling.action(question.action);
        }
        telling.key();
        telling.subject();
        if let Some(field) = question.field {
            telling.class(question.kind.class_of(field));
        }
        steps = telling.steps;
    }
    Explanation { allowed, steps }
}

/// Somebody who may.
#[derive(Debug)]
pub struct Allowed {
    /// Who.
    pub user: Id,
    /// What people call him or her.
    pub name: String,
    /// As whom the decision was made.
    pub caller: Caller,
    /// What lets him or her: the rights and shares that reach.
    pub by: Vec<Step>,
}

/// Everybody who may do it, by name.
pub fn audience(configuration: &Arc<Configuration>, now: Micros, question: Question<'_>) -> Vec<Allowed> {
    let mut allowed: Vec<Allowed> = Vec::new();
    for (id, user) in configuration.policy.users.iter().filter(|(_, user)| user.active) {
        let caller = Caller::user(Arc::clone(configuration), *id, Channel::System).at(now);
        if !decided(&caller, question) {
            continue;
        }
        let mut by = explain(&caller, question).steps;
        by.retain(|step| step.passed && step.what.opens(question.action));
        allowed.push(Allowed { user: *id, name: user.name.clone(), caller, by });
    }
    allowed.sort_by_cached_key(|one| (sort_key(&one.name), one.user));
    allowed
}

/// The verdict alone.
pub fn decided(caller: &Caller, question: Question<'_>) -> bool {
    let rows = decide::rows(caller, question.action, question.kind);
    let shown = match question.field {
        Some(field) if field.is_secret() => Rows::None,
        Some(field) => decide::class_rows(caller, question.kind, question.kind.class_of(field)),
        None => Rows::All,
    };
    reaches(&rows, question) && reaches(&shown, question)
}

fn reaches(rows: &Rows, question: Question<'_>) -> bool {
    match question.record {
        Some((record, around)) => matches(rows, record, around),
        None => *rows != Rows::None,
    }
}

/// An explanation in the making.
struct Telling<'a> {
    caller: &'a Caller,
    own: &'a Effective,
    question: Question<'a>,
    steps: Vec<Step>,
}

impl Telling<'_> {
    fn say(&mut self, passed: bool, what: What) {
        self.steps.push(Step { passed, what });
    }

    /// Rights to the action, what is shared, and restrictions.
    fn action(&mut self, action: Action) {
        let kind = self.question.kind;
        let grants = self.own.grants(kind.name, action);
        if grants.is_empty() {
            let roles = self.roles_with(|role| {
                role.rights
                    .iter()
                    .any(|right| right.action.is_none_or(|of| of == action) && is_about(&right.record_type, kind))
            });
            self.say(false, What::NoRight { action, roles });
            return;
        }
        for grant in grants {
            let narrowed = grant.filter.as_ref().map_or(Rows::All, |filter| Rows::Where(Arc::clone(filter)));
            let rows = decide::in_scope(self.caller, self.own, grant.scope, kind).and(narrowed);
            let (path, scope, filter) = (Arc::clone(&grant.path), grant.scope, grant.filter.clone());
            self.say(reaches(&rows, self.question), What::Right { action, path, scope, filter });
        }
        if self.question.record.is_some() {
            for (id, rows) in decide::opened(self.caller, self.own, action, kind) {
                if reaches(&rows, self.question) {
                    self.say(true, id.map_or(What::Share, What::Rule));
                }
            }
        }
        self.restrictions(|taken| matches!(taken, Taken::Action(of) if of.is_none_or(|of| of == action)));
    }

    /// Restrictions that take it away, from this record or from any.
    fn restrictions(&mut self, takes: impl Fn(Taken) -> bool) {
        let kind = self.question.kind;
        let mut found = Vec::new();
        for one in &self.own.restrictions {
            if takes(one.taken) && is_about(&one.record_type, kind) {
                let rows = if *one.filter == Filter::All { Rows::All } else { Rows::Where(Arc::clone(&one.filter)) };
                let is_hit = match self.question.record {
                    Some(_) => reaches(&rows, self.question),
                    None => rows == Rows::All,
                };
                if is_hit {
                    found.push(one.id);
                }
            }
        }
        for id in found {
            self.say(false, What::Restriction(id));
        }
    }

    /// Whether a key's roles bound what its user may do.
    fn key(&mut self) {
        if self.caller.key_roles.is_empty() {
            return;
        }
        let user = self.caller.actor.user().map(|id| {
            let whole = Caller::user(Arc::clone(&self.caller.configuration), id, self.caller.channel);
            whole.at(self.caller.now)
        });
        if user.is_some_and(|user| decided(&user, self.question) && !decided(self.caller, self.question)) {
            self.say(false, What::Key);
        }
    }

    /// What the record is about.
    fn subject(&mut self) {
        let Question { action, kind, .. } = self.question;
        let needed = kind.needs_of_subject.and_then(Action::named).filter(|_| action != Action::Read);
        let rows = decide::subject_rows(self.caller, needed.unwrap_or(Action::Read), kind);
        if self.question.record.is_some() && rows != Rows::All {
            self.say(reaches(&rows, self.question), What::Subject);
        }
    }

    /// How a class of data is shown.
    fn class(&mut self, class: DataClass) {
        let kind = self.question.kind;
        if matches!(class, DataClass::Ordinary) {
            return;
        }
        let sights = self.own.sights(kind.name, class, View::Masked);
        if sights.is_empty() || class == DataClass::Secret {
            let roles = self.roles_with(|role| {
                role.classes.iter().any(|shown| shown.class == class && is_about(&shown.record_type, kind))
            });
            self.say(false, What::NoClass { class, roles });
            return;
        }
        for sight in sights {
            let rows = decide::in_scope(self.caller, self.own, sight.scope, kind);
            let what = What::Class { class, view: sight.view, scope: sight.scope, path: Arc::clone(&sight.path) };
            self.say(sight.view == View::Exact && reaches(&rows, self.question), what);
        }
        self.restrictions(|taken| taken == Taken::Class(class));
    }

    /// Roles that give something, by name.
    fn roles_with(&self, gives: impl Fn(&crate::rights::policy::Role) -> bool) -> Vec<Id> {
        let all = self.caller.configuration.policy.roles.iter();
        let mut roles: Vec<_> = all.filter(|(_, role)| gives(role)).map(|(id, role)| (&role.name, *id)).collect();
        roles.sort();
        roles.into_iter().map(|(_, id)| id).collect()
    }
}

fn is_about(record_type: &str, kind: &RecordType) -> bool {
    record_type == "*" || record_type == kind.name
}
