//! Sentences about rights stay true: what would break one is refused, unless whoever it is broken for becomes an exception, with a reason.

use beheer::changes::{Batch, Change};
use beheer::id::Id;
use beheer::records::{assertion, effect};
use beheer::rights::{Caller, Reason};
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, code, input, kind};
use crate::support::people::People;

async fn admin(engine: &Engine, people: &People) -> Caller {
    engine.user(people.admin).await.at(engine.database.clock().now())
}

/// Only the administrator's role reads amounts of deals exactly.
fn sentence(field: &str, who: Id) -> Json {
    json!({
        "sentence": "Only management reads amounts", "claim": "only", "record_type": "deal", "field": field,
        "people": [{"person": {"type": "user", "id": who.to_string()}}],
    })
}

fn update(caller: &Caller, name: &str, id: Id, body: &Json) -> Change {
    Change::update(kind(name), id, input(caller, kind(name), body))
}

/// Shows figures of deals to a role.
fn figures() -> Json {
    json!({
        "rights": [{"record_type": "deal", "action": "read", "scope": "all"}],
        "classes": [{"record_type": "deal", "class": "figures", "scope": "all"}],
    })
}

const SALES: Id = Id::built_in(4);

on_both_engines! {
    async fn a_change_that_breaks_a_sentence_is_refused_until_exceptions_are_made_with_a_reason(engine: Engine) {
        let people = People::hire(&engine).await;
        let caller = admin(&engine, &people).await;
        let none = json!({"rights": [{"record_type": "deal", "action": "read", "scope": "all"}], "classes": []});
        engine.commit(&caller, vec![update(&caller, "role", SALES, &none)]).await.unwrap();
        let caller = admin(&engine, &people).await;
        let sentence = input(&caller, kind("assertion"), &sentence("amount", people.admin));
        engine.commit(&caller, vec![Change::create(kind("assertion"), sentence)]).await.unwrap();

        let caller = admin(&engine, &people).await;
        let change = || update(&caller, "role", SALES, &figures());
        let refused = engine.commit(&caller, vec![change()]).await;
        let told = format!("{}", refused.as_ref().unwrap_err());
        assert_eq!(code(refused), "assertion_broken");
        assert!(told.contains("Only management reads amounts"), "{told}");

        let effect = effect::preview(&engine.database, &caller, Batch::one(change())).await.unwrap();
        assert!(!effect.people.is_empty(), "the effect is told all the same");
        let [broken] = effect.broken.as_slice() else { panic!("{:?}", effect.broken) };
        assert!(broken.people.iter().any(|(id, _)| *id == people.rep), "{broken:?}");
        assert!(broken.people.iter().all(|(id, _)| *id != people.admin), "{broken:?}");

        let excepted = || vec![change()].into_iter().chain(assertion::exceptions(&caller, &effect.broken)).collect();
        assert_eq!(code(engine.commit(&caller, excepted()).await), "reason_required");
        let because = caller.clone().because(Reason::text("Sales closes the quarter"));
        engine.commit(&because, excepted()).await.unwrap();

        // Nothing is new now: other changes of rights go through.
        let caller = admin(&engine, &people).await;
        engine.commit(&caller, vec![update(&caller, "role", SALES, &json!({"description": "Sells"}))]).await.unwrap();
    }

    async fn a_sentence_that_is_not_true_is_not_made(engine: Engine) {
        let people = People::hire(&engine).await;
        let caller = admin(&engine, &people).await;
        let refused = |body: Json| {
            let values = input(&caller, kind("assertion"), &body);
            let engine = &engine;
            let caller = &caller;
            async move { code(engine.commit(caller, vec![Change::create(kind("assertion"), values)]).await) }
        };
        assert_eq!(refused(json!({"sentence": "S", "claim": "never", "record_type": "deal"})).await, "assertion_broken");
        assert_eq!(refused(json!({"sentence": "S", "claim": "only", "record_type": "deal"})).await, "invalid");
        assert_eq!(refused(json!({"sentence": "S", "claim": "never", "record_type": "deals"})).await, "invalid");
        let field = json!({"sentence": "S", "claim": "never", "record_type": "deal", "field": "amounts"});
        assert_eq!(refused(field).await, "invalid");
        let whose = json!({"sentence": "S", "claim": "never", "record_type": "product", "whose": "own"});
        assert_eq!(refused(whose).await, "invalid");
    }

    async fn what_breaks_for_one_person_is_found_by_every_way_that_opens(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let stage = beheer::records::seed::stage(0).to_string();
        let deal = json!({"name": "D", "stage_id": stage, "owner_id": people.stranger.to_string()});
        let deal = engine.make(&program, "deal", deal).await;
        let own = json!({"rights": [{"record_type": "deal", "action": "*", "scope": "own"}], "classes": []});
        let caller = admin(&engine, &people).await;
        engine.commit(&caller, vec![update(&caller, "role", SALES, &own)]).await.unwrap();
        let who = |id: Id| json!([{"person": {"type": "user", "id": id.to_string()}}]);
        let caller = admin(&engine, &people).await;
        for body in [
            json!({"sentence": "Not what others own", "claim": "never", "record_type": "deal", "whose": "others", "people": who(people.rep)}),
            json!({"sentence": "Their own", "claim": "may", "action": "update", "record_type": "deal", "whose": "own", "people": who(people.rep)}),
        ] {
            let values = input(&caller, kind("assertion"), &body);
            engine.commit(&caller, vec![Change::create(kind("assertion"), values)]).await.unwrap();
        }
        let caller = admin(&engine, &people).await;
        let make = |name: &str, body: Json| Change::create(kind(name), input(&caller, kind(name), &body));
        let with = json!([{"person": {"type": "user", "id": people.rep.to_string()}}]);
        let cases = [
            make("share", json!({"purpose": "P", "about": {"type": "deal", "id": deal.to_string()}, "to": {"type": "user", "id": people.rep.to_string()}})),
            make("sharing_rule", json!({"name": "S", "purpose": "P", "record_type": "deal", "filter": "name eq \"D\"", "with": with})),
            make("group", json!({
                "name": "G", "members": [{"user_id": people.rep.to_string()}, {"user_id": people.stranger.to_string()}],
                "roles": [{"role_id": Id::built_in(2).to_string()}],
            })),
            make("restriction", json!({"name": "R", "purpose": "P", "record_type": "deal", "action": "update", "on": with})),
            update(&caller, "role", SALES, &json!({"rights": [{"record_type": "deal", "action": "read", "scope": "own"}]})),
        ];
        for (at, change) in cases.into_iter().enumerate() {
            assert_eq!(code(engine.commit(&caller, vec![change]).await), "assertion_broken", "case {at}");
        }
        // A user who is not there any more breaks nothing.
        engine.commit(&caller, vec![update(&caller, "user", people.rep, &json!({"active": false}))]).await.unwrap();
    }
}
