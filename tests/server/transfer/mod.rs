//! Imports and exports, with real files of other programs.

use std::sync::atomic::{AtomicBool, Ordering};

use beheer::changes::{Batch, Change, commit, history, undo};
use beheer::id::Id;
use beheer::query::{self, Listing};
use beheer::rights::{Caller, Reason};
use beheer::transfer::duplicates;
use beheer::transfer::import::{self, DuplicatePolicy, Options, Report, Status};
use beheer::transfer::{ColumnMapping, Mapping, Mode, Table, Target, propose, read};
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, input, kind};

mod exports;
mod jobs;
mod law;
mod mappings;
mod program;
mod resume;

/// Bytes of a shared file. Without the shared data the test is skipped, unless the machine must have it.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/import").join(name);
    let found = std::fs::read(&path).ok();
    if found.is_none() {
        assert!(std::env::var("CI_REQUIRE_SHARED").as_deref() != Ok("1"), "no shared data at {}", path.display());
        println!("skipped: no shared data");
    }
    found
}

fn table(bytes: impl AsRef<[u8]>, name: &str) -> Table {
    read(bytes.as_ref(), name, &beheer::transfer::Options::default()).unwrap()
}

fn csv(text: &str) -> Table {
    table(text, "file.csv")
}

/// The mapping that is proposed for a file.
fn proposed(caller: &Caller, type_name: &str, table: &Table) -> Mapping {
    propose(&caller.configuration.schema, caller, kind(type_name), table)
}

async fn dry(engine: &Engine, caller: &Caller, table: &Table, mapping: &Mapping, options: &Options) -> Report {
    let kind = kind(&mapping.record_type);
    import::dry_run(&engine.database, caller, kind, table, mapping, options).await.unwrap()
}

async fn bring(engine: &Engine, caller: &Caller, table: &Table, mapping: &Mapping, options: &Options) -> Report {
    let kind = kind(&mapping.record_type);
    let stop = AtomicBool::new(false);
    import::run(&engine.database, caller, kind, table, mapping, options, |_| {}, &stop).await.unwrap()
}

/// Runs an import after a dry run that must foretell it.
async fn foretold(engine: &Engine, caller: &Caller, table: &Table, mapping: &Mapping, options: &Options) -> Report {
    let before = records(engine, caller, &mapping.record_type).await.len();
    let expected = dry(engine, caller, table, mapping, options).await;
    assert_eq!(records(engine, caller, &mapping.record_type).await.len(), before, "a dry run wrote something");
    let report = bring(engine, caller, table, mapping, options).await;
    let plain = |report: &Report| {
        report.lines.iter().map(|line| (line.line, line.status, line.messages.clone())).collect::<Vec<_>>()
    };
    assert_eq!(plain(&expected), plain(&report));
    assert_eq!(expected.counts, report.counts);
    report
}

/// All records of a type as the API would show them, in the order of their titles.
async fn records(engine: &Engine, caller: &Caller, type_name: &str) -> Vec<Json> {
    let kind = kind(type_name);
    let mut listing = Listing::new(caller, kind);
    listing.limit = query::list::MOST;
    let mut all = Vec::new();
    loop {
        let page = query::list(engine.database.read(), engine.database.engine(), caller, kind, &listing).await.unwrap();
        all.extend(page.items.iter().map(|found| beheer::model::json::write_record(&page.fields, &found.record)));
        match page.next {
            Some(next) => listing.after = Some(next),
            None => return all,
        }
    }
}

fn with<'a>(records: &'a [Json], field: &str, value: &str) -> &'a Json {
    records.iter().find(|record| record[field] == value).unwrap_or_else(|| panic!("no record with {field} {value}"))
}

/// Events of an operation.
async fn events(engine: &Engine, report: &Report) -> usize {
    beheer::changes::seal::finish(&engine.database).await.unwrap();
    let narrow = history::Narrow { operation: Some(report.operation), ..history::Narrow::default() };
    let reader = engine.program().await;
    history::journal(&engine.database, &reader, &narrow, None, 1_000).await.unwrap().len()
}

async fn northwind(engine: &Engine, caller: &Caller) -> Option<Vec<(&'static str, Report)>> {
    let mut reports = Vec::new();
    for (file, type_name) in
        [("customers", "organisation"), ("suppliers", "organisation"), ("products", "product"), ("employees", "user")]
    {
        let table = table(shared(&format!("northwind/{file}.csv"))?, "northwind.csv");
        let mapping = proposed(caller, type_name, &table);
        reports.push((file, foretold(engine, caller, &table, &mapping, &Options::default()).await));
    }
    Some(reports)
}

on_both_engines! {
    async fn northwind_comes_in_whole_again_unchanged_and_goes_out_again(engine: Engine) {
        let caller = engine.program().await.because(Reason::text("Brought over from Northwind"));
        let users_before = records(&engine, &caller, "user").await;
        let Some(reports) = northwind(&engine, &caller).await else { return };
        for (file, report) in &reports {
            let bad: Vec<_> = report.lines.iter().filter(|line| line.status != Status::Created).collect();
            assert!(bad.is_empty(), "{file}: {bad:?}");
        }
        let organisations = records(&engine, &caller, "organisation").await;
        let contacts = records(&engine, &caller, "contact").await;
        let products = records(&engine, &caller, "product").await;
        let users = records(&engine, &caller, "user").await;
        assert_eq!((organisations.len(), contacts.len(), products.len(), users.len()), (91 + 29, 91 + 29, 77, 9 + users_before.len()));

        let alfreds = with(&organisations, "external_id", "ALFKI");
        assert_eq!(alfreds["name"], "Alfreds Futterkiste");
        assert_eq!(alfreds["kind"], "customer");
        assert_eq!(alfreds["phone"], "030-0074321");
        assert_eq!(alfreds["addresses"][0]["street"], "Obere Str. 57");
        assert_eq!(alfreds["addresses"][0]["country"], "DE");
        assert!(alfreds["customer_number"].as_str().unwrap().starts_with('C'));
        let maria = with(&contacts, "external_id", "ALFKI");
        assert_eq!((maria["first_name"].as_str(), maria["last_name"].as_str()), (Some("Maria"), Some("Anders")));
        assert_eq!(maria["organisation_id"], alfreds["id"]);
        assert_eq!(maria["job_title"], "Sales Representative");
        assert_eq!(maria["phones"][1], json!({"type": "fax", "value": "030-0076545"}));
        let ana = with(&organisations, "external_id", "ANATR");
        assert_eq!((ana["addresses"][0]["city"].as_str(), ana["addresses"][0]["postal_code"].as_str()), (Some("México D.F."), Some("05021")));
        assert_eq!(ana["addresses"][0]["region"], Json::Null);
        let exotic = with(&organisations, "external_id", "supplier:1");
        assert_eq!((exotic["name"].as_str(), exotic["kind"].as_str()), (Some("Exotic Liquids"), Some("supplier")));
        let chai = with(&products, "sku", "1");
        assert_eq!((chai["stock"].as_str(), chai["reorder_level"].as_str()), (Some("39"), Some("10")));
        assert_eq!(chai["price"], json!({"amount": "18.00", "currency": "EUR"}));
        assert_eq!(chai["supplier_id"], exotic["id"]);
        assert_eq!((chai["active"].as_bool(), chai["unit"].as_str()), (Some(true), Some("10 boxes x 20 bags")));
        assert_eq!(with(&products, "sku", "5")["active"], false);
        let (nancy, andrew, steven) =
            (with(&users, "external_id", "1"), with(&users, "external_id", "2"), with(&users, "external_id", "5"));
        assert_eq!((nancy["name"].as_str(), nancy["birthday"].as_str()), (Some("Nancy Davolio"), Some("1948-12-08")));
        assert_eq!((nancy["hired_on"].as_str(), nancy["phone"].as_str()), (Some("1992-05-01"), Some("(206) 555-9857")));
        assert_eq!(nancy["manager_id"], andrew["id"]);
        assert_eq!(andrew["manager_id"], Json::Null);
        assert_eq!(with(&users, "external_id", "6")["manager_id"], steven["id"]);

        // Once more: everything is there already.
        for (file, report) in northwind(&engine, &caller).await.unwrap() {
            assert!(report.lines.iter().all(|line| line.status == Status::Unchanged), "{file}: {:?}", report.counts);
            assert_eq!(events(&engine, &report).await, 0, "{file} wrote into the journal");
        }
        // And out again, the last first.
        for (_, report) in reports.iter().rev() {
            undo::operation(&engine.database, &caller, report.operation).await.unwrap();
        }
        assert_eq!(records(&engine, &caller, "organisation").await.len(), 0);
        assert_eq!(records(&engine, &caller, "contact").await.len(), 0);
        assert_eq!(records(&engine, &caller, "product").await.len(), 0);
        assert_eq!(records(&engine, &caller, "user").await, users_before);
    }

    async fn an_update_changes_only_what_differs_and_can_be_undone(engine: Engine) {
        let caller = engine.program().await;
        let first = csv("External id;Last name;E-mail (Work);Job title\n1;Vos;vos@example.org;Buyer\n2;Bos;bos@example.org;Boss\n");
        let mapping = proposed(&caller, "contact", &first);
        assert_eq!(mapping.match_on, ["external_id"]);
        foretold(&engine, &caller, &first, &mapping, &Options::default()).await;
        let before = records(&engine, &caller, "contact").await;
        let second = csv("External id;Last name;E-mail (Work);Job title\n1;Vos;vos@example.org;Director\n2;Bos;bos@example.org;Boss\n3;Mos;;\n");
        let report = foretold(&engine, &caller, &second, &mapping, &Options::default()).await;
        assert_eq!((report.counts.created, report.counts.updated, report.counts.unchanged), (1, 1, 1));
        assert_eq!(events(&engine, &report).await, 2);
        let after = records(&engine, &caller, "contact").await;
        assert_eq!(with(&after, "external_id", "1")["job_title"], "Director");
        undo::operation(&engine.database, &caller, report.operation).await.unwrap();
        let back = records(&engine, &caller, "contact").await;
        assert_eq!(back.len(), 2);
        assert_eq!(with(&back, "external_id", "1")["job_title"], with(&before, "external_id", "1")["job_title"]);
    }

    async fn bad_lines_come_back_with_what_is_wrong_and_do_not_stop_good_ones(engine: Engine) {
        let caller = engine.program().await;
        let file = csv(
            "naam;prijs;voorraad;artikelnummer;leverancier\n\
             Thee;1.234,50;12,5;T1;\nKoffie;gratis;veel;K1;\n;1,00;1;L1;\nSap;2,00;1;T1;\nMelk;2,00;1;M1;Niemand BV\n",
        );
        let mut mapping = proposed(&caller, "product", &file);
        mapping.mode = Mode::Create;
        mapping.match_on.clear();
        let options = Options { duplicates: DuplicatePolicy::Create, create_missing_links: Vec::new(), ..Options::default() };
        let report = foretold(&engine, &caller, &file, &mapping, &options).await;
        assert_eq!((report.counts.created, report.counts.failed), (1, 4));
        let messages = report.messages();
        assert_eq!(messages[&3], ["prijs: `gratis` is not a number as this column writes them.", "voorraad: `veel` is not a number as this column writes them."]);
        assert_eq!(messages[&4], ["Name is needed."]);
        assert_eq!(messages[&5], ["Article number is the same as in line 2."]);
        assert_eq!(messages[&6], ["leverancier: there is no organisation with the name `Niemand BV`."]);
        let products = records(&engine, &caller, "product").await;
        let tea = with(&products, "sku", "T1");
        assert_eq!((tea["price"]["amount"].as_str(), tea["stock"].as_str()), (Some("1234.50"), Some("12.5")));
        let file = String::from_utf8(beheer::transfer::error_file(&file, &messages).unwrap()).unwrap();
        assert!(file.contains("Koffie;gratis;veel;K1;;3;"), "{file}");
        // A value that somebody else has is found by the database.
        let again = csv("name,sku\nGroene thee,T1\nZwarte thee,Z1\n");
        let mut mapping = proposed(&caller, "product", &again);
        mapping.match_on.clear();
        let report = foretold(&engine, &caller, &again, &mapping, &options).await;
        assert_eq!((report.counts.created, report.counts.failed), (1, 1));
        assert_eq!(report.messages()[&2], ["sku: Another record has this value already."]);
    }

    async fn an_import_that_was_taken_back_can_come_again(engine: Engine) {
        let caller = engine.program().await;
        let file = csv("name,sku,unit\nThee,T1,doos\nKoffie,K1,zak\n");
        let wrong = Mapping { columns: vec![
            ColumnMapping::new("name", Target::Field("category".into())),
            ColumnMapping::new("sku", Target::Field("sku".into())),
            ColumnMapping::new("unit", Target::Field("name".into())),
        ], ..proposed(&caller, "product", &file) };
        let first = foretold(&engine, &caller, &file, &wrong, &Options::default()).await;
        assert_eq!((first.counts.created, first.counts.failed), (2, 0), "{:?}", first.messages());
        undo::operation(&engine.database, &caller, first.operation).await.unwrap();
        let right = proposed(&caller, "product", &file);
        let second = foretold(&engine, &caller, &file, &right, &Options::default()).await;
        assert_eq!((second.counts.created, second.counts.failed), (2, 0), "{:?}", second.messages());
        let products = records(&engine, &caller, "product").await;
        assert_eq!(products.len(), 2);
        assert_eq!(with(&products, "sku", "T1")["name"], "Thee");
    }

    async fn missing_organisations_are_made_with_the_contacts_that_name_them(engine: Engine) {
        let caller = engine.program().await;
        let file = csv("Voornaam,Achternaam,Bedrijf,Geboortedatum\nJan,Jansen,Acme,31-12-1980\nPiet,Pietersen,acme,01-02-1981\nKlaas,,Globex,\n");
        let mapping = proposed(&caller, "contact", &file);
        let report = foretold(&engine, &caller, &file, &mapping, &Options::default()).await;
        assert_eq!((report.counts.created, report.counts.failed, report.counts.also_created), (2, 1, 1));
        let organisations = records(&engine, &caller, "organisation").await;
        assert_eq!(organisations.iter().map(|organisation| organisation["name"].as_str().unwrap()).collect::<Vec<_>>(), ["Acme"]);
        let contacts = records(&engine, &caller, "contact").await;
        assert!(contacts.iter().all(|contact| contact["organisation_id"] == organisations[0]["id"]));
        assert_eq!(with(&contacts, "last_name", "Pietersen")["birthday"], "1981-02-01");
        let strict = Options { create_missing_links: Vec::new(), ..Options::default() };
        let other = csv("last name,company\nVos,Initech\n");
        let report = foretold(&engine, &caller, &other, &proposed(&caller, "contact", &other), &strict).await;
        assert_eq!(report.messages()[&2], ["company: there is no organisation with the name `Initech`."]);
    }

    async fn duplicates_are_told_made_or_changed_as_asked(engine: Engine) {
        let caller = engine.program().await;
        let there = input(&caller, kind("organisation"), &json!({
            "name": "Müller & Söhne GmbH", "email": "Info@mueller.example", "vat_id": "DE123",
            "addresses": [{"type": "visit", "postal_code": "10 115", "city": "Berlin"}],
        }));
        commit(&engine.database, &caller, Batch::one(Change::create(kind("organisation"), there))).await.unwrap();
        let file = csv(
            "name,email,vat number,zip\nMuller Sohne,,,10115\nAnother,info@MUELLER.example,,\nThird,,DE123,\nFourth,,,10115\nFourth B.V.,,,10115\n",
        );
        let mut mapping = proposed(&caller, "organisation", &file);
        mapping.mode = Mode::Create;
        mapping.match_on.clear();
        let report = foretold(&engine, &caller, &file, &mapping, &Options::default()).await;
        let statuses: Vec<_> = report.lines.iter().map(|line| line.status).collect();
        assert_eq!(statuses, [Status::Duplicate, Status::Duplicate, Status::Duplicate, Status::Created, Status::Duplicate]);
        let messages = report.messages();
        assert_eq!(messages[&2], ["Müller & Söhne GmbH has a similar name at the same postal code."]);
        assert_eq!(messages[&3], ["Müller & Söhne GmbH has the same e-mail address."]);
        assert_eq!(messages[&4], ["Müller & Söhne GmbH has the same VAT number."]);
        assert_eq!(messages[&6], ["Line 5 has a similar name at the same postal code."]);
        let change = Options { duplicates: DuplicatePolicy::Update, ..Options::default() };
        let file = csv("name,vat number,industry\nMüller,DE123,Bakery\n");
        let mut mapping = proposed(&caller, "organisation", &file);
        mapping.match_on.clear();
        let report = foretold(&engine, &caller, &file, &mapping, &change).await;
        assert_eq!(report.lines[0].status, Status::Updated);
        let all = records(&engine, &caller, "organisation").await;
        assert_eq!(with(&all, "vat_id", "DE123")["industry"], "Bakery");
        let id = with(&all, "name", "Fourth")["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(duplicates::of_record(&engine.database, &caller, kind("organisation"), id).await.unwrap(), []);
    }

    async fn every_pair_is_found_once_however_many_pages_it_takes(engine: Engine) {
        let caller = engine.program().await;
        let new = |at: usize| {
            // Each fortieth has the address of the first; the one before the last a name like that of the last.
            let email = format!("m{}@example.org", if at.is_multiple_of(40) { 0 } else { at });
            let code = json!([{"postal_code": if at >= 448 { "1234 AB".to_owned() } else { format!("{at}") }}]);
            let name = if at >= 448 { "De Vries".to_owned() } else { format!("P{at}") };
            input(&caller, kind("contact"), &json!({"last_name": name, "emails": [{"value": email}], "addresses": code}))
        };
        let made = engine.commit(&caller, (0..450).map(|at| Change::create(kind("contact"), new(at))).collect()).await.unwrap();
        let place = |id: Id| made.iter().position(|outcome| outcome.id == id).unwrap();
        let (mut pairs, mut after) = (Vec::new(), None);
        loop {
            let (alike, next) = duplicates::next(&engine.database, &caller, kind("contact"), after).await.unwrap();
            for (record, found) in alike {
                pairs.extend(found.iter().map(|one| (place(one.id.unwrap()), place(record.id), one.rule)));
            }
            after = next;
            if after.is_none() {
                break;
            }
        }
        let mut expected = vec![(448, 449, duplicates::Rule::NameAndPostalCode)];
        for later in 1..12 {
            expected.extend((0..later).take(duplicates::MOST).map(|earlier| (earlier * 40, later * 40, duplicates::Rule::Email)));
        }
        pairs.sort_unstable();
        expected.sort_unstable();
        assert_eq!(pairs, expected);
        let mut alone = duplicates::of_record(&engine.database, &caller, kind("contact"), made[449].id).await.unwrap();
        assert_eq!(alone.pop().map(|one| (one.id, one.title)), Some((Some(made[448].id), "De Vries".to_owned())));
    }

    async fn only_who_may_import_does(engine: Engine) {
        let program = engine.program().await;
        let profile = beheer::records::seed::profile_named("Sales").unwrap().to_string();
        let user = input(&program, kind("user"), &json!({"name": "Sanne", "email": "sanne@example.org", "profile_id": profile}));
        let made = commit(&engine.database, &program, Batch::one(Change::create(kind("user"), user))).await.unwrap();
        let sanne = engine.user(made[0].id).await;
        let file = csv("last name\nVos\n");
        let mapping = proposed(&program, "contact", &file);
        let refused = import::dry_run(&engine.database, &sanne, kind("contact"), &file, &mapping, &Options::default()).await;
        assert_eq!(refused.unwrap_err().to_string(), "None of your roles lets you import contacts.");
    }
}
