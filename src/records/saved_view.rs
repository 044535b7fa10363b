//! Saved views: words, a filter, an order, columns and groups under a name.

use crate::database::Database;
use crate::error::Result;
use crate::id::Id;
use crate::model::field::{self, Field};
use crate::model::filter::{self, Filter, Literal, Op, Part, Path, Test};
use crate::model::kind::{Choice, Format, choice};
use crate::model::record_type::{PLAIN, Root};
use crate::model::{AnyField, RecordType};
use crate::query::{self, Found, Listing};
use crate::records::checks;
use crate::records::parts::OWNER;
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;

/// A list that somebody comes back to.
pub static SAVED_VIEW: RecordType = RecordType {
    name: "saved_view",
    label: "Saved view",
    plural: "saved_views",
    plural_label: "Saved views",
    table: "saved_views",
    help: "A list that somebody comes back to: filter, order, columns and groups under a name.",
    title: &[NAME],
    root: Root::Owned("owner_id"),
    fields: &[
        NAME.any(),
        RECORD_TYPE.any(),
        WORDS.any(),
        FILTER.any(),
        SORT.any(),
        COLUMNS.any(),
        GROUPING.any(),
        AUDIENCE.any(),
        OWNER.any(),
    ],
    checks: &[checks::SAVED_VIEW_FITS],
    ..PLAIN
};

static AUDIENCES: [Choice; 3] = [choice("own", "Only me"), choice("group", "My groups"), choice("all", "Everybody")];

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
pub(crate) const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type).required();
pub(crate) const WORDS: Field<String> =
    field::text("words", "Search words").max_length(200).help("Words to find, in any field that may be searched.");
pub(crate) const FILTER: Field<String> = field::text("filter", "Filter").max_length(4_096);
pub(crate) const SORT: Field<String> = field::text("sort", "Order");
pub(crate) const COLUMNS: Field<String> =
    field::text("columns", "Columns").max_length(2_000).help("Names of fields, with commas between.");
pub(crate) const GROUPING: Field<String> =
    field::text("grouping", "Groups").max_length(60).help("Name of the field that the list is grouped by.");
pub(crate) const AUDIENCE: Field<String> = field::one_of("audience", "For", &AUDIENCES).required().default("\"own\"");

/// The views of a record type that somebody may choose from: his own, those that colleagues made for their groups, and those for
/// everybody. Whoever makes a view for others shows it to them, whatever they may see of the views of others elsewhere; what the
/// view then lists is a matter of their own rights.
pub async fn offered(database: &Database, caller: &Caller, kind: &RecordType, only: Option<Id>) -> Result<Vec<Found>> {
    if decide::rows(caller, Action::Read, kind) == Rows::None {
        return Ok(Vec::new());
    }
    let is =
        |field: AnyField, literal| Filter::Test(Test { path: Path { field, part: Part::Whole }, op: Op::Eq, literal });
    let text = |field: Field<String>, text: &str| is(field.any(), Literal::Text(text.to_owned()));
    let owned = |id: &Id| is(OWNER.any(), Literal::Id(*id));
    let mine = caller.actor.user().as_ref().map(owned);
    let colleagues: Vec<Filter> = caller.colleagues().iter().map(owned).collect();
    let group = text(AUDIENCE, "group").and(Filter::Or(colleagues));
    let audience = Filter::Or(mine.into_iter().chain([group, text(AUDIENCE, "all")]).collect());
    let mut filter = text(RECORD_TYPE, kind.name).and(audience);
    if let Some(id) = only {
        filter = filter.and(is(filter::ID, Literal::Id(id)));
    }
    let program = caller.clone().with_all_rights();
    let listing = Listing { filter, limit: query::list::MOST, ..Listing::new(&program, &SAVED_VIEW) };
    let page = query::list(database.read(), database.engine(), &program, &SAVED_VIEW, &listing).await?;
    Ok(page.items)
}
