//! Laws that hold for every filter and every record.

use proptest::prelude::*;

use super::strategies::{comparisons, filters, records};
use super::{may_use, read};
use crate::error::Error;
use crate::model::filter::{Filter, LONGEST, Op, Test, matches};

/// Pieces of the language in any order: far more often nearly right than random characters are.
fn nearly_filters() -> impl Strategy<Value = String> {
    let pieces = [
        "last_name",
        "amount",
        ".value",
        ".currency",
        "emails",
        "[",
        "]",
        "(",
        ")",
        "not",
        "and",
        "or",
        "eq",
        "ne",
        "co",
        "gt",
        "pr",
        "null",
        "true",
        "\"EUR\"",
        "\"work\"",
        "\"",
        "\\",
        "1.5",
        "-",
        "é",
        ".",
        "active",
        "margin",
        "type",
        "value",
        "",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.join(" "))
}

fn invalid_or_canonical(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Ok(filter) => {
            let again = read(&filter.to_string());
            prop_assert_eq!(again.ok(), Some(filter));
        }
        Err(Error::Invalid(problems)) => prop_assert_eq!(problems.len(), 1),
        Err(other) => prop_assert!(false, "{other:?}"),
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same_filter(filter in filters()) {
        let text = filter.to_string();
        prop_assume!(text.len() <= LONGEST);
        let again = read(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        prop_assert_eq!(&again, &filter, "{}", text);
        prop_assert_eq!(again.to_string(), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        invalid_or_canonical(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn pieces_of_the_language_in_any_order_are_read_or_refused(text in nearly_filters()) {
        invalid_or_canonical(&text)?;
    }

    #[test]
    fn a_slip_in_a_filter_is_read_or_refused(filter in filters(), at: proptest::sample::Index, slip in "\\PC|[\"\\\\()\\[\\]. ]?") {
        let mut letters: Vec<char> = filter.to_string().chars().collect();
        let at = at.index(letters.len());
        letters.splice(at..=at, slip.chars());
        invalid_or_canonical(&letters.into_iter().collect::<String>())?;
    }

    #[test]
    fn not_is_the_complement(filter in filters(), record in records()) {
        let negated = Filter::Not(Box::new(filter.clone()));
        prop_assert_ne!(matches(&negated, &record), matches(&filter, &record));
    }

    #[test]
    fn ne_is_not_eq_whether_there_is_a_value_or_not(test in comparisons(Op::Ne), record in records()) {
        let with = |op| Filter::Test(Test { op, ..test.clone() });
        prop_assert_ne!(matches(&with(Op::Ne), &record), matches(&with(Op::Eq), &record));
    }

    #[test]
    fn the_orders_agree_with_each_other(test in comparisons(Op::Gt), record in records()) {
        let holds = |op| matches(&Filter::Test(Test { op, ..test.clone() }), &record);
        let there = matches(&Filter::Test(Test { op: Op::Present, ..test.clone() }), &record);
        prop_assert_eq!(u8::from(holds(Op::Gt)) + u8::from(holds(Op::Le)), u8::from(there));
        prop_assert_eq!(u8::from(holds(Op::Lt)) + u8::from(holds(Op::Ge)), u8::from(there));
        prop_assert!(!holds(Op::Eq) || (holds(Op::Ge) && holds(Op::Le)));
    }

    #[test]
    fn de_morgans_laws_hold_as_they_are_written(left in filters(), right in filters(), record in records()) {
        let holds = |text: String| matches(&read(&text).unwrap_or_else(|error| panic!("{text}: {error}")), &record);
        let (both, split) = (format!("not (({left}) and ({right}))"), format!("not ({left}) or not ({right})"));
        prop_assume!(both.len() <= LONGEST - 8);
        prop_assert_eq!(holds(both), holds(split));
        let (either, split) = (format!("not (({left}) or ({right}))"), format!("not ({left}) and not ({right})"));
        prop_assert_eq!(holds(either), holds(split));
    }

    #[test]
    fn both_is_what_satisfies_the_one_and_the_other(left in filters(), right in filters(), record in records()) {
        let both = left.clone().and(right.clone());
        prop_assert_eq!(matches(&both, &record), matches(&left, &record) && matches(&right, &record));
    }

    #[test]
    fn a_filter_touches_only_what_may_be_used(filter in filters()) {
        prop_assert!(filter.fields().iter().all(may_use));
        prop_assert!(filter.parts().iter().all(|(list, part)| may_use(list) && may_use(part)));
    }
}
