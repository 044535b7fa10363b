//! The canonical text of a filter: what is stored, shown, and read again as the same filter.

use std::fmt::{self, Display, Formatter};

use crate::clock::format_time;
use crate::model::decimal;
use crate::model::kind::Kind;

use super::{Filter, ID, Literal, Op, Part, Path, Test};

impl Op {
    const ALL: [Self; 10] =
        [Self::Eq, Self::Ne, Self::Co, Self::Sw, Self::Ew, Self::Gt, Self::Ge, Self::Lt, Self::Le, Self::Present];

    /// The operator as it is written (RFC 7644, table 3).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Co => "co",
            Self::Sw => "sw",
            Self::Ew => "ew",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Present => "pr",
        }
    }

    /// The operator of that name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|op| op.name().eq_ignore_ascii_case(name))
    }
}

impl Display for Op {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.field.name)?;
        f.write_str(match self.part {
            Part::Whole => "",
            Part::MoneyValue => ".value",
            Part::MoneyCurrency => ".currency",
            Part::ReferenceType => ".type",
            Part::ReferenceId => ".id",
        })
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.op)?;
        match &self.literal {
            Literal::None => Ok(()),
            Literal::Text(text) | Literal::Date(text) => {
                let quoted = serde_json::to_string(text).map_err(|_| fmt::Error)?;
                write!(f, " {quoted}")
            }
            Literal::Number(value) => write!(f, " {}", decimal::format(*value, self.path.scale())),
            Literal::YesNo(yes) => write!(f, " {yes}"),
            Literal::Time(at) => write!(f, " \"{}\"", format_time(*at)),
            Literal::Id(id) => write!(f, " \"{id}\""),
            Literal::Word(word) => write!(f, " \"{word}\""),
        }
    }
}

impl Path {
    /// Digits after the point of its numbers.
    fn scale(&self) -> u8 {
        match self.field.kind {
            Kind::Number { scale } => scale,
            _ => decimal::MONEY_SCALE,
        }
    }
}

/// Canonical text. Code may put filters together that no text gives, such as an `And` without members; they are written as a
/// text with the same meaning.
impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            other => write_at(other, f, Place::Alone),
        }
    }
}

/// What stands around a filter, and so which filters need parentheses there.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Alone,
    InOr,
    InAnd,
}

fn write_at(filter: &Filter, f: &mut Formatter<'_>, place: Place) -> fmt::Result {
    match filter {
        Filter::All => write!(f, "{} pr", ID.name),
        Filter::And(members) => match members.as_slice() {
            [] => write_at(&Filter::All, f, place),
            [only] => write_at(only, f, place),
            many => joined(many, " and ", f, Place::InAnd, place == Place::InAnd),
        },
        Filter::Or(members) => match members.as_slice() {
            [] => write!(f, "{} eq null", ID.name),
            [only] => write_at(only, f, place),
            many => joined(many, " or ", f, Place::InOr, place != Place::Alone),
        },
        Filter::Not(inner) => {
            if let Some(path) = absent(inner) {
                return write!(f, "{path} eq null");
            }
            f.write_str("not (")?;
            write_at(inner, f, Place::Alone)?;
            f.write_str(")")
        }
        Filter::Test(test) => write!(f, "{test}"),
        Filter::Any { list, items } => match items.as_ref() {
            Filter::All => write!(f, "{} pr", list.name),
            Filter::Test(test) => write!(f, "{}.{test}", list.name),
            Filter::Not(inner) if let Some(path) = absent(inner) => write!(f, "{}.{path} eq null", list.name),
            items => {
                write!(f, "{}[", list.name)?;
                write_at(items, f, Place::Alone)?;
                f.write_str("]")
            }
        },
    }
}

/// The path of `not (path pr)`, which is written `path eq null`.
fn absent(negated: &Filter) -> Option<&Path> {
    match negated {
        Filter::Test(Test { path, op: Op::Present, .. }) => Some(path),
        _ => None,
    }
}

fn joined(members: &[Filter], by: &str, f: &mut Formatter<'_>, place: Place, parentheses: bool) -> fmt::Result {
    if parentheses {
        f.write_str("(")?;
    }
    for (at, member) in members.iter().enumerate() {
        if at > 0 {
            f.write_str(by)?;
        }
        write_at(member, f, place)?;
    }
    if parentheses {
        f.write_str(")")?;
    }
    Ok(())
}
