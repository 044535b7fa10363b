//! The records that link to a record: for each way to link to it the first ones, how many there are, and ways to all of them and to
//! a new one.

use futures::future::try_join_all;

use super::points;
use crate::console::about::neighbours;
use crate::console::display::{Display, Shown};
use crate::console::icons::Icon;
use crate::console::language::Label;
use crate::console::list;
use crate::console::pairs::Pairs;
use crate::console::titles::{Wanted, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::record_type::TITLE;
use crate::model::{AnyField, Kind, RecordType};
use crate::query::count::count;
use crate::query::list::visible_fields;
use crate::query::{self, Listing, Page};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

/// Rows of each list.
const ROWS: u32 = 5;
/// Columns of each list besides the title.
const COLUMNS: usize = 3;
/// How far it is counted.
const MOST: u64 = 1_000;

/// Records of one type that link to a record by one field.
pub(in crate::console) struct Related {
    pub(in crate::console) heading: String,
    pub(in crate::console) icon: Icon,
    pub(in crate::console) total: String,
    /// The list of all of them.
    pub(in crate::console) all: String,
    /// The form for another one; empty where none can be made.
    pub(in crate::console) add: String,
    pub(in crate::console) columns: Vec<(bool, Label)>,
    pub(in crate::console) rows: Vec<Line>,
}

/// A record of a list.
pub(in crate::console) struct Line {
    pub(in crate::console) href: String,
    pub(in crate::console) title: String,
    pub(in crate::console) cells: Vec<(bool, Shown)>,
}

/// Something that can be made and linked, of which there is none yet.
pub(in crate::console) struct Addable {
    pub(in crate::console) label: String,
    pub(in crate::console) href: String,
}

/// One way to link to a record.
struct Way {
    kind: &'static RecordType,
    filter: Filter,
    heading: String,
    /// What another one is called on the button that makes it.
    one: String,
    add: String,
    columns: Vec<AnyField>,
}

/// What links to a record, and what could.
pub(in crate::console) async fn of(
    visit: &Visit,
    kind: &'static RecordType,
    id: Id,
) -> Result<(Vec<Related>, Vec<Addable>)> {
    let ways = ways(visit, kind, id)?;
    let found = try_join_all(ways.iter().map(|way| first(visit, way))).await?;
    let mut wanted = Wanted::default();
    for (way, (page, _)) in ways.iter().zip(&found) {
        for item in &page.items {
            for field in &way.columns {
                if let Some(value) = item.record.value(field.name) {
                    wanted.gather(field, value);
                }
            }
        }
    }
    let titles = wanted.find(visit).await?;
    let (mut related, mut addable) = (Vec::new(), Vec::new());
    for (way, (page, count)) in ways.into_iter().zip(found) {
        if page.items.is_empty() {
            // What is made elsewhere is not offered where there is none of it, nor anything for a colleague to belong to.
            if !way.add.is_empty() && kind.name != "user" && !matches!(way.kind.name, "user" | "mapping") {
                addable.push(Addable { label: way.one, href: way.add });
            }
            continue;
        }
        let display = Display::of(visit, way.kind, &titles)?;
        let is_number = |field: &AnyField| matches!(field.kind, Kind::Number { .. } | Kind::Money);
        let line = |item: &query::Found| Line {
            href: format!("/{}/{}", way.kind.plural, item.record.id),
            title: title(visit.t, item),
            cells: way
                .columns
                .iter()
                .map(|field| (is_number(field), display.cell(field, item.record.value(field.name))))
                .collect(),
        };
        let key = if count >= MOST { "list-total-more" } else { "list-total" };
        let mut query = Pairs::default();
        query.push("filter", way.filter.to_string());
        related.push(Related {
            heading: way.heading,
            icon: Icon::of(way.kind.name),
            total: visit.say(key).of(way.kind).count(count).into(),
            all: format!("/{}?{}", way.kind.plural, query.query()),
            add: way.add,
            columns: way.columns.iter().map(|field| (is_number(field), display.label(field))).collect(),
            rows: page.items.iter().map(line).collect(),
        });
    }
    Ok((related, addable))
}

/// The ways in which records that the person may see link to one of this type.
fn ways(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Vec<Way>> {
    let caller = visit.caller()?;
    let mut ways = Vec::new();
    for other in caller.configuration.schema.types().iter().copied() {
        // What is done about a record and its files have places of their own on its page.
        if matches!(other.name, "activity" | "attachment") && super::compose::is_subject(kind)
            || decide::rows(caller, Action::Read, other) == Rows::None
        {
            continue;
        }
        let leads = |field: AnyField| {
            let is_common = matches!(field.name, "created_by" | "updated_by");
            points::filter(&field, kind, id).filter(|_| !is_common).map(|filter| (field, filter))
        };
        let leading: Vec<_> = visible_fields(caller, other).into_iter().filter_map(leads).collect();
        // How they are linked goes without saying where there is one way, and both are not of the same sort.
        let several = leading.len() > 1 || other.name == kind.name;
        for (field, filter) in leading {
            let many = visit.t.many(other);
            let label = visit.t.field(other.name, &field);
            let named = |what: Label| if several { format!("{what}: {label}") } else { what.to_string() };
            let can_add = !field.computed && list::can_be_made(caller, other);
            let mut columns = list::columns(caller, other);
            columns.retain(|column| column.name != field.name);
            columns.truncate(COLUMNS);
            let add = if can_add { address(other, &field, kind, id, neighbours::from(visit)) } else { String::new() };
            ways.push(Way { kind: other, filter, heading: named(many), one: named(visit.t.one(other)), add, columns });
        }
    }
    Ok(ways)
}

/// The form for a new record that leads here, and back here.
fn address(other: &RecordType, field: &AnyField, kind: &RecordType, id: Id, from: Option<&str>) -> String {
    let mut pairs = Pairs::default();
    points::filled(&mut pairs, field.name, field, kind, id);
    pairs.push("_back", neighbours::on(&format!("/{}/{id}", kind.plural), from));
    format!("/{}/new?{}", other.plural, pairs.query())
}

async fn first(visit: &Visit, way: &Way) -> Result<(Page, u64)> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let fields = std::iter::once(TITLE.any()).chain(way.columns.iter().copied()).collect();
    let listing =
        Listing { filter: way.filter.clone(), limit: ROWS, fields: Some(fields), ..Listing::new(caller, way.kind) };
    let page = query::list(database.read(), database.engine(), caller, way.kind, &listing).await?;
    let shown = page.items.len() as u64;
    let all = match page.next {
        None => shown,
        Some(_) => count(database.read(), database.engine(), caller, way.kind, &listing, Some(MOST)).await?,
    };
    Ok((page, all))
}
