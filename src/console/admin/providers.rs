//! Sign-in providers: what they are told, whether they answer, and the secret that is known to both sides.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::{all, require};
use crate::console::list::can_be_made;
use crate::console::page::{self, Shell};
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::console::{errors, sso};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::Filter;
use crate::query::Found;
use crate::records::sign_in_provider::{ACTIVE, ISSUER, NO_PASSWORDS, SIGN_IN_PROVIDER};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};
use crate::secret::Secret;

#[derive(Template)]
#[template(path = "admin/providers.html")]
struct ProvidersPage {
    shell: Shell,
    providers: Vec<Line>,
    can_make: bool,
    can_change: bool,
    done: String,
    /// What went wrong, in words and as it was.
    failed: Option<(String, String)>,
}

struct Line {
    id: Id,
    name: String,
    issuer: String,
    is_active: bool,
    is_only: bool,
    has_secret: bool,
    back: String,
    logout: String,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let done = if visit.query.text("done") == "secret" { visit.say("done-saved").into() } else { String::new() };
    render(visit, StatusCode::OK, done, None).await
}

async fn render(visit: &Visit, status: StatusCode, done: String, failed: Option<(String, String)>) -> Result<Response> {
    require(visit, &["users"], &SIGN_IN_PROVIDER)?;
    let caller = visit.caller()?;
    let found = all(visit, &SIGN_IN_PROVIDER, Filter::All).await?;
    let ids: Vec<Id> = found.iter().map(|one| one.record.id).collect();
    let sealed = visit.app.identity().with_secret(&ids).await?;
    let line = |one: &Found| {
        let (back, logout) = sso::addresses(visit, one.record.id);
        Line {
            id: one.record.id,
            name: title(visit.t, one),
            issuer: one.record.get(ISSUER).unwrap_or_default(),
            is_active: one.record.get(ACTIVE).unwrap_or(false),
            is_only: one.record.get(NO_PASSWORDS).unwrap_or(false),
            has_secret: sealed.contains(&one.record.id),
            back,
            logout,
        }
    };
    let page = ProvidersPage {
        shell: Shell::of(visit, visit.say("admin-sign-in")),
        providers: found.iter().map(line).collect(),
        can_make: can_be_made(caller, &SIGN_IN_PROVIDER),
        can_change: decide::rows(caller, Action::Update, &SIGN_IN_PROVIDER) == Rows::All,
        done,
        failed,
    };
    page::render_as(status, &page)
}

/// Keeps a secret; an empty one takes it away.
pub(super) async fn save_secret(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["users"], &SIGN_IN_PROVIDER)?;
    let secret = Secret::new(visit.form.text("secret").trim());
    let caller = visit.caller_because()?;
    let kept = Some(&secret).filter(|secret| !secret.is_empty());
    match visit.app.identity().set_provider_secret(&caller, id, kept).await {
        Ok(()) => Ok(page::go("/administration/sign-in?done=secret")),
        Err(error @ (Error::Invalid(_) | Error::ReasonRequired { .. })) => {
            let told = (visit.t.error(&error), String::new());
            render(visit, errors::status(&error), String::new(), Some(told)).await
        }
        Err(error) => Err(error),
    }
}

/// Asks a provider for what it has to tell, and says what came of it.
pub(super) async fn test(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["users"], &SIGN_IN_PROVIDER)?;
    match visit.app.identity().test_provider(visit.app.outbound(), id).await {
        Ok(tested) => {
            let out =
                visit.say(if tested.ends_sessions { "provider-ends-sessions" } else { "provider-keeps-sessions" });
            let keys = visit.say("provider-answers").with("keys", tested.keys).with("address", tested.authorization);
            render(visit, StatusCode::OK, format!("{keys} {out}"), None).await
        }
        Err(error @ (Error::Internal(_) | Error::NotFound)) => Err(error),
        Err(error) => {
            let told = (visit.t.error(&error), error.to_string());
            render(visit, StatusCode::UNPROCESSABLE_ENTITY, String::new(), Some(told)).await
        }
    }
}
