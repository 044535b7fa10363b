//! From names to fields. What the caller may not use does not exist here, not even as a suggestion.

use std::fmt::Display;

use crate::model::field::{AnyField, DataClass};
use crate::model::kind::{Kind, ListType};
use crate::model::record_type::RecordType;
use crate::model::schema::Schema;

use super::fault::Fault;
use super::scan::shorten;
use super::{ID, Part, Path};

/// The fields that a filter can name.
pub(super) struct Names<'a> {
    pub(super) schema: &'a Schema,
    pub(super) kind: &'a RecordType,
    pub(super) may_use: &'a dyn Fn(&AnyField) -> bool,
    /// Whether words such as `me` can be used, and so are named in errors.
    pub(super) words: bool,
}

/// What a path leads to.
pub(super) enum Target {
    /// A value of the record, or of the item whose brackets we are in.
    Field(Path),
    /// A list that is followed by brackets.
    Items(AnyField),
    /// A part of some item: `emails.value`.
    Item(AnyField, Path),
}

impl Names<'_> {
    /// Follows the names from the record or, within brackets, from an item of the list.
    pub(super) fn resolve(
        &self,
        scope: Option<&AnyField>,
        segments: &[String],
        brackets: bool,
    ) -> Result<Target, Fault> {
        let Some((name, rest)) = segments.split_first() else {
            return Err(Fault::new("no-name", "expected the name of a field.", &[]));
        };
        let field = match scope {
            None => self.field(name)?,
            Some(list) => self.part(list, name)?,
        };
        match (&field.kind, rest) {
            (Kind::Json, _) => {
                let sentence = "`{name}` holds a JSON document; a filter cannot look into it.";
                Err(Fault::new("json", sentence, &[("name", name)]))
            }
            (Kind::List(_), []) if brackets => Ok(Target::Items(field)),
            (Kind::List(_), []) => Ok(Target::Field(Path { field, part: Part::Whole })),
            (Kind::List(_), [..]) if brackets => {
                let sentence = "brackets follow the name of the list itself: write `{name}[…]`.";
                Err(Fault::new("brackets", sentence, &[("name", name)]))
            }
            (Kind::List(_), [part, rest @ ..]) => {
                let part = self.part(&field, part)?;
                Ok(Target::Item(field, component(part, rest)?))
            }
            (_, _) if brackets => {
                Err(Fault::new("no-list", "`{name}` is not a list; only lists take brackets.", &[("name", name)]))
            }
            (_, rest) => Ok(Target::Field(component(field, rest)?)),
        }
    }

    /// The record-level field of that name, if the caller may use it.
    fn field(&self, name: &str) -> Result<AnyField, Fault> {
        if name == ID.name {
            return Ok(ID);
        }
        let usable = || self.schema.fields(self.kind).iter().filter(|field| self.is_usable(field));
        usable().find(|field| field.name == name).copied().ok_or_else(|| {
            let unknown = Fault::new("no-field", "There is no field `{name}`.", &[("name", &short(name))]);
            unknown.near(meant(name, usable().map(|field| field.name).chain([ID.name])))
        })
    }

    /// The part of that name of the items of a list, if the caller may use it.
    fn part(&self, list: &AnyField, name: &str) -> Result<AnyField, Fault> {
        let parts = if let Kind::List(ListType { parts, .. }) = list.kind { *parts } else { &[] };
        let usable = || parts.iter().filter(|part| !part.is_secret() && (self.may_use)(part));
        usable().find(|part| part.name == name).copied().ok_or_else(|| {
            let with: [(_, &dyn Display); 2] = [("list", &list.name), ("name", &short(name))];
            let unknown = Fault::new("no-part", "There is no part of `{list}` `{name}`.", &with);
            unknown.near(meant(name, usable().map(|part| part.name)))
        })
    }

    /// Secrets are out of reach for everybody: a filter could guess them letter by letter.
    fn is_usable(&self, field: &AnyField) -> bool {
        self.kind.class_of(field) != DataClass::Secret && !field.is_secret() && (self.may_use)(field)
    }
}

/// The named component of a value, or the value itself.
fn component(field: AnyField, names: &[String]) -> Result<Path, Fault> {
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let part = match (&field.kind, names.as_slice()) {
        (_, []) => Part::Whole,
        (Kind::Money, ["value"]) => Part::MoneyValue,
        (Kind::Money, ["currency"]) => Part::MoneyCurrency,
        (Kind::Reference(_), ["type"]) => Part::ReferenceType,
        (Kind::Reference(_), ["id"]) => Part::ReferenceId,
        (Kind::Money, _) => {
            let sentence = "`{name}` has the parts `{name}.value` and `{name}.currency` only.";
            return Err(Fault::new("money-parts", sentence, &[("name", &field.name)]));
        }
        (Kind::Reference(_), _) => {
            let sentence = "`{name}` has the parts `{name}.type` and `{name}.id` only.";
            return Err(Fault::new("link-parts", sentence, &[("name", &field.name)]));
        }
        _ => return Err(Fault::new("no-parts", "`{name}` has no parts.", &[("name", &field.name)])),
    };
    Ok(Path { field, part })
}

/// A name that leads nowhere, in a length fit for an error.
fn short(name: &str) -> String {
    let mut name = name.to_owned();
    shorten(&mut name);
    name
}

/// The name that was meant, as it is quoted.
fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|near| format!("`{near}`"))
}

/// The known word that is most like the one written, if any is like it at all: a slip in three letters.
pub(super) fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_ascii_lowercase();
    let most = written.len().div_ceil(3).min(3);
    known
        // Words this different in length are not near, and need not be compared.
        .filter(|word| word.len().abs_diff(written.len()) <= most)
        .map(|word| (distance(&written, &word.to_ascii_lowercase()), word))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Levenshtein distance, in bytes: names are ASCII.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        for (b, cell) in right.bytes().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(a != b);
            diagonal = *cell;
            before = replaced.min(*cell + 1).min(before + 1);
            *cell = before;
        }
    }
    // The first cell stands for an empty right side, whose distance is the whole left side.
    if right.is_empty() { left.len() } else { row.last().copied().unwrap_or_default() }
}
