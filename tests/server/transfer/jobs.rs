//! Imports over HTTP: an upload, a job with progress, one operation to take it back.

use reqwest::Method;
use reqwest::multipart::{Form, Part};

use beheer::id::Id;
use beheer::jobs;
use beheer::rights::{Caller, Channel};

use super::*;
use crate::support::server::{Answer, Person};

/// What a person says about a file.
pub(super) struct Upload<'a> {
    pub name: &'a str,
    pub record_type: &'a str,
    pub duplicates: &'a str,
    pub mapping: Option<Json>,
    /// Further parts of the form.
    pub said: Vec<(&'static str, &'static str)>,
}

impl<'a> Upload<'a> {
    pub(super) fn of(name: &'a str, record_type: &'a str) -> Self {
        Self { name, record_type, duplicates: "skip", mapping: None, said: Vec::new() }
    }

    pub(super) fn form(self, bytes: impl Into<Vec<u8>>) -> Form {
        let form =
            Form::new().text("record_type", self.record_type.to_owned()).text("duplicates", self.duplicates.to_owned());
        let form = match self.mapping {
            Some(mapping) => form.text("mapping", mapping.to_string()),
            None => form,
        };
        let form = self.said.into_iter().fold(form, |form, (part, text)| form.text(part, text));
        form.part("file", Part::bytes(bytes.into()).file_name(self.name.to_owned()))
    }

    async fn send(self, person: &Person, path: &str, bytes: impl Into<Vec<u8>>) -> Answer {
        let request = person.request(Method::POST, path).header("Change-Reason", "Brought over");
        Answer::of(request.multipart(self.form(bytes)).send().await.unwrap()).await
    }
}

/// Looks at a job until it is as wanted.
async fn job(person: &Person, id: &str, wanted: impl Fn(&Json) -> bool) -> Json {
    let look = async {
        loop {
            let job = person.get(&format!("/jobs/{id}")).await.expect(200).json();
            if wanted(&job) {
                return job;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(2), look).await.expect("the job comes to an end")
}

fn is_over(job: &Json) -> bool {
    matches!(job["state"].as_str(), Some("done" | "failed" | "cancelled")) && job["finished_at"].is_string()
}

/// Brings a file in; the job when it is over.
async fn imported(person: &Person, upload: Upload<'_>, bytes: impl Into<Vec<u8>>) -> Json {
    let submitted = upload.send(person, "/imports", bytes).await.expect(202).json();
    job(person, submitted["id"].as_str().unwrap(), is_over).await
}

async fn count(person: &Person, collection: &str) -> Json {
    person.get(&format!("/{collection}?limit=1&count=exact")).await.expect(200).json()["count"].clone()
}

fn lines(count: usize, name: &str) -> String {
    let lines = (1..=count).map(|n| format!("{name}{n},{name}{n}@example.org,Acme\n")).collect::<Vec<_>>().concat();
    format!("last name,email,company\n{lines}")
}

const NORTHWIND: [(&str, &str, u64, u64); 4] = [
    ("customers", "organisation", 91, 91),
    ("suppliers", "organisation", 29, 29),
    ("products", "product", 77, 0),
    ("employees", "user", 9, 0),
];

on_both_servers! {
    async fn northwind_comes_in_over_http_once_and_goes_out_again(server: TestServer) {
        let admin = server.admin().await;
        let users = count(&admin, "users").await.as_u64().unwrap();
        let mut operations = Vec::new();
        for (file, record_type, created, also) in NORTHWIND {
            let name = format!("{file}.csv");
            let Some(bytes) = shared(&format!("northwind/{name}")) else { return };
            let preview = Upload::of(&name, record_type).send(&admin, "/imports/preview", bytes.clone()).await.expect(200).json();
            assert_eq!((preview["lines"].as_u64(), preview["mapping"]["record_type"].as_str()), (Some(created), Some(record_type)));
            let told = Upload::of(&name, record_type).send(&admin, "/imports/dry-run", bytes.clone()).await.expect(200).json();
            assert_eq!((&told["created"], &told["failed"]), (&json!(created), &json!(0)), "{file}");
            let head = server.journal_head().await;
            let job = imported(&admin, Upload::of(&name, record_type), bytes.clone()).await;
            let result = &job["result"];
            assert_eq!((&result["created"], &result["also_created"], &job["done"], &job["total"]), (&json!(created), &json!(also), &json!(created), &json!(created)), "{job}");
            assert_eq!(job["state"], "done");
            operations.push(job["id"].as_str().unwrap().to_owned());
            let entries = server.journal_head().await - head;
            let entry = admin.get(&format!("/journal?operation_id={}&limit=1", operations[operations.len() - 1])).await.expect(200).json()["items"][0].clone();
            assert!(entries >= i64::try_from(created + also).unwrap(), "{file}: {entries}");
            assert_eq!((&entry["reason_text"], &entry["operation_kind"]), (&json!("Brought over"), &json!("import")), "{entry}");

            let head = server.journal_head().await;
            let again = imported(&admin, Upload { duplicates: "update", ..Upload::of(&name, record_type) }, bytes).await;
            assert_eq!((&again["result"]["unchanged"], server.journal_head().await), (&json!(created), head), "{again}");
        }
        assert_eq!((count(&admin, "organisations").await, count(&admin, "contacts").await), (json!(120), json!(120)));
        assert_eq!((count(&admin, "products").await, count(&admin, "users").await), (json!(77), json!(users + 9)));
        let found = admin.get("/organisations?filter=external_id eq \"ANATR\"").await.expect(200).json()["items"][0].clone();
        assert_eq!((&found["name"], &found["addresses"][0]["city"]), (&json!("Ana Trujillo Emparedados y helados"), &json!("México D.F.")));
        let chai = admin.get("/products?filter=sku eq \"1\"&expand=supplier").await.expect(200).json()["items"][0].clone();
        assert_eq!((&chai["stock"], &chai["reorder_level"], &chai["price"]["amount"]), (&json!("39"), &json!("10"), &json!("18.00")));
        let nancy = admin.get("/users?filter=name eq \"Nancy Davolio\"&expand=manager").await.expect(200).json()["items"][0].clone();
        let andrew = admin.get("/users?filter=name eq \"Andrew Fuller\"").await.expect(200).json()["items"][0].clone();
        assert_eq!(nancy["manager_id"], andrew["id"]);

        for operation in operations.iter().rev() {
            let undo = admin.request(Method::POST, &format!("/operations/{operation}/undo")).header("Change-Reason", "Wrong company");
            Answer::of(undo.send().await.unwrap()).await.expect(200);
        }
        for (collection, left) in [("organisations", 0), ("contacts", 0), ("products", 0), ("users", users)] {
            assert_eq!(count(&admin, collection).await, json!(left), "{collection}");
        }
    }

    async fn bad_lines_come_back_as_a_file_that_can_be_mended_and_brought_again(server: TestServer) {
        let admin = server.admin().await;
        let file = "naam;prijs;artikelnummer\nThee;1.234,50;T1\nKoffie;gratis;K1\nMelk;\"2,00;M1\n";
        let job = imported(&admin, Upload::of("prijzen.csv", "product"), file).await;
        assert_eq!((&job["result"]["created"], &job["result"]["failed"], &job["result"]["has_errors"]), (&json!(1), &json!(2), &json!(true)), "{job}");
        let path = format!("/jobs/{}/errors", job["id"].as_str().unwrap());
        let errors = admin.get(&path).await.expect(200).text;
        assert!(errors.contains("Koffie;gratis;K1;3;prijs: `gratis` is not a number as this column writes them."), "{errors}");
        assert!(errors.contains("A quote opens a cell here and is never closed."), "{errors}");
        let mended = errors.replace("gratis", "0,50").replace('\'', "");
        let job = imported(&admin, Upload::of("errors.csv", "product"), mended).await;
        assert_eq!(job["result"]["created"], 1, "{job}");
    }

    async fn what_is_found_out_about_a_file_is_shown_and_can_be_said_instead(server: TestServer) {
        let admin = server.admin().await;
        let bytes = b"last name;notes\nVos;caf\xe9\nBos;the\xe9\n".to_vec();
        let preview = Upload::of("a.csv", "contact").send(&admin, "/imports/preview", bytes.clone()).await.expect(200).json();
        assert_eq!(preview["detected"], json!({
            "format": "csv", "delimiter": ";", "encoding": "windows-1252", "header": true, "sheet": null, "sheets": [],
        }));
        let said = |part: &'static str, text: &'static str| Upload { said: vec![(part, text)], ..Upload::of("a.csv", "contact") };
        for (part, text, pointer, found) in [
            ("header", "false", "/columns", json!(["Column 1", "Column 2"])),
            ("delimiter", "tab", "/columns", json!(["last name;notes"])),
            ("encoding", "iso-8859-2", "/detected/encoding", json!("ISO-8859-2")),
        ] {
            let preview = said(part, text).send(&admin, "/imports/preview", bytes.clone()).await.expect(200).json();
            assert_eq!(preview.pointer(pointer), Some(&found), "{part}");
        }
        for (part, text, code) in [("header", "maybe", "invalid"), ("delimiter", "\"", "invalid"), ("encoding", "klingon", "invalid")] {
            assert_eq!(said(part, text).send(&admin, "/imports", bytes.clone()).await.problem(422), code, "{part}");
        }
    }

    async fn a_job_that_waits_or_runs_can_be_stopped_and_what_it_did_taken_back(server: TestServer) {
        let admin = server.admin().await;
        let turn = server.app.turn().await;
        let waiting = Upload::of("a.csv", "contact").send(&admin, "/imports", lines(3, "Never")).await.expect(202).json();
        assert_eq!(waiting["state"], "waiting");
        let path = format!("/jobs/{}/cancellation", waiting["id"].as_str().unwrap());
        assert_eq!(admin.post(&path, json!({})).await.expect(200).json()["state"], "cancelled");
        assert_eq!(admin.post(&path, json!({})).await.problem(409), "job_is_over");
        let running = Upload::of("b.csv", "contact").send(&admin, "/imports", lines(6_000, "Some")).await.expect(202).json();
        drop(turn);
        let id = running["id"].as_str().unwrap();
        job(&admin, id, |job| job["done"].as_i64() > Some(0)).await;
        admin.post(&format!("/jobs/{id}/cancellation"), json!({})).await.expect(200);
        let job = job(&admin, id, |job| job["result"]["next_line"].is_null()).await;
        let created = job["result"]["created"].as_u64().unwrap();
        assert!(job["state"] == "cancelled" && created < 6_000, "{job}");
        assert_eq!(count(&admin, "contacts").await, json!(created));
        Answer::of(admin.request(Method::POST, &format!("/operations/{id}/undo")).header("Change-Reason", "Stopped").send().await.unwrap()).await.expect(200);
        assert_eq!(count(&admin, "contacts").await, json!(0));
    }

    async fn a_job_that_was_stopped_is_taken_up_again_and_makes_nothing_twice(server: TestServer) {
        let admin = server.admin().await;
        let user = Caller::user(server.app.configuration().await.unwrap(), admin.id, Channel::Console);
        let turn = server.app.turn().await;
        let stopped = Upload::of("a.csv", "contact").send(&admin, "/imports", lines(3, "Once")).await.expect(202).json();
        let id: Id = stopped["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(jobs::retry(&server.app, &user, id).await.unwrap_err().code(), "job_goes_on");
        jobs::cancel(&server.app, &user, id).await.unwrap();
        let path = format!("/jobs/{id}/retry");
        assert_eq!(server.sales_rep().await.post(&path, json!({})).await.problem(404), "not_found");
        assert_eq!(admin.post(&path, json!({})).await.expect(200).json()["state"], "waiting");
        assert_eq!(admin.post(&path, json!({})).await.problem(409), "job_goes_on");
        let gone = Upload::of("b.csv", "contact").send(&admin, "/imports", lines(3, "Never")).await.expect(202).json();
        let gone: Id = gone["id"].as_str().unwrap().parse().unwrap();
        jobs::cancel(&server.app, &user, gone).await.unwrap();
        jobs::draft::sweep(&server.app, i64::MAX).await.unwrap();
        assert_eq!(admin.post(&format!("/jobs/{gone}/retry"), json!({})).await.problem(409), "file_is_gone");
        drop(turn);
        let job = job(&admin, &id.to_string(), is_over).await;
        assert_eq!((&job["state"], &job["result"]["created"]), (&json!("done"), &json!(3)), "{job}");
        assert_eq!(jobs::retry(&server.app, &user, id).await.unwrap_err().code(), "job_goes_on");
        assert_eq!(count(&admin, "contacts").await, json!(3));
    }

    async fn two_imports_at_once_find_what_the_other_made(server: TestServer) {
        let admin = server.admin().await;
        let submit = async |name| {
            Upload::of("a.csv", "contact").send(&admin, "/imports", lines(700, name)).await.expect(202).json()["id"].as_str().unwrap().to_owned()
        };
        let (first, second, same) = tokio::join!(submit("First"), submit("Second"), submit("First"));
        let mut created = 0;
        for id in [first, second, same] {
            let job = job(&admin, &id, is_over).await;
            assert_eq!((&job["state"], &job["result"]["failed"]), (&json!("done"), &json!(0)), "{job}");
            created += job["result"]["created"].as_u64().unwrap();
        }
        assert_eq!(created, 1_400);
        assert_eq!((count(&admin, "contacts").await, count(&admin, "organisations").await), (json!(1_400), json!(1)));
    }
}
