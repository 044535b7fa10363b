//! Lists in parts: the first few records of each and how many there are, by a field and by the day, as far as somebody sees them.

use std::collections::BTreeMap;

use beheer::query::each::{self, By};
use beheer::query::{Listing, order};
use beheer::rights::Caller;
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, NEW_YEAR, code, kind};
use crate::support::people::People;

const DAY: i64 = 86_400_000_000;

async fn first(
    engine: &Engine,
    caller: &Caller,
    name: &str,
    listing: &Listing,
    by: &By,
    most: u32,
) -> Vec<(Json, String)> {
    let on = engine.database.read();
    let found = each::first(on, engine.database.engine(), caller, kind(name), listing, by, most).await.unwrap();
    let told = |(key, found): (Json, beheer::query::Found)| (key, found.record.text("title").unwrap().to_owned());
    found.into_iter().map(told).collect()
}

async fn counts(engine: &Engine, caller: &Caller, name: &str, listing: &Listing, by: &By) -> BTreeMap<String, u64> {
    let on = engine.database.read();
    let counts = each::counts(on, engine.database.engine(), caller, kind(name), listing, by).await.unwrap();
    counts.into_iter().map(|(key, count)| (key.to_string(), count)).collect()
}

fn keys(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
    pairs.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect()
}

on_both_engines! {
    async fn the_first_of_each_value_come_in_order_and_all_are_counted(engine: Engine) {
        let program = engine.program().await;
        for (name, status) in [("d", "new"), ("a", "new"), ("c", "qualified"), ("b", "new"), ("e", "qualified")] {
            engine.make(&program, "lead", json!({"name": name, "status": status})).await;
        }
        let lead = kind("lead");
        let by = By::Field(*lead.own_field("status").unwrap());
        let listing = Listing { order: order::parse(&program, lead, "-title").unwrap(), ..Listing::new(&program, lead) };
        let found = first(&engine, &program, "lead", &listing, &by, 2).await;
        let told: Vec<_> = found.iter().map(|(key, title)| (key.as_str().unwrap(), title.as_str())).collect();
        assert_eq!(told, [("qualified", "e"), ("new", "d"), ("qualified", "c"), ("new", "b")]);
        assert_eq!(counts(&engine, &program, "lead", &listing, &by).await, keys(&[("\"new\"", 3), ("\"qualified\"", 2)]));
    }

    async fn days_are_counted_from_a_moment_and_by_the_first_time_there_is(engine: Engine) {
        let program = engine.program().await;
        let at = |day: i64, hour: i64| json!(beheer::clock::format_time(NEW_YEAR + day * DAY + hour * DAY / 24));
        for (subject, starts, due) in [
            ("late that day", Some(at(2, 23)), None),
            ("early that day", None, Some(at(2, 0))),
            ("its due time does not count", Some(at(1, 9)), Some(at(2, 9))),
        ] {
            let body = json!({"kind": "call", "subject": subject, "starts": starts, "due": due});
            engine.make(&program, "activity", body).await;
        }
        let activity = kind("activity");
        let of = ["starts", "due"].map(|name| *activity.own_field(name).unwrap()).to_vec();
        let by = By::Day { of, from: NEW_YEAR };
        let listing = Listing::new(&program, activity);
        let found = first(&engine, &program, "activity", &listing, &by, 1).await;
        let told: Vec<_> = found.iter().map(|(day, title)| (day.as_i64().unwrap(), title.as_str())).collect();
        assert_eq!(told, [(1, "its due time does not count"), (2, "early that day")]);
        assert_eq!(counts(&engine, &program, "activity", &listing, &by).await, keys(&[("1", 1), ("2", 2)]));
    }

    async fn nobody_is_told_of_what_he_does_not_see(engine: Engine) {
        let people = People::hire(&engine).await;
        let (program, stranger) = (engine.program().await, engine.user(people.stranger).await);
        for owner in [people.rep, people.stranger] {
            let body = json!({"name": "Racks", "status": "new", "owner_id": owner.to_string()});
            engine.make(&program, "lead", body).await;
        }
        let lead = kind("lead");
        let by = By::Field(*lead.own_field("status").unwrap());
        let listing = Listing::new(&stranger, lead);
        assert_eq!(counts(&engine, &stranger, "lead", &listing, &by).await, keys(&[("\"new\"", 1)]));
        assert_eq!(first(&engine, &stranger, "lead", &listing, &by, 9).await.len(), 1);
        let reader = engine.user(people.reader).await;
        let hidden = By::Field(*kind("contact").own_field("birthday").unwrap());
        let listing = Listing::new(&reader, kind("contact"));
        let on = engine.database.read();
        let told = each::counts(on, engine.database.engine(), &reader, kind("contact"), &listing, &hidden).await;
        assert_eq!(code(told), "invalid");
    }
}
