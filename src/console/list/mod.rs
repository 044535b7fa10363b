//! The list of any record type: search, filter, columns, groups, order, paging, views, and what is done to many records at once.

pub(super) mod address;
mod asked;
mod builder;
pub(super) mod bulk;
mod columns;
pub(super) mod export;
mod groups;
pub(super) mod views;
mod words;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::display::{Display, Shown};
use crate::console::forms::Option_;
use crate::console::language::{Label, Language};
use crate::console::list::address::ListAddress;
use crate::console::list::builder::{Builder, Built, Chip};
use crate::console::list::bulk::Deed;
use crate::console::list::columns::Choice;
use crate::console::list::groups::Panel;
use crate::console::list::views::View;
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::titles::{self, Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::record_type::TITLE;
use crate::model::{AnyField, Kind, RecordType};
use crate::query::count::{ESTIMATE, count};
use crate::query::{self, Found, Listing, order, search};
use crate::records::saved_view::{AUDIENCE, SAVED_VIEW};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

pub(super) use asked::Asked;
pub(super) use columns::usual as columns;

/// Rows on a page.
const ROWS: u32 = 50;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    shell: Shell,
    kind: &'static RecordType,
    address: ListAddress,
    /// What the records' pages are told of this one.
    from: String,
    heading: String,
    q_problem: String,
    filter_problem: String,
    notice: Option<Notice>,
    views: Vec<View>,
    save: Saving,
    choices: Vec<Choice>,
    /// Which of the parts that fold is open.
    open: String,
    by: Vec<(Label, String, bool)>,
    builder: Builder,
    chips: Vec<Chip>,
    panel: Option<Panel>,
    columns: Vec<Column>,
    rows: Vec<Line>,
    total: String,
    next: String,
    first: String,
    /// Whether there is nothing that he could not see.
    sees_all: bool,
    can_create: bool,
    can_update: bool,
    can_delete: bool,
    can_export: bool,
    can_merge: bool,
    can_restore: bool,
    can_assign: bool,
    binned: Option<(Id, String)>,
}

/// What was just done to many records, and the operation that can be undone.
struct Notice {
    text: String,
    is_good: bool,
    operation: Option<Id>,
}

/// What can be done about views.
#[derive(Default)]
struct Saving {
    can_save: bool,
    can_update: bool,
    can_delete: bool,
    audiences: Vec<Option_>,
    /// Where all views of the type are looked after.
    manage: String,
}

struct Column {
    name: &'static str,
    label: Label,
    /// Where a click sorts; empty where it cannot be sorted by.
    href: String,
    /// `ascending`, `descending` or nothing.
    sorted: &'static str,
    is_number: bool,
}

struct Line {
    id: Id,
    version: i64,
    title: String,
    /// Whether it was picked before, where that was to no avail.
    is_picked: bool,
    cells: Vec<Cell>,
}

struct Cell {
    is_number: bool,
    shown: Shown,
    /// The field that can be changed in place; empty where it cannot.
    field: &'static str,
}

impl ListPage {
    /// Whether there is anything to be done to many records.
    const fn can_pick(&self) -> bool {
        self.can_update || self.can_delete || self.can_export || self.can_restore
    }
}

/// Types whose records are not made by a form: their making needs more than fields.
pub(super) fn can_be_made(caller: &Caller, kind: &RecordType) -> bool {
    !matches!(kind.name, "key" | "attachment") && may(caller, Action::Create, kind)
}

/// Whether somebody sees any record of a type.
pub(super) fn can_be_seen(caller: &Caller, kind: &RecordType) -> bool {
    may(caller, Action::Read, kind)
}

fn may(caller: &Caller, action: Action, kind: &RecordType) -> bool {
    decide::rows(caller, action, kind) != Rows::None
}

/// That more was searched for than can be.
pub(super) fn search_too_long(visit: &Visit) -> String {
    let said = visit.say("search-too-long").with("characters", search::LONGEST).with("words", search::MOST_WORDS);
    said.into()
}

/// The page.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let caller = visit.caller()?;
    let asked = Asked::of(visit, kind).await?;
    if let Some(href) = columns::choose(visit, kind, &asked.address)? {
        return Ok(page::go(&href));
    }
    let builder = match builder::build(visit, kind, &asked).await? {
        Built::Go(href) if asked.filter_problem.is_empty() => return Ok(page::go(&href)),
        Built::Go(_) => Builder::empty(visit, kind)?,
        Built::Show(builder) => *builder,
    };
    let after = asked.address.after(visit.app.master());
    let after = after.map_err(|_| Error::Malformed(visit.say("list-out-of-date").into()))?;
    let fields = columns::of(caller, kind, &asked.address);
    let is_right = asked.is_right() && !builder.problem;
    let bin = asked.address.bin;
    let can_update = !bin && may(caller, Action::Update, kind);
    let open = if builder.control.is_some() || !builder.ops.is_empty() { "filter" } else { visit.query.text("open") };
    let mut page = ListPage {
        shell: Shell::of(visit, heading(visit, kind, &asked.address)),
        kind,
        heading: heading(visit, kind, &asked.address),
        notice: notice(visit, kind),
        save: saving(visit, kind, &asked.address).await?,
        choices: columns::choices(visit, kind, &asked.address)?,
        open: open.to_owned(),
        by: groups::choices(visit, kind, &asked.address)?,
        chips: builder::chips(visit, kind, &asked).await?,
        panel: if is_right { groups::panel(visit, kind, &asked, &fields).await? } else { None },
        columns: headers(visit.t, caller, kind, &asked.address, &fields),
        rows: Vec::new(),
        total: String::new(),
        next: String::new(),
        first: if asked.address.cursor.is_empty() { String::new() } else { asked.address.first().href() },
        sees_all: decide::rows(caller, Action::Read, kind) == Rows::All,
        can_create: can_be_made(caller, kind),
        can_update,
        can_delete: !bin && may(caller, Action::Delete, kind),
        can_export: may(caller, Action::Export, kind),
        can_merge: kind.subject && !bin && may(caller, Action::Merge, kind),
        can_restore: bin && may(caller, Action::Delete, kind),
        can_assign: can_update && kind.own_field(kind.owner().unwrap_or_default()).is_some(),
        binned: just_binned(visit, kind).await?,
        builder,
        q_problem: asked.words_problem.clone(),
        filter_problem: asked.filter_problem.clone(),
        views: asked.views,
        from: asked.address.from(),
        address: asked.address,
    };
    if page.q_problem.is_empty() && page.filter_problem.is_empty() {
        fill(visit, &mut page, Listing { after, limit: ROWS, ..asked.listing }, &fields).await?;
    }
    page::render_as(if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The address and the records of a list that another page was told of; no records where it asks for what cannot be.
pub(super) async fn told(visit: &Visit, kind: &'static RecordType, query: &Pairs) -> Result<(String, Option<Listing>)> {
    match Asked::read(visit, kind, query).await {
        Ok(asked) => Ok((asked.address.href(), asked.is_right().then_some(asked.listing))),
        Err(Error::Malformed(_) | Error::NotFound) => Ok((format!("/{}", kind.plural), None)),
        Err(error) => Err(error),
    }
}

fn heading(visit: &Visit, kind: &RecordType, address: &ListAddress) -> String {
    let label = visit.t.many(kind);
    match &address.view {
        _ if address.bin => visit.say("bin-heading").with("label", label).into(),
        Some(view) => view.name.clone(),
        None => label.into_owned(),
    }
}

/// What was just done, as the address says it.
fn notice(visit: &Visit, kind: &RecordType) -> Option<Notice> {
    let told = visit.query.get("told")?;
    let number = visit.query.text("number").parse().unwrap_or(0);
    let key = match (told, Deed::named(told)) {
        (_, Some(deed)) => deed.done(),
        ("undone", _) => "bulk-undone",
        ("view-saved", _) => "view-saved",
        ("view-deleted", _) => "view-deleted",
        ("nothing-picked", _) => "bulk-nothing-picked",
        ("merge-two", _) => "bulk-merge-two",
        ("too-many", _) => "bulk-too-many",
        _ => return None,
    };
    let is_good = !matches!(told, "nothing-picked" | "merge-two" | "too-many");
    let operation = visit.query.get("operation").and_then(|text| text.parse().ok());
    Some(Notice { text: visit.say(key).of(kind).count(number).into(), is_good, operation })
}

async fn saving(visit: &Visit, kind: &RecordType, address: &ListAddress) -> Result<Saving> {
    let view = address.view.as_ref();
    let can = async |action| match view {
        Some(view) => views::may(visit, action, view.id).await,
        None => Ok(false),
    };
    let Kind::Choice(audiences) = AUDIENCE.any().kind else { return Ok(Saving::default()) };
    let option = |choice: &crate::model::kind::Choice| Option_ {
        value: choice.code.to_owned(),
        label: visit.t.choice(SAVED_VIEW.name, &AUDIENCE.any(), choice).into_owned(),
        selected: view.map_or("own", |view| view.audience.as_str()) == choice.code,
    };
    Ok(Saving {
        can_save: views::may_save(visit.caller()?),
        can_update: can(Action::Update).await?,
        can_delete: can(Action::Delete).await?,
        audiences: audiences.iter().map(option).collect(),
        manage: views::managed(visit.caller()?, kind),
    })
}

/// Reads the records of a page and counts those of all pages.
async fn fill(visit: &Visit, page: &mut ListPage, listing: Listing, fields: &[AnyField]) -> Result<()> {
    let (caller, database, kind) = (visit.caller()?, visit.app.database(), page.kind);
    let all = std::iter::once(TITLE.any()).chain(fields.iter().copied()).collect();
    let listing = Listing { fields: Some(all), ..listing };
    let found = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    let titles = Titles::of(visit, fields, &found.items).await?;
    let display = Display::of(visit, kind, &titles)?;
    let picked: Vec<&str> = visit.query.text("picked").split(',').collect();
    let row = |item| {
        let line = line(&display, item, fields, page.can_update);
        Line { is_picked: picked.contains(&line.id.to_string().as_str()), ..line }
    };
    page.rows = found.items.iter().map(row).collect();
    page.next = found.next.map(|cursor| page.address.next(visit.app.master(), &cursor)).unwrap_or_default();
    let counted = count(database.read(), database.engine(), caller, kind, &listing, Some(ESTIMATE)).await?;
    let key = if counted >= ESTIMATE { "list-total-more" } else { "list-total" };
    page.total = visit.say(key).of(kind).count(counted).into();
    Ok(())
}

fn line(display: &Display<'_>, item: &Found, fields: &[AnyField], can_update: bool) -> Line {
    let cell = |field: &AnyField| {
        let is_fixed = !can_update || field.computed || item.hidden.contains(&field.name);
        let partly = item.partly.iter().find(|(name, _)| *name == field.name);
        Cell {
            is_number: is_number(field),
            shown: match partly {
                Some((_, partly)) => display.partly(field, partly),
                None => display.cell(field, item.record.value(field.name)),
            },
            field: if is_fixed { "" } else { field.name },
        }
    };
    Line {
        id: item.record.id,
        version: item.record.version,
        title: title(display.t, item),
        is_picked: false,
        cells: fields.iter().map(cell).collect(),
    }
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
        let label = match field.name {
            "title" => title_label(t, kind),
            // Going into the bin is the last change of what is there.
            "updated_by" if address.bin => t.say("bin-by").to_string().into(),
            _ => t.field(kind.name, field),
        };
        let href = if sortable { address.sorted(&wanted) } else { String::new() };
        Column { name: field.name, label, href, sorted, is_number: is_number(field) }
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
