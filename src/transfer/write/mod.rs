//! Writers: rows into files, one after the other, so that no table need be in memory.

mod csv;
mod json;
mod vcard;
mod xlsx;

use std::io::Write;

use crate::error::Result;
use crate::transfer::table::{Cell, FileFormat};

/// A cell to be written: the same as one that was read.
pub type OutCell = Cell;

/// Writes rows in one format. The order is `start`, any number of `row`s, `finish`.
pub trait RowWriter {
    /// Begins the file with the names of its columns.
    fn start(&mut self, columns: &[String]) -> Result<()>;
    /// Writes one row; missing cells are empty, those beyond the columns are left out.
    fn row(&mut self, cells: &[OutCell]) -> Result<()>;
    /// Ends the file. Without it the file is not whole.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// CSV: what stands between cells.
    pub delimiter: u8,
    /// CSV: begin with a byte order mark, without which Excel mistakes UTF-8 for something else.
    pub byte_order_mark: bool,
    /// vCard: write version 3.0, which old programs need, and not 4.0.
    pub old_vcard: bool,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { delimiter: b',', byte_order_mark: false, old_vcard: false }
    }
}

/// The writer for `format` into `out`.
pub fn writer<'a>(
    format: FileFormat,
    out: impl Write + Send + 'a,
    options: WriteOptions,
) -> Result<Box<dyn RowWriter + Send + 'a>> {
    Ok(match format {
        FileFormat::Csv => Box::new(csv::CsvWriter::new(out, options)?),
        FileFormat::Xlsx => Box::new(xlsx::XlsxWriter::new(out)?),
        FileFormat::Json => Box::new(json::JsonWriter::new(out)),
        FileFormat::Vcard => Box::new(vcard::VcardWriter::new(out, options)),
    })
}

/// The cells of a row, as many as there are columns.
fn fitted(cells: &[OutCell], width: usize) -> impl Iterator<Item = &OutCell> {
    cells.iter().chain(std::iter::repeat(&Cell::Empty)).take(width)
}
