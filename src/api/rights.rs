//! Why somebody may do something, or may not: the verdict with the path that leads to it.

use poem::Response;
use poem::http::Method;
use serde_json::{Value as Json, json};

use crate::api::call::Call;
use crate::api::operation::{Answer, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::error::Error;
use crate::id::Id;
use crate::model::{AnyField, RecordType};
use crate::query::{self, Listing};
use crate::rights::{Action, Caller, Channel, Scope, decide};

const ACTIONS: [&str; 8] = ["read", "create", "update", "delete", "export", "import", "merge", "convert"];

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let handler = Handler::Known(|call, caller| Box::pin(explain(call, caller)));
    vec![
        Operation::new(Method::GET, "/rights/explanation", "explainRights", handler)
            .tagged(
                "Rights",
                "Why I may do this, or may not",
                "The verdict, and the steps that lead to it, in order; the first that says no decides. About somebody else it needs \
                 the duty `users`.",
            )
            .takes([
                take::needed("type", "The record type.", take::text(60)),
                take::needed("action", "What is to be done.", take::word(&ACTIONS)),
                take::query_id("id", "The record it is to be done to."),
                take::free("field", "The field that is to be seen or written.", take::text(60)),
                take::query_id("user_id", "Who is to do it; you, where nobody is named."),
            ])
            .answers(Answer::json(200, "Verdict and steps.", "Explanation")),
    ]
}

/// One step of an explanation.
fn step(name: &str, passed: bool, detail: &str) -> Json {
    json!({"step": name, "passed": passed, "detail": detail})
}

async fn explain(call: Call, caller: Caller) -> Answered<Response> {
    let schema = &caller.configuration.schema;
    let kind = call
        .query("type")
        .and_then(|name| schema.named(name))
        .ok_or_else(|| Refusal::parameter("type", "unknown_choice", "There is no such record type."))?;
    let action = call.query_word("action", &ACTIONS)?.and_then(Action::named).unwrap_or(Action::Read);
    let field = call.query("field").map(|name| {
        let found = schema.field(kind, name).filter(|field| !field.is_secret()).copied();
        found.ok_or_else(|| Refusal::parameter("field", "unknown_choice", kind.has_no_field(name)))
    });
    let field = field.transpose()?;
    let record = call.query_id("id")?;
    let subject = match call.query_id("user_id")? {
        Some(user) if Some(user) != caller.actor.user() => {
            if !caller.has_duty("users") {
                let why = "Explaining the rights of others is a duty (users) that none of your roles carries.";
                return Err(Error::Forbidden(why.into()).into());
            }
            if !caller.configuration.policy.users.contains_key(&user) {
                return Err(Error::NotFound.into());
            }
            Caller::user(caller.configuration.clone(), user, Channel::Api)
        }
        _ => caller.clone(),
    };
    let mut steps = vec![account(&subject)];
    steps.extend(right(&subject, kind, action));
    if let Some(id) = record {
        one::find(&call, &caller, kind, id).await?;
        steps.push(reach(&call, &subject, kind, action, id).await?);
    }
    if let Some(field) = field {
        steps.push(class(&subject, kind, &field));
    }
    let allowed = steps.iter().all(|step| step["passed"] == true);
    Ok(Reply::ok(json!({"allowed": allowed, "steps": steps}).to_string()).respond())
}

fn account(subject: &Caller) -> Json {
    let user = subject.actor.user().and_then(|id| subject.configuration.policy.users.get(&id));
    let name = user.map_or("The program", |user| user.name.as_str());
    let active = user.is_none_or(|user| user.active);
    step("account", active, &format!("{name} is {}.", if active { "active" } else { "not active" }))
}

/// How far the right reaches, and through which role; to act on a record one must see it as well.
fn right(subject: &Caller, kind: &RecordType, action: Action) -> Vec<Json> {
    let mut actions = vec![Action::Read];
    if action != Action::Read {
        actions.push(action);
    }
    let label = kind.plural_label.to_lowercase();
    let one = |action: Action| {
        let scope = subject.scope(kind, action);
        let own = subject.actor.user().map(|id| subject.configuration.effective(id));
        let role = own.as_ref().map(|own| own.right(kind.name, action).1.to_owned()).unwrap_or_default();
        let detail = if scope == Scope::None {
            format!("No role gives the right to {} {label}.", action.name())
        } else {
            format!("The role {role} gives the right to {} {label}, with the scope {}.", action.name(), scope.name())
        };
        let mut found = step("right", scope > Scope::None, &detail);
        found["action"] = action.name().into();
        found["scope"] = scope.name().into();
        found
    };
    actions.into_iter().map(one).collect()
}

/// Whether the record is among the rows that the right reaches.
async fn reach(call: &Call, subject: &Caller, kind: &'static RecordType, action: Action, id: Id) -> Answered<Json> {
    let database = call.app.database();
    let reached = if decide::rows(subject, action, kind) == decide::Rows::None {
        false
    } else {
        let mut listing = Listing::new(subject, kind);
        listing.filter =
            crate::model::filter::parse(&subject.configuration.schema, kind, &format!("id eq \"{id}\""), &|_| true)?;
        listing.fields = Some(Vec::new());
        listing.order.clear();
        listing.limit = 1;
        listing.action = action;
        !query::list(database.read(), database.engine(), subject, kind, &listing).await?.items.is_empty()
    };
    let detail = if reached {
        "The right reaches this record."
    } else {
        "The right does not reach this record: look at its owner and what it is about."
    };
    Ok(step("record", reached, detail))
}

/// Whether the class of the field is seen.
fn class(subject: &Caller, kind: &RecordType, field: &AnyField) -> Json {
    let class = kind.class_of(field);
    let scope = subject.class_scope(kind, class);
    let detail = format!("{} is {} data, which is seen with the scope {}.", field.label, class.name(), scope.name());
    let mut found = step("class", scope > Scope::None, &detail);
    found["scope"] = scope.name().into();
    found
}
