//! The bench: one command measures a release build on both engines, each figure beside its floor of the same run.
//!
//! `cargo bench --bench beheer -- [--contacts N] [--engine sqlite|postgres] [--quick]`; see README.md here.

#[path = "../server/support/postgres.rs"]
mod postgres;

mod company;
mod floor;
mod load;
mod server;

use std::time::Duration;

use company::Company;
use load::Figures;

/// What a run measures.
struct Plan {
    contacts: usize,
    engines: Vec<&'static str>,
    /// How long each scenario runs.
    seconds: Duration,
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
    Plan { contacts, engines, seconds: Duration::from_secs(if quick { 1 } else { 4 }) }
}

fn main() {
    let plan = plan();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
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

    let server = server::Server::start(folder.path(), &url).await;
    let key = server::key(folder.path(), &url, "seller@bench.example");
    let all = server::key(folder.path(), &url, "admin@bench.example");
    println!("ready after {:.0} ms, idle at {:.1} MiB\n", server.ready.as_secs_f64() * 1e3, server.resident_mib());
    println!(
        "| | req/s, 16 clients | p50 ms | p99 ms | CPU ms, server | CPU ms, engine | floor CPU ms | floor / ours |"
    );
    println!("|---|---|---|---|---|---|---|---|");

    let empty = load::run(&server, "GET", |_| "/health/live".into(), None, "", plan.seconds).await;
    row("empty handler", &empty, None);

    let fields = "first_name,last_name,job_title,organisation_id,language,preferred_channel,consent,updated_at";
    let list = format!("/api/v1/contacts?limit=50&sort=title&fields={fields}&expand=organisation");
    let figures = load::run(&server, "GET", move |_| list.clone(), None, &key, plan.seconds).await;
    row("list of 50, restricted to 10 %", &figures, Some(floor::list(&url, company.seller, plan.seconds).await));

    let ids = company.own.clone();
    let figures = load::run(
        &server,
        "GET",
        move |n| format!("/api/v1/contacts/{}", ids[n % ids.len()]),
        None,
        &key,
        plan.seconds,
    )
    .await;
    row("get", &figures, Some(floor::get(&url, &company.own, plan.seconds).await));

    let words = company.words.clone();
    let search = move |n: usize| format!("/api/v1/contacts?limit=20&fields=title&q={}", words[n % words.len()]);
    let figures = load::run(&server, "GET", search, None, &key, plan.seconds).await;
    row("search", &figures, Some(floor::search(&url, &company.words, company.seller, plan.seconds).await));

    let body = r#"{"first_name":"Bench","last_name":"Mark","job_title":"Buyer","emails":[{"type":"work","value":"b@bench.example"}]}"#;
    let figures = load::run(&server, "POST", |_| "/api/v1/contacts".into(), Some(body), &all, plan.seconds).await;
    row("create, durable and journalled", &figures, Some(floor::insert(&url, plan.seconds).await));

    println!("\nafter the load: {:.1} MiB", server.resident_mib());
    let import = server::import(folder.path(), &url, plan.contacts.min(100_000));
    println!("import of {} contacts with journal: {:.1} s", plan.contacts.min(100_000), import.as_secs_f64());
    server.stop();
}

/// One line of the table; the floor is CPU of the same SQL run without us.
fn row(name: &str, ours: &Figures, floor: Option<f64>) {
    let engine_and_server = ours.server_ms + ours.engine_ms;
    let (floor, ratio) = match floor {
        Some(floor) => (format!("{floor:.3}"), format!("{:.2}", floor / engine_and_server)),
        None => ("".into(), "".into()),
    };
    println!(
        "| {name} | {:.0} | {:.2} | {:.2} | {:.3} | {:.3} | {floor} | {ratio} |",
        ours.per_second, ours.p50, ours.p99, ours.server_ms, ours.engine_ms
    );
}
