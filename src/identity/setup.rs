//! The set-up link: how the first administrator comes into a new installation. It works once, for a day.

use sea_query::{Expr, ExprTrait, Query};

use crate::clock::Micros;
use crate::error::{Error, Result};
use crate::identity::device::Origin;
use crate::identity::events::Method;
use crate::identity::password::{self, Whose};
use crate::identity::sessions::Begun;
use crate::identity::{Identity, token, users};
use crate::model::check;
use crate::records::user;
use crate::rights::Caller;
use crate::secret::Secret;

/// How long a link works, in microseconds: one day.
const LIFETIME: Micros = 86_400 * 1_000_000;

impl Identity {
    /// A new link's token. Earlier ones stop working.
    pub async fn setup_token(&self) -> Result<Secret> {
        let token = token::new("")?;
        let hash = token::hash(&self.master, token.reveal());
        let ends_at = self.database.clock().now() + LIFETIME;
        let clear = Query::delete().from_table("setup_links").to_owned();
        let insert = Query::insert()
            .into_table("setup_links")
            .columns(["token_hash", "ends_at"])
            .values_panic([Expr::val(hash.to_vec()), Expr::val(ends_at)])
            .to_owned();
        self.database
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.on().execute(&clear).await?;
                    transaction.on().execute(&insert).await.map(drop)
                })
            })
            .await?;
        Ok(token)
    }

    /// Whether a link works.
    pub async fn setup_works(&self, token: &str) -> Result<bool> {
        let hash = token::hash(&self.master, token);
        let statement = Query::select()
            .column("ends_at")
            .from("setup_links")
            .and_where(Expr::col("token_hash").eq(hash.to_vec()))
            .to_owned();
        let ends_at = self.database.read().number(&statement).await?;
        Ok(ends_at.is_some_and(|ends_at| ends_at > self.database.clock().now()))
    }

    /// Makes the first administrator and signs him in. The link is used up, also when two people press the button at once.
    pub async fn set_up(
        &self,
        caller: &Caller,
        token: &str,
        name: &str,
        email: &str,
        secret: Secret,
        from: Origin<'_>,
    ) -> Result<Begun> {
        // Everything that is wrong is told at once: nobody corrects a form three times.
        let mut problems = check::filled(&user::NAME.any(), name.trim());
        problems.extend(check::filled(&user::EMAIL.any(), &email.trim().to_lowercase()));
        match password::check(&secret, &Whose::of(name, email)) {
            Err(Error::Invalid(weak)) => problems.extend(weak),
            outcome => outcome?,
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        // Without a link that works nobody makes us hash passwords.
        if !self.setup_works(token).await? {
            return Err(Self::setup_refused());
        }
        let hash = token::hash(&self.master, token);
        let now = self.database.clock().now();
        // The password is hashed and the input checked before the link is used up; the link is deleted in one statement, so that
        // exactly one of two requests finds it.
        let administrator = users::Administrator { name: name.to_owned(), email: email.to_owned(), password: secret };
        let user = self.make_administrator(caller, administrator, Some((hash, now))).await?;
        self.begin_session(user, Method::Link, from).await
    }

    /// The refusal of a link that does not work.
    pub(super) fn setup_refused() -> Error {
        Error::Forbidden(
            "This set-up link has been used or is too old. `beheer user setup-link` makes a new one as long as there is no administrator."
                .into(),
        )
    }
}
