//! Acting as somebody else: with a duty and a reason, for a time, with the rights of the other and none of his duties; both are named.

use serde_json::json;

use crate::support::pages::{Browser, Console, PASSWORD};
use crate::support::server::Person;

async fn browser(console: &Console, person: &Person) -> Browser {
    let mut browser = console.browser();
    assert_eq!(browser.sign_in(&person.email, PASSWORD).await.status, 303);
    browser
}

/// The form, filled.
async fn begin(
    browser: &mut Browser,
    person: &Person,
    purpose: &str,
    more: &[(&str, &str)],
) -> crate::support::pages::Page {
    let page = browser.get("/administration/acting").await;
    assert_eq!(page.status, 200, "{}", page.text);
    let mut form =
        page.form("/administration/acting").with("person_id", &person.id.to_string()).with("purpose", purpose);
    for (name, text) in more {
        form = form.with(name, text);
    }
    browser.send("/administration/acting", &form).await
}

async fn end(browser: &mut Browser) -> crate::support::pages::Page {
    let form = browser.get("/home").await.form("/acting/end");
    browser.send("/acting/end", &form).await
}

on_both_servers! {
    async fn one_sees_what_the_other_sees_and_changes_nothing(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let mine = rep.make("/organisations", json!({"name": "Bakery"})).await;
        let mut browser = browser(&console, &admin).await;
        assert_eq!(begin(&mut browser, &rep, "", &[]).await.status, 422);
        assert_eq!(begin(&mut browser, &admin, "Why not", &[]).await.status, 422);
        assert_eq!(begin(&mut browser, &rep, "He cannot find his bakery", &[]).await.location(), "/home");
        let home = browser.get("/home").await.text;
        assert!(home.contains("admin acts as sales_rep") && home.contains("Nothing can be changed"), "{home}");
        assert_eq!(browser.get(&format!("/organisations/{mine}")).await.status, 200);
        for path in ["/administration", "/journal", "/administration/users", "/administration/acting", "/profile"] {
            assert_eq!(browser.get(path).await.status, 403, "{path}");
        }
        let form = browser.get(&format!("/organisations/{mine}/edit")).await.form(&format!("/organisations/{mine}/edit"));
        let refused = browser.send(&format!("/organisations/{mine}/edit"), &form.with("name", "Changed")).await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        // Its name is the rep's to change, and it is still what it was.
        assert_eq!(rep.get(&format!("/organisations/{mine}")).await.json()["name"], "Bakery");
        assert_eq!(end(&mut browser).await.location(), "/administration/acting");
        assert_eq!(browser.get("/administration/users").await.status, 200);
        let evidence = admin.get("/impersonations").await.expect(200).json()["items"][0].clone();
        assert_eq!(evidence["purpose"], "He cannot find his bakery");
        assert!(evidence["ended_at"].is_string(), "{evidence}");
    }

    async fn what_was_changed_names_both_and_never_configures(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let mine = rep.make("/organisations", json!({"name": "Bakery"})).await;
        let mut browser = browser(&console, &admin).await;
        begin(&mut browser, &rep, "He asked for it", &[("changes", "yes")]).await;
        let path = format!("/organisations/{mine}/edit");
        let form = browser.get(&path).await.form(&path).with("name", "Bakery on the corner");
        assert_eq!(browser.send(&path, &form).await.status, 303);
        let event = admin.get(&format!("/organisations/{mine}/history")).await.expect(200).json()["items"][0].clone();
        assert_eq!(event["actor_id"], rep.id.to_string());
        assert_eq!(event["real_actor_id"], admin.id.to_string());
        let history = browser.get(&format!("/organisations/{mine}/history")).await.text;
        assert!(history.contains("sales_rep (in truth admin)"), "{history}");
        let verified = admin.get("/journal/verification").await.expect(200).json();
        assert!(verified["broken"].is_null(), "{verified}");
        // A key would outlast it.
        assert_eq!(browser.get("/profile").await.status, 403);
        let csrf = browser.get("/home").await.form("/acting/end");
        assert_eq!(browser.send("/profile/keys", &csrf.with("name", "Mine")).await.status, 403);
        assert_eq!(browser.get("/profile/keys/made").await.status, 403);
    }

    async fn it_ends_by_time_and_with_the_duty_and_the_person_is_told(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let mut browser = browser(&console, &admin).await;
        begin(&mut browser, &rep, "To see his list", &[("minutes", "10")]).await;
        assert!(browser.get("/home").await.text.contains("admin acts as sales_rep"));
        server.clock.advance(11 * 60);
        let home = browser.get("/home").await;
        assert!(home.status == 200 && !home.text.contains("acts as"), "{}", home.text);
        let mut other = self::browser(&console, &rep).await;
        let told = other.get("/home").await.text;
        assert!(told.contains("admin acted as you: To see his list"), "{told}");
        let profile = other.get("/profile").await;
        let at = profile.text.find("/profile/acted/").unwrap();
        let action = profile.text[at..].split('"').next().unwrap().to_owned();
        let form = profile.form(&action);
        assert_eq!(other.send(&action, &form).await.status, 303);
        assert!(!other.get("/home").await.text.contains("acted as you"));
        assert!(other.get("/profile").await.text.contains("To see his list"));
        assert_eq!(other.get("/administration/acting").await.status, 403);
        // Nobody says for another that he knows. It is too long ago that the administrator proved who he is.
        let mut browser = self::browser(&console, &admin).await;
        begin(&mut browser, &rep, "Once more", &[]).await;
        end(&mut browser).await;
        let id = admin.get("/impersonations?sort=-created_at").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
        let form = browser.get("/profile").await.form("/profile/look");
        assert_eq!(browser.send(&format!("/profile/acted/{id}/seen"), &form).await.status, 404);
    }

    async fn whoever_loses_the_duty_is_himself_again_at_once(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let helper = server.person("helper", "Support").await;
        let role = json!({"name": "Help desk", "duties": [{"duty": "impersonation"}]});
        let role = admin.make("/roles", role).await;
        let group = json!({"name": "Desk", "members": [{"user_id": helper.id}], "roles": [{"role_id": role}]});
        let group = admin.make("/groups", group).await;
        let mut browser = browser(&console, &helper).await;
        assert_eq!(begin(&mut browser, &rep, "P", &[("changes", "yes")]).await.status, 403);
        assert_eq!(begin(&mut browser, &rep, "P", &[]).await.status, 303);
        assert!(browser.get("/home").await.text.contains("helper acts as sales_rep"));
        admin.patch(&format!("/groups/{group}"), json!({"members": []})).await.expect(200);
        let home = browser.get("/home").await.text;
        assert!(!home.contains("acts as"), "{home}");
    }
}
