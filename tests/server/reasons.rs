//! Reasons: asked for where a rule says so, by every door alike, in codes that the administrator keeps.

use beheer::changes::{Batch, Change, Operation, OperationKind, commit, merge, undo};
use beheer::error::{Error, Result};
use beheer::id::Id;
use beheer::model::Input;
use beheer::records::seed;
use beheer::rights::{Caller, Reason};
use beheer::transfer::{self, import};
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, input, kind, problems};
use crate::support::pages::{Console, PASSWORD};
use crate::support::people::user;
use crate::support::program;
use crate::support::server::{Answer, Person, TestServer};

/// Makes a rule of what is named, with the reason that earlier rules may ask for.
async fn rule(engine: &Engine, about: Json) -> Id {
    let mut body = json!({"name": "Rule", "requirement": "required"});
    body.as_object_mut().unwrap().extend(about.as_object().unwrap().clone());
    engine.make(&engine.program().await, "reason_rule", body).await
}

/// Whether the change was held up for a reason; any other refusal fails the test.
fn asks<T: std::fmt::Debug>(result: Result<T>) -> bool {
    match result {
        Ok(_) => false,
        Err(Error::ReasonRequired { detail, codes }) => {
            assert!(detail.starts_with("Say why") && codes.iter().any(|(code, _)| code == "correction"), "{detail}");
            true
        }
        Err(other) => panic!("{other:?}"),
    }
}

on_both_engines! {
    async fn a_rule_about_what_there_is_not_is_refused(engine: Engine) {
        let program = engine.program().await;
        for (about, pointer, code) in [
            (json!({"record_type": "deals"}), "/record_type", "no_such_type"),
            (json!({"record_type": "deal", "field": "email"}), "/field", "view_names_no_field"),
            (json!({"field": "nothing"}), "/field", "view_names_no_field"),
        ] {
            let mut body = json!({"name": "Rule", "requirement": "required"});
            body.as_object_mut().unwrap().extend(about.as_object().unwrap().clone());
            assert_eq!(problems(engine.try_make(&program, "reason_rule", &body).await), [(pointer.into(), code)]);
        }
        rule(&engine, json!({"record_type": "deal", "field": "amount"})).await;
        rule(&engine, json!({"field": "email"})).await;
    }

    async fn a_rule_is_about_a_type_a_field_a_class_an_action_or_all_of_them(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        let stage = seed::stage(0).to_string();
        // A rule, and which of these it holds up: make, change the notes, change the amount, change the probability, delete a deal; make a lead.
        for (about, expected) in [
            (json!({"requirement": "none"}), [false; 6]),
            (json!({"requirement": "optional"}), [false; 6]),
            (json!({}), [true; 6]),
            (json!({"record_type": "deal"}), [true, true, true, true, true, false]),
            (json!({"record_type": "deal", "action": "create"}), [true, false, false, false, false, false]),
            (json!({"record_type": "deal", "action": "delete"}), [false, false, false, false, true, false]),
            (json!({"action": "update"}), [false, true, true, true, false, false]),
            (json!({"record_type": "deal", "field": "notes"}), [false, true, false, false, false, false]),
            (json!({"class": "figures", "action": "update"}), [false, false, true, true, false, false]),
            (json!({"class": "figures", "field": "probability"}), [false, false, false, true, false, false]),
            (json!({"record_type": "contact", "class": "figures"}), [false; 6]),
        ] {
            let program = engine.program().await;
            let deal = engine.make(&program, "deal", json!({"name": "D", "stage_id": stage})).await;
            let rule = rule(&engine, about.clone()).await;
            let ada = engine.user(ada).await;
            let deals = kind("deal");
            let found = [
                asks(engine.try_make(&ada, "deal", &json!({"name": "E", "stage_id": stage})).await),
                asks(engine.update(&ada, "deal", deal, json!({"notes": "n"})).await),
                asks(engine.update(&ada, "deal", deal, json!({"amount": {"amount": "1", "currency": "EUR"}})).await),
                asks(engine.update(&ada, "deal", deal, json!({"probability": "5"})).await),
                asks(engine.commit(&ada, vec![Change::delete(deals, deal)]).await),
                asks(engine.try_make(&ada, "lead", &json!({"name": "L"})).await),
            ];
            assert_eq!(found, expected, "{about}");
            engine.commit(&engine.program().await, vec![Change::delete(kind("reason_rule"), rule)]).await.unwrap();
        }
    }

    async fn the_strictest_rule_that_fits_counts_and_white_space_is_no_reason(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        for requirement in ["required", "none", "optional"] {
            rule(&engine, json!({"record_type": "lead", "requirement": requirement})).await;
        }
        let make = async |reason: Reason| {
            let ada = engine.user(ada).await.because(reason);
            engine.try_make(&ada, "lead", &json!({"name": "L"})).await
        };
        assert!(asks(make(Reason::default()).await));
        assert!(asks(make(Reason::text(" \t\n")).await));
        make(Reason::text("New")).await.unwrap();
        make(Reason { code: Some("correction".into()), ..Reason::default() }).await.unwrap();
        assert_eq!(problems(make(Reason::text("x".repeat(1_001))).await), [("/change_reason".to_owned(), "too_long")]);
        make(Reason::text("é".repeat(1_000))).await.unwrap();
    }

    async fn codes_are_those_that_the_administrator_keeps(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        let make = async |code: &str| {
            let reason = Reason { code: Some(code.into()), ..Reason::default() };
            engine.try_make(&engine.user(ada).await.because(reason), "lead", &json!({"name": "L"})).await
        };
        let refused = || vec![("/change_reason_code".to_owned(), "unknown_choice")];
        // The program's own codes are nobody else's to use; unknown ones are refused where no reason is asked for as well.
        for code in ["audit_2026", "cli", "system", "import", ""] {
            assert_eq!(problems(make(code).await), refused(), "{code}");
        }
        let program = engine.program().await;
        let own = engine.make(&program, "reason_code", json!({"code": "audit_2026", "label": "Audit"})).await;
        make("audit_2026").await.unwrap();
        engine.update(&program, "reason_code", own, json!({"active": false})).await.unwrap();
        assert_eq!(problems(make("audit_2026").await), refused());
        engine.update(&program, "reason_code", own, json!({"active": true})).await.unwrap();
        make("audit_2026").await.unwrap();
        engine.commit(&program, vec![Change::delete(kind("reason_code"), own)]).await.unwrap();
        assert_eq!(problems(make("audit_2026").await), refused());
    }

    async fn settings_rights_and_users_follow_the_rules_too(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        rule(&engine, json!({"action": "create"})).await;
        rule(&engine, json!({"action": "update"})).await;
        for (name, body, change) in [
            ("user", json!({"name": "B"}), json!({"name": "C"})),
            ("group", json!({"name": "G"}), json!({"members": [{"user_id": ada.to_string()}]})),
            ("role", json!({"name": "R"}), json!({"duties": [{"duty": "audit"}]})),
            ("profile", json!({"name": "P"}), json!({"description": "x"})),
            ("custom_field", json!({"record_type": "lead", "name": "x_a", "label": "A", "kind": "text"}), json!({"help": "h"})),
            ("reason_code", json!({"code": "c", "label": "C"}), json!({"label": "D"})),
            ("reason_rule", json!({"name": "N", "requirement": "none"}), json!({"requirement": "optional"})),
            ("pipeline", json!({"name": "P"}), json!({"name": "Q"})),
        ] {
            let silent = engine.user(ada).await;
            assert!(asks(engine.try_make(&silent, name, &body).await), "{name}");
            let telling = silent.clone().because(Reason::text("Because"));
            let id = engine.make(&telling, name, body).await;
            assert!(asks(engine.update(&engine.user(ada).await, name, id, change.clone()).await), "{name}");
            let telling = engine.user(ada).await.because(Reason::text("Because"));
            engine.update(&telling, name, id, change).await.unwrap();
        }
        // The program and a shell on the server bring codes of their own.
        let configuration = engine.configuration().await;
        for caller in [Caller::system(configuration.clone(), "tests"), Caller::shell(configuration, "root".into())] {
            engine.make(&caller, "group", json!({"name": "H"})).await;
        }
        let codes: Vec<(String, String)> =
            engine.rows("actor, reason_code from journal where action = 'group.created' and actor <> 'user' order by seq").await;
        assert_eq!(codes, [("system:tests".into(), "system".into()), ("cli:root".into(), "cli".into())]);
    }

    async fn batches_imports_undo_and_merges_ask_as_single_changes_do(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        let program = engine.program().await;
        let contacts = kind("contact");
        let new = |caller: &Caller, name: &str| Change::create(contacts, input(caller, contacts, &json!({"last_name": name})));
        let bulk = Operation { id: engine.database.ids().next(), kind: OperationKind::Bulk };
        let made = commit(&engine.database, &program, Batch::of(vec![new(&program, "A"), new(&program, "B")]).within(bulk)).await.unwrap();
        let other = engine.make(&program, "contact", json!({"last_name": "C"})).await;
        engine.update(&program, "contact", other, json!({"job_title": "x"})).await.unwrap();
        let seq = engine.rows::<(i64,)>("max(seq) from journal").await[0].0;
        rule(&engine, json!({"record_type": "contact"})).await;
        let silent = engine.user(ada).await;
        let before = engine.rows::<(i64,)>("count(*) from journal").await;
        let lead = Change::create(kind("lead"), input(&silent, kind("lead"), &json!({"name": "L"})));
        assert!(asks(engine.commit(&silent, vec![lead, new(&silent, "D")]).await));
        assert!(asks(undo::change(&engine.database, &silent, contacts, other, seq).await));
        assert!(asks(undo::operation(&engine.database, &silent, bulk.id).await));
        assert!(asks(merge::merge(&engine.database, &silent, contacts, made[0].id, made[1].id, Input::new()).await));
        let table = transfer::read(b"last name\nE\n", "a.csv", &transfer::Options::default()).unwrap();
        let mapping = transfer::propose(&silent.configuration.schema, &silent, contacts, &table);
        let options = import::Options::default();
        let never = std::sync::atomic::AtomicBool::new(false);
        let run = async |caller: &Caller| {
            import::run(&engine.database, caller, contacts, &table, &mapping, &options, |_| {}, &never).await
        };
        assert!(asks(run(&silent).await));
        let dry = import::dry_run(&engine.database, &silent, contacts, &table, &mapping, &options).await.unwrap();
        assert!(dry.needs_reason, "a dry run says that a reason will be asked for");
        assert_eq!(engine.rows::<(i64,)>("count(*) from journal").await, before, "nothing was written");
        let telling = silent.because(Reason::text("Because"));
        engine.commit(&telling, vec![new(&telling, "D")]).await.unwrap();
        undo::change(&engine.database, &telling, contacts, other, seq).await.unwrap();
        undo::operation(&engine.database, &telling, bulk.id).await.unwrap();
        assert_eq!(run(&telling).await.unwrap().counts.created, 1);
        let told = engine.rows::<(i64,)>("count(*) from journal where reason_text = 'Because'").await[0].0;
        assert_eq!(told, 1 + 1 + 2 + 1, "each row says why");
    }

    async fn a_merge_can_need_a_reason_of_its_own(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        let program = engine.program().await;
        let (one, two) = (
            engine.make(&program, "contact", json!({"last_name": "A"})).await,
            engine.make(&program, "contact", json!({"last_name": "A", "job_title": "x"})).await,
        );
        rule(&engine, json!({"record_type": "contact", "action": "merge"})).await;
        let silent = engine.user(ada).await;
        engine.update(&silent, "contact", one, json!({"notes": "n"})).await.unwrap();
        let merged = |caller| merge::merge(&engine.database, caller, kind("contact"), one, two, Input::new());
        assert!(asks(merged(&silent).await));
        merged(&silent.clone().because(Reason::text("The same person"))).await.unwrap();
    }
}

/// A reason as a client sends it.
async fn because(person: &Person, method: Method, path: &str, body: Json) -> Answer {
    let request = person.request(method, path).header("Change-Reason", "Because").json(&body);
    Answer::of(request.send().await.unwrap()).await
}

async fn import_job(server: &TestServer, person: &Person, name: &str, reason: Option<&str>) -> Json {
    let file = reqwest::multipart::Part::bytes(format!("last name\n{name}\n").into_bytes()).file_name("a.csv");
    let form = reqwest::multipart::Form::new().text("record_type", "contact").part("file", file);
    let mut request = person.request(Method::POST, "/imports").multipart(form);
    if let Some(reason) = reason {
        request = request.header("Change-Reason", reason);
    }
    let job = Answer::of(request.send().await.unwrap()).await.expect(202).json();
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    let mut commits = server.app.database().commits();
    let ended = async {
        loop {
            let job = person.get(&path).await.expect(200).json();
            if job["finished_at"].is_string() {
                return job;
            }
            // The job writes when it ends, if not before.
            let _moved = tokio::time::timeout(std::time::Duration::from_millis(200), commits.changed()).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), ended).await.unwrap()
}

on_both_servers! {
    async fn every_door_asks_for_the_same_reason(server: TestServer) {
        let admin = server.admin().await;
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&admin.email, PASSWORD).await;
        let id = admin.make("/contacts", json!({"last_name": "Why"})).await;
        admin.patch(&format!("/contacts/{id}"), json!({"job_title": "x"})).await.expect(200);
        admin.make("/reason_rules", json!({"name": "R", "record_type": "contact", "requirement": "required"})).await;
        let path = format!("/contacts/{id}");
        let update = json!({"operations": [{"method": "update", "id": id, "values": {"notes": "n"}}]});
        for (method, path, body) in [
            (Method::POST, "/contacts".to_owned(), json!({"last_name": "New"})),
            (Method::PATCH, path.clone(), json!({"notes": "m"})),
            (Method::POST, format!("{path}/undo"), json!({"version": 1})),
            (Method::POST, "/contacts/batch".to_owned(), update),
            (Method::DELETE, path.clone(), json!(null)),
            (Method::POST, format!("{path}/restoration"), json!({})),
        ] {
            let head = server.journal_head().await;
            let asked = Answer::of(admin.request(method.clone(), &path).json(&body).send().await.unwrap()).await;
            assert_eq!(asked.problem(422), "reason_required", "{method} {path}");
            let codes = asked.json()["codes"].as_array().unwrap().clone();
            assert!(codes.contains(&json!({"code": "privacy", "label": "Privacy request"})), "{codes:?}");
            assert_eq!(server.journal_head().await, head);
            let told = because(&admin, method.clone(), &path, body).await;
            assert!((200..300).contains(&told.status), "{method} {path}: {}", told.text);
            assert!(server.journal_head().await > head);
        }
        let form = browser.fill(&format!("{path}/edit"), &[("notes", "form")]).await;
        assert!(form.status == 422 && form.text.contains("Say why: a reason is needed to update this contact."), "{}", form.text);
        assert_eq!(browser.fill(&format!("{path}/edit"), &[("notes", "form"), ("_reason_code", "privacy")]).await.status, 303);
        let job = import_job(server, &admin, "Imported", None).await;
        assert!(job["state"] == "failed" && job.to_string().contains("Say why"), "{job}");
        let job = import_job(server, &admin, "Imported", Some("Because")).await;
        assert_eq!(job["state"], "done", "{job}");
        // A shell on the server brings the built-in code `cli`, and words where it gives some; an import asks it for words as well.
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("people.csv");
        std::fs::write(&file, "last name\nShell\n").unwrap();
        let import = ["import", "contacts", file.to_str().unwrap()];
        let (refused, text) = program::run(server, &import).await;
        assert!(refused != 0 && text.contains("--reason"), "{text}");
        let text = program::succeeded(program::run(server, &[&import[..], &["--reason", "Moved"]].concat()).await);
        let operation = text.split("beheer undo ").nth(1).unwrap().split('`').next().unwrap();
        program::succeeded(program::run(server, &["undo", operation]).await);
        server.journal_head().await;
        let events = admin.get("/journal?channel=cli&record_type=contact").await.expect(200).json();
        let reasons: Vec<_> =
            events["items"].as_array().unwrap().iter().map(|event| (&event["reason_code"], &event["reason_text"])).collect();
        assert_eq!(reasons, [(&json!("cli"), &json!(null)), (&json!("cli"), &json!("Moved"))]);
    }
}
