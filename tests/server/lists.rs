//! Lists: pages see each record once in any order, search takes any text, filters in SQL mean what they mean in memory.

use std::collections::BTreeSet;

use beheer::clock::Zone;
use beheer::id::Id;
use beheer::model::value::{Currency, Value};
use beheer::model::{Kind, filter as filters};
use beheer::query::group::{Grouping, MOST as MOST_GROUPS, Sum, Total, group};
use beheer::query::{Listing, order, search};
use beheer::records::seed;
use beheer::rights::Caller;
use serde_json::json;

use crate::support::engine::{Engine, code, filter, kind};
use crate::support::people::People;

const HOSTILE: [&str; 12] =
    ["Émile", "emil", "ß", "İ", "100%", "a_b", "back\\slash", "quo\"te", "o'clock", "😀 x", "NEAR(", "-:*"];

/// Contacts with few different values, many missing, and an added field of each kind that has an order.
async fn contacts(engine: &Engine) -> (Caller, Vec<Id>) {
    for (name, kind) in
        [("x_text", "text"), ("x_number", "number"), ("x_money", "money"), ("x_date", "date"), ("x_yes", "yes_no")]
    {
        let body = json!({"record_type": "contact", "name": name, "label": name, "kind": kind, "scale": "1"});
        engine.make(&engine.program().await, "custom_field", body).await;
    }
    let program = engine.program().await;
    let mut ids = Vec::new();
    for at in 0..36_usize {
        let mut body = json!({"last_name": HOSTILE[at % 12]});
        if at % 3 != 0 {
            body["first_name"] = json!(HOSTILE[at % 5]);
            body["x_number"] = json!(format!("{}.5", at % 4 + 1));
            body["birthday"] = json!(format!("200{}-01-01", at % 3));
        }
        if at % 4 == 0 {
            body["x_text"] = json!(HOSTILE[at % 7]);
            body["x_money"] =
                json!({"amount": (at % 3).to_string(), "currency": if at % 8 == 0 { "EUR" } else { "USD" }});
            body["x_date"] = json!(format!("2026-0{}-01", at % 3 + 1));
            body["x_yes"] = json!(at % 8 == 0);
            body["emails"] = json!([{"type": "work", "value": format!("m{}@x", at % 2)}]);
        }
        ids.push(engine.make(&program, "contact", body).await);
    }
    (program, ids)
}

on_both_engines! {
    async fn pages_see_each_record_once_in_every_order(engine: Engine) {
        let (program, ids) = contacts(&engine).await;
        let contact = kind("contact");
        let fields = program.configuration.schema.fields(contact);
        let sortable = fields.iter().filter(|field| field.kind.has_order() && (field.sortable || !matches!(field.kind, Kind::Text(_))));
        let mut orders: Vec<String> = sortable.flat_map(|field| [field.name.to_owned(), format!("-{}", field.name)]).collect();
        assert!(orders.len() > 20);
        orders.extend(["first_name,-x_number".into(), "-x_yes,last_name,-birthday".into()]);
        for text in orders {
            let mut listing = Listing { order: order::parse(&program, contact, &text).unwrap(), limit: 7, ..Listing::new(&program, contact) };
            let mut seen = Vec::new();
            loop {
                let page = engine.list(&program, "contact", &listing).await.unwrap();
                seen.extend(page.items.iter().map(|found| found.record.id));
                let Some(next) = page.next else { break };
                listing.after = Some(next);
            }
            assert_eq!(seen.len(), ids.len(), "{text}");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{text}");
        }
        let mut listing = Listing { limit: 5, ..Listing::new(&program, contact) };
        listing.after = engine.list(&program, "contact", &listing).await.unwrap().next;
        for other in ["x_number", "created_at", "birthday", "last_name,created_at"] {
            listing.order = order::parse(&program, contact, other).unwrap();
            assert_eq!(code(engine.list(&program, "contact", &listing).await), "invalid", "{other}");
        }
    }

    async fn what_several_people_own_and_what_is_shared_stands_in_one_order(engine: Engine) {
        let people = People::hire(&engine).await;
        let (program, ids) = contacts(&engine).await;
        let contact = kind("contact");
        let owners = [people.rep, people.stranger, people.colleague];
        for (at, id) in ids.iter().enumerate() {
            let owner = json!({"owner_id": owners[at % 3].to_string()});
            engine.update(&program, "contact", *id, owner).await.unwrap();
        }
        for id in [ids[1], ids[22]] {
            let about = json!({"type": "contact", "id": id.to_string()});
            let to = json!({"type": "user", "id": people.rep.to_string()});
            engine.make(&program, "share", json!({"purpose": "Fair", "about": about, "to": to})).await;
        }
        let rep = engine.user(people.rep).await.at(engine.database.clock().now());
        let reaches = |at: usize| at % 3 != 1 || [1, 22].contains(&at);
        let hers: BTreeSet<_> = ids.iter().enumerate().filter(|(at, _)| reaches(*at)).map(|(_, id)| *id).collect();
        for text in ["title", "-title", "created_at", "-updated_at", "first_name,-x_number", "-x_number"] {
            let order = order::parse(&rep, contact, text).unwrap();
            let all = Listing { order: order.clone(), limit: 200, ..Listing::new(&program, contact) };
            let all = engine.list(&program, "contact", &all).await.unwrap();
            let expected: Vec<_> = all.items.iter().map(|found| found.record.id).filter(|id| hers.contains(id)).collect();
            let mut listing = Listing { order, limit: 5, ..Listing::new(&rep, contact) };
            let mut seen = Vec::new();
            loop {
                let page = engine.list(&rep, "contact", &listing).await.unwrap();
                seen.extend(page.items.iter().map(|found| found.record.id));
                let Some(next) = page.next else { break };
                listing.after = Some(next);
            }
            assert_eq!(seen, expected, "{text}");
        }
    }

    async fn filters_mean_the_same_in_sql_and_in_memory(engine: Engine) {
        let (program, ids) = contacts(&engine).await;
        let contact = kind("contact");
        let mut tests: Vec<String> = ["pr", "ne", "eq"].iter().flat_map(|op| {
            let literal = |value: &str| if *op == "pr" { String::new() } else { format!(" {value}") };
            [format!("x_yes {op}{}", literal("true")), format!("x_money.currency {op}{}", literal("\"EUR\"")), format!("id {op}{}", literal(&format!("\"{}\"", ids[3])))]
        }).collect();
        for op in ["eq", "ne", "gt", "ge", "lt", "le"] {
            tests.push(format!("x_number {op} 2.5"));
            tests.push(format!("x_date {op} \"2026-02-01\""));
            tests.push(format!("birthday {op} \"2001-01-01\""));
            tests.push(format!("x_money.currency eq \"EUR\" and x_money.value {op} 1"));
        }
        for text in HOSTILE {
            let text = serde_json::to_string(text).unwrap();
            for op in ["eq", "ne", "co", "sw", "ew", "gt", "le"] {
                tests.push(format!("first_name {op} {text}"));
                tests.push(format!("title {op} {text}"));
            }
            tests.extend(["eq", "ne", "co", "sw", "ew"].map(|op| format!("x_text {op} {text}")));
        }
        tests.extend(["emails[type eq \"work\" and value co \"M1\"]", "emails.value ne \"m0@x\"", "emails pr"].map(String::from));
        let pairs: Vec<String> = tests.windows(2).map(|pair| format!("({}) or not ({})", pair[0], pair[1])).collect();
        let all = Listing { limit: 200, ..Listing::new(&program, contact) };
        let records = engine.list(&program, "contact", &all).await.unwrap().items;
        for text in tests.iter().flat_map(|text| [text.clone(), format!("not ({text})")]).chain(pairs) {
            let filter = filter(&program, contact, &text).unwrap();
            let expected: Vec<_> =
                records.iter().filter(|found| filters::matches(&filter, &found.record)).map(|found| found.record.id).collect();
            let listing = Listing { filter, ..all.clone() };
            let found: Vec<_> = engine.list(&program, "contact", &listing).await.unwrap().items.iter().map(|f| f.record.id).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    async fn search_takes_any_text(engine: Engine) {
        let program = engine.program().await;
        for name in ["Zoë de Wit", "Ab Cd", "near(by) \"quoted\" - colon:"] {
            engine.make(&program, "lead", json!({"name": name})).await;
        }
        for (text, hits) in [
            ("ZOE", 1), ("oë d", 0), ("de wit", 1), ("ab cd", 1), ("a c", 1), ("cd", 0), ("wit zoe", 1), ("near(", 1), ("\"quoted\"", 1),
            ("colon:", 1), ("NEAR(a b)", 0), ("*", 0), ("%%%", 0), ("___", 0), ("zoe OR ab", 0), ("-", 0),
        ] {
            let words = search::parse(text).unwrap();
            let page = engine.list(&program, "lead", &Listing { words, ..Listing::new(&program, kind("lead")) }).await.unwrap();
            assert_eq!(page.items.len(), hits, "{text}");
        }
        assert!(search::parse(" \t ").unwrap().is_none());
        assert_eq!(code(search::parse(&"x".repeat(201))), "invalid");
    }

    async fn a_type_with_very_many_added_fields_can_be_listed(engine: Engine) {
        let program = engine.program().await;
        let field = |at: usize| json!({"record_type": "lead", "name": format!("x_f{at}"), "label": "F", "kind": "money"});
        for at in 0..60 {
            engine.make(&program, "custom_field", field(at)).await;
        }
        let twice = engine.try_make(&program, "custom_field", &field(1)).await;
        assert_eq!(code(twice), "invalid");
        let program = engine.program().await;
        engine.make(&program, "lead", json!({"name": "L", "x_f59": {"amount": "7", "currency": "EUR"}})).await;
        let page = engine.list(&program, "lead", &Listing::new(&program, kind("lead"))).await.unwrap();
        assert!(page.items[0].record.value("x_f59").is_some());
    }
}

/// Deals in two stages and two currencies, one without an amount.
async fn deals(engine: &Engine) -> Caller {
    let program = engine.program().await;
    for (at, (stage, amount, day)) in [
        (0, Some(("100.50", "EUR")), "2026-01-31"),
        (0, Some(("0.25", "EUR")), "2026-02-01"),
        (0, Some(("7", "USD")), "2025-12-31"),
        (1, None, "2026-02-28"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = json!({"name": format!("Deal {at}"), "stage_id": seed::stage(stage).to_string()});
        body["expected_close"] = json!(day);
        if let Some((amount, currency)) = amount {
            body["amount"] = json!({"amount": amount, "currency": currency});
        }
        engine.make(&program, "deal", body).await;
    }
    program
}

on_both_engines! {
    async fn groups_tell_how_many_and_what_they_add_up_to_by_currency(engine: Engine) {
        let program = deals(&engine).await;
        let (deal, listing) = (kind("deal"), Listing::new(&program, kind("deal")));
        let by = |name: &str, sums: &str| Grouping::parse(&program, deal, name, sums).unwrap();
        let stages = group(&engine.database, &program, deal, &listing, &by("stage_id", "amount")).await.unwrap();
        let euro = |amount| Total { currency: Currency::parse("EUR"), amount: Some(amount), records: 2 };
        let dollar = Total { currency: Currency::parse("USD"), amount: Some(70_000), records: 1 };
        assert_eq!(stages.groups[0].count, 3);
        assert_eq!(stages.groups[0].sums[0], Sum { totals: vec![euro(1_007_500), dollar], hidden: 0 });
        assert_eq!((stages.groups[1].count, &stages.groups[1].sums[0]), (1, &Sum::default()));
        let months = group(&engine.database, &program, deal, &listing, &by("expected_close", "")).await.unwrap();
        let told: Vec<_> = months.groups.iter().map(|group| (group.key.clone(), group.count)).collect();
        let month = |text: &str| Some(Value::Date(text.into()));
        assert_eq!(told, [(month("2026-02-01"), 2), (month("2026-01-01"), 1), (month("2025-12-01"), 1)]);
        for name in ["stage_id", "expected_close", "created_at", "owner_id"] {
            let grouping = by(name, "");
            for one in group(&engine.database, &program, deal, &listing, &grouping).await.unwrap().groups {
                let text = one.filter(&grouping.by.unwrap(), grouping.zone);
                let within = Listing { filter: filter(&program, deal, &text).unwrap(), ..listing.clone() };
                assert_eq!(engine.list(&program, "deal", &within).await.unwrap().items.len() as u64, one.count, "{text}");
            }
        }
        for (name, sums) in [("name", ""), ("nonsense", ""), ("", "name")] {
            assert!(Grouping::parse(&program, deal, name, sums).is_err(), "{name} {sums}");
        }
    }

    async fn months_are_those_of_whoever_reads(engine: Engine) {
        let program = engine.program().await;
        let (activity, listing) = (kind("activity"), Listing::new(&program, kind("activity")));
        for (at, count) in [
            // The last moment of October and the first of November in Amsterdam, and the last hour of March.
            ("2026-10-31T22:59:59.999999Z", 1), ("2026-10-31T23:00:00Z", 1), ("2026-03-31T21:59:59Z", 2), ("1969-12-31T23:30:00Z", 1),
        ] {
            for _ in 0..count {
                engine.make(&program, "activity", json!({"kind": "call", "subject": "A", "due": at})).await;
            }
        }
        engine.make(&program, "activity", json!({"kind": "call", "subject": "Never"})).await;
        for (zone, months) in [
            ("Europe/Amsterdam", vec![("2026-11-01", 1), ("2026-10-01", 1), ("2026-03-01", 2), ("1970-01-01", 1)]),
            ("UTC", vec![("2026-10-01", 2), ("2026-03-01", 2), ("1969-12-01", 1)]),
            ("Pacific/Kiritimati", vec![("2026-11-01", 2), ("2026-04-01", 2), ("1969-12-01", 1)]),
        ] {
            let zone = Zone::named(zone).unwrap();
            let grouping = Grouping { zone, ..Grouping::parse(&program, activity, "due", "").unwrap() };
            let told = group(&engine.database, &program, activity, &listing, &grouping).await.unwrap().groups;
            let keys: Vec<_> = told.iter().map(|group| (group.key.clone(), group.count)).collect();
            let expected = months.into_iter().map(|(first, count)| (Some(Value::Date(first.into())), count));
            assert_eq!(keys, expected.chain([(None, 1)]).collect::<Vec<_>>());
            for one in told {
                let text = one.filter(&grouping.by.unwrap(), zone);
                let within = Listing { filter: filter(&program, activity, &text).unwrap(), ..listing.clone() };
                assert_eq!(engine.list(&program, "activity", &within).await.unwrap().items.len() as u64, one.count, "{text}");
            }
        }
    }

    async fn groups_stand_as_the_records_they_are_of_do_and_not_by_size(engine: Engine) {
        let program = engine.program().await;
        let made = async |name: &str, of: &str, position: &str| {
            let body = json!({"name": name, "pipeline_id": of, "position": position});
            engine.make(&program, "stage", body).await.to_string()
        };
        let pipeline = engine.make(&program, "pipeline", json!({"name": "Émigrés"})).await.to_string();
        let (second, first) = (made("A", &pipeline, "7").await, made("B", &pipeline, "3").await);
        // The pipeline that was shipped is called Sales, and comes later.
        let stages = [first, second, seed::stage(1).to_string(), seed::stage(2).to_string()];
        for (at, stage) in stages.iter().enumerate() {
            for number in 0..=at {
                engine.make(&program, "deal", json!({"name": format!("{at} {number}"), "stage_id": stage})).await;
            }
        }
        let grouping = Grouping::parse(&program, kind("deal"), "stage_id", "").unwrap();
        let listing = Listing::new(&program, kind("deal"));
        let told = group(&engine.database, &program, kind("deal"), &listing, &grouping).await.unwrap().groups;
        let keys: Vec<_> = told.iter().map(|group| (group.key.clone(), group.count)).collect();
        let wanted = stages.iter().zip(1..).map(|(stage, count)| (stage.parse().ok().map(Value::Link), count));
        assert_eq!(keys, wanted.collect::<Vec<_>>());
    }

    async fn of_many_groups_the_largest_are_told(engine: Engine) {
        let program = engine.program().await;
        for at in 0..=MOST_GROUPS {
            let organisation = engine.make(&program, "organisation", json!({"name": format!("O {at}")})).await.to_string();
            let deals = if at == 7 { 2 } else { 1 };
            for _ in 0..deals {
                let deal = json!({"name": "D", "stage_id": seed::stage(0).to_string(), "organisation_id": organisation,
                    "amount": {"amount": "1", "currency": "EUR"}});
                engine.make(&program, "deal", deal).await;
            }
        }
        let (deal, listing) = (kind("deal"), Listing::new(&program, kind("deal")));
        let grouping = Grouping::parse(&program, deal, "organisation_id", "amount").unwrap();
        let told = group(&engine.database, &program, deal, &listing, &grouping).await.unwrap();
        assert!(told.more);
        assert_eq!((told.groups.len(), told.groups[0].count), (MOST_GROUPS, 2));
        assert!(told.groups.iter().all(|group| group.sums[0].totals[0].records == group.count));
    }
}
