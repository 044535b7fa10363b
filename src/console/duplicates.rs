//! Records of a whole collection that seem to be there twice, the newest first, with the way to put two of them together.

use askama::Template;
use poem::Response;
use serde_json::json;

use crate::console::about::alike::{self, Alike};
use crate::console::page::{self, Shell};
use crate::console::titles;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::model::record_type::CREATED_AT;
use crate::model::{Record, RecordType};
use crate::query::Cursor;
use crate::query::list::MOST;
use crate::transfer::duplicates::{has_rules, newest};

/// Records with duplicates on a page.
const SHOWN: usize = 20;
/// How many times so many records as fit in one list are looked through for a page.
const STEPS: usize = 5;
/// Of how many of the newest records it is told elsewhere that they may be there twice.
const NEWEST: u32 = 50;

#[derive(Template)]
#[template(path = "duplicates.html")]
struct DuplicatesPage {
    shell: Shell,
    kind: &'static RecordType,
    pairs: Vec<Pair>,
    /// Whether the page begins at the newest record.
    is_first: bool,
    further: String,
}

/// A record, and one that seems to be the same.
struct Pair {
    title: String,
    href: String,
    other: Alike,
}

/// The page.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    if !has_rules(kind) {
        return Err(Error::NotFound);
    }
    let (caller, database) = (visit.caller()?, visit.app.database());
    let mut after = visit.query.get("after").map(|text| read(text).ok_or(Error::NotFound)).transpose()?;
    let is_first = after.is_none();
    let (mut pairs, mut shown) = (Vec::new(), 0);
    for _ in 0..STEPS {
        let (found, next) = newest(database, caller, kind, after.take(), MOST).await?;
        after = next;
        let room = SHOWN - shown;
        if found.len() > room {
            after = found.get(room - 1).map(|(record, _)| place(record));
        }
        for (record, duplicates) in found.into_iter().take(room) {
            shown += 1;
            let title = titles::named(visit.t, &record);
            for other in alike::beside(visit, &record, duplicates)? {
                pairs.push(Pair { title: title.clone(), href: format!("/{}/{}", kind.plural, record.id), other });
            }
        }
        if after.is_none() || shown == SHOWN {
            break;
        }
    }
    let further = after.map(|after| format!("/{}/duplicates?after={}", kind.plural, write(&after)));
    let heading = visit.say("duplicates-heading").of(kind);
    page::render(&DuplicatesPage {
        shell: Shell::of(visit, heading),
        kind,
        pairs,
        is_first,
        further: further.unwrap_or_default(),
    })
}

/// How many of the newest records of a type may be there twice. It looks at a few only, so that it can be asked at any time.
pub(super) async fn lately(visit: &Visit, kind: &'static RecordType) -> Result<u64> {
    let (found, _) = newest(visit.app.database(), visit.caller()?, kind, None, NEWEST).await?;
    Ok(found.len() as u64)
}

/// Where a record stands among the newest.
fn place(record: &Record) -> Cursor {
    Cursor { keys: record.get(CREATED_AT).map(|at| json!(at)).into_iter().collect(), id: record.id }
}

/// A place as addresses have it. It says no more than where to begin: what is shown from there is a matter of rights.
fn write(place: &Cursor) -> String {
    let at = place.keys.first().map(ToString::to_string).unwrap_or_default();
    format!("{at}.{}", place.id)
}

fn read(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('.')?;
    let keys = if at.is_empty() { Vec::new() } else { vec![json!(at.parse::<i64>().ok()?)] };
    Some(Cursor { keys, id: id.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn a_place_in_an_address_is_read_as_it_was_written() {
        let place = Cursor { keys: vec![json!(1_700_000_000_000_001_i64)], id: Id::built_in(7) };
        assert_eq!(read(&write(&place)), Some(place));
        assert_eq!(read("x.y"), None);
    }
}
