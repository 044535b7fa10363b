//! Acting as somebody else: where it begins and ends, what was done so, and how the person concerned is told.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::clock::Micros;
use crate::console::display::{self, Shown};
use crate::console::edit::belongs_in_form;
use crate::console::errors;
use crate::console::forms::Option_;
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::acting::Wanted;
use crate::model::Record;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::fold::sort_key;
use crate::model::record_type::CREATED_AT;
use crate::query::{self, Listing, Order};
use crate::records::impersonation::{self, IMPERSONATION, PERSON, SEEN_AT, USER};
use crate::records::sharing::PURPOSE;
use crate::rights::Caller;

/// How long it can be.
const MINUTES: [i64; 4] = [10, 15, 30, 60];
/// How long it is where nothing is said.
const USUAL: i64 = 30;
/// The most that are listed.
const MOST: u32 = 50;

#[derive(Template)]
#[template(path = "admin/acting.html")]
struct ActingPage {
    shell: Shell,
    people: Vec<Option_>,
    minutes: Vec<(i64, bool)>,
    purpose: String,
    may_change: bool,
    changes: bool,
    problems: Vec<Problem>,
    past: Vec<Past>,
}

impl ActingPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// What was done once.
pub(super) struct Past {
    pub(super) id: Id,
    pub(super) who: String,
    pub(super) whom: String,
    pub(super) purpose: String,
    pub(super) from: Shown,
    pub(super) until: Shown,
    pub(super) is_seen: bool,
}

/// Who acts here, as it stands above every page.
pub(super) struct Banner {
    pub(super) text: String,
    pub(super) changes: bool,
}

/// The banner of whoever acts as somebody else.
pub(super) fn banner(visit: &Visit) -> Option<Banner> {
    let caller = visit.caller().ok()?;
    let acting = caller.real()?;
    let name = |id: Id| caller.configuration.policy.name_of(id).unwrap_or_default().to_owned();
    let until = visit.here().zone.wall(acting.ends_at).format("%H:%M").to_string();
    let said = visit.say("acting-banner").with("who", name(acting.real));
    let said = said.with("whom", caller.actor.user().map(name).unwrap_or_default()).with("until", until);
    Some(Banner { text: said.into(), changes: acting.changes })
}

/// Whether a form may be sent by whoever acts as somebody else. What belongs to the person himself is not his to change, nor what
/// configures; a commit refuses that too.
pub(super) fn refuse(visit: &Visit, segments: &[&str]) -> Result<()> {
    let Some(acting) = visit.caller().ok().and_then(Caller::real) else { return Ok(()) };
    if !visit.is_form {
        let is_own = segments.first() == Some(&"profile");
        return if is_own { Err(Error::Forbidden(visit.say("acting-refused").into())) } else { Ok(()) };
    }
    let is_open = match segments {
        ["acting", "end"] | ["sign-out"] => true,
        ["profile" | "administration" | "import" | "jobs" | "journal" | "guide" | "acting", ..] => false,
        _ => acting.changes,
    };
    if is_open { Ok(()) } else { Err(Error::Forbidden(visit.say("acting-refused").into())) }
}

fn permitted(visit: &Visit) -> Result<bool> {
    let caller = visit.caller()?;
    let may_change = caller.has_duty("impersonation_changes");
    if may_change || caller.has_duty("impersonation") {
        return Ok(may_change);
    }
    Err(Error::Forbidden(visit.say("admin-refused").into()))
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    render(visit, visit.query.text("person"), None).await
}

async fn render(visit: &Visit, chosen: &str, error: Option<&Error>) -> Result<Response> {
    let may_change = permitted(visit)?;
    let caller = visit.caller()?;
    let mut people: Vec<(&Id, &str)> = caller
        .configuration
        .policy
        .users
        .iter()
        .filter(|(id, user)| user.active && Some(**id) != caller.actor.user())
        .map(|(id, user)| (id, user.name.as_str()))
        .collect();
    people.sort_by_cached_key(|(id, name)| (sort_key(name), **id));
    let option = |(id, name): (&Id, &str)| Option_ {
        selected: id.to_string() == chosen,
        value: id.to_string(),
        label: name.to_owned(),
    };
    let minutes = visit.form.text("minutes").parse().unwrap_or(USUAL);
    let problems = match error {
        None => Vec::new(),
        Some(Error::Invalid(all)) => all
            .iter()
            .map(|problem| Problem {
                id: problem.pointer.trim_start_matches('/').to_owned(),
                text: visit.t.problem_of(&IMPERSONATION, problem),
            })
            .collect(),
        Some(error) => vec![Problem { id: String::new(), text: visit.t.error(error) }],
    };
    let past = if caller.has_duty("audit") { Filter::All } else { of(USER.any(), caller.actor.user()) };
    let page = ActingPage {
        shell: Shell::of(visit, visit.say("acting")),
        people: people.into_iter().map(option).collect(),
        minutes: MINUTES.iter().map(|one| (*one, *one == minutes)).collect(),
        purpose: visit.form.text("purpose").to_owned(),
        may_change,
        changes: visit.form.text("changes") == "yes",
        problems,
        past: list(visit, past).await?,
    };
    page::render_as(error.map_or(StatusCode::OK, errors::status), &page)
}

/// Whether somebody may be acted as.
fn can_be(caller: &Caller, user: Id) -> bool {
    let is_active = caller.configuration.policy.users.get(&user).is_some_and(|user| user.active);
    is_active && Some(user) != caller.actor.user()
}

/// Begins.
pub(super) async fn begin(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    let token = visit.token.as_deref().ok_or(Error::NotFound)?;
    let refused = |id, key| Error::invalid(id, crate::console::language::SAID, visit.say(key));
    let purpose = visit.form.text("purpose").trim().to_owned();
    let person = visit.form.text("person_id");
    let begun = match person.parse() {
        Err(()) => Err(refused("person_id", "acting-choose")),
        Ok(_) if purpose.is_empty() => Err(refused("purpose", "acting-why")),
        Ok(id) if !can_be(visit.caller()?, id) => Err(refused("person_id", "acting-choose")),
        Ok(id) => {
            let minutes = visit.form.text("minutes").parse().unwrap_or(USUAL);
            let wanted = Wanted { person: id, purpose, minutes, changes: visit.form.text("changes") == "yes" };
            visit.app.identity().begin_acting(visit.caller()?, token, wanted).await
        }
    };
    match begun {
        Ok(()) => Ok(page::go("/home")),
        Err(error) if belongs_in_form(&error) => render(visit, person, Some(&error)).await,
        Err(error) => Err(error),
    }
}

/// Ends.
pub(super) async fn end(visit: &Visit) -> Result<Response> {
    if let Some(token) = visit.token.as_deref() {
        visit.app.identity().end_acting(visit.caller()?, token).await?;
    }
    Ok(page::go("/administration/acting"))
}

/// Keeps that one knows of it.
pub(super) async fn seen(visit: &Visit, id: Id) -> Result<Response> {
    visit.app.identity().seen_acting(visit.caller()?, id).await?;
    Ok(page::go("/profile#acted"))
}

/// What was done as whoever looks, the latest first.
pub(super) async fn as_me(visit: &Visit) -> Result<Vec<Past>> {
    let caller = visit.caller()?;
    if caller.real().is_some() {
        return Ok(Vec::new());
    }
    list(visit, of(PERSON.any(), caller.actor.user())).await
}

fn of(field: crate::model::AnyField, user: Option<Id>) -> Filter {
    let literal = Literal::Id(user.unwrap_or(Id::NIL));
    Filter::Test(Test { path: Path { field, part: Part::Whole }, op: Op::Eq, literal })
}

/// Evidence that the person may see: his own, or all of it by his duty. It asks no right beside.
async fn list(visit: &Visit, filter: Filter) -> Result<Vec<Past>> {
    let database = visit.app.database();
    let program = visit.caller()?.clone().with_all_rights();
    let listing = Listing {
        filter,
        order: vec![Order { field: CREATED_AT.any(), descending: true }],
        limit: MOST,
        ..Listing::new(&program, &IMPERSONATION)
    };
    let found = query::list(database.read(), database.engine(), &program, &IMPERSONATION, &listing).await?;
    Ok(found.items.iter().map(|item| past(visit, &program, &item.record)).collect())
}

fn past(visit: &Visit, caller: &Caller, record: &Record) -> Past {
    let name = |id: Option<Id>| {
        let name = id.and_then(|id| caller.configuration.policy.name_of(id));
        name.map_or_else(|| visit.say("actor-unseen").into(), str::to_owned)
    };
    let time = |at: Micros| display::time(visit, at);
    Past {
        id: record.id,
        who: name(record.get(USER)),
        whom: name(record.get(PERSON)),
        purpose: record.get(PURPOSE).unwrap_or_default(),
        from: record.get(CREATED_AT).map_or(Shown::Empty, time),
        until: time(impersonation::ends_at(record)),
        is_seen: record.get(SEEN_AT).is_some(),
    }
}
