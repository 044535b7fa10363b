//! Mappings: proposed for the files of other programs, remembered, and refused with a sentence.

use super::*;
use beheer::transfer::{remember, remembered};

/// A shared file, what is in it, the lines that come in, those that do not, and what is said of (the first of) the latter.
type Outcome = (&'static str, &'static str, usize, usize, &'static [(u64, &'static str)]);

/// Every shared file that is no Northwind, and what becomes of it.
const FILES: [Outcome; 22] = [
    ("vcard/John_Doe_ANDROID.vcf", "contact", 4, 2, &[(1, "Last name is needed."), (6, "Last name is needed.")]),
    ("vcard/John_Doe_GMAIL.vcf", "contact", 1, 0, &[]),
    ("vcard/John_Doe_IPHONE.vcf", "contact", 1, 0, &[]),
    ("vcard/John_Doe_MS_OUTLOOK.vcf", "contact", 1, 0, &[]),
    ("vcard/fullcontact.vcf", "contact", 1, 0, &[]),
    ("vcard/gmail-list.vcf", "contact", 3, 0, &[]),
    ("vcard/gmail-single.vcf", "contact", 1, 0, &[]),
    ("vcard/jcard-example.json", "contact", 1, 0, &[]),
    ("vcard/outlook-2003.vcf", "contact", 1, 0, &[]),
    ("vcard/rfc2426-example.vcf", "contact", 2, 0, &[]),
    ("vcard/rfc6350-example.vcf", "contact", 1, 0, &[]),
    ("csv-other/dolibarr-tiers-cp1252.csv", "organisation", 3, 0, &[]),
    ("csv-other/espocrm-accounts.csv", "organisation", 2, 0, &[]),
    ("csv-other/hubspot-contacts.csv", "contact", 3, 1, &[(4, "Last name is needed.")]),
    ("csv-salesforce/accountsForInsert.csv", "organisation", 4, 0, &[]),
    ("csv-salesforce/acctsWithBinaryDataInRTF.csv", "organisation", 1, 0, &[]),
    ("csv-salesforce/csvEscapedQuotes.csv", "organisation", 0, 2, &[(2, "Name is needed."), (3, "Name is needed.")]),
    ("csv-salesforce/csvSeparator.csv", "contact", 0, 2, &[(2, "Last name is needed."), (3, "Last name is needed.")]),
    (
        "csv-salesforce/csvtext_BOM_UTF16LE.csv",
        "lead",
        0,
        2,
        &[(2, "What it is about is needed."), (3, "What it is about is needed.")],
    ),
    (
        "csv-salesforce/csvtext_BOM_UTF8.csv",
        "lead",
        0,
        2,
        &[(2, "What it is about is needed."), (3, "What it is about is needed.")],
    ),
    ("csv-salesforce/dateWithTimeZone.csv", "organisation", 2, 0, &[]),
    (
        "csv-salesforce/opportunityData.csv",
        "deal",
        0,
        38,
        &[(
            2,
            "ACCOUNTID: there is no organisation with the external id `001x0000002xLD0AAM`. STAGENAME: there is no stage with the name `Closed Won`.",
        )],
    ),
];

fn target(mapping: &Mapping, column: &str) -> String {
    mapping.columns.iter().find(|own| own.column == column).unwrap().target.to_string()
}

on_both_engines! {
    async fn every_file_comes_in_or_says_line_by_line_why_not(engine: Engine) {
        let caller = engine.program().await;
        for (name, type_name, created, failed, said) in FILES {
            let Some(bytes) = shared(name) else { return };
            let table = table(bytes, name);
            let mapping = proposed(&caller, type_name, &table);
            let options = Options { duplicates: DuplicatePolicy::Create, ..Options::default() };
            let report = foretold(&engine, &caller, &table, &mapping, &options).await;
            let found: Vec<(u64, String)> = report.messages().into_iter().map(|(line, messages)| (line, messages.join(" "))).collect();
            let found: Vec<(u64, &str)> = found.iter().map(|(line, text)| (*line, text.as_str())).collect();
            let fine = report.counts.created + report.counts.updated + report.counts.unchanged;
            assert_eq!(found.len(), failed, "{name}: every line that fails says why");
            assert_eq!((fine, report.counts.failed, found.get(..said.len())), (created, failed, Some(said)), "{name}");
        }
    }

    async fn hubspot_dolibarr_and_espo_come_in_with_their_values(engine: Engine) {
        let caller = engine.program().await;
        for (name, type_name, ..) in [FILES[11], FILES[12], FILES[13]] {
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
