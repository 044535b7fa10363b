//! The columns of a list: those of the definition, those that the address names, and the choice between them.

use crate::console::language::Label;
use crate::console::list::address::ListAddress;
use crate::console::pairs::joined;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::record_type::{DELETED_AT, TITLE, UPDATED_AT, UPDATED_BY};
use crate::model::{AnyField, Format, Kind, RecordType};
use crate::query::list::shown_fields;
use crate::rights::{Caller, decide};

/// Columns taken from the definition, besides title, owner and time of change.
const COLUMNS: usize = 4;
/// The most columns that can be chosen.
const MOST: usize = 24;

/// A field that can be a column.
pub(super) struct Choice {
    pub(super) name: &'static str,
    pub(super) label: Label,
    pub(super) chosen: bool,
    /// The list with this column one place earlier; empty for the first.
    pub(super) earlier: String,
    /// The same with it one place later.
    pub(super) later: String,
}

/// The columns besides the title. Names that the person cannot see are passed over: an address may be older than his rights.
pub(super) fn of(caller: &Caller, kind: &RecordType, address: &ListAddress) -> Vec<AnyField> {
    let visible = choosable(caller, kind);
    let named = address.columns.split(',').map(str::trim);
    let mut columns: Vec<AnyField> = Vec::new();
    for field in named.filter_map(|name| visible.iter().find(|field| field.name == name)) {
        if !columns.contains(field) && columns.len() < MOST {
            columns.push(*field);
        }
    }
    if columns.is_empty() {
        columns = usual(caller, kind);
    }
    if address.bin {
        columns.retain(|field| *field != UPDATED_AT.any() && *field != UPDATED_BY.any());
        columns.push(DELETED_AT.any());
        // Going into the bin is the last change of what is there.
        columns.extend([UPDATED_BY.any()].into_iter().filter(|field| decide::may_see(caller, kind, field)));
    }
    columns
}

/// The columns where none are chosen: the first telling fields of the definition, the owner, and when it changed.
pub(in crate::console) fn usual(caller: &Caller, kind: &RecordType) -> Vec<AnyField> {
    let visible = shown_fields(caller, kind);
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
    columns.extend(owner.copied());
    columns.push(UPDATED_AT.any());
    columns
}

/// The fields that can be columns: all that the person sees, but for the title, which is always the first.
fn choosable(caller: &Caller, kind: &RecordType) -> Vec<AnyField> {
    let fits =
        |field: &AnyField| *field != TITLE.any() && *field != DELETED_AT.any() && !matches!(field.kind, Kind::Json);
    // A title of one field is that field.
    let is_title = |field: &AnyField| matches!(kind.title, [one] if one.name() == field.name);
    shown_fields(caller, kind).into_iter().filter(|field| fits(field) && !is_title(field)).collect()
}

/// What can be chosen: the columns in their order, then the others.
pub(super) fn choices(visit: &Visit, kind: &RecordType, address: &ListAddress) -> Result<Vec<Choice>> {
    let caller = visit.caller()?;
    let columns = of(caller, kind, &ListAddress { bin: false, ..address.clone() });
    let moved = |from: usize, to: usize| {
        let mut names: Vec<_> = columns.iter().map(|field| field.name).collect();
        names.swap(from, to);
        let list = ListAddress { columns: names.join(","), ..address.clone() };
        joined(&list.href(), "open=columns")
    };
    let chosen = columns.iter().enumerate().map(|(at, field)| Choice {
        name: field.name,
        label: visit.t.field(kind.name, field),
        chosen: true,
        earlier: if at > 0 { moved(at, at - 1) } else { String::new() },
        later: if at + 1 < columns.len() { moved(at, at + 1) } else { String::new() },
    });
    let others = choosable(caller, kind).into_iter().filter(|field| !columns.contains(field)).map(|field| Choice {
        name: field.name,
        label: visit.t.field(kind.name, &field),
        chosen: false,
        earlier: String::new(),
        later: String::new(),
    });
    Ok(chosen.chain(others).collect())
}

/// Where a choice of columns leads: those that were columns keep their places, new ones come behind them.
pub(super) fn choose(visit: &Visit, kind: &RecordType, address: &ListAddress) -> Result<Option<String>> {
    let chosen: Vec<&str> =
        visit.query.0.iter().filter(|(name, _)| name == "c").map(|(_, text)| text.as_str()).collect();
    if chosen.is_empty() {
        return Ok(None);
    }
    let caller = visit.caller()?;
    let before = of(caller, kind, &ListAddress { bin: false, ..address.clone() });
    let is_chosen = |field: &&AnyField| chosen.contains(&field.name);
    let all = choosable(caller, kind);
    let kept = before.iter().filter(is_chosen);
    let new = all.iter().filter(is_chosen).filter(|field| !before.contains(field));
    let names: Vec<_> = kept.chain(new).take(MOST).map(|field| field.name).collect();
    let is_usual = usual(caller, kind).iter().map(|field| field.name).eq(names.iter().copied());
    let columns = if is_usual && address.view.is_none() { String::new() } else { names.join(",") };
    Ok(Some(ListAddress { columns, ..address.first() }.href()))
}
