//! Sessions: kept on the server, named by a random token in a cookie.

use sea_query::{Expr, ExprTrait, Order, Query};

use crate::clock::Micros;
use crate::database::row;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::device::{Origin, household};
use crate::identity::events::{self, Method, Noted, What};
use crate::identity::{Identity, throttle, token};
use crate::rights::{Acting, Caller};
use crate::secret::{Secret, hex};

/// A session ends this long after it began, in microseconds: 12 hours.
pub const LIFETIME: Micros = 12 * 3_600 * 1_000_000;
/// The use of a session or a key is noted at most this often, in microseconds, so that reading does not write.
pub(super) const NOTED: Micros = 10 * 60 * 1_000_000;

/// A session that just began.
#[derive(Debug)]
pub struct Begun {
    /// What the cookie holds.
    pub token: Secret,
    /// Whose session it is.
    pub user: Id,
    /// When it ends.
    pub ends_at: Micros,
}

/// Who is behind a token, and the configuration's epoch at that moment.
#[derive(Debug, Clone)]
pub struct Known {
    /// The user.
    pub user: Id,
    /// Roles that narrow a key; empty for sessions and for keys without roles of their own.
    pub roles: Vec<Id>,
    /// Counts the changes of configuration.
    pub epoch: i64,
    /// As whom he acts, and by which record of it.
    pub acting: Option<(Id, Acting)>,
    /// When the owner of a session last proved who he is.
    pub proved_at: Option<Micros>,
}

/// A session, as its user sees it.
#[derive(Debug, Clone)]
pub struct Session {
    /// What it is called where one of several is ended: part of what is stored, which signs nobody in.
    pub name: String,
    /// When it began.
    pub created_at: Micros,
    /// When it was last used, give or take some minutes.
    pub seen_at: Micros,
    /// When it ends.
    pub ends_at: Micros,
    /// What the browser said of itself.
    pub user_agent: String,
    /// From which network address it began.
    pub address: String,
    /// By what its owner proved who he is.
    pub method: Method,
    /// Whether it is the one that asks.
    pub is_own: bool,
    token_hash: Vec<u8>,
}

row! {
    struct OpenRow {
        token_hash: Vec<u8>,
        created_at: i64,
        seen_at: i64,
        ends_at: i64,
        user_agent: String,
        address: String,
        method: String,
    }
}

row! {
    struct SessionRow {
        user_id: uuid::Uuid,
        seen_at: i64,
        ends_at: i64,
        acting_as: Option<uuid::Uuid>,
        acting_until: Option<i64>,
        acting_changes: Option<i64>,
        proved_at: i64,
        epoch: i64,
    }
}

impl Identity {
    /// Checks mail address and password and begins a session, for those who have no second factor.
    pub async fn sign_in(&self, email: &str, password: Secret, address: &str, user_agent: &str) -> Result<Begun> {
        let from = Origin { address, user_agent };
        let user = self.knock(email, password, from).await?;
        if self.factor(user).await?.is_some() {
            return Err(Error::Unauthenticated("A code is needed too.".into()));
        }
        self.begin_session(user, Method::Password, from).await
    }

    /// Checks mail address and password; whose they are. Every refusal reads the same, whatever was wrong.
    pub async fn knock(&self, email: &str, password: Secret, from: Origin<'_>) -> Result<Id> {
        let email = email.trim().to_lowercase();
        let address = from.address;
        let account = self.account(&email).await?;
        let user = account.as_ref().map(|account| account.id);
        let at_the_door = |what| Noted::at_the_door(user, what, Method::Password, from);
        // Guesses from elsewhere do not keep somebody out of the place from which he always comes in.
        let place = if self.is_known_at(user, address).await? { address } else { "" };
        let (by_address, by_account) = (format!("address:{}", household(address)), format!("account:{email} {place}"));
        let buckets = [(by_address.clone(), self.limits.per_address), (by_account.clone(), self.limits.per_account)];
        if let Err(error) = throttle::attempt(&self.database, buckets).await {
            if matches!(error, Error::Throttled(_)) {
                self.note_once(at_the_door(What::Throttled)).await?;
            }
            return Err(error);
        }
        let hash = account.as_ref().filter(|account| account.active).and_then(|account| account.password.clone());
        if !self.passwords.fits(password, hash).await? {
            self.note(at_the_door(What::Refused)).await?;
            return Err(Error::Unauthenticated("E-mail address or password is wrong.".into()));
        }
        let account = account.ok_or(Error::NotFound)?;
        if !self.may_use_password(account.id).await? {
            return Err(Error::Unauthenticated("E-mail address or password is wrong.".into()));
        }
        throttle::succeeded(&self.database, by_account, by_address).await?;
        Ok(account.id)
    }

    /// Begins a session for a user whose identity was proved.
    pub async fn begin_session(&self, user: Id, method: Method, from: Origin<'_>) -> Result<Begun> {
        let now = self.database.clock().now();
        let ends_at = now + LIFETIME;
        let token = token::new("")?;
        let hash = token::hash(&self.master, token.reveal());
        let (event, ids) = (Noted::at_the_door(Some(user), What::SignedIn, method, from), self.database.ids().clone());
        let user_agent: String = from.user_agent.chars().take(300).filter(|c| !c.is_control()).collect();
        let statement = Query::insert()
            .into_table("sessions")
            .columns([
                "token_hash",
                "user_id",
                "created_at",
                "seen_at",
                "ends_at",
                "user_agent",
                "method",
                "address",
                "proved_at",
            ])
            .values_panic([
                Expr::val(hash.to_vec()),
                Expr::val(user.0),
                Expr::val(now),
                Expr::val(now),
                Expr::val(ends_at),
                Expr::val(user_agent),
                Expr::val(method.name()),
                Expr::val(from.address),
                Expr::val(now),
            ])
            .to_owned();
        let old = Query::delete().from_table("sessions").and_where(Expr::col("ends_at").lt(now)).to_owned();
        self.database
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.on().execute(&old).await?;
                    transaction.on().execute(&statement).await?;
                    events::note(transaction, event, now, &ids).await
                })
            })
            .await?;
        Ok(Begun { token, user, ends_at })
    }

    /// Who is behind a session's token; nobody when there is no such session, or it ended.
    pub async fn session(&self, token: &str) -> Result<Option<Known>> {
        let now = self.database.clock().now();
        let hash = token::hash(&self.master, token);
        let statement = Query::select()
            .columns(["user_id", "seen_at", "ends_at", "acting_as", "acting_until", "acting_changes", "proved_at"])
            .expr_as(Expr::cust("(select value from epochs where name = 'configuration')"), "epoch")
            .from("sessions")
            .and_where(Expr::col("token_hash").eq(hash.to_vec()))
            .to_owned();
        let Some(row) = self.database.read().first::<SessionRow>(&statement).await?.filter(|row| row.ends_at > now)
        else {
            return Ok(None);
        };
        if now - row.seen_at > NOTED {
            let seen = Query::update()
                .table("sessions")
                .value("seen_at", now)
                .and_where(Expr::col("token_hash").eq(hash.to_vec()))
                .to_owned();
            self.database
                .write(move |transaction| Box::pin(async move { transaction.on().execute(&seen).await.map(drop) }))
                .await?;
        }
        let (user, changes) = (Id(row.user_id), row.acting_changes == Some(1));
        let acting = row.acting_as.zip(row.acting_until.filter(|until| *until > now));
        let acting = acting.map(|(person, ends_at)| (Id(person), Acting { real: user, ends_at, changes }));
        Ok(Some(Known { user, roles: Vec::new(), epoch: row.epoch, acting, proved_at: Some(row.proved_at) }))
    }

    /// Takes a proof of who somebody is within his session: a code where he has a second factor, the password where he has none.
    pub async fn prove(&self, caller: &Caller, token: &str, proof: Secret) -> Result<()> {
        let user = caller.actor.user().ok_or(Error::NotFound)?;
        if self.factor(user).await?.is_some() {
            self.prove_again(caller, proof.reveal()).await?;
        } else {
            let bucket = format!("proof:{user}");
            throttle::attempt(&self.database, [(bucket.clone(), self.limits.per_account)]).await?;
            let hash = self.account(&self.email_of(user).await?).await?.and_then(|account| account.password);
            if !self.passwords.fits(proof, hash).await? {
                return Err(Error::invalid("proof", "wrong_password", "This is not your password."));
            }
            throttle::succeeded(&self.database, bucket, String::new()).await?;
        }
        let proved = Query::update()
            .table("sessions")
            .value("proved_at", self.database.clock().now())
            .and_where(Expr::col("token_hash").eq(token::hash(&self.master, token).to_vec()))
            .to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&proved).await.map(drop) }))
            .await
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let hash = token::hash(&self.master, token);
        let statement =
            Query::delete().from_table("sessions").and_where(Expr::col("token_hash").eq(hash.to_vec())).to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await.map(drop) }))
            .await
    }

    /// The open sessions of a user, the last used first; `token` is the one that asks.
    pub async fn sessions(&self, user: Id, token: &str) -> Result<Vec<Session>> {
        let own = token::hash(&self.master, token);
        let statement = Query::select()
            .columns(["token_hash", "created_at", "seen_at", "ends_at", "user_agent", "address", "method"])
            .from("sessions")
            .and_where(Expr::col("user_id").eq(user.0))
            .and_where(Expr::col("ends_at").gt(self.database.clock().now()))
            .order_by("seen_at", Order::Desc)
            .to_owned();
        let rows: Vec<OpenRow> = self.database.read().all(&statement).await?;
        let session = |row: OpenRow| Session {
            name: hex(row.token_hash.get(..8).unwrap_or_default()),
            created_at: row.created_at,
            seen_at: row.seen_at,
            ends_at: row.ends_at,
            user_agent: row.user_agent,
            address: row.address,
            method: Method::named(&row.method).unwrap_or(Method::Password),
            is_own: row.token_hash == own,
            token_hash: row.token_hash,
        };
        Ok(rows.into_iter().map(session).collect())
    }

    /// Ends the sessions of a user that a test picks, but never the one that asks. How many ended.
    pub async fn end_sessions(&self, user: Id, token: &str, pick: impl Fn(&Session) -> bool) -> Result<u64> {
        let sessions = self.sessions(user, token).await?.into_iter();
        let hashes: Vec<_> = sessions.filter(|one| !one.is_own && pick(one)).map(|one| one.token_hash).collect();
        if hashes.is_empty() {
            return Ok(0);
        }
        let statement =
            Query::delete().from_table("sessions").and_where(Expr::col("token_hash").is_in(hashes)).to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await }))
            .await
    }

    /// Ends all sessions of a user.
    pub async fn sign_out_everywhere(&self, user: Id) -> Result<()> {
        let statement = Query::delete().from_table("sessions").and_where(Expr::col("user_id").eq(user.0)).to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await.map(drop) }))
            .await
    }
}
