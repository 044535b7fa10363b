//! Every real card, with values that were looked up in it by hand, and cards that break rules.

use super::{Cell, cell, shared, table, text};
use crate::transfer::{FileFormat, Options, Table, read};

/// Reads a shared card file and checks that it has this many cards and no problem.
fn cards(name: &str, count: usize) -> Option<Table> {
    let found = table(shared(&format!("vcard/{name}"))?, name);
    assert_eq!((found.format, found.rows.len()), (FileFormat::Vcard, count), "{name}");
    assert_eq!(found.problems, []);
    Some(found)
}

/// A part of one thing in a list.
fn part(table: &Table, row: usize, column: &str, index: usize, name: &str) -> String {
    let Cell::List(items) = cell(table, row, column) else { panic!("no list in {column}") };
    items[index].get(name).cloned().unwrap_or_default()
}

#[test]
fn android_cards_with_quoted_printable_are_read() {
    let Some(found) = cards("John_Doe_ANDROID.vcf", 6) else { return };
    assert_eq!(part(&found, 0, "emails", 0, "value"), "john.doe@company.com");
    assert_eq!(text(&found, 2, "full_name"), "Ñ Ñ Ñ Ñ Ñ");
    assert_eq!(text(&found, 3, "last_name"), "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ");
    assert_eq!(text(&found, 4, "first_name"), "Ñ Ñ Ñ");
    assert_eq!(text(&found, 4, "organisation"), "Ñ".repeat(12));
    assert_eq!(part(&found, 4, "phones", 2, "type"), "fax");
    assert_eq!(part(&found, 4, "phones", 2, "label"), "work");
    assert_eq!(part(&found, 5, "phones", 0, "value"), "55556666");
    assert_eq!(found.rows[2].line, 11);
}

#[test]
fn a_google_card_is_read() {
    let Some(found) = cards("John_Doe_GMAIL.vcf", 1) else { return };
    assert_eq!(text(&found, 0, "middle_name"), "Richter, James");
    assert_eq!(cell(&found, 0, "birthday"), &Cell::Date("1980-03-22".into()));
    assert_eq!(part(&found, 0, "urls", 0, "value"), "http://www.ibm.com");
    assert!(text(&found, 0, "notes").contains("\"AS IS\" AND ANY"));
    assert!(text(&found, 0, "notes").ends_with("DAMAGE.\nFavotire Color: Blue"));
}

#[test]
fn an_iphone_card_with_double_carriage_returns_is_read() {
    let Some(found) = cards("John_Doe_IPHONE.vcf", 1) else { return };
    assert_eq!(text(&found, 0, "middle_name"), "Richter James");
    assert_eq!(text(&found, 0, "department"), "Accounting");
    assert_eq!(cell(&found, 0, "birthday"), &Cell::Date("2012-06-06".into()));
    assert_eq!(part(&found, 0, "phones", 6, "label"), "AssistantPhone");
    assert_eq!(part(&found, 0, "phones", 0, "preferred"), "true");
    assert_eq!(part(&found, 0, "addresses", 1, "street"), "Street4\nBuilding 6\nFloor 8");
}

#[test]
fn outlook_cards_are_read() {
    let Some(found) = cards("John_Doe_MS_OUTLOOK.vcf", 1) else { return };
    assert_eq!(part(&found, 0, "emails", 0, "value"), "john.doe@ibm.cm");
    assert_eq!(cell(&found, 0, "birthday"), &Cell::Date("1980-03-22".into()));
    assert_eq!(part(&found, 0, "addresses", 0, "city"), "Albaney");
    let Some(old) = cards("outlook-2003.vcf", 1) else { return };
    assert_eq!(text(&old, 0, "organisation"), "Company, The");
    assert_eq!(text(&old, 0, "notes"), "This is the note field!!\nSecond line\n\nThird line is empty");
    assert_eq!(part(&old, 0, "phones", 2, "type"), "mobile");
}

#[test]
fn other_exports_are_read() {
    let Some(full) = cards("fullcontact.vcf", 1) else { return };
    assert_eq!(text(&full, 0, "job_title"), "Title1, Title2");
    assert_eq!(part(&full, 0, "emails", 3, "label"), "");
    assert_eq!(part(&full, 0, "emails", 2, "label"), "school");
    assert_eq!(part(&full, 0, "addresses", 0, "country"), "HomeCountry");
    let Some(list) = cards("gmail-list.vcf", 3) else { return };
    assert_eq!(text(&list, 1, "full_name"), "Chris Beatle");
    let Some(single) = cards("gmail-single.vcf", 1) else { return };
    assert_eq!(part(&single, 0, "phones", 1, "label"), "GRAND_CENTRAL");
    assert_eq!(part(&single, 0, "addresses", 1, "postal_code"), "98765");
}

#[test]
fn the_examples_of_the_standards_are_read() {
    let Some(old) = cards("rfc2426-example.vcf", 2) else { return };
    assert_eq!(part(&old, 0, "addresses", 0, "street"), "6544 Battleford Drive");
    assert_eq!(part(&old, 1, "addresses", 0, "postal_code"), "94043");
    assert_eq!(part(&old, 0, "emails", 0, "preferred"), "true");
    for name in ["rfc6350-example.vcf", "jcard-example.json"] {
        let Some(found) = cards(name, 1) else { return };
        assert_eq!(text(&found, 0, "full_name"), "Simon Perreault");
        assert_eq!(text(&found, 0, "suffix"), "ing. jr, M.Sc.");
        assert_eq!(text(&found, 0, "languages"), "fr, en");
        assert_eq!(part(&found, 0, "phones", 0, "value"), "+1-418-656-9254 ext. 102");
        assert_eq!(part(&found, 0, "phones", 1, "type"), "mobile");
        assert_eq!(part(&found, 0, "addresses", 0, "city"), "Quebec");
        // A day without a year is no date.
        assert!(matches!(cell(&found, 0, "birthday"), Cell::Text(_)));
    }
}

#[test]
fn a_charset_of_its_own_is_respected() {
    let card = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1:M\xFCller;J\xF6rg\r\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg M=FC=\r\nller\r\nEND:VCARD\r\n";
    let found = table(card, "a.vcf");
    assert_eq!(text(&found, 0, "full_name"), "Jörg Müller");
    assert_eq!(text(&found, 0, "last_name"), "Müller");
}

#[test]
fn a_card_inside_a_card_is_not_the_person() {
    let found = table(
        "BEGIN:VCARD\nVERSION:2.1\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\nEMAIL:b@x.nl\nEND:VCARD\n",
        "a.vcf",
    );
    assert_eq!(found.rows.len(), 1);
    assert_eq!(text(&found, 0, "full_name"), "Boss");
    assert_eq!(part(&found, 0, "emails", 0, "value"), "b@x.nl");
}

#[test]
fn a_card_that_is_cut_off_comes_back_and_the_others_stay() {
    let found = table("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nBEGIN:VCARD\nFN:C\nEND:VCARD\n", "a.vcf");
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.problems[0].line, 4);
    assert!(found.problems[0].detail.contains("END:VCARD"));
}

#[test]
fn a_file_without_a_card_is_refused() {
    let error = read(b"hello\nworld\n", "a.vcf", &Options::default()).unwrap_err();
    assert!(error.to_string().contains("no card"), "{error}");
}
