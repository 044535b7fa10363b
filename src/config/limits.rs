//! Section `limits`: how often somebody may try to sign in.

use serde::{Deserialize, Serialize};

use crate::config::Fault;

/// Section `limits`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Failed attempts to sign in within a quarter of an hour, from one network address.
    pub sign_in_per_address: u32,
    /// The same to one account.
    pub sign_in_per_account: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sign_in_per_address: 20, sign_in_per_account: 5 }
    }
}

impl Limits {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        let attempts = [
            ("limits.sign_in_per_address", self.sign_in_per_address),
            ("limits.sign_in_per_account", self.sign_in_per_account),
        ];
        for (key, value) in attempts {
            if value == 0 {
                faults.push(Fault::new(
                    key,
                    "With 0 nobody can sign in. Give a number of failed attempts in a quarter of an hour.",
                ));
            }
        }
    }
}
