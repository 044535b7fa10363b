//! The journal of signing in: who came in or tried to, when, from where, by what, and with what result; and what others did to an
//! account, until its owner was told. Kept for half a year, and of one account and of unknown ones no more than so many.

use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use crate::clock::Micros;
use crate::database::{Transaction, row};
use crate::error::Result;
use crate::id::{Id, Ids};
use crate::identity::Identity;
use crate::identity::device::{Origin, device, network};

/// How long an event is kept, in microseconds: 180 days.
pub const KEPT: Micros = 180 * 86_400 * 1_000_000;
/// How many are kept of one account; of attempts at accounts that there are not, all together.
pub const MOST: u64 = 2_000;
/// How many are told at once.
const MOST_TOLD: u64 = 5;
/// A second event of its kind within this time, in microseconds, says nothing new: a quarter of an hour.
const ONCE: Micros = 15 * 60 * 1_000_000;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Somebody came in.
    SignedIn,
    /// Address or password was wrong.
    Refused,
    /// There had been too many attempts.
    Throttled,
    /// Somebody else gave the account another password.
    PasswordSet,
    /// Somebody else made a link to choose one.
    LinkMade,
    /// The password fitted and the code did not.
    CodeRefused,
    /// A second factor was set up.
    FactorAdded,
    /// The second factor was taken away.
    FactorRemoved,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::SignedIn,
        Self::Refused,
        Self::Throttled,
        Self::PasswordSet,
        Self::LinkMade,
        Self::CodeRefused,
        Self::FactorAdded,
        Self::FactorRemoved,
    ];

    /// The name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Refused => "refused",
            Self::Throttled => "throttled",
            Self::PasswordSet => "password_set",
            Self::LinkMade => "link_made",
            Self::CodeRefused => "code_refused",
            Self::FactorAdded => "factor_added",
            Self::FactorRemoved => "factor_removed",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.name() == name)
    }
}

/// By what somebody proved who he is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A password.
    Password,
    /// A link that was handed over: an invitation, a new password, the set-up.
    Link,
    /// A password, and a code from a telephone.
    Totp,
    /// A password, and a code from paper.
    RecoveryCode,
    /// A sign-in provider, which answers for what it asked.
    Provider,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Password, Self::Link, Self::Totp, Self::RecoveryCode, Self::Provider];

    /// The name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
            Self::Totp => "totp",
            Self::RecoveryCode => "recovery_code",
            Self::Provider => "provider",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// Something that happened at the door.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id.
    pub id: Id,
    /// Whose account; nobody's where there is none of the address that was given.
    pub user: Option<Id>,
    /// When.
    pub at: Micros,
    /// What.
    pub what: What,
    /// By what.
    pub method: Method,
    /// From which network address.
    pub address: String,
    /// With which browser or program.
    pub device: String,
    /// Who did it, where it was somebody else.
    pub actor: Option<Id>,
}

/// What is to be noted.
#[derive(Debug, Clone)]
pub(super) struct Noted {
    pub(super) user: Option<Id>,
    pub(super) what: What,
    pub(super) method: Method,
    address: String,
    device: String,
    actor: Option<Id>,
    untold: bool,
}

impl Noted {
    /// Somebody at the door.
    pub(super) fn at_the_door(user: Option<Id>, what: What, method: Method, from: Origin<'_>) -> Self {
        Self {
            user,
            what,
            method,
            address: from.address.chars().take(60).collect(),
            device: device(from.user_agent),
            actor: None,
            untold: false,
        }
    }

    /// Something that was done to an account. Its owner is told where it was somebody else.
    pub(super) fn done(user: Id, what: What, by: Option<Id>) -> Self {
        let untold = by != Some(user);
        let nowhere = Origin::default();
        Self { actor: by, untold, ..Self::at_the_door(Some(user), what, Method::Password, nowhere) }
    }
}

row! {
    struct EventRow {
        id: uuid::Uuid,
        user_id: Option<uuid::Uuid>,
        at: i64,
        what: String,
        method: String,
        address: String,
        device: String,
        actor_id: Option<uuid::Uuid>,
    }
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        Self {
            id: Id(row.id),
            user: row.user_id.map(Id),
            at: row.at,
            what: What::named(&row.what).unwrap_or(What::Refused),
            method: Method::named(&row.method).unwrap_or(Method::Password),
            address: row.address,
            device: row.device,
            actor: row.actor_id.map(Id),
        }
    }
}

fn of(user: Option<Id>) -> SelectStatement {
    Query::select().from("account_events").and_where(whose(user)).to_owned()
}

fn whose(user: Option<Id>) -> Expr {
    match user {
        Some(user) => Expr::col("user_id").eq(user.0),
        None => Expr::col("user_id").is_null(),
    }
}

async fn count(transaction: &mut Transaction<'_>, mut rows: SelectStatement) -> Result<i64> {
    Ok(transaction.on().number(rows.expr(Expr::cust("count(*)"))).await?.unwrap_or(0))
}

/// Notes an event in a transaction, and lets go of what is too old or too much. Who comes in from somewhere new will be told.
pub(super) async fn note(transaction: &mut Transaction<'_>, event: Noted, now: Micros, ids: &Ids) -> Result<()> {
    let network = network(&event.address);
    let mut untold = event.untold;
    if event.what == What::SignedIn {
        let before = of(event.user).and_where(Expr::col("what").eq(What::SignedIn.name())).to_owned();
        let here = before
            .clone()
            .and_where(Expr::col("network").eq(network.clone()))
            .and_where(Expr::col("device").eq(event.device.clone()))
            .to_owned();
        untold = count(transaction, before).await? > 0 && count(transaction, here).await? == 0;
    }
    let insert = Query::insert()
        .into_table("account_events")
        .columns(["id", "user_id", "at", "what", "method", "address", "network", "device", "actor_id", "untold"])
        .values_panic([
            Expr::val(ids.next().0),
            Expr::val(event.user.map(|id| id.0)),
            Expr::val(now),
            Expr::val(event.what.name()),
            Expr::val(event.method.name()),
            Expr::val(event.address),
            Expr::val(network),
            Expr::val(event.device),
            Expr::val(event.actor.map(|id| id.0)),
            Expr::val(i64::from(untold)),
        ])
        .to_owned();
    transaction.on().execute(&insert).await?;
    let last = of(event.user)
        .column("at")
        .order_by("at", Order::Desc)
        .order_by("id", Order::Desc)
        .offset(MOST)
        .limit(1)
        .to_owned();
    let last = transaction.on().number(&last).await?;
    let too_much = last.map(|at| Expr::col("at").lte(at).and(whose(event.user)));
    for surplus in too_much.into_iter().chain([Expr::col("at").lt(now - KEPT)]) {
        let delete = Query::delete().from_table("account_events").and_where(surplus).to_owned();
        transaction.on().execute(&delete).await?;
    }
    Ok(())
}

impl Identity {
    /// Notes an event by itself.
    pub(super) async fn note(&self, event: Noted) -> Result<()> {
        let (now, ids) = (self.database.clock().now(), self.database.ids().clone());
        self.database.write(move |transaction| Box::pin(async move { note(transaction, event, now, &ids).await })).await
    }

    /// Notes an event, unless its like was noted a moment ago: a flood leaves one line.
    pub(super) async fn note_once(&self, event: Noted) -> Result<()> {
        let mut like = of(event.user)
            .and_where(Expr::col("what").eq(event.what.name()))
            .and_where(Expr::col("address").eq(event.address.clone()))
            .and_where(Expr::col("at").gt(self.database.clock().now() - ONCE))
            .to_owned();
        let found = self.database.read().number(like.expr(Expr::cust("count(*)"))).await?;
        if found.unwrap_or(0) == 0 { self.note(event).await } else { Ok(()) }
    }

    /// Whether somebody came into this account from this address before: nobody else's guesses keep him out there.
    pub(super) async fn is_known_at(&self, user: Option<Id>, address: &str) -> Result<bool> {
        let mut before = of(user)
            .and_where(Expr::col("what").eq(What::SignedIn.name()))
            .and_where(Expr::col("address").eq(address))
            .to_owned();
        Ok(self.database.read().number(before.expr(Expr::cust("count(*)"))).await?.unwrap_or(0) > 0)
    }

    /// What happened at the door, the newest first: to one account, or to all. `before` is where the page before ended.
    pub async fn events(&self, user: Option<Id>, before: Option<(Micros, Id)>, most: u64) -> Result<Vec<Event>> {
        let mut statement = Query::select()
            .columns(["id", "user_id", "at", "what", "method", "address", "device", "actor_id"])
            .from("account_events")
            .order_by("at", Order::Desc)
            .order_by("id", Order::Desc)
            .limit(most)
            .to_owned();
        if let Some(user) = user {
            statement.and_where(Expr::col("user_id").eq(user.0));
        }
        if let Some((at, id)) = before {
            let earlier = Expr::col("at").lt(at).or(Expr::col("at").eq(at).and(Expr::col("id").lt(id.0)));
            statement.and_where(Expr::col("at").lte(at)).and_where(earlier);
        }
        let rows: Vec<EventRow> = self.database.read().all(&statement).await?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// What the owner of an account was not told yet, the newest first.
    pub async fn untold(&self, user: Id) -> Result<Vec<Event>> {
        let statement = of(Some(user))
            .columns(["id", "user_id", "at", "what", "method", "address", "device", "actor_id"])
            .and_where(Expr::col("untold").eq(1_i64))
            .order_by("at", Order::Desc)
            .order_by("id", Order::Desc)
            .limit(MOST_TOLD)
            .to_owned();
        let rows: Vec<EventRow> = self.database.read().all(&statement).await?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// Everything until this event was told to the owner of an account.
    pub async fn told(&self, user: Id, until: Micros) -> Result<()> {
        let told = Query::update()
            .table("account_events")
            .value("untold", 0_i64)
            .and_where(whose(Some(user)))
            .and_where(Expr::col("untold").eq(1_i64))
            .and_where(Expr::col("at").lte(until))
            .to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&told).await.map(drop) }))
            .await
    }
}
