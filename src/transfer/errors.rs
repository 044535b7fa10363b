//! The lines that were refused, as a file to mend and bring again: as they came, with what is wrong in two more columns.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::transfer::table::{Cell, FileFormat, Table};
use crate::transfer::write::{WriteOptions, writer};

/// Column with the place of the line in the first file.
pub const LINE_COLUMN: &str = "Import line";
/// Column with what is wrong.
pub const ERROR_COLUMN: &str = "Import error";

/// The CSV file of all bad lines in the order of the first file: those that could not be read, and those in `messages`, which has
/// sentences by line. It has the delimiter of the first file and begins with a byte order mark, for Excel.
pub fn error_file(table: &Table, messages: &BTreeMap<u64, Vec<String>>) -> Result<Vec<u8>> {
    let unread = table.problems.iter().map(|problem| (problem.line, &problem.cells, problem.detail.clone()));
    let refused = table.rows.iter().filter_map(|row| Some((row.line, &row.cells, messages.get(&row.line)?.join(" "))));
    let mut bad: Vec<(u64, &Vec<Cell>, String)> = unread.chain(refused).collect();
    bad.sort_by_key(|(line, _, _)| *line);

    // A line with too many cells comes back with all of them; a file that is brought a second time keeps its two columns.
    let kept: Vec<usize> = (0..table.columns.len())
        .filter(|index| !table.columns.get(*index).is_some_and(|name| name == LINE_COLUMN || name == ERROR_COLUMN))
        .collect();
    let widest = bad.iter().map(|(_, cells, _)| cells.len()).max().unwrap_or(0);
    let beyond: Vec<usize> = (table.columns.len()..widest).collect();
    let mut columns: Vec<String> = kept.iter().filter_map(|index| table.columns.get(*index).cloned()).collect();
    columns.extend([LINE_COLUMN.to_string(), ERROR_COLUMN.to_string()]);
    columns.extend(beyond.iter().map(|index| format!("Column {}", index + 1)));

    let mut out = Vec::new();
    let delimiter = table.detected.delimiter.unwrap_or(b',');
    let options = WriteOptions { delimiter, byte_order_mark: true, ..WriteOptions::default() };
    let mut file = writer(FileFormat::Csv, &mut out, options)?;
    file.start(&columns)?;
    for (line, cells, message) in bad {
        let at = |index: &usize| cells.get(*index).cloned().unwrap_or_default();
        let mut row: Vec<Cell> = kept.iter().map(at).collect();
        row.extend([Cell::Number(line.to_string()), Cell::text(message)]);
        row.extend(beyond.iter().map(at));
        file.row(&row)?;
    }
    file.finish()?;
    Ok(out)
}
