//! JSON: an array of objects, `{"items": […]}`, one object, or one object on each line.
//!
//! Values are taken as raw text first, so that a number stays exactly what was written and not what a float makes of it.

use std::collections::HashMap;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Error, Result};
use crate::transfer::encoding;
use crate::transfer::table::{
    Cell, Detected, FileFormat, Gathering, LineProblem, MAX_DEPTH, Parts, Row, Table, check_columns, check_size,
};

/// Reads a JSON file.
pub(crate) fn read(bytes: &[u8]) -> Result<Table> {
    let decoded = encoding::decode(bytes, None)?;
    let text = decoded.text.trim();
    let mut building = Building::default();
    match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) => building.whole(whole)?,
        Err(error) => {
            let mut lines = decoded.text.lines().filter(|line| !line.trim().is_empty());
            let by_line = lines.next().is_some_and(|first| serde_json::from_str::<Fields<'_>>(first).is_ok());
            if !by_line {
                return Err(malformed(&error));
            }
            building.by_line(&decoded.text)?;
        }
    }
    building.finish()
}

/// An object's fields in the order in which they stand.
pub(crate) struct Fields<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields<'de>, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry::<String, &'de RawValue>()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The table so far: columns appear as objects bring them.
#[derive(Default)]
struct Building {
    columns: Vec<String>,
    places: HashMap<String, usize>,
    gathering: Gathering,
}

impl Building {
    fn whole(&mut self, whole: &RawValue) -> Result<()> {
        let text = whole.get();
        if text.starts_with('[') {
            return self.items(text);
        }
        if !text.starts_with('{') {
            return Err(Error::Malformed(
                "The JSON is neither a list nor an object. Bring a list of objects, or {\"items\": [...]}.".into(),
            ));
        }
        let fields = serde_json::from_str::<Fields<'_>>(text).map_err(|error| malformed(&error))?;
        match fields.0.iter().find(|(name, value)| name == "items" && value.get().starts_with('[')) {
            Some((_, items)) => self.items(items.get()),
            None => self.item(1, text),
        }
    }

    fn items(&mut self, text: &str) -> Result<()> {
        let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| malformed(&error))?;
        check_size(items.len(), 0)?;
        (1..).zip(items).try_for_each(|(number, item)| self.item(number, item.get()))
    }

    fn by_line(&mut self, text: &str) -> Result<()> {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        lines.into_iter().try_for_each(|(number, line)| self.item(number, line))
    }

    /// Takes one object as a row.
    fn item(&mut self, number: u64, text: &str) -> Result<()> {
        let mut cells = Vec::new();
        let read = serde_json::from_str::<Fields<'_>>(text)
            .map_err(|_| "This is not a JSON object. Write it as {\"name\": \"value\"}.".to_string())
            .and_then(|fields| flatten(&fields, "", 1, &mut cells));
        if let Err(detail) = read {
            let shown = text.chars().take(200).collect::<String>();
            return self.gathering.problem(LineProblem::new(number, detail, vec![Cell::text(shown)]));
        }
        let mut row = vec![Cell::Empty; self.columns.len()];
        for (name, cell) in cells {
            let place = match self.places.get(&name) {
                Some(place) => *place,
                None => self.column(name)?,
            };
            row.resize(row.len().max(place + 1), Cell::Empty);
            if let Some(there) = row.get_mut(place) {
                *there = cell;
            }
        }
        self.gathering.row(number, row)
    }

    /// Adds a column and says where it is.
    fn column(&mut self, name: String) -> Result<usize> {
        check_columns(self.columns.len() + 1)?;
        self.columns.push(name.clone());
        self.places.insert(name, self.columns.len() - 1);
        Ok(self.columns.len() - 1)
    }

    fn finish(self) -> Result<Table> {
        let Self { columns, gathering: Gathering { mut rows, problems, .. }, .. } = self;
        if rows.is_empty() && problems.is_empty() {
            return Err(Error::Malformed("There is no object in the file. Choose a file with data in it.".into()));
        }
        check_size(rows.len(), rows.len().saturating_mul(columns.len()))?;
        let columns = crate::transfer::sniff::column_names(&columns, 1);
        for Row { cells, .. } in &mut rows {
            cells.resize(columns.len(), Cell::Empty);
        }
        Ok(Table { format: FileFormat::Json, columns, rows, detected: Detected::default(), problems })
    }
}

/// Turns an object into named cells; those of an object inside it get its name and a dot before theirs.
fn flatten(fields: &Fields<'_>, prefix: &str, depth: usize, cells: &mut Vec<(String, Cell)>) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Err(format!("The object is nested more than {MAX_DEPTH} levels deep. Flatten it."));
    }
    for (name, value) in &fields.0 {
        let name = format!("{prefix}{name}");
        if value.get().starts_with('{') {
            let inner = serde_json::from_str::<Fields<'_>>(value.get()).map_err(|error| error.to_string())?;
            flatten(&inner, &format!("{name}."), depth + 1, cells)?;
        } else {
            cells.push((name, cell(value.get(), depth + 1)?));
        }
    }
    Ok(())
}

/// The cell for a value that is not an object.
fn cell(raw: &str, depth: usize) -> Result<Cell, String> {
    Ok(match raw.bytes().next() {
        Some(b'"') => Cell::text(text_of(raw)?),
        Some(b't') => Cell::YesNo(true),
        Some(b'f') => Cell::YesNo(false),
        Some(b'[') => list(raw, depth)?,
        Some(b'-' | b'0'..=b'9') => match crate::transfer::convert::plain_decimal(raw) {
            Some(number) => Cell::Number(number),
            None => return Err(format!("The number {raw} is too large or too small. Write it as text.")),
        },
        _ => Cell::Empty,
    })
}

/// Objects become a list with parts; anything else stays JSON text.
fn list(raw: &str, depth: usize) -> Result<Cell, String> {
    if nesting(raw) + depth > MAX_DEPTH {
        return Err(format!("The object is nested more than {MAX_DEPTH} levels deep. Flatten it."));
    }
    let Ok(items) = serde_json::from_str::<Vec<Fields<'_>>>(raw) else { return Ok(Cell::text(raw)) };
    if items.is_empty() {
        return Ok(Cell::Empty);
    }
    let part = |(name, value): (String, &RawValue)| match value.get() {
        "null" | "\"\"" => None,
        text if text.starts_with('"') => Some(text_of(text).map(|text| (name, text))),
        text => Some(Ok((name, text.to_string()))),
    };
    let parts = |item: Fields<'_>| item.0.into_iter().filter_map(part).collect::<Result<Parts, String>>();
    Ok(Cell::List(items.into_iter().map(parts).collect::<Result<_, _>>()?))
}

/// How many levels deep JSON text goes; it is known to be well formed.
fn nesting(raw: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in raw.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The text of a JSON string.
fn text_of(raw: &str) -> Result<String, String> {
    serde_json::from_str(raw).map_err(|_| "A text holds half a character (a lone surrogate). Mend it.".to_string())
}

/// A sentence for a syntax error.
pub(crate) fn malformed(error: &serde_json::Error) -> Error {
    Error::Malformed(format!(
        "The JSON cannot be read at line {}, position {}. Check for a missing comma, quote or bracket there.",
        error.line(),
        error.column()
    ))
}
