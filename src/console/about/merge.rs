//! Two records that are the same become one: both side by side with a choice for each field, what will come of it with the reason,
//! and the way back.

use std::collections::BTreeSet;

use askama::Template;
use poem::Response;

use crate::changes::history::{self, Event};
use crate::changes::{merge as engine, undo};
use crate::console::ask::{self, Question};
use crate::console::display::{Display, Shown};
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::record;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, Input, Kind, RecordType, Value};
use crate::query::Found;
use crate::query::list::visible_fields;
use crate::rights::Action;

/// Events that are looked through for a merge.
const EVENTS: u64 = 50;

#[derive(Template)]
#[template(path = "merge.html")]
struct MergePage {
    shell: Shell,
    kind: &'static RecordType,
    ids: String,
    sides: [Side; 2],
    choices: Vec<Choice>,
    /// Fields that need no choice, with what they will hold.
    settled: Vec<(Label, Shown)>,
    same: String,
}

struct Side {
    id: Id,
    title: String,
    changed: Shown,
}

/// A field that both fill differently.
struct Choice {
    name: &'static str,
    label: Label,
    sides: [(Id, Shown); 2],
}

/// What becomes of a field of two records.
#[derive(PartialEq)]
enum Fate {
    /// Both fill it differently: somebody has to choose.
    Open,
    /// It will hold this.
    Settled(Option<Value>),
}

/// Two records of a type.
struct Pair {
    kind: &'static RecordType,
    sides: [Found; 2],
    fields: Vec<AnyField>,
}

impl Pair {
    /// Those whose ids are given; refused where the person may not merge them.
    async fn of(visit: &Visit, kind: &'static RecordType, ids: &str) -> Result<Self> {
        let ids: Vec<Id> = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
        let two: BTreeSet<Id> = ids.iter().copied().collect();
        let ([one, other], 2) = (ids.as_slice(), two.len()) else {
            return Err(Error::Malformed(visit.say("merge-two").of(kind).into()));
        };
        let sides = [record::found(visit, kind, *one).await?, record::found(visit, kind, *other).await?];
        for side in &sides {
            if side.record.is_deleted() {
                return Err(Error::Conflict("in_bin", visit.say("state-in-bin").into()));
            }
            if !record::may(visit, Action::Merge, side).await? {
                return Err(Error::Forbidden(visit.say("refused-merge").of(kind).into()));
            }
        }
        let is_open = |field: &AnyField| {
            !field.computed && !field.is_secret() && sides.iter().all(|side| !side.hidden.contains(&field.name))
        };
        let fields = visible_fields(visit.caller()?, kind).into_iter().filter(is_open).collect();
        Ok(Self { kind, sides, fields })
    }

    fn ids(&self) -> String {
        format!("{},{}", self.sides[0].record.id, self.sides[1].record.id)
    }

    /// The one that stays and the one that goes.
    fn by_winner(&self, winner: Id) -> Result<(&Found, &Found)> {
        let [one, other] = &self.sides;
        match winner {
            id if id == one.record.id => Ok((one, other)),
            id if id == other.record.id => Ok((other, one)),
            _ => Err(Error::NotFound),
        }
    }

    /// What becomes of a field.
    fn fate(&self, field: &AnyField) -> Fate {
        let [one, other] = [0, 1].map(|side| self.sides[side].record.value(field.name));
        match (one, other) {
            (Some(Value::List(one)), Some(Value::List(other))) => {
                Fate::Settled(Some(Value::List(engine::together(one, other))))
            }
            (Some(one), Some(other)) if one != other => Fate::Open,
            (one, other) => Fate::Settled(one.or(other).cloned()),
        }
    }
}

/// Both side by side.
pub(in crate::console) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let texts = visit.query.0.iter().filter(|(name, _)| name == "ids");
    let ids = texts.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(",");
    let pair = Pair::of(visit, kind, &ids).await?;
    if let Some(winner) = visit.query.get("winner") {
        let question = question(visit, &pair, winner, &taken(visit, &pair, winner)?).await?;
        return ask::ask(visit, kind, Action::Update, question);
    }
    let titles = Titles::of(visit, &pair.fields, &pair.sides).await?;
    let display = Display::of(visit, kind, &titles)?;
    let (mut choices, mut settled, mut same) = (Vec::new(), Vec::new(), 0_u64);
    for field in &pair.fields {
        let values = [0, 1].map(|side| pair.sides[side].record.value(field.name));
        match pair.fate(field) {
            Fate::Open => choices.push(Choice {
                name: field.name,
                label: display.label(field),
                sides: [0, 1].map(|side| (pair.sides[side].record.id, display.show(field, values[side]).plain())),
            }),
            Fate::Settled(Some(value)) if values[0] != values[1] => {
                settled.push((display.label(field), display.show(field, Some(&value))));
            }
            Fate::Settled(value) => same += u64::from(value.is_some()),
        }
    }
    let changed = |found: &Found| match found.record.value("updated_at") {
        Some(Value::Time(at)) => crate::console::display::time_from(visit, *at),
        _ => Shown::Empty,
    };
    let side = |found: &Found| Side { id: found.record.id, title: title(visit.t, found), changed: changed(found) };
    let page = MergePage {
        shell: Shell::of(visit, visit.say("merge-heading").of(kind)),
        kind,
        ids: pair.ids(),
        sides: [side(&pair.sides[0]), side(&pair.sides[1])],
        choices,
        settled,
        same: if same == 0 { String::new() } else { visit.say("merge-same").count(same).into() },
    };
    page::render(&page)
}

/// The fields that are taken from the record that goes, by their names.
fn taken(visit: &Visit, pair: &Pair, winner: &str) -> Result<String> {
    let (_, goes) = pair.by_winner(winner.parse().map_err(|()| Error::NotFound)?)?;
    let goes = goes.record.id.to_string();
    let is_taken = |field: &&AnyField| visit.query.get(&format!("pick.{}", field.name)) == Some(goes.as_str());
    Ok(pair.fields.iter().filter(is_taken).map(|field| field.name).collect::<Vec<_>>().join(","))
}

/// What is chosen against the record that stays.
fn chosen(pair: &Pair, goes: &Found, take: &str) -> Input {
    let mut chosen = Input::new();
    for name in take.split(',') {
        let field = pair.fields.iter().find(|field| field.name == name && pair.fate(field) == Fate::Open);
        if let Some(field) = field.filter(|field| !matches!(field.kind, Kind::List(_))) {
            chosen.set(field.name, goes.record.value(field.name).cloned());
        }
    }
    chosen
}

async fn question(visit: &Visit, pair: &Pair, winner: &str, take: &str) -> Result<Question> {
    let (stays, goes) = pair.by_winner(winner.parse().map_err(|()| Error::NotFound)?)?;
    let chosen = chosen(pair, goes, take);
    let titles = Titles::of(visit, &pair.fields, &pair.sides).await?;
    let display = Display::of(visit, pair.kind, &titles)?;
    let mut changes = Vec::new();
    for field in &pair.fields {
        let now = stays.record.value(field.name);
        let then = match pair.fate(field) {
            Fate::Settled(value) => value,
            Fate::Open => chosen.0.get(field.name).cloned().unwrap_or_else(|| now.cloned()),
        };
        if now != then.as_ref() {
            changes.push((display.label(field), display.show(field, now), display.show(field, then.as_ref())));
        }
    }
    let lead = visit.say("merge-lead").with("winner", title(visit.t, stays)).with("loser", title(visit.t, goes));
    Ok(Question {
        heading: visit.say("merge-question").with("winner", title(visit.t, stays)).into(),
        lead: lead.into(),
        button: visit.say("merge-button").into(),
        to: format!("/{}/merge", pair.kind.plural),
        back: format!("/{}/merge?ids={}", pair.kind.plural, pair.ids()),
        with: vec![("ids", pair.ids()), ("winner", winner.to_owned()), ("take", take.to_owned())],
        changes,
    })
}

/// Merges them.
pub(in crate::console) async fn save(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let pair = Pair::of(visit, kind, visit.form.text("ids")).await?;
    let (winner, take) = (visit.form.text("winner"), visit.form.text("take"));
    let (stays, goes) = pair.by_winner(winner.parse().map_err(|()| Error::NotFound)?)?;
    let (stays, goes, input) = (stays.record.id, goes.record.id, chosen(&pair, goes, take));
    match engine::merge(visit.app.database(), &visit.caller_because()?, kind, stays, goes, input).await {
        Ok(_) => Ok(page::go(&format!("/{}/{stays}?done=merged", kind.plural))),
        Err(error) => ask::again(visit, kind, Action::Update, question(visit, &pair, winner, take).await?, error),
    }
}

/// The merge or conversion that a change of a record was part of.
async fn operation(visit: &Visit, kind: &'static RecordType, id: Id, seq: &str) -> Result<(Event, Id)> {
    let seq: Option<i64> = seq.parse().ok();
    let before = seq.and_then(|seq| seq.checked_add(1));
    let events = history::of_record(visit.app.database(), visit.caller()?, kind, id, before, EVENTS).await?;
    let is_it = |event: &Event| is_whole(event) && seq.is_none_or(|seq| event.seq == seq);
    let event = events.into_iter().find(is_it).ok_or(Error::NotFound)?;
    let operation = event.operation_id.map(Id).ok_or(Error::NotFound)?;
    Ok((event, operation))
}

/// Whether an event is part of a merge or a conversion, which are taken back as a whole.
pub(in crate::console) fn is_whole(event: &Event) -> bool {
    matches!(event.operation_kind.as_deref(), Some("merge" | "conversion"))
}

/// Asks why, before a merge or conversion is taken back.
pub(in crate::console) async fn ask_back(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = record::found(visit, kind, id).await?;
    let (event, _) = operation(visit, kind, id, visit.query.text("seq")).await?;
    ask::ask(visit, kind, Action::Update, back_question(visit, &found, &event))
}

fn back_question(visit: &Visit, found: &Found, event: &Event) -> Question {
    let is_merge = event.operation_kind.as_deref() == Some("merge");
    let key = |merge, conversion| visit.say(if is_merge { merge } else { conversion });
    let path = format!("/{}/{}", found.record.kind.plural, found.record.id);
    Question {
        heading: key("unmerge-heading", "unconvert-heading").with("title", title(visit.t, found)).into(),
        lead: key("unmerge-lead", "unconvert-lead").into(),
        button: key("unmerge-button", "unconvert-button").into(),
        to: format!("{path}/unmerge"),
        back: path,
        with: vec![("seq", event.seq.to_string())],
        changes: Vec::new(),
    }
}

/// Takes it back: after a merge both records are there again, and every link leads where it led; after a conversion the lead is one.
pub(in crate::console) async fn take_back(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = record::found(visit, kind, id).await?;
    let (event, operation) = operation(visit, kind, id, visit.form.text("seq")).await?;
    match undo::operation(visit.app.database(), &visit.caller_because()?, operation).await {
        Ok(_) => {
            let is_merge = event.operation_kind.as_deref() == Some("merge");
            let done = if is_merge { "unmerged" } else { "unconverted" };
            Ok(page::go(&format!("/{}/{id}?done={done}", kind.plural)))
        }
        Err(error) => ask::again(visit, kind, Action::Update, back_question(visit, &found, &event), error),
    }
}
