//! Filters: the language of lists, sharing rules, automation conditions and saved views (RFC 7644 §3.4.2.2).
//!
//! Logic has two values. A comparison with a value that is missing is false, except `ne`, which is true: so `not (x eq v)`
//! is `x ne v`, every `not` is the complement, and De Morgan's laws hold. The SQL form follows the same table.
//! A test of a list holds where *some* item satisfies it; conditions inside one pair of brackets are about the same item.

mod currency;
mod fault;
mod literal;
mod matches;
mod parser;
mod print;
mod resolve;
mod scan;
pub mod sql;
#[cfg(test)]
mod tests;
mod words;

use crate::clock::Micros;
use crate::error::Result;
use crate::id::Id;
use crate::model::field::{self, AnyField};
use crate::model::record_type::RecordType;
use crate::model::schema::Schema;

pub use matches::matches;
pub use words::{Anchor, Asker, Word};

/// The longest filter, in bytes of its text and of its canonical text (`design.md` §8).
pub const LONGEST: usize = 4 * 1024;
/// The deepest nesting of parentheses and brackets.
pub const DEEPEST: usize = 16;
/// The most comparisons in one filter.
pub const MOST_TESTS: usize = 200;

/// The id of a record as a field: it is in no definition, but it can be filtered by.
pub const ID: AnyField = field::link("id", "Id", "").any();

/// A condition over one record, resolved against the schema.
///
/// `parse` gives the canonical shape: `And` and `Or` have at least two members, none of which is of the same sort, and `All`
/// stands only alone. Filters that code puts together with [`Filter::and`] keep it.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Every record; the empty text.
    All,
    /// All of these hold; with no members it holds.
    And(Vec<Filter>),
    /// Any of these holds; with no members it does not.
    Or(Vec<Filter>),
    /// This does not hold.
    Not(Box<Filter>),
    /// One comparison.
    Test(Test),
    /// Some item of the list satisfies all of it (RFC 7644 §3.4.2.2, value paths); an empty list has no such item.
    Any {
        /// The list.
        list: AnyField,
        /// What the item has to satisfy; the paths in it are parts of the item.
        items: Box<Filter>,
    },
}

/// One comparison of a value with a literal.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The value.
    pub path: Path,
    /// How it is compared.
    pub op: Op,
    /// What it is compared with.
    pub literal: Literal,
}

/// Where a value is found: in a field of the record or, within [`Filter::Any`], in a part of the item.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The field or part; [`ID`] for the id of the record.
    pub field: AnyField,
    /// Which component of it.
    pub part: Part,
}

/// Which component of a value; only amounts of money and references have any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The value itself.
    Whole,
    /// `amount.value`: the number, at scale 4.
    MoneyValue,
    /// `amount.currency`: the ISO 4217 code.
    MoneyCurrency,
    /// `subject.type`: the name of the record type.
    ReferenceType,
    /// `subject.id`: the id of the record.
    ReferenceId,
}

/// The operators of RFC 7644, table 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// The very same value; case and accents count.
    Eq,
    /// The complement of `eq`: true for a missing value.
    Ne,
    /// The text contains the literal, ASCII case aside.
    Co,
    /// The text starts with the literal, ASCII case aside.
    Sw,
    /// The text ends with the literal, ASCII case aside.
    Ew,
    /// Larger or later; for texts behind it in the order of `fold::sort_key`, and so for the next three.
    Gt,
    /// Not before.
    Ge,
    /// Smaller or earlier.
    Lt,
    /// Not behind.
    Le,
    /// There is a value; a list has an item.
    Present,
}

/// What a value is compared with, in the type of the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// Nothing: [`Op::Present`] compares with nothing, and nothing else does.
    None,
    /// A text as it was written , the code of a choice, a currency or the name of a record type.
    Text(String),
    /// A number, scaled as its field; an amount at scale 4.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// A moment.
    Time(Micros),
    /// A calendar day, `YYYY-MM-DD`.
    Date(String),
    /// The id of a record.
    Id(Id),
    /// What means something else to everybody, until it is settled.
    Word(Word),
}

/// Reads a filter over records of this type; blank text is [`Filter::All`].
///
/// `may_use` says which fields the caller may filter by. It is asked about record-level fields ([`ID`] excepted, which every
/// caller knows) and then about the part of a list as well, whose data class may be another. A field that it refuses is
/// reported exactly like one that does not exist, and is never suggested.
///
/// All errors are `Error::Invalid` at `/filter` with the code `filter`, but for amounts that are compared without a currency:
/// `currency_needed`.
/// Words such as `me` and `today` are refused: what gives rights, or is applied by a program, means the same to everybody.
pub fn parse(schema: &Schema, kind: &RecordType, text: &str, may_use: &dyn Fn(&AnyField) -> bool) -> Result<Filter> {
    let filter = parser::parse(&resolve::Names { schema, kind, may_use, words: false }, text)?;
    if filter.has_words() {
        let sentence = "`me` and days such as `today` can be used in lists and views only.";
        return Err(fault::Fault::new("words", sentence, &[]).into());
    }
    Ok(filter)
}

/// The same where somebody asks: the filter has to be settled for him before it is applied.
pub fn parse_with_words(
    schema: &Schema,
    kind: &RecordType,
    text: &str,
    may_use: &dyn Fn(&AnyField) -> bool,
) -> Result<Filter> {
    parser::parse(&resolve::Names { schema, kind, may_use, words: true }, text)
}

impl Filter {
    /// Both this and the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, only) | (only, Self::All) => only,
            (Self::And(mut parts), Self::And(more)) => {
                parts.extend(more);
                Self::And(parts)
            }
            (Self::And(mut parts), last) => {
                parts.push(last);
                Self::And(parts)
            }
            (first, Self::And(more)) => Self::And(std::iter::once(first).chain(more).collect()),
            (first, second) => Self::And(vec![first, second]),
        }
    }

    /// Every record-level field it touches, each once, in the order of the text; lists count as a whole, and [`ID`] as a field.
    pub fn fields(&self) -> Vec<AnyField> {
        let mut found: Vec<AnyField> = Vec::new();
        self.visit(None, &mut |list, field| {
            let field = list.unwrap_or(field);
            if !found.contains(field) {
                found.push(*field);
            }
        });
        found
    }

    /// Every part of a list it touches, as pairs of list and part, each once: a part may be more protected than its list.
    pub fn parts(&self) -> Vec<(AnyField, AnyField)> {
        let mut found: Vec<(AnyField, AnyField)> = Vec::new();
        self.visit(None, &mut |list, field| {
            if let Some(list) = list {
                let pair = (*list, *field);
                if !found.contains(&pair) {
                    found.push(pair);
                }
            }
        });
        found
    }

    /// Calls `see` with each list (where there is one) and field that is tested.
    fn visit<'a>(&'a self, list: Option<&'a AnyField>, see: &mut dyn FnMut(Option<&'a AnyField>, &'a AnyField)) {
        match self {
            Self::All => list.into_iter().for_each(|list| see(None, list)),
            Self::And(members) | Self::Or(members) => members.iter().for_each(|member| member.visit(list, see)),
            Self::Not(inner) => inner.visit(list, see),
            Self::Test(test) => see(list, &test.path.field),
            Self::Any { list, items } => items.visit(Some(list), see),
        }
    }
}
