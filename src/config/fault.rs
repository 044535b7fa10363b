//! What is wrong with a configuration: every fault at once, each with its key, its source and what to do.

use std::fmt;

use crate::config::source::Source;
use crate::error::{Error, FieldProblem};

/// One thing that is wrong with the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key, for example `database.url`; empty where the fault is not about one key.
    pub key: String,
    /// Sentence for people: what is wrong and what to do. Never contains a secret.
    pub detail: String,
    /// Where the value came from; `None` for a value that is missing.
    pub source: Option<Source>,
}

impl Fault {
    /// A fault in `key`; its source is filled in later, by [`crate::config::Config::load`].
    pub fn new(key: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { key: key.into(), detail: detail.into(), source: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.detail)?;
        match &self.source {
            Some(source) if *source != Source::Default => write!(f, " (from {source})"),
            _ => Ok(()),
        }
    }
}

/// All faults of a configuration, at least one; Display gives a line for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The configuration cannot be used:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for Faults {}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        let problem = |fault: Fault| {
            let place = if fault.key.is_empty() { String::new() } else { format!("/{}", fault.key.replace('.', "/")) };
            FieldProblem::at(place, "configuration", fault.to_string())
        };
        Self::Invalid(faults.0.into_iter().map(problem).collect())
    }
}
