//! What is written is read again as it was.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Cell, table, text};
use crate::transfer::{FileFormat, Options, Parts, WriteOptions, error_file, read, writer};

fn written(format: FileFormat, options: WriteOptions, columns: &[String], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut file = writer(format, &mut out, options).unwrap();
    file.start(columns).unwrap();
    for row in rows {
        file.row(row).unwrap();
    }
    file.finish().unwrap();
    out
}

fn again(format: FileFormat, columns: &[String], rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let bytes = written(format, WriteOptions::default(), columns, rows);
    let options = Options { format: Some(format), delimiter: Some(b','), header: Some(true), ..Options::default() };
    let found = read(&bytes, "a", &options).unwrap();
    assert_eq!(found.problems, []);
    assert_eq!(found.columns, columns);
    found.rows.into_iter().map(|row| row.cells).collect()
}

fn names(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("name {number}")).collect()
}

/// Text with everything that has a meaning somewhere.
fn any_text() -> impl Strategy<Value = Cell> {
    proptest::collection::vec(
        prop_oneof![
            Just("\""),
            Just(","),
            Just(";"),
            Just("\n"),
            Just("'"),
            Just("="),
            Just("+"),
            Just("-"),
            Just("@"),
            Just("\\"),
            Just("é"),
            Just("漢"),
            Just("😀"),
            Just(" a"),
            Just("\\n"),
            Just(":"),
            Just("_x0041_"),
            Just("<&>"),
            Just("{=1}"),
        ],
        1..40,
    )
    .prop_map(|parts| Cell::Text(format!("{}x", parts.concat())))
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => any_text(),
        1 => Just(Cell::Empty),
        1 => (-999_999_i64..999_999, 1_i64..99).prop_map(|(whole, part)| {
            Cell::Number(format!("{whole}.{part:02}").trim_end_matches('0').to_string())
        }),
        1 => any::<bool>().prop_map(Cell::YesNo),
        1 => (1901..2100, 1..=12, 1..=28).prop_map(|(y, m, d)| Cell::Date(format!("{y}-{m:02}-{d:02}"))),
        // Milliseconds are what a spreadsheet keeps, and midnight is a date there.
        1 => (0_i64..40_000, 1_i64..86_399_999).prop_map(|(day, milli)| Cell::Time((day * 86_400_000 + milli) * 1000)),
    ]
}

/// Rows that are not wholly empty: those are no rows.
fn rows(cell: impl Strategy<Value = Cell> + Clone) -> impl Strategy<Value = Vec<Vec<Cell>>> {
    let row = (any_text(), proptest::collection::vec(cell, 3)).prop_map(|(first, rest)| [vec![first], rest].concat());
    proptest::collection::vec(row, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_survives_csv(rows in rows(any_text().boxed())) {
        prop_assert_eq!(again(FileFormat::Csv, &names(4), &rows), rows);
    }

    #[test]
    fn cells_survive_xlsx(rows in rows(any_cell().boxed())) {
        prop_assert_eq!(again(FileFormat::Xlsx, &names(4), &rows), rows);
    }

    #[test]
    fn cells_survive_json_but_for_the_kinds_it_has_not(rows in rows(any_cell().boxed())) {
        let wanted: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(|cell| match cell {
            Cell::Date(_) | Cell::Time(_) => Cell::Text(cell.to_text()),
            other => other.clone(),
        }).collect()).collect();
        prop_assert_eq!(again(FileFormat::Json, &names(4), &rows), wanted);
    }

    #[test]
    fn cards_survive_both_versions(texts in proptest::collection::vec(any_text(), 6), old in any::<bool>()) {
        let part = |cell: &Cell| cell.to_text().replace('\n', " ").trim().to_string();
        let item = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect::<Parts>();
        let columns = ["full_name", "last_name", "organisation", "notes", "birthday", "emails", "phones", "addresses"];
        let row = vec![
            Cell::Text(part(&texts[0])), Cell::Text(part(&texts[1])), Cell::Text(part(&texts[2])),
            Cell::Text(texts[3].to_text().trim().to_string()), Cell::Date("1980-02-29".into()),
            Cell::List(vec![item(&[("value", "a@b.nl"), ("type", "work"), ("preferred", "true")]), item(&[("value", "c@d.nl")])]),
            Cell::List(vec![item(&[("value", "+31 6 1"), ("type", "mobile")]), item(&[("value", "2"), ("type", "fax"), ("label", "work")])]),
            Cell::List(vec![item(&[("street", &part(&texts[4])), ("city", &part(&texts[5])), ("country", "NL"), ("type", "home")])]),
        ];
        let options = WriteOptions { old_vcard: old, ..WriteOptions::default() };
        let bytes = written(FileFormat::Vcard, options, &columns.map(String::from), std::slice::from_ref(&row));
        let file = String::from_utf8(bytes).unwrap();
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75));
        let found = table(&file, "a.vcf");
        prop_assert_eq!(&found.problems, &[]);
        for (column, cell) in columns.iter().zip(&row) {
            prop_assert_eq!(super::cell(&found, 0, column), cell, "{}", column);
        }
    }
}

#[test]
fn real_cards_survive_being_written() {
    for name in ["fullcontact.vcf", "John_Doe_GMAIL.vcf", "rfc6350-example.vcf"] {
        let Some(bytes) = super::shared(&format!("vcard/{name}")) else { return };
        let first = table(bytes, name);
        let rows: Vec<Vec<Cell>> = first.rows.iter().map(|row| row.cells.clone()).collect();
        let second = table(written(FileFormat::Vcard, WriteOptions::default(), &first.columns, &rows), name);
        assert_eq!(
            second.rows.iter().map(|row| &row.cells).collect::<Vec<_>>(),
            rows.iter().collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn formulas_are_defused_in_csv_and_numbers_are_not() {
    let row = ["=1+1", "+1", "-x", "@a", "\tq"].map(|text| Cell::Text(text.into()));
    let row = [row.to_vec(), vec![Cell::Number("-5".into())]].concat();
    let file = String::from_utf8(written(FileFormat::Csv, WriteOptions::default(), &names(6), &[row])).unwrap();
    assert_eq!(file.lines().nth(1), Some("'=1+1,'+1,'-x,'@a,'\tq,-5"));
}

#[test]
fn bad_lines_come_back_with_what_is_wrong() {
    let mut found = table("sep=;\nname;city\nÄ;B\nC;D;E\nF;=G\n", "a.csv");
    found.rows[1].cells[1] = Cell::Text("=G".into());
    let messages = BTreeMap::from([(5, vec!["City is unknown.".to_string(), "Name is too short.".into()])]);
    let file = error_file(&found, &messages).unwrap();
    assert!(file.starts_with(&[0xEF, 0xBB, 0xBF]));
    let options = Options { header: Some(true), ..Options::default() };
    let again = read(&file, "errors.csv", &options).unwrap();
    assert_eq!(again.columns, ["name", "city", "Import line", "Import error", "Column 3"]);
    assert_eq!((text(&again, 0, "Import line"), text(&again, 0, "Column 3")), ("4".into(), "E".into()));
    assert_eq!(text(&again, 1, "Import error"), "City is unknown. Name is too short.");
    assert_eq!(text(&again, 1, "city"), "=G");
}
