//! The clock: every "now" of the program comes from here, so that tests can hold it still and move it by hand. What is stored, and
//! what programs are told, is UTC; people read the clock on their wall, which their time zone tells.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{
    DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, SecondsFormat, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};

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

/// A time zone (IANA).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

/// When the clock on the wall shows a time. It shows none of those that are skipped when clocks go forward, and those of an hour
/// twice when they go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moments {
    /// Never.
    Never,
    /// Once, as nearly always.
    Once(Micros),
    /// Before clocks go back, and after.
    Twice(Micros, Micros),
}

impl Zone {
    /// That of the program itself.
    pub const UTC: Self = Self(Tz::UTC);

    /// The one of a name such as `Europe/Amsterdam`.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Those that people choose from: named after a continent or an ocean and a place, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        let is_place = |zone: &&Tz| {
            let region = zone.name().split_once('/').map_or("", |(region, _)| region);
            !matches!(region, "" | "Etc" | "SystemV" | "US" | "Canada" | "Mexico" | "Brazil" | "Chile")
        };
        TZ_VARIANTS.iter().filter(is_place).copied().map(Self)
    }

    /// What the clock on the wall shows.
    pub fn wall(self, at: Micros) -> NaiveDateTime {
        let utc = DateTime::from_timestamp_micros(at).unwrap_or_default();
        utc.with_timezone(&self.0).naive_local()
    }

    /// The day it is.
    pub fn day(self, at: Micros) -> NaiveDate {
        self.wall(at).date()
    }

    /// How far the clock on the wall is from UTC: `+01:00`.
    pub fn offset(self, at: Micros) -> String {
        let utc = DateTime::from_timestamp_micros(at).unwrap_or_default();
        self.0.offset_from_utc_datetime(&utc.naive_utc()).fix().to_string()
    }

    /// When the clock on the wall shows this.
    pub fn moments(self, wall: NaiveDateTime) -> Moments {
        let micros = |time: DateTime<Tz>| time.timestamp_micros();
        match self.0.from_local_datetime(&wall) {
            LocalResult::None => Moments::Never,
            LocalResult::Single(at) => Moments::Once(micros(at)),
            LocalResult::Ambiguous(one, other) => Moments::Twice(micros(one), micros(other)),
        }
    }

    /// When the clock on the wall shows this: of two moments the first, and of what is skipped what it would have been.
    pub fn moment(self, wall: NaiveDateTime) -> Micros {
        let hour = TimeDelta::hours(1);
        // No clock ever skipped more than a day.
        let back = (0..=24).find_map(|hours| match self.moments(wall - hour * hours) {
            Moments::Never => None,
            Moments::Once(at) | Moments::Twice(at, _) => Some(at + Micros::from(hours) * 3_600_000_000),
        });
        back.unwrap_or_else(|| wall.and_utc().timestamp_micros())
    }

    /// When a day begins: at midnight, or where that is skipped at the first time there is.
    pub fn begin(self, day: NaiveDate) -> Micros {
        self.moment(day.and_time(NaiveTime::MIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Micros {
        parse_time(text).unwrap()
    }

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_on_the_wall_skips_an_hour_in_spring_and_shows_one_twice_in_autumn() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        assert_eq!(zone.moments(wall("2026-11-24T14:05:00")), Moments::Once(at("2026-11-24T13:05:00Z")));
        assert_eq!(zone.moments(wall("2026-03-29T02:30:00")), Moments::Never);
        assert_eq!(zone.moment(wall("2026-03-29T02:30:00")), at("2026-03-29T03:30:00+02:00"));
        let (first, second) = (at("2026-10-25T02:30:00+02:00"), at("2026-10-25T02:30:00+01:00"));
        assert_eq!(zone.moments(wall("2026-10-25T02:30:00")), Moments::Twice(first, second));
        assert_eq!(zone.moment(wall("2026-10-25T02:30:00")), first);
        assert_eq!((zone.wall(first), zone.wall(second)), (wall("2026-10-25T02:30:00"), wall("2026-10-25T02:30:00")));
        assert_eq!((&*zone.offset(first), &*zone.offset(second)), ("+02:00", "+01:00"));
        assert_eq!(Zone::named("Asia/Kolkata").unwrap().offset(first), "+05:30");
    }

    #[test]
    fn days_begin_at_midnight_or_as_soon_as_there_is_a_time() {
        for (zone, day, begins) in [
            ("UTC", "2026-03-29", "2026-03-29T00:00:00Z"),
            ("Europe/Amsterdam", "2026-03-30", "2026-03-29T22:00:00Z"),
            ("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"),
            // Samoa went over the date line, and had no 30th of December.
            ("Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"),
        ] {
            let zone = Zone::named(zone).unwrap();
            assert_eq!(zone.begin(day.parse().unwrap()), at(begins), "{day}");
        }
        let apia = Zone::named("Pacific/Apia").unwrap();
        assert_eq!(apia.day(at("2011-12-30T09:59:59Z")).to_string(), "2011-12-29");
        assert_eq!(apia.day(at("2011-12-30T10:00:00Z")).to_string(), "2011-12-31");
    }

    #[test]
    fn zones_are_chosen_by_place() {
        let names: Vec<&str> = Zone::all().map(Zone::name).collect();
        assert!(names.contains(&"Europe/Amsterdam") && names.contains(&"America/Argentina/Buenos_Aires"));
        assert!(!names.iter().any(|name| matches!(*name, "US/Eastern" | "Etc/GMT+5" | "EST" | "GB")), "{names:?}");
        assert!(names.is_sorted() && (400..600).contains(&names.len()), "{}", names.len());
        assert_eq!((Zone::named("Europe/Atlantis"), Zone::named("")), (None, None));
    }
}
