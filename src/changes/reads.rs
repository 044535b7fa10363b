//! Reads of protected classes, written down: for each person, class and day how much was read, when last, and of which records.

use std::collections::{BTreeMap, HashMap};

use sea_query::{Expr, ExprTrait, OnConflict, Order, Query};

use crate::clock::Micros;
use crate::database::{Database, On, Transaction, row};
use crate::error::Result;
use crate::id::Id;
use crate::rights::reads::{Notebook, Noted, Reading};

/// How long it is kept, in days.
pub const KEPT: i64 = 730;
/// The most records that are named for a person on a day; more are counted.
pub const MOST_A_DAY: i64 = 5_000;
const DAY: Micros = 86_400 * 1_000_000;
/// What makes entries the same: how much was read, and which records.
const SAME: [&str; 6] = ["user_id", "record_type", "class", "through", "channel", "day"];
const SAME_RECORD: [&str; 6] = ["record_id", "user_id", "class", "through", "channel", "day"];
/// Records in one statement.
const ROWS: usize = 200;

/// Writes down what was noted. What cannot be written stays noted.
pub async fn write(database: &Database, notebook: &Notebook) -> Result<()> {
    let (entries, missed) = notebook.take();
    if missed > 0 {
        tracing::error!(missed, "readings of protected data were too many to be kept");
    }
    if entries.is_empty() {
        return Ok(());
    }
    let (kept, now) = (entries.clone(), database.clock().now());
    let written =
        database.write(move |transaction| Box::pin(async move { put(transaction, &entries, now).await })).await;
    if written.is_err() {
        notebook.put_back(kept, 0);
    }
    written
}

async fn put(transaction: &mut Transaction<'_>, entries: &BTreeMap<Reading, Noted>, now: Micros) -> Result<()> {
    let old = now.div_euclid(DAY) - KEPT;
    for table in ["reads", "read_records"] {
        let gone = Query::delete().from_table(table).and_where(Expr::col("day").lt(old)).to_owned();
        transaction.on().execute(&gone).await?;
    }
    for (reading, noted) in entries {
        let day = noted.last_at.div_euclid(DAY);
        let statement = Query::insert()
            .into_table("reads")
            .columns(["user_id", "record_type", "class", "through", "channel", "day", "shown", "last_at"])
            .values_panic([
                Expr::val(reading.user.0),
                Expr::val(reading.record_type),
                Expr::val(reading.class.name()),
                Expr::val(reading.through.name()),
                Expr::val(reading.channel.name()),
                Expr::val(day),
                Expr::val(i64::try_from(noted.shown).unwrap_or(i64::MAX)),
                Expr::val(noted.last_at),
            ])
            .on_conflict(
                OnConflict::columns(SAME)
                    .value("shown", Expr::cust("reads.shown + excluded.shown"))
                    .update_column("last_at")
                    .to_owned(),
            )
            .to_owned();
        transaction.on().execute(&statement).await?;
        name(transaction, reading, noted, day).await?;
    }
    Ok(())
}

/// Names the records, as far as the day has room for more.
async fn name(transaction: &mut Transaction<'_>, reading: &Reading, noted: &Noted, day: i64) -> Result<()> {
    let known = Query::select()
        .expr(Expr::cust("count(*)"))
        .from("read_records")
        .and_where(Expr::col("user_id").eq(reading.user.0))
        .and_where(Expr::col("day").eq(day))
        .to_owned();
    let room = MOST_A_DAY - transaction.on().number(&known).await?.unwrap_or(0);
    let records: Vec<Id> = noted.records.iter().copied().take(usize::try_from(room).unwrap_or(0)).collect();
    for some in records.chunks(ROWS) {
        let mut statement = Query::insert();
        statement.into_table("read_records").columns([
            "record_id",
            "user_id",
            "class",
            "through",
            "channel",
            "day",
            "last_at",
        ]);
        for id in some {
            statement.values_panic([
                Expr::val(id.0),
                Expr::val(reading.user.0),
                Expr::val(reading.class.name()),
                Expr::val(reading.through.name()),
                Expr::val(reading.channel.name()),
                Expr::val(day),
                Expr::val(noted.last_at),
            ]);
        }
        let again = OnConflict::columns(SAME_RECORD).update_column("last_at").to_owned();
        statement.on_conflict(again);
        transaction.on().execute(&statement).await?;
    }
    Ok(())
}

row! {
    /// That somebody read a record on a day.
    pub struct Look {
        /// Who.
        pub user_id: uuid::Uuid,
        /// What of it.
        pub class: String,
        /// Through what.
        pub through: String,
        /// By which door.
        pub channel: String,
        /// When last that day.
        pub last_at: i64,
    }
}

/// Who read what is protected of a record, the latest first.
pub async fn of_record(on: On<'_>, record: Id, skip: u64, limit: u64) -> Result<Vec<Look>> {
    let statement = Query::select()
        .columns(["user_id", "class", "through", "channel", "last_at"])
        .from("read_records")
        .and_where(Expr::col("record_id").eq(record.0))
        .order_by("last_at", Order::Desc)
        .order_by("user_id", Order::Asc)
        .order_by("class", Order::Asc)
        .order_by("through", Order::Asc)
        .order_by("channel", Order::Asc)
        .offset(skip)
        .limit(limit)
        .to_owned();
    on.all(&statement).await
}

row! {
    struct SumRow {
        user_id: uuid::Uuid,
        record_type: String,
        last_at: i64,
        shown: i64,
    }
}

/// When each of these users last read a class of each record type, and how much in all that is kept.
pub async fn of_class(on: On<'_>, class: &str, users: &[Id]) -> Result<HashMap<(Id, String), (Micros, u64)>> {
    let statement = Query::select()
        .columns(["user_id", "record_type"])
        .expr_as(Expr::cust("max(last_at)"), "last_at")
        .expr_as(Expr::cust("cast(sum(shown) as bigint)"), "shown")
        .from("reads")
        .and_where(Expr::col("class").eq(class))
        .and_where(Expr::col("user_id").is_in(users.iter().map(|id| id.0)))
        .group_by_columns(["user_id", "record_type"])
        .to_owned();
    let rows: Vec<SumRow> = on.all(&statement).await?;
    let read = |row: SumRow| ((Id(row.user_id), row.record_type), (row.last_at, u64::try_from(row.shown).unwrap_or(0)));
    Ok(rows.into_iter().map(read).collect())
}
