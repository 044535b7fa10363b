//! The list of any record type: search, filter, order, paging, and the bin.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::display::{Display, Shown};
use crate::console::language::{Label, Language};
use crate::console::list_address::ListAddress;
use crate::console::page::{self, Shell};
use crate::console::titles::{self, Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter;
use crate::model::record_type::{DELETED_AT, TITLE, UPDATED_AT};
use crate::model::{AnyField, Format, Kind, RecordType};
use crate::query::count::{ESTIMATE, count};
use crate::query::list::visible_fields;
use crate::query::{self, Found, Listing, order, search};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// Columns taken from the definition, besides title, owner and time of change.
const COLUMNS: usize = 4;
/// Rows on a page.
const ROWS: u32 = 50;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    shell: Shell,
    kind: &'static RecordType,
    address: ListAddress,
    q_problem: String,
    filter_problem: String,
    columns: Vec<Column>,
    rows: Vec<Line>,
    total: String,
    next: String,
    first: String,
    can_create: bool,
    can_restore: bool,
    binned: Option<(Id, String)>,
}

struct Column {
    label: Label,
    /// Where a click sorts; empty where it cannot be sorted by.
    href: String,
    /// `ascending`, `descending` or nothing.
    sorted: &'static str,
    is_number: bool,
}

struct Line {
    id: Id,
    title: String,
    cells: Vec<(bool, Shown)>,
}

/// Types whose records are not made by a form: their making needs more than fields.
pub(super) fn can_be_made(caller: &Caller, kind: &RecordType) -> bool {
    !matches!(kind.name, "key" | "attachment") && decide::rows(caller, Action::Create, kind) != Rows::None
}

/// That more was searched for than can be.
pub(super) fn search_too_long(visit: &Visit) -> String {
    let said = visit.say("search-too-long").with("characters", search::LONGEST).with("words", search::MOST_WORDS);
    said.into()
}

/// The page.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let caller = visit.caller()?;
    let address = ListAddress::of(visit, kind);
    let mut listing = Listing { bin: address.bin, limit: ROWS, ..Listing::new(caller, kind) };
    let (mut q_problem, mut filter_problem) = (String::new(), String::new());
    match search::parse(&address.words) {
        Ok(words) => listing.words = words,
        Err(_) => q_problem = search_too_long(visit),
    }
    let may_use = |field: &AnyField| decide::may_see(caller, kind, field);
    match filter::parse(&caller.configuration.schema, kind, &address.filter, &may_use) {
        Ok(filter) => listing.filter = filter,
        Err(error) => filter_problem = visit.t.error(&error),
    }
    if !address.sort.is_empty() {
        listing.order =
            order::parse(caller, kind, &address.sort).map_err(|error| Error::Malformed(visit.t.error(&error)))?;
    }
    listing.after =
        address.after(visit.app.master()).map_err(|_| Error::Malformed(visit.say("list-out-of-date").into()))?;
    let fields = columns(caller, kind, address.bin);
    listing.fields = Some(std::iter::once(TITLE.any()).chain(fields.iter().copied()).collect());
    let is_right = q_problem.is_empty() && filter_problem.is_empty();
    let mut page = ListPage {
        shell: Shell::of(visit, visit.t.many(kind)),
        kind,
        q_problem,
        filter_problem,
        columns: headers(visit.t, caller, kind, &address, &fields),
        rows: Vec::new(),
        total: String::new(),
        next: String::new(),
        first: if address.cursor.is_empty() { String::new() } else { address.sorted(&address.sort) },
        can_create: can_be_made(caller, kind),
        can_restore: address.bin && decide::rows(caller, Action::Delete, kind) != Rows::None,
        binned: just_binned(visit, kind).await?,
        address,
    };
    if is_right {
        fill(visit, &mut page, &listing, &fields).await?;
    }
    page::render_as(if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// Reads the records of a page and counts those of all pages.
async fn fill(visit: &Visit, page: &mut ListPage, listing: &Listing, fields: &[AnyField]) -> Result<()> {
    let (caller, database, kind) = (visit.caller()?, visit.app.database(), page.kind);
    let found = query::list(database.read(), database.engine(), caller, kind, listing).await?;
    let titles = Titles::of(visit, fields, &found.items).await?;
    let display = Display::of(visit, kind, &titles)?;
    page.rows = found.items.iter().map(|item| line(&display, item, fields)).collect();
    page.next = found.next.map(|cursor| page.address.next(visit.app.master(), &cursor)).unwrap_or_default();
    let counted = count(database.read(), database.engine(), caller, kind, listing, Some(ESTIMATE)).await?;
    let key = if counted >= ESTIMATE { "list-total-more" } else { "list-total" };
    page.total = visit.say(key).of(kind).count(counted).into();
    Ok(())
}

fn line(display: &Display<'_>, item: &Found, fields: &[AnyField]) -> Line {
    let cells = fields.iter().map(|field| (is_number(field), display.cell(field, item.record.value(field.name))));
    Line { id: item.record.id, title: title(display.t, item), cells: cells.collect() }
}

/// The record that was just put into the bin, so that it can be taken out again at once.
async fn just_binned(visit: &Visit, kind: &'static RecordType) -> Result<Option<(Id, String)>> {
    let Some(id) = visit.query.get("binned").and_then(|text| text.parse().ok()) else { return Ok(None) };
    let (caller, database) = (visit.caller()?, visit.app.database());
    let listing = Listing {
        filter: titles::is(id),
        bin: true,
        fields: Some(vec![TITLE.any()]),
        limit: 1,
        ..Listing::new(caller, kind)
    };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    Ok(page.items.first().map(|found| (id, title(visit.t, found))))
}

/// The columns of a list: the first telling fields of the definition, the owner, and when it changed.
pub(super) fn columns(caller: &Caller, kind: &RecordType, bin: bool) -> Vec<AnyField> {
    let visible = visible_fields(caller, kind);
    let is_own = |field: &&AnyField| kind.own_field(field.name).is_some() || field.custom;
    let in_title = |field: &AnyField| kind.title.iter().any(|part| part.name() == field.name);
    let tells = |field: &&AnyField| {
        let short = match field.kind {
            Kind::Text(format) => !matches!(format, Format::Lines | Format::Language),
            Kind::List(list) => matches!(list.name, "EmailAddress" | "PhoneNumber"),
            Kind::Json => false,
            _ => true,
        };
        short && !in_title(field) && Some(field.name) != kind.owner() && field.name != "external_id"
    };
    let mut columns: Vec<AnyField> = visible.iter().filter(is_own).filter(tells).take(COLUMNS).copied().collect();
    let owner = visible.iter().find(|field| Some(field.name) == kind.owner());
    let last = if bin { DELETED_AT.any() } else { UPDATED_AT.any() };
    columns.extend(owner.copied());
    columns.push(last);
    columns
}

fn headers(t: Language, caller: &Caller, kind: &RecordType, address: &ListAddress, fields: &[AnyField]) -> Vec<Column> {
    let asked = if address.sort.is_empty() {
        let usual = order::default(caller, kind);
        usual.first().map(|order| (order.field.name.to_owned(), order.descending))
    } else {
        let first = address.sort.split(',').next().unwrap_or_default().trim();
        Some(first.strip_prefix('-').map_or((first.to_owned(), false), |name| (name.to_owned(), true)))
    };
    let header = |field: &AnyField| {
        // A title that is made of one field has its order.
        let is_title = |name: &str| field.name == "title" && matches!(kind.title, [one] if one.name() == name);
        let is_asked = asked.as_ref().filter(|(name, _)| name == field.name || is_title(name));
        let sorted = match is_asked {
            Some((_, false)) => "ascending",
            Some((_, true)) => "descending",
            None => "",
        };
        let wanted = if sorted == "ascending" { format!("-{}", field.name) } else { field.name.to_owned() };
        let sortable = order::parse(caller, kind, field.name).is_ok();
        let label = if field.name == "title" { title_label(t, kind) } else { t.field(kind.name, field) };
        let href = if sortable { address.sorted(&wanted) } else { String::new() };
        Column { label, href, sorted, is_number: is_number(field) }
    };
    std::iter::once(&TITLE.any()).chain(fields).map(header).collect()
}

/// The title is made from fields: from one it takes its label.
fn title_label(t: Language, kind: &RecordType) -> Label {
    match kind.title {
        [one] => t.field(kind.name, &one.any()),
        _ => t.say("name").to_string().into(),
    }
}

const fn is_number(field: &AnyField) -> bool {
    matches!(field.kind, Kind::Number { .. } | Kind::Money)
}
