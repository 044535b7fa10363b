//! Conversion: a lead becomes an organisation, a contact and a deal, in one transaction and one operation that can be taken back.

use futures::future::BoxFuture;
use sea_query::{Expr, ExprTrait, Query};

use crate::changes::change::{Batch, Change, Operation, OperationKind};
use crate::changes::commit::{commit_in, commit_then};
use crate::database::{Database, Transaction};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::value::Parts;
use crate::model::{Input, Record, Value};
use crate::query;
use crate::records::parts::OWNER;
use crate::records::{contact, deal, lead, organisation};
use crate::rights::{Action, Caller, Scope, decide};

/// What is to become of a lead. What is not named comes from the lead.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The version the lead must have.
    pub version: Option<i64>,
    /// An organisation that there is already.
    pub organisation_id: Option<Id>,
    /// Values of the organisation to make.
    pub organisation: Option<Input>,
    /// No organisation, though the lead names a company.
    pub without_company: bool,
    /// Values of the contact.
    pub contact: Option<Input>,
    /// Values of the deal.
    pub deal: Option<Input>,
    /// No deal at all.
    pub without_deal: bool,
}

/// What became of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Converted {
    /// The lead.
    pub lead: Id,
    /// The organisation; none for a lead without a company.
    pub organisation: Option<Id>,
    /// The contact.
    pub contact: Id,
    /// The deal; none where none was wanted.
    pub deal: Option<Id>,
    /// The operation, by which it is taken back.
    pub operation: Id,
}

/// Converts a lead, together with something else of the same transaction.
pub async fn convert<T: Send + 'static>(
    database: &Database,
    caller: &Caller,
    id: Id,
    wanted: Wanted,
    then: impl for<'a, 'c> FnOnce(&'a mut Transaction<'c>, Converted) -> BoxFuture<'a, Result<T>> + Send + 'static,
) -> Result<T> {
    let lead = convertible(database, caller, id).await?;
    if wanted.version.is_some_and(|version| version != lead.version) {
        return Err(Error::Stale(lead.version));
    }
    let ids = database.ids();
    let operation = Operation { id: ids.next(), kind: OperationKind::Conversion };
    let (changes, converted) = plan(database, caller, &lead, wanted, operation.id).await?;
    let now = database.clock().now();
    let mark = Input::new()
        .with(lead::STATUS, "converted".into())
        .with(lead::CONVERTED_AT, now)
        .with(lead::CONTACT, converted.contact)
        .with_some(lead::ORGANISATION, converted.organisation)
        .with_some(lead::DEAL, converted.deal);
    let mark = Change::update(&lead::LEAD, id, mark).at_version(Some(lead.version)).named("converted");
    // The right to convert was asked; the fields that say what became of the lead are the program's own.
    let program = caller.clone().with_all_rights();
    let ids = ids.clone();
    commit_then(database, caller, Batch::of(changes).within(operation), move |transaction, _| {
        Box::pin(async move {
            commit_in(transaction, &program, &Batch::one(mark).within(operation), now, &ids).await?;
            then(transaction, converted).await
        })
    })
    .await
}

/// The lead as the caller sees it, if he may convert it.
async fn convertible(database: &Database, caller: &Caller, id: Id) -> Result<Record> {
    let found = query::get(database.read(), database.engine(), caller, &lead::LEAD, id).await?.record;
    if found.is_deleted() {
        return Err(Error::NotFound);
    }
    decide::require(caller, Action::Convert, &lead::LEAD)?;
    let (on, engine) = (database.read(), database.engine());
    if query::list::reached(on, engine, caller, Action::Convert, &lead::LEAD, &[id]).await?.is_empty() {
        return Err(Error::Forbidden("Your roles do not let you convert this lead.".into()));
    }
    if found.get(lead::CONVERTED_AT).is_some() {
        return Err(Error::Conflict("already_converted", "This lead was converted already.".into()));
    }
    Ok(found)
}

/// The records to make.
async fn plan(
    database: &Database,
    caller: &Caller,
    lead: &Record,
    wanted: Wanted,
    operation: Id,
) -> Result<(Vec<Change>, Converted)> {
    let mut changes = Vec::new();
    let owner = lead.get(OWNER);
    let owned = |kind: &'static crate::model::RecordType, input: Input| {
        let mine = owner.filter(|_| caller.scope(kind, Action::Create) == Scope::All);
        Input::new().with_some(OWNER, mine).over(input)
    };
    let company = lead.get(lead::COMPANY).filter(|_| !wanted.without_company);
    let organisation = match (wanted.organisation_id, wanted.organisation, company) {
        (Some(id), _, _) => Some(id),
        (None, None, None) => None,
        (None, given, company) => {
            let id = database.ids().next();
            let base = Input::new()
                .with_some(organisation::NAME, company)
                .with_some(crate::records::parts::LANGUAGE, lead.get(crate::records::parts::LANGUAGE));
            let input = owned(&organisation::ORGANISATION, base).over(given.unwrap_or_default());
            changes.push(Change::create(&organisation::ORGANISATION, input).with_id(id));
            Some(id)
        }
    };
    let contact = database.ids().next();
    let input = owned(&contact::CONTACT, person(lead, organisation)).over(wanted.contact.unwrap_or_default());
    changes.push(Change::create(&contact::CONTACT, input).with_id(contact));
    let deal = if wanted.without_deal {
        None
    } else {
        let id = database.ids().next();
        let base = Input::new()
            .with_some(deal::NAME, lead.get(lead::NAME))
            .with_some(deal::AMOUNT, lead.get(lead::VALUE))
            .with_some(deal::ORGANISATION, organisation)
            .with_some(deal::STAGE, first_stage(database).await?)
            .with(deal::CONTACT, contact);
        let input = owned(&deal::DEAL, base).over(wanted.deal.unwrap_or_default());
        changes.push(Change::create(&deal::DEAL, input).with_id(id));
        Some(id)
    };
    Ok((changes, Converted { lead: lead.id, organisation, contact, deal, operation }))
}

/// The contact as the lead describes it. A contact needs a last name; where there is none, what there is stands in.
pub fn person(lead: &Record, organisation: Option<Id>) -> Input {
    let (first, last) = (lead.get(lead::FIRST_NAME), lead.get(lead::LAST_NAME));
    let (first, last) = match (first, last) {
        (first, Some(last)) => (first, Some(last)),
        (Some(only), None) => (None, Some(only)),
        (None, None) => (None, lead.get(lead::NAME)),
    };
    let one = |value: String| vec![Parts::from([("value", Value::Text(value))])];
    Input::new()
        .with_some(contact::FIRST_NAME, first)
        .with_some(contact::LAST_NAME, last)
        .with_some(contact::ORGANISATION, organisation)
        .with_some(contact::EMAILS, lead.get(lead::EMAIL).map(one))
        .with_some(contact::PHONES, lead.get(lead::PHONE).map(one))
        .with_some(crate::records::parts::LANGUAGE, lead.get(crate::records::parts::LANGUAGE))
}

/// The first open stage of the first pipeline in use.
pub async fn first_stage(database: &Database) -> Result<Option<Id>> {
    let statement = Query::select()
        .column(("s", "id"))
        .from_as("stages", "s")
        .join_as(sea_query::JoinType::InnerJoin, "pipelines", "p", Expr::col(("p", "id")).equals(("s", "pipeline_id")))
        .and_where(Expr::col(("s", "kind")).eq("open"))
        .and_where(Expr::col(("s", "deleted_at")).is_null())
        .and_where(Expr::col(("p", "deleted_at")).is_null())
        .and_where(Expr::col(("p", "active")).eq(1))
        .order_by(("p", "id"), sea_query::Order::Asc)
        .order_by(("s", "position"), sea_query::Order::Asc)
        .limit(1)
        .to_owned();
    let found: Option<(uuid::Uuid,)> = database.read().first(&statement).await?;
    Ok(found.map(|row| Id(row.0)))
}
