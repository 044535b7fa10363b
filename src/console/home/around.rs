//! What changed lately among the records of whoever looks and of his groups: which fields, by whom, and why.

use crate::changes::history;
use crate::console::display::{self, Shown};
use crate::console::home::{list, readable, test};
use crate::console::icons::Icon;
use crate::console::titles::{Wanted, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::{Filter, Literal, Op};
use crate::model::record_type::UPDATED_AT;
use crate::query::{Found, Listing, Order};

const TYPES: [&str; 4] = ["organisation", "contact", "lead", "deal"];
/// How many are shown.
const MOST: usize = 8;
/// How many fields are named.
const FIELDS: usize = 3;
/// How far back it is looked, in days.
const DAYS: i64 = 60;
/// Of how many colleagues; a filter has its limits.
const PEOPLE: usize = 50;

/// A record that changed.
pub(super) struct Recent {
    pub(super) icon: Icon,
    pub(super) href: String,
    pub(super) title: String,
    /// What was done to it, and by whom.
    pub(super) what: String,
    pub(super) reason: String,
    pub(super) at: Shown,
}

/// The newest first.
pub(super) async fn of(visit: &Visit) -> Result<Vec<Recent>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let now = database.clock().now();
    let me = caller.actor.user();
    let people: Vec<Id> = me.into_iter().chain(caller.colleagues().iter().copied()).take(PEOPLE).collect();
    let mut found: Vec<Found> = Vec::new();
    for name in TYPES {
        let Some(kind) = readable(visit, name)? else { continue };
        let Some(owner) = kind.owner().and_then(|owner| kind.own_field(owner)) else { continue };
        let ours = people.iter().map(|id| test(*owner, Op::Eq, Literal::Id(*id))).collect();
        let lately = test(UPDATED_AT.any(), Op::Ge, Literal::Time(now - DAYS * 86_400_000_000));
        let listing = Listing {
            filter: lately.and(Filter::Or(ours)),
            order: vec![Order { field: UPDATED_AT.any(), descending: true }],
            limit: u32::try_from(MOST).unwrap_or(8),
            ..Listing::new(caller, kind)
        };
        found.extend(list(visit, kind, &listing).await?);
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.record.get(UPDATED_AT)));
    found.truncate(MOST);
    let events = history::latest(database, caller, &found).await?;
    let mut wanted = Wanted::default();
    events.values().filter_map(|event| event.actor_id).for_each(|user| wanted.add("user", Id(user)));
    let names = wanted.find(visit).await?;
    let recent = |found: &Found| {
        let (record, event) = (&found.record, events.get(&found.record.id));
        let who = event.and_then(|event| event.actor_id).and_then(|user| names.get("user", Id(user)));
        let who = match (who, event.and_then(|event| event.actor_id)) {
            (Some(name), _) => name.to_owned(),
            (None, Some(_)) => visit.say("actor-unseen").into(),
            (None, None) => visit.say("actor-program").into(),
        };
        let fields: Vec<String> = event
            .filter(|event| event.verb() == "updated")
            .map(history::Event::changes)
            .unwrap_or_default()
            .iter()
            .filter_map(|change| caller.configuration.schema.field(record.kind, &change.field))
            .map(|field| visit.t.field(record.kind.name, field).into_owned())
            .collect();
        let more = if fields.len() > FIELDS { "…" } else { "" };
        let fields = format!("{}{more}", fields.iter().take(FIELDS).cloned().collect::<Vec<_>>().join(", "));
        let what = match event.map(history::Event::verb) {
            Some("created") => visit.say("home-created").with("who", who),
            _ if !fields.is_empty() => visit.say("home-changed-fields").with("who", who).with("fields", fields),
            _ => visit.say("home-changed").with("who", who),
        };
        Recent {
            icon: Icon::of(record.kind.name),
            href: format!("/{}/{}", record.kind.plural, record.id),
            title: title(visit.t, found),
            what: what.into(),
            reason: event.and_then(|event| event.reason_text.clone()).unwrap_or_default(),
            at: record.get(UPDATED_AT).map_or(Shown::Empty, |at| display::time_from(visit, at)),
        }
    };
    Ok(found.iter().map(recent).collect())
}
