//! Object storage for attachments and files of jobs: a folder, or a bucket of an S3-compatible service.

use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig, WriteMultipart};

use crate::clock::Micros;
use crate::config::{Config, StorageKind};
use crate::error::{Error, Result};
use crate::secret::{MasterKey, Purpose, hex};

/// Bytes in one part of a large upload (5 MiB is the least that S3 takes).
const PART: usize = 8 * 1024 * 1024;

/// Where files are.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    key: [u8; 32],
}

impl Storage {
    /// Opens what the configuration names. The folder is made where there is none.
    pub fn open(config: &Config, master: &MasterKey) -> Result<Self> {
        let store: Arc<dyn ObjectStore> = match config.storage.kind {
            StorageKind::Filesystem => {
                let folder = config.files_directory();
                std::fs::create_dir_all(&folder)?;
                Arc::new(LocalFileSystem::new_with_prefix(&folder).map_err(fault)?.with_fsync(true))
            }
            StorageKind::S3 => s3(config)?,
        };
        Ok(Self { store, key: master.derive(Purpose::BlobNames) })
    }

    /// The name of an attachment: a keyed hash of its bytes, so that nobody can confirm from outside that we hold a file.
    pub fn hasher(&self) -> blake3::Hasher {
        blake3::Hasher::new_keyed(&self.key)
    }

    /// Stores the bytes of a stream under the hash of their content; the name and the size. Over `limit` bytes it is refused, and
    /// nothing is left behind.
    pub async fn put(&self, mut content: BoxStream<'_, Result<Bytes>>, limit: u64) -> Result<(String, u64)> {
        let mut hasher = self.hasher();
        let mut size: u64 = 0;
        let waiting = Path::from(format!("incoming/{}", uuid::Uuid::now_v7().simple()));
        let upload = self.store.put_multipart(&waiting).await.map_err(fault)?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART);
        while let Some(chunk) = content.next().await {
            let chunk = match chunk {
                Ok(chunk) if size + chunk.len() as u64 <= limit => chunk,
                refused => {
                    writer.abort().await.map_err(fault)?;
                    return Err(refused
                        .err()
                        .unwrap_or_else(|| Error::TooLarge(format!("A file has at most {limit} bytes."))));
                }
            };
            size += chunk.len() as u64;
            hasher.update(&chunk);
            writer.wait_for_capacity(2).await.map_err(fault)?;
            writer.write(&chunk);
        }
        writer.finish().await.map_err(fault)?;
        let name = hex(hasher.finalize().as_bytes());
        // Content-addressed: the same bytes have the same name, so that writing it twice changes nothing.
        self.store.rename(&waiting, &blob(&name)).await.map_err(fault)?;
        Ok((name, size))
    }

    /// The bytes of an attachment, as a stream.
    pub async fn get(&self, name: &str) -> Result<BoxStream<'static, std::io::Result<Bytes>>> {
        let found = self.store.get(&blob(name)).await.map_err(fault)?;
        Ok(found.into_stream().map_err(std::io::Error::other).boxed())
    }

    /// Stores a small file under a name of its own.
    pub async fn put_named(&self, name: &str, content: Bytes) -> Result<()> {
        self.store.put(&Path::from(name), content.into()).await.map_err(fault)?;
        Ok(())
    }

    /// Reads a small file whole.
    pub async fn get_named(&self, name: &str) -> Result<Bytes> {
        self.store.get(&Path::from(name)).await.map_err(fault)?.bytes().await.map_err(fault)
    }

    /// Whether there is a file of that name.
    pub async fn has_named(&self, name: &str) -> Result<bool> {
        match self.store.head(&Path::from(name)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(fault(error)),
        }
    }

    /// The first files in a folder, each with the moment it was written.
    pub async fn list_named(&self, folder: &str, limit: usize) -> Result<Vec<(String, Micros)>> {
        let files = self.store.list(Some(&Path::from(folder))).take(limit);
        let named = files.map_ok(|file| (file.location.to_string(), file.last_modified.timestamp_micros()));
        named.try_collect().await.map_err(fault)
    }

    /// Deletes a small file; one that is not there is fine.
    pub async fn delete_named(&self, name: &str) -> Result<()> {
        match self.store.delete(&Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }
}

/// Bytes that are free for us where a folder is, and bytes in all; nothing where that cannot be asked.
pub fn space(folder: &std::path::Path) -> Option<(u64, u64)> {
    let said = rustix::fs::statvfs(folder).ok()?;
    Some((said.f_bavail * said.f_frsize, said.f_blocks * said.f_frsize))
}

fn blob(name: &str) -> Path {
    let folder: String = name.chars().take(2).collect();
    Path::from(format!("blobs/{folder}/{name}"))
}

fn s3(config: &Config) -> Result<Arc<dyn ObjectStore>> {
    let settings = &config.storage;
    let timeouts = ClientOptions::new()
        .with_connect_timeout(std::time::Duration::from_secs(5))
        .with_timeout(std::time::Duration::from_mins(1))
        .with_allow_http(settings.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://")));
    // The default retries for three minutes: a wrong endpoint would hang instead of failing.
    let retry = RetryConfig {
        backoff: BackoffConfig::default(),
        max_retries: 3,
        retry_timeout: std::time::Duration::from_secs(20),
    };
    let mut builder = AmazonS3Builder::from_env()
        .with_bucket_name(settings.bucket.clone().unwrap_or_default())
        .with_region(settings.region.clone().unwrap_or_else(|| "us-east-1".into()))
        .with_virtual_hosted_style_request(!settings.path_style)
        .with_client_options(timeouts)
        .with_retry(retry);
    if let Some(endpoint) = &settings.endpoint {
        builder = builder.with_endpoint(endpoint.clone());
    }
    if let (Some(key), Some(secret)) = (&settings.access_key, &settings.secret_key) {
        builder = builder.with_access_key_id(key.reveal()).with_secret_access_key(secret.reveal());
    }
    let store = builder.build().map_err(fault)?;
    Ok(match &settings.prefix {
        Some(prefix) => Arc::new(PrefixStore::new(store, prefix.as_str())),
        None => Arc::new(store),
    })
}

fn fault(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => {
            tracing::warn!(error = %other, "object storage failed");
            Error::Unavailable("The file storage did not do what was asked. Try again.".into(), 5)
        }
    }
}
