//! Acting as somebody else, within a session of one's own: it begins with a record that says why, and ends by time, by the button, and
//! with the session.

use sea_query::{Expr, ExprTrait, Query};

use crate::changes::{Batch, Change, commit};
use crate::clock::Micros;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::{Identity, token};
use crate::model::Input;
use crate::records::impersonation::{CHANGES, ENDED_AT, IMPERSONATION, MINUTES, PERSON, SEEN_AT, USER};
use crate::records::sharing::PURPOSE;
use crate::rights::caller::Reason;
use crate::rights::{Caller, Channel};

/// What is to begin.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// As whom.
    pub person: Id,
    /// Why.
    pub purpose: String,
    /// How long at most.
    pub minutes: i64,
    /// Whether records may be changed.
    pub changes: bool,
}

impl Identity {
    /// Begins it in the session of a token. Whoever acts already, has not the duty, or would act as himself or as somebody who is not
    /// active, is refused.
    pub async fn begin_acting(&self, caller: &Caller, token: &str, wanted: Wanted) -> Result<()> {
        let Wanted { person, purpose, minutes, changes } = wanted;
        let duty = if changes { "impersonation_changes" } else { "impersonation" };
        if caller.real().is_some() || !(caller.has_duty(duty) || (!changes && caller.has_duty("impersonation_changes")))
        {
            let detail = format!("Acting as others is a duty ({duty}) that none of your roles carries.");
            return Err(Error::Forbidden(detail));
        }
        let me = caller.actor.user().ok_or(Error::NotFound)?;
        let is_active = caller.configuration.policy.users.get(&person).is_some_and(|user| user.active);
        if person == me || !is_active {
            return Err(Error::invalid("person_id", "not_to_act_as", "Choose another user who is active."));
        }
        let input = Input::new()
            .with(PURPOSE, purpose.clone())
            .with(USER, me)
            .with(PERSON, person)
            .with(MINUTES, minutes)
            .with(CHANGES, changes);
        // The duty was asked; the record is not one's own to make otherwise.
        let program = caller.clone().because(Reason::text(purpose)).with_all_rights();
        let made = commit(&self.database, &program, Batch::one(Change::create(&IMPERSONATION, input))).await?;
        let record = made.first().map(|outcome| outcome.id).ok_or(Error::NotFound)?;
        let until = self.database.clock().now() + minutes * 60 * 1_000_000;
        self.mark(token, Some((person, record, until, changes))).await.map(drop)
    }

    /// Ends it in the session of a token, where somebody acts; the evidence says when.
    pub async fn end_acting(&self, caller: &Caller, token: &str) -> Result<()> {
        let statement = Query::select()
            .column("acting_record")
            .from("sessions")
            .and_where(Expr::col("token_hash").eq(token::hash(&self.master, token).to_vec()))
            .to_owned();
        let found: Option<(Option<uuid::Uuid>,)> = self.database.read().first(&statement).await?;
        let Some(record) = found.and_then(|row| row.0) else { return Ok(()) };
        self.mark(token, None).await?;
        let Some(real) = caller.real() else { return Ok(()) };
        let now = self.database.clock().now();
        let program = Caller::user(caller.configuration.clone(), real.real, Channel::Console).at(now);
        // That it ends needs no reason of anybody's.
        let program = program.because(Reason::built_in("system")).with_all_rights();
        let ended = Input::new().with(ENDED_AT, now);
        commit(&self.database, &program, Batch::one(Change::update(&IMPERSONATION, Id(record), ended))).await.map(drop)
    }

    /// Keeps that a user knows of what was done as him.
    pub async fn seen_acting(&self, caller: &Caller, record: Id) -> Result<()> {
        let program = caller.clone().because(Reason::built_in("system")).with_all_rights();
        let found =
            crate::query::get(self.database.read(), self.database.engine(), &program, &IMPERSONATION, record).await?;
        if found.record.get(PERSON) != caller.actor.user() {
            return Err(Error::NotFound);
        }
        let seen = Input::new().with(SEEN_AT, self.database.clock().now());
        commit(&self.database, &program, Batch::one(Change::update(&IMPERSONATION, record, seen))).await.map(drop)
    }

    async fn mark(&self, token: &str, acting: Option<(Id, Id, Micros, bool)>) -> Result<u64> {
        let statement = Query::update()
            .table("sessions")
            .value("acting_as", acting.map(|one| one.0.0))
            .value("acting_record", acting.map(|one| one.1.0))
            .value("acting_until", acting.map(|one| one.2))
            .value("acting_changes", acting.map(|one| i64::from(one.3)))
            .and_where(Expr::col("token_hash").eq(token::hash(&self.master, token).to_vec()))
            .to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await }))
            .await
    }
}
