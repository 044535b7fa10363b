//! Sums of figures that are not seen: whatever is asked, by list, filter, sort, search, group, sum or count, recovers none of them.

use std::fmt::Write as _;

use beheer::id::Id;
use beheer::query::count::count;
use beheer::query::group::{Grouping, group};
use beheer::query::{Listing, order, search, whole};
use beheer::records::seed;
use beheer::rights::Caller;
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, code, filter, kind};
use crate::support::people::{People, user};

fn deal(name: &str, euros: &str, owner: Id) -> Json {
    let amount = json!({"amount": euros, "currency": "EUR"});
    json!({"name": name, "stage_id": seed::stage(0).to_string(), "owner_id": owner.to_string(), "amount": amount})
}

/// Somebody who sees all deals with their amounts in bands, and may do this besides.
async fn analyst(engine: &Engine, more: &[(&str, &str)]) -> Id {
    let program = engine.program().await;
    let right = |(action, scope): &(&str, &str)| json!({"record_type": "deal", "action": action, "scope": scope});
    let rights: Vec<Json> = [("read", "all")].iter().chain(more).map(right).collect();
    let classes = json!([{"record_type": "deal", "class": "figures", "scope": "all", "view": "banded"}]);
    let role = engine.make(&program, "role", json!({"name": "Analysis", "rights": rights, "classes": classes})).await;
    let profile = json!({"name": "Analyst", "roles": [{"role_id": role.to_string()}]});
    let profile = engine.make(&program, "profile", profile).await;
    let id = user(engine, &format!("Ana{}", more.len()), None, true).await;
    engine.update(&program, "user", id, json!({"profile_id": profile.to_string()})).await.unwrap();
    id
}

async fn told(engine: &Engine, caller: &Caller) -> Vec<(i64, u64)> {
    let mut told = Vec::new();
    for field in whole::fields(caller, kind("deal")).into_iter().filter(|field| field.name == "amount") {
        let on = engine.database.read();
        let all = whole::whole(on, engine.database.engine(), caller, kind("deal"), &field).await.unwrap();
        told.extend(all.iter().map(|one| (one.about / 10_000, one.records)));
    }
    told
}

/// Everything that can be asked, with the answers.
async fn everything(engine: &Engine, caller: &Caller) -> String {
    let (deals, database) = (kind("deal"), &engine.database);
    let mut answers = String::new();
    let mut listings = vec![Listing::new(caller, deals)];
    for text in ["amount gt 7000", "amount pr", "not (amount le 7000)", "amount eq 7345.67", "name co \"e\""] {
        match filter(caller, deals, text) {
            Ok(filter) => listings.push(Listing { filter, ..Listing::new(caller, deals) }),
            Err(error) => write!(answers, "{text}: {error:?};").unwrap(),
        }
    }
    for words in ["7345", "5000", "Deal 0"] {
        let words = search::parse(words).unwrap();
        listings.push(Listing { words, ..Listing::new(caller, deals) });
    }
    for name in ["amount", "-amount", "name"] {
        match order::parse(caller, deals, name) {
            Ok(order) => listings.push(Listing { order, ..Listing::new(caller, deals) }),
            Err(error) => write!(answers, "{name}: {error:?};").unwrap(),
        }
    }
    for listing in listings {
        for found in engine.list(caller, "deal", &listing).await.unwrap().items {
            let shown = (found.record.text("name"), found.record.value("amount"), &found.partly);
            write!(answers, "{shown:?};").unwrap();
        }
        let number = count(database.read(), database.engine(), caller, deals, &listing, None).await.unwrap();
        write!(answers, "{number};").unwrap();
        for (by, sums) in [("stage_id", ""), ("owner_id", "amount"), ("", "amount"), ("created_at", "probability")] {
            match Grouping::parse(caller, deals, by, sums) {
                Ok(grouping) => {
                    let groups = group(database, caller, deals, &listing, &grouping).await.unwrap();
                    write!(answers, "{groups:?};").unwrap();
                }
                Err(error) => write!(answers, "{by} {sums}: {error:?};").unwrap(),
            }
        }
    }
    write!(answers, "{:?}", told(engine, caller).await).unwrap();
    answers
}

on_both_engines! {
    async fn nothing_that_can_be_asked_recovers_a_figure_that_is_seen_in_bands(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let hidden = engine.make(&program, "deal", deal("Deal 0", "6000", people.stranger)).await;
        for number in 1..6 {
            engine.make(&program, "deal", deal(&format!("Deal {number}"), "6000", people.rep)).await;
        }
        let analyst = analyst(&engine, &[]).await;
        let first = everything(&engine, &engine.user(analyst).await).await;
        assert!(first.ends_with("[(40000, 6)]"), "{first}");
        assert!(!first.contains("60000000"), "{first}");
        // The same by halves, as a search for it would go: no answer is another.
        for euros in ["7500", "6250", "6800.01", "7345.67", "9999.99", "5000"] {
            let amount = json!({"amount": {"amount": euros, "currency": "EUR"}});
            engine.update(&program, "deal", hidden, amount).await.unwrap();
            assert_eq!(everything(&engine, &engine.user(analyst).await).await, first, "{euros}");
        }
    }

    async fn a_sum_of_too_few_or_of_one_above_all_is_not_told(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        let analyst = analyst(&engine, &[]).await;
        let mut last = people.rep;
        for number in 0..5 {
            assert_eq!(told(&engine, &engine.user(analyst).await).await, []);
            last = engine.make(&program, "deal", deal(&format!("Deal {number}"), "6000", people.rep)).await;
        }
        assert_eq!(told(&engine, &engine.user(analyst).await).await, [(30_000, 5)]);
        let few = json!({"name": "Few", "purpose": "P", "least_records": "4"});
        assert_eq!(code(engine.try_make(&program, "safeguard", &few).await), "invalid");
        let more = json!({"name": "More", "purpose": "Works council", "least_records": "6"});
        let more = engine.make(&program, "safeguard", more).await;
        let other = json!({"name": "Looser", "purpose": "P", "least_records": "5"});
        engine.make(&program, "safeguard", other).await;
        assert_eq!(told(&engine, &engine.user(analyst).await).await, []);
        engine.commit(&program, vec![beheer::changes::Change::delete(kind("safeguard"), more)]).await.unwrap();
        assert_eq!(told(&engine, &engine.user(analyst).await).await, [(30_000, 5)]);
        let large = json!({"amount": {"amount": "24000", "currency": "EUR"}});
        engine.update(&program, "deal", last, large).await.unwrap();
        assert_eq!(told(&engine, &engine.user(analyst).await).await, []);
    }

    async fn who_could_take_one_record_away_or_knows_some_exactly_is_told_no_sum_of_the_others(engine: Engine) {
        let people = People::hire(&engine).await;
        let program = engine.program().await;
        for number in 0..6 {
            engine.make(&program, "deal", deal(&format!("Deal {number}"), "6000", people.stranger)).await;
        }
        let writer = analyst(&engine, &[("update", "own")]).await;
        assert_eq!(told(&engine, &engine.user(writer).await).await, []);
        for reader in [people.rep, people.reader, people.assistant] {
            assert_eq!(told(&engine, &engine.user(reader).await).await, []);
        }
        // Whoever sees some exactly adds up those, and no others.
        let of = kind("deal");
        let mine = engine.make(&program, "deal", deal("Mine", "100", people.rep)).await;
        let theirs = engine.make(&program, "deal", deal("Theirs", "900", people.colleague)).await;
        let sum = async || {
            let rep = engine.user(people.rep).await;
            let grouping = Grouping::parse(&rep, of, "", "amount").unwrap();
            group(&engine.database, &rep, of, &Listing::new(&rep, of), &grouping).await.unwrap()
        };
        let before = sum().await;
        assert_eq!(before.groups[0].sums[0].totals[0].amount, Some(1_000_000));
        engine.update(&program, "deal", theirs, json!({"amount": {"amount": "1", "currency": "EUR"}})).await.unwrap();
        assert_eq!(sum().await, before);
        engine.update(&program, "deal", mine, json!({"amount": {"amount": "7", "currency": "EUR"}})).await.unwrap();
        assert_ne!(sum().await, before);
    }
}
