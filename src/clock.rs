//! The clock: every "now" of the program comes from here, so that tests can hold it still and move it by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SecondsFormat, Utc};

/// A moment: microseconds since 1970-01-01T00:00:00Z. The only time type that is stored.
pub type Micros = i64;

/// Where "now" comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands still until a test moves it.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: Micros) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at)))
    }

    /// Microseconds since the Unix epoch.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    pub fn now(&self) -> Micros {
        match self {
            Self::System => Utc::now().timestamp_micros(),
            Self::Fixed(at) => at.load(Ordering::SeqCst),
        }
    }

    /// Moves a fixed clock forward by `seconds`; the machine's clock is not ours to move.
    pub fn advance(&self, seconds: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }
}

/// RFC 3339 in UTC with microseconds, for example `2026-11-24T02:57:28.000000Z`.
pub fn format_time(at: Micros) -> String {
    DateTime::from_timestamp_micros(at).map_or_else(String::new, |t| t.to_rfc3339_opts(SecondsFormat::Micros, true))
}

/// Reads RFC 3339 with any offset; finer digits than microseconds are cut off. Years 0001 to 9999.
pub fn parse_time(text: &str) -> Option<Micros> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    let year = chrono::Datelike::year(&time.to_utc());
    (1..=9999).contains(&year).then(|| time.timestamp_micros())
}
