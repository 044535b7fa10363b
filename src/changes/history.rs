//! History: journal rows as a caller may see them, of one record or of everything.

use std::collections::{BTreeSet, HashMap};

use sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use serde_json::Value as Json;

use crate::clock::Micros;
use crate::database::{Database, On, row};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, RecordType, Schema};
use crate::query::{self, Found};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};

row! {
    /// A journal row as people read it.
    #[derive(Debug, Clone)]
    pub struct Event {
        /// Its number within this database, in the order of writing.
        pub seq: i64,
        /// Its place in the chain; none for a moment after its commit on PostgreSQL.
        pub position: Option<i64>,
        /// The batch it is part of.
        pub batch_id: uuid::Uuid,
        /// The operation it is part of.
        pub operation_id: Option<uuid::Uuid>,
        /// What the operation is.
        pub operation_kind: Option<String>,
        /// When.
        pub at: Micros,
        /// `user`, `cli:NAME` or `system:REASON`.
        pub actor: String,
        /// The user who acted.
        pub actor_id: Option<uuid::Uuid>,
        /// Who really acted, where he acted as that user.
        pub real_actor_id: Option<uuid::Uuid>,
        /// By which door.
        pub channel: String,
        /// Why, as a code.
        pub reason_code: Option<String>,
        /// Why, in words.
        pub reason_text: Option<String>,
        /// The request in the log.
        pub request_id: String,
        /// What happened: `deal.updated`.
        pub action: String,
        /// The record type.
        pub record_type: String,
        /// The record.
        pub record_id: uuid::Uuid,
        /// The version it left.
        pub version: i64,
        /// The fields with before and after, as JSON text.
        pub changes: String,
    }
}

/// One field of an event.
#[derive(Debug, Clone)]
pub struct EventChange {
    /// Name of the field.
    pub field: String,
    /// What it held.
    pub before: Json,
    /// What it holds.
    pub after: Json,
}

impl Event {
    /// What happened, without the record type: `updated`.
    pub fn verb(&self) -> &str {
        self.action.rsplit_once('.').map_or("", |(_, verb)| verb)
    }

    /// The fields with before and after.
    pub fn changes(&self) -> Vec<EventChange> {
        let all: Vec<Json> = serde_json::from_str(&self.changes).unwrap_or_default();
        all.into_iter()
            .map(|mut change| EventChange {
                field: change["field"].as_str().unwrap_or_default().to_owned(),
                before: change["before"].take(),
                after: change["after"].take(),
            })
            .collect()
    }
}

/// All columns of an [`Event`].
fn select() -> SelectStatement {
    Query::select()
        .columns([
            "seq",
            "position",
            "batch_id",
            "operation_id",
            "operation_kind",
            "at",
            "actor",
            "actor_id",
            "real_actor_id",
            "channel",
            "reason_code",
            "reason_text",
            "request_id",
            "action",
            "record_type",
            "record_id",
            "version",
            "changes",
        ])
        .from("journal")
        .to_owned()
}

/// What narrows a reading of the whole journal.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    /// Only this user's changes.
    pub actor: Option<Id>,
    /// Only changes of this record.
    pub record: Option<Id>,
    /// Only changes of this record type.
    pub record_type: Option<String>,
    /// Only changes by this door.
    pub channel: Option<String>,
    /// Only changes of this operation.
    pub operation: Option<Id>,
    /// Only changes made for the reason of this code.
    pub reason_code: Option<String>,
    /// Only changes with this in the words of their reason.
    pub reason: Option<String>,
    /// Only changes of a field of this name, where the caller sees it on all records of the type.
    pub field: Option<String>,
    /// Only changes of this sort: `updated`.
    pub verb: Option<String>,
    /// Only changes above this position.
    pub above: Option<i64>,
    /// Only changes from this moment on.
    pub from: Option<Micros>,
    /// Only changes before this moment.
    pub until: Option<Micros>,
}

/// The newest events of a record and of those merged into it, before `before` (a `seq`). Fields hidden from the caller are left out.
pub async fn of_record(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    id: Id,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Event>> {
    let found = query::get(database.read(), database.engine(), caller, kind, id).await?;
    let merged =
        Query::select().column("loser_id").from("merges").and_where(Expr::col("winner_id").eq(id.0)).to_owned();
    let mut statement = select();
    statement
        .and_where(Expr::col("record_id").eq(id.0).or(Expr::col("record_id").in_subquery(merged)))
        .order_by("seq", sea_query::Order::Desc)
        .limit(limit);
    if let Some(before) = before {
        statement.and_where(Expr::col("seq").lt(before));
    }
    let mut events: Vec<Event> = database.read().all(&statement).await?;
    // What a record held before it was merged into this one is hidden as it is on that record.
    let others: BTreeSet<Id> = events.iter().map(|event| Id(event.record_id)).filter(|other| *other != id).collect();
    let others: Vec<Id> = others.into_iter().collect();
    let rows = match others.as_slice() {
        [] => Vec::new(),
        others => query::get_many(database.read(), database.engine(), caller, kind, others, &[]).await?,
    };
    let hidden: HashMap<Id, Vec<&'static str>> = rows.into_iter().map(|row| (row.record.id, row.hidden)).collect();
    let unseen = seen_on_some(caller, kind);
    for event in &mut events {
        let own = if event.record_id == id.0 { Some(&found.hidden) } else { hidden.get(&Id(event.record_id)) };
        keep_visible(caller, kind, own.unwrap_or(&unseen), event);
    }
    Ok(events)
}

/// How often a reason was given, up to where one stops counting, and when it was last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// How often.
    pub count: i64,
    /// When it was last.
    pub last: Option<Micros>,
}

/// Where counting of [`Uses`] ends.
pub const MOST_USES: i64 = 10_000;
/// Codes that are asked about in one statement.
const CODES: usize = 100;

/// How the reasons of these codes were used. Whoever is told may read the journal.
pub async fn reason_uses(database: &Database, codes: &[String]) -> Result<HashMap<String, Uses>> {
    let mut uses = HashMap::new();
    for some in codes.chunks(CODES) {
        let mut all = some.iter().map(|code| uses_of(code));
        let Some(mut statement) = all.next() else { continue };
        for more in all {
            statement.union(UnionType::All, more);
        }
        let rows: Vec<(String, i64, Option<i64>)> = database.read().all(&statement).await?;
        uses.extend(rows.into_iter().map(|(code, count, last)| (code, Uses { count, last })));
    }
    Ok(uses)
}

fn uses_of(code: &str) -> SelectStatement {
    let given = || Query::select().from("journal").and_where(Expr::col("reason_code").eq(code)).to_owned();
    let some = given().expr(Expr::cust("1")).limit(MOST_USES.unsigned_abs()).to_owned();
    let count = Query::select().expr(Expr::cust("count(*)")).from_subquery(some, "some").to_owned();
    let last = given().column("at").order_by("seq", sea_query::Order::Desc).limit(1).to_owned();
    let subquery = |query: SelectStatement| Expr::SubQuery(None, Box::new(query.into()));
    Query::select().expr(Expr::val(code)).expr(subquery(count)).expr(subquery(last)).to_owned()
}

/// Fields that the caller does not see on every record of the type there is.
fn seen_on_some(caller: &Caller, kind: &RecordType) -> Vec<&'static str> {
    let everywhere = |field: &&AnyField| decide::class_rows(caller, kind, kind.class_of(field)) == Rows::All;
    let fields = caller.configuration.schema.fields(kind).iter();
    fields.filter(|field| !everywhere(field)).map(|field| field.name).collect()
}

/// Whether changes of a field may be looked for: what a caller does not see he does not learn by looking for it either.
fn sees_everywhere(caller: &Caller, kind: &RecordType, name: &str) -> bool {
    caller.configuration.schema.field(kind, name).is_some_and(|field| {
        decide::may_see(caller, kind, field) && decide::class_rows(caller, kind, kind.class_of(field)) == Rows::All
    })
}

/// Leaves out the fields that the caller may not see.
fn keep_visible(caller: &Caller, kind: &RecordType, hidden: &[&'static str], event: &mut Event) {
    let schema = &caller.configuration.schema;
    let mut changes: Vec<Json> = serde_json::from_str(&event.changes).unwrap_or_default();
    changes.retain(|change| {
        let name = change["field"].as_str().unwrap_or_default();
        match schema.field(kind, name) {
            // That a secret changed may be known; its value is not in the journal.
            Some(field) if field.is_secret() => caller.has_duty("audit"),
            Some(field) => !hidden.contains(&field.name) && decide::may_see(caller, kind, field),
            // The definition is gone, and with it the class: only those who read the whole journal see it.
            None => caller.has_duty("audit"),
        }
    });
    event.changes = Json::from(changes).to_string();
}

/// The sealed journal, newest first, before `before` (a position). For those whose duty it is to read it; classes they may not see
/// stay out of it.
pub async fn journal(
    database: &Database,
    caller: &Caller,
    narrow: &Narrow,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Event>> {
    if !caller.has_duty("audit") {
        return Err(Error::Forbidden("Reading the journal is a duty (audit) that none of your roles carries.".into()));
    }
    let mut statement = select();
    statement.and_where(Expr::col("position").is_not_null()).order_by("position", sea_query::Order::Desc).limit(limit);
    if let Some(before) = before {
        statement.and_where(Expr::col("position").lt(before));
    }
    for (column, id) in [("actor_id", narrow.actor), ("record_id", narrow.record), ("operation_id", narrow.operation)] {
        if let Some(id) = id {
            statement.and_where(Expr::col(column).eq(id.0));
        }
    }
    for (column, text) in [("record_type", &narrow.record_type), ("channel", &narrow.channel)] {
        if let Some(text) = text {
            statement.and_where(Expr::col(column).eq(text.clone()));
        }
    }
    if let Some(code) = &narrow.reason_code {
        statement.and_where(Expr::col("reason_code").eq(code.clone()));
    }
    if let Some(words) = &narrow.reason {
        let engine = database.engine();
        statement.and_where(engine.contains(engine.ascii_lower(Expr::col("reason_text")), &words.to_ascii_lowercase()));
    }
    if let Some(verb) = &narrow.verb {
        // A verb is one word, without wildcards.
        statement.and_where(Expr::col("action").like(format!("%.{verb}")));
    }
    if let Some(name) = &narrow.field {
        let engine = database.engine();
        let named = serde_json::json!({"field": name}).to_string();
        let piece = named.trim_start_matches('{').trim_end_matches('}');
        let seen = caller.configuration.schema.types().iter().filter(|kind| sees_everywhere(caller, kind, name));
        statement
            .and_where(Expr::col("record_type").is_in(seen.map(|kind| kind.name)))
            .and_where(engine.contains(Expr::col("changes"), piece));
    }
    if let Some(above) = narrow.above {
        statement.and_where(Expr::col("position").gt(above));
    }
    if let Some(from) = narrow.from {
        statement.and_where(Expr::col("at").gte(from));
    }
    if let Some(until) = narrow.until {
        statement.and_where(Expr::col("at").lt(until));
    }
    let mut events: Vec<Event> = database.read().all(&statement).await?;
    for event in &mut events {
        if let Some(kind) = caller.configuration.schema.named(&event.record_type) {
            // The record itself may be out of the caller's scope; then only classes seen on all records remain.
            keep_visible(caller, kind, &seen_on_some(caller, kind), event);
        }
    }
    Ok(events)
}

/// Records that an operation touched, in the order of writing, after `after` (a `seq`): type, id and what happened, as the program
/// sees them; and where to go on.
pub async fn records_of(
    database: &Database,
    operation: Id,
    after: i64,
    limit: u64,
) -> Result<Vec<(i64, String, uuid::Uuid, String)>> {
    let statement = Query::select()
        .columns(["seq", "record_type", "record_id", "action"])
        .from("journal")
        .and_where(Expr::col("operation_id").eq(operation.0))
        .and_where(Expr::col("seq").gt(after))
        .order_by("seq", sea_query::Order::Asc)
        .limit(limit)
        .to_owned();
    database.read().all(&statement).await
}

/// Sealed events after a position, in order, for followers and live pages.
pub async fn after(on: On<'_>, position: i64, limit: u64) -> Result<Vec<Event>> {
    let statement = select()
        .and_where(Expr::col("position").gt(position))
        .order_by("position", sea_query::Order::Asc)
        .limit(limit)
        .to_owned();
    on.all(&statement).await
}

/// The position of the newest sealed event.
pub async fn newest(on: On<'_>) -> Result<i64> {
    let statement =
        Query::select().column("position").from("journal_head").and_where(Expr::col("one").eq(1)).to_owned();
    Ok(on.number(&statement).await?.unwrap_or(0))
}

/// One event of a record by its number, as the program sees it.
pub(super) async fn event(on: On<'_>, record: Id, seq: i64) -> Result<Option<Event>> {
    let statement =
        select().and_where(Expr::col("record_id").eq(record.0)).and_where(Expr::col("seq").eq(seq)).to_owned();
    on.first(&statement).await
}

/// Events of a record that left a version above `version`, newest first, as the program sees them.
pub(super) async fn since_version(on: On<'_>, record: Id, version: i64) -> Result<Vec<Event>> {
    let statement = select()
        .and_where(Expr::col("record_id").eq(record.0))
        .and_where(Expr::col("version").gt(version))
        .order_by("seq", sea_query::Order::Desc)
        .to_owned();
    on.all(&statement).await
}

/// The records that an operation touched, each with its type where it made it, as the program sees them.
pub async fn touched(database: &Database, schema: &Schema, operation: Id) -> Result<HashMap<Id, Option<&'static str>>> {
    const PAGE: u64 = 10_000;
    let mut all: HashMap<Id, Option<&'static str>> = HashMap::new();
    let mut after = 0;
    loop {
        let page = Query::select()
            .columns(["seq", "record_id", "record_type", "action"])
            .from("journal")
            .and_where(Expr::col("operation_id").eq(operation.0))
            .and_where(Expr::col("seq").gt(after))
            .order_by("seq", sea_query::Order::Asc)
            .limit(PAGE)
            .to_owned();
        let rows: Vec<(i64, uuid::Uuid, String, String)> = database.read().all(&page).await?;
        let Some((last, ..)) = rows.last() else { return Ok(all) };
        after = *last;
        for (_, id, kind, action) in rows {
            let made = schema.named(&kind).filter(|_| action.ends_with(".created")).map(|kind| kind.name);
            let known = all.entry(Id(id)).or_default();
            *known = known.or(made);
        }
    }
}

/// Events of an operation below `before`, newest first.
pub(super) async fn of_operation(on: On<'_>, operation: Id, before: i64, limit: u64) -> Result<Vec<Event>> {
    let statement = select()
        .and_where(Expr::col("operation_id").eq(operation.0))
        .and_where(Expr::col("seq").lt(before))
        .order_by("seq", sea_query::Order::Desc)
        .limit(limit)
        .to_owned();
    on.all(&statement).await
}

/// The last event of each of these records, as they were found with all fields that the caller may see.
pub async fn latest(database: &Database, caller: &Caller, found: &[Found]) -> Result<HashMap<Id, Event>> {
    if found.is_empty() {
        return Ok(HashMap::new());
    }
    let last = Query::select()
        .expr(Expr::col("seq").max())
        .from("journal")
        .and_where(Expr::col("record_id").is_in(found.iter().map(|found| found.record.id.0)))
        .group_by_col("record_id")
        .to_owned();
    let statement = select().and_where(Expr::col("seq").in_subquery(last)).to_owned();
    let mut events: Vec<Event> = database.read().all(&statement).await?;
    for event in &mut events {
        if let Some(found) = found.iter().find(|found| found.record.id.0 == event.record_id) {
            keep_visible(caller, found.record.kind, &found.hidden, event);
        }
    }
    Ok(events.into_iter().map(|event| (Id(event.record_id), event)).collect())
}
