//! The OpenAPI document: the committed one is that of the program, and every reference in it leads somewhere.

use std::path::Path;

use beheer::model::Schema;
use beheer::records;
use serde_json::Value;

fn document() -> Value {
    beheer::api::document(&Schema::new(&records::ALL, &[]))
}

#[test]
fn the_committed_document_is_that_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/beheer.json");
    let fresh = format!("{}\n", serde_json::to_string_pretty(&document()).unwrap());
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == fresh, "openapi/beheer.json is not fresh: UPDATE=1 cargo test writes it; read the difference");
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own() {
    let document = document();
    let mut names = std::collections::BTreeSet::new();
    walk(&document, &mut |key, value| {
        if let ("$ref", Some(target)) = (key, value.as_str()) {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target} leads nowhere");
        }
        if let ("operationId", Some(name)) = (key, value.as_str()) {
            assert!(names.insert(name.to_owned()), "{name} stands twice");
        }
    });
    assert!(names.contains("listContacts") && names.contains("createImport") && names.contains("exportDeals"));
}

fn walk(value: &Value, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            see(key, value);
            walk(value, see);
        }),
        Value::Array(items) => items.iter().for_each(|item| walk(item, see)),
        _ => {}
    }
}
