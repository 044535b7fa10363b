//! What an import says on the command line: its mapping, how far it is, and what became of the lines.

use bytes::Bytes;

use crate::cli::arguments::ImportArguments;
use crate::cli::work::Output;
use crate::error::Result;
use crate::transfer::import::{Counts, LineReport, Progress, Report, Status};
use crate::transfer::{self, Mapping, Message, Table, Target};

/// The most lines that an import tells one by one; a dry run tells all.
const MOST_TOLD: usize = 200;
/// Lines between two words on how far it is.
const STEP: usize = 10_000;

/// Shows which column goes where.
pub(super) async fn mapping(mapping: &Mapping, output: &Output) {
    for (own, second) in [(mapping, false)].into_iter().chain(mapping.also.as_deref().map(|also| (also, true))) {
        let by =
            if own.match_on.is_empty() { String::new() } else { format!(", found by {}", own.match_on.join(", ")) };
        let each = if second { "and a" } else { "Each line is a" };
        output.note(format!("{each} {}{by}:", own.record_type)).await;
        for column in own.columns.iter().filter(|column| !second || column.target != Target::Ignore) {
            let from = match (column.column.as_str(), &column.value) {
                ("", Some(value)) => format!("always \"{value}\""),
                (name, _) => name.to_owned(),
            };
            let note = column.note.as_deref().map(|note| format!("  ({note})")).unwrap_or_default();
            output.note(format!("  {from} → {}{note}", column.target)).await;
        }
    }
}

/// Says how far an import is, every so many lines.
pub(super) fn progress(output: &Output) -> impl FnMut(Progress) + Send + use<> {
    let output = output.clone();
    let mut told = 0;
    move |progress| {
        if progress.done / STEP > told && progress.done < progress.total {
            told = progress.done / STEP;
            output.murmur(&format!("{} of {} lines are done.", progress.done, progress.total));
        }
    }
}

/// Tells of every line what would become of it; the exit code is 2 where some could not be taken.
pub(super) async fn foretell(
    arguments: &ImportArguments,
    table: &Table,
    report: &Report,
    output: &Output,
) -> Result<u8> {
    for line in &report.lines {
        let text = format!("line {}: {}{}", line.line, would(line.status), sentences(&line.messages));
        // The report is what a dry run is for; with --errors, standard output is that file.
        if arguments.errors.is_some() { output.note(text).await } else { output.line(text).await }
    }
    output.note(format!("{} Nothing was written.", summary(report.counts, true))).await;
    end(arguments, table, report, output).await
}

/// Tells what became of the lines; the exit code is 2 where some could not be taken.
pub(super) async fn tell(arguments: &ImportArguments, table: &Table, report: &Report, output: &Output) -> Result<u8> {
    let told: Vec<&LineReport> = report.lines.iter().filter(|line| !line.messages.is_empty()).collect();
    for line in told.iter().take(MOST_TOLD) {
        output.note(format!("line {}: {}{}", line.line, became(line.status), sentences(&line.messages))).await;
    }
    if let Some(more) = told.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        output.note(format!("… and {more} more lines; --errors FILE writes those that failed to a file.")).await;
    }
    output.note(summary(report.counts, false)).await;
    output.note(format!("`beheer undo {}` takes it back.", report.operation)).await;
    end(arguments, table, report, output).await
}

async fn end(arguments: &ImportArguments, table: &Table, report: &Report, output: &Output) -> Result<u8> {
    if arguments.errors.is_some() {
        output.bytes(Bytes::from(transfer::error_file(table, &report.messages())?)).await;
    }
    Ok(if report.counts.failed > 0 { 2 } else { 0 })
}

/// The counts in a sentence.
fn summary(counts: Counts, is_dry: bool) -> String {
    let words = |did: &'static str, would: &'static str| if is_dry { would } else { did };
    let parts = [
        (counts.created, "line", words("created a record", "would create a record")),
        (counts.updated, "line", words("changed a record", "would change a record")),
        (counts.unchanged, "line", words("changed nothing", "would change nothing")),
        (counts.duplicates, "line", words("left out as a duplicate", "would be left out as a duplicate")),
        (counts.failed, "line", words("failed", "would fail")),
        (counts.also_created, "further record", words("made", "would be made")),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, noun, what)| format!("{count} {noun}{} {what}", if count == 1 { "" } else { "s" }))
        .collect();
    if told.is_empty() { "There was no line to import.".into() } else { format!("{}.", told.join(", ")) }
}

const fn became(status: Status) -> &'static str {
    match status {
        Status::Created => "created",
        Status::Updated => "changed",
        Status::Unchanged => "unchanged",
        Status::Duplicate => "left out as a duplicate",
        Status::Failed => "failed",
    }
}

const fn would(status: Status) -> &'static str {
    match status {
        Status::Created => "would be created",
        Status::Updated => "would be changed",
        Status::Unchanged => "would stay as it is",
        Status::Duplicate => "would be left out as a duplicate",
        Status::Failed => "would fail",
    }
}

fn sentences(messages: &[Message]) -> String {
    let said: Vec<String> = messages.iter().map(ToString::to_string).collect();
    if said.is_empty() { ".".into() } else { format!(": {}", said.join(" ")) }
}
