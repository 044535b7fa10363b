//! What record types and fields are called here, in all languages at once: one page for each record type. What is left empty keeps the
//! name that came with the program, which stands in its place.

use std::collections::HashMap;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::{all, equals, require};
use crate::changes::{Batch, Change, commit};
use crate::console::ask::Why;
use crate::console::edit::belongs_in_form;
use crate::console::forms::Option_;
use crate::console::language::{Label, Language};
use crate::console::list::can_be_made;
use crate::console::navigation;
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::visit::Visit;
use crate::console::{errors, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::Literal;
use crate::model::fold::sort_key;
use crate::model::{Format, Input, RecordType};
use crate::records::label::{FIELD, LABEL, LANGUAGE, PLURAL, RECORD_TYPE, TEXT};
use crate::rights::Action;

/// The rows of the record type itself.
const ONE: &str = "_one";
const MANY: &str = "_many";

#[derive(Template)]
#[template(path = "admin/labels.html")]
struct LabelsPage {
    shell: Shell,
    types: Vec<Option_>,
    kind: &'static str,
    name: Label,
    languages: Vec<String>,
    rows: Vec<Row>,
    /// What the form was filled in upon.
    mark: String,
    problems: Vec<Problem>,
    why: Why,
    can_change: bool,
}

/// The record type or a field.
struct Row {
    label: Label,
    cells: Vec<Cell>,
}

/// What it is called in one language.
struct Cell {
    name: String,
    value: String,
    /// What came with the program.
    usual: Label,
}

/// A label that is there.
struct Known {
    id: Id,
    version: i64,
    one: String,
    many: String,
}

/// What is called otherwise, by row and language. That of the record type stands under `ONE` with both its names.
type Renamed = HashMap<(String, String), Known>;

/// What something is called in a language without any words of the installation.
type Naming = Box<dyn Fn(Language) -> Label + Send + Sync>;

/// The rows by name: the record type itself, and its fields.
fn rows(visit: &Visit, kind: &'static RecordType) -> Result<Vec<(&'static str, Naming)>> {
    let mut rows: Vec<(&'static str, Naming)> =
        vec![(ONE, Box::new(|language| language.one(kind))), (MANY, Box::new(|language| language.many(kind)))];
    for field in visit.caller()?.configuration.schema.fields(kind).iter().filter(|field| !field.is_secret()).copied() {
        rows.push((field.name, Box::new(move |language: Language| language.field(kind.name, &field))));
    }
    Ok(rows)
}

/// Tells whether somebody else renamed anything since.
fn mark(renamed: &Renamed) -> String {
    let mut all: Vec<String> = renamed.values().map(|known| format!("{}.{}", known.id, known.version)).collect();
    all.sort_unstable();
    all.join(",")
}

fn cell(row: &str, language: Language) -> String {
    format!("{row}.{}", language.tag())
}

/// The record type that is asked for; the first in the list where none is.
fn chosen(visit: &Visit, name: &str) -> Result<(&'static RecordType, Vec<Option_>)> {
    let caller = visit.caller()?;
    let mut kinds: Vec<_> = navigation::kinds(caller).collect();
    kinds.sort_by_cached_key(|kind| sort_key(&visit.t.many(kind)));
    let kind = kinds.iter().find(|kind| kind.name == name).or_else(|| kinds.first().filter(|_| name.is_empty()));
    let kind = *kind.ok_or(Error::NotFound)?;
    let option = |one: &&'static RecordType| Option_ {
        value: one.name.to_owned(),
        label: visit.t.many(one).into_owned(),
        selected: one.name == kind.name,
    };
    Ok((kind, kinds.iter().map(option).collect()))
}

async fn renamed(visit: &Visit, kind: &RecordType) -> Result<Renamed> {
    let filter = equals(RECORD_TYPE.any(), Literal::Text(kind.name.to_owned()));
    let found = all(visit, &LABEL, filter).await?;
    let known = |found: &crate::query::Found| {
        let record = &found.record;
        let row = record.get(FIELD).unwrap_or_else(|| ONE.to_owned());
        let (one, many) = (record.get(TEXT).unwrap_or_default(), record.get(PLURAL).unwrap_or_default());
        ((row, record.get(LANGUAGE).unwrap_or_default()), Known { id: record.id, version: record.version, one, many })
    };
    Ok(found.iter().map(known).collect())
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    render(visit, visit.query.text("type"), None).await
}

async fn render(visit: &Visit, name: &str, error: Option<Error>) -> Result<Response> {
    require(visit, &["settings"], &LABEL)?;
    let (kind, types) = chosen(visit, name)?;
    let renamed = renamed(visit, kind).await?;
    let now = |row: &str, language: Language| {
        let (of, is_many) = if row == MANY { (ONE, true) } else { (row, false) };
        let known = renamed.get(&(of.to_owned(), language.tag().to_owned()));
        known.map(|known| if is_many { known.many.clone() } else { known.one.clone() }).unwrap_or_default()
    };
    let row = |(name, label): &(&'static str, Naming)| {
        let cell = |language: Language| {
            let (cell, usual) = (cell(name, language), label(language));
            let value = if error.is_some() { visit.form.text(&cell).to_owned() } else { now(name, language) };
            Cell { name: cell, value, usual }
        };
        let label = match *name {
            ONE => visit.say("labels-one").to_string().into(),
            MANY => visit.say("labels-many").to_string().into(),
            _ => label(visit.t),
        };
        Row { label, cells: Language::ALL.into_iter().map(cell).collect() }
    };
    let mut why = Why::of(visit, &LABEL, Action::Update, &[])?;
    let mut problems = Vec::new();
    if let Some(error) = &error
        && !why.take(visit, error, &mut problems)
    {
        problems.push(Problem { id: String::new(), text: visit.t.error(error) });
    }
    let called = |language: Language| {
        visit.t.named_by(Format::Language, language.tag()).unwrap_or_else(|| language.tag().to_owned())
    };
    let page = LabelsPage {
        shell: Shell::of(visit, visit.say("admin-labels")),
        types,
        kind: kind.name,
        name: visit.t.many(kind),
        languages: Language::ALL.into_iter().map(called).collect(),
        rows: rows(visit, kind)?.iter().map(row).collect(),
        mark: mark(&renamed),
        problems,
        why,
        can_change: can_be_made(visit.caller()?, &LABEL),
    };
    page::render_as(error.as_ref().map_or(StatusCode::OK, errors::status), &page)
}

/// Saves all of a record type together.
pub(super) async fn save(visit: &Visit) -> Result<Response> {
    require(visit, &["settings"], &LABEL)?;
    if !can_be_made(visit.caller()?, &LABEL) {
        return Err(record::forbidden(visit, Action::Create, &LABEL));
    }
    let name = visit.form.text("type");
    let (kind, _) = chosen(visit, name)?;
    let renamed = renamed(visit, kind).await?;
    if visit.form.text("_mark") != mark(&renamed) {
        return render(visit, name, Some(Error::Stale(0))).await;
    }
    let changes = changes(visit, kind, &renamed)?;
    let saved = page::go(&format!("/administration/labels?type={}&done=saved", kind.name));
    if changes.is_empty() {
        return Ok(saved);
    }
    match commit(visit.app.database(), &visit.caller_because()?, Batch::of(changes)).await {
        Ok(_) => Ok(saved),
        Err(error @ Error::Stale(_)) => render(visit, name, Some(error)).await,
        Err(error) if belongs_in_form(&error) => render(visit, name, Some(visit.t.told(error, &LABEL))).await,
        Err(error) => Err(error),
    }
}

/// What is to be changed so that everything is called as the form says.
fn changes(visit: &Visit, kind: &'static RecordType, renamed: &Renamed) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (row, usual) in rows(visit, kind)?.iter().filter(|(row, _)| *row != MANY) {
        for language in Language::ALL {
            let said = |row: &str| visit.form.text(&cell(row, language)).trim();
            let (mut one, mut many) = (said(row).to_owned(), String::new());
            if *row == ONE {
                said(MANY).clone_into(&mut many);
                // Who renames one of both means the other to stay as it is.
                if !many.is_empty() && one.is_empty() {
                    one = usual(language).into_owned();
                } else if !one.is_empty() && many.is_empty() {
                    many = language.many(kind).into_owned();
                }
            }
            let is_usual = one == usual(language) && (*row != ONE || many == language.many(kind));
            let known = renamed.get(&((*row).to_owned(), language.tag().to_owned()));
            let named = || {
                let input = Input::new().with(TEXT, one.clone());
                if *row == ONE { input.with(PLURAL, many.clone()) } else { input }
            };
            match known {
                Some(known) if one.is_empty() || is_usual => changes.push(Change::delete(&LABEL, known.id)),
                Some(known) if known.one != one || (*row == ONE && known.many != many) => {
                    changes.push(Change::update(&LABEL, known.id, named()).at_version(Some(known.version)));
                }
                None if !one.is_empty() && !is_usual => {
                    let input =
                        named().with(RECORD_TYPE, kind.name.to_owned()).with(LANGUAGE, language.tag().to_owned());
                    let input = if *row == ONE { input } else { input.with(FIELD, (*row).to_owned()) };
                    changes.push(Change::create(&LABEL, input));
                }
                _ => {}
            }
        }
    }
    Ok(changes)
}
