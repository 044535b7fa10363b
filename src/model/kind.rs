//! Kinds: what sort of value a field holds, and everything the engine must know about that sort.

use crate::model::field::AnyField;

/// What sort of value a field holds (`design.md` §10.7 fixes how each is stored and written).
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// UTF-8 text without NUL.
    Text(Format),
    /// A decimal number with `scale` digits after the point, stored as i64 · 10^scale.
    Number {
        /// Digits after the decimal point, 0 to 6.
        scale: u8,
    },
    /// An amount at scale 4 with an ISO 4217 currency code: two columns.
    Money,
    /// A calendar day, stored as `YYYY-MM-DD`.
    Date,
    /// A moment, stored as microseconds since 1970 in UTC.
    Time,
    /// Yes or no, stored as 1 or 0.
    YesNo,
    /// One of a fixed list of codes.
    Choice(&'static [Choice]),
    /// The id of a record of the named type.
    Link(&'static str),
    /// The type and id of a record of one of the named types (empty: any type that can be a subject).
    Reference(&'static [&'static str]),
    /// A list of small things with parts, in a child table; written whole.
    List(&'static ListType),
    /// A JSON document, stored as canonical text.
    Json,
}

/// What a text holds, and so how it is checked, shown and entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One line of anything.
    Plain,
    /// Several lines.
    Lines,
    /// A mail address (RFC 5321 length, one `@`, no white space).
    Email,
    /// A telephone number as people write it.
    Phone,
    /// An `http` or `https` address.
    Url,
    /// ISO 3166-1 alpha-2.
    Country,
    /// BCP 47 language tag.
    Language,
    /// ISO 4217 code.
    Currency,
    /// The name of a record type.
    Type,
    /// The name of a record type, or `*` for all.
    AnyType,
}

/// One code of a choice field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is stored and sent, for example `in_progress`.
    pub code: &'static str,
    /// What people read.
    pub label: &'static str,
}

/// A code whose label is the code itself in words.
pub const fn choice(code: &'static str, label: &'static str) -> Choice {
    Choice { code, label }
}

/// What the things in a list field are made of.
#[derive(Debug, Clone, Copy)]
pub struct ListType {
    /// Name of one thing in the OpenAPI document, for example `EmailAddress`.
    pub name: &'static str,
    /// The parts. A part is a field that is itself neither list nor JSON.
    pub parts: &'static [AnyField],
    /// How many things one list may hold.
    pub max_items: u16,
}

impl Kind {
    /// Name of the kind as administrators write it when they add a field.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number { .. } => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::Time => "time",
            Self::YesNo => "yes_no",
            Self::Choice(_) => "choice",
            Self::Link(_) => "link",
            Self::Reference(_) => "reference",
            Self::List(_) => "list",
            Self::Json => "json",
        }
    }

    /// Whether values have an order that a list can be sorted by.
    pub const fn has_order(&self) -> bool {
        matches!(
            self,
            Self::Text(_) | Self::Number { .. } | Self::Money | Self::Date | Self::Time | Self::YesNo | Self::Choice(_)
        )
    }
}
