//! Section `secret`: the master key.

use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};
use crate::secret::{MasterKey, Secret};

/// Section `secret`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Keys {
    /// 64 hexadecimal digits; without it `master.key` in the data folder, which is made on first start (local mode only).
    #[serde(serialize_with = "read::hide")]
    pub master_key: Option<Secret>,
}

impl Keys {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if let Some(key) = &self.master_key
            && MasterKey::parse(key.reveal()).is_none()
        {
            faults.push(Fault::new(
                "secret.master_key",
                "It must be 64 hexadecimal digits. Make one with: openssl rand -hex 32",
            ));
        }
    }
}
