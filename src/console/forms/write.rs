//! Values as the texts that stand in controls.

use crate::console::forms::Candidates;
use crate::console::here::Written;
use crate::console::pairs::Pairs;
use crate::console::titles::Titles;
use crate::id::Id;
use crate::model::json::default_value;
use crate::model::{AnyField, Format, Kind, Record, RecordType, Value, decimal};
use crate::rights::Caller;

/// What values are written with.
pub(super) struct Writer<'a> {
    pub(super) written: Written,
    pub(super) candidates: &'a Candidates,
    pub(super) titles: &'a Titles,
}

impl Writer<'_> {
    /// Adds the texts of one value under a name.
    pub(super) fn field(&self, pairs: &mut Pairs, field: &AnyField, name: &str, value: &Value) {
        let Written { language, here } = self.written;
        let edited = |plain: &str| language.number_to_edit(plain);
        match (field.kind, value) {
            (Kind::Number { scale }, Value::Number(number)) => {
                pairs.push(name, edited(&decimal::format(*number, scale)));
            }
            (_, Value::Number(number)) => pairs.push(name, number.to_string()),
            (_, Value::Date(day)) => pairs.push(name, language.day_to_edit(day)),
            (Kind::Text(format @ (Format::Country | Format::Language)), Value::Text(code)) => {
                pairs.push(name, language.named_by(format, code).unwrap_or_else(|| code.clone()));
            }
            (_, Value::Text(text)) => pairs.push(name, text.replace("\r\n", "\n")),
            (_, Value::Money(money)) => {
                pairs.push(format!("{name}.amount"), edited(&decimal::format_money(money.amount)));
                pairs.push(format!("{name}.currency"), money.currency.code());
            }
            (_, Value::Time(at)) => pairs.push(name, language.moment_to_edit(here.zone, *at)),
            (_, Value::YesNo(yes)) => pairs.push(name, yes.to_string()),
            (Kind::Link(target), Value::Link(id)) => pairs.push(name, self.link(target, *id)),
            (_, Value::Link(id)) => pairs.push(name, id.to_string()),
            (_, Value::Reference(reference)) => {
                pairs.push(format!("{name}.type"), &*reference.kind);
                let title = self.titles.get(&reference.kind, reference.id);
                pairs.push(format!("{name}.id"), title.map_or_else(|| reference.id.to_string(), str::to_owned));
            }
            (Kind::List(list), Value::List(items)) => {
                for (row, item) in items.iter().enumerate() {
                    for part in list.parts {
                        if let Some(value) = item.get(part.name) {
                            self.field(pairs, part, &format!("{name}.{row}.{}", part.name), value);
                        }
                    }
                }
            }
            (_, Value::Json(json)) => pairs.push(name, json.to_string()),
            (_, Value::List(_)) => {}
        }
    }

    /// The id where one chooses from a list, the title where one types.
    fn link(&self, target: &str, id: Id) -> String {
        match (self.candidates.few(target), self.titles.get(target, id)) {
            (None, Some(title)) => title.to_owned(),
            _ => id.to_string(),
        }
    }
}

/// A new record as its form shows it first: defaults, and whoever makes it as its owner.
pub(in crate::console) fn defaults(caller: &Caller, kind: &'static RecordType) -> Record {
    let mut record = Record::new(kind, Id::NIL);
    for field in caller.configuration.schema.fields(kind) {
        if let Some(value) = default_value(field) {
            record.values.insert(field.name, value);
        }
    }
    if let (Some(owner), Some(user)) = (kind.owner(), caller.actor.user()) {
        record.values.insert(owner, Value::Link(user));
    }
    record
}
