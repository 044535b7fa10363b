//! The one door for writes: batches, versions, problems, numbers, stock, checks.

use beheer::changes::{Batch, Change, commit, commit_then};
use beheer::error::Error;
use beheer::id::Id;
use beheer::model::Input;
use beheer::records::seed;
use serde_json::json;

use crate::support::engine::{code, input, kind, problems};

on_both_engines! {
    async fn all_that_is_wrong_with_a_record_is_said_at_once(engine: Engine) {
        let program = engine.program().await;
        let bad = input(&program, kind("contact"), &json!({"organisation_id": Id::built_in(9).to_string(), "last_name": "X"}));
        let result = engine.commit(&program, vec![Change::create(kind("contact"), bad)]).await;
        assert_eq!(problems(result), [("/organisation_id".to_owned(), "missing_link")]);
        let body = json!({"stage_id": 5, "name": " ", "probability": "101"});
        let read = beheer::rights::decide::read_input(&program, kind("deal"), &body).unwrap_err();
        assert_eq!(read.len(), 3, "{read:?}");
        let result = engine.commit(&program, vec![Change::create(kind("deal"), Input::new())]).await;
        assert_eq!(problems(result), [("/name".to_owned(), "required"), ("/stage_id".to_owned(), "required")]);
    }

    async fn a_batch_is_whole_or_nothing_and_says_which_changes_are_wrong(engine: Engine) {
        let program = engine.program().await;
        let product = |sku: &str, stock: &str| {
            Change::create(kind("product"), input(&program, kind("product"), &json!({"name": "Bolt", "sku": sku, "stock": stock})))
        };
        let nobody = Id::built_in(77);
        let lost = Change::update(kind("product"), nobody, Input::new());
        let nameless = Change::create(kind("product"), Input::new());
        let foreign = json!({"name": "Nut", "supplier_id": nobody.to_string()});
        let foreign = Change::create(kind("product"), input(&program, kind("product"), &foreign));
        let batch = Batch::of(vec![product("A", "1"), lost, nameless]).numbered();
        let found = problems(commit(&engine.database, &program, batch).await);
        assert_eq!(found, [("/operations/1".to_owned(), "not_found"), ("/operations/2/name".to_owned(), "required")]);
        let batch = Batch::of(vec![product("A", "1"), foreign]).numbered();
        let found = problems(commit(&engine.database, &program, batch).await);
        assert_eq!(found, [("/operations/1/supplier_id".to_owned(), "missing_link")]);
        assert_eq!(engine.rows::<(i64,)>("count(*) from products").await[0].0, 0);
        let many = || (0..1_001).map(|at| product(&format!("S{at}"), "0")).collect::<Vec<_>>();
        assert_eq!(code(engine.commit(&program, many()).await), "too_large");
        engine.commit(&program, many().split_off(1)).await.unwrap();
        assert_eq!(engine.rows::<(i64,)>("count(*) from products").await[0].0, 1_000);
    }

    async fn a_change_that_changes_nothing_leaves_no_trace(engine: Engine) {
        let program = engine.program().await;
        let body = json!({"last_name": "Vos", "emails": [{"value": "a@b"}], "phones": []});
        let id = engine.make(&program, "contact", body.clone()).await;
        let before: Vec<(i64, i64)> = engine.rows("(select count(*) from journal), (select count(*) from change_log)").await;
        let outcome = engine.update(&program, "contact", id, body).await.unwrap();
        assert_eq!((outcome.version, outcome.changed), (1, false));
        let after: Vec<(i64, i64)> = engine.rows("(select count(*) from journal), (select count(*) from change_log)").await;
        assert_eq!(before, after);
    }

    async fn a_change_of_another_version_is_refused(engine: Engine) {
        let program = engine.program().await;
        let id = engine.make(&program, "contact", json!({"last_name": "Vos"})).await;
        let change = |name: &str, version| {
            let new = input(&program, kind("contact"), &json!({"last_name": name}));
            engine.commit(&program, vec![Change::update(kind("contact"), id, new).at_version(Some(version))])
        };
        assert_eq!(change("Wolf", 1).await.unwrap()[0].version, 2);
        assert!(matches!(change("Beer", 1).await, Err(Error::Stale(2))));
        let (one, two) = tokio::join!(change("Das", 2), change("Ree", 2));
        assert_eq!([&one, &two].iter().filter(|result| result.is_ok()).count(), 1, "{one:?} {two:?}");
        assert!(one.is_ok() || matches!(one, Err(Error::Stale(3))), "{one:?}");
        assert!(two.is_ok() || matches!(two, Err(Error::Stale(3))), "{two:?}");
    }

    async fn one_batch_can_make_change_bin_and_take_back_the_same_record(engine: Engine) {
        let program = engine.program().await;
        let contact = kind("contact");
        let new = |body| input(&program, contact, &body);
        let id = engine.database.ids().next();
        let changes = vec![
            Change::create(contact, new(json!({"last_name": "Eén", "emails": [{"value": "1@x"}]}))).with_id(id),
            Change::update(contact, id, new(json!({"last_name": "Twee", "emails": [{"value": "2@x"}, {"value": "3@x"}]}))),
            Change::delete(contact, id),
            Change::restore(contact, id),
            Change::update(contact, id, new(json!({"emails": [{"value": "4@x"}]}))),
        ];
        let outcomes = engine.commit(&program, changes).await.unwrap();
        assert_eq!(outcomes.last().unwrap().version, 5);
        assert_eq!(engine.value("contact", id, "emails").await, json!([{"type": null, "value": "4@x"}]));
        assert_eq!(engine.value("contact", id, "title").await, "Twee");
        let again = vec![
            Change::update(contact, id, new(json!({"emails": [{"value": "5@x"}]}))),
            Change::update(contact, id, new(json!({"emails": [{"value": "6@x"}]}))),
        ];
        engine.commit(&program, again).await.unwrap();
        assert_eq!(engine.value("contact", id, "emails").await, json!([{"type": null, "value": "6@x"}]));
    }

    async fn a_list_is_compared_with_what_another_writer_just_left(engine: Engine) {
        let program = engine.program().await;
        let id = engine.make(&program, "contact", json!({"last_name": "Vos"})).await;
        let new = input(&program, kind("contact"), &json!({"emails": [{"value": "a@x"}]}));
        let slow = commit_then(&engine.database, &program, Batch::one(Change::update(kind("contact"), id, new)), |_, outcomes| {
            Box::pin(async move {
                tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                Ok(outcomes)
            })
        });
        let clear = async {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            engine.update(&program, "contact", id, json!({"emails": null})).await
        };
        let (first, second) = tokio::join!(slow, clear);
        first.unwrap();
        assert!(second.unwrap().changed);
        assert_eq!(engine.value("contact", id, "emails").await, json!(null));
    }

    async fn a_value_that_is_taken_is_a_problem_of_its_field(engine: Engine) {
        let program = engine.program().await;
        for (name, field, body) in [
            ("organisation", "customer_number", json!({"name": "A", "customer_number": "K1"})),
            ("product", "sku", json!({"name": "A", "sku": "K1"})),
            ("user", "email", json!({"name": "A", "email": "a@example.org"})),
            ("reason_code", "code", json!({"code": "k", "label": "K"})),
        ] {
            let id = engine.make(&program, name, body.clone()).await;
            let taken = engine.try_make(&program, name, &body).await;
            assert_eq!(problems(taken), [(format!("/{field}"), "taken")]);
            // What is in the bin holds no value, and comes back when the value is free.
            engine.commit(&program, vec![Change::delete(kind(name), id)]).await.unwrap();
            let other = engine.make(&program, name, body).await;
            let restore = || engine.commit(&program, vec![Change::restore(kind(name), id)]);
            match restore().await.unwrap_err() {
                beheer::error::Error::Invalid(told) => {
                    assert_eq!((told[0].pointer.as_str(), told[0].code), (format!("/{field}").as_str(), "taken"));
                    assert!(told[0].detail.contains("Change it there, or put that record into the bin"), "{}", told[0].detail);
                }
                error => panic!("{name}: {error}"),
            }
            engine.commit(&program, vec![Change::delete(kind(name), other)]).await.unwrap();
            restore().await.unwrap();
        }
        let id = engine.make(&program, "contact", json!({"last_name": "A"})).await;
        let again = Change::create(kind("contact"), input(&program, kind("contact"), &json!({"last_name": "B"}))).with_id(id);
        assert_eq!(problems(engine.commit(&program, vec![again]).await), [("/id".to_owned(), "taken")]);
    }

    async fn a_number_that_is_in_the_bin_is_not_given_again(engine: Engine) {
        let program = engine.program().await;
        let customer = async |number: &str| {
            let body = match number {
                "" => json!({"name": "A", "kind": "customer"}),
                number => json!({"name": "A", "kind": "customer", "customer_number": number}),
            };
            engine.make(&program, "organisation", body).await
        };
        for id in [customer("").await, customer("C000002").await] {
            engine.commit(&program, vec![Change::delete(kind("organisation"), id)]).await.unwrap();
        }
        let next = customer("").await;
        assert_eq!(engine.value("organisation", next, "customer_number").await, "C000003");
    }

    async fn customer_numbers_have_no_gaps_under_many_writers(engine: Engine) {
        let program = engine.program().await;
        engine.make(&program, "organisation", json!({"name": "By hand", "kind": "customer", "customer_number": "C000003"})).await;
        let writers = (0..32).map(|at| {
            let (engine, program) = (&engine, &program);
            async move {
                let new = json!({"name": format!("Org {at}"), "kind": "customer"});
                let new = Change::create(kind("organisation"), input(program, kind("organisation"), &new));
                let mut changes = vec![new];
                if at % 4 == 0 {
                    // Rolled back after the number was taken.
                    changes.push(Change::create(kind("organisation"), input(program, kind("organisation"), &json!({"name": "x"})))
                        .with_id(Id::built_in(1_000)));
                }
                engine.commit(program, changes).await
            }
        });
        engine.make(&program, "organisation", json!({"name": "Taken"})).await;
        let taken = Change::create(kind("organisation"), input(&program, kind("organisation"), &json!({"name": "T"})));
        engine.commit(&program, vec![taken.with_id(Id::built_in(1_000))]).await.unwrap();
        let done = futures::future::join_all(writers).await;
        let made = done.iter().filter(|result| result.is_ok()).count();
        let errors: Vec<_> = done.iter().filter_map(|result| result.as_ref().err()).collect();
        assert_eq!(made, 24, "{errors:?}");
        let numbers: Vec<(String,)> =
            engine.rows("customer_number from organisations where customer_number is not null order by 1").await;
        // The one given by hand lies in the way: whatever is free below or above it is used without a gap after that.
        let given: Vec<i64> = numbers.iter().map(|row| row.0[1..].parse().unwrap()).collect();
        assert_eq!(given, [1, 2, 3].into_iter().chain(4..=25).collect::<Vec<_>>());
    }

    async fn stock_is_exact_under_many_writers(engine: Engine) {
        let program = engine.program().await;
        let mut products = Vec::new();
        for sku in ["A", "B"] {
            products.push(engine.make(&program, "product", json!({"name": sku, "sku": sku})).await);
        }
        let movement = |product: Id, quantity: &str| {
            let body = json!({"product_id": product.to_string(), "kind": "receipt", "quantity": quantity, "reference": "r"});
            Change::create(kind("stock_movement"), input(&program, kind("stock_movement"), &body))
        };
        let writers = (0..32).map(|at| {
            // Half of them in the other order, which must not lock crosswise.
            let (first, second) = if at % 2 == 0 { (products[0], products[1]) } else { (products[1], products[0]) };
            engine.commit(&program, vec![movement(first, "1.5"), movement(second, "-0.5"), movement(first, "0.001")])
        });
        let done = futures::future::try_join_all(writers).await.unwrap();
        assert_eq!(engine.value("product", products[0], "stock").await, "16.016");
        assert_eq!(engine.value("product", products[1], "stock").await, "16.016");
        engine.commit(&program, vec![Change::delete(kind("stock_movement"), done[0][0].id)]).await.unwrap();
        assert_eq!(engine.value("product", products[0], "stock").await, "14.516");
        let followed: Vec<(i64,)> = engine.rows("count(*) from journal where action = 'product.followed'").await;
        assert_eq!(followed[0].0, 32 * 3 + 1);
    }

    async fn a_won_deal_needs_an_amount(engine: Engine) {
        let program = engine.program().await;
        let (open, won) = (seed::stage(0).to_string(), seed::stage(4).to_string());
        let id = engine.make(&program, "deal", json!({"name": "Big", "stage_id": open})).await;
        let wins = engine.update(&program, "deal", id, json!({"stage_id": won})).await;
        assert_eq!(problems(wins), [("/amount".to_owned(), "won_needs_amount")]);
        let amount = json!({"amount": "12.34", "currency": "EUR"});
        engine.update(&program, "deal", id, json!({"stage_id": won, "amount": amount})).await.unwrap();
        let clears = engine.update(&program, "deal", id, json!({"amount": null})).await;
        assert_eq!(problems(clears), [("/amount".to_owned(), "won_needs_amount")]);
        let batch = Batch::of(vec![
            Change::create(kind("lead"), input(&program, kind("lead"), &json!({"name": "x"}))),
            Change::create(kind("deal"), input(&program, kind("deal"), &json!({"name": "x", "stage_id": won}))),
        ]);
        let numbered = commit(&engine.database, &program, batch.numbered()).await;
        assert_eq!(problems(numbered), [("/operations/1/amount".to_owned(), "won_needs_amount")]);
    }

    async fn nobody_is_above_himself_at_whatever_distance(engine: Engine) {
        let program = engine.program().await;
        for (name, link, required) in [("organisation", "parent_id", "name"), ("user", "manager_id", "name")] {
            let mut ids = Vec::new();
            for at in 0..3 {
                ids.push(engine.make(&program, name, json!({required: format!("N{at}")})).await);
            }
            let above = |low: usize, high: usize| engine.update(&program, name, ids[low], json!({link: ids[high].to_string()}));
            assert_eq!(problems(above(0, 0).await), [(format!("/{link}"), "cycle")]);
            above(0, 1).await.unwrap();
            let (one, two) = tokio::join!(above(1, 2), above(2, 0));
            assert_eq!([&one, &two].iter().filter(|result| result.is_ok()).count(), 1, "{one:?} {two:?}");
            assert_eq!(problems(if one.is_err() { one } else { two }), [(format!("/{link}"), "cycle")]);
        }
    }

    async fn a_record_goes_into_the_bin_and_comes_out(engine: Engine) {
        let program = engine.program().await;
        let id = engine.make(&program, "contact", json!({"last_name": "Vos"})).await;
        let bin = || engine.commit(&program, vec![Change::delete(kind("contact"), id)]);
        let back = || engine.commit(&program, vec![Change::restore(kind("contact"), id)]);
        assert_eq!(code(back().await), "not_in_bin");
        bin().await.unwrap();
        assert_eq!(code(bin().await), "not_found");
        let user = engine.user(crate::support::people::user(&engine, "Ada", Some("Administrator"), true).await).await;
        assert_eq!(code(engine.update(&user, "contact", id, json!({"last_name": "Wolf"})).await), "in_bin");
        let deal = json!({"name": "D", "stage_id": seed::stage(0).to_string(), "contact_id": id.to_string()});
        assert_eq!(problems(engine.try_make(&program, "deal", &deal).await), [("/contact_id".to_owned(), "missing_link")]);
        back().await.unwrap();
        engine.make(&program, "deal", deal).await;
    }

    async fn a_commit_goes_on_when_nobody_waits_for_it(engine: Engine) {
        let program = engine.program().await;
        let mut commits = engine.database.commits();
        commits.mark_unchanged();
        let new = input(&program, kind("contact"), &json!({"last_name": "Vos"}));
        {
            let waiting = commit(&engine.database, &program, Batch::one(Change::create(kind("contact"), new)));
            // Begun, and dropped before it could end, but for a machine that stops this thread just here.
            let _begun = futures::poll!(std::pin::pin!(waiting));
        }
        tokio::time::timeout(std::time::Duration::from_secs(10), commits.changed()).await.unwrap().unwrap();
        assert_eq!(engine.rows::<(i64,)>("count(*) from contacts").await[0].0, 1);
        beheer::changes::seal::finish(&engine.database).await.unwrap();
        let unsealed: Vec<(i64,)> = engine.rows("count(*) from journal where position is null").await;
        assert_eq!(unsealed[0].0, 0);
    }
}
