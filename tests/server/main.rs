//! The server and its engine, tested as people would use them, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

#[macro_use]
mod support;

mod changes;
mod journal;
mod lists;
mod records;
mod rights;
mod schema;
mod undo;
mod writer;
