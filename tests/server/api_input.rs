//! Broken, hostile and misplaced input: the right problem each time, and nothing written.

use reqwest::Method;
use serde_json::json;

use crate::support::server::Answer;

/// Bodies of POST /contacts with the status they get.
fn bodies() -> Vec<(String, u16)> {
    let deep = |depth: usize| format!("{{\"last_name\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    let plain = [
        ("", 400),
        ("{", 400),
        ("{\"last_name\":\"x\"", 400),
        ("{\"last_name\":\"x\",\"last_name\":\"y\"}", 400),
        ("{\"last_name\":\"\\ud800\"}", 400),
        ("{\"last_name\":\"x\"} trailing", 400),
        ("\u{feff}{\"last_name\":\"x\"}", 400),
        ("{\"last_name\":1e999}", 400),
        ("{\"last_name\":\"\\u0000\"}", 422),
        ("{\"last_name\":\"\\u0007\"}", 422),
        ("[]", 422),
        ("null", 422),
        ("\"text\"", 422),
        ("{}", 422),
        ("{\"last_name\":null}", 422),
        ("{\"last_name\":\"\"}", 422),
        ("{\"last_name\":\"  \"}", 422),
        ("{\"last_name\":12}", 422),
        ("{\"last_name\":{\"a\":1}}", 422),
        ("{\"last_name\":\"x\",\"nonsense\":1}", 422),
        ("{\"last_name\":\"x\",\"id\":\"0190c3f0-0000-7000-8000-000000000001\"}", 422),
        ("{\"last_name\":\"x\",\"version\":9}", 422),
        ("{\"last_name\":\"x\",\"created_at\":\"2026-01-01T00:00:00Z\"}", 422),
        ("{\"last_name\":\"x\",\"organisation_id\":\"0190c3f0-0000-7000-8000-000000000001\"}", 422),
        ("{\"last_name\":\"x\",\"organisation_id\":\"' or 1=1 --\"}", 422),
        ("{\"last_name\":\"x\",\"birthday\":\"2026-02-30\"}", 422),
        ("{\"last_name\":\"x\",\"consent\":\"perhaps\"}", 422),
        ("{\"last_name\":\"x\",\"emails\":[{\"value\":\"not an address\"}]}", 422),
        ("{\"last_name\":\"x\",\"emails\":[{\"value\":\"a@b.c\",\"nonsense\":1}]}", 422),
        ("{\"last_name\":\"x\",\"emails\":{\"value\":\"a@b.c\"}}", 422),
    ];
    let mut all: Vec<(String, u16)> = plain.map(|(body, status)| (body.to_owned(), status)).to_vec();
    all.push((deep(31), 422));
    all.push((deep(64), 400));
    all.push((deep(10_000), 400));
    all.push((format!("{{\"last_name\":\"{}\"}}", "x".repeat(201)), 422));
    all.push((format!("{{\"last_name\":\"{}\"}}", "x".repeat(2 << 20)), 413));
    all
}

/// Addresses with the status that GET gets.
const ADDRESSES: [(&str, u16); 24] = [
    ("/nonsense", 404),
    ("/contacts/nonsense", 404),
    ("/contacts/0190c3f0-0000-7000-8000-000000000001", 404),
    ("/contacts/0190c3f0-0000-7000-8000-000000000001/history", 404),
    ("/contacts/%00", 404),
    ("/contacts?nonsense=1", 422),
    ("/contacts?limit=0", 422),
    ("/contacts?limit=201", 422),
    ("/contacts?limit=-1", 422),
    ("/contacts?limit=1&limit=2", 422),
    ("/contacts?cursor=nonsense", 422),
    ("/contacts?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 422),
    ("/contacts?filter=nonsense", 422),
    ("/contacts?filter=last_name+eq+%22x%22+or", 422),
    ("/contacts?filter=password_hash+pr", 422),
    ("/contacts?filter=%27%3B+drop+table+contacts%3B--", 422),
    ("/users?filter=password_hash+sw+%22%24%22", 422),
    ("/contacts?sort=nonsense", 422),
    ("/contacts?sort=emails", 422),
    ("/contacts?fields=nonsense", 422),
    ("/contacts?expand=nonsense", 422),
    ("/contacts?bin=maybe", 422),
    ("/contacts?q=%00", 422),
    ("/contacts?q=%ff", 400),
];

on_both_servers! {
    async fn broken_bodies_are_refused_and_nothing_is_written(server: TestServer) {
        let admin = server.admin().await;
        let id = admin.make("/contacts", json!({"last_name": "Here"})).await;
        let head = server.journal_head().await;
        for (body, status) in bodies() {
            let shown: String = body.chars().take(80).collect();
            for (method, path) in [(Method::POST, "/contacts".to_owned()), (Method::PATCH, format!("/contacts/{id}"))] {
                // An empty patch is a patch.
                if body == "{}" && method == Method::PATCH {
                    continue;
                }
                let request = admin.request(method, &path).header("Content-Type", "application/json").body(body.clone());
                let answer = Answer::of(request.send().await.unwrap()).await;
                assert_eq!(answer.status, status, "{path} {shown}: {}", answer.text);
                answer.problem(status);
            }
        }
        assert_eq!(server.journal_head().await, head);
    }

    async fn wrong_addresses_methods_and_forms_are_named(server: TestServer) {
        let admin = server.admin().await;
        for (path, status) in ADDRESSES {
            let answer = admin.get(path).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.text);
            answer.problem(status);
        }
        let put = Answer::of(admin.request(Method::PUT, "/contacts").send().await.unwrap()).await;
        assert_eq!((put.problem(405).as_str(), put.header("allow")), ("method_not_allowed", Some("GET, HEAD, POST")));
        let xml = admin.request(Method::POST, "/contacts").header("Content-Type", "application/xml").body("<a/>");
        assert_eq!(Answer::of(xml.send().await.unwrap()).await.problem(415), "unsupported_media_type");
        let html = admin.request(Method::GET, "/contacts").header("Accept", "text/html");
        assert_eq!(Answer::of(html.send().await.unwrap()).await.problem(406), "not_acceptable");
        for accept in ["*/*", "text/html, application/*;q=0.1", "application/json; charset=utf-8"] {
            let taken = admin.request(Method::GET, "/contacts").header("Accept", accept);
            Answer::of(taken.send().await.unwrap()).await.expect(200);
        }
        let nowhere = Answer::of(server.request(Method::GET, "/api/v2/contacts").send().await.unwrap()).await;
        assert_eq!(nowhere.problem(404), "not_found");
    }

    async fn hostile_text_is_only_text(server: TestServer) {
        let admin = server.admin().await;
        for text in ["'; drop table contacts; --", "<script>alert(1)</script>", "{{7*7}}", "%s%n", "\u{202e}\u{10ffff}", "\\\"\\u0000"] {
            let id = admin.make("/contacts", json!({"last_name": text})).await;
            assert_eq!(admin.get(&format!("/contacts/{id}")).await.json()["last_name"], text);
            let filter = format!("last_name eq {}", json!(text));
            let found = admin.request(Method::GET, "/contacts").query(&[("filter", filter.as_str())]).send().await.unwrap();
            assert_eq!(Answer::of(found).await.expect(200).json()["items"][0]["id"], json!(id), "{text}");
        }
    }

    async fn what_is_larger_than_a_limit_is_refused_and_what_is_as_large_is_taken(server: TestServer) {
        let admin = server.admin().await;
        let head = server.journal_head().await;
        let filtered = async |filter: String| {
            let request = admin.request(Method::GET, "/contacts").query(&[("filter", filter)]);
            Answer::of(request.send().await.unwrap()).await
        };
        let long = |length: usize| format!("last_name co \"{}\"", "x".repeat(length - 15));
        filtered(long(4_096)).await.expect(200);
        assert_eq!(filtered(long(4_097)).await.problem(422), "invalid");
        let deep = |depth: usize| format!("{}last_name pr{}", "not (".repeat(depth), ")".repeat(depth));
        filtered(deep(15)).await.expect(200);
        assert_eq!(filtered(deep(40)).await.problem(422), "invalid");
        assert_eq!(admin.get(&format!("/contacts?q={}", "x".repeat(201))).await.problem(422), "invalid");

        let contact = json!({"last_name": "x"});
        for (name, longest) in [("Change-Reason", 1_000), ("Change-Reason-Code", 60), ("Idempotency-Key", 128)] {
            let request = admin.request(Method::POST, "/contacts").header(name, "x".repeat(longest + 1)).json(&contact);
            assert_eq!(Answer::of(request.send().await.unwrap()).await.problem(422), "invalid", "{name}");
        }
        let padded = |bytes: usize| format!("{{\"last_name\":1{}}}", " ".repeat(bytes - 15));
        let send = async |body: String| {
            let request = admin.request(Method::POST, "/contacts").header("Content-Type", "application/json").body(body);
            Answer::of(request.send().await.unwrap()).await
        };
        assert_eq!(send(padded(1 << 20)).await.problem(422), "invalid", "it is read whole");
        assert_eq!(send(padded((1 << 20) + 1)).await.problem(413), "too_large");
        let many = vec![json!({"method": "create", "values": contact}); 1_001];
        assert_eq!(admin.post("/contacts/batch", json!({"operations": many})).await.problem(422), "invalid");
        let emails = vec![json!({"value": "a@example.org"}); 21];
        assert_eq!(admin.post("/contacts", json!({"last_name": "x", "emails": emails})).await.problem(422), "invalid");
        // A head that is too large is answered by the connection itself, or ends it.
        let huge = admin.request(Method::GET, "/contacts").header("X-Huge", "x".repeat(1 << 20)).send().await;
        assert!(huge.is_err() || huge.is_ok_and(|answer| answer.status() == 431));
        admin.get("/contacts").await.expect(200);
        assert_eq!(server.journal_head().await, head);
    }

    async fn a_patch_merges_and_one_without_a_change_writes_nothing(server: TestServer) {
        let admin = server.admin().await;
        let body = json!({"last_name": "Merge", "first_name": "Anna", "emails": [{"value": "a@example.org"}, {"value": "b@example.org"}]});
        let path = format!("/contacts/{}", admin.make("/contacts", body).await);
        let patch = async |body: &serde_json::Value, media_type: &str| {
            let request = admin.request(Method::PATCH, &path).header("Content-Type", media_type).body(body.to_string());
            Answer::of(request.send().await.unwrap()).await
        };
        let one = json!({"first_name": null, "emails": [{"value": "c@example.org"}]});
        let merged = patch(&one, "application/merge-patch+json").await.expect(200).json();
        assert_eq!((&merged["last_name"], &merged["first_name"]), (&json!("Merge"), &json!(null)));
        assert_eq!(merged["emails"], json!([{"type": null, "value": "c@example.org"}]), "lists are replaced whole");
        let head = server.journal_head().await;
        for same in [json!({}), one.clone(), json!({"last_name": "Merge"})] {
            let answer = patch(&same, "application/json; charset=utf-8").await.expect(200);
            assert_eq!((answer.header("etag"), &answer.json()["version"]), (Some("\"2\""), &json!(2)), "{same}");
        }
        assert_eq!(server.journal_head().await, head);
        assert_eq!(patch(&one, "application/json-patch+json").await.problem(415), "unsupported_media_type");
        assert_eq!(patch(&json!([]), "application/json").await.problem(422), "invalid");
    }

    async fn tags_that_do_not_fit_stop_every_write(server: TestServer) {
        let admin = server.admin().await;
        let id = admin.make("/contacts", json!({"last_name": "Tags"})).await;
        let head = server.journal_head().await;
        let path = format!("/contacts/{id}");
        for (method, path) in [(Method::PATCH, path.clone()), (Method::DELETE, path.clone())] {
            for (tag, status) in [("\"7\"", 412), ("\"of another\"", 422), ("\"another\"", 412), ("W/\"1\"", 412), ("1", 422), ("", 422)] {
                let request = admin.request(method.clone(), &path).header("If-Match", tag).json(&json!({"last_name": "x"}));
                let answer = Answer::of(request.send().await.unwrap()).await;
                assert_eq!(answer.status, status, "{method} {tag}: {}", answer.text);
                answer.problem(status);
            }
        }
        assert_eq!(server.journal_head().await, head);
        let several = admin.request(Method::PATCH, &path).header("If-Match", "\"7\", \"1\"").json(&json!({"last_name": "x"}));
        Answer::of(several.send().await.unwrap()).await.expect(200);
        for (given, status) in [("\"2\"", 304), ("W/\"2\"", 304), ("*", 304), ("\"1\", \"2\"", 304), ("\"1\"", 200)] {
            let answer = admin.request(Method::GET, &path).header("If-None-Match", given).send().await.unwrap();
            assert_eq!(answer.status(), status, "{given}");
        }
    }
}
