//! Errors as pages: what went wrong, what to do, and a way on.

use askama::Template;
use poem::Response;
use poem::http::header::{ALLOW, RETRY_AFTER};
use poem::http::{HeaderValue, StatusCode};

use crate::console::page::{self, Shell};
use crate::console::pairs::encode;
use crate::console::session;
use crate::console::visit::Visit;
use crate::error::Error;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    detail: String,
    request_id: String,
}

/// The status of an error.
pub(super) const fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden(_) | Error::StepUp => StatusCode::FORBIDDEN,
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::Malformed(_) => StatusCode::BAD_REQUEST,
        Error::Invalid(_) | Error::ReasonRequired { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(..) | Error::UndoConflicts(_) | Error::Stale(_) => StatusCode::CONFLICT,
        Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(..) => StatusCode::SERVICE_UNAVAILABLE,
        Error::StorageFull(_) => StatusCode::INSUFFICIENT_STORAGE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The page of an error. Whoever is not signed in is taken to where he can do that, and then to what he wanted.
pub(super) fn page(visit: &Visit, error: &Error) -> Response {
    if let Error::Internal(cause) = error {
        tracing::error!(http.path = visit.path, "a page failed: {cause}");
    }
    if matches!(error, Error::Unauthenticated(_)) && !visit.is_signed_in() {
        return page::go(&format!("/sign-in?next={}", encode(&wanted(visit))));
    }
    let mut response = plain(visit, status(error), visit.t.error(error));
    if let Error::Throttled(seconds) | Error::Unavailable(_, seconds) = error {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// The page that was wanted. Of a form that was sent it is the page on which it stood, which puts back what was typed there.
fn wanted(visit: &Visit) -> String {
    if !visit.is_form {
        return visit.address.clone();
    }
    session::local_path(&visit.came_from).map(str::to_owned).unwrap_or_default()
}

/// The page of a method that no page answers.
pub(super) fn method(visit: &Visit) -> Response {
    let mut response = plain(visit, StatusCode::METHOD_NOT_ALLOWED, visit.say("error-method").into());
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    response
}

fn plain(visit: &Visit, status: StatusCode, detail: String) -> Response {
    let shell = Shell::of(visit, visit.t.error_heading(status.as_u16()));
    let request_id = if status.is_server_error() { visit.request_id.clone() } else { String::new() };
    let template = ErrorPage { shell, detail, request_id };
    page::render_as(status, &template).unwrap_or_else(|_| status.into())
}
