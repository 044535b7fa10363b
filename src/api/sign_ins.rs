//! The journal of signing in: one's own, and that of everybody for those whose duty it is to read the audit.

use poem::Response;
use poem::http::Method;
use serde_json::json;

use crate::api::call::Call;
use crate::api::operation::{Answer, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::reply::Reply;
use crate::clock::{Micros, format_time};
use crate::error::Error;
use crate::id::Id;
use crate::rights::Caller;

const TAG: &str = "Session";
/// The most on a page.
const MOST: i64 = 200;

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let cursor = || {
        let description = "Where the page begins: `next_cursor` of the page before.";
        take::free("cursor", description, take::pattern("^[0-9]{1,18}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"))
    };
    vec![
        Operation::new(
            Method::GET,
            "/me/sign_ins",
            "listMySignIns",
            Handler::Known(|call, caller| {
                Box::pin(async move {
                    let user = caller.actor.user().ok_or(Error::NotFound)?;
                    page(&call, Some(user)).await
                })
            }),
        )
        .tagged(
            TAG,
            "My last sign-ins",
            "Who came into my account or tried to, the newest first, and what others did to it. Kept for 180 days.",
        )
        .takes([take::limit(), cursor()])
        .answers(Answer::json(200, "A page.", "SignInPage")),
        Operation::new(
            Method::GET,
            "/sign_ins",
            "listSignIns",
            Handler::Known(|call, caller| Box::pin(all(call, caller))),
        )
        .tagged(TAG, "Everybody's sign-ins", "The newest first. Needs the duty `audit`. Kept for 180 days.")
        .takes([take::query_id("user_id", "Only those of this user."), take::limit(), cursor()])
        .answers(Answer::json(200, "A page.", "SignInPage")),
    ]
}

async fn all(call: Call, caller: Caller) -> Answered<Response> {
    if !caller.has_duty("audit") {
        let detail = "Reading the journal is a duty (audit) that none of your roles carries.";
        return Err(Error::Forbidden(detail.into()).into());
    }
    let user = call.query_id("user_id")?;
    page(&call, user).await
}

async fn page(call: &Call, user: Option<Id>) -> Answered<Response> {
    let limit = call.query_number("limit", 1, MOST)?.unwrap_or(50);
    let refuse = || Refusal::parameter("cursor", "cursor", "Begin at the first page.");
    let before = call.query("cursor").map(|text| place(text).ok_or_else(refuse)).transpose()?;
    let mut events = call.app.identity().events(user, before, limit.unsigned_abs() + 1).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = events.len() > limit;
    events.truncate(limit);
    let items: Vec<_> = events
        .iter()
        .map(|event| {
            json!({
                "id": event.id.to_string(),
                "user_id": event.user.map(|id| id.to_string()),
                "at": format_time(event.at),
                "what": event.what.name(),
                "method": event.method.name(),
                "address": event.address,
                "device": event.device,
                "actor_id": event.actor.map(|id| id.to_string()),
            })
        })
        .collect();
    let next = events.last().filter(|_| has_more).map(|last| format!("{}-{}", last.at, last.id));
    Ok(Reply::ok(json!({"items": items, "next_cursor": next}).to_string()).respond())
}

fn place(text: &str) -> Option<(Micros, Id)> {
    let (at, id) = text.split_once('-')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}
