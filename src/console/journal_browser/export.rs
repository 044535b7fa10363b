//! The narrowed journal as a file, part by part.

use bytes::Bytes;
use futures::{StreamExt as _, stream};
use poem::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use poem::{Body, Response};
use serde_json::{Value as Json, json};

use super::{asked, narrow, refuse};
use crate::app::App;
use crate::changes::history::{self, Event, Narrow};
use crate::clock::format_time;
use crate::console::page;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rights::Caller;

/// Changes of one part.
const PART: u64 = 500;
/// The columns of an export.
const COLUMNS: [&str; 15] = [
    "position",
    "at",
    "actor",
    "actor_id",
    "real_actor_id",
    "channel",
    "action",
    "record_type",
    "record_id",
    "version",
    "reason_code",
    "reason_text",
    "operation_kind",
    "operation_id",
    "changes",
];

/// The narrowed journal as a file, newest first, part by part.
pub(in crate::console) async fn export(visit: &Visit) -> Result<Response> {
    let caller = refuse(visit)?;
    let mut problems = Vec::new();
    let (narrow, _) = narrow(visit, &mut problems).await?;
    if !problems.is_empty() {
        return Ok(page::go(&format!("/journal?{}", asked(&visit.query).query())));
    }
    let is_csv = visit.query.text("format") != "jsonl";
    let (media_type, ending) = if is_csv { ("text/csv", "csv") } else { ("application/jsonl", "jsonl") };
    // Excel takes UTF-8 for something else without the mark.
    let head = if is_csv { format!("\u{feff}{}\r\n", COLUMNS.join(",")) } else { String::new() };
    let export =
        Export { app: visit.app.clone(), caller: caller.clone(), narrow, before: None, is_csv, head, is_done: false };
    let parts = stream::try_unfold(export, |mut export| async move {
        Ok::<_, Error>(export.next().await?.map(|bytes| (bytes, export)))
    });
    Ok(Response::builder()
        .header(CONTENT_TYPE, format!("{media_type}; charset=utf-8"))
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"journal.{ending}\""))
        .header(CACHE_CONTROL, "private, no-store")
        .body(Body::from_bytes_stream(parts.map(|part| part.map_err(std::io::Error::other)).boxed())))
}

struct Export {
    app: App,
    caller: Caller,
    narrow: Narrow,
    before: Option<i64>,
    is_csv: bool,
    head: String,
    is_done: bool,
}

impl Export {
    /// The bytes of the next part; nothing at the end.
    async fn next(&mut self) -> Result<Option<Bytes>> {
        if self.is_done {
            return Ok(None);
        }
        let events = history::journal(self.app.database(), &self.caller, &self.narrow, self.before, PART).await?;
        self.is_done = (events.len() as u64) < PART;
        self.before = events.last().and_then(|event| event.position);
        let mut text = std::mem::take(&mut self.head);
        for event in &events {
            if self.is_csv {
                text.push_str(&line(event));
            } else {
                text.push_str(&described(event).to_string());
                text.push('\n');
            }
        }
        Ok(Some(text.into()))
    }
}

fn described(event: &Event) -> Json {
    json!({
        "position": event.position,
        "at": format_time(event.at),
        "actor": event.actor,
        "actor_id": event.actor_id.map(|id| Id(id).to_string()),
        "real_actor_id": event.real_actor_id.map(|id| Id(id).to_string()),
        "channel": event.channel,
        "action": event.action,
        "record_type": event.record_type,
        "record_id": Id(event.record_id).to_string(),
        "version": event.version,
        "reason_code": event.reason_code,
        "reason_text": event.reason_text,
        "operation_kind": event.operation_kind,
        "operation_id": event.operation_id.map(|id| Id(id).to_string()),
        "changes": serde_json::from_str::<Json>(&event.changes).unwrap_or_default(),
    })
}

fn line(event: &Event) -> String {
    let all = described(event);
    let cell = |name: &&str| match &all[*name] {
        Json::Null => String::new(),
        Json::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    };
    let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes; one that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_ends_early() {
        assert_eq!(quoted("=1+\"1\""), "\"'=1+\"\"1\"\"\"");
        assert_eq!(quoted("plain, and\nlong"), "\"plain, and\nlong\"");
    }
}
