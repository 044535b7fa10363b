//! Emergency access: giving a role for some hours, who has one now, and who had.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::require;
use crate::changes::{Batch, Change, commit};
use crate::console::display::{self, Shown};
use crate::console::edit::belongs_in_form;
use crate::console::errors;
use crate::console::forms::Option_;
use crate::console::language::SAID;
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::fold::sort_key;
use crate::model::record_type::{CREATED_AT, CREATED_BY, DELETED_AT};
use crate::model::{Input, Record};
use crate::query::{self, Listing, Order};
use crate::records::emergency::{self, EMERGENCY, HOURS, ROLE as ROLE_ID, USER};
use crate::records::sharing::PURPOSE;
use crate::records::user::USER as USERS;
use crate::rights::Caller;
use crate::rights::caller::Reason;

/// How long it can be.
const CHOICES: [i64; 5] = [1, 2, 4, 8, 24];
/// How long it is where nothing is said.
const USUAL: i64 = 4;
/// The most that are listed.
const MOST: u32 = 50;

#[derive(Template)]
#[template(path = "admin/emergency.html")]
struct EmergencyPage {
    shell: Shell,
    can_give: bool,
    people: Vec<Option_>,
    roles: Vec<Option_>,
    hours: Vec<(i64, String, bool)>,
    purpose: String,
    problems: Vec<Problem>,
    lines: Vec<Line>,
}

impl EmergencyPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// Somebody who has a role for some hours, or had.
struct Line {
    id: Id,
    name: String,
    role: String,
    purpose: String,
    by: String,
    from: Shown,
    until: Shown,
    is_open: bool,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    render(visit, None).await
}

async fn render(visit: &Visit, error: Option<&Error>) -> Result<Response> {
    require(visit, &["emergency", "users", "rights", "audit"], &USERS)?;
    let caller = visit.caller()?;
    let policy = &caller.configuration.policy;
    let chosen = |name: &str, id: &Id| visit.form.text(name) == id.to_string();
    let mut people: Vec<Option_> = policy
        .users
        .iter()
        .filter(|(_, user)| user.active)
        .map(|(id, user)| Option_ { value: id.to_string(), label: user.name.clone(), selected: chosen("user_id", id) })
        .collect();
    let mut roles: Vec<Option_> = policy
        .roles
        .iter()
        .filter(|(id, _)| **id != policy.everybody)
        .map(|(id, role)| Option_ {
            value: id.to_string(),
            label: visit.t.shipped(*id, &role.name),
            selected: chosen("role_id", id),
        })
        .collect();
    for options in [&mut people, &mut roles] {
        options.sort_by_cached_key(|one| (sort_key(&one.label), one.value.clone()));
    }
    let hours = visit.form.text("hours").parse().unwrap_or(USUAL);
    let problem = |problem: &crate::error::FieldProblem| Problem {
        id: problem.pointer.trim_start_matches('/').to_owned(),
        text: visit.t.problem_of(&EMERGENCY, problem),
    };
    let problems = match error {
        None => Vec::new(),
        Some(Error::Invalid(all)) => all.iter().map(problem).collect(),
        Some(error) => vec![Problem { id: String::new(), text: visit.t.error(error) }],
    };
    let page = EmergencyPage {
        shell: Shell::of(visit, visit.say("emergency")),
        can_give: caller.has_duty("emergency"),
        people,
        roles,
        hours: CHOICES
            .iter()
            .map(|one| (*one, visit.say("emergency-hours-number").count(one.unsigned_abs()).into(), *one == hours))
            .collect(),
        purpose: visit.form.text("purpose").to_owned(),
        problems,
        lines: lines(visit).await?,
    };
    page::render_as(error.map_or(StatusCode::OK, errors::status), &page)
}

/// The latest of them, those that ended among them: this page is for those whose duty it is to know.
async fn lines(visit: &Visit) -> Result<Vec<Line>> {
    let database = visit.app.database();
    let program = visit.caller()?.clone().with_all_rights();
    let mut all = Vec::new();
    for bin in [false, true] {
        let listing = Listing {
            order: vec![Order { field: CREATED_AT.any(), descending: true }],
            limit: MOST,
            bin,
            ..Listing::new(&program, &EMERGENCY)
        };
        all.extend(query::list(database.read(), database.engine(), &program, &EMERGENCY, &listing).await?.items);
    }
    all.sort_by_key(|item| std::cmp::Reverse(item.record.get(CREATED_AT)));
    Ok(all.iter().take(MOST as usize).map(|item| line(visit, &program, &item.record)).collect())
}

fn line(visit: &Visit, caller: &Caller, record: &Record) -> Line {
    let policy = &caller.configuration.policy;
    let name = |id: Option<Id>| id.and_then(|id| Some(visit.t.shipped(id, policy.name_of(id)?))).unwrap_or_default();
    let ends = emergency::ends_at(record);
    let ended = record.get(DELETED_AT).map_or(ends, |gone| gone.min(ends));
    Line {
        id: record.id,
        name: name(record.get(USER)),
        role: name(record.get(ROLE_ID)),
        purpose: record.get(PURPOSE).unwrap_or_default(),
        by: name(record.get(CREATED_BY)),
        from: record.get(CREATED_AT).map_or(Shown::Empty, |at| display::time(visit, at)),
        until: display::time(visit, ended),
        is_open: ended > visit.here().now,
    }
}

/// How many have it now.
pub(in crate::console) fn open(caller: &Caller) -> u64 {
    caller.configuration.policy.emergencies.iter().filter(|one| one.ends_at > caller.now).count() as u64
}

fn permitted(visit: &Visit) -> Result<()> {
    if visit.caller()?.has_duty("emergency") {
        return Ok(());
    }
    Err(Error::Forbidden(visit.say("admin-refused").into()))
}

/// Gives a role.
pub(super) async fn give(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    match given(visit).await {
        Ok(()) => Ok(page::go("/administration/emergency?done=saved")),
        Err(error) if belongs_in_form(&error) => render(visit, Some(&error)).await,
        Err(error) => Err(error),
    }
}

async fn given(visit: &Visit) -> Result<()> {
    let refused = |id, key| Error::invalid(id, SAID, visit.say(key));
    let text = |name| visit.form.text(name).trim();
    let user: Id = text("user_id").parse().map_err(|()| refused("user_id", "emergency-choose-user"))?;
    let role: Id = text("role_id").parse().map_err(|()| refused("role_id", "emergency-choose-role"))?;
    let purpose = text("purpose").to_owned();
    if purpose.is_empty() {
        return Err(refused("purpose", "emergency-why"));
    }
    let input = Input::new()
        .with(USER, user)
        .with(ROLE_ID, role)
        .with(HOURS, text("hours").parse().unwrap_or(USUAL))
        .with(PURPOSE, purpose.clone());
    // The duty was asked; whoever has it needs no right to these records beside.
    let program = visit.caller()?.clone().because(Reason::text(purpose)).with_all_rights();
    commit(visit.app.database(), &program, Batch::one(Change::create(&EMERGENCY, input))).await.map(drop)
}

/// Takes it away before its time.
pub(super) async fn end(visit: &Visit, id: Id) -> Result<Response> {
    permitted(visit)?;
    let why = Reason::text(visit.say("emergency-end").to_string());
    let program = visit.caller()?.clone().because(why).with_all_rights();
    commit(visit.app.database(), &program, Batch::one(Change::delete(&EMERGENCY, id))).await?;
    Ok(page::go("/administration/emergency?done=saved"))
}
