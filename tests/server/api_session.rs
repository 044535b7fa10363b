//! Signing in, cookies, requests of other sites, throttling, keys and passwords.

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::server::{Answer, PASSWORD, TestServer};

async fn send(request: RequestBuilder) -> Answer {
    Answer::of(request.send().await.unwrap()).await
}

fn sign_in(server: &TestServer, email: &str, password: &str) -> RequestBuilder {
    server.request(Method::POST, "/api/v1/session").json(&json!({"email": email, "password": password}))
}

on_both_servers! {
    async fn a_session_begins_with_a_password_and_ends_on_request(server: TestServer) {
        let rep = server.sales_rep().await;
        let begun = send(sign_in(server, &rep.email.to_uppercase(), PASSWORD)).await.expect(200);
        let cookie = begun.header("set-cookie").unwrap().to_owned();
        assert!(cookie.starts_with("beheer_session=") && cookie.contains("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
        assert_eq!((&begun.json()["id"], &begun.json()["via"]), (&json!(rep.id.to_string()), &json!("session")));
        let pair = cookie.split(';').next().unwrap();
        let with = |method: Method, path: &str| server.request(method, path).header("Cookie", pair);
        let me = send(with(Method::GET, "/api/v1/me")).await.expect(200).json();
        assert_eq!((&me["profile"]["name"], &me["rights"]["contact"]["actions"]["read"]), (&json!("Sales"), &json!("group")));
        assert_eq!(me["duties"], json!([]));

        // Another site cannot make the browser change anything.
        let new = json!({"last_name": "x"});
        for (name, value) in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("X-Nothing", "1")] {
            let answer = send(with(Method::POST, "/api/v1/contacts").header(name, value).json(&new)).await;
            assert_eq!(answer.problem(403), "cross_site", "{name}: {value}");
        }
        send(with(Method::POST, "/api/v1/contacts").header("Origin", &server.url).json(&new)).await.expect(201);
        send(with(Method::POST, "/api/v1/contacts").header("Sec-Fetch-Site", "same-origin").json(&new)).await.expect(201);
        assert_eq!(send(sign_in(server, &rep.email, PASSWORD).header("Origin", "https://evil.example")).await.problem(403), "cross_site");

        let ended = send(with(Method::DELETE, "/api/v1/session").header("Origin", &server.url)).await.expect(204);
        assert!(ended.header("set-cookie").unwrap().contains("Max-Age=0"));
        assert_eq!(send(with(Method::GET, "/api/v1/me")).await.problem(401), "unauthenticated");
    }

    async fn who_proves_nothing_is_told_how_to(server: TestServer) {
        for token in ["", "Bearer", "Bearer nonsense", "Bearer bhr_nonsense", "Basic YTpi"] {
            let answer = send(server.request(Method::GET, "/api/v1/contacts").header("Authorization", token)).await;
            assert_eq!(answer.problem(401), "unauthenticated", "{token}");
            assert!(answer.header("www-authenticate").unwrap().starts_with("Bearer"));
        }
    }

    async fn guesses_are_throttled(server: TestServer) {
        let rep = server.sales_rep().await;
        for _ in 0..5 {
            assert_eq!(send(sign_in(server, &rep.email, "wrong")).await.problem(401), "unauthenticated");
        }
        let answer = send(sign_in(server, &rep.email, PASSWORD)).await;
        assert_eq!(answer.problem(429), "throttled");
        assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
        server.clock.advance(16 * 60);
        send(sign_in(server, &rep.email, PASSWORD)).await.expect(200);
    }

    async fn a_key_is_shown_once_and_dead_from_the_next_request_on(server: TestServer) {
        let rep = server.sales_rep().await;
        let body = json!({"name": "Import", "roles": []});
        let made = send(rep.request(Method::POST, "/keys").header("Idempotency-Key", "k1").json(&body)).await.expect(201);
        let (id, key) = (made.json()["id"].as_str().unwrap().to_owned(), made.json()["key"].as_str().unwrap().to_owned());
        let again = send(rep.request(Method::POST, "/keys").header("Idempotency-Key", "k1").json(&body)).await;
        assert_eq!(again.problem(409), "shown_once");
        let seen = rep.get(&format!("/keys/{id}")).await.expect(200);
        assert!(!seen.text.contains(&key) && seen.json().get("secret_hash").is_none());
        let with = || server.request(Method::GET, "/api/v1/me").bearer_auth(&key);
        assert_eq!(send(with()).await.expect(200).json()["via"], "key");
        assert_eq!(rep.patch(&format!("/keys/{id}"), json!({"ends_at": "2099-01-01T00:00:00Z"})).await.problem(422), "invalid");
        assert_eq!(rep.patch(&format!("/keys/{id}"), json!({"secret_hash": "x"})).await.problem(422), "invalid");
        rep.delete(&format!("/keys/{id}")).await.expect(204);
        assert_eq!(send(with()).await.problem(401), "unauthenticated");

        let admin = server.admin().await;
        admin.patch(&format!("/users/{}", rep.id), json!({"active": false})).await.expect(200);
        assert_eq!(rep.get("/me").await.problem(401), "unauthenticated");
        assert_eq!(admin.post("/keys/batch", json!({"operations": [{"method": "create", "values": {"name": "x", "user_id": admin.id.to_string(), "ends_at": "2026-02-01T00:00:00Z"}}]})).await.problem(422), "invalid");
    }

    async fn passwords_are_changed_by_their_owner_or_by_who_manages_users(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let wrong = json!({"current_password": "nonsense", "new_password": "another long password"});
        assert_eq!(rep.post("/me/password", wrong).await.problem(422), "invalid");
        let right = json!({"current_password": PASSWORD, "new_password": "another long password"});
        rep.post("/me/password", right).await.expect(204);
        send(sign_in(server, &rep.email, "another long password")).await.expect(200);
        let path = format!("/users/{}/password", rep.id);
        assert_eq!(rep.post(&path, json!({"password": "a third long password"})).await.problem(403), "forbidden");
        assert_eq!(admin.post(&path, json!({"password": "short"})).await.problem(422), "invalid");
        admin.post(&path, json!({"password": "a third long password"})).await.expect(204);
        send(sign_in(server, &rep.email, "a third long password")).await.expect(200);
    }
}
