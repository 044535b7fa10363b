//! What belongs to whoever is signed in: how the console looks, open sessions, and keys for programs.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::SET_COOKIE;

use crate::clock::{Micros, Zone};
use crate::console::acting::{self, Past};
use crate::console::ask::Why;
use crate::console::display::{self, Shown};
use crate::console::language::Language;
use crate::console::look::{DENSITIES, KEYS, LANGUAGES, SCHEMES, USUAL};
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::console::{errors, once, session, sign_ins};
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::identity::device::device;
use crate::identity::events::Method;
use crate::identity::factor::Factor;
use crate::identity::sessions::Session;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::query::{self, Listing};
use crate::records::key;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};
use crate::secret::Secret;

/// A day, in microseconds.
const DAY: Micros = 86_400 * 1_000_000;
/// For how many days a key can be made.
const DAYS: [i64; 4] = [30, 90, 180, 365];
/// For how many it is made where nothing is said.
const USUAL_DAYS: i64 = 90;

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    shell: Shell,
    email: String,
    done: String,
    /// Whether what was done is shown no more.
    is_late: bool,
    languages: &'static [(Language, &'static str)],
    /// Time zones by continent or ocean.
    regions: Vec<(&'static str, Vec<Place>)>,
    /// That of the installation.
    usual_zone: &'static str,
    /// The one that was chosen; empty for none.
    chosen_zone: &'static str,
    sessions: Vec<Line>,
    has_others: bool,
    factor: Option<(Factor, Shown)>,
    lines: Vec<sign_ins::Line>,
    notices: sign_ins::Notices,
    keys: Option<Keys>,
    acted: Vec<Past>,
    problems: Vec<Problem>,
}

impl ProfilePage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// A time zone to choose.
struct Place {
    name: &'static str,
    label: String,
    offset: String,
}

/// An open session.
struct Line {
    name: String,
    device: String,
    began: Shown,
    seen: Shown,
    address: String,
    method: String,
    is_own: bool,
}

/// The keys of a person, and the form that makes another.
struct Keys {
    mine: Vec<Mine>,
    can_make: bool,
    name: String,
    days: Vec<(i64, bool)>,
    why: Why,
}

struct Mine {
    id: Id,
    name: String,
    prefix: String,
    ends: Shown,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "new_key.html")]
struct NewKeyPage {
    shell: Shell,
    name: String,
    key: String,
    id: String,
    ends: Shown,
    site: String,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    render(visit, StatusCode::OK, Vec::new(), None).await
}

async fn render(
    visit: &Visit,
    status: StatusCode,
    problems: Vec<Problem>,
    refused: Option<&Error>,
) -> Result<Response> {
    let (user, token) = own(visit)?;
    let sessions = visit.app.identity().sessions(user, token).await?;
    let done = match visit.query.text("done") {
        "look" => visit.say("done-saved").into(),
        "password" => visit.say("password-changed").into(),
        "ended" => visit.say("done-ended").into(),
        "none" => visit.say("done-none-ended").into(),
        "shown" => visit.say("key-shown").into(),
        _ => String::new(),
    };
    let mut problems = problems;
    let mut keys = keys(visit, visit.caller()?, user).await?;
    if let (Some(keys), Some(error)) = (&mut keys, refused) {
        keys.why.take(visit, error, &mut problems);
    }
    let has_others = sessions.len() > 1;
    let sessions = sessions.into_iter().map(|session| line(visit, session)).collect();
    let email = visit.app.identity().email_of(user).await?;
    let factor = visit.app.identity().factor(user).await?;
    let factor = factor.map(|factor| (factor, display::time(visit, factor.since)));
    let shell = Shell::of(visit, visit.say("profile"));
    let page = ProfilePage {
        shell,
        email,
        done,
        is_late: visit.query.text("done") == "shown",
        languages: &LANGUAGES,
        regions: regions(visit.here().now),
        usual_zone: visit.app.config().console.zone().name(),
        chosen_zone: visit.look.zone.map_or("", Zone::name),
        sessions,
        has_others,
        factor,
        lines: sign_ins::last(visit, user).await?,
        notices: sign_ins::Notices::of(visit).await?,
        keys,
        acted: acting::as_me(visit).await?,
        problems,
    };
    page::render_as(status, &page)
}

/// The time zones, with how far each is from UTC now.
fn regions(now: Micros) -> Vec<(&'static str, Vec<Place>)> {
    let mut regions: Vec<(&'static str, Vec<Place>)> = Vec::new();
    for zone in Zone::all() {
        let Some((region, place)) = zone.name().split_once('/') else { continue };
        let place = Place { name: zone.name(), label: place.replace('_', " "), offset: zone.offset(now) };
        match regions.last_mut().filter(|(last, _)| *last == region) {
            Some((_, places)) => places.push(place),
            None => regions.push((region, vec![place])),
        }
    }
    regions
}

/// Who is signed in, and by which session.
fn own(visit: &Visit) -> Result<(Id, &str)> {
    let user = visit.caller()?.actor.user().ok_or(Error::NotFound)?;
    Ok((user, visit.token.as_deref().unwrap_or_default()))
}

fn line(visit: &Visit, session: Session) -> Line {
    Line {
        device: device(&session.user_agent),
        began: display::time(visit, session.created_at),
        seen: display::time(visit, session.seen_at),
        address: session.address,
        method: visit.say(sign_ins::method(session.method)).into(),
        name: session.name,
        is_own: session.is_own,
    }
}

/// Keeps how the console is to look, and goes back to where that was chosen.
pub(super) fn choose_look(visit: &Visit) -> Result<Response> {
    visit.caller()?;
    let mut look = visit.look.clone();
    for (name, all) in [("scheme", &SCHEMES[..]), ("density", &DENSITIES), ("keys", &KEYS)] {
        if let Some(chosen) = visit.form.get(name).filter(|chosen| all.contains(chosen)) {
            look.choose(chosen);
        }
    }
    let named = |(language, _): &(Language, &str)| visit.form.get("language") == Some(language.tag());
    match LANGUAGES.iter().find(|one| named(one)) {
        Some((language, _)) => look.language = Some(*language),
        None if visit.form.get("language") == Some(USUAL) => look.language = None,
        None => {}
    }
    match visit.form.get("zone") {
        Some(USUAL) => look.zone = None,
        Some(name) => look.zone = Zone::named(name).or(look.zone),
        None => {}
    }
    let back = session::local_path(visit.form.text("_back")).unwrap_or("/profile?done=look");
    let mut response = page::go(back);
    if let Ok(cookie) = look.cookie(visit.secure).parse() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Gives oneself another password. All sessions end, and a new one begins here.
pub(super) async fn change_password(visit: &Visit) -> Result<Response> {
    let (user, _) = own(visit)?;
    let (identity, caller) = (visit.app.identity(), visit.caller_because()?);
    let email = identity.email_of(user).await?;
    let secret = |name| Secret::new(visit.form.text(name));
    match identity.change_password(&caller, &email, secret("current_password"), secret("password")).await {
        Ok(()) => {
            let mut response = page::go("/profile?done=password");
            let begun = identity.begin_session(user, Method::Password, visit.origin()).await?;
            if let Ok(cookie) = session::cookie(visit.secure, begun.token.reveal()).parse() {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(error @ (Error::Invalid(_) | Error::Throttled(_))) => {
            let problems = match &error {
                Error::Invalid(problems) => problems.iter().map(|problem| password_problem(visit, problem)).collect(),
                other => vec![Problem { id: "current_password".into(), text: visit.t.error(other) }],
            };
            render(visit, errors::status(&error), problems, None).await
        }
        Err(error) => Err(error),
    }
}

fn password_problem(visit: &Visit, problem: &FieldProblem) -> Problem {
    if problem.pointer == "/current_password" {
        return Problem { id: "current_password".into(), text: visit.say("password-wrong").into() };
    }
    Problem { id: "password".into(), text: visit.t.problem("user", None, problem) }
}

/// Ends one session, or all others.
pub(super) async fn end_sessions(visit: &Visit) -> Result<Response> {
    let (user, token) = own(visit)?;
    let name = visit.form.text("session");
    let ended = visit.app.identity().end_sessions(user, token, |one| name == "others" || one.name == name).await?;
    Ok(page::go(if ended > 0 { "/profile?done=ended#sessions" } else { "/profile?done=none#sessions" }))
}

async fn keys(visit: &Visit, caller: &Caller, user: Id) -> Result<Option<Keys>> {
    if decide::rows(caller, Action::Read, &key::KEY) == Rows::None {
        return Ok(None);
    }
    let path = Path { field: key::USER.any(), part: Part::Whole };
    let listing = Listing {
        filter: Filter::Test(Test { path, op: Op::Eq, literal: Literal::Id(user) }),
        limit: query::list::MOST,
        fields: Some(vec![key::NAME.any(), key::PREFIX.any(), key::ENDS_AT.any()]),
        ..Listing::new(caller, &key::KEY)
    };
    let database = visit.app.database();
    let page = query::list(database.read(), database.engine(), caller, &key::KEY, &listing).await?;
    let now = database.clock().now();
    let mine = page.items.iter().map(|item| Mine {
        id: item.record.id,
        name: item.record.get(key::NAME).unwrap_or_default(),
        prefix: item.record.get(key::PREFIX).unwrap_or_default(),
        ends: item.record.get(key::ENDS_AT).map_or(Shown::Empty, |at| display::time(visit, at)),
        is_over: item.record.get(key::ENDS_AT).is_some_and(|at| at <= now),
    });
    let chosen = days(visit);
    Ok(Some(Keys {
        mine: mine.collect(),
        can_make: decide::rows(caller, Action::Create, &key::KEY) != Rows::None,
        name: visit.form.text("name").to_owned(),
        days: DAYS.into_iter().map(|days| (days, days == chosen)).collect(),
        why: Why::of(visit, &key::KEY, Action::Create, &[])?,
    }))
}

/// For how many days the form asks.
fn days(visit: &Visit) -> i64 {
    let chosen = visit.form.text("days").parse().ok();
    chosen.filter(|days| DAYS.contains(days)).unwrap_or(USUAL_DAYS)
}

/// Shows a key that was just made, this once.
pub(super) async fn show_key(visit: &Visit) -> Result<Response> {
    visit.caller()?;
    let Some((id, name, key, ends_at)) = once::take::<(String, String, String, Micros)>(visit).await? else {
        return Ok(page::go("/profile?done=shown"));
    };
    page::render(&NewKeyPage {
        shell: Shell::of(visit, visit.say("key-made")),
        name,
        key,
        id,
        ends: display::time(visit, ends_at),
        site: visit.site.clone(),
    })
}

/// Makes a key, and goes on to where it is shown.
pub(super) async fn make_key(visit: &Visit) -> Result<Response> {
    let (user, _) = own(visit)?;
    let caller = visit.caller_because()?;
    let name = visit.form.text("name").trim();
    if name.is_empty() {
        let problem = Problem { id: "key-name".into(), text: visit.say("key-name-needed").into() };
        return render(visit, StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None).await;
    }
    let ends_at = visit.app.database().clock().now() + days(visit) * DAY;
    match visit.app.identity().make_key(&caller, user, name, &[], Some(ends_at)).await {
        Ok((id, key)) => {
            let made = (id.to_string(), name, key.reveal(), ends_at);
            Ok(page::go(&once::keep(visit, "/profile/keys/made", &made).await?))
        }
        Err(error @ (Error::Invalid(_) | Error::ReasonRequired { .. })) => {
            let about_name = |pointer: &str| pointer.trim_start_matches('/') == key::NAME.name();
            let problems = match &error {
                Error::Invalid(all) => all.iter().filter(|problem| about_name(&problem.pointer)).collect(),
                _ => Vec::new(),
            };
            let problem = |text: &String| Problem { id: "key-name".into(), text: text.clone() };
            let problems = problems.into_iter().map(|one| problem(&one.detail)).collect();
            render(visit, errors::status(&error), problems, Some(&error)).await
        }
        Err(error) => Err(error),
    }
}
