//! Emergency access: a role for some hours, which counts at once, ends by itself, is told to administrators and stays as evidence.

use beheer::query::Listing;
use beheer::records::seed;
use serde_json::json;

use crate::support::engine::{code, kind, problems};
use crate::support::pages::{Console, PASSWORD};
use crate::support::people::People;

const HOUR: i64 = 3_600;

on_both_engines! {
    async fn a_role_is_held_for_its_hours_and_not_a_moment_longer(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let stage = seed::stage(0).to_string();
        let deal = json!({
            "name": "Far", "stage_id": stage, "owner_id": people.stranger.to_string(),
            "amount": {"amount": "5000", "currency": "EUR"},
        });
        let far = engine.make(&program, "deal", deal).await;
        let reader = async || engine.user(people.reader).await.at(engine.database.clock().now());
        let amount = async || engine.get(&reader().await, "deal", far).await.unwrap().record.value("amount").is_some();
        assert!(!amount().await);
        let management = beheer::id::Id::built_in(3).to_string();
        let given = json!({
            "purpose": "All of management is ill", "user_id": people.reader.to_string(), "role_id": management, "hours": "2",
        });
        let given = engine.make(&program, "emergency", given).await;
        assert!(amount().await && reader().await.has_duty("audit"));
        engine.update(&reader().await, "deal", far, json!({"name": "Near"})).await.unwrap();
        // It says by what: the emergency, and the role.
        let path = reader().await.effective().unwrap().duty("audit").cloned().unwrap();
        assert_eq!(path.first(), Some(&given));
        engine.clock.advance(2 * HOUR - 1);
        assert!(amount().await);
        engine.clock.advance(1);
        assert!(!amount().await && !reader().await.has_duty("audit"));
        assert_eq!(code(engine.update(&reader().await, "deal", far, json!({"name": "Far"})).await), "forbidden");
        let all = engine.list(&program, "emergency", &Listing::new(&program, kind("emergency"))).await.unwrap();
        assert_eq!(all.items.len(), 1);
    }

    async fn it_is_as_short_as_it_was_said_to_be_and_ends_early_when_it_is_deleted(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let role = beheer::id::Id::built_in(3).to_string();
        let given = |hours: &str| json!({
            "purpose": "P", "user_id": people.reader.to_string(), "role_id": role.clone(), "hours": hours,
        });
        assert_eq!(problems(engine.try_make(&program, "emergency", &given("25")).await), [("/hours".into(), "out_of_range")]);
        let one = engine.make(&program, "emergency", given("1")).await;
        let longer = engine.update(&program, "emergency", one, json!({"hours": "24"})).await;
        assert_eq!(problems(longer), [("/user_id".into(), "evidence_stays")]);
        let now = engine.database.clock().now();
        assert!(engine.user(people.reader).await.at(now).has_duty("audit"));
        engine.commit(&program, vec![beheer::changes::Change::delete(kind("emergency"), one)]).await.unwrap();
        assert!(!engine.user(people.reader).await.at(now).has_duty("audit"));
        // Whoever has a role for some hours only is no administrator to rely on.
        let administrator = json!({
            "purpose": "P", "user_id": people.reader.to_string(), "role_id": seed::ADMINISTRATOR_ROLE.to_string(), "hours": "24",
        });
        engine.make(&program, "emergency", administrator).await;
        let last = engine.update(&program, "user", people.admin, json!({"active": false})).await;
        assert_eq!(code(last), "last_administrator");
    }
}

on_both_servers! {
    async fn it_is_given_on_its_page_and_every_administrator_is_told(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let other = server.person("other", "Administrator").await;
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&admin.email, PASSWORD).await;
        let form = browser.get("/administration/emergency").await.form("/administration/emergency");
        assert_eq!(browser.send("/administration/emergency", &form).await.status, 422);
        let form = form.with("user_id", &rep.id.to_string()).with("purpose", "The owner is on a plane");
        let form = form.with("role_id", &beheer::id::Id::built_in(3).to_string());
        assert_eq!(browser.send("/administration/emergency", &form).await.status, 303);
        let me = rep.get("/me").await.expect(200).json();
        assert!(me["duties"].as_array().unwrap().contains(&json!("audit")), "{me}");
        let mut told = console.browser();
        told.sign_in(&other.email, PASSWORD).await;
        assert!(told.get("/home").await.text.contains("One person has emergency access"));
        let page = told.get("/administration/emergency").await;
        assert!(page.text.contains("The owner is on a plane"), "{}", page.text);
        let at = page.text.find("/end\"").unwrap();
        let action = page.text[..at + 4].rsplit('"').next().unwrap().to_owned();
        let form = page.form(&action);
        assert_eq!(told.send(&action, &form).await.status, 303);
        let page = told.get("/administration/emergency").await.text;
        assert!(page.contains("The owner is on a plane") && !page.contains("/end\""), "{page}");
        assert!(!rep.get("/me").await.json()["duties"].as_array().unwrap().contains(&json!("audit")));
        let mut seller = console.browser();
        seller.sign_in(&rep.email, PASSWORD).await;
        assert_eq!(seller.get("/administration/emergency").await.status, 403);
        assert_eq!(seller.send("/administration/emergency", &form).await.status, 403);
    }
}
