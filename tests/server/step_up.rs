//! What takes more than a session: a second factor that a role asks for, and a proof from a moment ago; and the last administrator with a
//! second factor, who stays.

use beheer::error::Error;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::second_factor::{enrol, shown};
use crate::support::pages::Console;
use crate::support::server::{Answer, PASSWORD, Person, TestServer};

/// A session as its cookie.
async fn session(server: &TestServer, person: &Person, code: Option<String>) -> String {
    let mut body = json!({"email": person.email, "password": PASSWORD});
    if let Some(code) = code {
        body["code"] = code.into();
    }
    let answer = Answer::of(server.request(Method::POST, "/api/v1/session").json(&body).send().await.unwrap()).await;
    answer.expect(200).header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

async fn ask(server: &TestServer, cookie: &str, method: Method, path: &str, body: Option<Json>) -> Answer {
    let request = server.request(method, &format!("/api/v1{path}"));
    let request = request.header("Cookie", cookie).header("Origin", &server.url);
    let request = body.into_iter().fold(request, |request, body| request.json(&body));
    Answer::of(request.send().await.unwrap()).await
}

async fn role(admin: &Person, name: &str) -> String {
    let found = admin.get(&format!("/roles?filter=name%20eq%20%22{name}%22")).await.expect(200).json();
    found["items"][0]["id"].as_str().unwrap().to_owned()
}

on_both_servers! {
    async fn a_role_that_asks_for_a_second_factor_leads_to_it_and_to_nothing_else(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let cookie = session(server, &rep, None).await;
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&rep.email, PASSWORD).await;
        assert_eq!(browser.get("/deals").await.status, 200);
        let path = format!("/roles/{}", role(&admin, "Sales").await);
        admin.patch(&path, json!({"second_factor_required": true})).await.expect(200);
        // It is felt by the next request of a session, and by no key.
        for (method, path, body) in [
            (Method::GET, "/contacts", None),
            (Method::POST, "/contacts", Some(json!({"last_name": "x"}))),
            (Method::GET, "/events", None),
            (Method::POST, "/me/password", Some(json!({"current_password": PASSWORD, "new_password": "another long one"}))),
        ] {
            assert_eq!(ask(server, &cookie, method, path, body).await.problem(403), "second_factor_required", "{path}");
        }
        ask(server, &cookie, Method::GET, "/me", None).await.expect(200);
        rep.get("/contacts").await.expect(200);
        for path in ["/deals", "/home", "/profile", "/search?q=a", "/deals/new"] {
            assert_eq!(browser.get(path).await.location(), "/profile/second-factor", "{path}");
        }
        let page = browser.get("/profile/second-factor").await;
        assert!(page.status == 200 && page.text.contains("One of your roles asks for a second factor"), "{}", page.text);
        let form = page.form("/profile/second-factor");
        assert_eq!(browser.send("/profile/password", &form).await.location(), "/profile/second-factor");
        let files = reqwest::multipart::Form::new().text("_csrf", form.get("_csrf").to_owned()).text("file", "x");
        let upload = browser.send_files(&format!("/users/{}/files", rep.id), files).await;
        assert!(upload.status == 403 || upload.status == 303, "{}", upload.text);

        let (telephone, _) = enrol(server, &rep).await;
        assert_eq!(browser.get("/deals").await.status, 200);
        ask(server, &cookie, Method::GET, "/contacts", None).await.expect(200);
        let code = json!({"code": shown(server, &telephone, 0)});
        assert_eq!(ask(server, &cookie, Method::POST, "/me/second_factor/removal", Some(code)).await.problem(409), "second_factor_needed");
    }

    async fn something_dangerous_takes_a_proof_from_a_moment_ago_and_loses_nothing(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let cookie = session(server, &admin, None).await;
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&admin.email, PASSWORD).await;
        let invite = browser.get("/administration/users/invite").await.form("/administration/users/invite");
        server.clock.advance(10 * 60);

        let key = || Some(json!({"name": "Nightly"}));
        assert_eq!(ask(server, &cookie, Method::POST, "/keys", key()).await.problem(403), "step_up_required");
        let user = format!("/users/{}", rep.id);
        let paths = [(Method::PATCH, user.clone(), Some(json!({"job_title": "x"}))), (Method::DELETE, user.clone(), None)];
        for (method, path, body) in paths {
            assert_eq!(ask(server, &cookie, method, &path, body).await.problem(403), "step_up_required", "{path}");
        }
        ask(server, &cookie, Method::POST, "/contacts", Some(json!({"last_name": "Mulder"}))).await.expect(201);
        admin.patch(&user, json!({"job_title": "Representative"})).await.expect(200);
        // Who may not do it at all is not asked to prove anything.
        let hers = session(server, &rep, None).await;
        server.clock.advance(10 * 60);
        assert_eq!(ask(server, &hers, Method::DELETE, &format!("/users/{}", admin.id), None).await.problem(403), "forbidden");
        assert_eq!(ask(server, &cookie, Method::POST, "/session/confirmation", Some(json!({"proof": "wrong"}))).await.problem(422), "invalid");
        ask(server, &cookie, Method::POST, "/session/confirmation", Some(json!({"proof": PASSWORD}))).await.expect(204);
        ask(server, &cookie, Method::POST, "/keys", key()).await.expect(201);
        assert_eq!(admin.post("/session/confirmation", json!({"proof": PASSWORD})).await.problem(403), "session_required");

        let path = "/administration/users/invite";
        let filled = invite.with("name", "Eve <b>").with("email", "eve@example.org").with("profile_id", "none").with("_reason", "Starts on\nMonday");
        let asked = browser.send(path, &filled).await;
        assert!(asked.status == 403 && asked.text.contains("Confirm that it is you") && !asked.text.contains("Eve <b>"), "{}", asked.text);
        let again = asked.form(path);
        assert_eq!((again.get("email"), again.get("profile_id")), ("eve@example.org", "none"));
        let wrong = browser.send(path, &again.clone().with("_proof", "wrong")).await;
        assert!(wrong.status == 422 && wrong.text.contains("This is not your password"), "{}", wrong.text);
        let done = browser.send(path, &wrong.form(path).with("_proof", PASSWORD)).await;
        assert!(done.status == 303 && done.location().contains("/link-made"), "{} {}", done.status, done.text);
        assert!(admin.get("/users?filter=email%20eq%20%22eve@example.org%22").await.text.contains("Eve"));
    }

    async fn with_a_second_factor_a_code_from_it_is_the_proof(server: TestServer) {
        let admin = server.admin().await;
        let (telephone, codes) = enrol(server, &admin).await;
        let cookie = session(server, &admin, Some(shown(server, &telephone, 0))).await;
        server.clock.advance(11 * 60);
        let prove = |proof: String| ask(server, &cookie, Method::POST, "/session/confirmation", Some(json!({"proof": proof})));
        assert_eq!(prove(PASSWORD.into()).await.problem(422), "invalid");
        prove(shown(server, &telephone, 0)).await.expect(204);
        assert_eq!(prove(shown(server, &telephone, 0)).await.problem(422), "invalid");
        prove(codes[0].reveal().to_owned()).await.expect(204);
        ask(server, &cookie, Method::POST, "/keys", Some(json!({"name": "Nightly"}))).await.expect(201);
    }

    async fn the_last_administrator_with_a_second_factor_stays(server: TestServer) {
        let (ada, bob) = (server.admin().await, server.person("bob", "Administrator").await);
        enrol(server, &ada).await;
        let path = format!("/users/{}", ada.id);
        for change in [json!({"active": false}), json!({"profile_id": null})] {
            assert_eq!(bob.patch(&path, change).await.problem(409), "last_guarded_administrator");
        }
        assert_eq!(bob.delete(&path).await.problem(409), "last_guarded_administrator");
        let restriction = json!({"name": "None", "record_type": "user", "action": "update", "on": [{"on": {"type": "user", "id": ada.id.to_string()}}]});
        let restricted = bob.post("/restrictions", restriction).await;
        assert!(restricted.status == 409 || restricted.status == 422, "{}", restricted.text);
        // A factor that was lost can be taken away, and then nobody has one to be kept for.
        bob.delete(&format!("{path}/second_factor")).await.expect(204);
        bob.patch(&path, json!({"active": false})).await.expect(200);
        bob.patch(&path, json!({"active": true})).await.expect(200);

        // Of two who go at the same moment, one stays.
        let eve = server.person("eve", "Administrator").await;
        enrol(server, &ada).await;
        enrol(server, &eve).await;
        let out = |who: &Person| {
            let path = format!("/users/{}", who.id);
            let bob = bob.clone();
            async move { bob.patch(&path, json!({"active": false})).await.status }
        };
        let (one, other) = futures::future::join(out(&ada), out(&eve)).await;
        assert_eq!((one.min(other), one.max(other)), (200, 409));
        let identity = server.app.identity();
        let guarded = [&ada, &eve].map(|who| who.id);
        let left = server.app.configuration().await.unwrap();
        assert_eq!(guarded.iter().filter(|id| left.policy.users[*id].active && left.policy.users[*id].second_factor).count(), 1);
        assert!(matches!(identity.factor(beheer::id::Id::NIL).await, Err(Error::NotFound)));
    }
}
