//! Section `data`: the folder that holds everything a local installation keeps on disk.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::Fault;

/// Section `data`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
    /// The data folder; made on first start, readable by its owner only.
    pub directory: PathBuf,
}

impl Default for Data {
    fn default() -> Self {
        Self { directory: PathBuf::from("./beheer-data") }
    }
}

impl Data {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if self.directory.as_os_str().is_empty() {
            faults.push(Fault::new("data.directory", "Name a folder."));
        }
    }
}
