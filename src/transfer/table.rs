//! The common shape of every file that comes in: named columns and rows of cells, with what was detected on the way.
//!
//! A line that cannot be read becomes a [`LineProblem`] and never stops the good ones. The limits are here, for all formats.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::transfer::{csv, encoding, jcard, json, vcard, xlsx};

/// Rows in one file.
pub const MAX_ROWS: usize = 1_000_000;
/// Columns in one file.
pub const MAX_COLUMNS: usize = 500;
/// Bytes in one cell.
pub const MAX_CELL_BYTES: usize = 64 * 1024;
/// Cells in one file, empty ones included: the memory that a table may take.
pub const MAX_CELLS: usize = 25_000_000;
/// Levels of nesting in JSON.
pub const MAX_DEPTH: usize = 32;
/// Problems that are kept; a file with more is not what it was taken for.
pub const MAX_PROBLEMS: usize = 10_000;

/// Makes a name look like another one. Its relatives stay: address books put them around telephone numbers, and they show no false text.
const RIGHT_TO_LEFT_OVERRIDE: char = '\u{202E}';

/// The named parts of one thing in a list, for example `value` and `type` of a phone number.
pub type Parts = BTreeMap<String, String>;

/// A file as rows of text cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What kind of file it is.
    pub format: FileFormat,
    /// Names of the columns: distinct and not empty.
    pub columns: Vec<String>,
    /// The rows that could be read; each has as many cells as there are columns.
    pub rows: Vec<Row>,
    /// What was found out about the file, for the preview.
    pub detected: Detected,
    /// The lines that could not be read.
    pub problems: Vec<LineProblem>,
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it starts, from 1: line (CSV, vCard, JSON by line), sheet row (XLSX), or place in the array (JSON).
    pub line: u64,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stands in the file.
    Text(String),
    /// Exact decimal text with a point, for example `-12.50`.
    Number(String),
    /// Yes or no.
    YesNo(bool),
    /// `YYYY-MM-DD`.
    Date(String),
    /// Microseconds since 1970 in UTC.
    Time(i64),
    /// Several things with named parts.
    List(Vec<Parts>),
}

impl Cell {
    /// Text, or `Empty` where there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as text, for previews and for formats that know nothing but text. A list becomes JSON, which loses nothing.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Date(text) => text.clone(),
            Self::YesNo(yes) => if *yes { "true" } else { "false" }.into(),
            Self::Time(at) => crate::clock::format_time(*at),
            Self::List(items) => serde_json::to_string(items).unwrap_or_default(),
        }
    }
}

/// The kinds of file that are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Text with delimiters.
    Csv,
    /// Office Open XML spreadsheet.
    Xlsx,
    /// vCard 2.1, 3.0 and 4.0, and jCard.
    Vcard,
    /// JSON: an array, `{"items": […]}`, or one object on each line.
    Json,
}

/// What was found out about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detected {
    /// CSV: what stands between cells.
    pub delimiter: Option<u8>,
    /// CSV and vCard: the character encoding, by its WHATWG name.
    pub encoding: Option<String>,
    /// CSV and XLSX: whether the first row held the names of the columns.
    pub header: bool,
    /// XLSX: the sheet that was read.
    pub sheet: Option<String>,
    /// XLSX: all sheets, to choose another one.
    pub sheets: Vec<String>,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct LineProblem {
    /// Where it starts, counted as in [`Row::line`].
    pub line: u64,
    /// Sentence for people: what is wrong and what to do.
    pub detail: String,
    /// What could be read of it, to hand the line back.
    pub cells: Vec<Cell>,
}

impl Options {
    /// A delimiter as people say it: the character, or its name.
    pub fn delimiter_named(text: &str) -> Result<u8> {
        match text {
            "tab" | "\\t" => Ok(b'\t'),
            "comma" => Ok(b','),
            "semicolon" => Ok(b';'),
            "bar" | "pipe" => Ok(b'|'),
            _ => match text.as_bytes() {
                [one] if one.is_ascii_graphic() && *one != b'"' || *one == b'\t' => Ok(*one),
                _ => Err(unknown_delimiter()),
            },
        }
    }
}

/// What cannot stand between cells.
pub(crate) fn unknown_delimiter() -> Error {
    Error::invalid(
        "delimiter",
        "unknown_delimiter",
        "This cannot stand between cells. Write one character, or tab, comma, semicolon or bar.",
    )
}

impl LineProblem {
    /// A problem with the line `line`.
    pub fn new(line: u64, detail: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self { line, detail: detail.into(), cells }
    }
}

/// What the person who brings the file says about it; what is not said is detected.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Options {
    /// The kind of file.
    pub format: Option<FileFormat>,
    /// CSV: what stands between cells.
    pub delimiter: Option<u8>,
    /// CSV and vCard: the character encoding, by any of its names.
    pub encoding: Option<String>,
    /// CSV and XLSX: whether the first row holds the names of the columns.
    pub header: Option<bool>,
    /// XLSX: the sheet to read.
    pub sheet: Option<String>,
}

/// Reads a whole file. The kind is taken from the options, else from the content, else from the name.
pub fn read(bytes: &[u8], file_name: &str, options: &Options) -> Result<Table> {
    if bytes.is_empty() {
        return Err(Error::Malformed("The file is empty. Choose a file with data in it.".into()));
    }
    refuse_binary(bytes, options)?;
    match options.format.map_or_else(|| detect_format(bytes, file_name), Ok)? {
        FileFormat::Csv | FileFormat::Vcard | FileFormat::Json if is_zip(bytes) => {
            Err(Error::Malformed("This is an archive or an Excel file. Read it as XLSX, or choose another one.".into()))
        }
        FileFormat::Csv => csv::read(bytes, options),
        FileFormat::Xlsx => xlsx::read(bytes, options),
        FileFormat::Vcard | FileFormat::Json if jcard::looks_like_it(bytes) => jcard::read(bytes),
        FileFormat::Vcard => vcard::read(bytes, options),
        FileFormat::Json => json::read(bytes),
    }
}

/// What pictures begin with; those of other kinds hold bytes that are in no text.
const PICTURES: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
/// Bytes of a file that are looked at to see whether it is a text.
const SAMPLE: usize = 8 * 1024;
/// One byte of so many may be one that is in no text, before the whole is none.
const STRANGE: usize = 50;

/// Refuses what is no table whatever it is called: a picture, a PDF, a program.
fn refuse_binary(bytes: &[u8], options: &Options) -> Result<()> {
    let refused = |what: &str| Err(Error::Malformed(what.into()));
    if bytes.starts_with(b"%PDF") {
        return refused("This is a PDF. Save the table as CSV or XLSX and try again.");
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    if is_webp || PICTURES.iter().any(|beginning| bytes.starts_with(beginning)) {
        return refused("This is a picture. Choose the file that has the table: CSV, XLSX, vCard or JSON.");
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let is_wide = options.encoding.as_deref().is_some_and(|name| name.to_ascii_lowercase().starts_with("utf-16"));
    if is_zip(bytes) || is_wide || encoding::is_wide(sample) {
        return Ok(());
    }
    let strange = sample.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    // A single one in a cell is a fault of its line.
    if strange > 1 && strange * STRANGE > sample.len() {
        return refused("This file holds no text, so there is no table in it. Choose a CSV, XLSX, vCard or JSON file.");
    }
    Ok(())
}

/// Whether it is an archive, as an XLSX file is.
fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The kind of a file, from its first bytes and then from its name.
fn detect_format(bytes: &[u8], file_name: &str) -> Result<FileFormat> {
    if is_zip(bytes) {
        return Ok(FileFormat::Xlsx);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Error::Malformed(
            "This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password and try again.".into(),
        ));
    }
    let start = encoding::beginning(bytes);
    let start = start.trim_start();
    if start.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCARD")) {
        return Ok(FileFormat::Vcard);
    }
    let name = file_name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&[".vcf", ".vcard", ".jcard"]) {
        return Ok(FileFormat::Vcard);
    }
    if (start.starts_with('{') || start.starts_with('[')) && !ends(&[".csv", ".tsv", ".txt"])
        || ends(&[".json", ".ndjson", ".jsonl"])
    {
        return Ok(FileFormat::Json);
    }
    if ends(&[".xlsx", ".xlsm"]) {
        return Err(Error::Malformed(
            "The name says this is an Excel file, but its content is not. Save it again as .xlsx and try again.".into(),
        ));
    }
    Ok(FileFormat::Csv)
}

/// Gathers rows and problems and holds them to the limits.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    pub(crate) rows: Vec<Row>,
    pub(crate) problems: Vec<LineProblem>,
    cells: usize,
}

impl Gathering {
    /// Takes a row; one with a cell that is too long or has a NUL in it becomes a problem.
    pub(crate) fn row(&mut self, line: u64, mut cells: Vec<Cell>) -> Result<()> {
        if let Some(detail) = cells.iter().enumerate().find_map(|(index, cell)| fault(index, cell)) {
            let cells = cells.into_iter().map(shortened).collect();
            return self.problem(LineProblem::new(line, detail, cells));
        }
        self.cells = self.cells.saturating_add(cells.len());
        check_size(self.rows.len() + 1, self.cells)?;
        // Rows stay until the end; room to grow in each of them would be a third of the table.
        cells.shrink_to_fit();
        self.rows.push(Row { line, cells });
        Ok(())
    }

    /// Takes a problem.
    pub(crate) fn problem(&mut self, problem: LineProblem) -> Result<()> {
        if self.problems.len() >= MAX_PROBLEMS {
            return Err(Error::Malformed(format!(
                "More than {MAX_PROBLEMS} lines cannot be read; the first is line {}: {} \
                 Check what kind of file this is, and its delimiter and encoding.",
                self.problems.first().map_or(0, |first| first.line),
                self.problems.first().map_or("", |first| first.detail.as_str()),
            )));
        }
        self.problems.push(problem);
        Ok(())
    }
}

/// Refuses a table of more rows or cells than the limits.
pub(crate) fn check_size(rows: usize, cells: usize) -> Result<()> {
    if rows > MAX_ROWS {
        return Err(Error::TooLarge(format!(
            "The file has more than {MAX_ROWS} rows. Split it and bring the parts one by one."
        )));
    }
    if cells > MAX_CELLS {
        return Err(Error::TooLarge(format!(
            "The file has more than {MAX_CELLS} cells. Leave out columns or split it, and bring the parts one by one."
        )));
    }
    Ok(())
}

/// Refuses more columns than the limit.
pub(crate) fn check_columns(count: usize) -> Result<()> {
    if count > MAX_COLUMNS {
        return Err(Error::TooLarge(format!(
            "The file has more than {MAX_COLUMNS} columns. Leave out the ones you do not need."
        )));
    }
    Ok(())
}

/// What is wrong with a cell of its own, if anything.
fn fault(index: usize, cell: &Cell) -> Option<String> {
    let fault_of = |text: &str| {
        if text.len() > MAX_CELL_BYTES {
            Some(format!(
                "Cell {} is {} bytes long; at most {MAX_CELL_BYTES} can be read. Shorten it or leave it out.",
                index + 1,
                text.len()
            ))
        } else if text.contains('\0') {
            Some(format!("Cell {} holds a NUL character. Remove it, or choose another encoding.", index + 1))
        } else if text.contains(RIGHT_TO_LEFT_OVERRIDE) {
            Some(format!("Cell {} holds a sign that makes text read backwards (U+202E). Remove it.", index + 1))
        } else {
            None
        }
    };
    match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Date(text) => fault_of(text),
        Cell::List(items) => items.iter().flat_map(BTreeMap::values).find_map(|text| fault_of(text)),
        Cell::Empty | Cell::YesNo(_) | Cell::Time(_) => None,
    }
}

/// A cell of a bad line, cut so that thousands of them stay small, and without NUL so that it can be written again.
fn shortened(cell: Cell) -> Cell {
    const KEEP: usize = 200;
    match cell {
        Cell::Text(text) if text.len() > KEEP || text.contains('\0') => {
            Cell::text(text.chars().filter(|c| *c != '\0').take(KEEP).collect::<String>())
        }
        Cell::List(_) => Cell::Empty,
        other => other,
    }
}
