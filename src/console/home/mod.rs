//! Home: what is to be done, how the deals stand, what changed around whoever looks, and what waits for somebody to see to it.

mod around;
mod deals;
mod needs;
mod tasks;

use askama::Template;
use poem::Response;

use crate::console::acting::{self, Past};
use crate::console::moved::Moved;
use crate::console::page::{self, Shell};
use crate::console::sign_ins::Notices;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::RecordType;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::{AnyField, filter};
use crate::query::{self, Found, Listing};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

use around::Recent;
use deals::Deals;
use needs::Need;
use tasks::Tasks;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    today: String,
    tasks: Option<Tasks>,
    deals: Option<Deals>,
    recent: Vec<Recent>,
    needs: Vec<Need>,
    moved: Option<Moved>,
    /// What was done as whoever looks, and he has not said that he knows of it.
    acted: Vec<Past>,
    notices: Notices,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let shell = Shell::of(visit, visit.say("home"));
    let moved = match readable(visit, "activity")? {
        Some(kind) => Moved::of(visit, kind, "/home".into()).await?,
        None => None,
    };
    let page = HomePage {
        today: crate::console::calendar::today(visit),
        tasks: tasks::of(visit).await?,
        deals: deals::of(visit).await?,
        recent: around::of(visit).await?,
        needs: needs::of(visit).await?,
        moved,
        acted: acting::as_me(visit).await?.into_iter().filter(|one| !one.is_seen).collect(),
        notices: Notices::of(visit).await?,
        shell,
    };
    page::render(&page)
}

/// A record type, where the person can see any of it.
fn readable(visit: &Visit, name: &str) -> Result<Option<&'static RecordType>> {
    let caller = visit.caller()?;
    let kind = caller.configuration.schema.named(name);
    Ok(kind.filter(|kind| decide::rows(caller, Action::Read, kind) != Rows::None))
}

async fn list(visit: &Visit, kind: &'static RecordType, listing: &Listing) -> Result<Vec<Found>> {
    let database = visit.app.database();
    Ok(query::list(database.read(), database.engine(), visit.caller()?, kind, listing).await?.items)
}

/// A filter that stands in an address as well: its text is read, so that both say the same.
fn parsed(visit: &Visit, kind: &'static RecordType, text: &str) -> Result<Filter> {
    let caller = visit.caller()?;
    filter::parse(&caller.configuration.schema, kind, text, &|field| decide::may_see(caller, kind, field))
}

fn test(field: AnyField, op: Op, literal: Literal) -> Filter {
    Filter::Test(Test { path: Path { field, part: Part::Whole }, op, literal })
}
