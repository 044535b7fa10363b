//! The server and its engine, tested as people would use them, on both databases.

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
