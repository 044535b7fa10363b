//! Somebody leaves: he is kept out, and what he owns goes to somebody else or to nobody. The second can be done alone, too.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::{all, equals, require, written};
use crate::console::ask::Why;
use crate::console::edit::belongs_in_form;
use crate::console::forms::Option_;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::console::{errors, jobs, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::handover::{self, Specification};
use crate::model::RecordType;
use crate::model::filter::Literal;
use crate::model::fold::sort_key;
use crate::query::Found;
use crate::records::key::{self, KEY};
use crate::records::user::USER;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// The most keys that end together with their user.
const MOST_KEYS: usize = 900;
/// What is sent for records that are to be nobody's.
const NOBODY: &str = "nobody";

#[derive(Template)]
#[template(path = "admin/leave.html")]
struct LeavePage {
    shell: Shell,
    id: Id,
    name: String,
    /// Whether he is kept out as well.
    is_leaving: bool,
    owns: Vec<Owned>,
    heirs: Vec<Option_>,
    problems: Vec<Problem>,
    why: Why,
}

impl LeavePage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// What somebody owns of a type.
pub(super) struct Owned {
    pub(super) label: Label,
    pub(super) number: String,
    pub(super) href: String,
    name: &'static str,
    is_chosen: bool,
}

/// What somebody owns, as far as whoever asks sees it.
pub(super) async fn owns(visit: &Visit, user: Id) -> Result<Vec<Owned>> {
    let caller = visit.caller()?;
    let mut owns = Vec::new();
    for (kind, owner) in handover::kinds(&caller.configuration.schema) {
        let number = handover::number(&visit.app, caller, kind, owner, user).await?;
        if number > 0 {
            owns.push(Owned {
                label: visit.t.many(kind),
                number: written(visit, number),
                href: format!("/{}?filter={}%20eq%20%22{user}%22", kind.plural, owner.name),
                name: kind.name,
                is_chosen: !visit.is_form || is_ticked(visit, kind),
            });
        }
    }
    Ok(owns)
}

fn is_ticked(visit: &Visit, kind: &RecordType) -> bool {
    visit.form.0.iter().any(|(name, text)| name == "type" && text == kind.name)
}

/// Asks before.
pub(super) async fn ask(visit: &Visit, id: Id, is_leaving: bool) -> Result<Response> {
    let found = permitted(visit, id, is_leaving).await?;
    render(visit, &found, is_leaving, None).await
}

/// The user, if this may be done to him.
async fn permitted(visit: &Visit, id: Id, is_leaving: bool) -> Result<Found> {
    require(visit, &["users"], &USER)?;
    let found = record::found(visit, &USER, id).await?;
    if !is_leaving {
        return Ok(found);
    }
    if found.record.is_deleted() || !record::may(visit, Action::Update, &found).await? {
        return Err(record::forbidden(visit, Action::Update, &USER));
    }
    // Nobody locks himself out.
    if visit.caller()?.actor.user() == Some(id) {
        return Err(Error::Forbidden(visit.say("user-self").into()));
    }
    Ok(found)
}

async fn render(visit: &Visit, found: &Found, is_leaving: bool, error: Option<Error>) -> Result<Response> {
    let (id, name) = (found.record.id, title(visit.t, found));
    let mut why = Why::of(visit, &USER, Action::Update, &[])?;
    let problems = why.problems(visit, error.as_ref());
    let heading = if is_leaving { "deactivate-heading" } else { "handover-heading" };
    let page = LeavePage {
        shell: Shell::of(visit, visit.say(heading).with("name", &name)),
        id,
        name,
        is_leaving,
        owns: owns(visit, id).await?,
        heirs: heirs(visit, id),
        problems,
        why,
    };
    page::render_as(error.as_ref().map_or(StatusCode::OK, errors::status), &page)
}

/// To whom it can go: nobody, and everybody who is active.
fn heirs(visit: &Visit, from: Id) -> Vec<Option_> {
    let chosen = visit.form.text("heir");
    let option = |value: String, label: String| Option_ { selected: value == chosen, value, label };
    let Ok(caller) = visit.caller() else { return Vec::new() };
    let mut people: Vec<_> = others(caller, from).collect();
    people.sort_by_cached_key(|(_, name)| sort_key(name));
    let people = people.into_iter().map(|(id, name)| option(id.to_string(), name.to_owned()));
    std::iter::once(option(NOBODY.into(), visit.say("handover-nobody").into())).chain(people).collect()
}

fn others(caller: &Caller, from: Id) -> impl Iterator<Item = (Id, &str)> {
    let users = caller.configuration.policy.users.iter();
    users.filter(move |(id, user)| user.active && **id != from).map(|(id, user)| (*id, user.name.as_str()))
}

/// Does it.
pub(super) async fn act(visit: &Visit, id: Id, is_leaving: bool) -> Result<Response> {
    let found = permitted(visit, id, is_leaving).await?;
    match done(visit, &found, is_leaving).await {
        Ok(Some(job)) => Ok(page::go(&jobs::address(job))),
        Ok(None) => Ok(page::go(&format!("/administration/users/{id}?done=saved"))),
        Err(error) if belongs_in_form(&error) => {
            render(visit, &found, is_leaving, Some(visit.t.told(error, &USER))).await
        }
        Err(error) => Err(error),
    }
}

/// Keeps the user out, where that was asked for, and begins the handover; its job, where there is one.
async fn done(visit: &Visit, found: &Found, is_leaving: bool) -> Result<Option<Id>> {
    let (caller, id) = (visit.caller_because()?, found.record.id);
    let specification = specification(visit, &caller, id, is_leaving)?;
    if is_leaving {
        let keys = all(visit, &KEY, equals(key::USER.any(), Literal::Id(id))).await?;
        let may_end = decide::rows(&caller, Action::Delete, &KEY) == Rows::All;
        let keys: Vec<Id> = keys.iter().filter(|_| may_end).take(MOST_KEYS).map(|key| key.record.id).collect();
        visit.app.identity().deactivate(&caller, id, &keys).await?;
    }
    let Some(specification) = specification else { return Ok(None) };
    let heir = specification.to.and_then(|to| others(&caller, id).find(|(known, _)| *known == to));
    let heir = heir.map_or_else(|| visit.say("handover-nobody").into(), |(_, name)| name.to_owned());
    let job =
        handover::submit(&visit.app, &caller, format!("{} → {heir}", title(visit.t, found)), &specification).await?;
    crate::jobs::run(&visit.app, job.id);
    Ok(Some(job.id))
}

/// What is to be handed over to whom; nothing where all stays as it is.
fn specification(visit: &Visit, caller: &Caller, from: Id, is_leaving: bool) -> Result<Option<Specification>> {
    let schema = &caller.configuration.schema;
    let types: Vec<String> =
        handover::kinds(schema).filter(|(kind, _)| is_ticked(visit, kind)).map(|(kind, _)| kind.name.into()).collect();
    let refused = |id, key| Err(Error::invalid(id, crate::console::language::SAID, visit.say(key)));
    let to = match visit.form.text("heir") {
        "" if is_leaving => return Ok(None),
        NOBODY => None,
        chosen => match others(caller, from).find(|(id, _)| id.to_string() == chosen) {
            Some((id, _)) => Some(id),
            None => return refused("heir", "handover-choose"),
        },
    };
    if types.is_empty() {
        return refused("types", "handover-nothing");
    }
    let (reason_code, reason) = (caller.reason.code.clone(), caller.reason.text.clone());
    let specification = Specification { from, to, types, reason_code, reason };
    handover::check(caller, &specification)?;
    Ok(Some(specification))
}
