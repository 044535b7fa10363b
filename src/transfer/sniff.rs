//! What a CSV file says about itself: its delimiter, whether its first row is a header, and the names of its columns.

use std::collections::HashSet;

use crate::transfer::csv::Records;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const SAMPLE_BYTES: usize = 64 * 1024;
const SAMPLE_RECORDS: usize = 50;

/// The delimiter that cuts the first lines into the most even rows; a comma where none does.
pub(crate) fn delimiter(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let mut best = (b',', 0.0_f64);
    for delimiter in DELIMITERS {
        let score = evenness(sample, delimiter, end < text.len());
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// From 0 (never cuts) to 1 (cuts every row into the same many cells).
#[expect(clippy::cast_precision_loss, reason = "at most fifty rows of a few thousand cells")]
fn evenness(sample: &str, delimiter: u8, is_cut: bool) -> f64 {
    let mut widths: Vec<usize> =
        Records::new(sample, delimiter, 1).take(SAMPLE_RECORDS).map(|record| record.cells.len()).collect();
    // The last record of a cut sample is cut too.
    if is_cut && widths.len() > 1 && widths.len() < SAMPLE_RECORDS {
        widths.pop();
    }
    let Some(common) = most_common(&widths) else { return 0.0 };
    if common < 2 {
        return 0.0;
    }
    let share = widths.iter().filter(|width| **width == common).count() as f64 / widths.len() as f64;
    // Decimal commas cut data rows evenly too, but never the header.
    let first = if widths.first() == Some(&common) { 1.0 } else { 0.5 };
    share * share * first * (1.0 - 1.0 / common as f64)
}

/// The number that occurs most; of several, the largest.
pub(crate) fn most_common(numbers: &[usize]) -> Option<usize> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first().copied())
}

/// Whether `first` holds the names of the columns over `later`: nothing in it looks like data, no name occurs twice (unless the
/// rows below are clearly of another kind), and no name returns in its own column below.
pub(crate) fn is_header(first: &[String], later: &[Vec<String>]) -> bool {
    let names: Vec<&str> = first.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    if names.is_empty() || names.iter().any(|name| looks_like_data(name)) {
        return false;
    }
    let below = |column: usize| later.iter().filter_map(move |row| row.get(column)).map(|cell| cell.trim());
    let returns = |column: usize, name: &str| !name.is_empty() && below(column).any(|cell| cell == name);
    if first.iter().enumerate().any(|(column, name)| returns(column, name.trim())) {
        return false;
    }
    let differs = |column: usize| {
        let mut cells = below(column).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(looks_like_data)
    };
    names.iter().collect::<HashSet<_>>().len() == names.len() || (0..first.len()).any(differs)
}

/// Numbers, dates, telephone numbers, mail and web addresses are never names of columns.
fn looks_like_data(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > letters || (cell.contains('@') && cell.contains('.')) || cell.contains("://")
}

/// Distinct, non-empty names from what stands in a header, `width` of them.
pub(crate) fn column_names(header: &[String], width: usize) -> Vec<String> {
    let mut taken = HashSet::new();
    (0..width.max(header.len()))
        .map(|index| {
            let given = header.get(index).map_or("", |name| name.trim());
            let wanted = if given.is_empty() { format!("Column {}", index + 1) } else { given.replace('\0', "") };
            let mut name = wanted.clone();
            let mut count = 2;
            while !taken.insert(name.clone()) {
                name = format!("{wanted} ({count})");
                count += 1;
            }
            name
        })
        .collect()
}
