//! The demo company: made up from a seed, the same every time, with Dutch and other European names.

mod dice;
mod names;
mod sales;
mod staff;

use crate::changes::change::MOST;
use crate::changes::{Batch, Change, commit};
use crate::database::Database;
use crate::error::Result;
use crate::model::filter;
use crate::query::{self, Listing};
use crate::records::{configuration, user};
use crate::rights::{Caller, Reason};

use dice::Dice;

/// Fills an installation that has no organisations yet; any other is left as it is.
pub async fn run(database: &Database) -> Result<()> {
    let configuration = configuration::load(database).await?;
    let caller = Caller::system(configuration, "demo company").because(Reason::text("Made up for the demo"));
    let mut listing = Listing::new(&caller, &crate::records::organisation::ORGANISATION);
    listing.limit = 1;
    let engine = database.engine();
    let page =
        query::list(database.read(), engine, &caller, &crate::records::organisation::ORGANISATION, &listing).await?;
    if !page.items.is_empty() {
        return Ok(());
    }
    let mut dice = Dice::new(2026);
    let now = database.clock().now();
    let ids = database.ids().clone();
    let (staff, changes) = staff::make(&mut dice, &ids);
    write(database, &caller, changes).await?;
    let changes = sales::make(&mut dice, &ids, &staff, now);
    write(database, &caller, changes).await?;
    tracing::info!("the demo company is there");
    Ok(())
}

/// Whether the demo company is there: by the mail addresses of its people, which nobody else can have.
pub async fn is_there(database: &Database) -> Result<bool> {
    let caller = Caller::system(configuration::load(database).await?, "demo company");
    let kind = &user::USER;
    let filter = filter::parse(&caller.configuration.schema, kind, "email ew \"@demo.example\"", &|_| true)?;
    let listing = Listing { filter, limit: 1, fields: Some(Vec::new()), ..Listing::new(&caller, kind) };
    let page = query::list(database.read(), database.engine(), &caller, kind, &listing).await?;
    Ok(!page.items.is_empty())
}

async fn write(database: &Database, caller: &Caller, changes: Vec<Change>) -> Result<()> {
    for some in changes.chunks(MOST) {
        commit(database, caller, Batch::of(some.to_vec())).await?;
    }
    Ok(())
}
