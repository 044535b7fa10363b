//! Values as people read them.

use askama::Template;

use crate::clock::{Micros, format_time};
use crate::console::texts;
use crate::console::titles::Titles;
use crate::model::value::{Items, Parts};
use crate::model::{AnyField, Format, Kind, Money, Schema, Value, decimal};

/// A value on a page.
#[derive(Template, Debug)]
#[template(path = "shown.html")]
pub(super) enum Shown {
    /// No value.
    Empty,
    /// One line.
    Text(String),
    /// Several lines.
    Lines(String),
    /// A number or an amount.
    Number(String),
    /// Something that leads somewhere.
    Link {
        /// Where.
        href: String,
        /// What it is called.
        text: String,
    },
    /// Somebody else's page.
    Outside(String),
    /// A moment.
    Time {
        /// For programs.
        iso: String,
        /// For people.
        text: String,
    },
    /// Something to be said in a low voice.
    Muted(String),
    /// A code of a list of choices.
    Tag(String),
    /// The things of a list.
    Items(Vec<Vec<Shown>>),
}

/// What turns values into what is shown.
pub(super) struct Display<'a> {
    pub(super) schema: &'a Schema,
    pub(super) titles: &'a Titles,
}

impl Display<'_> {
    /// A value, or that there is none.
    pub(super) fn show(&self, field: &AnyField, value: Option<&Value>) -> Shown {
        match (field.kind, value) {
            (_, None) => Shown::Empty,
            (Kind::List(list), Some(Value::List(items))) => Shown::Items(self.items(list.parts, items)),
            (_, Some(value)) => self.simple(field, value),
        }
    }

    /// A value where there is little room: of a list the first thing, and how many more there are.
    pub(super) fn cell(&self, field: &AnyField, value: Option<&Value>) -> Shown {
        match (field.kind, value) {
            (Kind::List(list), Some(Value::List(items))) => {
                let Some(first) = items.first() else { return Shown::Empty };
                let mut shown = self.item(list.parts, first);
                shown.retain(|shown| !matches!(shown, Shown::Tag(_)));
                if items.len() > 1 {
                    shown.push(Shown::Muted(format!("+{}", items.len() - 1)));
                }
                Shown::Items(vec![shown])
            }
            (Kind::Text(Format::Lines), Some(Value::Text(text))) => {
                Shown::Text(text.lines().next().unwrap_or_default().chars().take(80).collect())
            }
            _ => self.show(field, value),
        }
    }

    fn items(&self, parts: &[AnyField], items: &Items) -> Vec<Vec<Shown>> {
        items.iter().map(|item| self.item(parts, item)).collect()
    }

    /// The parts of a thing that have a value; what sort of thing it is comes last.
    fn item(&self, parts: &[AnyField], item: &Parts) -> Vec<Shown> {
        let (sort, rest): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.name == "type");
        let mut shown: Vec<Shown> =
            rest.into_iter().filter_map(|part| Some(self.simple(part, item.get(part.name)?))).collect();
        shown.extend(sort.into_iter().filter_map(|part| Some(self.simple(part, item.get(part.name)?))));
        shown
    }

    fn simple(&self, field: &AnyField, value: &Value) -> Shown {
        match (field.kind, value) {
            (Kind::Choice(choices), Value::Text(code)) => {
                let known = choices.iter().find(|choice| choice.code == code);
                Shown::Tag(known.map_or_else(|| code.clone(), |choice| choice.label.to_owned()))
            }
            (Kind::Text(format), Value::Text(text)) => formatted(format, text),
            (Kind::Number { scale }, Value::Number(number)) => Shown::Number(grouped(&decimal::format(*number, scale))),
            (_, Value::Money(money)) => Shown::Number(amount(money)),
            (_, Value::Date(text) | Value::Text(text)) => Shown::Text(text.clone()),
            (_, Value::Time(at)) => time(*at),
            (_, Value::YesNo(yes)) => Shown::Text(if *yes { texts::YES } else { texts::NO }.into()),
            (Kind::Link(target), Value::Link(id)) => self.linked(target, *id),
            (_, Value::Reference(reference)) => self.linked(&reference.kind, reference.id),
            (_, Value::Json(json)) => Shown::Lines(json.to_string()),
            (_, Value::Number(number)) => Shown::Number(grouped(&number.to_string())),
            (_, Value::Link(_) | Value::List(_)) => Shown::Empty,
        }
    }

    fn linked(&self, kind: &str, id: crate::id::Id) -> Shown {
        match (self.schema.named(kind), self.titles.get(kind, id)) {
            (Some(kind), Some(title)) => Shown::Link { href: format!("/{}/{id}", kind.plural), text: title.to_owned() },
            _ => Shown::Muted(texts::UNSEEN.into()),
        }
    }
}

fn formatted(format: Format, text: &str) -> Shown {
    match format {
        Format::Lines => Shown::Lines(text.to_owned()),
        Format::Email => Shown::Link {
            href: format!("mailto:{}", super::pairs::encode(text).replace("%40", "@")),
            text: text.to_owned(),
        },
        Format::Phone => {
            let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            Shown::Link { href: format!("tel:{digits}"), text: text.to_owned() }
        }
        // Only addresses of the web become links: anything else in `href` could be a program.
        Format::Url if text.starts_with("https://") || text.starts_with("http://") => Shown::Outside(text.to_owned()),
        _ => Shown::Text(text.to_owned()),
    }
}

/// A moment as people read it, to the minute.
pub(super) fn time(at: Micros) -> Shown {
    let iso = format_time(at);
    let text = match (iso.get(..10), iso.get(11..16)) {
        (Some(day), Some(clock)) => format!("{day} {clock} UTC"),
        _ => iso.clone(),
    };
    Shown::Time { iso, text }
}

/// An amount with its currency.
pub(super) fn amount(money: &Money) -> String {
    format!("{}\u{a0}{}", money.currency.code(), grouped(&decimal::format_money(money.amount)))
}

/// A decimal number with commas between thousands.
pub(super) fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("\u{2212}", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.5", "\u{2212}1,234,567.5")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn what_is_no_web_address_is_no_link() {
        assert!(matches!(formatted(Format::Url, "javascript:alert(1)"), Shown::Text(_)));
        let Shown::Link { href, .. } = formatted(Format::Email, "a\"b?cc=c@d.example") else { panic!() };
        assert_eq!(href, "mailto:a%22b%3Fcc%3Dc@d.example");
    }
}
