//! Fields: constant data with a type, `Field<T>`, and the same without it, `AnyField`.
//!
//! Both are `Copy` and hold only static data (`design.md` §10.5): builders are `const fn`, so a definition that makes no sense
//! does not compile, and fields that an administrator adds are interned into the very same type.

use std::marker::PhantomData;

use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::kind::{Choice, Format, Kind, ListType};
use crate::model::value::{Items, Money, Reference};

/// How protected a value is. Rights say, class by class, who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataClass {
    /// Nothing special.
    Ordinary,
    /// About a person (GDPR art. 4).
    Personal,
    /// Health, belief, origin … (GDPR art. 9).
    Special,
    /// Exact sales numbers.
    Figures,
    /// What things cost us.
    Cost,
    /// Bank accounts.
    Bank,
    /// Never shown, exported or journalled in clear.
    Secret,
}

impl DataClass {
    /// All classes, in the order of the enum.
    pub const ALL: [Self; 7] =
        [Self::Ordinary, Self::Personal, Self::Special, Self::Figures, Self::Cost, Self::Bank, Self::Secret];

    /// The name in rights, the API and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Personal => "personal",
            Self::Special => "special",
            Self::Figures => "figures",
            Self::Cost => "cost",
            Self::Bank => "bank",
            Self::Secret => "secret",
        }
    }

    /// The class of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

/// A field of a record type, or a part of a list item, whatever its type.
#[derive(Debug, Clone, Copy)]
pub struct AnyField {
    /// Name in JSON, filters and the database, in small letters with underscores.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// One sentence of help; empty where the label says it all.
    pub help: &'static str,
    /// What sort of value it holds.
    pub kind: Kind,
    /// Who may see it.
    pub class: DataClass,
    /// Whether a record without it is refused.
    pub required: bool,
    /// Longest text in characters; 0 for kinds that have no length.
    pub max_length: u32,
    /// Least number, scaled as stored.
    pub minimum: i64,
    /// Largest number, scaled as stored.
    pub maximum: i64,
    /// Whether only the program writes it.
    pub computed: bool,
    /// Whether search finds it.
    pub searchable: bool,
    /// Whether lists can be sorted by it although it is a text (a stored sort key).
    pub sortable: bool,
    /// Whether no two records may hold the same value.
    pub unique: bool,
    /// Whether it is a share of a hundred, and read with a sign.
    pub percent: bool,
    /// Whether an administrator added it (its value lives in the `custom` column).
    pub custom: bool,
    /// Value of a new record that does not name it, in JSON; empty for none.
    pub default: &'static str,
}

impl AnyField {
    /// Whether the value stays inside the program for good.
    pub const fn is_secret(&self) -> bool {
        matches!(self.class, DataClass::Secret)
    }

    /// Whether lists can be sorted by it: texts only where their sort key is stored.
    pub const fn has_order(&self) -> bool {
        self.kind.has_order() && (!matches!(self.kind, Kind::Text(_)) || self.sortable)
    }

    /// The pointer and text of a problem with this field.
    pub fn problem(&self, code: &'static str, detail: impl Into<String>) -> FieldProblem {
        FieldProblem::of(self.name, code, detail)
    }
}

/// Two fields are the same where their names are; names are unique within a record type.
impl PartialEq for AnyField {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A field whose value is a `T`.
#[derive(Debug)]
pub struct Field<T> {
    any: AnyField,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Field<T> {}

impl<T> Field<T> {
    const fn new(name: &'static str, label: &'static str, kind: Kind) -> Self {
        let (minimum, maximum) = match kind {
            // ±10^15 leaves room for sums in i64.
            Kind::Number { .. } | Kind::Money => (-1_000_000_000_000_000, 1_000_000_000_000_000),
            _ => (i64::MIN, i64::MAX),
        };
        let max_length = match kind {
            Kind::Text(Format::Lines) | Kind::Json => 20_000,
            Kind::Text(Format::Email) => 254,
            Kind::Text(Format::Phone) => 40,
            Kind::Text(Format::Url) => 2_000,
            Kind::Text(Format::Country) => 2,
            Kind::Text(Format::Language) => 35,
            Kind::Text(Format::Currency) => 3,
            Kind::Text(Format::Type | Format::AnyType) => 60,
            Kind::Text(Format::Plain) => 200,
            _ => 0,
        };
        let any = AnyField {
            name,
            label,
            help: "",
            kind,
            class: DataClass::Ordinary,
            required: false,
            max_length,
            minimum,
            maximum,
            computed: false,
            searchable: false,
            sortable: false,
            unique: false,
            percent: false,
            custom: false,
            default: "",
        };
        Self { any, value: PhantomData }
    }

    /// The field without its type, for the table of a record type.
    pub const fn any(self) -> AnyField {
        self.any
    }

    /// The name in JSON, filters and the database.
    pub const fn name(self) -> &'static str {
        self.any.name
    }

    /// A record without it is refused.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.any.required = true;
        self
    }

    /// Says who may see it.
    #[must_use]
    pub const fn class(mut self, class: DataClass) -> Self {
        self.any.class = class;
        self
    }

    /// Adds a sentence of help.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.any.help = help;
        self
    }

    /// Only the program writes it.
    #[must_use]
    pub const fn computed(mut self) -> Self {
        self.any.computed = true;
        self
    }

    /// No two records may hold the same value.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.any.unique = true;
        self
    }

    /// Value of a new record that does not name it, written as JSON.
    #[must_use]
    pub const fn default(mut self, json: &'static str) -> Self {
        self.any.default = json;
        self
    }

    /// A problem with this field: the rule that was broken, as a stable code for programs, and a sentence for people.
    pub fn problem(self, rule: &'static str, detail: impl Into<String>) -> FieldProblem {
        self.any.problem(rule, detail)
    }
}

impl Field<String> {
    /// Limits the length, in characters.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.any.max_length = characters;
        self
    }

    /// Search finds it.
    #[must_use]
    pub const fn searchable(mut self) -> Self {
        self.any.searchable = true;
        self
    }

    /// Lists can be sorted by it.
    #[must_use]
    pub const fn sortable(mut self) -> Self {
        self.any.sortable = true;
        self
    }
}

impl Field<serde_json::Value> {
    /// Limits the length of the document, in bytes.
    #[must_use]
    pub const fn max_bytes(mut self, bytes: u32) -> Self {
        self.any.max_length = bytes;
        self
    }
}

impl Field<Money> {
    /// Nothing below zero.
    #[must_use]
    pub const fn not_negative(mut self) -> Self {
        self.any.minimum = 0;
        self
    }
}

impl Field<i64> {
    /// A share of a hundred.
    #[must_use]
    pub const fn percent(mut self) -> Self {
        self.any.percent = true;
        self.between(0, 100)
    }

    /// Least and largest value, scaled as stored.
    #[must_use]
    pub const fn between(mut self, minimum: i64, maximum: i64) -> Self {
        self.any.minimum = minimum;
        self.any.maximum = maximum;
        self
    }
}

/// One line of text, at most 200 characters unless said otherwise.
pub const fn text(name: &'static str, label: &'static str) -> Field<String> {
    Field::new(name, label, Kind::Text(Format::Plain))
}
/// A text of a special form.
pub const fn formatted(name: &'static str, label: &'static str, format: Format) -> Field<String> {
    Field::new(name, label, Kind::Text(format))
}
/// A text of several lines.
pub const fn lines(name: &'static str, label: &'static str) -> Field<String> {
    Field::new(name, label, Kind::Text(Format::Lines))
}
/// A decimal number with `scale` digits after the point.
pub const fn number(name: &'static str, label: &'static str, scale: u8) -> Field<i64> {
    Field::new(name, label, Kind::Number { scale })
}
/// An amount of money.
pub const fn money(name: &'static str, label: &'static str) -> Field<Money> {
    Field::new(name, label, Kind::Money)
}
/// A calendar day.
pub const fn date(name: &'static str, label: &'static str) -> Field<Date> {
    Field::new(name, label, Kind::Date)
}
/// A moment.
pub const fn time(name: &'static str, label: &'static str) -> Field<Time> {
    Field::new(name, label, Kind::Time)
}
/// Yes or no.
pub const fn yes_no(name: &'static str, label: &'static str) -> Field<bool> {
    Field::new(name, label, Kind::YesNo)
}
/// One of a list of codes.
pub const fn one_of(name: &'static str, label: &'static str, choices: &'static [Choice]) -> Field<String> {
    Field::new(name, label, Kind::Choice(choices))
}
/// A link to a record of the named type.
pub const fn link(name: &'static str, label: &'static str, target: &'static str) -> Field<Id> {
    Field::new(name, label, Kind::Link(target))
}
/// A link to a record of one of several types.
pub const fn reference(name: &'static str, label: &'static str, targets: &'static [&'static str]) -> Field<Reference> {
    Field::new(name, label, Kind::Reference(targets))
}
/// A list of small things with parts.
pub const fn list(name: &'static str, label: &'static str, items: &'static ListType) -> Field<Items> {
    Field::new(name, label, Kind::List(items))
}
/// A JSON document.
pub const fn json(name: &'static str, label: &'static str) -> Field<serde_json::Value> {
    Field::new(name, label, Kind::Json)
}

/// Marks a field as a calendar day: its values are ISO texts, `YYYY-MM-DD`.
#[derive(Debug)]
pub struct Date;
/// Marks a field as a moment: its values are microseconds since 1970 in UTC.
#[derive(Debug)]
pub struct Time;
