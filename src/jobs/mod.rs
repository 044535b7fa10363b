//! Jobs: long work with progress that survives leaving the page, and a crash: whoever finds a job whose lease ran out goes on with it.

pub mod draft;
pub mod handover;
pub mod import;
pub mod store;
pub mod verification;

pub use store::{Job, State};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::app::App;
use crate::clock::Micros;
use crate::database::Engine;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rights::Caller;

/// How long a job is left alone without a sign of life, in microseconds.
const LEASE: Micros = 30 * 1_000_000;
/// How long between signs of life.
const ALIVE: Duration = Duration::from_secs(8);

/// Goes on with jobs that a crash left behind, and keeps doing so while the server runs. It looks when it starts and after a lease
/// would have run out; new jobs are started by whoever makes them.
pub fn start(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        // On SQLite nobody else can be at work: this process has the lock of the data folder, so every lease is a dead one's.
        let mut expired =
            if app.database().engine() == Engine::Sqlite { Micros::MAX } else { app.database().clock().now() };
        loop {
            if let Err(error) = resume(&app, expired).await {
                tracing::warn!(error = ?error, "jobs could not be looked for");
            }
            // A lease that was fresh just now has run out after this time.
            if app.stop().stopped_within(Duration::from_micros(LEASE.unsigned_abs())).await {
                return;
            }
            expired = app.database().clock().now();
        }
    });
}

/// Goes on with the jobs whose lease ran out before `expired`.
async fn resume(app: &App, expired: Micros) -> Result<()> {
    for id in store::left_behind(app.database(), expired).await? {
        spawn(app, id, expired);
    }
    Ok(())
}

/// Starts a job on a task of its own, if nobody has it yet.
pub fn run(app: &App, id: Id) {
    spawn(app, id, app.database().clock().now());
}

fn spawn(app: &App, id: Id, expired: Micros) {
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(error) = work(&app, id, expired).await {
            tracing::error!(error = ?error, job = %id, "a job could not be started, or its end not be noted");
        }
    });
}

/// Waits for its turn, takes the job, does it and notes how it ended.
async fn work(app: &App, id: Id, expired: Micros) -> Result<()> {
    let kind = store::kind_of(app.database(), id).await?;
    let _turn =
        if matches!(kind.as_deref(), Some(import::KIND | import::CHECK)) { Some(app.turn().await) } else { None };
    if app.stop().is_stopping() {
        return Ok(());
    }
    let now = app.database().clock().now();
    let Some(job) = store::take(app.database(), id, expired, now, now + LEASE).await? else { return Ok(()) };
    let cancel = Arc::new(AtomicBool::new(false));
    let keeping = tokio::spawn(keep(app.clone(), job.clone(), Arc::clone(&cancel)));
    let outcome = match job.kind.as_str() {
        verification::KIND => verification::run(app, &job, &cancel).await,
        handover::KIND => handover::run(app, &job, &cancel).await,
        _ => import::run(app, &job, &cancel).await,
    };
    keeping.abort();
    // What was not done to its end can be taken up again, and needs its file for that.
    let is_whole = matches!(&outcome, Ok(result) if result["stopped_before"].is_null());
    if store::finish(app.database(), &job, outcome).await? && is_whole {
        return import::discard(app, id).await;
    }
    Ok(())
}

/// Keeps the lease while a job is at work, and tells it to stop when it is cancelled, taken over, or the server stops.
async fn keep(app: App, job: Job, cancel: Arc<AtomicBool>) {
    while !app.stop().stopped_within(ALIVE).await {
        match store::keep(app.database(), &job, lease(&app)).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => tracing::warn!(error = ?error, job = %job.id, "a lease could not be kept"),
        }
    }
    cancel.store(true, Ordering::Relaxed);
}

/// Asks a job to stop. What it did so far stays, and can be undone as an operation.
pub async fn cancel(app: &App, caller: &Caller, id: Id) -> Result<Job> {
    store::cancel(app.database(), caller, id).await
}

/// Takes a job up again that failed or was stopped. What it made stays, and is not made again.
pub async fn retry(app: &App, caller: &Caller, id: Id) -> Result<Job> {
    let job = store::get(app.database(), caller, id).await?;
    let is_over = matches!(job.state, State::Failed | State::Cancelled);
    if is_over && job.kind == import::KIND && !import::has_file(app, id).await? {
        let detail = "The file of this import is no longer there. Bring it in again.";
        return Err(Error::Conflict("file_is_gone", detail.into()));
    }
    if job.kind == import::KIND
        && let Some(kind) = caller.configuration.schema.named(&job.record_type)
    {
        caller.require_proof(kind, app.database().clock().now())?;
    }
    let job = store::retry(app.database(), caller, id).await?;
    run(app, id);
    Ok(job)
}

/// When a lease taken now runs out.
pub(crate) fn lease(app: &App) -> Micros {
    app.database().clock().now() + LEASE
}
