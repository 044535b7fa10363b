//! The journal of signing in: one's own, and of everybody for those whose duty it is to read the audit; and what a person is told of his
//! account where somebody else did something to it.

use askama::Template;
use poem::Response;

use crate::clock::Micros;
use crate::console::display::{self, Shown};
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::events::{Event, Method, What};

/// Lines on a page.
const ON_PAGE: usize = 50;
/// Lines in the profile.
const IN_PROFILE: u64 = 8;

#[derive(Template)]
#[template(path = "sign_ins.html")]
struct SignInsPage {
    shell: Shell,
    /// Whose they are: his name and the way to him; nobody's in particular.
    whose: Option<(String, Id)>,
    is_everybody: bool,
    may_see_all: bool,
    lines: Vec<Line>,
    next: String,
}

/// Something that happened at the door, as people read it.
pub(super) struct Line {
    pub(super) at: Shown,
    /// Whose account.
    pub(super) user: Option<(Id, String)>,
    pub(super) what: String,
    pub(super) tone: &'static str,
    pub(super) device: String,
    pub(super) address: String,
}

impl Line {
    fn of(visit: &Visit, event: &Event) -> Self {
        let said = visit.say(match event.what {
            What::SignedIn => "event-signed-in",
            What::Refused => "event-refused",
            What::Throttled => "event-throttled",
            What::PasswordSet => "event-password-set",
            What::LinkMade => "event-link-made",
            What::CodeRefused => "event-code-refused",
            What::FactorAdded => "event-factor-added",
            What::FactorRemoved => "event-factor-removed",
        });
        let by = visit.say(method(event.method));
        Self {
            at: display::time(visit, event.at),
            user: event.user.and_then(|id| Some((id, name(visit, id)?))),
            what: said.with("method", by).with("who", who(visit, event)).into(),
            tone: match event.what {
                What::SignedIn => "good",
                What::Refused | What::Throttled | What::CodeRefused => "warn",
                What::PasswordSet | What::LinkMade | What::FactorAdded | What::FactorRemoved => "accent",
            },
            device: event.device.clone(),
            address: event.address.clone(),
        }
    }
}

/// What a way to come in is called.
pub(super) const fn method(method: Method) -> &'static str {
    match method {
        Method::Password => "method-password",
        Method::Link => "method-link",
        Method::Totp => "method-totp",
        Method::RecoveryCode => "method-recovery",
        Method::Provider => "method-provider",
    }
}

fn name(visit: &Visit, id: Id) -> Option<String> {
    Some(visit.caller().ok()?.configuration.policy.users.get(&id)?.name.clone())
}

/// Who did it, in words.
fn who(visit: &Visit, event: &Event) -> String {
    let known = event.actor.and_then(|id| name(visit, id));
    known.unwrap_or_else(|| visit.say("event-operator").into())
}

/// The last of one's own, for the profile.
pub(super) async fn last(visit: &Visit, user: Id) -> Result<Vec<Line>> {
    let events = visit.app.identity().events(Some(user), None, IN_PROFILE).await?;
    Ok(events.iter().map(|event| Line::of(visit, event)).collect())
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    let own = caller.actor.user().ok_or(Error::NotFound)?;
    let may_see_all = caller.has_duty("audit");
    let is_everybody = visit.query.text("who") == "all";
    let asked = visit.query.get("user").map(|id| id.parse::<Id>().map_err(|()| Error::NotFound)).transpose()?;
    if (is_everybody || asked.is_some_and(|id| id != own)) && !may_see_all {
        return Err(Error::Forbidden(visit.say("sign-ins-refused").into()));
    }
    let user = if is_everybody { None } else { Some(asked.unwrap_or(own)) };
    let before = visit.query.get("before").map(|text| place(text).ok_or_else(|| out_of_date(visit))).transpose()?;
    let mut events = visit.app.identity().events(user, before, ON_PAGE as u64 + 1).await?;
    let has_more = events.len() > ON_PAGE;
    events.truncate(ON_PAGE);
    let next = events.last().filter(|_| has_more).map(|last| {
        let whose = match (is_everybody, asked) {
            (true, _) => "who=all&".to_owned(),
            (false, Some(id)) => format!("user={id}&"),
            (false, None) => String::new(),
        };
        format!("/sign-ins?{whose}before={}-{}", last.at, last.id)
    });
    let others = asked.filter(|id| *id != own);
    page::render(&SignInsPage {
        shell: Shell::of(visit, visit.say("sign-ins")),
        whose: others.map(|id| (name(visit, id).unwrap_or_default(), id)),
        is_everybody,
        may_see_all,
        lines: events.iter().map(|event| Line::of(visit, event)).collect(),
        next: next.unwrap_or_default(),
    })
}

fn place(text: &str) -> Option<(Micros, Id)> {
    let (at, id) = text.split_once('-')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

fn out_of_date(visit: &Visit) -> Error {
    Error::Malformed(visit.say("list-out-of-date").into())
}

/// What a person is to be told of his account.
#[derive(Default)]
pub(super) struct Notices {
    pub(super) lines: Vec<(String, Shown)>,
    /// Until when he was told everything once he has read these.
    pub(super) until: Micros,
}

impl Notices {
    /// Those of whoever asks.
    pub(super) async fn of(visit: &Visit) -> Result<Self> {
        let Some(user) = visit.caller()?.actor.user() else { return Ok(Self::default()) };
        let events = visit.app.identity().untold(user).await?;
        let sentence = |event: &Event| {
            let said = visit.say(match event.what {
                What::PasswordSet => "told-password-set",
                What::LinkMade => "told-link-made",
                What::FactorRemoved => "told-factor-removed",
                What::SignedIn | What::Refused | What::Throttled | What::CodeRefused | What::FactorAdded => {
                    "told-signed-in"
                }
            });
            let from = if event.device.is_empty() { visit.say("session-unknown").into() } else { event.device.clone() };
            said.with("who", who(visit, event)).with("device", from).with("address", &event.address).into()
        };
        Ok(Self {
            until: events.first().map_or(0, |event| event.at),
            lines: events.iter().map(|event| (sentence(event), display::time(visit, event.at))).collect(),
        })
    }
}

/// Whoever read them is not told again.
pub(super) async fn seen(visit: &Visit) -> Result<Response> {
    let user = visit.caller()?.actor.user().ok_or(Error::NotFound)?;
    let until = visit.form.text("until").parse().unwrap_or(0);
    visit.app.identity().told(user, until).await?;
    Ok(page::go("/home"))
}
