//! The only place where errors become HTTP: RFC 9457 problems, the same shape for every status.

use poem::Response;
use poem::http::header::{ALLOW, CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use poem::http::{HeaderName, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::error::{Error, FieldProblem};

/// The media type of problems.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request is not answered as asked: an error of the program, or one that only HTTP knows.
#[derive(Debug)]
pub(super) enum Refusal {
    /// An error of the program.
    Of(Error),
    /// An error that only HTTP knows.
    Http(Plain),
}

/// A refusal that only HTTP knows.
#[derive(Debug)]
pub(super) struct Plain {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    pub(super) detail: String,
    pub(super) header: Option<(HeaderName, String)>,
}

/// What a handler gives back.
pub(super) type Answered<T = Response> = Result<T, Refusal>;

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Of(error)
    }
}

impl Refusal {
    /// A refusal that only HTTP knows.
    pub(super) fn http(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Http(Plain { status, code, detail: detail.into(), header: None })
    }

    /// The method is not among those of this path.
    pub(super) fn method(allowed: &str) -> Self {
        let detail = format!("This address takes {allowed}.");
        let header = Some((ALLOW, allowed.to_owned()));
        Self::Http(Plain { status: StatusCode::METHOD_NOT_ALLOWED, code: "method_not_allowed", detail, header })
    }

    /// The body is of a kind that nobody here reads.
    pub(super) fn media_type(wanted: &str) -> Self {
        Self::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", format!("Send the body as {wanted}."))
    }

    /// A query parameter or header is wrong.
    pub(super) fn parameter(name: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Of(Error::invalid(name, code, detail))
    }

    /// The status it is answered with.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Of(error) => status_of(error),
            Self::Http(plain) => plain.status,
        }
    }

    /// The body, without the id of the request.
    pub(super) fn body(&self) -> Map<String, Json> {
        let (status, code, detail) = match self {
            Self::Of(error) => (status_of(error), error.code(), error.to_string()),
            Self::Http(plain) => (plain.status, plain.code, plain.detail.clone()),
        };
        let mut body = Map::new();
        body.insert("type".into(), format!("/docs#{code}").into());
        body.insert("title".into(), title_of(status).into());
        body.insert("status".into(), status.as_u16().into());
        body.insert("detail".into(), detail.into());
        body.insert("code".into(), code.into());
        match self {
            Self::Of(Error::Invalid(problems)) => drop(body.insert("errors".into(), write_errors(problems))),
            Self::Of(Error::ReasonRequired { codes, .. }) => {
                let codes: Vec<_> = codes.iter().map(|(code, label)| json!({"code": code, "label": label})).collect();
                body.insert("codes".into(), codes.into());
            }
            Self::Of(Error::UndoConflicts(conflicts)) => {
                let conflicts: Vec<_> = conflicts
                    .iter()
                    .map(|conflict| {
                        json!({
                            "record_type": conflict.record_type,
                            "record_id": conflict.record_id,
                            "field": conflict.field,
                            "detail": conflict.detail,
                        })
                    })
                    .collect();
                body.insert("conflicts".into(), conflicts.into());
            }
            _ => {}
        }
        body
    }

    /// The answer. What is our fault is logged here, once, and never shown.
    pub(super) fn respond(self, request_id: &str) -> Response {
        if let Self::Of(Error::Internal(cause)) = &self {
            tracing::error!(error = ?cause, "A request failed.");
        }
        let mut body = self.body();
        body.insert("request_id".into(), request_id.into());
        let mut response = Response::builder()
            .status(self.status())
            .content_type(MEDIA_TYPE)
            .header(CACHE_CONTROL, "no-store")
            .body(Json::Object(body).to_string());
        let header = match self {
            Self::Of(Error::Throttled(seconds) | Error::Unavailable(_, seconds)) => {
                Some((RETRY_AFTER, seconds.to_string()))
            }
            Self::Of(Error::Unauthenticated(_)) => Some((WWW_AUTHENTICATE, "Bearer realm=\"beheer\"".to_owned())),
            Self::Of(_) => None,
            Self::Http(plain) => plain.header,
        };
        if let Some((name, Ok(value))) = header.map(|(name, value)| (name, value.parse())) {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

fn write_errors(problems: &[FieldProblem]) -> Json {
    let one =
        |problem: &FieldProblem| json!({"pointer": problem.pointer, "code": problem.code, "detail": problem.detail});
    problems.iter().map(one).collect()
}

fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden(_) | Error::StepUp => StatusCode::FORBIDDEN,
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::Malformed(_) => StatusCode::BAD_REQUEST,
        Error::Invalid(_) | Error::ReasonRequired { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(..) | Error::UndoConflicts(_) => StatusCode::CONFLICT,
        Error::Stale(_) => StatusCode::PRECONDITION_FAILED,
        Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(..) => StatusCode::SERVICE_UNAVAILABLE,
        Error::StorageFull(_) => StatusCode::INSUFFICIENT_STORAGE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What a status means here, in a few words.
pub(super) fn title_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "The request cannot be read",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Not with this method",
        406 => "No such representation",
        409 => "Not in this state",
        412 => "Changed in the meantime",
        413 => "Too large",
        415 => "Not in this form",
        422 => "The input is wrong",
        429 => "Too many attempts",
        503 => "Not now",
        507 => "The storage is full",
        _ => "Something went wrong on our side",
    }
}
