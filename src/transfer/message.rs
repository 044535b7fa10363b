//! Messages: what is to be said of a line of a file. Each has a code, and beside it what stands in its sentence, so that an edge can
//! say it in the language of whoever reads it; the sentence here is English.

use serde::{Deserialize, Serialize};

use crate::error::FieldProblem;
use crate::model::{AnyField, RecordType};

/// Something to be said of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// Stable code: one of ours, or that of a problem with a field.
    pub code: Box<str>,
    /// The column of the file that it is about; empty where it is about the line.
    #[serde(default)]
    pub column: Box<str>,
    /// A piece of the file, the title of a record, or a number.
    #[serde(default)]
    pub text: Box<str>,
    /// What else stands in the sentence: what can be chosen, or what two records have in common.
    #[serde(default)]
    pub beside: Box<str>,
    /// Name of the record type that it is about.
    #[serde(default)]
    pub kind: Box<str>,
    /// Names of the fields of that type; with a point between a list and its part.
    #[serde(default)]
    pub fields: Box<[String]>,
    /// What is wrong within.
    #[serde(default)]
    pub why: Option<Box<Self>>,
    /// The sentence in English, without the column.
    pub detail: Box<str>,
}

impl Message {
    /// A message with its sentence in English.
    pub(super) fn new(code: &str, detail: impl Into<Box<str>>) -> Self {
        Self { code: code.into(), detail: detail.into(), ..Self::default() }
    }

    /// The same about a column.
    pub(super) fn at(mut self, column: &str) -> Self {
        self.column = column.into();
        self
    }

    /// The same with a piece of the file, or a title.
    pub(super) fn with(mut self, text: impl Into<Box<str>>) -> Self {
        self.text = text.into();
        self
    }

    /// The same with something else in its sentence.
    pub(super) fn beside(mut self, text: impl Into<Box<str>>) -> Self {
        self.beside = text.into();
        self
    }

    /// The same about fields of a type.
    pub(super) fn of<'a>(mut self, kind: &RecordType, fields: impl IntoIterator<Item = &'a AnyField>) -> Self {
        self.kind = kind.name.into();
        self.fields = fields.into_iter().map(|field| field.name.to_owned()).collect();
        self
    }

    /// The same because of another.
    pub(super) fn because(mut self, why: Self) -> Self {
        self.why = Some(Box::new(why));
        self
    }

    /// The same, said of a field of a type where it was said of a value alone.
    pub(super) fn placed(mut self, kind: &RecordType, path: impl Into<String>) -> Self {
        if self.kind.is_empty() && !self.fields.is_empty() {
            self.kind = kind.name.into();
            self.fields = [path.into()].into();
        }
        self
    }

    /// What is wrong with a field of a record.
    pub(super) fn problem(kind: &RecordType, problem: &FieldProblem, detail: String) -> Self {
        // Numbers in a pointer are places in a list.
        let path = problem.pointer.split('/').filter(|part| !part.is_empty() && part.parse::<u64>().is_err());
        let path = path.collect::<Vec<_>>().join(".");
        Self { kind: kind.name.into(), fields: [path].into(), ..Self::new(problem.code, detail) }
    }
}

/// In English.
impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.column.is_empty() { f.write_str(&self.detail) } else { write!(f, "{}: {}", self.column, self.detail) }
    }
}
