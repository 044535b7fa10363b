//! Records of the same name. A name says less than a mail address does: it is worth a hint, and no more.

use crate::database::Database;
use crate::error::Result;
use crate::id::Id;
use crate::model::{Input, RecordType, Value};
use crate::query::{self, Listing, search};
use crate::rights::Caller;
use crate::transfer::similar::{plain_name, telling_words};

/// The most that are told.
const MOST: usize = 5;
/// How many records that hold the words of a name are looked at.
const LOOKED_AT: u32 = 50;
/// By how many words a name is looked for.
const WORDS: usize = 6;

/// Whether the names of records of a type say who they are.
fn is_named(kind: &RecordType) -> bool {
    matches!(kind.name, "contact" | "organisation")
}

/// Records with the name that an input has, as far as the caller sees them, each with its title. Case, accents, signs and legal forms
/// make no difference; a part of a name is not enough.
pub async fn find(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    input: &Input,
) -> Result<Vec<(Id, String)>> {
    let part = |name: &str| match input.0.get(name) {
        Some(Some(Value::Text(text))) => Some(text.as_str()),
        _ => None,
    };
    let parts: Option<Vec<&str>> = kind.title.iter().map(|field| part(field.name())).collect();
    let Some(name) = parts.filter(|_| is_named(kind)).map(|parts| parts.join(" ")) else { return Ok(Vec::new()) };
    let (plain, words) = (plain_name(&name), telling_words(&name, WORDS));
    // What is too long to be looked for is nobody's name.
    let Some(words) = search::parse(&words).ok().flatten().filter(|_| !plain.is_empty()) else { return Ok(Vec::new()) };
    let listing = Listing { words: Some(words), limit: LOOKED_AT, ..Listing::new(caller, kind) };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    let titled = page.items.into_iter().filter_map(|found| {
        let title = found.record.text("title").filter(|title| plain_name(title) == plain)?.to_owned();
        Some((found.record.id, title))
    });
    Ok(titled.take(MOST).collect())
}
