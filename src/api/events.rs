//! Live events: what was just written, as far as the caller may see it now, as server-sent events.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use poem::http::Method;
use poem::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use poem::{Body, Response};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::api::call::Call;
use crate::api::caller::{self, Proof};
use crate::api::operation::{Answer, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::write;
use crate::app::App;
use crate::changes::history::{self, Event};
use crate::error::Result;
use crate::id::Id;
use crate::query;
use crate::rights::{Action, Caller, Channel};

/// Rows of the journal that are looked at in one go.
const ROWS: u64 = 200;
/// Who is further behind than this is told to load everything again.
const FURTHEST: i64 = 10_000;
/// A comment keeps the connection open in proxies; it is also when keys and sessions are looked at in quiet times.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often a quiet stream looks whether the server is stopping. It asks nobody.
const LOOK: Duration = Duration::from_secs(1);
/// Bursts of commits are looked at together.
const PAUSE: Duration = Duration::from_millis(50);

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let handler = Handler::Known(|call, caller| Box::pin(listen(call, caller)));
    vec![
        Operation::new(Method::GET, "/events", "listEvents", handler)
            .tagged(
                "Journal",
                "Live events",
                "A stream of server-sent events, one for each change of a record that you may see. `data` is an object with type, id, \
                 action, version and position, and `id` is the position. An event `reset` says that too much was missed.",
            )
            .takes([take::last_event()])
            .answers(Answer::bytes("The stream. It does not end by itself.", "text/event-stream")),
    ]
}

/// A stream in the making.
struct Stream {
    app: App,
    proof: Proof,
    caller: Caller,
    commits: watch::Receiver<u64>,
    position: i64,
    waiting: VecDeque<Bytes>,
    beat: Instant,
    /// Whether there may be more to read already.
    more: bool,
}

async fn listen(call: Call, caller: Caller) -> Answered<Response> {
    let database = call.app.database();
    // Before the position is read, so that no commit falls between.
    let mut commits = database.commits();
    commits.mark_changed();
    let newest = history::newest(database.read()).await?;
    let mut waiting = VecDeque::from([Bytes::from_static(b":\n\n")]);
    let position = match call.header("last-event-id")?.filter(|text| !text.is_empty()) {
        None => newest,
        Some(text) => {
            let refuse = || Refusal::parameter("last_event_id", "wrong_form", "The id of an event is expected here.");
            let last: i64 = text.parse().map_err(|_| refuse())?;
            if (0..=newest).contains(&last) && newest - last <= FURTHEST {
                last
            } else {
                waiting.push_back(format!("id: {newest}\nevent: reset\ndata: {{\"position\":{newest}}}\n\n").into());
                newest
            }
        }
    };
    let proof = caller::proof(&call.headers, call.is_secure).unwrap_or(Proof::Key(String::new()));
    let app = call.app.clone();
    let beat = Instant::now() + HEARTBEAT;
    let stream = Stream { app, proof, caller, commits, position, waiting, beat, more: true };
    let body = futures::stream::unfold(stream, |mut stream| async move {
        let next = stream.next().await?;
        Some((Ok::<_, std::io::Error>(next), stream))
    });
    Ok(Response::builder()
        .header(CONTENT_TYPE, "text/event-stream")
        .header(CACHE_CONTROL, "no-store")
        .header("x-accel-buffering", "no")
        .body(Body::from_bytes_stream(body.boxed())))
}

impl Stream {
    /// The next piece; the end where the server stops, the key or session is dead, or the database is gone.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(piece) = self.waiting.pop_front() {
                return Some(piece);
            }
            if self.app.readiness().reason().as_deref() == Some("stopping") {
                return None;
            }
            if !self.more {
                let until = self.beat.min(Instant::now() + LOOK);
                match timeout_at(until, self.commits.changed()).await {
                    Ok(Ok(())) => tokio::time::sleep(PAUSE).await,
                    Ok(Err(_)) => return None,
                    Err(_) if Instant::now() < self.beat => continue,
                    // Another process may have written: what it did is looked at with each heartbeat.
                    Err(_) => self.waiting.push_back(Bytes::from_static(b":\n\n")),
                }
            }
            self.beat = Instant::now() + HEARTBEAT;
            match self.read().await {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    tracing::warn!(error = ?error, "A stream of events ended early.");
                    return None;
                }
            }
        }
    }

    /// Reads what is new; false when the caller is nobody any more.
    async fn read(&mut self) -> Result<bool> {
        self.commits.mark_unchanged();
        let known = match &self.proof {
            Proof::Key(token) => self.app.key(token).await?,
            Proof::Session(token) => self.app.session(token, Channel::Api).await?,
        };
        let Some(caller) = known else { return Ok(false) };
        self.caller = caller;
        let database = self.app.database();
        let events = history::after(database.read(), self.position, ROWS).await?;
        self.more = events.len() as u64 == ROWS;
        let Some(last) = events.last().and_then(|event| event.position) else { return Ok(true) };
        self.position = last;
        let seen = self.visible(&events).await?;
        for event in events.iter().filter(|event| seen.contains(&Id(event.record_id))) {
            self.waiting.push_back(piece(event));
        }
        Ok(true)
    }

    /// Which of the records the caller can see now: one query for each type among them.
    async fn visible(&self, events: &[Event]) -> Result<BTreeSet<Id>> {
        let mut wanted: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
        for event in events {
            wanted.entry(&event.record_type).or_default().insert(Id(event.record_id));
        }
        let mut seen = BTreeSet::new();
        for (name, ids) in wanted {
            let Some(kind) = self.caller.configuration.schema.named(name) else { continue };
            let ids: Vec<Id> = ids.into_iter().collect();
            let database = self.app.database();
            seen.extend(
                query::list::reached(database.read(), database.engine(), &self.caller, Action::Read, kind, &ids)
                    .await?,
            );
        }
        Ok(seen)
    }
}

/// One event on the wire.
fn piece(event: &Event) -> Bytes {
    let position = event.position.unwrap_or(0);
    let mut data = String::from("{");
    write::some_text(&mut data, "type", Some(&event.record_type));
    write::some_quoted(&mut data, "id", Some(event.record_id));
    write::some_text(&mut data, "action", Some(&event.action));
    write::some_number(&mut data, "version", Some(event.version));
    write::some_number(&mut data, "position", event.position);
    data.push('}');
    format!("id: {position}\ndata: {data}\n\n").into()
}
