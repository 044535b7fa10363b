//! Texts from controls as values.

use serde_json::{Map, Value as Json, json};

use crate::clock::{Zone, format_time};
use crate::console::forms::Resolved;
use crate::console::forms::candidates::Named;
use crate::console::here::Written;
use crate::console::language::{Language, SAID, Unread};
use crate::console::pairs::Pairs;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::value::Currency;
use crate::model::{AnyField, Format, Kind, Value, check, decimal, json};

/// What values are read with.
pub(super) struct Reader<'a> {
    /// The language in which it is said what is wrong.
    pub(super) t: Language,
    pub(super) written: Written,
    pub(super) sent: &'a Pairs,
    pub(super) resolved: &'a Resolved,
}

impl Reader<'_> {
    /// The value of a field; nothing where its controls are empty.
    pub(super) fn field(&self, field: &AnyField) -> Result<Option<Value>, Vec<FieldProblem>> {
        let Some(json) = self.value(field, field.name)? else { return Ok(None) };
        let value = json::read_value(field, &json)?;
        let problems = check::value(field, &value);
        if problems.is_empty() { Ok(Some(value)) } else { Err(problems) }
    }

    fn value(&self, field: &AnyField, name: &str) -> Result<Option<Json>, Vec<FieldProblem>> {
        if let Kind::List(list) = field.kind {
            return self.items(field, list.parts);
        }
        let sent = self.sent;
        let wrong = |key: &'static str| vec![field.problem(SAID, self.t.say(key))];
        let text = match field.kind {
            Kind::Money => sent.filled(&format!("{name}.amount")),
            Kind::Reference(_) => sent.filled(&format!("{name}.id")),
            _ => sent.filled(name),
        };
        let Some(text) = text else { return Ok(None) };
        let trimmed = text.trim();
        let Written { language, here } = self.written;
        let number = |text: &str, scale| language.read_number(text, scale).ok_or_else(|| wrong("problem-number"));
        Ok(Some(match field.kind {
            Kind::Text(Format::Lines) => Json::from(text),
            // People leave out what every address of the web begins with.
            Kind::Text(Format::Url) if trimmed.contains('.') && !trimmed.contains(':') => {
                Json::from(format!("https://{trimmed}"))
            }
            Kind::Text(format @ (Format::Country | Format::Language)) => {
                let unknown = if format == Format::Country { "problem-country" } else { "problem-language" };
                language.read_code(format, trimmed).map(Json::from).ok_or_else(|| wrong(unknown))?
            }
            Kind::Number { scale } => {
                let bare = if field.percent { trimmed.trim_end_matches('%') } else { trimmed };
                Json::from(number(bare, scale)?)
            }
            Kind::Money => {
                let currency = sent.text(&format!("{name}.currency")).trim().to_uppercase();
                Currency::parse(&currency).ok_or_else(|| wrong("problem-currency"))?;
                let bare = without_currency(trimmed, &currency);
                if let Some((large, small)) = language.two_readings(bare) {
                    let said = self.t.say("problem-amount-unclear").with("text", bare);
                    return Err(vec![field.problem(SAID, said.with("large", large).with("small", small))]);
                }
                let amount = number(bare, decimal::MONEY_SCALE)?;
                json!({"amount": amount, "currency": currency})
            }
            Kind::Date => {
                language.read_day(here.today(), trimmed).map(Json::from).ok_or_else(|| wrong("problem-date"))?
            }
            Kind::Time => match language.read_moment(here, trimmed) {
                Ok(at) => Json::from(format_time(at)),
                Err(unread) => return Err(vec![field.problem(SAID, self.unread(here.zone, &unread))]),
            },
            Kind::YesNo => Json::from(trimmed == "true"),
            Kind::Link(target) => Json::from(self.link(field, target, trimmed)?),
            Kind::Reference(_) => {
                let kind = sent.filled(&format!("{name}.type")).ok_or_else(|| wrong("problem-sort"))?;
                json!({"type": kind, "id": self.link(field, kind, trimmed)?})
            }
            Kind::Json => serde_json::from_str(trimmed).map_err(|_| wrong("problem-json"))?,
            _ => Json::from(trimmed),
        }))
    }

    fn items(&self, field: &AnyField, parts: &[AnyField]) -> Result<Option<Json>, Vec<FieldProblem>> {
        let (mut rows, mut problems) = (Vec::new(), Vec::new());
        loop {
            let row = rows.len();
            let prefix = format!("{}.{row}", field.name);
            if self.sent.of(&prefix).is_empty() {
                break;
            }
            let mut item = Map::new();
            for part in parts {
                let found = match self.value(part, &format!("{prefix}.{}", part.name)) {
                    Ok(Some(json)) => {
                        item.insert(part.name.into(), json);
                        continue;
                    }
                    Ok(None) if part.required => vec![check::missing(part)],
                    Ok(None) => continue,
                    Err(found) => found,
                };
                problems.extend(found.into_iter().map(|problem| problem.under(&row.to_string()).under(field.name)));
            }
            rows.push(Json::Object(item));
        }
        match (problems.is_empty(), rows.is_empty()) {
            (false, _) => Err(problems),
            (true, true) => Ok(None),
            (true, false) => Ok(Some(Json::Array(rows))),
        }
    }

    /// Why a text is no moment.
    fn unread(&self, zone: Zone, unread: &Unread) -> String {
        match unread {
            Unread::Unclear => self.t.say("problem-time"),
            Unread::Never => self.t.say("problem-time-never").with("zone", zone.name()),
            Unread::Twice(first, second) => {
                self.t.say("problem-time-twice").with("zone", zone.name()).with("first", first).with("second", second)
            }
        }
        .into()
    }

    /// The id of the record that a text names.
    fn link(&self, field: &AnyField, target: &str, text: &str) -> Result<String, Vec<FieldProblem>> {
        if let Ok(id) = text.parse::<Id>() {
            return Ok(id.to_string());
        }
        let named = self.resolved.iter().find(|((kind, known), _)| *kind == target && known == text);
        match named.map(|(_, named)| named) {
            Some(Named::One(id)) => Ok(id.to_string()),
            Some(Named::None(detail) | Named::Several(_, detail)) => Err(vec![field.problem(SAID, detail)]),
            None => Err(vec![field.problem(SAID, self.t.say("problem-missing-link"))]),
        }
    }
}

/// An amount without the sign or the code of its currency, which people write before it or after.
fn without_currency<'a>(text: &'a str, code: &str) -> &'a str {
    let marks: &[&str] = match code {
        "EUR" => &["€", "euros", "euro"],
        "GBP" => &["£"],
        "USD" => &["$"],
        _ => &[],
    };
    let is = |part: &str, mark: &str| part.eq_ignore_ascii_case(mark);
    let strip = |mark: &&str| {
        let (before, after) = (text.split_at_checked(mark.len()), text.len().checked_sub(mark.len()));
        let behind = before.filter(|(first, _)| is(first, mark)).map(|(_, rest)| rest);
        let ahead = || text.split_at_checked(after?).filter(|(_, last)| is(last, mark)).map(|(rest, _)| rest);
        behind.or_else(ahead).map(str::trim)
    };
    marks.iter().chain(std::iter::once(&code)).find_map(strip).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_may_bear_its_own_currency_and_no_other() {
        for (text, code, rest) in [
            ("€ 1.234,50", "EUR", "1.234,50"),
            ("1.234,50\u{a0}€", "EUR", "1.234,50"),
            ("EUR 12", "EUR", "12"),
            ("€2500", "EUR", "2500"),
            ("2500 eur", "EUR", "2500"),
            ("2.500 Euro", "EUR", "2.500"),
            ("$12", "USD", "12"),
            ("12 CHF", "CHF", "12"),
            ("$ 12", "EUR", "$ 12"),
            ("12", "EUR", "12"),
        ] {
            assert_eq!(without_currency(text, code), rest, "{text}");
        }
    }
}
