//! Transfer: files that people bring and take away, as tables of cells.
//!
//! Readers turn bytes into a [`Table`], writers turn rows into bytes, `convert` turns text as people write it into typed forms:
//! pure functions over bytes. `import` and `export` bring tables to records and back, through the doors of the engine.

mod apply;
mod archive;
mod cards;
pub mod convert;
mod csv;
pub mod duplicates;
mod encoding;
pub mod errors;
pub mod export;
mod flatten;
mod found;
mod headers;
pub mod import;
mod jcard;
mod json;
mod lines;
mod lookup;
pub mod mapping;
mod merging;
pub mod message;
pub mod namesakes;
mod plan;
mod prepare;
pub mod propose;
mod similar;
mod sniff;
mod synonyms;
pub mod table;
pub mod target;
mod vcard;
mod vcard_lines;
pub mod write;
mod written;
mod xlsx;

#[cfg(test)]
mod tests;

pub use self::duplicates::{Duplicate, Rule};
pub use self::errors::{error_file, retold};
pub use self::export::export;
pub use self::mapping::{ColumnMapping, Mapping, Mode, remember, remembered};
pub use self::message::Message;
pub use self::propose::propose;
pub use self::table::{Cell, Detected, FileFormat, LineProblem, Options, Parts, Row, Table, read};
pub use self::target::Target;
pub use self::write::{OutCell, RowWriter, WriteOptions, writer};
