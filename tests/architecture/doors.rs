//! The doors that must stay few: SQL, row writers, callers without a person, sockets.

use std::collections::BTreeMap;

use crate::scan::Source;

fn found(path: &str, source: &Source, needles: &[&str]) -> Vec<String> {
    let places = needles.iter().flat_map(|needle| source.places(needle).map(move |at| (at, needle)));
    places.map(|(at, needle)| format!("{path}:{}: {needle}", source.line(at))).collect()
}

/// Running SQL outside `src/database`.
pub(crate) fn sql(path: &str, text: &str) -> Vec<String> {
    if path.starts_with("src/database/") || path == "src/database.rs" {
        return Vec::new();
    }
    let source = Source::of(text);
    let mut findings = found(path, &source, &["sqlx::query", "raw_sql", "AssertSqlSafe", "sqlx::Executor"]);
    // The names of sqlx's methods are ordinary words, so they count only where sqlx is at hand.
    // Reading a row (`sqlx::FromRow`) is no door.
    if Source::of(&text.replace("sqlx::FromRow", "")).places("sqlx").next().is_some() {
        findings.extend(found(path, &source, &[".execute(", ".execute_many(", ".fetch_all(", ".fetch_one("]));
    }
    findings
}

/// Connections and clients that would bypass the proxy, the address policy and the register of destinations.
pub(crate) fn sockets(path: &str, text: &str) -> Vec<String> {
    // Tests are clients of the servers that they start.
    let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
    if is_test || path.starts_with("src/outbound/") || path == "src/outbound.rs" || path == "src/storage.rs" {
        return Vec::new();
    }
    let needles =
        ["TcpStream::connect", "TcpSocket::", "UdpSocket::", "reqwest::", "hyper::client", "hyper_util::client"];
    found(path, &Source::of(text), &needles)
}

const BUILDERS: &[&str] = &[
    "insert_into_table",
    "into_table(",
    "Query::insert",
    "Query::update",
    "Query::delete",
    "InsertStatement::new",
    "UpdateStatement::new",
    "DeleteStatement::new",
];

/// How often each way of writing rows occurs in a file: builders by name, and statements written as text.
pub(crate) fn writers(path: &str, text: &str) -> Vec<String> {
    let source = Source::of(text);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for builder in BUILDERS {
        let places = source.places(builder).filter(|&at| !source.code[..at].trim_end().ends_with("fn")).count();
        *counts.entry((*builder).into()).or_default() += places;
    }
    for literal in &source.literals {
        if let Some(statement) = writing_statement(&literal.text) {
            *counts.entry(format!("\"{statement}\"")).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > 0);
    counts.iter().map(|(what, count)| format!("{path}: {what} {count}")).collect()
}

/// The statement a text begins with, where it writes rows.
fn writing_statement(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let has = |word: &str| words.iter().any(|candidate| candidate == word);
    match words.first()?.as_str() {
        "insert" | "replace" if has("into") => Some("insert into"),
        "update" if has("set") => Some("update"),
        "delete" if has("from") => Some("delete from"),
        "truncate" if words.len() > 1 => Some("truncate"),
        "copy" | "merge" if has("into") || has("from") => Some("merge or copy"),
        "with" if has("insert") || has("update") || has("delete") => Some("with … write"),
        _ => None,
    }
}

/// Each `Caller::system(…)` with the reason it gives, or with the expression in its place.
pub(crate) fn system_callers(path: &str, text: &str) -> Vec<String> {
    let source = Source::of(text);
    let calls = source.places("Caller::system(").map(|at| {
        let inside = at + "Caller::system(".len();
        let literal = source
            .literals
            .iter()
            .find(|literal| literal.at > inside && source.code[inside..literal.at].trim().is_empty());
        match literal {
            Some(literal) => format!("{path}: {}", literal.text),
            None => format!("{path}: (not a plain text) {}", text[inside..].lines().next().unwrap_or_default()),
        }
    });
    let mut calls: Vec<_> = calls.collect();
    calls.sort();
    calls
}
