//! What a change of rights would do is told before it is made: the numbers are those that come true.

use std::collections::{BTreeMap, BTreeSet};

use beheer::changes::{Batch, Change};
use beheer::id::Id;
use beheer::query;
use beheer::records::effect::{self, Effect, Sort};
use beheer::records::seed;
use beheer::rights::{Action, Caller};
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, code, input, kind};
use crate::support::people::People;

const KINDS: [&str; 3] = ["contact", "deal", "product"];
const ACTIONS: [Action; 3] = [Action::Read, Action::Update, Action::Delete];

/// The records that each person can do each thing to.
async fn reach(engine: &Engine, people: &[Id]) -> BTreeMap<(Id, &'static str, Action), BTreeSet<Id>> {
    let program = engine.program().await;
    let mut reach = BTreeMap::new();
    for name in KINDS {
        let listing = query::Listing { limit: 200, ..query::Listing::new(&program, kind(name)) };
        let all = engine.list(&program, name, &listing).await.unwrap().items;
        let all: Vec<Id> = all.iter().map(|found| found.record.id).collect();
        for user in people {
            let caller = engine.user(*user).await.at(engine.database.clock().now());
            for action in ACTIONS {
                let (on, which) = (engine.database.read(), engine.database.engine());
                let reached = query::list::reached(on, which, &caller, action, kind(name), &all).await.unwrap();
                reach.insert((*user, name, action), reached.into_iter().collect());
            }
        }
    }
    reach
}

/// What the effect says of a person, a type and an action: gained and lost.
fn told(effect: &Effect, user: Id, name: &str, action: Action) -> (u64, u64) {
    let person = effect.people.iter().find(|person| person.user == user);
    let touched = person
        .and_then(|person| person.touched.iter().find(|one| one.kind.name == name && one.what == Sort::Action(action)));
    touched.map_or((0, 0), |one| (one.gained.unwrap(), one.lost.unwrap()))
}

fn change(caller: &Caller, name: &str, id: Option<Id>, body: &Json) -> Change {
    let values = input(caller, kind(name), body);
    match id {
        Some(id) => Change::update(kind(name), id, values),
        None => Change::create(kind(name), values),
    }
}

async fn company(engine: &Engine, people: &People) -> Id {
    let program = engine.program().await;
    for (at, owner) in [people.rep, people.colleague, people.stranger, people.stranger].into_iter().enumerate() {
        engine.make(&program, "contact", json!({"last_name": "Vos", "owner_id": owner.to_string()})).await;
        let amount = json!({"amount": (at * 4_000).to_string(), "currency": "EUR"});
        let stage = seed::stage(0).to_string();
        let deal =
            json!({"name": format!("D{at}"), "stage_id": stage, "owner_id": owner.to_string(), "amount": amount});
        let deal = engine.make(&program, "deal", deal).await;
        let share = json!({
            "purpose": "P", "about": {"type": "deal", "id": deal.to_string()},
            "to": {"type": "user", "id": people.rep.to_string()}, "level": if at == 2 { "update" } else { "read" },
        });
        if at >= 2 {
            engine.make(&program, "share", share).await;
        }
    }
    engine.make(&program, "product", json!({"name": "Boat"})).await;
    engine.make(&program, "product", json!({"name": "Canal"})).await
}

on_both_engines! {
    async fn the_numbers_of_a_preview_come_true(engine: Engine) {
        let people = People::hire(&engine).await;
        company(&engine, &people).await;
        let everybody = [people.admin, people.rep, people.colleague, people.stranger, people.assistant, people.reader];
        let sales = json!({"rights": [
            {"record_type": "contact", "action": "read", "scope": "all"},
            {"record_type": "contact", "action": "update", "scope": "group"},
            {"record_type": "deal", "action": "read", "scope": "own"},
            {"record_type": "deal", "action": "*", "scope": "all", "filter": "amount.currency eq \"EUR\" and amount.value gt 7000"},
        ]});
        let cases = [
            ("role", Some(Id::built_in(4)), sales),
            ("restriction", None, json!({
                "name": "R", "purpose": "P", "record_type": "deal", "filter": "name eq \"D2\"", "action": "update",
            })),
            ("group", None, json!({
                "name": "G", "members": [{"user_id": people.reader.to_string()}], "roles": [{"role_id": Id::built_in(3).to_string()}],
            })),
            ("sharing_rule", None, json!({
                "name": "S", "purpose": "P", "record_type": "deal", "filter": "name eq \"D0\"",
                "with": [{"person": {"type": "user", "id": people.colleague.to_string()}}],
            })),
            ("user", Some(people.rep), json!({"active": false})),
        ];
        for (name, id, body) in cases {
            let before = reach(&engine, &everybody).await;
            let admin = engine.user(people.admin).await.at(engine.database.clock().now());
            let batch = || Batch::one(change(&admin, name, id, &body));
            let effect = effect::preview(&engine.database, &admin, batch()).await.unwrap();
            assert_eq!(reach(&engine, &everybody).await, before, "{name} was only tried");
            engine.commit(&admin, batch().changes).await.unwrap();
            let after = reach(&engine, &everybody).await;
            let mut changed = 0;
            for (key, before) in &before {
                let after = &after[key];
                let count = |more: &BTreeSet<Id>, less: &BTreeSet<Id>| more.difference(less).count() as u64;
                let expected = (count(after, before), count(before, after));
                assert_eq!(told(&effect, key.0, key.1, key.2), expected, "{name} {key:?}");
                changed += usize::from(expected != (0, 0));
            }
            assert!(changed > 0, "{name} changed nothing");
        }
    }

    async fn a_preview_is_for_those_who_may_make_the_change(engine: Engine) {
        let people = People::hire(&engine).await;
        let rep = engine.user(people.rep).await;
        let program = engine.program().await;
        let grab = change(&program, "role", Some(Id::built_in(4)), &json!({"duties": [{"duty": "users"}]}));
        assert_eq!(code(effect::preview(&engine.database, &rep, Batch::one(grab.clone())).await), "forbidden");
        let admin = engine.user(people.admin).await;
        let effect = effect::preview(&engine.database, &admin, Batch::one(grab)).await.unwrap();
        let gained: Vec<_> = effect.people.iter().map(|person| (person.name.as_str(), person.duties_gained.clone())).collect();
        assert_eq!(gained, [("Cor", vec!["users"]), ("Rita", vec!["users"]), ("Stan", vec!["users"])]);
        let last = Change::update(kind("user"), people.admin, input(&admin, kind("user"), &json!({"active": false})));
        assert_eq!(code(effect::preview(&engine.database, &admin, Batch::one(last)).await), "last_administrator");
    }
}
