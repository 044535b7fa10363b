//! Rights: what somebody may not see leaves the engine by no exit, and nobody does what his roles do not let him.

use std::fmt::Write as _;

use beheer::changes::{Change, history};
use beheer::id::Id;
use beheer::model::{DataClass, Input};
use beheer::query::{self, Listing, count::count, order, search};
use beheer::records::{self, seed};
use beheer::rights::policy::{Action, Right, Scope};
use beheer::rights::{Caller, Channel};
use serde_json::json;

use crate::support::engine::{code, filter, input, kind, problems};
use crate::support::golden;
use crate::support::people::People;

on_both_engines! {
    async fn a_hidden_amount_leaves_by_no_exit(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let deal = |owner: Id, amount: &str| json!({
            "name": "D", "stage_id": seed::stage(0).to_string(), "owner_id": owner.to_string(),
            "amount": {"amount": amount, "currency": "EUR"},
        });
        let mine = engine.make(&program, "deal", deal(people.rep, "10")).await;
        let theirs = engine.make(&program, "deal", deal(people.colleague, "20")).await;
        let far = engine.make(&program, "deal", deal(people.stranger, "30")).await;
        let rep = engine.user(people.rep).await;
        let page = engine.list(&rep, "deal", &Listing::new(&rep, kind("deal"))).await.unwrap();
        assert_eq!(page.items.len(), 2);
        for found in page.items {
            assert_eq!(found.record.value("amount").is_some(), found.record.id == mine);
            assert_eq!(found.hidden.contains(&"amount"), found.record.id == theirs);
        }
        assert!(engine.get(&rep, "deal", theirs).await.unwrap().record.value("amount").is_none());
        assert_eq!(code(engine.get(&rep, "deal", far).await), "not_found");
        for (text, expected) in [
            ("amount.value gt 0 and amount.currency eq \"EUR\"", vec![mine]),
            ("not (amount.currency eq \"EUR\")", vec![theirs]),
            ("amount.currency ne \"EUR\"", vec![theirs]),
            ("amount pr", vec![mine]),
            ("not (amount pr)", vec![theirs]),
            ("amount.value le 20 and amount.currency ne \"USD\" and amount.currency eq \"EUR\"", vec![mine]),
        ] {
            let listing = Listing { filter: filter(&rep, kind("deal"), text).unwrap(), ..Listing::new(&rep, kind("deal")) };
            let page = engine.list(&rep, "deal", &listing).await.unwrap();
            assert_eq!(page.items.iter().map(|found| found.record.id).collect::<Vec<_>>(), expected, "{text}");
            let (on, which) = (engine.database.read(), engine.database.engine());
            assert_eq!(count(on, which, &rep, kind("deal"), &listing, None).await.unwrap(), expected.len() as u64, "{text}");
        }
        assert_eq!(problems(order::parse(&rep, kind("deal"), "amount")), [("/sort".to_owned(), "sort")]);
        let events = history::of_record(&engine.database, &rep, kind("deal"), theirs, None, 10).await.unwrap();
        assert!(events[0].changes.contains("\"name\"") && !events[0].changes.contains("amount"), "{}", events[0].changes);
        assert_eq!(code(engine.update(&rep, "deal", theirs, json!({"name": "X"})).await), "forbidden");
        assert_eq!(code(engine.update(&rep, "deal", far, json!({"name": "X"})).await), "not_found");
        let narrow = history::Narrow::default();
        assert_eq!(code(history::journal(&engine.database, &rep, &narrow, None, 10).await), "forbidden");
    }

    async fn personal_data_is_unknown_to_a_reader(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let body = json!({"last_name": "Vos", "emails": [{"value": "zebra@example.org"}]});
        let id = engine.make(&program, "contact", body).await;
        let reader = engine.user(people.reader).await;
        let contact = kind("contact");
        assert!(!query::list::visible_fields(&reader, contact).iter().any(|field| field.name == "emails"));
        assert!(engine.get(&reader, "contact", id).await.unwrap().record.value("emails").is_none());
        for text in ["emails pr", "emails.value co \"zebra\"", "emails[value eq \"zebra@example.org\"]"] {
            let unknown = filter(&reader, contact, text).unwrap_err().to_string();
            assert!(unknown.contains("There is no field `emails`"), "{unknown}");
        }
        for (caller, text, hits) in [(&reader, "zebra", 0), (&program, "zebra", 1), (&reader, "vos", 1), (&program, "vos zebra", 1)] {
            let words = search::parse(text).unwrap();
            let page = engine.list(caller, "contact", &Listing { words, ..Listing::new(caller, contact) }).await.unwrap();
            assert_eq!(page.items.len(), hits, "{text}");
        }
        let events = history::of_record(&engine.database, &reader, contact, id, None, 10).await.unwrap();
        assert!(!events[0].changes.contains("emails"));
        assert_eq!(problems(query::list::parse_fields(&reader, contact, "emails")), [("/fields".to_owned(), "unknown_field")]);
    }

    async fn words_of_several_classes_are_found_together_where_they_are_seen(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        for owner in [people.rep, people.stranger] {
            let body = json!({"last_name": "Vos", "owner_id": owner.to_string(), "emails": [{"value": "zebra@example.org"}]});
            engine.make(&program, "contact", body).await;
        }
        let rep = engine.user(people.rep).await;
        let words = search::parse("vos zebra").unwrap();
        let page = engine.list(&rep, "contact", &Listing { words, ..Listing::new(&rep, kind("contact")) }).await.unwrap();
        assert_eq!(page.items.len(), 1);
    }

    async fn what_cannot_be_seen_cannot_be_linked_expanded_or_given_away(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let of = |owner: Id| json!({"last_name": "Vos", "owner_id": owner.to_string()});
        let far = engine.make(&program, "contact", of(people.stranger)).await;
        let mine = engine.make(&program, "contact", of(people.rep)).await;
        let rep = engine.user(people.rep).await;
        let deal = |contact: Id| json!({"name": "D", "stage_id": seed::stage(0).to_string(), "contact_id": contact.to_string()});
        let absent = problems(engine.try_make(&rep, "deal", &deal(Id::built_in(9))).await);
        assert_eq!(problems(engine.try_make(&rep, "deal", &deal(far)).await), absent);
        let id = engine.make(&rep, "deal", deal(mine)).await;
        assert_eq!(engine.value("deal", id, "owner_id").await, people.rep.to_string());
        assert_eq!(code(engine.update(&rep, "deal", id, json!({"owner_id": people.stranger.to_string()})).await), "forbidden");
        assert_eq!(code(engine.try_make(&rep, "contact", &of(people.colleague)).await), "forbidden");
        engine.update(&program, "deal", id, json!({"contact_id": far.to_string()})).await.unwrap();
        let expand = query::list::parse_expand(&rep, kind("deal"), "contact").unwrap();
        let page = engine.list(&rep, "deal", &Listing { expand, ..Listing::new(&rep, kind("deal")) }).await.unwrap();
        assert_eq!(page.items[0].expanded, [("contact_id", None)]);
    }

    async fn each_change_of_a_batch_needs_its_own_right(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let id = engine.make(&program, "contact", json!({"last_name": "Vos"})).await;
        let assistant = engine.user(people.assistant).await;
        let contact = kind("contact");
        let update = || Change::update(contact, id, input(&assistant, contact, &json!({"last_name": "Wolf"})));
        assert_eq!(code(engine.commit(&assistant, vec![update(), Change::delete(contact, id)]).await), "forbidden");
        engine.make(&program, "role", json!({"name": "Sweeper", "rights": [
            {"record_type": "deal", "action": "delete", "scope": "all"},
            {"record_type": "deal", "action": "update", "scope": "own"},
        ]})).await;
        let role: Vec<(uuid::Uuid,)> = engine.rows("id from roles where name = 'Sweeper'").await;
        let members = json!([{"user_id": people.reader.to_string()}]);
        let roles = json!([{"role_id": role[0].0.to_string()}]);
        engine.make(&program, "group", json!({"name": "G", "members": members, "roles": roles})).await;
        let deal = engine.make(&program, "deal", json!({"name": "D", "stage_id": seed::stage(0).to_string()})).await;
        let reader = engine.user(people.reader).await;
        let update = Change::update(kind("deal"), deal, input(&reader, kind("deal"), &json!({"name": "E"})));
        assert_eq!(code(engine.commit(&reader, vec![update, Change::delete(kind("deal"), deal)]).await), "forbidden");
        engine.commit(&reader, vec![Change::delete(kind("deal"), deal)]).await.unwrap();
    }

    async fn a_hidden_field_cannot_be_written_and_a_key_narrows_its_user(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let deal = engine.make(&program, "deal", json!({"name": "D", "stage_id": seed::stage(0).to_string()})).await;
        let assistant = engine.user(people.assistant).await;
        let euros = json!({"amount": {"amount": "1", "currency": "EUR"}});
        let hidden = engine.update(&assistant, "deal", deal, euros.clone()).await;
        assert_eq!(problems(hidden), [("/amount".to_owned(), "unknown_field")]);
        let admin = engine.user(people.admin).await;
        engine.update(&admin, "deal", deal, euros).await.unwrap();
        let key = Caller::key(engine.configuration().await, people.admin, &[Id::built_in(8)]);
        assert_eq!(code(engine.update(&key, "deal", deal, json!({"name": "E"})).await), "forbidden");
        assert!(engine.get(&key, "deal", deal).await.unwrap().record.value("amount").is_none());
        assert!(!key.has_duty("users") && admin.has_duty("users"));
        let gone = Caller::key(engine.configuration().await, people.admin, &[Id::built_in(999)]);
        assert_eq!(code(engine.get(&gone, "deal", deal).await), "not_found");
        let former = engine.user(people.former).await;
        assert_eq!(code(engine.get(&former, "deal", deal).await), "not_found");
        assert_eq!(code(engine.list(&former, "deal", &Listing::new(&former, kind("deal"))).await), "forbidden");
        let new = Change::create(kind("lead"), Input::new());
        assert_eq!(code(engine.commit(&former, vec![new]).await), "forbidden");
        assert!(!former.has_duty("users"));
    }

    async fn the_last_administrator_cannot_be_lost(engine: Engine) {
        let one = crate::support::people::user(&engine, "Ada", Some("Administrator"), true).await;
        let two = crate::support::people::user(&engine, "Bob", Some("Administrator"), true).await;
        let program = engine.program().await;
        let retire = |id| engine.update(&program, "user", id, json!({"active": false}));
        let (first, second) = tokio::join!(retire(one), retire(two));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let left = if first.is_ok() { two } else { one };
        let profile = seed::profile_named("Sales").unwrap().to_string();
        assert_eq!(code(retire(left).await), "last_administrator");
        assert_eq!(code(engine.update(&program, "user", left, json!({"profile_id": profile})).await), "last_administrator");
        assert_eq!(code(engine.commit(&program, vec![Change::delete(kind("user"), left)]).await), "last_administrator");
        assert_eq!(code(engine.update(&program, "role", seed::ADMINISTRATOR_ROLE, json!({"duties": []})).await), "last_administrator");
        let role = Change::delete(kind("role"), seed::ADMINISTRATOR_ROLE);
        assert_eq!(code(engine.commit(&program, vec![role]).await), "last_administrator");
        let profile = Change::delete(kind("profile"), seed::ADMINISTRATOR);
        assert_eq!(code(engine.commit(&program, vec![profile]).await), "last_administrator");
    }

    async fn what_the_shipped_profiles_may_do_is_as_reviewed(engine: Engine) {
        let people = People::hire(&engine).await;
        let configuration = engine.configuration().await;
        let mut text = String::new();
        for (name, profile) in [
            ("Administrator", people.admin), ("Sales", people.rep), ("Sales assistant", people.assistant), ("Read-only", people.reader),
        ] {
            let caller = Caller::user(configuration.clone(), profile, Channel::Api);
            for kind in records::ALL {
                let actions: Vec<_> = Action::ALL.into_iter().filter(|action| caller.scope(kind, *action) > Scope::None)
                    .map(|action| format!("{}={}", action.name(), caller.scope(kind, action).name())).collect();
                let classes: Vec<_> = DataClass::ALL.into_iter().skip(1).filter(|class| caller.class_scope(kind, *class) > Scope::None)
                    .map(|class| format!("{}={}", class.name(), caller.class_scope(kind, class).name())).collect();
                writeln!(text, "{name} / {}: {} | {}", kind.name, actions.join(" "), classes.join(" ")).unwrap();
            }
        }
        golden::compare("rights.txt", &text);
    }
}

#[test]
fn the_most_permissive_role_wins() {
    let mut policy = beheer::rights::Policy::default();
    for (id, scope) in [(1, Scope::Own), (2, Scope::All), (3, Scope::Group)] {
        let rights = vec![Right { record_type: "deal".into(), action: Some(Action::Read), scope, filter: None }];
        policy.roles.insert(Id::built_in(id), beheer::rights::policy::Role { rights, ..Default::default() });
    }
    let both = policy.of_roles(&[Id::built_in(1), Id::built_in(2), Id::built_in(3)]);
    assert_eq!(both.scope("deal", Action::Read), Scope::All);
    assert_eq!(both.scope("lead", Action::Read), Scope::None);
}
