//! Section `limits`: how often somebody may try.

use serde::{Deserialize, Serialize};

use crate::config::Fault;

/// Section `limits`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Attempts to sign in per minute from one address.
    pub sign_in_per_address: u32,
    /// Attempts to sign in per minute to one account.
    pub sign_in_per_account: u32,
    /// Requests per minute with one session or key; 0 is no limit.
    pub requests_per_caller: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sign_in_per_address: 20, sign_in_per_account: 5, requests_per_caller: 0 }
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
                faults.push(Fault::new(key, "With 0 nobody can sign in. Give a number of attempts per minute."));
            }
        }
    }
}
