//! Checks that look at other records: no circles, a last administrator, amounts on won deals.

use futures::future::BoxFuture;
use sea_query::{Alias, Expr, ExprTrait, Query};

use crate::database::Transaction;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::Value;
use crate::model::record_type::{Check, CheckSubject};
use crate::records::{configuration, deal, organisation, user};

/// A user cannot be his own manager, at whatever distance.
pub(crate) const NO_MANAGER_CYCLE: Check = Check {
    lock: "user.manager",
    run: |transaction, subject| Box::pin(no_cycle(transaction, subject, user::MANAGER.name())),
};
/// An organisation cannot be part of itself, at whatever distance.
pub(crate) const NO_PARENT_CYCLE: Check = Check {
    lock: "organisation.parent",
    run: |transaction, subject| Box::pin(no_cycle(transaction, subject, organisation::PARENT.name())),
};
/// Somebody who can manage users and rights must remain.
pub(crate) const LAST_ADMINISTRATOR: Check = Check { lock: "administrators", run: last_administrator };
/// A deal in a stage of the kind won needs an amount.
pub(crate) const WON_NEEDS_AMOUNT: Check = Check { lock: "deal.stage", run: won_needs_amount };

/// The longest chain that is followed; a longer one is refused like a circle.
const LONGEST: usize = 100;

async fn no_cycle(transaction: &mut Transaction<'_>, subject: &CheckSubject<'_>, link: &'static str) -> Result<()> {
    let Some(Value::Link(mut next)) = subject.after.value(link).cloned() else { return Ok(()) };
    if subject.before.and_then(|before| before.value(link)) == subject.after.value(link) {
        return Ok(());
    }
    for _ in 0..LONGEST {
        if next == subject.after.id {
            break;
        }
        let statement = Query::select()
            .column(Alias::new(link))
            .from(subject.after.kind.table)
            .and_where(Expr::col("id").eq(next.0))
            .to_owned();
        let found: Option<(Option<uuid::Uuid>,)> = transaction.on().first(&statement).await?;
        match found.and_then(|row| row.0) {
            Some(above) => next = Id(above),
            None => return Ok(()),
        }
    }
    Err(Error::invalid(link, "cycle", "This would lead back to the record itself."))
}

fn last_administrator<'a, 'c>(
    transaction: &'a mut Transaction<'c>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        // A new user, role or group can only add administrators.
        if subject.before.is_none() {
            return Ok(());
        }
        let before = configuration::policy(transaction).await?;
        if before.users_with_duty("users").is_empty() && configuration::has_user(transaction).await? {
            let detail = "This would leave nobody who can manage users. Give another active user that duty first.";
            return Err(Error::Conflict("last_administrator", detail.into()));
        }
        Ok(())
    })
}

fn won_needs_amount<'a, 'c>(
    transaction: &'a mut Transaction<'c>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (Some(stage), None) = (subject.after.get(deal::STAGE), subject.after.get(deal::AMOUNT)) else {
            return Ok(());
        };
        let statement = Query::select().column("kind").from("stages").and_where(Expr::col("id").eq(stage.0)).to_owned();
        let kind: Option<(String,)> = transaction.on().first(&statement).await?;
        if kind.is_some_and(|row| row.0 == "won") {
            return Err(Error::Invalid(vec![deal::AMOUNT.problem("A won deal needs an amount.")]));
        }
        Ok(())
    })
}
