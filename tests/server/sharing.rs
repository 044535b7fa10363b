//! Sharing and restricting: what is opened beside roles, what is closed whatever they say, and groups and managers.

use beheer::id::Id;
use beheer::query::Listing;
use beheer::records::seed;
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, code, kind, problems};
use crate::support::people::{People, group};

/// The names of the records that somebody sees in a list, in order.
async fn names(engine: &Engine, who: Id, of: &str) -> Vec<String> {
    let caller = engine.user(who).await.at(engine.database.clock().now());
    let page = engine.list(&caller, of, &Listing::new(&caller, kind(of))).await.unwrap();
    let mut names: Vec<_> =
        page.items.iter().map(|found| found.record.text("title").unwrap_or_default().to_owned()).collect();
    names.sort();
    names
}

fn deal(name: &str, owner: Id) -> Json {
    let amount = json!({"amount": "5000", "currency": "EUR"});
    let stage = seed::stage(0).to_string();
    json!({"name": name, "stage_id": stage, "owner_id": owner.to_string(), "amount": amount})
}

fn person(kind: &str, id: Id) -> Json {
    json!({"type": kind, "id": id.to_string()})
}

on_both_engines! {
    async fn a_share_opens_one_record_until_it_ends(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let far = engine.make(&program, "deal", deal("Far", people.stranger)).await;
        engine.make(&program, "deal", deal("Farther", people.stranger)).await;
        assert!(names(&engine, people.rep, "deal").await.is_empty());
        let share = json!({
            "purpose": "Stands in while she is away", "about": person("deal", far), "to": person("user", people.rep),
        });
        // Nobody opens what he could not change himself, or what he cannot see.
        let colleague = engine.user(people.colleague).await;
        assert_eq!(problems(engine.try_make(&colleague, "share", &share).await), [("/about".into(), "missing_link")]);
        let stranger = engine.user(people.stranger).await;
        let share = engine.make(&stranger, "share", share).await;
        assert_eq!(names(&engine, people.rep, "deal").await, ["Far"]);
        let rep = engine.user(people.rep).await;
        // What is shared counts as seen, not as one's own: figures are shown on own records only.
        assert!(engine.get(&rep, "deal", far).await.unwrap().record.value("amount").is_none());
        assert_eq!(code(engine.update(&rep, "deal", far, json!({"name": "Mine"})).await), "forbidden");
        let again = json!({"purpose": "Onwards", "about": person("deal", far), "to": person("user", people.colleague)});
        assert_eq!(code(engine.try_make(&rep, "share", &again).await), "forbidden");
        engine.update(&stranger, "share", share, json!({"level": "update"})).await.unwrap();
        let rep = engine.user(people.rep).await;
        engine.update(&rep, "deal", far, json!({"name": "Near"})).await.unwrap();
        assert_eq!(code(engine.commit(&rep, vec![beheer::changes::Change::delete(kind("deal"), far)]).await), "forbidden");
        let stranger = engine.user(people.stranger).await;
        engine.update(&stranger, "share", share, json!({"ends_at": "2020-01-01T00:00:00Z"})).await.unwrap();
        assert!(names(&engine, people.rep, "deal").await.is_empty());
    }

    async fn a_share_with_a_group_reaches_everybody_within(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let inner = group(&engine, "Inner", &[people.rep]).await;
        let within = json!({"name": "Outer", "groups": [{"group_id": inner.to_string()}]});
        let outer = engine.make(&program, "group", within).await;
        let far = engine.make(&program, "deal", deal("Far", people.stranger)).await;
        let share = json!({"purpose": "Tender", "about": person("deal", far), "to": person("group", outer)});
        engine.make(&program, "share", share).await;
        assert_eq!(names(&engine, people.rep, "deal").await, ["Far"]);
        let circle = json!({"groups": [{"group_id": outer.to_string()}]});
        assert_eq!(problems(engine.update(&program, "group", inner, circle).await), [("/groups".into(), "cycle")]);
        // Nobody without any right to deals sees one because it is shared with him.
        let nobody = crate::support::people::user(&engine, "Nobody", None, true).await;
        engine.update(&program, "group", inner, json!({"members": [{"user_id": nobody.to_string()}]})).await.unwrap();
        let caller = engine.user(nobody).await.at(engine.database.clock().now());
        assert_eq!(code(engine.list(&caller, "deal", &Listing::new(&caller, kind("deal"))).await), "forbidden");
        assert_eq!(names(&engine, people.rep, "deal").await, Vec::<String>::new());
    }

    async fn a_sharing_rule_opens_what_satisfies_it_and_closes_when_it_does_not(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let far = engine.make(&program, "deal", deal("Tender for the canal", people.stranger)).await;
        engine.make(&program, "deal", deal("Boat", people.stranger)).await;
        let sales = seed::profile_named("Sales").unwrap();
        let rule = json!({
            "name": "Tenders", "purpose": "Everybody helps", "record_type": "deal", "filter": "name co \"tender\"",
            "level": "update", "with": [{"person": person("profile", sales)}],
        });
        let rule = engine.make(&program, "sharing_rule", rule).await;
        assert_eq!(names(&engine, people.rep, "deal").await, ["Tender for the canal"]);
        let rep = engine.user(people.rep).await;
        // Who changes a record so that no right reaches it any more would lose it, and is told.
        assert_eq!(code(engine.update(&rep, "deal", far, json!({"name": "Canal"})).await), "forbidden");
        engine.update(&rep, "deal", far, json!({"notes": "Seen"})).await.unwrap();
        for (body, pointer, code) in [
            (json!({"filter": "nothing pr"}), "/filter", "filter"),
            (json!({"record_type": "nothing"}), "/record_type", "no_such_type"),
            (json!({"record_type": "product"}), "/record_type", "not_shared"),
        ] {
            assert_eq!(problems(engine.update(&program, "sharing_rule", rule, body).await), [(pointer.into(), code)]);
        }
        engine.update(&program, "sharing_rule", rule, json!({"ends_at": "2020-01-01T00:00:00Z"})).await.unwrap();
        assert!(names(&engine, people.rep, "deal").await.is_empty());
    }

    async fn a_restriction_wins_over_every_role(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let secret = engine.make(&program, "deal", deal("Secret merger", people.rep)).await;
        engine.make(&program, "deal", deal("Boat", people.rep)).await;
        let restriction = json!({
            "name": "Mergers", "purpose": "Insider law", "record_type": "deal", "filter": "name co \"merger\"",
            "action": "read", "except": [{"person": person("user", people.stranger)}],
        });
        let restriction = engine.make(&program, "restriction", restriction).await;
        assert_eq!(names(&engine, people.rep, "deal").await, ["Boat"]);
        assert_eq!(names(&engine, people.admin, "deal").await, ["Boat"]);
        let rep = engine.user(people.rep).await;
        assert_eq!(code(engine.get(&rep, "deal", secret).await), "not_found");
        // Nobody makes what he may not see, or turns a record into it.
        assert_eq!(code(engine.try_make(&rep, "deal", &deal("Another merger", people.rep)).await), "forbidden");
        let figures = json!({"action": null, "class": "figures", "filter": null});
        engine.update(&program, "restriction", restriction, figures).await.unwrap();
        let admin = engine.user(people.admin).await;
        let found = engine.get(&admin, "deal", secret).await.unwrap();
        assert!(found.record.value("amount").is_none() && !found.hidden.contains(&"amount"));
        let both = json!({"action": "read"});
        assert_eq!(problems(engine.update(&program, "restriction", restriction, both).await), [("/action".into(), "one_of_two")]);
    }

    async fn no_restriction_locks_the_last_administrator_out(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        for (record_type, action) in [("*", "*"), ("role", "update"), ("user", "read")] {
            let restriction = json!({"name": "All", "purpose": "P", "record_type": record_type, "action": action});
            assert_eq!(code(engine.try_make(&program, "restriction", &restriction).await), "last_administrator");
            let mut spared = restriction.clone();
            spared["except"] = json!([{"person": person("user", people.admin)}]);
            let made = engine.make(&program, "restriction", spared).await;
            let gone = engine.update(&program, "restriction", made, json!({"except": []})).await;
            assert_eq!(code(gone), "last_administrator");
        }
    }

    async fn a_restriction_about_a_field_that_is_gone_takes_everything(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let field = json!({"record_type": "deal", "name": "x_secret", "label": "Secret", "kind": "yes_no"});
        let field = engine.make(&program, "custom_field", field).await;
        engine.make(&engine.program().await, "deal", deal("Boat", people.rep)).await;
        let program = engine.program().await;
        let restriction = json!({
            "name": "Secrets", "purpose": "Law", "record_type": "deal", "filter": "x_secret eq true", "action": "read",
        });
        engine.make(&program, "restriction", restriction).await;
        assert_eq!(names(&engine, people.rep, "deal").await, ["Boat"]);
        engine.commit(&program, vec![beheer::changes::Change::delete(kind("custom_field"), field)]).await.unwrap();
        let configuration = engine.configuration().await;
        assert_eq!(configuration.policy.broken, ["Secrets"]);
        let caller = engine.user(people.rep).await;
        assert_eq!(code(engine.list(&caller, "deal", &Listing::new(&caller, kind("deal"))).await), "forbidden");
    }

    async fn a_right_with_a_condition_reaches_what_satisfies_it(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        for (name, amount) in [("Small", "10"), ("Large", "90000")] {
            let mut body = deal(name, people.stranger);
            body["amount"]["amount"] = json!(amount);
            engine.make(&program, "deal", body).await;
        }
        let role = json!({"name": "Small deals", "rights": [{
            "record_type": "deal", "action": "read", "scope": "all",
            "filter": "amount.currency eq \"EUR\" and amount.value lt 1000",
        }]});
        let role = engine.make(&program, "role", role).await;
        let carrier = json!({
            "name": "G", "members": [{"user_id": people.rep.to_string()}], "roles": [{"role_id": role.to_string()}],
        });
        engine.make(&program, "group", carrier).await;
        // The condition looks at an amount that he does not see: it is the administrator's, not his.
        assert_eq!(names(&engine, people.rep, "deal").await, ["Small"]);
        let bad = json!({"rights": [{"record_type": "*", "action": "read", "scope": "all", "filter": "name pr"}]});
        assert_eq!(problems(engine.update(&program, "role", role, bad).await), [("/rights/0/filter".into(), "filter")]);
        let bad = json!({"rights": [{"record_type": "dael", "action": "read", "scope": "all"}]});
        assert_eq!(problems(engine.update(&program, "role", role, bad).await), [("/rights/0/record_type".into(), "no_such_type")]);
    }

    async fn the_scope_of_a_manager_reaches_those_below(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        engine.make(&program, "deal", deal("Of the lowest", people.stranger)).await;
        engine.make(&program, "deal", deal("Of the manager", people.rep)).await;
        engine.make(&program, "deal", deal("Of another", people.admin)).await;
        let below = |of: Id, manager: Id| (of, json!({"manager_id": manager.to_string()}));
        for (user, body) in [below(people.stranger, people.reader), below(people.reader, people.rep)] {
            engine.update(&program, "user", user, body).await.unwrap();
        }
        let role = json!({"name": "Leads people", "rights": [{"record_type": "deal", "action": "read", "scope": "subtree"}]});
        let role = engine.make(&program, "role", role).await;
        let carrier = json!({
            "name": "G", "members": [{"user_id": people.rep.to_string()}], "roles": [{"role_id": role.to_string()}],
        });
        engine.make(&program, "group", carrier).await;
        assert_eq!(names(&engine, people.rep, "deal").await, ["Of the lowest", "Of the manager"]);
    }
}
