//! Values as people read them.

use askama::Template;

use crate::clock::{Micros, format_time};
use crate::console::here::Here;
use crate::console::language::{Label, Language};
use crate::console::titles::Titles;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::kind::ListType;
use crate::model::value::{Currency, Items, Money, Parts};
use crate::model::{AnyField, Format, Kind, RecordType, Schema, Value, decimal};
use crate::query::partly::Partly;

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

impl Shown {
    /// The same without links in it, for what stands within a link.
    pub(super) fn plain(self) -> Self {
        match self {
            Self::Link { text, .. } | Self::Outside(text) => Self::Text(text),
            Self::Items(items) => {
                let plain = |parts: Vec<Self>| parts.into_iter().map(Self::plain).collect();
                Self::Items(items.into_iter().map(plain).collect())
            }
            Self::Empty => Self::Text(String::new()),
            other => other,
        }
    }
}

/// What turns the values of a record type into what is shown.
pub(super) struct Display<'a> {
    pub(super) t: Language,
    pub(super) kind: &'static RecordType,
    pub(super) schema: &'a Schema,
    pub(super) titles: &'a Titles,
    pub(super) here: Here,
}

impl<'a> Display<'a> {
    /// For whoever asks.
    pub(super) fn of(visit: &'a Visit, kind: &'static RecordType, titles: &'a Titles) -> Result<Self> {
        let schema = &visit.caller()?.configuration.schema;
        Ok(Self { t: visit.t, kind, schema, titles, here: visit.here() })
    }

    /// What a field of these records is called.
    pub(super) fn label(&self, field: &AnyField) -> Label {
        self.t.field(self.kind.name, field)
    }

    /// A value, or that there is none.
    pub(super) fn show(&self, field: &AnyField, value: Option<&Value>) -> Shown {
        match (field.kind, value) {
            (_, None) => Shown::Empty,
            (Kind::List(list), Some(Value::List(items))) => Shown::Items(self.items(list, items)),
            (_, Some(value)) => self.simple(self.kind.name, field, value),
        }
    }

    /// A value where there is little room: of a list the first thing, and how many more there are.
    pub(super) fn cell(&self, field: &AnyField, value: Option<&Value>) -> Shown {
        match (field.kind, value) {
            (Kind::List(list), Some(Value::List(items))) => {
                let Some(first) = items.first() else { return Shown::Empty };
                let mut shown = self.item(list, first);
                shown.retain(|shown| !matches!(shown, Shown::Tag(_)));
                if items.len() > 1 {
                    shown.push(Shown::Muted(format!("+{}", items.len() - 1)));
                }
                Shown::Items(vec![shown])
            }
            (Kind::Text(Format::Lines), Some(Value::Text(text))) => {
                Shown::Text(text.lines().next().unwrap_or_default().chars().take(80).collect())
            }
            (Kind::Time, Some(Value::Time(at))) => self.time_from(*at),
            _ => self.show(field, value),
        }
    }

    /// What is shown of a value that is not shown itself.
    pub(super) fn partly(&self, field: &AnyField, partly: &Partly) -> Shown {
        let bound = |number: i64, currency: Option<Currency>| {
            let value = match currency {
                Some(currency) => Value::Money(Money { amount: number, currency }),
                None => Value::Number(number),
            };
            match self.simple(self.kind.name, field, &value) {
                Shown::Number(text) | Shown::Text(text) => text,
                _ => String::new(),
            }
        };
        Shown::Muted(match partly {
            Partly::Band { from, until, currency, .. } => {
                format!("{} – {}", bound(*from, *currency), bound(*until, *currency))
            }
            Partly::Masked(_) | Partly::Decade(_) => partly.to_string(),
        })
    }

    fn items(&self, list: &ListType, items: &Items) -> Vec<Vec<Shown>> {
        items.iter().map(|item| self.item(list, item)).collect()
    }

    /// The parts of a thing that have a value; what sort of thing it is comes last.
    fn item(&self, list: &ListType, item: &Parts) -> Vec<Shown> {
        let (sort, rest): (Vec<_>, Vec<_>) = list.parts.iter().partition(|part| part.name == "type");
        let parts = rest.into_iter().chain(sort);
        parts.filter_map(|part| Some(self.simple(list.name, part, item.get(part.name)?))).collect()
    }

    fn simple(&self, of: &str, field: &AnyField, value: &Value) -> Shown {
        match (field.kind, value) {
            (Kind::Choice(choices), Value::Text(code)) => {
                let known = choices.iter().find(|choice| choice.code == code);
                Shown::Tag(known.map_or_else(|| code.clone(), |choice| self.t.choice(of, field, choice).into_owned()))
            }
            (Kind::Text(Format::AnyType), Value::Text(text)) if text == "*" => {
                Shown::Text(self.t.say("rights-every-type").into())
            }
            (Kind::Text(Format::Type | Format::AnyType), Value::Text(text)) => {
                let kind = self.schema.named(text);
                Shown::Text(kind.map_or_else(|| text.clone(), |kind| self.t.many(kind).into_owned()))
            }
            (Kind::Text(format @ (Format::Country | Format::Language)), Value::Text(code)) => {
                Shown::Text(self.t.named_by(format, code).unwrap_or_else(|| code.clone()))
            }
            (Kind::Text(format), Value::Text(text)) => formatted(format, text),
            (Kind::Number { scale }, Value::Number(number)) => {
                let number = self.t.number(&decimal::format(*number, scale));
                Shown::Number(if field.percent { self.t.percent(&number) } else { number })
            }
            (_, Value::Money(money)) => Shown::Number(self.t.money(money)),
            (_, Value::Date(day)) => Shown::Text(self.t.day(day)),
            (_, Value::Text(text)) => Shown::Text(text.clone()),
            (_, Value::Time(at)) => Shown::Time { iso: format_time(*at), text: self.t.moment(self.here.zone, *at) },
            (_, Value::YesNo(yes)) => Shown::Text(self.t.say(if *yes { "yes" } else { "no" }).into()),
            (Kind::Link(target), Value::Link(id)) => self.linked(target, *id),
            (_, Value::Reference(reference)) => self.linked(&reference.kind, reference.id),
            (_, Value::Json(json)) => Shown::Lines(json.to_string()),
            (_, Value::Number(number)) => Shown::Number(self.t.number(&number.to_string())),
            (_, Value::Link(_) | Value::List(_)) => Shown::Empty,
        }
    }

    /// A moment as people read it who want to know how long ago it is.
    pub(super) fn time_from(&self, at: Micros) -> Shown {
        Shown::Time { iso: format_time(at), text: self.t.moment_from(self.here, at) }
    }

    fn linked(&self, kind: &str, id: crate::id::Id) -> Shown {
        match (self.schema.named(kind), self.titles.get(kind, id)) {
            (Some(kind), Some(title)) => Shown::Link { href: format!("/{}/{id}", kind.plural), text: title.to_owned() },
            _ => Shown::Muted(self.t.say("unseen").into()),
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
pub(super) fn time(visit: &Visit, at: Micros) -> Shown {
    Shown::Time { iso: format_time(at), text: visit.t.moment(visit.here().zone, at) }
}

/// A moment as people read it who want to know how long ago it is.
pub(super) fn time_from(visit: &Visit, at: Micros) -> Shown {
    Shown::Time { iso: format_time(at), text: visit.t.moment_from(visit.here(), at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_web_address_is_no_link() {
        assert!(matches!(formatted(Format::Url, "javascript:alert(1)"), Shown::Text(_)));
        let Shown::Link { href, .. } = formatted(Format::Email, "a\"b?cc=c@d.example") else { panic!() };
        assert_eq!(href, "mailto:a%22b%3Fcc%3Dc@d.example");
    }
}
