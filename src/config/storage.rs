//! Section `storage`: where uploaded files lie.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};
use crate::secret::Secret;

/// What kind of store holds the files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StorageKind {
    /// A folder on this machine.
    #[default]
    Filesystem,
    /// Object storage that speaks S3.
    S3,
}

/// Section `storage`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Storage {
    /// `filesystem` or `s3`.
    pub kind: StorageKind,
    /// The folder for `filesystem`; without it `files` in the data folder.
    pub path: Option<PathBuf>,
    /// Address of the S3 service; without it that of AWS.
    pub endpoint: Option<String>,
    /// Bucket for `s3`.
    pub bucket: Option<String>,
    /// Region for `s3`; services other than AWS mostly take any.
    pub region: Option<String>,
    /// What the names of all objects begin with, so that installations can share a bucket.
    pub prefix: Option<String>,
    /// Whether the bucket stands in the path and not in the host name; most services other than AWS want that.
    pub path_style: bool,
    /// Access key for `s3`; without it the credentials of the machine are used.
    #[serde(serialize_with = "read::hide")]
    pub access_key: Option<Secret>,
    /// Secret key for `s3`.
    #[serde(serialize_with = "read::hide")]
    pub secret_key: Option<Secret>,
}

impl Storage {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if self.kind == StorageKind::S3 && self.bucket.as_deref().unwrap_or_default().is_empty() {
            faults.push(Fault::new("storage.bucket", "Object storage needs a bucket. Name it."));
        }
        if let Some(endpoint) = &self.endpoint
            && !["https://", "http://"].iter().any(|scheme| endpoint.starts_with(scheme))
        {
            faults.push(Fault::new("storage.endpoint", "Begin it with https:// (or http://)."));
        }
        let (given, missing) = match (&self.access_key, &self.secret_key) {
            (Some(_), None) => ("storage.access_key", "storage.secret_key"),
            (None, Some(_)) => ("storage.secret_key", "storage.access_key"),
            _ => return,
        };
        faults.push(Fault::new(missing, format!("It is missing, but {given} is given. Give both or neither.")));
    }
}
