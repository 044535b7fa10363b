//! Secrets: values that must not be printed, and the keys derived from the installation's one master key.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// A secret text. Debug and Display show only that it is there; it is wiped when dropped.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The secret itself. A name reviewers can search for.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// Whether two byte strings are equal, in time that depends only on their lengths.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// `count` bytes from the operating system's generator.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|cause| Error::internal(format!("no randomness: {cause}")))?;
    Ok(bytes)
}

/// What a derived key is for. Each purpose has its own key, so that no token of one kind passes for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signs list cursors.
    Cursors,
    /// Signs form tokens against cross-site request forgery.
    Forms,
    /// Names attachments in object storage.
    BlobNames,
    /// Hashes bearer tokens (sessions, API keys, set-up links) before they are stored.
    Tokens,
    /// Recognises requests that are sent again.
    Requests,
    /// Seals what is shown once.
    Once,
}

/// The installation's master key: 32 bytes in `master.key` or from the environment.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Takes 32 bytes as they are.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads 64 hexadecimal digits, surrounding white space allowed.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
        }
        Some(Self::new(bytes))
    }

    /// 64 hexadecimal digits, for the key file.
    pub fn to_hex(&self) -> Secret {
        Secret::new(hex(self.0.as_slice()))
    }

    /// The key for one purpose (BLAKE3 key derivation).
    pub fn derive(&self, purpose: Purpose) -> [u8; 32] {
        let context = match purpose {
            Purpose::Cursors => "beheer 2026-11-24 list cursors",
            Purpose::Forms => "beheer 2026-11-24 form tokens",
            Purpose::BlobNames => "beheer 2026-11-24 attachment names",
            Purpose::Tokens => "beheer 2026-11-24 bearer tokens",
            Purpose::Requests => "beheer 2026-11-24 repeated requests",
            Purpose::Once => "beheer 2026-11-26 shown once",
        };
        blake3::derive_key(context, self.0.as_slice())
    }

    /// A keyed hash for one purpose.
    pub fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        *blake3::keyed_hash(&self.derive(purpose), message).as_bytes()
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(•••)")
    }
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads hexadecimal digits; `None` when they are not.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
