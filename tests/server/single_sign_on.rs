//! Signing in by a provider that these tests hold in their hand: what it says truly, and all that it may say to get in where it must not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use beheer::config;
use beheer::error::{Error, Result};
use beheer::id::Id;
use beheer::identity::Identity;
use beheer::identity::device::Origin;
use beheer::identity::sso::{Arrived, Returned};
use beheer::identity::throttle::Limits;
use beheer::outbound::Outbound;
use beheer::records::seed;
use beheer::secret::{MasterKey, Secret};
use poem::listener::{Acceptor as _, Listener as _, TcpListener};
use poem::{Request, Response};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::support::engine::{Engine, NEW_YEAR};
use crate::support::people;
use crate::support::server::PASSWORD;

const CLIENT: &str = "beheer-tests";
const SECRET: &str = "a secret: with & odd / signs";
const BACK: &str = "https://crm.example.org/sign-in/with/x/return";
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The challenge that a code was asked with, the tokens it is worth, and what the provider tells of its bearer.
type Worth = (String, Json, Json);
/// How claims become a token.
type Sign<'a> = Box<dyn Fn(&Json) -> String + 'a>;

/// A provider with a key of its own.
#[derive(Clone)]
struct Provider {
    issuer: String,
    key: Arc<EcdsaKeyPair>,
    /// What each code is worth, once, and the challenge that it was asked with.
    codes: Arc<Mutex<HashMap<String, Worth>>>,
}

fn part(json: &Json) -> String {
    BASE64.encode(json.to_string())
}

fn key() -> Arc<EcdsaKeyPair> {
    Arc::new(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
}

fn signed(key: &EcdsaKeyPair, claims: &Json) -> String {
    let text = format!("{}.{}", part(&json!({"alg": "ES256", "kid": "1", "typ": "JWT"})), part(claims));
    let signature = key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
    format!("{text}.{}", BASE64.encode(signature))
}

impl Provider {
    async fn start() -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let address = acceptor.local_addr()[0].as_socket_addr().copied().unwrap();
        let provider = Self { issuer: format!("http://{address}"), key: key(), codes: Arc::default() };
        let served = provider.clone();
        let endpoint = poem::endpoint::make(move |request| {
            let served = served.clone();
            async move { served.answer(request).await }
        });
        tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(endpoint));
        provider
    }

    async fn answer(&self, mut request: Request) -> Response {
        let body = request.take_body().into_string().await.unwrap();
        let json = |json: Json| Response::builder().content_type("application/json").body(json.to_string());
        match request.uri().path() {
            "/.well-known/openid-configuration" => json(json!({
                "issuer": self.issuer,
                "authorization_endpoint": format!("{}/auth?tenant=1", self.issuer),
                "token_endpoint": format!("{}/token", self.issuer),
                "userinfo_endpoint": format!("{}/me", self.issuer),
                "end_session_endpoint": format!("{}/end", self.issuer),
                "jwks_uri": format!("{}/keys", self.issuer),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256"],
            })),
            "/keys" => {
                let point = self.key.public_key().as_ref();
                let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..]));
                json(
                    json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "1", "use": "sig", "alg": "ES256", "x": x, "y": y}]}),
                )
            }
            "/token" => {
                let form: HashMap<String, String> =
                    reqwest::Url::parse(&format!("http://x/?{body}")).unwrap().query_pairs().into_owned().collect();
                let proof = format!(
                    "Basic {}",
                    base64::engine::general_purpose::STANDARD
                        .encode(format!("{CLIENT}:a%20secret%3A%20with%20%26%20odd%20%2F%20signs"))
                );
                assert_eq!(request.header("authorization"), Some(proof.as_str()));
                let Some((challenge, tokens, _)) = self.codes.lock().unwrap().remove(&form["code"]) else {
                    return json(json!({"error": "invalid_grant"}));
                };
                assert_eq!(BASE64.encode(Sha256::digest(form["code_verifier"].as_bytes())), challenge, "PKCE");
                assert_eq!((form["grant_type"].as_str(), form["redirect_uri"].as_str()), ("authorization_code", BACK));
                self.codes.lock().unwrap().insert("me".into(), (String::new(), Json::Null, tokens["me"].clone()));
                json(tokens)
            }
            "/me" => json(self.codes.lock().unwrap().get("me").map(|(_, _, me)| me.clone()).unwrap_or_default()),
            other => panic!("{other}"),
        }
    }

    /// True claims of somebody.
    fn claims(&self, sub: &str) -> Json {
        let now = NEW_YEAR / 1_000_000;
        json!({"iss": self.issuer, "aud": CLIENT, "sub": sub, "iat": now, "exp": now + 300, "sid": format!("at the provider {sub}")})
    }
}

/// An installation with a provider that is trusted.
struct House {
    engine: Engine,
    identity: Identity,
    outbound: Outbound,
    provider: Provider,
    id: Id,
}

/// A way to the provider and back, and what is twisted on it.
struct Way<'a> {
    claims: Json,
    me: Json,
    sign: Sign<'a>,
    state: Option<String>,
    browser: Option<String>,
    issuer: String,
    back_by: Option<Id>,
    access: &'a str,
}

impl House {
    async fn new(engine: Engine, settings: Json) -> Self {
        let identity = Identity::new(
            engine.database.clone(),
            MasterKey::new([7; 32]),
            Limits { per_address: 50, per_account: 50 },
        );
        let outbound = config::Outbound { allow: vec!["127.0.0.0/8".parse().unwrap()], ..config::Outbound::default() };
        let outbound = Outbound::new(&outbound, engine.clock.clone()).unwrap();
        let provider = Provider::start().await;
        let id = Self::trust(&engine, &identity, &provider, settings).await;
        Self { engine, identity, outbound, provider, id }
    }

    async fn trust(engine: &Engine, identity: &Identity, provider: &Provider, settings: Json) -> Id {
        let program = engine.program().await;
        let mut body = json!({"name": "Login", "issuer": provider.issuer, "client_id": CLIENT});
        body.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        let id = engine.make(&program, "sign_in_provider", body).await;
        identity.set_provider_secret(&program, id, Some(&Secret::new(SECRET))).await.unwrap();
        id
    }

    fn way(&self, claims: Json) -> Way<'_> {
        let me = json!({"sub": claims["sub"]});
        Way {
            claims,
            me,
            sign: Box::new(|claims| signed(&self.provider.key, claims)),
            state: None,
            browser: None,
            issuer: String::new(),
            back_by: None,
            access: "access",
        }
    }

    /// Goes to the provider and comes back as it is twisted.
    async fn go(&self, mut way: Way<'_>) -> Result<Arrived> {
        let leaving = self.identity.leave_for(&self.outbound, self.id, BACK, "/deals").await?;
        let url = reqwest::Url::parse(&leaving.url).unwrap();
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!((asked["tenant"].as_str(), asked["code_challenge_method"].as_str()), ("1", "S256"));
        assert_eq!(asked["scope"], "openid email profile");
        if way.claims.get("nonce").is_none() {
            way.claims["nonce"] = json!(asked["nonce"]);
        }
        if way.claims.get("at_hash").is_none() {
            way.claims["at_hash"] = json!(BASE64.encode(&Sha256::digest(b"access")[..16]));
        }
        let tokens = json!({
            "token_type": "Bearer", "access_token": way.access, "id_token": (way.sign)(&way.claims), "me": way.me,
        });
        let code = format!("code {}", asked["state"]);
        let worth = (asked["code_challenge"].clone(), tokens, Json::Null);
        self.provider.codes.lock().unwrap().insert(code.clone(), worth);
        let state = way.state.unwrap_or_else(|| asked["state"].clone());
        let browser = way.browser.unwrap_or_else(|| leaving.browser.reveal().to_owned());
        let returned = Returned { state: &state, code: &code, issuer: &way.issuer };
        let provider = way.back_by.unwrap_or(self.id);
        self.identity.come_back(&self.outbound, provider, BACK, &browser, returned, Origin::default()).await
    }

    async fn come(&self, claims: Json) -> Result<Arrived> {
        self.go(self.way(claims)).await
    }

    async fn is_open(&self, arrived: &Arrived) -> bool {
        self.identity.session(arrived.begun.token.reveal()).await.unwrap().is_some()
    }
}

/// The code of what stood in the way.
#[track_caller]
fn code(result: Result<Arrived>) -> String {
    match result {
        Err(Error::Conflict(code, _)) => code.to_owned(),
        other => panic!("{other:?}"),
    }
}

fn and(mut claims: Json, more: Json) -> Json {
    if let (Some(claims), Json::Object(more)) = (claims.as_object_mut(), more) {
        claims.extend(more);
    }
    claims
}

on_both_engines! {
    async fn somebody_is_known_once_by_a_verified_address_and_then_for_good(engine: Engine) {
        people::user(&engine, "Ada", Some("Administrator"), true).await;
        let rita = people::user(&engine, "Rita", Some("Sales"), true).await;
        let house = House::new(engine, json!({"by_email": true})).await;
        let verified = json!({"email": "Rita@example.org", "email_verified": true});
        let arrived = house.come(and(house.provider.claims("r"), verified.clone())).await.unwrap();
        assert_eq!((arrived.begun.user, arrived.next.as_str()), (rita, "/deals"));
        assert!(house.is_open(&arrived).await);
        let again = house.come(house.provider.claims("r")).await.unwrap();
        assert_eq!(again.begun.user, rita, "by what the provider calls her, whatever became of her address");
        // Another one with that address does not become her.
        assert_eq!(code(house.come(and(house.provider.claims("other"), verified)).await), "sign_in_unknown");
        let subject = house.engine.value("user", rita, "subject").await;
        assert_eq!(subject, json!(format!("{} r", house.provider.issuer)));
    }

    async fn an_address_that_is_not_verified_or_not_asked_for_opens_nothing(engine: Engine) {
        people::user(&engine, "Rita", Some("Sales"), true).await;
        people::user(&engine, "Gone", Some("Sales"), false).await;
        let house = House::new(engine, json!({"by_email": true})).await;
        for more in [
            json!({"email": "rita@example.org"}),
            json!({"email": "rita@example.org", "email_verified": false}),
            json!({"email": "gone@example.org", "email_verified": true}),
            json!({"email": "nobody@example.org", "email_verified": true}),
        ] {
            assert_eq!(code(house.come(and(house.provider.claims("x"), more)).await), "sign_in_unknown");
        }
        let program = house.engine.program().await;
        house.engine.update(&program, "sign_in_provider", house.id, json!({"by_email": false})).await.unwrap();
        let verified = json!({"email": "rita@example.org", "email_verified": true});
        assert_eq!(code(house.come(and(house.provider.claims("x"), verified)).await), "sign_in_unknown");
    }

    async fn who_is_new_becomes_a_user_with_the_profile_and_groups_that_the_provider_says(engine: Engine) {
        let group = people::group(&engine, "Field sales", &[]).await;
        let profile = |name: &str| seed::profile_named(name).unwrap().to_string();
        let mappings = json!([
            {"value": "sales", "profile_id": profile("Sales"), "group_id": group.to_string()},
            {"value": "office", "profile_id": profile("Sales assistant")},
        ]);
        let settings = json!({"creates": true, "profile_id": profile("Read-only"), "groups_claim": "realm_access.roles", "mappings": mappings});
        let house = House::new(engine, settings).await;
        let with = |roles: Json| and(house.provider.claims("n"), json!({"name": "Nina Novak", "given_name": "Nina", "realm_access": {"roles": roles}}));
        let nina = house.come(with(json!(["sales", "other"]))).await.unwrap().begun.user;
        let value = async |field: &str| house.engine.value("user", nina, field).await;
        assert_eq!((value("name").await, value("email").await), (json!("Nina Novak"), Json::Null));
        assert_eq!(value("profile_id").await, json!(profile("Sales")));
        let members = async || house.engine.value("group", group, "members").await;
        assert_eq!(members().await, json!([{"user_id": nina.to_string()}]));

        assert_eq!(house.come(with(json!(["office"]))).await.unwrap().begun.user, nina);
        assert_eq!((value("profile_id").await, members().await), (json!(profile("Sales assistant")), Json::Null));
        house.come(with(json!([]))).await.unwrap();
        assert_eq!(value("profile_id").await, json!(profile("Read-only")));
        let before = house.engine.rows::<(i64,)>("count(*) from journal").await[0].0;
        house.come(with(json!([]))).await.unwrap();
        assert_eq!(house.engine.rows::<(i64,)>("count(*) from journal").await[0].0, before, "nothing new, nothing written");
        let why = house.engine.rows::<(i64,)>("count(*) from journal where reason_code = 'single_sign_on'").await[0].0;
        assert_eq!(why, 5);

        let program = house.engine.program().await;
        house.engine.update(&program, "user", nina, json!({"active": false})).await.unwrap();
        assert_eq!(code(house.come(with(json!(["sales"]))).await), "sign_in_unknown");
    }

    async fn whatever_is_twisted_on_the_way_lets_nobody_in(engine: Engine) {
        let house = House::new(engine, json!({"creates": true})).await;
        let (provider, now) = (&house.provider, NEW_YEAR / 1_000_000);
        let named = and(provider.claims("t"), json!({"name": "T"}));
        house.come(named.clone()).await.unwrap();
        for wrong in [
            json!({"nonce": "another"}),
            json!({"iss": "https://evil.example.org"}),
            json!({"aud": "another client"}),
            json!({"aud": [CLIENT, "another client"], "azp": "another client"}),
            json!({"exp": now - 1}),
            json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
            json!({"sub": null}),
        ] {
            let told = wrong.to_string();
            let outcome = house.come(and(named.clone(), wrong)).await;
            assert!(matches!(outcome, Err(Error::Conflict("sign_in_failed", _))), "{told}: {outcome:?}");
        }
        let other = key();
        let unsigned = |claims: &Json| format!("{}.{}.", part(&json!({"alg": "none"})), part(claims));
        let by_secret = |claims: &Json| {
            let text = format!("{}.{}", part(&json!({"alg": "HS256", "kid": "1"})), part(claims));
            format!("{text}.{}", BASE64.encode(Sha256::digest(SECRET.as_bytes())))
        };
        let signs: [Sign<'_>; 3] =
            [Box::new(move |claims| signed(&other, claims)), Box::new(unsigned), Box::new(by_secret)];
        for sign in signs {
            let way = Way { sign, ..house.way(named.clone()) };
            assert_eq!(code(house.go(way).await), "sign_in_failed");
        }
        let about_another = Way { me: json!({"sub": "victim"}), ..house.way(named.clone()) };
        assert_eq!(code(house.go(about_another).await), "sign_in_failed");
        let another_token = Way { access: "another", ..house.way(named.clone()) };
        assert_eq!(code(house.go(another_token).await), "sign_in_failed");
        let mixed_up = Way { issuer: "https://evil.example.org".into(), ..house.way(named.clone()) };
        assert_eq!(code(house.go(mixed_up).await), "sign_in_failed");
        let forged = Way { state: Some("forged".into()), ..house.way(named.clone()) };
        assert_eq!(code(house.go(forged).await), "sign_in_lost");
        let in_another_browser = Way { browser: Some("another".into()), ..house.way(named.clone()) };
        assert_eq!(code(house.go(in_another_browser).await), "sign_in_lost");
        let second = Provider::start().await;
        let second = House::trust(&house.engine, &house.identity, &second, json!({"name": "Second"})).await;
        let by_another = Way { back_by: Some(second), ..house.way(named.clone()) };
        assert_eq!(code(house.go(by_another).await), "sign_in_lost");
    }

    async fn a_way_back_and_a_code_are_good_once_and_for_minutes(engine: Engine) {
        let house = House::new(engine, json!({"creates": true})).await;
        let leaving = house.identity.leave_for(&house.outbound, house.id, BACK, "/").await.unwrap();
        let url = reqwest::Url::parse(&leaving.url).unwrap();
        let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        let returned = Returned { state: &state, code: "spent", issuer: "" };
        let back = || house.identity.come_back(&house.outbound, house.id, BACK, leaving.browser.reveal(), returned, Origin::default());
        assert_eq!(code(back().await), "sign_in_failed", "the provider knows no such code");
        assert_eq!(code(back().await), "sign_in_lost", "and the way back is used up");
        let late = house.identity.leave_for(&house.outbound, house.id, BACK, "/").await.unwrap();
        let url = reqwest::Url::parse(&late.url).unwrap();
        let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        house.engine.clock.advance(5 * 60);
        let returned = Returned { state: &state, code: "any", issuer: "" };
        let outcome = house.identity.come_back(&house.outbound, house.id, BACK, late.browser.reveal(), returned, Origin::default()).await;
        assert_eq!(code(outcome), "sign_in_lost");
        let program = house.engine.program().await;
        house.engine.update(&program, "sign_in_provider", house.id, json!({"active": false})).await.unwrap();
        assert!(matches!(house.identity.leave_for(&house.outbound, house.id, BACK, "/").await, Err(Error::NotFound)));
    }

    async fn who_is_gone_at_the_provider_is_gone_here(engine: Engine) {
        let house = House::new(engine, json!({"creates": true})).await;
        let (provider, key) = (&house.provider, &house.provider.key);
        let named = |sub: &str| and(provider.claims(sub), json!({"name": sub}));
        let (one, other) = (house.come(named("one")).await.unwrap(), house.come(named("other")).await.unwrap());
        let token = |sub: &str, more: Json| {
            let mut claims = and(and(provider.claims(sub), json!({"events": {LOGOUT: {}}, "jti": "1"})), more);
            claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            claims
        };
        let said = async |claims: Json| house.identity.ended_there(&house.outbound, house.id, &signed(key, &claims)).await;
        let now = NEW_YEAR / 1_000_000;
        for wrong in [json!({"nonce": "n"}), json!({"events": null}), json!({"aud": "x"}), json!({"iss": "https://x.example"}), json!({"exp": now - 1})] {
            let told = wrong.to_string();
            assert!(matches!(said(token("one", wrong)).await, Err(Error::Conflict("sign_in_failed", _))), "{told}");
        }
        assert!(house.identity.ended_there(&house.outbound, house.id, "no token").await.is_err());
        assert_eq!(said(token("one", json!({"sid": "another session"}))).await.unwrap(), 0);
        assert!(house.is_open(&one).await && house.is_open(&other).await);
        assert_eq!(said(token("one", json!({}))).await.unwrap(), 1);
        assert!(!house.is_open(&one).await && house.is_open(&other).await);
        assert_eq!(said(token("other", json!({"sid": null}))).await.unwrap(), 1, "without a session all of them");
        assert!(!house.is_open(&other).await);
        let out = house.identity.way_out(&house.outbound, house.id, "https://crm.example.org/sign-in").await.unwrap().unwrap();
        assert!(out.starts_with(&format!("{}/end?client_id={CLIENT}&post_logout_redirect_uri=https%3A%2F%2Fcrm", provider.issuer)), "{out}");
    }

    async fn where_people_come_by_a_provider_only_a_password_is_for_those_who_look_after_users(engine: Engine) {
        let program = engine.program().await;
        let house = House::new(engine, json!({"by_email": true})).await;
        let hire = async |name: &str, profile: &str| {
            let email = format!("{name}@example.org");
            let password = Some(Secret::new(PASSWORD));
            house.identity.make_user(&program, name, &email, seed::profile_named(profile), password).await.unwrap()
        };
        hire("local", "Administrator").await;
        let boss = hire("boss", "Administrator").await;
        hire("rep", "Sales").await;
        let may = async |name: &str| {
            house.identity.sign_in(&format!("{name}@example.org"), Secret::new(PASSWORD), "192.0.2.1", "").await.is_ok()
        };
        assert!(may("local").await && may("boss").await && may("rep").await);
        house.engine.update(&program, "sign_in_provider", house.id, json!({"no_passwords": true})).await.unwrap();
        let verified = json!({"email": "boss@example.org", "email_verified": true});
        assert_eq!(house.come(and(house.provider.claims("b"), verified)).await.unwrap().begun.user, boss);
        assert!(may("local").await, "somebody gets in when the provider is away");
        assert!(!may("boss").await && !may("rep").await);
        house.engine.update(&program, "sign_in_provider", house.id, json!({"active": false})).await.unwrap();
        assert!(may("boss").await && may("rep").await);
    }

    async fn a_test_tells_what_a_provider_answers_and_a_secret_is_never_told(engine: Engine) {
        let house = House::new(engine, json!({})).await;
        let tested = house.identity.test_provider(&house.outbound, house.id).await.unwrap();
        assert_eq!((tested.keys, tested.ends_sessions), (1, true));
        let stored = house.engine.rows::<(String,)>("client_secret from sign_in_providers").await[0].0.clone();
        assert!(stored.starts_with("01") && !stored.contains(SECRET));
        assert_eq!(house.identity.with_secret(&[house.id]).await.unwrap(), [house.id]);
        let program = house.engine.program().await;
        house.engine.update(&program, "sign_in_provider", house.id, json!({"issuer": "http://192.0.2.1"})).await.unwrap();
        let closed = house.identity.test_provider(&house.outbound, house.id).await.unwrap_err();
        assert_eq!(closed.code(), "outbound_forbidden");
    }
}
