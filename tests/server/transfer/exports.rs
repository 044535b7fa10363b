//! Exports: what comes out, for whom, and that it goes in again.

use super::*;
use beheer::transfer::write::WriteOptions;
use beheer::transfer::{FileFormat, export};
use futures::TryStreamExt as _;

async fn file(engine: &Engine, caller: &Caller, type_name: &str, format: FileFormat) -> Vec<u8> {
    let kind = kind(type_name);
    let listing = Listing::new(caller, kind);
    let stream = export(&engine.database, caller, kind, &listing, format, WriteOptions::default()).await.unwrap();
    stream
        .try_fold(Vec::new(), async |mut all, bytes| {
            all.extend_from_slice(&bytes);
            Ok(all)
        })
        .await
        .unwrap()
}

async fn make(engine: &Engine, caller: &Caller, type_name: &str, json: &Json) -> beheer::id::Id {
    let kind = kind(type_name);
    let made =
        commit(&engine.database, caller, Batch::one(Change::create(kind, input(caller, kind, json)))).await.unwrap();
    made[0].id
}

/// A company, two people, a product with a price and a deal.
async fn company(engine: &Engine, caller: &Caller) {
    let acme = make(
        engine,
        caller,
        "organisation",
        &json!({
            "name": "Acme, Inc.", "kind": "customer", "website": "https://acme.example", "email": "info@acme.example",
            "addresses": [
                {"type": "visit", "street": "Kade 1", "postal_code": "1011 AB", "city": "Amsterdam", "country": "NL"},
                {"type": "visit", "street": "Kade 2", "city": "Utrecht"},
                {"street": "Nowhere"},
            ],
        }),
    )
    .await
    .to_string();
    make(engine, caller, "contact", &json!({
        "first_name": "Zoë", "last_name": "Müller", "organisation_id": acme, "consent": "given", "birthday": "1980-02-29",
        "emails": [{"type": "work", "value": "zoe@acme.example"}, {"type": "work", "value": "z@acme.example"}, {"value": "x@y.example"}],
        "phones": [{"type": "mobile", "value": "+31 6 1234"}], "notes": "Two\nlines; \"quoted\"", "external_id": "7",
    })).await;
    make(engine, caller, "contact", &json!({"last_name": "=cmd|'/c calc'!A1"})).await;
    make(engine, caller, "product", &json!({"name": "Chai", "sku": "1", "price": {"amount": "18.0050", "currency": "USD"}, "stock": "2.5", "supplier_id": acme})).await;
    make(engine, caller, "deal", &json!({"name": "Big", "stage_id": beheer::records::seed::stage(0).to_string(), "amount": {"amount": "5", "currency": "EUR"}, "organisation_id": acme})).await;
}

on_both_engines! {
    async fn an_export_goes_in_again_as_it_was(engine: Engine) {
        let caller = engine.program().await;
        company(&engine, &caller).await;
        for format in [FileFormat::Csv, FileFormat::Xlsx, FileFormat::Json] {
            for type_name in ["organisation", "contact", "product", "deal"] {
                let name = if format == FileFormat::Json { "file.json" } else { "file.csv" };
                let table = table(file(&engine, &caller, type_name, format).await, name);
                let mapping = proposed(&caller, type_name, &table);
                assert_eq!(mapping.match_on, ["id"]);
                let report = foretold(&engine, &caller, &table, &mapping, &Options::default()).await;
                let before = records(&engine, &caller, type_name).await;
                assert_eq!(report.counts.unchanged, table.rows.len(), "{format:?} {type_name}: {:?} {before:#?}", report.lines);
            }
        }
        // Changed here, and put back by the file.
        let before = records(&engine, &caller, "contact").await;
        let table = table(file(&engine, &caller, "contact", FileFormat::Csv).await, "file.csv");
        let id = with(&before, "first_name", "Zoë")["id"].as_str().unwrap().parse().unwrap();
        let change = input(&caller, kind("contact"), &json!({"job_title": "Boss", "first_name": "Zoe", "phones": []}));
        commit(&engine.database, &caller, Batch::one(Change::update(kind("contact"), id, change))).await.unwrap();
        let mapping = proposed(&caller, "contact", &table);
        let report = foretold(&engine, &caller, &table, &mapping, &Options::default()).await;
        assert_eq!((report.counts.updated, report.counts.unchanged), (1, 1));
        let after = records(&engine, &caller, "contact").await;
        assert_eq!(with(&after, "first_name", "Zoë")["phones"], with(&before, "first_name", "Zoë")["phones"]);
    }

    async fn added_fields_of_every_kind_come_in_and_go_out(engine: Engine) {
        let kinds = ["text", "number", "money", "date", "choice", "yes_no", "link"];
        for name in kinds {
            let mut field = json!({"record_type": "contact", "name": format!("x_{name}"), "label": format!("My {name}"), "kind": name});
            match name {
                "number" => field["scale"] = json!("2"),
                "choice" => field["choices"] = json!([{"code": "red", "label": "Red wine"}, {"code": "white", "label": "White wine"}]),
                "link" => field["target"] = json!("product"),
                _ => {}
            }
            make(&engine, &engine.program().await, "custom_field", &field).await;
        }
        let caller = engine.program().await;
        make(&engine, &caller, "product", &json!({"name": "Chai", "sku": "1"})).await;
        let lines = csv("last name,My text,My number,My money,My date,My choice,My yes_no,My link\n\
            Good,Éclair,\"42,50\",\"1.234,56\",28-02-2026,Red wine,yes,Chai\nPlain,,,,,,,\n\
            Bad,x,many,lots,2026-02-30,Rosé,perhaps,Nothing\n");
        let mapping = proposed(&caller, "contact", &lines);
        let report = foretold(&engine, &caller, &lines, &mapping, &Options::default()).await;
        assert_eq!((report.counts.created, report.counts.failed), (2, 1), "{:?}", report.lines);
        let told = format!("{:?}", report.lines);
        for wrong in ["My number", "My money", "My date", "My choice", "My yes_no", "My link"] {
            assert!(told.contains(wrong), "{wrong} in {told}");
        }
        let records_before = records(&engine, &caller, "contact").await;
        let good = with(&records_before, "last_name", "Good");
        let values = ["x_text", "x_number", "x_money", "x_date", "x_choice", "x_yes_no"].map(|name| good[name].clone());
        let money = json!({"amount": "1234.56", "currency": "EUR"});
        assert_eq!(values, [json!("Éclair"), json!("42.5"), money, json!("2026-02-28"), json!("red"), json!(true)]);
        assert!(good["x_link"].is_string(), "{good}");

        let text = String::from_utf8(file(&engine, &caller, "contact", FileFormat::Csv).await).unwrap();
        for column in ["My text", "My number", "My money", "My money currency", "My date", "My choice", "My yes_no", "My link"] {
            assert!(text.lines().next().unwrap().split(',').any(|own| own == column), "{column} in {text}");
        }
        assert!(text.contains("Éclair,42.5,1234.56,EUR,2026-02-28,Red wine,true,Chai"), "{text}");
        for (format, name) in [(FileFormat::Csv, "file.csv"), (FileFormat::Xlsx, "file.xlsx"), (FileFormat::Json, "file.json")] {
            let table = table(file(&engine, &caller, "contact", format).await, name);
            let report = foretold(&engine, &caller, &table, &proposed(&caller, "contact", &table), &Options::default()).await;
            assert_eq!(report.counts.unchanged, 2, "{format:?}: {:?}", report.lines);
        }
    }

    async fn people_can_read_the_columns_and_spreadsheets_compute_nothing(engine: Engine) {
        let caller = engine.program().await;
        company(&engine, &caller).await;
        let text = String::from_utf8(file(&engine, &caller, "contact", FileFormat::Csv).await).unwrap();
        let header = text.lines().next().unwrap();
        for column in ["E-mail (Work)", "E-mail", "Telephone (Mobile)", "Organisation", "Organisation id", "Consent to marketing"] {
            assert!(header.split(',').any(|own| own == column), "{column} in {header}");
        }
        assert!(text.contains("zoe@acme.example; z@acme.example"));
        assert!(text.contains("'=cmd|"), "{text}");
        let text = String::from_utf8(file(&engine, &caller, "organisation", FileFormat::Csv).await).unwrap();
        assert!(text.contains("Address 2 (Visit) City"), "{text}");
        let json: Json = serde_json::from_slice(&file(&engine, &caller, "product", FileFormat::Json).await).unwrap();
        assert_eq!(json[0]["price"], json!({"amount": "18.005", "currency": "USD"}));
        let cards = String::from_utf8(file(&engine, &caller, "contact", FileFormat::Vcard).await).unwrap();
        assert!(cards.contains("N:Müller;Zoë;;;") && cards.contains("ORG:Acme\\, Inc."), "{cards}");
        let listing = Listing::new(&caller, kind("deal"));
        let refused = export(&engine.database, &caller, kind("deal"), &listing, FileFormat::Vcard, WriteOptions::default()).await;
        assert!(refused.is_err());
    }

    async fn an_export_shows_no_more_than_the_caller_may_see(engine: Engine) {
        let program = engine.program().await;
        company(&engine, &program).await;
        let role = make(&engine, &program, "role", &json!({"name": "Exporter", "rights": [
            {"record_type": "deal", "action": "read", "scope": "all"}, {"record_type": "deal", "action": "export", "scope": "all"},
            {"record_type": "contact", "action": "read", "scope": "all"},
        ]})).await.to_string();
        let profile = make(&engine, &program, "profile", &json!({"name": "Exporter", "roles": [{"role_id": role}]})).await.to_string();
        let user = make(&engine, &program, "user", &json!({"name": "Ed", "email": "ed@example.org", "profile_id": profile})).await;
        let ed = engine.user(user).await;
        let text = String::from_utf8(file(&engine, &ed, "deal", FileFormat::Csv).await).unwrap();
        assert!(text.contains("Big") && !text.contains("Amount"), "{text}");
        assert!(!text.contains("Acme"), "organisations are not visible: {text}");
        let json: Json = serde_json::from_slice(&file(&engine, &ed, "deal", FileFormat::Json).await).unwrap();
        assert_eq!(json[0].get("amount"), None);
        let listing = Listing::new(&ed, kind("contact"));
        let refused = export(&engine.database, &ed, kind("contact"), &listing, FileFormat::Csv, WriteOptions::default()).await;
        assert_eq!(refused.err().unwrap().to_string(), "None of your roles lets you export contacts.");
    }

    async fn more_than_a_page_comes_out_whole(engine: Engine) {
        let caller = engine.program().await;
        let lines = (1..=450).map(|n| format!("Name{n:03},n{n}@example.org\n")).collect::<Vec<_>>().concat();
        let names = csv(&format!("last name,email\n{lines}"));
        bring(&engine, &caller, &names, &proposed(&caller, "contact", &names), &Options::default()).await;
        let out = table(file(&engine, &caller, "contact", FileFormat::Csv).await, "file.csv");
        assert_eq!(out.rows.len(), 450);
        let empty: Json = serde_json::from_slice(&file(&engine, &caller, "lead", FileFormat::Json).await).unwrap();
        assert_eq!(empty, json!([]));
    }
}
