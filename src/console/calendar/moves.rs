//! Moving an activity to another day, by a form that dragging sends as well; and saying that it is done.

use askama::Template;
use chrono::NaiveTime;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, commit};
use crate::clock::{Micros, Moments};
use crate::console::ask::{self, Question, Why};
use crate::console::calendar::entries::clock;
use crate::console::calendar::period;
use crate::console::display::{self, Shown};
use crate::console::language::read_clock;
use crate::console::moved::{self, back, said};
use crate::console::page::{self, Shell};
use crate::console::record;
use crate::console::sign_in::Problem;
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, Input};
use crate::query::Found;
use crate::records::activity;
use crate::rights::Action;

#[derive(Template)]
#[template(path = "calendar_move.html")]
struct MovePage {
    shell: Shell,
    heading: String,
    now: Shown,
    id: Id,
    version: i64,
    day: String,
    time: String,
    zone: String,
    day_problem: String,
    time_problem: String,
    back: String,
    problems: Vec<Problem>,
    why: Why,
}

/// A moment, or what is wrong with the day and with the time.
type Wanted = std::result::Result<Micros, [String; 2]>;

/// An activity that is to be moved.
struct Moving {
    found: Found,
    /// The moment by which it stands in the calendar, and its field.
    field: AnyField,
    at: Option<Micros>,
}

impl Moving {
    async fn of(visit: &Visit, id: &str) -> Result<Self> {
        let kind = super::activities(visit)?;
        let found = record::found(visit, kind, id.parse().map_err(|()| Error::NotFound)?).await?;
        if found.record.is_deleted() {
            return Err(Error::Conflict("in_bin", visit.say("state-in-bin").into()));
        }
        if !record::may(visit, Action::Update, &found).await? {
            return Err(record::forbidden(visit, Action::Update, kind));
        }
        let (field, at) = match found.record.get(activity::STARTS) {
            Some(starts) => (activity::STARTS.any(), Some(starts)),
            None => (activity::DUE.any(), found.record.get(activity::DUE)),
        };
        Ok(Self { found, field, at })
    }

    /// The page with what was asked for, and what is wrong with it.
    fn page(
        &self,
        visit: &Visit,
        asked: (&str, &str),
        wrong: [&str; 2],
        why: Why,
        status: StatusCode,
        problems: Vec<Problem>,
    ) -> Result<Response> {
        let heading = visit.say("move-heading").with("title", title(visit.t, &self.found)).to_string();
        let page = MovePage {
            shell: Shell::of(visit, heading.as_str()),
            heading,
            now: self.at.map_or(Shown::Empty, |at| display::time(visit, at)),
            id: self.found.record.id,
            version: self.found.record.version,
            day: asked.0.to_owned(),
            time: asked.1.to_owned(),
            zone: visit.say("help-zone").with("zone", visit.here().zone.name()).into(),
            day_problem: wrong[0].to_owned(),
            time_problem: wrong[1].to_owned(),
            back: back(visit, "/calendar").to_owned(),
            problems,
            why,
        };
        page::render_as(status, &page)
    }

    fn why(&self, visit: &Visit) -> Result<Why> {
        Why::of(visit, self.found.record.kind, Action::Update, &[self.field])
    }

    /// The time of day that it has, with the seconds that no form shows.
    fn clock(&self, visit: &Visit) -> NaiveTime {
        self.at.map_or(NaiveTime::MIN, |at| visit.here().zone.wall(at).time())
    }

    /// What is written, for it to begin or be due at a moment: what ends goes along.
    fn input(&self, at: Micros) -> Input {
        let record = &self.found.record;
        if self.field != activity::STARTS.any() {
            return Input::new().with(activity::DUE, at);
        }
        let by = at - self.at.unwrap_or(at);
        Input::new()
            .with(activity::STARTS, at)
            .with_some(activity::ENDS, record.get(activity::ENDS).map(|ends| ends + by))
    }
}

/// The moment that is asked for, or what is wrong with the day and with the time. A time that is only kept gives way where the
/// clock skips it; one that was typed is not guessed at.
fn whereto(visit: &Visit, day: &str, time: Option<&str>, kept: NaiveTime) -> Wanted {
    let here = visit.here();
    let day = visit.t.read_day(here.today(), day).and_then(|day| period::parse(&day));
    let clock = time.map_or(Some(kept), read_clock);
    let (Some(day), Some(clock)) = (day, clock) else {
        let said = |key, is_wrong| if is_wrong { visit.say(key).to_string() } else { String::new() };
        return Err([said("problem-date", day.is_none()), said("move-no-time", clock.is_none())]);
    };
    let wall = day.and_time(clock);
    if time.is_some() && here.zone.moments(wall) == Moments::Never {
        let never = visit.say("problem-time-never").with("zone", here.zone.name());
        return Err([String::new(), never.into()]);
    }
    Ok(here.zone.moment(wall))
}

/// Asks whereto.
pub(in crate::console) async fn show_move(visit: &Visit) -> Result<Response> {
    let moving = Moving::of(visit, visit.query.text("id")).await?;
    let here = visit.here();
    let at = moving.at.unwrap_or_else(|| here.zone.begin(here.today()));
    let (day, time) = (visit.t.day_to_edit(&here.zone.day(at).to_string()), clock(here.zone, at));
    let why = moving.why(visit)?;
    moving.page(visit, (&day, &time), ["", ""], why, StatusCode::OK, Vec::new())
}

/// Moves it.
pub(in crate::console) async fn move_to(visit: &Visit) -> Result<Response> {
    let moving = Moving::of(visit, visit.form.text("id")).await?;
    let (day, time) = (visit.form.text("day"), visit.form.get("time"));
    let kept = moving.clock(visit);
    let shown = kept.format("%H:%M").to_string();
    let asked = (day, time.unwrap_or(&shown));
    let mut why = moving.why(visit)?;
    let at = match whereto(visit, day, time.filter(|time| *time != shown), kept) {
        Ok(at) => at,
        Err(wrong) => {
            let wrong = [&*wrong[0], &*wrong[1]];
            let named = ["day", "time"].into_iter().zip(wrong).filter(|(_, text)| !text.is_empty());
            let problems = named.map(|(id, text)| Problem { id: id.into(), text: text.into() }).collect();
            return moving.page(visit, asked, wrong, why, StatusCode::UNPROCESSABLE_ENTITY, problems);
        }
    };
    let (kind, id) = (moving.found.record.kind, moving.found.record.id);
    let version = visit.form.text("_version").parse().ok();
    let change = Change::update(kind, id, moving.input(at)).at_version(version);
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(change)).await {
        Ok(outcomes) => {
            let back = back(visit, "/calendar");
            let changed = outcomes.iter().any(|outcome| outcome.changed);
            Ok(page::go(&if changed { said(back, id) } else { back.to_owned() }))
        }
        Err(error) => {
            let (status, problems) = moved::problems(visit, kind, &mut why, error)?;
            // Read again: the next try is about what it is now.
            let moving = Moving::of(visit, visit.form.text("id")).await?;
            moving.page(visit, asked, ["", ""], why, status, problems)
        }
    }
}

/// Says that an activity is done, or that it is not.
pub(in crate::console) async fn done(visit: &Visit) -> Result<Response> {
    let moving = Moving::of(visit, visit.form.text("id")).await?;
    let (kind, id) = (moving.found.record.kind, moving.found.record.id);
    let is_done = visit.form.text("done") == "1";
    let input = if is_done {
        // What was done already stays so since then.
        let since = moving.found.record.get(activity::DONE);
        Input::new().with(activity::DONE, since.unwrap_or_else(|| visit.app.database().clock().now()))
    } else {
        Input::new().without(activity::DONE)
    };
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(Change::update(kind, id, input))).await {
        Ok(outcomes) => {
            let back = back(visit, "/calendar");
            let changed = outcomes.iter().any(|outcome| outcome.changed);
            Ok(page::go(&if changed { said(back, id) } else { back.to_owned() }))
        }
        Err(error) => {
            let key = if is_done { "done-heading" } else { "undone-heading" };
            let heading = visit.say(key).with("title", title(visit.t, &moving.found)).to_string();
            let question = Question {
                lead: String::new(),
                button: visit.say(if is_done { "mark-done" } else { "mark-open" }).into(),
                heading,
                to: "/calendar/done".into(),
                back: back(visit, "/calendar").to_owned(),
                with: vec![
                    ("id", id.to_string()),
                    ("done", visit.form.text("done").to_owned()),
                    ("_back", back(visit, "/calendar").to_owned()),
                ],
                changes: Vec::new(),
            };
            ask::again(visit, kind, Action::Update, question, error)
        }
    }
}
