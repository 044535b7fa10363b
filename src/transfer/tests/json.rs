//! JSON in its three shapes.

use super::{Cell, cell, table, text};
use crate::transfer::{FileFormat, Options, read};

#[test]
fn arrays_items_and_lines_give_the_same_rows() {
    for file in [
        r#"[{"name":"A","n":1.50},{"name":"B","big":12345678901234567890.123}]"#,
        r#"{"items":[{"name":"A","n":1.50},{"name":"B","big":12345678901234567890.123}]}"#,
        "{\"name\":\"A\",\"n\":1.50}\n{\"name\":\"B\",\"big\":12345678901234567890.123}\n",
    ] {
        let found = table(file, "a.json");
        assert_eq!(found.format, FileFormat::Json);
        assert_eq!(found.columns, ["name", "n", "big"]);
        assert_eq!(cell(&found, 0, "n"), &Cell::Number("1.5".into()));
        assert_eq!(cell(&found, 0, "big"), &Cell::Empty);
        // No float stood between.
        assert_eq!(cell(&found, 1, "big"), &Cell::Number("12345678901234567890.123".into()));
    }
}

#[test]
fn nested_values_are_flattened_listed_or_kept() {
    let file = r#"[{"address":{"city":"Köln","geo":{"lat":1}},"emails":[{"value":"a@b.de","primary":true}],
        "tags":["a","b"],"ok":true,"none":null,"empty":[]}]"#;
    let found = table(file, "a.json");
    assert_eq!(text(&found, 0, "address.city"), "Köln");
    assert_eq!(text(&found, 0, "address.geo.lat"), "1");
    let Cell::List(emails) = cell(&found, 0, "emails") else { panic!("no list") };
    assert_eq!(emails[0]["value"], "a@b.de");
    assert_eq!(emails[0]["primary"], "true");
    assert_eq!(cell(&found, 0, "tags"), &Cell::Text(r#"["a","b"]"#.into()));
    assert_eq!(cell(&found, 0, "ok"), &Cell::YesNo(true));
    assert_eq!((cell(&found, 0, "none"), cell(&found, 0, "empty")), (&Cell::Empty, &Cell::Empty));
}

#[test]
fn a_bad_line_does_not_stop_the_good_ones() {
    let found = table("{\"a\":1}\n{\"a\":\n\n{\"a\":3}\n", "a.ndjson");
    assert_eq!(found.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(found.problems[0].line, 2);
}

#[test]
fn an_item_that_is_no_object_comes_back() {
    let found = table("[{\"a\":1}, 2, {\"a\":3}]", "a.json");
    assert_eq!((found.rows.len(), found.problems.len(), found.problems[0].line), (2, 1, 2));
}

#[test]
fn syntax_errors_name_the_place() {
    let error = read(b"[{\"a\":1},\n{\"a\" 2}]", "a.json", &Options::default()).unwrap_err();
    assert_eq!(error.code(), "malformed");
    assert!(error.to_string().contains("line 2"), "{error}");
}

#[test]
fn nesting_beyond_the_limit_is_a_problem_and_a_bomb_is_no_crash() {
    let deep = format!("[{}1{}]", "{\"a\":".repeat(40), "}".repeat(40));
    let found = table(deep, "a.json");
    assert!(found.problems[0].detail.contains("32 levels"), "{:?}", found.problems);
    let list = format!("[{{\"a\":{}{}}}]", "[".repeat(40), "]".repeat(40));
    assert_eq!(table(list, "a.json").problems.len(), 1);
    let bomb = format!("[{{\"a\":{}", "[".repeat(200_000));
    assert_eq!(read(bomb.as_bytes(), "a.json", &Options::default()).unwrap_err().code(), "malformed");
}
