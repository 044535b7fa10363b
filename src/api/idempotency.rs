//! Requests that may be sent again: `Idempotency-Key` on POST. The first answer is kept for a day, in the transaction that did the
//! work where that is one, so that nothing is ever done twice.

use std::time::Duration;

use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{ETAG, LOCATION};
use sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::api::call::Call;
use crate::api::operation::{Handler, Repeat};
use crate::api::parameters::LONGEST_KEY;
use crate::api::problem::{Answered, Refusal};
use crate::api::reply::Reply;
use crate::clock::Micros;
use crate::database::{Database, Transaction, row};
use crate::error::{Error, Result};
use crate::rights::Caller;
use crate::secret::Purpose;

/// Answers are kept this long, in microseconds: a day.
const KEPT: Micros = 86_400 * 1_000_000;
/// A key that was taken and never answered is free again after this time, in microseconds: its process died.
const ABANDONED: Micros = 120 * 1_000_000;
/// How often somebody who comes second looks whether the first is done, and how long he waits between.
const LOOKS: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);
/// The status of a key that is taken and not answered yet.
const TAKEN: i64 = 0;
/// The status of an answer that was shown once and is not kept.
const SHOWN_ONCE: i64 = 1;
/// The code of the error by which a transaction finds its key taken.
const BUSY: &str = "idempotency_in_progress";

/// Marks an answer that holds a secret: it is not kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownOnce;

/// An idempotency key within what it belongs to: caller, method and path.
#[derive(Debug, Clone)]
pub(super) struct Key {
    name: Vec<u8>,
    request: Vec<u8>,
    now: Micros,
}

row! {
    struct Stored {
        request_hash: Vec<u8>,
        status: i64,
        answer: String,
        at: i64,
    }
}

/// The key of a request whose contents are these bytes.
pub(super) fn key(call: &Call, caller: &Caller, contents: &[u8]) -> Answered<Option<Key>> {
    let Some(given) = call.header("idempotency-key")? else { return Ok(None) };
    let fits = (1..=LONGEST_KEY).contains(&given.len())
        && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-'));
    if !fits {
        let detail = format!("1 to {LONGEST_KEY} letters, digits, dots, colons, hyphens and underscores are expected.");
        return Err(Refusal::parameter("idempotency_key", "wrong_form", detail));
    }
    let who = caller.actor.user().map(|id| id.to_string()).unwrap_or_default();
    let name = format!("{who}\n{}\n{}\n{given}", call.operation.method, call.path);
    let mut request = format!("{}\n", call.raw_query()).into_bytes();
    request.extend_from_slice(contents);
    let master = call.app.master();
    Ok(Some(Key {
        name: master.mac(Purpose::Requests, name.as_bytes()).to_vec(),
        request: master.mac(Purpose::Requests, &request).to_vec(),
        now: call.app.database().clock().now(),
    }))
}

impl Key {
    /// The answer that was given before; nothing when there was none. Waits while another request with this key is under way.
    pub(super) async fn earlier(&self, database: &Database) -> Answered<Option<Response>> {
        for look in 0..LOOKS {
            if look > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            let statement = Query::select()
                .columns(["request_hash", "status", "answer", "at"])
                .from("idempotency")
                .and_where(Expr::col("key_hash").eq(self.name.clone()))
                .and_where(Expr::col("at").gt(self.now - KEPT))
                .to_owned();
            let Some(stored) = database.read().first::<Stored>(&statement).await? else { return Ok(None) };
            if stored.request_hash != self.request {
                let detail = "This Idempotency-Key was used for another request. Take a new one.";
                return Err(Refusal::http(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail));
            }
            match stored.status {
                TAKEN if stored.at < self.now - ABANDONED => return Ok(None),
                TAKEN => {}
                SHOWN_ONCE => {
                    let detail = "This was done, and the answer held a secret that is shown once. Make another one.";
                    return Err(Error::Conflict("shown_once", detail.into()).into());
                }
                status => {
                    let status = u16::try_from(status).unwrap_or(200);
                    let mut response = Reply::unpack(status, &stored.answer).respond();
                    response.headers_mut().insert("idempotent-replayed", poem::http::HeaderValue::from_static("true"));
                    return Ok(Some(response));
                }
            }
        }
        Err(busy().into())
    }

    /// Keeps the answer in the transaction that did the work; refuses where another request was faster.
    pub(super) async fn keep(&self, transaction: &mut Transaction<'_>, reply: &Reply) -> Result<()> {
        self.insert(transaction, i64::from(reply.status), reply.pack()).await
    }

    async fn insert(&self, transaction: &mut Transaction<'_>, status: i64, answer: String) -> Result<()> {
        let is_mine = Expr::col("key_hash").eq(self.name.clone());
        let is_old = Expr::col("at").lte(self.now - KEPT);
        let is_abandoned = Expr::col("status").eq(TAKEN).and(Expr::col("at").lt(self.now - ABANDONED));
        let gone = Query::delete()
            .from_table("idempotency")
            .and_where(is_mine.and(is_old.clone().or(is_abandoned)))
            .to_owned();
        transaction.on().execute(&gone).await?;
        // Everybody clears his own place; one in 32 sweeps the floor.
        if self.name.first().is_some_and(|byte| *byte < 8) {
            let all = Query::delete().from_table("idempotency").and_where(is_old).to_owned();
            transaction.on().execute(&all).await?;
        }
        let row = Query::insert()
            .into_table("idempotency")
            .columns(["key_hash", "request_hash", "status", "answer", "at"])
            .values_panic([
                Expr::val(self.name.clone()),
                Expr::val(self.request.clone()),
                Expr::val(status),
                Expr::val(answer),
                Expr::val(self.now),
            ])
            .on_conflict(OnConflict::column("key_hash").do_nothing().to_owned())
            .to_owned();
        if transaction.on().execute(&row).await? == 0 { Err(busy()) } else { Ok(()) }
    }

    /// Takes the key before the work begins; refuses where another request was faster.
    async fn take(&self, database: &Database) -> Result<()> {
        let key = self.clone();
        database
            .write(move |transaction| Box::pin(async move { key.insert(transaction, TAKEN, String::new()).await }))
            .await
    }

    /// Writes the answer to where the key was taken; without one the key is free again.
    async fn finish(&self, database: &Database, answer: Option<(i64, String)>) -> Result<()> {
        let mine = Expr::col("key_hash").eq(self.name.clone());
        let update = answer.map(|(status, text)| {
            let mut update = Query::update();
            update.table("idempotency").value("status", status).value("answer", text).and_where(mine.clone());
            update
        });
        let delete = Query::delete().from_table("idempotency").and_where(mine).to_owned();
        database
            .write(move |transaction| {
                Box::pin(async move {
                    match update {
                        Some(update) => transaction.on().execute(&update).await.map(drop),
                        None => transaction.on().execute(&delete).await.map(drop),
                    }
                })
            })
            .await
    }
}

fn busy() -> Error {
    Error::Conflict(BUSY, "A request with this Idempotency-Key is under way. Ask again in a second.".into())
}

/// Whether a transaction found its key taken by another request.
pub(super) const fn is_busy(error: &Error) -> bool {
    matches!(error, Error::Conflict(code, _) if matches!(code.as_bytes(), b"idempotency_in_progress"))
}

/// Runs the handler of an operation, under a key that is taken before and answered after where the operation asks for that.
pub(super) async fn run(mut call: Call, caller: Caller) -> Answered<Response> {
    let Handler::Known(handler) = call.operation.handler else { return Err(Error::NotFound.into()) };
    if call.operation.repeat != Repeat::Reserved || !call.headers.contains_key("idempotency-key") {
        return handler(call, caller).await;
    }
    let bytes = if call.operation.body.is_some() { call.bytes().await? } else { bytes::Bytes::new() };
    let Some(key) = key(&call, &caller, &bytes)? else { return handler(call, caller).await };
    let database = call.app.database().clone();
    if let Some(earlier) = key.earlier(&database).await? {
        return Ok(earlier);
    }
    if let Err(error) = key.take(&database).await {
        return if is_busy(&error) {
            key.earlier(&database).await?.ok_or_else(|| busy().into())
        } else {
            Err(error.into())
        };
    }
    // On a task of its own: a client that hangs up must not leave the key taken.
    let work = tokio::spawn(async move {
        let answered = handler(call, caller).await;
        let (response, answer) = match answered {
            Ok(response) => pack(response).await?,
            Err(refusal) => (Err(refusal), None),
        };
        key.finish(&database, answer).await?;
        response
    });
    work.await.map_err(|cause| Error::Internal(Box::new(cause)))?
}

/// Takes an answer apart, so that it can be given and kept.
async fn pack(response: Response) -> Answered<(Answered<Response>, Option<(i64, String)>)> {
    if response.data::<ShownOnce>().is_some() {
        return Ok((Ok(response), Some((SHOWN_ONCE, String::new()))));
    }
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (status, location, tag) = (response.status().as_u16(), text(LOCATION), text(ETAG));
    let body = response.into_body().into_string().await.map_err(|cause| Error::Internal(Box::new(cause)))?;
    let reply = Reply { status, location, tag, body };
    let packed = reply.pack();
    Ok((Ok(reply.respond()), Some((i64::from(status), packed))))
}
