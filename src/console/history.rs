//! The history of a record: who changed what, when, by which door and why; and taking a change back.

use askama::Template;
use poem::Response;
use serde_json::Value as Json;

use crate::changes::history::{self, Event};
use crate::changes::undo;
use crate::console::about::merge;
use crate::console::ask::{self, Question};
use crate::console::display::{Display, Shown};
use crate::console::language::{Label, Language};
use crate::console::page::{self, Shell};
use crate::console::titles::{Titles, Wanted, title};
use crate::console::visit::Visit;
use crate::console::{moved, record};
use crate::error::{Error, Result, UndoConflict};
use crate::id::Id;
use crate::model::json::read_value;
use crate::model::value::Items;
use crate::model::{AnyField, RecordType, Schema, Value};
use crate::query::Found;
use crate::rights::{Action, Caller};

/// Events on a page.
const EVENTS: usize = 25;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    shell: Shell,
    kind: &'static RecordType,
    id: Id,
    title: String,
    events: Vec<Shot>,
    older: String,
    can_undo: bool,
}

/// An event as people read it.
pub(super) struct Shot {
    pub(super) seq: i64,
    /// Whether it was part of a merge, which is taken back as a whole.
    pub(super) is_whole: bool,
    /// What stands in the way of taking it back; nothing where that is not known yet, or nothing does.
    pub(super) blocked: String,
    /// The version that it left, where it is one of this record and not the newest one.
    pub(super) version: Option<i64>,
    pub(super) what: String,
    pub(super) at: Shown,
    pub(super) who: String,
    pub(super) channel: String,
    pub(super) code: String,
    pub(super) reason: String,
    pub(super) changes: Vec<(Label, Shown, Shown)>,
}

/// The page.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = record::found(visit, kind, id).await?;
    let caller = visit.caller()?;
    let before = visit.query.get("before").and_then(|text| text.parse().ok());
    let mut events = history::of_record(visit.app.database(), caller, kind, id, before, EVENTS as u64 + 1).await?;
    let has_more = events.len() > EVENTS;
    events.truncate(EVENTS);
    let older =
        events.last().filter(|_| has_more).map(|last| format!("/{}/{id}/history?before={}", kind.plural, last.seq));
    let titles = titles(visit, kind, &events).await?;
    let display = Display::of(visit, kind, &titles)?;
    let can_undo = record::may(visit, Action::Update, &found).await?;
    let title = title(visit.t, &found);
    let page = HistoryPage {
        shell: Shell::of(visit, visit.say("history-title").with("title", &title)),
        kind,
        id,
        events: events
            .iter()
            .map(|event| {
                let is_past = event.record_id == id.0 && event.version < found.record.version;
                let version = is_past.then_some(event.version);
                Ok(Shot { version, blocked: blocked(visit, &display, &found, event)?, ..shot(caller, &display, event) })
            })
            .collect::<Result<_>>()?,
        title,
        older: older.unwrap_or_default(),
        can_undo,
    };
    page::render(&page)
}

/// What stands in the way of taking a change back, as far as the record as it is now tells.
fn blocked(visit: &Visit, display: &Display<'_>, found: &Found, event: &Event) -> Result<String> {
    if event.record_id != found.record.id.0 || merge::is_whole(event) {
        return Ok(String::new());
    }
    let conflicts = undo::in_the_way(visit.caller()?, found, event)?;
    let said = |conflict: &UndoConflict| {
        let sentence = visit.t.undo_conflict(conflict);
        match display.schema.field(display.kind, &conflict.field) {
            None => sentence,
            Some(field) => {
                visit.say("label-and-text").with("label", display.label(field)).with("text", sentence).into()
            }
        }
    };
    Ok(conflicts.iter().map(said).collect::<Vec<_>>().join(" "))
}

/// Titles of everything and everybody that events name.
async fn titles(visit: &Visit, kind: &RecordType, events: &[Event]) -> Result<Titles> {
    let schema = &visit.caller()?.configuration.schema;
    let mut wanted = Wanted::default();
    for event in events {
        gather(schema, kind, event, &mut wanted);
    }
    wanted.find(visit).await
}

/// Adds everything and everybody that an event names.
pub(super) fn gather(schema: &Schema, kind: &RecordType, event: &Event, wanted: &mut Wanted) {
    for user in [event.actor_id, event.real_actor_id].into_iter().flatten() {
        wanted.add("user", Id(user));
    }
    for change in event.changes() {
        let Some(field) = schema.field(kind, &change.field) else { continue };
        for json in [&change.before, &change.after] {
            if let Some(value) = value(field, json) {
                wanted.gather(field, &value);
            }
        }
    }
}

fn value(field: &AnyField, json: &Json) -> Option<Value> {
    if json.is_null() { None } else { read_value(field, json).ok() }
}

/// An event as people read it.
pub(super) fn shot(caller: &Caller, display: &Display<'_>, event: &Event) -> Shot {
    let code = event.reason_code.as_deref().unwrap_or_default();
    Shot {
        seq: event.seq,
        is_whole: merge::is_whole(event),
        blocked: String::new(),
        version: None,
        what: match event.operation_kind.as_deref() {
            Some("undo") => display.t.say("did-undo").into(),
            _ => what(display.t, event.verb()),
        },
        at: display.time_from(event.at),
        who: actor(display, event),
        channel: channel(display.t, &event.channel),
        code: ask::called(display.t, &caller.configuration.reasons, code),
        reason: event.reason_text.clone().unwrap_or_default(),
        changes: changes(display, event),
    }
}

/// What a journal action did, in words.
pub(super) fn what(t: Language, verb: &str) -> String {
    let key = match verb {
        "created" => "did-create",
        "updated" => "did-update",
        "deleted" => "did-delete",
        "restored" => "did-restore",
        "merged" => "did-merge",
        "converted" => "did-convert",
        "unconverted" => "did-unconvert",
        "followed" => "did-follow",
        other => return other.to_owned(),
    };
    t.say(key).into()
}

/// The door a change came in by, in words. That it was the program is said as who it was.
pub(super) fn channel(t: Language, name: &str) -> String {
    let key = match name {
        "console" => "channel-console",
        "api" => "channel-api",
        "cli" => "channel-cli",
        "scim" => "channel-scim",
        "system" => return String::new(),
        other => return other.to_owned(),
    };
    t.say(key).into()
}

/// Who it was: a user by name, somebody with a shell, or the program.
pub(super) fn actor(display: &Display<'_>, event: &Event) -> String {
    let t = display.t;
    let who = acted(display, event);
    match event.real_actor_id {
        Some(real) => {
            let real = display.titles.get("user", Id(real)).map_or_else(|| t.say("actor-unseen").into(), str::to_owned);
            t.say("actor-acting").with("who", who).with("real", real).into()
        }
        None => who,
    }
}

fn acted(display: &Display<'_>, event: &Event) -> String {
    let t = display.t;
    match event.actor_id.map(|user| display.titles.get("user", Id(user))) {
        Some(Some(name)) => name.to_owned(),
        Some(None) => t.say("actor-unseen").into(),
        None => match event.actor.split_once(':') {
            Some(("cli", name)) => t.say("actor-shell").with("name", name).into(),
            _ => t.say("actor-program").into(),
        },
    }
}

/// The fields with what they held before and after.
pub(super) fn changes(display: &Display<'_>, event: &Event) -> Vec<(Label, Shown, Shown)> {
    let change = |change: history::EventChange| match display.schema.field(display.kind, &change.field) {
        Some(field) => {
            let show = |json: &Json| match value(field, json) {
                None if !json.is_null() => raw(json),
                value => display.show(field, value.as_ref()),
            };
            match both(value(field, &change.before), value(field, &change.after)) {
                Some((gone, come)) => {
                    let label = display.t.say("history-differs").with("label", display.label(field)).to_string();
                    (label.into(), display.show(field, Some(&gone)), display.show(field, Some(&come)))
                }
                None => (display.label(field), show(&change.before), show(&change.after)),
            }
        }
        None => (change.field.into(), raw(&change.before), raw(&change.after)),
    };
    event.changes().into_iter().map(change).collect()
}

/// Of two lists that have things in common, what only the one and what only the other has.
fn both(before: Option<Value>, after: Option<Value>) -> Option<(Value, Value)> {
    let (Some(Value::List(before)), Some(Value::List(after))) = (before, after) else { return None };
    let only =
        |these: &Items, those: &Items| these.iter().filter(|one| !those.contains(one)).cloned().collect::<Items>();
    let (gone, come) = (only(&before, &after), only(&after, &before));
    // Where nothing but the order changed, both are shown whole.
    let is_part = gone.len() < before.len() && gone.len() + come.len() > 0;
    is_part.then_some((Value::List(gone), Value::List(come)))
}

fn raw(json: &Json) -> Shown {
    match json {
        Json::Null => Shown::Empty,
        Json::String(text) => Shown::Text(text.clone()),
        other => Shown::Text(other.to_string()),
    }
}

/// Shows what taking a change back would do, and asks why.
pub(super) async fn ask(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let question = question(visit, kind, id, visit.query.text("seq")).await?;
    ask::ask(visit, kind, Action::Update, question)
}

/// Takes a change back.
pub(super) async fn undo(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let seq = visit.form.text("seq").to_owned();
    let question = question(visit, kind, id, &seq).await?;
    let seq = seq.parse().map_err(|_| Error::NotFound)?;
    match undo::change(visit.app.database(), &visit.caller_because()?, kind, id, seq).await {
        Ok(outcome) => {
            let done = if outcome.changed { "undone" } else { "nothing" };
            let record = format!("/{}/{id}?done={done}", kind.plural);
            Ok(page::go(moved::back(visit, &record)))
        }
        Err(error) => ask::again(visit, kind, Action::Update, question, error),
    }
}

async fn question(visit: &Visit, kind: &'static RecordType, id: Id, seq: &str) -> Result<Question> {
    let found = record::found(visit, kind, id).await?;
    if !record::may(visit, Action::Update, &found).await? {
        return Err(record::forbidden(visit, Action::Update, kind));
    }
    let caller = visit.caller()?;
    let seq: i64 = seq.parse().map_err(|_| Error::NotFound)?;
    let before = seq.checked_add(1);
    let events = history::of_record(visit.app.database(), caller, kind, id, before, 1).await?;
    let event = events.into_iter().find(|event| event.seq == seq).ok_or(Error::NotFound)?;
    let titles = titles(visit, kind, std::slice::from_ref(&event)).await?;
    let display = Display::of(visit, kind, &titles)?;
    let path = format!("/{}/{id}", kind.plural);
    let is_update = event.action.ends_with(".updated");
    let lead = match event.verb() {
        "created" => "undo-lead-created",
        "deleted" => "undo-lead-deleted",
        "restored" => "undo-lead-restored",
        _ => "undo-lead",
    };
    Ok(Question {
        heading: visit.say("undo-heading").with("title", title(visit.t, &found)).into(),
        lead: visit.say(lead).into(),
        button: visit.say("undo-button").into(),
        to: format!("{path}/undo"),
        back: format!("{path}/history"),
        with: vec![("seq", seq.to_string())],
        changes: if is_update {
            changes(&display, &event).into_iter().map(|(label, before, after)| (label, after, before)).collect()
        } else {
            Vec::new()
        },
    })
}
