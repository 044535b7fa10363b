//! Section `metrics`: numbers for operators, in the format of Prometheus.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};

/// Section `metrics`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Metrics {
    /// Whether numbers are collected and served at `/metrics`.
    pub enabled: bool,
    /// An address of their own; without it they are served where everything else is.
    #[serde(deserialize_with = "read::optional_address")]
    pub address: Option<SocketAddr>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { enabled: true, address: None }
    }
}

impl Metrics {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if self.address.is_some() && !self.enabled {
            faults.push(Fault::new(
                "metrics.address",
                "It has no effect while metrics.enabled is false. Set that to true.",
            ));
        }
    }
}
