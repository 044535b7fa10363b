//! The API keys of everybody: whose they are, what narrows them, when they end and when they were last used.

use askama::Template;
use poem::Response;

use super::{Paged, require};
use crate::console::display::{self, Shown};
use crate::console::page::{self, Shell};
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::record_type::TITLE;
use crate::query::Found;
use crate::records::key::{ENDS_AT, KEY, PREFIX, ROLES, USER};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

#[derive(Template)]
#[template(path = "admin/keys.html")]
struct KeysPage {
    shell: Shell,
    keys: Vec<Line>,
    next: String,
    can_end: bool,
}

struct Line {
    id: Id,
    name: String,
    prefix: String,
    owner: Option<(Id, String)>,
    roles: Shown,
    ends: Shown,
    is_over: bool,
    used: Shown,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    require(visit, &["users"], &KEY)?;
    let (caller, database) = (visit.caller()?, visit.app.database());
    let fields = [TITLE.any(), PREFIX.any(), USER.any(), ROLES.any(), ENDS_AT.any()];
    let found = Paged::of(visit, &KEY, "administration/keys", &fields).await?;
    let ids: Vec<Id> = found.items.iter().map(|item| item.record.id).collect();
    let uses = visit.app.identity().key_uses(&ids).await?;
    let titles = Titles::of(visit, &fields, &found.items).await?;
    let display = display::Display::of(visit, &KEY, &titles)?;
    let now = database.clock().now();
    let line = |item: &Found| {
        let (record, owner) = (&item.record, item.record.get(USER));
        let ends = record.get(ENDS_AT);
        Line {
            id: record.id,
            name: title(visit.t, item),
            prefix: record.get(PREFIX).unwrap_or_default(),
            owner: owner.and_then(|id| Some((id, titles.get("user", id)?.to_owned()))),
            roles: display.show(&ROLES.any(), record.value(ROLES.name())),
            ends: ends.map_or(Shown::Empty, |at| display::time(visit, at)),
            is_over: ends.is_some_and(|at| at <= now),
            used: uses.get(&record.id).map_or(Shown::Empty, |at| display::time_from(visit, *at)),
        }
    };
    let page = KeysPage {
        shell: Shell::of(visit, visit.say("admin-keys")),
        keys: found.items.iter().map(line).collect(),
        next: found.next,
        can_end: decide::rows(caller, Action::Delete, &KEY) != Rows::None,
    };
    page::render(&page)
}
