//! `beheer import` and `beheer export`.

use std::pin::pin;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use futures::StreamExt;

use crate::app::App;
use crate::cli::arguments::{ExportArguments, ImportArguments};
use crate::cli::frames::Input;
use crate::cli::work::Output;
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType, filter};
use crate::query::{self, Listing};
use crate::rights::policy::Action;
use crate::rights::{Caller, decide};
use crate::transfer::import::{self, DuplicatePolicy, LineReport, Options, Report, Status};
use crate::transfer::{self, FileFormat, Mapping, Mode, Table};

/// The most lines that are told one by one.
const MOST_TOLD: usize = 200;
/// Bytes that travel at once to whoever asked.
const MOST_AT_ONCE: usize = 1024 * 1024;

/// The record type of a collection.
pub(super) fn kind_of(caller: &Caller, collection: &str) -> Result<&'static RecordType> {
    let schema = &caller.configuration.schema;
    schema.collection(collection).or_else(|| schema.named(collection)).ok_or_else(|| {
        let names: Vec<_> = schema.types().iter().map(|kind| kind.plural).collect();
        Error::invalid(
            "collection",
            "unknown_type",
            format!("There are no `{collection}`. Write one of: {}.", names.join(", ")),
        )
    })
}

/// Imports a file, or says what would happen.
pub(super) async fn import(
    app: &App,
    caller: &Caller,
    arguments: &ImportArguments,
    input: Input,
    output: &Output,
) -> Result<u8> {
    let kind = kind_of(caller, &arguments.collection)?;
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let content = input.content;
    // Reading a large file takes seconds of one processor; other requests must not wait for it.
    let table = tokio::task::spawn_blocking(move || transfer::read(&content, &name, &transfer::Options::default()))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))??;
    let mapping = mapping(app, caller, kind, &table, arguments, input.beside.as_deref()).await?;
    if arguments.propose {
        output.line(serde_json::to_string_pretty(&mapping.to_json()?)?).await;
        return Ok(0);
    }
    let options = Options { duplicates: duplicates(arguments), ..Options::default() };
    let report = if arguments.dry_run {
        import::dry_run(app.database(), caller, kind, &table, &mapping, &options).await?
    } else {
        let never = AtomicBool::new(false);
        import::run(app.database(), caller, kind, &table, &mapping, &options, |_| {}, &never).await?
    };
    tell(arguments, &table, &report, output).await
}

async fn mapping(
    app: &App,
    caller: &Caller,
    kind: &'static RecordType,
    table: &Table,
    arguments: &ImportArguments,
    given: Option<&str>,
) -> Result<Mapping> {
    let mut mapping = match given {
        Some(text) => {
            let json = serde_json::from_str(text)
                .map_err(|error| Error::Malformed(format!("The mapping is no JSON: {error}.")))?;
            Mapping::from_json(&json)?
        }
        None => match transfer::remembered(app.database(), caller, kind, table).await? {
            Some((_, known)) => known,
            None => transfer::propose(&caller.configuration.schema, caller, kind, table),
        },
    };
    if !arguments.match_on.is_empty() {
        mapping.match_on.clone_from(&arguments.match_on);
    }
    mapping.mode = match arguments.mode.as_deref() {
        Some("create") => Mode::Create,
        Some("update") => Mode::Update,
        Some("upsert") => Mode::Upsert,
        _ => mapping.mode,
    };
    Ok(mapping)
}

fn duplicates(arguments: &ImportArguments) -> DuplicatePolicy {
    match arguments.duplicates.as_deref() {
        Some("create") => DuplicatePolicy::Create,
        Some("update") => DuplicatePolicy::Update,
        _ => DuplicatePolicy::Skip,
    }
}

/// Tells what became of the lines; the exit code is 2 where some could not be taken.
async fn tell(arguments: &ImportArguments, table: &Table, report: &Report, output: &Output) -> Result<u8> {
    let is_told = |line: &&LineReport| arguments.dry_run || !line.messages.is_empty();
    for line in report.lines.iter().filter(is_told).take(MOST_TOLD) {
        output.note(format!("line {}: {}{}", line.line, status(line.status), sentences(&line.messages))).await;
    }
    let counts = report.counts;
    let would = if arguments.dry_run { " (dry run: nothing was written)" } else { "" };
    output
        .note(format!(
            "{} created, {} updated, {} unchanged, {} duplicates, {} failed, {} others created{would}",
            counts.created, counts.updated, counts.unchanged, counts.duplicates, counts.failed, counts.also_created
        ))
        .await;
    if !arguments.dry_run {
        output.note(format!("operation {} (beheer undo takes it back)", report.operation)).await;
    }
    if arguments.errors.is_some() {
        output.bytes(Bytes::from(transfer::error_file(table, &report.messages())?)).await;
    }
    Ok(if counts.failed > 0 { 2 } else { 0 })
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Created => "created",
        Status::Updated => "updated",
        Status::Unchanged => "unchanged",
        Status::Duplicate => "duplicate",
        Status::Failed => "failed",
    }
}

fn sentences(messages: &[String]) -> String {
    if messages.is_empty() { String::new() } else { format!(": {}", messages.join(" ")) }
}

/// Exports records as a stream.
pub(super) async fn export(app: &App, caller: &Caller, arguments: &ExportArguments, output: &Output) -> Result<u8> {
    let kind = kind_of(caller, &arguments.collection)?;
    let mut listing = Listing { action: Action::Export, ..Listing::new(caller, kind) };
    if let Some(text) = &arguments.filter {
        let may_use = |field: &AnyField| decide::may_see(caller, kind, field);
        listing.filter = filter::parse(&caller.configuration.schema, kind, text, &may_use)?;
    }
    if let Some(text) = &arguments.fields {
        listing.fields = Some(query::list::parse_fields(caller, kind, text)?);
    }
    let format = match arguments.format.as_str() {
        "xlsx" => FileFormat::Xlsx,
        "json" => FileFormat::Json,
        "vcard" => FileFormat::Vcard,
        _ => FileFormat::Csv,
    };
    let options = transfer::WriteOptions::default();
    let mut file = pin!(transfer::export(app.database(), caller, kind, &listing, format, options).await?);
    while let Some(bytes) = file.next().await {
        let mut bytes = bytes?;
        while !bytes.is_empty() {
            let some = bytes.split_to(bytes.len().min(MOST_AT_ONCE));
            output.bytes(some).await;
        }
    }
    Ok(0)
}
