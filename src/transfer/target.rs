//! Targets: where the cells of a column go, in the short text that mappings are written in.
//!
//! `last_name`, `emails[work].value`, `addresses[visit 2].street`, `organisation_id by external_id`, `price.currency`, `name[1]`
//! (a piece of a text that several columns make up), `not active`, `full name`, and `ignore`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::{AnyField, Kind, RecordType, Schema};
use crate::query;
use crate::rights::Caller;

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    /// Nowhere.
    #[default]
    Ignore,
    /// Into a field.
    Field(String),
    /// A piece of a text field, in this place.
    Piece(String, u8),
    /// The opposite of it into a yes/no field.
    Not(String),
    /// The currency of an amount.
    Currency(String),
    /// A part of one thing in a list.
    Part {
        /// The list.
        list: String,
        /// The `type` of the thing; empty where it has none.
        of: String,
        /// Which one of that type, from 1.
        nth: u8,
        /// The part.
        part: String,
    },
    /// A link to the record that has this text in its field `by`.
    Link(String, String),
    /// First and last name of a person in one cell.
    FullName,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() || text == "ignore" {
            return Ok(Self::Ignore);
        }
        if text == "full name" {
            return Ok(Self::FullName);
        }
        if let Some((link, by)) = text.split_once(" by ") {
            return Ok(Self::Link(name(link)?, name(by)?));
        }
        if let Some(field) = text.strip_prefix("not ") {
            return Ok(Self::Not(name(field)?));
        }
        if let Some((list, rest)) = text.split_once('[') {
            let (of, part) = rest.split_once(']').ok_or_else(|| format!("`{text}` has no `]`."))?;
            let Some(part) = part.strip_prefix('.') else {
                let place = of.parse().map_err(|_| format!("`{text}` needs a number in its brackets."))?;
                return Ok(Self::Piece(name(list)?, place));
            };
            let (of, nth) = match of.rsplit_once(' ') {
                Some((of, nth)) => (of, nth.parse().map_err(|_| format!("`{text}` needs a number after the type."))?),
                None => match of.parse() {
                    Ok(nth) => ("", nth),
                    Err(_) => (of, 1),
                },
            };
            let of = if of.is_empty() { String::new() } else { name(of)? };
            return Ok(Self::Part { list: name(list)?, of, nth: nth.max(1), part: name(part)? });
        }
        match text.strip_suffix(".currency") {
            Some(field) => Ok(Self::Currency(name(field)?)),
            None => Ok(Self::Field(name(text)?)),
        }
    }
}

/// The name of a field, part or type.
fn name(text: &str) -> Result<String, String> {
    let is_name = !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if is_name { Ok(text.to_owned()) } else { Err(format!("`{text}` is not the name of a field.")) }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignore => f.write_str("ignore"),
            Self::FullName => f.write_str("full name"),
            Self::Field(field) => f.write_str(field),
            Self::Piece(field, place) => write!(f, "{field}[{place}]"),
            Self::Not(field) => write!(f, "not {field}"),
            Self::Currency(field) => write!(f, "{field}.currency"),
            Self::Link(field, by) => write!(f, "{field} by {by}"),
            Self::Part { list, of, nth, part } => match (of.as_str(), nth) {
                ("", nth) => write!(f, "{list}[{nth}].{part}"),
                (of, 1) => write!(f, "{list}[{of}].{part}"),
                (of, nth) => write!(f, "{list}[{of} {nth}].{part}"),
            },
        }
    }
}

impl TryFrom<String> for Target {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

impl Target {
    /// A part of the first thing of a type.
    pub fn part(list: &str, of: &str, part: &str) -> Self {
        Self::Part { list: list.into(), of: of.into(), nth: 1, part: part.into() }
    }

    /// The field it goes into, by name.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Ignore => None,
            Self::FullName => Some("last_name"),
            Self::Field(field)
            | Self::Piece(field, _)
            | Self::Not(field)
            | Self::Currency(field)
            | Self::Link(field, _)
            | Self::Part { list: field, .. } => Some(field),
        }
    }
}

/// A target with the fields it names.
#[derive(Debug, Clone)]
pub(super) enum Resolved {
    Ignore,
    /// The id of the record, which only matches.
    Id,
    Whole(AnyField),
    Piece(AnyField, u8),
    Not(AnyField),
    Currency(AnyField),
    Part {
        list: AnyField,
        of: String,
        nth: u8,
        part: AnyField,
    },
    /// The link, the type it leads to, and the field that is looked in.
    Link(AnyField, &'static RecordType, AnyField),
    FullName(AnyField, AnyField),
}

/// The fields that a target names, if the caller may write them; else the sentence why not.
pub(super) fn resolve(caller: &Caller, kind: &'static RecordType, target: &Target) -> Result<Resolved, String> {
    let schema = &caller.configuration.schema;
    let field = |name: &str| known(caller, kind, name);
    Ok(match target {
        Target::Ignore => Resolved::Ignore,
        Target::Field(name) if name == "id" => Resolved::Id,
        Target::Field(name) => Resolved::Whole(field(name)?),
        Target::Piece(name, place) => match field(name)? {
            text if matches!(text.kind, Kind::Text(_)) => Resolved::Piece(text, *place),
            _ => return Err(format!("`{name}` is not a text; it is not made of pieces.")),
        },
        Target::Not(name) => match field(name)? {
            yes if matches!(yes.kind, Kind::YesNo) => Resolved::Not(yes),
            _ => return Err(format!("`{name}` is not yes or no.")),
        },
        Target::Currency(name) => match field(name)? {
            money if matches!(money.kind, Kind::Money) => Resolved::Currency(money),
            _ => return Err(format!("`{name}` is not an amount of money.")),
        },
        Target::FullName => Resolved::FullName(field("first_name")?, field("last_name")?),
        Target::Link(name, by) => {
            let link = field(name)?;
            let Kind::Link(to) = link.kind else { return Err(format!("`{name}` is not a link.")) };
            let to = schema.named(to).ok_or_else(|| format!("There is no record type `{to}`."))?;
            Resolved::Link(link, to, looked_in(caller, to, by)?)
        }
        Target::Part { list: name, of, nth, part: wanted } => {
            let list = field(name)?;
            let Kind::List(items) = list.kind else { return Err(format!("`{name}` is not a list.")) };
            let part = items.parts.iter().find(|part| part.name == wanted);
            let part = *part.ok_or_else(|| format!("The things in `{name}` have no `{wanted}`."))?;
            if !of.is_empty() && !types(&list).iter().any(|(code, _)| code == of) {
                return Err(format!("The things in `{name}` have no type `{of}`."));
            }
            Resolved::Part { list, of: of.clone(), nth: *nth, part }
        }
    })
}

/// A field that the caller may write.
fn known(caller: &Caller, kind: &'static RecordType, name: &str) -> Result<AnyField, String> {
    let visible = query::list::visible_fields(caller, kind);
    let found = visible.into_iter().find(|field| field.name == name);
    let field = found.ok_or_else(|| kind.has_no_field(name))?;
    if field.computed { Err(format!("{} is kept by the program.", field.label)) } else { Ok(field) }
}

/// A field that records can be found again by: visible, and with a value that a cell can hold.
pub(super) fn looked_in(caller: &Caller, kind: &'static RecordType, name: &str) -> Result<AnyField, String> {
    if name == "id" {
        return Ok(crate::model::filter::ID);
    }
    let visible = query::list::visible_fields(caller, kind);
    let found = visible.into_iter().find(|field| field.name == name);
    let field = found.ok_or_else(|| kind.has_no_field(name))?;
    let fits = match field.kind {
        Kind::List(list) => list.parts.iter().any(|part| part.name == "value"),
        Kind::Json | Kind::Reference(_) | Kind::Money | Kind::Time => false,
        _ => true,
    };
    if fits { Ok(field) } else { Err(format!("Records cannot be found again by `{name}`.")) }
}

/// The types that the things in a list may have: codes and labels.
pub(super) fn types(list: &AnyField) -> Vec<(&'static str, &'static str)> {
    let Kind::List(items) = list.kind else { return Vec::new() };
    match items.parts.iter().find(|part| part.name == "type").map(|part| part.kind) {
        Some(Kind::Choice(choices)) => choices.iter().map(|choice| (choice.code, choice.label)).collect(),
        _ => Vec::new(),
    }
}

/// The record type of that name, if the schema has it.
pub(super) fn kind_named(schema: &Schema, name: &str) -> Result<&'static RecordType, String> {
    schema.named(name).ok_or_else(|| format!("There is no record type `{name}`."))
}
