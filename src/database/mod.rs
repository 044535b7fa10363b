//! The database: SQLite or PostgreSQL behind one door.
//!
//! The engine is matched here and nowhere else. Reads take any connection; writes go through [`Database::write`], which on SQLite
//! hands them to the one writer (group commit) and on PostgreSQL gives each a transaction of its own.

pub mod dialect;
pub mod facts;
mod fault;
pub mod listen;
pub mod migrate;
mod sqlite;
pub mod statement;
mod statistics;
mod writer;

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use tokio::sync::{oneshot, watch};

pub use dialect::Engine;
pub(crate) use sqlite::row;
pub use sqlite::{FromSqlite, READERS, Readers};
pub use statement::{FromBoth, On, Statement};

use self::statistics::Statistics;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::id::Ids;

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:FILE` or `postgres://…`.
    pub url: String,
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    pub pool_size: u32,
    /// Whether a transaction-pooling proxy stands before PostgreSQL: no prepared statements with names.
    pub pooled: bool,
    /// Batches that may share one commit on SQLite; one by one is for measuring.
    pub together: usize,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Where new ids come from.
    pub ids: Ids,
}

impl Options {
    /// The usual options for an address.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            pool_size: 4,
            pooled: false,
            together: writer::TOGETHER,
            clock: Clock::System,
            ids: Ids::Random,
        }
    }
}

/// The database of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    pools: Pools,
    /// Counts commits of this process; whoever follows the journal waits for it to move.
    commits: watch::Sender<u64>,
    clock: Clock,
    ids: Ids,
    /// Held while this process gives journal positions on PostgreSQL, so that one sweep at a time is under way.
    sealing: tokio::sync::Mutex<()>,
    /// Whether somebody waits for the next sweep already; then one more need not.
    sweep_waiting: AtomicBool,
}

enum Pools {
    Sqlite { read: Readers, writer: writer::Writer },
    Postgres { pool: PgPool, pooled: bool },
}

/// A transaction in hand: what runs on it is committed whole or not at all.
pub struct Transaction<'c> {
    on: TransactionOn<'c>,
    /// Statements that wait to be sent together.
    later: Vec<statement::Written>,
}

enum TransactionOn<'c> {
    Sqlite(&'c mut rusqlite::Connection),
    Postgres(&'c mut sqlx::PgConnection, bool),
}

impl Transaction<'_> {
    /// Where statements run.
    pub fn on(&mut self) -> On<'_> {
        match &mut self.on {
            TransactionOn::Sqlite(connection) => On::Sqlite(connection),
            TransactionOn::Postgres(connection, pooled) => On::Postgres(connection, *pooled),
        }
    }

    /// Puts a statement with others that are sent together by [`Self::flush`]: each journey to PostgreSQL costs more than most
    /// statements do. Until then reads do not see it.
    pub fn later(&mut self, statement: &impl Statement) {
        let (sql, values) = match self.engine() {
            Engine::Sqlite => statement.for_sqlite(),
            Engine::Postgres => statement.for_postgres(),
        };
        self.later.push(statement::Written { sql, values });
    }

    /// Sends what waits, in its order.
    pub async fn flush(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.later);
        let journeys = match self.engine() {
            Engine::Sqlite => waiting,
            Engine::Postgres => statement::together(waiting),
        };
        for statement in &journeys {
            self.on().execute(statement).await?;
        }
        Ok(())
    }

    /// The engine below.
    pub const fn engine(&self) -> Engine {
        match self.on {
            TransactionOn::Sqlite(_) => Engine::Sqlite,
            TransactionOn::Postgres(..) => Engine::Postgres,
        }
    }
}

/// Work for a transaction.
pub trait Work<T>: for<'a, 'c> FnOnce(&'a mut Transaction<'c>) -> BoxFuture<'a, Result<T>> + Send + 'static {}
impl<T, F> Work<T> for F where
    F: for<'a, 'c> FnOnce(&'a mut Transaction<'c>) -> BoxFuture<'a, Result<T>> + Send + 'static
{
}

impl Database {
    /// Connects. A SQLite file is made where there is none; the schema is for [`migrate::run`].
    pub async fn open(options: &Options) -> Result<Self> {
        let pools = if options.url.starts_with("sqlite:") {
            open_sqlite(options)?
        } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
            open_postgres(options).await?
        } else {
            let detail = "database.url must begin with sqlite: or postgres:.";
            return Err(Error::invalid("database.url", "unknown_engine", detail));
        };
        Ok(Self {
            inner: Arc::new(Inner {
                pools,
                commits: watch::Sender::new(0),
                clock: options.clock.clone(),
                ids: options.ids.clone(),
                sealing: tokio::sync::Mutex::new(()),
                sweep_waiting: AtomicBool::new(false),
            }),
        })
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The source of new ids.
    pub fn ids(&self) -> &Ids {
        &self.inner.ids
    }

    /// Takes a turn at something that only one task at a time should do and that covers all who asked before it began; `None`
    /// when a later turn is waited for already.
    pub(crate) async fn turn_to_seal(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        if self.inner.sweep_waiting.swap(true, Ordering::AcqRel) {
            return None;
        }
        let guard = self.inner.sealing.lock().await;
        self.inner.sweep_waiting.store(false, Ordering::Release);
        Some(guard)
    }

    /// The engine below.
    pub fn engine(&self) -> Engine {
        match self.inner.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Where reads run; each statement sees the newest commit.
    pub fn read(&self) -> On<'_> {
        match &self.inner.pools {
            Pools::Sqlite { read, .. } => On::SqlitePool(read),
            Pools::Postgres { pool, pooled } => On::PostgresPool(pool, *pooled),
        }
    }

    /// Runs `work` in a write transaction and answers after its commit. Dropping the returned future does not stop the work.
    pub async fn write<T: Send + 'static>(&self, work: impl Work<T>) -> Result<T> {
        let answer = match &self.inner.pools {
            Pools::Sqlite { writer, .. } => writer.run(work).await,
            Pools::Postgres { pool, pooled } => run_on_postgres(pool.clone(), *pooled, work).await,
        };
        if answer.is_ok() {
            self.inner.commits.send_modify(|count| *count += 1);
        }
        answer
    }

    /// Runs `work` in one read-only snapshot, so that all it reads is of one moment.
    pub async fn snapshot<T: Send>(
        &self,
        work: impl for<'a, 'c> FnOnce(&'a mut Transaction<'c>) -> BoxFuture<'a, Result<T>> + Send,
    ) -> Result<T> {
        match &self.inner.pools {
            Pools::Sqlite { read, .. } => {
                let mut reader = read.take().await?;
                let connection = reader.connection()?;
                connection.execute_batch("BEGIN")?;
                let answer = work(&mut Transaction { on: TransactionOn::Sqlite(connection), later: Vec::new() }).await;
                reader.connection()?.execute_batch("ROLLBACK")?;
                answer
            }
            Pools::Postgres { pool, pooled } => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                let mut transaction = pool.begin_with(begin).await?;
                let answer = work(&mut Transaction {
                    on: TransactionOn::Postgres(&mut transaction, *pooled),
                    later: Vec::new(),
                })
                .await;
                transaction.rollback().await?;
                answer
            }
        }
    }

    /// Moves whenever this process commits.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits.subscribe()
    }

    /// Says that something was committed by another process.
    pub fn wake(&self) {
        self.inner.commits.send_modify(|count| *count += 1);
    }

    /// Closes all connections after the writer has finished what waits.
    pub async fn close(&self) {
        match &self.inner.pools {
            Pools::Sqlite { read, writer } => {
                writer.stop().await;
                read.close();
            }
            Pools::Postgres { pool, .. } => pool.close().await,
        }
    }
}

fn open_sqlite(options: &Options) -> Result<Pools> {
    let file = sqlite::file(&options.url)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    make_private(&file)?;
    let statistics = Statistics::default();
    let read = Readers::new(file.clone(), options.pool_size as usize, statistics.age.clone());
    let writer = writer::Writer::start(sqlite::open_writer(&file)?, statistics, options.together)?;
    Ok(Pools::Sqlite { read, writer })
}

/// Makes the file where there is none, readable by its owner only; SQLite gives its log and its index the same mode.
fn make_private(file: &Path) -> Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::Unavailable(format!("The database {} cannot be made: {error}.", file.display()), 0)),
    }
}

async fn open_postgres(options: &Options) -> Result<Pools> {
    let connect = PgConnectOptions::from_str(&options.url)?
        .application_name("beheer")
        .statement_cache_capacity(if options.pooled { 0 } else { 256 })
        .disable_statement_logging();
    // A pooling proxy refuses parameters that it does not know to share. We read no floating point, so its digits are all the same.
    let connect = if options.pooled { connect.extra_float_digits(None) } else { connect };
    let pool = PgPoolOptions::new()
        .max_connections(options.pool_size.max(2))
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .connect_with(connect)
        .await?;
    Ok(Pools::Postgres { pool, pooled: options.pooled })
}

/// Runs `work` and sends what it left waiting.
async fn finished<T>(transaction: &mut Transaction<'_>, work: impl Work<T>) -> Result<T> {
    let value = work(transaction).await?;
    transaction.flush().await?;
    Ok(value)
}

/// Runs `work` in a transaction of its own, on a task of its own, so that nobody who stops waiting breaks it off half way.
async fn run_on_postgres<T: Send + 'static>(pool: PgPool, pooled: bool, work: impl Work<T>) -> Result<T> {
    let (reply, answer) = oneshot::channel();
    tokio::spawn(async move {
        let outcome = async {
            let mut transaction = pool.begin().await?;
            let mut begun = Transaction { on: TransactionOn::Postgres(&mut transaction, pooled), later: Vec::new() };
            let outcome = finished(&mut begun, work).await;
            match outcome {
                Ok(value) => {
                    transaction.commit().await?;
                    Ok(value)
                }
                Err(error) => {
                    transaction.rollback().await?;
                    Err(error)
                }
            }
        };
        // Nobody may be waiting any more; the work is done all the same.
        let _gone = reply.send(outcome.await);
    });
    answer.await.unwrap_or_else(|_| Err(Error::internal("a write ended without an answer")))
}
