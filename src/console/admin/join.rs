//! The page behind a link that an administrator handed over: its user chooses a password and comes in.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::SET_COOKIE;

use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::console::{session, welcome};
use crate::error::{Error, Result};
use crate::identity::invitations::Joining;
use crate::rights::{Caller, Channel};
use crate::secret::Secret;

#[derive(Template)]
#[template(path = "admin/join.html")]
struct JoinPage {
    shell: Shell,
    token: String,
    name: String,
    email: String,
    problems: Vec<Problem>,
}

impl JoinPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// The form.
pub(in crate::console) async fn show(visit: &Visit) -> Result<Response> {
    let token = visit.query.text("token");
    let joining = found(visit, token).await?;
    form(visit, StatusCode::OK, token, joining, Vec::new())
}

/// Keeps the password and signs the person in.
pub(in crate::console) async fn join(visit: &Visit) -> Result<Response> {
    let token = visit.form.text("token");
    let joining = found(visit, token).await?;
    let caller = Caller::user(visit.app.configuration().await?, joining.user, Channel::Console);
    let caller = caller.in_request(&visit.request_id);
    let password = Secret::new(visit.form.text("password"));
    match visit.app.identity().join(&caller, token, password, &visit.user_agent).await {
        Ok(begun) => {
            let mut response = page::go("/home");
            if let Ok(cookie) = session::cookie(visit.secure, begun.token.reveal()).parse() {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(Error::Invalid(problems)) => {
            let said = |problem| Problem { id: "password".into(), text: welcome::sentence(visit, problem) };
            let problems = problems.iter().map(said).collect();
            form(visit, StatusCode::UNPROCESSABLE_ENTITY, token, joining, problems)
        }
        Err(Error::NotFound) => Err(refused(visit)),
        Err(error) => Err(error),
    }
}

async fn found(visit: &Visit, token: &str) -> Result<Joining> {
    visit.app.identity().joining(token).await?.ok_or_else(|| refused(visit))
}

/// The refusal of a link that does not work.
fn refused(visit: &Visit) -> Error {
    Error::Forbidden(visit.say("join-refused").into())
}

fn form(visit: &Visit, status: StatusCode, token: &str, joining: Joining, problems: Vec<Problem>) -> Result<Response> {
    let shell = Shell::of(visit, visit.say("join"));
    let Joining { name, email, .. } = joining;
    page::render_as(status, &JoinPage { shell, token: token.to_owned(), name, email, problems })
}
