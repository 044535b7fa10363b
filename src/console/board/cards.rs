//! The cards of a board: what a record is called, what it is worth, whose it is, and what comes next.

use std::collections::HashMap;

use crate::console::moved;
use crate::console::page::initials;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::record_type::TITLE;
use crate::model::{AnyField, Kind, RecordType, Value};
use crate::query::list::MOST;
use crate::query::{self, Found, Listing, Order};
use crate::records::activity;
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

/// A card.
pub(super) struct Card {
    pub(super) id: Id,
    pub(super) version: i64,
    pub(super) title: String,
    pub(super) amount: String,
    pub(super) owner: String,
    pub(super) initials: String,
    pub(super) next: Option<Next>,
    pub(super) can_move: bool,
}

/// The activity that comes next.
pub(super) struct Next {
    pub(super) title: String,
    pub(super) due: String,
    pub(super) is_late: bool,
}

/// The cards of records, each beside what it has in the field that divides them.
pub(super) async fn of(
    visit: &Visit,
    kind: &'static RecordType,
    amount: Option<&AnyField>,
    by: &AnyField,
    found: Vec<Found>,
) -> Result<Vec<(Option<Value>, Card)>> {
    let owner = kind.owner().and_then(|owner| kind.own_field(owner)).copied();
    let titles = Titles::of(visit, owner.as_slice(), &found).await?;
    let ids: Vec<Id> = found.iter().map(|found| found.record.id).collect();
    let may = moved::changeable(visit, kind, &ids).await?;
    let mut next = if kind.subject { nexts(visit, &ids).await? } else { HashMap::new() };
    let mut card = |found: &Found| {
        let record = &found.record;
        let owner = match owner.and_then(|owner| record.value(owner.name)) {
            Some(Value::Link(id)) => titles.get("user", *id).unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        Card {
            id: record.id,
            version: record.version,
            title: title(visit.t, found),
            amount: match amount.and_then(|field| record.value(field.name)) {
                Some(Value::Money(money)) => visit.t.money(money),
                _ => String::new(),
            },
            initials: initials(&owner),
            owner,
            next: next.remove(&record.id),
            can_move: may.contains(&record.id),
        }
    };
    Ok(found.iter().map(|found| (found.record.value(by.name).cloned(), card(found))).collect())
}

/// For each record the open activity about it that is due first.
async fn nexts(visit: &Visit, ids: &[Id]) -> Result<HashMap<Id, Next>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let about = activity::ABOUT.any();
    let (Some(kind), Kind::List(list)) = (caller.configuration.schema.named("activity"), about.kind) else {
        return Ok(HashMap::new());
    };
    let Some(part) = list.parts.first() else { return Ok(HashMap::new()) };
    if ids.is_empty() || decide::rows(caller, Action::Read, kind) == Rows::None {
        return Ok(HashMap::new());
    }
    let test = |field, part, op, literal| Filter::Test(Test { path: Path { field, part }, op, literal });
    let one = |id: &Id| test(*part, Part::ReferenceId, Op::Eq, Literal::Id(*id));
    let filter = Filter::And(vec![
        Filter::Not(Box::new(test(activity::DONE.any(), Part::Whole, Op::Present, Literal::None))),
        test(activity::DUE.any(), Part::Whole, Op::Present, Literal::None),
        Filter::Any { list: about, items: Box::new(Filter::Or(ids.iter().map(one).collect())) },
    ]);
    let listing = Listing {
        filter,
        order: vec![Order { field: activity::DUE.any(), descending: false }],
        fields: Some(vec![TITLE.any(), activity::DUE.any(), about]),
        limit: MOST,
        ..Listing::new(caller, kind)
    };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    let here = visit.here();
    let mut nexts = HashMap::new();
    for found in &page.items {
        let Some(due) = found.record.get(activity::DUE) else { continue };
        let Some(Value::List(items)) = found.record.value(about.name) else { continue };
        for item in items {
            if let Some(Value::Reference(reference)) = item.get(part.name) {
                nexts.entry(reference.id).or_insert_with(|| Next {
                    title: title(visit.t, found),
                    due: visit.t.date(here.zone.day(due)),
                    is_late: due < here.now,
                });
            }
        }
    }
    Ok(nexts)
}
