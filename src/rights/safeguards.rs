//! What protects figures and sensitive data whatever roles say: how many records a sum needs, and of which classes it is kept who
//! read them. Where several say something, the strictest counts.

use std::collections::BTreeSet;

use crate::model::{AnyField, DataClass, RecordType};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::{Action, View};

/// The fewest records that any sum of what is not seen exactly is of.
pub const FEWEST: u64 = 5;

/// The safeguards in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safeguards {
    /// Of how many records a sum has to be, at least, for those who do not see each of them exactly.
    pub least: u64,
    /// The classes of which it is kept who read them.
    pub protected: BTreeSet<DataClass>,
}

impl Default for Safeguards {
    fn default() -> Self {
        Self { least: FEWEST, protected: BTreeSet::from([DataClass::Special, DataClass::Bank]) }
    }
}

impl Safeguards {
    /// Adds what one more of them says.
    pub fn tighten(&mut self, least: Option<u64>, protected: impl IntoIterator<Item = DataClass>) {
        self.least = self.least.max(least.unwrap_or_default());
        self.protected.extend(protected);
    }
}

/// What changes of which records a sum is.
const CHANGING: [Action; 6] =
    [Action::Create, Action::Update, Action::Delete, Action::Import, Action::Merge, Action::Convert];

/// Whether the caller may be told, roughly, what all records together come to of a figure that he does not see.
///
/// He must see it in bands wherever he reads, so that its size is no news; exactly nowhere, so that nothing he knows can be put beside
/// what he does not; and change no record of the type, so that two sums are never one record apart by his own doing.
pub fn may_know_whole(caller: &Caller, kind: &RecordType, field: &AnyField) -> bool {
    let class = kind.class_of(field);
    let banded = decide::view_rows(caller, kind, class, View::Banded);
    let reached = decide::rows(caller, Action::Read, kind);
    !caller.is_program()
        && !field.is_secret()
        && reached != Rows::None
        && banded.holds(&reached)
        && decide::class_rows(caller, kind, class) == Rows::None
        && CHANGING.into_iter().all(|action| decide::rows(caller, action, kind) == Rows::None)
}
