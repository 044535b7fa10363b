//! The committed OpenAPI document is that of the program, and every operation in it is exercised.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use beheer::model::Schema;
use beheer::records::ALL;
use serde_json::Value as Json;

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

/// The document, and what is under a reference in it.
struct Document(Json);

impl Document {
    fn resolve<'d>(&'d self, part: &'d Json) -> &'d Json {
        let pointer = part["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        pointer.map_or(part, |pointer| self.0.pointer(pointer).unwrap_or_else(|| panic!("{pointer} leads nowhere")))
    }

    /// All operations with their method and path.
    fn operations(&self) -> impl Iterator<Item = (&str, &str, &Json)> {
        let paths = self.0["paths"].as_object().unwrap();
        paths.iter().flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
    }
}

fn document() -> Document {
    Document(beheer::api::document(&Schema::new(&ALL, &[])))
}

fn is_said(part: &Json, name: &str) -> bool {
    part[name].as_str().is_some_and(|text| !text.trim().is_empty())
}

/// Whether what a client sends has a bound: words, form, length, range or kind; for any JSON at all, in its description.
fn is_bounded(schema: &Json) -> bool {
    ["enum", "format", "pattern", "maxLength", "maximum", "maxItems", "$ref", "anyOf", "properties"]
        .iter()
        .any(|word| schema.get(word).is_some())
        || (schema.get("type").is_none() && is_said(schema, "description"))
        || schema["type"] == "boolean"
        || schema["type"] == serde_json::json!(["boolean", "null"])
}

#[test]
fn every_operation_says_what_it_is_and_whom_it_lets_in() {
    let document = document();
    let tags = document.0["tags"].as_array().unwrap();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in document.operations() {
        let id = operation["operationId"].as_str().unwrap();
        assert!(id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(char::is_alphanumeric), "{id}");
        assert!(ids.insert(id), "{id} stands twice");
        assert!(is_said(operation, "summary") && is_said(operation, "description"), "{id}: {method} {path}");
        let tag = tags.iter().find(|tag| tag["name"] == operation["tags"][0]).unwrap_or_else(|| panic!("{id}: no tag"));
        assert!(is_said(tag, "description"), "{tag}");
        let schemes: Vec<_> =
            operation["security"].as_array().unwrap().iter().flat_map(|one| one.as_object().unwrap().keys()).collect();
        let expected: &[&str] = if id == "createSession" { &[] } else { &["apiKey", "session"] };
        assert_eq!(schemes, expected, "{id}");
    }
    let schemes = document.0["components"]["securitySchemes"].as_object().unwrap();
    assert!(["apiKey", "session"].iter().all(|name| is_said(&schemes[*name], "description")));
    for kind in ALL {
        let name: String = kind.plural.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert!(ids.contains(format!("list{name}").as_str()), "{}", kind.name);
    }
}

#[test]
fn every_parameter_and_body_has_its_limits_and_an_example() {
    let document = document();
    for (_, _, operation) in document.operations() {
        let id = operation["operationId"].as_str().unwrap();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(is_said(parameter, "description") && is_bounded(&parameter["schema"]), "{id}: {parameter}");
        }
        let bodies = operation["requestBody"]["content"].as_object().into_iter().flatten();
        for (_, content) in bodies {
            let schema = document.resolve(&content["schema"]);
            assert!(schema["examples"][0].is_object() && is_said(schema, "description"), "{id}: {schema}");
        }
        let answers = operation["responses"].as_object().unwrap().iter().filter(|(status, _)| status.starts_with('2'));
        for (status, answer) in answers {
            assert!(is_said(answer, "description"), "{id} {status}");
            if let Some(content) = answer["content"].get("application/json") {
                let one = content["schema"].get("items").unwrap_or(&content["schema"]);
                assert!(document.resolve(one)["examples"][0].is_object(), "{id} {status}");
            }
        }
    }
    for (name, schema) in document.0["components"]["schemas"].as_object().unwrap() {
        assert!(is_said(schema, "description"), "{name}");
        if schema["additionalProperties"] == false {
            for (member, schema) in schema["properties"].as_object().unwrap() {
                assert!(is_bounded(schema), "{name}.{member}: {schema}");
            }
        }
    }
    for kind in ALL {
        let name: String = kind.name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        for field in kind.fields.iter().filter(|field| !field.is_secret()) {
            assert_eq!(document.0["components"]["schemas"][&name]["properties"][field.name]["title"], field.label);
        }
    }
}

#[test]
fn every_operation_tells_its_errors_as_problems() {
    let document = document();
    for (path, method, operation) in document.operations() {
        let id = operation["operationId"].as_str().unwrap();
        let answers = operation["responses"].as_object().unwrap();
        let mut expected = vec!["400", "401", "403", "406", "422", "429", "500", "503"];
        if path.contains('{') {
            expected.push("404");
        }
        if operation.get("requestBody").is_some() {
            expected.extend(["413", "415"]);
        }
        let has = |name: &str| operation["parameters"].as_array().into_iter().flatten().any(|one| one["name"] == name);
        if has("If-Match") {
            expected.push("412");
        }
        if method != "get" {
            expected.push("409");
        }
        for status in expected {
            assert!(answers.contains_key(status), "{id} says nothing of {status}");
        }
        for (status, answer) in answers.iter().filter(|(status, _)| !status.starts_with('2') && *status != "304") {
            let answer = document.resolve(answer);
            let schema = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            assert!(
                schema == "#/components/schemas/Problem" && is_said(answer, "description"),
                "{id} {status}: {answer}"
            );
            let header = match status.as_str() {
                "401" => "WWW-Authenticate",
                "429" | "503" => "Retry-After",
                _ => "X-Request-Id",
            };
            assert!(answer["headers"].get(header).is_some(), "{id} {status}: {header}");
        }
    }
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
