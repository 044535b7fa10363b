//! Bearer tokens: 32 random bytes as text. Only a keyed hash of a token is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Result;
use crate::secret::{self, MasterKey, Purpose, Secret};

/// A new token that begins with `prefix`.
pub(super) fn new(prefix: &str) -> Result<Secret> {
    let bytes = secret::random::<32>()?;
    Ok(Secret::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))))
}

/// What is stored of a token. The key keeps a stolen database from being searched with guessed tokens; the token's own 256 bits make
/// a slow hash needless.
pub(super) fn hash(master: &MasterKey, token: &str) -> [u8; 32] {
    master.mac(Purpose::Tokens, token.as_bytes())
}
