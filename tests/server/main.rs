//! The server and its engine, tested as people would use them, on both databases.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![cfg(test)]

#[macro_use]
mod support;

mod api_changes;
mod api_files;
mod api_input;
mod api_records;
mod api_session;
mod changes;
mod console;
mod document;
mod journal;
mod lists;
mod records;
mod rights;
mod schema;
mod transfer;
mod undo;
mod writer;
