//! Answers that are JSON: put together in one place, and in a form that can be stored and given again.

use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{CACHE_CONTROL, ETAG, LOCATION};

use crate::api::call::JSON;
use crate::api::write;
use crate::model::AnyField;
use crate::query::Found;

/// A JSON answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) tag: Option<String>,
    /// Empty for an answer without a body.
    pub(super) body: String,
}

impl Reply {
    /// 200 with a body.
    pub(super) const fn ok(body: String) -> Self {
        Self { status: 200, location: None, tag: None, body }
    }

    /// 204.
    pub(super) const fn nothing() -> Self {
        Self { status: 204, location: None, tag: None, body: String::new() }
    }

    /// A record with its tag.
    pub(super) fn record(status: u16, fields: &[AnyField], row: &Found) -> Self {
        let mut body = String::with_capacity(1_024);
        write::record(&mut body, fields, row);
        Self { status, location: None, tag: Some(tag(row.record.version)), body }
    }

    /// The same with the address of what was made.
    pub(super) fn at(mut self, location: String) -> Self {
        self.location = Some(location);
        self
    }

    /// As one text, to be stored.
    pub(super) fn pack(&self) -> String {
        let line = |part: &Option<String>| part.clone().unwrap_or_default();
        format!("{}\n{}\n{}", line(&self.location), line(&self.tag), self.body)
    }

    /// What was stored.
    pub(super) fn unpack(status: u16, text: &str) -> Self {
        let mut parts = text.splitn(3, '\n').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let (location, tag) =
            (Some(part()).filter(|text| !text.is_empty()), Some(part()).filter(|text| !text.is_empty()));
        Self { status, location, tag, body: part() }
    }

    /// The answer itself.
    pub(super) fn respond(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = Response::builder().status(status).header(CACHE_CONTROL, "private, no-cache");
        if let Some(location) = self.location {
            response = response.header(LOCATION, location);
        }
        if let Some(tag) = self.tag {
            response = response.header(ETAG, tag);
        }
        if self.body.is_empty() { response.finish() } else { response.content_type(JSON).body(self.body) }
    }
}

/// The tag of a version.
pub(super) fn tag(version: i64) -> String {
    format!("\"{version}\"")
}
