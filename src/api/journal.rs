//! The journal of everything, the proof that nobody touched it, and taking back whole operations.

use poem::Response;
use poem::http::Method;
use serde_json::json;

use crate::api::call::Call;
use crate::api::operation::{Answer, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::past;
use crate::api::reply::Reply;
use crate::changes::history::{self, Narrow};
use crate::changes::{undo, verify};
use crate::clock::{Micros, parse_time};
use crate::error::Error;
use crate::rights::Caller;

const TAG: &str = "Journal";

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let moment = || poem_openapi::registry::MetaSchema::new_with_format("string", "date-time");
    vec![
        Operation::new(
            Method::GET,
            "/journal",
            "listJournal",
            Handler::Known(|call, caller| Box::pin(list(call, caller))),
        )
        .tagged(TAG, "Read the journal", "The newest first. Needs the duty `audit`; data classes that you may not see stay out of it.")
        .takes([
            take::query_id("actor_id", "Only what this user did."),
            take::query_id("record_id", "Only what happened to this record."),
            take::free("record_type", "Only what happened to this type.", take::text(60)),
            take::free("channel", "Only what came in by this door.", take::word(&["console", "api", "cli", "scim", "system"])),
            take::query_id("operation_id", "Only this operation."),
            take::free("from", "From this moment on.", moment()),
            take::free("until", "Before this moment.", moment()),
            take::limit(),
            take::place(),
        ])
        .answers(Answer::json(200, "A page.", "EventPage")),
        Operation::new(
            Method::GET,
            "/journal/verification",
            "verifyJournal",
            Handler::Known(|call, caller| Box::pin(verification(call, caller))),
        )
        .tagged(TAG, "Prove the journal", "Works the chain of hashes out again, from the first row. Needs the duty `audit`.")
        .answers(Answer::json(200, "What was found.", "Verification")),
        Operation::new(
            Method::POST,
            "/operations/{id}/undo",
            "undoOperation",
            Handler::Known(|call, caller| Box::pin(take_back(call, caller))),
        )
        .tagged(
            TAG,
            "Take back an operation",
            "An import, a bulk change, a merge, a conversion or an undo, whole. Later changes stand in the way (409, with \
             `conflicts`), and then nothing is taken back.",
        )
        .takes([take::id("The operation's id."), take::idempotency_key()])
        .takes(take::reason())
        .answers(Answer::json(200, "What was taken back.", "Undone"))
        .repeats(Repeat::Reserved),
    ]
}

async fn list(call: Call, caller: Caller) -> Answered<Response> {
    let moment = |name: &str| -> Answered<Option<Micros>> {
        let Some(text) = call.query(name) else { return Ok(None) };
        let refuse =
            || Refusal::parameter(name, "wrong_type", "A moment such as 2026-11-24T12:00:00Z is expected here.");
        parse_time(text).map(Some).ok_or_else(refuse)
    };
    let narrow = Narrow {
        actor: call.query_id("actor_id")?,
        record: call.query_id("record_id")?,
        record_type: call.query("record_type").map(str::to_owned),
        channel: call.query_word("channel", &["console", "api", "cli", "scim", "system"])?.map(str::to_owned),
        operation: call.query_id("operation_id")?,
        from: moment("from")?,
        until: moment("until")?,
        ..Narrow::default()
    };
    let limit = call.query_number("limit", 1, past::MOST)?.unwrap_or(50);
    let before = call.query_number("cursor", 0, i64::MAX)?;
    let events = history::journal(call.app.database(), &caller, &narrow, before, limit.unsigned_abs() + 1).await?;
    Ok(past::page(events, limit, |event| event.position.unwrap_or(0)).respond())
}

async fn verification(call: Call, caller: Caller) -> Answered<Response> {
    if !caller.has_duty("audit") {
        return Err(
            Error::Forbidden("Reading the journal is a duty (audit) that none of your roles carries.".into()).into()
        );
    }
    let found = verify::verify(call.app.database()).await?;
    let broken = found.broken.map(|(position, detail)| json!({"position": position, "detail": detail}));
    Ok(Reply::ok(json!({"verified": found.verified, "broken": broken}).to_string()).respond())
}

async fn take_back(call: Call, caller: Caller) -> Answered<Response> {
    let undone = undo::operation(call.app.database(), &caller, call.id("id")?).await?;
    let body = json!({"operation_id": undone.operation.to_string(), "records": undone.records});
    Ok(Reply::ok(body.to_string()).respond())
}
