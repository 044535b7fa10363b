//! CSV as RFC 4180 has it, safe to open in a spreadsheet.

use std::borrow::Cow;
use std::io::Write;

use crate::error::{Error, Result};
use crate::transfer::csv::is_formula;
use crate::transfer::table::Cell;
use crate::transfer::write::{OutCell, RowWriter, WriteOptions, fitted};

/// Writes CSV.
pub(super) struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
    width: usize,
}

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(mut out: W, options: WriteOptions) -> Result<Self> {
        if options.byte_order_mark {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(options.delimiter).terminator(csv::Terminator::CRLF).flexible(true);
        Ok(Self { out: builder.from_writer(out), width: 0 })
    }
}

impl<W: Write> RowWriter for CsvWriter<W> {
    fn start(&mut self, columns: &[String]) -> Result<()> {
        self.width = columns.len();
        let names = columns.iter().map(|name| defused(name).into_owned());
        self.out.write_record(names).map_err(fault)
    }

    fn row(&mut self, cells: &[OutCell]) -> Result<()> {
        for cell in fitted(cells, self.width) {
            let text = cell.to_text();
            // A number is a number: only text is taken for a formula.
            let text = if matches!(cell, Cell::Number(_)) { Cow::Borrowed(text.as_str()) } else { defused(&text) };
            self.out.write_field(text.as_bytes()).map_err(fault)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(fault)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// Puts an apostrophe before text that a spreadsheet would compute. The reader takes it off again; so that it does so for nothing
/// else, text that already looks like that gets one more.
fn defused(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn fault(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::internal(format!("CSV: {other:?}")),
    }
}
