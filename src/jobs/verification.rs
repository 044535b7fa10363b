//! The job that proves the journal: the chain of hashes worked out again from its first row, with progress.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value as Json, json};
use tokio::sync::watch;

use crate::app::App;
use crate::changes::verify;
use crate::error::{Error, Result};
use crate::jobs::store::{self, Job};
use crate::rights::Caller;

/// What jobs of this kind are called.
pub const KIND: &str = "verification";

/// Notes the job; where one is under way, it is that one. It does not run yet.
pub async fn submit(app: &App, caller: &Caller) -> Result<Job> {
    if let Some(job) = latest(app, caller).await?.filter(|job| !job.state.is_over()) {
        return Ok(job);
    }
    let database = app.database();
    let job = Job::new(database.ids().next(), KIND, caller.actor.user(), database.clock().now());
    store::submit(database, &job).await?;
    Ok(job)
}

/// The newest verification, whoever asked for it, for those whose duty it is to read the journal.
pub async fn latest(app: &App, caller: &Caller) -> Result<Option<Job>> {
    if !caller.has_duty("audit") {
        return Err(Error::Forbidden("Reading the journal is a duty (audit) that none of your roles carries.".into()));
    }
    store::latest(app.database(), KIND).await
}

/// Works the chain out, until its end or until it is cancelled.
pub(super) async fn run(app: &App, job: &Job, cancel: &Arc<AtomicBool>) -> Result<Json> {
    let (told, heard) = watch::channel((0, 0));
    let noting = tokio::spawn(note(app.clone(), job.clone(), heard, Arc::clone(cancel)));
    let stopped = Arc::clone(cancel);
    let go_on = move |done: i64, total: i64| {
        told.send_replace((done, total));
        !stopped.load(Ordering::Relaxed)
    };
    let found = verify::verify_while(app.database(), Box::new(go_on)).await;
    noting.await.map_err(|error| Error::Internal(Box::new(error)))?;
    match found? {
        Some(found) => {
            let broken = found.broken.map(|(position, detail)| json!({"position": position, "detail": detail}));
            Ok(json!({"verified": found.verified, "broken": broken}))
        }
        None if app.stop().is_stopping() => {
            Err(Error::Unavailable("The server is stopping; the verification begins again afterwards.".into(), 5))
        }
        None => Ok(json!({"verified": null, "broken": null})),
    }
}

async fn note(app: App, job: Job, mut heard: watch::Receiver<(i64, i64)>, cancel: Arc<AtomicBool>) {
    while heard.changed().await.is_ok() {
        let (done, total) = *heard.borrow_and_update();
        match store::progress(app.database(), &job, done, total, &json!({}), super::lease(&app)).await {
            Ok(true) => {}
            Ok(false) => cancel.store(true, Ordering::Relaxed),
            Err(error) => tracing::warn!(error = ?error, job = %job.id, "progress could not be noted"),
        }
    }
}
