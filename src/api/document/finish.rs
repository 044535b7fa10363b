//! The one step from what the registry writes (3.0) to the document as it should be (3.1).

use serde_json::{Map, Value as Json, json};

use super::example;

/// Finishes a document in place.
pub(super) fn finish(document: &mut Json) {
    document["openapi"] = "3.1.0".into();
    walk(document);
    share_problems(document);
    describe_items(document);
    example::add(document);
    if let Some(paths) = document["paths"].as_object_mut() {
        for operation in paths.values_mut().filter_map(Json::as_object_mut).flat_map(Map::values_mut) {
            if operation.get("security").is_none() {
                operation["security"] = json!([]);
            }
        }
    }
}

fn walk(value: &mut Json) {
    match value {
        Json::Object(members) => {
            members.values_mut().for_each(walk);
            mend(members);
        }
        Json::Array(items) => items.iter_mut().for_each(walk),
        _ => {}
    }
}

fn mend(members: &mut Map<String, Json>) {
    // In a schema this is a truth value; in a list of properties it would be an object.
    if members.get("writeOnly") == Some(&Json::Bool(true)) {
        members.remove("writeOnly");
        members.insert("additionalProperties".into(), false.into());
    }
    for name in ["deprecated", "explode"] {
        if members.get(name).is_some_and(|value| *value == Json::Bool(name == "explode")) {
            members.remove(name);
        }
    }
    for name in ["minimum", "maximum"] {
        if let Some(number) = members.get(name).and_then(Json::as_f64) {
            #[expect(clippy::cast_possible_truncation, reason = "bounds are whole numbers")]
            members.insert(name.into(), (number as i64).into());
        }
    }
    if members.get("example").is_some_and(|example| !example.is_object())
        && let Some(example) = members.remove("example")
    {
        members.insert("examples".into(), json!([example]));
    }
    let nullable = members.get("nullable") == Some(&Json::Bool(true));
    if nullable {
        members.remove("nullable");
        if let Some(kind @ Json::String(_)) = members.get("type").cloned() {
            members.insert("type".into(), json!([kind, "null"]));
            if let Some(Json::Array(choices)) = members.get_mut("enum") {
                choices.push(Json::Null);
            }
        }
    }
    if members.get("allOf").and_then(Json::as_array).is_some_and(|all| all.len() == 1)
        && let Some(Json::Array(mut all)) = members.remove("allOf")
        && let Some(one) = all.pop()
    {
        if nullable {
            members.insert("anyOf".into(), json!([one, {"type": "null"}]));
        } else if let Json::Object(one) = one {
            // Since 3.1 other words may stand beside a reference.
            members.extend(one);
        }
    }
}

/// What stands in a list is described by the list it stands in.
fn describe_items(document: &mut Json) {
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    let mut lists = Vec::new();
    for member in schemas.values().filter_map(|schema| schema["properties"].as_object()).flat_map(Map::values) {
        let item = member["items"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
        if let (Some(item), Some(title)) = (item, member["title"].as_str()) {
            lists.push((item.to_owned(), format!("One of the list “{title}”.")));
        }
    }
    for (item, description) in lists {
        if let Some(Json::Object(schema)) = schemas.get_mut(&item) {
            schema.entry("description").or_insert_with(|| description.into());
        }
    }
}

/// Problems are the same everywhere: each status stands once in the components.
fn share_problems(document: &mut Json) {
    let mut shared = Map::new();
    if let Some(paths) = document["paths"].as_object_mut() {
        for operation in paths.values_mut().filter_map(Json::as_object_mut).flat_map(Map::values_mut) {
            let Some(responses) = operation["responses"].as_object_mut() else { continue };
            for (status, response) in responses {
                if response["content"].get("application/problem+json").is_some() {
                    let name = format!("Problem{status}");
                    let reference = json!({"$ref": format!("#/components/responses/{name}")});
                    shared.insert(name, std::mem::replace(response, reference));
                }
            }
        }
    }
    document["components"]["responses"] = shared.into();
}
