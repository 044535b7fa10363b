//! Links by which people come in: a user chooses a password behind one. A link works once and for three days, and its user has one.
//! Whoever makes it hands it over; only a keyed hash of it is stored.

use std::collections::HashMap;

use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use crate::changes::{self, Batch, Change, commit_then};
use crate::clock::Micros;
use crate::database::row;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::device::Origin;
use crate::identity::events::{self, Method, Noted, What};
use crate::identity::factor::Entry;
use crate::identity::password::{self, Whose};
use crate::identity::users::not_above;
use crate::identity::{Identity, token};
use crate::model::Input;
use crate::records::user::{self, USER};
use crate::rights::decide;
use crate::rights::policy::Action;
use crate::rights::{Caller, Reason};
use crate::secret::Secret;

/// How long a link works, in microseconds: three days.
pub const LIFETIME: Micros = 3 * 86_400 * 1_000_000;
/// What the journal gives as the reason where somebody used a link.
const JOINED: &str = "join_link";

/// A link that was just made; its token is never shown again.
#[derive(Debug)]
pub struct Invitation {
    /// Who comes in by it.
    pub user: Id,
    /// The token.
    pub token: Secret,
    /// When it ends.
    pub ends_at: Micros,
}

/// Who stands before the door with a link that works.
#[derive(Debug, Clone)]
pub struct Joining {
    /// The user.
    pub user: Id,
    /// His name.
    pub name: String,
    /// The mail address that he will sign in with.
    pub email: String,
}

/// How it stands with a user's signing in.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Whether there is a password.
    pub has_password: bool,
    /// Until when a link works.
    pub link_until: Option<Micros>,
    /// How many sessions are open.
    pub sessions: i64,
    /// When one of them was last used, give or take some minutes.
    pub seen_at: Option<Micros>,
}

row! {
    struct JoiningRow {
        id: uuid::Uuid,
        name: String,
        email: String,
    }
}

impl Identity {
    /// Makes a user who comes in by a link.
    pub async fn invite(&self, caller: &Caller, input: Input) -> Result<Invitation> {
        let user = self.database.ids().next();
        decide::require(caller, Action::Create, &USER)?;
        let change = |input| Change::create(&USER, input).with_id(user);
        self.make_link(caller, user, input, change).await
    }

    /// Makes a link for a user who is there already. From that moment nothing else opens the account: the password is taken away
    /// and its sessions end.
    pub async fn renew_link(&self, caller: &Caller, user: Id) -> Result<Invitation> {
        decide::require(caller, Action::Update, &USER)?;
        not_above(caller, user)?;
        if self.email_of(user).await?.is_empty() {
            return Err(Error::invalid("email", "required", "E-mail is needed."));
        }
        let mut input = Input::new();
        input.set(user::PASSWORD.name(), None);
        self.make_link(caller, user, input, |input| Change::update(&USER, user, input)).await
    }

    async fn make_link(
        &self,
        caller: &Caller,
        user: Id,
        input: Input,
        change: impl FnOnce(Input) -> Change,
    ) -> Result<Invitation> {
        if !caller.has_duty("users") {
            return Err(Error::Forbidden("Managing users is a duty (users) that none of your roles carries.".into()));
        }
        let token = token::new("")?;
        let hash = token::hash(&self.master, token.reveal());
        let now = self.database.clock().now();
        let ends_at = now + LIFETIME;
        let insert = Query::insert()
            .into_table("join_links")
            .columns(["user_id", "token_hash", "ends_at"])
            .values_panic([Expr::val(user.0), Expr::val(hash.to_vec()), Expr::val(ends_at)])
            .to_owned();
        // The right was asked for; when the link was made is the program's to write.
        let program = caller.clone().with_all_rights();
        let change = change(input.with(user::INVITED_AT, now));
        let is_renewed = matches!(change.what, changes::What::Update(_));
        let batch = Batch::one(change);
        // Whoever comes in by an invitation knows of it.
        let event = is_renewed.then(|| Noted::done(user, What::LinkMade, caller.actor.user()));
        let ids = self.database.ids().clone();
        commit_then(&self.database, &program, batch, move |transaction, _| {
            Box::pin(async move {
                changes::end_access(transaction, user).await?;
                if let Some(event) = event {
                    events::note(transaction, event, now, &ids).await?;
                }
                transaction.on().execute(&insert).await.map(drop)
            })
        })
        .await?;
        Ok(Invitation { user, token, ends_at })
    }

    /// Who stands before the door with this link; nobody where it was used, is too old, or its user may not come in.
    pub async fn joining(&self, token: &str) -> Result<Option<Joining>> {
        let hash = token::hash(&self.master, token);
        let statement = Query::select()
            .columns([("u", "id"), ("u", "name"), ("u", "email")])
            .from_as("join_links", "l")
            .join_as(sea_query::JoinType::InnerJoin, "users", "u", Expr::col(("u", "id")).equals(("l", "user_id")))
            .and_where(Expr::col(("l", "token_hash")).eq(hash.to_vec()))
            .and_where(Expr::col(("l", "ends_at")).gt(self.database.clock().now()))
            .and_where(Expr::col(("u", "active")).eq(1_i64))
            .and_where(Expr::col(("u", "email")).is_not_null())
            .and_where(Expr::col(("u", "deleted_at")).is_null())
            .to_owned();
        let row: Option<JoiningRow> = self.database.read().first(&statement).await?;
        Ok(row.map(|row| Joining { user: Id(row.id), name: row.name, email: row.email }))
    }

    /// Gives the user behind a link the password that he chose, and signs him in. The link is used up, also when it is used twice
    /// at once.
    pub async fn join(&self, caller: &Caller, token: &str, secret: Secret, from: Origin<'_>) -> Result<Entry> {
        // Without a link that works nobody makes us hash passwords.
        let joining = self.joining(token).await?.ok_or(Error::NotFound)?;
        password::check(&secret, &Whose::of(&joining.name, &joining.email))?;
        let input = Input::new().with(user::PASSWORD, self.passwords.hash(secret).await?);
        let program = caller.clone().with_all_rights().because(Reason::built_in(JOINED));
        let user = joining.user;
        let used = Query::delete()
            .from_table("join_links")
            .and_where(Expr::col("token_hash").eq(token::hash(&self.master, token).to_vec()))
            .and_where(Expr::col("ends_at").gt(self.database.clock().now()))
            .to_owned();
        let batch = Batch::one(Change::update(&USER, user, input));
        commit_then(&self.database, &program, batch, move |transaction, _| {
            Box::pin(async move {
                if transaction.on().execute(&used).await? != 1 {
                    return Err(Error::NotFound);
                }
                changes::end_access(transaction, user).await
            })
        })
        .await?;
        // A second factor stays, whoever holds the link.
        self.enter(user, Method::Link, from).await
    }

    /// Keeps a user out: no longer active, these keys in the bin, sessions and link ended, in one.
    pub async fn deactivate(&self, caller: &Caller, user: Id, keys: &[Id]) -> Result<()> {
        let inactive = Change::update(&USER, user, Input::new().with(user::ACTIVE, false));
        let ended = keys.iter().map(|key| Change::delete(&crate::records::key::KEY, *key));
        self.keep_out(caller, user, Batch::of(std::iter::once(inactive).chain(ended).collect())).await
    }

    /// Commits what keeps a user out; his sessions and link end with it.
    pub async fn keep_out(&self, caller: &Caller, user: Id, batch: Batch) -> Result<()> {
        commit_then(&self.database, caller, batch, move |transaction, _| {
            Box::pin(changes::end_access(transaction, user))
        })
        .await
    }

    /// How it stands with the signing in of these users.
    pub async fn standings(&self, users: &[Id]) -> Result<HashMap<Id, Standing>> {
        let ids = || users.iter().map(|id| id.0);
        let now = self.database.clock().now();
        let passwords = Query::select()
            .column("id")
            .from("users")
            .and_where(Expr::col("id").is_in(ids()))
            .and_where(Expr::col("password_hash").is_not_null())
            .to_owned();
        let links = Query::select()
            .columns(["user_id", "ends_at"])
            .from("join_links")
            .and_where(Expr::col("user_id").is_in(ids()))
            .and_where(Expr::col("ends_at").gt(now))
            .to_owned();
        let sessions = Query::select()
            .column("user_id")
            .expr(Expr::cust("count(*)"))
            .expr(Expr::cust("max(seen_at)"))
            .from("sessions")
            .and_where(Expr::col("user_id").is_in(ids()))
            .and_where(Expr::col("ends_at").gt(now))
            .group_by_col("user_id")
            .to_owned();
        let read = || self.database.read();
        let mut standings: HashMap<Id, Standing> = HashMap::new();
        for (user,) in read().all::<(uuid::Uuid,)>(&passwords).await? {
            standings.entry(Id(user)).or_default().has_password = true;
        }
        for (user, until) in read().all::<(uuid::Uuid, i64)>(&links).await? {
            standings.entry(Id(user)).or_default().link_until = Some(until);
        }
        for (user, count, seen_at) in read().all::<(uuid::Uuid, i64, i64)>(&sessions).await? {
            let standing = standings.entry(Id(user)).or_default();
            (standing.sessions, standing.seen_at) = (count, Some(seen_at));
        }
        Ok(standings)
    }

    /// How many active users have no password yet.
    pub async fn waiting(&self) -> Result<i64> {
        let statement = without_password().expr(Expr::cust("count(*)")).to_owned();
        Ok(self.database.read().number(&statement).await?.unwrap_or(0))
    }

    /// Those users, the newest first, at most so many.
    pub async fn who_waits(&self, most: u64) -> Result<Vec<Id>> {
        let statement = without_password().column("id").order_by("id", Order::Desc).limit(most).to_owned();
        let users = self.database.read().all::<(uuid::Uuid,)>(&statement).await?;
        Ok(users.into_iter().map(|(user,)| Id(user)).collect())
    }
}

/// Active users who have no password yet.
fn without_password() -> SelectStatement {
    Query::select()
        .from("users")
        .and_where(Expr::col("active").eq(1_i64))
        .and_where(Expr::col("password_hash").is_null())
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned()
}
