//! Who reads what is protected: noted in memory where it is shown, so that no answer waits for it, and written down soon after
//! (`changes::reads`). The same again of a day is one entry that counts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::clock::Micros;
use crate::id::Id;
use crate::model::DataClass;
use crate::rights::caller::Channel;

/// The most entries that wait to be written.
const MOST: usize = 4_096;
/// The most records that are named in each of them.
pub const MOST_RECORDS: usize = 500;

/// Through what something was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Through {
    /// A record of its own.
    Record,
    /// One of many.
    List,
    /// A file.
    Export,
}

impl Through {
    /// The name in the database and in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::List => "list",
            Self::Export => "export",
        }
    }
}

/// Who read what through what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// The person.
    pub user: Id,
    /// The record type.
    pub record_type: &'static str,
    /// The class.
    pub class: DataClass,
    /// Through what.
    pub through: Through,
    /// By which door.
    pub channel: Channel,
}

/// How often, when last, and of which records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// How many records were shown, each time anew.
    pub shown: u64,
    /// When last.
    pub last_at: Micros,
    /// Which, the first of them.
    pub records: BTreeSet<Id>,
}

/// What was noted and is not written down yet.
#[derive(Debug, Default)]
pub struct Notebook {
    noted: Mutex<Pages>,
    /// Wakes who writes it down.
    pub news: Notify,
}

#[derive(Debug, Default)]
struct Pages {
    entries: BTreeMap<Reading, Noted>,
    missed: u64,
}

impl Notebook {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that these records were read. Where nobody writes down what was noted, no more is taken in than memory bears; how much
    /// was not is told with the rest.
    pub fn note(&self, reading: Reading, records: &[Id], at: Micros) {
        let more = Noted { shown: records.len() as u64, last_at: at, records: records.iter().copied().collect() };
        self.put(reading, &more);
        self.news.notify_one();
    }

    fn put(&self, reading: Reading, more: &Noted) {
        let mut pages = self.pages();
        if pages.entries.len() >= MOST && !pages.entries.contains_key(&reading) {
            pages.missed += more.shown;
            return;
        }
        let known = pages.entries.entry(reading).or_default();
        known.shown += more.shown;
        known.last_at = known.last_at.max(more.last_at);
        known.records.extend(more.records.iter().take(MOST_RECORDS.saturating_sub(known.records.len())));
    }

    /// Takes out what waits, and how many readings there was no room for.
    pub fn take(&self) -> (BTreeMap<Reading, Noted>, u64) {
        let pages = std::mem::take(&mut *self.pages());
        (pages.entries, pages.missed)
    }

    /// Puts back what could not be written.
    pub fn put_back(&self, entries: BTreeMap<Reading, Noted>, missed: u64) {
        for (reading, noted) in entries {
            self.put(reading, &noted);
        }
        self.pages().missed += missed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_room_is_counted_and_what_is_put_back_is_kept() {
        let notebook = Notebook::default();
        let reading = |number| Reading {
            user: Id::built_in(number),
            record_type: "contact",
            class: DataClass::Bank,
            through: Through::List,
            channel: Channel::Api,
        };
        for number in 0..MOST as u64 + 2 {
            notebook.note(reading(number), &[Id::built_in(1), Id::built_in(2)], 7);
        }
        let (entries, missed) = notebook.take();
        assert_eq!((entries.len(), missed), (MOST, 4));
        notebook.note(reading(1), &[Id::built_in(3)], 9);
        notebook.put_back(entries, missed);
        let (entries, missed) = notebook.take();
        let one = &entries[&reading(1)];
        assert_eq!((one.shown, one.last_at, one.records.len(), missed), (3, 9, 3, 4));
        assert_eq!(notebook.take(), (BTreeMap::new(), 0));
    }
}
