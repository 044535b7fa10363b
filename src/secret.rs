//! Secrets: values that must not be printed, and the keys derived from the installation's one master key.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
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

/// What sealed bytes begin with: the first form of them, under the first master key.
const SEALED: u8 = 1;

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
    /// Seals values of records that nobody reads.
    Fields,
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
            Purpose::Fields => "beheer 2026-11-26 sealed fields",
        };
        blake3::derive_key(context, self.0.as_slice())
    }

    /// Seals bytes for one purpose (AES-256-GCM). They open again for the same purpose and binding alone.
    pub fn seal(&self, purpose: Purpose, bound: &str, content: &[u8]) -> Result<Vec<u8>> {
        let nonce = random::<12>()?;
        let mut sealed = content.to_vec();
        self.sealing(purpose)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound), &mut sealed)
            .map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok([&[SEALED][..], &nonce, &sealed].concat())
    }

    /// Opens what was sealed; nothing where it was sealed otherwise, or is broken.
    pub fn open(&self, purpose: Purpose, bound: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, content) = sealed.strip_prefix(&[SEALED])?.split_first_chunk::<12>()?;
        let mut content = Zeroizing::new(content.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = self.sealing(purpose).ok()?.open_in_place(nonce, Aad::from(bound), &mut content).ok()?.len();
        content.truncate(length);
        Some(content)
    }

    fn sealing(&self, purpose: Purpose) -> Result<LessSafeKey> {
        let key = Zeroizing::new(self.derive(purpose));
        let key = UnboundKey::new(&AES_256_GCM, key.as_slice());
        Ok(LessSafeKey::new(key.map_err(|_| Error::internal("a key of 32 bytes was refused"))?))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_and_owner_alone() {
        let master = MasterKey::new([7; 32]);
        let seal = || master.seal(Purpose::Fields, "ada", b"secret").unwrap_or_default();
        let sealed = seal();
        assert_ne!(sealed, seal(), "twice the same is never the same");
        let open = |master: &MasterKey, purpose, bound: &str, sealed: &[u8]| {
            master.open(purpose, bound, sealed).map(|content| content.to_vec())
        };
        assert_eq!(open(&master, Purpose::Fields, "ada", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(open(&master, Purpose::Fields, "eve", &sealed), None);
        assert_eq!(open(&master, Purpose::Once, "ada", &sealed), None);
        assert_eq!(open(&MasterKey::new([8; 32]), Purpose::Fields, "ada", &sealed), None);
        for at in 0..sealed.len() {
            let mut broken = sealed.clone();
            broken[at] ^= 1;
            assert_eq!(open(&master, Purpose::Fields, "ada", &broken), None);
            assert_eq!(open(&master, Purpose::Fields, "ada", &sealed[..at]), None);
        }
    }
}
