//! What is to be done by whoever looks: what is late, what comes today, and what comes within a week.

use chrono::Days;

use crate::clock::{Micros, format_time};
use crate::console::calendar::{clock, icon, owned_by};
use crate::console::display::{Display, Shown};
use crate::console::home::{list, parsed, readable, test};
use crate::console::icons::Icon;
use crate::console::list::can_be_made;
use crate::console::pairs::encode;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::RecordType;
use crate::model::filter::{Filter, Literal, Op};
use crate::model::record_type::TITLE;
use crate::query::count::count;
use crate::query::{Found, Listing, Order};
use crate::records::activity;

/// How many of each sort are shown.
const MOST: u32 = 8;
/// How far it is counted what is late.
const COUNTED: u64 = 1_000;

/// What is to be done.
pub(super) struct Tasks {
    pub(super) parts: Vec<Part>,
    pub(super) can_create: bool,
}

/// What is late, or comes today, or later.
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) is_late: bool,
    pub(super) tasks: Vec<Task>,
    /// Where all of them are, where there are more, and how many.
    pub(super) all: String,
    pub(super) count: String,
}

/// One thing to do.
pub(super) struct Task {
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) icon: Icon,
    pub(super) about: Shown,
    pub(super) when: String,
}

/// Those of whoever looks.
pub(super) async fn of(visit: &Visit) -> Result<Option<Tasks>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let (Some(kind), Some(me)) = (readable(visit, "activity")?, caller.actor.user()) else { return Ok(None) };
    let here = visit.here();
    let [today, tomorrow, week] = [0, 1, 7].map(|days| here.zone.begin(here.today() + Days::new(days)));
    let late = format!("owner_id eq \"{me}\" and not (done pr) and due lt \"{}\"", format_time(here.now));
    let late_filter = parsed(visit, kind, &late)?;
    let counted = Listing { filter: late_filter.clone(), ..Listing::new(caller, kind) };
    let number = count(database.read(), database.engine(), caller, kind, &counted, Some(COUNTED)).await?;
    let overdue = list(visit, kind, &listing(visit, kind, late_filter, activity::DUE.any())?).await?;
    let open = Filter::Not(Box::new(test(activity::DONE.any(), Op::Present, Literal::None)));
    let mut coming = Vec::new();
    for (field, from) in [(activity::DUE.any(), here.now), (activity::STARTS.any(), today)] {
        let within = [(Op::Ge, from), (Op::Lt, week)].map(|(op, at)| test(field, op, Literal::Time(at)));
        let filter = Filter::And(within.into_iter().chain([owned_by(me), open.clone()]).collect());
        for found in list(visit, kind, &listing(visit, kind, filter, field)?).await? {
            if coming.iter().all(|known: &Found| known.record.id != found.record.id) {
                coming.push(found);
            }
        }
    }
    coming.sort_by_key(at);
    coming.truncate(2 * MOST as usize);
    let (today_tasks, later): (Vec<Found>, Vec<Found>) = coming.into_iter().partition(|found| at(found) < tomorrow);
    let all: Vec<Found> = overdue.iter().chain(&today_tasks).chain(&later).cloned().collect();
    let titles = Titles::of(visit, &[activity::ABOUT.any()], &all).await?;
    let display = Display::of(visit, kind, &titles)?;
    let part = |key: &'static str, found: &[Found]| Part {
        heading: visit.say(key).into(),
        is_late: key == "home-late",
        tasks: found.iter().map(|found| task(visit, &display, found, key == "home-today")).collect(),
        all: String::new(),
        count: String::new(),
    };
    let more = if number >= COUNTED { "+" } else { "" };
    let parts = [
        Part {
            all: if number > overdue.len() as u64 {
                format!("/activities?filter={}", encode(&late))
            } else {
                String::new()
            },
            count: format!("{}{more}", visit.t.number(&number.to_string())),
            ..part("home-late", &overdue)
        },
        part("home-today", &today_tasks),
        part("home-week", &later),
    ];
    Ok(Some(Tasks {
        parts: parts.into_iter().filter(|part| !part.tasks.is_empty()).collect(),
        can_create: can_be_made(caller, kind),
    }))
}

fn listing(visit: &Visit, kind: &'static RecordType, filter: Filter, by: crate::model::AnyField) -> Result<Listing> {
    let fields =
        [TITLE.any(), activity::KIND.any(), activity::DUE.any(), activity::STARTS.any(), activity::ABOUT.any()];
    Ok(Listing {
        filter,
        order: vec![Order { field: by, descending: false }],
        fields: Some(fields.to_vec()),
        limit: MOST,
        ..Listing::new(visit.caller()?, kind)
    })
}

/// When it begins, or else is due.
fn at(found: &Found) -> Micros {
    found.record.get(activity::STARTS).or(found.record.get(activity::DUE)).unwrap_or(Micros::MAX)
}

fn task(visit: &Visit, display: &Display<'_>, found: &Found, is_today: bool) -> Task {
    let (at, zone) = (at(found), display.here.zone);
    Task {
        id: found.record.id,
        title: title(visit.t, found),
        icon: Icon(icon(found.record.text("kind").unwrap_or_default())),
        about: display.cell(&activity::ABOUT.any(), found.record.value("about")),
        when: if is_today { clock(zone, at) } else { visit.t.date(zone.day(at)) },
    }
}
