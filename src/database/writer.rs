//! The one writer of SQLite: waiting batches share a transaction and its fsync (group commit).
//!
//! It is a thread of its own. Each batch runs in a savepoint, so that one that fails leaves the others alone. Answers go out after the commit.

use futures::executor::block_on;
use futures::future::BoxFuture;
use rusqlite::Connection;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use super::statistics::Statistics;
use super::{Transaction, TransactionOn, Work, finished};
use crate::error::{Error, Result};

/// Batches that may wait; beyond it writers are held back.
const WAITING: usize = 1024;
/// Batches that share one commit at most, so that the first of them does not wait too long.
pub(super) const TOGETHER: usize = 64;

/// A handle to the writer.
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Run(Box<dyn Job>),
    Stop(oneshot::Sender<()>),
}

/// A batch whose type of answer is forgotten.
trait Job: Send {
    fn run<'a>(&'a mut self, transaction: &'a mut Transaction<'_>) -> BoxFuture<'a, bool>;
    fn answer(self: Box<Self>, lost: Option<Error>);
}

struct Pending<T, W> {
    work: Option<W>,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send + 'static, W: Work<T>> Job for Pending<T, W> {
    fn run<'a>(&'a mut self, transaction: &'a mut Transaction<'_>) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            if let Some(work) = self.work.take() {
                self.outcome = Some(finished(transaction, work).await);
            }
            matches!(self.outcome, Some(Ok(_)))
        })
    }

    fn answer(mut self: Box<Self>, lost: Option<Error>) {
        let outcome = match (self.outcome.take(), lost) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(lost)) => Err(lost),
            (Some(done), None) => done,
            (None, None) => Err(Error::internal("a batch was never run")),
        };
        // Nobody may be waiting any more; the batch counts all the same.
        let _gone = self.reply.send(outcome);
    }
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(connection: Connection, statistics: Statistics, together: usize) -> Result<Self> {
        let (queue, waiting) = mpsc::channel(WAITING);
        let runtime = Handle::current();
        std::thread::Builder::new().name("sqlite-writer".into()).spawn(move || {
            // Batches may look at the clock of the runtime or start tasks in it.
            let _entered = runtime.enter();
            write_forever(connection, statistics, waiting, together);
        })?;
        Ok(Self { queue })
    }

    /// Queues a batch and waits for its commit.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl Work<T>) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Pending { work: Some(work), outcome: None, reply });
        let stopped = || Error::Unavailable("The server is stopping.".into(), 5);
        self.queue.send(Message::Run(job)).await.map_err(|_| stopped())?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Finishes what waits and closes the connection.
    pub(super) async fn stop(&self) {
        let (reply, done) = oneshot::channel();
        if self.queue.send(Message::Stop(reply)).await.is_ok() {
            // An error here means the task has ended already, which is what we want.
            let _ended = done.await;
        }
    }
}

fn write_forever(
    mut connection: Connection,
    mut statistics: Statistics,
    mut waiting: mpsc::Receiver<Message>,
    together: usize,
) {
    let mut taken = Vec::with_capacity(together);
    while waiting.blocking_recv_many(&mut taken, together) > 0 {
        let mut jobs = Vec::with_capacity(taken.len());
        let mut stop = None;
        for message in taken.drain(..) {
            match message {
                Message::Run(job) => jobs.push(job),
                Message::Stop(reply) => stop = Some(reply),
            }
        }
        if !jobs.is_empty() {
            commit_together(&mut connection, jobs);
            statistics.keep(&connection);
        }
        if let Some(reply) = stop {
            if let Err((_, error)) = connection.close() {
                tracing::warn!(%error, "the database did not close cleanly");
            }
            let _gone = reply.send(());
            return;
        }
    }
}

/// Runs all jobs in one transaction. Where SQLite ends that transaction on its own (a full disk, for one), none is acknowledged.
fn commit_together(connection: &mut Connection, mut jobs: Vec<Box<dyn Job>>) {
    let lost = run_together(connection, &mut jobs).err();
    if let Some(error) = &lost {
        tracing::error!(error = ?error, batches = jobs.len(), "a group of writes was not committed");
        // The transaction may be over already; then there is nothing to roll back.
        let _over = connection.execute_batch("ROLLBACK");
    }
    for job in jobs {
        job.answer(lost.as_ref().map(again));
    }
}

/// A savepoint for each job.
fn run_together(connection: &mut Connection, jobs: &mut [Box<dyn Job>]) -> Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for job in jobs {
        connection.execute_batch("SAVEPOINT batch")?;
        // Nothing in a batch waits for anything but this connection, so this never sleeps.
        let mut transaction = Transaction { on: TransactionOn::Sqlite(&mut *connection), later: Vec::new() };
        let done = block_on(job.run(&mut transaction));
        connection.execute_batch(if done { "RELEASE batch" } else { "ROLLBACK TO batch; RELEASE batch" })?;
    }
    Ok(connection.execute_batch("COMMIT")?)
}

/// The same loss told to each of the waiting batches (errors cannot be cloned).
fn again(error: &Error) -> Error {
    match error {
        Error::StorageFull(detail) => Error::StorageFull(detail.clone()),
        _ => Error::Unavailable("The database did not take the change; nothing was saved. Try again.".into(), 1),
    }
}
