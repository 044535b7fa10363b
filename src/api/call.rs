//! A request as handlers see it: path, query, headers and body, each read strictly.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use poem::http::header::{ACCEPT, CONTENT_TYPE};
use poem::http::uri::Scheme;
use poem::http::{HeaderMap, StatusCode};
use poem::{Addr, Body, Request};
use serde_json::Value as Json;

use crate::api::operation::{Operation, Place};
use crate::api::problem::{Answered, Refusal};
use crate::app::App;
use crate::error::{Error, Result};
use crate::http::limits::{parse_json, read_body};
use crate::http::request_id::RequestId;
use crate::id::Id;
use crate::model::RecordType;

/// The media types of JSON bodies.
pub(super) const JSON: &str = "application/json";
/// The media type of merge patches (RFC 7396).
pub(super) const MERGE_PATCH: &str = "application/merge-patch+json";

/// A request for one operation.
pub(super) struct Call {
    /// The application.
    pub(super) app: App,
    /// What is asked for.
    pub(super) operation: &'static Operation,
    /// The id of the request, as in the log.
    pub(super) request_id: String,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// Where the request comes from.
    pub(super) address: IpAddr,
    /// Whether the client speaks TLS, to us or to the proxy before us.
    pub(super) is_secure: bool,
    /// The path as it was asked for.
    pub(super) path: String,
    /// The host that the client believes to speak to.
    pub(super) host: Option<String>,
    raw_query: String,
    segments: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    body: Option<Body>,
    bytes: Option<Bytes>,
}

impl Call {
    /// Takes a request apart. Nothing of it is judged yet.
    pub(super) fn new(app: App, operation: &'static Operation, mut request: Request) -> Self {
        let body = Some(request.take_body());
        let peer = peer(&request);
        let names = operation.parameters.iter().filter(|parameter| parameter.place == Place::Path);
        let segments = names
            .map(|parameter| (parameter.name, request.raw_path_param(parameter.name).unwrap_or_default().to_owned()))
            .collect();
        let listen = &app.config().listen;
        let headers = request.headers();
        let address =
            if listen.trusts(peer) { forwarded(headers, |hop| listen.trusts(hop)).unwrap_or(peer) } else { peer };
        let is_secure = is_secure(&app, &request);
        let host = request
            .uri()
            .authority()
            .map(|authority| authority.as_str().to_owned())
            .or_else(|| headers.get("host").and_then(|host| host.to_str().ok()).map(str::to_owned));
        Self {
            operation,
            request_id: request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            address,
            is_secure,
            path: request.original_uri().path().to_owned(),
            host,
            raw_query: request.uri().query().unwrap_or_default().to_owned(),
            segments,
            query: Vec::new(),
            body,
            bytes: None,
            headers: std::mem::take(request.headers_mut()),
            app,
        }
    }

    /// Judges what every operation judges alike: the representation asked for, the query, and how long everything is.
    pub(super) fn check(&mut self) -> Answered<()> {
        accepts(&self.headers, self.operation.media_type())?;
        self.query = parse_query(&self.raw_query)?;
        for (at, (name, _)) in self.query.iter().enumerate() {
            let known = self.operation.parameters.iter().any(|one| one.place == Place::Query && one.name == name);
            if !known {
                return Err(Refusal::parameter(name, "unknown_parameter", format!("There is no parameter `{name}`.")));
            }
            if self.query[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(Refusal::parameter(name, "twice", format!("Give `{name}` once.")));
            }
        }
        for one in &self.operation.parameters {
            let longest = one.schema.max_length.unwrap_or(usize::MAX);
            let given = if one.place == Place::Header { self.header(one.name)? } else { self.query(one.name) };
            if given.is_some_and(|text| text.chars().count() > longest) {
                let detail = format!("At most {longest} characters fit into {}.", one.name);
                return Err(Refusal::parameter(&one.name.to_ascii_lowercase(), "too_long", detail));
            }
        }
        let missing = self.operation.parameters.iter().find(|one| {
            one.place == Place::Query && one.required && !self.query.iter().any(|(name, _)| name == one.name)
        });
        match missing {
            Some(one) => {
                Err(Refusal::parameter(one.name, "required", format!("The parameter `{}` is needed.", one.name)))
            }
            None => Ok(()),
        }
    }

    /// The record type whose operation this is.
    pub(super) fn kind(&self) -> Result<&'static RecordType> {
        self.operation.kind.ok_or(Error::NotFound)
    }

    /// An id in the path. What is no id names nothing.
    pub(super) fn id(&self, name: &str) -> Result<Id> {
        let found = self.segments.iter().find(|(known, _)| *known == name);
        found.and_then(|(_, text)| text.parse().ok()).ok_or(Error::NotFound)
    }

    /// A query parameter.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A query parameter that is an id.
    pub(super) fn query_id(&self, name: &str) -> Answered<Option<Id>> {
        self.query(name)
            .map(|text| text.parse().map_err(|()| Refusal::parameter(name, "wrong_type", "An id is expected here.")))
            .transpose()
    }

    /// A query parameter that is a whole number within bounds.
    pub(super) fn query_number(&self, name: &str, least: i64, most: i64) -> Answered<Option<i64>> {
        let Some(text) = self.query(name) else { return Ok(None) };
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| is_plain && (least..=most).contains(number));
        number.map(Some).ok_or_else(|| {
            Refusal::parameter(name, "out_of_range", format!("A whole number from {least} to {most} is expected here."))
        })
    }

    /// A query parameter that is one of these words.
    pub(super) fn query_word(&self, name: &str, words: &'static [&'static str]) -> Answered<Option<&'static str>> {
        let Some(text) = self.query(name) else { return Ok(None) };
        words
            .iter()
            .copied()
            .find(|word| *word == text)
            .map(Some)
            .ok_or_else(|| Refusal::parameter(name, "unknown_choice", format!("Choose one of: {}.", words.join(", "))))
    }

    /// A header as text; bytes that are no UTF-8 are refused.
    pub(super) fn header(&self, name: &str) -> Answered<Option<&str>> {
        let Some(value) = self.headers.get(name) else { return Ok(None) };
        std::str::from_utf8(value.as_bytes())
            .map(Some)
            .map_err(|_| Error::Malformed(format!("The header {name} is not UTF-8.")).into())
    }

    /// The body as it comes, for uploads.
    pub(super) fn take_body(&mut self) -> Body {
        self.body.take().unwrap_or_else(Body::empty)
    }

    /// The whole body, at most `listen.body_bytes`.
    pub(super) async fn bytes(&mut self) -> Result<Bytes> {
        if let Some(bytes) = &self.bytes {
            return Ok(bytes.clone());
        }
        let bytes = read_body(self.take_body(), self.app.config().listen.body_bytes).await?;
        self.bytes = Some(bytes.clone());
        Ok(bytes)
    }

    /// The body as JSON, after a look at its media type.
    pub(super) async fn json(&mut self) -> Answered<Json> {
        let wanted = self.operation.body.as_ref().map_or(&[][..], |body| body.media_types);
        if !wanted.contains(&self.media_type().as_str()) {
            return Err(Refusal::media_type(&wanted.join(" or ")));
        }
        Ok(parse_json(&self.bytes().await?)?)
    }

    /// The media type of the body without its parameters.
    pub(super) fn media_type(&self) -> String {
        let value = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Everything after `?`.
    pub(super) fn raw_query(&self) -> &str {
        &self.raw_query
    }
}

/// Who is at the other end of the connection.
fn peer(request: &Request) -> IpAddr {
    match &request.remote_addr().0 {
        Addr::SocketAddr(address) => address.ip(),
        _ => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
    }
}

/// Whether the browser speaks TLS: with us, or with a proxy that we trust.
pub(super) fn is_secure(app: &App, request: &Request) -> bool {
    let proto = request.headers().get("x-forwarded-proto");
    let proxied = app.config().listen.trusts(peer(request))
        && proto.is_some_and(|proto| proto.as_bytes().eq_ignore_ascii_case(b"https"));
    proxied || *request.scheme() == Scheme::HTTPS || app.config().tls.files().is_some()
}

/// The client's address: the last one in `X-Forwarded-For` that no proxy of ours has.
fn forwarded(headers: &HeaderMap, is_ours: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let addresses = hops.iter().rev().map_while(|hop| hop.parse::<IpAddr>().ok());
    addresses.into_iter().find(|address| !is_ours(*address))
}

/// Refuses where the client takes nothing that we have.
fn accepts(headers: &HeaderMap, ours: &str) -> Answered<()> {
    let mut given = headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok()).peekable();
    if ours.is_empty() || given.peek().is_none() {
        return Ok(());
    }
    let family = ours.split('/').next().unwrap_or_default();
    let fits = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_refused =
            parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)));
        let is_ours = name == "*/*" || name == ours || name.strip_suffix("/*").is_some_and(|any| any == family);
        is_ours && !is_refused
    };
    if given.any(|line| line.split(',').map(str::trim).any(fits)) {
        return Ok(());
    }
    Err(Refusal::http(StatusCode::NOT_ACCEPTABLE, "not_acceptable", format!("The answer is {ours}; accept that.")))
}

/// Reads a query: `+` and percent-encoding, UTF-8, no control characters.
fn parse_query(text: &str) -> Answered<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let read = |text: &str| {
            percent_decode(&text.replace('+', " "))
                .ok_or_else(|| Error::Malformed("The query is not UTF-8 in percent-encoding.".into()))
        };
        let (name, value) = (read(name)?, read(value)?);
        if name.chars().chain(value.chars()).any(char::is_control) {
            return Err(Refusal::parameter(&name, "control_character", "It holds a control character; take it out."));
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// Percent-encoded UTF-8 as text; `None` where it is not.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let pair = std::str::from_utf8(&digits).ok().filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(pair, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
