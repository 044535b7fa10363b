//! Excel workbooks: one sheet as a table, its dates as dates and its numbers as exact text.
//!
//! Cells are read one after the other and not as a range: a range is dense, so two cells in far corners would fill the memory.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use chrono::{NaiveDate, NaiveTime};

use crate::error::{Error, Result};
use crate::transfer::archive::{self, damaged};
use crate::transfer::sniff;
use crate::transfer::table::{
    Cell, Detected, FileFormat, Gathering, LineProblem, MAX_COLUMNS, Options, Table, check_columns, check_size,
};

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table> {
    // The library trusts cell references; a false one may overflow in it, and that is the file's fault and not ours.
    let found = catch_unwind(AssertUnwindSafe(|| {
        archive::check(bytes)?;
        open(bytes, options)
    }));
    let (sheet, lines, sheets) = found.unwrap_or_else(|_| Err(damaged()))?;
    assemble(lines, options, Detected { sheet: Some(sheet), sheets, ..Detected::default() })
}

/// A sheet row as it stands: its number, its cells, and what is wrong with one of them.
struct Line {
    number: u64,
    cells: Vec<Cell>,
    fault: Option<String>,
}

/// Opens the workbook and reads the rows of the sheet that is asked for.
fn open(bytes: &[u8], options: &Options) -> Result<(String, Vec<Line>, Vec<String>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let tables = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let all: Vec<(String, bool)> =
        tables.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    let sheet = match &options.sheet {
        Some(wanted) => names.iter().find(|name| *name == wanted).ok_or_else(|| {
            Error::invalid(
                "sheet",
                "unknown_sheet",
                format!("There is no sheet called \"{wanted}\". The workbook has: {}.", names.join(", ")),
            )
        })?,
        None => all
            .iter()
            .find(|(_, visible)| *visible)
            .or(all.first())
            .map(|(name, _)| name)
            .ok_or_else(|| Error::Malformed("The workbook has no sheet with cells. Choose another file.".into()))?,
    };
    let lines = read_sheet(&mut workbook, sheet)?;
    Ok((sheet.clone(), lines, names))
}

/// The rows of one sheet that have anything in them.
fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Line>> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| damaged())?;
    let mut lines: Vec<Line> = Vec::new();
    let mut count = 0;
    while let Some(found) = reader.next_cell().map_err(|_| damaged())? {
        let (row, column) = found.get_position();
        let (cell, fault) = match convert(found.get_value()) {
            Ok(Cell::Empty) => continue,
            Ok(cell) => (cell, None),
            Err(what) => (Cell::Empty, Some(format!("Cell {} {what}", reference(column, row)))),
        };
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        check_columns(column.saturating_add(1))?;
        let number = u64::from(row) + 1;
        if lines.last().is_none_or(|line| line.number != number) {
            lines.push(Line { number, cells: Vec::new(), fault: None });
        }
        if let Some(line) = lines.last_mut() {
            // Only the gap before this cell counts: a cell that is given twice replaces the first.
            let width = line.cells.len().max(column + 1);
            count += width - line.cells.len();
            line.cells.resize(width, Cell::Empty);
            if let Some(place) = line.cells.get_mut(column) {
                *place = cell;
            }
            line.fault = line.fault.take().or(fault);
        }
        // One row more than the limit may be the header.
        check_size(lines.len().saturating_sub(1), count)?;
    }
    Ok(lines)
}

/// Makes the table: the first row is the header unless the options say that there is none.
fn assemble(lines: Vec<Line>, options: &Options, detected: Detected) -> Result<Table> {
    let has_header = options.header.unwrap_or(true);
    let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0).min(MAX_COLUMNS);
    let mut lines = lines.into_iter();
    let header = if has_header { lines.next() } else { None };
    if width == 0 || (has_header && header.is_none()) {
        return Err(Error::Malformed(format!(
            "The sheet \"{}\" is empty. Choose another sheet or file.",
            detected.sheet.unwrap_or_default()
        )));
    }
    let names: Vec<String> = header.iter().flat_map(|line| &line.cells).map(Cell::to_text).collect();
    let columns = sniff::column_names(&names, width);
    let mut gathering = Gathering::default();
    for Line { number, mut cells, fault } in lines {
        if let Some(fault) = fault {
            gathering.problem(LineProblem::new(number, fault, cells))?;
        } else {
            cells.resize(columns.len(), Cell::Empty);
            gathering.row(number, cells)?;
        }
    }
    let detected = Detected { header: has_header, ..detected };
    Ok(Table { format: FileFormat::Xlsx, columns, rows: gathering.rows, detected, problems: gathering.problems })
}

/// A cell of ours, or what is wrong with it.
fn convert(value: &DataRef<'_>) -> Result<Cell, String> {
    Ok(match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Bool(yes) => Cell::YesNo(*yes),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => decimal(*number).map_or(Cell::Empty, Cell::Number),
        DataRef::DateTime(moment) => from_serial(moment)?,
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::Error(error) => {
            return Err(format!("holds the error {error}. Mend the formula, or replace it by its value."));
        }
    })
}

/// The shortest decimal text of a number. Beyond fifteen digits a fraction is noise of binary arithmetic (0.1 + 0.2), which
/// spreadsheets do not show either; whole numbers are kept as they are.
fn decimal(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    let exact = format!("{number}");
    let digits = exact.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    if digits <= 15 || !exact.contains('.') {
        return Some(if exact == "-0" { "0".into() } else { exact });
    }
    let rounded: f64 = format!("{number:.14e}").parse().ok()?;
    Some(format!("{rounded}"))
}

/// A date, a moment, or (where only a time of day or a duration is shown) its text.
fn from_serial(moment: &ExcelDateTime) -> Result<Cell, String> {
    let value = moment.as_f64();
    let out_of_range = || format!("holds the number {value} shown as a date, which is no date. Write the date out.");
    if !(0.0..2_958_466.0).contains(&value) {
        return Err(out_of_range());
    }
    if moment.is_duration() || value < 1.0 {
        #[expect(clippy::cast_possible_truncation, reason = "within the range that was just checked")]
        let seconds = (value * 86_400.0).round() as i64;
        return Ok(Cell::Text(format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)));
    }
    // Not the library's own conversion to a date: that one needs a feature, and gives Excel's 29 February 1900.
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).ok_or_else(out_of_range)?;
    let time = NaiveTime::from_hms_milli_opt(u32::from(hour), u32::from(minute), u32::from(second), u32::from(milli));
    let time = time.ok_or_else(out_of_range)?;
    if time == NaiveTime::MIN {
        return Ok(Cell::Date(date.format("%Y-%m-%d").to_string()));
    }
    Ok(Cell::Time(date.and_time(time).and_utc().timestamp_micros()))
}

/// A date or moment that stands in the file as ISO 8601 text.
fn iso(text: &str) -> Cell {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Cell::Date(date.format("%Y-%m-%d").to_string());
    }
    crate::clock::parse_time(text)
        .or_else(|| crate::clock::parse_time(&format!("{text}Z")))
        .map_or_else(|| Cell::text(text), Cell::Time)
}

/// A cell's name in the sheet, for example `AB12`.
fn reference(column: u32, row: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &(u64::from(row) + 1).to_string()
}
