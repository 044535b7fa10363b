//! What happened around a record: what was done about it and how it was changed, the newest first, page by page.

use serde_json::json;

use super::{compose, points};
use crate::changes::history::{self, Event};
use crate::console::display::{Display, Shown, time_from};
use crate::console::history as past;
use crate::console::icons::Icon;
use crate::console::language::Label;
use crate::console::titles::{Wanted, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::record_type::{CREATED_AT, CREATED_BY};
use crate::model::{RecordType, Value};
use crate::query::{self, Cursor, Found, Listing};
use crate::records::activity::{ABOUT, ACTIVITY, DONE, DUE, KIND};
use crate::rights::{Action, decide};

/// Entries on a page.
const ENTRIES: u8 = 15;
/// Fields of a change that are shown; its history has them all.
const FIELDS: usize = 4;

/// One page of what happened.
pub(in crate::console) struct Timeline {
    pub(in crate::console) entries: Vec<Entry>,
    /// Where the older ones are; empty at the end.
    pub(in crate::console) older: String,
    /// Where the newest are; empty at the beginning.
    pub(in crate::console) newest: String,
}

/// Something that happened.
pub(in crate::console) struct Entry {
    pub(in crate::console) icon: Icon,
    /// What was done, in a word.
    pub(in crate::console) what: String,
    /// The page of an activity; empty for a change.
    pub(in crate::console) href: String,
    pub(in crate::console) title: String,
    pub(in crate::console) who: String,
    pub(in crate::console) at: Shown,
    pub(in crate::console) text: String,
    /// When it is due, where it is not done.
    pub(in crate::console) due: Option<Shown>,
    pub(in crate::console) is_late: bool,
    /// The activity that can be said to be done.
    pub(in crate::console) open: Option<Id>,
    pub(in crate::console) code: String,
    pub(in crate::console) reason: String,
    pub(in crate::console) changes: Vec<(Label, Shown, Shown)>,
    /// That more fields were changed than are shown.
    pub(in crate::console) more: String,
}

/// Where a page begins: after this change, and after this activity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Place {
    seq: Option<i64>,
    activity: Option<(i64, Id)>,
}

impl Place {
    fn read(text: &str) -> Self {
        let mut parts = text.split('.');
        let mut next = || parts.next().unwrap_or_default();
        let seq = next().parse().ok();
        let activity = next().parse().ok().and_then(|at| Some((at, next().parse().ok()?)));
        Self { seq, activity }
    }

    fn write(self) -> String {
        let seq = self.seq.map(|seq| seq.to_string()).unwrap_or_default();
        let activity = self.activity.map(|(at, id)| format!(".{at}.{id}")).unwrap_or_default();
        format!("{seq}{activity}")
    }
}

enum Happened {
    Change(Box<Event>),
    Activity(Box<Found>),
}

/// The page of it that the address asks for.
pub(in crate::console) async fn of(visit: &Visit, found: &Found) -> Result<Timeline> {
    let (kind, id) = (found.record.kind, found.record.id);
    let caller = visit.caller()?;
    let before = visit.query.text("before");
    let place = Place::read(before);
    let changes = history::of_record(visit.app.database(), caller, kind, id, place.seq, u64::from(ENTRIES) + 1).await?;
    let activities = activities(visit, kind, id, place).await?;
    let (happened, has_more) = mixed(changes, activities);
    let mut end = place;
    let mut wanted = Wanted::default();
    for (at, happened) in &happened {
        match happened {
            Happened::Change(event) => {
                end.seq = Some(event.seq);
                past::gather(&caller.configuration.schema, kind, event, &mut wanted);
            }
            Happened::Activity(found) => {
                end.activity = Some((*at, found.record.id));
                if let Some(Value::Link(user)) = found.record.value(CREATED_BY.name()) {
                    wanted.add("user", *user);
                }
            }
        }
    }
    let titles = wanted.find(visit).await?;
    let display = Display::of(visit, kind, &titles)?;
    let path = format!("/{}/{id}", kind.plural);
    let mut entries = Vec::with_capacity(happened.len());
    for (at, happened) in &happened {
        entries.push(match happened {
            Happened::Change(event) => change(visit, &display, event)?,
            Happened::Activity(found) => activity(visit, &display, found, *at),
        });
    }
    let can_finish = decide::rows(caller, Action::Update, &ACTIVITY);
    if can_finish == decide::Rows::None {
        for entry in &mut entries {
            entry.open = None;
        }
    }
    Ok(Timeline {
        entries,
        older: if has_more { format!("{path}?before={}#timeline", end.write()) } else { String::new() },
        newest: if before.is_empty() { String::new() } else { format!("{path}#timeline") },
    })
}

/// Both, the newest first, and whether there are more than fit. Each keeps its own order, in which the next page goes on.
fn mixed(changes: Vec<Event>, activities: Vec<Found>) -> (Vec<(i64, Happened)>, bool) {
    let has_more = changes.len() + activities.len() > usize::from(ENTRIES);
    let mut changes = changes.into_iter().peekable();
    let mut activities = activities.into_iter().peekable();
    let mut all = Vec::with_capacity(usize::from(ENTRIES));
    while all.len() < usize::from(ENTRIES) {
        let is_change = match (changes.peek(), activities.peek()) {
            (Some(change), Some(activity)) => change.at >= made(activity),
            (change, _) => change.is_some(),
        };
        let next = if is_change {
            changes.next().map(|event| (event.at, Happened::Change(Box::new(event))))
        } else {
            activities.next().map(|found| (made(&found), Happened::Activity(Box::new(found))))
        };
        let Some(next) = next else { break };
        all.push(next);
    }
    (all, has_more)
}

fn made(found: &Found) -> i64 {
    match found.record.value(CREATED_AT.name()) {
        Some(Value::Time(at)) => *at,
        _ => 0,
    }
}

async fn activities(visit: &Visit, kind: &RecordType, id: Id, place: Place) -> Result<Vec<Found>> {
    let caller = visit.caller()?;
    let about = ABOUT.any();
    let Some(filter) = points::filter(&about, kind, id).filter(|_| decide::may_see(caller, &ACTIVITY, &about)) else {
        return Ok(Vec::new());
    };
    let mut listing = Listing { filter, limit: u32::from(ENTRIES) + 1, ..Listing::new(caller, &ACTIVITY) };
    listing.after = place.activity.map(|(at, id)| {
        let keys = listing.order.iter().map(|_| json!(at)).collect();
        Cursor { keys, id }
    });
    let database = visit.app.database();
    match query::list(database.read(), database.engine(), caller, &ACTIVITY, &listing).await {
        Ok(page) => Ok(page.items),
        Err(Error::Forbidden(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn change(visit: &Visit, display: &Display<'_>, event: &Event) -> Result<Entry> {
    let mut shot = past::shot(visit.caller()?, display, event);
    let more = shot.changes.len().saturating_sub(FIELDS) as u64;
    // What a new record holds stands on the page itself.
    let is_first = event.verb() == "created";
    shot.changes.truncate(if is_first { 0 } else { FIELDS });
    Ok(Entry {
        icon: Icon::of(match event.verb() {
            "created" => "plus",
            "deleted" => "delete",
            "restored" => "restore",
            "merged" => "merge",
            _ => "edit",
        }),
        what: shot.what,
        href: String::new(),
        title: String::new(),
        who: shot.who,
        at: shot.at,
        text: String::new(),
        due: None,
        is_late: false,
        open: None,
        code: shot.code,
        reason: shot.reason,
        changes: shot.changes,
        more: if is_first || more == 0 { String::new() } else { visit.say("timeline-more").count(more).into() },
    })
}

fn activity(visit: &Visit, display: &Display<'_>, found: &Found, at: i64) -> Entry {
    let record = &found.record;
    let kind = record.get(KIND).unwrap_or_default();
    let label = compose::KINDS.iter().find(|(code, _)| *code == kind);
    let who = match record.value(CREATED_BY.name()) {
        Some(Value::Link(user)) => display.titles.get("user", *user).map(str::to_owned),
        _ => None,
    };
    let is_done = record.get(DONE).is_some();
    let due = record.get(DUE).filter(|_| !is_done);
    Entry {
        icon: Icon::of(label.map_or("activity", |(_, icon)| icon)),
        what: compose::kind_label(visit.t, &kind),
        href: format!("/activities/{}", record.id),
        title: title(visit.t, found),
        who: who.unwrap_or_default(),
        at: time_from(visit, at),
        text: record.text("body").unwrap_or_default().to_owned(),
        due: due.map(|due| time_from(visit, due)),
        is_late: due.is_some_and(|due| due < display.here.now),
        open: (due.is_some() || kind == "task" && !is_done).then_some(record.id),
        code: String::new(),
        reason: String::new(),
        changes: Vec::new(),
        more: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_what_is_none_is_the_beginning() {
        for place in [
            Place::default(),
            Place { seq: Some(7), activity: None },
            Place { seq: None, activity: Some((12, Id::built_in(5))) },
            Place { seq: Some(7), activity: Some((12, Id::built_in(5))) },
        ] {
            assert_eq!(Place::read(&place.write()), place);
        }
        for text in ["x", "..", "1e3.x.y", "-"] {
            assert_eq!(Place::read(text), Place::default(), "{text}");
        }
    }
}
