//! Imports that are being prepared: an uploaded file with what was said about it so far, in storage until it becomes a job of the
//! same id or is a week old.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Micros;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::{import, store};
use crate::rights::Caller;
use crate::transfer::{self, Mapping, Table};

/// For how long an upload is kept that nobody needs any more, in microseconds.
const KEPT: Micros = 7 * 86_400 * 1_000_000;

/// What was said about an uploaded file so far.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Draft {
    /// Whose it is.
    pub user: Id,
    /// Name of the record type.
    pub record_type: String,
    /// Name of the uploaded file.
    pub file_name: String,
    /// What was said about the file.
    #[serde(default)]
    pub reading: transfer::Options,
    /// The mapping, once there is one.
    #[serde(default)]
    pub mapping: Option<Mapping>,
    /// What becomes of lines that look like a record that is there: skip, create, update.
    #[serde(default)]
    pub duplicates: String,
    /// Currency of amounts that name none.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whether the mapping is kept for the next file with these columns.
    #[serde(default)]
    pub keep: bool,
}

fn notes(id: Id) -> String {
    format!("{}draft.json", import::upload(id))
}

/// Keeps an uploaded file, and throws away what was left lying about.
pub async fn begin(app: &App, draft: &Draft, content: Bytes) -> Result<Id> {
    let now = app.database().clock().now();
    if let Err(error) = sweep(app, now - KEPT).await {
        tracing::warn!(error = ?error, "old uploads could not be thrown away");
    }
    let id = app.database().ids().next();
    app.storage().put_named(&import::file(id), content).await?;
    save(app, id, draft).await?;
    Ok(id)
}

/// Keeps what was said.
pub async fn save(app: &App, id: Id, draft: &Draft) -> Result<()> {
    app.storage().put_named(&notes(id), serde_json::to_vec(draft)?.into()).await
}

/// A draft of the caller's own.
pub async fn get(app: &App, caller: &Caller, id: Id) -> Result<Draft> {
    let bytes = app.storage().get_named(&notes(id)).await?;
    let draft: Draft = serde_json::from_slice(&bytes)?;
    if caller.actor.user() == Some(draft.user) { Ok(draft) } else { Err(Error::NotFound) }
}

/// Reads the file, off the threads that answer requests.
pub async fn read(app: &App, id: Id, draft: &Draft) -> Result<Table> {
    let content = app.storage().get_named(&import::file(id)).await?;
    let (name, reading) = (draft.file_name.clone(), draft.reading.clone());
    tokio::task::spawn_blocking(move || transfer::read(&content, &name, &reading))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}

/// Forgets that it was a draft: the file belongs to the job now.
pub async fn end(app: &App, id: Id) -> Result<()> {
    app.storage().delete_named(&notes(id)).await
}

/// Throws a draft away with its file.
pub async fn discard(app: &App, id: Id) -> Result<()> {
    end(app, id).await?;
    import::discard(app, id).await
}

/// Throws away uploads from before a moment, but for those of jobs that are not over.
pub async fn sweep(app: &App, before: Micros) -> Result<()> {
    let needed: BTreeSet<String> = store::unfinished(app.database()).await?.into_iter().map(Id::simple).collect();
    for (name, at) in app.storage().list_named(import::UPLOADS, MOST_SWEPT).await? {
        let is_needed = name.split('/').nth(1).is_some_and(|id| needed.contains(id));
        if at < before && !is_needed {
            app.storage().delete_named(&name).await?;
        }
    }
    Ok(())
}

/// How many files are looked at in one sweep; the next one goes on with the rest.
const MOST_SWEPT: usize = 1_000;
