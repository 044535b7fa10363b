//! Cells into values: text as people write it, read as the kind of its field asks, with a sentence where that cannot be done.

use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::AnyField;
use crate::model::kind::{Choice, Format, Kind, ListType};
use crate::model::value::{Currency, Items, Money, Parts, Reference};
use crate::model::{Value, check, decimal, fold};
use crate::transfer::convert::{
    DateOrder, DecimalStyle, country_code, parse_date, parse_decimal, parse_money, parse_time, parse_yes_no,
};
use crate::transfer::message::Message;
use crate::transfer::table::{self, Cell};

/// How a column writes what can be written in several ways.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    pub dates: DateOrder,
    pub decimals: DecimalStyle,
    pub currency: Currency,
}

impl Default for How {
    fn default() -> Self {
        Self { dates: DateOrder::DayMonthYear, decimals: DecimalStyle::Point, currency: Currency::EUR }
    }
}

/// The text of a cell; nothing where it is empty or says so in the words of a database.
pub(super) fn text_of(cell: &Cell) -> Option<String> {
    let text = cell.to_text();
    let trimmed = text.trim();
    (!matches!(trimmed, "" | "NULL" | "\\N" | "#N/A")).then(|| trimmed.to_owned())
}

/// The value that a cell holds for a field; nothing for an empty one.
pub(super) fn value(field: &AnyField, cell: &Cell, how: How) -> Result<Option<Value>, Message> {
    if let (Kind::List(list), Cell::List(items)) = (field.kind, cell) {
        let items = items.iter().map(|item| item_of(list, item, how)).collect::<Result<Items, _>>()?;
        let items: Items = items.into_iter().filter(|item| is_item(list, item)).collect();
        return checked(field, (!items.is_empty()).then_some(Value::List(items)));
    }
    let Some(text) = text_of(cell) else { return Ok(None) };
    let value = match (field.kind, cell) {
        (Kind::Date, Cell::Time(at)) => Value::Date(crate::clock::format_time(*at).chars().take(10).collect()),
        (Kind::Time, Cell::Time(at)) => Value::Time(*at),
        (Kind::Number { .. } | Kind::Money, Cell::Number(_)) => {
            amount(field, &text, How { decimals: DecimalStyle::Point, ..how })?
        }
        (Kind::Number { .. } | Kind::Money, _) => amount(field, &text, how)?,
        (Kind::Date, _) => Value::Date(
            parse_date(&text, how.dates)
                .ok_or_else(|| bad("not_a_date", &text, "is not a date; write it like 2026-11-24."))?,
        ),
        (Kind::Time, _) => Value::Time(
            moment(&text, how.dates)
                .ok_or_else(|| bad("not_a_moment", &text, "is not a moment; write it like 2026-11-24 12:00."))?,
        ),
        (Kind::YesNo, _) => {
            Value::YesNo(parse_yes_no(&text).ok_or_else(|| bad("not_yes_or_no", &text, "is neither yes nor no."))?)
        }
        (Kind::Choice(choices), _) => Value::Text(choice(choices, &text)?.to_owned()),
        (Kind::Link(target), _) => Value::Link(text.to_ascii_lowercase().parse().map_err(|()| {
            bad("not_an_id", &text, &format!("is not an id; choose by which field the {target} is looked up."))
        })?),
        (Kind::Reference(_), _) => Value::Reference(reference(&text)?),
        (Kind::List(list), _) => Value::List(list_of(list, &text, how)?),
        (Kind::Json, _) => {
            Value::Json(serde_json::from_str(&text).map_err(|_| Message::new("not_json", "It is not JSON."))?)
        }
        (Kind::Text(format), _) => Value::Text(formatted(format, &text)?),
    };
    checked(field, Some(value))
}

/// The value, if it is within the limits of its field.
pub(super) fn checked(field: &AnyField, value: Option<Value>) -> Result<Option<Value>, Message> {
    let problems: Vec<FieldProblem> = value.iter().flat_map(|value| check::value(field, value)).collect();
    let Some(first) = problems.first() else { return Ok(value) };
    let detail = problems.iter().map(|problem| problem.detail.as_str()).collect::<Vec<_>>().join(" ");
    Err(Message { fields: [field.name.to_owned()].into(), ..Message::new(first.code, detail) })
}

/// What is wrong with a text of the file.
pub(super) fn bad(code: &str, text: &str, why: &str) -> Message {
    let text = shown(text);
    Message::new(code, format!("`{text}` {why}")).with(text)
}

/// What is put into a sentence of a long cell.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

fn amount(field: &AnyField, text: &str, how: How) -> Result<Value, Message> {
    let wrong = || bad("not_a_number", text, "is not a number as this column writes them.");
    let fits = |scale: u8| {
        bad("too_many_digits", text, &format!("has more than {scale} digits after the point."))
            .beside(scale.to_string())
    };
    if let Kind::Number { scale } = field.kind {
        let number = parse_decimal(text.trim_end_matches(['%', ' ']), how.decimals).ok_or_else(wrong)?;
        return decimal::parse(&number, scale).map(Value::Number).ok_or_else(|| fits(scale));
    }
    let (number, code) = parse_money(text, how.decimals).ok_or_else(wrong)?;
    let currency = match code {
        Some(code) => Currency::parse(&code).ok_or_else(wrong)?,
        None => how.currency,
    };
    let amount = decimal::parse(&number, decimal::MONEY_SCALE).ok_or_else(|| fits(decimal::MONEY_SCALE))?;
    Ok(Value::Money(Money { amount, currency }))
}

/// A moment; a day alone is its beginning.
fn moment(text: &str, dates: DateOrder) -> Option<i64> {
    parse_time(text, dates).or_else(|| parse_time(&format!("{} 00:00", parse_date(text, dates)?), dates))
}

fn reference(text: &str) -> Result<Reference, Message> {
    let parts = text.split_once(':').map(|(kind, id)| (kind.trim(), id.trim().parse::<Id>()));
    match parts {
        Some((kind, Ok(id))) => Ok(Reference { kind: kind.to_owned(), id }),
        _ => Err(bad("not_a_record", text, "is not a record; write it like contact:0190….")),
    }
}

/// The code for a code or label, however it is written.
fn choice(choices: &[Choice], text: &str) -> Result<&'static str, Message> {
    let plain = |text: &str| fold::fold(text).replace(['-', '_', ' '], "");
    let wanted = plain(text);
    let found = choices.iter().find(|choice| plain(choice.code) == wanted || plain(choice.label) == wanted);
    found.map(|choice| choice.code).ok_or_else(|| {
        let labels = choices.iter().take(12).map(|choice| choice.label).collect::<Vec<_>>().join(", ");
        bad("not_a_choice", text, &format!("is not a choice here. Choose one of: {labels}.")).beside(labels)
    })
}

fn formatted(format: Format, text: &str) -> Result<String, Message> {
    Ok(match format {
        Format::Lines => text.replace("\r\n", "\n").replace('\r', "\n"),
        Format::Plain | Format::Type | Format::AnyType => one_line(text),
        Format::Phone => one_line(text.trim_start_matches("tel:")),
        Format::Email => {
            let bare = text.trim_start_matches("mailto:");
            // "Jane Doe <jane@example.org>"
            let inner = bare.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
            inner.unwrap_or(bare).trim().to_owned()
        }
        Format::Url => web_address(text),
        Format::Country => country_code(text)
            .map(str::to_owned)
            .ok_or_else(|| bad("not_a_country", text, "is not a country we know; write its name or code, like NL."))?,
        Format::Language => language(text),
        Format::Currency => text.to_ascii_uppercase(),
    })
}

/// Lines of one cell become pieces of one line.
fn one_line(text: &str) -> String {
    let lines: Vec<_> =
        text.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| !line.is_empty()).collect();
    lines.join(", ").replace('\t', " ")
}

/// A web address, of what people and databases write for one (`text#address#` is a hyperlink of Access).
fn web_address(text: &str) -> String {
    let text = text.split('#').find(|piece| piece.starts_with("http")).unwrap_or(text).trim();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let end = lower.find("://").unwrap_or(0);
        return format!("{}{}", &lower[..end], &text[end..]);
    }
    let is_host = text.contains('.') && !text.contains([' ', '@', '#', ':']) && !text.starts_with('.');
    if is_host { format!("https://{text}") } else { text.to_owned() }
}

/// The first of several languages, by its tag or its name.
fn language(text: &str) -> String {
    let first = text.split([',', ';']).next().unwrap_or_default().trim();
    match fold::fold(first).as_str() {
        "english" | "engels" | "englisch" | "anglais" => "en".into(),
        "dutch" | "nederlands" | "niederlandisch" | "neerlandais" => "nl".into(),
        "german" | "duits" | "deutsch" | "allemand" => "de".into(),
        "french" | "frans" | "franzosisch" | "francais" => "fr".into(),
        _ => first.replace('_', "-"),
    }
}

/// Several values in one cell.
pub(super) fn separated(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '\n']).map(str::trim).filter(|piece| !piece.is_empty())
}

/// A list from one text: JSON, or values with `;` or `,` between them.
fn list_of(list: &'static ListType, text: &str, how: How) -> Result<Items, Message> {
    if text.starts_with('[')
        && let Ok(items) = serde_json::from_str::<Vec<std::collections::BTreeMap<String, serde_json::Value>>>(text)
    {
        let plain = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => text,
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        };
        let named = |item: std::collections::BTreeMap<_, _>| {
            item.into_iter().map(|(name, value)| (name, plain(value))).collect()
        };
        return items.into_iter().map(|item| item_of(list, &named(item), how)).collect();
    }
    let Some(part) = list.parts.iter().find(|part| part.name == "value") else {
        let detail = "It is a list of things with several parts; choose which part the column holds.";
        return Err(Message::new("needs_part", detail));
    };
    separated(text).map(|piece| one(part, piece, how)).collect()
}

/// A thing that has one part only.
pub(super) fn one(part: &'static AnyField, text: &str, how: How) -> Result<Parts, Message> {
    let value = value(part, &Cell::text(text), how)?;
    Ok(value.into_iter().map(|value| (part.name, value)).collect())
}

/// A thing of a list from its parts as text. Parts that we have no place for are left out, and types we do not know become another.
fn item_of(list: &'static ListType, item: &table::Parts, how: How) -> Result<Parts, Message> {
    let mut parts = Parts::new();
    for part in list.parts {
        let Some(text) = item.get(part.name) else { continue };
        let cell = Cell::text(text.as_str());
        let read = match (part.kind, part.name) {
            (Kind::Choice(choices), _) => Ok(known_type(choices, text).map(|code| Value::Text(code.to_owned()))),
            // A card's country is free text; what is no country is kept with the city's region rather than lost.
            (Kind::Text(Format::Country), _) => Ok(value(part, &cell, how).unwrap_or(None)),
            _ => value(part, &cell, how),
        };
        parts.extend(read?.map(|value| (part.name, value)));
    }
    Ok(parts)
}

fn known_type(choices: &[Choice], text: &str) -> Option<&'static str> {
    let has = |code: &str| choices.iter().find(|choice| choice.code == code).map(|choice| choice.code);
    choice(choices, text).ok().or_else(|| match text.to_ascii_lowercase().as_str() {
        "work" | "business" | "office" => has("work").or_else(|| has("visit")),
        "cell" | "pager" => has("mobile").filter(|_| text != "pager").or_else(|| has("other")),
        _ => has("other"),
    })
}

/// Whether a thing has all that one needs; a type alone is none.
fn is_item(list: &ListType, item: &Parts) -> bool {
    let whole = list.parts.iter().filter(|part| part.required).all(|part| item.contains_key(part.name));
    whole && item.keys().any(|name| *name != "type")
}
