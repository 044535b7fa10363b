//! Words whose meaning depends on who asks and when: `me`, `today`, `month_start-30`. They are kept as they are written, and settled
//! for whoever asks before anything is compared. What gives rights means the same for everybody, and refuses them.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Filter, Literal, Op, Test};
use crate::clock::{Micros, Zone};
use crate::id::Id;
use crate::model::kind::Kind;

/// The most days between a word and the day that it means.
const FARTHEST: i32 = 36_500;

/// A word in the place of a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Whoever asks; for links to users.
    Me,
    /// A day, so many days after another; for days and moments.
    Day(Anchor, i32),
}

/// A day as seen from today. Weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The day itself.
    Today,
    /// The first day of this week.
    WeekStart,
    /// The last day of this week; and so for the others.
    WeekEnd,
    /// Of this month.
    MonthStart,
    /// Of this month.
    MonthEnd,
    /// Of this quarter.
    QuarterStart,
    /// Of this quarter.
    QuarterEnd,
    /// Of this year.
    YearStart,
    /// Of this year.
    YearEnd,
}

/// Who asks, and when, in which time zone.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// The user; nothing for programs.
    pub user: Option<Id>,
    /// Where his days begin.
    pub zone: Zone,
    /// The moment.
    pub now: Micros,
}

impl Anchor {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Today, "today"),
        (Self::WeekStart, "week_start"),
        (Self::WeekEnd, "week_end"),
        (Self::MonthStart, "month_start"),
        (Self::MonthEnd, "month_end"),
        (Self::QuarterStart, "quarter_start"),
        (Self::QuarterEnd, "quarter_end"),
        (Self::YearStart, "year_start"),
        (Self::YearEnd, "year_end"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(anchor, _)| *anchor == self).map_or("today", |(_, name)| name)
    }

    fn day(self, today: NaiveDate) -> Option<NaiveDate> {
        let weekday = u64::from(today.weekday().num_days_from_monday());
        let month = today.with_day(1)?;
        let quarter = month.checked_sub_months(Months::new(month.month0() % 3))?;
        let year = month.with_month(1)?;
        let last = |first: NaiveDate, months| first.checked_add_months(Months::new(months))?.pred_opt();
        match self {
            Self::Today => Some(today),
            Self::WeekStart => today.checked_sub_days(Days::new(weekday)),
            Self::WeekEnd => today.checked_add_days(Days::new(6 - weekday)),
            Self::MonthStart => Some(month),
            Self::MonthEnd => last(month, 1),
            Self::QuarterStart => Some(quarter),
            Self::QuarterEnd => last(quarter, 3),
            Self::YearStart => Some(year),
            Self::YearEnd => last(year, 12),
        }
    }
}

impl Word {
    /// The word that a text is, where values of this kind are compared with one.
    pub fn of(kind: Kind, text: &str) -> Option<Self> {
        match kind {
            Kind::Link("user") => (text == "me").then_some(Self::Me),
            Kind::Date | Kind::Time => Self::day(text),
            _ => None,
        }
    }

    /// How the words that stand for values of this kind are named to people; nothing where none does.
    pub(super) fn hint(kind: Kind) -> Option<(&'static str, &'static str)> {
        match kind {
            Kind::Link("user") => Some(("word-me", "{before} `me` stands for whoever asks.")),
            Kind::Date | Kind::Time => {
                let sentence = "{before} `today`, `week_start`, `month_end-7` and the like stand for days.";
                Some(("word-day", sentence))
            }
            _ => None,
        }
    }

    fn day(text: &str) -> Option<Self> {
        let (name, more) = text.split_at(text.find(['+', '-']).unwrap_or(text.len()));
        let plus = if more.is_empty() { 0 } else { more.parse().ok()? };
        match (name, more) {
            ("yesterday", "") => return Some(Self::Day(Anchor::Today, -1)),
            ("tomorrow", "") => return Some(Self::Day(Anchor::Today, 1)),
            _ => {}
        }
        let (anchor, _) = Anchor::ALL.into_iter().find(|(_, known)| *known == name)?;
        (-FARTHEST..=FARTHEST).contains(&plus).then_some(Self::Day(anchor, plus))
    }

    /// The test with what the word means for whoever asks. A day stands for all its moments.
    fn settle(self, test: &Test, asker: &Asker) -> Filter {
        let with = |op, literal| Filter::Test(Test { path: test.path.clone(), op, literal });
        let (anchor, plus) = match self {
            Self::Me => return with(test.op, Literal::Id(asker.user.unwrap_or(Id::NIL))),
            Self::Day(anchor, plus) => (anchor, plus),
        };
        let today = asker.zone.day(asker.now);
        let far = Days::new(plus.unsigned_abs().into());
        let moved = |day: NaiveDate| if plus < 0 { day.checked_sub_days(far) } else { day.checked_add_days(far) };
        let day = anchor.day(today).and_then(moved).unwrap_or(today);
        if test.path.field.kind.name() == Kind::Date.name() {
            return with(test.op, Literal::Date(day.format("%Y-%m-%d").to_string()));
        }
        let first = Literal::Time(asker.zone.begin(day));
        let last = Literal::Time(day.succ_opt().map_or(Micros::MAX, |next| asker.zone.begin(next) - 1));
        let within = |first, last| Filter::And(vec![with(Op::Ge, first), with(Op::Le, last)]);
        match test.op {
            Op::Eq => within(first, last),
            Op::Ne => Filter::Not(Box::new(within(first, last))),
            Op::Gt | Op::Le => with(test.op, last),
            _ => with(test.op, first),
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Me => f.write_str("me"),
            Self::Day(anchor, 0) => f.write_str(anchor.name()),
            Self::Day(anchor, plus) => write!(f, "{}{plus:+}", anchor.name()),
        }
    }
}

impl Filter {
    /// Whether it means something else to somebody else, or on another day.
    pub fn has_words(&self) -> bool {
        match self {
            Self::All => false,
            Self::And(members) | Self::Or(members) => members.iter().any(Self::has_words),
            Self::Not(inner) | Self::Any { items: inner, .. } => inner.has_words(),
            Self::Test(test) => matches!(test.literal, Literal::Word(_)),
        }
    }

    /// What it means for whoever asks.
    #[must_use]
    pub fn settled(&self, asker: &Asker) -> Self {
        let all = |members: &[Self]| members.iter().map(|member| member.settled(asker)).collect();
        match self {
            Self::All => Self::All,
            Self::And(members) => Self::And(all(members)),
            Self::Or(members) => Self::Or(all(members)),
            Self::Not(inner) => Self::Not(Box::new(inner.settled(asker))),
            Self::Any { list, items } => Self::Any { list: *list, items: Box::new(items.settled(asker)) },
            Self::Test(test) => match test.literal {
                Literal::Word(word) => word.settle(test, asker),
                _ => self.clone(),
            },
        }
    }
}
