//! The job that hands over what somebody owns: every record of the chosen types gets another owner, or none. All of it is one
//! operation. What has gone to its new owner is no longer the old one's, so going on after a crash is beginning again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::app::App;
use crate::changes::bulk::Done;
use crate::changes::{Change, Operation, OperationKind};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::store::{self, Job};
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::{AnyField, Input, RecordType, Schema, Value};
use crate::query::count::{ESTIMATE, count};
use crate::query::{self, Listing};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller, Channel, Reason};

/// What jobs of this kind are called.
pub const KIND: &str = "handover";
/// What somebody has for himself goes to nobody else.
const PRIVATE: [&str; 3] = ["key", "saved_view", "mapping"];

/// What a handover needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Specification {
    /// Whose records they are.
    pub from: Id,
    /// Whose they become; nobody's where nobody is named.
    pub to: Option<Id>,
    /// Names of the record types that go.
    pub types: Vec<String>,
    /// Why, as a code.
    #[serde(default)]
    pub reason_code: Option<String>,
    /// Why, in words.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The types whose records have an owner who can hand them over, each with the field that says who it is.
pub fn kinds(schema: &Schema) -> impl Iterator<Item = (&'static RecordType, AnyField)> {
    schema.types().iter().filter(|kind| !PRIVATE.contains(&kind.name)).filter_map(|kind| {
        let owner = kind.own_field(kind.owner()?)?;
        Some((*kind, *owner))
    })
}

/// The records of a type that somebody owns, as far as the caller may do this to them.
fn owned(caller: &Caller, kind: &'static RecordType, owner: AnyField, user: Id, action: Action) -> Listing {
    let path = Path { field: owner, part: Part::Whole };
    let filter = Filter::Test(Test { path, op: Op::Eq, literal: Literal::Id(user) });
    Listing { filter, fields: Some(Vec::new()), order: Vec::new(), action, ..Listing::new(caller, kind) }
}

/// How many records of a type somebody owns, as far as the caller sees them and up to where one stops counting.
pub async fn number(app: &App, caller: &Caller, kind: &'static RecordType, owner: AnyField, user: Id) -> Result<u64> {
    if decide::rows(caller, Action::Read, kind) == Rows::None || !decide::may_see(caller, kind, &owner) {
        return Ok(0);
    }
    let (database, listing) = (app.database(), owned(caller, kind, owner, user, Action::Read));
    count(database.read(), database.engine(), caller, kind, &listing, Some(ESTIMATE)).await
}

/// Refuses who may not change such records, or does not say why where that is asked.
pub fn check(caller: &Caller, specification: &Specification) -> Result<()> {
    for (kind, owner) in chosen(&caller.configuration.schema, specification) {
        decide::require(caller, Action::Update, kind)?;
        caller.configuration.reasons.check(&caller.reason, kind, Action::Update, &[owner])?;
    }
    Ok(())
}

/// Notes the job; it does not run yet.
pub async fn submit(app: &App, caller: &Caller, title: String, specification: &Specification) -> Result<Job> {
    check(caller, specification)?;
    let database = app.database();
    let job = Job {
        title,
        specification: serde_json::to_value(specification)?,
        ..Job::new(database.ids().next(), KIND, caller.actor.user(), database.clock().now())
    };
    store::submit(database, &job).await?;
    Ok(job)
}

fn chosen(schema: &Schema, specification: &Specification) -> impl Iterator<Item = (&'static RecordType, AnyField)> {
    kinds(schema).filter(|(kind, _)| specification.types.iter().any(|name| name == kind.name))
}

/// Hands over, until its end or until it is cancelled.
pub(super) async fn run(app: &App, job: &Job, cancel: &Arc<AtomicBool>) -> Result<Json> {
    let specification: Specification = serde_json::from_value(job.specification.clone())?;
    let caller = caller(app, job, &specification).await?;
    let before = job.result.as_ref().and_then(|result| result["changed"].as_u64()).unwrap_or(0);
    let kinds: Vec<_> = chosen(&caller.configuration.schema, &specification).collect();
    let mut total = before;
    for (kind, owner) in &kinds {
        total += number(app, &caller, kind, *owner, specification.from).await?;
    }
    let mut going =
        Going { app, job, caller: &caller, specification: &specification, before, total, done: Done::default() };
    for (kind, owner) in &kinds {
        if !going.hand_over(kind, *owner, cancel).await? {
            break;
        }
    }
    let done = going.done;
    if cancel.load(Ordering::Relaxed) && app.stop().is_stopping() {
        return Err(Error::Unavailable("The server is stopping; the handover goes on afterwards.".into(), 5));
    }
    let mut left = 0;
    for (kind, owner) in &kinds {
        left += number(app, &caller, kind, *owner, specification.from).await?;
    }
    Ok(json!({"changed": before + done.changed, "left": left}))
}

/// A handover under way.
struct Going<'a> {
    app: &'a App,
    job: &'a Job,
    caller: &'a Caller,
    specification: &'a Specification,
    before: u64,
    total: u64,
    done: Done,
}

impl Going<'_> {
    /// Hands over the records of a type, page by page. Whether it came to its end.
    async fn hand_over(&mut self, kind: &'static RecordType, owner: AnyField, cancel: &AtomicBool) -> Result<bool> {
        let Self { app, job, caller, specification, .. } = *self;
        let database = app.database();
        let operation = Operation { id: job.id, kind: OperationKind::Bulk };
        let mut input = Input::new();
        input.set(owner.name, specification.to.map(Value::Link));
        let mut listing = owned(caller, kind, owner, specification.from, Action::Update);
        listing.limit = query::list::MOST;
        loop {
            if cancel.load(Ordering::Relaxed) {
                return Ok(false);
            }
            let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
            let change = |found: &query::Found| Change::update(kind, found.record.id, input.clone());
            let changes: Vec<Change> = page.items.iter().map(change).collect();
            self.done.add(database, caller, operation, &changes).await?;
            // Why one was refused is told where it is changed alone; here it is enough that it stayed.
            self.done.refused.clear();
            if !self.note().await? {
                cancel.store(true, Ordering::Relaxed);
            }
            match page.next {
                None => return Ok(true),
                next => listing.after = next,
            }
        }
    }

    /// Notes how far it is; false when the job was stopped or taken over.
    async fn note(&self) -> Result<bool> {
        let changed = self.before + self.done.changed;
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let (done, total) = (number(changed), number(self.total.max(changed)));
        let so_far = json!({"changed": changed});
        store::progress(self.app.database(), self.job, done, total, &so_far, super::lease(self.app)).await
    }
}

/// The person it runs as, with the rights of this moment.
async fn caller(app: &App, job: &Job, specification: &Specification) -> Result<Caller> {
    let user = job.user.ok_or_else(|| Error::internal("a handover belongs to nobody"))?;
    let caller = Caller::user(app.configuration().await?, user, Channel::Console);
    let (code, text) = (specification.reason_code.clone(), specification.reason.clone());
    let caller = caller.at(app.database().clock().now()).in_request(job.id.simple());
    Ok(caller.because(Reason { code, text, built_in: false }))
}
