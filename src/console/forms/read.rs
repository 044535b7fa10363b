//! Texts from controls as values.

use serde_json::{Map, Value as Json, json};

use crate::console::forms::Resolved;
use crate::console::forms::candidates::Named;
use crate::console::language::{Language, SAID};
use crate::console::pairs::Pairs;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::value::Currency;
use crate::model::{AnyField, Format, Kind, Value, check, decimal, json};

/// What values are read with.
pub(super) struct Reader<'a> {
    /// The language in which it is said what is wrong.
    pub(super) t: Language,
    /// The language in which numbers and days are written.
    pub(super) written: Language,
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
        let number = |scale| self.written.read_number(trimmed, scale).ok_or_else(|| wrong("problem-number"));
        Ok(Some(match field.kind {
            Kind::Text(Format::Lines) => Json::from(text),
            // People leave out what every address of the web begins with.
            Kind::Text(Format::Url) if trimmed.contains('.') && !trimmed.contains(':') => {
                Json::from(format!("https://{trimmed}"))
            }
            Kind::Number { scale } => Json::from(number(scale)?),
            Kind::Money => {
                let amount = number(decimal::MONEY_SCALE)?;
                let currency = sent.text(&format!("{name}.currency")).trim().to_uppercase();
                Currency::parse(&currency).ok_or_else(|| wrong("problem-currency"))?;
                json!({"amount": amount, "currency": currency})
            }
            Kind::Date => self.written.read_day(trimmed).map(Json::from).ok_or_else(|| wrong("problem-date"))?,
            Kind::Time => self.written.read_moment(trimmed).map(Json::from).ok_or_else(|| wrong("problem-time"))?,
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
