//! Signing in by a provider (`OpenID` Connect, code flow with PKCE): out to it, back with a code, and who that is here. What waits in
//! between is bound to one browser, is used once, and ends after minutes.

mod people;
mod provider;
mod token;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_query::{Expr, ExprTrait, Query};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::Identity;
use crate::identity::device::Origin;
use crate::identity::events::Method;
use crate::identity::sessions::Begun;
use crate::identity::token as bearer;
use crate::outbound::Outbound;
use crate::secret::Secret;

pub use provider::Provider;
use token::{Reached, failed, form_urlencoded};

/// What waits for somebody to come back.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    provider: String,
    nonce: String,
    verifier: String,
    next: String,
}

/// Somebody on the way to a provider.
#[derive(Debug)]
pub struct Leaving {
    /// Where to send the browser.
    pub url: String,
    /// What its cookie is to hold until it comes back.
    pub browser: Secret,
}

/// Somebody who came back.
#[derive(Debug)]
pub struct Arrived {
    /// His session.
    pub begun: Begun,
    /// The page he wanted.
    pub next: String,
}

/// What a provider sent back by the browser.
#[derive(Debug, Clone, Copy)]
pub struct Returned<'a> {
    /// What tells the way back from any other.
    pub state: &'a str,
    /// The code.
    pub code: &'a str,
    /// Who sends it, where it says so (RFC 9207).
    pub issuer: &'a str,
}

/// The whole of what an administrator is told by a test.
#[derive(Debug)]
pub struct Tested {
    /// Where people are sent.
    pub authorization: String,
    /// How many keys sign its tokens.
    pub keys: usize,
    /// Whether it can end its own sessions from here.
    pub ends_sessions: bool,
}

impl Identity {
    /// Sends somebody to a provider; `back` is where he comes back to.
    pub async fn leave_for(&self, outbound: &Outbound, provider: Id, back: &str, next: &str) -> Result<Leaving> {
        let provider = self.active_provider(provider).await?;
        let reached = Reached::at(outbound, &provider, self.database.clock().now()).await?;
        let [nonce, verifier, browser] = [bearer::new("")?, bearer::new("")?, bearer::new("")?];
        let waiting = Waiting {
            provider: provider.id.to_string(),
            nonce: nonce.reveal().to_owned(),
            verifier: verifier.reveal().to_owned(),
            next: next.to_owned(),
        };
        let content = Secret::new(serde_json::to_string(&waiting)?);
        let state = self.keep_once(browser.reveal(), &content).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.reveal().as_bytes()));
        let mut scopes = vec!["openid"];
        scopes.extend(provider.scopes.iter().map(String::as_str).filter(|scope| *scope != "openid"));
        let asked = form_urlencoded(&[
            ("response_type", "code"),
            ("client_id", &provider.client),
            ("redirect_uri", back),
            ("scope", &scopes.join(" ")),
            ("state", state.reveal()),
            ("nonce", nonce.reveal()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let mut url = reached.told.authorization_endpoint().url().clone();
        let query = url.query().map_or_else(|| asked.clone(), |known| format!("{known}&{asked}"));
        url.set_query(Some(&query));
        Ok(Leaving { url: url.to_string(), browser })
    }

    /// Lets in whoever comes back from a provider, in the browser that left for it.
    pub async fn come_back(
        &self,
        outbound: &Outbound,
        provider: Id,
        back: &str,
        browser: &str,
        returned: Returned<'_>,
        from: Origin<'_>,
    ) -> Result<Arrived> {
        let lost = || Error::Conflict("sign_in_lost", "This way back leads nowhere any more. Sign in again.".into());
        let waiting = self.take_once(browser, returned.state).await?.ok_or_else(lost)?;
        let waiting: Waiting = serde_json::from_str(waiting.reveal()).map_err(|_| lost())?;
        // Who left for one provider does not come back from another.
        if waiting.provider != provider.to_string() {
            return Err(lost());
        }
        let provider = self.active_provider(provider).await?;
        if !returned.issuer.is_empty() && returned.issuer != provider.issuer {
            return Err(failed("the answer comes from another provider"));
        }
        let reached = Reached::at(outbound, &provider, self.database.clock().now()).await?;
        let claims = reached.redeem(returned.code, &waiting.verifier, &waiting.nonce, back).await?;
        let user = self.person_of(&provider, &claims).await?;
        let begun = self.begin_session(user, Method::Provider, from).await?;
        let sid = claims.get("sid").and_then(serde_json::Value::as_str);
        self.mark_session(&begun, provider.id, sid).await?;
        Ok(Arrived { begun, next: waiting.next })
    }

    /// Remembers by which provider a session began.
    async fn mark_session(&self, begun: &Begun, provider: Id, sid: Option<&str>) -> Result<()> {
        let mark = Query::update()
            .table("sessions")
            .value("provider_id", provider.0)
            .value("provider_session", sid.map(str::to_owned))
            .and_where(Expr::col("token_hash").eq(bearer::hash(&self.master, begun.token.reveal()).to_vec()))
            .to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&mark).await.map(drop) }))
            .await
    }

    /// Ends the sessions that a provider says are over (back-channel logout). How many ended.
    pub async fn ended_there(&self, outbound: &Outbound, provider: Id, token: &str) -> Result<u64> {
        let provider = self.active_provider(provider).await?;
        let reached = Reached::at(outbound, &provider, self.database.clock().now()).await?;
        let (subject, sid) = reached.logged_out(token)?;
        let whose = Query::select()
            .column("id")
            .from("users")
            .and_where(Expr::col("subject").eq(people::subject(&provider, &subject)))
            .to_owned();
        let mut ended = Query::delete()
            .from_table("sessions")
            .and_where(Expr::col("provider_id").eq(provider.id.0))
            .and_where(Expr::col("user_id").in_subquery(whose))
            .to_owned();
        if let Some(sid) = sid {
            ended.and_where(Expr::col("provider_session").eq(sid));
        }
        self.database.write(move |transaction| Box::pin(async move { transaction.on().execute(&ended).await })).await
    }

    /// By which provider a session began; nothing for one that began with a password.
    pub async fn provider_of(&self, token: &str) -> Result<Option<Id>> {
        let from = Query::select()
            .column("provider_id")
            .from("sessions")
            .and_where(Expr::col("token_hash").eq(bearer::hash(&self.master, token).to_vec()))
            .to_owned();
        let row: Option<(Option<uuid::Uuid>,)> = self.database.read().first(&from).await?;
        Ok(row.and_then(|(provider,)| provider).map(Id))
    }

    /// Where the browser goes to end its session at a provider too; nothing where that cannot be done from here.
    pub async fn way_out(&self, outbound: &Outbound, provider: Id, home: &str) -> Result<Option<String>> {
        let provider = self.active_provider(provider).await?;
        let reached = Reached::at(outbound, &provider, self.database.clock().now()).await?;
        let told = reached.told.additional_metadata().end_session_endpoint.as_ref();
        Ok(told.map(|endpoint| {
            let mut url = endpoint.url().clone();
            let asked = form_urlencoded(&[("client_id", &provider.client), ("post_logout_redirect_uri", home)]);
            let query = url.query().map_or_else(|| asked.clone(), |known| format!("{known}&{asked}"));
            url.set_query(Some(&query));
            url.to_string()
        }))
    }

    /// Tries whether a provider answers as it has to.
    pub async fn test_provider(&self, outbound: &Outbound, provider: Id) -> Result<Tested> {
        let provider = self.provider(provider).await?;
        let reached = Reached::at(outbound, &provider, self.database.clock().now()).await?;
        Ok(Tested {
            authorization: reached.told.authorization_endpoint().to_string(),
            keys: reached.told.jwks().keys().len(),
            ends_sessions: reached.told.additional_metadata().end_session_endpoint.is_some(),
        })
    }

    async fn active_provider(&self, id: Id) -> Result<Provider> {
        let provider = self.provider(id).await?;
        if provider.active { Ok(provider) } else { Err(Error::NotFound) }
    }
}
