//! The files of a record: taken in by a form, listed, shown where that is safe, and given out. What a browser could run as a page of
//! ours is never shown, and what is shown can do nothing.

use futures::StreamExt as _;
use poem::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
};
use poem::http::{StatusCode, header};
use poem::web::Multipart;
use poem::{Body, FromRequest as _, Request, RequestBody, Response};

use super::points;
use crate::console::ask::Why;
use crate::console::display::{Shown, time_from};
use crate::console::edit::belongs_in_form;
use crate::console::pairs::Pairs;
use crate::console::sign_in::Problem;
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::console::{errors, page, record};
use crate::error::{Error, Result};
use crate::http::files;
use crate::id::Id;
use crate::model::Reference;
use crate::model::record_type::CREATED_AT;
use crate::query::{self, Found, Listing};
use crate::records::attachment::{self, ABOUT, ATTACHMENT, MEDIA_TYPE, NewFile, SIZE};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// Files in the list on a record's page.
const FILES: u32 = 20;
/// Bytes of a text that are shown.
const MOST_TEXT: usize = 64 << 10;
/// The longest text of a part beside the file.
const LONGEST: usize = 4_000;

/// The files of a record.
pub(in crate::console) struct Files {
    pub(in crate::console) to: String,
    pub(in crate::console) can_add: bool,
    pub(in crate::console) first: Vec<File>,
    /// The list of all of them, where there are more.
    pub(in crate::console) all: String,
    pub(in crate::console) why: Option<Why>,
    pub(in crate::console) problem: String,
}

/// A file as people see it.
pub(in crate::console) struct File {
    pub(in crate::console) id: Id,
    pub(in crate::console) name: String,
    pub(in crate::console) about: String,
    pub(in crate::console) at: Shown,
}

/// How the file of an attachment can be shown.
pub(in crate::console) struct Preview {
    pub(in crate::console) id: Id,
    pub(in crate::console) name: String,
    pub(in crate::console) about: String,
    pub(in crate::console) how: How,
    /// The beginning of a text.
    pub(in crate::console) text: String,
    /// Whether that is all of it.
    pub(in crate::console) is_whole: bool,
}

/// What a browser makes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::console) enum How {
    /// A picture.
    Image,
    /// Pages that the browser itself turns.
    Pdf,
    /// Plain text, whatever it claims to be.
    Text,
    /// Nothing that can be shown.
    No,
}

/// How a media type can be shown; SVG and HTML are programs, and are not.
fn how(media_type: &str) -> How {
    match media_type {
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif" | "image/bmp" => How::Image,
        "application/pdf" => How::Pdf,
        "text/plain" | "text/csv" | "text/markdown" | "application/json" | "message/rfc822" => How::Text,
        _ => How::No,
    }
}

/// The files of a record; nothing where files cannot belong to it, or where the person sees none.
pub(in crate::console) async fn of(visit: &Visit, found: &Found, problem: &str) -> Result<Option<Files>> {
    let (record, caller) = (&found.record, visit.caller()?);
    let about = ABOUT.any();
    let sees =
        decide::rows(caller, Action::Read, &ATTACHMENT) != Rows::None && decide::may_see(caller, &ATTACHMENT, &about);
    let Some(filter) = points::filter(&about, record.kind, record.id).filter(|_| sees) else { return Ok(None) };
    let can_add = !record.is_deleted() && decide::rows(caller, Action::Create, &ATTACHMENT) != Rows::None;
    let listing = Listing { filter: filter.clone(), limit: FILES, ..Listing::new(caller, &ATTACHMENT) };
    let database = visit.app.database();
    let page = query::list(database.read(), database.engine(), caller, &ATTACHMENT, &listing).await?;
    let file = |found: &Found| File {
        id: found.record.id,
        name: title(visit.t, found),
        about: described(visit, found),
        at: found.record.get(CREATED_AT).map_or(Shown::Empty, |at| time_from(visit, at)),
    };
    let mut query = Pairs::default();
    query.push("filter", filter.to_string());
    let why = Why::of(visit, &ATTACHMENT, Action::Create, &[])?;
    Ok(Some(Files {
        to: format!("/{}/{}/attachments", record.kind.plural, record.id),
        can_add,
        first: page.items.iter().map(file).collect(),
        all: page.next.map(|_| format!("/attachments?{}", query.query())).unwrap_or_default(),
        why: why.required.then_some(why),
        problem: problem.to_owned(),
    }))
}

/// Size and sort in words, the sort by the end of the name, as people know it.
fn described(visit: &Visit, found: &Found) -> String {
    let size = found.record.get(SIZE).map(|bytes| size(visit, bytes));
    let name = found.record.get(attachment::NAME).unwrap_or_default();
    let sort = name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase());
    let sort = sort.filter(|sort| sort.len() <= 5 && sort.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    size.into_iter().chain(sort).collect::<Vec<_>>().join(" · ")
}

fn size(visit: &Visit, bytes: i64) -> String {
    let (unit, tenths) = match bytes {
        ..=999 => return format!("{bytes} B"),
        1_000..=999_999 => ("kB", bytes / 100),
        1_000_000..=999_999_999 => ("MB", bytes / 100_000),
        _ => ("GB", bytes / 100_000_000),
    };
    let plain = if tenths >= 100 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
    format!("{}\u{a0}{unit}", visit.t.number(&plain))
}

/// The preview of an attachment's own page; nothing for other records.
pub(in crate::console) async fn preview(visit: &Visit, found: &Found) -> Result<Option<Preview>> {
    let record = &found.record;
    if record.kind.name != ATTACHMENT.name {
        return Ok(None);
    }
    let how = how(&record.get(MEDIA_TYPE).unwrap_or_default());
    let hash = record.get(attachment::CONTENT).filter(|_| how == How::Text);
    let bytes = match hash {
        Some(hash) => beginning(visit, &hash).await?,
        None => Vec::new(),
    };
    Ok(Some(Preview {
        id: record.id,
        name: title(visit.t, found),
        about: described(visit, found),
        how,
        is_whole: bytes.len() < MOST_TEXT,
        text: String::from_utf8_lossy(&bytes).replace('\0', ""),
    }))
}

/// The first bytes of a file.
async fn beginning(visit: &Visit, hash: &str) -> Result<Vec<u8>> {
    let mut stream = visit.app.storage().get(hash).await?;
    let mut bytes = Vec::new();
    while bytes.len() < MOST_TEXT
        && let Some(chunk) = stream.next().await
    {
        bytes.extend_from_slice(&chunk?);
    }
    bytes.truncate(MOST_TEXT);
    Ok(bytes)
}

/// Whether a request sends files to a record.
pub(in crate::console) fn is_upload(request: &Request, path: &str) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    path.ends_with("/attachments") && kind.starts_with("multipart/form-data")
}

/// Takes files in. The parts before the first file say for whom and why.
pub(in crate::console) async fn receive(visit: &mut Visit, request: &Request, body: Body) -> Result<Response> {
    visit.identify().await?;
    if visit.is_confined() {
        return Err(Error::Forbidden(visit.say("factor-required").into()));
    }
    visit.refuse_foreign()?;
    let path = visit.path.clone();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let [plural, id, "attachments"] = segments.as_slice() else { return Err(Error::NotFound) };
    let (kind, id) = (visit.kind(plural)?, id.parse().map_err(|()| Error::NotFound)?);
    let found = record::found(visit, kind, id).await?;
    let broken = |visit: &Visit| Error::Malformed(visit.say("form-unreadable").into());
    let mut body = RequestBody::new(body);
    let mut form = Multipart::from_request(request, &mut body).await.map_err(|_| broken(visit))?;
    let mut taken = 0;
    while let Some(field) = form.next_field().await.map_err(|_| broken(visit))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let text = files::text(field, LONGEST).await?;
            visit.form.push(name, text);
            continue;
        }
        visit.refuse_without_token()?;
        let Some(file) = field.file_name().filter(|name| !name.is_empty()).map(str::to_owned) else { continue };
        let media_type = files::media_type(field.content_type().unwrap_or(files::UNKNOWN));
        let about = Reference { kind: kind.name.to_owned(), id };
        let new = NewFile { about, name: file, media_type };
        if let Err(error) = store(visit, &visit.caller_because()?, new, field).await {
            return refused(visit, &found, error).await;
        }
        taken += 1;
    }
    if taken == 0 {
        return refused(visit, &found, Error::invalid("file", "required", visit.say("files-none"))).await;
    }
    Ok(page::go(&format!("/{plural}/{id}?done=attached#files")))
}

async fn store(visit: &Visit, caller: &Caller, file: NewFile, field: poem::web::Field) -> Result<()> {
    let database = visit.app.database();
    attachment::may_add(database, caller, &file.about).await?;
    let limit = visit.app.config().listen.upload_bytes;
    let (hash, size) = visit.app.storage().put(files::chunks(field.into_async_read()), limit).await?;
    attachment::add(database, caller, file, &hash, size, |_, _| Box::pin(async { Ok(()) })).await
}

/// The record's page with what is wrong with the file; it has to be chosen again, as browsers keep none.
async fn refused(visit: &Visit, found: &Found, error: Error) -> Result<Response> {
    let text = match &error {
        Error::TooLarge(_) => {
            let most = i64::try_from(visit.app.config().listen.upload_bytes).unwrap_or(i64::MAX);
            visit.say("files-too-large").with("size", size(visit, most)).into()
        }
        Error::Invalid(problems) if problems.iter().any(|problem| problem.pointer == "/file") => {
            visit.say("files-none").into()
        }
        Error::ReasonRequired { .. } => visit.say("reason-needed-create").of(&ATTACHMENT).into(),
        error if belongs_in_form(error) => visit.t.error(&error_in_words(visit, error)),
        _ => return Err(error),
    };
    let problems = vec![Problem { id: "file".into(), text }];
    record::page(visit, found, errors::status(&error), None, problems).await
}

fn error_in_words(visit: &Visit, error: &Error) -> Error {
    match error {
        Error::Invalid(problems) => {
            let texts: Vec<_> = problems.iter().map(|problem| visit.t.problem_of(&ATTACHMENT, problem)).collect();
            Error::Forbidden(texts.join(" "))
        }
        Error::Forbidden(detail) => Error::Forbidden(detail.clone()),
        _ => record::forbidden(visit, Action::Create, &ATTACHMENT),
    }
}

/// The bytes of an attachment: as a download, or to be looked at on one of our pages.
pub(in crate::console) async fn content(visit: &Visit, id: Id) -> Result<Response> {
    let found = record::found(visit, &ATTACHMENT, id).await?;
    let record = &found.record;
    let hash = record.get(attachment::CONTENT).ok_or(Error::NotFound)?;
    let tag = format!("\"{hash}\"");
    if visit.known.split(',').any(|one| one.trim() == tag) {
        return Ok(Response::builder().status(StatusCode::NOT_MODIFIED).header(ETAG, tag).finish());
    }
    let stored = files::media_type(&record.get(MEDIA_TYPE).unwrap_or_default());
    let how = if visit.query.get("show") == Some("1") { how(&stored) } else { How::No };
    let (disposition, media_type) = match how {
        How::No => ("attachment", stored.as_str()),
        How::Text => ("inline", "text/plain; charset=utf-8"),
        _ => ("inline", stored.as_str()),
    };
    // The browser's own reader of PDF does not work in a sandbox; what is not a PDF, it does not show.
    let policy = match how {
        How::Pdf => "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        _ => "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    };
    let mut response = Response::builder()
        .header(CONTENT_TYPE, media_type)
        .header(CONTENT_DISPOSITION, files::disposition(disposition, &record.get(attachment::NAME).unwrap_or_default()))
        .header(CONTENT_SECURITY_POLICY, policy)
        .header("x-frame-options", "SAMEORIGIN")
        .header(CACHE_CONTROL, "private, no-cache")
        .header(ETAG, tag);
    if let Some(size) = record.get(SIZE) {
        response = response.header(CONTENT_LENGTH, size);
    }
    Ok(response.body(Body::from_bytes_stream(visit.app.storage().get(&hash).await?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_could_run_is_not_shown() {
        for media_type in ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "text/javascript", ""] {
            assert_eq!(how(media_type), How::No, "{media_type}");
        }
        assert_eq!((how("image/png"), how("application/pdf"), how("text/csv")), (How::Image, How::Pdf, How::Text));
    }
}
