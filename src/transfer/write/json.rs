//! JSON: an array of objects, written one by one.

use std::io::Write;

use serde_json::value::RawValue;

use crate::error::Result;
use crate::transfer::table::Cell;
use crate::transfer::write::{OutCell, RowWriter, fitted};

/// Writes JSON.
pub(super) struct JsonWriter<W: Write> {
    out: W,
    columns: Vec<String>,
    is_first: bool,
}

impl<W: Write> JsonWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, columns: Vec::new(), is_first: true }
    }

    fn value(&mut self, cell: &Cell) -> Result<()> {
        match cell {
            Cell::Empty => self.out.write_all(b"null")?,
            Cell::YesNo(yes) => serde_json::to_writer(&mut self.out, yes)?,
            Cell::List(items) => serde_json::to_writer(&mut self.out, items)?,
            // As raw text, so that no float stands between; text that is no number in JSON is written as text.
            Cell::Number(number) => match serde_json::from_str::<&RawValue>(number) {
                Ok(raw) if raw.get().starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) => {
                    self.out.write_all(number.as_bytes())?;
                }
                _ => serde_json::to_writer(&mut self.out, number)?,
            },
            Cell::Text(_) | Cell::Date(_) | Cell::Time(_) => serde_json::to_writer(&mut self.out, &cell.to_text())?,
        }
        Ok(())
    }
}

impl<W: Write> RowWriter for JsonWriter<W> {
    fn start(&mut self, columns: &[String]) -> Result<()> {
        self.columns = columns.to_vec();
        Ok(self.out.write_all(b"[")?)
    }

    fn row(&mut self, cells: &[OutCell]) -> Result<()> {
        self.out.write_all(if std::mem::take(&mut self.is_first) { b"\n{" } else { b",\n{" })?;
        let columns = std::mem::take(&mut self.columns);
        for (index, (name, cell)) in columns.iter().zip(fitted(cells, columns.len())).enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            serde_json::to_writer(&mut self.out, name)?;
            self.out.write_all(b":")?;
            self.value(cell)?;
        }
        self.columns = columns;
        Ok(self.out.write_all(b"}")?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.write_all(b"\n]\n")?;
        Ok(self.out.flush()?)
    }
}
