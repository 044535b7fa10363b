//! What this service can do, and which attributes it knows (RFC 7643 §5–7).

use serde_json::{Value as Json, json};

use crate::api::scim::user::ENTERPRISE_NAME;
use crate::api::scim::{MOST, SCHEMA_GROUP, SCHEMA_USER};

/// What can be done here and what not.
pub(super) fn configuration(base: &str) -> Json {
    let no = json!({"supported": false});
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": MOST},
        "changePassword": no,
        "sort": no,
        "etag": {"supported": true},
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "API key",
            "description": "A key of somebody who manages users, as `Authorization: Bearer bhr_…`.",
            "primary": true,
        }],
        "meta": {"resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig")},
    })
}

/// The types of resources.
pub(super) fn types(base: &str) -> Vec<Json> {
    let kind = |name: &str, folder: &str, schema: &str, extensions: Json| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": name,
            "name": name,
            "endpoint": format!("/{folder}"),
            "schema": schema,
            "schemaExtensions": extensions,
            "meta": {"resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{name}")},
        })
    };
    let company = json!([{"schema": ENTERPRISE_NAME, "required": false}]);
    vec![kind("User", "Users", SCHEMA_USER, company), kind("Group", "Groups", SCHEMA_GROUP, json!([]))]
}

/// The attributes of each schema.
pub(super) fn schemas(base: &str) -> Vec<Json> {
    let schema = |id: &str, name: &str, description: &str, attributes: Vec<Json>| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": id,
            "name": name,
            "description": description,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": format!("{base}/Schemas/{id}")},
        })
    };
    let values = |name: &str| many(name, &[text("value", false), text("type", false), of("primary", "boolean")]);
    let external = || with(text("externalId", false), "caseExact", true);
    let user = vec![
        with(text("userName", true), "uniqueness", "server"),
        external(),
        text("displayName", false),
        complex("name", &[text("formatted", false), text("givenName", false), text("familyName", false)]),
        text("title", false),
        text("preferredLanguage", false),
        of("active", "boolean"),
        values("emails"),
        values("phoneNumbers"),
    ];
    let member = [text("value", false), text("type", false), of("$ref", "reference")];
    let group = vec![text("displayName", true), external(), many("members", &member)];
    let company = vec![complex("manager", &[text("value", false), of("$ref", "reference")])];
    vec![
        schema(SCHEMA_USER, "User", "Somebody who works with this installation.", user),
        schema(SCHEMA_GROUP, "Group", "Users who belong together.", group),
        schema(ENTERPRISE_NAME, "Enterprise user", "What a company knows of its people.", company),
    ]
}

fn of(name: &str, kind: &str) -> Json {
    json!({
        "name": name,
        "type": kind,
        "multiValued": false,
        "required": false,
        "caseExact": false,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    })
}

fn with(mut attribute: Json, name: &str, value: impl Into<Json>) -> Json {
    attribute[name] = value.into();
    attribute
}

fn text(name: &str, required: bool) -> Json {
    with(of(name, "string"), "required", required)
}

fn complex(name: &str, parts: &[Json]) -> Json {
    with(of(name, "complex"), "subAttributes", parts.to_vec())
}

fn many(name: &str, parts: &[Json]) -> Json {
    with(complex(name, parts), "multiValued", true)
}
