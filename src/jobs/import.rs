//! The import job: a file in storage, read, mapped and imported line by line, going on after a crash where it stopped.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use tokio::sync::watch;

use crate::app::App;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::store::{self, Job};
use crate::model::RecordType;
use crate::model::value::Currency;
use crate::rights::policy::Action;
use crate::rights::{Caller, Channel, Reason, decide};
use crate::transfer::import::{self, Counts, DuplicatePolicy, Options, Progress};
use crate::transfer::{self, Mapping, Message};

/// What an import needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Specification {
    /// Name of the uploaded file.
    pub file_name: String,
    /// What was said about the file.
    #[serde(default)]
    pub reading: transfer::Options,
    /// The mapping.
    pub mapping: Mapping,
    /// What becomes of lines that look like a record that is there: skip, create, update.
    #[serde(default)]
    pub duplicates: String,
    /// Currency of amounts that name none.
    #[serde(default)]
    pub currency: Option<String>,
    /// Why, as a code.
    #[serde(default)]
    pub reason_code: Option<String>,
    /// Why, in words.
    #[serde(default)]
    pub reason: Option<String>,
    /// Whether it was asked for in the console.
    #[serde(default)]
    pub in_console: bool,
    /// Roles that narrow the key that asked for it.
    #[serde(default)]
    pub roles: Vec<Id>,
    /// The draft whose lines are only checked, which keeps its file.
    #[serde(default)]
    pub checks: Option<Id>,
}

/// What jobs of this kind are called.
pub const KIND: &str = "import";
/// What those are called that check all lines of a draft and write nothing.
pub const CHECK: &str = "import_check";
/// The folder of uploaded files in storage.
pub(super) const UPLOADS: &str = "uploads";

/// Where the upload of an import is, in storage.
pub(super) fn upload(id: Id) -> String {
    format!("{UPLOADS}/{}/", id.simple())
}

/// The uploaded file in storage.
pub(super) fn file(id: Id) -> String {
    format!("{}file", upload(id))
}

/// Whether the uploaded file is still there.
pub(super) async fn has_file(app: &App, id: Id) -> Result<bool> {
    app.storage().has_named(&file(id)).await
}

/// The lines that failed, in storage.
pub fn errors_file(id: Id) -> String {
    format!("jobs/{}/errors.csv", id.simple())
}

/// What is wrong with them, by line, in storage.
fn messages_file(id: Id) -> String {
    format!("jobs/{}/messages.json", id.simple())
}

/// What is wrong with the lines that failed; nothing where that is not kept.
pub async fn messages(app: &App, id: Id) -> Result<BTreeMap<u64, Vec<Message>>> {
    match app.storage().get_named(&messages_file(id)).await {
        Ok(content) => Ok(serde_json::from_slice(&content)?),
        Err(Error::NotFound) => Ok(BTreeMap::new()),
        Err(error) => Err(error),
    }
}

/// Stores the file and notes the job; it does not run yet.
pub async fn submit(
    app: &App,
    caller: &Caller,
    kind: &RecordType,
    specification: Specification,
    content: Bytes,
) -> Result<Job> {
    decide::require(caller, Action::Import, kind)?;
    require_proof(app, caller, kind, &specification)?;
    let id = app.database().ids().next();
    app.storage().put_named(&file(id), content).await?;
    submit_as(app, caller, kind, specification, id).await
}

/// The same for a file that is in storage already, under the id that the job will have.
pub async fn submit_as(
    app: &App,
    caller: &Caller,
    kind: &RecordType,
    specification: Specification,
    id: Id,
) -> Result<Job> {
    decide::require(caller, Action::Import, kind)?;
    require_proof(app, caller, kind, &specification)?;
    let job = Job {
        record_type: kind.name.into(),
        title: specification.file_name.clone(),
        specification: serde_json::to_value(&specification)?,
        ..Job::new(id, kind_of(&specification), caller.actor.user(), app.database().clock().now())
    };
    store::submit(app.database(), &job).await?;
    Ok(job)
}

/// A check changes nothing; what it is a check of is asked about when it is to be done.
fn require_proof(app: &App, caller: &Caller, kind: &RecordType, specification: &Specification) -> Result<()> {
    if specification.checks.is_some() { Ok(()) } else { caller.require_proof(kind, app.database().clock().now()) }
}

const fn kind_of(specification: &Specification) -> &'static str {
    if specification.checks.is_some() { CHECK } else { KIND }
}

/// Runs an import to its end, or until it is cancelled or the server stops; what is left then is done by whoever takes the job next.
pub(super) async fn run(app: &App, job: &Job, cancel: &Arc<AtomicBool>) -> Result<Json> {
    let specification: Specification = serde_json::from_value(job.specification.clone())?;
    let caller = caller(app, job, &specification).await?;
    let kind = caller.configuration.schema.named(&job.record_type).ok_or(Error::NotFound)?;
    let content = app.storage().get_named(&file(specification.checks.unwrap_or(job.id))).await?;
    let (name, reading) = (specification.file_name.clone(), specification.reading.clone());
    let table = tokio::task::spawn_blocking(move || transfer::read(&content, &name, &reading))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))??;
    let so_far = |name: &str| job.result.as_ref().and_then(|result| result[name].as_u64());
    let is_check = specification.checks.is_some();
    let from_line = so_far("next_line").or_else(|| so_far("stopped_before")).filter(|_| !is_check).unwrap_or(0);
    let options = Options {
        duplicates: match specification.duplicates.as_str() {
            "create" => DuplicatePolicy::Create,
            "update" => DuplicatePolicy::Update,
            _ => DuplicatePolicy::Skip,
        },
        currency: specification.currency.as_deref().and_then(Currency::parse).unwrap_or(Currency::EUR),
        from_line,
        operation: (!is_check).then_some(job.id),
        dry: is_check,
        ..Options::default()
    };
    let (told, heard) = watch::channel(Progress { next_line: from_line, ..Progress::default() });
    let noting = tokio::spawn(note(app.clone(), job.clone(), heard, Arc::clone(cancel)));
    let tell = move |progress: Progress| {
        told.send_replace(progress);
    };
    let (database, mapping) = (app.database(), &specification.mapping);
    let report = import::run(database, &caller, kind, &table, mapping, &options, tell, cancel).await;
    // The channel is closed by now, so the notes end by themselves.
    noting.await.map_err(|error| Error::Internal(Box::new(error)))?;
    let report = report?;
    if report.stopped_before.is_some() && app.stop().is_stopping() {
        return Err(Error::Unavailable("The server is stopping; the import goes on afterwards.".into(), 5));
    }
    let failed = report.messages();
    if !failed.is_empty() {
        app.storage().put_named(&errors_file(job.id), transfer::error_file(&table, &failed)?.into()).await?;
        let messages = serde_json::to_vec(&report.left_out())?;
        app.storage().put_named(&messages_file(job.id), messages.into()).await?;
    }
    let mut all = result(report.counts, None, !failed.is_empty());
    all["also"] = json!(report.also);
    if let Some(line) = report.stopped_before {
        all["stopped_before"] = line.into();
    }
    Ok(all)
}

/// Throws the uploaded file of a job away.
pub(super) async fn discard(app: &App, id: Id) -> Result<()> {
    app.storage().delete_named(&file(id)).await
}

/// The person the job runs as, with the rights of this moment.
async fn caller(app: &App, job: &Job, specification: &Specification) -> Result<Caller> {
    let user = job.user.ok_or_else(|| Error::internal("an import belongs to nobody"))?;
    let configuration = app.configuration().await?;
    let channel = if specification.in_console { Channel::Console } else { Channel::Api };
    let mut caller = Caller::user(Arc::clone(&configuration), user, channel);
    if !specification.roles.is_empty() {
        caller = Caller::key(configuration, user, &specification.roles);
    }
    let reason =
        Reason { code: specification.reason_code.clone(), text: specification.reason.clone(), built_in: false };
    Ok(caller.at(app.database().clock().now()).because(reason).in_request(job.id.simple()))
}

/// Notes progress as it comes, and stops the import when the job is cancelled or taken over.
async fn note(app: App, job: Job, mut heard: watch::Receiver<Progress>, cancel: Arc<AtomicBool>) {
    let from_line = heard.borrow().next_line;
    while heard.changed().await.is_ok() {
        let progress = *heard.borrow_and_update();
        // What was done before a crash is passed by again; should it crash once more, it is known how far it was.
        let so_far = result(progress.counts, Some(progress.next_line.max(from_line)), false);
        let (done, total) = (count(progress.done), count(progress.total));
        match store::progress(app.database(), &job, done, total, &so_far, super::lease(&app)).await {
            Ok(true) => {}
            Ok(false) => cancel.store(true, Ordering::Relaxed),
            Err(error) => tracing::warn!(error = ?error, job = %job.id, "progress could not be noted"),
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The result as the API shows it.
fn result(counts: Counts, next_line: Option<u64>, has_errors: bool) -> Json {
    json!({
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "duplicates": counts.duplicates,
        "failed": counts.failed,
        "also_created": counts.also_created,
        "next_line": next_line,
        "has_errors": has_errors,
    })
}
