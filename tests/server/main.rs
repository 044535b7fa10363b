//! The server and its engine, tested as people would use them, on both databases.

#![cfg(test)]

#[macro_use]
mod support;

mod api_records;
mod changes;
mod console;
mod journal;
mod records;
mod rights;
mod schema;
mod transfer;
mod undo;
