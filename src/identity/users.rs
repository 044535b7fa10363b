//! Accounts: administrators from the set-up link, the command line or the environment, and passwords.

use sea_query::{Expr, ExprTrait, Query};

use crate::changes::{Batch, Change, commit, commit_then, end_access};
use crate::clock::Micros;
use crate::database::row;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::identity::Identity;
use crate::identity::events::{self, Noted, What};
use crate::identity::password::{self, Whose};
use crate::model::Input;
use crate::records::{seed, user};
use crate::rights::Caller;
use crate::secret::Secret;

/// An account as far as signing in goes.
#[derive(Debug, Clone)]
pub struct Account {
    /// The user.
    pub id: Id,
    /// Whether it may sign in.
    pub active: bool,
    pub(super) password: Option<String>,
}

/// Who is to become an administrator.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Password.
    pub password: Secret,
}

row! {
    struct AccountRow {
        id: uuid::Uuid,
        active: i64,
        password_hash: Option<String>,
    }
}

impl Identity {
    /// The account with a mail address, in any case of letters.
    pub async fn account(&self, email: &str) -> Result<Option<Account>> {
        let statement = Query::select()
            .columns(["id", "active", "password_hash"])
            .from("users")
            .and_where(Expr::col("email").eq(email.trim().to_lowercase()))
            .and_where(Expr::col("deleted_at").is_null())
            .to_owned();
        let row: Option<AccountRow> = self.database.read().first(&statement).await?;
        Ok(row.map(|row| Account { id: Id(row.id), active: row.active == 1, password: row.password_hash }))
    }

    /// The name and mail address of a user; the latter empty for one who has none.
    pub async fn whose(&self, user: Id) -> Result<Whose> {
        let statement = Query::select()
            .columns(["name", "email"])
            .from("users")
            .and_where(Expr::col("id").eq(user.0))
            .and_where(Expr::col("deleted_at").is_null())
            .to_owned();
        let row: Option<(String, Option<String>)> = self.database.read().first(&statement).await?;
        let (name, email) = row.ok_or(Error::NotFound)?;
        Ok(Whose { name, email: email.unwrap_or_default() })
    }

    /// The mail address of a user; empty for one who has none.
    pub async fn email_of(&self, user: Id) -> Result<String> {
        Ok(self.whose(user).await?.email)
    }

    /// Whether somebody can sign in and manage users already.
    pub async fn has_administrator(&self) -> Result<bool> {
        let configuration = crate::records::configuration::load(&self.database).await?;
        let able = configuration.policy.users_with_duty("users");
        let statement = Query::select()
            .expr(Expr::cust("count(*)"))
            .from("users")
            .and_where(Expr::col("password_hash").is_not_null())
            .and_where(Expr::col("id").is_in(able.iter().map(|id| id.0)))
            .to_owned();
        Ok(self.database.read().number(&statement).await?.unwrap_or(0) > 0)
    }

    /// Makes a user with the administrator's profile; `link` is the set-up link that is used up by it. Whatever way the
    /// administrator comes, no other link makes a second one.
    pub async fn make_administrator(
        &self,
        caller: &Caller,
        who: Administrator,
        link: Option<([u8; 32], Micros)>,
    ) -> Result<Id> {
        password::check(&who.password, &Whose::of(&who.name, &who.email))?;
        let hash = self.passwords.hash(who.password).await?;
        let input = Input::new()
            .with(user::NAME, who.name.trim().to_owned())
            .with(user::EMAIL, who.email.trim().to_lowercase())
            .with(user::PROFILE, seed::ADMINISTRATOR)
            .with(user::PASSWORD, hash);
        let program = caller.clone().with_all_rights();
        let batch = Batch::one(Change::create(&user::USER, input));
        commit_then(&self.database, &program, batch, move |transaction, outcomes| {
            Box::pin(async move {
                if let Some((hash, now)) = link {
                    let used = Query::delete()
                        .from_table("setup_links")
                        .and_where(Expr::col("token_hash").eq(hash.to_vec()))
                        .and_where(Expr::col("ends_at").gt(now))
                        .to_owned();
                    if transaction.on().execute(&used).await? != 1 {
                        return Err(Self::setup_refused());
                    }
                }
                transaction.on().execute(&Query::delete().from_table("setup_links").to_owned()).await?;
                outcomes.first().map(|outcome| outcome.id).ok_or(Error::NotFound)
            })
        })
        .await
    }

    /// Makes a user with a profile and, where one is given, a password.
    pub async fn make_user(
        &self,
        caller: &Caller,
        name: &str,
        email: &str,
        profile: Option<Id>,
        password: Option<Secret>,
    ) -> Result<Id> {
        let mut input = Input::new()
            .with(user::NAME, name.trim().to_owned())
            .with(user::EMAIL, email.trim().to_lowercase())
            .with_some(user::PROFILE, profile);
        if let Some(secret) = password {
            password::check(&secret, &Whose::of(name, email))?;
            input = input.with(user::PASSWORD, self.passwords.hash(secret).await?);
        }
        let program = caller.clone().with_all_rights();
        let outcomes = commit(&self.database, &program, Batch::one(Change::create(&user::USER, input))).await?;
        outcomes.first().map(|outcome| outcome.id).ok_or(Error::NotFound)
    }

    /// Gives an account a new password and ends its sessions.
    pub async fn set_password(&self, caller: &Caller, user_id: Id, secret: Secret) -> Result<()> {
        not_above(caller, user_id)?;
        password::check(&secret, &self.whose(user_id).await?)?;
        let hash = self.passwords.hash(secret).await?;
        let program = caller.clone().with_all_rights();
        let input = Input::new().with(user::PASSWORD, hash);
        let event = Noted::done(user_id, What::PasswordSet, caller.actor.user());
        let (now, ids) = (self.database.clock().now(), self.database.ids().clone());
        let batch = Batch::one(Change::update(&user::USER, user_id, input));
        commit_then(&self.database, &program, batch, move |transaction, _| {
            Box::pin(async move {
                events::note(transaction, event, now, &ids).await?;
                end_access(transaction, user_id).await
            })
        })
        .await
    }

    /// A user changes his own password, knowing the old one.
    pub async fn change_password(&self, caller: &Caller, email: &str, old: Secret, new: Secret) -> Result<()> {
        let account = self.account(email).await?.filter(|account| Some(account.id) == caller.actor.user());
        let hash = account.as_ref().and_then(|account| account.password.clone());
        if !self.passwords.fits(old, hash).await? {
            let problem = FieldProblem::of("current_password", "wrong", "This is not your current password.");
            return Err(Error::Invalid(vec![problem]));
        }
        let account = account.ok_or(Error::NotFound)?;
        // The old password is the proof.
        self.set_password(&caller.clone().proved(None), account.id, new).await
    }
}

/// Refuses whoever manages users and not rights what would open an account with duties that he lacks.
pub(super) fn not_above(caller: &Caller, user: Id) -> Result<()> {
    let Some(own) = caller.effective().filter(|_| !caller.has_duty("rights")) else { return Ok(()) };
    let is_own = caller.actor.user() == Some(user);
    let lacks = |duty: &str| !own.has_duty(duty);
    if !is_own && caller.configuration.policy.of_user(user).duties().any(lacks) {
        let detail = "This user has a duty that you do not have. Somebody who manages rights can do it.";
        return Err(Error::Forbidden(detail.into()));
    }
    Ok(())
}
