//! Where the server went, what for, and what came of it: the newest of each destination, for whoever looks after what goes out.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::Micros;

/// The most destinations that are remembered; the one longest unused makes room.
const MOST: usize = 500;

/// One destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// Host and port.
    pub host: String,
    /// What for.
    pub why: &'static str,
    /// How often, since this process began.
    pub times: u64,
    /// When last.
    pub last: Micros,
    /// What came of it: the status of the answer, or the code of what went wrong.
    pub result: String,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Register {
    known: Mutex<HashMap<(String, &'static str), Destination>>,
}

impl Register {
    /// Notes what came of going somewhere.
    pub(super) fn note(&self, host: &str, why: &'static str, now: Micros, result: String) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (host.to_owned(), why);
        if known.len() >= MOST
            && !known.contains_key(&key)
            && let Some(oldest) = known.values().min_by_key(|one| one.last).map(|one| (one.host.clone(), one.why))
        {
            known.remove(&oldest);
        }
        let fresh = || Destination { host: host.to_owned(), why, times: 0, last: now, result: String::new() };
        let one = known.entry(key).or_insert_with(fresh);
        (one.times, one.last, one.result) = (one.times.saturating_add(1), now, result);
    }

    /// All destinations, the last used first.
    pub fn all(&self) -> Vec<Destination> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = known.values().cloned().collect();
        all.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.host.cmp(&b.host)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_result_stands_and_memory_is_bounded() {
        let register = Register::default();
        register.note("id.example.org:443", "single sign-on", 1, "timeout".into());
        register.note("id.example.org:443", "single sign-on", 2, "200".into());
        let all = register.all();
        assert_eq!((all.len(), all[0].times, all[0].result.as_str()), (1, 2, "200"));
        for at in 0..2_000 {
            register.note(&format!("{at}.example.org:443"), "test", 10 + at, "200".into());
        }
        let all = register.all();
        assert_eq!((all.len(), all[0].host.as_str()), (MOST, "1999.example.org:443"));
    }
}
