//! Tests of the readers, the writers and the conversions.

mod convert;
mod csv;
mod files;
mod hostile;
mod json;
mod round_trip;
mod vcard;
mod xlsx;

use std::path::PathBuf;

use super::{Cell, Options, Table, read};

/// Bytes of a shared import file. Without the shared data the test is skipped, unless the machine must have it.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/import").join(name);
    let found = std::fs::read(&path).ok();
    if found.is_none() {
        assert!(std::env::var("CI_REQUIRE_SHARED").as_deref() != Ok("1"), "no shared data at {}", path.display());
        println!("skipped: no shared data");
    }
    found
}

/// Reads a file of which nothing is said.
fn table(bytes: impl AsRef<[u8]>, name: &str) -> Table {
    read(bytes.as_ref(), name, &Options::default()).unwrap()
}

/// The cell in `column` of the row at `index`.
fn cell<'a>(table: &'a Table, index: usize, column: &str) -> &'a Cell {
    let place = table.columns.iter().position(|name| name == column);
    &table.rows[index].cells[place.unwrap_or_else(|| panic!("no column {column} in {:?}", table.columns))]
}

/// The text of that cell.
fn text(table: &Table, index: usize, column: &str) -> String {
    cell(table, index, column).to_text()
}
