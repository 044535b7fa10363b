//! The lines that were refused, as a file to mend and bring again: as they came, with what is wrong in two more columns.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::transfer::table::{self, Cell, FileFormat, Options, Table};
use crate::transfer::write::{WriteOptions, writer};

/// The two columns by language: the place of the line in the first file, and what is wrong.
const COLUMNS: [(&str, &str, &str); 4] = [
    ("en", "Import line", "Import error"),
    ("nl", "Importregel", "Importfout"),
    ("de", "Importzeile", "Importfehler"),
    ("fr", "Ligne d’import", "Erreur d’import"),
];

/// Whether a column is one of the two, from whatever file it came.
fn is_ours(name: &str) -> bool {
    COLUMNS.iter().any(|(_, line, error)| name == *line || name == *error)
}

/// The CSV file of all bad lines in the order of the first file: those that could not be read, and those in `messages`, which has
/// sentences by line. It has the delimiter of the first file and begins with a byte order mark, for Excel.
pub fn error_file(table: &Table, messages: &BTreeMap<u64, Vec<String>>) -> Result<Vec<u8>> {
    let unread = table.problems.iter().map(|problem| (problem.line, &problem.cells, problem.detail.clone()));
    let refused = table.rows.iter().filter_map(|row| Some((row.line, &row.cells, messages.get(&row.line)?.join(" "))));
    let mut bad: Vec<(u64, &Vec<Cell>, String)> = unread.chain(refused).collect();
    bad.sort_by_key(|(line, _, _)| *line);

    // A line with too many cells comes back with all of them; a file that is brought a second time keeps its two columns.
    let kept: Vec<usize> =
        (0..table.columns.len()).filter(|index| !table.columns.get(*index).is_some_and(|name| is_ours(name))).collect();
    let widest = bad.iter().map(|(_, cells, _)| cells.len()).max().unwrap_or(0);
    let beyond: Vec<usize> = (table.columns.len()..widest).collect();
    let mut columns: Vec<String> = kept.iter().filter_map(|index| table.columns.get(*index).cloned()).collect();
    let [(_, line_column, error_column), ..] = COLUMNS;
    columns.extend([line_column.to_owned(), error_column.to_owned()]);
    columns.extend(beyond.iter().map(|index| format!("Column {}", index + 1)));

    let rows = bad.into_iter().map(|(line, cells, message)| {
        let at = |index: &usize| cells.get(*index).cloned().unwrap_or_default();
        let mut row: Vec<Cell> = kept.iter().map(at).collect();
        row.extend([Cell::Number(line.to_string()), Cell::text(message)]);
        row.extend(beyond.iter().map(at));
        row
    });
    written(table, &columns, rows)
}

/// The same file in another language; `say` gives the sentences of a line, where they are known.
pub fn retold(content: &[u8], language: &str, say: impl Fn(u64) -> Option<String>) -> Result<Vec<u8>> {
    let mut table = table::read(content, "errors.csv", &Options { header: Some(true), ..Options::default() })?;
    let [(_, line_column, error_column), ..] = COLUMNS;
    let place = |wanted: &str| table.columns.iter().position(|name| name == wanted);
    let known = COLUMNS.iter().find(|(tag, ..)| *tag == language);
    let (Some(line_at), Some(error_at), Some((_, line_name, error_name))) =
        (place(line_column), place(error_column), known)
    else {
        return Ok(content.to_vec());
    };
    let mut columns = std::mem::take(&mut table.columns);
    for (at, name) in [(line_at, line_name), (error_at, error_name)] {
        if let Some(column) = columns.get_mut(at) {
            (*name).clone_into(column);
        }
    }
    let rows = std::mem::take(&mut table.rows).into_iter().map(|row| {
        let mut cells = row.cells;
        let line = cells.get(line_at).and_then(|cell| cell.to_text().parse().ok());
        if let (Some(said), Some(cell)) = (line.and_then(&say), cells.get_mut(error_at)) {
            *cell = Cell::text(said);
        }
        cells
    });
    written(&table, &columns, rows)
}

fn written(table: &Table, columns: &[String], rows: impl Iterator<Item = Vec<Cell>>) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let delimiter = table.detected.delimiter.unwrap_or(b',');
    let options = WriteOptions { delimiter, byte_order_mark: true, ..WriteOptions::default() };
    let mut file = writer(FileFormat::Csv, &mut out, options)?;
    file.start(columns)?;
    for row in rows {
        file.row(&row)?;
    }
    file.finish()?;
    Ok(out)
}
