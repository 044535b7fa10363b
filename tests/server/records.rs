//! Records through the engine: made, found, changed, binned, taken back.

use std::collections::HashSet;

use beheer::changes::{Batch, Change, commit, history, undo, verify};
use beheer::id::Id;
use beheer::query::{self, Found, Listing};
use beheer::records::{demo, seed};
use serde_json::json;

use crate::support::engine::{input, kind, problems};

on_both_engines! {
    async fn a_contact_is_made_found_changed_and_proved(engine: Engine) {
        let caller = engine.program().await;
        let contact = kind("contact");
        let new = input(&caller, contact, &json!({
            "first_name": "Zoë", "last_name": "Müller",
            "emails": [{"type": "work", "value": "zoe@example.org"}, {"value": "z@example.org"}],
        }));
        let made = commit(&engine.database, &caller, Batch::one(Change::create(contact, new))).await.unwrap();
        let id = made[0].id;

        let found = query::get(engine.database.read(), engine.database.engine(), &caller, contact, id).await.unwrap();
        assert_eq!(found.record.text("title"), Some("Zoë Müller"));
        let mut listing = Listing::new(&caller, contact);
        for text in ["mull", "ZOE", "zo", "example.org", "zoë mü"] {
            listing.words = query::search::parse(text).unwrap();
            let page = query::list(engine.database.read(), engine.database.engine(), &caller, contact, &listing).await.unwrap();
            assert_eq!(page.items.len(), 1, "searching for {text}");
        }

        let change = input(&caller, contact, &json!({"job_title": "Buyer", "emails": [{"value": "new@example.org"}]}));
        let changed = commit(&engine.database, &caller, Batch::one(Change::update(contact, id, change.clone()))).await.unwrap();
        assert_eq!((changed[0].version, changed[0].changed), (2, true));
        let again = commit(&engine.database, &caller, Batch::one(Change::update(contact, id, change))).await.unwrap();
        assert_eq!((again[0].version, again[0].changed), (2, false));

        let events = history::of_record(&engine.database, &caller, contact, id, None, 10).await.unwrap();
        assert_eq!(events.iter().map(|event| event.action.as_str()).collect::<Vec<_>>(), ["contact.updated", "contact.created"]);
        undo::change(&engine.database, &caller, contact, id, events[0].seq).await.unwrap();
        let back = query::get(engine.database.read(), engine.database.engine(), &caller, contact, id).await.unwrap();
        assert_eq!(back.record.text("job_title"), None);
        let verification = verify::verify(&engine.database).await.unwrap();
        assert_eq!(verification.broken, None);
        assert!(verification.verified > 20);
    }
    async fn the_demo_company_is_of_the_promised_size_and_not_made_twice(engine: Engine) {
        let program = engine.program().await;
        for _ in 0..2 {
            demo::run(&engine.database).await.unwrap();
            for (name, size) in [("organisation", 200), ("contact", 600), ("deal", 300), ("product", 80), ("user", 8)] {
                let listing = Listing::new(&program, kind(name));
                let (read, on) = (engine.database.read(), engine.database.engine());
                let count = query::count::count(read, on, &program, kind(name), &listing, None).await.unwrap();
                assert_eq!(count, size, "{name}");
            }
        }
        let staff = engine.list(&program, "user", &Listing::new(&program, kind("user"))).await.unwrap().items;
        let manager = |of: &Found| of.record.value("manager_id").cloned();
        assert_eq!(staff.iter().filter(|user| manager(user).is_none()).count(), 1, "one of them is above all");
        let managers: HashSet<String> = staff.iter().filter_map(manager).map(|id| format!("{id:?}")).collect();
        assert_eq!(managers.len(), 2, "somebody stands between the top and the others");
    }

    async fn a_deal_takes_over_the_probability_of_its_stage_unless_told_otherwise(engine: Engine) {
        let program = engine.program().await;
        let stage = |at: i64| seed::stage(at).to_string();
        let deal = engine.make(&program, "deal", json!({"name": "Big", "stage_id": stage(0)})).await;
        assert_eq!(engine.value("deal", deal, "probability").await, "10");
        engine.update(&program, "deal", deal, json!({"stage_id": stage(1), "probability": "40"})).await.unwrap();
        assert_eq!(engine.value("deal", deal, "probability").await, "40");
        engine.update(&program, "deal", deal, json!({"stage_id": stage(1), "name": "Bigger"})).await.unwrap();
        assert_eq!(engine.value("deal", deal, "probability").await, "40", "it did not enter the stage");
        engine.update(&program, "deal", deal, json!({"stage_id": stage(2)})).await.unwrap();
        assert_eq!(engine.value("deal", deal, "probability").await, "50");

        // What an undo brings back is what was, not what the stage says: a stage that says nothing leaves the number alone.
        let silent = json!({"name": "Waiting", "pipeline_id": Id::built_in(100).to_string(), "position": "9"});
        let silent = engine.make(&program, "stage", silent).await.to_string();
        engine.update(&program, "deal", deal, json!({"probability": "55"})).await.unwrap();
        engine.update(&program, "deal", deal, json!({"stage_id": silent})).await.unwrap();
        assert_eq!(engine.value("deal", deal, "probability").await, "55");
        let last = history::of_record(&engine.database, &program, kind("deal"), deal, None, 1).await.unwrap()[0].seq;
        undo::change(&engine.database, &program, kind("deal"), deal, last).await.unwrap();
        assert_eq!(engine.value("deal", deal, "stage_id").await, stage(2));
        assert_eq!(engine.value("deal", deal, "probability").await, "55");

        // A stage that the same batch makes is known too.
        let (new, late) = (engine.database.ids().next(), engine.database.ids().next());
        let body = json!({"name": "Late", "pipeline_id": Id::built_in(100).to_string(), "probability": "90"});
        let made = Change::create(kind("stage"), input(&program, kind("stage"), &body)).with_id(new);
        let body = json!({"name": "Late", "stage_id": new.to_string()});
        let enters = Change::create(kind("deal"), input(&program, kind("deal"), &body)).with_id(late);
        engine.commit(&program, vec![made, enters]).await.unwrap();
        assert_eq!(engine.value("deal", late, "probability").await, "90");
    }

    async fn a_saved_view_asks_for_what_is_there(engine: Engine) {
        let program = engine.program().await;
        let field = json!({"record_type": "contact", "name": "x_size", "label": "Size", "kind": "number"});
        engine.make(&program, "custom_field", field).await;
        let program = engine.program().await;
        let good = json!({
            "name": "Buyers", "record_type": "contact", "filter": "job_title eq \"Buyer\" and x_size gt 4",
            "sort": "last_name, -created_at", "columns": "title,organisation_id,x_size", "words": "amsterdam", "grouping": "organisation_id",
        });
        let view = engine.make(&program, "saved_view", good).await;
        let refused = [
            (json!({"record_type": "unicorn"}), "/record_type"),
            (json!({"record_type": "deal"}), "/filter"),
            (json!({"filter": "job_title eq"}), "/filter"),
            (json!({"filter": "x_height gt 4"}), "/filter"),
            (json!({"sort": "-no_such"}), "/sort"),
            (json!({"sort": "job_title"}), "/sort"),
            (json!({"columns": "title,no_such"}), "/columns"),
            (json!({"words": "a b c d e f g h i j k"}), "/words"),
            (json!({"grouping": "no_such"}), "/grouping"),
            (json!({"grouping": "last_name"}), "/grouping"),
        ];
        for (body, pointer) in refused {
            let found = problems(engine.update(&program, "saved_view", view, body.clone()).await);
            assert_eq!(found[0].0, pointer, "{body}");
        }
        engine.update(&program, "saved_view", view, json!({"name": "All", "filter": null, "sort": null})).await.unwrap();
    }
}

#[test]
fn sentences_call_each_type_by_its_right_article() {
    let of = |name: &str| kind(name).has_no_field("colour");
    assert_eq!(of("organisation"), "An organisation has no field `colour`.");
    assert_eq!(of("user"), "A user has no field `colour`.");
    assert_eq!(of("stock_movement"), "A stock movement has no field `colour`.");
}
