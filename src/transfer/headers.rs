//! Headers: what our own exports call their columns, so that people read them and a later import knows them again.

use crate::model::kind::{Kind, ListType};
use crate::model::record_type::COMMON;
use crate::model::{AnyField, RecordType, Schema};
use crate::transfer::lookup::is_title;
use crate::transfer::target::{Target, types};

/// The most things of one type that get columns of their own.
pub(super) const MOST_NTH: u8 = 5;

/// What one thing of a list is called.
fn single(list: &AnyField) -> &'static str {
    match list.name {
        "emails" => "E-mail",
        "phones" => "Telephone",
        "addresses" => "Address",
        _ => list.label,
    }
}

/// The header of a part of a thing in a list: `E-mail (Work)`, `Address 2 (Visit) City`.
pub(super) fn of_part(list: &AnyField, of: Option<&str>, nth: u8, part: &AnyField) -> String {
    let mut header = single(list).to_owned();
    if nth > 1 {
        header = format!("{header} {nth}");
    }
    if let Some((_, label)) = of.and_then(|of| types(list).into_iter().find(|(code, _)| *code == of)) {
        header = format!("{header} ({label})");
    }
    if part.name != "value" {
        header = format!("{header} {}", part.label);
    }
    header
}

/// The parts that get columns; the type stands in the header.
pub(super) fn parts(list: &'static ListType) -> impl Iterator<Item = &'static AnyField> {
    let is_typed = list.parts.iter().any(|part| part.name == "type" && matches!(part.kind, Kind::Choice(_)));
    list.parts.iter().filter(move |part| !is_typed || part.name != "type")
}

/// The header of a link's id; the header of the link alone is over the title of what it leads to.
pub(super) fn of_id(link: &AnyField) -> String {
    format!("{} id", link.label)
}

/// The header of the currency of an amount.
pub(super) fn of_currency(money: &AnyField) -> String {
    format!("{} currency", money.label)
}

/// Every header that an export of a type may have, with where its cells belong.
pub(super) fn all(schema: &Schema, kind: &'static RecordType) -> Vec<(String, Target)> {
    let mut known = vec![("Id".to_owned(), Target::Field("id".into()))];
    known.extend(COMMON.iter().map(|field| (field.label.to_owned(), Target::Ignore)));
    for field in schema.fields(kind).iter().filter(|field| !field.is_secret()) {
        let whole = if field.computed { Target::Ignore } else { Target::Field(field.name.into()) };
        match field.kind {
            Kind::Link(to) => {
                let by = schema.named(to).and_then(|to| to.fields.iter().find(|field| is_title(to, field)));
                let link = by.filter(|_| !field.computed).map(|by| Target::Link(field.name.into(), by.name.into()));
                known.push((field.label.to_owned(), link.unwrap_or_default()));
                known.push((of_id(field), whole));
            }
            Kind::Money => {
                let currency = if field.computed { Target::Ignore } else { Target::Currency(field.name.into()) };
                known.push((field.label.to_owned(), whole));
                known.push((of_currency(field), currency));
            }
            Kind::List(list) => {
                known.push((field.label.to_owned(), whole));
                let codes = std::iter::once(None).chain(types(field).into_iter().map(|(code, _)| Some(code)));
                for of in codes {
                    for nth in 1..=MOST_NTH {
                        for part in parts(list) {
                            let target = Target::Part {
                                list: field.name.into(),
                                of: of.unwrap_or_default().into(),
                                nth,
                                part: part.name.into(),
                            };
                            known.push((of_part(field, of, nth, part), target));
                        }
                    }
                }
            }
            _ => known.push((field.label.to_owned(), whole)),
        }
    }
    known
}
