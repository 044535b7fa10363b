//! Signing in by a provider: out to it, back from it, and what it says of those who signed out there.

use poem::Response;
use poem::http::StatusCode;
use poem::http::header::SET_COOKIE;

use crate::console::page;
use crate::console::visit::Visit;
use crate::console::{errors, session, sign_in};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::factor::Entry;
use crate::identity::sso::Returned;

/// Where a provider sends people back to, and where it tells that they are gone.
pub(super) fn addresses(visit: &Visit, provider: Id) -> (String, String) {
    let base = format!("{}/sign-in/with/{provider}", visit.site);
    (format!("{base}/return"), format!("{base}/logout"))
}

/// Sends the browser to a provider. Reading this page changes nothing here, so that a link may lead to it.
pub(super) async fn leave(visit: &Visit, provider: Id) -> Result<Response> {
    let next = session::local_path(visit.query.text("next")).unwrap_or("/home");
    let (back, _) = addresses(visit, provider);
    match visit.app.identity().leave_for(visit.app.outbound(), provider, &back, next).await {
        Ok(leaving) => Ok(with_way(visit, page::go(&leaving.url), leaving.browser.reveal())),
        Err(error) => refused(visit, &error).await,
    }
}

/// Lets in whoever comes back.
pub(super) async fn come_back(visit: &Visit, provider: Id) -> Result<Response> {
    let said = visit.query.text("error");
    if !said.is_empty() {
        tracing::info!(error = said, about = visit.query.text("error_description"), "a sign-in provider let nobody in");
        let response =
            sign_in::refused(visit, StatusCode::UNAUTHORIZED, visit.say("sign-in-refused-there").into()).await?;
        return Ok(with_way(visit, response, ""));
    }
    let returned =
        Returned { state: visit.query.text("state"), code: visit.query.text("code"), issuer: visit.query.text("iss") };
    let (back, _) = addresses(visit, provider);
    let (identity, outbound) = (visit.app.identity(), visit.app.outbound());
    let response = match identity.come_back(outbound, provider, &back, &visit.way, returned, visit.origin()).await {
        Ok(arrived) => sign_in::go_in(visit, Entry::In(arrived.begun), &arrived.next).await?,
        Err(error) => refused(visit, &error).await?,
    };
    Ok(with_way(visit, response, ""))
}

/// Leads to where the session at a provider ends too.
pub(super) async fn go_out(visit: &Visit, provider: Id) -> Result<Response> {
    let home = format!("{}/sign-in", visit.site);
    match visit.app.identity().way_out(visit.app.outbound(), provider, &home).await {
        Ok(way) => Ok(page::go(way.as_deref().unwrap_or("/sign-in"))),
        Err(error) => refused(visit, &error).await,
    }
}

/// A provider tells that somebody signed out there (`OpenID` Connect Back-Channel Logout 1.0 §2.7, §2.8).
pub(super) async fn logged_out(visit: &Visit, provider: Id) -> Result<Response> {
    let token = visit.form.text("logout_token");
    let status = match visit.app.identity().ended_there(visit.app.outbound(), provider, token).await {
        Ok(ended) => {
            tracing::info!(ended, "a sign-in provider ended sessions");
            StatusCode::OK
        }
        Err(error @ (Error::Internal(_) | Error::Unavailable(..))) => return Err(error),
        Err(error) => {
            tracing::warn!(%error, "a logout token was refused");
            StatusCode::BAD_REQUEST
        }
    };
    Ok(Response::builder().status(status).header("cache-control", "no-store").finish())
}

/// The sign-in page again. What went wrong on the way is for the log, and for the administrator's test; a visitor reads only what he can
/// do something about.
async fn refused(visit: &Visit, error: &Error) -> Result<Response> {
    let text = match error {
        Error::Internal(_) | Error::Unavailable(..) => {
            tracing::error!(?error, "signing in by a provider failed");
            visit.t.error(error)
        }
        error => {
            tracing::warn!(%error, "signing in by a provider was refused");
            let is_for_him = error.code().starts_with("sign_in");
            if is_for_him { visit.t.error(error) } else { visit.say("state-outbound-unreachable").into() }
        }
    };
    sign_in::refused(visit, errors::status(error), text).await
}

fn with_way(visit: &Visit, mut response: Response, token: &str) -> Response {
    if let Ok(cookie) = session::way(visit.secure, token).parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
