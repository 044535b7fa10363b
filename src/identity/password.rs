//! Passwords: Argon2id (RFC 9106) off the worker threads, few at a time so that memory stays bounded.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::{Error, FieldProblem, Result};
use crate::secret::Secret;

/// Shortest password, in characters (NIST SP 800-63B asks for at least 8; length is what helps).
pub const SHORTEST: usize = 10;
/// Longest password, in characters.
pub const LONGEST: usize = 200;
/// Hashes at the same time; each takes [`MEMORY`] KiB.
const AT_ONCE: usize = 2;
/// Memory in KiB, passes and lanes: the first choice of the OWASP Password Storage Cheat Sheet.
const MEMORY: u32 = 47_104;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// Hashes and checks passwords.
pub struct Passwords {
    turns: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    /// With all turns free.
    pub fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE) }
    }

    /// The hash of a password as a PHC string.
    pub async fn hash(&self, password: Secret) -> Result<String> {
        let _turn = self.turns.acquire().await.map_err(|_| Error::internal("no turn to hash a password"))?;
        let hash =
            move || hasher()?.hash_password(password.reveal().as_bytes()).map(|hash| hash.to_string()).map_err(broken);
        tokio::task::spawn_blocking(hash).await.map_err(|error| Error::Internal(Box::new(error)))?
    }

    /// Whether a password fits a hash. Without a hash the same work is done for nothing, so that the time tells nobody whether an
    /// account exists.
    pub async fn fits(&self, password: Secret, hash: Option<String>) -> Result<bool> {
        let _turn = self.turns.acquire().await.map_err(|_| Error::internal("no turn to check a password"))?;
        let check = move || {
            let Some(hash) = hash else {
                hasher()?.hash_password(password.reveal().as_bytes()).map_err(broken)?;
                return Ok(false);
            };
            let parsed = PasswordHash::new(&hash)
                .map_err(|error| Error::internal(format!("a stored password hash is broken: {error}")))?;
            Ok(hasher()?.verify_password(password.reveal().as_bytes(), &parsed).is_ok())
        };
        tokio::task::spawn_blocking(check).await.map_err(|error| Error::Internal(Box::new(error)))?
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let parameters = Params::new(MEMORY, PASSES, LANES, None).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn broken(error: argon2::password_hash::Error) -> Error {
    Error::internal(format!("a password could not be hashed: {error}"))
}

/// Refuses passwords that are too short, too long, or the mail address itself.
pub fn check(password: &Secret, email: &str) -> Result<()> {
    let length = password.reveal().chars().count();
    let detail = if length < SHORTEST {
        format!("A password needs at least {SHORTEST} characters.")
    } else if length > LONGEST {
        format!("A password has at most {LONGEST} characters.")
    } else if password.reveal().eq_ignore_ascii_case(email) {
        "Take a password that is not your mail address.".to_owned()
    } else {
        return Ok(());
    };
    Err(Error::Invalid(vec![FieldProblem::of("password", "weak_password", detail)]))
}
