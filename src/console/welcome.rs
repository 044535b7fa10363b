//! The first minutes of an installation: what this is, and the set-up link that makes its first administrator.

use askama::Template;
use poem::Response;

use crate::console::come_in::ComeIn;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::identity::factor::Entry;
use crate::rights::{Caller, Channel};
use crate::secret::Secret;

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    shell: Shell,
    folder: String,
    version: &'static str,
    engine: &'static str,
}

/// The front door: leads to where this person can go on.
pub(super) async fn root(visit: &Visit) -> Result<Response> {
    if visit.is_signed_in() {
        return Ok(page::go("/home"));
    }
    let has_administrator = visit.app.identity().has_administrator().await?;
    Ok(page::go(if has_administrator { "/sign-in" } else { "/welcome" }))
}

/// What this is, for whoever opens a new installation.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    if visit.app.identity().has_administrator().await? {
        return Ok(page::go("/"));
    }
    let folder = &visit.app.config().data.directory;
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
    page::render(&WelcomePage {
        shell: Shell::of(visit, visit.say("welcome")),
        folder: folder.display().to_string(),
        version: env!("CARGO_PKG_VERSION"),
        engine: visit.app.database().engine().name(),
    })
}

/// The form behind the set-up link.
pub(super) async fn setup(visit: &Visit) -> Result<Response> {
    if !visit.app.identity().setup_works(visit.query.text("token")).await? {
        return Err(refused(visit));
    }
    form(visit).page(visit, Vec::new())
}

/// Makes the first administrator and signs him in.
pub(super) async fn set_up(visit: &Visit) -> Result<Response> {
    let (name, email) = (visit.form.text("name").trim(), visit.form.text("email").trim());
    let mut caller = Caller::system(visit.app.configuration().await?, "set-up link").in_request(&visit.request_id);
    caller.channel = Channel::Console;
    let password = Secret::new(visit.form.text("password"));
    let identity = visit.app.identity();
    let made = identity.set_up(&caller, visit.form.text("token"), name, email, password, visit.origin()).await;
    match made {
        Err(Error::Forbidden(_)) => Err(refused(visit)),
        outcome => form(visit).answer(visit, outcome.map(Entry::In)).await,
    }
}

/// The refusal of a link that does not work.
fn refused(visit: &Visit) -> Error {
    Error::Forbidden(visit.say("set-up-refused").into())
}

fn form(visit: &Visit) -> ComeIn {
    let given = if visit.is_form { &visit.form } else { &visit.query };
    ComeIn {
        heading: visit.say("set-up").into(),
        lead: visit.say("set-up-lead").into(),
        button: visit.say("set-up-button").into(),
        to: "/setup",
        token: given.text("token").to_owned(),
        name: Some(visit.form.text("name").to_owned()),
        email: visit.form.text("email").to_owned(),
    }
}
