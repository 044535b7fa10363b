//! Cards: people and companies as the columns that the writer of vCards takes.

use crate::model::{AnyField, RecordType, Value};
use crate::query::Found;
use crate::transfer::flatten::{cell_of, title};
use crate::transfer::table::{Cell, Parts};
use crate::transfer::vcard::COLUMNS;

/// Whether records of this type can be written as cards.
pub(super) fn fits(kind: &RecordType) -> bool {
    matches!(kind.name, "contact" | "organisation")
}

/// The columns of a card.
pub(super) fn columns() -> Vec<String> {
    COLUMNS.iter().map(ToString::to_string).collect()
}

/// The cells of a card.
pub(super) fn row(kind: &RecordType, found: &Found) -> Vec<Cell> {
    COLUMNS
        .iter()
        .map(|column| if kind.name == "contact" { person(kind, column, found) } else { company(kind, column, found) })
        .collect()
}

fn value(kind: &RecordType, name: &str, found: &Found) -> Cell {
    let field: Option<&AnyField> = kind.own_field(name);
    field.zip(found.record.value(name)).map_or(Cell::Empty, |(field, value)| cell_of(field, value))
}

fn uid(found: &Found) -> Cell {
    Cell::text(found.record.id.to_string())
}

fn person(kind: &RecordType, column: &str, found: &Found) -> Cell {
    match column {
        "full_name" => Cell::text(found.record.text("title").unwrap_or_default()),
        "organisation" => title("organisation_id", found).map_or(Cell::Empty, Cell::text),
        "languages" => value(kind, "language", found),
        "addresses" => addresses(value(kind, "addresses", found)),
        "uid" => uid(found),
        "first_name" | "last_name" | "job_title" | "birthday" | "emails" | "phones" | "notes" => {
            value(kind, column, found)
        }
        _ => Cell::Empty,
    }
}

fn company(kind: &RecordType, column: &str, found: &Found) -> Cell {
    let one = |name: &str| match found.record.value(name) {
        Some(Value::Text(text)) => {
            Cell::List(vec![Parts::from([("type".into(), "work".into()), ("value".into(), text.clone())])])
        }
        _ => Cell::Empty,
    };
    match column {
        "full_name" | "organisation" => value(kind, "name", found),
        "emails" => one("email"),
        "phones" => one("phone"),
        "urls" => one("website"),
        "addresses" => addresses(value(kind, "addresses", found)),
        "languages" => value(kind, "language", found),
        "notes" => value(kind, "notes", found),
        "uid" => uid(found),
        "kind" => Cell::text("org"),
        _ => Cell::Empty,
    }
}

/// Cards know work and home; other kinds of address stand there as their label.
fn addresses(cell: Cell) -> Cell {
    let Cell::List(mut items) = cell else { return cell };
    for item in &mut items {
        match item.remove("type").as_deref() {
            Some("visit") => drop(item.insert("type".into(), "work".into())),
            Some("home") => drop(item.insert("type".into(), "home".into())),
            Some(other) => drop(item.insert("label".into(), other.to_owned())),
            None => {}
        }
    }
    Cell::List(items)
}
