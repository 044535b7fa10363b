//! CSV as people have it: any usual delimiter and encoding, line breaks in quotes, Excel's habits.
//!
//! The records are cut here and not by a library, because a quote that is never closed must cost one line and not the rest of
//! the file, and because every record must know the line it starts on, whatever the line ends are.

use crate::error::{Error, Result};
use crate::transfer::encoding::{self, Decoded};
use crate::transfer::sniff;
use crate::transfer::table::{
    Cell, Detected, FileFormat, Gathering, LineProblem, MAX_CELL_BYTES, MAX_COLUMNS, Options, Table, check_columns,
    unknown_delimiter,
};

/// How far a closing quote is looked for before the opening one is taken for a mistake.
const MAX_QUOTED_BYTES: usize = 1024 * 1024;
/// How many rows are looked at to find out about the header.
const SAMPLE_ROWS: usize = 100;

/// Reads a CSV file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table> {
    let Decoded { text, encoding, has_errors } = encoding::decode(bytes, options.encoding.as_deref())?;
    let (announced, text, first_line) = announced_delimiter(&text);
    let delimiter = match options.delimiter {
        Some(given) if given.is_ascii() && !matches!(given, b'"' | b'\r' | b'\n') => given,
        Some(_) => return Err(unknown_delimiter()),
        None => announced.unwrap_or_else(|| sniff::delimiter(text)),
    };
    let records = || Records::new(text, delimiter, first_line).filter(|record| !record.is_blank());
    let sample: Vec<Vec<String>> = records().take(SAMPLE_ROWS).map(|record| record.cells).collect();
    let Some((first, later)) = sample.split_first() else {
        return Err(Error::Malformed("There is no row with anything in it. Choose a file with data in it.".into()));
    };
    let header = options.header.unwrap_or_else(|| sniff::is_header(first, later));
    let columns = if header {
        sniff::column_names(without_empty_end(first), 1)
    } else {
        let widths: Vec<usize> = sample.iter().map(Vec::len).collect();
        sniff::column_names(&[], sniff::most_common(&widths).unwrap_or(1))
    };
    check_columns(columns.len())?;

    let mut gathering = Gathering::default();
    for record in records().skip(usize::from(header)) {
        take(&mut gathering, record, columns.len(), has_errors.then(|| encoding.name()))?;
    }
    let detected = Detected {
        delimiter: Some(delimiter),
        encoding: Some(encoding.name().to_string()),
        header,
        ..Detected::default()
    };
    Ok(Table { format: FileFormat::Csv, columns, rows: gathering.rows, detected, problems: gathering.problems })
}

/// Excel's `sep=;` on the first line; the delimiter it names, the rest, and the number of the line the rest starts on.
fn announced_delimiter(text: &str) -> (Option<u8>, &str, u64) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..end].trim_matches('"');
    match line.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|_| &line.as_bytes()[4..]) {
        Some([delimiter]) if delimiter.is_ascii() && *delimiter != b'"' => {
            let rest = &text[end..];
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
            (Some(*delimiter), rest, 2)
        }
        _ => (None, text, 1),
    }
}

/// Spreadsheets leave delimiters behind for columns that were emptied.
fn without_empty_end(cells: &[String]) -> &[String] {
    let used = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    &cells[..used]
}

/// Makes a row of a record, or a problem.
fn take(gathering: &mut Gathering, record: Record, width: usize, broken: Option<&str>) -> Result<()> {
    let Record { line, cells: texts, fault, .. } = record;
    let used = without_empty_end(&texts).len();
    let replaced = texts.iter().position(|cell| broken.is_some() && cell.contains('\u{FFFD}'));
    let detail = if let Some(fault) = fault {
        Some(fault)
    } else if used > width {
        Some(format!(
            "The line has {used} cells where there are {width} columns. Put quotes around cells that hold the delimiter."
        ))
    } else {
        replaced.map(|index| {
            format!(
                "Cell {} holds bytes that mean nothing in {}. Choose another encoding, or save the file as UTF-8.",
                index + 1,
                broken.unwrap_or_default()
            )
        })
    };
    let mut cells: Vec<Cell> = texts.into_iter().map(cell).collect();
    if let Some(detail) = detail {
        cells.truncate(MAX_COLUMNS);
        return gathering.problem(LineProblem::new(line, detail, cells));
    }
    cells.resize(width, Cell::Empty);
    gathering.row(line, cells)
}

/// A cell from its text. `NULL` is what databases write for nothing; a leading apostrophe only kept a spreadsheet from taking the
/// text for a formula.
fn cell(text: String) -> Cell {
    if text == "NULL" {
        return Cell::Empty;
    }
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => Cell::text(rest),
        _ => Cell::text(text),
    }
}

/// Whether a spreadsheet would compute this text instead of showing it.
pub(crate) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// One record: a line, or several where line breaks stand in quotes.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
    has_quotes: bool,
    fault: Option<String>,
}

impl Record {
    fn is_blank(&self) -> bool {
        !self.has_quotes && self.fault.is_none() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Cuts text into records.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    text: &'a str,
    position: usize,
    line: u64,
    delimiter: u8,
}

impl<'a> Records<'a> {
    pub(crate) fn new(text: &'a str, delimiter: u8, line: u64) -> Self {
        Self { text, position: 0, line, delimiter }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// Steps over one line end of any kind, if there is one.
    fn line_end(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.position..];
        let length = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return false,
        };
        self.position += length;
        self.line += 1;
        true
    }

    /// A cell without quotes, or what follows a closing quote by mistake, up to the delimiter or the end of the line.
    fn plain(&mut self, cell: &mut String) {
        let rest = &self.text.as_bytes()[self.position..];
        let end = rest.iter().position(|byte| *byte == self.delimiter || matches!(byte, b'\r' | b'\n'));
        let end = self.position + end.unwrap_or(rest.len());
        // Both ends are ASCII or the end of the text, so they are character boundaries.
        cell.push_str(self.text.get(self.position..end).unwrap_or_default());
        self.position = end;
    }

    /// A cell in quotes, from after the opening quote to after the closing one; false where there is no closing one.
    fn quoted(&mut self, cell: &mut String) -> bool {
        let start = self.position;
        loop {
            let rest = &self.text.as_bytes()[self.position..];
            let Some(end) = rest.iter().position(|byte| matches!(byte, b'"' | b'\r' | b'\n')) else { return false };
            let end = self.position + end;
            if end - start > MAX_QUOTED_BYTES {
                return false;
            }
            cell.push_str(self.text.get(self.position..end).unwrap_or_default());
            self.position = end;
            if self.peek() == Some(b'"') {
                self.position += 1;
                if self.peek() != Some(b'"') {
                    return true;
                }
                self.position += 1;
                cell.push('"');
            } else {
                let before = self.position;
                self.line_end();
                cell.push_str(self.text.get(before..self.position).unwrap_or_default());
            }
        }
    }

    /// Goes back to `start` and to the end of that one line: its quote is a mistake, the lines after it may be good.
    fn give_up(&mut self, start: usize, line: u64) -> Record {
        (self.position, self.line) = (start, line);
        let rest = &self.text.as_bytes()[start..];
        let end = start + rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
        let text = self.text.get(start..end).unwrap_or_default();
        self.position = end;
        self.line_end();
        // As they stand, quotes and all, so that the line can be given back in its columns.
        let cells = text.split(char::from(self.delimiter)).take(MAX_COLUMNS);
        Record {
            line,
            cells: cells.map(|cell| cell.chars().take(MAX_CELL_BYTES / 4).collect()).collect(),
            has_quotes: true,
            fault: Some("A quote opens a cell here and is never closed. Close it, or double it if it is text.".into()),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.peek()?;
        let (start, line) = (self.position, self.line);
        let mut cells = Vec::new();
        let mut has_quotes = false;
        loop {
            let mut cell = String::new();
            if self.peek() == Some(b'"') {
                self.position += 1;
                has_quotes = true;
                if !self.quoted(&mut cell) {
                    return Some(self.give_up(start, line));
                }
            }
            self.plain(&mut cell);
            // A line of nothing but delimiters would fill the memory before it is refused for its width.
            if cells.len() <= MAX_COLUMNS {
                cells.push(cell);
            }
            if self.peek() == Some(self.delimiter) {
                self.position += 1;
            } else {
                self.line_end();
                return Some(Record { line, cells, has_quotes, fault: None });
            }
        }
    }
}
