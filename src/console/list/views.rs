//! Saved views of a list: those to choose from, and saving, changing and deleting them.

use poem::Response;

use crate::changes::{Batch, Change, commit};
use crate::console::ask::{self, Question};
use crate::console::list::asked::Asked;
use crate::console::page;
use crate::console::pairs::encode;
use crate::console::titles::{is, title};
use crate::console::visit::Visit;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{Input, RecordType, Value};
use crate::query::{self, Found, Listing};
use crate::records::saved_view::{
    self, AUDIENCE, COLUMNS, FILTER, GROUPING, NAME, RECORD_TYPE, SAVED_VIEW, SORT, WORDS,
};
use crate::rights::{Action, Caller, decide};

/// A saved view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::console) struct View {
    pub(in crate::console) id: Id,
    pub(in crate::console) name: String,
    pub(super) words: String,
    pub(super) filter: String,
    pub(in crate::console) sort: String,
    pub(in crate::console) columns: String,
    pub(super) group: String,
    pub(super) audience: String,
}

impl View {
    fn of(visit: &Visit, found: &Found) -> Self {
        let text = |field: crate::model::field::Field<String>| found.record.get(field).unwrap_or_default();
        Self {
            id: found.record.id,
            name: title(visit.t, found),
            words: text(WORDS),
            filter: text(FILTER),
            sort: text(SORT),
            columns: text(COLUMNS),
            group: text(GROUPING),
            audience: text(AUDIENCE),
        }
    }
}

/// The views of a record type that the person may choose from.
pub(super) async fn offered(visit: &Visit, kind: &RecordType) -> Result<Vec<View>> {
    let found = saved_view::offered(visit.app.database(), visit.caller()?, kind, None).await?;
    Ok(found.iter().map(|found| View::of(visit, found)).collect())
}

/// Whether the person may save views.
pub(super) fn may_save(caller: &Caller) -> bool {
    decide::rows(caller, Action::Create, &SAVED_VIEW) != decide::Rows::None
}

/// Whether the person may do this to a view.
pub(super) async fn may(visit: &Visit, action: Action, id: Id) -> Result<bool> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let listing =
        Listing { filter: is(id), fields: Some(Vec::new()), limit: 1, action, ..Listing::new(caller, &SAVED_VIEW) };
    match query::list(database.read(), database.engine(), caller, &SAVED_VIEW, &listing).await {
        Ok(page) => Ok(!page.items.is_empty()),
        Err(Error::Forbidden(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The list that a saved view shows, where the person may choose it; else nothing.
pub(in crate::console) async fn opened(visit: &Visit, found: &Found) -> Result<String> {
    let (caller, record) = (visit.caller()?, &found.record);
    let named = record.get(RECORD_TYPE).and_then(|name| caller.configuration.schema.named(&name));
    let Some(kind) = named.filter(|_| record.kind.name == SAVED_VIEW.name && !record.is_deleted()) else {
        return Ok(String::new());
    };
    let offered = saved_view::offered(visit.app.database(), caller, kind, Some(record.id)).await?;
    Ok(if offered.is_empty() { String::new() } else { format!("/{}?view={}", kind.plural, record.id) })
}

/// Where the saved views of a type are looked after; nothing for whoever may not see them.
pub(super) fn managed(caller: &Caller, kind: &RecordType) -> String {
    if decide::rows(caller, Action::Read, &SAVED_VIEW) == decide::Rows::None {
        return String::new();
    }
    let filter = format!("{} eq \"{}\"", RECORD_TYPE.name(), kind.name);
    format!("/{}?filter={}", SAVED_VIEW.plural, encode(&filter))
}

/// Saves the list in the address as a view, or changes or deletes the view that it names.
pub(in crate::console) async fn send(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let caller = visit.caller()?;
    let asked = Asked::of(visit, kind).await?;
    let address = &asked.address;
    let optional = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty()).map(Value::Text);
    let mut input = Input::new();
    for (field, text) in [
        (WORDS, &address.words),
        (FILTER, &address.filter),
        (SORT, &address.sort),
        (COLUMNS, &address.columns),
        (GROUPING, &address.group),
    ] {
        input.set(field.name(), optional(text));
    }
    let (name, audience) = (visit.form.text("name").trim(), visit.form.text("audience"));
    let does = visit.form.text("do");
    let (action, change) = match (does, &address.view) {
        ("update", Some(view)) => (Action::Update, Change::update(&SAVED_VIEW, view.id, input)),
        ("delete", Some(view)) => (Action::Delete, Change::delete(&SAVED_VIEW, view.id)),
        _ => {
            input.set(NAME.name(), optional(name));
            input.set(RECORD_TYPE.name(), optional(kind.name));
            if !audience.is_empty() {
                input.set(AUDIENCE.name(), optional(audience));
            }
            input.set("owner_id", caller.actor.user().map(Value::Link));
            (Action::Create, Change::create(&SAVED_VIEW, input))
        }
    };
    let problem = if asked.filter_problem.is_empty() { &asked.words_problem } else { &asked.filter_problem };
    let done = if does != "delete" && !problem.is_empty() {
        Err(Error::Invalid(vec![FieldProblem::of("filter", crate::console::language::SAID, problem)]))
    } else {
        commit(visit.app.database(), &visit.caller_because()?, Batch::one(change)).await
    };
    match done {
        Ok(outcomes) if action != Action::Delete => {
            let id = outcomes.first().map(|outcome| outcome.id).unwrap_or_default();
            // A group that was open stays so.
            let within =
                if address.within.is_empty() { String::new() } else { format!("&in={}", encode(&address.within)) };
            Ok(page::go(&format!("/{}?view={id}{within}&told=view-saved", kind.plural)))
        }
        Ok(_) => Ok(page::go(&format!("/{}?told=view-deleted", kind.plural))),
        Err(error) => {
            let (heading, button) = match action {
                Action::Delete => ("view-delete", "view-delete"),
                _ => ("view-save", "save"),
            };
            let question = Question {
                heading: visit.say(heading).into(),
                lead: visit.say("view-lead").into(),
                button: visit.say(button).into(),
                to: address.below("/views"),
                back: address.href(),
                with: vec![("do", does.to_owned()), ("name", name.to_owned()), ("audience", audience.to_owned())],
                changes: Vec::new(),
            };
            ask::again(visit, &SAVED_VIEW, action, question, error)
        }
    }
}
