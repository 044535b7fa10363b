//! Passwords: Argon2id (RFC 9106) off the worker threads, few at a time so that memory stays bounded; and which are refused: by their
//! length, and those that a guesser tries first. What they are made of is nobody's business (NIST SP 800-63B, 3.1.1.2).

use std::io::Read as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

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
    worked_out: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    /// With all turns free.
    pub fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), worked_out: AtomicU64::new(0) }
    }

    /// How many hashes were worked out so far, to store or to compare.
    pub fn worked_out(&self) -> u64 {
        self.worked_out.load(Ordering::Relaxed)
    }

    /// The hash of a password as a PHC string.
    pub async fn hash(&self, password: Secret) -> Result<String> {
        let _turn = self.turns.acquire().await.map_err(|_| Error::internal("no turn to hash a password"))?;
        self.worked_out.fetch_add(1, Ordering::Relaxed);
        let hash =
            move || hasher()?.hash_password(password.reveal().as_bytes()).map(|hash| hash.to_string()).map_err(broken);
        tokio::task::spawn_blocking(hash).await.map_err(|error| Error::Internal(Box::new(error)))?
    }

    /// Whether a password fits a hash. Without a hash the same work is done for nothing, so that the time tells nobody whether an
    /// account exists.
    pub async fn fits(&self, password: Secret, hash: Option<String>) -> Result<bool> {
        let _turn = self.turns.acquire().await.map_err(|_| Error::internal("no turn to check a password"))?;
        self.worked_out.fetch_add(1, Ordering::Relaxed);
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

/// Whose password it is, as far as a guesser knows.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    /// His name.
    pub name: String,
    /// His mail address; empty where he has none.
    pub email: String,
}

impl Whose {
    /// Somebody with a name and a mail address.
    pub fn of(name: &str, email: &str) -> Self {
        Self { name: name.trim().to_owned(), email: email.trim().to_lowercase() }
    }

    /// What a guesser would try, in small letters: the address, both its sides, the name and its words. The company is in the address.
    fn words(&self) -> Vec<String> {
        let email = self.email.to_lowercase();
        let (local, domain) = email.split_once('@').unwrap_or((&email, ""));
        let company = domain.rsplit_once('.').map_or(domain, |(company, _)| company);
        let name = self.name.to_lowercase();
        let texts = [&*email, local, company, &*name, &*squeezed(&name)].map(str::to_owned);
        let parts = [local, company, &*name].map(|text| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        let mut words: Vec<String> = texts.into_iter().chain(parts.into_iter().flatten()).collect();
        words.push("beheer".to_owned());
        words.retain(|word| word.chars().count() >= LEAST_WORD);
        // The longer first, so that no shorter one breaks it.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words
    }
}

/// A shorter word may stand in any password by chance.
const LEAST_WORD: usize = 3;
/// How many characters of a password are his own, whatever else is in it.
const LEAST_OWN: usize = 6;

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The passwords that people take most often, a line each and sorted, and read when one is first asked for.
static COMMON: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    let packed = &include_bytes!("common/passwords.txt.gz")[..];
    // A test reads it whole: it cannot be broken in a program that passed.
    let _length = flate2::read::GzDecoder::new(packed).read_to_string(&mut text);
    text
});

/// Whether many take it: a word of the list, in any case of letters, or very few characters over and over.
fn is_common(password: &str) -> bool {
    let mut characters: Vec<char> = password.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    characters.len() < 4 || COMMON.lines().any(|line| line == password)
}

/// Whether it is little more than what everybody knows of its owner.
fn is_known(password: &str, whose: &Whose) -> bool {
    let mut rest = password.to_owned();
    for word in whose.words() {
        rest = rest.replace(&word, "");
    }
    rest.len() < password.len() && rest.chars().count() < LEAST_OWN
}

/// Refuses passwords that are too short, too long, or among those that are tried first.
pub fn check(password: &Secret, whose: &Whose) -> Result<()> {
    let length = password.reveal().chars().count();
    let small = Secret::new(password.reveal().to_lowercase());
    let (code, detail) = if length < SHORTEST {
        ("weak_password", format!("A password needs at least {SHORTEST} characters."))
    } else if length > LONGEST {
        ("weak_password", format!("A password has at most {LONGEST} characters."))
    } else if is_common(small.reveal()) {
        ("common_password", "Many people use this password, so it is tried first. Take another one.".to_owned())
    } else if is_known(small.reveal(), whose) {
        ("own_password", "Take a password that is not made of your name, address or company.".to_owned())
    } else {
        return Ok(());
    };
    Err(Error::Invalid(vec![FieldProblem::of("password", code, detail)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<&'static str> {
        let whose = Whose::of("Anna Jansen-de Vries", "a.jansen@Acme-Tools.example");
        match check(&Secret::new(password), &whose) {
            Err(Error::Invalid(problems)) => Some(problems[0].code),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn the_list_is_whole_and_has_nothing_that_length_refuses_anyway() {
        let lines: Vec<&str> = COMMON.lines().collect();
        assert_eq!(lines.len(), 2_756);
        assert!(lines.is_sorted() && lines.iter().all(|line| line.chars().count() >= SHORTEST));
    }

    #[test]
    fn passwords_are_refused_by_length_and_by_what_a_guesser_knows() {
        for (password, code) in [
            ("123456789", Some("weak_password")),
            ("éééééééé9", Some("weak_password")),
            ("1234567890", Some("common_password")),
            ("Q1W2E3R4T5", Some("common_password")),
            ("ababababababab", Some("common_password")),
            ("a.jansen@acme-tools.example", Some("own_password")),
            ("AnnaJansen2026!", Some("own_password")),
            ("acmetools-Anna", Some("own_password")),
            ("beheer-2026", Some("own_password")),
            ("anna walks to the sea", None),
            ("correct horse battery staple", None),
            ("ein langer Satz", None),
        ] {
            assert_eq!(refused(password), code, "{password}");
        }
        assert_eq!(refused(&"ab cd ef g".repeat(21)), Some("weak_password"));
    }

    #[test]
    fn who_has_no_name_and_no_address_still_has_passwords() {
        assert!(check(&Secret::new("a long sentence"), &Whose::default()).is_ok());
    }
}
