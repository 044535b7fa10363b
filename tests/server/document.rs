//! The committed OpenAPI document is that of the program, and every operation in it is exercised.

use std::fs;
use std::path::PathBuf;

use beheer::model::Schema;
use beheer::records::ALL;

#[test]
fn the_committed_document_is_fresh() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openapi/beheer.json");
    let document = beheer::api::document(&Schema::new(&ALL, &[]));
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        fs::write(&path, text).unwrap();
        return;
    }
    assert!(fs::read_to_string(&path).unwrap() == text, "openapi/beheer.json is old: UPDATE=1 cargo test, and review");
}

on_both_servers! {
    /// Record types share their operations; here each of them is called once for each type, as somebody and as nobody.
    async fn every_operation_answers_somebody_and_refuses_nobody(server: TestServer) {
        let admin = server.admin().await;
        let document = beheer::api::document(&Schema::new(&ALL, &[]));
        let mut called = 0;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap();
                let address = path.replace("{id}", "0190c3f0-0000-7000-8000-00000000ffff");
                let method: reqwest::Method = method.to_uppercase().parse().unwrap();
                if id != "createSession" {
                    let nobody = server.request(method.clone(), &format!("/api/v1{address}")).send().await.unwrap();
                    assert_eq!(nobody.status(), 401, "{id}");
                }
                // A stream has no end, and this is not the place to sign out.
                if id == "listEvents" {
                    continue;
                }
                let request = admin.request(method, &address).header("Content-Type", "application/json");
                let request = if operation.get("requestBody").is_some() { request.body("{}") } else { request };
                let status = request.send().await.unwrap().status().as_u16();
                let documented = operation["responses"].as_object().unwrap().contains_key(&status.to_string());
                assert!(documented && status < 500, "{id}: {status}");
                called += 1;
            }
        }
        assert!(called > 150, "{called}");
    }
}
