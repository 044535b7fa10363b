//! The second factor: codes of six digits from a telephone (TOTP, RFC 6238), and codes on paper for when that is lost. The secret is
//! sealed with the master key, of the others only keyed hashes are stored; each code works once.

use sea_query::{Expr, ExprTrait, OnConflict, Query};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::changes::{Batch, Change, commit, commit_then};
use crate::clock::Micros;
use crate::database::row;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::device::{Origin, household};
use crate::identity::events::{self, Method, Noted, What};
use crate::identity::password::Whose;
use crate::identity::sessions::Begun;
use crate::identity::users::not_above;
use crate::identity::{Identity, throttle, token};
use crate::model::Input;
use crate::records::user::{self, USER};
use crate::rights::decide;
use crate::rights::policy::Action;
use crate::rights::{Caller, Reason};
use crate::secret::{self, Purpose, Secret, equal, hex, unhex};

/// How many codes for paper there are.
pub const CODES: usize = 10;
/// How long somebody has for the second step, and for confirming a new secret, in microseconds: ten minutes.
const PATIENCE: Micros = 10 * 60 * 1_000_000;
/// What the journal gives as the reason where somebody sets up or uses his own second factor.
const OWN: &str = "second_factor";
/// Letters and digits that are not taken for each other.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What somebody who proved his password has: a session, or half of one.
#[derive(Debug)]
pub enum Entry {
    /// He is in.
    In(Begun),
    /// A code is needed too; the token of the first half.
    Half(Secret),
}

/// A secret that is to be confirmed by a code.
#[derive(Debug)]
pub struct Offer {
    /// The secret, sealed for whoever confirms it.
    pub sealed: String,
    /// As it is typed into a telephone.
    pub text: String,
    /// As a telephone reads it from a picture.
    pub address: String,
}

/// How it stands with somebody's second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// Since when there is one.
    pub since: Micros,
    /// How many codes on paper are left.
    pub codes_left: u64,
}

row! {
    struct FactorRow {
        version: i64,
        second_factor_at: Option<i64>,
        second_factor: Option<String>,
        recovery_codes: Option<String>,
    }
}

row! {
    struct HalfRow {
        user_id: uuid::Uuid,
        ends_at: i64,
    }
}

/// The generator of codes for a secret, with one step of drift.
fn totp(secret: &[u8], whose: &Whose) -> Result<Totp> {
    // Neither of the names may hold the sign between them.
    let account = if whose.email.is_empty() { "account".to_owned() } else { whose.email.replace(':', " ") };
    let builder = Builder::new().with_secret(secret.to_vec()).with_skew(1).with_step_duration(30).with_digits(6);
    let built = builder.with_account_name(account).with_issuer(Some("Beheer")).build();
    built.map_err(|error| Error::internal(format!("a second factor could not be made: {error}")))
}

/// A code as it was made, however it was typed.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn wrong_code() -> Error {
    Error::invalid("code", "wrong_code", "This code is wrong, or was used already. Take the next one.")
}

impl Identity {
    async fn factor_row(&self, user: Id) -> Result<FactorRow> {
        let statement = Query::select()
            .columns(["version", "second_factor_at", "second_factor", "recovery_codes"])
            .from("users")
            .and_where(Expr::col("id").eq(user.0))
            .and_where(Expr::col("deleted_at").is_null())
            .to_owned();
        self.database.read().first(&statement).await?.ok_or(Error::NotFound)
    }

    /// The second factor of somebody; nothing for one who has none.
    pub async fn factor(&self, user: Id) -> Result<Option<Factor>> {
        let row = self.factor_row(user).await?;
        let codes_left = row.recovery_codes.as_deref().unwrap_or_default().split_whitespace().count() as u64;
        Ok(row.second_factor_at.map(|since| Factor { since, codes_left }))
    }

    /// Offers a new secret, which counts once a code from it came back.
    pub async fn offer_factor(&self, user: Id) -> Result<Offer> {
        let bytes = Zeroizing::new(secret::random::<20>()?);
        let until = self.database.clock().now() + PATIENCE;
        let mut content = Zeroizing::new(until.to_be_bytes().to_vec());
        content.extend_from_slice(bytes.as_slice());
        let sealed = self.master.seal(Purpose::Fields, &offered_to(user), &content)?;
        let totp = totp(bytes.as_slice(), &self.whose(user).await?)?;
        let address = totp.to_url().map_err(|error| Error::internal(error.to_string()))?;
        Ok(Offer { sealed: hex(&sealed), text: totp_rs::Secret::from(bytes.to_vec()).to_base32(), address })
    }

    /// The same offer again, for a form in which the code was wrong; nothing where it is too old.
    pub async fn offered_factor(&self, user: Id, sealed: &str) -> Result<Option<Offer>> {
        let Some(bytes) = self.open_offer(user, sealed) else { return Ok(None) };
        let totp = totp(&bytes, &self.whose(user).await?)?;
        let address = totp.to_url().map_err(|error| Error::internal(error.to_string()))?;
        let text = totp_rs::Secret::from(bytes.to_vec()).to_base32();
        Ok(Some(Offer { sealed: sealed.to_owned(), text, address }))
    }

    fn open_offer(&self, user: Id, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
        let content = self.master.open(Purpose::Fields, &offered_to(user), &unhex(sealed)?)?;
        let (until, bytes) = content.split_at_checked(8)?;
        let until = Micros::from_be_bytes(until.try_into().ok()?);
        (until > self.database.clock().now()).then(|| Zeroizing::new(bytes.to_vec()))
    }

    /// Takes up an offer by a code from it; the codes for paper, which are shown this once.
    pub async fn confirm_factor(&self, caller: &Caller, sealed: &str, code: &str) -> Result<Vec<Secret>> {
        let user = caller.actor.user().ok_or(Error::NotFound)?;
        let row = self.factor_row(user).await?;
        if row.second_factor_at.is_some() {
            let detail = "There is a second factor already. Take it away first.";
            return Err(Error::Conflict("has_second_factor", detail.into()));
        }
        let bytes = self.open_offer(user, sealed).ok_or_else(|| {
            Error::Conflict("offer_too_old", "This secret is too old. Begin again with a new one.".into())
        })?;
        let now = self.database.clock().now();
        let step = totp(&bytes, &Whose::default())?.check(&plain(code), seconds(now)).ok_or_else(wrong_code)?;
        let sealed = self.master.seal(Purpose::Fields, &kept_for(user), &bytes)?;
        let (codes, hashes) = self.new_codes(user)?;
        let input = Input::new()
            .with(user::SECOND_FACTOR_AT, now)
            .with(user::SECOND_FACTOR, hex(&sealed))
            .with(user::RECOVERY_CODES, hashes);
        let event = Noted::done(user, What::FactorAdded, Some(user));
        let ids = self.database.ids().clone();
        let batch = Batch::one(Change::update(&USER, user, input).at_version(Some(row.version)));
        commit_then(&self.database, &own(caller), batch, move |transaction, _| {
            Box::pin(async move {
                // That code is used up as well.
                let forget =
                    Query::delete().from_table("code_uses").and_where(Expr::col("user_id").eq(user.0)).to_owned();
                transaction.on().execute(&forget).await?;
                transaction.on().execute(&use_up(user, step)).await?;
                events::note(transaction, event, now, &ids).await
            })
        })
        .await?;
        Ok(codes)
    }

    /// Makes new codes for paper; those from before work no more.
    pub async fn renew_codes(&self, caller: &Caller, code: &str) -> Result<Vec<Secret>> {
        let user = self.prove_again(caller, code).await?;
        let (codes, hashes) = self.new_codes(user)?;
        let change = Change::update(&USER, user, Input::new().with(user::RECOVERY_CODES, hashes));
        commit(&self.database, &own(caller).proved(None), Batch::one(change)).await?;
        Ok(codes)
    }

    /// Takes one's own second factor away, by a code from it.
    pub async fn give_up_factor(&self, caller: &Caller, code: &str) -> Result<()> {
        let policy = &caller.configuration.policy;
        let asks = |id: &Id| policy.roles.get(id).is_some_and(|role| role.second_factor);
        if caller.effective().is_some_and(|mine| mine.known_as.iter().any(asks)) {
            let detail = "One of your roles asks for a second factor.";
            return Err(Error::Conflict("second_factor_needed", detail.into()));
        }
        let user = self.prove_again(caller, code).await?;
        self.drop_factor(&own(caller).proved(None), user).await
    }

    /// A code of one's own in a session that is there, counted like those at the door.
    pub(super) async fn prove_again(&self, caller: &Caller, code: &str) -> Result<Id> {
        let user = caller.actor.user().ok_or(Error::NotFound)?;
        let bucket = format!("code:{user} session");
        throttle::attempt(&self.database, [(bucket.clone(), self.limits.per_account)]).await?;
        self.use_code(caller, user, code).await?.ok_or_else(wrong_code)?;
        throttle::succeeded(&self.database, bucket, String::new()).await?;
        Ok(user)
    }

    /// Takes somebody else's second factor away. All his sessions end, and he is told.
    pub async fn remove_factor(&self, caller: &Caller, user: Id) -> Result<()> {
        if !caller.has_duty("users") {
            return Err(Error::Forbidden("Managing users is a duty (users) that none of your roles carries.".into()));
        }
        decide::require(caller, Action::Update, &USER)?;
        not_above(caller, user)?;
        if self.factor(user).await?.is_none() {
            return Err(Error::Conflict("no_second_factor", "There is no second factor.".into()));
        }
        self.drop_factor(&caller.clone().with_all_rights(), user).await
    }

    async fn drop_factor(&self, caller: &Caller, user: Id) -> Result<()> {
        let mut input = Input::new();
        for name in [user::SECOND_FACTOR_AT.name(), user::SECOND_FACTOR.name(), user::RECOVERY_CODES.name()] {
            input.set(name, None);
        }
        let by = caller.actor.user();
        let event = Noted::done(user, What::FactorRemoved, by);
        let (now, ids) = (self.database.clock().now(), self.database.ids().clone());
        commit_then(&self.database, caller, Batch::one(Change::update(&USER, user, input)), move |transaction, _| {
            Box::pin(async move {
                events::note(transaction, event, now, &ids).await?;
                let mut ended = Query::delete();
                ended.from_table("half_sessions").and_where(Expr::col("user_id").eq(user.0));
                transaction.on().execute(&ended).await?;
                if by == Some(user) {
                    return Ok(());
                }
                let mut ended = Query::delete();
                ended.from_table("sessions").and_where(Expr::col("user_id").eq(user.0));
                transaction.on().execute(&ended).await.map(drop)
            })
        })
        .await
    }

    /// New codes, and what is stored of them.
    fn new_codes(&self, user: Id) -> Result<(Vec<Secret>, String)> {
        let mut codes = Vec::with_capacity(CODES);
        for _ in 0..CODES {
            // 32 letters divide a byte evenly: ten of them are 50 bits.
            let letters: String =
                secret::random::<10>()?.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
            codes.push(Secret::new(format!("{}-{}", &letters[..5], &letters[5..])));
        }
        let hashes: Vec<String> = codes.iter().map(|code| self.code_hash(user, &plain(code.reveal()))).collect();
        Ok((codes, hashes.join(" ")))
    }

    fn code_hash(&self, user: Id, code: &str) -> String {
        hex(&token::hash(&self.master, &format!("recovery {user} {code}"))[..16])
    }

    /// Uses a code up: from the telephone, or from paper. Nothing where it is wrong or was used before, also at the same moment.
    async fn use_code(&self, caller: &Caller, user: Id, code: &str) -> Result<Option<Method>> {
        let (row, code) = (self.factor_row(user).await?, plain(code));
        if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
            let sealed = row.second_factor.as_deref().and_then(unhex);
            let Some(bytes) = sealed.and_then(|sealed| self.master.open(Purpose::Fields, &kept_for(user), &sealed))
            else {
                return Ok(None);
            };
            let step = totp(&bytes, &Whose::default())?.check(&code, seconds(self.database.clock().now()));
            let Some(step) = step else { return Ok(None) };
            let used = self
                .database
                .write(move |transaction| Box::pin(async move { transaction.on().execute(&use_up(user, step)).await }))
                .await?;
            return Ok((used == 1).then_some(Method::Totp));
        }
        let hash = self.code_hash(user, &code);
        let stored = row.recovery_codes.unwrap_or_default();
        let left: Vec<&str> =
            stored.split_whitespace().filter(|known| !equal(known.as_bytes(), hash.as_bytes())).collect();
        if left.len() == stored.split_whitespace().count() {
            return Ok(None);
        }
        // At this version: of two who use one code at once, the second finds another.
        let change = Change::update(&USER, user, Input::new().with(user::RECOVERY_CODES, left.join(" ")));
        let change = change.at_version(Some(row.version));
        match commit(&self.database, &own(caller).proved(None), Batch::one(change)).await {
            Ok(_) => Ok(Some(Method::RecoveryCode)),
            Err(Error::Stale(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Lets somebody in who proved himself once: whole, or half where he has a second factor.
    pub async fn enter(&self, user: Id, method: Method, from: Origin<'_>) -> Result<Entry> {
        if self.factor(user).await?.is_none() {
            return Ok(Entry::In(self.begin_session(user, method, from).await?));
        }
        let token = token::new("")?;
        let now = self.database.clock().now();
        let insert = Query::insert()
            .into_table("half_sessions")
            .columns(["token_hash", "user_id", "ends_at"])
            .values_panic([
                Expr::val(self.half_hash(token.reveal(), from)),
                Expr::val(user.0),
                Expr::val(now + PATIENCE),
            ])
            .to_owned();
        let old = Query::delete().from_table("half_sessions").and_where(Expr::col("ends_at").lte(now)).to_owned();
        self.database
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.on().execute(&old).await?;
                    transaction.on().execute(&insert).await.map(drop)
                })
            })
            .await?;
        Ok(Entry::Half(token))
    }

    /// Half a session is worth nothing in another place or another browser.
    fn half_hash(&self, token: &str, from: Origin<'_>) -> Vec<u8> {
        let bound = format!("half {token} {} {}", household(from.address), from.user_agent);
        token::hash(&self.master, &bound).to_vec()
    }

    /// Whose half session it is; nobody's where it ended or was begun elsewhere.
    pub async fn half(&self, token: &str, from: Origin<'_>) -> Result<Option<Id>> {
        Ok(self.half_row(token, from).await?.map(|row| Id(row.user_id)))
    }

    async fn half_row(&self, token: &str, from: Origin<'_>) -> Result<Option<HalfRow>> {
        let statement = Query::select()
            .columns(["user_id", "ends_at"])
            .from("half_sessions")
            .and_where(Expr::col("token_hash").eq(self.half_hash(token, from)))
            .to_owned();
        let row: Option<HalfRow> = self.database.read().first(&statement).await?;
        Ok(row.filter(|row| row.ends_at > self.database.clock().now()))
    }

    /// The second step of signing in: makes half a session whole.
    pub async fn complete(&self, caller: &Caller, token: &str, code: &str, from: Origin<'_>) -> Result<Begun> {
        let half = self.half_row(token, from).await?.ok_or(Error::NotFound)?;
        let user = Id(half.user_id);
        let begun = self.sign_in_by_code(caller, user, code, from).await?;
        let used = Query::delete()
            .from_table("half_sessions")
            .and_where(Expr::col("token_hash").eq(self.half_hash(token, from)))
            .to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&used).await.map(drop) }))
            .await?;
        Ok(begun)
    }

    /// Begins a session for somebody who proved his password, by a code. Wrong codes are counted as wrong passwords are.
    pub async fn sign_in_by_code(&self, caller: &Caller, user: Id, code: &str, from: Origin<'_>) -> Result<Begun> {
        let place = if self.is_known_at(Some(user), from.address).await? { from.address } else { "" };
        let (by_address, by_account) = (format!("address:{}", household(from.address)), format!("code:{user} {place}"));
        let buckets = [(by_address.clone(), self.limits.per_address), (by_account.clone(), self.limits.per_account)];
        let noted = |what| Noted::at_the_door(Some(user), what, Method::Totp, from);
        if let Err(error) = throttle::attempt(&self.database, buckets).await {
            if matches!(error, Error::Throttled(_)) {
                self.note_once(noted(What::Throttled)).await?;
            }
            return Err(error);
        }
        let Some(method) = self.use_code(caller, user, code).await? else {
            self.note(noted(What::CodeRefused)).await?;
            return Err(wrong_code());
        };
        throttle::succeeded(&self.database, by_account, by_address).await?;
        self.begin_session(user, method, from).await
    }
}

/// The caller as one who may write what the program keeps of his own factor, with the program's reason where he gave none.
fn own(caller: &Caller) -> Caller {
    let program = caller.clone().with_all_rights();
    let is_silent = caller.reason.text.is_none() && caller.reason.code.is_none();
    if is_silent { program.because(Reason::built_in(OWN)) } else { program }
}

/// Marks a step as used; it changes nothing where this or a later one was used already.
fn use_up(user: Id, step: u64) -> sea_query::InsertStatement {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Query::insert()
        .into_table("code_uses")
        .columns(["user_id", "step"])
        .values_panic([Expr::val(user.0), Expr::val(step)])
        .on_conflict(
            OnConflict::column("user_id")
                .update_column("step")
                .action_and_where(Expr::col(("code_uses", "step")).lt(step))
                .to_owned(),
        )
        .to_owned()
}

fn seconds(at: Micros) -> u64 {
    u64::try_from(at / 1_000_000).unwrap_or(0)
}

/// What a sealed secret is bound to: it opens for its user alone, and an offer is no factor.
fn kept_for(user: Id) -> String {
    format!("second factor {user}")
}

fn offered_to(user: Id) -> String {
    format!("offered second factor {user}")
}
