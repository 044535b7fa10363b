//! Transfer: files that people bring and take away, as tables of cells.
//!
//! Readers turn bytes into a [`Table`], writers turn rows into bytes, and `convert` turns text as people write it into typed
//! forms. Everything here is a pure function over bytes: no database, no record types, no HTTP.

mod archive;
pub mod convert;
mod csv;
mod encoding;
pub mod errors;
mod jcard;
mod json;
mod sniff;
pub mod table;
mod vcard;
mod vcard_lines;
pub mod write;
mod xlsx;

#[cfg(test)]
mod tests;

pub use self::errors::error_file;
pub use self::table::{Cell, Detected, FileFormat, LineProblem, Options, Parts, Row, Table, read};
pub use self::write::{OutCell, RowWriter, WriteOptions, writer};
