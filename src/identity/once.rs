//! What is shown once. A secret that was just made waits for the page that shows it, a few minutes at most, so that reloading that
//! page makes nothing again. It is sealed with what only the session that made it and the address of the page know together.

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use sea_query::{Expr, ExprTrait, Query};
use zeroize::Zeroizing;

use crate::clock::Micros;
use crate::database::row;
use crate::error::{Error, Result};
use crate::identity::{Identity, token};
use crate::secret::{Purpose, Secret};

/// How long it waits, in microseconds: five minutes.
pub const LIFETIME: Micros = 5 * 60 * 1_000_000;

row! {
    struct Kept {
        content: Vec<u8>,
        ends_at: i64,
    }
}

impl Identity {
    /// Keeps a text for a session; what names it in an address.
    pub async fn keep_once(&self, session: &str, text: &Secret) -> Result<Secret> {
        let ticket = token::new("")?;
        let (name, key) = self.named(session, ticket.reveal())?;
        let mut content = text.reveal().as_bytes().to_vec();
        key.seal_in_place_append_tag(nonce(), Aad::empty(), &mut content)
            .map_err(|_| Error::internal("what is to be shown once could not be sealed"))?;
        let now = self.database.clock().now();
        let insert = Query::insert()
            .into_table("shown_once")
            .columns(["name", "content", "ends_at"])
            .values_panic([Expr::val(name), Expr::val(content), Expr::val(now + LIFETIME)])
            .to_owned();
        let old = Query::delete().from_table("shown_once").and_where(Expr::col("ends_at").lte(now)).to_owned();
        self.database
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.on().execute(&old).await?;
                    transaction.on().execute(&insert).await.map(drop)
                })
            })
            .await?;
        Ok(ticket)
    }

    /// The text, which is gone then; nothing where it was taken before, waited too long, or belongs to another session.
    pub async fn take_once(&self, session: &str, ticket: &str) -> Result<Option<Secret>> {
        let (name, key) = self.named(session, ticket)?;
        let kept = Query::select()
            .columns(["content", "ends_at"])
            .from("shown_once")
            .and_where(Expr::col("name").eq(name.clone()))
            .to_owned();
        let Some(kept) = self.database.read().first::<Kept>(&kept).await? else { return Ok(None) };
        let take = Query::delete().from_table("shown_once").and_where(Expr::col("name").eq(name)).to_owned();
        let taken = self
            .database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&take).await }))
            .await?;
        if taken != 1 || kept.ends_at <= self.database.clock().now() {
            return Ok(None);
        }
        let mut content = kept.content;
        let text =
            key.open_in_place(nonce(), Aad::empty(), &mut content).ok().and_then(|text| std::str::from_utf8(text).ok());
        Ok(text.map(Secret::new))
    }

    /// The name of what is kept, and the key it is sealed with: a ticket has both for itself, and seals once.
    fn named(&self, session: &str, ticket: &str) -> Result<(Vec<u8>, LessSafeKey)> {
        let mut hasher = blake3::Hasher::new_keyed(&self.master.derive(Purpose::Once));
        hasher.update(ticket.as_bytes()).update(b" ").update(session.as_bytes());
        let mut bytes = Zeroizing::new([0; 64]);
        hasher.finalize_xof().fill(bytes.as_mut_slice());
        let (name, key) = bytes.split_at(32);
        let key =
            UnboundKey::new(&CHACHA20_POLY1305, key).map_err(|_| Error::internal("a key of 32 bytes was refused"))?;
        Ok((name.to_vec(), LessSafeKey::new(key)))
    }
}

/// A key that seals once needs no nonce of its own.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}
