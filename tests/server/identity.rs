//! Proving an identity over time and restarts: sessions and keys that end, guesses that are counted, hashing beside the writer.

use beheer::database::{self, Database};
use beheer::error::Error;
use beheer::identity::Identity;
use beheer::identity::device::Origin;
use beheer::identity::factor::Entry;
use beheer::identity::throttle::Limits;
use beheer::records::seed;
use beheer::rights::{Channel, Reason};
use beheer::secret::{MasterKey, Secret};
use serde_json::json;

use crate::support::engine::{Engine, input};
use crate::support::server::PASSWORD;

const EMAIL: &str = "ada@example.org";

fn identity(database: &Database) -> Identity {
    Identity::new(database.clone(), MasterKey::new([7; 32]), Limits { per_address: 8, per_account: 5 })
}

/// Somebody who may do everything, with a password.
async fn ada(engine: &Engine) -> beheer::id::Id {
    let (program, profile) = (engine.program().await, seed::profile_named("Administrator"));
    identity(&engine.database).make_user(&program, "Ada", EMAIL, profile, Some(Secret::new(PASSWORD))).await.unwrap()
}

on_both_engines! {
    async fn guesses_are_counted_when_sent_at_once_and_over_a_restart(engine: Engine) {
        ada(&engine).await;
        let at_the_door = identity(&engine.database);
        let guess = |at: usize| at_the_door.sign_in(EMAIL, Secret::new(format!("guess {at}")), "192.0.2.1", "");
        let all = futures::future::join_all((0..20).map(guess)).await;
        let tried = all.iter().filter(|answer| matches!(answer, Err(Error::Unauthenticated(_)))).count();
        let sent_away = all.iter().filter(|answer| matches!(answer, Err(Error::Throttled(_)))).count();
        assert_eq!((tried, sent_away), (5, 15));

        let options = database::Options { clock: engine.clock.clone(), ..database::Options::new(&engine.url) };
        let again = Database::open(&options).await.unwrap();
        let restarted = identity(&again);
        let right = || Secret::new(PASSWORD);
        assert!(matches!(restarted.sign_in(EMAIL, right(), "198.51.100.1", "").await, Err(Error::Throttled(_))));
        // The address has tries left, for other accounts; a success takes none of them.
        for _ in 0..2 {
            assert!(matches!(restarted.sign_in("x", right(), "192.0.2.1", "").await, Err(Error::Unauthenticated(_))));
        }
        engine.clock.advance(16 * 60);
        for _ in 0..10 {
            restarted.sign_in(EMAIL, right(), "192.0.2.1", "").await.unwrap();
        }
        again.close().await;
    }

    async fn a_link_is_used_once_ends_after_three_days_and_closes_what_was_open(engine: Engine) {
        let admin = engine.user(ada(&engine).await).await.because(Reason { code: Some("agreement".into()), ..Reason::default() });
        let at_the_door = identity(&engine.database);
        let user = crate::support::engine::kind("user");
        let wanted = input(&admin, user, &json!({"name": "Eve", "email": "eve@example.org"}));
        let first = at_the_door.invite(&admin, wanted).await.unwrap();
        let standing = || async { at_the_door.standings(&[first.user]).await.unwrap().remove(&first.user).unwrap_or_default() };
        assert_eq!((standing().await.link_until, at_the_door.waiting().await.unwrap()), (Some(first.ends_at), 1));
        engine.clock.advance(3 * 86_400 + 1);
        assert!(at_the_door.joining(first.token.reveal()).await.unwrap().is_none());

        let second = at_the_door.renew_link(&admin, first.user).await.unwrap();
        let herself = engine.user(first.user).await;
        let join = |password: &str| at_the_door.join(&herself, second.token.reveal(), Secret::new(password.to_owned()), Origin::default());
        let (one, other) = futures::future::join(join("the first sentence"), join("the second sentence")).await;
        assert!(one.is_ok() != other.is_ok(), "exactly one of two comes in");
        let Entry::In(begun) = one.or(other).unwrap() else { panic!("there is no second factor") };
        let now = standing().await;
        assert_eq!((now.has_password, now.link_until, now.sessions), (true, None, 1));

        let third = at_the_door.renew_link(&admin, first.user).await.unwrap();
        assert!(at_the_door.session(begun.token.reveal()).await.unwrap().is_none());
        at_the_door.deactivate(&admin, first.user, &[]).await.unwrap();
        assert!(at_the_door.joining(third.token.reveal()).await.unwrap().is_none());
        let codes = ["agreement", "join_link", "unknown"].map(str::to_owned);
        let uses = beheer::changes::history::reason_uses(&engine.database, &codes).await.unwrap();
        assert_eq!(codes.each_ref().map(|code| uses[code].count), [4, 1, 0]);
        assert!(uses["join_link"].last.is_some() && uses["unknown"].last.is_none(), "{uses:?}");
        let nobody = at_the_door.renew_link(&herself, admin.actor.user().unwrap()).await;
        assert!(matches!(nobody, Err(Error::Forbidden(_))));
    }

    async fn what_is_shown_once_is_for_one_session_one_look_and_a_few_minutes(engine: Engine) {
        let door = identity(&engine.database);
        let secret = Secret::new("bhr_secret");
        let ticket = door.keep_once("her session", &secret).await.unwrap();
        let take = async |session: &str, ticket: &Secret| {
            let taken = door.take_once(session, ticket.reveal()).await.unwrap();
            taken.map(|secret| secret.reveal().to_owned())
        };
        assert_eq!(take("another session", &ticket).await, None);
        assert_eq!(take("her session", &Secret::new("another ticket")).await, None);
        let (one, other) = futures::future::join(take("her session", &ticket), take("her session", &ticket)).await;
        assert!(one.is_some() != other.is_some() && one.or(other).as_deref() == Some("bhr_secret"), "one look");
        assert_eq!(take("her session", &ticket).await, None);
        let late = door.keep_once("her session", &secret).await.unwrap();
        engine.clock.advance(5 * 60);
        assert_eq!(take("her session", &late).await, None);
    }

    async fn a_mail_address_is_free_again_and_its_old_user_cannot_sign_in(engine: Engine) {
        let old = ada(&engine).await;
        // Somebody else keeps the installation.
        let (program, profile) = (engine.program().await, seed::profile_named("Administrator"));
        let at_the_door = identity(&engine.database);
        let password = |text: &str| Some(Secret::new(text.to_owned()));
        at_the_door.make_user(&program, "Eve", "eve@example.org", profile, password(PASSWORD)).await.unwrap();
        let user = crate::support::engine::kind("user");
        engine.commit(&program, vec![beheer::changes::Change::delete(user, old)]).await.unwrap();
        let sign_in = |text: &str| at_the_door.sign_in(EMAIL, Secret::new(text.to_owned()), "192.0.2.1", "");
        assert!(matches!(sign_in(PASSWORD).await, Err(Error::Unauthenticated(_))));
        let other = "another horse battery staple";
        let new = at_the_door.make_user(&program, "Ada the younger", EMAIL, None, password(other)).await.unwrap();
        assert!(matches!(sign_in(PASSWORD).await, Err(Error::Unauthenticated(_))));
        assert_eq!(sign_in(other).await.unwrap().user, new);
    }

    async fn passwords_are_hashed_outside_the_writer(engine: Engine) {
        ada(&engine).await;
        let at_the_door = identity(&engine.database);
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let database = engine.database.clone();
        let busy = tokio::spawn(async move {
            database.write(move |_| Box::pin(async move {
                begun.send(()).unwrap();
                ends.await.unwrap();
                Ok(())
            })).await
        });
        has_begun.await.unwrap();
        // The writer is taken, and a password is checked all the same.
        let passwords = beheer::identity::password::Passwords::new();
        let hash = passwords.hash(Secret::new(PASSWORD)).await.unwrap();
        assert!(passwords.fits(Secret::new(PASSWORD), Some(hash)).await.unwrap());
        end.send(()).unwrap();
        busy.await.unwrap().unwrap();
        // And the other way round: while passwords wait for their turns, a write does not.
        let guesses = futures::future::join_all((0..6).map(|at| at_the_door.sign_in("x", Secret::new("guess"), "192.0.2.1", if at > 0 { "a" } else { "b" })));
        let program = engine.program().await;
        let write = engine.make(&program, "lead", json!({"name": "L"}));
        tokio::pin!(guesses, write);
        tokio::select! {
            biased;
            _ = &mut guesses => panic!("a write waited for six passwords"),
            _ = &mut write => {}
        }
        guesses.await;
    }

    async fn a_set_up_link_dies_with_the_first_administrator(engine: Engine) {
        let at_the_door = identity(&engine.database);
        let program = engine.program().await;
        let first = at_the_door.setup_token().await.unwrap();
        let second = at_the_door.setup_token().await.unwrap();
        assert!(!at_the_door.setup_works(first.reveal()).await.unwrap(), "a new link ends the old one");
        assert!(at_the_door.setup_works(second.reveal()).await.unwrap());
        let who = beheer::identity::users::Administrator { name: "Ada".into(), email: EMAIL.into(), password: Secret::new(PASSWORD) };
        at_the_door.make_administrator(&program, who, None).await.unwrap();
        assert!(!at_the_door.setup_works(second.reveal()).await.unwrap());
        let late = at_the_door.set_up(&program, second.reveal(), "Eve", "eve@example.org", Secret::new(PASSWORD), Origin::default()).await;
        assert!(matches!(late, Err(Error::Forbidden(_))), "{late:?}");
        let third = at_the_door.setup_token().await.unwrap();
        engine.clock.advance(25 * 3_600);
        assert!(!at_the_door.setup_works(third.reveal()).await.unwrap(), "it works for a day");
    }
}

on_both_servers! {
    async fn sessions_and_keys_end_by_the_clock(server: TestServer) {
        let rep = server.sales_rep().await;
        let identity = server.app.identity();
        let session = identity.sign_in(&rep.email, Secret::new(PASSWORD), "192.0.2.1", "").await.unwrap().token;
        let program = server.program().await;
        let soon = server.clock.now() + 13 * 3_600 * 1_000_000;
        let (_, key) = identity.make_key(&program, rep.id, "short", &[], Some(soon)).await.unwrap();
        for ends_at in [server.clock.now(), server.clock.now() + 367 * 86_400 * 1_000_000] {
            assert!(identity.make_key(&program, rep.id, "never", &[], Some(ends_at)).await.is_err());
        }
        let alive = async || (server.app.session(session.reveal(), Channel::Api).await.unwrap().is_some(), server.app.key(key.reveal()).await.unwrap().is_some());
        server.clock.advance(11 * 3_600);
        assert_eq!(alive().await, (true, true));
        server.clock.advance(3_600);
        assert_eq!(alive().await, (false, true), "twelve hours, used or not");
        server.clock.advance(3_600);
        assert_eq!(alive().await, (false, false));
    }
}
