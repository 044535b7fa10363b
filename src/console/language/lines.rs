//! What is said of the lines of a file, in the language of whoever reads it: by the code of the message, with what stands in it.

use crate::console::language::{Label, Language, Said};
use crate::model::{AnyField, Kind, RecordType, Schema};
use crate::transfer::Message;

impl Language {
    /// A message about a line, with the column that it is about.
    pub(in crate::console) fn message(self, schema: &Schema, message: &Message) -> String {
        let text = self.about_line(schema, message);
        if message.column.is_empty() {
            return text;
        }
        self.say("label-and-text").with("label", &message.column).with("text", text).into()
    }

    fn about_line(self, schema: &Schema, message: &Message) -> String {
        let kind = schema.named(&message.kind);
        let fields: Vec<_> = kind
            .into_iter()
            .flat_map(|kind| message.fields.iter().filter_map(move |path| self.place(schema, kind, path)))
            .collect();
        if let Some(said) = self.known("told", &message.code) {
            let labels: Vec<String> = fields.iter().map(|(label, ..)| self.inside(label)).collect();
            let said =
                said.with("text", &message.text).with("beside", &message.beside).with("fields", labels.join(", "));
            let said = match &message.why {
                Some(why) => said.with("why", self.about_line(schema, why)),
                None => said,
            };
            return kind.into_iter().fold(said, Said::of).into();
        }
        let own =
            fields.first().and_then(|(label, field)| Some((label, self.about_field(label, field, &message.code)?)));
        if let Some((label, said)) = own {
            let text = said.to_string();
            // A column says what it is about, and some sentences name the field themselves.
            if !message.column.is_empty() || text.contains(&**label) {
                return text;
            }
            return self.say("label-and-text").with("label", label).with("text", text).into();
        }
        let said = match &*message.code {
            "not_found" => Some(self.say("error-not-found")),
            "stale" => Some(self.say("error-stale")),
            "forbidden" => kind.map(|kind| self.say("error-out-of-reach").of(kind)),
            code => self.known("rule", code).or_else(|| self.known("state", code)),
        };
        said.map_or_else(|| message.detail.to_string(), String::from)
    }

    /// A field, or a part of a list, by its path, and what it is called.
    fn place(self, schema: &Schema, kind: &'static RecordType, path: &str) -> Option<(Label, AnyField)> {
        let (name, part) = path.split_once('.').map_or((path, None), |(name, part)| (name, Some(part)));
        let field = schema.field(kind, name)?;
        match (field.kind, part) {
            (Kind::List(list), Some(part)) => {
                let part = list.parts.iter().find(|own| own.name == part)?;
                Some((self.field(list.name, part), *part))
            }
            _ => Some((self.field(kind.name, field), *field)),
        }
    }
}
