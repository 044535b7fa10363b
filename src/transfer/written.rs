//! What a dry run would have written so far, for later batches to build on. It is kept as text: as trees of values, a large file would
//! take ten times the room.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use crate::changes::{Change, What};
use crate::id::Id;
use crate::model::json::{read_value, write_value};
use crate::model::value::Items;
use crate::model::{Input, RecordType, Schema};
use crate::transfer::plan::items;

/// Records that were made or changed, with all that was written to them.
#[derive(Default)]
pub(super) struct Written(HashMap<Id, Kept>);

struct Kept {
    kind: &'static RecordType,
    is_new: bool,
    /// Field by field as JSON.
    text: Box<str>,
}

impl Written {
    /// Adds a change of a record.
    pub(super) fn add(&mut self, schema: &Schema, id: Id, change: &Change) {
        let (What::Create(input) | What::Update(input)) = &change.what else { return };
        let mut all = self.0.get(&id).map(Kept::fields).unwrap_or_default();
        for (name, value) in &input.0 {
            let field = schema.field(change.kind, name);
            let json = field.zip(value.as_ref()).map_or(Json::Null, |(field, value)| write_value(field, value));
            all.insert((*name).to_owned(), json);
        }
        let is_new = matches!(change.what, What::Create(_)) || self.0.get(&id).is_some_and(|kept| kept.is_new);
        let text = Json::Object(all).to_string().into_boxed_str();
        self.0.insert(id, Kept { kind: change.kind, is_new, text });
    }

    /// What was written to a record, as one change.
    pub(super) fn change(&self, schema: &Schema, id: Id) -> Option<Change> {
        let kept = self.0.get(&id)?;
        let mut input = Input::new();
        for (name, json) in kept.fields() {
            let Some(field) = schema.field(kept.kind, &name) else { continue };
            input.set(field.name, if json.is_null() { None } else { read_value(field, &json).ok() });
        }
        let what = if kept.is_new { What::Create(input) } else { What::Update(input) };
        Some(Change { kind: kept.kind, id: Some(id), version: None, what, named: None })
    }

    /// What was written to a list of a record; nothing where nothing was.
    pub(super) fn items(&self, schema: &Schema, id: Id, name: &str) -> Option<Items> {
        let kept = self.0.get(&id)?;
        let json = kept.fields().remove(name)?;
        let value = schema.field(kept.kind, name).and_then(|field| read_value(field, &json).ok());
        Some(items(value.as_ref()))
    }
}

impl Kept {
    fn fields(&self) -> Map<String, Json> {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}
