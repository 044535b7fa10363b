//! Records: the values of one thing, and the input that changes them.

use std::collections::BTreeMap;

use crate::id::Id;
use crate::model::field::Field;
use crate::model::record_type::RecordType;
use crate::model::value::{FieldValue, Value};

/// One record as it is stored or about to be stored.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its type.
    pub kind: &'static RecordType,
    /// Its id.
    pub id: Id,
    /// Counts its changes from 1; the `ETag`.
    pub version: i64,
    /// Values by field name; fields without a value, and fields that were not selected, are not in it.
    pub values: BTreeMap<&'static str, Value>,
}

impl Record {
    /// A record without values.
    pub fn new(kind: &'static RecordType, id: Id) -> Self {
        Self { kind, id, version: 0, values: BTreeMap::new() }
    }

    /// The value of a field.
    pub fn get<T: FieldValue>(&self, field: Field<T>) -> Option<T::Out> {
        self.values.get(field.name()).and_then(T::from_value)
    }

    /// Gives a field a value.
    pub fn set<T: FieldValue>(&mut self, field: Field<T>, value: T::Out) {
        self.values.insert(field.name(), T::into_value(value));
    }

    /// The value of the named field.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// A text value, for fields known to hold one.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether it is in the bin.
    pub fn is_deleted(&self) -> bool {
        self.values.contains_key("deleted_at")
    }
}

/// What a write says about fields: a value, or `None` to clear it; a field that is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input(pub BTreeMap<&'static str, Option<Value>>);

impl Input {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a field a value.
    #[must_use]
    pub fn with<T: FieldValue>(mut self, field: Field<T>, value: T::Out) -> Self {
        self.0.insert(field.name(), Some(T::into_value(value)));
        self
    }

    /// Gives a field a value where there is one.
    #[must_use]
    pub fn with_some<T: FieldValue>(self, field: Field<T>, value: Option<T::Out>) -> Self {
        match value {
            Some(value) => self.with(field, value),
            None => self,
        }
    }

    /// The same with what another input says on top of it.
    #[must_use]
    pub fn over(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Clears a field.
    #[must_use]
    pub fn without<T>(mut self, field: Field<T>) -> Self {
        self.0.insert(field.name(), None);
        self
    }

    /// Gives the named field a value or clears it.
    pub fn set(&mut self, name: &'static str, value: Option<Value>) {
        self.0.insert(name, value);
    }
}
