//! The second factor: set up, asked for at the door, used once, lost and taken away; in the API and the console.

use beheer::error::Error;
use beheer::identity::device::Origin;
use beheer::identity::events::{Method as By, What};
use beheer::identity::factor::{CODES, Entry};
use beheer::rights::{Caller, Channel};
use beheer::secret::Secret;
use reqwest::Method;
use serde_json::json;
use totp_rs::{Builder, Totp};

use crate::support::pages::{Console, Form};
use crate::support::server::{Answer, PASSWORD, Person, TestServer};

/// The app on somebody's telephone.
fn telephone(secret: &str) -> Totp {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    Builder::new().with_secret(secret).with_account_name("x").build().unwrap()
}

/// What it shows, so many steps from now.
pub(crate) fn shown(server: &TestServer, telephone: &Totp, steps: i64) -> String {
    telephone.generate(u64::try_from(server.clock.now() / 1_000_000 + steps * 30).unwrap()).to_string()
}

async fn herself(server: &TestServer, person: &Person) -> Caller {
    Caller::user(server.app.configuration().await.unwrap(), person.id, Channel::Api).at(server.clock.now())
}

/// Sets a second factor up.
pub(crate) async fn enrol(server: &TestServer, person: &Person) -> (Totp, Vec<Secret>) {
    let identity = server.app.identity();
    let offer = identity.offer_factor(person.id).await.unwrap();
    let telephone = telephone(&offer.text);
    let caller = herself(server, person).await;
    let codes = identity.confirm_factor(&caller, &offer.sealed, &shown(server, &telephone, 0)).await.unwrap();
    server.clock.advance(60);
    (telephone, codes)
}

async fn sign_in(server: &TestServer, email: &str, code: Option<&str>) -> Answer {
    let mut body = json!({"email": email, "password": PASSWORD});
    if let Some(code) = code {
        body["code"] = code.into();
    }
    Answer::of(server.request(Method::POST, "/api/v1/session").json(&body).send().await.unwrap()).await
}

on_both_servers! {
    async fn a_code_is_asked_for_and_works_once_within_one_step(server: TestServer) {
        let (_keeper, rep) = (server.admin().await, server.sales_rep().await);
        let (telephone, codes) = enrol(server, &rep).await;
        assert_eq!(codes.len(), CODES);
        assert_eq!(sign_in(server, &rep.email, None).await.problem(401), "code_required");
        assert_eq!(sign_in(server, &rep.email, Some("000000")).await.problem(422), "invalid");
        for (steps, opens) in [(-2, false), (2, false), (0, true)] {
            let code = shown(server, &telephone, steps);
            assert_eq!(sign_in(server, &rep.email, Some(&code)).await.status == 200, opens, "{steps}");
        }
        // The same again, and the one before it, are used up; so it is when two come at once.
        for steps in [0, -1] {
            assert_eq!(sign_in(server, &rep.email, Some(&shown(server, &telephone, steps))).await.problem(422), "invalid");
        }
        server.clock.advance(16 * 60);
        let code = shown(server, &telephone, 0);
        let (one, other) = futures::future::join(sign_in(server, &rep.email, Some(&code)), sign_in(server, &rep.email, Some(&code))).await;
        assert_eq!(one.status + other.status, 200 + 422);
        // On paper it works without the telephone, once, however it is typed; also at once.
        let typed = codes[0].reveal().to_uppercase().replace('-', " ");
        let (one, other) = futures::future::join(sign_in(server, &rep.email, Some(&typed)), sign_in(server, &rep.email, Some(&typed))).await;
        assert_eq!(one.status + other.status, 200 + 422);
        let identity = server.app.identity();
        assert_eq!(identity.factor(rep.id).await.unwrap().unwrap().codes_left, 9);
        let events = identity.events(Some(rep.id), None, 50).await.unwrap();
        let by = |method| events.iter().filter(|event| event.what == What::SignedIn && event.method == method).count();
        assert_eq!((by(By::Totp), by(By::RecoveryCode), by(By::Password)), (2, 1, 0));
        // A password that is right says nothing more than before about a code that is wrong: it is counted.
        server.clock.advance(16 * 60);
        for _ in 0..5 {
            assert_eq!(sign_in(server, &rep.email, Some("000000")).await.status, 422);
        }
        let late = sign_in(server, &rep.email, Some(&shown(server, &telephone, 0))).await;
        // She came in from here before, so that others elsewhere do not keep her out; guesses from here do.
        assert_eq!(late.problem(429), "throttled");
    }

    async fn half_a_session_opens_nothing_and_belongs_to_one_place(server: TestServer) {
        let (_keeper, rep) = (server.admin().await, server.sales_rep().await);
        let (telephone, _) = enrol(server, &rep).await;
        let identity = server.app.identity();
        let here = Origin { address: "192.0.2.1", user_agent: "Firefox" };
        let Entry::Half(token) = identity.enter(rep.id, By::Password, here).await.unwrap() else { panic!("a code is needed") };
        assert!(identity.session(token.reveal()).await.unwrap().is_none());
        let caller = herself(server, &rep).await;
        for elsewhere in [Origin { address: "198.51.100.1", ..here }, Origin { user_agent: "curl", ..here }] {
            assert!(identity.half(token.reveal(), elsewhere).await.unwrap().is_none());
            let stolen = identity.complete(&caller, token.reveal(), &shown(server, &telephone, 0), elsewhere).await;
            assert!(matches!(stolen, Err(Error::NotFound)));
        }
        let begun = identity.complete(&caller, token.reveal(), &shown(server, &telephone, 0), here).await.unwrap();
        assert!(identity.session(begun.token.reveal()).await.unwrap().is_some());
        assert!(identity.half(token.reveal(), here).await.unwrap().is_none(), "used up");
        let Entry::Half(late) = identity.enter(rep.id, By::Password, here).await.unwrap() else { panic!("a code is needed") };
        server.clock.advance(10 * 60);
        assert!(identity.half(late.reveal(), here).await.unwrap().is_none(), "ten minutes");
        let refused = identity.sign_in(&rep.email, Secret::new(PASSWORD), "192.0.2.1", "").await;
        assert!(matches!(refused, Err(Error::Unauthenticated(_))));
    }

    async fn whoever_manages_users_takes_a_lost_factor_away_and_its_owner_is_told(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let (telephone, _) = enrol(server, &rep).await;
        let session = sign_in(server, &rep.email, Some(&shown(server, &telephone, 0))).await.expect(200);
        let path = format!("/users/{}/second_factor", rep.id);
        assert_eq!(rep.delete(&path).await.problem(403), "forbidden");
        let user = admin.get(&format!("/users/{}", rep.id)).await.expect(200);
        assert!(user.json()["second_factor_at"].is_string() && !user.text.contains("recovery_codes"), "{}", user.text);
        assert_eq!(admin.patch(&format!("/users/{}", rep.id), json!({"second_factor_at": null})).await.problem(422), "invalid");
        admin.delete(&path).await.expect(204);
        assert_eq!(admin.delete(&path).await.problem(409), "no_second_factor");
        let cookie = session.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let me = server.request(Method::GET, "/api/v1/me").header("Cookie", cookie);
        assert_eq!(Answer::of(me.send().await.unwrap()).await.problem(401), "unauthenticated");
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        assert_eq!(browser.sign_in(&rep.email, PASSWORD).await.location(), "/home");
        assert!(browser.get("/home").await.text.contains("admin took away your second factor"));
        let history = admin.get(&format!("/users/{}/history", rep.id)).await.text;
        assert!(!history.contains(telephone.secret().to_base32().as_str()), "{history}");
    }

    async fn a_key_changes_no_second_factor(server: TestServer) {
        let rep = server.sales_rep().await;
        assert_eq!(rep.post("/me/second_factor_offer", json!({})).await.problem(403), "session_required");
        for (path, body) in [
            ("/me/second_factor", json!({"offer": "x", "code": "123456"})),
            ("/me/second_factor/removal", json!({"code": "123456"})),
            ("/me/recovery_codes", json!({"code": "123456"})),
        ] {
            assert_eq!(rep.post(path, body).await.problem(403), "session_required", "{path}");
        }
    }

    async fn it_is_set_up_used_and_given_up_in_the_browser(server: TestServer) {
        let (_keeper, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&rep.email, PASSWORD).await;
        let page = browser.get("/profile/second-factor").await;
        assert!(page.text.contains("<svg role=\"img\"") && !page.text.contains("style=\""), "{}", page.text);
        let secret = page.text.split("<code").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
        let form = page.form("/profile/second-factor");
        let wrong = browser.send("/profile/second-factor", &form.clone().with("code", "000000")).await;
        assert!(wrong.status == 422 && wrong.text.contains(&secret), "the same secret again: {}", wrong.text);
        let telephone = telephone(&secret);
        let taken = browser.send("/profile/second-factor", &form.clone().with("code", &shown(server, &telephone, 0))).await;
        let codes = browser.follow(&taken).await;
        let first = codes.text.split("class=\"secret\"").nth(1).unwrap().split('>').nth(1).unwrap().split('\n').next().unwrap().to_owned();
        assert_eq!(browser.get(taken.location()).await.location(), "/profile/second-factor?done=shown");
        assert!(browser.get("/profile").await.text.contains("10 recovery codes are left"));
        assert_eq!(browser.send("/profile/second-factor", &form.with("code", &shown(server, &telephone, 1))).await.status, 422);

        let mut other = console.browser();
        let half = other.send("/sign-in", &Form(vec![]).with("email", &rep.email).with("password", PASSWORD).with("next", "/deals")).await;
        assert_eq!(half.location(), "/sign-in/code?next=%2Fdeals");
        assert_eq!(other.get("/home").await.status, 303);
        let ask = other.follow(&half).await;
        let wrong = other.send("/sign-in/code", &ask.form("/sign-in/code").with("code", "000000")).await;
        assert!(wrong.status == 422 && wrong.text.contains("This code is wrong"), "{}", wrong.text);
        let inside = other.send("/sign-in/code", &ask.form("/sign-in/code").with("code", &first)).await;
        assert_eq!((inside.status, inside.location()), (303, "/deals"), "{}", inside.text);
        assert_eq!(other.get("/home").await.status, 200);
        assert_eq!(console.browser().get("/sign-in/code").await.location(), "/sign-in");

        server.clock.advance(60);
        let page = other.get("/profile/second-factor").await;
        let form = page.form("/profile/second-factor/change");
        let wrong = other.send("/profile/second-factor/change", &form.clone().with("do", "remove").with("code", "000000")).await;
        assert_eq!(wrong.status, 422);
        let renewed = other.send("/profile/second-factor/change", &form.clone().with("do", "codes").with("code", &shown(server, &telephone, 0))).await;
        assert!(!other.follow(&renewed).await.text.contains(&first));
        server.clock.advance(60);
        let gone = other.send("/profile/second-factor/change", &form.with("do", "remove").with("code", &shown(server, &telephone, 0))).await;
        assert!(other.follow(&gone).await.text.contains("was taken away"));
        assert_eq!(console.browser().sign_in(&rep.email, PASSWORD).await.location(), "/home");
    }

    async fn a_link_for_a_new_password_does_not_take_the_place_of_a_code(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let (telephone, _) = enrol(server, &rep).await;
        let path = format!("/users/{}/link", rep.id);
        assert_eq!(rep.post(&path, json!({})).await.problem(403), "forbidden");
        let made = admin.request(Method::POST, &path).send().await.unwrap();
        let made = Answer::of(made).await.expect(201).json();
        let link = made["address"].as_str().unwrap();
        assert!(link.starts_with(&format!("{}/join?token=", server.url)), "{link}");
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        let form = browser.get(&link[server.url.len()..]).await.form("/join");
        let half = browser.send("/join", &form.with("password", "a sentence of her own")).await;
        assert_eq!(half.location(), "/sign-in/code");
        let ask = browser.follow(&half).await.form("/sign-in/code");
        let inside = browser.send("/sign-in/code", &ask.with("code", &shown(server, &telephone, 0))).await;
        assert_eq!(inside.location(), "/home");
    }
}
