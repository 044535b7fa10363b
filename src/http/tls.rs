//! TLS: certificate and key from PEM files, read again when they change.
//!
//! The files are looked at when a connection comes in, at most every two seconds: an idle server does nothing, and a renewed
//! certificate is there when it is needed. Files that cannot be used leave the old certificate in place.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::config::{Fault, Faults};
use crate::error::{Error, Result};

/// How often the files are looked at, at most.
const CHECK_EVERY: Duration = Duration::from_secs(2);

/// The server's side of TLS, with the current certificate. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tls {
    current: Arc<Current>,
    config: Arc<ServerConfig>,
}

impl Tls {
    /// Reads certificate (its chain after it) and key from PEM files. TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.
    ///
    /// # Errors
    /// When a file cannot be read, or key and certificate do not belong together.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self> {
        Self::load_checking_every(certificate, key, CHECK_EVERY)
    }

    pub(crate) fn load_checking_every(certificate: &Path, key: &Path, every: Duration) -> Result<Self> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let files = Files { certificate: certificate.to_owned(), key: key.to_owned() };
        let stamp = files.stamp();
        let certified = files.read(&provider).map_err(|fault| Faults(vec![fault]))?;
        let current = Arc::new(Current {
            files,
            every,
            certified: RwLock::new(Arc::new(certified)),
            checked: Mutex::new((Instant::now(), stamp)),
            provider: provider.clone(),
        });
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|cause| Error::Internal(Box::new(cause)))?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { current, config: Arc::new(config) })
    }

    /// Shakes hands with a client, with the newest certificate there is.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        if self.current.is_due() {
            let current = self.current.clone();
            // It fails only when the runtime is going down.
            drop(tokio::task::spawn_blocking(move || current.refresh()).await);
        }
        TlsAcceptor::from(self.config.clone()).accept(stream).await
    }
}

/// The certificate in use, and when its files were last looked at.
#[derive(Debug)]
struct Current {
    files: Files,
    every: Duration,
    certified: RwLock<Arc<CertifiedKey>>,
    checked: Mutex<(Instant, Stamp)>,
    provider: Arc<CryptoProvider>,
}

impl Current {
    /// Whether it is time to look again; true for one caller only.
    fn is_due(&self) -> bool {
        let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = checked.0.elapsed() >= self.every;
        if is_due {
            checked.0 = Instant::now();
        }
        is_due
    }

    fn refresh(&self) {
        let stamp = self.files.stamp();
        {
            let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
            if checked.1 == stamp {
                return;
            }
            // Remembered even if it cannot be used: once is often enough to say so. The next change is looked at again, such
            // as that of the key after that of the certificate.
            checked.1 = stamp;
        }
        match self.files.read(&self.provider) {
            Ok(certified) => {
                *self.certified.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(certified);
                tracing::info!("The new certificate is in use.");
            }
            Err(fault) => tracing::warn!("The new certificate cannot be used, so the old one stays: {fault}"),
        }
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.certified.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

/// What changes when one of the files does: device, inode, length and time of change, for each.
type Stamp = [Option<(u64, u64, u64, i64, i64)>; 2];

#[derive(Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    fn stamp(&self) -> Stamp {
        // Follows links: Kubernetes and certbot renew by pointing a link elsewhere.
        let of = |path: &Path| fs::metadata(path).ok().map(|m| (m.dev(), m.ino(), m.len(), m.mtime(), m.mtime_nsec()));
        [of(&self.certificate), of(&self.key)]
    }

    fn read(&self, provider: &CryptoProvider) -> std::result::Result<CertifiedKey, Fault> {
        let unreadable = |key: &str, path: &Path, cause: &pem::Error, wanted: &str| match cause {
            pem::Error::Io(cause) => Fault::new(key, format!("The file {} cannot be read: {cause}.", path.display())),
            _ => Fault::new(key, format!("The file {} holds no {wanted} in PEM form.", path.display())),
        };
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
            .and_then(|chain| if chain.is_empty() { Err(pem::Error::NoItemsFound) } else { Ok(chain) })
            .map_err(|cause| unreadable("tls.certificate", &self.certificate, &cause, "certificate"))?;
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|cause| unreadable("tls.key", &self.key, &cause, "private key"))?;
        CertifiedKey::from_der(chain, key, provider).map_err(|cause| match cause {
            rustls::Error::InconsistentKeys(_) => Fault::new(
                "tls.key",
                format!("{} is not the key of {}.", self.key.display(), self.certificate.display()),
            ),
            other => Fault::new("tls.certificate", format!("Certificate or key cannot be used: {other}.")),
        })
    }
}
