//! The list that one came from: the way back to it, and the records before and after this one in its order.

use poem::Response;
use poem::http::header::LOCATION;

use crate::console::list;
use crate::console::pairs::{Pairs, encode, joined};
use crate::console::titles::{self, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::RecordType;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::record_type::TITLE;
use crate::query::{self, Cursor, Found, Listing, Order};

/// The way back and on.
pub(in crate::console) struct Neighbours {
    pub(in crate::console) list: String,
    pub(in crate::console) previous: Option<Neighbour>,
    pub(in crate::console) next: Option<Neighbour>,
}

/// A record beside this one.
pub(in crate::console) struct Neighbour {
    pub(in crate::console) href: String,
    pub(in crate::console) title: String,
}

/// What the address of a page about a record says of the list that one came from; of all records it says nothing more.
pub(in crate::console) fn from(visit: &Visit) -> Option<&str> {
    visit.query.get("from").filter(|_| is_record(&visit.path))
}

/// An address about a record that says so too.
pub(in crate::console) fn on(address: &str, from: Option<&str>) -> String {
    from.map_or_else(|| address.to_owned(), |from| joined(address, &format!("from={}", encode(from))))
}

/// An answer that goes on to the page of a record does so with the list that one came from.
pub(in crate::console) fn kept(visit: &Visit, mut response: Response) -> Response {
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    if is_record(location)
        && !location.contains("from=")
        && let Ok(location) = on(location, from(visit)).parse()
    {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// The list that one came from to a record, or else that of all.
pub(in crate::console) async fn list(visit: &Visit, kind: &'static RecordType) -> Result<String> {
    Ok(list::told(visit, kind, &Pairs::parse(from(visit).unwrap_or_default())).await?.0)
}

/// Whether an address is about one record.
fn is_record(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.split('/').nth(2).is_some_and(|id| id.parse::<Id>().is_ok())
}

/// As the address says it in `from`; nothing where it says nothing.
pub(in crate::console) async fn of(visit: &Visit, found: &Found) -> Result<Option<Neighbours>> {
    let kind = found.record.kind;
    let Some(from) = from(visit) else { return Ok(None) };
    let (list, listing) = list::told(visit, kind, &Pairs::parse(from)).await?;
    let mut neighbours = Neighbours { list, previous: None, next: None };
    let Some(listing) = listing else { return Ok(Some(neighbours)) };
    let listing = Listing { limit: 1, fields: Some(vec![TITLE.any()]), ..listing };
    let own = Listing { filter: listing.filter.clone().and(titles::is(found.record.id)), ..listing.clone() };
    let Some(here) = first(visit, kind, &own).await? else { return Ok(Some(neighbours)) };
    let cursor = Cursor { keys: here.extra, id: found.record.id };
    let link = |found: Found| Neighbour {
        href: on(&format!("/{}/{}", kind.plural, found.record.id), Some(from)),
        title: title(visit.t, &found),
    };
    let after = Listing { after: Some(cursor.clone()), ..listing.clone() };
    neighbours.next = first(visit, kind, &after).await?.map(link);
    for before in backwards(&listing, &cursor) {
        if let Some(found) = first(visit, kind, &before).await? {
            neighbours.previous = Some(link(found));
            break;
        }
    }
    Ok(Some(neighbours))
}

async fn first(visit: &Visit, kind: &'static RecordType, listing: &Listing) -> Result<Option<Found>> {
    let database = visit.app.database();
    let page = query::list(database.read(), database.engine(), visit.caller()?, kind, listing).await?;
    Ok(page.items.into_iter().next())
}

/// The lists to be tried one after the other, whose first record is the one before. Missing values stand last in either direction, so
/// before them come those that have one; where more than one key may be missing, the way back is not offered.
fn backwards(listing: &Listing, cursor: &Cursor) -> Vec<Listing> {
    let turn = |order: &Order| Order { field: order.field, descending: !order.descending };
    let order: Vec<Order> = listing.order.iter().map(turn).collect();
    let turned = Listing { order, after: Some(cursor.clone()), ..listing.clone() };
    if listing.order.iter().all(Order::always_there) {
        return vec![turned];
    }
    let [one] = listing.order.as_slice() else { return Vec::new() };
    let path = Path { field: one.field, part: Part::Whole };
    let has = Filter::Test(Test { path, op: Op::Present, literal: Literal::None });
    let filled = Listing { filter: listing.filter.clone().and(has.clone()), ..turned.clone() };
    if cursor.keys.iter().any(serde_json::Value::is_null) {
        let missing = Listing { filter: listing.filter.clone().and(Filter::Not(Box::new(has))), ..turned };
        vec![missing, Listing { after: None, ..filled }]
    } else {
        vec![filled]
    }
}
