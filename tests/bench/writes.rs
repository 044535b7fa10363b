//! Writes without HTTP: what sharing a commit brings on SQLite, what an fsync costs here, and the bare insert that they are held to.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use beheer::changes::{Batch, Change, commit};
use beheer::database::{self, Database};
use beheer::records::{self, configuration};
use beheer::rights::decide;
use beheer::rights::{Caller, Reason};
use serde_json::json;

/// Milliseconds of one small write with its fsync.
pub(crate) fn fsync(folder: &Path) -> f64 {
    const TIMES: u32 = 200;
    let path = folder.join("fsync");
    let mut file = std::fs::File::create(&path).unwrap();
    let start = Instant::now();
    for _ in 0..TIMES {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    let cost = start.elapsed().as_secs_f64() * 1e3 / f64::from(TIMES);
    std::fs::remove_file(path).unwrap();
    cost
}

/// Commits of one new contact each by many writers at once, in a second; `together` batches at most share a commit.
pub(crate) async fn commits(url: &str, writers: usize, together: usize, seconds: Duration) -> f64 {
    let options = database::Options { together, ..database::Options::new(url) };
    let database = Database::open(&options).await.unwrap();
    let caller = Caller::system(configuration::load(&database).await.unwrap(), "bench").because(Reason::text("bench"));
    let contact = records::ALL.iter().find(|kind| kind.name == "contact").unwrap();
    let body = json!({"first_name": "Bench", "last_name": "Mark", "job_title": "Buyer",
        "emails": [{"type": "work", "value": "b@bench.example"}]});
    let (done, start) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let (database, caller, body, done) = (database.clone(), caller.clone(), body.clone(), Arc::clone(&done));
            tokio::spawn(async move {
                while start.elapsed() < seconds {
                    let input = decide::read_input(&caller, contact, &body).unwrap();
                    commit(&database, &caller, Batch::one(Change::create(contact, input))).await.unwrap();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let rate = done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64();
    database.close().await;
    rate
}
