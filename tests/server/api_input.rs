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
}
