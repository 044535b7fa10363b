//! Rights as a file: written, compared with what stands, and read back.

use poem::Response;
use poem::http::Method;
use poem::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::{Value as Json, json};

use crate::api::call::Call;
use crate::api::operation::{Answer, AnswerHeader, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::preview;
use crate::api::problem::Answered;
use crate::api::reply::Reply;
use crate::error::{Error, FieldProblem, Result};
use crate::records::portable::{self, Plan};
use crate::rights::Caller;

const TAG: &str = "Rights";
const MEDIA_TYPE: &str = "application/toml";

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let exporting = Handler::Known(|call, caller| Box::pin(export(call, caller)));
    let planning = Handler::Known(|call, caller| Box::pin(plan(call, caller)));
    let applying = Handler::Known(|call, caller| Box::pin(apply(call, caller)));
    vec![
        Operation::new(Method::GET, "/rights/file", "exportRights", exporting)
            .tagged(
                TAG,
                "Rights as a file",
                "Roles, profiles, groups without their members, sharing rules, restrictions, assertions and reasons, by name, as TOML.",
            )
            .answers(Answer::bytes("The file.", MEDIA_TYPE).with(&[AnswerHeader::Disposition]))
            .conflicting(),
        Operation::new(Method::POST, "/rights/file/plan", "planRights", planning)
            .tagged(
                TAG,
                "What reading a file would change",
                "Compares it with what stands, and tells who would gain or lose what. Nothing is kept.",
            )
            .reads(Body::json("RightsFile"))
            .answers(Answer::json(200, "The plan.", "RightsPlan")),
        Operation::new(Method::POST, "/rights/file/apply", "applyRights", applying)
            .tagged(
                TAG,
                "Read a file of rights",
                "All of it or nothing, as one operation that can be taken back. Give the `mark` of a plan to be refused where something \
                 else would be done than was shown.",
            )
            .takes([take::idempotency_key()])
            .takes(take::reason())
            .reads(Body::json("RightsFile"))
            .answers(Answer::json(200, "What was changed.", "RightsApplied"))
            .repeats(Repeat::Reserved),
    ]
}

async fn export(call: Call, caller: Caller) -> Answered<Response> {
    let file = portable::export(call.app.database(), &caller).await?;
    Ok(Response::builder()
        .header(CONTENT_TYPE, MEDIA_TYPE)
        .header(CONTENT_DISPOSITION, "attachment; filename=\"rights.toml\"")
        .body(file))
}

/// What is asked for: the file, whether it is all there is to be, and the plan that was seen.
struct Asked {
    toml: String,
    prune: bool,
    mark: Option<String>,
}

impl Asked {
    fn read(body: &Json) -> Result<Self> {
        let members = body.as_object();
        let mut problems = Vec::new();
        for name in members.into_iter().flat_map(|members| members.keys()) {
            if !matches!(name.as_str(), "toml" | "prune" | "mark") {
                problems.push(FieldProblem::of(name, "unknown_field", "There is no such member here."));
            }
        }
        let member = |name: &str| body.get(name).filter(|value| !value.is_null());
        let toml = member("toml").and_then(Json::as_str).map(str::to_owned);
        if toml.is_none() {
            problems.push(FieldProblem::of("toml", "required", "The file as text is needed."));
        }
        let prune = member("prune").map_or(Some(false), Json::as_bool);
        if prune.is_none() {
            problems.push(FieldProblem::of("prune", "wrong_type", "true or false is expected here."));
        }
        let mark = member("mark").map(Json::as_str);
        if mark == Some(None) {
            problems.push(FieldProblem::of("mark", "wrong_type", "The mark of a plan is a text."));
        }
        match toml {
            Some(toml) if problems.is_empty() => {
                Ok(Self { toml, prune: prune.unwrap_or_default(), mark: mark.flatten().map(str::to_owned) })
            }
            _ => Err(Error::Invalid(problems)),
        }
    }
}

async fn plan(mut call: Call, caller: Caller) -> Answered<Response> {
    let asked = Asked::read(&call.json().await?)?;
    let plan = portable::plan(call.app.database(), &caller, &asked.toml, asked.prune).await?;
    Ok(Reply::ok(told(&plan).to_string()).respond())
}

async fn apply(mut call: Call, caller: Caller) -> Answered<Response> {
    let asked = Asked::read(&call.json().await?)?;
    let database = call.app.database();
    let plan = portable::plan(database, &caller, &asked.toml, asked.prune).await?;
    if asked.mark.is_some_and(|mark| mark != plan.mark) {
        let detail = "Something else would be done now than when it was planned. Plan it again.";
        return Err(Error::Conflict("other_plan", detail.into()).into());
    }
    let told = told(&plan);
    let operation = portable::apply(database, &caller, plan).await?;
    let json = json!({"operation_id": operation.map(|id| id.to_string()), "changes": told["changes"]});
    Ok(Reply::ok(json.to_string()).respond())
}

fn told(plan: &Plan) -> Json {
    let change = |planned: &portable::Planned| {
        let field =
            |delta: &portable::Delta| json!({"field": delta.field, "removed": delta.removed, "added": delta.added});
        json!({
            "deed": planned.deed.name(),
            "record_type": planned.kind.name,
            "name": planned.name,
            "fields": planned.deltas.iter().map(field).collect::<Vec<_>>(),
        })
    };
    json!({
        "changes": plan.planned.iter().map(change).collect::<Vec<_>>(),
        "effect": preview::effect(&plan.effect),
        "mark": plan.mark,
    })
}
