//! An engine without HTTP: a migrated and seeded database, on SQLite or PostgreSQL, with a fixed clock and seeded ids.

use std::sync::Arc;

use beheer::clock::Clock;
use beheer::database::{self, Database};
use beheer::id::{Id, Ids};
use beheer::model::{Input, RecordType, Value, json};
use beheer::records::{self, configuration, seed};
use beheer::rights::{Caller, Channel, Configuration};
use tempfile::TempDir;

use super::postgres;

/// 2026-01-01T00:00:00Z.
pub(crate) const NEW_YEAR: i64 = 1_767_225_600_000_000;

/// A database with what a new installation begins with.
pub(crate) struct Engine {
    pub(crate) database: Database,
    pub(crate) url: String,
    pub(crate) clock: Clock,
    _folder: Option<TempDir>,
}

impl Engine {
    /// On SQLite, in a folder that goes when the engine does.
    pub(crate) async fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("beheer.db").display());
        let engine = Self::open(url, Some(folder)).await;
        database::migrate::run(&engine.database, &engine.url).await.unwrap();
        seed::run(&engine.database).await.unwrap();
        engine
    }

    /// On PostgreSQL, in a database of its own; nothing where there is no PostgreSQL.
    pub(crate) async fn postgres() -> Option<Self> {
        let url = postgres::database(async |url| {
            let database = Database::open(&database::Options::new(&url)).await.unwrap();
            database::migrate::run(&database, &url).await.unwrap();
            seed::run(&database).await.unwrap();
            beheer::changes::seal::finish(&database).await.unwrap();
            database.close().await;
        })
        .await?;
        Some(Self::open(url, None).await)
    }

    async fn open(url: String, folder: Option<TempDir>) -> Self {
        let clock = Clock::fixed(NEW_YEAR);
        let options = database::Options {
            clock: clock.clone(),
            ids: Ids::seeded(7),
            pool_size: 8,
            ..database::Options::new(&url)
        };
        let database = Database::open(&options).await.unwrap();
        Self { database, url, clock, _folder: folder }
    }

    /// The configuration of this moment.
    pub(crate) async fn configuration(&self) -> Arc<Configuration> {
        configuration::load(&self.database).await.unwrap()
    }

    /// The program itself, with a reason.
    pub(crate) async fn program(&self) -> Caller {
        Caller::system(self.configuration().await, "tests")
    }

    /// A user, as through the API.
    pub(crate) async fn user(&self, id: Id) -> Caller {
        Caller::user(self.configuration().await, id, Channel::Api)
    }
}

/// The record type of that name.
pub(crate) fn kind(name: &str) -> &'static RecordType {
    records::ALL.iter().find(|kind| kind.name == name).unwrap()
}

/// An input from JSON, as a caller would send it.
pub(crate) fn input(caller: &Caller, kind: &RecordType, json: &serde_json::Value) -> Input {
    json::read_input(&caller.configuration.schema, kind, json).unwrap()
}

/// A text value.
pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// Writes the test twice: once for each engine. Where there is no PostgreSQL the second says so and passes.

macro_rules! on_both_engines {
    ($($(#[$attribute:meta])* async fn $name:ident($engine:ident: Engine) $body:block)*) => { $(
        mod $name {
            use super::*;

            $(#[$attribute])*
            async fn run($engine: $crate::support::engine::Engine) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                run($crate::support::engine::Engine::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(engine) = $crate::support::engine::Engine::postgres().await {
                    run(engine).await;
                }
            }
        }
    )* };
}
