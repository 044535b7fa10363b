//! One record: its page, and the way into the bin and out of it.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, commit};
use crate::console::about::alike::{self, Alike};
use crate::console::about::compose::{self, Composer};
use crate::console::about::convert;
use crate::console::about::files::{self, Files, How, Preview};
use crate::console::about::neighbours::{self, Neighbours};
use crate::console::about::related::{self, Addable, Related};
use crate::console::about::timeline::{self, Timeline};
use crate::console::admin::places;
use crate::console::ask::{self, Question};
use crate::console::display::{Display, Shown};
use crate::console::effect;
use crate::console::language::Label;
use crate::console::list::views;
use crate::console::page::{self, Shell};
use crate::console::pairs::joined;
use crate::console::sign_in::Problem;
use crate::console::titles::{self, Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::record_type::{COMMON, DELETED_AT};
use crate::model::{AnyField, Format, Kind, RecordType};
use crate::query::list::shown_fields;
use crate::query::{self, Found, Listing};
use crate::records::activity::{ACTIVITY, DUE, STARTS};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    shell: Shell,
    kind: &'static RecordType,
    id: Id,
    version: i64,
    title: String,
    /// The names of the fields that the title is made of, as far as they can be changed here.
    named_by: String,
    sections: Vec<Section>,
    /// What nothing is known of: the words that fold it, and the fields.
    empty: (String, Vec<Fact>),
    aside: Vec<(Label, Shown)>,
    done: String,
    /// When it was put into the bin, where it is there.
    binned: Option<Shown>,
    /// Whether it can stand in a calendar.
    has_time: bool,
    can_update: bool,
    can_delete: bool,
    problems: Vec<Problem>,
    neighbours: Option<Neighbours>,
    alike: Vec<Alike>,
    related: Vec<Related>,
    addable: Vec<Addable>,
    composer: Option<Composer>,
    timeline: Timeline,
    files: Option<Files>,
    preview: Option<Preview>,
    can_convert: bool,
    /// Where what was just done is taken back.
    take_back: String,
    /// The list that a saved view shows.
    opens: String,
}

struct Section {
    heading: String,
    facts: Vec<Fact>,
}

/// A field with its value.
struct Fact {
    /// Its name where it can be changed here; else empty.
    name: &'static str,
    label: Label,
    shown: Shown,
}

/// What a form on the page was refused for, with what was typed into it.
pub(super) type Refused = (compose::Composer, Vec<Problem>);

/// Reads a record that the person can see.
pub(super) async fn found(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Found> {
    let database = visit.app.database();
    query::get(database.read(), database.engine(), visit.caller()?, kind, id).await
}

/// Whether the person may do this to this record.
pub(super) async fn may(visit: &Visit, action: Action, record: &Found) -> Result<bool> {
    let (caller, database, kind) = (visit.caller()?, visit.app.database(), record.record.kind);
    match decide::rows(caller, action, kind) {
        Rows::All => return Ok(true),
        Rows::None => return Ok(false),
        _ => {}
    }
    let listing = Listing {
        filter: titles::is(record.record.id),
        bin: record.record.is_deleted(),
        fields: Some(Vec::new()),
        limit: 1,
        action,
        ..Listing::new(caller, kind)
    };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    Ok(!page.items.is_empty())
}

/// The page of a record.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = found(visit, kind, id).await?;
    page(visit, &found, StatusCode::OK, None, Vec::new()).await
}

/// The page of a record, with what a form on it was refused for.
pub(super) async fn page(
    visit: &Visit,
    found: &Found,
    status: StatusCode,
    refused: Option<Refused>,
    mut problems: Vec<Problem>,
) -> Result<Response> {
    let (kind, id) = (found.record.kind, found.record.id);
    let partly = |field: &AnyField| found.partly.iter().find(|(name, _)| *name == field.name).map(|(_, shown)| shown);
    let fields: Vec<AnyField> = shown_fields(visit.caller()?, kind)
        .into_iter()
        .filter(|field| !found.hidden.contains(&field.name) || partly(field).is_some())
        .collect();
    let titles = Titles::of(visit, &fields, std::slice::from_ref(found)).await?;
    let display = Display::of(visit, kind, &titles)?;
    let is_binned = found.record.is_deleted();
    let can_update = may(visit, Action::Update, found).await?;
    let shown = |field: &AnyField| match partly(field) {
        Some(partly) => display.partly(field, partly),
        None => display.show(field, found.record.value(field.name)),
    };
    let show = |field: &AnyField| (display.label(field), shown(field));
    let is_open =
        |field: &AnyField| can_update && !is_binned && !field.computed && !field.is_secret() && partly(field).is_none();
    let fact = |field: &AnyField| Fact {
        name: if is_open(field) { field.name } else { "" },
        label: display.label(field),
        shown: shown(field),
    };
    let is_common = |field: &AnyField| COMMON.iter().any(|common| common.name == field.name);
    let mut aside: Vec<_> = fields
        .iter()
        .filter(|field| is_common(field) && !matches!(field.name, "title" | "deleted_at"))
        .map(show)
        .collect();
    aside.push((visit.say("id").to_string().into(), Shown::Text(id.to_string())));
    let title = title(visit.t, found);
    let (related, addable) = if is_binned { Default::default() } else { related::of(visit, kind, id).await? };
    let file_problem = problems.iter().find(|problem| problem.id == "file");
    let files = files::of(visit, found, file_problem.map_or("", |problem| &problem.text)).await?;
    let composer = match refused {
        Some((composer, found)) => {
            problems.extend(found);
            Some(composer)
        }
        None => compose::of(visit, found, None, None).await?.map(|(composer, _)| composer),
    };
    let is_whole = matches!(visit.query.text("done"), "merged" | "converted");
    let own = fields.iter().filter(|field| !is_common(field)).copied();
    let (empty, filled): (Vec<_>, Vec<_>) = own.partition(|field| matches!(shown(field), Shown::Empty));
    let page = RecordPage {
        shell: Shell::of(visit, title.as_str()),
        kind,
        id,
        version: found.record.version,
        has_time: kind.name == ACTIVITY.name && [STARTS, DUE].iter().any(|time| found.record.get(*time).is_some()),
        sections: sections(visit, &filled, &fact),
        empty: (visit.say("record-empty").count(empty.len() as u64).into(), empty.iter().map(&fact).collect()),
        aside,
        named_by: named_by(kind, &fields, &is_open),
        title,
        done: done(visit),
        binned: is_binned.then(|| shown(&DELETED_AT.any())),
        can_update,
        can_delete: may(visit, Action::Delete, found).await?,
        problems,
        neighbours: neighbours::of(visit, found).await?,
        alike: alike::of_record(visit, found).await?,
        related,
        addable,
        composer,
        timeline: timeline::of(visit, found).await?,
        files,
        preview: files::preview(visit, found).await?,
        can_convert: convert::is_open(visit, found).await?,
        opens: views::opened(visit, found).await?,
        take_back: if is_whole { format!("/{}/{id}/unmerge", kind.plural) } else { String::new() },
    };
    page::render_as(status, &page)
}

/// The fields that make up the title and can be changed.
fn named_by(kind: &RecordType, fields: &[AnyField], is_open: &dyn Fn(&AnyField) -> bool) -> String {
    let parts = kind.title.iter().map(|part| part.name());
    let names: Vec<&str> =
        parts.filter(|name| fields.iter().any(|field| field.name == *name && is_open(field))).collect();
    names.join(" ")
}

/// What has just been done, as the address says it.
fn done(visit: &Visit) -> String {
    let key = match visit.query.text("done") {
        "saved" => "done-saved",
        "restored" => "done-restored",
        "undone" => "done-undone",
        "returned" => "done-returned",
        "merged" => "done-merged",
        "unmerged" => "done-unmerged",
        "converted" => "done-converted",
        "unconverted" => "done-unconverted",
        "added" => "done-added",
        "attached" => "done-attached",
        "finished" => "done-finished",
        "made" => "done-made",
        "nothing" => "done-nothing",
        _ => return String::new(),
    };
    visit.say(key).into()
}

/// Fields by what they mean: what it is, how to reach it, what it belongs to, what is written about it.
fn sections(visit: &Visit, fields: &[AnyField], fact: &dyn Fn(&AnyField) -> Fact) -> Vec<Section> {
    let section_of = |field: &AnyField| match field.kind {
        Kind::List(_) | Kind::Text(Format::Email | Format::Phone | Format::Url) => 1,
        Kind::Link(_) | Kind::Reference(_) => 2,
        Kind::Text(Format::Lines) | Kind::Json => 3,
        _ => 0,
    };
    let headings = ["section-details", "section-lists", "section-links", "section-notes"];
    let section = |(number, heading)| Section {
        heading: visit.say(heading).into(),
        facts: fields.iter().filter(|field| section_of(field) == number).map(fact).collect(),
    };
    (0..).zip(headings).map(section).filter(|section| !section.facts.is_empty()).collect()
}

/// Asks why, before a record goes into the bin.
pub(super) async fn ask_delete(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = found(visit, kind, id).await?;
    if !may(visit, Action::Delete, &found).await? {
        return Err(forbidden(visit, Action::Delete, kind));
    }
    let effect = effect::of_deletion(visit, kind, id).await?;
    ask::ask_about(visit, kind, Action::Delete, delete_question(visit, kind, id, &title(visit.t, &found)), effect)
}

/// The refusal of an action on a record that can be seen.
pub(super) fn forbidden(visit: &Visit, action: Action, kind: &RecordType) -> Error {
    Error::Forbidden(visit.say(refusal(action)).of(kind).into())
}

const fn refusal(action: Action) -> &'static str {
    match action {
        Action::Create => "refused-create",
        Action::Delete => "refused-delete",
        _ => "refused-update",
    }
}

fn delete_question(visit: &Visit, kind: &RecordType, id: Id, title: &str) -> Question {
    let path = format!("/{}/{id}", kind.plural);
    Question {
        heading: visit.say("delete-heading").with("title", title).into(),
        lead: visit.say("delete-lead").into(),
        button: visit.say("delete-button").into(),
        to: format!("{path}/delete"),
        back: path,
        with: Vec::new(),
        changes: Vec::new(),
    }
}

/// Puts a record into the bin.
pub(super) async fn delete(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = found(visit, kind, id).await?;
    let caller = visit.caller_because()?;
    match commit(visit.app.database(), &caller, Batch::one(Change::delete(kind, id))).await {
        Ok(_) => {
            // The lists of the administration show no bin; it is at the address of the type.
            let place = places::list(visit.caller()?, kind);
            if place != format!("/{}", kind.plural) {
                return Ok(page::go(&format!("{place}?done=binned.{}", kind.plural)));
            }
            let list = neighbours::list(visit, kind).await?;
            Ok(page::go(&joined(&list, &format!("binned={id}"))))
        }
        Err(error) => {
            ask::again(visit, kind, Action::Delete, delete_question(visit, kind, id, &title(visit.t, &found)), error)
        }
    }
}

/// Takes a record out of the bin.
pub(super) async fn restore(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = found(visit, kind, id).await?;
    let caller = visit.caller_because()?;
    let path = format!("/{}/{id}", kind.plural);
    match commit(visit.app.database(), &caller, Batch::one(Change::restore(kind, id))).await {
        Ok(_) => Ok(page::go(&format!("{path}?done=restored"))),
        Err(error) => {
            let question = Question {
                heading: visit.say("restore-heading").with("title", title(visit.t, &found)).into(),
                lead: visit.say("restore-lead").into(),
                button: visit.say("restore-button").into(),
                to: format!("{path}/restore"),
                back: path,
                with: Vec::new(),
                changes: Vec::new(),
            };
            ask::again(visit, kind, Action::Delete, question, error)
        }
    }
}
