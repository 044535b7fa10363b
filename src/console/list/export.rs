//! A list as a file: the page that asks for its form and columns, and the file itself, by the right to export.

use askama::Template;
use futures::StreamExt as _;
use poem::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use poem::{Body, Response};

use crate::console::language::Label;
use crate::console::list::asked::Asked;
use crate::console::list::columns;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType};
use crate::query::Listing;
use crate::query::count::{ESTIMATE, count};
use crate::query::list::visible_fields;
use crate::rights::{Action, decide};
use crate::transfer::{self, FileFormat, WriteOptions};

/// Name, text, media type and ending of each form of a file.
const FORMATS: [(&str, &str, FileFormat, &str, &str); 4] = [
    (
        "xlsx",
        "export-xlsx",
        FileFormat::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    ("csv", "export-csv", FileFormat::Csv, "text/csv; charset=utf-8", "csv"),
    ("json", "export-json", FileFormat::Json, "application/json", "json"),
    ("vcard", "export-vcard", FileFormat::Vcard, "text/vcard; charset=utf-8", "vcf"),
];

#[derive(Template)]
#[template(path = "export.html")]
struct ExportPage {
    shell: Shell,
    kind: &'static RecordType,
    lead: String,
    formats: Vec<(&'static str, String)>,
    fields: Vec<(&'static str, Label, bool)>,
    hidden: Vec<(String, String)>,
    back: String,
}

/// The page, or the file where its form was chosen.
pub(in crate::console) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let caller = visit.caller()?;
    decide::require(caller, Action::Export, kind).map_err(|error| visit.t.told(error, kind))?;
    let asked = Asked::of(visit, kind).await?;
    if !asked.is_right() {
        return Ok(page::go(&asked.address.href()));
    }
    let fields: Vec<AnyField> = visible_fields(caller, kind);
    let listing = Listing { action: Action::Export, ..asked.listing.clone() };
    if let Some(format) = visit.query.get("format") {
        let is_chosen = |field: &&AnyField| visit.query.0.iter().any(|(name, text)| name == "c" && text == field.name);
        let chosen: Vec<AnyField> = fields.iter().filter(is_chosen).copied().collect();
        let listing = Listing { fields: Some(chosen).filter(|chosen| !chosen.is_empty()), ..listing };
        return file(visit, kind, format, &listing).await;
    }
    let database = visit.app.database();
    let number = count(database.read(), database.engine(), caller, kind, &listing, Some(ESTIMATE)).await?;
    let key = if number >= ESTIMATE { "list-total-more" } else { "list-total" };
    let shown = columns::of(caller, kind, &asked.address);
    let is_shown = |field: &AnyField| shown.contains(field) || kind.title.iter().any(|part| part.name() == field.name);
    let is_person = matches!(kind.name, "contact" | "organisation");
    let formats = FORMATS.iter().filter(|(name, ..)| *name != "vcard" || is_person);
    let page = ExportPage {
        shell: Shell::of(visit, visit.say("export-heading").of(kind)),
        kind,
        lead: visit.say(key).of(kind).count(number).into(),
        formats: formats.map(|(name, key, ..)| (*name, visit.say(key).into())).collect(),
        fields: fields.iter().map(|field| (field.name, visit.t.field(kind.name, field), is_shown(field))).collect(),
        hidden: asked.address.hidden(&["columns", "group"]),
        back: asked.address.href(),
    };
    page::render(&page)
}

async fn file(visit: &Visit, kind: &'static RecordType, name: &str, listing: &Listing) -> Result<Response> {
    let found = FORMATS.iter().find(|(known, ..)| *known == name);
    let (.., format, media_type, ending) =
        *found.ok_or_else(|| Error::Malformed(visit.say("form-unreadable").into()))?;
    // Excel takes UTF-8 for something else without the mark.
    let options = WriteOptions { byte_order_mark: true, ..WriteOptions::default() };
    let file = transfer::export(visit.app.database(), visit.caller()?, kind, listing, format, options).await?;
    let stream = file.map(|chunk| chunk.map_err(std::io::Error::other)).boxed();
    Ok(Response::builder()
        .header(CONTENT_TYPE, media_type)
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"{}.{ending}\"", kind.plural))
        .header(CACHE_CONTROL, "private, no-store")
        .body(Body::from_bytes_stream(stream)))
}
