//! The program as an operator meets it: commands beside a server and alone, signals, files, logs, numbers, TLS.

use std::os::unix::fs::PermissionsExt as _;

use reqwest::{Client, StatusCode};
use serde_json::{Value as Json, json};

use crate::support::postgres;
use crate::support::process::{Program, until};

const PASSWORD: &str = "correct horse battery staple";
const PEOPLE: &str = "First name,Last name,E-mail\nAnna,Vos,anna@vos.example\nBob,Mull,no mail\n";

/// Runs a test of the program on SQLite and, where there is one, on an empty PostgreSQL.
async fn on_both(test: impl AsyncFn(Program)) {
    test(Program::new(None)).await;
    if let Some(url) = postgres::database(async |_| {}).await {
        test(Program::new(Some(&url))).await;
    }
}

async fn status(url: &str) -> u16 {
    Client::new().get(url).send().await.unwrap().status().as_u16()
}

/// The commands of the README, in its order.
fn administer(program: &Program, people: &str, name: &str) {
    program.run(&["import", "contacts", people, "--dry-run"], "").expect(2);
    let errors = program.data().join("errors.csv").display().to_string();
    let words = ["import", "contacts", people, "--reason", "Brought over", "--errors", &errors];
    let imported = program.run(&words, "");
    assert!(imported.err.contains("1 line created a record, 1 line failed."), "{imported:?}");
    assert!(std::fs::read_to_string(&errors).unwrap().contains("Bob,Mull,no mail"));
    let exported = program.run(&["export", "contacts", "--fields", "last_name,emails"], "").expect(0);
    assert!(exported.contains(name) && exported.contains("anna@vos.example"), "{exported}");
    let operation = imported.err.split("beheer undo ").nth(1).unwrap().split('`').next().unwrap().to_owned();
    let undone = program.run(&["undo", &operation, "--reason", "Wrong file"], "").expect(0);
    assert!(undone.starts_with("1 record taken back"), "{undone}");
    let again = program.run(&["undo", &operation, "--reason", "Twice"], "").expect(0);
    assert!(again.starts_with("Nothing was left to take back"), "{again}");
    rights_as_a_file(program);
    let pairs = program.run(&["duplicates", "contacts"], "");
    assert_eq!((pairs.code, pairs.out.as_str(), pairs.err.as_str()), (Some(0), "", "0 pairs.\n"));
    let never = program.run(&["duplicates", "deals"], "");
    assert_eq!((never.code, never.err.as_str()), (Some(1), "beheer: Deals are not compared with each other.\n"));
    let unknown = program.run(&["undo", "01890000-0000-7000-8000-000000000000", "--reason", "No"], "");
    assert!(unknown.code == Some(1) && unknown.err.contains("There is no operation 01890000-"), "{unknown:?}");
    let unknown = program.run(&["key", "create", "--user", "nobody@example.org", "--name", "x"], "");
    assert_eq!(
        (unknown.code, unknown.err.as_str()),
        (Some(1), "beheer: email: There is no user nobody@example.org.\n")
    );
    assert!(program.run(&["journal", "verify"], "").expect(0).starts_with("The journal is whole: "));
}

fn rights_as_a_file(program: &Program) {
    let rights = program.run(&["rights", "export"], "").expect(0);
    let path = program.file("rights.toml", &rights);
    program.run(&["rights", "plan", &path, "--prune"], "").expect(0);
    let more =
        program.file("more.toml", &format!("{rights}\n[[group]]\nname = \"Night shift\"\nroles = [\"Sales\"]\n"));
    let plan = program.run(&["rights", "plan", &more], "");
    let told = "+ group Night shift\n    + name \"Night shift\"\n    + roles \"Sales\"\n";
    assert_eq!((plan.code, plan.out.as_str()), (Some(2), told), "{plan:?}");
    assert!(plan.err.contains("Nobody may do more or less by it."), "{plan:?}");
    let applied = program.run(&["rights", "apply", &more, "--reason", "A new shift"], "");
    assert!(applied.code == Some(0) && applied.err.contains("takes it back"), "{applied:?}");
    let pruned = program.run(&["rights", "apply", &path, "--prune", "--reason", "No new shift"], "").expect(0);
    assert_eq!(pruned, "- group Night shift\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_do_the_same_beside_a_server_and_alone() {
    on_both(async |mut program| {
        let people = program.file("people.csv", PEOPLE);
        program.start().await;
        let link = program.said().lines().find(|line| line.contains("/setup?token=")).unwrap().to_owned();
        assert_eq!(status(&link).await, 200);
        let key = program.first_key(PASSWORD);
        assert_eq!(status(&link).await, 403, "there is an administrator, so the link is dead");
        administer(&program, &people, "Vos");
        let history = Client::new().get(format!("{}/api/v1/journal?limit=200", program.url)).bearer_auth(&key);
        let history: Json = history.send().await.unwrap().json().await.unwrap();
        let rows = history["items"].as_array().unwrap();
        for (action, kind, reason) in
            [("contact.created", "import", "Brought over"), ("contact.deleted", "undo", "Wrong file")]
        {
            let row = rows.iter().find(|row| row["action"] == action).unwrap_or_else(|| panic!("{history}"));
            let by =
                ["operation_kind", "reason_text", "reason_code", "channel"].map(|name| row[name].as_str().unwrap());
            assert_eq!(by, [kind, reason, "cli", "cli"]);
            assert!(
                row["actor"].as_str().is_some_and(|actor| actor.starts_with("cli:") && actor != "cli:unknown"),
                "{row}"
            );
        }
        program.stop().await;
        administer(&program, &people, "Vos");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_data_folder_has_one_server_and_is_its_owners_only() {
    let mut program = Program::new(None);
    program.start().await;
    let mode = |name: &str| program.data().join(name).metadata().unwrap().permissions().mode() & 0o777;
    for (name, wanted) in
        [("", 0o700), ("beheer.db", 0o600), ("beheer.db-wal", 0o600), ("master.key", 0o600), ("control.sock", 0o600)]
    {
        assert_eq!(mode(name), wanted, "{name}");
    }
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"]] {
        let refused = program.run(words, "");
        assert!(
            refused.code == Some(1) && refused.err.contains("A server is running on this data folder."),
            "{refused:?}"
        );
    }
    // A socket that a killed server left behind is no server.
    program.signal("KILL");
    assert!(!program.ended().await.success() && program.data().join("control.sock").exists());
    program.run(&["journal", "verify"], "").expect(0);
    program.start().await;
    program.run(&["journal", "verify"], "").expect(0);
    program.stop().await;
    assert!(!program.data().join("control.sock").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_start_at_once_share_one_installation() {
    on_both(async |program| {
        let begun: Vec<_> = (0..4).map(|_| program.begin(&["journal", "verify"], "")).collect();
        let said: Vec<_> = begun.into_iter().map(|begun| begun.end().expect(0)).collect();
        assert!(said.iter().all(|line| *line == said[0]), "{said:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_with_another_master_key_is_refused() {
    let Some(url) = postgres::database(async |_| {}).await else { return };
    Program::new(Some(&url)).run(&["journal", "verify"], "").expect(0);
    let elsewhere = Program::new(Some(&url));
    let refused = elsewhere.run(&["key", "create", "--user", "you@example.org", "--name", "x"], "");
    assert!(refused.code == Some(1) && refused.err.contains("made with another master key"), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_signal_drains_and_the_second_ends_at_once() {
    let mut program = Program::new(None).with("BEHEER_LISTEN__DRAIN_SECONDS", "300");
    program.start().await;
    program.signal("TERM");
    until("the drain", async || status(&format!("{}/health/ready", program.url)).await == 503).await;
    assert_eq!(status(&format!("{}/health/live", program.url)).await, 200, "it serves on");
    program.signal("INT");
    assert_eq!(program.ended().await.code(), Some(130));
    program.run(&["journal", "verify"], "").expect(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_installation_that_nobody_watches_gets_its_first_administrator_from_the_settings() {
    on_both(async |program| {
        let password = program.file("password", &format!("{PASSWORD}\n"));
        let mut program =
            program.with("BEHEER_ADMIN__EMAIL", "ops@example.org").with("BEHEER_ADMIN__PASSWORD_FILE", &password);
        for _ in 0..2 {
            program.start().await;
            assert_eq!(program.said(), "", "no link");
            let body = json!({"email": "ops@example.org", "password": PASSWORD});
            let answer =
                Client::new().post(format!("{}/api/v1/session", program.url)).json(&body).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
            program.stop().await;
        }
        let shown = program.run(&["config"], "").expect(0);
        assert!(
            !shown.contains(PASSWORD) && shown.contains(&format!("(file {password}, named by environment variable"))
        );
        let wrong = program.with("BEHEER_LOG__LEVEL", "loud").with("BEHEER_LISTEN__ADRES", "1");
        let refused = wrong.run(&["journal", "verify"], "");
        assert!(
            refused.code == Some(1)
                && refused.err.contains("\n  listen.adres: There is no such key. Did you mean listen.address?")
        );
        assert!(refused.err.contains("\n  log.level: \"loud\" is not a level."), "{refused:?}");
    })
    .await;
}

/// A day of requests, good and bad, with the names and secrets of a person in every place where some could stand.
async fn a_day(program: &Program, key: &str) {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let api = |path: &str| format!("{}/api/v1{path}", program.url);
    let contact = json!({"first_name": "Wilhelmina", "last_name": "Zonderland", "emails": [{"value": "mina@zonderland.example"}], "phones": [{"value": "+31 6 98765432"}]});
    let asked = |request: reqwest::RequestBuilder| async move { request.bearer_auth(key).send().await.unwrap() };
    let made: Json = asked(client.post(api("/contacts")).json(&contact)).await.json().await.unwrap();
    let path = api(&format!("/contacts/{}", made["id"].as_str().unwrap()));
    asked(
        client.patch(&path).header("Change-Reason", "Zonderland married").json(&json!({"last_name": "Zonderland-Vos"})),
    )
    .await;
    asked(client.patch(&path).json(&json!({"Zonderland": "x", "last_name": 5}))).await;
    for query in
        ["q=zonderland", "filter=last_name eq \"Zonderland\"", "filter=last_name eq Zonderland", "cursor=Zonderland"]
    {
        asked(client.get(api("/contacts")).query(&[query.split_once('=').unwrap()])).await;
    }
    asked(
        client.post(api("/contacts")).header("content-type", "application/json").body("{\"last_name\": \"Zonderland\""),
    )
    .await;
    asked(client.get(api("/Zonderland"))).await;
    for password in [PASSWORD, "Zonderland-password"] {
        for email in ["you@example.org", "mina@zonderland.example"] {
            client.post(api("/session")).json(&json!({"email": email, "password": password})).send().await.unwrap();
            let form = [("email", email), ("password", password)];
            let origin = program.url.clone();
            client.post(format!("{}/sign-in", program.url)).header("origin", origin).form(&form).send().await.unwrap();
        }
    }
    client.get(api("/contacts")).bearer_auth("bhr_Zonderland").send().await.unwrap();
    client.get(api("/contacts")).header("cookie", "beheer_session=Zonderland").send().await.unwrap();
    client.get(format!("{}/setup?token=Zonderland", program.url)).send().await.unwrap();
    client.get(format!("{}/contacts?q=Zonderland", program.url)).send().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_at_debug_level_leaves_no_person_and_no_secret_in_the_log() {
    on_both(async |program| {
        let mut program = program.with("BEHEER_LOG__LEVEL", "debug").with("BEHEER_LOG__FORMAT", "json");
        let people = program.file("zonderland.csv", &PEOPLE.replace("Vos", "Zonderland"));
        program.start().await;
        let key = program.first_key(PASSWORD);
        administer(&program, &people, "Zonderland");
        a_day(&program, &key).await;
        program.stop().await;
        let log = program.log();
        for line in log.lines() {
            assert!(serde_json::from_str::<Json>(line).unwrap()["level"].is_string(), "{line}");
        }
        assert!(log.contains("\"request.id\""), "the day is in the log");
        for secret in [
            "onderland",
            "wilhelmina",
            "Wilhelmina",
            "you@example.org",
            "98765432",
            "Yolanda",
            "@",
            "married",
            PASSWORD,
            "Brought over",
            &key[4..],
        ] {
            let line = log.lines().find(|line| line.contains(secret));
            assert_eq!(line.filter(|line| !line.contains("/api/v1/Zonderland")), None, "{secret}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_have_few_labels_whatever_is_asked_for() {
    let mut program = Program::new(None);
    program.start().await;
    let client = Client::new();
    let key = program.first_key(PASSWORD);
    let numbers = async || client.get(format!("{}/metrics", program.url)).send().await.unwrap().text().await.unwrap();
    let ask = async |round: u32| {
        for path in [
            "contacts",
            "api/v1/contacts",
            "api/v1/contacts/01890000-0000-7000-8000-00000000000",
            "api/v1/x",
            "x/y",
            "setup?token=",
            "health/x",
        ] {
            client.get(format!("{}/{path}{round}", program.url)).bearer_auth(&key).send().await.unwrap();
            client.get(format!("{}/{path}", program.url)).bearer_auth(&key).send().await.unwrap();
        }
    };
    ask(1).await;
    let first = numbers().await;
    for round in 2..9 {
        ask(round).await;
    }
    let then = numbers().await;
    let series = |text: &str| {
        text.lines()
            .filter_map(|line| Some(line.rsplit_once(' ')?.0.to_owned()))
            .collect::<std::collections::BTreeSet<_>>()
    };
    // What the second look saw for the first time is the first look itself.
    let new: Vec<_> = series(&then).difference(&series(&first)).cloned().collect();
    assert!(new.iter().all(|line| line.contains("route=\"/metrics\"") || line.contains("route=\"other\"")), "{new:?}");
    assert!(then.contains("route=\"/contacts/{id}\"") && !then.contains("01890000"), "{then}");
    program.stop().await;

    let mut apart = Program::new(None).with("BEHEER_METRICS__ADDRESS", "127.0.0.1:0");
    apart.start().await;
    assert_ne!(status(&format!("{}/metrics", apart.url)).await, 200);
    apart.stop().await;
    let mut closed = Program::new(None).with("BEHEER_METRICS__ENABLED", "false");
    closed.start().await;
    assert_ne!(status(&format!("{}/metrics", closed.url)).await, 200);
    closed.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_tls_cookies_are_secure_links_are_https_and_a_renewed_certificate_is_taken_up() {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
    let program = Program::new(None);
    let certificate = program.file("c.pem", &made.cert.pem());
    let key = program.file("k.pem", &made.signing_key.serialize_pem());
    let mut program = program.with("BEHEER_TLS__CERTIFICATE", &certificate).with("BEHEER_TLS__KEY", &key);
    program.start().await;
    assert!(program.said().contains("\nhttps://127.0.0.1:"), "{}", program.said());
    program.first_key(PASSWORD);
    let trusted = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let client = Client::builder().tls_certs_only([trusted]).build().unwrap();
    let body = json!({"email": "you@example.org", "password": PASSWORD});
    let answer = client.post(format!("{}/api/v1/session", program.url)).json(&body).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("; Secure") && cookie.contains("; HttpOnly"), "{cookie}");

    // The files are renewed, one after the other as such tools do, and nobody starts anything again.
    let renewed = rcgen::generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
    program.file("c.pem", &renewed.cert.pem());
    program.file("k.pem", &renewed.signing_key.serialize_pem());
    let trusted = reqwest::Certificate::from_pem(renewed.cert.pem().as_bytes()).unwrap();
    let live = format!("{}/health/live", program.url);
    until("the new certificate", async || {
        let client = Client::builder().tls_certs_only([trusted.clone()]).build().unwrap();
        client.get(&live).send().await.is_ok_and(|answer| answer.status() == 200)
    })
    .await;
    assert!(program.log().contains("The new certificate is in use."), "{}", program.log());
    program.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_server_leaves_the_database_alone() {
    let Some(url) = postgres::database(async |_| {}).await else { return };
    let mut program = Program::new(Some(&url));
    program.start().await;
    program.first_key(PASSWORD);
    let mut watcher = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
    let quiet = "select coalesce(extract(epoch from now() - max(query_start)), 0)::float8 from pg_stat_activity \
                 where application_name = 'beheer' and datname = current_database()";
    // Five a minute would be one in twelve seconds.
    until("twelve seconds without a query", async || {
        let row = sqlx::Executor::fetch_one(&mut watcher, quiet).await.unwrap();
        sqlx::Row::get::<f64, _>(&row, 0) > 12.0
    })
    .await;
    program.stop().await;
}
