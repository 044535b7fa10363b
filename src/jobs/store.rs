//! Jobs as they are stored: their state, progress, lease and result.

use std::collections::BTreeSet;

use sea_query::{Expr, ExprTrait, Query, SelectStatement, UpdateStatement};
use serde_json::Value as Json;

use crate::clock::Micros;
use crate::database::{Database, row};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rights::Caller;

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has begun.
    Waiting,
    /// Somebody is at it.
    Running,
    /// It did what it could; the result says what.
    Done,
    /// It could not do its work; the result says why.
    Failed,
    /// Somebody stopped it; the result says how far it came.
    Cancelled,
}

impl State {
    /// The name in the API and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it will not move any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled].into_iter().find(|s| s.name() == name)
    }
}

/// A job.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id; for an import also that of its operation.
    pub id: Id,
    /// What it does: `import`.
    pub kind: String,
    /// How far it is.
    pub state: State,
    /// Whose it is.
    pub user: Option<Id>,
    /// Name of the record type it works on.
    pub record_type: String,
    /// What people see, such as the name of the file.
    pub title: String,
    /// What it needs to know to run.
    pub specification: Json,
    /// Lines done.
    pub done: i64,
    /// Lines in all.
    pub total: i64,
    /// What became of it.
    pub result: Option<Json>,
    /// When it was made.
    pub created_at: Micros,
    /// When it began.
    pub started_at: Option<Micros>,
    /// When it ended.
    pub finished_at: Option<Micros>,
}

impl Job {
    /// A job that waits to be begun, and knows nothing yet.
    pub(super) fn new(id: Id, kind: &str, user: Option<Id>, now: Micros) -> Self {
        Self {
            id,
            kind: kind.to_owned(),
            state: State::Waiting,
            user,
            record_type: String::new(),
            title: String::new(),
            specification: Json::Object(serde_json::Map::new()),
            done: 0,
            total: 0,
            result: None,
            created_at: now,
            started_at: None,
            finished_at: None,
        }
    }
}

row! {
    struct Row {
        id: uuid::Uuid,
        kind: String,
        state: String,
        user_id: Option<uuid::Uuid>,
        record_type: String,
        title: String,
        specification: String,
        done: i64,
        total: i64,
        result: Option<String>,
        created_at: i64,
        started_at: Option<i64>,
        finished_at: Option<i64>,
    }
}

impl Row {
    fn job(self) -> Result<Job> {
        let state = State::named(&self.state).ok_or_else(|| Error::internal("a job is in no state we know"))?;
        Ok(Job {
            id: Id(self.id),
            kind: self.kind,
            state,
            user: self.user_id.map(Id),
            record_type: self.record_type,
            title: self.title,
            specification: serde_json::from_str(&self.specification)?,
            done: self.done,
            total: self.total,
            result: self.result.as_deref().map(serde_json::from_str).transpose()?,
            created_at: self.created_at,
            started_at: self.started_at,
            finished_at: self.finished_at,
        })
    }
}

fn select() -> SelectStatement {
    Query::select()
        .columns([
            "id",
            "kind",
            "state",
            "user_id",
            "record_type",
            "title",
            "specification",
            "done",
            "total",
            "result",
            "created_at",
            "started_at",
            "finished_at",
        ])
        .from("jobs")
        .to_owned()
}

/// Notes a new job.
pub async fn submit(database: &Database, job: &Job) -> Result<()> {
    let statement = Query::insert()
        .into_table("jobs")
        .columns([
            "id",
            "kind",
            "state",
            "user_id",
            "record_type",
            "title",
            "specification",
            "done",
            "total",
            "created_at",
        ])
        .values_panic([
            Expr::val(job.id.0),
            Expr::val(job.kind.clone()),
            Expr::val(State::Waiting.name()),
            Expr::val(job.user.map(|id| id.0)),
            Expr::val(job.record_type.clone()),
            Expr::val(job.title.clone()),
            Expr::val(job.specification.to_string()),
            Expr::val(job.done),
            Expr::val(job.total),
            Expr::val(job.created_at),
        ])
        .to_owned();
    database
        .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await.map(drop) }))
        .await
}

/// A job of the caller's own, or anybody's for those whose duty it is to see all.
pub async fn get(database: &Database, caller: &Caller, id: Id) -> Result<Job> {
    let mut statement = select();
    statement.and_where(Expr::col("id").eq(id.0));
    own_only(&mut statement, caller);
    let row: Option<Row> = database.read().first(&statement).await?;
    row.ok_or(Error::NotFound)?.job()
}

/// The newest jobs that the caller may see, before `before` (an id).
pub async fn list(database: &Database, caller: &Caller, before: Option<Id>, limit: u64) -> Result<Vec<Job>> {
    list_in(database, caller, &[], before, limit).await
}

/// The same, of jobs in one of these states; of all, where none is named.
pub async fn list_in(
    database: &Database,
    caller: &Caller,
    states: &[State],
    before: Option<Id>,
    limit: u64,
) -> Result<Vec<Job>> {
    let mut statement = select();
    own_only(&mut statement, caller);
    if !states.is_empty() {
        statement.and_where(Expr::col("state").is_in(states.iter().map(|state| state.name())));
    }
    statement.order_by("id", sea_query::Order::Desc).limit(limit);
    if let Some(before) = before {
        statement.and_where(Expr::col("id").lt(before.0));
    }
    let rows: Vec<Row> = database.read().all(&statement).await?;
    rows.into_iter().map(Row::job).collect()
}

/// How many jobs there are in each state, of those that the caller may see.
pub async fn counts(database: &Database, caller: &Caller) -> Result<Vec<(State, i64)>> {
    let mut statement = Query::select().column("state").expr(Expr::cust("count(*)")).from("jobs").to_owned();
    own_only(&mut statement, caller);
    statement.group_by_col("state");
    let rows: Vec<(String, i64)> = database.read().all(&statement).await?;
    Ok(rows.into_iter().filter_map(|(name, count)| Some((State::named(&name)?, count))).collect())
}

/// The newest job of a kind, as the program sees it.
pub(super) async fn latest(database: &Database, kind: &str) -> Result<Option<Job>> {
    let mut statement = select();
    statement.and_where(Expr::col("kind").eq(kind)).order_by("id", sea_query::Order::Desc).limit(1);
    let row: Option<Row> = database.read().first(&statement).await?;
    row.map(Row::job).transpose()
}

/// What a job does.
pub(super) async fn kind_of(database: &Database, id: Id) -> Result<Option<String>> {
    let statement = Query::select().column("kind").from("jobs").and_where(Expr::col("id").eq(id.0)).to_owned();
    let row: Option<(String,)> = database.read().first(&statement).await?;
    Ok(row.map(|row| row.0))
}

/// The jobs that are not over.
pub(super) async fn unfinished(database: &Database) -> Result<BTreeSet<Id>> {
    let statement = Query::select()
        .column("id")
        .from("jobs")
        .and_where(Expr::col("state").is_in([State::Waiting.name(), State::Running.name()]))
        .to_owned();
    let rows: Vec<(uuid::Uuid,)> = database.read().all(&statement).await?;
    Ok(rows.into_iter().map(|row| Id(row.0)).collect())
}

/// Those of others are seen by whose duty that is; verifications by all who read the journal.
fn own_only(statement: &mut SelectStatement, caller: &Caller) {
    if caller.has_duty("jobs") {
        return;
    }
    let mut seen = Expr::col("user_id").eq(caller.actor.user().unwrap_or(Id::NIL).0);
    if caller.has_duty("audit") {
        seen = seen.or(Expr::col("kind").eq(super::verification::KIND));
    }
    statement.and_where(seen);
}

/// Jobs that nobody has begun or that were put down, and those whose lease ran out before `expired`.
pub(super) async fn left_behind(database: &Database, expired: Micros) -> Result<Vec<Id>> {
    let statement = Query::select()
        .column("id")
        .from("jobs")
        .and_where(Expr::col("state").is_in([State::Waiting.name(), State::Running.name()]))
        .and_where(Expr::col("lease_until").is_null().or(Expr::col("lease_until").lt(expired)))
        .order_by("id", sea_query::Order::Asc)
        .limit(100)
        .to_owned();
    let rows: Vec<(uuid::Uuid,)> = database.read().all(&statement).await?;
    Ok(rows.into_iter().map(|row| Id(row.0)).collect())
}

/// Takes a job, if nobody has it or the lease ran out before `expired`: exactly one of those who try gets it.
pub(super) async fn take(
    database: &Database,
    id: Id,
    expired: Micros,
    now: Micros,
    lease: Micros,
) -> Result<Option<Job>> {
    let statement = Query::update()
        .table("jobs")
        .value("state", State::Running.name())
        .value("lease_until", lease)
        .value("started_at", now)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").is_in([State::Waiting.name(), State::Running.name()]))
        .and_where(Expr::col("lease_until").is_null().or(Expr::col("lease_until").lt(expired)))
        .to_owned();
    let taken =
        database.write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await })).await?;
    if taken != 1 {
        return Ok(None);
    }
    let row: Option<Row> = database.read().first(select().and_where(Expr::col("id").eq(id.0))).await?;
    row.map(Row::job).transpose()
}

/// An update of a job that is ours: running since we took it. Who was asleep for longer than a lease finds it cancelled or taken.
fn of_ours(job: &Job) -> UpdateStatement {
    Query::update()
        .table("jobs")
        .and_where(Expr::col("id").eq(job.id.0))
        .and_where(Expr::col("state").eq(State::Running.name()))
        .and_where(Expr::col("started_at").eq(job.started_at))
        .to_owned()
}

async fn execute(database: &Database, statement: UpdateStatement) -> Result<bool> {
    let noted =
        database.write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await })).await?;
    Ok(noted == 1)
}

/// Notes progress, with what is needed to go on after a crash, and renews the lease; false when the job is ours no more.
pub(super) async fn progress(
    database: &Database,
    job: &Job,
    done: i64,
    total: i64,
    so_far: &Json,
    lease: Micros,
) -> Result<bool> {
    let mut statement = of_ours(job);
    statement.value("done", done).value("total", total).value("result", so_far.to_string()).value("lease_until", lease);
    execute(database, statement).await
}

/// Renews the lease; false when the job is ours no more.
pub(super) async fn keep(database: &Database, job: &Job, lease: Micros) -> Result<bool> {
    let mut statement = of_ours(job);
    statement.value("lease_until", lease);
    execute(database, statement).await
}

/// Puts a job down, for whoever looks next.
async fn put_down(database: &Database, job: &Job) -> Result<()> {
    let mut statement = of_ours(job);
    statement.value("lease_until", Option::<Micros>::None);
    execute(database, statement).await.map(drop)
}

/// Asks a job to stop. What it did so far stays, and can be undone as an operation.
pub async fn cancel(database: &Database, caller: &Caller, id: Id) -> Result<Job> {
    let job = get(database, caller, id).await?;
    if job.state.is_over() {
        return Err(Error::Conflict("job_is_over", format!("This job is {} already.", job.state.name())));
    }
    let now = database.clock().now();
    let statement = Query::update()
        .table("jobs")
        .value("state", State::Cancelled.name())
        .value("finished_at", now)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").is_in([State::Waiting.name(), State::Running.name()]))
        .to_owned();
    database
        .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await.map(drop) }))
        .await?;
    get(database, caller, id).await
}

/// Puts a job that failed or was stopped back among those that wait.
pub(super) async fn retry(database: &Database, caller: &Caller, id: Id) -> Result<Job> {
    let job = get(database, caller, id).await?;
    if !matches!(job.state, State::Failed | State::Cancelled) {
        let detail =
            format!("This job is {}; only one that failed or was stopped is taken up again.", job.state.name());
        return Err(Error::Conflict("job_goes_on", detail));
    }
    let statement = Query::update()
        .table("jobs")
        .value("state", State::Waiting.name())
        .value("lease_until", Option::<Micros>::None)
        .value("started_at", Option::<Micros>::None)
        .value("finished_at", Option::<Micros>::None)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").is_in([State::Failed.name(), State::Cancelled.name()]))
        .to_owned();
    execute(database, statement).await?;
    get(database, caller, id).await
}

/// Notes with a job that what it did was taken back, and by which operation.
pub async fn note_undone(database: &Database, job: &Job, operation: Id) -> Result<()> {
    let mut result = job.result.clone().unwrap_or_default();
    result["undone_by"] = operation.to_string().into();
    let statement = Query::update()
        .table("jobs")
        .value("result", result.to_string())
        .and_where(Expr::col("id").eq(job.id.0))
        .to_owned();
    execute(database, statement).await.map(drop)
}

/// Notes how a job ended; whether it is over now. A cancelled one stays cancelled, but its result says how far it came; one that
/// somebody else has taken over is left to him.
pub(super) async fn finish(database: &Database, job: &Job, outcome: Result<Json>) -> Result<bool> {
    let (state, result) = match outcome {
        Ok(result) => (State::Done, result),
        Err(Error::Unavailable(..)) => return put_down(database, job).await.map(|()| false),
        Err(error) => {
            if let Error::Internal(_) = error {
                tracing::error!(error = ?error, job = %job.id, "a job failed");
            }
            // How far it came is kept beside, for whoever takes it up again.
            let row: Option<Row> = database.read().first(select().and_where(Expr::col("id").eq(job.id.0))).await?;
            let mut result = row.map(Row::job).transpose()?.and_then(|job| job.result).unwrap_or_default();
            result["error"] = error.to_string().into();
            result["code"] = error.code().into();
            (State::Failed, result)
        }
    };
    let now = database.clock().now();
    let mut end = of_ours(job);
    end.value("state", state.name());
    let statement = Query::update()
        .table("jobs")
        .value("result", result.to_string())
        .value("finished_at", now)
        .and_where(Expr::col("id").eq(job.id.0))
        .and_where(Expr::col("started_at").eq(job.started_at))
        .to_owned();
    database
        .write(move |transaction| {
            Box::pin(async move {
                transaction.on().execute(&end).await?;
                Ok(transaction.on().execute(&statement).await? == 1)
            })
        })
        .await
}
