//! `beheer import`, `beheer export` and `beheer duplicates`.

use std::pin::pin;
use std::sync::atomic::AtomicBool;

use futures::StreamExt;

use crate::app::App;
use crate::cli::arguments::{ExportArguments, ImportArguments};
use crate::cli::frames::Input;
use crate::cli::words;
use crate::cli::work::Output;
use crate::error::{Error, Result};
use crate::model::value::Currency;
use crate::model::{AnyField, RecordType, filter};
use crate::query::{self, Listing};
use crate::rights::policy::Action;
use crate::rights::{Caller, decide};
use crate::transfer::import::{self, DuplicatePolicy, Options};
use crate::transfer::{self, FileFormat, Mapping, Mode, Table};

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
    let options = options(app, arguments)?;
    let reading = reading(arguments)?;
    let _turn = app.turn().await;
    let content = input.content;
    // Reading a large file takes seconds of one processor; other requests must not wait for it.
    let table = tokio::task::spawn_blocking(move || transfer::read(&content, &name, &reading))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))??;
    let mapping = mapping(app, caller, kind, &table, arguments, input.beside.as_deref()).await?;
    if let Some(name) = &arguments.keep_mapping {
        transfer::remember(app.database(), caller, name, &mapping).await?;
        output.note(format!("The mapping is kept as `{name}`.")).await;
    }
    if arguments.propose {
        output.line(serde_json::to_string_pretty(&mapping.to_json()?)?).await;
        return Ok(0);
    }
    if arguments.dry_run {
        words::mapping(&mapping, output).await;
        let report = import::dry_run(app.database(), caller, kind, &table, &mapping, &options).await?;
        return words::foretell(arguments, &table, &report, output).await;
    }
    if let Some(operation) = options.operation {
        output.note(format!("Operation {operation}: should it break off, --resume {operation} goes on with it.")).await;
    }
    let never = AtomicBool::new(false);
    let progress = words::progress(output);
    let report = import::run(app.database(), caller, kind, &table, &mapping, &options, progress, &never).await?;
    words::tell(arguments, &table, &report, output).await
}

fn options(app: &App, arguments: &ImportArguments) -> Result<Options> {
    let resumed = arguments.resume.as_deref().map(str::parse).transpose();
    let resumed =
        resumed.map_err(|()| Error::invalid("resume", "wrong_type", "This is not the id of an operation."))?;
    let currency = Currency::parse(&arguments.currency);
    Ok(Options {
        duplicates: policy(arguments),
        currency: currency
            .ok_or_else(|| Error::invalid("currency", "wrong_form", "An ISO 4217 code, like EUR, is expected here."))?,
        operation: Some(resumed.unwrap_or_else(|| app.database().ids().next())),
        ..Options::default()
    })
}

/// What was said about the file.
fn reading(arguments: &ImportArguments) -> Result<transfer::Options> {
    Ok(transfer::Options {
        format: None,
        delimiter: arguments.delimiter.as_deref().map(transfer::Options::delimiter_named).transpose()?,
        encoding: arguments.encoding.clone(),
        header: arguments.header,
        sheet: arguments.sheet.clone(),
    })
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

fn policy(arguments: &ImportArguments) -> DuplicatePolicy {
    match arguments.duplicates.as_deref() {
        Some("create") => DuplicatePolicy::Create,
        Some("update") => DuplicatePolicy::Update,
        _ => DuplicatePolicy::Skip,
    }
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
        output.bytes(bytes?).await;
    }
    Ok(0)
}

/// Lists the pairs that seem to be the same: both ids, both titles, and what they have in common, with tabs between them.
pub(super) async fn duplicates(app: &App, caller: &Caller, collection: &str, output: &Output) -> Result<u8> {
    let kind = kind_of(caller, collection)?;
    if !transfer::duplicates::has_rules(kind) {
        return Err(Error::Malformed(format!("{} are not compared with each other.", kind.plural_label)));
    }
    let (mut after, mut count) = (None, 0_u64);
    loop {
        let (alike, next) = transfer::duplicates::next(app.database(), caller, kind, after).await?;
        for (record, found) in alike {
            let title = record.text("title").unwrap_or_default();
            for duplicate in found {
                let id = duplicate.id.map(|id| id.to_string()).unwrap_or_default();
                output
                    .line([&id, &duplicate.title, &record.id.to_string(), title, duplicate.rule.name()].join("\t"))
                    .await;
                count += 1;
            }
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    output.note(if count == 1 { "1 pair.".to_owned() } else { format!("{count} pairs.") }).await;
    Ok(0)
}
