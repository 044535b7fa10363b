//! SCIM 2.0 (RFC 7643, RFC 7644): a directory such as Entra ID or Okta keeps users and groups here, by a key whose roles carry the duty
//! to manage users. Users who leave are deactivated and never deleted, so that history keeps their names.

mod filter;
mod group;
mod path;
mod refusal;
mod resources;
mod schemas;
mod user;

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use futures::FutureExt as _;
use poem::http::header::{ETAG, LOCATION};
use poem::http::{HeaderMap, Method, StatusCode};
use poem::{Body, Endpoint, Request, Response};
use serde_json::{Value as Json, json};

use crate::api::call::{self, percent_decode};
use crate::api::caller::{self, Proof};
use crate::api::scim::refusal::Refused;
use crate::app::App;
use crate::clock::format_time;
use crate::error::Error;
use crate::http::limits::{parse_json, read_body};
use crate::http::metrics::RouteLabel;
use crate::http::request_id::RequestId;
use crate::model::Record;
use crate::model::record_type::{CREATED_AT, UPDATED_AT};
use crate::records::access::GROUP;
use crate::records::user::USER;
use crate::rights::{Caller, Channel, Reason};

/// Where it lives.
pub(super) const BASE: &str = "/scim/v2";
/// The media type of all its answers.
const MEDIA_TYPE: &str = "application/scim+json";
/// What the journal gives as the reason.
const BECAUSE: &str = "scim";
/// The most resources a page holds.
const MOST: u32 = 200;
const SCHEMA_USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const SCHEMA_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Everything under `/scim/v2`.
pub(super) struct Scim(pub(super) App);

impl Endpoint for Scim {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let answered = AssertUnwindSafe(answer(self.0.clone(), request)).catch_unwind().await.unwrap_or_else(|_| {
            // The panic itself is in the log by the hook of the process.
            Err(Error::internal("a SCIM operation panicked").into())
        });
        let mut response = answered.unwrap_or_else(Refused::respond);
        response.set_data(RouteLabel(BASE));
        Ok(response)
    }
}

/// A request of a directory.
struct Ask {
    app: App,
    caller: Caller,
    method: Method,
    headers: HeaderMap,
    query: BTreeMap<String, String>,
    /// The address of the service, as the directory knows it.
    base: String,
    body: Body,
}

impl Ask {
    /// A header as text.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as JSON.
    async fn json(&mut self) -> Result<Json, Refused> {
        let kind = self.header("content-type").and_then(|kind| kind.split(';').next()).map(str::trim);
        if !kind.is_some_and(|kind| [MEDIA_TYPE, call::JSON].iter().any(|known| kind.eq_ignore_ascii_case(known))) {
            let detail = format!("Send the body as {MEDIA_TYPE}.");
            return Err(Refused::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let bytes = read_body(std::mem::take(&mut self.body), self.app.config().listen.body_bytes).await?;
        match parse_json(&bytes)? {
            body @ Json::Object(_) => Ok(body),
            _ => Err(Refused::bad("invalidSyntax", "A JSON object is expected.")),
        }
    }

    /// A whole number of the query.
    fn number(&self, name: &str, usual: u64) -> Result<u64, Refused> {
        let Some(text) = self.query.get(name) else { return Ok(usual) };
        let number: i64 =
            text.parse().map_err(|_| Refused::bad("invalidValue", format!("{name}: a whole number is expected.")))?;
        // What is below the least counts as the least (RFC 7644 §3.4.2.4).
        Ok(u64::try_from(number).unwrap_or(0))
    }

    /// Whether an attribute is wanted in the answer.
    fn wants(&self, attribute: &str) -> bool {
        let named = |list: &str| list.split(',').any(|name| short(name).eq_ignore_ascii_case(attribute));
        let wanted = self.query.get("attributes").is_none_or(|list| named(list));
        wanted && !self.query.get("excludedAttributes").is_some_and(|list| named(list))
    }

    /// A resource with what is wanted of it; what it is and which one is always told.
    fn cut(&self, mut resource: Json) -> Json {
        if let Some(members) = resource.as_object_mut() {
            members.retain(|name, _| matches!(name.as_str(), "schemas" | "id" | "meta") || self.wants(name));
        }
        resource
    }
}

/// The attribute that a path begins with, without its schema: `emails` of `emails.value`.
fn short(name: &str) -> &str {
    let name = name.trim();
    let name = [SCHEMA_USER, SCHEMA_GROUP]
        .iter()
        .find_map(|schema| name.strip_prefix(schema)?.strip_prefix(':'))
        .unwrap_or(name);
    if name.starts_with("urn:") { name } else { name.split('.').next().unwrap_or(name) }
}

/// Who asks, and for what.
async fn answer(app: App, mut request: Request) -> Result<Response, Refused> {
    let secure = call::is_secure(&app, &request);
    let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let caller = known(&app, request.headers(), secure, request_id).await?;
    let base = base(&app, &request, secure);
    let path = request.original_uri().path().to_owned();
    let query = query(request.uri().query().unwrap_or_default())?;
    let body = request.take_body();
    let (method, headers) = (request.method().clone(), std::mem::take(request.headers_mut()));
    let ask = Ask { app, caller, method, headers, query, base, body };
    let rest = path.strip_prefix(BASE).unwrap_or_default().trim_matches('/');
    let segments: Vec<&str> = rest.split('/').collect();
    match segments.as_slice() {
        ["Users"] => resources::collection(ask, &USER).await,
        ["Groups"] => resources::collection(ask, &GROUP).await,
        ["Users", id] => resources::one(ask, &USER, id).await,
        ["Groups", id] => resources::one(ask, &GROUP, id).await,
        ["ServiceProviderConfig"] => told(&ask, &schemas::configuration(&ask.base)),
        ["ResourceTypes"] => told(&ask, &whole(&schemas::types(&ask.base))),
        ["Schemas"] => told(&ask, &whole(&schemas::schemas(&ask.base))),
        ["ResourceTypes", id] => told(&ask, &found(schemas::types(&ask.base), id)?),
        ["Schemas", id] => told(&ask, &found(schemas::schemas(&ask.base), id)?),
        _ => Err(Refused::of(StatusCode::NOT_FOUND, "There is nothing at this address.")),
    }
}

/// The caller behind a key, who has to manage users. A session is no proof here: no browser is to be led to this address.
async fn known(app: &App, headers: &HeaderMap, secure: bool, request_id: String) -> Result<Caller, Refused> {
    let nobody = || Error::Unauthenticated("Send an API key as `Authorization: Bearer …`.".into());
    let proof = caller::proof(headers, secure).filter(|proof| matches!(proof, Proof::Key(_))).ok_or_else(nobody)?;
    let mut caller = caller::known(app, &proof).await?.ok_or_else(nobody)?;
    if !caller.has_duty("users") {
        let detail = "Managing users is a duty (users) that none of the roles of this key carries.";
        return Err(Error::Forbidden(detail.into()).into());
    }
    caller.channel = Channel::Scim;
    Ok(caller.because(Reason::built_in(BECAUSE)).in_request(request_id))
}

/// The address of the service: the one that was given to people, else the one that was asked.
fn base(app: &App, request: &Request, secure: bool) -> String {
    if let Some(url) = &app.config().listen.public_url {
        return format!("{}{BASE}", url.trim_end_matches('/'));
    }
    let host = request.headers().get("host").and_then(|host| host.to_str().ok());
    let authority = request.uri().authority().map(poem::http::uri::Authority::as_str);
    let scheme = if secure { "https" } else { "http" };
    format!("{scheme}://{}{BASE}", authority.or(host).unwrap_or_default())
}

fn query(text: &str) -> Result<BTreeMap<String, String>, Refused> {
    let read = |text: &str| {
        percent_decode(&text.replace('+', " ")).ok_or_else(|| Refused::bad("invalidSyntax", "The query is not UTF-8."))
    };
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| Ok((read(name)?, read(value)?))).collect()
}

/// An answer that is the same for all.
fn told(ask: &Ask, body: &Json) -> Result<Response, Refused> {
    if !matches!(ask.method, Method::GET | Method::HEAD) {
        return Err(Refused::method("GET, HEAD"));
    }
    Ok(respond(StatusCode::OK, body, None))
}

fn found(all: Vec<Json>, id: &str) -> Result<Json, Refused> {
    all.into_iter().find(|one| one["id"] == id).ok_or_else(|| Error::NotFound.into())
}

/// All of a list that is never long.
fn whole(resources: &[Json]) -> Json {
    page(resources.len() as u64, 1, resources)
}

/// A page of a list.
fn page(total: u64, start: u64, resources: &[Json]) -> Json {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    })
}

/// What is known of a resource that is not of its own.
fn meta(record: &Record, kind: &str, location: &str) -> Json {
    let at = |time: Option<i64>| time.map(format_time);
    json!({
        "resourceType": kind,
        "created": at(record.get(CREATED_AT)),
        "lastModified": at(record.get(UPDATED_AT)),
        "location": location,
        "version": tag(record),
    })
}

/// The tag of a version.
fn tag(record: &Record) -> String {
    format!("W/\"{}\"", record.version)
}

/// An answer with a body, and the tag and address of what it is about.
fn respond(status: StatusCode, body: &Json, about: Option<&Record>) -> Response {
    let mut response =
        Response::builder().status(status).content_type(MEDIA_TYPE).header("cache-control", "private, no-cache");
    if let Some(record) = about {
        response = response.header(ETAG, tag(record));
        if let Some(location) = body["meta"]["location"].as_str() {
            response = response.header(LOCATION, location);
        }
    }
    response.body(body.to_string())
}
