//! Groups: who is in each, and members added and removed on one page.

use std::collections::BTreeSet;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::{Paged, require, sees};
use crate::changes::{Batch, Change, commit};
use crate::console::ask::Why;
use crate::console::edit::belongs_in_form;
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::console::{errors, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::record_type::TITLE;
use crate::model::value::{Items, Parts};
use crate::model::{Input, Value};
use crate::query::Found;
use crate::records::access::{DESCRIPTION, GROUP, MEMBERS, ROLE, ROLES};
use crate::records::user::USER;
use crate::rights::{Action, Caller};

#[derive(Template)]
#[template(path = "admin/groups.html")]
struct GroupsPage {
    shell: Shell,
    found: Paged,
    groups: Vec<Line>,
    can_make: bool,
}

struct Line {
    id: Id,
    name: String,
    about: String,
    members: usize,
    roles: String,
}

/// All groups.
pub(super) async fn list(visit: &Visit) -> Result<Response> {
    require(visit, &["users", "rights"], &GROUP)?;
    let caller = visit.caller()?;
    let fields = [TITLE.any(), DESCRIPTION.any(), MEMBERS.any(), ROLES.any()];
    let found = Paged::of(visit, &GROUP, "administration/groups", &fields).await?;
    let line = |one: &Found| Line {
        id: one.record.id,
        name: title(visit.t, one),
        about: one.record.get(DESCRIPTION).unwrap_or_default(),
        members: one.record.get(MEMBERS).unwrap_or_default().len(),
        roles: roles(visit, caller, one),
    };
    let groups = found.items.iter().map(line).collect();
    let can_make = crate::console::list::can_be_made(caller, &GROUP);
    let shell = Shell::of(visit, visit.say("admin-groups"));
    page::render_as(found.status(), &GroupsPage { shell, found, groups, can_make })
}

fn roles(visit: &Visit, caller: &Caller, group: &Found) -> String {
    if !sees(caller, &ROLE) {
        return String::new();
    }
    let known = &caller.configuration.policy.roles;
    let items = group.record.get(ROLES).unwrap_or_default();
    let names = linked(&items, "role_id").into_iter().filter_map(|id| Some(visit.t.shipped(id, &known.get(&id)?.name)));
    names.collect::<Vec<_>>().join(", ")
}

fn linked(items: &Items, part: &str) -> Vec<Id> {
    let link = |item: &Parts| if let Some(Value::Link(id)) = item.get(part) { Some(*id) } else { None };
    items.iter().filter_map(link).collect()
}

#[derive(Template)]
#[template(path = "admin/group.html")]
struct GroupPage {
    shell: Shell,
    id: Id,
    name: String,
    about: String,
    roles: String,
    version: i64,
    members: Vec<(Id, String, bool)>,
    others: Vec<(Id, String, bool)>,
    done: bool,
    can_update: bool,
    problems: Vec<Problem>,
    why: Why,
}

/// One group.
pub(super) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    render(visit, id, None).await
}

/// Puts somebody into groups, all at once.
pub(super) async fn join(visit: &Visit, user: Id, groups: &[Id]) -> Result<()> {
    let mut changes = Vec::new();
    for group in groups {
        let found = record::found(visit, &GROUP, *group).await?;
        let mut members: Items = found.record.get(MEMBERS).unwrap_or_default();
        members.push(Parts::from([("user_id", Value::Link(user))]));
        let change = Change::update(&GROUP, *group, Input::new().with(MEMBERS, members));
        changes.push(change.at_version(Some(found.record.version)));
    }
    if changes.is_empty() {
        return Ok(());
    }
    commit(visit.app.database(), &visit.caller_because()?, Batch::of(changes)).await.map(drop)
}

async fn render(visit: &Visit, id: Id, error: Option<Error>) -> Result<Response> {
    require(visit, &["users", "rights"], &GROUP)?;
    let caller = visit.caller()?;
    let found = record::found(visit, &GROUP, id).await?;
    let members: BTreeSet<Id> = linked(&found.record.get(MEMBERS).unwrap_or_default(), "user_id").into_iter().collect();
    let chosen = |name: &str, id: Id| visit.form.0.iter().any(|(known, text)| known == name && *text == id.to_string());
    // Users are in the policy with their names, so that no page of them is read.
    let mut people: Vec<_> = caller.configuration.policy.users.iter().filter(|_| sees(caller, &USER)).collect();
    people.sort_by_cached_key(|(_, user)| crate::model::fold::sort_key(&user.name));
    let named = |is_in: bool, name: &str| -> Vec<(Id, String, bool)> {
        let some = people.iter().filter(|(id, user)| members.contains(id) == is_in && (is_in || user.active));
        some.map(|(id, user)| (**id, user.name.clone(), chosen(name, **id))).collect()
    };
    let mut why = Why::of(visit, &GROUP, Action::Update, &[MEMBERS.any()])?;
    let mut problems = Vec::new();
    if let Some(error) = error.as_ref().filter(|error| !matches!(error, Error::Invalid(_))) {
        if !why.take(visit, error, &mut problems) {
            problems.push(Problem { id: String::new(), text: visit.t.error(error) });
        }
    } else if let Some(Error::Invalid(all)) = &error
        && !why.take(visit, &Error::Invalid(all.clone()), &mut problems)
    {
        problems.extend(all.iter().map(|one| Problem { id: String::new(), text: visit.t.problem_of(&GROUP, one) }));
    }
    let name = title(visit.t, &found);
    let page = GroupPage {
        shell: Shell::of(visit, name.as_str()),
        id,
        name,
        about: found.record.get(DESCRIPTION).unwrap_or_default(),
        roles: roles(visit, caller, &found),
        version: found.record.version,
        members: named(true, "remove"),
        others: named(false, "add"),
        done: visit.query.get("done").is_some(),
        can_update: !found.record.is_deleted() && record::may(visit, Action::Update, &found).await?,
        problems,
        why,
    };
    page::render_as(error.as_ref().map_or(StatusCode::OK, errors::status), &page)
}

/// Adds and removes members.
pub(super) async fn save(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["users", "rights"], &GROUP)?;
    let found = record::found(visit, &GROUP, id).await?;
    let ids = |name: &str| -> BTreeSet<Id> {
        visit.form.0.iter().filter(|(known, _)| known == name).filter_map(|(_, text)| text.parse().ok()).collect()
    };
    let (add, remove) = (ids("add"), ids("remove"));
    let mut members: Vec<Id> = linked(&found.record.get(MEMBERS).unwrap_or_default(), "user_id");
    members.retain(|member| !remove.contains(member));
    let new: Vec<Id> = add.into_iter().filter(|user| !members.contains(user)).collect();
    members.extend(new);
    let items: Items = members.into_iter().map(|user| Parts::from([("user_id", Value::Link(user))])).collect();
    let change = Change::update(&GROUP, id, Input::new().with(MEMBERS, items));
    let change = change.at_version(visit.form.text("_version").parse().ok());
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(change)).await {
        Ok(_) => Ok(page::go(&format!("/administration/groups/{id}?done=saved"))),
        Err(error @ Error::Stale(_)) => render(visit, id, Some(error)).await,
        Err(error) if belongs_in_form(&error) => render(visit, id, Some(visit.t.told(error, &GROUP))).await,
        Err(error) => Err(error),
    }
}
