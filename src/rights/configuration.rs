//! The configuration in force: schema, policy and reason policy of one moment, shared by all requests until it changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::id::Id;
use crate::model::Schema;
use crate::rights::policy::{Effective, Policy};
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
    effective: Mutex<HashMap<Id, Arc<Effective>>>,
}

impl Configuration {
    /// Puts it together.
    pub fn new(epoch: i64, schema: Schema, policy: Policy, reasons: ReasonPolicy) -> Self {
        Self { epoch, schema, policy, reasons, effective: Mutex::default() }
    }

    /// What a user may do, worked out once.
    pub fn effective(&self, user: Id) -> Arc<Effective> {
        let mut known = self.effective.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(user).or_insert_with(|| Arc::new(self.policy.of_user(user))))
    }
}
