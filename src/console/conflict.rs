//! Two people changed the same record: both versions by field, and a choice.

use std::collections::BTreeMap;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::history;
use crate::console::admin::places;
use crate::console::display::{Display, Shown};
use crate::console::edit::Editing;
use crate::console::forms::Resolved;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::titles::{Wanted, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::json::read_value;
use crate::model::{AnyField, Record, Value};

/// How far back it is looked for what the form began with.
const EVENTS: u64 = 200;

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictPage {
    shell: Shell,
    title: String,
    to: String,
    back: String,
    version: i64,
    who: String,
    /// What was sent, to be sent again.
    sent: Vec<(String, String)>,
    choices: Vec<Choice>,
    /// Fields that only the others changed, which stay as they are.
    kept: Vec<(&'static str, Label, Shown)>,
}

struct Choice {
    name: &'static str,
    label: Label,
    now: Shown,
    mine: Shown,
}

/// The page; nothing was written.
pub(super) async fn show(
    visit: &Visit,
    editing: &Editing,
    sent: &Pairs,
    resolved: &Resolved,
    version: i64,
) -> Result<Response> {
    let (record, form) = (&editing.found.record, &editing.form);
    let (base, who) = beginning(visit, editing, version).await?;
    let differing = form.differing(sent, &editing.now);
    let mine: BTreeMap<&str, Value> = differing
        .iter()
        .filter_map(|field| {
            let input = form.read(&[*field], sent, resolved).ok()?;
            Some((field.name, input.0.into_values().next().flatten()?))
        })
        .collect();
    let mut wanted = Wanted::default();
    for field in &form.fields {
        let values = [record.value(field.name), base.value(field.name), mine.get(field.name)];
        values.into_iter().flatten().for_each(|value| wanted.gather(field, value));
    }
    let titles = wanted.find(visit).await?;
    let display = Display::of(visit, record.kind, &titles)?;
    let before = form.pairs(&base, &titles);
    let (mut choices, mut kept) = (Vec::new(), Vec::new());
    for field in &differing {
        let now = display.show(field, record.value(field.name));
        if sent.of(field.name) == before.of(field.name) {
            kept.push((field.name, display.label(field), now));
            continue;
        }
        let shown = if sent.of(field.name).is_empty() || mine.contains_key(field.name) {
            display.show(field, mine.get(field.name))
        } else {
            Shown::Text(sent.of(field.name).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", "))
        };
        choices.push(Choice { name: field.name, label: display.label(field), now, mine: shown });
    }
    let path = format!("/{}/{}", record.kind.plural, record.id);
    let is_ours = |name: &String| !matches!(name.as_str(), "_csrf" | "_version") && !name.starts_with("_keep.");
    let mut again: Vec<_> = sent.0.iter().filter(|(name, _)| is_ours(name)).cloned().collect();
    // What was emptied is sent again as empty; a field that is not sent at all would be left alone.
    let emptied = choices.iter().filter(|choice| sent.of(choice.name).is_empty());
    again.extend(emptied.map(|choice| (choice.name.to_owned(), String::new())));
    let page = ConflictPage {
        shell: Shell::of(visit, visit.say("conflict-heading")),
        title: title(visit.t, &editing.found),
        to: format!("{path}/edit"),
        back: places::after(visit.caller()?, record.kind, record.id),
        version: record.version,
        who,
        sent: again,
        choices,
        kept,
    };
    page::render_as(StatusCode::CONFLICT, &page)
}

/// What the form began with, from the history since then, and who changed it.
async fn beginning(visit: &Visit, editing: &Editing, version: i64) -> Result<(Record, String)> {
    let (caller, now) = (visit.caller()?, &editing.found.record);
    let events = history::of_record(visit.app.database(), caller, now.kind, now.id, None, EVENTS).await?;
    let mut base = now.clone();
    let mut who = Wanted::default();
    let since: Vec<_> = events.iter().filter(|event| event.version > version && event.record_id == now.id.0).collect();
    let fields: &[AnyField] = &editing.form.fields;
    // Newest first, so that the oldest has the last word about what was there before.
    for event in &since {
        for change in event.changes() {
            let Some(field) = fields.iter().find(|field| field.name == change.field) else { continue };
            match read_value(field, &change.before) {
                Ok(value) => drop(base.values.insert(field.name, value)),
                Err(_) => drop(base.values.remove(field.name)),
            }
        }
        if let Some(user) = event.actor_id {
            who.add("user", crate::id::Id(user));
        }
    }
    let names = who.find(visit).await?;
    let mut people: Vec<&str> = Vec::new();
    for user in since.iter().filter_map(|event| event.actor_id) {
        if let Some(name) = names.get("user", crate::id::Id(user))
            && !people.contains(&name)
        {
            people.push(name);
        }
    }
    Ok((base, people.join(", ")))
}
