//! Keys and passwords of others: what has a secret in it is made here and not by the general operations on records.

use poem::Response;
use poem::http::{Method, StatusCode};
use serde_json::json;

use crate::api::call::Call;
use crate::api::idempotency::ShownOnce;
use crate::api::operation::{Answer, AnswerHeader, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::problem::Answered;
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::api::session::texts;
use crate::api::write;
use crate::clock::format_time;
use crate::error::{Error, FieldProblem};
use crate::id::Id;
use crate::model::Value;
use crate::query::list::visible_fields;
use crate::records::{key, user};
use crate::rights::Caller;
use crate::secret::Secret;

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::POST,
            "/keys",
            "createKey",
            Handler::Known(|call, caller| Box::pin(make_key(call, caller))),
        )
        .of(&key::KEY)
        .tagged(
            key::KEY.plural_label,
            "Make an API key",
            "The key itself stands in `key` and is never shown again. Without `user_id` it acts as you, without `ends_at` it \
             works for 90 days; it never lives longer than a year.",
        )
        .takes([take::idempotency_key()])
        .takes(take::reason())
        .reads(Body::json("KeyInput"))
        .answers(Answer::json(201, "The key, shown this once.", "NewKey").with(&[AnswerHeader::Location, AnswerHeader::Tag]))
        .repeats(Repeat::Reserved),
        Operation::new(
            Method::POST,
            "/users/{id}/password",
            "setUserPassword",
            Handler::Known(|call, caller| Box::pin(set_password(call, caller))),
        )
        .of(&user::USER)
        .tagged(user::USER.plural_label, "Give a user a new password", "Needs the duty `users`. Ends all sessions of that user.")
        .takes([take::id("The user's id."), take::idempotency_key()])
        .takes(take::reason())
        .reads(Body::json("NewPassword"))
        .answers(Answer::empty(204, "The new password counts."))
        .repeats(Repeat::Reserved),
        Operation::new(
            Method::POST,
            "/users/{id}/link",
            "createUserLink",
            Handler::Known(|call, caller| Box::pin(make_link(call, caller))),
        )
        .of(&user::USER)
        .tagged(
            user::USER.plural_label,
            "Make a link to choose a password",
            "Needs the duty `users`. It works once and for three days. From then on nothing else opens the account: the password goes \
             and all sessions end. A second factor stays. The user is told at the next sign-in.",
        )
        .takes([take::id("The user's id."), take::idempotency_key()])
        .takes(take::reason())
        .answers(Answer::json(201, "The link, shown this once.", "NewLink"))
        .repeats(Repeat::Reserved),
    ]
}

async fn make_key(mut call: Call, caller: Caller) -> Answered<Response> {
    let input = one::input(&mut call, &caller, &key::KEY).await?;
    let own = [key::NAME.name(), key::USER.name(), key::ROLES.name(), key::ENDS_AT.name()];
    let later = |name: &&&'static str| !own.contains(*name);
    let problems: Vec<FieldProblem> = input
        .0
        .keys()
        .filter(later)
        .map(|name| FieldProblem::of(name, "later", "Set it afterwards; keys are made with name, user, roles and end."))
        .collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems).into());
    }
    let value = |name: &str| input.0.get(name).cloned().flatten();
    let Some(Value::Text(name)) = value(key::NAME.name()) else {
        return Err(Error::invalid("name", "required", "Name is needed.").into());
    };
    let user = match value(key::USER.name()) {
        Some(Value::Link(id)) => id,
        _ => caller.actor.user().ok_or(Error::NotFound)?,
    };
    let roles: Vec<Id> = match value(key::ROLES.name()) {
        Some(Value::List(items)) => items.iter().filter_map(|item| link(item.get("role_id"))).collect(),
        _ => Vec::new(),
    };
    let ends_at = match value(key::ENDS_AT.name()) {
        Some(Value::Time(at)) => Some(at),
        _ => None,
    };
    let (id, token) = call.app.identity().make_key(&caller, user, &name, &roles, ends_at).await?;
    let row = one::find(&call, &caller, &key::KEY, id).await?;
    let mut reply = Reply::record(201, &visible_fields(&caller, &key::KEY), &row).at(one::address(&key::KEY, id));
    reply.body.pop();
    write::some_text(&mut reply.body, "key", Some(token.reveal()));
    reply.body.push('}');
    let mut response = reply.respond();
    response.set_data(ShownOnce);
    Ok(response)
}

fn link(value: Option<&Value>) -> Option<Id> {
    if let Some(Value::Link(id)) = value { Some(*id) } else { None }
}

async fn make_link(call: Call, caller: Caller) -> Answered<Response> {
    let id = call.id("id")?;
    one::find(&call, &caller, &user::USER, id).await?;
    let made = call.app.identity().renew_link(&caller, id).await?;
    let here = || {
        let scheme = if call.is_secure { "https" } else { "http" };
        format!("{scheme}://{}", call.host.as_deref().unwrap_or_default())
    };
    let site = call.app.config().listen.public_url.clone().unwrap_or_else(here);
    let address = format!("{}/join?token={}", site.trim_end_matches('/'), made.token.reveal());
    let body = json!({"address": address, "ends_at": format_time(made.ends_at)});
    let mut response = Reply::ok(body.to_string()).respond();
    response.set_status(StatusCode::CREATED);
    response.set_data(ShownOnce);
    Ok(response)
}

async fn set_password(mut call: Call, caller: Caller) -> Answered<Response> {
    let id = call.id("id")?;
    if !caller.has_duty("users") {
        return Err(Error::Forbidden("Managing users is a duty (users) that none of your roles carries.".into()).into());
    }
    let body = call.json().await?;
    let [password] = texts(&body, [("password", 200)])?;
    one::find(&call, &caller, &user::USER, id).await?;
    call.app.identity().set_password(&caller, id, Secret::new(password)).await?;
    Ok(Reply::nothing().respond())
}
