//! Section `tls`: certificate and key, when the server ends TLS itself.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::Fault;

/// Section `tls`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TlsFiles {
    /// PEM file with the certificate chain, the server's own first. Read again when it changes.
    pub certificate: Option<PathBuf>,
    /// PEM file with the private key.
    pub key: Option<PathBuf>,
}

impl TlsFiles {
    /// Certificate and key, where TLS is on.
    pub fn files(&self) -> Option<(&Path, &Path)> {
        Some((self.certificate.as_deref()?, self.key.as_deref()?))
    }

    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        let (given, missing) = match (&self.certificate, &self.key) {
            (Some(_), None) => ("tls.certificate", "tls.key"),
            (None, Some(_)) => ("tls.key", "tls.certificate"),
            _ => return,
        };
        faults.push(Fault::new(missing, format!("It is missing, but {given} is given. Give both or neither.")));
    }
}
