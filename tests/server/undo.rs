//! Undo and merge: what was done is taken back whole, or nothing is; no link and no history is lost.

use beheer::changes::{Batch, Change, Operation, OperationKind, commit, history, merge, undo, verify};
use beheer::error::Error;
use beheer::id::Id;
use beheer::model::Input;
use beheer::records::seed;
use serde_json::json;

use crate::support::engine::{code, input, kind, problems};
use crate::support::people::People;

on_both_engines! {
    async fn a_record_goes_back_to_a_version_unless_it_was_changed_since(engine: Engine) {
        let program = engine.program().await;
        let contact = kind("contact");
        let id = engine.make(&program, "contact", json!({"last_name": "Vos", "job_title": "A"})).await;
        for title in ["B", "C"] {
            engine.update(&program, "contact", id, json!({"job_title": title})).await.unwrap();
        }
        engine.update(&program, "contact", id, json!({"last_name": "Wolf"})).await.unwrap();
        let events = history::of_record(&engine.database, &program, contact, id, None, 10).await.unwrap();
        let conflict = undo::change(&engine.database, &program, contact, id, events[2].seq).await.unwrap_err();
        assert!(matches!(&conflict, Error::UndoConflicts(found) if found[0].field == "job_title"), "{conflict:?}");
        engine.commit(&program, vec![Change::delete(contact, id)]).await.unwrap();
        undo::to_version(&engine.database, &program, contact, id, 1).await.unwrap();
        assert_eq!(engine.value("contact", id, "title").await, "Vos");
        assert_eq!(engine.value("contact", id, "job_title").await, "A");
        assert_eq!(engine.value("contact", id, "deleted_at").await, json!(null));
        let outside = undo::to_version(&engine.database, &program, contact, id, 99).await;
        assert_eq!(problems(outside), [("/version".to_owned(), "out_of_range")]);
    }

    async fn a_large_operation_is_undone_in_batches_and_the_undo_undone(engine: Engine) {
        let program = engine.program().await;
        let product = engine.make(&program, "product", json!({"name": "Bolt"})).await;
        let operation = Operation { id: engine.database.ids().next(), kind: OperationKind::Import };
        let body = json!({"product_id": product.to_string(), "kind": "receipt", "quantity": "1", "reference": "r"});
        let movement = || Change::create(kind("stock_movement"), input(&program, kind("stock_movement"), &body));
        for size in [600, 501] {
            let batch = Batch::of((0..size).map(|_| movement()).collect()).within(operation);
            commit(&engine.database, &program, batch).await.unwrap();
        }
        assert_eq!(engine.value("product", product, "stock").await, "1101");
        let undone = undo::operation(&engine.database, &program, operation.id).await.unwrap();
        assert_eq!(undone.records, 1_101);
        assert_eq!(engine.value("product", product, "stock").await, "0");
        undo::operation(&engine.database, &program, undone.operation).await.unwrap();
        assert_eq!(engine.value("product", product, "stock").await, "1101");
        assert_eq!(code(undo::operation(&engine.database, &program, Id::built_in(9)).await), "not_found");
        assert_eq!(verify::verify(&engine.database).await.unwrap().broken, None);
    }

    async fn conflicts_leave_everything_untouched(engine: Engine) {
        let program = engine.program().await;
        let operation = Operation { id: engine.database.ids().next(), kind: OperationKind::Bulk };
        let new = |name: &str| Change::create(kind("contact"), input(&program, kind("contact"), &json!({"last_name": name})));
        let made = commit(&engine.database, &program, Batch::of(vec![new("A"), new("B")]).within(operation)).await.unwrap();
        let again = Change::update(kind("contact"), made[0].id, input(&program, kind("contact"), &json!({"job_title": "x"})));
        commit(&engine.database, &program, Batch::one(again).within(operation)).await.unwrap();
        engine.update(&program, "contact", made[1].id, json!({"job_title": "y"})).await.unwrap();
        let refused = undo::operation(&engine.database, &program, operation.id).await.unwrap_err();
        assert!(matches!(&refused, Error::UndoConflicts(found) if found.len() == 1), "{refused:?}");
        assert_eq!(engine.value("contact", made[0].id, "job_title").await, "x");
        assert_eq!(engine.value("contact", made[0].id, "deleted_at").await, json!(null));
    }

    async fn an_undo_tells_nothing_of_what_its_caller_may_not_see(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let body = json!({"name": "D", "stage_id": seed::stage(0).to_string(), "owner_id": people.rep.to_string()});
        let deal = engine.make(&program, "deal", body).await;
        let euros = |amount: &str| json!({"amount": {"amount": amount, "currency": "EUR"}, "lost_reason": amount});
        engine.update(&program, "deal", deal, euros("1")).await.unwrap();
        let seq = engine.rows::<(i64,)>("max(seq) from journal").await[0].0;
        engine.update(&program, "deal", deal, json!({"amount": {"amount": "2", "currency": "EUR"}})).await.unwrap();
        let (stranger, assistant) = (engine.user(people.stranger).await, engine.user(people.assistant).await);
        assert_eq!(code(undo::change(&engine.database, &stranger, kind("deal"), deal, seq).await), "not_found");
        assert_eq!(code(undo::to_version(&engine.database, &stranger, kind("deal"), deal, 1).await), "not_found");
        undo::change(&engine.database, &assistant, kind("deal"), deal, seq).await.unwrap();
        assert_eq!(engine.value("deal", deal, "lost_reason").await, json!(null));
        assert_eq!(engine.value("deal", deal, "amount").await, json!({"amount": "2.00", "currency": "EUR"}));
    }

    async fn a_merge_keeps_every_link_and_both_histories(engine: Engine) {
        let program = engine.program().await;
        engine.make(&program, "custom_field", json!({
            "record_type": "lead", "name": "x_friend", "label": "Friend", "kind": "link", "target": "contact"
        })).await;
        let program = engine.program().await;
        let contact = kind("contact");
        let stays = engine.make(&program, "contact", json!({"last_name": "Vos", "emails": [{"value": "a@x"}]})).await;
        let more = json!({"last_name": "Voss", "job_title": "Buyer", "emails": [{"value": "a@x"}, {"value": "b@x"}]});
        let goes = engine.make(&program, "contact", more).await;
        let (to, stage) = (goes.to_string(), seed::stage(0).to_string());
        let about = json!([{"record": {"type": "contact", "id": to}}]);
        let activity = json!({"kind": "call", "subject": "Hi", "about": about, "participants": about});
        let activity = engine.make(&program, "activity", activity).await;
        let deal = engine.make(&program, "deal", json!({"name": "D", "stage_id": stage, "contact_id": to})).await;
        let binned = engine.make(&program, "deal", json!({"name": "E", "stage_id": stage, "contact_id": to})).await;
        engine.commit(&program, vec![Change::delete(kind("deal"), binned)]).await.unwrap();
        let mut content = input(&program, kind("attachment"), &json!({"name": "f.pdf", "about": {"type": "contact", "id": to}}));
        content.set("content", Some(beheer::model::Value::Text("0".repeat(64))));
        let file = commit(&engine.database, &program, Batch::one(Change::create(kind("attachment"), content))).await.unwrap()[0].id;
        let lead = engine.make(&program, "lead", json!({"name": "L", "x_friend": to})).await;

        merge::merge(&engine.database, &program, contact, stays, goes, Input::new()).await.unwrap();
        let (here, about) = (json!(stays.to_string()), json!([{"record": {"type": "contact", "id": stays.to_string()}}]));
        assert_eq!(engine.value("activity", activity, "about").await, about);
        assert_eq!(engine.value("activity", activity, "participants").await, about);
        for (name, id, field) in [("deal", deal, "contact_id"), ("deal", binned, "contact_id"), ("lead", lead, "x_friend")] {
            assert_eq!(engine.value(name, id, field).await, here, "{name}");
        }
        assert_eq!(engine.value("attachment", file, "about").await["id"], here);
        assert_eq!(engine.value("contact", stays, "job_title").await, "Buyer");
        assert_eq!(engine.value("contact", stays, "emails").await.as_array().unwrap().len(), 2);
        let events = history::of_record(&engine.database, &program, contact, stays, None, 50).await.unwrap();
        let made = events.iter().filter(|event| event.action == "contact.created").count();
        assert_eq!(made, 2);

        let operation = Id(events[0].operation_id.unwrap());
        undo::operation(&engine.database, &program, operation).await.unwrap_err();
        engine.commit(&program, vec![Change::restore(contact, goes)]).await.unwrap();
        assert_eq!(engine.rows::<(i64,)>("count(*) from merges").await[0].0, 0);
        assert_eq!(verify::verify(&engine.database).await.unwrap().broken, None);
    }

    async fn a_merge_hands_over_what_only_one_may_have_and_its_undo_gives_it_back(engine: Engine) {
        let program = engine.program().await;
        let product = kind("product");
        let stays = engine.make(&program, "product", json!({"name": "Bolt"})).await;
        let goes = engine.make(&program, "product", json!({"name": "Bolt M8", "sku": "B-8"})).await;
        merge::merge(&engine.database, &program, product, stays, goes, Input::new()).await.unwrap();
        assert_eq!(engine.value("product", stays, "sku").await, "B-8");
        let events = history::of_record(&engine.database, &program, product, stays, None, 1).await.unwrap();
        undo::operation(&engine.database, &program, Id(events[0].operation_id.unwrap())).await.unwrap();
        assert_eq!(engine.value("product", stays, "sku").await, json!(null));
        assert_eq!(engine.value("product", goes, "sku").await, "B-8");
    }

    async fn what_a_merged_record_held_stays_hidden_from_whom_it_was_hidden(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let of = |owner: Id, day: &str| json!({"last_name": "Vos", "owner_id": owner.to_string(), "birthday": day});
        let stays = engine.make(&program, "contact", of(people.rep, "1980-01-01")).await;
        for (owner, day) in [(people.stranger, "1970-07-07"), (people.rep, "1960-06-06")] {
            let goes = engine.make(&program, "contact", of(owner, day)).await;
            merge::merge(&engine.database, &program, kind("contact"), stays, goes, Input::new()).await.unwrap();
        }
        let rep = engine.user(people.rep).await;
        let events = history::of_record(&engine.database, &rep, kind("contact"), stays, None, 50).await.unwrap();
        let shown: String = events.iter().map(|event| event.changes.as_str()).collect();
        assert_eq!(events.iter().filter(|event| event.action == "contact.created").count(), 3);
        assert!(shown.contains("1980-01-01") && shown.contains("1960-06-06") && !shown.contains("1970-07-07"), "{shown}");
    }

    async fn an_organisation_merges_with_its_own_part(engine: Engine) {
        let program = engine.program().await;
        let whole = engine.make(&program, "organisation", json!({"name": "Whole"})).await;
        let part = engine.make(&program, "organisation", json!({"name": "Part", "parent_id": whole.to_string()})).await;
        merge::merge(&engine.database, &program, kind("organisation"), part, whole, Input::new()).await.unwrap();
        assert_eq!(engine.value("organisation", part, "parent_id").await, json!(null));
        let other = engine.make(&program, "organisation", json!({"name": "Other", "parent_id": part.to_string()})).await;
        merge::merge(&engine.database, &program, kind("organisation"), part, other, Input::new()).await.unwrap();
        assert_eq!(engine.value("organisation", part, "parent_id").await, json!(null));
    }

    async fn a_merge_needs_the_right_to_both_and_shows_nothing_hidden(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let contact = kind("contact");
        let of = |owner: Id| json!({"last_name": "Vos", "owner_id": owner.to_string(), "emails": [{"value": "hidden@x"}]});
        let (mine, colleagues) = (
            engine.make(&program, "contact", json!({"last_name": "Vos", "owner_id": people.rep.to_string()})).await,
            engine.make(&program, "contact", of(people.colleague)).await,
        );
        let strangers = engine.make(&program, "contact", of(people.stranger)).await;
        let rep = engine.user(people.rep).await;
        let merged = async |winner, loser| merge::merge(&engine.database, &rep, contact, winner, loser, Input::new()).await;
        assert_eq!(code(merged(mine, colleagues).await), "forbidden");
        assert_eq!(code(merged(colleagues, mine).await), "forbidden");
        assert_eq!(code(merged(mine, strangers).await), "not_found");
        let own = engine.make(&program, "contact", json!({"last_name": "V", "owner_id": people.rep.to_string()})).await;
        let unseen = engine.make(&program, "deal", json!({"name": "D", "stage_id": seed::stage(0).to_string()})).await;
        let chosen = input(&program, contact, &json!({"organisation_id": unseen.to_string()}));
        let refused = merge::merge(&engine.database, &rep, contact, mine, own, chosen).await;
        assert_eq!(problems(refused), [("/organisation_id".to_owned(), "missing_link")]);
        merged(mine, own).await.unwrap();
    }
}
