//! What CSV files do that no real file at hand does.

use super::{Cell, cell, table, text};
use crate::transfer::table::{MAX_CELLS, MAX_ROWS, check_size};
use crate::transfer::{FileFormat, Options, read};

#[test]
fn each_delimiter_is_found() {
    for delimiter in [',', ';', '\t', '|'] {
        let file = "name;amount;note\nA;1,5;x, y\nB;2,5;z\n".replace(';', &delimiter.to_string());
        let file =
            if delimiter == ',' { file.replace("1,5", "15").replace("2,5", "25").replace("x, y", "xy") } else { file };
        let found = table(&file, "a.csv");
        assert_eq!(found.detected.delimiter, Some(delimiter as u8), "{delimiter:?}");
        assert_eq!(found.columns, ["name", "amount", "note"]);
    }
}

#[test]
fn a_semicolon_file_with_decimal_commas_is_not_cut_at_commas() {
    let found = table("price;name\n1,50;a\n2,50;b\n3,50;c\n", "a.csv");
    assert_eq!(found.detected.delimiter, Some(b';'));
    assert_eq!(text(&found, 0, "price"), "1,50");
}

#[test]
fn excels_first_line_names_the_delimiter() {
    let found = table("sep=|\r\na|b;c\r\n1|2;3\r\n", "a.csv");
    assert_eq!((found.detected.delimiter, found.columns.len()), (Some(b'|'), 2));
    assert_eq!(found.rows[0].line, 3);
}

#[test]
fn lone_carriage_returns_end_lines() {
    let found = table("a,b\rx,y\rz,w\r", "a.csv");
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.rows[1].line, 3);
}

#[test]
fn without_a_header_columns_are_numbered() {
    let found = table("1,Jansen,jan@example.nl\n2,Pieters,piet@example.nl\n", "a.csv");
    assert!(!found.detected.header);
    assert_eq!(found.columns, ["Column 1", "Column 2", "Column 3"]);
    assert_eq!(found.rows.len(), 2);
}

#[test]
fn the_header_can_be_denied() {
    let options = Options { header: Some(false), ..Options::default() };
    let found = read(b"name,city\nA,B\n", "a.csv", &options).unwrap();
    assert_eq!((found.rows.len(), found.columns[0].as_str()), (2, "Column 1"));
}

#[test]
fn double_and_empty_names_become_distinct() {
    let options = Options { header: Some(true), ..Options::default() };
    let found = read(b"mail,mail,,mail (2)\n1,2,3,4\n", "a.csv", &options).unwrap();
    assert_eq!(found.columns, ["mail", "mail (2)", "Column 3", "mail (2) (2)"]);
}

#[test]
fn short_rows_are_filled_and_long_ones_come_back() {
    let found = table("a,b,c\n1\n1,2,3,4\n5,6,7,,,\n", "a.csv");
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.rows[0].cells, [Cell::Text("1".into()), Cell::Empty, Cell::Empty]);
    assert_eq!((found.problems[0].line, found.problems[0].cells.len()), (3, 4));
    assert!(found.problems[0].detail.contains("4 cells where there are 3 columns"));
}

#[test]
fn a_quote_that_is_never_closed_costs_one_line() {
    let found = table("a,b\n1,2\n3,\"oops\n5,6\n7,8\n", "a.csv");
    assert_eq!(found.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 5]);
    assert_eq!(found.problems[0].line, 3);
}

#[test]
fn nul_and_endless_cells_are_problems_of_their_line() {
    let long = "x".repeat(65 * 1024);
    let found = table(format!("a,b\n1,\0\n2,{long}\n3,ok\n"), "a.csv");
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3]);
    assert!(found.problems[1].cells[1].to_text().len() <= 200);
}

#[test]
fn text_that_reads_backwards_is_a_problem_and_marks_around_numbers_are_none() {
    let found = table("a,b\n\u{202E}gnp.exe,1\n\u{202D}+31 6 1234\u{202C},2\n", "a.csv");
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.problems[0].detail, "Cell 1 holds a sign that makes text read backwards (U+202E). Remove it.");
}

#[test]
fn a_line_whose_quote_is_never_closed_comes_back_in_its_columns() {
    let found = table("a;b;c\n1;2;3\nx;\"y;z\n", "a.csv");
    let cells: Vec<String> = found.problems[0].cells.iter().map(Cell::to_text).collect();
    assert_eq!(cells, ["x", "\"y", "z"]);
}

#[test]
fn null_is_nothing_but_only_as_a_whole_cell() {
    let found = table("a,b\nNULL,NULL and void\n", "a.csv");
    assert_eq!(cell(&found, 0, "a"), &Cell::Empty);
    assert_eq!(text(&found, 0, "b"), "NULL and void");
}

#[test]
fn one_broken_byte_does_not_change_the_encoding_of_the_rest() {
    let mut file = b"name,city\n".to_vec();
    for _ in 0..20 {
        file.extend_from_slice("Zoë,Köln\n".as_bytes());
    }
    file.extend_from_slice(b"Zo\xEB,x\n");
    let found = table(&file, "a.csv");
    assert_eq!(found.detected.encoding.as_deref(), Some("UTF-8"));
    assert_eq!((found.rows.len(), found.problems.len()), (20, 1));
    assert_eq!(text(&found, 0, "city"), "Köln");
    assert!(found.problems[0].detail.contains("mean nothing in UTF-8"));
}

#[test]
fn the_encoding_can_be_named_and_a_wrong_name_is_refused() {
    let options = Options { encoding: Some("cp437x".into()), ..Options::default() };
    assert_eq!(read(b"a,b\n1,2\n", "a.csv", &options).unwrap_err().code(), "invalid");
    let options = Options { encoding: Some("iso-8859-2".into()), ..Options::default() };
    let found = read(b"n,m\n\xB1,x\n", "a.csv", &options).unwrap();
    assert_eq!(text(&found, 0, "n"), "ą");
}

#[test]
fn files_that_are_no_table_are_refused_with_advice() {
    for (bytes, name, word) in [
        (&b""[..], "a.csv", "empty"),
        (b"\n\n \n", "a.csv", "no row"),
        (b"%PDF-1.7", "a.pdf", "PDF"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "a.xls", ".xls"),
        (b"name,city", "a.xlsx", "Excel"),
    ] {
        let error = read(bytes, name, &Options::default()).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
        assert_eq!(error.code(), "malformed");
    }
}

#[test]
fn too_many_columns_are_refused() {
    let file = (0..501).map(|n| format!("c{n}x")).collect::<Vec<_>>().join(",");
    assert_eq!(read(file.as_bytes(), "a.csv", &Options::default()).unwrap_err().code(), "too_large");
}

#[test]
fn rows_and_cells_beyond_the_limits_are_refused() {
    assert!(check_size(MAX_ROWS, MAX_CELLS).is_ok());
    assert_eq!(check_size(MAX_ROWS + 1, 0).unwrap_err().code(), "too_large");
    assert_eq!(check_size(1, MAX_CELLS + 1).unwrap_err().code(), "too_large");
}

#[test]
fn a_file_of_bad_lines_is_refused_as_a_whole() {
    let file = format!("a,b\n{}", "1,2,3\n".repeat(10_001));
    let error = read(file.as_bytes(), "a.csv", &Options::default()).unwrap_err();
    assert!(error.to_string().contains("the first is line 2"), "{error}");
}

#[test]
fn a_csv_file_may_begin_with_a_bracket() {
    assert_eq!(table("[a],b\n1,2\n", "a.csv").format, FileFormat::Csv);
}
