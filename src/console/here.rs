//! Where and when somebody is: the time zone of whoever reads or writes, and what time it is.

use std::fmt;

use chrono::NaiveDate;

use crate::clock::{Micros, Zone};
use crate::console::language::Language;

/// The time zone of somebody, and now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here {
    pub(super) zone: Zone,
    pub(super) now: Micros,
}

impl Here {
    /// The day it is.
    pub(super) fn today(self) -> NaiveDate {
        self.zone.day(self.now)
    }
}

/// How numbers, days and moments are written in a form: the language and the time zone in which it was shown. The form says it, as
/// somebody may choose others before he sends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub(super) language: Language,
    pub(super) here: Here,
}

impl Written {
    /// As a form says it; otherwise as it is here and now.
    pub(super) fn read(self, text: &str) -> Self {
        let (language, zone) = text.split_once(' ').unwrap_or((text, ""));
        let zone = Zone::named(zone).unwrap_or(self.here.zone);
        Self { language: Language::named(language).unwrap_or(self.language), here: Here { zone, ..self.here } }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.language.tag(), self.here.zone.name())
    }
}
