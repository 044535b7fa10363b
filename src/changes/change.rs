//! What a caller wants changed: changes, batches and operations (`design.md` §10.2).

use crate::id::Id;
use crate::model::{Input, RecordType};

/// The most changes one batch holds.
pub const MOST: usize = 1_000;

/// What is to happen to a record.
#[derive(Debug, Clone)]
pub enum What {
    /// Make it.
    Create(Input),
    /// Give fields new values.
    Update(Input),
    /// Put it into the bin.
    Delete,
    /// Take it out of the bin.
    Restore,
}

/// A change of one record.
#[derive(Debug, Clone)]
pub struct Change {
    /// The record type.
    pub kind: &'static RecordType,
    /// The record; a new one may leave it open.
    pub id: Option<Id>,
    /// The version it must have; any where none is given.
    pub version: Option<i64>,
    /// What is to happen.
    pub what: What,
    /// What the journal calls it, where it is more than created, updated, deleted or restored: `converted`, `merged`.
    pub named: Option<&'static str>,
}

impl Change {
    /// Makes a record.
    pub const fn create(kind: &'static RecordType, input: Input) -> Self {
        Self { kind, id: None, version: None, what: What::Create(input), named: None }
    }

    /// Changes a record.
    pub const fn update(kind: &'static RecordType, id: Id, input: Input) -> Self {
        Self { kind, id: Some(id), version: None, what: What::Update(input), named: None }
    }

    /// Puts a record into the bin.
    pub const fn delete(kind: &'static RecordType, id: Id) -> Self {
        Self { kind, id: Some(id), version: None, what: What::Delete, named: None }
    }

    /// Takes a record out of the bin.
    pub const fn restore(kind: &'static RecordType, id: Id) -> Self {
        Self { kind, id: Some(id), version: None, what: What::Restore, named: None }
    }

    /// The same for a record with this id.
    #[must_use]
    pub const fn with_id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// The same, if the record is at this version.
    #[must_use]
    pub const fn at_version(mut self, version: Option<i64>) -> Self {
        self.version = version;
        self
    }

    /// The same under another name in the journal.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.named = Some(name);
        self
    }
}

/// What an operation is: several batches that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// An import of a file.
    Import,
    /// A change of many records at once.
    Bulk,
    /// Taking something back.
    Undo,
    /// Making one record of two.
    Merge,
    /// Turning a lead into organisation, contact and deal.
    Conversion,
}

impl OperationKind {
    /// The name in the journal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Bulk => "bulk",
            Self::Undo => "undo",
            Self::Merge => "merge",
            Self::Conversion => "conversion",
        }
    }
}

/// Several batches that belong together, and are undone together.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its id, the same in all its batches.
    pub id: Id,
    /// What it is.
    pub kind: OperationKind,
}

/// Changes that are committed whole or not at all.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// The operation they are part of.
    pub operation: Option<Operation>,
    /// Whether problems are to say which change they belong to (`/operations/3/…`).
    pub numbered: bool,
    /// Whether it is only tried, and nothing of it will be kept.
    pub trial: bool,
}

impl Batch {
    /// A batch of one.
    pub fn one(change: Change) -> Self {
        Self { changes: vec![change], ..Self::default() }
    }

    /// A batch of several.
    pub fn of(changes: Vec<Change>) -> Self {
        Self { changes, ..Self::default() }
    }

    /// The same as part of an operation.
    #[must_use]
    pub fn within(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// The same as a trial, of which nothing will be kept.
    #[must_use]
    pub fn tried(mut self) -> Self {
        self.trial = true;
        self
    }

    /// The same with problems that say which change they belong to.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        self.numbered = true;
        self
    }
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The record type.
    pub kind: &'static RecordType,
    /// The record.
    pub id: Id,
    /// Its version now.
    pub version: i64,
    /// Whether anything was written; a change to what is already so writes nothing.
    pub changed: bool,
}

impl Eq for RecordType {}
