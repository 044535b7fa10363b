//! Users as administrators see them: who can sign in, who was invited and has not come, who is gone; and what can be done about it.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::groups;
use super::leave::{self, Owned};
use super::{Paged, all, equals, require, sees};
use crate::changes::{Batch, Change, commit};
use crate::clock::Micros;
use crate::console::ask::{self, Question, Why};
use crate::console::display::{self, Shown};
use crate::console::edit::belongs_in_form;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::titles::{is, title};
use crate::console::visit::Visit;
use crate::console::{errors, list as any_list, once, record, sign_ins};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::invitations::{Invitation, Standing};
use crate::model::filter::{self, Filter, Literal};
use crate::model::record_type::TITLE;
use crate::model::{Input, Record, check};
use crate::query;
use crate::records::access::{GROUP, PROFILE};
use crate::records::key::{self, KEY};
pub(super) use crate::records::user::USER;
use crate::records::user::{ACTIVE, EMAIL, INVITED_AT, NAME, PROFILE as PROFILE_ID};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage {
    shell: Shell,
    found: Paged,
    tabs: Vec<(&'static str, String, bool)>,
    rows: Vec<Line>,
    can_invite: bool,
}

struct Line {
    id: Id,
    name: String,
    email: String,
    profile: String,
    groups: String,
    state: State,
    seen: Shown,
}

/// How it stands with somebody, as a tag.
struct State {
    tone: &'static str,
    label: String,
}

impl State {
    fn of(visit: &Visit, record: &Record, standing: &Standing) -> Self {
        let (tone, key) = match (record.get(ACTIVE).unwrap_or(false), standing.has_password, standing.link_until) {
            (false, ..) => ("", "user-state-gone"),
            (true, true, _) => ("good", "user-state-active"),
            (true, false, Some(_)) => ("accent", "user-state-invited"),
            (true, false, None) => ("warn", "user-state-waiting"),
        };
        Self { tone, label: visit.say(key).into() }
    }
}

/// Those who have no password yet, as many as fit on a page; where there are more, they come as these go.
async fn waiting(visit: &Visit) -> Result<Filter> {
    let users = visit.app.identity().who_waits(u64::from(query::list::MOST)).await?;
    // Nobody stands for them where there are none.
    Ok(Filter::Or(std::iter::once(Id::NIL).chain(users).map(is).collect()))
}

/// The list.
pub(super) async fn list(visit: &Visit) -> Result<Response> {
    require(visit, &["users"], &USER)?;
    let caller = visit.caller()?;
    let fields = [TITLE.any(), EMAIL.any(), ACTIVE.any(), PROFILE_ID.any()];
    let is_waiting = visit.query.get("waiting").is_some();
    let narrow = if is_waiting { waiting(visit).await? } else { Filter::All };
    let found = Paged::within(visit, &USER, "administration/users", &fields, narrow).await?;
    let ids: Vec<Id> = found.items.iter().map(|item| item.record.id).collect();
    let standings = visit.app.identity().standings(&ids).await?;
    let line = |item: &query::Found| {
        let standing = standings.get(&item.record.id).cloned().unwrap_or_default();
        Line {
            id: item.record.id,
            name: title(visit.t, item),
            email: item.record.get(EMAIL).unwrap_or_default(),
            profile: profile(visit, caller, &item.record),
            groups: groups(caller, item.record.id).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", "),
            state: State::of(visit, &item.record, &standing),
            seen: standing.seen_at.map_or(Shown::Empty, |at| display::time_from(visit, at)),
        }
    };
    let tab = |href, key, is| (href, visit.say(key).into(), is);
    let tabs = vec![
        tab("/administration/users", "users-all", found.filter.is_empty() && !is_waiting),
        tab("/administration/users?filter=active%20eq%20true", "users-active", found.filter == "active eq true"),
        tab("/administration/users?waiting=1", "users-waiting", is_waiting),
        tab("/administration/users?filter=active%20eq%20false", "users-gone", found.filter == "active eq false"),
    ];
    let rows = found.items.iter().map(line).collect();
    let shell = Shell::of(visit, visit.say("admin-users"));
    page::render_as(
        found.status(),
        &UsersPage { shell, tabs, rows, can_invite: any_list::can_be_made(caller, &USER), found },
    )
}

fn profile(visit: &Visit, caller: &Caller, record: &Record) -> String {
    let policy = &caller.configuration.policy;
    let own = record.get(PROFILE_ID).filter(|_| sees(caller, &PROFILE));
    own.and_then(|id| Some(visit.t.shipped(id, &policy.profiles.get(&id)?.name))).unwrap_or_default()
}

/// The groups of a user by name.
fn groups(caller: &Caller, user: Id) -> Vec<(Id, String)> {
    let all = caller.configuration.policy.groups.iter().filter(|_| sees(caller, &GROUP));
    let mut own: Vec<_> =
        all.filter(|(_, group)| group.members.contains(&user)).map(|(id, group)| (*id, group.name.clone())).collect();
    own.sort_by(|one, other| one.1.cmp(&other.1));
    own
}

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage {
    shell: Shell,
    id: Id,
    name: String,
    state: State,
    facts: Vec<(Label, Shown)>,
    groups: Vec<(Id, String)>,
    sessions: Vec<(Shown, Shown, String)>,
    keys: Vec<(Id, String, Shown)>,
    owns: Vec<Owned>,
    done: String,
    /// Whether what was done is shown no more.
    is_late: bool,
    is_self: bool,
    is_active: bool,
    has_password: bool,
    has_factor: bool,
    can_update: bool,
    /// Whether one may act as him.
    can_act: bool,
    may_audit: bool,
}

/// One user.
pub(super) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["users"], &USER)?;
    let (caller, identity) = (visit.caller()?, visit.app.identity());
    let found = record::found(visit, &USER, id).await?;
    let record = &found.record;
    let standing = identity.standings(&[id]).await?.remove(&id).unwrap_or_default();
    let moment = |at| display::time(visit, at);
    let text = |text: String| if text.is_empty() { Shown::Empty } else { Shown::Text(text) };
    let name_of = |field| visit.t.field(USER.name, &field);
    let mut facts = vec![
        (name_of(EMAIL.any()), text(record.get(EMAIL).unwrap_or_default())),
        (name_of(PROFILE_ID.any()), text(profile(visit, caller, record))),
        (visit.say("user-seen").to_string().into(), standing.seen_at.map_or(Shown::Empty, moment)),
    ];
    let factor = identity.factor(id).await.unwrap_or_default();
    let since = factor.map_or_else(|| Shown::Text(visit.say("user-factor-none").into()), |factor| moment(factor.since));
    facts.push((visit.say("user-factor").to_string().into(), since));
    if let Some(at) = record.get(INVITED_AT) {
        facts.push((name_of(INVITED_AT.any()), moment(at)));
    }
    if let Some(until) = standing.link_until {
        facts.push((visit.say("user-link-until").to_string().into(), moment(until)));
    }
    let sessions = identity.sessions(id, visit.token.as_deref().unwrap_or_default()).await?;
    let own_keys = all(visit, &KEY, equals(key::USER.any(), Literal::Id(id))).await?;
    let keys = own_keys.iter().map(|key| {
        let ends = key.record.get(key::ENDS_AT).map_or(Shown::Empty, moment);
        (key.record.id, title(visit.t, key), ends)
    });
    let by = |method| visit.say(sign_ins::method(method)).into();
    let name = title(visit.t, &found);
    let page = UserPage {
        shell: Shell::of(visit, name.as_str()),
        id,
        name,
        state: State::of(visit, record, &standing),
        facts,
        groups: groups(caller, id),
        sessions: sessions.iter().map(|one| (moment(one.created_at), moment(one.seen_at), by(one.method))).collect(),
        keys: keys.collect(),
        owns: leave::owns(visit, id).await?,
        done: match visit.query.text("done") {
            "saved" => visit.say("done-saved").into(),
            "shown" => visit.say("link-shown").into(),
            _ => String::new(),
        },
        is_late: visit.query.text("done") == "shown",
        is_self: caller.actor.user() == Some(id),
        is_active: record.get(ACTIVE).unwrap_or(false),
        has_password: standing.has_password,
        can_act: can_act(visit.caller()?, record.id),
        has_factor: factor.is_some(),
        may_audit: caller.has_duty("audit"),
        can_update: !record.is_deleted() && record::may(visit, Action::Update, &found).await?,
    };
    page::render(&page)
}

#[derive(Template)]
#[template(path = "admin/invite.html")]
struct InvitePage {
    shell: Shell,
    name: String,
    email: String,
    profiles: Vec<(String, String, bool)>,
    /// Those that he may put somebody into.
    groups: Vec<(String, String, bool)>,
    problems: Vec<Problem>,
    why: Why,
}

impl InvitePage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// What stands for no profile, which is chosen knowingly.
const NO_PROFILE: &str = "none";

/// The groups that were ticked.
fn ticked(visit: &Visit) -> Vec<Id> {
    visit.form.0.iter().filter(|(name, _)| name == "group").filter_map(|(_, id)| id.parse().ok()).collect()
}

/// The form that invites somebody.
pub(super) async fn invite_form(visit: &Visit) -> Result<Response> {
    invitation(visit, None).await
}

async fn invitation(visit: &Visit, error: Option<Error>) -> Result<Response> {
    require(visit, &["users"], &USER)?;
    let caller = visit.caller()?;
    if !any_list::can_be_made(caller, &USER) {
        return Err(record::forbidden(visit, Action::Create, &USER));
    }
    let mut why = Why::of(visit, &USER, Action::Create, &[])?;
    let problems = why.problems(visit, error.as_ref());
    let chosen = visit.form.text("profile_id");
    let found = all(visit, &PROFILE, filter::Filter::All).await?;
    let option = |one: &query::Found| {
        let id = one.record.id.to_string();
        (id.clone(), title(visit.t, one), id == chosen)
    };
    let mut profiles: Vec<_> = found.iter().map(option).collect();
    profiles.push((NO_PROFILE.into(), visit.say("invite-no-profile").into(), chosen == NO_PROFILE));
    let ticked = ticked(visit);
    let mut groups = Vec::new();
    if decide::rows(caller, Action::Update, &GROUP) != Rows::None {
        let all = all(visit, &GROUP, filter::Filter::All).await?;
        groups.extend(
            all.iter().map(|one| (one.record.id.to_string(), title(visit.t, one), ticked.contains(&one.record.id))),
        );
    }
    let page = InvitePage {
        shell: Shell::of(visit, visit.say("invite")),
        name: visit.form.text("name").to_owned(),
        email: visit.form.text("email").to_owned(),
        profiles,
        groups,
        problems,
        why,
    };
    page::render_as(error.as_ref().map_or(StatusCode::OK, errors::status), &page)
}

/// Invites somebody, and goes on to where the link is shown.
pub(super) async fn invite(visit: &Visit) -> Result<Response> {
    require(visit, &["users"], &USER)?;
    let (name, email) = (visit.form.text("name").trim(), visit.form.text("email").trim().to_lowercase());
    let mut wrong = Vec::new();
    for (field, text) in [(NAME.any(), name), (EMAIL.any(), &*email)] {
        wrong.extend(check::filled(&field, text));
    }
    let profile = match visit.form.text("profile_id").trim() {
        "" => {
            wrong.push(check::missing(&PROFILE_ID.any()));
            None
        }
        NO_PROFILE => None,
        text => text
            .parse::<Id>()
            .map_err(|()| wrong.push(PROFILE_ID.problem("missing_link", "There is no such profile.")))
            .ok(),
    };
    if !wrong.is_empty() {
        return invitation(visit, Some(Error::Invalid(wrong))).await;
    }
    let input = Input::new().with(NAME, name.to_owned()).with(EMAIL, email).with_some(PROFILE_ID, profile);
    match visit.app.identity().invite(&visit.caller_because()?, input).await {
        Ok(made) => {
            // The link is shown this once, whatever becomes of the groups.
            let kept_out = groups::join(visit, made.user, &ticked(visit)).await.err();
            link(visit, &made, kept_out.map(|error| visit.t.error(&error))).await
        }
        Err(error) if belongs_in_form(&error) => invitation(visit, Some(visit.t.told(error, &USER))).await,
        Err(error) => Err(error),
    }
}

#[derive(Template)]
#[template(path = "admin/link.html")]
struct LinkPage {
    shell: Shell,
    id: Id,
    name: String,
    address: String,
    ends: Shown,
    /// Why somebody could not be put into the groups.
    kept_out: Option<String>,
}

/// Goes on to the page that shows a link that was just made.
async fn link(visit: &Visit, made: &Invitation, kept_out: Option<String>) -> Result<Response> {
    let page = format!("/administration/users/{}/link-made", made.user);
    Ok(page::go(&once::keep(visit, &page, &(made.token.reveal(), made.ends_at, kept_out)).await?))
}

/// That page, this once.
pub(super) async fn show_link(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["users"], &USER)?;
    let found = record::found(visit, &USER, id).await?;
    let Some((token, ends_at, kept_out)) = once::take::<(String, Micros, Option<String>)>(visit).await? else {
        return Ok(page::go(&format!("/administration/users/{id}?done=shown")));
    };
    page::render(&LinkPage {
        shell: Shell::of(visit, visit.say("link-made")),
        id,
        name: title(visit.t, &found),
        address: format!("{}/join?token={token}", visit.site),
        ends: display::time(visit, ends_at),
        kept_out,
    })
}

/// What is to be done to a user, as a question.
async fn question(visit: &Visit, id: Id, what: &str) -> Result<Question> {
    require(visit, &["users"], &USER)?;
    let found = record::found(visit, &USER, id).await?;
    if found.record.is_deleted() || !record::may(visit, Action::Update, &found).await? {
        return Err(record::forbidden(visit, Action::Update, &USER));
    }
    // Nobody locks himself out.
    if visit.caller()?.actor.user() == Some(id) {
        return Err(Error::Forbidden(visit.say("user-self").into()));
    }
    let (heading, lead, button) = match what {
        "link" => ("link-heading", "link-lead", "link-button"),
        "activate" => ("activate-heading", "activate-lead", "activate-button"),
        "factor" => ("factor-take-heading", "factor-take-lead", "factor-take"),
        _ => return Err(Error::NotFound),
    };
    let back = format!("/administration/users/{id}");
    Ok(Question {
        heading: visit.say(heading).with("name", title(visit.t, &found)).into(),
        lead: visit.say(lead).with("name", title(visit.t, &found)).into(),
        button: visit.say(button).into(),
        to: format!("{back}/{what}"),
        back,
        with: Vec::new(),
        changes: Vec::new(),
    })
}

/// Asks before.
pub(super) async fn ask(visit: &Visit, id: Id, what: &str) -> Result<Response> {
    ask::ask(visit, &USER, Action::Update, question(visit, id, what).await?)
}

/// Does it.
pub(super) async fn act(visit: &Visit, id: Id, what: &str) -> Result<Response> {
    let question = question(visit, id, what).await?;
    let (identity, caller) = (visit.app.identity(), visit.caller_because()?);
    if what == "link" {
        return match identity.renew_link(&caller, id).await {
            Ok(made) => link(visit, &made, None).await,
            Err(error) => ask::again(visit, &USER, Action::Update, question, error),
        };
    }
    let done = if what == "factor" {
        identity.remove_factor(&caller, id).await
    } else {
        let change = Change::update(&USER, id, Input::new().with(ACTIVE, true));
        commit(visit.app.database(), &caller, Batch::one(change)).await.map(drop)
    };
    match done {
        Ok(()) => Ok(page::go(&format!("/administration/users/{id}?done=saved"))),
        Err(error) => ask::again(visit, &USER, Action::Update, question, error),
    }
}

fn can_act(caller: &Caller, user: Id) -> bool {
    let is_other =
        caller.actor.user() != Some(user) && caller.configuration.policy.users.get(&user).is_some_and(|one| one.active);
    is_other && ["impersonation", "impersonation_changes"].iter().any(|duty| caller.has_duty(duty))
}
