//! Before something dangerous a person proves again who he is, unless he did so a moment ago. The form that he sent is kept within the
//! page that asks, so that it goes on with nothing lost.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::RETRY_AFTER;

use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::visit::Visit;
use crate::console::{errors, session};
use crate::error::{Error, Result};
use crate::secret::Secret;

/// The control that holds the proof.
const PROOF: &str = "_proof";

#[derive(Template)]
#[template(path = "step_up.html")]
struct StepUpPage {
    shell: Shell,
    /// Where the form goes, which is where it went.
    to: String,
    back: String,
    form: Vec<(String, String)>,
    by_code: bool,
    problems: Vec<Problem>,
}

/// The page that asks.
pub(super) async fn ask(visit: &Visit) -> Result<Response> {
    page(visit, StatusCode::FORBIDDEN, Vec::new()).await
}

async fn page(visit: &Visit, status: StatusCode, problems: Vec<Problem>) -> Result<Response> {
    let user = visit.caller()?.actor.user().ok_or(Error::NotFound)?;
    let page = StepUpPage {
        shell: Shell::of(visit, visit.say("step-up")),
        to: visit.address.clone(),
        back: session::local_path(&visit.came_from).unwrap_or("/home").to_owned(),
        form: visit.form.0.iter().filter(|(name, _)| name != PROOF).cloned().collect(),
        by_code: visit.app.identity().factor(user).await?.is_some(),
        problems,
    };
    page::render_as(status, &page)
}

/// Takes the proof that came with a form; the page that asks again where it is none.
pub(super) async fn take(visit: &mut Visit) -> Result<Option<Response>> {
    let (Some(proof), Some(token), true) = (visit.form.get(PROOF), visit.token.clone(), visit.is_signed_in()) else {
        return Ok(None);
    };
    let proved = visit.app.identity().prove(visit.caller()?, &token, Secret::new(proof)).await;
    match proved {
        Ok(()) => {
            visit.form.0.retain(|(name, _)| name != PROOF);
            visit.identify().await?;
            Ok(None)
        }
        Err(error @ (Error::Invalid(_) | Error::Throttled(_))) => {
            let text = visit.t.error(&error);
            let mut response = page(visit, errors::status(&error), vec![Problem { id: "proof".into(), text }]).await?;
            if let Error::Throttled(seconds) = error {
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            Ok(Some(response))
        }
        Err(error) => Err(error),
    }
}
