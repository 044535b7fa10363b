//! Signing in and out.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{RETRY_AFTER, SET_COOKIE};

use crate::console::page::{self, Shell};
use crate::console::pairs::encode;
use crate::console::visit::Visit;
use crate::console::{errors, session};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::events::Method;
use crate::identity::factor::Entry;
use crate::secret::Secret;

/// Something wrong with a form, and the id of the control it is about.
pub(super) struct Problem {
    pub(super) id: String,
    pub(super) text: String,
}

/// What is wrong with a control.
pub(super) fn problem<'a>(problems: &'a [Problem], id: &str) -> &'a str {
    problems.iter().find(|problem| problem.id == id).map(|problem| problem.text.as_str()).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    next: String,
    email: String,
    problems: Vec<Problem>,
    providers: Vec<(Id, String)>,
    /// Where one is still signed in, who signed out here.
    left: Option<(Id, String)>,
}

impl SignInPage {
    /// Whether what was typed is wrong, and not what a provider said.
    fn is_wrong(&self) -> bool {
        !problem(&self.problems, "email").is_empty()
    }
}

/// The form.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    if visit.is_signed_in() {
        return Ok(page::go("/home"));
    }
    if !visit.app.identity().has_administrator().await? {
        return Ok(page::go("/welcome"));
    }
    form(visit, StatusCode::OK, visit.query.text("next"), Vec::new()).await
}

/// Checks mail address and password, and goes on to the page that was wanted.
pub(super) async fn sign_in(visit: &Visit) -> Result<Response> {
    let next = visit.form.text("next");
    let password = Secret::new(visit.form.text("password"));
    let email = visit.form.text("email");
    match visit.app.identity().knock(email, password, visit.origin()).await {
        Ok(user) => go_in(visit, visit.app.identity().enter(user, Method::Password, visit.origin()).await?, next).await,
        Err(error @ (Error::Unauthenticated(_) | Error::Throttled(_))) => {
            let text = match error {
                Error::Throttled(_) => visit.t.error(&error),
                _ => visit.say("sign-in-wrong").into(),
            };
            let problem = Problem { id: "email".into(), text };
            let mut response = form(visit, errors::status(&error), next, vec![problem]).await?;
            if let Error::Throttled(seconds) = error {
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

/// Gives the browser the session that was begun and goes on; to the second step where that is needed.
pub(super) async fn go_in(visit: &Visit, entry: Entry, next: &str) -> Result<Response> {
    let next = session::local_path(next);
    let (mut response, cookie) = match entry {
        Entry::In(begun) => {
            // Who has to be told something of his account comes past where it is said.
            let is_told = visit.app.identity().untold(begun.user).await?.is_empty();
            let to = next.filter(|_| is_told).unwrap_or("/home");
            (page::go(to), session::cookie(visit.secure, begun.token.reveal()))
        }
        Entry::Half(token) => {
            let next = next.map(|next| format!("?next={}", encode(next))).unwrap_or_default();
            (page::go(&format!("/sign-in/code{next}")), session::half_cookie(visit.secure, token.reveal()))
        }
    };
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Ends the session.
pub(super) async fn sign_out(visit: &Visit) -> Result<Response> {
    let mut to = "/sign-in".to_owned();
    if let Some(token) = visit.token.as_deref().filter(|_| visit.is_signed_in()) {
        visit.app.identity().end_acting(visit.caller()?, token).await?;
        if let Some(provider) = visit.app.identity().provider_of(token).await? {
            to = format!("/sign-in?left={provider}");
        }
        visit.app.identity().sign_out(token).await?;
    }
    let mut response = page::go(&to);
    if let Ok(cookie) = session::no_cookie(visit.secure).parse() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The form again, with what a provider or its answer had against somebody.
pub(super) async fn refused(visit: &Visit, status: StatusCode, text: String) -> Result<Response> {
    form(visit, status, "", vec![Problem { id: String::new(), text }]).await
}

async fn form(visit: &Visit, status: StatusCode, next: &str, problems: Vec<Problem>) -> Result<Response> {
    let next = session::local_path(next).unwrap_or_default().to_owned();
    let email = visit.form.text("email").to_owned();
    let providers = visit.app.identity().sign_in_buttons().await?;
    let left = visit.query.text("left").parse::<Id>().ok();
    let left = left.and_then(|left| providers.iter().find(|(id, _)| *id == left).cloned());
    let shell = Shell::of(visit, visit.say("sign-in"));
    page::render_as(status, &SignInPage { shell, next, email, problems, providers, left })
}
