//! Who may read a class of data and when he last did, and who looked at what is protected of a record.

use poem::Response;
use poem::http::Method;
use serde_json::{Value as Json, json};

use crate::api::call::Call;
use crate::api::operation::{Answer, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::changes::reads::{self, Look};
use crate::clock::format_time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::DataClass;
use crate::rights::Caller;
use crate::rights::readers::{Reader, readers};

/// The classes that there is a report on.
const CLASSES: [&str; 5] = ["personal", "special", "figures", "cost", "bank"];
/// The most on a page.
const MOST: i64 = 200;

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let of_class = Handler::Known(|call, caller| Box::pin(of_class(call, caller)));
    let of_record = Handler::Known(|call, caller| Box::pin(of_record(call, caller)));
    vec![
        Operation::new(Method::GET, "/rights/readers", "listReaders", of_class)
            .tagged(
                "Rights",
                "Who may read a class of data",
                "Everybody who may read it exactly, by name and record type, through which profile or group and role, and when he \
                 last did, where that is kept. Needs the duty `audit`.",
            )
            .takes([
                take::needed("class", "The class.", take::word(&CLASSES)),
                take::limit(),
                take::place(),
            ])
            .answers(Answer::json(200, "A page.", "ReaderPage")),
        Operation::new(Method::GET, "/rights/reads", "listReads", of_record)
            .tagged(
                "Rights",
                "Who looked at a record",
                "Who was shown what is protected of it, on which day last, and through what, the latest first. Needs the duty \
                 `audit`.",
            )
            .takes([
                take::needed("type", "The record type.", take::text(60)),
                take::needed("id", "The record.", take::uuid()),
                take::limit(),
                take::place(),
            ])
            .answers(Answer::json(200, "A page.", "LookPage")),
    ]
}

fn require(caller: &Caller) -> Result<()> {
    if caller.has_duty("audit") {
        return Ok(());
    }
    Err(Error::Forbidden("Reading who read what is a duty (audit) that none of your roles carries.".into()))
}

/// From where a page goes, and how far.
fn page(call: &Call) -> Answered<(u64, u64)> {
    let limit = call.query_number("limit", 1, MOST)?.unwrap_or(50);
    let from = call.query_number("cursor", 0, i64::MAX)?.unwrap_or(0);
    Ok((from.unsigned_abs(), limit.unsigned_abs()))
}

fn number(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

async fn of_class(call: Call, caller: Caller) -> Answered<Response> {
    require(&caller)?;
    let class = call.query_word("class", &CLASSES)?.and_then(DataClass::named);
    let class = class.ok_or_else(|| Refusal::parameter("class", "required", "Say which class it is about."))?;
    let (from, limit) = page(&call)?;
    call.app.write_reads().await?;
    let all = readers(&caller.configuration, class, caller.now);
    let some: Vec<&Reader> = all.iter().skip(number(from)).take(number(limit)).collect();
    let users: Vec<Id> = some.iter().map(|reader| reader.user).collect();
    let last = reads::of_class(call.app.database().read(), class.name(), &users).await?;
    let policy = &caller.configuration.policy;
    let item = |reader: &&Reader| {
        let known = last.get(&(reader.user, reader.kind.name.to_owned()));
        let path = reader.path.iter().filter_map(|id| Some((id, policy.known(*id)?)));
        let path = path.map(|(id, (kind, name))| json!({"type": kind, "id": id.to_string(), "name": name}));
        json!({
            "user": {"id": reader.user.to_string(), "name": reader.name},
            "record_type": reader.kind.name,
            "scope": reader.scope.name(),
            "path": path.collect::<Vec<_>>(),
            "last_at": known.map(|(at, _)| format_time(*at)),
            "shown": known.map_or(0, |(_, shown)| *shown),
        })
    };
    let items: Vec<Json> = some.iter().map(item).collect();
    let end = from.saturating_add(limit);
    let next = (number(end) < all.len()).then(|| end.to_string());
    let is_kept = policy.safeguards.protected.contains(&class);
    Ok(Reply::ok(json!({"items": items, "kept": is_kept, "next_cursor": next}).to_string()).respond())
}

async fn of_record(call: Call, caller: Caller) -> Answered<Response> {
    require(&caller)?;
    let kind = call.query("type").and_then(|name| caller.configuration.schema.named(name));
    let kind = kind.ok_or_else(|| Refusal::parameter("type", "unknown_choice", "There is no such record type."))?;
    let id = call.query_id("id")?;
    let id = id.ok_or_else(|| Refusal::parameter("id", "required", "Say which record it is about."))?;
    let (from, limit) = page(&call)?;
    one::find(&call, &caller.clone().unnoted(), kind, id).await?;
    call.app.write_reads().await?;
    let mut looks = reads::of_record(call.app.database().read(), id, from, limit + 1).await?;
    let more = looks.len() > number(limit);
    looks.truncate(number(limit));
    let item = |look: &Look| {
        let user = Id(look.user_id);
        let name = caller.configuration.policy.name_of(user);
        json!({
            "user": {"id": user.to_string(), "name": name.unwrap_or_default()},
            "class": look.class,
            "through": look.through,
            "channel": look.channel,
            "last_at": format_time(look.last_at),
        })
    };
    let next = more.then(|| from.saturating_add(limit).to_string());
    let items: Vec<Json> = looks.iter().map(item).collect();
    Ok(Reply::ok(json!({"items": items, "next_cursor": next}).to_string()).respond())
}
