//! Lists by the day: the first few records of each and how many there are, as far as somebody sees them.

use beheer::model::AnyField;
use beheer::query::Listing;
use beheer::query::days::{self, Days, OnDay};
use beheer::records::seed;
use beheer::rights::Caller;
use serde_json::json;

use crate::support::engine::{Engine, NEW_YEAR, kind};
use crate::support::people::People;

const DAY: i64 = 86_400_000_000;

async fn on_days(engine: &Engine, caller: &Caller, listing: &Listing, by: &Days, most: u32) -> Vec<OnDay> {
    let on = engine.database.read();
    days::first(on, engine.database.engine(), caller, kind("activity"), listing, by, most).await.unwrap()
}

async fn first(engine: &Engine, caller: &Caller, listing: &Listing, by: &Days, most: u32) -> Vec<String> {
    let days = on_days(engine, caller, listing, by, most).await;
    let found = days.iter().flat_map(|on_day| &on_day.first);
    found.map(|found| found.record.text("title").unwrap().to_owned()).collect()
}

async fn counts(engine: &Engine, caller: &Caller, listing: &Listing, by: &Days) -> Vec<(i64, u64)> {
    let days = on_days(engine, caller, listing, by, 1).await;
    days.iter().map(|on_day| (on_day.day, on_day.count)).collect()
}

fn times() -> Vec<AnyField> {
    ["starts", "due"].map(|name| *kind("activity").own_field(name).unwrap()).to_vec()
}

on_both_engines! {
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
        let by = Days { of: times(), begins: (0..7).map(|day| NEW_YEAR + day * DAY).collect() };
        let listing = Listing::new(&program, kind("activity"));
        assert_eq!(first(&engine, &program, &listing, &by, 1).await, ["its due time does not count", "early that day"]);
        assert_eq!(first(&engine, &program, &listing, &by, 2).await[2], "late that day");
        assert_eq!(counts(&engine, &program, &listing, &by).await, [(1, 1), (2, 2)]);
    }

    async fn days_have_as_many_hours_as_they_have(engine: Engine) {
        let program = engine.program().await;
        let hour = DAY / 24;
        // The second has 25 hours, the fourth 23; the sixth is not there at all.
        let lengths = [24, 25, 24, 23, 24, 0, 24];
        let mut begins = vec![NEW_YEAR];
        for length in lengths {
            begins.push(begins[begins.len() - 1] + length * hour);
        }
        for both in begins.windows(2).filter(|both| both[0] < both[1]) {
            for at in [both[0], both[1] - 1] {
                let body = json!({"kind": "call", "subject": "x", "due": beheer::clock::format_time(at)});
                engine.make(&program, "activity", body).await;
            }
        }
        let by = Days { of: times(), begins };
        let listing = Listing::new(&program, kind("activity"));
        let twos = [0, 1, 2, 3, 4, 6].map(|day| (day, 2));
        assert_eq!(counts(&engine, &program, &listing, &by).await, twos);
    }

    async fn nobody_is_told_of_days_that_he_does_not_see(engine: Engine) {
        let people = People::hire(&engine).await;
        let (program, stranger) = (engine.program().await, engine.user(people.stranger).await);
        for owner in [people.rep, people.stranger] {
            let deal = json!({"name": "Racks", "stage_id": seed::stage(0).to_string(), "owner_id": owner.to_string()});
            let deal = engine.make(&program, "deal", deal).await;
            let about = json!([{"record": {"type": "deal", "id": deal.to_string()}}]);
            let body = json!({"kind": "call", "subject": "Ring", "due": beheer::clock::format_time(NEW_YEAR), "about": about});
            engine.make(&program, "activity", body).await;
        }
        let by = Days { of: times(), begins: (0..7).map(|day| NEW_YEAR + day * DAY).collect() };
        let listing = Listing::new(&stranger, kind("activity"));
        assert_eq!(counts(&engine, &stranger, &listing, &by).await, [(0, 1)]);
        assert_eq!(first(&engine, &stranger, &listing, &by, 9).await, ["Ring"]);
        let all = Listing::new(&program, kind("activity"));
        assert_eq!(counts(&engine, &program, &all, &by).await, [(0, 2)]);
    }
}
