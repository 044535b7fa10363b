//! Profiles and roles as they are: which roles make a job, who has it, and how far each role reaches.

use std::collections::BTreeMap;

use askama::Template;
use poem::Response;

use super::{require, sees};
use crate::clock::Micros;
use crate::console::display::{self, Shown};
use crate::console::effect::named;
use crate::console::list::can_be_made;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::fold::sort_key;
use crate::model::{AnyField, Kind, RecordType};
use crate::records::access::{CLASSES, DUTIES, PROFILE, RIGHTS, ROLE};
use crate::records::assertion::ASSERTION;
use crate::records::sharing::{RESTRICTION, SHARING_RULE};
use crate::rights::Action;
use crate::rights::assertion::{self, Assertion};
use crate::rights::policy::{Profile, Role, Scope};

#[derive(Template)]
#[template(path = "admin/rights.html")]
struct RightsPage {
    shell: Shell,
    /// Roles, sharing rules and restrictions with a condition that cannot be read any more.
    broken: Vec<String>,
    assertions: Vec<Sentence>,
    /// Whether one can be added.
    may_assert: bool,
    /// Sharing rules and restrictions, each with the key of what they do.
    beside: Vec<BesideRoles>,
    profiles: Vec<Job>,
    /// Whether profiles can be made, and roles.
    can_make: (bool, bool),
    actions: Vec<String>,
    roles: Vec<Bundle>,
    /// Whether one may know who reads what.
    may_audit: bool,
}

/// An assertion.
struct Sentence {
    id: Id,
    text: String,
    /// For whom it is not true; nothing where it is.
    broken: String,
    /// Users who are excepted.
    except: String,
}

/// All of one kind that is opened or closed beside roles.
struct BesideRoles {
    lead: &'static str,
    about: &'static RecordType,
    can_add: bool,
    lines: Vec<Beside>,
}

/// A sharing rule or a restriction.
struct Beside {
    id: Id,
    name: String,
    kind: String,
    whom: String,
    until: Shown,
    is_over: bool,
}

/// A profile.
struct Job {
    id: Id,
    name: String,
    roles: Vec<(Id, String)>,
    people: usize,
}

/// A role.
struct Bundle {
    id: Id,
    name: String,
    /// What all its users are called together, where everybody has it.
    is_for_everybody: bool,
    /// Record type, and how far each action reaches; nothing where it does not.
    rows: Vec<(String, Vec<String>)>,
    classes: Vec<(String, String, String)>,
    duties: Vec<String>,
}

/// The page.
pub(super) fn show(visit: &Visit) -> Result<Response> {
    require(visit, &["rights", "users"], &ROLE)?;
    let caller = visit.caller()?;
    let policy = &caller.configuration.policy;
    let name_of = |id: &Id| policy.roles.get(id).map(|role| (*id, visit.t.shipped(*id, &role.name)));
    let job = |(id, profile): (&Id, &Profile)| Job {
        id: *id,
        name: visit.t.shipped(*id, &profile.name),
        roles: profile.roles.iter().filter_map(name_of).collect(),
        people: policy.users.values().filter(|user| user.active && user.profile == Some(*id)).count(),
    };
    let mut profiles: Vec<Job> = policy.profiles.iter().filter(|_| sees(caller, &PROFILE)).map(job).collect();
    profiles.sort_by_cached_key(|job| sort_key(&job.name));
    let mut roles: Vec<Bundle> = policy
        .roles
        .iter()
        .map(|(id, role)| bundle(visit, *id, role, *id == policy.everybody))
        .collect::<Result<_>>()?;
    roles.sort_by_cached_key(|role| (!role.is_for_everybody, sort_key(&role.name)));
    let actions = Action::ALL.iter().map(|action| choice(visit, &RIGHTS.any(), "action", action.name())).collect();
    let mut broken = policy.broken.clone();
    broken.dedup();
    let shell = Shell::of(visit, visit.say("admin-rights"));
    let may_assert = caller.scope(&ASSERTION, Action::Create) == Scope::All;
    let (assertions, can_make) = (assertions(visit)?, (can_be_made(caller, &PROFILE), can_be_made(caller, &ROLE)));
    let may_audit = caller.has_duty("audit");
    page::render(&RightsPage {
        beside: beside(visit)?,
        may_audit,
        shell,
        broken,
        assertions,
        may_assert,
        profiles,
        can_make,
        actions,
        roles,
    })
}

/// The assertions with how they stand; none for who cannot see them.
fn assertions(visit: &Visit) -> Result<Vec<Sentence>> {
    let caller = visit.caller()?;
    let policy = &caller.configuration.policy;
    if !sees(caller, &ASSERTION) {
        return Ok(Vec::new());
    }
    let broken = assertion::broken(&caller.configuration, caller.now);
    let sentence = |one: &Assertion| {
        let name = |id: &Id| Some(visit.t.shipped(*id, policy.name_of(*id)?));
        let except: Vec<String> = one.except.iter().filter_map(name).collect();
        let found = broken.iter().find(|broken| broken.assertion == one.id);
        Sentence {
            id: one.id,
            text: one.sentence.clone(),
            broken: found.map(|broken| named(visit, broken)).unwrap_or_default(),
            except: except.join(", "),
        }
    };
    let mut all: Vec<Sentence> = policy.assertions.iter().map(sentence).collect();
    all.sort_by_cached_key(|one| (one.broken.is_empty(), sort_key(&one.text)));
    Ok(all)
}

/// What is opened and closed beside roles, as far as one sees it.
fn beside(visit: &Visit) -> Result<Vec<BesideRoles>> {
    let caller = visit.caller()?;
    let (policy, schema) = (&caller.configuration.policy, &caller.configuration.schema);
    let names = |people: &[Id]| {
        let known = people.iter().filter_map(|id| Some(visit.t.shipped(*id, policy.name_of(*id)?)));
        if people.is_empty() { visit.say("rights-everybody").into() } else { known.collect::<Vec<_>>().join(", ") }
    };
    let line = |id: Id, name: &str, record_type: &str, people: &[Id], ends: Option<Micros>| Beside {
        id,
        name: name.to_owned(),
        kind: schema
            .named(record_type)
            .map_or_else(|| visit.say("rights-every-type").into(), |kind| visit.t.many(kind).into_owned()),
        whom: names(people),
        until: ends.map_or(Shown::Empty, |at| display::time(visit, at)),
        is_over: ends.is_some_and(|at| at <= caller.now),
    };
    let rules = policy.rules.iter().map(|one| line(one.id, &one.name, &one.record_type, &one.to, one.ends_at));
    let closed = policy.restrictions.iter().map(|one| line(one.id, &one.name, &one.record_type, &one.on, None));
    let all: [(_, &'static RecordType, _); 2] = [
        ("beside-rules", &SHARING_RULE, rules.collect::<Vec<_>>()),
        ("beside-restrictions", &RESTRICTION, closed.collect()),
    ];
    let seen = all.into_iter().filter(|(_, about, _)| sees(caller, about));
    let one = |(lead, about, lines)| BesideRoles { lead, about, can_add: can_be_made(caller, about), lines };
    Ok(seen.map(one).collect())
}

fn bundle(visit: &Visit, id: Id, role: &Role, is_for_everybody: bool) -> Result<Bundle> {
    let schema = &visit.caller()?.configuration.schema;
    let type_name = |name: &str| {
        let known = schema.named(name).map(|kind| visit.t.many(kind).into_owned());
        known.unwrap_or_else(|| visit.say("rights-every-type").into())
    };
    // In the order of the schema; what counts for every type comes first.
    let place = |name: &str| schema.types().iter().position(|kind| kind.name == name).map_or(0, |at| at + 1);
    let mut reach: BTreeMap<(usize, &str), [Scope; Action::ALL.len()]> = BTreeMap::new();
    for right in &role.rights {
        let row = reach.entry((place(&right.record_type), &right.record_type)).or_default();
        for (cell, one) in row.iter_mut().zip(Action::ALL) {
            if right.action.is_none_or(|action| action == one) {
                *cell = (*cell).max(right.scope);
            }
        }
    }
    let scope = |scope: Scope| match scope {
        Scope::None => String::new(),
        some => choice(visit, &RIGHTS.any(), "scope", some.name()),
    };
    let rows = reach.into_iter().map(|((_, kind), row)| (type_name(kind), row.into_iter().map(scope).collect()));
    let classes = role.classes.iter().map(|shown| {
        let class = choice(visit, &CLASSES.any(), "class", shown.class.name());
        (class, type_name(&shown.record_type), scope(shown.scope))
    });
    Ok(Bundle {
        id,
        name: visit.t.shipped(id, &role.name),
        is_for_everybody,
        rows: rows.collect(),
        classes: classes.collect(),
        duties: role.duties.iter().map(|duty| choice(visit, &DUTIES.any(), "duty", duty)).collect(),
    })
}

/// What a choice in a part of a list is called.
pub(in crate::console) fn choice(visit: &Visit, field: &AnyField, part: &str, code: &str) -> String {
    let Kind::List(list) = field.kind else { return code.to_owned() };
    let Some(part) = list.parts.iter().find(|one| one.name == part) else { return code.to_owned() };
    let Kind::Choice(choices) = part.kind else { return code.to_owned() };
    let known = choices.iter().find(|choice| choice.code == code);
    known.map_or_else(|| code.to_owned(), |choice| visit.t.choice(list.name, part, choice).into_owned())
}
