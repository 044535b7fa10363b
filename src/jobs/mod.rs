//! Jobs: long work with progress that survives leaving the page, and a crash: whoever finds a job whose lease ran out goes on with it.

pub mod import;
pub mod store;

pub use store::{Job, State};

use std::time::Duration;

use crate::app::App;
use crate::clock::Micros;
use crate::error::Result;
use crate::id::Id;

/// How long a job is left alone without a sign of life, in microseconds.
const LEASE: Micros = 60 * 1_000_000;

/// Goes on with jobs that a crash left behind, and keeps doing so while the server runs. It looks when it starts and after a lease
/// would have run out; new jobs are started by whoever makes them.
pub fn start(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            if let Err(error) = resume(&app).await {
                tracing::warn!(error = ?error, "jobs could not be looked for");
            }
            // A lease that was fresh just now has run out after this time.
            if app.stop().stopped_within(Duration::from_micros(LEASE.unsigned_abs())).await {
                return;
            }
        }
    });
}

async fn resume(app: &App) -> Result<()> {
    let now = app.database().clock().now();
    for id in store::left_behind(app.database(), now).await? {
        run(app, id);
    }
    Ok(())
}

/// Starts a job on a task of its own, if nobody has it yet.
pub fn run(app: &App, id: Id) {
    let app = app.clone();
    tokio::spawn(async move {
        let now = app.database().clock().now();
        match store::take(app.database(), id, now, now + LEASE).await {
            Ok(Some(job)) => {
                let outcome = import::run(&app, &job).await;
                if let Err(error) = store::finish(app.database(), &job, outcome).await {
                    tracing::error!(error = ?error, job = %id, "the end of a job could not be noted");
                }
            }
            Ok(None) => {}
            Err(error) => tracing::error!(error = ?error, job = %id, "a job could not be started"),
        }
    });
}

/// When a lease taken now runs out.
pub(crate) fn lease(app: &App) -> Micros {
    app.database().clock().now() + LEASE
}
