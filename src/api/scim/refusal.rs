//! Errors as SCIM tells them (RFC 7644 §3.12), made from those of the program.

use poem::Response;
use poem::http::header::{ALLOW, WWW_AUTHENTICATE};
use poem::http::{HeaderName, StatusCode};
use serde_json::json;

use crate::api::problem::Refusal;
use crate::api::scim::MEDIA_TYPE;
use crate::error::{Error, FieldProblem};

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    kind: Option<&'static str>,
    detail: String,
    header: Option<(HeaderName, String)>,
}

impl Refused {
    /// 400 with one of the words of RFC 7644, table 9.
    pub(super) fn bad(kind: &'static str, detail: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, kind: Some(kind), detail: detail.into(), header: None }
    }

    /// A status that needs no word.
    pub(super) fn of(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, kind: None, detail: detail.into(), header: None }
    }

    /// The method is not among those of this address.
    pub(super) fn method(allowed: &str) -> Self {
        let detail = format!("This address takes {allowed}.");
        Self { header: Some((ALLOW, allowed.to_owned())), ..Self::of(StatusCode::METHOD_NOT_ALLOWED, detail) }
    }

    /// Whether the record changed since it was read.
    pub(super) fn is_stale(&self) -> bool {
        self.status == StatusCode::PRECONDITION_FAILED
    }

    /// The answer.
    pub(super) fn respond(self) -> Response {
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": self.status.as_u16().to_string(),
            "detail": self.detail,
        });
        if let Some(kind) = self.kind {
            body["scimType"] = kind.into();
        }
        let mut response =
            Response::builder().status(self.status).content_type(MEDIA_TYPE).header("cache-control", "no-store");
        if let Some((name, value)) = self.header {
            response = response.header(name, value);
        }
        response.body(body.to_string())
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(problems) => invalid(&problems),
            Error::Unauthenticated(detail) => Self {
                header: Some((WWW_AUTHENTICATE, "Bearer realm=\"beheer\"".to_owned())),
                ..Self::of(StatusCode::UNAUTHORIZED, detail)
            },
            Error::Internal(cause) => {
                tracing::error!(error = ?cause, "A SCIM request failed.");
                Self::of(StatusCode::INTERNAL_SERVER_ERROR, Error::internal("").to_string())
            }
            other => {
                let detail = other.to_string();
                Self::of(Refusal::from(other).status(), detail)
            }
        }
    }
}

fn invalid(problems: &[FieldProblem]) -> Refused {
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.pointer.trim_start_matches('/'), problem.detail))
        .collect();
    let detail = told.join(" ");
    if problems.iter().any(|problem| problem.code == "taken") {
        return Refused { status: StatusCode::CONFLICT, kind: Some("uniqueness"), detail, header: None };
    }
    let of_filter = problems.iter().any(|problem| problem.pointer.starts_with("/filter"));
    Refused::bad(if of_filter { "invalidFilter" } else { "invalidValue" }, detail)
}
