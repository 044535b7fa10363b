//! The HTTP API: every record type from its definition, sessions, the journal, live events, and the OpenAPI document.
//!
//! Routes, the checks of requests and the document are all made from the one table in `operations`.

mod accounts;
mod attachments;
mod call;
mod caller;
mod cursor;
mod document;
mod events;
mod factor;
mod idempotency;
mod imports;
mod jobs;
mod journal;
mod leads;
mod operation;
mod operations;
mod parameters;
mod preview;
mod problem;
mod records;
mod reply;
mod rights;
mod rights_file;
mod rights_reads;
mod scim;
mod session;
mod sign_ins;
mod write;

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Request, Response, Route};

use crate::api::call::Call;
use crate::api::document::Cache;
use crate::api::operation::{Handler, Operation};
use crate::api::problem::{Answered, MEDIA_TYPE, Refusal};
use crate::app::App;
use crate::error::{Error, Result};
use crate::http::metrics::RouteLabel;
use crate::http::request_id::RequestId;
use crate::rights::Caller;

pub use document::document;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// Everything under `/api/v1` and `/scim/v2`. To be mounted at the root; errors of the router become problems too.
pub fn endpoint(app: &App) -> impl Endpoint<Output = Response> + 'static {
    let mut paths: BTreeMap<&'static str, Methods> = BTreeMap::new();
    for operation in operations::all() {
        let methods = paths.entry(&operation.path).or_insert_with(|| Methods {
            app: app.clone(),
            operations: Vec::new(),
            allow: String::new(),
        });
        methods.operations.push(operation);
    }
    let mut route = Route::new();
    for (path, mut methods) in paths {
        methods.allow = methods.allowed();
        let pattern = path.replace('{', ":").replace('}', "");
        route = route.at(format!("{BASE}{pattern}"), methods);
    }
    let cache = Arc::new(Cache::default());
    for what in [Page::Json, Page::Docs, Page::Style] {
        let page = DocumentPage { app: app.clone(), cache: Arc::clone(&cache), what };
        route = route.at(what.path(), page);
    }
    for path in [scim::BASE.to_owned(), format!("{}/*rest", scim::BASE)] {
        route = route.at(path, scim::Scim(app.clone()));
    }
    Problems { inner: Arc::new(route) }
}

/// What is served beside the operations themselves.
#[derive(Clone, Copy)]
enum Page {
    Json,
    Docs,
    Style,
}

impl Page {
    const fn path(self) -> &'static str {
        match self {
            Self::Json => "/openapi.json",
            Self::Docs => "/docs",
            Self::Style => "/docs/style.css",
        }
    }
}

/// The document of this installation, for programs and for people.
struct DocumentPage {
    app: App,
    cache: Arc<Cache>,
    what: Page,
}

impl DocumentPage {
    /// Who reads it; a stranger may, and reads of no added field.
    async fn reader(&self, request: &Request) -> Result<Option<Caller>> {
        match caller::proof(request.headers(), call::is_secure(&self.app, request)) {
            Some(proof) => caller::known(&self.app, &proof).await,
            None => Ok(None),
        }
    }
}

impl Endpoint for DocumentPage {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(Refusal::method("GET, HEAD").respond(&request_id));
        }
        let made = match self.what {
            Page::Json => self.reader(&request).await.map(|caller| self.cache.json(caller.as_ref())),
            Page::Docs => self.reader(&request).await.map(|caller| self.cache.page(caller.as_ref())),
            Page::Style => {
                let style = Response::builder().content_type("text/css; charset=utf-8");
                Ok(style.header("cache-control", "max-age=3600").body(document::STYLE))
            }
        };
        let mut response = made.unwrap_or_else(|error| Refusal::from(error).respond(&request_id));
        response.set_data(RouteLabel(self.what.path()));
        Ok(response)
    }
}

/// The operations of one path.
struct Methods {
    app: App,
    operations: Vec<&'static Operation>,
    allow: String,
}

impl Methods {
    /// The value of `Allow`.
    fn allowed(&self) -> String {
        let mut names: Vec<&str> = self.operations.iter().map(|operation| operation.method.as_str()).collect();
        if names.contains(&"GET") {
            names.push("HEAD");
        }
        names.sort_unstable();
        names.join(", ")
    }
}

impl Endpoint for Methods {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        let wanted = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let Some(operation) = self.operations.iter().find(|operation| operation.method == *wanted) else {
            return Ok(Refusal::method(&self.allow).respond(&request_id));
        };
        let call = Call::new(self.app.clone(), operation, request);
        let answered = AssertUnwindSafe(answer(call)).catch_unwind().await.unwrap_or_else(|_| {
            // The panic itself is in the log by the hook of the process.
            Err(Error::internal(format!("the operation {} panicked", operation.id)).into())
        });
        let mut response = answered.unwrap_or_else(|refusal| refusal.respond(&request_id));
        response.set_data(RouteLabel(&operation.path));
        Ok(response)
    }
}

/// Who asks, whether the request is in order, and then the handler.
async fn answer(mut call: Call) -> Answered<Response> {
    match call.operation.handler {
        Handler::Open(handler) => {
            call.check()?;
            handler(call).await
        }
        Handler::Known(_) => {
            let caller = caller::caller(&call).await?;
            call.check()?;
            idempotency::run(call, caller).await
        }
    }
}

/// Turns what the router itself says into problems.
struct Problems<E> {
    inner: Arc<E>,
}

impl<E: Endpoint<Output = Response>> Endpoint for Problems<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        Ok(match self.inner.call(request).await {
            Ok(response) => response,
            Err(error) if error.status() == StatusCode::NOT_FOUND => {
                let detail = "There is nothing at this address. /docs shows what there is.";
                Refusal::http(StatusCode::NOT_FOUND, "not_found", detail).respond(&request_id)
            }
            Err(error) if error.status().is_client_error() => {
                Refusal::from(Error::Malformed("The address cannot be read.".into())).respond(&request_id)
            }
            Err(error) => Refusal::from(Error::internal(error.to_string())).respond(&request_id),
        })
    }
}

/// Whether an answer is a problem, for tests of what is mounted around this.
pub fn is_problem(response: &Response) -> bool {
    response.content_type() == Some(MEDIA_TYPE)
}
