//! Lists: a page of records, narrowed, sorted and shaped as asked.

use std::fmt::Write as _;

use poem::Response;

use crate::api::call::Call;
use crate::api::problem::Answered;
use crate::api::reply::Reply;
use crate::api::{cursor, write};
use crate::clock::Zone;
use crate::error::Error;
use crate::id::Id;
use crate::model::filter::Asker;
use crate::model::{AnyField, filter};
use crate::query::list::{parse_expand, parse_fields};
use crate::query::{self, Found, Listing, count, order, search};
use crate::records::saved_view;
use crate::rights::{Caller, decide};

/// What a request asks to be listed, without the page. What it does not say itself a saved view may say.
pub(super) async fn listing(call: &Call, caller: &Caller) -> Answered<Listing> {
    let kind = call.kind()?;
    let schema = &caller.configuration.schema;
    let mut listing = Listing::new(caller, kind);
    let view = view(call, caller).await?;
    let may_use = |field: &AnyField| decide::may_see(caller, kind, field);
    let of_view =
        |name, field| view.as_ref().filter(|_| call.query(name).is_none()).and_then(|view| view.record.get(field));
    if let Some(text) = call.query("filter") {
        listing.filter = filter::parse_with_words(schema, kind, text, &may_use)?;
    } else if let Some(text) = of_view("filter", saved_view::FILTER) {
        // Whoever may not see what a view asks for is not told what it is.
        listing.filter = filter::parse_with_words(schema, kind, &text, &may_use).map_err(|_| {
            Error::invalid("view", "view_out_of_reach", "This view asks for something that you may not see.")
        })?;
    }
    let now = call.app.database().clock().now();
    listing.filter = listing.filter.settled(&Asker { user: caller.actor.user(), zone: Zone::UTC, now });
    if let Some(text) = call.query("q") {
        listing.words = search::parse(text)?;
    } else if let Some(text) = of_view("q", saved_view::WORDS) {
        listing.words = search::parse(&text)?;
    }
    if let Some(text) = call.query("sort") {
        let orders = order::parse(caller, kind, text)?;
        if !orders.is_empty() {
            listing.order = orders;
        }
    } else if let Some(text) = of_view("sort", saved_view::SORT) {
        listing.order = order::parse(caller, kind, &text).unwrap_or(listing.order);
    }
    if let Some(text) = call.query("fields") {
        listing.fields = Some(parse_fields(caller, kind, text)?);
    } else if let Some(text) = of_view("fields", saved_view::COLUMNS) {
        let fields = text.split(',').filter_map(|name| parse_fields(caller, kind, name).ok()).flatten();
        listing.fields = Some(fields.collect());
    }
    if let Some(text) = call.query("expand") {
        listing.expand = parse_expand(caller, kind, text)?;
    }
    listing.bin = call.query_word("bin", &["true", "false"])? == Some("true");
    Ok(listing)
}

/// The saved view that a request names; one that is not offered to the caller is none.
async fn view(call: &Call, caller: &Caller) -> Answered<Option<Found>> {
    let Some(text) = call.query("view") else { return Ok(None) };
    let unknown = || Error::invalid("view", "unknown_view", "There is no such view of these records.");
    let id: Id = text.parse().map_err(|()| unknown())?;
    let views = saved_view::offered(call.app.database(), caller, call.kind()?, Some(id)).await?;
    Ok(Some(views.into_iter().next().ok_or_else(unknown)?))
}

/// `GET /contacts`.
pub(super) async fn list(call: Call, caller: Caller) -> Answered<Response> {
    let kind = call.kind()?;
    let mut listing = listing(&call, &caller).await?;
    let limit = call.query_number("limit", 1, i64::from(query::list::MOST))?;
    listing.limit = limit.and_then(|limit| u32::try_from(limit).ok()).unwrap_or(listing.limit);
    let binding = cursor::binding(&call, &caller);
    listing.after = cursor::read(&call, &binding)?;
    let database = call.app.database();
    let page = query::list(database.read(), database.engine(), &caller, kind, &listing).await?;
    let counted = match call.query_word("count", &["exact", "estimate"])? {
        None => None,
        Some(how) => {
            let most = (how == "estimate").then_some(count::ESTIMATE);
            let number = count::count(database.read(), database.engine(), &caller, kind, &listing, most).await?;
            Some((number, most.is_some_and(|most| number >= most)))
        }
    };
    let mut body = String::with_capacity(64 + page.items.len() * 600);
    body.push_str("{\"items\":[");
    for (at, row) in page.items.iter().enumerate() {
        if at > 0 {
            body.push(',');
        }
        write::record(&mut body, &page.fields, row);
    }
    body.push(']');
    let next = page.next.map(|next| cursor::write(call.app.master(), &binding, &next));
    write::some_text(&mut body, "next_cursor", next.as_deref());
    if let Some((number, more)) = counted {
        // Writing to a String cannot fail.
        let _ = write!(body, ",\"count\":{number},\"count_is_limit\":{more}");
    }
    body.push('}');
    Ok(Reply::ok(body).respond())
}
