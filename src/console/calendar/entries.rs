//! The activities of a calendar, by day: the first few of each, and how many more there are.

use crate::clock::{Micros, Zone};
use crate::console::calendar::address::{Address, Who};
use crate::console::calendar::period::{DAY, View};
use crate::console::display::{Display, Shown};
use crate::console::icons::Icon;
use crate::console::moved;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::record_type::{TITLE, UPDATED_AT};
use crate::model::{AnyField, Kind, RecordType};
use crate::query::days::{self, Days};
use crate::query::list::MOST;
use crate::query::{self, Found, Listing, Order};
use crate::records::{activity, parts};

/// How many pages of activities a file holds.
const PAGES: usize = 10;
/// How many that began earlier are shown.
const LASTING: u32 = 20;

/// An activity on a day.
pub(super) struct Entry {
    pub(super) id: Id,
    pub(super) version: i64,
    pub(super) title: String,
    /// From when until when, as far as that is on the day; empty where the day is all that is said.
    pub(super) time: String,
    pub(super) icon: Icon,
    pub(super) kind: Shown,
    pub(super) is_done: bool,
    pub(super) is_late: bool,
    /// Whether it can be moved: by who looks at it, and from here, where it begins.
    pub(super) can_move: bool,
    pub(super) can_change: bool,
    pub(super) about: Shown,
    /// The same, as it stands within a link.
    pub(super) whose: String,
    pub(super) owner: Shown,
}

/// For each day that is shown its entries, and how many more there are.
pub(super) async fn of(visit: &Visit, kind: &'static RecordType, address: &Address) -> Result<Vec<(Vec<Entry>, u64)>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let here = visit.here();
    let begins = address.period.begins(here.zone);
    let (from, until) = ends(&begins);
    let most: u32 = match address.period.view {
        View::Month => 4,
        View::Week => 14,
        View::Day => 100,
    };
    let listing = listing(visit, kind, address, within(from, until))?;
    let by = Days { of: vec![activity::STARTS.any(), activity::DUE.any()], begins: begins.clone() };
    let (on, engine) = (database.read(), database.engine());
    let on_days = days::first(on, engine, caller, kind, &listing, &by, most).await?;
    let earlier = Listing { limit: LASTING, ..self::listing(visit, kind, address, lasting(from))? };
    let earlier = query::list(database.read(), engine, caller, kind, &earlier).await?.items;
    let counts: Vec<(i64, u64)> = on_days.iter().map(|on_day| (on_day.day, on_day.count)).collect();
    let found: Vec<Found> = earlier.into_iter().chain(on_days.into_iter().flat_map(|on_day| on_day.first)).collect();
    let ids: Vec<Id> = found.iter().map(|found| found.record.id).collect();
    let may = moved::changeable(visit, kind, &ids).await?;
    let titles = Titles::of(visit, &[activity::ABOUT.any(), parts::OWNER.any()], &found).await?;
    let display = Display::of(visit, kind, &titles)?;

    let length = begins.len().saturating_sub(1);
    let mut days: Vec<(Vec<Entry>, u64)> = (0..length).map(|_| (Vec::new(), 0)).collect();
    for (number, count) in counts {
        if let Some(day) = usize::try_from(number).ok().and_then(|number| days.get_mut(number)) {
            day.1 = count;
        }
    }
    for found in &found {
        for (on_day, part) in days_of(found, &begins) {
            let Some(day) = days.get_mut(on_day) else { continue };
            let can_change = may.contains(&found.record.id);
            let entry = entry(&display, found, can_change, part, address.period.view);
            // What goes on from the day before comes first, and is counted with the others.
            if part.is_first {
                day.0.push(entry);
            } else {
                day.0.insert(0, entry);
                day.1 += 1;
            }
        }
    }
    for (entries, count) in &mut days {
        entries.truncate(most as usize);
        *count = count.saturating_sub(entries.len() as u64);
    }
    Ok(days)
}

/// All activities of a period, at most so many as a file holds.
pub(super) async fn all(visit: &Visit, kind: &'static RecordType, address: &Address) -> Result<Vec<Found>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let (from, until) = ends(&address.period.begins(visit.here().zone));
    let mut listing = Listing { limit: MOST, ..listing(visit, kind, address, within(from, until))? };
    listing.fields.get_or_insert_default().extend([activity::BODY.any(), UPDATED_AT.any()]);
    listing.order = vec![Order { field: UPDATED_AT.any(), descending: true }];
    let mut all = Vec::new();
    for _ in 0..PAGES {
        let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
        all.extend(page.items);
        listing.after = page.next;
        if listing.after.is_none() {
            break;
        }
    }
    Ok(all)
}

fn listing(visit: &Visit, kind: &'static RecordType, address: &Address, when: Filter) -> Result<Listing> {
    let caller = visit.caller()?;
    let whose = match (address.who, caller.actor.user()) {
        (Who::All, _) => Filter::All,
        (Who::User(id), _) => owned_by(id),
        (Who::Me, me) => {
            let me = me.unwrap_or(Id::NIL);
            Filter::Or(std::iter::once(owned_by(me)).chain(taken_part_in(me)).collect())
        }
    };
    let fields = [
        TITLE.any(),
        activity::KIND.any(),
        activity::STARTS.any(),
        activity::ENDS.any(),
        activity::DUE.any(),
        activity::DONE.any(),
        activity::ABOUT.any(),
        parts::OWNER.any(),
    ];
    Ok(Listing { filter: when.and(whose), fields: Some(fields.to_vec()), ..Listing::new(caller, kind) })
}

fn test(field: AnyField, op: Op, literal: Literal) -> Filter {
    Filter::Test(Test { path: Path { field, part: Part::Whole }, op, literal })
}

/// What belongs to somebody.
pub(in crate::console) fn owned_by(user: Id) -> Filter {
    test(parts::OWNER.any(), Op::Eq, Literal::Id(user))
}

fn taken_part_in(user: Id) -> Option<Filter> {
    let list = activity::PARTICIPANTS.any();
    let Kind::List(people) = list.kind else { return None };
    let path = Path { field: *people.parts.first()?, part: Part::ReferenceId };
    let items = Box::new(Filter::Test(Test { path, op: Op::Eq, literal: Literal::Id(user) }));
    Some(Filter::Any { list, items })
}

/// What begins, or else is due, between two moments.
fn within(from: Micros, until: Micros) -> Filter {
    let between =
        |field: AnyField| vec![test(field, Op::Ge, Literal::Time(from)), test(field, Op::Lt, Literal::Time(until))];
    let (starts, mut due) = (between(activity::STARTS.any()), between(activity::DUE.any()));
    due.push(Filter::Not(Box::new(test(activity::STARTS.any(), Op::Present, Literal::None))));
    Filter::Or(vec![Filter::And(starts), Filter::And(due)])
}

/// What began before a moment and goes on after it. What lasts for more than a month is not looked for.
fn lasting(from: Micros) -> Filter {
    Filter::And(vec![
        test(activity::STARTS.any(), Op::Ge, Literal::Time(from - 31 * DAY)),
        test(activity::STARTS.any(), Op::Lt, Literal::Time(from)),
        test(activity::ENDS.any(), Op::Gt, Literal::Time(from)),
    ])
}

/// When the first day begins, and when the last one ends.
fn ends(begins: &[Micros]) -> (Micros, Micros) {
    (begins.first().copied().unwrap_or_default(), begins.last().copied().unwrap_or_default())
}

/// What a day has of an activity.
#[derive(Clone, Copy)]
struct Stretch {
    is_first: bool,
    is_last: bool,
}

/// Which of these days an activity is on, and whether it begins or ends there.
fn days_of(found: &Found, begins: &[Micros]) -> Vec<(usize, Stretch)> {
    let record = &found.record;
    let Some(at) = record.get(activity::STARTS).or(record.get(activity::DUE)) else { return Vec::new() };
    // What ends at midnight does not go on.
    let last = match (record.get(activity::STARTS), record.get(activity::ENDS)) {
        (Some(starts), Some(ends)) if ends > starts => ends - 1,
        _ => at,
    };
    let days = begins.windows(2).enumerate().filter(|(_, day)| at < day[1] && last >= day[0]);
    days.map(|(number, day)| (number, Stretch { is_first: at >= day[0], is_last: last < day[1] })).collect()
}

fn entry(display: &Display<'_>, found: &Found, can_change: bool, part: Stretch, view: View) -> Entry {
    let record = &found.record;
    let (starts, ends, due) = (record.get(activity::STARTS), record.get(activity::ENDS), record.get(activity::DUE));
    let is_done = record.get(activity::DONE).is_some();
    // In a month there is room for the beginning only.
    let has_room = view != View::Month;
    Entry {
        id: record.id,
        version: record.version,
        title: title(display.t, found),
        time: match (part.is_first, ends) {
            (true, _) => times(display.here.zone, starts.or(due), ends.filter(|_| has_room && starts.is_some())),
            (false, Some(ends)) if part.is_last => format!("–{}", clock(display.here.zone, ends)),
            _ => String::new(),
        },
        icon: Icon(icon(record.text("kind").unwrap_or_default())),
        kind: display.show(&activity::KIND.any(), record.value("kind")),
        is_done,
        is_late: !is_done && due.is_some_and(|due| due < display.here.now),
        can_move: can_change && part.is_first,
        can_change,
        about: display.cell(&activity::ABOUT.any(), record.value("about")),
        whose: match display.cell(&activity::ABOUT.any(), record.value("about")).plain() {
            Shown::Text(text) => text,
            _ => String::new(),
        },
        owner: display.show(&parts::OWNER.any(), record.value(parts::OWNER.name())),
    }
}

/// `14:05`, `14:05–14:35`; nothing for what is due on a day and at no hour.
fn times(zone: Zone, at: Option<Micros>, ends: Option<Micros>) -> String {
    let Some(at) = at else { return String::new() };
    let day = zone.day(at);
    match ends {
        Some(ends) if ends > at && zone.day(ends) == day => format!("{}–{}", clock(zone, at), clock(zone, ends)),
        None if at == zone.begin(day) => String::new(),
        _ => clock(zone, at),
    }
}

/// The hour and minute of a moment.
pub(in crate::console) fn clock(zone: Zone, at: Micros) -> String {
    zone.wall(at).format("%H:%M").to_string()
}

/// The icon of a sort of activity.
pub(in crate::console) fn icon(kind: &str) -> &'static str {
    match kind {
        "call" => "phone",
        "meeting" => "group",
        "task" => "check",
        "note" => "note",
        "mail" => "mail",
        _ => "activity",
    }
}
