//! Which operators a value takes, and what a literal means for it.

use std::fmt::Display;

use crate::clock;
use crate::id::Id;
use crate::model::decimal;
use crate::model::kind::Kind;
use crate::model::schema::Schema;
use crate::model::value::Currency;

use super::fault::Fault;
use super::resolve::nearest;
use super::scan::{Raw, shorten};
use super::{Literal, Op, Part, Path, Word};

const NOTHING: &[Op] = &[Op::Present];
const SAMENESS: &[Op] = &[Op::Eq, Op::Ne, Op::Present];
const ORDER: &[Op] = &[Op::Eq, Op::Ne, Op::Gt, Op::Ge, Op::Lt, Op::Le, Op::Present];
const LETTERS: &[Op] = &[Op::Eq, Op::Ne, Op::Co, Op::Sw, Op::Ew, Op::Present];
const EVERYTHING: &[Op] = &[Op::Eq, Op::Ne, Op::Co, Op::Sw, Op::Ew, Op::Gt, Op::Ge, Op::Lt, Op::Le, Op::Present];

/// Most codes that an error lists.
const MOST_LISTED: usize = 12;

impl Path {
    /// The operators that the value takes. Texts have an order only where a sort key is stored.
    pub fn ops(&self) -> &'static [Op] {
        match (&self.field.kind, self.part) {
            (Kind::Text(_), _) if self.field.sortable => EVERYTHING,
            (Kind::Text(_), _) => LETTERS,
            (Kind::Number { .. } | Kind::Date | Kind::Time, _) | (Kind::Money, Part::MoneyValue) => ORDER,
            (Kind::YesNo | Kind::Choice(_) | Kind::Link(_), _)
            | (Kind::Money, Part::MoneyCurrency)
            | (Kind::Reference(_), Part::ReferenceType | Part::ReferenceId) => SAMENESS,
            (Kind::Money | Kind::Reference(_) | Kind::List(_) | Kind::Json, _) => NOTHING,
        }
    }
}

/// Whether the operator can be used with the value; otherwise what can be.
pub(super) fn offered(path: &Path, op: Op) -> Result<(), Fault> {
    let ops = path.ops();
    if ops.contains(&op) {
        return Ok(());
    }
    let known = ops.iter().map(|op| format!("`{op}`")).collect::<Vec<_>>().join(", ");
    let with: [(_, &dyn Display); 3] = [("path", path), ("op", &op), ("known", &known)];
    let fault = Fault::new("no-operator", "`{path}` cannot be compared with `{op}`; it takes {known}.", &with);
    let name: [(_, &dyn Display); 1] = [("name", &path.field.name)];
    Err(match (&path.field.kind, path.part) {
        (Kind::Money, Part::Whole) => {
            let sentence = "{before} Compare its parts: `{name}.value gt 1000 and {name}.currency eq \"EUR\"`.";
            fault.then("compare-money", sentence, &name)
        }
        (Kind::Reference(_), Part::Whole) => {
            fault.then("compare-link", "{before} Compare its parts, `{name}.type` and `{name}.id`.", &name)
        }
        (Kind::List(_), _) => fault.then("compare-list", "{before} Compare a part of its items: `{name}[…]`.", &name),
        _ => fault,
    })
}

/// The literal in the type of the value.
pub(super) fn typed(schema: &Schema, path: &Path, op: Op, raw: Raw) -> Result<Literal, Fault> {
    if let Raw::Text(text) | Raw::Word(text) = &raw
        && let Some(word) = Word::of(path.field.kind, text)
    {
        return Ok(Literal::Word(word));
    }
    match (&path.field.kind, path.part) {
        (Kind::Text(_), _) => text(path, op, raw),
        (Kind::Number { scale }, _) => number(path, *scale, raw),
        (Kind::Money, Part::MoneyValue) => number(path, decimal::MONEY_SCALE, raw),
        (Kind::Money, _) => match raw {
            Raw::Text(code) if Currency::parse(&code).is_some() => Ok(Literal::Text(code)),
            _ => Err(compared(
                path,
                "currency",
                "`{path}` is compared with an ISO 4217 code in capitals, for example \"EUR\".",
            )),
        },
        (Kind::Date, _) => match raw {
            Raw::Text(day) if is_calendar_day(&day) => Ok(Literal::Date(day)),
            _ => Err(compared(path, "day", "`{path}` is compared with a day that exists, for example \"2026-11-24\".")),
        },
        (Kind::Time, _) => time(path, raw),
        (Kind::YesNo, _) => match raw {
            Raw::YesNo(yes) => Ok(Literal::YesNo(yes)),
            _ => Err(compared(path, "yes-no", "`{path}` is compared with `true` or `false`, without quotes.")),
        },
        (Kind::Choice(choices), _) => code(path, raw, choices.iter().map(|choice| choice.code)),
        (Kind::Reference([]), Part::ReferenceType) => {
            code(path, raw, schema.types().iter().filter(|kind| kind.subject).map(|kind| kind.name))
        }
        (Kind::Reference(targets), Part::ReferenceType) => code(path, raw, targets.iter().copied()),
        (Kind::Link(_) | Kind::Reference(_), _) => match raw {
            Raw::Text(text) => text.parse::<Id>().map(Literal::Id).map_err(|()| not_an_id(path)),
            _ => Err(not_an_id(path)),
        },
        // `offered` lets nothing but `pr` through for these.
        (Kind::List(_) | Kind::Json, _) => Err(compared(path, "nothing", "`{path}` cannot be compared.")),
    }
}

/// What a value is compared with, where that is said of the path alone.
fn compared(path: &Path, key: &'static str, sentence: &str) -> Fault {
    Fault::new(key, sentence, &[("path", path)])
}

fn not_an_id(path: &Path) -> Fault {
    compared(path, "id", "`{path}` is compared with an id: a UUID of 36 characters in double quotes.")
}

fn text(path: &Path, op: Op, raw: Raw) -> Result<Literal, Fault> {
    let Raw::Text(text) = raw else {
        return Err(compared(path, "text", "`{path}` is compared with a text in double quotes."));
    };
    // Everything contains nothing; asking for it is a slip.
    if matches!(op, Op::Co | Op::Sw | Op::Ew) && text.is_empty() {
        return Err(Fault::new("empty", "`{op}` needs at least one character to look for.", &[("op", &op)]));
    }
    Ok(Literal::Text(text))
}

fn number(path: &Path, scale: u8, raw: Raw) -> Result<Literal, Fault> {
    let (Raw::Number(mut written) | Raw::Text(mut written)) = raw else {
        return Err(compared(path, "number", "`{path}` is compared with a number."));
    };
    if let Some(value) = decimal::parse(&written, scale) {
        return Ok(Literal::Number(value));
    }
    shorten(&mut written);
    let (key, sentence) = if scale == 0 {
        ("whole", "`{path}` is compared with a whole number, without point or exponent, not `{written}`.")
    } else {
        let decimal = "`{path}` is compared with a plain decimal number without exponent (digits after the point: at most {digits}), \
                       not `{written}`.";
        ("decimal", decimal)
    };
    Err(Fault::new(key, sentence, &[("path", path), ("digits", &scale), ("written", &written)]))
}

fn time(path: &Path, raw: Raw) -> Result<Literal, Fault> {
    let read = match raw {
        Raw::Text(text) => clock::parse_time(&text),
        _ => None,
    };
    // A leap second at the very end of the calendar could be read but not written again.
    read.filter(|at| clock::parse_time(&clock::format_time(*at)) == Some(*at)).map(Literal::Time).ok_or_else(|| {
        let sentence = "`{path}` is compared with a time as in RFC 3339, for example \"2026-11-24T13:00:00Z\".";
        compared(path, "time", sentence)
    })
}

fn code<'a>(path: &Path, raw: Raw, known: impl Iterator<Item = &'a str> + Clone) -> Result<Literal, Fault> {
    let written = match raw {
        Raw::Text(code) if known.clone().any(|one| one == code) => return Ok(Literal::Text(code)),
        Raw::Text(code) => Some(code),
        _ => None,
    };
    let mut listed: Vec<_> = known.clone().take(MOST_LISTED).map(|one| format!("\"{one}\"")).collect();
    if known.clone().count() > MOST_LISTED {
        listed.push("…".into());
    }
    let with: [(_, &dyn Display); 2] = [("path", path), ("known", &listed.join(", "))];
    let near = written.as_deref().and_then(|code| nearest(code, known)).map(|near| format!("\"{near}\""));
    Err(Fault::new("codes", "`{path}` is compared with one of its codes: {known}.", &with).near(near))
}

/// Whether this is a day of the calendar, written `YYYY-MM-DD`, from the year 1 on.
fn is_calendar_day(text: &str) -> bool {
    // chrono alone would take `2026-1-4` and `+2026-01-04`.
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    shape && !text.starts_with("0000") && text.parse::<chrono::NaiveDate>().is_ok()
}
