//! Attachments as uploads and downloads, live events, and the documentation.

use std::time::Duration;

use futures::StreamExt as _;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::support::server::{Answer, Person};

async fn upload(person: &Person, about: &str, name: &str, bytes: Vec<u8>) -> Answer {
    let file = Part::bytes(bytes).file_name(name.to_owned()).mime_str("text/html").unwrap();
    let about = json!({"type": "contact", "id": about}).to_string();
    let form = Form::new().text("about", about).part("file", file);
    Answer::of(person.request(Method::POST, "/attachments").multipart(form).send().await.unwrap()).await
}

/// Reads a stream of events until this text is in it.
async fn until(response: &mut reqwest::Response, wanted: &str) -> String {
    let mut text = String::new();
    let read = async {
        while !text.contains(wanted) {
            let chunk = response.chunk().await.unwrap().expect("the stream goes on");
            text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(20), read).await.expect(wanted);
    text
}

on_both_servers! {
    async fn a_file_is_attached_downloaded_and_never_shown_by_a_browser(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let contact = admin.make("/contacts", json!({"last_name": "Files"})).await;
        let made = upload(&admin, &contact, "rapport é.html", b"<script>".to_vec()).await.expect(201);
        let attachment = made.json();
        assert_eq!((&attachment["size"], &attachment["media_type"]), (&json!("8"), &json!("text/html")));
        let path = format!("/attachments/{}/content", attachment["id"].as_str().unwrap());
        let content = admin.get(&path).await.expect(200);
        assert_eq!(content.text, "<script>");
        assert_eq!(content.header("x-content-type-options"), Some("nosniff"));
        assert!(content.header("content-disposition").unwrap().starts_with("attachment; filename=\"rapport _.html\"; filename*=UTF-8''rapport%20%C3%A9.html"));
        let tag = content.header("etag").unwrap().to_owned();
        let same = admin.request(Method::GET, &path).header("If-None-Match", tag).send().await.unwrap();
        assert_eq!(same.status(), 304);
        assert_eq!(rep.get(&path).await.problem(404), "not_found");
        assert_eq!(upload(&rep, &contact, "x", vec![1]).await.problem(422), "invalid");
        assert_eq!(admin.post("/attachments", json!({"name": "x"})).await.problem(415), "unsupported_media_type");
        let bare = json!({"operations": [{"method": "create", "values": {"name": "x", "about": {"type": "contact", "id": contact}}}]});
        assert_eq!(admin.post("/attachments/batch", bare).await.problem(422), "invalid");
        let empty = admin.request(Method::POST, "/attachments").multipart(Form::new().text("name", "x")).send().await.unwrap();
        assert_eq!(Answer::of(empty).await.problem(422), "invalid");
    }

    async fn events_arrive_as_far_as_rights_reach_and_end_with_the_key(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let mut stream = rep.request(Method::GET, "/events").send().await.unwrap();
        assert_eq!(stream.headers()["content-type"], "text/event-stream");
        until(&mut stream, ":\n\n").await;
        let theirs = admin.make("/contacts", json!({"last_name": "Theirs"})).await;
        let own = rep.make("/contacts", json!({"last_name": "Own"})).await;
        let text = until(&mut stream, &own).await;
        assert!(text.contains("\"type\":\"contact\"") && text.contains("contact.created") && !text.contains(&theirs), "{text}");
        let last = text.lines().rev().find_map(|line| line.strip_prefix("id: ")).unwrap().to_owned();
        rep.patch(&format!("/contacts/{own}"), json!({"job_title": "x"})).await.expect(200);
        let again = || rep.request(Method::GET, "/events").header("Last-Event-ID", &last);
        let mut resumed = again().send().await.unwrap();
        until(&mut resumed, "contact.updated").await;
        admin.delete(&format!("/keys/{}", rep.key_id)).await.expect(204);
        let mut rest = stream.bytes_stream();
        let ended = async { while rest.next().await.is_some() {} };
        tokio::time::timeout(Duration::from_secs(20), ended).await.expect("the stream ends with its key");
        assert_eq!(again().send().await.unwrap().status(), 401);
    }

    async fn the_documentation_is_served_without_scripts(server: TestServer) {
        let get = async |path: &str| Answer::of(server.request(Method::GET, path).send().await.unwrap()).await;
        let document = get("/openapi.json").await.expect(200).json();
        assert_eq!((&document["openapi"], &document["paths"]["/contacts"]["get"]["operationId"]), (&json!("3.1.0"), &json!("listContacts")));
        let page = get("/docs").await.expect(200);
        assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
        assert!(page.text.contains("listContacts") && !page.text.contains("<script") && !page.text.contains("style=\""));
        get("/docs/style.css").await.expect(200);
        assert_eq!(Answer::of(server.request(Method::POST, "/docs").send().await.unwrap()).await.problem(405), "method_not_allowed");

        let admin = server.admin().await;
        admin.make("/custom_fields", json!({"record_type": "contact", "name": "x_shoe_size", "label": "Shoe size", "kind": "number", "scale": "1", "class": "personal", "required": false, "searchable": false})).await;
        let own = |person: &Person| server.request(Method::GET, "/openapi.json").bearer_auth(&person.key);
        let shown = async |request: reqwest::RequestBuilder| {
            let document = Answer::of(request.send().await.unwrap()).await.expect(200).json();
            document["components"]["schemas"]["ContactInput"]["properties"]["x_shoe_size"]["title"].clone()
        };
        assert_eq!(shown(own(&admin)).await, "Shoe size");
        // Neither a stranger nor somebody who may not see the field reads that there is such a field.
        assert_eq!(shown(server.request(Method::GET, "/openapi.json")).await, json!(null));
        assert_eq!(shown(own(&server.read_only().await)).await, json!(null));
        let made = admin.post("/contacts", json!({"last_name": "x", "x_shoe_size": "43.5"})).await.expect(201);
        assert_eq!(made.json()["x_shoe_size"], "43.5");
    }
}
