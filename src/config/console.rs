//! Section `console`: what people see who chose nothing else.

use serde::{Deserialize, Serialize};

use crate::clock::Zone;
use crate::config::Fault;

/// Section `console`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Console {
    /// The time zone (IANA) of whoever has none of his own.
    pub time_zone: String,
}

impl Default for Console {
    fn default() -> Self {
        Self { time_zone: Zone::UTC.name().to_owned() }
    }
}

impl Console {
    /// The time zone of whoever has none of his own.
    pub fn zone(&self) -> Zone {
        Zone::named(&self.time_zone).unwrap_or(Zone::UTC)
    }

    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if Zone::named(&self.time_zone).is_none() {
            let detail = format!(
                "\"{}\" is not a time zone. Give the name of one, such as Europe/Amsterdam or UTC.",
                self.time_zone
            );
            faults.push(Fault::new("console.time_zone", detail));
        }
    }
}
