//! Questions that name a protected field, each held against the same question about a field that does not exist.

use beheer::model::Kind;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value as Json, json};

use super::samples::Sample;
use crate::support::server::{Answer, Person};

/// A field that no type has, like no other.
const NOTHING: &str = "qqqq_wwww";

/// Filters of every family of operators; what is compared is of no importance to a field that does not exist.
const FILTERS: [&str; 14] = [
    "F pr",
    "not (F pr)",
    "F eq \"x\"",
    "F ne \"x\"",
    "F co \"x\"",
    "F sw \"x\"",
    "F ew \"x\"",
    "F gt 1",
    "F ge \"2001-01-01\"",
    "F lt 1",
    "F le 1",
    "F.value co \"x\"",
    "F.currency eq \"EUR\"",
    "title pr or F[value eq \"x\" and type pr]",
];

/// The answer without what differs from request to request, and without the guess at what was meant.
fn plain(answer: &Answer, sample: &Sample) -> (u16, String) {
    let mut body: Json = serde_json::from_str(&answer.text).unwrap_or(Json::Null);
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
        members.remove("operation_id");
    }
    let mut text = body.to_string();
    while let Some(from) = text.find(" Did you mean `") {
        let end = from + text[from..].find("`?").unwrap() + 2;
        let guess = &text[from + 15..end - 2];
        assert!(sample.protected.iter().all(|(field, ..)| field.name != guess), "{text}");
        text.replace_range(from..end, "");
    }
    (answer.status, text)
}

/// Holds a question about a field against the same about none.
async fn alike<F: Future<Output = Answer>>(sample: &Sample, field: &str, what: &str, ask: impl Fn(String) -> F) {
    let hidden = plain(&ask(field.to_owned()).await, sample);
    let (status, text) = plain(&ask(NOTHING.to_owned()).await, sample);
    assert_eq!(hidden, (status, text.replace(NOTHING, field)), "{} {field}: {what}", sample.kind.name);
    assert!((400..500).contains(&status) || text.contains("unknown_field"), "{what}: {status} {text}");
}

/// Naming any of the protected fields is answered as naming a field that does not exist.
pub(super) async fn are_as_about_nothing(person: &Person, sample: &Sample) {
    let plural = sample.kind.plural;
    let get = |path: String| async move { person.get(&path).await };
    for (field, value, _) in &sample.protected {
        let name = field.name;
        let (list, count, export) =
            (format!("/{plural}?"), format!("/{plural}?count=exact&"), format!("/{plural}/export?format=csv&"));
        let filters = FILTERS.iter().map(|filter| (&list, *filter));
        for (collection, filter) in filters.chain([(&count, "F pr"), (&export, "F pr"), (&export, "F ne \"x\"")]) {
            // The letter stands in no operator and in no literal.
            alike(sample, name, filter, |name| {
                get(format!("{collection}filter={}", encode(&filter.replace('F', &name))))
            })
            .await;
        }
        for (collection, given) in [
            (&list, "sort=F"),
            (&list, "sort=-F"),
            (&list, "fields=F"),
            (&list, "fields=title,F"),
            (&list, "expand=F"),
            (&export, "sort=title,F"),
            (&export, "fields=F"),
        ] {
            alike(sample, name, given, |name| get(format!("{collection}{}", given.replace('F', &name)))).await;
        }
        alike(sample, name, "fields of one", |name| get(format!("{}?fields={name}", sample.path()))).await;
        alike(sample, name, "expand of one", |name| get(format!("{}?expand={name}", sample.path()))).await;
        for value in [value.clone(), json!(null), json!(7), json!([7])] {
            written(person, sample, name, &value).await;
        }
        import(person, sample, name).await;
    }
}

/// Writing a protected field, by every door that takes values.
async fn written(person: &Person, sample: &Sample, name: &str, value: &Json) {
    let (plural, path) = (sample.kind.plural, sample.path());
    let with = |name: &str| json!({name: value});
    let post = |path: String, body: Json| async move { person.post(&path, body).await };
    let patch = |body: Json| async { person.patch(&path, body).await };
    alike(sample, name, "PATCH", |name| patch(with(&name))).await;
    if plural != "attachments" {
        alike(sample, name, "POST", |name| post(format!("/{plural}"), with(&name))).await;
    }
    for atomic in [true, false] {
        alike(sample, name, "batch", |name| {
            let update = json!({"method": "update", "id": sample.id.to_string(), "values": with(&name)});
            let create = json!({"method": "create", "values": with(&name)});
            post(format!("/{plural}/batch"), json!({"operations": [update, create], "atomic": atomic}))
        })
        .await;
    }
    alike(sample, name, "merge", |name| {
        let loser = beheer::id::Id::built_in(77).to_string();
        post(format!("{path}/merge"), json!({"loser_id": loser, "values": with(&name)}))
    })
    .await;
    if matches!(plural, "organisations" | "contacts" | "deals") {
        alike(sample, name, "conversion", |name| {
            let lead = beheer::id::Id::built_in(77);
            post(format!("/leads/{lead}/conversion"), json!({sample.kind.name: with(&name)}))
        })
        .await;
    }
}

/// Bringing in a file with a column for a protected field, or looking records up by it.
async fn import(person: &Person, sample: &Sample, name: &str) {
    let upload = |mapping: Json| {
        let file = Part::bytes(b"a\nx\n".to_vec()).file_name("a.csv");
        let form =
            Form::new().text("record_type", sample.kind.name).text("mapping", mapping.to_string()).part("file", file);
        async move {
            let sent = person.request(Method::POST, "/imports/dry-run").multipart(form).send().await.unwrap();
            Answer::of(sent).await
        }
    };
    let mapping = |target: String, match_on: Vec<String>| {
        let columns = json!([{"column": "a", "target": target}]);
        json!({"record_type": sample.kind.name, "columns": columns, "match_on": match_on, "mode": "update"})
    };
    for target in ["F", "F.currency", "F[work].value", "F[0]", "not F", "F by name"] {
        alike(sample, name, target, |name| upload(mapping(target.replace('F', &name), vec!["id".into()]))).await;
    }
    alike(sample, name, "match_on", |name| upload(mapping("id".into(), vec![name]))).await;
}

/// Naming a field that is shown on own records tells nothing of those of others, and neither does writing it there.
pub(super) async fn tell_nothing_of_others(person: &Person, far: &Sample, near: &Sample) {
    let plural = far.kind.plural;
    for (field, value, mark) in &far.protected {
        let name = field.name;
        let path = far.path();
        alike(far, name, "PATCH", |name| async { person.patch(&path, json!({name: value})).await }).await;
        if field.is_secret() {
            continue;
        }
        let found = async |filter: &str| {
            let answer =
                person.get(&format!("/{plural}?limit=200&count=exact&filter={}", encode(filter))).await.expect(200);
            let ids = |sample: &Sample| answer.text.contains(&sample.id.to_string());
            (ids(far), ids(near))
        };
        assert_eq!(found(&format!("{name} pr")).await, (false, true), "{plural} {name}");
        assert_eq!(found(&format!("not ({name} pr)")).await, (true, false), "{plural} {name}");
        if let (Some(text), false) = (value.as_str(), matches!(field.kind, Kind::Number { .. } | Kind::Choice(_))) {
            assert!(!found(&format!("{name} eq \"{text}\"")).await.0, "{plural} {name}");
            assert!(found(&format!("{name} ne \"{text}\"")).await.0, "{plural} {name}");
        }
        if let (Kind::List(_), Some(mark)) = (field.kind, mark) {
            let part = value[0]
                .as_object()
                .unwrap()
                .iter()
                .find(|(_, value)| value.as_str().is_some_and(|text| text.contains(mark.as_str())));
            let part = part.unwrap().0;
            assert!(!found(&format!("{name}.{part} co \"{mark}\"")).await.0, "{plural} {name}");
        }
        if field.kind.has_order() {
            assert_eq!(person.get(&format!("/{plural}?sort={name}")).await.problem(422), "invalid");
        }
    }
}

/// A text in an address.
pub(super) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
