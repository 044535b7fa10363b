//! What moving records about has in common, on a board or in a calendar: who may, what is said afterwards, and the way back.

use std::collections::HashSet;

use poem::http::StatusCode;

use crate::changes::history;
use crate::console::ask::Why;
use crate::console::pairs::joined;
use crate::console::sign_in::Problem;
use crate::console::titles::{self, title};
use crate::console::visit::Visit;
use crate::console::{errors, record, session};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::RecordType;
use crate::model::filter::Filter;
use crate::query::{self, Listing};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

/// That a record was moved, with the number of that change, by which it is undone.
pub(super) struct Moved {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) seq: i64,
    /// Where one is, to come back to.
    pub(super) back: String,
}

impl Moved {
    /// What the address says was moved just now: only where that is the last change of the record, and one's own.
    pub(super) async fn of(visit: &Visit, kind: &'static RecordType, back: String) -> Result<Option<Self>> {
        let Some(id) = visit.query.get("moved").and_then(|text| text.parse::<Id>().ok()) else { return Ok(None) };
        let (caller, database) = (visit.caller()?, visit.app.database());
        let events = match history::of_record(database, caller, kind, id, None, 1).await {
            Err(Error::NotFound) => return Ok(None),
            events => events?,
        };
        let me = caller.actor.user();
        let Some(event) = events.first().filter(|event| event.verb() == "updated" && event.actor_id.map(Id) == me)
        else {
            return Ok(None);
        };
        let found = record::found(visit, kind, id).await?;
        Ok(Some(Self { path: format!("/{}/{id}", kind.plural), title: title(visit.t, &found), seq: event.seq, back }))
    }
}

/// Where a form asks to go afterwards; only to one of our pages.
pub(super) fn back<'a>(visit: &'a Visit, otherwise: &'a str) -> &'a str {
    let asked = if visit.is_form { visit.form.text("_back") } else { visit.query.text("back") };
    session::local_path(asked).unwrap_or(otherwise)
}

/// The same address, which then says what was moved.
pub(super) fn said(back: &str, id: Id) -> String {
    joined(back, &format!("moved={id}"))
}

/// Those of these records that the person may change.
pub(super) async fn changeable(visit: &Visit, kind: &'static RecordType, ids: &[Id]) -> Result<HashSet<Id>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    match decide::rows(caller, Action::Update, kind) {
        Rows::All => return Ok(ids.iter().copied().collect()),
        Rows::None => return Ok(HashSet::new()),
        _ => {}
    }
    let mut may = HashSet::new();
    for some in ids.chunks(query::list::MOST as usize) {
        let listing = Listing {
            filter: Filter::Or(some.iter().copied().map(titles::is).collect()),
            fields: Some(Vec::new()),
            limit: query::list::MOST,
            action: Action::Update,
            ..Listing::new(caller, kind)
        };
        let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
        may.extend(page.items.iter().map(|found| found.record.id));
    }
    Ok(may)
}

/// What is wrong with a move, for the top of its form; errors that no form can mend go on.
pub(super) fn problems(
    visit: &Visit,
    kind: &'static RecordType,
    why: &mut Why,
    error: Error,
) -> Result<(StatusCode, Vec<Problem>)> {
    let (status, mut problems) = (errors::status(&error), Vec::new());
    let plain = |text: String| Problem { id: String::new(), text };
    if !why.take(visit, &error, &mut problems) {
        match &error {
            Error::Invalid(invalid) => {
                problems.extend(invalid.iter().map(|problem| plain(visit.t.problem_of(kind, problem))));
            }
            Error::Stale(_) => problems.push(plain(visit.say("move-stale").into())),
            Error::Conflict(..) | Error::Forbidden(_) => problems.push(plain(visit.t.error(&error))),
            _ => return Err(visit.t.told(error, kind)),
        }
    }
    Ok((status, problems))
}
