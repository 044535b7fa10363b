//! An example of each schema that is an object, put together from what is said of its members.

use serde_json::{Map, Value as Json, json};

/// How far schemas are followed; none here goes deeper.
const DEEPEST: usize = 16;
const ID: &str = "0190c3f0-0000-7000-8000-000000000001";

/// Gives every object among the schemas an example, where it has none.
pub(super) fn add(document: &mut Json) {
    let schemas = document["components"]["schemas"].clone();
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        let is_object = schema.get("properties").is_some() || schema.get("oneOf").is_some();
        if is_object && schema.get("examples").is_none() {
            document["components"]["schemas"][name]["examples"] = json!([of(schema, &schemas, 0)]);
        }
    }
}

/// What fits a schema.
fn of(schema: &Json, all: &Json, depth: usize) -> Json {
    if depth > DEEPEST {
        return Json::Null;
    }
    if let Some(named) = named(schema, all) {
        return of(named, all, depth + 1);
    }
    for said in [&schema["examples"][0], &schema["default"], &schema["enum"][0]] {
        if !said.is_null() {
            return said.clone();
        }
    }
    for choices in ["anyOf", "oneOf"] {
        if let Some(first) = schema[choices].get(0) {
            return of(first, all, depth + 1);
        }
    }
    match kind(schema) {
        "object" => members(schema, all, depth),
        "array" => json!([of(&schema["items"], all, depth + 1)]),
        "boolean" => json!(false),
        "integer" => json!(schema["minimum"].as_i64().unwrap_or(1).max(1)),
        "string" => match schema["format"].as_str() {
            Some("uuid") => json!(ID),
            Some("date-time") => json!("2026-11-24T12:00:00Z"),
            _ => json!("Example"),
        },
        _ => json!({}),
    }
}

/// What is read is shown whole. What is sent shows what is needed, and what else can be read without knowing other records.
fn members(schema: &Json, all: &Json, depth: usize) -> Json {
    let is_sent = schema["additionalProperties"] == false;
    let required = schema["required"].as_array();
    let is_needed = |name: &str| required.is_some_and(|names| names.iter().any(|needed| needed == name));
    let properties = schema["properties"].as_object().into_iter().flatten();
    let shown = properties.filter(|(name, member)| !is_sent || is_needed(name) || speaks(member, all, depth));
    Json::Object(shown.map(|(name, member)| (name.clone(), of(member, all, depth + 1))).collect::<Map<_, _>>())
}

/// Whether there is an example in it.
fn speaks(schema: &Json, all: &Json, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    if let Some(named) = named(schema, all) {
        return speaks(named, all, depth + 1);
    }
    let inner = schema["properties"].as_object().into_iter().flat_map(Map::values);
    let inner = inner.chain(schema.get("items")).chain(schema["anyOf"].get(0));
    schema.get("examples").is_some() || inner.into_iter().any(|inner| speaks(inner, all, depth + 1))
}

fn named<'d>(schema: &Json, all: &'d Json) -> Option<&'d Json> {
    all.get(schema["$ref"].as_str()?.rsplit('/').next()?)
}

/// The type that is not null.
fn kind(schema: &Json) -> &str {
    match &schema["type"] {
        Json::Array(kinds) => kinds.first().and_then(Json::as_str).unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    }
}
