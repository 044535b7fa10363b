//! One record: its page, and the way into the bin and out of it.

use askama::Template;
use poem::Response;

use crate::changes::{Batch, Change, commit};
use crate::console::ask::{self, Question};
use crate::console::display::{Display, Shown};
use crate::console::page::{self, Shell};
use crate::console::texts;
use crate::console::titles::{self, Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::record_type::{COMMON, DELETED_AT};
use crate::model::{AnyField, Format, Kind, RecordType};
use crate::query::list::visible_fields;
use crate::query::{self, Found, Listing};
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
    sections: Vec<Section>,
    aside: Vec<(&'static str, Shown)>,
    done: &'static str,
    /// When it was put into the bin, where it is there.
    binned: Option<Shown>,
    can_update: bool,
    can_delete: bool,
}

struct Section {
    heading: &'static str,
    facts: Vec<(&'static str, Shown)>,
}

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
    let caller = visit.caller()?;
    let fields: Vec<AnyField> =
        visible_fields(caller, kind).into_iter().filter(|field| !found.hidden.contains(&field.name)).collect();
    let titles = Titles::of(visit, &fields, std::slice::from_ref(&found)).await?;
    let display = Display { schema: &caller.configuration.schema, titles: &titles };
    let show = |field: &AnyField| (field.label, display.show(field, found.record.value(field.name)));
    let is_common = |field: &AnyField| COMMON.iter().any(|common| common.name == field.name);
    let mut aside: Vec<_> = fields
        .iter()
        .filter(|field| is_common(field) && !matches!(field.name, "title" | "deleted_at"))
        .map(show)
        .collect();
    aside.push(("Id", Shown::Text(id.to_string())));
    let title = title(&found);
    let page = RecordPage {
        shell: Shell::of(visit, title.as_str()),
        kind,
        id,
        version: found.record.version,
        sections: sections(&fields.iter().filter(|field| !is_common(field)).copied().collect::<Vec<_>>(), &show),
        aside,
        title,
        done: done(visit),
        binned: found.record.is_deleted().then(|| show(&DELETED_AT.any()).1),
        can_update: may(visit, Action::Update, &found).await?,
        can_delete: may(visit, Action::Delete, &found).await?,
    };
    page::render(&page)
}

/// What has just been done, as the address says it.
fn done(visit: &Visit) -> &'static str {
    match visit.query.text("done") {
        "saved" => texts::DONE_SAVED,
        "restored" => texts::DONE_RESTORED,
        "undone" => texts::DONE_UNDONE,
        "nothing" => texts::DONE_NOTHING,
        _ => "",
    }
}

/// Fields by what they mean: what it is, how to reach it, what it belongs to, what is written about it.
fn sections(fields: &[AnyField], show: &dyn Fn(&AnyField) -> (&'static str, Shown)) -> Vec<Section> {
    let section_of = |field: &AnyField| match field.kind {
        Kind::List(_) | Kind::Text(Format::Email | Format::Phone | Format::Url) => 1,
        Kind::Link(_) | Kind::Reference(_) => 2,
        Kind::Text(Format::Lines) | Kind::Json => 3,
        _ => 0,
    };
    let headings = ["Details", "Lists and addresses", "Linked to", "Notes"];
    let section = |(number, heading)| Section {
        heading,
        facts: fields.iter().filter(|field| section_of(field) == number).map(show).collect(),
    };
    (0..).zip(headings).map(section).filter(|section| !section.facts.is_empty()).collect()
}

/// Asks why, before a record goes into the bin.
pub(super) async fn ask_delete(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = found(visit, kind, id).await?;
    if !may(visit, Action::Delete, &found).await? {
        return Err(forbidden(Action::Delete, kind));
    }
    ask::ask(visit, kind, Action::Delete, delete_question(kind, id, &title(&found)))
}

/// The refusal of an action on a record that can be seen.
pub(super) fn forbidden(action: Action, kind: &RecordType) -> Error {
    let kind = kind.label.to_lowercase();
    Error::Forbidden(format!("Your roles do not let you {} this {kind}.", action.name()))
}

fn delete_question(kind: &RecordType, id: Id, title: &str) -> Question {
    let path = format!("/{}/{id}", kind.plural);
    Question {
        heading: format!("Delete “{title}”"),
        lead: "It goes to the bin, and can be taken out again.".into(),
        button: "Move to the bin",
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
        Ok(_) => Ok(page::go(&format!("/{}?binned={id}", kind.plural))),
        Err(error) => ask::again(visit, kind, Action::Delete, delete_question(kind, id, &title(&found)), error),
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
                heading: format!("Take “{}” out of the bin", title(&found)),
                lead: "It will be there as it was before.".into(),
                button: "Take it out",
                to: format!("{path}/restore"),
                back: path,
                with: Vec::new(),
                changes: Vec::new(),
            };
            ask::again(visit, kind, Action::Delete, question, error)
        }
    }
}
