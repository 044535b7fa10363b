//! The doors of imports, jobs and exports: upload, proposal, dry run, the job with its error file, taking it back, and files by rights.

use std::time::Duration;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value as Json, json};

use crate::support::server::{Answer, Person, TestServer};

const PEOPLE: &str =
    "First name;Last name;E-mail\nAda;Jansen;ada@example.org\nBob;;bob@example.org\nCas;Vos;no address\n";

/// Sends a file to one of the doors, with these other parts before it.
async fn send(person: &Person, path: &str, file: &str, parts: &[(&'static str, &str)]) -> Answer {
    let mut form = Form::new();
    for (name, value) in parts {
        form = form.text(*name, (*value).to_owned());
    }
    let form = form.part("file", Part::text(file.to_owned()).file_name("people.csv"));
    let request = person.request(Method::POST, path).header("Change-Reason", "Brought over").multipart(form);
    Answer::of(request.send().await.unwrap()).await
}

/// Asks for a job until it moves no more.
async fn ended(person: &Person, id: &str) -> Json {
    let path = format!("/jobs/{id}");
    let ask = async {
        loop {
            let job = person.get(&path).await.expect(200).json();
            if !matches!(job["state"].as_str().unwrap(), "waiting" | "running") {
                return job;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), ask).await.expect("the job ends")
}

async fn titles(person: &Person) -> Vec<String> {
    let page = person.get("/contacts?sort=last_name").await.expect(200).json();
    page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

/// Three contacts, of which the sales rep has one.
async fn three(server: &TestServer) -> (Person, Person) {
    let (admin, rep) = (server.admin().await, server.sales_rep().await);
    admin.make("/contacts", json!({"last_name": "Theirs", "emails": [{"value": "theirs@example.org"}]})).await;
    admin.make("/contacts", json!({"last_name": "=1+1", "first_name": "<b>"})).await;
    rep.make("/contacts", json!({"last_name": "Own", "birthday": "1990-01-01"})).await;
    (admin, rep)
}

on_both_servers! {
    async fn a_file_is_looked_at_foretold_imported_and_taken_back(server: TestServer) {
        let admin = server.admin().await;
        let head = server.journal_head().await;
        let contact = [("record_type", "contact")];
        let preview = send(&admin, "/imports/preview", PEOPLE, &contact).await.expect(200).json();
        assert_eq!((&preview["columns"], &preview["lines"]), (&json!(["First name", "Last name", "E-mail"]), &json!(3)));
        assert_eq!(preview["rows"][0], json!({"line": 2, "cells": ["Ada", "Jansen", "ada@example.org"]}));
        let mapping = preview["mapping"].to_string();
        assert!(mapping.contains("first_name") && mapping.contains("last_name") && mapping.contains("emails"), "{mapping}");

        let mapped = [("record_type", "contacts"), ("mapping", mapping.as_str())];
        let foretold = send(&admin, "/imports/dry-run", PEOPLE, &mapped).await.expect(200).json();
        assert_eq!((&foretold["created"], &foretold["failed"]), (&json!(1), &json!(2)));
        let statuses: Vec<_> = foretold["lines"].as_array().unwrap().iter().map(|line| (&line["line"], &line["status"])).collect();
        assert_eq!(statuses, [(&json!(2), &json!("created")), (&json!(3), &json!("failed")), (&json!(4), &json!("failed"))]);
        assert!(foretold["lines"][1]["messages"][0].as_str().is_some_and(|text| text.contains("Last name")), "{foretold}");
        assert_eq!((server.journal_head().await, titles(&admin).await.len()), (head, 0), "looking writes nothing");

        let taken = send(&admin, "/imports", PEOPLE, &mapped).await.expect(202);
        let id = taken.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(taken.header("location"), Some(format!("/api/v1/jobs/{id}").as_str()));
        let job = ended(&admin, &id).await;
        assert_eq!((&job["state"], &job["done"], &job["total"], &job["title"]), (&json!("done"), &json!(3), &json!(3), &json!("people.csv")));
        assert_eq!((&job["result"]["created"], &job["result"]["failed"], &job["result"]["has_errors"]), (&json!(1), &json!(2), &json!(true)));
        assert_eq!(titles(&admin).await, ["Ada Jansen"]);
        server.journal_head().await;
        let events = admin.get(&format!("/journal?operation_id={id}")).await.expect(200).json();
        let rows = events["items"].as_array().unwrap();
        assert_eq!((rows.len(), &rows[0]["operation_kind"], &rows[0]["reason_text"]), (1, &json!("import"), &json!("Brought over")));

        let errors = admin.get(&format!("/jobs/{id}/errors")).await.expect(200);
        assert_eq!(errors.header("content-disposition"), Some("attachment; filename=\"errors.csv\""));
        assert!(errors.text.contains("bob@example.org") && errors.text.contains("no address") && !errors.text.contains("Jansen"), "{}", errors.text);
        let undone = admin.post(&format!("/operations/{id}/undo"), json!({})).await.expect(200).json();
        assert_eq!((&undone["records"], titles(&admin).await.len()), (&json!(1), 0));
    }

    async fn a_second_import_finds_what_the_first_one_made(server: TestServer) {
        let admin = server.admin().await;
        let file = "First name,Last name,E-mail\nAda,Jansen,ada@example.org\n";
        let import = async |parts: &[(&'static str, &str)]| {
            let taken = send(&admin, "/imports", file, parts).await.expect(202).json();
            ended(&admin, taken["id"].as_str().unwrap()).await["result"].clone()
        };
        let contact = ("record_type", "contact");
        assert_eq!(import(&[contact]).await["created"], 1);
        let head = server.journal_head().await;
        let matched = import(&[contact]).await;
        assert_eq!((&matched["unchanged"], server.journal_head().await), (&json!(1), head), "matched on the mail address");

        // Without a key to match on, a line that looks like a record that is there is told, and what becomes of it is asked.
        let mut mapping = send(&admin, "/imports/preview", file, &[contact]).await.expect(200).json()["mapping"].clone();
        mapping["match_on"] = json!([]);
        let mapping = ("mapping", &*mapping.to_string());
        assert_eq!(import(&[contact, mapping]).await["duplicates"], 1);
        assert_eq!(import(&[contact, mapping, ("duplicates", "update")]).await["unchanged"], 1);
        assert_eq!(server.journal_head().await, head);
        assert_eq!(import(&[contact, mapping, ("duplicates", "create")]).await["created"], 1);
        assert_eq!(titles(&admin).await, ["Ada Jansen", "Ada Jansen"]);
    }

    async fn jobs_are_seen_and_stopped_by_those_they_belong_to(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let taken = send(&admin, "/imports", PEOPLE, &[("record_type", "contact")]).await.expect(202).json();
        let id = taken["id"].as_str().unwrap();
        ended(&admin, id).await;
        for path in [format!("/jobs/{id}"), format!("/jobs/{id}/errors")] {
            assert_eq!(rep.get(&path).await.problem(404), "not_found");
        }
        assert_eq!(rep.post(&format!("/jobs/{id}/cancellation"), json!({})).await.problem(404), "not_found");
        assert_eq!(rep.get("/jobs").await.expect(200).json()["items"], json!([]));
        let all = admin.get("/jobs?limit=5").await.expect(200).json();
        assert_eq!((all["items"].as_array().unwrap().len(), &all["items"][0]["id"]), (1, &json!(id)));
        assert_eq!(admin.get(&format!("/jobs?before={id}")).await.expect(200).json()["items"], json!([]));
        assert_eq!(admin.post(&format!("/jobs/{id}/cancellation"), json!({})).await.status, 409, "it is over");
    }

    async fn a_form_that_says_nonsense_is_refused_and_makes_no_job(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let bad: [(&[(&'static str, &str)], u16); 8] = [
            (&[], 422),
            (&[("record_type", "nonsense")], 422),
            (&[("record_type", "contact"), ("mapping", "{")], 422),
            (&[("record_type", "contact"), ("mapping", "[]")], 422),
            (&[("record_type", "contact"), ("duplicates", "perhaps")], 422),
            (&[("record_type", "contact"), ("currency", "euro")], 422),
            (&[("record_type", "contact"), ("nonsense", "1")], 422),
            (&[("record_type", &"x".repeat(101))], 422),
        ];
        for path in ["/imports", "/imports/preview", "/imports/dry-run"] {
            for (parts, status) in &bad {
                let answer = send(&admin, path, PEOPLE, parts).await;
                assert_eq!(answer.status, *status, "{path} {parts:?}: {}", answer.text);
                answer.problem(*status);
            }
            assert_eq!(admin.post(path, json!({})).await.problem(415), "unsupported_media_type");
            let bare = admin.request(Method::POST, path).header("Content-Type", "multipart/form-data").body("x");
            assert_eq!(Answer::of(bare.send().await.unwrap()).await.problem(400), "malformed");
            let empty = admin.request(Method::POST, path).multipart(Form::new().text("record_type", "contact"));
            assert_eq!(Answer::of(empty.send().await.unwrap()).await.problem(422), "invalid");
            assert_eq!(send(&rep, path, PEOPLE, &[("record_type", "contact")]).await.problem(403), "forbidden");
        }
        assert_eq!(admin.get("/jobs").await.json()["items"], json!([]));
    }

    async fn a_list_goes_out_in_every_form_as_far_as_rights_reach(server: TestServer) {
        let (admin, rep) = three(server).await;
        let csv = admin.get("/contacts/export?sort=last_name&fields=first_name,last_name").await.expect(200);
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"contacts.csv\""));
        assert!(csv.text.contains("Theirs") && csv.text.contains("'=1+1"), "formulas are defused: {}", csv.text);
        let own = rep.get("/contacts/export?format=csv").await.expect(200).text;
        assert!(own.contains("Own") && own.contains("1990-01-01") && !own.contains("Theirs"), "{own}");

        let records: Json = rep.get("/contacts/export?format=json").await.expect(200).json();
        assert_eq!((records.as_array().unwrap().len(), &records[0]["last_name"]), (1, &json!("Own")));
        assert_eq!(records[0], rep.get("/contacts").await.json()["items"][0], "it has the shape that it has in a list");
        let cards = admin.get("/contacts/export?format=vcard").await.expect(200);
        assert_eq!((cards.text.matches("BEGIN:VCARD").count(), cards.text.contains("theirs@example.org")), (3, true));
        let sheet = admin.request(Method::GET, "/contacts/export?format=xlsx").send().await.unwrap();
        assert_eq!(sheet.headers()["content-disposition"], "attachment; filename=\"contacts.xlsx\"");
        assert!(sheet.bytes().await.unwrap().starts_with(b"PK\x03\x04"));

        let narrowed = admin.get("/contacts/export?format=json&filter=last_name+eq+%22Own%22").await.expect(200).json();
        assert_eq!(narrowed.as_array().unwrap().len(), 1);
        for (path, status) in [
            ("/contacts/export?format=pdf", 422),
            ("/contacts/export?limit=1", 422),
            ("/contacts/export?filter=nonsense", 422),
            ("/contacts/export?fields=nonsense", 422),
        ] {
            admin.get(path).await.problem(status);
        }
        let reader = server.read_only().await;
        assert_eq!(reader.get("/contacts/export").await.problem(403), "forbidden");
    }

    async fn an_export_is_streamed_and_holds_every_page(server: TestServer) {
        let admin = server.admin().await;
        let one = |at: usize| json!({"method": "create", "values": {"last_name": format!("Name {at:04}")}});
        let operations: Vec<Json> = (0..1_000).map(one).collect();
        admin.post("/contacts/batch", json!({"operations": operations})).await.expect(200);
        let response = admin.request(Method::GET, "/contacts/export?format=json&sort=last_name").send().await.unwrap();
        assert_eq!(response.headers().get("content-length"), None, "its length is not known when it begins");
        let records: Json = response.json().await.unwrap();
        let names: Vec<_> = records.as_array().unwrap().iter().map(|record| record["last_name"].as_str().unwrap()).collect();
        assert_eq!((names.len(), names[0], names[999]), (1_000, "Name 0000", "Name 0999"));
        assert!(names.is_sorted());
    }
}
