//! What the address of a calendar says: which days, and whose.

use crate::console::calendar::period::{self, Period, View};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;

/// Whose activities are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// One's own, and those one takes part in.
    Me,
    /// All that one can see.
    All,
    /// Those of somebody.
    User(Id),
}

impl Who {
    /// As it stands in an address.
    pub(super) fn text(self) -> String {
        match self {
            Self::Me => String::new(),
            Self::All => "all".into(),
            Self::User(id) => id.to_string(),
        }
    }
}

/// What the address says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address {
    pub(super) period: Period,
    pub(super) who: Who,
}

impl Address {
    /// Reads it; where it names no day, today.
    pub(super) fn of(visit: &Visit) -> Result<Self> {
        let who = match visit.query.text("who") {
            "" => Who::Me,
            "all" => Who::All,
            id => Who::User(id.parse().map_err(|()| Error::NotFound)?),
        };
        let today = || visit.here().today();
        let day = period::parse(visit.query.text("day")).unwrap_or_else(today);
        Ok(Self { period: Period { view: View::named(visit.query.text("view")), day }, who })
    }

    /// The same for other days.
    pub(super) const fn at(self, period: Period) -> Self {
        Self { period, ..self }
    }

    /// The address itself.
    pub(super) fn href(self) -> String {
        format!("/calendar?{}", self.query())
    }

    /// The address of the same as a file.
    pub(super) fn file(self) -> String {
        format!("/calendar.ics?{}", self.query())
    }

    fn query(self) -> String {
        let who = self.who.text();
        let who = if who.is_empty() { who } else { format!("&who={who}") };
        format!("view={}&day={}{who}", self.period.view.name(), self.period.day)
    }
}
