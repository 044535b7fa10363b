//! Who did what, by which door and why: one row for each change whatever the door, and whoever asks is told where rows were touched.

use beheer::database::Engine;
use reqwest::Method;
use reqwest::multipart::{Form as Upload, Part};
use serde_json::{Value as Json, json};

use crate::support::pages::{Console, PASSWORD};
use crate::support::program;
use crate::support::server::{Answer, Person, TestServer};

/// What the journal holds of the last change, after a look that there was just one.
async fn last(server: &TestServer, admin: &Person, id: &str, head: &mut i64) -> Json {
    let now = server.journal_head().await;
    assert_eq!(now, *head + 1, "one row for one change");
    *head = now;
    let page = admin.get("/journal?limit=1").await.expect(200).json();
    let event = page["items"][0].clone();
    assert_eq!((&event["position"], &event["record_id"]), (&json!(now), &json!(id)));
    event
}

/// Asserts door, operation, actor, reason, and the job title before and after.
#[track_caller]
fn says(
    event: &Json,
    door: (&str, Option<&str>),
    actor: (&str, Option<&str>),
    why: [Option<&str>; 2],
    titles: [&str; 2],
) {
    assert_eq!((&event["channel"], &event["operation_kind"]), (&json!(door.0), &json!(door.1)), "{event}");
    assert_eq!((&event["actor"], &event["actor_id"]), (&json!(actor.0), &json!(actor.1)), "{event}");
    assert_eq!([&event["reason_code"], &event["reason_text"]], [&json!(why[0]), &json!(why[1])], "{event}");
    let change = json!([{"field": "job_title", "before": titles[0], "after": titles[1]}]);
    assert_eq!((&event["action"], &event["changes"]), (&json!("contact.updated"), &change), "{event}");
}

/// Brings in a file that changes the record, and waits for the job.
async fn import(server: &TestServer, admin: &Person, title: &str) {
    let columns = json!([{"column": "id", "target": "external_id"}, {"column": "job", "target": "job_title"}]);
    let mapping = json!({"record_type": "contact", "columns": columns, "match_on": ["external_id"], "mode": "update"});
    let file = Part::bytes(format!("id,job\n7,{title}\n").into_bytes()).file_name("a.csv");
    let form = Upload::new().text("record_type", "contact").text("mapping", mapping.to_string()).part("file", file);
    let sent =
        admin.request(Method::POST, "/imports").header("Change-Reason", "From a file").multipart(form).send().await;
    let job = Answer::of(sent.unwrap()).await.expect(202).json();
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    let mut commits = server.app.database().commits();
    let ended = async {
        while admin.get(&path).await.expect(200).json()["state"] != "done" {
            let _moved = tokio::time::timeout(std::time::Duration::from_millis(200), commits.changed()).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), ended).await.unwrap();
}

/// Does something behind everybody's back.
async fn touch(server: &TestServer, sql: String) {
    let sql: &'static str = Box::leak(sql.into_boxed_str());
    server.app.database().write(move |transaction| Box::pin(transaction.on().script(sql))).await.unwrap();
}

on_both_servers! {
    async fn a_change_by_any_door_leaves_one_row_that_says_who_how_and_why(server: TestServer) {
        let admin = server.admin().await;
        let me = ("user", Some(admin.id.to_string()));
        let me = (me.0, me.1.as_deref());
        let console = Console::of(&server.app).await;
        let mut browser = console.browser();
        browser.sign_in(&admin.email, PASSWORD).await;
        let id = admin.make("/contacts", json!({"last_name": "Door", "external_id": "7", "job_title": "A"})).await;
        let path = format!("/contacts/{id}");
        let mut head = server.journal_head().await;

        let request = admin.request(Method::PATCH, &path).header("Change-Reason-Code", "correction").header("Change-Reason", "Asked");
        Answer::of(request.json(&json!({"job_title": "B"})).send().await.unwrap()).await.expect(200);
        let event = last(server, &admin, &id, &mut head).await;
        says(&event, ("api", None), me, [Some("correction"), Some("Asked")], ["A", "B"]);
        let seq = event["seq"].clone();

        browser.fill(&format!("{path}/edit"), &[("job_title", "C"), ("_reason", "In the form")]).await;
        says(&last(server, &admin, &id, &mut head).await, ("console", None), me, [None, Some("In the form")], ["B", "C"]);

        let update = json!({"operations": [{"method": "update", "id": id, "values": {"job_title": "B"}}]});
        let request = admin.request(Method::POST, "/contacts/batch").header("Change-Reason", "All of them").json(&update);
        Answer::of(request.send().await.unwrap()).await.expect(200);
        says(&last(server, &admin, &id, &mut head).await, ("api", Some("bulk")), me, [None, Some("All of them")], ["C", "B"]);

        let request = admin.request(Method::POST, &format!("{path}/undo")).header("Change-Reason-Code", "agreement");
        Answer::of(request.json(&json!({"seq": seq})).send().await.unwrap()).await.expect(200);
        says(&last(server, &admin, &id, &mut head).await, ("api", Some("undo")), me, [Some("agreement"), None], ["B", "A"]);

        import(server, &admin, "D").await;
        let event = last(server, &admin, &id, &mut head).await;
        says(&event, ("api", Some("import")), me, [None, Some("From a file")], ["A", "D"]);

        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("people.csv");
        std::fs::write(&file, "external id,job title\n7,E\n").unwrap();
        let words = ["import", "contacts", file.to_str().unwrap(), "--mode", "update", "--match", "external_id", "--reason", "By hand"];
        let text = program::succeeded(program::run(server, &words).await);
        let shell = format!("cli:{}", program::os_user());
        let shell = (shell.as_str(), None);
        says(&last(server, &admin, &id, &mut head).await, ("cli", Some("import")), shell, [Some("cli"), Some("By hand")], ["D", "E"]);
        let operation = text.split("beheer undo ").nth(1).unwrap().split('`').next().unwrap();
        program::succeeded(program::run(server, &["undo", operation, "--reason", "Wrong file"]).await);
        says(&last(server, &admin, &id, &mut head).await, ("cli", Some("undo")), shell, [Some("cli"), Some("Wrong file")], ["E", "D"]);

        // What is so already is no change by any of them.
        admin.patch(&path, json!({"job_title": "D"})).await.expect(200);
        browser.fill(&format!("{path}/edit"), &[("job_title", "D")]).await;
        import(server, &admin, "D").await;
        assert_eq!(server.journal_head().await, head);
    }

    async fn whoever_proves_the_journal_is_told_the_first_position_that_does_not_fit(server: TestServer) {
        let admin = server.admin().await;
        for name in ["A", "B", "C", "D", "E", "F"] {
            admin.make("/contacts", json!({"last_name": name})).await;
        }
        let end = server.journal_head().await;
        touch(server, "create table kept as select * from journal; create table kept_head as select * from journal_head".into()).await;
        let overriding = if server.app.database().engine() == Engine::Sqlite { "" } else { "overriding system value" };
        let swap = |one: i64, two: i64| format!(
            "update journal set position = -1 where position = {one}; update journal set position = {one} where position = {two}; \
             update journal set position = {two} where position = -1"
        );
        let proof = async || admin.get("/journal/verification").await.expect(200).json();
        assert_eq!(proof().await, json!({"verified": end, "broken": null}));
        let text = program::succeeded(program::run(server, &["journal", "verify"]).await);
        assert!(text.contains(&format!("whole: {end} changes")), "{text}");
        for (what, sql, first) in [
            ("altered", format!("update journal set reason_text = 'I was asked to' where position = {end} - 3"), end - 3),
            ("the first altered", "update journal set at = at - 1 where position = 1".into(), 1),
            ("the last altered", format!("update journal set actor_id = null where position = {end}"), end),
            ("the first removed", "delete from journal where position = 1".into(), 1),
            ("removed", format!("delete from journal where position = {end} - 4"), end - 4),
            ("two removed", format!("delete from journal where position in ({end} - 4, {end} - 2)"), end - 4),
            ("neighbours swapped", swap(end - 3, end - 2), end - 3),
            ("two far apart swapped", swap(2, end - 1), 2),
            ("the last cut off", format!("delete from journal where position = {end}"), end),
            ("a tail cut off", format!("delete from journal where position > {end} - 5"), end - 4),
            ("all cut off", "delete from journal".into(), 1),
            ("the head turned back", format!("update journal_head set position = {end} - 2"), end - 2),
            ("a hash of one's own", format!("update journal set hash = digest where position = {end} - 1"), end - 1),
        ] {
            touch(server, sql).await;
            let found = proof().await;
            assert_eq!(found["broken"]["position"], json!(first), "{what}: {found}");
            assert_eq!(found["verified"], json!(first - 1), "{what}: {found}");
            if matches!(what, "altered" | "a tail cut off") {
                let (code, text) = program::run(server, &["journal", "verify"]).await;
                assert!(code == 1 && text.contains(&format!("broken at position {first}:")), "{what}: {code} {text}");
            }
            touch(server, format!(
                "delete from journal; delete from journal_head; insert into journal {overriding} select * from kept; \
                 insert into journal_head select * from kept_head"
            )).await;
        }
        assert_eq!(proof().await, json!({"verified": end, "broken": null}));
    }
}
