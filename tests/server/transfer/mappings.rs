//! Mappings: proposed for the files of other programs, remembered, and refused with a sentence.

use super::*;
use beheer::transfer::{remember, remembered};

/// Every shared file that is no Northwind: imported, or refused with a sentence for each line.
const FILES: [(&str, &str); 22] = [
    ("vcard/John_Doe_ANDROID.vcf", "contact"),
    ("vcard/John_Doe_GMAIL.vcf", "contact"),
    ("vcard/John_Doe_IPHONE.vcf", "contact"),
    ("vcard/John_Doe_MS_OUTLOOK.vcf", "contact"),
    ("vcard/fullcontact.vcf", "contact"),
    ("vcard/gmail-list.vcf", "contact"),
    ("vcard/gmail-single.vcf", "contact"),
    ("vcard/jcard-example.json", "contact"),
    ("vcard/outlook-2003.vcf", "contact"),
    ("vcard/rfc2426-example.vcf", "contact"),
    ("vcard/rfc6350-example.vcf", "contact"),
    ("csv-other/dolibarr-tiers-cp1252.csv", "organisation"),
    ("csv-other/espocrm-accounts.csv", "organisation"),
    ("csv-other/hubspot-contacts.csv", "contact"),
    ("csv-salesforce/accountsForInsert.csv", "organisation"),
    ("csv-salesforce/acctsWithBinaryDataInRTF.csv", "organisation"),
    ("csv-salesforce/csvEscapedQuotes.csv", "organisation"),
    ("csv-salesforce/csvSeparator.csv", "contact"),
    ("csv-salesforce/csvtext_BOM_UTF16LE.csv", "lead"),
    ("csv-salesforce/csvtext_BOM_UTF8.csv", "lead"),
    ("csv-salesforce/dateWithTimeZone.csv", "organisation"),
    ("csv-salesforce/opportunityData.csv", "deal"),
];

fn target(mapping: &Mapping, column: &str) -> String {
    mapping.columns.iter().find(|own| own.column == column).unwrap().target.to_string()
}

on_both_engines! {
    async fn every_file_comes_in_or_says_line_by_line_why_not(engine: Engine) {
        let caller = engine.program().await;
        for (name, type_name) in FILES {
            let Some(bytes) = shared(name) else { return };
            let table = table(bytes, name);
            let mapping = proposed(&caller, type_name, &table);
            let options = Options { duplicates: DuplicatePolicy::Create, ..Options::default() };
            let report = foretold(&engine, &caller, &table, &mapping, &options).await;
            assert_eq!(report.lines.len(), table.rows.len() + table.problems.len(), "{name}");
            for line in &report.lines {
                let silent = line.status == Status::Failed && line.messages.iter().all(|message| !message.ends_with(['.', '…']));
                assert!(!silent, "{name}, line {}: {:?}", line.line, line.messages);
            }
            if name.starts_with("vcard/") {
                // The only thing a card can lack is any name at all.
                let table_lines: Vec<_> = report.messages().into_values().flatten().filter(|text| text != "Last name is needed.").collect();
                let unread = table.problems.iter().map(|problem| problem.detail.clone()).collect::<Vec<_>>();
                assert_eq!(table_lines, unread, "{name}");
            }
        }
    }

    async fn hubspot_dolibarr_and_espo_come_in_with_their_values(engine: Engine) {
        let caller = engine.program().await;
        for (name, type_name) in [FILES[11], FILES[12], FILES[13]] {
            let Some(bytes) = shared(name) else { return };
            let table = table(bytes, name);
            let options = Options { duplicates: DuplicatePolicy::Create, ..Options::default() };
            foretold(&engine, &caller, &table, &proposed(&caller, type_name, &table), &options).await;
        }
        let contacts = records(&engine, &caller, "contact").await;
        let sanne = with(&contacts, "external_id", "151");
        assert_eq!((sanne["first_name"].as_str(), sanne["last_name"].as_str()), (Some("Sanne"), Some("de Vries")));
        let mails: Vec<_> = sanne["emails"].as_array().unwrap().iter().map(|mail| mail["value"].as_str().unwrap()).collect();
        assert_eq!(mails, ["sanne.devries@example.nl", "s.devries@example.org", "sanne@example.org"]);
        let organisations = records(&engine, &caller, "organisation").await;
        let bakery = with(&organisations, "name", "Bakkerij 't Hoekje B.V.");
        assert_eq!(sanne["organisation_id"], bakery["id"]);
        assert_eq!(bakery["email"], "info@hoekje.example");
        assert_eq!((bakery["addresses"][0]["street"].as_str(), bakery["addresses"][0]["country"].as_str()), (Some("Dorpsstraat 1, achterhuis"), Some("NL")));
        let phare = with(&organisations, "name", "Crêperie du Phare SARL");
        assert_eq!((phare["vat_id"].as_str(), phare["addresses"][0]["city"].as_str()), (Some("FR83404833048"), Some("Concarneau")));
        assert_eq!(phare["coc_number"], "404833048");
    }

    async fn a_mapping_that_was_kept_is_found_again_by_its_columns(engine: Engine) {
        let caller = engine.program().await;
        let file = csv("last name,Mijn kolom\nVos,x\n");
        let mut mapping = proposed(&caller, "contact", &file);
        assert_eq!(target(&mapping, "Mijn kolom"), "ignore");
        mapping.columns[1].target = "notes".parse().unwrap();
        mapping.columns.push(ColumnMapping::constant(Target::Field("language".into()), "nl"));
        remember(&engine.database, &caller, "Beurs", &mapping).await.unwrap();
        let found = remembered(&engine.database, &caller, kind("contact"), &file).await.unwrap();
        assert_eq!(found, Some(("Beurs".into(), mapping)));
        let other = csv("last name,Other\nVos,x\n");
        assert_eq!(remembered(&engine.database, &caller, kind("contact"), &other).await.unwrap(), None);
        assert_eq!(remembered(&engine.database, &caller, kind("lead"), &file).await.unwrap(), None);
    }

    async fn headers_in_four_languages_are_understood_and_doubts_are_noted(engine: Engine) {
        let caller = engine.program().await;
        let file = csv("Vorname,Nachname,E-Mail,Mobil,PLZ,Ort,Land,Geburtsdatum,Firma\nA,B,a@b.example,0151,10115,Berlin,Deutschland,01/02/1980,X\n");
        let mapping = proposed(&caller, "contact", &file);
        let targets: Vec<_> = file.columns.iter().map(|column| target(&mapping, column)).collect();
        assert_eq!(targets, [
            "first_name", "last_name", "emails[work].value", "phones[mobile].value", "addresses[post].postal_code",
            "addresses[post].city", "addresses[post].country", "birthday", "organisation_id by name",
        ]);
        assert!(mapping.columns[7].note.as_deref().unwrap().starts_with("Day and month"));
        for (header, type_name, expected) in [
            ("LastName", "contact", "last_name"), ("AccountId", "contact", "organisation_id by external_id"),
            ("Prénom", "contact", "first_name"), ("achternaam", "contact", "last_name"), ("Telefoonnummer", "organisation", "phone"),
            ("Raison sociale", "organisation", "name"), ("BTW-nummer", "organisation", "vat_id"), ("reorderLevel", "product", "reorder_level"),
            ("Prix", "product", "price"), ("reportsTo", "user", "manager_id by external_id"), ("CLOSEDATE", "deal", "expected_close"),
        ] {
            let file = csv(&format!("{header},zzz\nx,y\n"));
            assert_eq!(target(&proposed(&caller, type_name, &file), header), expected, "{header}");
        }
    }

    async fn a_mapping_that_makes_no_sense_is_refused_in_sentences(engine: Engine) {
        let caller = engine.program().await;
        let file = csv("a,b\n1,2\n");
        let mapping = Mapping {
            record_type: "contact".into(),
            columns: vec![
                ColumnMapping::new("a", Target::Field("nothing".into())),
                ColumnMapping::new("c", Target::Field("last_name".into())),
                ColumnMapping::new("b", Target::part("emails", "work", "nothing")),
            ],
            match_on: vec!["addresses".into()],
            ..Mapping::default()
        };
        let refused = import::dry_run(&engine.database, &caller, kind("contact"), &file, &mapping, &Options::default()).await;
        let Err(beheer::error::Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        let details: Vec<_> = problems.iter().map(|problem| problem.detail.as_str()).collect();
        assert_eq!(details, [
            "a: A contact has no field `nothing`.",
            "The file has no column `c`.",
            "b: The things in `emails` have no `nothing`.",
            "Records cannot be found again by `addresses`.",
        ]);
        assert!(serde_json::from_value::<Mapping>(json!({"record_type": "contact", "columns": [{"target": "a b c"}]})).is_err());
    }
}
