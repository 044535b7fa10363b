//! The floors: the same rows from the raw engine, through the same driver, without rights, JSON, journal or HTTP.

use std::time::{Duration, Instant};

use beheer::id::Id;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

use crate::load::CLIENTS;
use crate::server::{cpu_of, cpu_of_postgres};

/// A connection to either engine.
enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    async fn open(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::raw_sql("pragma synchronous = full; pragma mmap_size = 268435456")
                .execute(&mut connection)
                .await
                .unwrap();
            Self::Sqlite(connection)
        } else {
            Self::Postgres(PgConnection::connect(url).await.unwrap())
        }
    }

    /// Runs one statement with up to two values and reads every cell of every row.
    async fn rows(&mut self, sql: &str, id: Option<Id>, text: Option<&str>) -> usize {
        macro_rules! run {
            ($connection:expr, $sql:expr) => {{
                let mut query = sqlx::query(AssertSqlSafe($sql));
                if let Some(text) = text {
                    query = query.bind(text.to_owned());
                }
                if let Some(id) = id {
                    query = query.bind(id.0);
                }
                let rows = query.fetch_all($connection).await.unwrap();
                rows.iter()
                    .map(|row| (1..row.len()).filter(|at| row.try_get::<Option<String>, _>(*at).is_ok()).count())
                    .sum()
            }};
        }
        match self {
            Self::Sqlite(connection) => run!(connection, sql.replace("$1", "?").replace("$2", "?")),
            Self::Postgres(connection) => run!(connection, sql.to_owned()),
        }
    }
}

/// Leaves PostgreSQL as its autovacuum would a minute later: with statistics, and with nothing waiting to enter an index.
pub(crate) async fn settle(url: &str) {
    if let Raw::Postgres(mut connection) = Raw::open(url).await {
        sqlx::raw_sql("vacuum analyze").execute(&mut connection).await.unwrap();
    }
}

/// CPU milliseconds per call, ours and the engine's.
async fn measure(url: &str, seconds: Duration, mut call: impl AsyncFnMut(&mut Raw, usize)) -> f64 {
    let mut raw = Raw::open(url).await;
    for at in 0..50 {
        call(&mut raw, at).await;
    }
    let own = || cpu_of(std::process::id()) + cpu_of_postgres();
    let (cpu, end, mut count) = (own(), Instant::now() + seconds, 0);
    while Instant::now() < end {
        call(&mut raw, count).await;
        count += 1;
    }
    (own() - cpu) / count as f64 * 1e3
}

/// Eight fields and the organisation's name of the first fifty that the user owns, by name.
pub(crate) async fn list(url: &str, owner: Id, seconds: Duration) -> f64 {
    let sql = "select t.id, t.first_name, t.last_name, t.job_title, t.language, t.preferred_channel, t.consent, o.title, t.title \
               from contacts t left join organisations o on o.id = t.organisation_id \
               where t.deleted_at is null and t.owner_id = $1 order by t.title_sort, t.id limit 51";
    measure(url, seconds, async |raw, _| {
        raw.rows(sql, Some(owner), None).await;
    })
    .await
}

/// One contact with its mail addresses and telephone numbers.
pub(crate) async fn get(url: &str, ids: &[Id], seconds: Duration) -> f64 {
    let record = "select t.id, t.first_name, t.last_name, t.job_title, t.language, t.preferred_channel, t.consent, t.title \
                  from contacts t where t.id = $1";
    let emails = "select parent_id, type, value from contacts_emails where parent_id = $1 order by position";
    let phones = "select parent_id, type, value from contacts_phones where parent_id = $1 order by position";
    measure(url, seconds, async |raw, at| {
        for sql in [record, emails, phones] {
            raw.rows(sql, Some(ids[at % ids.len()]), None).await;
        }
    })
    .await
}

/// The titles of twenty contacts of the user in whose texts the word stands.
pub(crate) async fn search(url: &str, words: &[String], owner: Id, seconds: Duration) -> f64 {
    let sqlite = "select t.id, t.title from contacts t where t.deleted_at is null and t.id in (select s.record_id from \
                  contacts_search s where s.row in (select rowid from contacts_search_fts where contacts_search_fts match $1)) \
                  and t.owner_id = $2 order by t.title_sort, t.id limit 21";
    let postgres = "select t.id, t.title from contacts t where t.deleted_at is null and t.id in (select s.record_id from \
                    contacts_search s where s.ordinary like $1) and t.owner_id = $2 order by t.title_sort, t.id limit 21";
    let is_sqlite = url.starts_with("sqlite:");
    measure(url, seconds, async |raw, at| {
        let word = beheer::model::fold::fold(&words[at % words.len()]);
        let (sql, text) = if is_sqlite { (sqlite, format!("\"{word}\"")) } else { (postgres, format!("%{word}%")) };
        raw.rows(sql, Some(owner), Some(&text)).await;
    })
    .await
}

/// One bare insert, durable, in a transaction of its own: CPU milliseconds of one after another, and how many a second by as many
/// clients at once as the load has.
pub(crate) async fn insert(url: &str, seconds: Duration) -> (f64, f64) {
    let mut raw = Raw::open(url).await;
    raw.rows("create table if not exists bench_floor (id integer, name text, job text)", None, None).await;
    let sql = "insert into bench_floor (id, name, job) values (1, 'Bench Mark', $1)";
    let cost = measure(url, seconds, async |raw, _| {
        raw.rows(sql, None, Some("Buyer")).await;
    })
    .await;
    // One connection writes at a time on SQLite, however many there are.
    let clients = if url.starts_with("sqlite:") { 1 } else { CLIENTS };
    let start = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let url = url.to_owned();
            tokio::spawn(async move {
                let (mut raw, mut count) = (Raw::open(&url).await, 0);
                while start.elapsed() < seconds {
                    raw.rows(sql, None, Some("Buyer")).await;
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for task in tasks {
        count += task.await.unwrap();
    }
    let rate = f64::from(count) / start.elapsed().as_secs_f64();
    raw.rows("drop table bench_floor", None, None).await;
    (cost, rate)
}
