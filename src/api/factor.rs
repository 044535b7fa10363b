//! The second factor: set up, renewed and given up by its owner in a session, and taken away by whoever manages users. A key does
//! none of the former: it would make a leaked key as good as a person.

use poem::Response;
use poem::http::{Method, StatusCode};
use serde_json::json;

use crate::api::call::Call;
use crate::api::caller::{self, Proof};
use crate::api::idempotency::ShownOnce;
use crate::api::operation::{Answer, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::api::session::texts;
use crate::error::Error;
use crate::records::user;
use crate::rights::Caller;
use crate::secret::Secret;

const TAG: &str = "Session";

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::POST,
            "/session/confirmation",
            "confirmSession",
            Handler::Known(|call, caller| Box::pin(confirm(call, caller))),
        )
        .tagged(
            TAG,
            "Prove again who I am",
            "Before changes of users, keys and rights a session needs a proof from the last ten minutes (403 with \
             `step_up_required`): a code where there is a second factor, else the password.",
        )
        .reads(Body::json("Proof"))
        .answers(Answer::empty(204, "The proof counts.")),
        Operation::new(
            Method::POST,
            "/me/second_factor_offer",
            "offerMySecondFactor",
            Handler::Known(|call, caller| Box::pin(offer(call, caller))),
        )
        .tagged(
            TAG,
            "Begin to set up my second factor",
            "A new secret for an authenticator app (TOTP, RFC 6238). Nothing changes until a code from it is sent. In a session \
             only.",
        )
        .answers(Answer::json(200, "The secret.", "FactorOffer")),
        Operation::new(
            Method::POST,
            "/me/second_factor",
            "takeMySecondFactor",
            Handler::Known(|call, caller| Box::pin(take_up(call, caller))),
        )
        .tagged(TAG, "Set up my second factor", "From then on signing in takes a code too. In a session only.")
        .takes([take::idempotency_key()])
        .reads(Body::json("FactorTaken"))
        .answers(Answer::json(201, "Codes for when the telephone is lost, shown this once.", "RecoveryCodes"))
        .repeats(Repeat::Reserved),
        Operation::new(
            Method::POST,
            "/me/second_factor/removal",
            "giveUpMySecondFactor",
            Handler::Known(|call, caller| Box::pin(give_up(call, caller))),
        )
        .tagged(TAG, "Give up my second factor", "Takes a code from it. In a session only.")
        .takes([take::idempotency_key()])
        .reads(Body::json("Code"))
        .answers(Answer::empty(204, "The password alone opens the account."))
        .repeats(Repeat::Reserved),
        Operation::new(
            Method::POST,
            "/me/recovery_codes",
            "renewMyRecoveryCodes",
            Handler::Known(|call, caller| Box::pin(renew(call, caller))),
        )
        .tagged(TAG, "Make new recovery codes", "Those from before work no more. Takes a code. In a session only.")
        .takes([take::idempotency_key()])
        .reads(Body::json("Code"))
        .answers(Answer::json(201, "The codes, shown this once.", "RecoveryCodes"))
        .repeats(Repeat::Reserved),
        Operation::new(
            Method::DELETE,
            "/users/{id}/second_factor",
            "removeUserSecondFactor",
            Handler::Known(|call, caller| Box::pin(remove(call, caller))),
        )
        .of(&user::USER)
        .tagged(
            user::USER.plural_label,
            "Take a user's second factor away",
            "Needs the duty `users`. Ends all sessions of that user, who is told at the next sign-in.",
        )
        .takes([take::id("The user's id.")])
        .takes(take::reason())
        .answers(Answer::empty(204, "The password alone opens the account.")),
    ]
}

/// Refuses a key.
fn in_session(call: &Call) -> Answered<()> {
    if matches!(caller::proof(&call.headers, call.is_secure), Some(Proof::Session(_))) {
        return Ok(());
    }
    let detail = "A second factor is its owner's: sign in with a password. A key cannot change it.";
    Err(Refusal::http(StatusCode::FORBIDDEN, "session_required", detail))
}

async fn confirm(mut call: Call, caller: Caller) -> Answered<Response> {
    in_session(&call)?;
    let body = call.json().await?;
    let [proof] = texts(&body, [("proof", 200)])?;
    if let Some(Proof::Session(token)) = caller::proof(&call.headers, call.is_secure) {
        call.app.identity().prove(&caller, &token, Secret::new(proof)).await?;
    }
    Ok(Reply::nothing().respond())
}

async fn offer(call: Call, caller: Caller) -> Answered<Response> {
    in_session(&call)?;
    let user = caller.actor.user().ok_or(Error::NotFound)?;
    let offer = call.app.identity().offer_factor(user).await?;
    let body = json!({"offer": offer.sealed, "secret": offer.text, "address": offer.address});
    Ok(Reply::ok(body.to_string()).respond())
}

async fn take_up(mut call: Call, caller: Caller) -> Answered<Response> {
    in_session(&call)?;
    let body = call.json().await?;
    let [offer, code] = texts(&body, [("offer", 400), ("code", 40)])?;
    Ok(codes(&call.app.identity().confirm_factor(&caller, &offer, &code).await?))
}

async fn give_up(mut call: Call, caller: Caller) -> Answered<Response> {
    in_session(&call)?;
    let body = call.json().await?;
    let [code] = texts(&body, [("code", 40)])?;
    call.app.identity().give_up_factor(&caller, &code).await?;
    Ok(Reply::nothing().respond())
}

async fn renew(mut call: Call, caller: Caller) -> Answered<Response> {
    in_session(&call)?;
    let body = call.json().await?;
    let [code] = texts(&body, [("code", 40)])?;
    Ok(codes(&call.app.identity().renew_codes(&caller, &code).await?))
}

fn codes(codes: &[Secret]) -> Response {
    let codes: Vec<&str> = codes.iter().map(Secret::reveal).collect();
    let mut response = Reply::ok(json!({"codes": codes}).to_string()).respond();
    response.set_status(StatusCode::CREATED);
    response.set_data(ShownOnce);
    response
}

async fn remove(call: Call, caller: Caller) -> Answered<Response> {
    let id = call.id("id")?;
    one::find(&call, &caller, &user::USER, id).await?;
    call.app.identity().remove_factor(&caller, id).await?;
    Ok(Reply::nothing().respond())
}
