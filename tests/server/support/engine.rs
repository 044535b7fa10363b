//! An engine without HTTP: a migrated and seeded database, on SQLite or PostgreSQL, with a fixed clock and seeded ids.

use std::sync::Arc;

use beheer::changes::{Batch, Change, Outcome, commit};
use beheer::clock::Clock;
use beheer::database::{self, Database, FromBoth};
use beheer::error::{Error, Result};
use beheer::id::{Id, Ids};
use beheer::model::filter::{self, Filter};
use beheer::model::{Input, RecordType, json};
use beheer::query::{self, Found, Listing, Page};
use beheer::records::{self, configuration, seed};
use beheer::rights::{Caller, Channel, Configuration, decide};
use serde_json::Value as Json;
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
        let url = postgres::database(new_installation).await?;
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

    /// Commits changes in one batch.
    pub(crate) async fn commit(&self, caller: &Caller, changes: Vec<Change>) -> Result<Vec<Outcome>> {
        commit(&self.database, caller, Batch::of(changes)).await
    }

    /// Tries to make a record.
    pub(crate) async fn try_make(&self, caller: &Caller, name: &str, body: &Json) -> Result<Id> {
        let made = Change::create(kind(name), try_input(caller, kind(name), body)?);
        Ok(self.commit(caller, vec![made]).await?[0].id)
    }

    /// Makes a record.
    pub(crate) async fn make(&self, caller: &Caller, name: &str, body: Json) -> Id {
        self.try_make(caller, name, &body).await.unwrap()
    }

    /// Changes a record.
    pub(crate) async fn update(&self, caller: &Caller, name: &str, id: Id, body: Json) -> Result<Outcome> {
        let change = Change::update(kind(name), id, try_input(caller, kind(name), &body)?);
        Ok(self.commit(caller, vec![change]).await?.remove(0))
    }

    /// One record as the caller sees it.
    pub(crate) async fn get(&self, caller: &Caller, name: &str, id: Id) -> Result<Found> {
        query::get(self.database.read(), self.database.engine(), caller, kind(name), id).await
    }

    /// The value of a field as JSON, as the program sees it.
    pub(crate) async fn value(&self, name: &str, id: Id, field: &str) -> Json {
        let program = self.program().await;
        let found = self.get(&program, name, id).await.unwrap();
        let field = *program.configuration.schema.field(kind(name), field).unwrap();
        found.record.values.get(field.name).map_or(Json::Null, |value| json::write_value(&field, value))
    }

    /// A page of a list.
    pub(crate) async fn list(&self, caller: &Caller, name: &str, listing: &Listing) -> Result<Page> {
        query::list(self.database.read(), self.database.engine(), caller, kind(name), listing).await
    }

    /// The rows of `select …` with the rest written out.
    pub(crate) async fn rows<R: FromBoth>(&self, rest: &str) -> Vec<R> {
        let statement = sea_query::Query::select().expr(sea_query::Expr::cust(rest.to_owned())).to_owned();
        self.database.read().all(&statement).await.unwrap()
    }

    /// Does something behind the engine's back.
    pub(crate) async fn sql(&self, sql: impl Into<String>) {
        let sql: &'static str = Box::leak(sql.into().into_boxed_str());
        self.database.write(move |transaction| Box::pin(transaction.on().script(sql))).await.unwrap();
    }

    /// A user, as through the API.
    pub(crate) async fn user(&self, id: Id) -> Caller {
        Caller::user(self.configuration().await, id, Channel::Api)
    }
}

/// Makes the template that every PostgreSQL database of these tests is copied from.
pub(crate) async fn new_installation(url: String) {
    let database = Database::open(&database::Options::new(&url)).await.unwrap();
    database::migrate::run(&database, &url).await.unwrap();
    seed::run(&database).await.unwrap();
    beheer::changes::seal::finish(&database).await.unwrap();
    database.close().await;
}

/// The record type of that name.
pub(crate) fn kind(name: &str) -> &'static RecordType {
    records::ALL.iter().find(|kind| kind.name == name).unwrap()
}

/// An input from JSON, as a caller would send it.
pub(crate) fn input(caller: &Caller, kind: &RecordType, json: &serde_json::Value) -> Input {
    try_input(caller, kind, json).unwrap()
}

/// An input from JSON, or what is wrong with it.
fn try_input(caller: &Caller, kind: &RecordType, body: &Json) -> Result<Input> {
    decide::read_input(caller, kind, body).map_err(Error::Invalid)
}

/// A filter as a caller writes it.
pub(crate) fn filter(caller: &Caller, kind: &RecordType, text: &str) -> Result<Filter> {
    filter::parse(&caller.configuration.schema, kind, text, &|field| decide::may_see(caller, kind, field))
}

/// The fields and codes of an error of the input.
pub(crate) fn problems<T: std::fmt::Debug>(result: Result<T>) -> Vec<(String, &'static str)> {
    match result.unwrap_err() {
        Error::Invalid(problems) => problems.into_iter().map(|problem| (problem.pointer, problem.code)).collect(),
        other => panic!("{other:?}"),
    }
}

/// The code of an error.
pub(crate) fn code<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    result.unwrap_err().code()
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
