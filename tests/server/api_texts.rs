//! SQL, HTML, templates and odd characters in every text of every record type: stored as they are, read back equal, and inert.

use std::collections::BTreeMap;

use beheer::model::{AnyField, Format, Kind, RecordType};
use beheer::records::ALL;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value as Json, json};

use crate::support::engine::kind;
use crate::support::server::{Answer, Person};

/// Each begins with what tells it apart, so that a short field still holds something hostile.
const HOSTILE: [&str; 4] = [
    "';--\"<b>drop table contacts; select pg_sleep(9)",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{7*7}}${7*7}%s%n%00\\\"\\u0000 =cmd|' /C calc'!A0",
    "\u{202e}\u{feff}\u{10ffff}e\u{301}Å𝔄ﷺ\u{200d}",
];

/// Texts that mean something to the program, which therefore refuses what means nothing; they keep their plain value here.
const MEANINGFUL: [(&str, &str); 23] = [
    ("user", "user_name"),
    ("saved_view", "record_type"),
    ("saved_view", "filter"),
    ("saved_view", "sort"),
    ("saved_view", "columns"),
    ("saved_view", "grouping"),
    ("mapping", "record_type"),
    ("reason_rule", "record_type"),
    ("reason_rule", "field"),
    ("custom_field", "record_type"),
    ("custom_field", "name"),
    ("custom_field", "target"),
    ("label", "record_type"),
    ("label", "field"),
    ("Right", "record_type"),
    ("Right", "filter"),
    ("ClassView", "record_type"),
    ("sharing_rule", "record_type"),
    ("sharing_rule", "filter"),
    ("restriction", "record_type"),
    ("restriction", "filter"),
    ("assertion", "record_type"),
    ("assertion", "field"),
];

/// The hostile text in the form of the field, as long as it may be; nothing where the form leaves no room for it.
fn hostile(field: &AnyField, text: &str) -> Option<String> {
    let Kind::Text(format) = field.kind else { return None };
    // Mail addresses of users are kept in small letters, since people sign in with them.
    let bare = || text.replace(char::is_whitespace, "").replace('@', "").to_lowercase();
    let whole = match format {
        Format::Plain | Format::Lines | Format::Type | Format::AnyType => text.to_owned(),
        Format::Email => format!("{}@example.org", bare()),
        Format::Phone => format!("1{text}"),
        Format::Url => format!("https://example.org/{}", bare()),
        Format::Country | Format::Language | Format::Currency => return None,
    };
    Some(whole.chars().take(field.max_length as usize).collect())
}

/// A writer of records of every type.
struct Writer {
    admin: Person,
    /// A plain record of each type that links lead to.
    plain: BTreeMap<&'static str, String>,
    made: usize,
    /// Labels that were made, each of another record type.
    labels: usize,
}

impl Writer {
    /// A value that the field takes; texts hostile where one is given.
    async fn value(&mut self, of: &str, field: &AnyField, text: Option<&str>) -> Json {
        let is_meaningful = MEANINGFUL.contains(&(of, field.name));
        if let Some(hostile) = text.filter(|_| !is_meaningful).and_then(|text| hostile(field, text)) {
            return json!(hostile);
        }
        self.made += 1;
        match field.kind {
            _ if !field.default.is_empty() => serde_json::from_str(field.default).unwrap(),
            Kind::Text(_) if (of, field.name) == ("label", "record_type") => {
                self.labels += 1;
                json!(ALL[self.labels % ALL.len()].name)
            }
            Kind::Text(_) if field.name == "record_type" => json!("contact"),
            Kind::Text(_) if field.name == "filter" => json!("last_name pr"),
            Kind::Text(_) if (of, field.name) == ("custom_field", "name") => json!(format!("x_field_{}", self.made)),
            Kind::Text(Format::Email) => json!(format!("plain{}@example.org", self.made)),
            Kind::Text(Format::Language) => json!("nl"),
            Kind::Text(Format::Currency) => json!("EUR"),
            Kind::Text(_) => json!(format!("1 plain {}", self.made)),
            Kind::Number { .. } => json!("1"),
            Kind::Money => json!({"amount": "1", "currency": "EUR"}),
            Kind::Date => json!("2026-01-01"),
            Kind::Time => json!("2026-01-02T00:00:00Z"),
            Kind::YesNo => json!(false),
            Kind::Choice(choices) => json!(choices[0].code),
            Kind::Link(target) => json!(Box::pin(self.link(target)).await),
            Kind::Reference(targets) => {
                let target = targets.first().copied().unwrap_or("contact");
                json!({"type": target, "id": Box::pin(self.link(target)).await})
            }
            Kind::List(list) => {
                let mut item = Map::new();
                for part in list.parts.iter().filter(|part| part.required || text.is_some()) {
                    let of = if of == "role" { list.name } else { of };
                    if part.required || hostile(part, "").is_some() {
                        item.insert(part.name.into(), Box::pin(self.value(of, part, text)).await);
                    }
                }
                json!([item])
            }
            Kind::Json => {
                json!({"record_type": "contact", "columns": [{"column": text.unwrap_or("Name"), "target": "last_name"}]})
            }
        }
    }

    /// A plain record to link to.
    async fn link(&mut self, target: &str) -> String {
        let kind = kind(target);
        if let Some(id) = self.plain.get(kind.name) {
            return id.clone();
        }
        let id = self.make(kind, None).await.0;
        self.plain.insert(kind.name, id.clone());
        id
    }

    /// What makes a record: required fields and, with a hostile text, every field that holds texts.
    async fn body(&mut self, kind: &'static RecordType, text: Option<&str>) -> Json {
        let mut body = Map::new();
        for field in kind.fields.iter().filter(|field| !field.computed && !field.is_secret()) {
            let holds_text = match field.kind {
                Kind::Text(_) => hostile(field, "").is_some() && !MEANINGFUL.contains(&(kind.name, field.name)),
                Kind::List(list) => list.parts.iter().any(|part| hostile(part, "").is_some()),
                _ => false,
            };
            let is_one_of_two = (kind.name, field.name) == ("restriction", "action");
            // An assertion about nobody but an exception is true.
            let is_about_people = kind.name == "assertion" && matches!(field.name, "people" | "except");
            if field.required || is_one_of_two || is_about_people || (text.is_some() && holds_text) {
                body.insert(field.name.into(), self.value(kind.name, field, text).await);
            }
        }
        Json::Object(body)
    }

    /// Makes a record by the door that its type has; its id and what was sent.
    async fn make(&mut self, kind: &'static RecordType, text: Option<&str>) -> (String, Json) {
        let body = self.body(kind, text).await;
        let answer = match kind.name {
            "attachment" => {
                let form = Form::new().text("about", body["about"].to_string());
                let form = form.text("name", body["name"].as_str().unwrap().to_owned());
                let form = form.part("file", Part::bytes(vec![1]).file_name("x"));
                Answer::of(self.admin.request(Method::POST, "/attachments").multipart(form).send().await.unwrap()).await
            }
            _ => self.admin.post(&format!("/{}", kind.plural), body.clone()).await,
        };
        let made = answer.expect(201).json();
        (made["id"].as_str().unwrap().to_owned(), body)
    }
}

on_both_servers! {
    async fn every_text_of_every_type_is_kept_as_it_is_and_does_nothing(server: TestServer) {
        let mut writer = Writer { admin: server.admin().await, plain: BTreeMap::new(), made: 0, labels: 0 };
        let mut texts = 0;
        // That somebody acted as another is written down by its page alone.
        for kind in ALL.into_iter().filter(|kind| kind.name != "impersonation") {
            for text in HOSTILE {
                let (id, sent) = writer.make(kind, Some(text)).await;
                let read = writer.admin.get(&format!("/{}/{id}", kind.plural)).await.expect(200).json();
                for (name, value) in sent.as_object().unwrap() {
                    let same = match (value, &read[name]) {
                        // A list is read with all parts, of which some were not sent.
                        (Json::Array(sent), Json::Array(read)) => sent.iter().zip(read).all(|(sent, read)| {
                            sent.as_object().unwrap().iter().all(|(part, value)| read[part] == *value)
                        }),
                        (Json::String(sent), read) if sent.contains(['<', '\'', '{', '\u{202e}']) => {
                            texts += 1;
                            read == sent
                        }
                        // Numbers and moments are read in one form, whatever was sent.
                        _ => true,
                    };
                    assert!(same, "{} {name}: {value} {}", kind.name, read[name]);
                }
                let name = kind.title[0].name();
                let filter = format!("{name} eq {}", sent[name]);
                let found = writer.admin.request(Method::GET, &format!("/{}", kind.plural)).query(&[("filter", &filter)]);
                let found = Answer::of(found.send().await.unwrap()).await.expect(200).json();
                let ids: Vec<_> = found["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
                assert!(ids.contains(&&json!(id)), "{filter}: {found}");
            }
        }
        assert!(texts > 200, "{texts}");

        // Labels of added fields are in the documentation, as text.
        let page = Answer::of(server.request(Method::GET, "/docs").bearer_auth(&writer.admin.key).send().await.unwrap()).await.expect(200);
        assert!(page.text.contains("&lt;script&gt;alert(1)") && !page.text.contains("<script") && !page.text.contains("<img"));
        assert_eq!(writer.admin.get("/journal/verification").await.expect(200).json()["broken"], json!(null));
    }
}
