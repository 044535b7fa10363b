//! Users and groups as resources: found, read, made, changed, and users kept out instead of deleted.

use poem::Response;
use poem::http::header::ETAG;
use poem::http::{Method, StatusCode};
use serde_json::Value as Json;

use crate::api::scim::group::{self, Circle};
use crate::api::scim::path::{self, Op, Step};
use crate::api::scim::refusal::Refused;
use crate::api::scim::user::{self, Person};
use crate::api::scim::{Ask, MOST, filter, page, respond, tag};
use crate::changes::{Batch, Change, commit};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{Input, Record, RecordType, filter as house};
use crate::query::list::visible_fields;
use crate::query::{self, Listing, count};
use crate::records::access::MEMBERS;
use crate::records::user::USER;
use crate::rights::decide;

/// How often a change is tried again where somebody else was faster.
const TRIES: usize = 3;

/// `/Users` and `/Groups`.
pub(super) async fn collection(ask: Ask, kind: &'static RecordType) -> Result<Response, Refused> {
    match ask.method {
        Method::GET | Method::HEAD => list(&ask, kind).await,
        Method::POST => create(ask, kind).await,
        _ => Err(Refused::method("GET, HEAD, POST")),
    }
}

/// `/Users/{id}` and `/Groups/{id}`.
pub(super) async fn one(mut ask: Ask, kind: &'static RecordType, id: &str) -> Result<Response, Refused> {
    let id: Id = id.parse().map_err(|()| Error::NotFound)?;
    match ask.method {
        Method::GET | Method::HEAD => {
            let record = find(&ask, kind, id).await?;
            if ask.header("if-none-match").is_some_and(|given| has_tag(given, &record)) {
                return Ok(Response::builder().status(StatusCode::NOT_MODIFIED).header(ETAG, tag(&record)).finish());
            }
            Ok(answer(&ask, StatusCode::OK, &record))
        }
        Method::PATCH => {
            let steps = path::steps(&ask.json().await?)?;
            change(&ask, kind, id, &steps).await
        }
        // What a PUT does not say stays as it is (RFC 7644 §3.5.1 leaves it open): much of a user is known here alone.
        Method::PUT => {
            let steps = said(&ask.json().await?)?;
            change(&ask, kind, id, &steps).await
        }
        Method::DELETE => remove(&ask, kind, id).await,
        _ => Err(Refused::method("DELETE, GET, HEAD, PATCH, PUT")),
    }
}

/// A resource as the steps that make it so.
fn said(body: &Json) -> Result<Vec<Step>, Refused> {
    let mut steps = Vec::new();
    if let Some(members) = body.as_object() {
        path::all(Op::Replace, members, &mut steps)?;
    }
    Ok(steps)
}

async fn find(ask: &Ask, kind: &'static RecordType, id: Id) -> Result<Record, Refused> {
    let database = ask.app.database();
    let found = query::get(database.read(), database.engine(), &ask.caller, kind, id).await?;
    if found.record.is_deleted() { Err(Error::NotFound.into()) } else { Ok(found.record) }
}

fn has_tag(given: &str, record: &Record) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    given.split(',').any(|one| one.trim() == "*" || bare(one) == bare(&tag(record)))
}

fn resource(ask: &Ask, record: &Record) -> Json {
    let whole = if record.kind == &USER {
        user::resource(record, &ask.base)
    } else {
        group::resource(record, &ask.base, ask.wants("members"))
    };
    ask.cut(whole)
}

fn answer(ask: &Ask, status: StatusCode, record: &Record) -> Response {
    respond(status, &resource(ask, record), Some(record))
}

async fn list(ask: &Ask, kind: &'static RecordType) -> Result<Response, Refused> {
    let caller = &ask.caller;
    let mut listing = Listing::new(caller, kind);
    // By id: what is made in the meantime comes last, so that no page misses what was there.
    listing.order = Vec::new();
    if let Some(text) = ask.query.get("filter") {
        let text = filter::translated(kind, text)?;
        let schema = &caller.configuration.schema;
        listing.filter = house::parse(schema, kind, &text, &|field| decide::may_see(caller, kind, field))?;
    }
    let start = ask.number("startIndex", 1)?.max(1);
    let wanted = ask.number("count", u64::from(MOST) / 2)?.min(u64::from(MOST));
    let database = ask.app.database();
    let total = count::count(database.read(), database.engine(), caller, kind, &listing, None).await?;
    if wanted == 0 || start > total {
        return Ok(respond(StatusCode::OK, &page(total, start, &[]), None));
    }
    listing.skip = start - 1;
    listing.limit = u32::try_from(wanted).unwrap_or(MOST);
    let mut fields = visible_fields(caller, kind);
    fields.retain(|field| field.name != MEMBERS.name() || ask.wants("members"));
    listing.fields = Some(fields);
    let rows = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    let resources: Vec<Json> = rows.items.iter().map(|row| resource(ask, &row.record)).collect();
    Ok(respond(StatusCode::OK, &page(total, start, &resources), None))
}

async fn create(mut ask: Ask, kind: &'static RecordType) -> Result<Response, Refused> {
    let steps = said(&ask.json().await?)?;
    let (input, is_named) = if kind == &USER {
        let mut person = Person::new();
        person.take(&steps)?;
        (person.changes(&Person::new()), person.is_named())
    } else {
        let mut circle = Circle::default();
        circle.take(&steps)?;
        (circle.changes(&Circle::default()), circle.is_named())
    };
    if !is_named {
        let name = if kind == &USER { "userName" } else { "displayName" };
        return Err(Refused::bad("invalidValue", format!("{name} is needed.")));
    }
    let outcomes = commit(ask.app.database(), &ask.caller, Batch::one(Change::create(kind, input))).await?;
    let id = outcomes.first().map(|outcome| outcome.id).ok_or(Error::NotFound)?;
    let record = find(&ask, kind, id).await?;
    Ok(answer(&ask, StatusCode::CREATED, &record))
}

/// Changes a resource as the steps say. Where no version was asked for and somebody else changed it meanwhile, they are done again to
/// what it is by then.
async fn change(ask: &Ask, kind: &'static RecordType, id: Id, steps: &[Step]) -> Result<Response, Refused> {
    let asked = ask.header("if-match").map(str::to_owned);
    let mut tries = 0;
    loop {
        tries += 1;
        let record = find(ask, kind, id).await?;
        if asked.as_deref().is_some_and(|given| !has_tag(given, &record)) {
            return Err(Error::Stale(record.version).into());
        }
        let (input, leaves) = if kind == &USER {
            let before = Person::of(&record);
            let mut person = before.clone();
            person.take(steps)?;
            (person.changes(&before), before.active && !person.active)
        } else {
            let before = Circle::of(&record);
            let mut circle = before.clone();
            circle.take(steps)?;
            (circle.changes(&before), false)
        };
        match write(ask, kind, &record, input, leaves).await {
            Err(refused) if refused.is_stale() && asked.is_none() && tries < TRIES => {}
            Err(refused) => return Err(refused),
            Ok(()) => return Ok(answer(ask, StatusCode::OK, &find(ask, kind, id).await?)),
        }
    }
}

async fn write(
    ask: &Ask,
    kind: &'static RecordType,
    record: &Record,
    input: Input,
    leaves: bool,
) -> Result<(), Refused> {
    let change = Change::update(kind, record.id, input).at_version(Some(record.version));
    if leaves {
        ask.app.identity().keep_out(&ask.caller, record.id, Batch::one(change)).await?;
    } else {
        commit(ask.app.database(), &ask.caller, Batch::one(change)).await?;
    }
    Ok(())
}

/// Keeps a user out, who stays readable as inactive; puts a group into the bin.
async fn remove(ask: &Ask, kind: &'static RecordType, id: Id) -> Result<Response, Refused> {
    let record = find(ask, kind, id).await?;
    if ask.header("if-match").is_some_and(|given| !has_tag(given, &record)) {
        return Err(Error::Stale(record.version).into());
    }
    if kind == &USER {
        let input = Input::new().with(crate::records::user::ACTIVE, false);
        write(ask, kind, &record, input, true).await?;
    } else {
        let change = Change::delete(kind, id).at_version(Some(record.version));
        commit(ask.app.database(), &ask.caller, Batch::one(change)).await?;
    }
    Ok(Response::builder().status(StatusCode::NO_CONTENT).finish())
}
