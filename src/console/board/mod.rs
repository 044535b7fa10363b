//! Boards: the records of a type in columns, by a choice or by the stage of a deal, with what each column comes to.

mod cards;
mod columns;
mod moves;

use askama::Template;
use futures::future::try_join_all;
use poem::Response;
use poem::http::StatusCode;

use crate::console::forms::Option_;
use crate::console::list::address::ListAddress;
use crate::console::list::{self, Asked};
use crate::console::moved::Moved;
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::record_type::{TITLE, UPDATED_AT};
use crate::model::{AnyField, Kind, RecordType, Value};
use crate::query::count::count;
use crate::query::group::{self, Group, Grouping};
use crate::query::list::visible_fields;
use crate::query::{self, Listing, Order};
use crate::records::activity::ACTIVITY;
use crate::rights::decide;

use cards::Card;
use columns::Lane;

pub(super) use columns::Lanes;

pub(super) use moves::{move_to, show_move};

/// Cards in a column; the list has the others.
const CARDS: u32 = 10;
/// From how many records on the columns are counted and added up after the page is there.
const MANY: u64 = 10_000;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    shell: Shell,
    kind: &'static RecordType,
    address: Address,
    list: String,
    /// The boards of saved views, where there are any.
    views: Vec<Option_>,
    fields: Vec<Option_>,
    pipelines: Vec<Option_>,
    columns: Vec<Column>,
    /// The same board counted and added up, where this one is not yet; else empty.
    totals: String,
    q_problem: String,
    filter_problem: String,
    can_create: bool,
    moved: Option<Moved>,
}

struct Column {
    lane: Lane,
    count: String,
    sums: Vec<String>,
    /// That some amounts are not in the sums, because they may not be seen.
    hidden: String,
    cards: Vec<Card>,
    /// Where the others are; empty where there are none.
    more: String,
}

/// What the address of a board says: what that of a list says, and what the columns are.
struct Address {
    by: AnyField,
    pipeline: Option<Id>,
    list: ListAddress,
}

impl Address {
    fn of(visit: &Visit, kind: &'static RecordType, list: ListAddress) -> Result<Self> {
        let fields = fields(visit, kind)?;
        let by = match visit.query.text("by") {
            "" => fields.first(),
            name => fields.iter().find(|field| field.name == name),
        };
        let by = *by.ok_or(Error::NotFound)?;
        Ok(Self { by, pipeline: visit.query.text("pipeline").parse().ok(), list })
    }

    fn href(&self) -> String {
        let mut pairs = Pairs::default();
        pairs.push("by", self.by.name);
        if let Some(pipeline) = self.pipeline {
            pairs.push("pipeline", pipeline.to_string());
        }
        pairs.0.extend(self.list.pairs().0);
        format!("/{}/board?{}", self.list.plural, pairs.query())
    }

    /// The board of a view, by the same columns.
    fn of_view(&self, id: &str) -> String {
        let view = if id.is_empty() { String::new() } else { format!("&view={id}") };
        format!("/{}/board?by={}{view}", self.list.plural, self.by.name)
    }

    /// The list of the same records; with a filter, of some of them.
    fn list(&self, some: &str) -> String {
        let filter = match (self.list.filter.is_empty(), some.is_empty()) {
            (true, _) => some.to_owned(),
            (_, true) => self.list.filter.clone(),
            _ => format!("({}) and {some}", self.list.filter),
        };
        ListAddress { filter, ..self.list.clone() }.href()
    }
}

/// The board of the records that a list shows.
pub(super) fn href(list: &ListAddress) -> String {
    let ListAddress { plural, view, words, filter, .. } = list.clone();
    let sort = view.as_ref().map(|view| view.sort.clone()).unwrap_or_default();
    let columns = view.as_ref().map(|view| view.columns.clone()).unwrap_or_default();
    ListAddress { plural, view, words, filter, sort, columns, ..ListAddress::default() }.below("/board")
}

/// Whether it makes sense to see records of a type in columns: those that people work on, not those that set the program up.
pub(super) fn fits(kind: &RecordType) -> bool {
    (kind.subject || kind.name == ACTIVITY.name) && kind.fields.iter().any(divides)
}

const fn divides(field: &AnyField) -> bool {
    match field.kind {
        Kind::Choice(_) => !field.computed,
        Kind::Link(target) => matches!(target.as_bytes(), b"stage"),
        _ => false,
    }
}

/// The fields by which the person can put them into columns; stages come first.
fn fields(visit: &Visit, kind: &'static RecordType) -> Result<Vec<AnyField>> {
    let caller = visit.caller()?;
    let mut fields: Vec<AnyField> = visible_fields(caller, kind)
        .into_iter()
        .filter(|field| divides(field) && decide::sees_everywhere(caller, kind, field))
        .collect();
    fields.sort_by_key(|field| !matches!(field.kind, Kind::Link(_)));
    Ok(fields)
}

/// The first amount of a type that the person may see: what columns come to.
pub(super) fn amount(visit: &Visit, kind: &'static RecordType) -> Result<Option<AnyField>> {
    let visible = visible_fields(visit.caller()?, kind);
    Ok(visible.into_iter().find(|field| matches!(field.kind, Kind::Money)))
}

/// The page.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let caller = visit.caller()?;
    let of_list = |(name, _): &&(String, String)| matches!(name.as_str(), "view" | "q" | "filter");
    let asked = Asked::read(visit, kind, &Pairs(visit.query.0.iter().filter(of_list).cloned().collect())).await?;
    let is_right = asked.is_right();
    let mut listing = asked.listing;
    if asked.address.sort.is_empty() {
        listing.order = vec![Order { field: UPDATED_AT.any(), descending: true }];
    }
    let mut address = Address::of(visit, kind, asked.address)?;
    let lanes = Lanes::of(visit, kind, &address.by, address.pipeline).await?;
    address.pipeline = lanes.pipeline;
    listing.filter = listing.filter.and(lanes.filter(&address.by));
    let field_option = |field: AnyField| Option_ {
        value: field.name.to_owned(),
        label: visit.t.field(kind.name, &field).into_owned(),
        selected: field.name == address.by.name,
    };
    let view = address.list.view.as_ref().map(|view| view.id);
    let is_counted = match visit.query.get("totals") {
        Some(totals) => totals == "1",
        None => !is_right || !are_many(visit, kind).await?,
    };
    let tab = |id: Option<Id>, label: String| Option_ {
        value: address.of_view(&id.map(|id| id.to_string()).unwrap_or_default()),
        label,
        selected: id == view,
    };
    let mut views: Vec<Option_> = asked.views.iter().map(|view| tab(Some(view.id), view.name.clone())).collect();
    if !views.is_empty() {
        views.insert(0, tab(None, visit.say("view-all").into()));
    }
    let page = BoardPage {
        shell: Shell::of(visit, visit.say("board-of").with("label", visit.t.many(kind))),
        kind,
        list: address.list(""),
        views,
        fields: fields(visit, kind)?.into_iter().map(field_option).collect(),
        columns: if is_right {
            columns(visit, kind, &address, lanes.all, listing, is_counted).await?
        } else {
            Vec::new()
        },
        totals: if is_counted { String::new() } else { format!("{}&totals=1", address.href()) },
        pipelines: lanes.pipelines,
        q_problem: asked.words_problem,
        filter_problem: asked.filter_problem,
        can_create: list::can_be_made(caller, kind),
        moved: Moved::of(visit, kind, address.href()).await?,
        address,
    };
    page::render_as(if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// Whether there are so many records that it takes a while to count them.
async fn are_many(visit: &Visit, kind: &'static RecordType) -> Result<bool> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let all = Listing::new(caller, kind);
    Ok(count(database.read(), database.engine(), caller, kind, &all, Some(MANY)).await? >= MANY)
}

async fn columns(
    visit: &Visit,
    kind: &'static RecordType,
    address: &Address,
    lanes: Vec<Lane>,
    mut listing: Listing,
    is_counted: bool,
) -> Result<Vec<Column>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let amount = amount(visit, kind)?;
    let grouping = Grouping { by: Some(address.by), sums: amount.into_iter().collect(), ..Grouping::default() };
    let groups =
        if is_counted { Some(group::group(database, caller, kind, &listing, &grouping).await?.groups) } else { None };
    let group = |lane: &Lane| groups.iter().flatten().find(|group| group.key == lane.value);
    let mut fields = vec![TITLE.any(), address.by];
    fields.extend(amount);
    fields.extend(kind.owner().and_then(|owner| kind.own_field(owner)).copied());
    listing.fields = Some(fields);
    // Each column is a list of its own, which ends with its last card.
    let asked: Vec<&Lane> = lanes.iter().filter(|lane| groups.is_none() || group(lane).is_some()).collect();
    let listings = asked.iter().map(|lane| Listing {
        filter: listing.filter.clone().and(lane.filter(&address.by)),
        limit: CARDS,
        ..listing.clone()
    });
    let listings: Vec<Listing> = listings.collect();
    let lists = listings.iter().map(|listing| query::list(database.read(), database.engine(), caller, kind, listing));
    let pages = try_join_all(lists).await?;
    let goes_on = asked.iter().zip(&pages).filter(|(_, page)| page.next.is_some());
    let goes_on: Vec<Option<Value>> = goes_on.map(|(lane, _)| lane.value.clone()).collect();
    let found = pages.into_iter().flat_map(|page| page.items).collect();
    let mut cards = cards::of(visit, kind, amount.as_ref(), &address.by, found).await?;
    let mut columns = Vec::new();
    for lane in &lanes {
        let mine: Vec<Card> = cards.extract_if(.., |(value, _)| *value == lane.value).map(|(_, card)| card).collect();
        // What has no value is a column only where there is any.
        if lane.value.is_none() && mine.is_empty() {
            continue;
        }
        let all = Group { key: lane.value.clone(), count: 0, sums: Vec::new() };
        let list = || address.list(&all.filter(&address.by, grouping.zone));
        let more = if goes_on.contains(&lane.value) { list() } else { String::new() };
        let counted = group(lane).or(is_counted.then_some(&all));
        columns.push(Column { cards: mine, more, ..column(visit, lane.clone(), counted, amount.is_some()) });
    }
    Ok(columns)
}

/// A column without its cards; nothing is said of how many there are where that is not known yet.
fn column(visit: &Visit, lane: Lane, counted: Option<&Group>, has_amount: bool) -> Column {
    let sum = counted.and_then(|group| group.sums.first());
    let hidden = sum.map_or(0, |sum| sum.hidden);
    let unknown = || "…".to_owned();
    Column {
        lane,
        count: counted.map_or_else(unknown, |group| visit.t.number(&group.count.to_string())),
        sums: match counted {
            Some(_) => sum.map(|sum| totals(visit, sum)).unwrap_or_default(),
            None => has_amount.then(unknown).into_iter().collect(),
        },
        hidden: if hidden > 0 { visit.say("board-hidden").count(hidden).into() } else { String::new() },
        cards: Vec::new(),
        more: String::new(),
    }
}

/// Sums as people read them, one for each currency.
pub(super) fn totals(visit: &Visit, sum: &group::Sum) -> Vec<String> {
    let money = |total: &group::Total| {
        Some(visit.t.money(&crate::model::value::Money { amount: total.amount?, currency: total.currency? }))
    };
    sum.totals.iter().filter_map(money).collect()
}
