//! The first minutes of an installation: what this is, and the set-up link that makes its first administrator.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::SET_COOKIE;

use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::console::{session, sign_in};
use crate::error::{Error, FieldProblem, Result};
use crate::identity::password;
use crate::records::user::USER;
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

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    shell: Shell,
    token: String,
    name: String,
    email: String,
    problems: Vec<sign_in::Problem>,
}

impl SetupPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
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
    let token = visit.query.text("token");
    if !visit.app.identity().setup_works(token).await? {
        return Err(refused(visit));
    }
    form(visit, StatusCode::OK, Vec::new())
}

/// Makes the first administrator and signs him in.
pub(super) async fn set_up(visit: &Visit) -> Result<Response> {
    let (name, email) = (visit.form.text("name").trim(), visit.form.text("email").trim());
    let mut problems = Vec::new();
    for (id, label, text) in [("name", "your-name", name), ("email", "email", email)] {
        if text.is_empty() {
            problems.push(sign_in::Problem {
                id: id.into(),
                text: visit.say("problem-required").with("label", visit.say(label)).into(),
            });
        }
    }
    if !problems.is_empty() {
        return form(visit, StatusCode::UNPROCESSABLE_ENTITY, problems);
    }
    let mut caller = Caller::system(visit.app.configuration().await?, "set-up link").in_request(&visit.request_id);
    caller.channel = Channel::Console;
    let password = Secret::new(visit.form.text("password"));
    let identity = visit.app.identity();
    let made = identity.set_up(&caller, visit.form.text("token"), name, email, password, &visit.user_agent).await;
    match made {
        Ok(begun) => {
            let mut response = page::go("/home");
            if let Ok(cookie) = session::cookie(visit.secure, begun.token.reveal()).parse() {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(Error::Invalid(problems)) => {
            let at_field = |problem: &FieldProblem| sign_in::Problem {
                id: problem.pointer.trim_start_matches('/').to_owned(),
                text: sentence(visit, problem),
            };
            form(visit, StatusCode::UNPROCESSABLE_ENTITY, problems.iter().map(at_field).collect())
        }
        Err(Error::Forbidden(_)) => Err(refused(visit)),
        Err(error) => Err(error),
    }
}

/// The refusal of a link that does not work.
fn refused(visit: &Visit) -> Error {
    Error::Forbidden(visit.say("set-up-refused").into())
}

/// What is wrong with the first administrator, or with anybody who chooses a password.
pub(super) fn sentence(visit: &Visit, problem: &FieldProblem) -> String {
    if problem.code == "weak_password" {
        let said = visit.say("problem-weak-password").with("least", password::SHORTEST);
        return said.with("most", password::LONGEST).into();
    }
    let field = USER.own_field(problem.pointer.trim_start_matches('/'));
    visit.t.problem(USER.name, field, problem)
}

fn form(visit: &Visit, status: StatusCode, problems: Vec<sign_in::Problem>) -> Result<Response> {
    let given = if visit.is_form { &visit.form } else { &visit.query };
    page::render_as(
        status,
        &SetupPage {
            shell: Shell::of(visit, visit.say("set-up")),
            token: given.text("token").to_owned(),
            name: visit.form.text("name").to_owned(),
            email: visit.form.text("email").to_owned(),
            problems,
        },
    )
}
