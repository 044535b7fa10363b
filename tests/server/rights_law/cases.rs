//! Random policies, callers and questions.

use std::sync::Arc;

use beheer::id::Id;
use beheer::model::filter::{Filter, parse};
use beheer::model::{AnyField, DataClass, Kind, Record, RecordType, Schema, Value, fold, json};
use beheer::rights::policy::{
    ClassView, Group, Level, PolicyUser, Profile, Restriction, Right, Role, SharingRule, Taken, View,
};
use beheer::rights::{Action, Caller, Channel, Configuration, Policy, Scope, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::world::{KINDS, NOW, World};
use crate::support::engine::{filter, kind};

/// How far, and about which type: 0 the one that is asked for, 1 all, others by number.
type Reach = (u8, Scope);
/// A comparison with what some record holds: field, operator, record.
type Comparison = (usize, usize, usize);
type Rights = Vec<(Reach, Option<Action>, Option<Comparison>)>;
type Classes = Vec<(Reach, DataClass, View)>;
/// Users, groups, profiles and roles, as bits.
type People = [u8; 4];

/// One question, with the policy it is asked under.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) kind: &'static str,
    pub(super) action: Action,
    pub(super) bin: bool,
    roles: Vec<(Rights, Classes)>,
    /// Which roles the two profiles carry; and of the three groups the members, the groups within, and the roles, as bits.
    profiles: [u8; 2],
    groups: [(u8, u8, u8); 3],
    /// To whom each user reports.
    managers: [Option<u8>; 6],
    rules: Vec<(Level, People, Option<Comparison>, Option<bool>)>,
    restrictions: Vec<(Taken, People, People, Option<Comparison>)>,
    user: usize,
    is_active: bool,
    key: Option<u8>,
    tests: Vec<Comparison>,
    shape: u8,
    words: Vec<usize>,
}

pub(super) fn cases() -> impl Strategy<Value = Case> {
    let scope = || prop_oneof![3 => Just(Scope::Own), 3 => Just(Scope::Group), 2 => Just(Scope::Subtree), 2 => Just(Scope::All)];
    let reach = || (prop_oneof![4 => Just(0_u8), 2 => Just(1), 3 => 2..13_u8], scope());
    let action = prop_oneof![4 => Just(Some(Action::Read)), 1 => Just(Some(Action::Export)), 1 => Just(None)];
    let class = || select(&DataClass::ALL[1..6]);
    let view = prop_oneof![4 => Just(View::Exact), 1 => Just(View::Banded), 1 => Just(View::Masked)];
    let comparison = || (any::<usize>(), any::<usize>(), any::<usize>());
    let maybe = |often: f64| prop::option::weighted(often, comparison());
    let role = (vec((reach(), action, maybe(0.3)), 0..4), vec((reach(), class(), view), 0..4));
    let asked = (
        select(KINDS.as_slice()),
        prop_oneof![5 => Just(Action::Read), 1 => Just(Action::Export), 1 => Just(Action::Update)],
        prop::bool::weighted(0.15),
    );
    let who = (0..6_usize, prop::bool::weighted(0.98), prop::option::weighted(0.2, 1..16_u8));
    let level = prop_oneof![Just(Level::Read), Just(Level::Update)];
    let taken = prop_oneof![
        3 => Just(Taken::Action(Some(Action::Read))),
        1 => Just(Taken::Action(Some(Action::Export))),
        1 => Just(Taken::Action(None)),
        3 => class().prop_map(Taken::Class),
    ];
    let rules = vec((level, any::<People>(), maybe(0.9), any::<Option<bool>>()), 0..3);
    let restrictions = vec((taken, any::<People>(), any::<People>(), maybe(0.85)), 0..3);
    let managers = any::<[Option<u8>; 6]>();
    let policy = (vec(role, 4), any::<[u8; 2]>(), any::<[(u8, u8, u8); 3]>(), managers, rules, restrictions);
    let question = (vec(comparison(), 0..4), any::<u8>(), vec(any::<usize>(), 0..3));
    (asked, policy, who, question).prop_map(|(asked, policy, who, question)| Case {
        kind: asked.0,
        action: asked.1,
        bin: asked.2,
        roles: policy.0,
        profiles: policy.1,
        groups: policy.2,
        managers: policy.3,
        rules: policy.4,
        restrictions: policy.5,
        user: who.0,
        is_active: who.1,
        key: who.2,
        tests: question.0,
        shape: question.1,
        words: question.2,
    })
}

/// The ids of things that are numbered here.
fn ids(bits: u8, ids: impl Fn(u64) -> Id) -> Vec<Id> {
    (0..8).filter(|at| bits & (1 << at) != 0).map(ids).collect()
}

fn role(at: u64) -> Id {
    Id::built_in(900 + at)
}

fn profile(at: u64) -> Id {
    Id::built_in(950 + at)
}

impl Case {
    /// Who asks.
    pub(super) fn caller(&self, world: &World, schema: Schema) -> Caller {
        let mut policy = Policy { everybody: role(0), shared: world.shared(), ..Policy::default() };
        for (at, (rights, classes)) in (0..).zip(&self.roles) {
            let rights =
                rights.iter().map(|(to, action, condition)| self.right(world, &schema, *to, *action, *condition));
            let classes = classes.iter().map(|((to, scope), class, view)| ClassView {
                record_type: self.about(*to),
                class: *class,
                scope: *scope,
                view: *view,
            });
            let (rights, classes) = (rights.collect(), classes.collect());
            policy.roles.insert(role(at), Role { name: format!("Role {at}"), rights, classes, ..Role::default() });
        }
        for (at, roles) in (0..).zip(self.profiles) {
            policy.profiles.insert(profile(at), Profile { name: String::new(), roles: ids(roles, role) });
        }
        let some =
            |bits: u8, of: &[Id]| (0..).zip(of).filter(|(at, _)| bits & (1 << at) != 0).map(|(_, id)| *id).collect();
        for ((members, within, roles), id) in self.groups.into_iter().zip(&world.groups) {
            let (members, groups) =
                (some(members & 0b1001_0110, &world.users), some(within & within >> 4, &world.groups));
            policy.groups.insert(*id, Group { name: String::new(), members, groups, roles: ids(roles, role) });
        }
        for (at, id) in world.users.iter().enumerate() {
            let active = at != self.user || self.is_active;
            let manager = self.managers[at].and_then(|at| world.users.get(usize::from(at) % 9)).copied();
            let entry = PolicyUser { active, profile: Some(profile(at as u64 % 2)), manager, ..PolicyUser::default() };
            policy.users.insert(*id, entry);
        }
        self.open_and_close(&mut policy, world, &schema);
        let configuration = Configuration::new(0, schema, policy, beheer::rights::reasons::ReasonPolicy::default());
        let (configuration, user) = (std::sync::Arc::new(configuration), world.users[self.user]);
        let caller = match self.key {
            Some(roles) => Caller::key(configuration, user, &ids(roles, role)),
            None => Caller::user(configuration, user, Channel::Api),
        };
        caller.at(NOW)
    }

    /// Sharing rules and restrictions.
    fn open_and_close(&self, policy: &mut Policy, world: &World, schema: &Schema) {
        let people = |bits: People| -> Vec<Id> {
            let some = |bits: u8, of: &[Id]| -> Vec<Id> {
                (0..).zip(of).filter(|(at, _)| bits & (1 << at) != 0).map(|(_, id)| *id).collect()
            };
            // Few of each, so that some are spared.
            let [users, groups, profiles, roles] = bits;
            let groups = some(groups & groups >> 4, &world.groups);
            let (profiles, roles) = (ids(profiles & profiles >> 6, profile), ids(roles & roles >> 5, role));
            [some(users & users >> 3, &world.users), groups, profiles, roles].concat()
        };
        for (at, (level, to, condition, ends)) in (0..).zip(&self.rules) {
            policy.rules.push(SharingRule {
                id: Id::built_in(970 + at),
                name: format!("Rule {at}"),
                record_type: self.kind.to_owned(),
                filter: self.condition(world, schema, *condition),
                level: *level,
                to: people(*to),
                ends_at: ends.map(|has_ended| if has_ended { NOW } else { NOW + 1 }),
            });
        }
        for (at, (taken, on, except, condition)) in (0..).zip(&self.restrictions) {
            policy.restrictions.push(Restriction {
                id: Id::built_in(980 + at),
                name: format!("Restriction {at}"),
                record_type: self.kind.to_owned(),
                filter: self.condition(world, schema, *condition),
                taken: *taken,
                on: people(*on),
                except: people(*except),
            });
        }
    }

    fn about(&self, number: u8) -> String {
        match number {
            0 => self.kind.to_owned(),
            1 => "*".to_owned(),
            other => KINDS[usize::from(other - 2)].to_owned(),
        }
    }

    /// A line of a role; only those about the type that is asked for have a condition.
    fn right(
        &self,
        world: &World,
        schema: &Schema,
        (to, scope): Reach,
        action: Option<Action>,
        condition: Option<Comparison>,
    ) -> Right {
        let filter = condition.filter(|_| to == 0).map(|one| self.condition(world, schema, Some(one)));
        Right { record_type: self.about(to), action, scope, filter }
    }

    /// A condition on records of the type that is asked for, about any field; every record where there is none.
    fn condition(&self, world: &World, schema: &Schema, comparison: Option<Comparison>) -> Arc<Filter> {
        let Some((field, op, record)) = comparison else { return Arc::new(Filter::All) };
        let of = kind(self.kind);
        let fields: Vec<_> = schema.fields(of).iter().filter(|field| !field.is_secret()).collect();
        let (field, records) = (fields[field % fields.len()], &world.records[self.kind]);
        let text = test(of, field, op, records[record % records.len()].value(field.name));
        let text = if op & 64 == 0 { text } else { format!("not ({text})") };
        Arc::new(parse(schema, of, &text, &|_| true).unwrap_or_else(|error| panic!("{text}: {error:?}")))
    }

    /// A number that chooses.
    pub(super) const fn shape(&self) -> u8 {
        self.shape
    }

    /// What is asked for, out of the fields the caller may name: a filter in words.
    pub(super) fn filter(&self, world: &World, caller: &Caller) -> (String, Filter) {
        let of = kind(self.kind);
        let fields = beheer::query::list::visible_fields(caller, of);
        let records = &world.records[self.kind];
        let mut text = String::new();
        for (at, (field, op, record)) in self.tests.iter().enumerate() {
            let field = &fields[field % fields.len()];
            let value = records[record % records.len()].value(field.name);
            let test = test(of, field, *op, value);
            let test = if self.shape & (1 << at) == 0 { test } else { format!("not ({test})") };
            let joint = if self.shape & 64 == 0 { "and" } else { "or" };
            text = if at == 0 { test } else { format!("{text} {joint} ({test})") };
        }
        let read = filter(caller, of, &text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        (text, read)
    }

    /// Words to look for, folded; from texts of any class.
    pub(super) fn words(&self, world: &World) -> Vec<String> {
        let texts: Vec<_> = world.records[self.kind].iter().flat_map(World::texts).collect();
        let word = |at: &usize| {
            fold::fold(texts[at % texts.len()]).split(' ').max_by_key(|word| word.chars().count()).map(str::to_owned)
        };
        // Shorter words are looked for in titles only, which are of the class ordinary.
        self.words.iter().filter_map(word).filter(|word| word.chars().count() >= 3).collect()
    }

    /// A field that the caller may not name.
    pub(super) fn unknown<'a>(&self, caller: &'a Caller) -> Option<&'a AnyField> {
        let of = kind(self.kind);
        caller.configuration.schema.fields(of).iter().find(|field| !decide::may_see(caller, of, field))
    }
}

/// One comparison with what some record holds in the field.
fn test(of: &RecordType, field: &AnyField, op: usize, value: Option<&Value>) -> String {
    let name = field.name;
    let present = format!("{name} pr");
    let one = |ops: &[&'static str]| ops[op % ops.len()];
    let Some(value) = value else {
        return if matches!(field.kind, Kind::Json) { "version ge 1".into() } else { present };
    };
    let text = json::write_value(field, value);
    match value {
        Value::Text(_) if matches!(field.kind, Kind::Choice(_)) => format!("{name} {} {text}", one(&["eq", "ne"])),
        Value::Text(_) if of.own_field(name).is_some_and(|field| field.sortable) || name == "title" => {
            format!("{name} {} {text}", one(&["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]))
        }
        Value::Text(whole) => {
            let piece: String = whole.chars().filter(|c| !"\"\\\n".contains(*c)).take(4).collect();
            let op = one(&["eq", "ne", "co", "sw"]);
            if op == "sw" || op == "co" { format!("{name} {op} \"{piece}\"") } else { format!("{name} {op} {text}") }
        }
        Value::Number(_) => format!("{name} {} {}", one(&["eq", "ne", "gt", "le", "lt", "ge"]), text.as_str().unwrap()),
        Value::Date(_) | Value::Time(_) => format!("{name} {} {text}", one(&["eq", "ne", "gt", "le", "lt", "ge"])),
        Value::YesNo(_) | Value::Link(_) => format!("{name} {} {text}", one(&["eq", "ne"])),
        Value::Money(money) => {
            let (code, amount) = (money.currency.code(), text["amount"].as_str().unwrap().to_owned());
            match op % 4 {
                0 => format!("{name}.currency ne \"{code}\""),
                1 => present,
                2 => format!("{name}.currency eq \"{code}\" and {name}.value ge {amount}"),
                _ => format!("{name}.currency eq \"{code}\" and {name}.value lt {amount}"),
            }
        }
        Value::Reference(reference) => match op % 3 {
            0 => format!("{name}.type {} \"{}\"", one(&["eq", "ne"]), reference.kind),
            1 => format!("{name}.id eq \"{}\"", reference.id),
            _ => present,
        },
        Value::List(items) => item_test(field, op, items.first().and_then(|item| item.iter().next())),
        Value::Json(_) => "version ge 1".into(),
    }
}

fn item_test(list: &AnyField, op: usize, part: Option<(&&'static str, &Value)>) -> String {
    let name = list.name;
    match (part, op % 4) {
        (None, _) | (_, 0) => format!("{name} pr"),
        (Some((part, Value::Text(text))), 1) => format!("{name}.{part} ne \"{text}\""),
        (Some((part, Value::Text(text))), 2) => format!("{name}.{part} eq \"{text}\""),
        (Some((part, Value::Text(text))), _) => format!("{name}[{part} eq \"{text}\"]"),
        (Some((part, Value::Reference(to))), 1) => format!("{name}.{part}.type eq \"{}\"", to.kind),
        (Some((part, Value::Reference(to))), _) => format!("{name}.{part}.id eq \"{}\"", to.id),
        _ => format!("{name} pr"),
    }
}

/// Whether every word stands in some class of texts that the record shows.
pub(super) fn holds_words(schema: &Schema, words: &[String], shown: &Record) -> bool {
    let mut texts: std::collections::BTreeMap<DataClass, String> = std::collections::BTreeMap::new();
    let mut add = |class, text: &str| {
        let folded = texts.entry(class).or_default();
        folded.push_str(&fold::fold(text));
        folded.push('\n');
    };
    for field in schema.fields(shown.kind) {
        match (shown.value(field.name), field.kind) {
            (Some(Value::Text(text)), _) if field.searchable => add(field.class, text),
            (Some(Value::List(items)), Kind::List(list)) => {
                for part in list.parts.iter().filter(|part| part.searchable) {
                    for item in items {
                        if let Some(Value::Text(text)) = item.get(part.name) {
                            add(part.class.max(field.class), text);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    words.iter().all(|word| texts.values().any(|text| text.contains(word.as_str())))
}
