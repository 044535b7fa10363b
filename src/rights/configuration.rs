//! The configuration in force: schema, policy and reason policy of one moment, shared by all requests until it changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::id::Id;
use crate::model::Schema;
use crate::rights::effective::Effective;
use crate::rights::policy::Policy;
use crate::rights::reasons::ReasonPolicy;

/// Schema, policy and reason policy of one moment.
#[derive(Debug, Default)]
pub struct Configuration {
    /// Which moment: counts the changes of configuration.
    pub epoch: i64,
    /// Record types with the fields of this installation.
    pub schema: Schema,
    /// Who may do what.
    pub policy: Policy,
    /// Where a reason is needed.
    pub reasons: ReasonPolicy,
    /// What record types and fields are called here, where it is not what the program calls them.
    pub labels: Vec<OwnLabel>,
    effective: Mutex<HashMap<Id, Arc<Effective>>>,
}

/// What an installation calls a record type, or one of its fields, in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnLabel {
    /// Name of the record type.
    pub record_type: String,
    /// Name of the field; none where the type itself is meant.
    pub field: Option<String>,
    /// The language (BCP 47).
    pub language: String,
    /// The label.
    pub label: String,
    /// What several records of the type are called.
    pub plural: Option<String>,
}

impl Configuration {
    /// Puts it together.
    pub fn new(epoch: i64, schema: Schema, policy: Policy, reasons: ReasonPolicy) -> Self {
        Self { epoch, schema, policy, reasons, labels: Vec::new(), effective: Mutex::default() }
    }

    /// The same, with these labels.
    #[must_use]
    pub fn with_labels(mut self, labels: Vec<OwnLabel>) -> Self {
        self.labels = labels;
        self
    }

    /// What a user may do, worked out once.
    pub fn effective(&self, user: Id) -> Arc<Effective> {
        let mut known = self.effective.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(user).or_insert_with(|| Arc::new(self.policy.of_user(user))))
    }
}
