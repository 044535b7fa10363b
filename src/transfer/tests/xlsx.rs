//! Workbooks: what spreadsheets write, and archives that lie.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{Cell, cell, table, text};
use crate::transfer::archive::check_within;
use crate::transfer::{FileFormat, Options, read};

/// A workbook with two sheets: the first begins with two empty rows, and has every kind of cell.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let time = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let clock = Format::new().set_num_format("hh:mm");
    let sheet = book.add_worksheet().set_name("Klanten").unwrap();
    for (column, name) in (0..).zip(["name", "amount", "since", "seen", "ok", "", "at"]) {
        sheet.write_string(2, column, name).unwrap();
    }
    sheet.write_string(3, 0, "Müller").unwrap();
    sheet.write_number(3, 1, 1234.56).unwrap();
    sheet.write_datetime_with_format(3, 2, ExcelDateTime::from_ymd(2024, 2, 29).unwrap(), &date).unwrap();
    let seen = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(13, 45, 10).unwrap();
    sheet.write_datetime_with_format(3, 3, seen, &time).unwrap();
    sheet.write_boolean(3, 4, true).unwrap();
    sheet.write_string(3, 5, "beyond").unwrap();
    sheet.write_number_with_format(3, 6, 0.5, &clock).unwrap();
    sheet.write_number(5, 1, 0.1 + 0.2).unwrap();
    sheet.write_formula(6, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_number(7, 1, 12_345_678_901_234_567.0).unwrap();
    book.add_worksheet().set_name("Leer").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn every_kind_of_cell_is_read() {
    let found = table(workbook(), "a.bin");
    assert_eq!(found.format, FileFormat::Xlsx);
    assert_eq!(found.detected.sheets, ["Klanten", "Leer"]);
    assert_eq!(found.columns, ["name", "amount", "since", "seen", "ok", "Column 6", "at"]);
    assert_eq!(found.rows[0].line, 4);
    assert_eq!(text(&found, 0, "name"), "Müller");
    assert_eq!(cell(&found, 0, "amount"), &Cell::Number("1234.56".into()));
    assert_eq!(cell(&found, 0, "since"), &Cell::Date("2024-02-29".into()));
    assert_eq!(text(&found, 0, "seen"), "2024-02-29T13:45:10.000000Z");
    assert_eq!(cell(&found, 0, "ok"), &Cell::YesNo(true));
    assert_eq!(text(&found, 0, "Column 6"), "beyond");
    assert_eq!(text(&found, 0, "at"), "12:00:00");
    // An empty row is no row; a sum of binary fractions is shown as people expect it.
    assert_eq!((found.rows[1].line, text(&found, 1, "amount")), (6, "0.3".into()));
    assert_eq!(text(&found, 2, "amount"), "12345678901234568");
    assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    assert!(found.problems[0].detail.contains("A7"), "{:?}", found.problems);
}

#[test]
fn sheets_are_chosen_by_name() {
    let options = |sheet: &str| Options { sheet: Some(sheet.into()), ..Options::default() };
    let empty = read(&workbook(), "a.xlsx", &options("Leer")).unwrap_err();
    assert!(empty.to_string().contains("\"Leer\" is empty"), "{empty}");
    let missing = read(&workbook(), "a.xlsx", &options("Nope")).unwrap_err();
    assert!(missing.to_string().contains("Klanten, Leer"), "{missing}");
    assert_eq!(missing.code(), "invalid");
}

#[test]
fn the_header_of_a_sheet_can_be_denied() {
    let options = Options { header: Some(false), ..Options::default() };
    let found = read(&workbook(), "a.xlsx", &options).unwrap();
    assert_eq!((found.columns[0].as_str(), text(&found, 0, "Column 1").as_str()), ("Column 1", "name"));
}

/// The workbook with one of its files replaced.
fn with(name: &str, content: &[u8]) -> Vec<u8> {
    let book = workbook();
    let mut from = zip::ZipArchive::new(Cursor::new(&book)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let file = from.by_index(index).unwrap();
        if file.name().unwrap() == name {
            to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            to.write_all(content).unwrap();
        } else {
            to.raw_copy_file(file).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_table_of_texts_that_announces_too_many_is_refused() {
    let texts = br#"<?xml version="1.0"?><sst xmlns="x" uniqueCount="99999999999999"><si><t>a</t></si></sst>"#;
    let error = read(&with("xl/sharedStrings.xml", texts), "a.xlsx", &Options::default()).unwrap_err();
    assert_eq!(error.code(), "malformed");
}

#[test]
fn a_cell_far_away_is_refused_and_not_allocated() {
    for place in ["XFD1", "ZZZZZZZZZZ9", "AAA99999999999"] {
        let sheet = format!("<worksheet><sheetData><row><c r=\"{place}\"><v>1</v></c></row></sheetData></worksheet>");
        let error =
            read(&with("xl/worksheets/sheet1.xml", sheet.as_bytes()), "a.xlsx", &Options::default()).unwrap_err();
        assert!(["too_large", "malformed"].contains(&error.code()), "{place}: {error}");
    }
}

#[test]
fn an_archive_is_measured_and_not_believed() {
    const MIB: u64 = 1024 * 1024;
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    to.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    to.write_all(&vec![b' '; 2 * 1024 * 1024]).unwrap();
    let honest = to.finish().unwrap().into_inner();
    assert!(check_within(&honest, 4 * MIB, 4 * MIB).is_ok());
    assert_eq!(check_within(&honest, MIB, MIB).unwrap_err().code(), "too_large");
    assert_eq!(check_within(&honest, 4 * MIB, MIB).unwrap_err().code(), "too_large");
    // The same with a size of 5 bytes in both of its directories.
    let size = u32::try_from(2 * MIB).unwrap().to_le_bytes();
    let mut lying = honest.clone();
    for place in 0..lying.len() - 4 {
        if lying[place..place + 4] == size {
            lying[place..place + 4].copy_from_slice(&5_u32.to_le_bytes());
        }
    }
    assert_ne!(lying, honest);
    assert!(check_within(&lying, MIB, MIB).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    // Changed bytes of an archive mostly fail its checksums; these get through to the XML.
    #[test]
    fn changed_sheets_texts_and_styles_never_panic(
        name in prop_oneof![Just("xl/worksheets/sheet1.xml"), Just("xl/sharedStrings.xml"), Just("xl/styles.xml"), Just("xl/workbook.xml")],
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), prop_oneof![any::<u8>(), b'0'..=b'9', b'A'..=b'Z']), 1..6),
    ) {
        let book = workbook();
        let mut content = Vec::new();
        zip::ZipArchive::new(Cursor::new(&book)).unwrap().by_name(name).unwrap().read_to_end(&mut content).unwrap();
        for (place, byte) in changes {
            let place = place.index(content.len());
            content[place] = byte;
        }
        if let Ok(found) = read(&with(name, &content), "a.xlsx", &Options::default()) {
            prop_assert!(found.rows.iter().all(|row| row.cells.len() == found.columns.len()));
        }
    }
}
