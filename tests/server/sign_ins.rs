//! The journal of signing in: what stands in it, who reads it, what the owner of an account is told; and that the door tells nobody
//! which accounts there are, and keeps no owner out.

use beheer::error::Error;
use beheer::identity::events::{KEPT, What};
use beheer::secret::Secret;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::pages::{Browser, Console};
use crate::support::server::{Answer, PASSWORD, TestServer};

async fn sign_in(server: &TestServer, email: &str, password: &str) -> Answer {
    let body = json!({"email": email, "password": password});
    Answer::of(server.request(Method::POST, "/api/v1/session").json(&body).send().await.unwrap()).await
}

/// What stands in a page of the journal: what happened, and whose account it was.
fn told(page: &Json) -> Vec<(&str, Option<&str>)> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| (item["what"].as_str().unwrap(), item["user_id"].as_str())).collect()
}

async fn sign_in_with(browser: &mut Browser, email: &str, agent: &str) {
    let form = crate::support::pages::Form(vec![]).with("email", email).with("password", PASSWORD);
    let url = browser.url.clone();
    let page = browser.send_with("/sign-in", &form, &[("origin", &url), ("user-agent", agent)]).await;
    assert_eq!(page.status, 303, "{}", page.text);
}

on_both_servers! {
    async fn everybody_reads_his_own_sign_ins_and_the_auditor_all(server: TestServer) {
        let (admin, rep, reader) = (server.admin().await, server.sales_rep().await, server.read_only().await);
        sign_in(server, "nobody@example.org", PASSWORD).await.expect(401);
        sign_in(server, &rep.email, "a wrong password").await.expect(401);
        sign_in(server, &rep.email, PASSWORD).await.expect(200);
        let her = rep.id.to_string();
        let own = rep.get("/me/sign_ins").await.expect(200).json();
        assert_eq!(told(&own), [("signed_in", Some(&*her)), ("refused", Some(&*her))]);
        assert_eq!((&own["items"][0]["method"], &own["items"][0]["address"]), (&json!("password"), &json!("127.0.0.1")));
        assert_eq!(reader.get("/me/sign_ins").await.expect(200).json(), json!({"items": [], "next_cursor": null}));
        for path in ["/sign_ins".to_owned(), format!("/sign_ins?user_id={her}")] {
            assert_eq!(rep.get(&path).await.problem(403), "forbidden");
        }
        // A page at a time gives the same as all at once.
        let all = admin.get("/sign_ins").await.expect(200).json();
        assert_eq!(told(&all), [("signed_in", Some(&*her)), ("refused", Some(&*her)), ("refused", None)]);
        let (mut pages, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = admin.get(&format!("/sign_ins?limit=1{cursor}")).await.expect(200).json();
            pages.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(json!(pages), all["items"]);
        assert_eq!(admin.get("/sign_ins?cursor=1-x").await.problem(422), "invalid");
        // Nothing of what was typed at a door that leads nowhere is kept.
        assert!(!admin.get("/sign_ins").await.text.contains("nobody@"));

        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&rep.email, PASSWORD).await;
        let page = browser.get("/sign-ins").await;
        assert!(page.status == 200 && page.text.contains("wrong password") && page.text.contains("127.0.0.1"));
        assert_eq!(browser.get("/sign-ins?who=all").await.status, 403);
        assert_eq!(browser.get(&format!("/sign-ins?user={}", admin.id)).await.status, 403);
        let mut boss = console.browser();
        boss.sign_in(&admin.email, PASSWORD).await;
        let page = boss.get("/sign-ins?who=all").await.text;
        assert!(page.contains("sales_rep") && page.contains("no such account"), "{page}");
        assert_eq!(boss.get("/sign-ins?who=all&before=x").await.status, 400);
    }

    async fn the_door_tells_nobody_which_accounts_there_are(server: TestServer) {
        let (admin, rep, gone) = (server.admin().await, server.sales_rep().await, server.person("gone", "Sales").await);
        admin.patch(&format!("/users/{}", gone.id), json!({"active": false})).await.expect(200);
        let invited = json!({"name": "Eve", "email": "eve@example.org"});
        admin.post("/users", invited).await.expect(201);
        let identity = server.app.identity();
        let mut answers = Vec::new();
        for email in ["nobody@example.org", &rep.email, &gone.email, "eve@example.org", "no address at all"] {
            let before = identity.hashes_worked_out();
            let answer = sign_in(server, email, if email == gone.email { PASSWORD } else { "a wrong password" }).await;
            assert_eq!(identity.hashes_worked_out() - before, 1, "the same work for {email}");
            let mut body = answer.json();
            body.as_object_mut().unwrap().remove("request_id");
            answers.push((answer.status, body));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    }

    async fn guesses_from_elsewhere_keep_nobody_out_of_where_he_always_comes_in(server: TestServer) {
        let rep = server.sales_rep().await;
        let identity = server.app.identity();
        let from = |address: &'static str, password: &'static str| {
            identity.sign_in(&rep.email, Secret::new(password), address, "")
        };
        from("192.0.2.1", PASSWORD).await.unwrap();
        for _ in 0..5 {
            assert!(matches!(from("198.51.100.7", "a wrong password").await, Err(Error::Unauthenticated(_))));
        }
        assert!(matches!(from("203.0.113.9", PASSWORD).await, Err(Error::Throttled(_))), "the account is closed to strangers");
        from("192.0.2.1", PASSWORD).await.unwrap();
        // A flood leaves one line.
        for _ in 0..3 {
            assert!(matches!(from("203.0.113.9", PASSWORD).await, Err(Error::Throttled(_))));
        }
        let events = identity.events(Some(rep.id), None, 100).await.unwrap();
        assert_eq!(events.iter().filter(|event| event.what == What::Throttled).count(), 1);
        // Addresses of one household count as one.
        for at in 0..20 {
            let address = format!("2001:db8:1:2::{at:x}");
            let guess = identity.sign_in("nobody@example.org", Secret::new("x"), &address, "").await;
            assert!(matches!(guess, Err(Error::Unauthenticated(_) | Error::Throttled(_))));
        }
        assert!(matches!(identity.sign_in(&rep.email, Secret::new(PASSWORD), "2001:db8:1:2:ffff::1", "").await, Err(Error::Throttled(_))));
    }

    async fn a_person_is_told_what_others_did_to_his_account(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let mut at_work = console.browser();
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        sign_in_with(&mut at_work, &rep.email, firefox).await;
        assert!(!at_work.get("/home").await.text.contains("About your account"), "the first time is no news");
        server.clock.advance(60);
        sign_in_with(&mut console.browser(), &rep.email, "Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1").await;
        let home = at_work.get("/home").await;
        assert!(home.text.contains("from a place that is new: Safari, iPhone, 127.0.0.1"), "{}", home.text);
        let seen = at_work.send("/profile/seen", &home.form("/profile/seen")).await;
        assert!(!at_work.follow(&seen).await.text.contains("About your account"));

        admin.post(&format!("/users/{}/password", rep.id), json!({"password": PASSWORD})).await.expect(204);
        assert_eq!(at_work.get("/home").await.status, 303, "all sessions ended");
        let form = crate::support::pages::Form(vec![]).with("email", &rep.email).with("password", PASSWORD).with("next", "/deals");
        let inside = at_work.send_with("/sign-in", &form, &[("user-agent", firefox)]).await;
        assert_eq!(inside.location(), "/home", "past where it is told");
        assert!(at_work.get("/home").await.text.contains("admin gave your account a new password"));
        assert!(at_work.get("/profile").await.text.contains("New password by admin"));
    }

    async fn the_journal_of_signing_in_is_kept_for_half_a_year_and_has_its_bounds(server: TestServer) {
        let rep = server.sales_rep().await;
        let identity = server.app.identity();
        let come_in = || identity.sign_in(&rep.email, Secret::new(PASSWORD), "192.0.2.1", "");
        come_in().await.unwrap();
        server.clock.advance(KEPT / 1_000_000 + 1);
        come_in().await.unwrap();
        assert_eq!(identity.events(Some(rep.id), None, 10).await.unwrap().len(), 1);
        let sessions = identity.sessions(rep.id, "").await.unwrap();
        assert_eq!((sessions.len(), sessions[0].address.as_str()), (1, "192.0.2.1"));
    }
}
