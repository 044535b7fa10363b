//! What is refused, and what people are told.

use super::{EMAIL, SAMPLE, VAULT, may_use, read, refused, schema};
use crate::error::Error;
use crate::model::field::{self, AnyField};
use crate::model::filter::{DEEPEST, LONGEST, MOST_TESTS, parse};
use crate::model::kind::{Kind, ListType};
use crate::model::record_type::RecordType;
use crate::model::schema::Schema;

/// Texts with what is said of them.
fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let problem = refused(text);
        assert_eq!(problem.code, "filter", "{text}");
        assert_eq!(problem.detail, *expected, "{text}");
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_known_one() {
    check(&[
        ("lst_name pr", "At character 1: There is no field `lst_name`. Did you mean `last_name`?"),
        ("nick pr and Last_Name pr", "At character 13: There is no field `Last_Name`. Did you mean `last_name`?"),
        ("horoscope pr", "At character 1: There is no field `horoscope`."),
        ("ids pr", "At character 1: There is no field `ids`. Did you mean `id`?"),
        ("emails.valeu pr", "At character 1: There is no part of `emails` `valeu`. Did you mean `value`?"),
        (r#"emails[tipe eq "work"]"#, "At character 8: There is no part of `emails` `tipe`. Did you mean `type`?"),
    ]);
}

#[test]
fn errors_of_the_grammar_say_where_and_what_was_expected() {
    let literal = "a text in double quotes, a number, `true`, `false` or `null`";
    check(&[
        (
            "nick",
            "At character 5: expected `eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`, but the filter ends here.",
        ),
        (
            "nick lik \"x\"",
            "At character 6: expected `eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`, but found `lik`.",
        ),
        ("nick eq", &format!("At character 8: expected {literal}, but the filter ends here.")),
        ("nick eq x", &format!("At character 9: expected {literal}, but found `x`.")),
        ("nick pr nick pr", "At character 9: expected `and`, `or` or the end of the filter, but found `nick`."),
        ("nick pr and", "At character 12: expected the name of a field, but the filter ends here."),
        ("(nick pr", "At character 9: expected `and`, `or` or `)`, but the filter ends here."),
        ("emails[value pr)", "At character 16: expected `and`, `or` or `]`, but found `)`."),
        ("nick pr)", "At character 8: expected `and`, `or` or the end of the filter, but found `)`."),
        ("nick eq \"é\" é", "At character 13: expected `and`, `or` or the end of the filter, but found `é`."),
        ("nick eq \"x", "At character 9: this text has no closing quote."),
        (r#"nick eq "\x""#, "At character 9: this is not a JSON string; write `\\\"` for a quote and `\\\\` for `\\`."),
        (r#"nick eq "\u0000""#, "At character 9: a text cannot hold the character NUL."),
        (
            "nick gt null",
            "At character 6: `nick` cannot be compared with `gt`; it takes `eq`, `ne`, `co`, `sw`, `ew`, `pr`.",
        ),
        ("score gt null", "At character 10: `null` can follow `eq` and `ne` only, not `gt`."),
        ("emails.[value pr]", "At character 8: expected the name of a part, but found `[value`."),
    ]);
}

#[test]
fn a_path_that_does_not_fit_the_kind_is_refused() {
    check(&[
        ("nick[value pr]", "At character 1: `nick` is not a list; only lists take brackets."),
        ("nick.first pr", "At character 1: `nick` has no parts."),
        ("amount.cents pr", "At character 1: `amount` has the parts `amount.value` and `amount.currency` only."),
        ("subject.name pr", "At character 1: `subject` has the parts `subject.type` and `subject.id` only."),
        ("emails.value[type pr]", "At character 1: brackets follow the name of the list itself: write `emails[…]`."),
        ("settings pr", "At character 1: `settings` holds a JSON document; a filter cannot look into it."),
    ]);
}

#[test]
fn an_operator_that_does_not_fit_the_kind_is_refused() {
    check(&[
        (r#"stage co "wo""#, "At character 7: `stage` cannot be compared with `co`; it takes `eq`, `ne`, `pr`."),
        ("active gt true", "At character 8: `active` cannot be compared with `gt`; it takes `eq`, `ne`, `pr`."),
        (
            r#"score co "1""#,
            "At character 7: `score` cannot be compared with `co`; it takes `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `pr`.",
        ),
        (
            r#"nick gt "m""#,
            "At character 6: `nick` cannot be compared with `gt`; it takes `eq`, `ne`, `co`, `sw`, `ew`, `pr`.",
        ),
        (
            r#"amount eq {"amount":"1"}"#,
            "At character 8: `amount` cannot be compared with `eq`; it takes `pr`. \
             Compare its parts: `amount.value gt 1000 and amount.currency eq \"EUR\"`.",
        ),
        (
            r#"emails co "x""#,
            "At character 8: `emails` cannot be compared with `co`; it takes `pr`. Compare a part of its items: `emails[…]`.",
        ),
        (
            r#"subject eq "x""#,
            "At character 9: `subject` cannot be compared with `eq`; it takes `pr`. \
             Compare its parts, `subject.type` and `subject.id`.",
        ),
    ]);
}

#[test]
fn a_literal_that_does_not_fit_the_kind_is_refused() {
    let number = "At character 10: `score` is compared with a plain decimal number without exponent (digits after the point: \
                  at most 2), not";
    check(&[
        ("nick eq 5", "At character 9: `nick` is compared with a text in double quotes."),
        ("nick co \"\"", "At character 9: `co` needs at least one character to look for."),
        ("score eq true", "At character 10: `score` is compared with a number."),
        ("score eq 1.005", &format!("{number} `1.005`.")),
        ("score eq 1e3", &format!("{number} `1e3`.")),
        ("score eq 99999999999999999999", &format!("{number} `99999999999999999999`.")),
        (
            "heads eq 1.0",
            "At character 10: `heads` is compared with a whole number, without point or exponent, not `1.0`.",
        ),
        (
            r#"amount.currency eq "eur""#,
            "At character 20: `amount.currency` is compared with an ISO 4217 code in capitals, for example \"EUR\".",
        ),
        (
            r#"day eq "2026-02-29""#,
            "At character 8: `day` is compared with a day that exists, for example \"2026-11-24\".",
        ),
        (
            r#"day eq "2026-2-1""#,
            "At character 8: `day` is compared with a day that exists, for example \"2026-11-24\".",
        ),
        (
            r#"called_at gt "someday""#,
            "At character 14: `called_at` is compared with a time as in RFC 3339, for example \"2026-11-24T13:00:00Z\".",
        ),
        ("active eq \"true\"", "At character 11: `active` is compared with `true` or `false`, without quotes."),
        (
            r#"stage eq "wn""#,
            "At character 10: `stage` is compared with one of its codes: \"open\", \"won\", \"lost\". Did you mean \"won\"?",
        ),
        (
            r#"boss_id eq "0190""#,
            "At character 12: `boss_id` is compared with an id: a UUID of 36 characters in double quotes.",
        ),
        (
            r#"subject.type eq "vault""#,
            "At character 17: `subject.type` is compared with one of its codes: \"sample\".",
        ),
    ]);
    assert!(read(r#"called_at eq "9999-12-31T23:59:60Z""#).is_err(), "it could not be written again");
}

#[test]
fn a_field_that_may_not_be_used_is_reported_like_one_that_does_not_exist() {
    // The same type, but without the costs and the secrets.
    let fields: Vec<AnyField> = SAMPLE
        .fields
        .iter()
        .filter(|field| may_use(field) && !field.is_secret())
        .map(|field| if matches!(field.kind, Kind::List(_)) { without_costs() } else { *field })
        .collect();
    let lesser: &'static RecordType = Box::leak(Box::new(RecordType { fields: fields.leak(), ..SAMPLE }));
    let lesser_schema = Schema::new(&[lesser, &VAULT], &[]);
    for text in [
        "margin pr",
        "margin.value gt 5",
        "margin.nonsense",
        "margin[",
        "nick pr and (margin eq 5",
        "margn pr",
        "token pr",
        "toke sw \"a\"",
        "emails.rate.value gt 1",
        "emails[rate pr]",
        "emails[rat pr]",
        "emails.key sw \"a\"",
        "emails.keys sw \"a\"",
    ] {
        let without = match parse(&lesser_schema, lesser, text, &|_| true) {
            Err(Error::Invalid(problems)) => problems,
            other => panic!("{text:?} gave {other:?}"),
        };
        assert_eq!(vec![refused(text)], without, "{text}");
    }
}

/// The list of mail addresses without the parts that may not be used.
fn without_costs() -> AnyField {
    let parts: Vec<AnyField> = EMAIL.parts.iter().filter(|part| may_use(part) && !part.is_secret()).copied().collect();
    let items: &'static ListType = Box::leak(Box::new(ListType { parts: parts.leak(), ..EMAIL }));
    field::list("emails", "Mail addresses", items).any()
}

#[test]
fn a_secret_cannot_be_guessed_through_a_filter_by_anybody() {
    for text in ["token sw \"a\"", "title sw \"a\""] {
        assert!(parse(&schema(), &VAULT, text, &|_| true).is_err(), "{text}");
    }
    assert!(parse(&schema(), &SAMPLE, "emails.key pr", &|_| true).is_err());
}

#[test]
fn amounts_are_compared_within_one_currency_only() {
    let needed = [
        "amount.value gt 1000",
        r#"amount.value gt 1000 or amount.currency eq "EUR""#,
        r#"amount.value gt 1000 and amount.currency ne "EUR""#,
        r#"amount.value gt 1000 and not (amount.currency eq "EUR")"#,
        r#"amount.value gt 1000 and (amount.currency eq "EUR" or nick pr)"#,
        r#"(amount.value gt 1000 or nick pr and amount.currency eq "EUR") and mail pr"#,
        "emails.price.value gt 1",
        r#"emails.price.value gt 1 and emails.price.currency eq "EUR""#,
        r#"emails[price.value gt 1] and amount.currency eq "EUR""#,
    ];
    for text in needed {
        assert_eq!(refused(text).code, "currency_needed", "{text}");
    }
    assert_eq!(
        refused("emails.price.value gt 1").detail,
        "Amounts can be in any currency, so `price.value` is compared within one: add `and price.currency eq \"EUR\"` \
         (or another code) beside it, as in `emails[price.value gt 1000 and price.currency eq \"EUR\"]`."
    );
    for text in [
        r#"amount.value gt 1000 and amount.currency eq "EUR""#,
        r#"amount.currency eq "EUR" and not (nick pr or amount.value gt 1000)"#,
        r#"(nick pr and amount.currency eq "EUR") and (amount.value gt 1000 or mail pr)"#,
        "amount pr and amount.value pr and amount.value ne null",
        r#"amount.currency ne "EUR""#,
    ] {
        assert!(read(text).is_ok(), "{text}");
    }
}

#[test]
fn depth_length_and_number_of_comparisons_are_limited() {
    let nested = |levels: usize| format!("{}nick pr{}", "(".repeat(levels), ")".repeat(levels));
    assert!(read(&nested(DEEPEST)).is_ok());
    assert!(refused(&nested(DEEPEST + 1)).detail.starts_with("At character 17: the filter is nested too deeply"));
    assert!(refused(&"(".repeat(LONGEST)).detail.contains("nested too deeply"));

    let many = |tests: usize| vec!["nick pr"; tests].join(" or ");
    assert!(read(&many(MOST_TESTS)).is_ok());
    assert!(refused(&many(MOST_TESTS + 1)).detail.contains("too many comparisons: 200 are the most"));

    let long = |length: usize| format!("nick eq \"{}\"", "x".repeat(length - "nick eq \"\"".len()));
    assert!(read(&long(LONGEST)).is_ok());
    assert_eq!(refused(&long(LONGEST + 1)).detail, "The filter is too long: 4096 bytes is the most.");
    assert!(refused(&format!("x{}", "y".repeat(4_000))).detail.len() < 200);
}

#[test]
fn a_filter_whose_canonical_text_would_be_too_long_is_refused() {
    // Each of these times grows by seven characters.
    let text = vec![r#"called_at eq "2026-11-24T02:00:00Z""#; 100].join(" or ");
    assert!(text.len() < LONGEST);
    assert_eq!(refused(&text).detail, "The filter is too long: 4096 bytes is the most.");
}
