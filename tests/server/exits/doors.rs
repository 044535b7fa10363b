//! Everything that shows records, looked through for what must not be in it.

use std::time::Duration;

use beheer::model::{DataClass, Kind};
use beheer::transfer;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value as Json, json};

use super::questions::encode;
use super::samples::{Sample, Samples, harmless};
use crate::support::pages::{Browser, Console, PASSWORD};
use crate::support::server::{Answer, Person, TestServer};

const FORMATS: [&str; 4] = ["csv", "xlsx", "json", "vcard"];

/// Somebody who looks, beside an administrator who sees what is there to be seen.
pub(super) struct Look<'a> {
    server: &'a TestServer,
    admin: &'a Person,
    person: &'a Person,
    browser: Browser,
    /// How many values the administrator saw where the person saw none: that they were there to be seen.
    pub(super) seen: usize,
}

impl<'a> Look<'a> {
    pub(super) async fn new(server: &'a TestServer, console: &Console, admin: &'a Person, person: &'a Person) -> Self {
        let mut browser = console.browser();
        assert_eq!(browser.sign_in(&person.email, PASSWORD).await.status, 303);
        Self { server, admin, person, browser, seen: 0 }
    }

    /// Looks at a record of others, and at what there is of one's own beside it.
    pub(super) async fn around(&mut self, samples: &mut Samples, far: &Sample, near: Option<&Sample>) {
        let plural = far.kind.plural;
        let get = async |path: &str| self.person.get(path).await;
        let mut answers: Vec<(String, String)> = Vec::new();
        for path in [
            format!("/{plural}?limit=200&count=exact"),
            far.path(),
            format!("{}/history", far.path()),
            format!("/journal?record_id={}", far.id),
        ]
        .into_iter()
        .chain(beheer::transfer::duplicates::has_rules(far.kind).then(|| format!("{}/duplicates", far.path())))
        {
            let text = get(&path).await.expect(200).text;
            self.seen += shown(&self.admin.get(&path).await.expect(200).text, far);
            if near.is_none() {
                unnamed(&text, far, &path);
            }
            answers.push((path, text));
        }
        for format in FORMATS {
            let path = format!("/{plural}/export?format={format}");
            let text = exported(self.person, &path).await;
            self.seen += shown(&exported(self.admin, &path).await, far);
            answers.push((path, text));
        }
        if let Some(near) = near {
            let list = &answers[0].1;
            assert!(near.marks().any(|mark| list.contains(mark)), "{plural}: what is one's own is shown");
        }
        for mark in far.marks() {
            let found = get(&format!("/{plural}?limit=200&count=exact&q={}", encode(mark))).await.expect(200).json();
            assert!(!found.to_string().contains(&far.id.to_string()), "{plural}: found by {mark}");
        }
        for page in
            [format!("/{plural}"), far.path(), format!("{}/edit", far.path()), format!("{}/history", far.path())]
        {
            let text = self.browser.get(&page).await.text;
            answers.push((page, text));
        }
        answers.extend(self.linked(far).await);
        answers.extend(self.changed(samples, far).await);
        for (path, text) in answers {
            for mark in far.marks() {
                assert!(!text.contains(mark), "{} {path} shows {mark}: {text}", far.kind.name);
            }
        }
    }

    /// Lists whose links lead to the record, with the links expanded.
    async fn linked(&self, far: &Sample) -> Vec<(String, String)> {
        let mut answers = Vec::new();
        for other in beheer::records::ALL {
            for field in other.fields.iter().filter(|field| matches!(field.kind, Kind::Link(to) if to == far.kind.name))
            {
                let path = format!("/{}?limit=200&expand={}", other.plural, field.name);
                answers.push((path.clone(), self.person.get(&path).await.expect(200).text));
            }
        }
        answers
    }

    /// Changes of the record by the person and by others: answers, conflicts, warnings, a merge.
    async fn changed(&self, samples: &mut Samples, far: &Sample) -> Vec<(String, String)> {
        let program = self.server.program().await;
        let (person, admin, path) = (self.person, self.admin, far.path());
        let plural = far.kind.plural;
        let mut answers = Vec::new();
        let mut keep = |what: &str, answer: Answer| answers.push((what.to_owned(), answer.text));
        if let Some(text) = harmless(&program, far.kind) {
            keep("patched", person.patch(&path, json!({text.name: "Changed once"})).await);
            let update = json!({"method": "update", "id": far.id.to_string(), "values": {text.name: "Changed twice"}});
            keep(
                "batch",
                person.post(&format!("/{plural}/batch"), json!({"operations": [update], "atomic": false})).await,
            );
        }
        // What is hidden was changed since: it is in no conflict.
        for (field, ..) in far.protected.iter().filter(|(field, ..)| !field.computed) {
            let body = json!({field.name: samples.other(field, far.kind.name)});
            let patched = admin.patch(&path, body).await.expect(200).json();
            let seq = &admin.get(&format!("{path}/history?limit=1")).await.json()["items"][0]["seq"];
            let again = json!({field.name: samples.other(field, far.kind.name)});
            admin.patch(&path, again).await.expect(200);
            for body in [json!({"seq": seq}), json!({"version": patched["version"].as_i64().unwrap() - 1})] {
                let undone = person.post(&format!("{path}/undo"), body).await;
                assert!(!undone.text.contains(&format!("\"{}\"", field.name)), "{}", undone.text);
                keep("undone", undone);
            }
        }
        keep("duplicates", self.duplicates(far).await);
        let twin = samples.make(self.server, far.kind, admin.id).await;
        let merged = person.post(&format!("{path}/merge"), json!({"loser_id": twin.id.to_string()})).await;
        assert!(twin.marks().all(|mark| !merged.text.contains(mark)), "{}", merged.text);
        keep("merged", merged);
        let history = person.get(&format!("{path}/history?limit=200")).await;
        assert!(twin.marks().all(|mark| !history.text.contains(mark)), "{}", history.text);
        keep("history", history);
        answers
    }

    /// A file with the very values of the record: that they are there already is not told.
    async fn duplicates(&self, far: &Sample) -> Answer {
        let record = json!({"name": "New", "last_name": "New", "title": "New"});
        let mut record = record.as_object().cloned().unwrap();
        record.extend(far.protected.iter().map(|(field, value, _)| (field.name.to_owned(), value.clone())));
        let file = Part::bytes(Json::from(vec![Json::Object(record)]).to_string().into_bytes()).file_name("a.json");
        let form = Form::new().text("record_type", far.kind.name).part("file", file);
        let sent = self.person.request(Method::POST, "/imports/dry-run").multipart(form).send().await.unwrap();
        let answer = Answer::of(sent).await;
        assert!(!answer.text.contains(&far.id.to_string()), "{}", answer.text);
        assert!(!answer.text.contains("the same e-mail"), "{}", answer.text);
        Answer { text: String::new(), ..answer }
    }

    /// Live events tell that records changed, and nothing of what is in them.
    pub(super) async fn at_the_stream(&self, all: &[Sample]) {
        let head = self.server.journal_head().await;
        let request = self.person.request(Method::GET, "/events").header("Last-Event-ID", "0");
        let mut stream = request.send().await.unwrap();
        let mut text = String::new();
        let read = async {
            while !text.contains(&format!("\"position\":{head}}}")) {
                text.push_str(std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap());
            }
        };
        tokio::time::timeout(Duration::from_secs(20), read).await.unwrap();
        for sample in all {
            assert!(text.contains(&sample.id.to_string()), "{}", sample.kind.name);
            assert!(sample.marks().all(|mark| !text.contains(mark)), "{}", sample.kind.name);
        }
    }
}

/// How many of the protected values a text shows.
fn shown(text: &str, sample: &Sample) -> usize {
    sample.marks().filter(|mark| text.contains(mark)).count()
}

/// No protected field is named in an answer; values without a text of their own are not told by that text.
fn unnamed(text: &str, sample: &Sample, path: &str) {
    for (field, ..) in &sample.protected {
        // That a secret was set may be known by whoever reads the journal; what it is stands nowhere.
        if field.class != DataClass::Secret {
            let (member, entry) = (format!("\"{}\":", field.name), format!("\"field\":\"{}\"", field.name));
            assert!(!text.contains(&member) && !text.contains(&entry), "{path} names {}: {text}", field.name);
        }
    }
}

/// An exported file as text, whatever its form.
async fn exported(person: &Person, path: &str) -> String {
    let answer = person.request(Method::GET, path).send().await.unwrap();
    let bytes = answer.bytes().await.unwrap();
    if !path.ends_with("xlsx") {
        return String::from_utf8(bytes.to_vec()).unwrap();
    }
    let table = transfer::read(&bytes, "file.xlsx", &transfer::Options::default()).unwrap();
    let rows: Vec<_> = table.rows.iter().flat_map(|row| row.cells.iter().map(transfer::Cell::to_text)).collect();
    format!("{} {}", table.columns.join(" "), rows.join(" "))
}
