//! No input makes a reader panic: random bytes, and real files with some of their bytes changed.

use proptest::prelude::*;

use super::Cell;
use crate::transfer::convert::{
    DateOrder, DecimalStyle, country_code, detect_date_order, detect_decimal_style, parse_date, parse_decimal,
    parse_money, parse_time,
};
use crate::transfer::{FileFormat, Options, WriteOptions, read, writer};

const FORMATS: [FileFormat; 4] = [FileFormat::Csv, FileFormat::Xlsx, FileFormat::Vcard, FileFormat::Json];

/// Reads with every reader; what comes out keeps the promises of a table.
fn read_all(bytes: &[u8]) {
    for format in FORMATS {
        let options = Options { format: Some(format), ..Options::default() };
        if let Ok(table) = read(bytes, "file", &options) {
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len() && row.line > 0));
            let distinct: std::collections::HashSet<&String> = table.columns.iter().collect();
            assert_eq!(distinct.len(), table.columns.len());
        }
    }
    drop(read(bytes, "file.json", &Options::default()));
}

/// Small files of each kind to change bytes in.
fn seeds() -> Vec<Vec<u8>> {
    let mut book = Vec::new();
    let mut file = writer(FileFormat::Xlsx, &mut book, WriteOptions::default()).unwrap();
    file.start(&["name".into(), "since".into()]).unwrap();
    file.row(&[Cell::Text("A".into()), Cell::Date("2024-01-02".into())]).unwrap();
    file.finish().unwrap();
    let mut seeds = vec![
        book,
        b"sep=;\r\nname;\"note\"\r\nA;\"x\r\ny\"\r\n'=B;NULL\r\n".to_vec(),
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=C3=91;b\\;\r\nitem1.TEL;WORK:1\r\n ;2\r\nEND:VCARD\r\n".to_vec(),
        br#"[{"a":{"b":[{"c":1.5e3}]},"d":"\u00e9"},{"a":null}]"#.to_vec(),
        br#"[["vcard",[["fn",{},"text","A"],["n",{},"text",["A","B",["C"]]],["tel",{"type":["x"]},"uri","tel:1;ext=2"]]]]"#.to_vec(),
    ];
    for name in
        ["csv-other/dolibarr-tiers-cp1252.csv", "vcard/gmail-single.vcf", "csv-salesforce/csvtext_BOM_UTF16LE.csv"]
    {
        seeds.extend(super::shared(name));
    }
    seeds
}

#[test]
fn what_is_no_text_is_refused_by_its_content_whatever_it_is_called() {
    let said = |bytes: &[u8], name: &str, format| {
        let options = Options { format, ..Options::default() };
        read(bytes, name, &options).map(|table| table.rows.len()).map_err(|error| error.to_string())
    };
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01";
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x02\x03\x04";
    for format in [None, Some(FileFormat::Csv), Some(FileFormat::Json), Some(FileFormat::Vcard)] {
        for (bytes, says) in [(&png[..], "a picture"), (jpeg, "a picture"), (b"%PDF-1.7", "a PDF"), (gzip, "no text")] {
            let refused = said(bytes, "people.csv", format).unwrap_err();
            assert!(refused.contains(says), "{format:?}: {refused}");
        }
    }
    let book = seeds().swap_remove(0);
    assert!(said(&book, "people.csv", Some(FileFormat::Csv)).unwrap_err().contains("an archive"));
    // Two bytes for each sign are a text all the same.
    let wide: Vec<u8> = "name,city\nAda,Sneek\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(said(&wide, "people.csv", None), Ok(1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_all(&bytes);
    }

    #[test]
    fn random_signs_never_panic(text in "[\\[\\]{}\":;,=\\\\'\r\n\ta0 éÑ.-]{0,200}") {
        read_all(text.as_bytes());
        read_all(format!("BEGIN:VCARD\n{text}\nEND:VCARD").as_bytes());
    }

    #[test]
    fn changed_files_never_panic(
        seed in any::<proptest::sample::Index>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<proptest::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let seeds = seeds();
        let mut bytes = seed.get(&seeds).clone();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        read_all(&bytes);
    }

    #[test]
    fn conversions_never_panic(text in "\\PC{0,30}|[0-9.,:/ €T+−-]{0,24}|[a-zéû 0-9.]{0,20}") {
        for style in [DecimalStyle::Point, DecimalStyle::Comma] {
            if let Some(number) = parse_decimal(&text, style) {
                prop_assert_eq!(parse_decimal(&number, DecimalStyle::Point), Some(number));
            }
            drop(parse_money(&text, style));
        }
        for order in [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear] {
            if let Some(date) = parse_date(&text, order) {
                prop_assert_eq!(parse_date(&date, order), Some(date));
            }
            let _: Option<i64> = parse_time(&text, order);
        }
        let _: Option<&str> = country_code(&text);
        detect_decimal_style([text.as_str()]);
        detect_date_order([text.as_str()]);
    }
}
