//! The setup guide: what there is to do on a new installation, in the order in which an administrator does it. What is done is told
//! from what is there, never from a tick. What is set elsewhere, or cannot be set yet, is said below them.

use askama::Template;
use poem::Response;
use poem::http::header::SET_COOKIE;

use crate::console::jobs;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::jobs::verification;
use crate::model::filter;
use crate::query::Listing;
use crate::query::count::count;
use crate::records::configuration::EVERYBODY;
use crate::rights::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;

/// The cookie that says that somebody wants to see no more of it.
pub(super) const COOKIE: &str = "beheer_guide";
/// What it says then.
const DISMISSED: &str = "off";
/// Kept for a year.
const AGE: u32 = 31_536_000;

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage {
    shell: Shell,
    steps: Vec<Step>,
    done: usize,
    count: String,
    is_dismissed: bool,
}

/// Something to do.
struct Step {
    title: String,
    lead: String,
    button: String,
    href: String,
    is_done: bool,
}

/// Whether somebody sets the installation up.
pub(super) fn may(caller: &Caller) -> bool {
    caller.has_duty("settings")
}

/// How many steps are done, and of how many; nothing for whom it is not, or who wants to see no more of it.
pub(super) async fn progress(visit: &Visit) -> Result<Option<(usize, usize)>> {
    if !may(visit.caller()?) || visit.guide == DISMISSED {
        return Ok(None);
    }
    let steps = steps(visit).await?;
    Ok(Some((steps.iter().filter(|step| step.is_done).count(), steps.len())))
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    if !may(visit.caller()?) {
        return Err(Error::Forbidden(visit.say("system-refused").into()));
    }
    let steps = steps(visit).await?;
    let done = steps.iter().filter(|step| step.is_done).count();
    let page = GuidePage {
        shell: Shell::of(visit, visit.say("guide")),
        count: visit.say("guide-count").with("done", done).with("total", steps.len()).into(),
        steps,
        done,
        is_dismissed: visit.guide == DISMISSED,
    };
    page::render(&page)
}

/// Shows it no more on the home page, or again.
pub(super) fn dismiss(visit: &Visit) -> Result<Response> {
    visit.caller()?;
    let kept = if visit.form.get("again").is_some() { "on" } else { DISMISSED };
    let secure = if visit.secure { "; Secure" } else { "" };
    let mut response = page::go("/guide");
    if let Ok(cookie) = format!("{COOKIE}={kept}; Path=/; SameSite=Lax; HttpOnly; Max-Age={AGE}{secure}").parse() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn steps(visit: &Visit) -> Result<Vec<Step>> {
    let caller = visit.caller()?;
    let everybody = format!("id eq \"{EVERYBODY}\" and updated_by pr");
    let by_a_person = "updated_by pr";
    // What the demo made, nobody did.
    let own = if visit.app.is_demo() { "created_by pr" } else { "" };
    let has_users = if own.is_empty() {
        caller.configuration.policy.users.values().filter(|user| user.active).count() > 1
    } else {
        some(visit, "user", own).await?
    };
    let has_records = some(visit, "organisation", own).await? || some(visit, "contact", own).await?;
    let has_own = some(visit, "custom_field", "").await? || some(visit, "stage", by_a_person).await?;
    let mut steps = vec![
        step(visit, "rights", format!("/roles/{EVERYBODY}"), some(visit, "role", &everybody).await?),
        step(visit, "profiles", "/administration/rights#profiles".into(), some(visit, "profile", by_a_person).await?),
        step(visit, "groups", "/administration/groups".into(), some(visit, "group", own).await?),
        step(visit, "users", "/administration/users".into(), has_users),
        step(visit, "reasons", "/administration/reasons".into(), some(visit, "reason_rule", by_a_person).await?),
        step(visit, "fields", "/administration/fields".into(), has_own),
        step(visit, "import", "/import".into(), has_records),
    ];
    if caller.has_duty("audit") {
        let latest = verification::latest(&visit.app, caller).await?;
        let is_proved = latest.as_ref().and_then(|job| jobs::verdict(visit.t, job)).is_some_and(|(good, _)| good);
        steps.push(step(visit, "journal", "/journal".into(), is_proved));
    }
    Ok(steps)
}

fn step(visit: &Visit, name: &str, href: String, is_done: bool) -> Step {
    let (title, lead, button) = match name {
        "rights" => ("guide-rights", "guide-rights-lead", "guide-rights-do"),
        "profiles" => ("guide-profiles", "guide-profiles-lead", "guide-profiles-do"),
        "groups" => ("guide-groups", "guide-groups-lead", "guide-groups-do"),
        "users" => ("guide-users", "guide-users-lead", "guide-users-do"),
        "reasons" => ("guide-reasons", "guide-reasons-lead", "guide-reasons-do"),
        "fields" => ("guide-fields", "guide-fields-lead", "guide-fields-do"),
        "import" => ("guide-import", "guide-import-lead", "guide-import-do"),
        _ => ("guide-journal", "guide-journal-lead", "guide-journal-do"),
    };
    let said = |key: &'static str| visit.say(key).into();
    Step { title: said(title), lead: said(lead), button: said(button), href, is_done }
}

/// Whether somebody sees a record of a type that passes a filter.
async fn some(visit: &Visit, name: &str, text: &str) -> Result<bool> {
    let caller = visit.caller()?;
    let schema = &caller.configuration.schema;
    let Some(kind) = schema.named(name).filter(|kind| decide::rows(caller, Action::Read, kind) != Rows::None) else {
        return Ok(false);
    };
    let mut listing = Listing::new(caller, kind);
    if !text.is_empty() {
        listing.filter = filter::parse(schema, kind, text, &|_| true)?;
    }
    let database = visit.app.database();
    Ok(count(database.read(), database.engine(), caller, kind, &listing, Some(1)).await? > 0)
}
