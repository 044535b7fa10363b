//! The operations in the words of poem-openapi's registry.

use std::collections::{BTreeMap, HashMap};

use poem::endpoint::BoxEndpoint;
use poem::http::{Method, StatusCode};
use poem_openapi::OpenApi;
use poem_openapi::registry::{
    MetaApi, MetaHeader, MetaMediaType, MetaOperation, MetaOperationParam, MetaParamIn, MetaPath, MetaRequest,
    MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, MetaSecurityScheme, MetaTag, Registry,
};

use super::{fixed, shapes};
use crate::api::call::JSON;
use crate::api::operation::{Answer, AnswerHeader, Operation, Place, Repeat};
use crate::api::problem::{MEDIA_TYPE, title_of};
use crate::api::{operations, parameters};
use crate::model::Schema;
use crate::records::ALL;

/// What groups of operations are about that belong to no record type.
const TAGS: [(&str, &str); 4] = [
    ("Session", "Signing in and out, and who one is."),
    (
        "Journal",
        "Who changed what, when and why, with the proof of it; taking operations back; changes as they happen.",
    ),
    ("Rights", "Why somebody may do something, or may not."),
    ("Imports and jobs", "Files brought in line by line, as work that goes on after the request."),
];

/// The whole API, for the registry. Routes are made in `api` itself, which answers what poem-openapi does not.
pub(super) struct Surface;

impl OpenApi for Surface {
    fn meta() -> Vec<MetaApi> {
        let mut paths: BTreeMap<&'static str, Vec<MetaOperation>> = BTreeMap::new();
        for operation in operations::all() {
            paths.entry(&operation.path).or_default().push(describe(operation));
        }
        let paths = paths.into_iter().map(|(path, operations)| MetaPath { path: path.to_owned(), operations });
        vec![MetaApi { paths: paths.collect() }]
    }

    fn register(registry: &mut Registry) {
        fixed::register(registry);
        let schema = Schema::new(&ALL, &[]);
        for kind in ALL {
            shapes::register(registry, &schema, kind);
        }
        if let Some(key) = registry.schemas.get("Key").cloned() {
            let mut shown = MetaSchema { description: Some("A key, shown this once."), ..key };
            shown.properties.push(("key", shapes::inline(MetaSchema::new("string"))));
            shown.required.push("key");
            registry.schemas.insert("NewKey".into(), shown);
        }
        for operation in operations::all() {
            let of_type = ALL.iter().find(|kind| kind.plural_label == operation.tag).map(|kind| kind.help);
            let of_none = || TAGS.iter().find(|(tag, _)| *tag == operation.tag).map(|(_, description)| *description);
            let description = of_type.or_else(of_none);
            registry.create_tag(MetaTag { name: operation.tag, description, external_docs: None });
        }
        let scheme = |ty, description| MetaSecurityScheme {
            ty,
            description: Some(description),
            name: None,
            key_in: None,
            scheme: None,
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        };
        let key = scheme("http", "An API key: `Authorization: Bearer bhr_…`.");
        registry.create_security_scheme("apiKey", MetaSecurityScheme { scheme: Some("bearer"), ..key });
        let cookie = scheme("apiKey", "The cookie of a session; behind TLS its name begins with `__Host-`.");
        let cookie = MetaSecurityScheme { name: Some("beheer_session"), key_in: Some("cookie"), ..cookie };
        registry.create_security_scheme("session", cookie);
    }

    fn add_routes(self, _table: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

fn describe(operation: &'static Operation) -> MetaOperation {
    let params = operation.parameters.iter().map(|parameter| MetaOperationParam {
        name: parameter.name.to_owned(),
        schema: shapes::inline(parameter.schema.clone()),
        in_type: match parameter.place {
            Place::Path => MetaParamIn::Path,
            Place::Query => MetaParamIn::Query,
            Place::Header => MetaParamIn::Header,
        },
        description: Some(parameter.description.to_owned()),
        required: parameter.required,
        deprecated: false,
        explode: true,
        style: None,
    });
    let request = operation.body.as_ref().map(|body| {
        let schema = body.schema.as_ref().map_or_else(|| bytes("binary"), |name| shapes::named(name.clone()));
        let content = body.media_types.iter();
        let content = content.map(|content_type| MetaMediaType { content_type, schema: schema.clone() });
        MetaRequest { description: None, content: content.collect(), required: true }
    });
    let mut responses: Vec<MetaResponse> = operation.answers.iter().map(|one| answer(operation, one)).collect();
    responses.extend(operation.problems().into_iter().map(problem));
    let security = if operation.is_open() {
        Vec::new()
    } else {
        vec![HashMap::from([("apiKey", Vec::new())]), HashMap::from([("session", Vec::new())])]
    };
    MetaOperation {
        method: operation.method.clone(),
        tags: vec![operation.tag],
        summary: Some(&operation.summary),
        description: Some(operation.description).filter(|text| !text.is_empty()),
        external_docs: None,
        params: params.collect(),
        request,
        responses: MetaResponses { responses },
        deprecated: false,
        security,
        operation_id: Some(&operation.id),
        code_samples: Vec::new(),
    }
}

fn bytes(format: &'static str) -> MetaSchemaRef {
    shapes::inline(MetaSchema::new_with_format("string", format))
}

fn header(name: &str, description: &str, required: bool, schema: MetaSchema) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required,
        deprecated: false,
        schema: shapes::inline(schema),
    }
}

fn request_id() -> MetaHeader {
    header("X-Request-Id", "The request, as in the log.", false, MetaSchema::new("string"))
}

fn answer(operation: &Operation, answer: &'static Answer) -> MetaResponse {
    let schema = answer.schema.as_ref().map_or_else(|| bytes("binary"), |name| shapes::named(name.clone()));
    let schema =
        if answer.media_type == "text/event-stream" { shapes::inline(MetaSchema::new("string")) } else { schema };
    let mut content: Vec<MetaMediaType> = answer
        .forms
        .iter()
        .map(|form| {
            let all = || shapes::inline(shapes::list(schema.clone(), None));
            MetaMediaType { content_type: form, schema: if *form == JSON { all() } else { bytes("binary") } }
        })
        .collect();
    if !answer.media_type.is_empty() {
        content.push(MetaMediaType { content_type: answer.media_type, schema });
    }
    let mut headers: Vec<MetaHeader> = answer
        .headers
        .iter()
        .map(|one| match one {
            AnswerHeader::Tag => {
                header("ETag", "The tag, for If-Match and If-None-Match.", true, MetaSchema::new("string"))
            }
            AnswerHeader::Location => header(
                "Location",
                "The address of what was made.",
                true,
                MetaSchema::new_with_format("string", "uri-reference"),
            ),
            AnswerHeader::Cookie => header("Set-Cookie", "The session's cookie.", true, MetaSchema::new("string")),
            AnswerHeader::Disposition => {
                header("Content-Disposition", "The name of the file.", true, MetaSchema::new("string"))
            }
        })
        .collect();
    if operation.repeat != Repeat::Plain {
        let schema = parameters::word(&["true"]);
        headers.push(header("Idempotent-Replayed", "This is the answer to an earlier request.", false, schema));
    }
    headers.push(request_id());
    MetaResponse { description: answer.description, status: Some(answer.status), status_range: None, content, headers }
}

fn problem(status: u16) -> MetaResponse {
    let mut headers = vec![request_id()];
    match status {
        401 => headers.push(header("WWW-Authenticate", "How to sign in.", true, MetaSchema::new("string"))),
        429 | 503 => headers.push(header("Retry-After", "Seconds to wait.", true, MetaSchema::new("string"))),
        _ => {}
    }
    MetaResponse {
        description: title_of(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)),
        status: Some(status),
        status_range: None,
        content: vec![MetaMediaType { content_type: MEDIA_TYPE, schema: shapes::named("Problem") }],
        headers,
    }
}
