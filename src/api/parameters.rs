//! The parameters that operations share, with the limits that the document states and the handlers enforce.

use poem_openapi::registry::MetaSchema;

use crate::api::operation::{Parameter, Place};
use crate::model::filter;
use crate::query::list::MOST;
use crate::query::search;
use crate::rights::reasons;

/// The longest cursor, in characters.
pub(super) const LONGEST_CURSOR: usize = 4_096;
/// The longest idempotency key, in characters.
pub(super) const LONGEST_KEY: usize = 128;

fn query(name: &'static str, description: &'static str, schema: MetaSchema) -> Parameter {
    Parameter { name, place: Place::Query, required: false, description, schema }
}

fn header(name: &'static str, description: &'static str, schema: MetaSchema) -> Parameter {
    Parameter { name, place: Place::Header, required: false, description, schema }
}

/// Text of at most so many characters.
pub(super) fn text(longest: usize) -> MetaSchema {
    MetaSchema { max_length: Some(longest), ..MetaSchema::new("string") }
}

/// Text of a form.
pub(super) fn pattern(pattern: &str) -> MetaSchema {
    MetaSchema { pattern: Some(pattern.to_owned()), ..MetaSchema::new("string") }
}

/// The same with an example, for what its form does not show.
fn such_as(example: &str, schema: MetaSchema) -> MetaSchema {
    MetaSchema { example: Some(example.into()), ..schema }
}

/// One of these words.
pub(super) fn word(words: &[&str]) -> MetaSchema {
    MetaSchema { enum_items: words.iter().map(|word| (*word).into()).collect(), ..MetaSchema::new("string") }
}

/// A whole number within bounds.
pub(super) fn number(least: i64, most: i64) -> MetaSchema {
    #[expect(clippy::cast_precision_loss, reason = "bounds of documents are small")]
    let (minimum, maximum) = (Some(least as f64), Some(most as f64));
    MetaSchema { minimum, maximum, ..MetaSchema::new_with_format("integer", "int64") }
}

/// An id.
pub(super) fn uuid() -> MetaSchema {
    MetaSchema::new_with_format("string", "uuid")
}

/// An id in the path.
pub(super) fn id(description: &'static str) -> Parameter {
    Parameter { name: "id", place: Place::Path, required: true, description, schema: uuid() }
}

/// A query parameter that is an id.
pub(super) fn query_id(name: &'static str, description: &'static str) -> Parameter {
    query(name, description, uuid())
}

/// A query parameter of any form.
pub(super) fn free(name: &'static str, description: &'static str, schema: MetaSchema) -> Parameter {
    query(name, description, schema)
}

/// A query parameter that must be there.
pub(super) fn needed(name: &'static str, description: &'static str, schema: MetaSchema) -> Parameter {
    Parameter { required: true, ..query(name, description, schema) }
}

/// `limit`.
pub(super) fn limit() -> Parameter {
    let schema = MetaSchema { default: Some(50.into()), ..number(1, i64::from(MOST)) };
    query("limit", "How many at most.", schema)
}

/// `cursor`.
pub(super) fn cursor() -> Parameter {
    let description = "Where the page begins: `next_cursor` of the page before, with everything else the same.";
    query("cursor", description, text(LONGEST_CURSOR))
}

/// `cursor` of a list of changes.
pub(super) fn place() -> Parameter {
    query("cursor", "Where the page begins: `next_cursor` of the page before.", pattern("^[0-9]{1,18}$"))
}

/// Everything that narrows and shapes a list of records.
pub(super) fn list() -> Vec<Parameter> {
    let yes_no = || MetaSchema { enum_items: vec![true.into(), false.into()], ..MetaSchema::new("boolean") };
    vec![
        query(
            "filter",
            "Which records, in the filter grammar of RFC 7644 §3.4.2.2, such as `name co \"bakery\" and created_at ge \"2026-01-01T00:00:00Z\"`. `\"me\"` stands for whoever asks; `\"today\"`, `\"week_start\"`, `\"month_end\"`, `\"quarter_start\"`, `\"year_end\"` and so on, also with days as in `\"today-30\"`, for days in UTC, of which a moment is compared with the whole. The quotes around these words can be left out. At most 4 KiB, 16 deep.",
            such_as("created_at ge \"2026-01-01T00:00:00Z\"", text(filter::LONGEST)),
        ),
        query("q", "Words to find, in any field that may be searched.", such_as("bakery", text(search::LONGEST))),
        query(
            "sort",
            "Up to three fields with commas between, each with `-` before it for the largest first.",
            such_as("-created_at", text(400)),
        ),
        query(
            "view",
            "A saved view of these records: its words, filter, order and columns count where the address names none of its own.",
            uuid(),
        ),
        limit(),
        cursor(),
        fields(),
        expand(),
        query(
            "count",
            "Counts the records on all pages: `exact`, or `estimate`, which stops at 10,000.",
            word(&["exact", "estimate"]),
        ),
        query("bin", "The bin instead of what is not in it.", yes_no()),
    ]
}

/// `fields`.
pub(super) fn fields() -> Parameter {
    query(
        "fields",
        "Names of fields with commas between; without it all that you may see. The id is always there.",
        such_as("title,created_at", text(2_000)),
    )
}

/// `expand`.
pub(super) fn expand() -> Parameter {
    query(
        "expand",
        "Links to expand, such as `organisation,owner`: id and title of the linked record stand in `expanded`.",
        such_as("owner", text(400)),
    )
}

/// `If-None-Match`.
pub(super) fn if_none_match() -> Parameter {
    header("If-None-Match", "Answers 304 where the record still has this tag.", such_as("\"3\"", text(400)))
}

/// `If-Match`.
pub(super) fn if_match() -> Parameter {
    let tag = "(?:W/)?\"[!#-+\\--~]*\"";
    header(
        "If-Match",
        "Does it only where the record still has this tag; else 412. `*` fits any.",
        such_as("\"3\"", MetaSchema { max_length: Some(400), ..pattern(&format!("^(?:\\*|{tag}(?: *, *{tag})*)$")) }),
    )
}

/// `Last-Event-ID`.
pub(super) fn last_event() -> Parameter {
    header("Last-Event-ID", "The last event that was seen; the stream goes on after it.", pattern("^[0-9]{1,18}$"))
}

/// `Idempotency-Key`.
pub(super) fn idempotency_key() -> Parameter {
    let description = "Makes a repeated request safe: within 24 hours the first answer is given again, with the header \
                       `Idempotent-Replayed`. With another body it is refused.";
    let form = pattern(&format!("^[A-Za-z0-9._:-]{{1,{LONGEST_KEY}}}$"));
    header("Idempotency-Key", description, such_as("order-4711", form))
}

/// `Change-Reason` and `Change-Reason-Code`.
pub(super) fn reason() -> [Parameter; 2] {
    [
        header(
            "Change-Reason",
            "Why, in words; percent-encoded UTF-8 where it holds a `%`.",
            MetaSchema {
                max_length: Some(reasons::LONGEST),
                ..such_as("Asked for by the customer", pattern("^[ -$&-~]*$"))
            },
        ),
        header("Change-Reason-Code", "Why, as one of the administrator's codes.", such_as("correction", text(60))),
    ]
}
