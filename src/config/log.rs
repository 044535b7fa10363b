//! Section `log`: how the log looks and how much goes into it.

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use crate::config::Fault;

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// Section `log`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Log {
    /// `text` or `json`.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug` or `trace`; by module too: `info,beheer::mail=debug`.
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".into() }
    }
}

impl Log {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        // The filter takes a misspelt level for the name of a module, and would then log nothing at all.
        let levels = ["off", "error", "warn", "info", "debug", "trace"];
        let directives: Vec<&str> = self.level.split(',').map(str::trim).collect();
        let is_level = |directive: &str| levels.contains(&directive.to_ascii_lowercase().as_str());
        let mut plain = directives.iter().filter(|directive| !directive.contains('='));
        if !plain.all(|directive| is_level(directive)) || EnvFilter::builder().parse(&self.level).is_err() {
            faults.push(Fault::new(
                "log.level",
                format!("\"{}\" is not a level. Give off, error, warn, info, debug or trace; info,beheer::mail=debug for one module.", self.level),
            ));
        }
    }
}
