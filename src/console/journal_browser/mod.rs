//! The journal of everything: narrowed by who, what, when, by which door and why; proved; and taken away as a file. For those whose
//! duty it is to read it, as far as they see the values in it.

mod export;
mod pick;

pub(super) use export::export;

use askama::Template;
use chrono::{Days, NaiveDate};
use poem::Response;
use poem::http::StatusCode;
use serde_json::Value as Json;

use crate::changes::history::{self, Event, Narrow};
use crate::console::ask;
use crate::console::display::{self, Display, Shown};
use crate::console::forms::Option_;
use crate::console::history::{actor, changes, channel, gather, what};
use crate::console::jobs;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::sign_in::{self, Problem};
use crate::console::titles::{Titles, Wanted, titled};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::verification;
use crate::model::filter::Filter;
use crate::rights::Caller;

/// Changes on a page.
const ON_PAGE: usize = 50;
/// Changes that are looked at for one page, so that what is rare is not looked for through millions of them at once.
const WINDOW: i64 = 200_000;
/// Fields of a change that are in view.
const IN_VIEW: usize = 6;
/// People that are offered to choose from.
const PEOPLE: usize = 200;

const CHANNELS: [(&str, &str); 5] = [
    ("console", "channel-console"),
    ("api", "channel-api"),
    ("cli", "channel-cli"),
    ("scim", "channel-scim"),
    ("system", "actor-program"),
];
const VERBS: [(&str, &str); 8] = [
    ("created", "did-create"),
    ("updated", "did-update"),
    ("deleted", "did-delete"),
    ("restored", "did-restore"),
    ("merged", "did-merge"),
    ("converted", "did-convert"),
    ("unconverted", "did-unconvert"),
    ("followed", "did-follow"),
];

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage {
    shell: Shell,
    proof: Proof,
    asked: Pairs,
    people: Vec<String>,
    kinds: Vec<Option_>,
    channels: Vec<Option_>,
    verbs: Vec<Option_>,
    codes: Vec<Option_>,
    /// The fields to choose from, by the type that has them.
    fields: Vec<(Label, Vec<Option_>)>,
    /// The record that it is narrowed to, where it can be seen.
    about: Option<(Label, String, String)>,
    /// Those that a name may mean.
    meant: Vec<(Label, String, String)>,
    is_narrowed: bool,
    entries: Vec<Entry>,
    /// From when on changes were looked at, where that is not from the beginning and nothing fills the page.
    looked_back_to: Option<Shown>,
    older: String,
    exports: Vec<(String, &'static str)>,
    problems: Vec<Problem>,
}

impl JournalPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }

    /// A field that the address names without its type.
    fn plain_field(&self) -> Option<&str> {
        let text = self.asked.text("field");
        let is_offered = self.fields.iter().any(|(_, options)| options.iter().any(|option| option.selected));
        (!text.is_empty() && !is_offered).then_some(text)
    }
}

/// What is known of whether the journal is as it was written.
struct Proof {
    newest: String,
    href: String,
    verdict: Option<(bool, String)>,
    at: Option<Shown>,
    is_going: bool,
    since: String,
}

/// A change as people read it.
struct Entry {
    position: i64,
    at: Shown,
    who: String,
    channel: String,
    what: String,
    label: Label,
    title: String,
    href: String,
    is_binned: bool,
    code: String,
    reason: String,
    changes: Vec<(Label, Shown, Shown)>,
    /// How many there are, where they are too many to be all in view.
    many: String,
    operation: Option<(String, String)>,
}

impl Entry {
    /// What it is about: the type, the way to it, and what it is called.
    fn subject(&self) -> (Label, String, String) {
        (self.label.clone(), self.href.clone(), self.title.clone())
    }
}

fn refuse(visit: &Visit) -> Result<&Caller> {
    let caller = visit.caller()?;
    if caller.has_duty("audit") { Ok(caller) } else { Err(Error::Forbidden(visit.say("journal-refused").into())) }
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let caller = refuse(visit)?;
    let (database, mut problems) = (visit.app.database(), Vec::new());
    let (mut narrow, meant) = narrow(visit, &mut problems).await?;
    let newest = history::newest(database.read()).await?;
    let before = visit.query.get("before").and_then(|text| text.parse::<i64>().ok());
    // What has an index of its own is found wherever it is.
    let floor = before.map_or(newest, |before| before - 1).saturating_sub(WINDOW);
    let is_found_fast = narrow.record.is_some() || narrow.operation.is_some();
    narrow.above = (floor > 0 && !is_found_fast).then_some(floor);
    let mut events = if problems.is_empty() {
        history::journal(database, caller, &narrow, before, ON_PAGE as u64 + 1).await?
    } else {
        Vec::new()
    };
    let has_more = events.len() > ON_PAGE;
    events.truncate(ON_PAGE);
    let asked = asked(&visit.query);
    let link = |before: i64| format!("/journal?{}&before={before}", asked.query()).replace("?&", "?");
    let (mut older, mut looked_back_to) = (String::new(), None);
    if has_more {
        older = events.last().and_then(|event| event.position).map(link).unwrap_or_default();
    } else if let Some(above) = narrow.above.filter(|_| problems.is_empty()) {
        older = link(above + 1);
        let there = Narrow { above: Some(above - 1), ..Narrow::default() };
        let oldest = history::journal(database, caller, &there, Some(above + 1), 1).await?;
        looked_back_to = oldest.first().map(|event| display::time(visit, event.at));
    }
    let option = |value: &str, label: String, name: &str| Option_ {
        selected: visit.query.text(name) == value,
        value: value.into(),
        label,
    };
    let all = |name: &str| option("", visit.say("journal-any").into(), name);
    let kinds =
        caller.configuration.schema.types().iter().map(|kind| option(kind.name, visit.t.many(kind).into(), "type"));
    let said = |(value, key): (&str, &'static str), name: &str| option(value, visit.say(key).into(), name);
    let reasons = &caller.configuration.reasons;
    let own = ask::BUILT_IN.iter().map(|(code, _)| *code);
    let codes = reasons.codes.iter().map(|(code, _)| code.as_str());
    let codes = codes.chain(own).map(|code| option(code, ask::called(visit.t, reasons, code), "code"));
    let entries = entries(visit, caller, &events).await?;
    let exports = [("csv", "CSV"), ("jsonl", "JSON")];
    let page = JournalPage {
        shell: Shell::of(visit, visit.say("journal")),
        proof: proof(visit, caller, newest).await?,
        people: people(visit, caller).await?,
        kinds: std::iter::once(all("type")).chain(kinds).collect(),
        channels: std::iter::once(all("channel")).chain(CHANNELS.map(|one| said(one, "channel"))).collect(),
        verbs: std::iter::once(all("verb")).chain(VERBS.map(|one| said(one, "verb"))).collect(),
        codes: std::iter::once(all("code")).chain(codes).collect(),
        fields: pick::fields(visit)?,
        about: entries.first().filter(|_| narrow.record.is_some()).map(Entry::subject),
        meant: meant.into_iter().map(|(kind, id, title)| (visit.t.one(kind), link_to(&asked, id), title)).collect(),
        is_narrowed: !asked.0.is_empty(),
        entries,
        looked_back_to,
        older,
        exports: exports
            .map(|(name, label)| (format!("/journal/export?format={name}&{}", asked.query()), label))
            .to_vec(),
        asked,
        problems,
    };
    let status = if page.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page::render_as(status, &page)
}

/// What narrows the journal, as it stands in the address.
fn asked(query: &Pairs) -> Pairs {
    let names = ["who", "type", "record", "field", "verb", "channel", "code", "reason", "from", "until", "operation"];
    Pairs(names.iter().filter_map(|name| Some(((*name).to_owned(), query.filled(name)?.trim().to_owned()))).collect())
}

/// The same, narrowed to one record.
fn link_to(asked: &Pairs, id: Id) -> String {
    let others = asked.0.iter().filter(|(name, _)| name != "record").cloned();
    format!("/journal?{}", Pairs(others.chain([("record".to_owned(), id.to_string())]).collect()).query())
}

/// What narrows the journal, and the records that may be meant where a name is that of several.
async fn narrow(visit: &Visit, problems: &mut Vec<Problem>) -> Result<(Narrow, Vec<pick::Meant>)> {
    let query = &visit.query;
    let mut wrong = |id: &str, key: &'static str| problems.push(Problem { id: id.into(), text: visit.say(key).into() });
    let text = |name: &str| query.filled(name).map(|text| text.trim().to_owned());
    let word =
        |name: &str, known: &[(&str, &str)]| text(name).filter(|text| known.iter().any(|(word, _)| word == text));
    let here = visit.here();
    let mut day = |name: &'static str, after: u64| {
        let day = visit.t.read_day(here.today(), &text(name)?).and_then(|day| day.parse::<NaiveDate>().ok());
        if day.is_none() {
            wrong(name, "problem-date");
        }
        Some(here.zone.begin(day?.checked_add_days(Days::new(after))?))
    };
    let (from, until) = (day("from", 0), day("until", 1));
    // A pasted address ends in the id.
    let id = |text: &str| text.split(['/', '?', '#']).find_map(|part| part.parse::<Id>().ok());
    let operation = text("operation").map(|text| id(&text));
    if operation == Some(None) {
        wrong("operation", "journal-no-id");
    }
    let mut meant = Vec::new();
    let record = match text("record") {
        None => None,
        Some(text) => {
            if id(&text).is_none() {
                meant = pick::named(visit, &text).await?;
            }
            match (id(&text), meant.as_slice()) {
                (Some(id), _) => Some(id),
                (None, [(_, id, _)]) => Some(*id),
                (None, []) => {
                    wrong("record", "journal-no-record");
                    None
                }
                (None, _) => {
                    wrong("record", "journal-which-record");
                    None
                }
            }
        }
    };
    if record.is_some() {
        meant.clear();
    }
    let (of, field) = match text("field").map(|text| pick::field(visit, &text)).transpose()? {
        Some(None) => {
            wrong("field", "journal-no-field");
            (None, None)
        }
        chosen => chosen.flatten().map_or((None, None), |(of, field)| (of, Some(field))),
    };
    let mut narrow = Narrow {
        record,
        operation: operation.flatten(),
        record_type: of.or_else(|| text("type")),
        field,
        channel: word("channel", &CHANNELS),
        reason_code: text("code"),
        reason: text("reason"),
        verb: word("verb", &VERBS),
        from,
        until,
        ..Narrow::default()
    };
    if let Some(who) = text("who") {
        narrow.actor = person(visit, &who).await?;
        if narrow.actor.is_none() {
            wrong("who", "journal-nobody");
        }
    }
    Ok((narrow, meant))
}

/// The user of a name, an address or an id.
async fn person(visit: &Visit, who: &str) -> Result<Option<Id>> {
    if let Some(id) = who.split(['/', '?', '#']).find_map(|part| part.parse::<Id>().ok()) {
        return Ok(Some(id));
    }
    let caller = visit.caller()?;
    let Some(kind) = caller.configuration.schema.named("user") else { return Ok(None) };
    let quoted = Json::from(who).to_string();
    let filter =
        crate::model::filter::parse(&caller.configuration.schema, kind, &format!("title eq {quoted}"), &|_| true)?;
    let found = titled(visit, kind, filter, 2).await?;
    Ok(if let [(id, _)] = found.as_slice() { Some(*id) } else { None })
}

async fn people(visit: &Visit, caller: &Caller) -> Result<Vec<String>> {
    let Some(kind) = caller.configuration.schema.named("user") else { return Ok(Vec::new()) };
    Ok(titled(visit, kind, Filter::All, PEOPLE).await?.into_iter().map(|(_, name)| name).collect())
}

async fn proof(visit: &Visit, caller: &Caller, newest: i64) -> Result<Proof> {
    let latest = verification::latest(&visit.app, caller).await?;
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let verified = latest.as_ref().and_then(|job| job.result.as_ref()).and_then(|result| result["verified"].as_i64());
    let verdict = latest.as_ref().and_then(|job| jobs::verdict(visit.t, job));
    let since = verified.filter(|_| verdict.as_ref().is_some_and(|(good, _)| *good)).map(|verified| newest - verified);
    Ok(Proof {
        newest: visit.say("journal-count").count(count(newest)).into(),
        href: latest.as_ref().map(|job| jobs::address(job.id)).unwrap_or_default(),
        is_going: latest.as_ref().is_some_and(|job| !job.state.is_over()),
        at: latest.as_ref().and_then(|job| job.finished_at).map(|at| display::time(visit, at)),
        since: since
            .filter(|since| *since > 0)
            .map(|since| visit.say("verify-since").count(count(since)).into())
            .unwrap_or_default(),
        verdict,
    })
}

async fn entries(visit: &Visit, caller: &Caller, events: &[Event]) -> Result<Vec<Entry>> {
    let schema = &caller.configuration.schema;
    let mut wanted = Wanted::default();
    for event in events {
        let Some(kind) = schema.named(&event.record_type) else { continue };
        wanted.add(kind.name, Id(event.record_id));
        gather(schema, kind, event, &mut wanted);
    }
    let titles = wanted.with_bin().find(visit).await?;
    events.iter().map(|event| entry(visit, caller, &titles, event)).collect()
}

fn entry(visit: &Visit, caller: &Caller, titles: &Titles, event: &Event) -> Result<Entry> {
    let known = caller.configuration.schema.named(&event.record_type);
    // Any type tells who it was.
    let kind = known.unwrap_or(&crate::records::user::USER);
    let display = Display::of(visit, kind, titles)?;
    let title = known.and_then(|kind| titles.get(kind.name, Id(event.record_id)));
    let id = Id(event.record_id);
    let changes = if known.is_some() { changes(&display, event) } else { Vec::new() };
    let count = changes.len();
    let code = event.reason_code.as_deref().unwrap_or_default();
    Ok(Entry {
        position: event.position.unwrap_or_default(),
        at: display::time_from(visit, event.at),
        who: actor(&display, event),
        channel: channel(visit.t, &event.channel),
        what: what(visit.t, event.verb()),
        label: known.map_or_else(|| event.record_type.clone().into(), |kind| visit.t.one(kind)),
        title: title.map_or_else(|| visit.say("unseen").into(), str::to_owned),
        is_binned: titles.is_binned(id),
        href: known.filter(|_| title.is_some()).map(|kind| format!("/{}/{id}", kind.plural)).unwrap_or_default(),
        code: ask::called(visit.t, &caller.configuration.reasons, code),
        reason: event.reason_text.clone().unwrap_or_default(),
        many: if count > IN_VIEW { visit.say("journal-fields").count(count as u64).into() } else { String::new() },
        changes,
        operation: event.operation_id.map(|operation| {
            let key = match event.operation_kind.as_deref() {
                Some("import") => "operation-import",
                Some("undo") => "operation-undo",
                Some("merge") => "operation-merge",
                Some("conversion") => "operation-conversion",
                _ => "operation-several",
            };
            (format!("/journal?operation={}", Id(operation)), visit.say(key).into())
        }),
    })
}

/// Has the journal proved, and goes to where one sees how far that is.
pub(super) async fn verify(visit: &Visit) -> Result<Response> {
    let job = verification::submit(&visit.app, refuse(visit)?).await?;
    crate::jobs::run(&visit.app, job.id);
    Ok(page::go(&jobs::address(job.id)))
}
