//! Numbers, dates and countries as people write them.

use crate::transfer::convert::{
    DateOrder::{self, DayMonthYear, MonthDayYear, YearMonthDay},
    DecimalStyle::{self, Comma, Point},
    country_code, detect_date_order, detect_decimal_style, parse_date, parse_decimal, parse_money, parse_time,
    parse_yes_no,
};

#[test]
fn numbers_are_read_in_their_style_only() {
    for (text, style, wanted) in [
        ("1.234,56", Comma, Some("1234.56")),
        ("1,234.56", Point, Some("1234.56")),
        ("1 234,56", Comma, Some("1234.56")),
        ("1\u{202F}234\u{A0}567,5", Comma, None),
        ("1\u{A0}234\u{A0}567,5", Comma, Some("1234567.5")),
        ("5 000,00", Comma, Some("5000")),
        ("1'234.50", Point, Some("1234.5")),
        ("-0012.50", Point, Some("-12.5")),
        ("(12,50)", Comma, Some("-12.5")),
        ("12,50-", Comma, Some("-12.5")),
        ("−3", Point, Some("-3")),
        ("12,-", Comma, Some("12")),
        (".5", Point, Some("0.5")),
        ("1.5e3", Point, Some("1500")),
        ("25E-4", Point, Some("0.0025")),
        ("-0.00", Point, Some("0")),
        ("1.23,4", Comma, None),
        ("12.34.56", Point, None),
        ("1,234.56", Comma, None),
        ("1e999999999", Point, None),
        ("abc", Point, None),
        ("", Point, None),
        ("-", Point, None),
        (".", Point, None),
        ("١٢", Point, None),
    ] {
        assert_eq!(parse_decimal(text, style).as_deref(), wanted, "{text:?} {style:?}");
    }
}

#[test]
fn the_style_of_a_column_is_found_or_said_to_be_ambiguous() {
    let check = |cells: &[&str], style: DecimalStyle, is_ambiguous: bool| {
        let hint = detect_decimal_style(cells.iter().copied());
        assert_eq!((hint.value, hint.is_ambiguous), (style, is_ambiguous), "{cells:?}");
    };
    check(&["1.234,56", "12"], Comma, false);
    check(&["1,234.56", "1.234"], Point, false);
    check(&["1.234", "2.345"], Point, true);
    check(&["1.234", "0,5"], Comma, false);
    check(&["1.234.567"], Comma, false);
    check(&["€ 12,50", "EUR 1.000"], Comma, false);
    check(&["5 000,00", "0"], Comma, false);
    check(&["1,5", "1.5"], Point, true);
    check(&["12", "", "text, really"], Point, false);
}

#[test]
fn amounts_carry_their_currency() {
    let money = |text: &str, style| {
        parse_money(text, style).map(|(amount, code)| format!("{amount} {}", code.unwrap_or_default()))
    };
    assert_eq!(money("€ 1.234,56", Comma).as_deref(), Some("1234.56 EUR"));
    assert_eq!(money("EUR 12", Comma).as_deref(), Some("12 EUR"));
    assert_eq!(money("12 USD", Point).as_deref(), Some("12 USD"));
    assert_eq!(money("$1,234.50", Point).as_deref(), Some("1234.5 USD"));
    assert_eq!(money("-£3.20", Point).as_deref(), Some("-3.2 GBP"));
    assert_eq!(money("€ -3,20", Comma).as_deref(), Some("-3.2 EUR"));
    assert_eq!(money("€ 12,-", Comma).as_deref(), Some("12 EUR"));
    assert_eq!(money("12", Comma).as_deref(), Some("12 "));
    assert_eq!(money("12 apples", Comma), None);
    assert_eq!(money("€", Comma), None);
}

#[test]
fn dates_are_read_in_their_order_only() {
    for (text, order, wanted) in [
        ("12-31-2024", MonthDayYear, Some("2024-12-31")),
        ("31/12/2024", DayMonthYear, Some("2024-12-31")),
        ("31.12.24", DayMonthYear, Some("2024-12-31")),
        ("1.2.1969", DayMonthYear, Some("1969-02-01")),
        ("1/2/69", MonthDayYear, Some("1969-01-02")),
        ("2024-12-31", MonthDayYear, Some("2024-12-31")),
        ("20241231", DayMonthYear, Some("2024-12-31")),
        ("1992-05-01 00:00:00.000", YearMonthDay, Some("1992-05-01")),
        ("2010-10-14T12:00:00.000Z-0300", YearMonthDay, Some("2010-10-14")),
        ("12 maart 2024", DayMonthYear, Some("2024-03-12")),
        ("12 mrt. 2024", DayMonthYear, Some("2024-03-12")),
        ("3. März 2024", DayMonthYear, Some("2024-03-03")),
        ("1er février 2024", DayMonthYear, Some("2024-02-01")),
        ("15 juillet 2024", DayMonthYear, Some("2024-07-15")),
        ("March 12th, 2024", DayMonthYear, Some("2024-03-12")),
        ("Tue, 12 Mar 2024", DayMonthYear, Some("2024-03-12")),
        ("12-Mar-24", MonthDayYear, Some("2024-03-12")),
        ("31 Dezember 1999", DayMonthYear, Some("1999-12-31")),
        ("31 décembre 1999", DayMonthYear, Some("1999-12-31")),
        ("2026-02-29", YearMonthDay, None),
        ("31/12/2024", MonthDayYear, None),
        ("12 Marvin 2024", DayMonthYear, None),
        ("0000-01-01", YearMonthDay, None),
        ("tomorrow", DayMonthYear, None),
        ("2024-01-01 25:00", YearMonthDay, None),
    ] {
        assert_eq!(parse_date(text, order).as_deref(), wanted, "{text:?} {order:?}");
    }
}

#[test]
fn the_order_of_a_column_is_found_or_said_to_be_ambiguous() {
    let check = |cells: &[&str], order: DateOrder, is_ambiguous: bool| {
        let hint = detect_date_order(cells.iter().copied());
        assert_eq!((hint.value, hint.is_ambiguous), (order, is_ambiguous), "{cells:?}");
    };
    check(&["1996-07-04 00:00:00.000", "1996-08-16"], YearMonthDay, false);
    check(&["01/02/2024", "31/12/2024"], DayMonthYear, false);
    check(&["01/02/2024", "12/31/2024"], MonthDayYear, false);
    check(&["01/02/2024", "03/04/2024"], DayMonthYear, true);
    check(&["05/05/2024"], DayMonthYear, false);
    check(&["1.2.2024"], DayMonthYear, false);
    check(&["13/1/2024", "1/13/2024"], DayMonthYear, true);
    check(&["", "text"], YearMonthDay, false);
}

#[test]
fn moments_are_read_with_offsets_and_halves_of_the_day() {
    let time = |text: &str| parse_time(text, DayMonthYear).map(crate::clock::format_time);
    assert_eq!(time("2010-10-14T12:00:00.000Z-0300").as_deref(), Some("2010-10-14T15:00:00.000000Z"));
    assert_eq!(time("2026-11-24T02:57:28.123456+01:00").as_deref(), Some("2026-11-24T01:57:28.123456Z"));
    assert_eq!(time("2026-10-14 09:31").as_deref(), Some("2026-10-14T09:31:00.000000Z"));
    assert_eq!(time("31/12/2024, 11:05 PM").as_deref(), Some("2024-12-31T23:05:00.000000Z"));
    assert_eq!(time("31-12-2024").as_deref(), Some("2024-12-31T00:00:00.000000Z"));
    assert_eq!(time("2024-01-01T00:00:00+99:00"), None);
}

#[test]
fn yes_and_no_are_read_in_four_languages() {
    assert!(["Yes", "ja", "OUI", "true", "1", "x", " Waar "].iter().all(|text| parse_yes_no(text) == Some(true)));
    assert!(["no", "Nee", "nein", "non", "false", "0"].iter().all(|text| parse_yes_no(text) == Some(false)));
    assert!(["", "maybe", "2"].iter().all(|text| parse_yes_no(text).is_none()));
}

#[test]
fn countries_are_known_by_name_and_code() {
    for (text, code) in [
        ("Germany", "DE"),
        ("Duitsland", "DE"),
        ("DEUTSCHLAND", "DE"),
        ("Allemagne", "DE"),
        ("the Netherlands", "NL"),
        ("Nederland", "NL"),
        ("Pays Bas", "NL"),
        ("België", "BE"),
        ("belgique", "BE"),
        ("UK", "GB"),
        ("U.S.A.", "US"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("us", "US"),
        ("NLD", "NL"),
        ("Österreich", "AT"),
        ("Zwitserland", "CH"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("St. Lucia", "LC"),
        ("Brazil", "BR"),
        ("Trinidad & Tobago", "TT"),
        ("México", "MX"),
        ("Republic of Korea", "KR"),
        ("Weissrussland", "BY"),
        ("Türkiye", "TR"),
    ] {
        assert_eq!(country_code(text), Some(code), "{text}");
    }
    assert!(["", "Atlantis", "XX", "Q"].iter().all(|text| country_code(text).is_none()));
}

#[test]
fn every_country_of_northwind_is_known() {
    for (file, column) in
        [("customers", "country"), ("suppliers", "country"), ("employees", "country"), ("orders", "shipCountry")]
    {
        let Some(bytes) = super::shared(&format!("northwind/{file}.csv")) else { return };
        let found = super::table(bytes, "a.csv");
        for index in 0..found.rows.len() {
            let name = super::text(&found, index, column);
            assert!(country_code(&name).is_some(), "{name}");
        }
    }
}
