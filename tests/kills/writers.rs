//! Sixteen writers that create contacts, one by one and in batches, until the server dies under them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::ledger::Ledger;
use crate::program::{self, Program};

const WRITERS: usize = 16;
/// Every so many writes is a batch; batches have from 2 to 11 records.
const BATCH_EVERY: usize = 3;
const BATCH_SIZES: usize = 10;

pub(crate) struct Load {
    writers: Vec<JoinHandle<Ledger>>,
    dying: Arc<AtomicBool>,
}

impl Load {
    pub(crate) fn start(program: &Program, key: &str, round: u32) -> Self {
        let dying = Arc::new(AtomicBool::new(false));
        let client = program::client();
        let writers = (0..WRITERS).map(|number| {
            let writer = Writer {
                client: client.clone(),
                contacts: program.url("/contacts"),
                batch: program.url("/contacts/batch"),
                key: key.to_owned(),
                name: format!("kill-{round:04}-{number:02}"),
                dying: dying.clone(),
            };
            tokio::spawn(writer.write_until_the_end())
        });
        Self { writers: writers.collect(), dying }
    }

    /// From now on a broken connection is no fault.
    pub(crate) fn expect_errors(&self) {
        self.dying.store(true, Ordering::SeqCst);
    }

    /// What the writers were promised. Call it after the kill: they stop at their first broken connection.
    pub(crate) async fn finish(self) -> Ledger {
        let mut all = Ledger::default();
        for writer in self.writers {
            all.extend(writer.await.unwrap());
        }
        all
    }
}

struct Writer {
    client: reqwest::Client,
    contacts: String,
    batch: String,
    key: String,
    name: String,
    dying: Arc<AtomicBool>,
}

/// How one request ended.
enum Answer {
    /// Acknowledged; the body where it came through.
    Done(Option<Value>),
    /// Refused for now: nothing was promised.
    Later,
    /// No answer: the change may have happened or not.
    Broken,
}

impl Writer {
    async fn write_until_the_end(self) -> Ledger {
        let mut ledger = Ledger::default();
        for sequence in 0.. {
            let name = format!("{}-{sequence:05}", self.name);
            let answer = if sequence % BATCH_EVERY == 0 {
                self.write_batch(name, 2 + sequence % BATCH_SIZES, &mut ledger).await
            } else {
                self.write_one(name, &mut ledger).await
            };
            match answer {
                Answer::Done(_) => {}
                Answer::Later => tokio::time::sleep(Duration::from_millis(20)).await,
                Answer::Broken => break,
            }
        }
        ledger
    }

    async fn write_one(&self, name: String, ledger: &mut Ledger) -> Answer {
        let answer = self.send(self.client.post(&self.contacts).json(&contact(&name))).await;
        if let Answer::Done(body) = &answer {
            let id = body.as_ref().and_then(|body| body["id"].as_str());
            ledger.single(name, id.map(str::to_owned));
        }
        answer
    }

    async fn write_batch(&self, name: String, size: usize, ledger: &mut Ledger) -> Answer {
        let create = |number| json!({ "method": "create", "values": contact(&format!("{name}-{number}")) });
        let operations: Vec<_> = (0..size).map(create).collect();
        let body = json!({ "operations": operations, "atomic": true });
        let answer = self.send(self.client.post(&self.batch).json(&body)).await;
        ledger.batch(name, size, matches!(answer, Answer::Done(_)));
        answer
    }

    async fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.bearer_auth(&self.key).header("Change-Reason", "kill test");
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Answer::Done(answer.json().await.ok()),
            Ok(answer) => {
                let status = answer.status();
                let busy = [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status);
                let text = answer.text().await.unwrap_or_default();
                assert!(busy, "a write is answered {status}: {text}");
                Answer::Later
            }
            Err(error) => {
                assert!(self.dying.load(Ordering::SeqCst), "the connection broke before the kill: {error:?}");
                Answer::Broken
            }
        }
    }
}

fn contact(name: &str) -> Value {
    json!({ "last_name": name, "emails": [{ "type": "work", "value": format!("{name}@example.org") }] })
}
