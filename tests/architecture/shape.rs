//! The shape of files and folders: opening lines, lengths, `mod.rs` style, nothing left for later.

use std::collections::{BTreeMap, BTreeSet};

use crate::scan::{Source, is_name, name};

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 80;

/// A file says in its first one to five lines what it is for. Test files (`tests*.rs`) need not.
pub(crate) fn opening(path: &str, text: &str) -> Vec<String> {
    let file = path.rsplit('/').next().unwrap_or(path);
    if file.starts_with("tests") || path.contains("/tests/") {
        return Vec::new();
    }
    let lines: Vec<_> = text.lines().take_while(|line| line.starts_with("//!")).collect();
    let said = lines.iter().any(|line| line.trim_start_matches("//!").trim().len() >= 10);
    match lines.len() {
        0 => vec![format!("{path}: does not open with `//!`")],
        1..=5 if said => Vec::new(),
        1..=5 => vec![format!("{path}: its `//!` says nothing")],
        many => vec![format!("{path}: opens with {many} lines of `//!`")],
    }
}

pub(crate) fn lengths(path: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let lines = text.lines().count();
    if lines > FILE_LINES {
        findings.push(format!("{path}: {lines} lines"));
    }
    let source = Source::of(text);
    for at in source.places("fn ") {
        let called = name(source.code[at + 3..].trim_start());
        let Some(end) = source.block_end(at) else { continue };
        let length = source.line(end) - source.line(at) + 1;
        if !called.is_empty() && length > FUNCTION_LINES {
            findings.push(format!("{path}:{}: `{called}` has {length} lines", source.line(at)));
        }
    }
    findings
}

/// No `foo.rs` beside `foo/`, and no folder of fewer than three files. Folders without Rust files do not count.
pub(crate) fn folders(paths: &[String]) -> Vec<String> {
    let mut entries: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        let mut rest = path.as_str();
        while let Some((folder, entry)) = rest.rsplit_once('/') {
            entries.entry(folder).or_default().insert(entry);
            rest = folder;
        }
    }
    let mut findings = Vec::new();
    for (folder, entries) in &entries {
        if paths.iter().any(|path| path.strip_suffix(".rs") == Some(*folder)) {
            findings.push(format!("{folder}.rs stands beside {folder}/: move it to {folder}/mod.rs"));
        }
        if !folder.contains('/') {
            continue;
        }
        if !entries.contains("mod.rs") {
            findings.push(format!("{folder}/ has no mod.rs"));
        }
        if entries.len() < 3 {
            findings.push(format!("{folder}/ has {} files: one file is enough", entries.len()));
        }
    }
    findings
}

/// Work put off in a comment, tests that do not run, lints that are silenced without a reason.
pub(crate) fn leftovers(path: &str, text: &str) -> Vec<String> {
    let source = Source::of(text);
    let mut findings = Vec::new();
    for word in ["TODO", "FIXME", "XXX"] {
        for (at, _) in source.comments.match_indices(word) {
            let whole =
                !source.comments[..at].ends_with(is_name) && !source.comments[at + word.len()..].starts_with(is_name);
            if whole {
                findings.push(format!("{path}:{}: {word}", source.line(at)));
            }
        }
    }
    for attribute in ["#[ignore", "#[allow(", "#![allow("] {
        for at in source.places(attribute) {
            findings.push(format!("{path}:{}: {attribute}", source.line(at)));
        }
    }
    findings
}

/// Names that stand on one side only. Without migrations at all there must be no database module either.
pub(crate) fn migrations(sqlite: &[String], postgres: &[String], needed: bool) -> Vec<String> {
    if needed && (sqlite.is_empty() || postgres.is_empty()) {
        return vec!["migrations/sqlite or migrations/postgres is empty".into()];
    }
    let missing = |here: &[String], there: &[String], engine: &str| {
        let absent = here.iter().filter(|name| !there.contains(name));
        absent.map(|name| format!("{name} is missing from migrations/{engine}")).collect::<Vec<_>>()
    };
    [missing(sqlite, postgres, "postgres"), missing(postgres, sqlite, "sqlite")].concat()
}
