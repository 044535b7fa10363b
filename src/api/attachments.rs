//! Files: taken in as streams, given out as downloads. Their bytes are in object storage.

use bytes::Bytes;
use futures::stream::BoxStream;
use poem::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{Method, StatusCode};
use poem::web::Multipart;
use poem::{Body as Bytestream, FromRequest, Request, RequestBody, Response};

use crate::api::call::Call;
use crate::api::idempotency;
use crate::api::operation::{Answer, AnswerHeader, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::error::{Error, FieldProblem, Result};
use crate::http::files::{self, UNKNOWN};
use crate::model::{Reference, Value, json};
use crate::query::{self, list::visible_fields};
use crate::records::attachment::{self, ATTACHMENT, NewFile};
use crate::rights::Caller;

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::POST,
            "/attachments",
            "createAttachment",
            Handler::Known(|call, caller| Box::pin(upload(call, caller))),
        )
        .of(&ATTACHMENT)
        .tagged(
            ATTACHMENT.plural_label,
            "Attach a file to a record",
            "A form with the parts `about`, `name` (optional) and, last, `file`. The file has a limit of its own.",
        )
        .takes([take::idempotency_key()])
        .takes(take::reason())
        .reads(Body { media_types: &["multipart/form-data"], schema: Some("AttachmentUpload".into()) })
        .answers(Answer::json(201, "The attachment.", "Attachment").with(&[AnswerHeader::Location, AnswerHeader::Tag]))
        .repeats(Repeat::InTransaction),
        Operation::new(
            Method::GET,
            "/attachments/{id}/content",
            "getAttachmentContent",
            Handler::Known(|call, caller| Box::pin(download(call, caller))),
        )
        .of(&ATTACHMENT)
        .tagged(
            ATTACHMENT.plural_label,
            "Download a file",
            "As an attachment, so that no browser shows it on our address.",
        )
        .takes([take::id("The attachment's id."), take::if_none_match()])
        .answers(Answer::bytes("The bytes.", "*/*").with(&[AnswerHeader::Tag, AnswerHeader::Disposition]))
        .answers(Answer::empty(304, "It still has the tag that you know.").with(&[AnswerHeader::Tag])),
    ]
}

/// The parts of a form before the file.
#[derive(Default)]
struct Form {
    about: Option<Reference>,
    name: Option<String>,
}

async fn upload(mut call: Call, caller: Caller) -> Answered<Response> {
    if call.media_type() != "multipart/form-data" {
        return Err(Refusal::media_type("multipart/form-data"));
    }
    let mut form = multipart(&mut call).await?;
    let mut parts = Form::default();
    let broken =
        |cause: poem::error::ParseMultipartError| Error::Malformed(format!("The form cannot be read: {cause}."));
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "about" => parts.about = Some(read_about(&files::text(field, 400).await?)?),
            "name" => parts.name = Some(files::text(field, 4_000).await?),
            "file" => {
                let name = parts.name.or_else(|| field.file_name().map(str::to_owned)).unwrap_or_default();
                let about = parts.about.ok_or_else(|| missing("about"))?;
                let media_type = field.content_type().map_or_else(|| UNKNOWN.to_owned(), str::to_owned);
                let file = NewFile { about, name, media_type: files::media_type(&media_type) };
                return store(call, caller, file, files::chunks(field.into_async_read())).await;
            }
            other => {
                let detail = "The form has the parts about, name and file.";
                return Err(Error::invalid(other, "unknown_field", detail).into());
            }
        }
    }
    Err(missing("file").into())
}

fn missing(name: &str) -> Error {
    Error::invalid(name, "required", "This part is needed, before the file.")
}

/// The form of a request; poem reads it from a request of its own making.
pub(super) async fn multipart(call: &mut Call) -> Answered<Multipart> {
    let mut builder = Request::builder();
    if let Some(value) = call.headers.get(CONTENT_TYPE) {
        builder = builder.header(CONTENT_TYPE, value);
    }
    let request = builder.finish();
    let mut body = RequestBody::new(call.take_body());
    let read = Multipart::from_request(&request, &mut body).await;
    Ok(read.map_err(|cause| Error::Malformed(format!("The form cannot be read: {cause}.")))?)
}

fn read_about(text: &str) -> Result<Reference> {
    let field = attachment::ABOUT.any();
    let body = crate::http::limits::parse_json(text.as_bytes())?;
    match json::read_value(&field, &body).map_err(Error::Invalid)? {
        Value::Reference(reference) => Ok(reference),
        _ => Err(Error::Invalid(vec![FieldProblem::of(field.name, "wrong_type", "A record is expected here.")])),
    }
}

async fn store(
    call: Call,
    caller: Caller,
    file: NewFile,
    content: BoxStream<'static, Result<Bytes>>,
) -> Answered<Response> {
    let database = call.app.database();
    attachment::may_add(database, &caller, &file.about).await?;
    let limit = call.app.config().listen.upload_bytes;
    let (hash, size) = call.app.storage().put(content, limit).await?;
    let contents = format!("{}\n{}\n{}\n{}\n{hash}", file.about.kind, file.about.id, file.name, file.media_type);
    let key = idempotency::key(&call, &caller, contents.as_bytes())?;
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(database).await?
    {
        return Ok(earlier);
    }
    let (kept, teller, engine) = (key.clone(), caller.clone(), database.engine());
    let done = attachment::add(database, &caller, file, &hash, size, move |transaction, id| {
        Box::pin(async move {
            let row = query::get(transaction.on(), engine, &teller, &ATTACHMENT, id).await?;
            let reply = Reply::record(201, &visible_fields(&teller, &ATTACHMENT), &row);
            let reply = reply.at(one::address(&ATTACHMENT, id));
            if let Some(key) = kept {
                key.keep(transaction, &reply).await?;
            }
            Ok(reply)
        })
    })
    .await;
    match (done, key) {
        (Ok(reply), _) => Ok(reply.respond()),
        (Err(error), Some(key)) if idempotency::is_busy(&error) => {
            key.earlier(database).await?.ok_or_else(|| error.into())
        }
        (Err(error), _) => Err(error.into()),
    }
}

async fn download(call: Call, caller: Caller) -> Answered<Response> {
    let found = one::find(&call, &caller, &ATTACHMENT, call.id("id")?).await?;
    let record = &found.record;
    let hash = record.get(attachment::CONTENT).ok_or(Error::NotFound)?;
    let tag = format!("\"{hash}\"");
    if one::has_tag(&call, &tag)? {
        return Ok(Response::builder().status(StatusCode::NOT_MODIFIED).header(ETAG, tag).finish());
    }
    let content = call.app.storage().get(&hash).await?;
    let media_type =
        record.get(attachment::MEDIA_TYPE).map_or_else(|| UNKNOWN.to_owned(), |given| files::media_type(&given));
    let mut response = Response::builder()
        .header(CONTENT_TYPE, media_type)
        .header(
            CONTENT_DISPOSITION,
            files::disposition("attachment", &record.get(attachment::NAME).unwrap_or_default()),
        )
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
        .header(CACHE_CONTROL, "private, no-cache")
        .header(ETAG, tag);
    if let Some(size) = record.get(attachment::SIZE) {
        response = response.header(CONTENT_LENGTH, size);
    }
    Ok(response.body(Bytestream::from_bytes_stream(content)))
}
