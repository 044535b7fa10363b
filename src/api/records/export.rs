//! Exports: a list as a file, streamed page by page, by the right to export.

use futures::StreamExt as _;
use poem::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use poem::{Body, Response};

use crate::api::call::{Call, JSON};
use crate::api::problem::Answered;
use crate::api::records::list::listing;
use crate::rights::Caller;
use crate::rights::policy::Action;
use crate::transfer::{self, FileFormat, WriteOptions};

/// The formats in the address.
pub(super) const FORMATS: [&str; 4] = ["csv", "xlsx", "json", "vcard"];

/// Their media types, in the same order.
pub(super) const MEDIA_TYPES: [&str; 4] =
    ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", JSON, "text/vcard"];

pub(super) async fn export(call: Call, caller: Caller) -> Answered<Response> {
    let kind = call.kind()?;
    let mut listing = listing(&call, &caller).await?;
    listing.action = Action::Export;
    let [csv, xlsx, json, vcard] = MEDIA_TYPES;
    let (format, media_type, ending) = match call.query_word("format", &FORMATS)? {
        Some("xlsx") => (FileFormat::Xlsx, xlsx.to_owned(), "xlsx"),
        Some("json") => (FileFormat::Json, json.to_owned(), "json"),
        Some("vcard") => (FileFormat::Vcard, format!("{vcard}; charset=utf-8"), "vcf"),
        _ => (FileFormat::Csv, format!("{csv}; charset=utf-8"), "csv"),
    };
    // Excel takes UTF-8 for something else without the mark.
    let options = WriteOptions { byte_order_mark: true, ..WriteOptions::default() };
    let file = transfer::export(call.app.database(), &caller, kind, &listing, format, options).await?;
    let stream = file.map(|chunk| chunk.map_err(std::io::Error::other)).boxed();
    Ok(Response::builder()
        .header(CONTENT_TYPE, media_type)
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"{}.{ending}\"", kind.plural))
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(Body::from_bytes_stream(stream)))
}
