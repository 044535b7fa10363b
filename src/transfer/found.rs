//! The records that the lines of a batch are about, found by what they are matched on with one query.

use std::collections::{BTreeSet, HashMap};

use crate::error::Result;
use crate::id::Id;
use crate::model::{AnyField, Record, RecordType, Value};
use crate::transfer::import::Session;
use crate::transfer::lines::{Line, Reader};
use crate::transfer::lookup;

/// Records that lines of a batch are about.
pub(super) struct Found {
    pub by_key: HashMap<String, Vec<Id>>,
    pub records: HashMap<Id, Record>,
}

impl Found {
    pub(super) async fn look_up(
        session: &Session<'_>,
        is_main: bool,
        lines: impl Iterator<Item = &Line>,
    ) -> Result<Self> {
        let mut found = Self { by_key: HashMap::new(), records: HashMap::new() };
        let Some(reader) = reader(session, is_main) else { return Ok(found) };
        let lines: Vec<&Line> = lines.collect();
        let Some(first) = reader.match_on.first() else { return Ok(found) };
        let mut wanted = BTreeSet::new();
        let mut fields: Vec<AnyField> = reader.match_on.iter().filter(|field| field.name != "id").copied().collect();
        for line in &lines {
            wanted.extend(values(reader.kind, first, line));
            for (name, value) in &line.input.0 {
                if let (Some(Value::List(_)), Some(list)) = (value, reader.kind.own_field(name))
                    && !fields.contains(list)
                {
                    fields.push(*list);
                }
            }
        }
        fields.push(crate::model::record_type::TITLE.any());
        for record in lookup::holding(session.database, &session.caller, reader.kind, first, &wanted, &fields).await? {
            let own = |field: &AnyField| lookup::keys_of(reader.kind, field, &record);
            for key in joined(reader.match_on.iter().map(own)) {
                found.by_key.entry(key).or_default().push(record.id);
            }
            found.records.insert(record.id, record);
        }
        Ok(found)
    }
}

/// The reader of a line's first or second record.
pub(super) fn reader<'a>(session: &'a Session<'_>, is_main: bool) -> Option<&'a Reader> {
    if is_main { Some(&session.main) } else { session.also.as_ref() }
}

/// The keys that a line gives to a field.
pub(super) fn values(kind: &RecordType, field: &AnyField, line: &Line) -> Vec<String> {
    if field.name == "id" {
        return line.id.map(Id::simple).into_iter().collect();
    }
    match line.input.0.get(field.name) {
        Some(Some(value)) => lookup::keys(kind, field, value),
        _ => Vec::new(),
    }
}

/// Every combination of one key of each field; none where a field has none.
pub(super) fn joined(fields: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    const MOST: usize = 50;
    let mut all: Option<Vec<String>> = None;
    for keys in fields {
        all = Some(match all {
            None => keys,
            Some(before) => before
                .iter()
                .flat_map(|one| keys.iter().map(move |key| format!("{one}\u{1f}{key}")))
                .take(MOST)
                .collect(),
        });
    }
    all.unwrap_or_default()
}
