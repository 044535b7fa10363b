//! The OpenAPI document, made from the operations and the record types of this installation.

mod example;
mod finish;
mod fixed;
mod page;
mod people;
mod shapes;
mod surface;

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use poem::Response;
use poem::http::header::CACHE_CONTROL;
use poem_openapi::OpenApiService;
use serde_json::Value as Json;

use crate::api::call::JSON;
use crate::api::records::pascal;
use crate::model::{AnyField, RecordType, Schema};
use crate::rights::{Caller, decide};

pub(super) use page::{STYLE, html};

/// The document of an installation with this schema, and all its added fields.
pub fn document(schema: &Schema) -> Json {
    let added = schema.types().iter().flat_map(|kind| schema.custom(kind).map(move |field| (*kind, field)));
    with_added(added)
}

/// The document with these added fields.
fn with_added<'a>(added: impl Iterator<Item = (&'static RecordType, &'a AnyField)>) -> Json {
    let service = OpenApiService::new(surface::Surface, "Beheer", env!("CARGO_PKG_VERSION"))
        .description(
            "A self-hosted CRM. Sign in with an API key (`Authorization: Bearer bhr_…`). Numbers and amounts are decimal \
             texts, moments RFC 3339 in UTC. What you may not see is absent or not found. Every error is a problem (RFC 9457) \
             with a stable `code`.",
        )
        .license(poem_openapi::LicenseObject::new("AGPL-3.0-or-later").identifier("AGPL-3.0-or-later"))
        .server(super::BASE);
    // What the registry writes is JSON; were it not, an empty document would fail every test.
    let mut document: Json = serde_json::from_str(&service.spec()).unwrap_or_default();
    for (kind, field) in added {
        for (suffix, how) in [("", shapes::Use::Read), ("Input", shapes::Use::Create), ("Patch", shapes::Use::Patch)] {
            let target = &mut document["components"]["schemas"][format!("{}{suffix}", pascal(kind.name))];
            if target.is_object() {
                let schema = serde_json::to_value(shapes::property(field, how)).unwrap_or_default();
                target["properties"][field.name] = schema;
                if how == shapes::Use::Create && field.required {
                    add(&mut target["required"], field.name);
                }
            }
        }
    }
    finish::finish(&mut document);
    document
}

fn add(list: &mut Json, name: &str) {
    match list {
        Json::Array(names) => names.push(name.into()),
        other => *other = Json::Array(vec![name.into()]),
    }
}

/// Added fields by type.
type Added<'a> = Vec<(&'static RecordType, &'a AnyField)>;
/// What tells documents apart: the epoch, and the added fields in them.
type Place = (i64, Vec<(&'static str, &'static str)>);

/// How many documents are kept: people see different added fields, most of them the same.
const KEPT: usize = 4;

/// Documents that were made already, as JSON and as a page; the one that was asked for last stands last.
#[derive(Default)]
pub(super) struct Cache {
    made: Mutex<Vec<(Place, Arc<Made>)>>,
}

/// A document in both forms.
struct Made {
    json: Bytes,
    page: Bytes,
}

impl Cache {
    /// The document with the added fields that this caller may see, made once; a stranger may see none.
    fn of(&self, caller: Option<&Caller>) -> Arc<Made> {
        let added = caller.map(added).unwrap_or_default();
        let epoch = caller.map_or(0, |caller| caller.configuration.epoch);
        let place = (epoch, added.iter().map(|(kind, field)| (kind.name, field.name)).collect());
        let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let made = if let Some(at) = all.iter().position(|(known, _)| *known == place) {
            all.remove(at).1
        } else {
            let document = with_added(added.into_iter());
            Arc::new(Made { json: document.to_string().into(), page: html(&document).into() })
        };
        if all.len() >= KEPT {
            all.remove(0);
        }
        all.push((place, Arc::clone(&made)));
        made
    }

    /// The answer to `/openapi.json`.
    pub(super) fn json(&self, caller: Option<&Caller>) -> Response {
        let made = self.of(caller);
        Response::builder().content_type(JSON).header(CACHE_CONTROL, "private, no-cache").body(made.json.clone())
    }

    /// The answer to `/docs`.
    pub(super) fn page(&self, caller: Option<&Caller>) -> Response {
        let made = self.of(caller);
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(CACHE_CONTROL, "private, no-cache")
            .header(
                "content-security-policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            )
            .header("x-content-type-options", "nosniff")
            .header("referrer-policy", "no-referrer")
            .body(made.page.clone())
    }
}

/// The added fields that somebody may see.
fn added(caller: &Caller) -> Added<'_> {
    let schema = &caller.configuration.schema;
    let all = schema.types().iter().flat_map(|kind| schema.custom(kind).map(move |field| (*kind, field)));
    all.filter(|(kind, field)| decide::may_see(caller, kind, field)).collect()
}
