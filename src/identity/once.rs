//! What is shown once. A secret that was just made waits for the page that shows it, a few minutes at most, so that reloading that
//! page makes nothing again. It is sealed with what only the session that made it and the address of the page know together.

use sea_query::{Expr, ExprTrait, Query};

use crate::clock::Micros;
use crate::database::row;
use crate::error::Result;
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
        let (name, content) = self.sealed(session, ticket.reveal(), text.reveal().as_bytes());
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
        let (name, _) = self.sealed(session, ticket, &[]);
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
        let (_, text) = self.sealed(session, ticket, &kept.content);
        Ok(String::from_utf8(text).ok().map(Secret::new))
    }

    /// The name of what is kept, and the content sealed or opened: each ticket gives a stream of its own, which is used once.
    fn sealed(&self, session: &str, ticket: &str, content: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let mut hasher = blake3::Hasher::new_keyed(&self.master.derive(Purpose::Once));
        hasher.update(ticket.as_bytes()).update(b" ").update(session.as_bytes());
        let mut stream = vec![0; 32 + content.len()];
        hasher.finalize_xof().fill(&mut stream);
        let content = stream.split_off(32).iter().zip(content).map(|(key, byte)| key ^ byte).collect();
        (stream, content)
    }
}
