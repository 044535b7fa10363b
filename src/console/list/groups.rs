//! A list by groups: how many records share a value, and what their figures add up to.

use crate::console::display::{Display, Shown};
use crate::console::language::{Label, Language};
use crate::console::list::address::ListAddress;
use crate::console::list::asked::Asked;
use crate::console::titles::Wanted;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::model::value::{Currency, Money};
use crate::model::{AnyField, Kind, RecordType, Value, decimal};
use crate::query::Listing;
use crate::query::group::{Group, Grouping, MOST_SUMS, Sum, group, has_groups, has_sum};
use crate::query::list::visible_fields;
use crate::query::whole;

/// The groups on a page.
pub(super) struct Panel {
    pub(super) caption: String,
    pub(super) label: Label,
    pub(super) sums: Vec<Label>,
    pub(super) lines: Vec<Line>,
    pub(super) more: bool,
    /// Whether some sum is not of all records.
    pub(super) is_partial: bool,
    /// What figures that are not seen come to together, roughly.
    pub(super) wholes: Vec<String>,
    /// The list of all groups, where one is open.
    pub(super) all: String,
}

/// A group on a page.
pub(super) struct Line {
    pub(super) label: Shown,
    pub(super) href: String,
    pub(super) is_open: bool,
    pub(super) count: String,
    pub(super) sums: Vec<Vec<String>>,
}

/// The fields to group by, with the list that does, and whether it does now.
pub(super) fn choices(visit: &Visit, kind: &RecordType, address: &ListAddress) -> Result<Vec<(Label, String, bool)>> {
    let fields = visible_fields(visit.caller()?, kind);
    let list = |field: &AnyField| {
        let list = ListAddress { group: field.name.to_owned(), within: String::new(), ..address.first() };
        (visit.t.field(kind.name, field), list.href(), field.name == address.group)
    };
    Ok(fields.iter().filter(|field| has_groups(field) && field.name != "deleted_at").map(list).collect())
}

/// The groups that the address asks for; `columns` says what is added up.
pub(super) async fn panel(
    visit: &Visit,
    kind: &'static RecordType,
    asked: &Asked,
    columns: &[AnyField],
) -> Result<Option<Panel>> {
    let address = &asked.address;
    if address.group.is_empty() {
        return Ok(None);
    }
    let (caller, database) = (visit.caller()?, visit.app.database());
    let sums: Vec<&str> =
        columns.iter().filter(|field| has_sum(field)).take(MOST_SUMS).map(|field| field.name).collect();
    let grouping = Grouping::parse(caller, kind, &address.group, &sums.join(","))
        .map_err(|error| Error::Malformed(visit.t.error(&error)))?;
    let grouping = Grouping { zone: visit.here().zone, ..grouping };
    let Some(by) = grouping.by else { return Ok(None) };
    let listing = Listing { filter: asked.filter.clone(), ..asked.listing.clone() };
    let told = group(database, caller, kind, &listing, &grouping).await?;
    let mut wanted = Wanted::default();
    for value in told.groups.iter().filter_map(|group| group.key.as_ref()) {
        wanted.gather(&by, value);
    }
    let titles = wanted.find(visit).await?;
    let display = Display::of(visit, kind, &titles)?;
    let line = |group: &Group| {
        let within = group.filter(&by, grouping.zone);
        let is_open = within == address.within;
        let list = ListAddress { within: if is_open { String::new() } else { within }, ..address.first() };
        let sums = grouping.sums.iter().zip(&group.sums).map(|(field, sum)| added(visit.t, field, sum));
        Line {
            label: label(&display, &by, group),
            href: list.href(),
            is_open,
            count: visit.t.number(&group.count.to_string()),
            sums: sums.collect(),
        }
    };
    let is_partial = told.groups.iter().flat_map(|group| &group.sums).any(|sum| sum.hidden > 0);
    let wholes = wholes(visit, kind).await?;
    let all = ListAddress { within: String::new(), ..address.first() };
    Ok(Some(Panel {
        caption: visit.say("groups-by").with("label", visit.t.inside(&visit.t.field(kind.name, &by))).into(),
        label: visit.t.field(kind.name, &by),
        sums: grouping.sums.iter().map(|field| visit.t.field(kind.name, field)).collect(),
        lines: told.groups.iter().map(line).collect(),
        more: told.more,
        is_partial,
        wholes,
        all: if address.within.is_empty() { String::new() } else { all.href() },
    }))
}

/// What figures that are not seen come to together, of all records of the type.
async fn wholes(visit: &Visit, kind: &'static RecordType) -> Result<Vec<String>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let mut said = Vec::new();
    for field in whole::fields(caller, kind) {
        for one in whole::whole(database.read(), database.engine(), caller, kind, &field).await? {
            let sentence = visit.say("groups-whole").with("label", visit.t.field(kind.name, &field));
            let sentence = sentence.with("records", visit.t.number(&one.records.to_string()));
            said.push(sentence.with("sum", amount(visit.t, &field, one.about, one.currency)).into());
        }
    }
    Ok(said)
}

fn label(display: &Display<'_>, by: &AnyField, group: &Group) -> Shown {
    match &group.key {
        None => Shown::Muted(display.t.say("group-none").into()),
        Some(Value::Date(first)) => Shown::Text(display.t.month(first)),
        Some(value) => display.show(by, Some(value)).plain(),
    }
}

/// What a field adds up to, one text for each currency.
fn added(t: Language, field: &AnyField, sum: &Sum) -> Vec<String> {
    let totals = sum.totals.iter().filter_map(|one| Some(amount(t, field, one.amount?, one.currency)));
    let mark = if sum.hidden > 0 { "*" } else { "" };
    totals.map(|text| format!("{text}{mark}")).collect()
}

/// An amount in a currency, or a number, as people read it.
fn amount(t: Language, field: &AnyField, amount: i64, currency: Option<Currency>) -> String {
    match (field.kind, currency) {
        (_, Some(currency)) => t.money(&Money { amount, currency }),
        (Kind::Number { scale }, _) => t.number(&decimal::format(amount, scale)),
        _ => t.number(&amount.to_string()),
    }
}
