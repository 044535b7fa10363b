//! The schema: all record types of this installation with the fields its administrators added.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::model::field::{AnyField, DataClass};
use crate::model::kind::{Choice, Kind};
use crate::model::record_type::{COMMON, RecordType};

/// The most different texts that definitions of added fields may hold over the life of a process.
const MOST_INTERNED: usize = 100_000;

/// Definition of a field that an administrator added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// Name of the record type it is added to.
    pub record_type: String,
    /// Name in JSON and filters.
    pub name: String,
    /// What people read.
    pub label: String,
    /// One sentence of help.
    pub help: String,
    /// Name of the kind: text, number, money, date, choice, `yes_no`, link.
    pub kind: String,
    /// Digits after the point, for numbers.
    pub scale: u8,
    /// Codes and labels, for choices.
    pub choices: Vec<(String, String)>,
    /// Name of the record type that a link leads to.
    pub target: String,
    /// Who may see it.
    pub class: DataClass,
    /// Whether a record without it is refused.
    pub required: bool,
    /// Whether search finds it (texts only).
    pub searchable: bool,
}

/// All record types with all their fields.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    types: Vec<&'static RecordType>,
    fields: HashMap<&'static str, Vec<AnyField>>,
}

impl Schema {
    /// Puts the types and the added fields together. An added field that cannot be understood is left out.
    pub fn new(types: &[&'static RecordType], custom: &[CustomField]) -> Self {
        let mut fields = HashMap::new();
        for kind in types {
            let mut all: Vec<AnyField> = kind.fields.to_vec();
            all.extend(custom.iter().filter(|field| field.record_type == kind.name).filter_map(interned));
            all.extend_from_slice(&COMMON);
            fields.insert(kind.name, all);
        }
        Self { types: types.to_vec(), fields }
    }

    /// All record types, in the order of their list.
    pub fn types(&self) -> &[&'static RecordType] {
        &self.types
    }

    /// The type of that name in the singular.
    pub fn named(&self, name: &str) -> Option<&'static RecordType> {
        self.types.iter().find(|kind| kind.name == name).copied()
    }

    /// The type of that name in the plural, as in addresses.
    pub fn collection(&self, plural: &str) -> Option<&'static RecordType> {
        self.types.iter().find(|kind| kind.plural == plural).copied()
    }

    /// All fields of a type: its own, the added ones, and those every record has. The id is not among them.
    pub fn fields(&self, kind: &RecordType) -> &[AnyField] {
        self.fields.get(kind.name).map_or(&[], Vec::as_slice)
    }

    /// The field of that name.
    pub fn field(&self, kind: &RecordType, name: &str) -> Option<&AnyField> {
        self.fields(kind).iter().find(|field| field.name == name)
    }

    /// Fields that administrators added to a type.
    pub fn custom(&self, kind: &RecordType) -> impl Iterator<Item = &AnyField> {
        self.fields(kind).iter().filter(|field| field.custom)
    }
}

/// An added field as the same type as all others; `None` where its definition makes no sense or the bound is reached.
fn interned(definition: &CustomField) -> Option<AnyField> {
    let kind = match definition.kind.as_str() {
        "text" => Kind::Text(crate::model::kind::Format::Plain),
        "number" => Kind::Number { scale: definition.scale.min(6) },
        "money" => Kind::Money,
        "date" => Kind::Date,
        "yes_no" => Kind::YesNo,
        "link" => Kind::Link(intern(&definition.target)?),
        "choice" => Kind::Choice(intern_choices(&definition.choices)?),
        _ => return None,
    };
    let base = crate::model::field::text("", "").any();
    let amount = matches!(kind, Kind::Number { .. } | Kind::Money);
    Some(AnyField {
        name: intern(&definition.name)?,
        label: intern(&definition.label)?,
        help: intern(&definition.help)?,
        kind,
        class: definition.class,
        required: definition.required,
        max_length: if matches!(kind, Kind::Text(_)) { 2_000 } else { 0 },
        minimum: if amount { -1_000_000_000_000_000 } else { i64::MIN },
        maximum: if amount { 1_000_000_000_000_000 } else { i64::MAX },
        searchable: definition.searchable && matches!(kind, Kind::Text(_)),
        custom: true,
        ..base
    })
}

/// A text that lives as long as the process; each distinct one is kept once, and their number is bounded.
fn intern(text: &str) -> Option<&'static str> {
    static KNOWN: Mutex<Option<HashMap<String, &'static str>>> = Mutex::new(None);
    let mut guard = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = guard.get_or_insert_default();
    if let Some(found) = known.get(text) {
        return Some(found);
    }
    if known.len() >= MOST_INTERNED {
        return None;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(text.to_owned(), kept);
    Some(kept)
}

/// A list of choices that lives as long as the process, kept once for each distinct list.
fn intern_choices(choices: &[(String, String)]) -> Option<&'static [Choice]> {
    static KNOWN: Mutex<Vec<&'static [Choice]>> = Mutex::new(Vec::new());
    let wanted = choices
        .iter()
        .map(|(code, label)| Some(Choice { code: intern(code)?, label: intern(label)? }))
        .collect::<Option<Vec<_>>>()?;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.iter().find(|list| **list == wanted.as_slice()) {
        return Some(found);
    }
    if known.len() >= MOST_INTERNED {
        return None;
    }
    let kept: &'static [Choice] = Box::leak(wanted.into_boxed_slice());
    known.push(kept);
    Some(kept)
}
