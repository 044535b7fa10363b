//! jCard (RFC 7095): cards as JSON, one or an array of them.

use serde_json::Value;

use crate::error::Result;
use crate::transfer::encoding;
use crate::transfer::json::malformed;
use crate::transfer::table::{Cell, Detected, Gathering, LineProblem, Table};
use crate::transfer::vcard::{cells, table};
use crate::transfer::vcard_lines::Property;

/// Whether the file starts as a card or an array of cards in JSON.
pub(crate) fn looks_like_it(bytes: &[u8]) -> bool {
    let start: String = encoding::beginning(bytes).chars().filter(|c| !c.is_whitespace()).take(10).collect();
    start.starts_with("[\"vcard\"") || start.starts_with("[[\"vcard\"")
}

/// Reads a file of cards.
pub(crate) fn read(bytes: &[u8]) -> Result<Table> {
    let decoded = encoding::decode(bytes, None)?;
    let whole: Value = serde_json::from_str(decoded.text.trim()).map_err(|error| malformed(&error))?;
    let is_one = whole.get(0).is_some_and(Value::is_string);
    let one = std::slice::from_ref(&whole);
    let cards = if is_one { one } else { whole.as_array().map_or(one, Vec::as_slice) };
    let mut gathering = Gathering::default();
    for (number, card) in (1..).zip(cards) {
        let parts = card.get(0).and_then(Value::as_str).zip(card.get(1).and_then(Value::as_array));
        if let Some(("vcard", properties)) = parts {
            let properties: Vec<Property> = properties.iter().filter_map(property).collect();
            gathering.row(number, cells(&properties))?;
        } else {
            let shown: String = card.to_string().chars().take(200).collect();
            let detail = "This is not a card. A card is written as [\"vcard\", [...]].";
            gathering.problem(LineProblem::new(number, detail, vec![Cell::text(shown)]))?;
        }
    }
    table(gathering, Detected::default())
}

/// A property from `[name, {parameters}, type, value, …]`.
fn property(found: &Value) -> Option<Property> {
    let found = found.as_array()?;
    let [name, params, _, values @ ..] = found.as_slice() else { return None };
    let mut property = Property { name: name.as_str()?.to_ascii_uppercase(), ..Property::default() };
    for (name, value) in params.as_object().into_iter().flatten() {
        let name = name.to_ascii_uppercase();
        if name == "GROUP" {
            property.group = texts(value).concat();
        } else {
            property.params.extend(texts(value).into_iter().map(|value| (name.clone(), value)));
        }
    }
    property.text = values.iter().flat_map(texts).collect::<Vec<_>>().join(", ");
    property.components = match values {
        // One structured value has its parts in an array; several values are the parts of one.
        [Value::Array(parts)] => parts.iter().map(texts).collect(),
        values => values.iter().map(texts).collect(),
    };
    Some(property)
}

/// A value as texts: an array gives several.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.replace("\r\n", "\n").replace('\0', "")],
        Value::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}
