//! What a change of rights would do, before it is made.

use poem::Response;
use poem::http::Method;
use serde_json::{Value as Json, json};

use crate::api::call::Call;
use crate::api::operation::{Answer, Body, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::batch;
use crate::api::reply::Reply;
use crate::changes::Batch;
use crate::error::{Error, FieldProblem};
use crate::records::effect::{self, Effect, Person, Sort, Touched};
use crate::rights::Caller;
use crate::rights::assertion::Broken;

/// The record types whose changes change rights.
const TYPES: [&str; 7] = ["role", "profile", "group", "user", "share", "sharing_rule", "restriction"];
/// The most people that are told of.
const MOST: usize = 1_000;

/// The operation of this file.
pub(super) fn operations() -> Vec<Operation> {
    let handler = Handler::Known(|call, caller| Box::pin(preview(call, caller)));
    vec![
        Operation::new(Method::POST, "/rights/preview", "previewRights", handler)
            .tagged(
                "Rights",
                "What a change of rights would do",
                "Tries the changes and takes them back: who would gain or lose which action on how many records, which classes of \
                 data and which duties; and which assertions would be broken for whom. It is refused where the changes themselves \
                 would be, for other reasons than assertions.",
            )
            .takes([take::needed("type", "The record type that would be changed.", take::word(&TYPES))])
            .reads(Body::json("RightsPreview"))
            .answers(Answer::json(200, "The effect.", "RightsEffect")),
    ]
}

async fn preview(mut call: Call, caller: Caller) -> Answered<Response> {
    let name = call.query_word("type", &TYPES)?;
    let kind = name.and_then(|name| caller.configuration.schema.named(name));
    let kind = kind.ok_or_else(|| Refusal::parameter("type", "required", "Say what would be changed."))?;
    let (wanted, _) = batch::read(&call.json().await?)?;
    let mut problems: Vec<FieldProblem> =
        wanted.iter().enumerate().flat_map(|(index, item)| batch::shape(index, item)).collect();
    let mut changes = Vec::with_capacity(wanted.len());
    if problems.is_empty() {
        for (index, item) in wanted.iter().enumerate() {
            match batch::change(&caller, kind, item) {
                Ok(change) => changes.push(change),
                Err(found) => {
                    let under = |problem: FieldProblem| problem.under(&index.to_string()).under("operations");
                    problems.extend(found.into_iter().map(under));
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems).into());
    }
    let tried = effect::preview(call.app.database(), &caller, Batch::of(changes).numbered()).await;
    let found = tried.map_err(batch::pointed)?;
    Ok(Reply::ok(effect(&found).to_string()).respond())
}

/// What a change would do.
pub(super) fn effect(found: &Effect) -> Json {
    let people: Vec<Json> = found.people.iter().take(MOST).map(person).collect();
    let broken: Vec<Json> = found.broken.iter().map(broken).collect();
    json!({"total": found.people.len(), "people": people, "broken": broken})
}

/// An assertion that is not true, and for whom.
pub(super) fn broken(broken: &Broken) -> Json {
    let people = broken.people.iter().map(|(id, name)| json!({"id": id.to_string(), "name": name}));
    json!({
        "assertion_id": broken.assertion.to_string(),
        "sentence": broken.sentence,
        "people": people.collect::<Vec<_>>(),
    })
}

fn person(person: &Person) -> Json {
    json!({
        "user": {"id": person.user.to_string(), "name": person.name},
        "touched": person.touched.iter().map(touched).collect::<Vec<_>>(),
        "duties_gained": person.duties_gained,
        "duties_lost": person.duties_lost,
    })
}

fn touched(touched: &Touched) -> Json {
    let mut json = json!({"record_type": touched.kind.name, "gained": touched.gained, "lost": touched.lost});
    match touched.what {
        Sort::Action(action) => json["action"] = action.name().into(),
        Sort::Class(class, view) => {
            json["class"] = class.name().into();
            json["view"] = view.name().into();
        }
    }
    json
}
