//! The matrix of authorization: every operation of the document, asked by nobody, with a wrong and a withdrawn key, and by somebody of
//! each shipped profile about a record of his own and of somebody else's, one by one and in a batch. The statuses are a golden table, so that an
//! operation cannot be added, and a right cannot move, without somebody seeing it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use beheer::id::Id;
use beheer::model::Schema;
use beheer::records::{ALL, seed};
use beheer::secret::Secret;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value as Json, json};

use crate::exits::samples::Samples;
use crate::support::golden;
use crate::support::server::{Answer, Person, TestServer};

/// The shipped profiles, as they are called in the table.
const PROFILES: [(&str, &str); 7] = [
    ("administrator", "Administrator"),
    ("management", "Management"),
    ("sales", "Sales"),
    ("assistant", "Sales assistant"),
    ("support", "Support"),
    ("finance", "Finance"),
    ("reader", "Read-only"),
];
const HEADING: &str = "\
# What each operation answers to somebody of each shipped profile: about his own record / about somebody else's, in one batch too.
# 412 and 422 stand where the right is there and the request asks for nothing that could be done.
";
/// What never was.
const NOTHING: &str = "0190a000-0000-7000-8000-000000000000";

/// An operation of the document.
struct Asked<'d> {
    id: &'d str,
    method: Method,
    path: &'d str,
    operation: &'d Json,
}

impl Asked<'_> {
    /// The type of the records in the path.
    fn plural(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    fn is_about_one(&self) -> bool {
        self.path.contains("{id}")
    }

    /// The request about a record. A version that never was keeps what is allowed from being done; a body that says nothing does the same.
    fn request(&self, server: &TestServer, about: &str, user: &str) -> RequestBuilder {
        let path = self.path.replace("{id}", about);
        let mut request = server.request(self.method.clone(), &format!("/api/v1{path}")).header("If-Match", "\"0\"");
        for parameter in self.operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["in"] != "query" || parameter["required"] != true {
                continue;
            }
            let value = match name {
                "type" => "contact",
                "action" => "read",
                "class" => "personal",
                "user_id" => user,
                "id" => about,
                other => panic!("{}: what is a good `{other}`?", self.id),
            };
            request = request.query(&[(name, value)]);
        }
        if self.operation["requestBody"]["content"].get("application/json").is_some() {
            request.json(&self.body())
        } else {
            request
        }
    }

    /// A body that is well formed and asks for nothing that could be done.
    fn body(&self) -> Json {
        match self.path.rsplit('/').next() {
            Some("merge") => json!({"loser_id": NOTHING}),
            Some("undo") => json!({"seq": 1}),
            _ => json!({}),
        }
    }
}

fn operations(document: &Json) -> Vec<Asked<'_>> {
    let paths = document["paths"].as_object().unwrap();
    let each = |(path, methods): (&'_ String, &'_ Json)| -> Vec<(String, String)> {
        methods.as_object().unwrap().keys().map(|method| (path.clone(), method.clone())).collect()
    };
    let all: Vec<(String, String)> = paths.iter().flat_map(each).collect();
    all.iter()
        .map(|(path, method)| {
            let (path, methods) = paths.get_key_value(path).unwrap();
            let operation = &methods[method];
            let method = method.to_uppercase().parse().unwrap();
            Asked { id: operation["operationId"].as_str().unwrap(), method, path, operation }
        })
        .collect()
}

async fn status(request: RequestBuilder) -> u16 {
    // The body of a stream has no end; its status is all that is asked here.
    request.send().await.unwrap().status().as_u16()
}

/// Somebody of a profile, with a record of each type that is his own where records of it are anybody's.
struct Somebody {
    name: &'static str,
    person: Person,
    own: BTreeMap<&'static str, String>,
}

async fn records_of(server: &TestServer, samples: &mut Samples, owner: Id) -> BTreeMap<&'static str, String> {
    let mut all = BTreeMap::new();
    for kind in ALL {
        all.insert(kind.plural, samples.make(server, kind, owner).await.id.to_string());
    }
    all
}

/// What nobody gets in with.
async fn outsiders(server: &TestServer) -> Vec<(&'static str, Option<String>)> {
    let program = server.program().await;
    let identity = server.app.identity();
    let (key_id, revoked) = {
        let one = server.person("revoked", "Administrator").await;
        (one.key_id, one.key)
    };
    let keys = ALL.into_iter().find(|kind| kind.name == "key").unwrap();
    let gone = beheer::changes::Change::delete(keys, key_id);
    beheer::changes::commit(server.app.database(), &program, beheer::changes::Batch::one(gone)).await.unwrap();
    let email = "former@example.org";
    let profile = seed::profile_named("Administrator");
    let former = identity
        .make_user(&program, "former", email, profile, Some(Secret::new(crate::support::server::PASSWORD)))
        .await
        .unwrap();
    let (_, key) = identity.make_key(&program, former, "tests", &[], None).await.unwrap();
    let users = ALL.into_iter().find(|kind| kind.name == "user").unwrap();
    let out = beheer::rights::decide::read_input(&program, users, &json!({"active": false})).unwrap();
    let out = beheer::changes::Change::update(users, former, out);
    beheer::changes::commit(server.app.database(), &program, beheer::changes::Batch::one(out)).await.unwrap();
    let wrong = format!("{}x", &revoked[..revoked.len() - 1]);
    vec![
        ("nobody", None),
        ("a wrong key", Some(wrong)),
        ("a withdrawn key", Some(revoked)),
        ("who has left", Some(key.reveal().to_owned())),
    ]
}

/// The statuses of a batch that changes one's own record and another's; nothing is changed, as the version never was.
async fn batch(server: &TestServer, one: &Somebody, plural: &str, foreign: &str) -> String {
    let change = |id: &str| json!({"method": "update", "id": id, "version": 99, "values": {}});
    let body = json!({"operations": [change(&one.own[plural]), change(foreign)], "atomic": false});
    let request = server.request(Method::POST, &format!("/api/v1/{plural}/batch")).bearer_auth(&one.person.key);
    let answer = Answer::of(request.json(&body).send().await.unwrap()).await;
    if answer.status != 200 {
        return answer.status.to_string();
    }
    let results = answer.json();
    let statuses = results["results"].as_array().unwrap().iter().map(|result| result["status"].to_string());
    statuses.collect::<Vec<_>>().join("/")
}

async fn answers(
    server: &TestServer,
    one: &Somebody,
    asked: &Asked<'_>,
    foreign: &BTreeMap<&'static str, String>,
) -> String {
    let plural = asked.plural();
    let user = one.person.id.to_string();
    if asked.path.ends_with("/batch") {
        return batch(server, one, plural, &foreign[plural]).await;
    }
    let own = one.own.get(plural).map_or(NOTHING, String::as_str);
    let of = async |about: &str| status(asked.request(server, about, &user).bearer_auth(&one.person.key)).await;
    if asked.is_about_one() && foreign.contains_key(plural) {
        format!("{}/{}", of(own).await, of(&foreign[plural]).await)
    } else {
        of(NOTHING).await.to_string()
    }
}

on_both_servers! {
    async fn who_may_do_what_is_as_the_table_says(server: TestServer) {
        let document = beheer::api::document(&Schema::new(&ALL, &[]));
        let all = operations(&document);
        // Who keeps the house, whatever happens to the others.
        server.admin().await;
        let stranger = server.person("stranger", "Sales").await;
        let mut samples = Samples::new(server, stranger.id).await;
        let foreign = records_of(server, &mut samples, stranger.id).await;
        let mut people = Vec::new();
        for (name, profile) in PROFILES {
            let person = server.person(name, profile).await;
            let own = records_of(server, &mut samples, person.id).await;
            people.push(Somebody { name, person, own });
        }
        let outsiders = outsiders(server).await;
        let mut table = String::from(HEADING);
        for asked in &all {
            for (who, key) in &outsiders {
                let request = asked.request(server, NOTHING, NOTHING);
                let request = if let Some(key) = key { request.bearer_auth(key) } else { request };
                let expected = if asked.id == "createSession" { 422 } else { 401 };
                assert_eq!(status(request).await, expected, "{} asked by {who}", asked.id);
            }
            let mut line = format!("{}:", asked.id);
            for one in &people {
                let _ = write!(line, " {}={}", one.name, answers(server, one, asked, &foreign).await);
            }
            assert!(!line.contains("=5") && !line.contains("/5"), "{line}");
            table.push_str(&line);
            table.push('\n');
        }
        golden::compare("authorization.txt", &table);
    }
}
