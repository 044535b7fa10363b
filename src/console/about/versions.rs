//! Versions of a record: two of them side by side, and the way back to one.

use askama::Template;
use poem::Response;

use crate::changes::history::{self, Event};
use crate::changes::undo;
use crate::console::ask::{self, Question};
use crate::console::display::{Display, Shown};
use crate::console::forms::Option_;
use crate::console::history as past;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::record;
use crate::console::titles::{Wanted, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::json::read_value;
use crate::model::record_type::COMMON;
use crate::model::{AnyField, Record, RecordType};
use crate::query::Found;
use crate::query::list::visible_fields;
use crate::rights::Action;

/// Events read at once, and how often.
const EVENTS: u64 = 250;
const TIMES: usize = 8;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    shell: Shell,
    kind: &'static RecordType,
    id: Id,
    title: String,
    older: Vec<Option_>,
    newer: Vec<Option_>,
    one: i64,
    two: i64,
    rows: Vec<(Label, Shown, Shown)>,
    /// The earlier version, where one can go back to it.
    back_to: Option<i64>,
}

/// The events of a record itself, newest first, as far back as a version reaches; the newest ones only where it is long ago.
async fn events(visit: &Visit, found: &Found, version: i64) -> Result<Vec<Event>> {
    let (kind, id) = (found.record.kind, found.record.id);
    let mut all: Vec<Event> = Vec::new();
    let mut before = None;
    for _ in 0..TIMES {
        let page = history::of_record(visit.app.database(), visit.caller()?, kind, id, before, EVENTS).await?;
        before = page.last().map(|event| event.seq);
        let is_last = (page.len() as u64) < EVENTS;
        all.extend(page.into_iter().filter(|event| event.record_id == id.0));
        if is_last || all.last().is_some_and(|event| event.version <= version) {
            return Ok(all);
        }
    }
    Err(Error::NotFound)
}

/// The record as it was at a version.
fn at(now: &Record, fields: &[AnyField], events: &[Event], version: i64) -> Record {
    let mut then = now.clone();
    // Newest first, so that the oldest has the last word about what was there before.
    for change in events.iter().filter(|event| event.version > version).flat_map(Event::changes) {
        let Some(field) = fields.iter().find(|field| field.name == change.field) else { continue };
        match read_value(field, &change.before) {
            Ok(value) if !change.before.is_null() => drop(then.values.insert(field.name, value)),
            _ => drop(then.values.remove(field.name)),
        }
    }
    then
}

/// The fields in which two states of a record can differ, as far as the person sees them.
fn fields(visit: &Visit, found: &Found) -> Result<Vec<AnyField>> {
    let is_common = |field: &AnyField| COMMON.iter().any(|common| common.name == field.name);
    let mut fields = visible_fields(visit.caller()?, found.record.kind);
    fields.retain(|field| !is_common(field) && !found.hidden.contains(&field.name) && !field.is_secret());
    Ok(fields)
}

/// What differs between two states of a record.
async fn differences(
    visit: &Visit,
    fields: &[AnyField],
    one: &Record,
    two: &Record,
) -> Result<Vec<(Label, Shown, Shown)>> {
    let differing: Vec<&AnyField> =
        fields.iter().filter(|field| one.value(field.name) != two.value(field.name)).collect();
    let mut wanted = Wanted::default();
    for field in &differing {
        for value in [one.value(field.name), two.value(field.name)].into_iter().flatten() {
            wanted.gather(field, value);
        }
    }
    let titles = wanted.find(visit).await?;
    let display = Display::of(visit, one.kind, &titles)?;
    let show = |field: &AnyField, record: &Record| display.show(field, record.value(field.name));
    Ok(differing.into_iter().map(|field| (display.label(field), show(field, one), show(field, two))).collect())
}

fn asked(visit: &Visit, name: &str, usual: i64, newest: i64) -> i64 {
    visit.query.get(name).and_then(|text| text.parse().ok()).unwrap_or(usual).clamp(1, newest)
}

/// Two versions side by side.
pub(in crate::console) async fn compare(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = record::found(visit, kind, id).await?;
    let newest = found.record.version;
    let (one, two) = (asked(visit, "a", newest - 1, newest), asked(visit, "b", newest, newest));
    let (one, two) = (one.min(two), one.max(two));
    let events = events(visit, &found, one).await?;
    let fields = fields(visit, &found)?;
    let (older, newer) = (at(&found.record, &fields, &events, one), at(&found.record, &fields, &events, two));
    let mut wanted = Wanted::default();
    for user in events.iter().filter_map(|event| event.actor_id) {
        wanted.add("user", Id(user));
    }
    let names = wanted.find(visit).await?;
    let display = Display::of(visit, kind, &names)?;
    let choices = |chosen: i64| -> Vec<Option_> {
        let choice = |event: &Event| {
            let said = visit.say("version-of").with("version", event.version).with("who", past::actor(&display, event));
            Option_ {
                value: event.version.to_string(),
                label: said.with("when", visit.t.moment(visit.here().zone, event.at)).into(),
                selected: event.version == chosen,
            }
        };
        let mut choices: Vec<Option_> = events.iter().map(choice).collect();
        choices.dedup_by(|later, earlier| later.value == earlier.value);
        choices
    };
    let title = title(visit.t, &found);
    let can_update = !found.record.is_deleted() && record::may(visit, Action::Update, &found).await?;
    let page = ComparePage {
        shell: Shell::of(visit, visit.say("compare-title").with("title", &title)),
        kind,
        id,
        title,
        older: choices(one),
        newer: choices(two),
        one,
        two,
        rows: differences(visit, &fields, &older, &newer).await?,
        back_to: (can_update && one < newest).then_some(one),
    };
    page::render(&page)
}

/// Shows what going back to a version would change, and asks why.
pub(in crate::console) async fn ask(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let (question, _) = question(visit, kind, id, visit.query.text("version")).await?;
    ask::ask(visit, kind, Action::Update, question)
}

/// Goes back to a version.
pub(in crate::console) async fn go_back(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let (question, version) = question(visit, kind, id, visit.form.text("version")).await?;
    match undo::to_version(visit.app.database(), &visit.caller_because()?, kind, id, version).await {
        Ok(outcome) => {
            let done = if outcome.changed { "returned" } else { "nothing" };
            Ok(page::go(&format!("/{}/{id}?done={done}", kind.plural)))
        }
        Err(error) => ask::again(visit, kind, Action::Update, question, error),
    }
}

async fn question(visit: &Visit, kind: &'static RecordType, id: Id, version: &str) -> Result<(Question, i64)> {
    let found = record::found(visit, kind, id).await?;
    if !record::may(visit, Action::Update, &found).await? {
        return Err(record::forbidden(visit, Action::Update, kind));
    }
    let version: i64 = version.parse().map_err(|_| Error::NotFound)?;
    if version < 1 || version >= found.record.version {
        return Err(Error::NotFound);
    }
    let events = events(visit, &found, version).await?;
    let fields = fields(visit, &found)?;
    let then = at(&found.record, &fields, &events, version);
    let path = format!("/{}/{id}", kind.plural);
    let question = Question {
        heading: visit.say("return-heading").with("title", title(visit.t, &found)).with("version", version).into(),
        lead: visit.say("return-lead").into(),
        button: visit.say("return-button").into(),
        to: format!("{path}/return"),
        back: format!("{path}/history"),
        with: vec![("version", version.to_string())],
        changes: differences(visit, &fields, &found.record, &then).await?,
    };
    Ok((question, version))
}
