//! The built program: imports from the command line, alone and beside a server, and a kill in the middle of one.

use beheer::database::{Database, Options as DatabaseOptions};

use super::jobs::Upload;
use super::shared;
use crate::support::killable::{Program, client};
use crate::support::postgres;
use serde_json::Value as Json;

/// What is imported in which collection, and how many lines are in it.
const NORTHWIND: [(&str, &str, usize); 4] = [
    ("customers", "organisations", 91),
    ("suppliers", "organisations", 29),
    ("products", "products", 77),
    ("employees", "users", 9),
];

fn path(file: &str) -> String {
    format!("{}/../shared/data/import/northwind/{file}.csv", env!("CARGO_MANIFEST_DIR"))
}

/// Brings Northwind in, in again, and takes it out.
fn northwind(program: &Program) {
    let mut operations = Vec::new();
    let before = program.run(&["export", "users", "--format", "json"], "");
    for (file, collection, lines) in NORTHWIND {
        let words = ["import", collection, &path(file), "--reason", "Brought over"];
        let (out, told) = program.output(&[&words[..], &["--dry-run"]].concat(), "");
        assert!(told.contains(&format!("{lines} lines would create a record")), "{file}: {out}{told}");
        assert_eq!(out.lines().filter(|line| line.contains(": would be created")).count(), lines, "{file}: {out}");
        let (_, told) = program.output(&words, "");
        assert!(told.contains(&format!("{lines} lines created a record")), "{file}: {told}");
        let operation =
            told.split("beheer undo ").nth(1).unwrap().split_whitespace().next().unwrap().trim_matches(['`', '.']);
        operations.push(operation.to_owned());
        let (_, told) = program.output(&[&words[..], &["--duplicates", "update"]].concat(), "");
        assert!(told.contains(&format!("{lines} lines changed nothing")), "{file}: {told}");
    }
    let contacts: Json = serde_json::from_str(&program.run(&["export", "contacts", "--format", "json"], "")).unwrap();
    assert_eq!(contacts.as_array().unwrap().len(), 91 + 29);
    let products: Json = serde_json::from_str(&program.run(&["export", "products", "--format", "json"], "")).unwrap();
    let chai = products.as_array().unwrap().iter().find(|product| product["sku"] == "1").unwrap();
    assert_eq!((&chai["name"], &chai["stock"], &chai["reorder_level"]), (&"Chai".into(), &"39".into(), &"10".into()));
    let users = program.run(&["export", "users", "--format", "csv", "--fields", "name,manager_id"], "");
    assert!(users.lines().any(|line| line.contains(",Nancy Davolio,Andrew Fuller,")), "{users}");
    for operation in operations.iter().rev() {
        program.run(&["undo", operation, "--reason", "Wrong company"], "");
    }
    assert_eq!(program.run(&["export", "organisations", "--format", "json"], "").trim(), "[]");
    assert_eq!(program.run(&["export", "users", "--format", "json"], ""), before);
    program.run(&["journal", "verify"], "");
}

async fn by_command(database: Option<String>, is_beside: bool) {
    if shared("northwind/customers.csv").is_none() {
        return;
    }
    let mut program = Program::new(database);
    if is_beside {
        program.start().await;
    }
    northwind(&program);
}

#[tokio::test(flavor = "multi_thread")]
async fn northwind_comes_in_by_command_alone_and_beside_a_server_on_sqlite() {
    by_command(None, false).await;
    by_command(None, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn northwind_comes_in_by_command_alone_and_beside_a_server_on_postgres() {
    for is_beside in [false, true] {
        if let Some(url) = postgres::database(async |_| {}).await {
            by_command(Some(url), is_beside).await;
        }
    }
}

/// A server that is killed in the middle of an import; when it is back it makes the rest, and nothing twice.
async fn killed_half_way(database: Option<String>) {
    const LINES: usize = 4_000;
    let mut program = Program::new(database.clone());
    program.start().await;
    let key = program.first_key();
    let lines = (1..=LINES).map(|n| format!("Name{n},{},Acme\n", if n % 50 == 0 { "wrong" } else { "31-12-1980" }));
    let file = format!("last name,birthday,company\n{}", lines.collect::<String>());
    // No key matches, and duplicates are welcome: only the operation knows what was made.
    let mapping = serde_json::json!({"record_type": "contact", "mode": "create", "columns": [
        {"column": "last name", "target": "last_name"}, {"column": "birthday", "target": "birthday"},
        {"column": "company", "target": "organisation_id by name"},
    ]});
    let upload = Upload { duplicates: "create", mapping: Some(mapping), ..Upload::of("people.csv", "contact") };
    let request = client().post(program.url("/imports")).bearer_auth(&key).header("Change-Reason", "Brought over");
    let id = request.multipart(upload.form(file)).send().await.unwrap().json::<Json>().await.unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let job = async |program: &Program| {
        let request = client().get(program.url(&format!("/jobs/{id}"))).bearer_auth(&key);
        request.send().await.unwrap().json::<Json>().await.unwrap()
    };
    for most in [500, 2_000] {
        while job(&program).await["done"].as_u64() < Some(most) {}
        program.kill();
        if let Some(url) = &database {
            // The lease of a server that another machine may hold runs out by itself; that takes longer than a test may.
            let database = Database::open(&DatabaseOptions::new(url)).await.unwrap();
            database
                .write(|transaction| Box::pin(transaction.on().script("update jobs set lease_until = 1")))
                .await
                .unwrap();
            database.close().await;
        }
        program.start().await;
    }
    let mut last = job(&program).await;
    while last["state"] == "running" || last["state"] == "waiting" {
        last = job(&program).await;
    }
    let result = &last["result"];
    assert_eq!(
        (&last["state"], &result["created"], &result["failed"], &result["also_created"]),
        (&"done".into(), &3_920.into(), &80.into(), &1.into()),
        "{last}"
    );
    let names: Vec<String> = program.records(&key, "Name").await.into_iter().map(|(name, _)| name).collect();
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!((names.len(), distinct.len()), (3_920, 3_920));
    let errors = client()
        .get(program.url(&format!("/jobs/{id}/errors")))
        .bearer_auth(&key)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(errors.lines().count(), 1 + 80, "{errors}");
    program.run(&["undo", &id, "--reason", "Wrong file"], "");
    assert_eq!(program.records(&key, "Name").await.len(), 0);
    program.run(&["journal", "verify"], "");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_half_way_is_finished_after_the_restart_on_sqlite() {
    killed_half_way(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_half_way_is_finished_after_the_restart_on_postgres() {
    if let Some(url) = postgres::database(async |_| {}).await {
        killed_half_way(Some(url)).await;
    }
}
