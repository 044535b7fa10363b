//! Identifiers: UUID version 7 (RFC 9562), so that new rows land at the end of an index.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

/// Identifier of a record, batch, operation or session.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Id(pub Uuid);

impl Id {
    /// The id that stands for "none"; no record has it.
    pub const NIL: Self = Self(Uuid::nil());

    /// An id that is part of the program, such as that of the company-wide role.
    pub const fn built_in(number: u64) -> Self {
        Self(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128))
    }

    /// An id that follows from this one and a number, so that work that is done again after a crash gives the same ids. They rise
    /// with the number; the 34 bits of the hash keep those of two ids apart.
    #[must_use]
    pub fn derived(self, number: u64) -> Self {
        const TIME: u128 = 0xffff_ffff_ffff << 80;
        const VERSION_AND_VARIANT: u128 = (7 << 76) | (2 << 62);
        const HASHED: u128 = (0xfff << 64) | (0x3f_ffff << 40);
        let mut start = [0; 16];
        blake3::Hasher::new().update(self.0.as_bytes()).finalize_xof().fill(&mut start);
        let own = u128::from(number & 0xff_ffff_ffff);
        Self(Uuid::from_u128(self.0.as_u128() & TIME | VERSION_AND_VARIANT | u128::from_be_bytes(start) & HASHED | own))
    }

    /// 32 hexadecimal digits without hyphens.
    pub fn simple(self) -> String {
        self.0.simple().to_string()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Id {
    type Err = ();

    /// Takes the hyphenated form only (36 characters): one id has one spelling.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() != 36 {
            return Err(());
        }
        Uuid::try_parse(text).map(Self).map_err(|_| ())
    }
}

/// Where new ids come from.
#[derive(Debug, Clone, Default)]
pub enum Ids {
    /// Version 7 by the machine's clock and randomness.
    #[default]
    Random,
    /// Counted up from a seed, for tests and the demo company.
    Seeded(Arc<AtomicU64>),
}

impl Ids {
    /// Ids counted up from `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(AtomicU64::new(seed << 32)))
    }

    /// A new id, larger than the ones before it from this process.
    pub fn next(&self) -> Id {
        match self {
            Self::Random => Id(Uuid::now_v7()),
            Self::Seeded(next) => {
                let number = u128::from(next.fetch_add(1, Ordering::Relaxed));
                Id(Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0000 | number))
            }
        }
    }
}
