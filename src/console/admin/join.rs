//! The page behind a link that an administrator handed over: its user chooses a password and comes in.

use poem::Response;

use crate::console::come_in::ComeIn;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::identity::invitations::Joining;
use crate::rights::{Caller, Channel};
use crate::secret::Secret;

/// The form.
pub(in crate::console) async fn show(visit: &Visit) -> Result<Response> {
    let token = visit.query.text("token");
    form(visit, token, &found(visit, token).await?).page(visit, Vec::new())
}

/// Keeps the password and signs the person in.
pub(in crate::console) async fn join(visit: &Visit) -> Result<Response> {
    let token = visit.form.text("token");
    let joining = found(visit, token).await?;
    let caller = Caller::user(visit.app.configuration().await?, joining.user, Channel::Console);
    let caller = caller.in_request(&visit.request_id);
    let password = Secret::new(visit.form.text("password"));
    match visit.app.identity().join(&caller, token, password, visit.origin()).await {
        Err(Error::NotFound) => Err(refused(visit)),
        outcome => form(visit, token, &joining).answer(visit, outcome).await,
    }
}

async fn found(visit: &Visit, token: &str) -> Result<Joining> {
    visit.app.identity().joining(token).await?.ok_or_else(|| refused(visit))
}

/// The refusal of a link that does not work.
fn refused(visit: &Visit) -> Error {
    Error::Forbidden(visit.say("join-refused").into())
}

fn form(visit: &Visit, token: &str, joining: &Joining) -> ComeIn {
    ComeIn {
        heading: visit.say("join").into(),
        lead: visit.say("join-lead").with("name", &joining.name).into(),
        button: visit.say("join-button").into(),
        to: "/join",
        token: token.to_owned(),
        name: None,
        email: joining.email.clone(),
    }
}
