//! Imports: a look at a file, a dry run, and the job that brings it in.

use bytes::Bytes;
use poem::Response;
use poem::http::Method;
use serde_json::{Value as Json, json};
use tokio::io::AsyncReadExt as _;

use crate::api::attachments::multipart;
use crate::api::call::Call;
use crate::api::operation::{Answer, AnswerHeader, Body, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::reply::Reply;
use crate::error::{Error, Result};
use crate::http::files::text;
use crate::http::limits::{parse_json, unreadable};
use crate::jobs::{self, import::Specification};
use crate::model::RecordType;
use crate::model::value::Currency;
use crate::rights::policy::Action;
use crate::rights::{Caller, decide};
use crate::transfer::import::{self, DuplicatePolicy, LineReport, Options, Report, Status};
use crate::transfer::{self, Mapping, Table};

const TAG: &str = "Imports and jobs";
/// The longest mapping, in bytes.
const MAPPING_BYTES: usize = 200_000;
/// Lines of a file that a preview shows.
const SHOWN: usize = 20;
/// Lines of a dry run that are told one by one; the counts are of all.
const TOLD: usize = 10_000;

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let form = || Body { media_types: &["multipart/form-data"], schema: Some("ImportUpload".into()) };
    vec![
        Operation::new(
            Method::POST,
            "/imports/preview",
            "previewImport",
            Handler::Known(|call, caller| Box::pin(preview(call, caller))),
        )
        .tagged(
            TAG,
            "Look at a file",
            "What the file holds, the mapping that is proposed or was kept for such columns, and the first lines. Nothing is written.",
        )
        .reads(form())
        .answers(Answer::json(200, "What the file holds.", "ImportPreview")),
        Operation::new(
            Method::POST,
            "/imports/dry-run",
            "dryRunImport",
            Handler::Known(|call, caller| Box::pin(dry_run(call, caller))),
        )
        .tagged(TAG, "Say what an import would do", "Line by line, exactly what the import would do now. Nothing is written.")
        .takes(take::reason())
        .reads(form())
        .answers(Answer::json(200, "What would become of the lines.", "ImportReport")),
        Operation::new(
            Method::POST,
            "/imports",
            "createImport",
            Handler::Known(|call, caller| Box::pin(submit(call, caller))),
        )
        .tagged(
            TAG,
            "Import a file",
            "A job with one reason for all lines. Its id is that of the operation, by which the whole import can be taken back.",
        )
        .takes(take::reason())
        .reads(form())
        .answers(Answer::json(202, "The job that brings the file in.", "Job").with(&[AnswerHeader::Location])),
    ]
}

/// What the form said.
struct Form {
    kind: &'static RecordType,
    mapping: Option<Mapping>,
    duplicates: String,
    currency: Option<String>,
    reading: transfer::Options,
    file_name: String,
    content: Bytes,
}

async fn read_form(call: &mut Call, caller: &Caller) -> Answered<Form> {
    if call.media_type() != "multipart/form-data" {
        return Err(Refusal::media_type("multipart/form-data"));
    }
    let most = call.app.config().listen.upload_bytes;
    let mut form = multipart(call).await?;
    let (mut kind, mut mapping, mut duplicates, mut currency) = (None, None, String::new(), None);
    let mut reading = transfer::Options::default();
    let broken =
        |cause: poem::error::ParseMultipartError| Error::Malformed(format!("The form cannot be read: {cause}."));
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "record_type" => kind = Some(kind_of(caller, &text(field, 100).await?)?),
            "mapping" => {
                let written = text(field, MAPPING_BYTES).await?;
                mapping = Some(Mapping::from_json(&parse_json(written.as_bytes()).map_err(within("mapping"))?)?);
            }
            "duplicates" => duplicates = one_of("duplicates", &text(field, 20).await?, &["skip", "create", "update"])?,
            "currency" => currency = Some(currency_of(&text(field, 10).await?)?),
            "delimiter" => reading.delimiter = Some(transfer::Options::delimiter_named(&text(field, 10).await?)?),
            "encoding" => reading.encoding = Some(text(field, 40).await?),
            "header" => reading.header = Some(one_of("header", &text(field, 10).await?, &["true", "false"])? == "true"),
            "sheet" => reading.sheet = Some(text(field, 100).await?),
            "file" => {
                let kind =
                    kind.ok_or_else(|| Error::invalid("record_type", "required", "Say first what the file holds."))?;
                decide::require(caller, Action::Import, kind)?;
                let file_name = field.file_name().unwrap_or_default().chars().take(200).collect();
                let mut content = Vec::new();
                let mut reader = Box::pin(field.into_async_read()).take(most + 1);
                reader.read_to_end(&mut content).await.map_err(|cause| unreadable(&cause))?;
                if content.len() as u64 > most {
                    return Err(Error::TooLarge(format!("A file has at most {most} bytes.")).into());
                }
                return Ok(Form { kind, mapping, duplicates, currency, reading, file_name, content: content.into() });
            }
            other => {
                let detail = "The form has the parts record_type, mapping, duplicates, currency, delimiter, encoding, header, sheet \
                              and, last, file.";
                return Err(Error::invalid(other, "unknown_field", detail).into());
            }
        }
    }
    Err(Error::invalid("file", "required", "The form has no file.").into())
}

fn kind_of(caller: &Caller, name: &str) -> Result<&'static RecordType> {
    let schema = &caller.configuration.schema;
    let found = schema.named(name).or_else(|| schema.collection(name));
    found.ok_or_else(|| Error::invalid("record_type", "unknown_type", format!("There is no record type `{name}`.")))
}

fn one_of(part: &str, word: &str, words: &[&str]) -> Result<String> {
    if words.contains(&word) {
        return Ok(word.to_owned());
    }
    Err(Error::invalid(part, "unknown_choice", format!("Choose one of: {}.", words.join(", "))))
}

fn currency_of(code: &str) -> Result<String> {
    Currency::parse(code)
        .map(|currency| currency.code().to_owned())
        .ok_or_else(|| Error::invalid("currency", "wrong_form", "An ISO 4217 code, like EUR, is expected here."))
}

/// Reads the file off the threads that answer requests.
async fn read(form: &Form) -> Result<Table> {
    let (content, name, reading) = (form.content.clone(), form.file_name.clone(), form.reading.clone());
    tokio::task::spawn_blocking(move || transfer::read(&content, &name, &reading))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
        .map_err(within("file"))
}

/// What cannot be read in a part is a fault of that part: the request itself could be read.
fn within(part: &'static str) -> impl Fn(Error) -> Error {
    move |error| match error {
        Error::Malformed(why) => Error::invalid(part, "wrong_form", why),
        other => other,
    }
}

/// The mapping of the form, the one that was kept for such columns, or a proposal.
async fn mapping(call: &Call, caller: &Caller, form: &Form, table: &Table) -> Result<Mapping> {
    if let Some(mapping) = &form.mapping {
        return Ok(mapping.clone());
    }
    let kept = transfer::remembered(call.app.database(), caller, form.kind, table).await?;
    Ok(kept.map_or_else(|| transfer::propose(&caller.configuration.schema, caller, form.kind, table), |(_, kept)| kept))
}

fn options(form: &Form) -> Options {
    Options {
        duplicates: match form.duplicates.as_str() {
            "create" => DuplicatePolicy::Create,
            "update" => DuplicatePolicy::Update,
            _ => DuplicatePolicy::Skip,
        },
        currency: form.currency.as_deref().and_then(Currency::parse).unwrap_or(Currency::EUR),
        ..Options::default()
    }
}

async fn preview(mut call: Call, caller: Caller) -> Answered<Response> {
    let form = read_form(&mut call, &caller).await?;
    let table = read(&form).await?;
    let mapping = mapping(&call, &caller, &form, &table).await?;
    let rows: Vec<Json> = table
        .rows
        .iter()
        .take(SHOWN)
        .map(
            |row| json!({"line": row.line, "cells": row.cells.iter().map(transfer::Cell::to_text).collect::<Vec<_>>()}),
        )
        .collect();
    let body = json!({
        "columns": table.columns,
        "lines": table.rows.len(),
        "mapping": mapping.to_json()?,
        "rows": rows,
        "problems": table.problems.iter().map(|problem| json!({"line": problem.line, "detail": problem.detail})).collect::<Vec<_>>(),
        "detected": {
            "format": table.format,
            "delimiter": table.detected.delimiter.map(|byte| char::from(byte).to_string()),
            "encoding": table.detected.encoding,
            "header": table.detected.header,
            "sheet": table.detected.sheet,
            "sheets": table.detected.sheets,
        },
    });
    Ok(Reply::ok(body.to_string()).respond())
}

async fn dry_run(mut call: Call, caller: Caller) -> Answered<Response> {
    let form = read_form(&mut call, &caller).await?;
    let table = read(&form).await?;
    let mapping = mapping(&call, &caller, &form, &table).await?;
    let report = import::dry_run(call.app.database(), &caller, form.kind, &table, &mapping, &options(&form)).await?;
    Ok(Reply::ok(describe(&report).to_string()).respond())
}

fn describe(report: &Report) -> Json {
    let counts = report.counts;
    let line = |line: &LineReport| {
        let status = match line.status {
            Status::Created => "created",
            Status::Updated => "updated",
            Status::Unchanged => "unchanged",
            Status::Duplicate => "duplicate",
            Status::Failed => "failed",
        };
        let messages: Vec<String> = line.messages.iter().map(ToString::to_string).collect();
        json!({"line": line.line, "status": status, "id": line.id.map(|id| id.to_string()), "messages": messages})
    };
    json!({
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "duplicates": counts.duplicates,
        "failed": counts.failed,
        "also_created": counts.also_created,
        "needs_reason": report.needs_reason,
        "lines": report.lines.iter().take(TOLD).map(line).collect::<Vec<_>>(),
    })
}

async fn submit(mut call: Call, caller: Caller) -> Answered<Response> {
    let form = read_form(&mut call, &caller).await?;
    let mapping = match form.mapping.clone() {
        Some(mapping) => mapping,
        None => mapping(&call, &caller, &form, &read(&form).await?).await?,
    };
    let specification = Specification {
        file_name: form.file_name,
        reading: form.reading,
        mapping,
        duplicates: form.duplicates,
        currency: form.currency,
        reason_code: caller.reason.code.clone(),
        reason: caller.reason.text.clone(),
        in_console: false,
        roles: caller.key_roles.clone(),
        checks: None,
    };
    let job = jobs::import::submit(&call.app, &caller, form.kind, specification, form.content).await?;
    jobs::run(&call.app, job.id);
    let reply = Reply { status: 202, ..Reply::ok(super::jobs::describe(&job).to_string()) };
    Ok(reply.at(format!("{}/jobs/{}", super::BASE, job.id)).respond())
}
