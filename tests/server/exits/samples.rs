//! A record of any type with a value in every field, made from the definition alone. What is protected holds something that stands
//! nowhere else, so that it is found wherever it comes out.

use std::collections::BTreeMap;

use beheer::changes::{Batch, Change, commit};
use beheer::id::Id;
use beheer::model::{AnyField, DataClass, Format, Kind, RecordType, Value};
use beheer::records::{self, seed};
use beheer::rights::{Caller, decide};
use serde_json::{Map, Value as Json, json};

use crate::support::server::TestServer;

/// A moment at which keys end within their year.
const MOMENT: &str = "2026-01-31T00:00:00Z";

/// Makes records whose values are told apart by number.
pub(crate) struct Samples {
    number: u32,
    /// What links lead to, by type.
    anchors: BTreeMap<&'static str, Id>,
}

/// A record, and for each protected field what it holds: as JSON, and as a text by which it is recognised where it has one.
pub(crate) struct Sample {
    pub(crate) kind: &'static RecordType,
    pub(crate) id: Id,
    pub(crate) protected: Vec<(AnyField, Json, Option<String>)>,
}

impl Sample {
    /// The texts that must not be seen.
    pub(crate) fn marks(&self) -> impl Iterator<Item = &str> {
        self.protected.iter().filter_map(|(_, _, mark)| mark.as_deref())
    }

    /// The address of the record, below `/api/v1` and in the console.
    pub(crate) fn path(&self) -> String {
        format!("/{}/{}", self.kind.plural, self.id)
    }
}

impl Samples {
    pub(crate) async fn new(server: &TestServer, somebody: Id) -> Self {
        let built_in = [
            ("user", somebody),
            ("profile", seed::profile_named("Read-only").unwrap()),
            ("role", Id::built_in(8)),
            ("pipeline", Id::built_in(100)),
            ("stage", seed::stage(0)),
        ];
        let mut samples = Self { number: 0, anchors: built_in.into() };
        for name in ["organisation", "contact", "lead", "deal", "product", "group"] {
            let body = json!({"name": "Anchor", "last_name": "Anchor", "stage_id": seed::stage(0).to_string()});
            let program = server.program().await;
            let kind = records::ALL.into_iter().find(|kind| kind.name == name).unwrap();
            let known = |(name, _): &(&String, &Json)| kind.own_field(name).is_some_and(|field| field.required);
            let body: Map<String, Json> =
                body.as_object().unwrap().iter().filter(known).map(|(n, v)| (n.clone(), v.clone())).collect();
            let input = decide::read_input(&program, kind, &body.into()).unwrap();
            let made = commit(server.app.database(), &program, Batch::one(Change::create(kind, input))).await.unwrap();
            samples.anchors.insert(kind.name, made[0].id);
        }
        samples
    }

    /// Makes a record of a type for an owner.
    pub(crate) async fn make(&mut self, server: &TestServer, kind: &'static RecordType, owner: Id) -> Sample {
        let program = server.program().await;
        let (mut body, mut kept, mut protected) = (Map::new(), Vec::new(), Vec::new());
        let class = |field: &AnyField| kind.class_of(field);
        for field in program.configuration.schema.fields(kind) {
            let is_own = kind.own_field(field.name).is_some() || field.custom;
            let is_kept = matches!((kind.name, field.name), (_, "prefix" | "content") | ("impersonation", "user_id"));
            if !is_own || (field.computed && !is_kept && !field.is_secret()) {
                continue;
            }
            self.number += 1;
            let (mut value, mark) = self.value(field, kind.name);
            // A restriction takes either an action or a class, and an assertion needs no field.
            if matches!((kind.name, field.name), ("restriction", "class") | ("assertion", "field")) {
                continue;
            }
            if kind.owner() == Some(field.name) {
                value = json!(owner.to_string());
            }
            if class(field) != DataClass::Ordinary {
                protected.push((*field, value.clone(), mark));
            }
            if field.computed {
                let text = value.as_str().unwrap();
                let is_link = matches!(field.kind, Kind::Link(_));
                let value = if is_link { Value::Link(text.parse().unwrap()) } else { Value::Text(text.to_owned()) };
                kept.push((field.name, value));
            } else {
                body.insert(field.name.to_owned(), value);
            }
        }
        let mut input =
            decide::read_input(&program, kind, &body.into()).unwrap_or_else(|all| panic!("{}: {all:?}", kind.name));
        for (name, value) in kept {
            input.set(name, Some(value));
        }
        let change = Change::create(kind, input);
        let made = commit(server.app.database(), &program, Batch::one(change)).await;
        let id = made.unwrap_or_else(|error| panic!("{}: {error:?}", kind.name))[0].id;
        Sample { kind, id, protected }
    }

    /// A value of a field, and the text by which it is recognised.
    pub(crate) fn value(&self, field: &AnyField, of: &str) -> (Json, Option<String>) {
        let number = self.number;
        let marked = |text: String, mark: String| (json!(text), Some(mark));
        match field.kind {
            Kind::Text(_) if (of, field.name) == ("custom_field", "name") => {
                (json!(format!("x_canary{number:05}")), None)
            }
            Kind::Text(_) if matches!(field.name, "record_type" | "target") => (json!("lead"), None),
            Kind::Text(_) if matches!(of, "label" | "reason_rule") && field.name == "field" => {
                let fields = crate::support::engine::kind("lead").fields;
                (json!(fields[number as usize % fields.len()].name), None)
            }
            Kind::Text(_) if of == "role" && field.name == "filter" => (json!("name pr"), None),
            Kind::Text(_) if field.name == "filter" => {
                let mark = format!("canary{number:05}");
                (json!(format!("name eq \"{mark}\"")), Some(mark))
            }
            Kind::Text(_) if of == "saved_view" && matches!(field.name, "sort" | "columns") => (json!("name"), None),
            Kind::Text(_) if (of, field.name) == ("saved_view", "grouping") => (json!("status"), None),
            Kind::Text(format) => match format {
                Format::Email => marked(format!("canary{number:05}@example.org"), format!("canary{number:05}")),
                Format::Phone => marked(format!("+31 ({number:05})"), format!("({number:05})")),
                Format::Url => marked(format!("https://canary{number:05}.example"), format!("canary{number:05}")),
                Format::Country => (json!("NL"), None),
                Format::Language => (json!("nl"), None),
                Format::Currency => (json!("EUR"), None),
                Format::Plain | Format::Lines | Format::Type | Format::AnyType => {
                    marked(format!("canary{number:05}"), format!("canary{number:05}"))
                }
            },
            Kind::Number { .. } if field.maximum <= 1_000 => (json!((field.maximum / 2).to_string()), None),
            Kind::Number { .. } => marked(format!("73{number:05}91"), format!("73{number:05}91")),
            Kind::Money => {
                let amount = format!("73{number:05}91");
                (json!({"amount": format!("{amount}.25"), "currency": "EUR"}), Some(amount))
            }
            Kind::Date => {
                let day = format!("{}-{:02}-{:02}", 1_500 + number % 397, 1 + number % 12, 1 + number % 28);
                marked(day.clone(), day)
            }
            Kind::Time => (json!(MOMENT), None),
            Kind::YesNo => (json!(true), None),
            // A field has one label in each language.
            Kind::Choice(choices) if (of, field.name) == ("label", "language") => {
                let fields = crate::support::engine::kind("lead").fields;
                (json!(choices[number as usize / fields.len() % choices.len()].code), None)
            }
            // One that is about an exception is true.
            Kind::Choice(_) if (of, field.name) == ("assertion", "claim") => (json!("may"), None),
            Kind::Choice(choices) => (json!(choices[0].code), None),
            Kind::Link(target) => (json!(self.anchors[target].to_string()), None),
            Kind::Reference(targets) => (json!({"type": targets[0], "id": self.anchors[targets[0]].to_string()}), None),
            Kind::Json => (json!({"canary": number}), None),
            Kind::List(list) => {
                let parts: Vec<_> = list.parts.iter().map(|part| (part.name, self.value(part, of))).collect();
                let mark = parts.iter().find_map(|(_, (_, mark))| mark.clone());
                let item: Map<String, Json> =
                    parts.into_iter().map(|(name, (value, _))| (name.to_owned(), value)).collect();
                (json!([item]), mark)
            }
        }
    }

    /// Another value of the same field.
    pub(crate) fn other(&mut self, field: &AnyField, of: &str) -> Json {
        self.number += 1;
        self.value(field, of).0
    }
}

/// A protected added field of each kind that administrators can add, and one text for every type.
pub(crate) async fn add_fields(server: &TestServer) {
    let mut all: Vec<(&str, &str, &str, &str)> =
        records::ALL.iter().map(|kind| (kind.name, "x_hidden", "text", "special")).collect();
    all.extend([
        ("contact", "x_number", "number", "cost"),
        ("contact", "x_money", "money", "bank"),
        ("contact", "x_date", "date", "special"),
        ("contact", "x_choice", "choice", "figures"),
        ("contact", "x_yes", "yes_no", "personal"),
        ("contact", "x_link", "link", "cost"),
    ]);
    for (record_type, name, field_kind, class) in all {
        let program = server.program().await;
        let kind = records::ALL.into_iter().find(|kind| kind.name == "custom_field").unwrap();
        let body = json!({
            "record_type": record_type, "name": name, "label": name, "kind": field_kind, "class": class, "scale": "1",
            "searchable": field_kind == "text", "target": "organisation", "choices": [{"code": "a", "label": "A"}],
        });
        let input = decide::read_input(&program, kind, &body).unwrap();
        commit(server.app.database(), &program, Batch::one(Change::create(kind, input))).await.unwrap();
    }
}

/// A text that may be changed on any record of the type by whoever may change it, without a rule against it.
pub(crate) fn harmless(caller: &Caller, kind: &RecordType) -> Option<AnyField> {
    let is_plain = |field: &&AnyField| {
        matches!(field.kind, Kind::Text(Format::Plain | Format::Lines))
            && kind.class_of(field) == DataClass::Ordinary
            && !field.computed
            && !field.unique
            && !field.custom
            && (kind.name, field.name) != ("custom_field", "name")
            && (kind.name, field.name) != ("custom_field", "record_type")
    };
    caller.configuration.schema.fields(kind).iter().find(is_plain).copied()
}
