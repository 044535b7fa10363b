//! XLSX: rows go to a temporary file as they come, and into the workbook at the end, so memory stays small.

use std::io::Write;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::error::{Error, Result};
use crate::transfer::table::Cell;
use crate::transfer::write::{OutCell, RowWriter, fitted};

/// Rows of one sheet, the header included.
const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Characters (of UTF-16) in one cell.
const MAX_TEXT: usize = 32_767;
/// Days between Excel's day 0 and 1970-01-01.
const UNIX_DAY: f64 = 25_569.0;

/// Writes a workbook of one sheet.
pub(super) struct XlsxWriter<W: Write + Send> {
    out: W,
    workbook: Workbook,
    next_row: u32,
    width: usize,
    date: Format,
    time: Format,
    bold: Format,
}

impl<W: Write + Send> XlsxWriter<W> {
    pub(super) fn new(out: W) -> Result<Self> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet_with_constant_memory().map_err(fault)?;
        Ok(Self {
            out,
            workbook,
            next_row: 0,
            width: 0,
            date: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            bold: Format::new().set_bold(),
        })
    }

    /// The number of the row that comes now.
    fn advance(&mut self) -> Result<u32> {
        let row = self.next_row;
        if row >= MAX_SHEET_ROWS {
            return Err(Error::TooLarge(format!(
                "A sheet holds at most {MAX_SHEET_ROWS} rows. Export less at once, or as CSV."
            )));
        }
        self.next_row += 1;
        Ok(row)
    }
}

impl<W: Write + Send> RowWriter for XlsxWriter<W> {
    fn start(&mut self, columns: &[String]) -> Result<()> {
        self.width = columns.len();
        let row = self.advance()?;
        let sheet = self.workbook.worksheet_from_index(0).map_err(fault)?;
        for (column, name) in (0..).zip(columns) {
            sheet.write_string_with_format(row, column, short(name), &self.bold).map_err(fault)?;
        }
        Ok(())
    }

    fn row(&mut self, cells: &[OutCell]) -> Result<()> {
        let row = self.advance()?;
        let (date, time) = (&self.date, &self.time);
        let sheet = self.workbook.worksheet_from_index(0).map_err(fault)?;
        for (column, cell) in (0..).zip(fitted(cells, self.width)) {
            write(sheet, row, column, cell, date, time).map_err(fault)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.workbook.save_to_writer(&mut self.out).map_err(fault)?;
        Ok(self.out.flush()?)
    }
}

/// Writes one cell. Text is always written as text, so that none becomes a formula or a link.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    date: &Format,
    time: &Format,
) -> Result<(), XlsxError> {
    let serial = match cell {
        Cell::Empty => return Ok(()),
        Cell::YesNo(yes) => return sheet.write_boolean(row, column, *yes).map(drop),
        Cell::Number(text) => match exact(text) {
            Some(number) => return sheet.write_number(row, column, number).map(drop),
            None => None,
        },
        Cell::Date(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| {
            let days = day.signed_duration_since(NaiveDate::default()).num_days();
            (i32::try_from(days).map_or(0.0, f64::from) + UNIX_DAY, date)
        }),
        Cell::Time(at) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a serial date is a float, exact to the millisecond it can show"
            )]
            let days = (at / 1000) as f64 / 86_400_000.0;
            Some((days + UNIX_DAY, time))
        }
        Cell::Text(_) | Cell::List(_) => None,
    };
    match serial {
        // Before 1 March 1900 Excel's calendar is wrong by a day.
        Some((serial, format)) if (61.0..2_958_466.0).contains(&serial) => {
            sheet.write_number_with_format(row, column, serial, format).map(drop)
        }
        _ => sheet.write_string(row, column, short(&cell.to_text())).map(drop),
    }
}

/// The number, where a spreadsheet keeps all its digits; one with more than fifteen is written as text.
fn exact(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > 15 { None } else { text.parse().ok() }
}

/// Text cut to what a cell holds.
fn short(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_TEXT
    });
    end.map_or(text, |(end, _)| &text[..end])
}

fn fault(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) => error.into(),
        other => Error::Internal(Box::new(other)),
    }
}
