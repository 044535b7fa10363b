//! Holds the house to its plan: the direction of the layers, the shape of the files, and the doors that must stay few.
//!
//! Each checker is a function over (path, text), so that each is also shown to fail on a bad sample (`samples.rs`).

#![cfg(test)]

mod direction;
mod doors;
mod golden;
mod samples;
mod scan;
mod shape;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository: its path from the root, with `/`, and its text.
type File = (String, String);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under these folders, in a stable order.
fn rust_files(folders: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut found);
    }
    found.sort();
    assert!(!found.is_empty(), "no Rust files under {folders:?}: the test looks in the wrong place");
    found
}

fn collect(folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if entry.file_name() != "node_modules" {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Fails with the whole list, so that one run shows all there is to mend.
fn expect_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}\n({} findings)", findings.join("\n  "), findings.len());
}

fn over(files: &[File], check: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    files.iter().flat_map(|(path, text)| check(path, text)).collect()
}

#[test]
fn dependencies_point_down() {
    let findings = over(&rust_files(&["src"]), direction::check);
    expect_none("a module uses one that is not below it (ARCHITECTURE.md has the layers):", &findings);
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    expect_none("a file opens with `//!`, one to five lines:", &over(&rust_files(&["src"]), shape::opening));
}

#[test]
fn files_and_functions_stay_short() {
    let findings = over(&rust_files(&["src", "tests"]), shape::lengths);
    expect_none("files have at most 600 lines and functions at most 80:", &findings);
}

#[test]
fn a_folder_exists_from_three_files_on() {
    let paths: Vec<_> = rust_files(&["src"]).into_iter().map(|(path, _)| path).collect();
    expect_none("folders have a `mod.rs` and at least two files more:", &shape::folders(&paths));
}

#[test]
fn nothing_is_left_for_later_and_no_check_is_switched_off() {
    expect_none("do it now, or say it in an issue:", &over(&rust_files(&["src", "tests"]), shape::leftovers));
}

#[test]
fn sql_runs_in_the_database_module_only() {
    expect_none("SQL runs in src/database only:", &over(&rust_files(&["src"]), doors::sql));
}

#[test]
fn sockets_and_clients_live_in_outbound_only() {
    expect_none("the door out is src/outbound (and src/storage.rs):", &over(&rust_files(&["src"]), doors::sockets));
}

#[test]
fn every_place_that_writes_rows_is_listed() {
    let lines = over(&rust_files(&["src"]), doors::writers);
    golden::compare(
        "tests/golden/sql_writers.txt",
        "Every place that writes rows. Records change through `changes::commit` alone: a new line here is a new door.",
        &lines,
    );
}

#[test]
fn every_caller_without_a_person_is_listed_with_its_reason() {
    let lines = over(&rust_files(&["src"]), doors::system_callers);
    golden::compare(
        "tests/golden/system_callers.txt",
        "Every place where the program acts as itself, with its reason. Such a caller sees and may do everything.",
        &lines,
    );
}

#[test]
fn every_migration_exists_on_both_engines() {
    let names = |engine: &str| {
        let folder = root().join("migrations").join(engine);
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let needed = root().join("src/database").exists();
    expect_none("migrations:", &shape::migrations(&names("sqlite"), &names("postgres"), needed));
}
