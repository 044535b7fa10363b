//! The bench: one command measures a release build on both engines, each figure beside its floor of the same run.
//!
//! `cargo bench --bench beheer -- [--contacts N] [--engine sqlite|postgres] [--quick]`; see README.md here. With `--company DIR` it only
//! makes the company there, for somebody else to measure.

#[path = "../server/support/postgres.rs"]
mod postgres;

mod company;
mod floor;
mod load;
mod server;
mod writes;

use std::path::{Path, PathBuf};
use std::time::Duration;

use beheer::id::Id;
use company::Company;
use load::{Ask, CLIENTS, Figures};

/// What a run measures.
struct Plan {
    contacts: usize,
    engines: Vec<&'static str>,
    /// How long each scenario runs.
    seconds: Duration,
    /// Where a company is made and kept, and nothing measured.
    company: Option<PathBuf>,
}

fn plan() -> Plan {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
    let engines = match value("--engine").as_deref() {
        Some("sqlite") => vec!["sqlite"],
        Some("postgres") => vec!["postgres"],
        _ => vec!["sqlite", "postgres"],
    };
    let contacts = value("--contacts").and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let quick = arguments.iter().any(|a| a == "--quick");
    let company = value("--company").map(PathBuf::from);
    Plan { company, contacts, engines, seconds: Duration::from_secs(if quick { 1 } else { 4 }) }
}

fn main() {
    let plan = plan();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        if let Some(folder) = &plan.company {
            std::fs::create_dir_all(folder).unwrap();
            let url = format!("sqlite:{}", folder.join("beheer.db").display());
            let company = Company::make(folder, &url, plan.contacts).await;
            println!("{} contacts and {} organisations.", plan.contacts, company.organisations);
            return;
        }
        for engine in &plan.engines {
            run(engine, &plan).await;
        }
    });
}

async fn run(engine: &str, plan: &Plan) {
    println!("\n## {engine}, {} contacts\n", plan.contacts);
    let folder = tempfile::TempDir::new().unwrap();
    let url = match engine {
        "postgres" => match postgres::database(async |_| {}).await {
            Some(url) => url,
            None => return,
        },
        _ => format!("sqlite:{}", folder.path().join("beheer.db").display()),
    };
    let company = Company::make(folder.path(), &url, plan.contacts).await;
    println!(
        "{} contacts and {} organisations written in {:.1} s.\n",
        plan.contacts, company.organisations, company.seconds
    );

    floor::settle(&url).await;
    println!("fsync of 4 KiB: {:.2} ms\n", writes::fsync(folder.path()));

    let server = server::Server::start(folder.path(), &url).await;
    println!("ready after {:.0} ms, idle at {:.1} MiB\n", server.ready.as_secs_f64() * 1e3, server.resident_mib());
    over_http(&server, folder.path(), &url, &company, plan.seconds).await;
    println!("\nafter the load: {:.1} MiB", server.resident_mib());
    let import = server::import(folder.path(), &url, plan.contacts.min(100_000));
    println!("import of {} contacts with journal: {:.1} s", plan.contacts.min(100_000), import.as_secs_f64());
    server.stop();
    in_process(&url, plan.seconds).await;
}

async fn over_http(server: &server::Server, folder: &Path, url: &str, company: &Company, seconds: Duration) {
    let key = server::key(folder, url, "seller@bench.example");
    let all = server::key(folder, url, "admin@bench.example");
    println!(
        "| | req/s, {CLIENTS} clients | p50 ms | p95 ms | p99 ms | CPU ms, server | CPU ms, engine | floor CPU ms | floor / ours |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");

    let empty = load::run(server, "", seconds, |_| Ask::get("/health/live")).await;
    row("empty handler", &empty, None);

    let fields = "first_name,last_name,job_title,organisation_id,language,preferred_channel,consent,updated_at";
    let list = format!("/api/v1/contacts?limit=50&sort=title&fields={fields}&expand=organisation");
    let figures = load::run(server, &key, seconds, move |_| Ask::get(list.clone())).await;
    row("list of 50, restricted to 10 %", &figures, Some(floor::list(url, company.seller, seconds).await));

    let one = |ids: &[Id], n: usize| format!("/api/v1/contacts/{}", ids[n % ids.len()]);
    let ids = company.own.clone();
    let figures = load::run(server, &key, seconds, move |n| Ask::get(one(&ids, n))).await;
    row("get", &figures, Some(floor::get(url, &company.own, seconds).await));

    let words = company.words.clone();
    let search =
        move |n: usize| Ask::get(format!("/api/v1/contacts?limit=20&fields=title&q={}", words[n % words.len()]));
    let figures = load::run(server, &key, seconds, search).await;
    row("search", &figures, Some(floor::search(url, &company.words, company.seller, seconds).await));

    let body = r#"{"first_name":"Bench","last_name":"Mark","job_title":"Buyer","emails":[{"type":"work","value":"b@bench.example"}]}"#;
    let figures = load::run(server, &all, seconds, |_| Ask("POST", "/api/v1/contacts".into(), body.into())).await;
    let (cost, rate) = floor::insert(url, seconds).await;
    row("create, durable and journalled", &figures, Some(cost));
    let created = figures.per_second;

    let ids = company.own.clone();
    let change = move |n: usize| Ask("PATCH", one(&ids, n), format!(r#"{{"job_title":"Buyer {n}"}}"#));
    let figures = load::run(server, &key, seconds, change).await;
    row("update, durable and journalled", &figures, Some(cost));
    println!("\nbare inserts: {rate:.0}/s; created over HTTP: {created:.0}/s, {:.2} of it", created / rate);
}

/// What the commit path does without HTTP; on SQLite with and without sharing commits.
async fn in_process(url: &str, seconds: Duration) {
    const WRITERS: usize = 64;
    let shared = writes::commits(url, WRITERS, 64, seconds).await;
    println!("commits by {WRITERS} writers, without HTTP: {shared:.0}/s");
    if url.starts_with("sqlite:") {
        let single = writes::commits(url, WRITERS, 1, seconds).await;
        println!(
            "the same with a commit and an fsync for each: {single:.0}/s; sharing brings {:.1} times",
            shared / single
        );
    }
}

/// One line of the table; the floor is CPU of the same SQL run without us.
fn row(name: &str, ours: &Figures, floor: Option<f64>) {
    let engine_and_server = ours.server_ms + ours.engine_ms;
    let (floor, ratio) = match floor {
        Some(floor) => (format!("{floor:.3}"), format!("{:.2}", floor / engine_and_server)),
        None => (String::new(), String::new()),
    };
    println!(
        "| {name} | {:.0} | {:.2} | {:.2} | {:.2} | {:.3} | {:.3} | {floor} | {ratio} |",
        ours.per_second, ours.p50, ours.p95, ours.p99, ours.server_ms, ours.engine_ms
    );
}
