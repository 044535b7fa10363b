//! The server and its engine, tested as people would use them, on both databases.

#[macro_use]
mod support;

mod api_records;
mod changes;
mod console;
mod journal;
mod records;
mod undo;
