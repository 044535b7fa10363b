//! Kills the server at a random moment under load, again and again, and looks for what it had promised.
//!
//! A promise is an answer that reached the client; it is noted outside the server. `KILLS` says how often to kill.

#![cfg(test)]

mod ledger;
#[path = "../server/support/postgres.rs"]
mod postgres;
mod program;
mod writers;

use std::time::Duration;

use ledger::Ledger;
use program::Program;

/// Enough to notice a fault, few enough for every `cargo test`; `.ci/run` and `just full-kills` ask for more.
const KILLS: u32 = 5;
/// Verification reads the whole journal, so a long run does it less often, and at the end.
const VERIFY_EVERY: u32 = 10;
/// A generous bound, against a hang; how fast it should be is measured elsewhere.
const RESTART_LIMIT: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_nothing_acknowledged_on_sqlite() {
    kill_again_and_again("SQLite", None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_nothing_acknowledged_on_postgres() {
    // The server migrates its own empty database; PostgreSQL itself stays up.
    if let Some(url) = postgres::database(async |_| {}).await {
        kill_again_and_again("PostgreSQL", Some(url)).await;
    }
}

async fn kill_again_and_again(engine: &str, database: Option<String>) {
    let kills: u32 = std::env::var("KILLS").map_or(KILLS, |text| text.parse().expect("KILLS is a number"));
    let mut program = Program::new(database);
    program.start().await;
    let key = program.first_key();
    let mut everything = Ledger::default();
    let mut restarts = Vec::new();

    for round in 1..=kills {
        let load = writers::Load::start(&program, &key, round);
        tokio::time::sleep(random_moment()).await;
        load.expect_errors();
        program.kill();
        let ledger = load.finish().await;

        restarts.push(program.start().await);
        ledger.check(&program.records(&key, &format!("kill-{round:04}-")).await);
        if kills <= 50 || round % VERIFY_EVERY == 0 {
            program.run(&["journal", "verify"], "");
        }
        everything.extend(ledger);
    }
    everything.check(&program.records(&key, "kill-").await);
    program.run(&["journal", "verify"], "");

    restarts.sort();
    let slowest = restarts.last().copied().unwrap_or_default();
    let p99 = restarts[(restarts.len() * 99).div_ceil(100) - 1];
    println!("{engine}: {kills} kills, {everything}, restart p99 {} ms", p99.as_millis());
    assert!(slowest < RESTART_LIMIT, "a restart took {slowest:?}");
    assert!(everything.acknowledged() > kills as usize, "hardly anything was written: the test proves nothing");
}

/// Between 50 ms and 1.1 s from now.
fn random_moment() -> Duration {
    let mut bytes = [0; 2];
    getrandom::fill(&mut bytes).unwrap();
    Duration::from_millis(50 + u64::from(u16::from_le_bytes(bytes)) * 1050 / u64::from(u16::MAX))
}
