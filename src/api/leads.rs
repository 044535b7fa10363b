//! Turning a lead into an organisation, a contact and a deal.

use poem::Response;
use poem::http::Method;
use serde_json::{Map, Value as Json};

use crate::api::call::Call;
use crate::api::idempotency;
use crate::api::operation::{Answer, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::problem::Answered;
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::error::{Error, FieldProblem};
use crate::model::json::read_id;
use crate::model::{Input, RecordType};
use crate::records::conversion::{self, Converted, Wanted};
use crate::records::{contact, deal, lead, organisation};
use crate::rights::{Caller, decide};

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let handler = Handler::Known(|call, caller| Box::pin(convert(call, caller)));
    vec![
        Operation::new(Method::POST, "/leads/{id}/conversion", "convertLead", handler)
            .of(&lead::LEAD)
            .tagged(
                lead::LEAD.plural_label,
                "Convert a lead",
                "Makes an organisation (or takes the one named), a contact and a deal of it, in one step that can be taken back by its \
                 `operation_id`. What is not named comes from the lead.",
            )
            .takes([take::id("Its id."), take::if_match(), take::idempotency_key()])
            .takes(take::reason())
            .reads(Body::json("Conversion"))
            .answers(Answer::json(200, "What became of it.", "Converted"))
            .repeats(Repeat::InTransaction),
    ]
}

async fn convert(mut call: Call, caller: Caller) -> Answered<Response> {
    let id = call.id("id")?;
    let bytes = call.bytes().await?;
    let key = idempotency::key(&call, &caller, &bytes)?;
    let database = call.app.database().clone();
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(&database).await?
    {
        return Ok(earlier);
    }
    let body = call.json().await?;
    let version = one::wanted_version(&call, &caller, id).await?;
    let wanted = Wanted { version, ..read(&caller, &body)? };
    let kept = key.clone();
    let done = conversion::convert(&database, &caller, id, wanted, move |transaction, converted| {
        Box::pin(async move {
            let reply = Reply::ok(write(&converted).to_string());
            if let Some(key) = kept {
                key.keep(transaction, &reply).await?;
            }
            Ok(reply)
        })
    })
    .await;
    match (done, key) {
        (Ok(reply), _) => Ok(reply.respond()),
        (Err(error), Some(key)) if idempotency::is_busy(&error) => {
            key.earlier(&database).await?.ok_or_else(|| error.into())
        }
        (Err(error), _) => Err(error.into()),
    }
}

fn write(converted: &Converted) -> Json {
    serde_json::json!({
        "lead_id": converted.lead.to_string(),
        "organisation_id": converted.organisation.map(|id| id.to_string()),
        "contact_id": converted.contact.to_string(),
        "deal_id": converted.deal.map(|id| id.to_string()),
        "operation_id": converted.operation.to_string(),
    })
}

fn read(caller: &Caller, body: &Json) -> Answered<Wanted> {
    let Json::Object(members) = body else {
        let detail = "A JSON object is expected.";
        return Err(Error::Invalid(vec![FieldProblem::at("", "wrong_type", detail)]).into());
    };
    let mut problems = Vec::new();
    let known = ["organisation", "organisation_id", "contact", "deal", "without_deal"];
    for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
        problems.push(FieldProblem::of(name, "unknown_field", "There is no such member here."));
    }
    let organisation_id = members.get("organisation_id").filter(|id| !id.is_null()).map(read_id);
    if organisation_id == Some(None) {
        problems.push(FieldProblem::of("organisation_id", "wrong_type", "The id of an organisation is expected here."));
    }
    if organisation_id.is_some() && members.get("organisation").is_some_and(|given| !given.is_null()) {
        problems.push(FieldProblem::of("organisation", "twice", "Name an organisation or describe one, not both."));
    }
    let without_deal = members.get("without_deal").map_or(Some(false), Json::as_bool);
    if without_deal.is_none() {
        problems.push(FieldProblem::of("without_deal", "wrong_type", "true or false is expected here."));
    }
    let wanted = Wanted {
        version: None,
        organisation_id: organisation_id.flatten(),
        organisation: values(caller, members, "organisation", &organisation::ORGANISATION, &mut problems),
        without_company: false,
        contact: values(caller, members, "contact", &contact::CONTACT, &mut problems),
        deal: values(caller, members, "deal", &deal::DEAL, &mut problems),
        without_deal: without_deal.unwrap_or_default(),
    };
    if problems.is_empty() { Ok(wanted) } else { Err(Error::Invalid(problems).into()) }
}

fn values(
    caller: &Caller,
    members: &Map<String, Json>,
    name: &str,
    kind: &RecordType,
    problems: &mut Vec<FieldProblem>,
) -> Option<Input> {
    let given = members.get(name).filter(|given| !given.is_null())?;
    match decide::read_input(caller, kind, given) {
        Ok(input) => Some(input),
        Err(found) => {
            problems.extend(found.into_iter().map(|problem| problem.under(name)));
            None
        }
    }
}
