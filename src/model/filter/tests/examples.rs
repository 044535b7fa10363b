//! What filters mean, by example.

use super::{AMOUNT, EMAILS, MARGIN, NAME, SAMPLE, emile, may_use, read, schema};
use crate::id::Id;
use crate::model::filter::{Filter, ID, Literal, Op, Part, Path, Test, matches, parse};
use crate::model::record::Record;

fn canonical(text: &str) -> String {
    read(text).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

fn holds(text: &str) -> bool {
    matches(&read(text).unwrap_or_else(|error| panic!("{text}: {error}")), &emile())
}

#[test]
fn blank_text_is_every_record() {
    assert_eq!(read("").unwrap(), Filter::All);
    assert_eq!(read(" \n").unwrap(), Filter::All);
    assert_eq!(Filter::All.to_string(), "");
    assert!(holds(""));
}

#[test]
fn a_comparison_is_resolved_to_field_part_operator_and_scaled_literal() {
    let filter = read(r#"amount.value gt 1000.5 and amount.currency eq "EUR""#).unwrap();
    let test = |part, op, literal| Filter::Test(Test { path: Path { field: AMOUNT.any(), part }, op, literal });
    let expected = Filter::And(vec![
        test(Part::MoneyValue, Op::Gt, Literal::Number(10_005_000)),
        test(Part::MoneyCurrency, Op::Eq, Literal::Text("EUR".into())),
    ]);
    assert_eq!(filter, expected);
}

#[test]
fn and_binds_stronger_than_or_and_parentheses_bind_strongest() {
    let a_or_b_and_c = "active eq true or nick pr and mail pr";
    assert_eq!(canonical(a_or_b_and_c), a_or_b_and_c);
    assert_eq!(canonical("active eq true or (nick pr and mail pr)"), a_or_b_and_c);
    let grouped = "(active eq true or nick pr) and mail pr";
    assert_eq!(canonical(grouped), grouped);
    assert_eq!(canonical("((active eq true) and (nick pr and mail pr))"), "active eq true and nick pr and mail pr");
    assert_eq!(canonical("not (active eq true or nick pr)"), "not (active eq true or nick pr)");
}

#[test]
fn keywords_are_read_in_any_case_and_spacing() {
    assert_eq!(
        canonical("NOT(active EQ TRUE)AND nick Pr\tOr last_name eQ\"x\""),
        r#"not (active eq true) and nick pr or last_name eq "x""#
    );
    assert_eq!(canonical("emails [ type eq \"work\" ]"), r#"emails.type eq "work""#);
}

#[test]
fn a_field_may_be_called_like_a_keyword() {
    assert_eq!(canonical("not eq true and not (not eq false)"), "not eq true and not (not eq false)");
    assert_eq!(canonical("not pr"), "not pr");
}

#[test]
fn null_asks_whether_there_is_a_value() {
    assert_eq!(read("nick eq null").unwrap(), read("not (nick pr)").unwrap());
    assert_eq!(read("nick ne NULL").unwrap(), read("nick pr").unwrap());
    assert_eq!(canonical("emails eq null"), "emails eq null");
    assert_eq!(canonical("amount ne null and subject eq null"), "amount pr and subject eq null");
    assert_eq!(canonical("emails[not (value pr)]"), "emails.value eq null");
}

#[test]
fn literals_have_one_canonical_spelling() {
    for (text, expected) in [
        ("score ge 1.50", "score ge 1.5"),
        (r#"score eq "-0.01""#, "score eq -0.01"),
        (r#"called_at lt "2026-11-24T02:00:00+01:00""#, r#"called_at lt "2026-11-24T01:00:00.000000Z""#),
        (r#"last_name eq "\u00e9\n\"\\\/""#, r#"last_name eq "é\n\"\\/""#),
        (r#"day le "2024-02-29""#, r#"day le "2024-02-29""#),
        (r#"subject.type eq "sample""#, r#"subject.type eq "sample""#),
        (r#"about.type ne "lead""#, r#"about.type ne "lead""#),
        (
            r#"boss_id eq "01900000-0000-7000-8000-00000000000A""#,
            r#"boss_id eq "01900000-0000-7000-8000-00000000000a""#,
        ),
        (
            r#"emails[price.value gt 1 and price.currency eq "EUR"]"#,
            r#"emails[price.value gt 1 and price.currency eq "EUR"]"#,
        ),
        (r#"emails.origin.type eq "lead""#, r#"emails.origin.type eq "lead""#),
    ] {
        assert_eq!(canonical(text), expected);
        assert_eq!(canonical(expected), expected);
    }
}

#[test]
fn filters_put_together_by_code_are_written_with_the_same_meaning() {
    let pr = |text: &str| read(text).unwrap();
    let nothing = Filter::Or(vec![]);
    for (filter, text) in [
        (Filter::And(vec![]), "id pr"),
        (nothing.clone(), "id eq null"),
        (Filter::Not(Box::new(Filter::All)), "not (id pr)"),
        (Filter::And(vec![pr("nick pr")]), "nick pr"),
        (Filter::And(vec![pr("nick pr or mail pr"), Filter::All]), "(nick pr or mail pr) and id pr"),
        (Filter::Any { list: EMAILS.any(), items: Box::new(Filter::All) }, "emails pr"),
    ] {
        assert_eq!(filter.to_string(), text);
        assert_eq!(matches(&pr(text), &emile()), matches(&filter, &emile()), "{text}");
    }
    assert!(!matches(&nothing, &emile()));
}

#[test]
fn joining_two_filters_keeps_the_canonical_shape() {
    let (all, one, two, either) = (Filter::All, "nick pr", "mail pr and day pr", "nick pr or mail pr");
    let join = |left: &str, right: &str| read(left).unwrap().and(read(right).unwrap());
    assert_eq!(all.clone().and(all), Filter::All);
    assert_eq!(join("", one), read(one).unwrap());
    for (left, right) in [(one, one), (one, two), (two, one), (two, two), (either, two)] {
        let joined = join(left, right);
        assert_eq!(read(&joined.to_string()).unwrap(), joined);
    }
}

#[test]
fn a_filter_names_the_fields_it_touches() {
    let filter =
        read(r#"nick pr and (id ne null or emails[type eq "work" and value co "x"]) and nick ne "y""#).unwrap();
    let names: Vec<_> = filter.fields().iter().map(|field| field.name).collect();
    assert_eq!(names, ["nick", ID.name, "emails"]);
    let parts: Vec<_> = filter.parts().iter().map(|(list, part)| (list.name, part.name)).collect();
    assert_eq!(parts, [("emails", "type"), ("emails", "value")]);
}

#[test]
fn eq_is_exact_and_the_searching_operators_leave_ascii_case_aside() {
    assert!(holds(r#"last_name eq "Émile de Vries""#));
    assert!(!holds(r#"last_name eq "émile de vries""#));
    assert!(holds(r#"last_name ne "Emile de Vries""#));
    assert!(holds(r#"last_name sw "ÉMI" and last_name co "LE DE" and last_name ew "vries""#));
    assert!(!holds(r#"last_name sw "vries""#));
    assert!(!holds(r#"last_name ew "emile""#));
}

#[test]
fn texts_are_ordered_as_lists_are() {
    assert!(holds(r#"last_name gt "Emil" and last_name lt "Emma""#));
    assert!(holds(r#"last_name ge "Émile de Vries" and last_name le "Émile de Vries""#));
    assert!(!holds(r#"last_name gt "Émile de Vries" or last_name lt "Émile de Vries""#));
}

#[test]
fn values_of_every_kind_are_compared_in_their_own_order() {
    for text in [
        "score gt 12.4 and score lt 12.51 and score eq 12.5 and score ge 12.5 and score le 12.50",
        r#"amount.value gt 1000 and amount.value le 1000.0001 and amount.currency eq "EUR""#,
        r#"not (amount.value lt 1000) and amount.currency eq "EUR""#,
        r#"day gt "2026-11-23" and day lt "2027-01-01""#,
        r#"called_at eq "1970-01-01T01:00:01+01:00" and called_at ge "1970-01-01T00:00:01Z""#,
        "active eq true and active ne false",
        r#"stage eq "won" and stage ne "lost""#,
        r#"boss_id eq "01900000-0000-7000-8000-000000000008""#,
        r#"id eq "01900000-0000-7000-8000-000000000007" and id pr"#,
        r#"subject.type eq "sample" and subject.id eq "01900000-0000-7000-8000-000000000009""#,
    ] {
        assert!(holds(text), "{text}");
    }
    assert!(!holds(r#"amount.value gt 1 and amount.currency eq "USD""#));
    assert!(!holds(r#"subject.id eq "01900000-0000-7000-8000-000000000008""#));
}

#[test]
fn a_missing_value_makes_every_comparison_false_but_ne() {
    let empty = Record::new(&SAMPLE, Id::built_in(1));
    let empty_holds = |text: &str| matches(&read(text).unwrap(), &empty);
    for path in ["last_name", "nick"] {
        for op in ["eq", "co", "sw", "ew"] {
            assert!(!empty_holds(&format!(r#"{path} {op} "x""#)), "{path} {op}");
        }
        assert!(empty_holds(&format!(r#"{path} ne "x""#)));
    }
    for op in ["eq", "gt", "ge", "lt", "le"] {
        assert!(!empty_holds(&format!("score {op} 0")), "{op}");
        assert!(!empty_holds(&format!("amount.value {op} 0 and amount.currency eq \"EUR\"")), "{op}");
    }
    assert!(empty_holds(r#"score ne 0 and active ne true and stage ne "won" and amount.currency ne "EUR""#));
    assert!(empty_holds("nick eq null and emails eq null and not (amount pr)"));
    assert!(empty_holds("id pr"));
}

#[test]
fn brackets_speak_of_one_item_and_dots_of_any() {
    assert!(holds(r#"emails[type eq "home" and value sw "Émile@home"]"#));
    assert!(!holds(r#"emails[type eq "work" and value co "home"]"#));
    assert!(holds(r#"emails.type eq "work" and emails.value co "HOME""#));
    assert!(holds(r#"emails[price.value gt 4 and price.currency eq "EUR"]"#));
    assert!(holds("emails pr and emails.origin eq null"));
}

#[test]
fn ne_of_a_part_asks_for_some_item_that_differs_and_not_for_none_that_is_equal() {
    assert!(holds(r#"emails.type ne "work""#));
    assert!(!holds(r#"not (emails.type eq "work")"#));
    let empty = Record::new(&SAMPLE, Id::built_in(1));
    assert!(!matches(&read(r#"emails.type ne "work""#).unwrap(), &empty));
    assert!(matches(&read(r#"not (emails.type eq "work")"#).unwrap(), &empty));
    let mut cleared = empty;
    cleared.set(EMAILS, vec![]);
    assert!(matches(&read("emails eq null").unwrap(), &cleared));
}

#[test]
fn who_may_use_a_field_can_filter_by_it() {
    let text = r#"margin.value gt 1 and margin.currency eq "EUR""#;
    let filter = parse(&schema(), &SAMPLE, text, &|_| true).unwrap();
    assert_eq!(filter.fields(), [MARGIN.any()]);
    assert!(parse(&schema(), &SAMPLE, text, &may_use).is_err());
    assert!(parse(&schema(), &SAMPLE, "last_name pr", &|field| *field == NAME.any()).is_ok());
}
