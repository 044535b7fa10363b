//! Who asks, and why: a key in `Authorization`, or a session in a cookie, with the reason from the headers.

use poem::http::header::{AUTHORIZATION, COOKIE, ORIGIN};
use poem::http::{HeaderMap, Method, StatusCode};

use crate::api::call::{Call, percent_decode};
use crate::api::problem::{Answered, Refusal};
use crate::app::App;
use crate::error::{Error, Result};
use crate::identity::keys;
use crate::rights::caller::Reason;
use crate::rights::{Caller, Channel};

/// The name of the session's cookie.
const COOKIE_NAME: &str = "beheer_session";
/// What stands before it behind TLS, so that browsers take it from this very host only.
const HOST_PREFIX: &str = "__Host-";

/// By what somebody proved who he is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// An API key.
    Key(String),
    /// The token of a session.
    Session(String),
}

/// The name of the cookie on this connection.
pub(super) fn cookie_name(is_secure: bool) -> String {
    if is_secure { format!("{HOST_PREFIX}{COOKIE_NAME}") } else { COOKIE_NAME.to_owned() }
}

/// What the headers of a request bring to prove who asks.
pub(super) fn proof(headers: &HeaderMap, is_secure: bool) -> Option<Proof> {
    if let Some(given) = headers.get(AUTHORIZATION) {
        let token = given.to_str().ok().and_then(|text| text.split_once(' '));
        let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
        // A key that does not open the door is not made good by a cookie.
        return Some(Proof::Key(token.unwrap_or_default().to_owned()));
    }
    let name = cookie_name(is_secure);
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, token)| Proof::Session(token.to_owned()))
}

/// The caller behind a proof; nobody when it proves nothing any more.
pub(super) async fn known(app: &App, proof: &Proof) -> Result<Option<Caller>> {
    Ok(match proof {
        Proof::Key(token) if token.starts_with(keys::PREFIX) => app.key(token).await?,
        Proof::Key(_) => None,
        Proof::Session(token) => app.session(token, Channel::Api).await?,
    })
}

/// The caller of a request, or 401.
pub(super) async fn caller(call: &Call) -> Answered<Caller> {
    let nobody = || Error::Unauthenticated("Sign in, or send an API key as `Authorization: Bearer …`.".into());
    let proof = proof(&call.headers, call.is_secure).ok_or_else(nobody)?;
    let caller = known(&call.app, &proof).await?.ok_or_else(nobody)?;
    if matches!(proof, Proof::Session(_)) && is_unsafe(&call.operation.method) {
        same_origin(call, true)?;
        if caller.real().is_some() && call.operation.path != "/session" {
            return Err(
                Error::Forbidden("Whoever acts as somebody else changes nothing through the API.".into()).into()
            );
        }
    }
    // Whoever acts as somebody else has given his own; that of the person is not his to set up.
    let is_himself = matches!(proof, Proof::Session(_)) && caller.real().is_none();
    if is_himself && caller.lacks_second_factor() && !sets_one_up(&call.operation.id) {
        let detail =
            "One of your roles asks for a second factor. Set one up; until then a session can do nothing else.";
        return Err(Refusal::http(StatusCode::FORBIDDEN, "second_factor_required", detail));
    }
    Ok(caller.because(reason(call)?).in_request(call.request_id.clone()))
}

/// What a session can do that still lacks a second factor.
fn sets_one_up(operation: &str) -> bool {
    matches!(operation, "getMe" | "deleteSession" | "confirmSession" | "offerMySecondFactor" | "takeMySecondFactor")
}

fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Refuses what another site makes a browser send with our cookie. Every browser says where a changing request comes from.
pub(super) fn same_origin(call: &Call, must_say: bool) -> Answered<()> {
    let refuse = || {
        let detail = "This request does not come from our own pages. Programs use an API key.";
        Err(Refusal::http(StatusCode::FORBIDDEN, "cross_site", detail))
    };
    if let Some(site) = call.headers.get("sec-fetch-site") {
        return if matches!(site.as_bytes(), b"same-origin" | b"none") { Ok(()) } else { refuse() };
    }
    let Some(origin) = call.headers.get(ORIGIN) else { return if must_say { refuse() } else { Ok(()) } };
    let origin = origin.to_str().unwrap_or_default();
    let public = call.app.config().listen.public_url.as_deref();
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    if public == Some(origin) || (authority.is_some() && authority == call.host.as_deref()) { Ok(()) } else { refuse() }
}

/// Why, from the headers `Change-Reason` and `Change-Reason-Code`.
fn reason(call: &Call) -> Answered<Reason> {
    let mut reason = Reason::default();
    if let Some(text) = call.header("change-reason")? {
        let text = if text.contains('%') {
            percent_decode(text).ok_or_else(|| {
                Refusal::parameter("change_reason", "wrong_form", "Percent-encoded UTF-8 is expected in Change-Reason.")
            })?
        } else {
            text.to_owned()
        };
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            let detail = "The reason holds a control character; take it out.";
            return Err(Refusal::parameter("change_reason", "control_character", detail));
        }
        reason.text = Some(text).filter(|text| !text.trim().is_empty());
    }
    reason.code = call.header("change-reason-code")?.map(str::to_owned).filter(|code| !code.is_empty());
    Ok(reason)
}
