//! Imports that are broken off and taken up again: one operation, no line twice, and a report of the whole file.

use super::*;

/// So many lines with a company each; some are wrong, and some repeat the line before.
fn people(count: usize) -> Table {
    let line = |n: usize| match n % 10 {
        3 => format!(",n{n}@example.org,Company {}\n", n / 100),
        7 => format!("Twin{n},n{}@example.org,\n", n - 1),
        _ => format!("Name{n},n{n}@example.org,Company {}\n", n / 100),
    };
    csv(&format!("last name,email,company\n{}", (1..=count).map(line).collect::<String>()))
}

/// Imports until so many lines are done.
async fn until(
    engine: &Engine,
    caller: &Caller,
    table: &Table,
    mapping: &Mapping,
    options: &Options,
    most: usize,
) -> Report {
    let stop = AtomicBool::new(false);
    let tell = |progress: import::Progress| stop.store(progress.done >= most, Ordering::Relaxed);
    let kind = kind(&mapping.record_type);
    import::run(&engine.database, caller, kind, table, mapping, options, tell, &stop).await.unwrap()
}

#[track_caller]
fn assert_same(report: &Report, expected: &Report) {
    for (line, expected) in report.lines.iter().zip(&expected.lines) {
        assert_eq!((line.line, line.status, &line.messages), (expected.line, expected.status, &expected.messages));
    }
    assert_eq!(report.counts, expected.counts);
}

on_both_engines! {
    async fn an_import_goes_on_within_its_operation_and_makes_no_record_twice(engine: Engine) {
        let caller = engine.program().await;
        let file = people(1_200);
        // Nothing but the operation itself knows what was made: no key matches, and duplicates are welcome.
        let mut mapping = proposed(&caller, "contact", &file);
        (mapping.mode, mapping.match_on) = (Mode::Create, Vec::new());
        let options = Options { duplicates: DuplicatePolicy::Create, ..Options::default() };
        let expected = dry(&engine, &caller, &file, &mapping, &options).await;
        let first = until(&engine, &caller, &file, &mapping, &options, 500).await;
        assert_eq!((first.counts.created, first.counts.failed, first.stopped_before), (450, 50, Some(502)));
        // After a crash it may be known how far it was, or not.
        for (from_line, most) in [(502, 1_000), (0, usize::MAX)] {
            let options = Options { operation: Some(first.operation), from_line, ..options.clone() };
            until(&engine, &caller, &file, &mapping, &options, most).await;
        }
        let options = Options { operation: Some(first.operation), ..options };
        let last = bring(&engine, &caller, &file, &mapping, &options).await;
        assert_same(&last, &expected);
        assert_eq!((last.operation, last.counts.created, last.counts.also_created), (first.operation, 1_080, 13));
        assert!(last.lines.iter().all(|line| line.id.is_some() == (line.status == Status::Created)));
        let contacts = records(&engine, &caller, "contact").await;
        assert_eq!(contacts.len(), 1_080);
        let names: std::collections::BTreeSet<_> = contacts.iter().map(|contact| contact["last_name"].as_str()).collect();
        assert_eq!(names.len(), 1_080);
        assert_eq!(undo::operation(&engine.database, &caller, first.operation).await.unwrap().records, 1_080 + 13);
        assert_eq!(records(&engine, &caller, "contact").await.len(), 0);
    }

    async fn duplicates_within_the_file_are_told_as_if_nothing_had_happened(engine: Engine) {
        let caller = engine.program().await;
        let file = people(700);
        let mut mapping = proposed(&caller, "contact", &file);
        (mapping.mode, mapping.match_on) = (Mode::Create, Vec::new());
        let expected = dry(&engine, &caller, &file, &mapping, &Options::default()).await;
        assert_eq!(expected.counts.duplicates, 70);
        let first = until(&engine, &caller, &file, &mapping, &Options::default(), 500).await;
        let options = Options { operation: Some(first.operation), from_line: 502, ..Options::default() };
        let second = bring(&engine, &caller, &file, &mapping, &options).await;
        assert_same(&second, &expected);
    }

    async fn what_was_changed_since_stays_and_what_was_thrown_away_does_not_come_back(engine: Engine) {
        let caller = engine.program().await;
        let lines = (1..=600).map(|n| format!("{n},Name{n}\n")).collect::<Vec<_>>().concat();
        let file = csv(&format!("external id,last name\n{lines}"));
        let mapping = proposed(&caller, "contact", &file);
        bring(&engine, &caller, &csv("external id,last name\n1,Before\n"), &mapping, &Options::default()).await;
        let first = until(&engine, &caller, &file, &mapping, &Options::default(), 500).await;
        assert_eq!((first.counts.created, first.counts.updated), (499, 1));
        let ids: Vec<_> = first.lines.iter().map(|line| line.id.unwrap()).collect();
        for (id, name) in [(ids[0], "Changed one"), (ids[1], "Changed two")] {
            let change = input(&caller, kind("contact"), &json!({"last_name": name}));
            engine.commit(&caller, vec![Change::update(kind("contact"), id, change)]).await.unwrap();
        }
        engine.commit(&caller, vec![Change::delete(kind("contact"), ids[2])]).await.unwrap();
        let options = Options { operation: Some(first.operation), from_line: first.stopped_before.unwrap(), ..Options::default() };
        let second = bring(&engine, &caller, &file, &mapping, &options).await;
        assert_eq!((second.counts.created, second.counts.updated, second.counts.failed), (599, 1, 0));
        let contacts = records(&engine, &caller, "contact").await;
        assert_eq!(contacts.len(), 599);
        assert_eq!(with(&contacts, "external_id", "1")["last_name"], "Changed one");
        assert_eq!(with(&contacts, "external_id", "2")["last_name"], "Changed two");
    }

    async fn second_records_and_links_between_lines_are_taken_up_too(engine: Engine) {
        let caller = engine.program().await;
        let lines = (1..=700).map(|n| format!("C{n},Firm {n},Anna Name{n}\n")).collect::<Vec<_>>().concat();
        let customers = csv(&format!("customerID,companyName,contactName\n{lines}"));
        let mapping = proposed(&caller, "organisation", &customers);
        assert!(mapping.also.is_some());
        let first = until(&engine, &caller, &customers, &mapping, &Options::default(), 1).await;
        assert!(first.stopped_before.is_some());
        let options = Options { operation: Some(first.operation), ..Options::default() };
        let second = bring(&engine, &caller, &customers, &mapping, &options).await;
        assert_eq!((second.counts.created, second.counts.also_created, second.counts.failed), (700, 700, 0));
        assert_eq!(records(&engine, &caller, "contact").await.len(), 700);
        assert_eq!(undo::operation(&engine.database, &caller, second.operation).await.unwrap().records, 1_400);

        let staff = (1..=600).map(|n| format!("{n},Person {n},{}\n", 601 - n)).collect::<Vec<_>>().concat();
        let staff = csv(&format!("id,name,reportsTo\n{}", staff.replace(",600\n", ",\n")));
        let mapping = proposed(&caller, "user", &staff);
        let first = until(&engine, &caller, &staff, &mapping, &Options::default(), 500).await;
        let options = Options { operation: Some(first.operation), from_line: 502, ..Options::default() };
        bring(&engine, &caller, &staff, &mapping, &options).await;
        let users = records(&engine, &caller, "user").await;
        assert_eq!(with(&users, "external_id", "599")["manager_id"], with(&users, "external_id", "2")["id"]);
    }
}
