//! The OpenAPI document, made from the operations and the record types of this installation.

mod example;
mod finish;
mod fixed;
mod page;
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
use crate::app::App;
use crate::error::Result;
use crate::model::Schema;
use crate::rights::Configuration;

pub(super) use page::{STYLE, html};

/// The document of an installation with this schema.
pub fn document(schema: &Schema) -> Json {
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
    for kind in schema.types() {
        for field in schema.custom(kind) {
            for (suffix, how) in
                [("", shapes::Use::Read), ("Input", shapes::Use::Create), ("Patch", shapes::Use::Patch)]
            {
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

/// Documents that were made already: of this epoch, as JSON and as a page.
#[derive(Default)]
pub(super) struct Cache {
    made: Mutex<Option<(i64, Arc<Made>)>>,
}

/// A document in both forms.
pub(super) struct Made {
    pub(super) json: Bytes,
    pub(super) page: Bytes,
}

impl Cache {
    /// The document of this configuration, made once.
    pub(super) fn of(&self, configuration: &Configuration) -> Arc<Made> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some((epoch, known)) if *epoch == configuration.epoch => Arc::clone(known),
            _ => {
                let document = document(&configuration.schema);
                let fresh = Arc::new(Made { json: document.to_string().into(), page: html(&document).into() });
                *made = Some((configuration.epoch, Arc::clone(&fresh)));
                fresh
            }
        }
    }

    /// The answer to `/openapi.json`.
    pub(super) async fn json(&self, app: &App) -> Result<Response> {
        let made = self.of(&*app.configuration().await?);
        Ok(Response::builder().content_type(JSON).header(CACHE_CONTROL, "no-cache").body(made.json.clone()))
    }

    /// The answer to `/docs`.
    pub(super) async fn page(&self, app: &App) -> Result<Response> {
        let made = self.of(&*app.configuration().await?);
        Ok(Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(CACHE_CONTROL, "no-cache")
            .header(
                "content-security-policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            )
            .header("x-content-type-options", "nosniff")
            .header("referrer-policy", "no-referrer")
            .body(made.page.clone()))
    }
}
