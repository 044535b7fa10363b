//! Signing in and out, and who one is.

use poem::Response;
use poem::http::header::SET_COOKIE;
use poem::http::{HeaderValue, Method, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::api::call::Call;
use crate::api::caller::{self, Proof};
use crate::api::operation::{Answer, AnswerHeader, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::reply::Reply;
use crate::error::{Error, FieldProblem};
use crate::id::Id;
use crate::identity::device::Origin;
use crate::identity::events::Method as By;
use crate::identity::sessions::LIFETIME;
use crate::model::DataClass;
use crate::records::access;
use crate::rights::{Action, Caller, Channel, Scope};
use crate::secret::Secret;

const TAG: &str = "Session";

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/session", "createSession", Handler::Open(|call| Box::pin(sign_in(call))))
            .tagged(TAG, "Sign in", "Begins a session and sets its cookie. Where the account has a second factor, `code` takes one of six digits or a \
                 recovery code; without it the answer is 401 with `code_required`. Programs use an API key instead.")
            .reads(Body::json("Credentials"))
            .answers(Answer::json(200, "Who signed in.", "Me").with(&[AnswerHeader::Cookie])),
        Operation::new(
            Method::DELETE,
            "/session",
            "deleteSession",
            Handler::Known(|call, caller| Box::pin(sign_out(call, caller))),
        )
        .tagged(TAG, "Sign out", "Ends the session. A request with an API key ends nothing.")
        .answers(Answer::empty(204, "There is no session any more.").with(&[AnswerHeader::Cookie])),
        Operation::new(
            Method::GET,
            "/me",
            "getMe",
            Handler::Known(|call, caller| Box::pin(async move { Ok(me(&call, &caller)) })),
        )
        .tagged(
            TAG,
            "Who I am, and what I may do",
            "By the key or session with which you ask: rights by record type, and duties.",
        )
        .answers(Answer::json(200, "The caller.", "Me")),
        Operation::new(
            Method::POST,
            "/me/password",
            "changeMyPassword",
            Handler::Known(|call, caller| Box::pin(change_password(call, caller))),
        )
        .tagged(TAG, "Change my password", "Ends all my sessions; API keys go on working.")
        .takes([take::idempotency_key()])
        .takes(take::reason())
        .reads(Body::json("PasswordChange"))
        .answers(Answer::empty(204, "The new password counts."))
        .repeats(Repeat::Reserved),
    ]
}

/// The texts of a small form: exactly these members, all of them texts of at most so many characters.
pub(super) fn texts<const N: usize>(body: &Json, names: [(&str, usize); N]) -> Answered<[String; N]> {
    let Json::Object(members) = body else {
        let detail = "A JSON object is expected.";
        return Err(Error::Invalid(vec![FieldProblem::at("", "wrong_type", detail)]).into());
    };
    let mut problems: Vec<FieldProblem> = members
        .keys()
        .filter(|name| !names.iter().any(|(known, _)| known == name))
        .map(|name| FieldProblem::of(name, "unknown_field", "There is no such member here."))
        .collect();
    let found = names.map(|(name, longest)| match members.get(name) {
        Some(Json::String(text)) if (1..=longest).contains(&text.chars().count()) => text.clone(),
        Some(Json::String(_)) => {
            problems.push(FieldProblem::of(name, "too_long", format!("1 to {longest} characters are expected here.")));
            String::new()
        }
        Some(_) => {
            problems.push(FieldProblem::of(name, "wrong_type", "A text is expected here."));
            String::new()
        }
        None => {
            problems.push(FieldProblem::of(name, "required", "It is needed."));
            String::new()
        }
    });
    if problems.is_empty() { Ok(found) } else { Err(Error::Invalid(problems).into()) }
}

async fn sign_in(mut call: Call) -> Answered<Response> {
    caller::same_origin(&call, false)?;
    let mut body = call.json().await?;
    let code = body.as_object_mut().and_then(|members| members.remove("code"));
    let [email, password] = texts(&body, [("email", 254), ("password", 200)])?;
    let code = code.map(|code| texts(&json!({"code": code}), [("code", 40)])).transpose()?;
    let agent = call.header("user-agent")?.unwrap_or_default().to_owned();
    let address = call.address.to_canonical().to_string();
    let (identity, from) = (call.app.identity(), Origin { address: &address, user_agent: &agent });
    let user = identity.knock(&email, Secret::new(password), from).await?;
    let begun = match code {
        _ if identity.factor(user).await?.is_none() => identity.begin_session(user, By::Password, from).await?,
        Some([code]) => {
            let caller = Caller::user(call.app.configuration().await?, user, Channel::Api);
            let caller = caller.in_request(call.request_id.clone());
            identity.sign_in_by_code(&caller, user, &code, from).await?
        }
        None => {
            let detail = "This account has a second factor: send a code from it as `code`.";
            return Err(Refusal::http(StatusCode::UNAUTHORIZED, "code_required", detail));
        }
    };
    let found = call.app.session(begun.token.reveal(), Channel::Api).await?;
    let caller = found.ok_or_else(|| Error::Unauthenticated("This account cannot sign in.".into()))?;
    let mut response = Reply::ok(describe(&caller, "session").to_string()).respond();
    set_cookie(&mut response, call.is_secure, begun.token.reveal(), LIFETIME / 1_000_000)?;
    Ok(response)
}

async fn sign_out(call: Call, caller: Caller) -> Answered<Response> {
    if let Some(Proof::Session(token)) = caller::proof(&call.headers, call.is_secure) {
        call.app.identity().end_acting(&caller, &token).await?;
        call.app.identity().sign_out(&token).await?;
    }
    let mut response = Reply::nothing().respond();
    set_cookie(&mut response, call.is_secure, "", 0)?;
    Ok(response)
}

fn set_cookie(response: &mut Response, is_secure: bool, token: &str, seconds: i64) -> Answered<()> {
    let name = caller::cookie_name(is_secure);
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let value = HeaderValue::from_str(&cookie).map_err(|cause| Error::Internal(Box::new(cause)))?;
    response.headers_mut().insert(SET_COOKIE, value);
    Ok(())
}

fn me(call: &Call, caller: &Caller) -> Response {
    let via =
        if matches!(caller::proof(&call.headers, call.is_secure), Some(Proof::Key(_))) { "key" } else { "session" };
    Reply::ok(describe(caller, via).to_string()).respond()
}

/// The caller, with what he may do: by record type, the actions and classes that reach anything.
fn describe(caller: &Caller, via: &str) -> Json {
    let policy = &caller.configuration.policy;
    let id = caller.actor.user().unwrap_or(Id::NIL);
    let user = policy.users.get(&id);
    let profile = user.and_then(|user| user.profile);
    let profile = profile.and_then(|id| Some(json!({"id": id.to_string(), "name": policy.profiles.get(&id)?.name})));
    let groups = caller.effective().map(|mine| mine.groups.as_slice()).unwrap_or_default();
    let groups: Vec<Json> =
        groups.iter().map(|id| json!({"id": id.to_string(), "name": policy.name_of(*id)})).collect();
    let mut rights = Map::new();
    for kind in caller.configuration.schema.types() {
        let reach = |scope: Scope| (scope > Scope::None).then(|| Json::from(scope.name()));
        let actions: Map<String, Json> = Action::ALL
            .into_iter()
            .filter_map(|action| Some((action.name().to_owned(), reach(caller.scope(kind, action))?)))
            .collect();
        let classes: Map<String, Json> = DataClass::ALL
            .into_iter()
            .filter_map(|class| Some((class.name().to_owned(), reach(caller.class_scope(kind, class))?)))
            .collect();
        if !actions.is_empty() {
            rights.insert(kind.name.to_owned(), json!({"actions": actions, "classes": classes}));
        }
    }
    let duties: Vec<&str> = access::DUTIES_BY_NAME.iter().copied().filter(|duty| caller.has_duty(duty)).collect();
    json!({
        "id": id.to_string(),
        "name": user.map(|user| user.name.clone()).unwrap_or_default(),
        "language": user.and_then(|user| user.language.clone()),
        "profile": profile,
        "groups": groups,
        "via": via,
        "rights": rights,
        "duties": duties,
    })
}

async fn change_password(mut call: Call, caller: Caller) -> Answered<Response> {
    let body = call.json().await?;
    let [old, new] = texts(&body, [("current_password", 200), ("new_password", 200)])?;
    let id = caller.actor.user().ok_or(Error::NotFound)?;
    let email = call.app.identity().email_of(id).await?;
    call.app.identity().change_password(&caller, &email, Secret::new(old), Secret::new(new)).await?;
    Ok(Reply::nothing().respond())
}
