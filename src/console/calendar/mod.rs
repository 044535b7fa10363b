//! The calendar of activities: months, weeks and days, of oneself, of a colleague or of all, as far as rights go.

mod address;
mod entries;
mod ics;
mod moves;
mod period;

use askama::Template;
use chrono::{Datelike, NaiveDate};
use poem::Response;
use poem::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::console::forms::Option_;
use crate::console::moved::Moved;
use crate::console::page::{self, Shell};
use crate::console::titles::titled;
use crate::console::visit::Visit;
use crate::console::{list, record};
use crate::error::Result;
use crate::id::Id;
use crate::model::RecordType;
use crate::model::filter::Filter;

use address::{Address, Who};
use entries::Entry;
use period::{Period, View};

pub(super) use entries::{clock, icon, owned_by};
pub(super) use moves::{done, move_to, show_move};

/// How many people are offered whose calendars one can look at.
const PEOPLE: usize = 200;

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    shell: Shell,
    heading: String,
    address: Address,
    views: Vec<(&'static str, String, String, bool)>,
    previous: String,
    today: String,
    next: String,
    file: String,
    people: Vec<Option_>,
    weekdays: Vec<String>,
    days: Vec<Day>,
    /// Whether there is nothing at all in it.
    is_empty: bool,
    zone: String,
    can_create: bool,
    moved: Option<Moved>,
}

struct Day {
    iso: String,
    number: u32,
    long: String,
    href: String,
    new: String,
    is_today: bool,
    /// Of the month before or after.
    is_beside: bool,
    entries: Vec<Entry>,
    /// How many more there are.
    more: String,
}

/// The day that it is, in words.
pub(super) fn today(visit: &Visit) -> String {
    period::capital(&period::long(visit.t, visit.here().today()))
}

/// Activities as a record type.
fn activities(visit: &Visit) -> Result<&'static RecordType> {
    visit.kind("activities")
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let (kind, address) = (activities(visit)?, Address::of(visit)?);
    let period = address.period;
    let here = visit.here();
    let today = here.today();
    let days = entries::of(visit, kind, &address).await?;
    let days: Vec<Day> =
        period.days().zip(days).map(|(day, found)| self::day(visit, &address, day, today, found)).collect();
    let page = CalendarPage {
        shell: Shell::of(visit, visit.say("calendar")),
        heading: period.title(visit.t),
        views: View::ALL
            .into_iter()
            .map(|view| {
                let key = match view {
                    View::Month => "calendar-view-month",
                    View::Week => "calendar-view-week",
                    View::Day => "calendar-view-day",
                };
                let href = address.at(Period { view, ..period }).href();
                (view.name(), visit.say(key).into(), href, view == period.view)
            })
            .collect(),
        previous: address.at(Period { day: period.previous(), ..period }).href(),
        today: address.at(Period { day: today, ..period }).href()
            + if period.view == View::Day { "" } else { "#today" },
        next: address.at(Period { day: period.next(), ..period }).href(),
        file: address.file(),
        people: people(visit, address.who).await?,
        weekdays: period::short_weekdays(visit.t),
        is_empty: days.iter().all(|day| day.entries.is_empty()),
        zone: visit.say("times-in").with("zone", here.zone.name()).into(),
        can_create: list::can_be_made(visit.caller()?, kind),
        moved: Moved::of(visit, kind, address.href()).await?,
        days,
        address,
    };
    page::render(&page)
}

fn day(visit: &Visit, address: &Address, day: NaiveDate, today: NaiveDate, found: (Vec<Entry>, u64)) -> Day {
    let (entries, more) = found;
    let owner = match address.who {
        Who::User(id) => format!("&owner_id={id}"),
        Who::Me | Who::All => String::new(),
    };
    Day {
        iso: day.to_string(),
        number: day.day(),
        long: period::long(visit.t, day),
        href: address.at(Period { view: View::Day, day }).href(),
        new: format!("/activities/new?kind=meeting&starts={day}T09:00&ends={day}T10:00{owner}"),
        is_today: day == today,
        is_beside: address.period.view == View::Month && day.month() != address.period.day.month(),
        entries,
        more: if more > 0 { visit.say("calendar-more").count(more).into() } else { String::new() },
    }
}

/// Whose calendars can be chosen: one's own, those of people one can see, and all.
async fn people(visit: &Visit, chosen: Who) -> Result<Vec<Option_>> {
    let caller = visit.caller()?;
    let me = caller.actor.user();
    let option = |who: Who, label: String| Option_ { value: who.text(), label, selected: who == chosen };
    let mut people =
        vec![option(Who::Me, visit.say("calendar-mine").into()), option(Who::All, visit.say("calendar-all").into())];
    if let Some(kind) = caller.configuration.schema.named("user") {
        let users: Vec<(Id, String)> = titled(visit, kind, Filter::All, PEOPLE).await?;
        let others = users.into_iter().filter(|(id, _)| Some(*id) != me);
        people.extend(others.map(|(id, name)| option(Who::User(id), name)));
    }
    Ok(people)
}

/// What is shown, as a file for other calendars.
pub(super) async fn file(visit: &Visit) -> Result<Response> {
    let (kind, address) = (activities(visit)?, Address::of(visit)?);
    let found = entries::all(visit, kind, &address).await?;
    let now = visit.app.database().clock().now();
    Ok(download("calendar.ics", ics::calendar(found.iter().map(|found| &found.record), now)))
}

/// One activity as a file for other calendars.
pub(super) async fn file_of_one(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    if kind.name != "activity" {
        return Err(crate::error::Error::NotFound);
    }
    let found = record::found(visit, kind, id).await?;
    Ok(download("activity.ics", ics::calendar([&found.record], visit.app.database().clock().now())))
}

fn download(name: &str, text: String) -> Response {
    Response::builder()
        .header(CONTENT_TYPE, "text/calendar; charset=utf-8")
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
        .header(CACHE_CONTROL, "private, no-store")
        .body(text)
}
