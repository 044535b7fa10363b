//! The home page: how much there is of everything, and what changed recently.

use askama::Template;
use poem::Response;

use crate::console::display::{self, Shown};
use crate::console::guide;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::titles::{Wanted, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::RecordType;
use crate::model::record_type::{TITLE, UPDATED_AT, UPDATED_BY};
use crate::query::count::{ESTIMATE, count};
use crate::query::{self, Found, Listing, Order};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// What is counted and looked at.
const TYPES: [&str; 6] = ["organisation", "contact", "lead", "deal", "activity", "product"];
/// How many recent changes are shown.
const RECENT: usize = 12;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    counts: Vec<Count>,
    recent: Vec<Recent>,
    /// How far the installation is set up, for whoever does that.
    setup: String,
}

struct Count {
    label: Label,
    href: String,
    number: String,
}

struct Recent {
    label: Label,
    href: String,
    title: String,
    at: Shown,
    by: String,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    let (database, mut counts, mut found) = (visit.app.database(), Vec::new(), Vec::new());
    let kinds = TYPES.iter().filter_map(|name| caller.configuration.schema.named(name));
    for kind in kinds.filter(|kind| decide::rows(caller, Action::Read, kind) != Rows::None) {
        let listing = Listing::new(caller, kind);
        let number = count(database.read(), database.engine(), caller, kind, &listing, Some(ESTIMATE)).await?;
        let more = if number >= ESTIMATE { "+" } else { "" };
        let number = format!("{}{more}", visit.t.number(&number.to_string()));
        counts.push(Count { label: visit.t.many(kind), href: format!("/{}", kind.plural), number });
        found.extend(newest(visit, caller, kind).await?);
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.record.get(UPDATED_AT)));
    found.truncate(RECENT);
    let mut wanted = Wanted::default();
    found.iter().filter_map(|found| found.record.get(UPDATED_BY)).for_each(|user| wanted.add("user", user));
    let names = wanted.find(visit).await?;
    let now = database.clock().now();
    let recent = found.iter().map(|found| Recent {
        label: visit.t.one(found.record.kind),
        href: format!("/{}/{}", found.record.kind.plural, found.record.id),
        title: title(visit.t, found),
        at: found.record.get(UPDATED_AT).map_or(Shown::Empty, |at| display::time_from(visit.t, now, at)),
        by: found.record.get(UPDATED_BY).and_then(|user| names.get("user", user)).unwrap_or_default().to_owned(),
    });
    let recent = recent.collect();
    let setup = match guide::progress(visit).await? {
        Some((done, total)) if done < total => visit.say("guide-count").with("done", done).with("total", total).into(),
        _ => String::new(),
    };
    page::render(&HomePage { shell: Shell::of(visit, visit.say("home")), counts, recent, setup })
}

/// The records of a type that changed last.
async fn newest(visit: &Visit, caller: &Caller, kind: &'static RecordType) -> Result<Vec<Found>> {
    let listing = Listing {
        order: vec![Order { field: UPDATED_AT.any(), descending: true }],
        fields: Some(vec![TITLE.any(), UPDATED_AT.any(), UPDATED_BY.any()]),
        limit: u32::try_from(RECENT).unwrap_or(10),
        ..Listing::new(caller, kind)
    };
    let database = visit.app.database();
    Ok(query::list(database.read(), database.engine(), caller, kind, &listing).await?.items)
}
