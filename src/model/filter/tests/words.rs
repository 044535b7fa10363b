//! Words that mean something else to everybody and every day.

use crate::clock::{Zone, parse_time};
use crate::error::Error;
use crate::id::Id;
use crate::model::filter::{Asker, parse, parse_with_words};

use super::{SAMPLE, may_use, schema};

/// A Tuesday just after midnight in Amsterdam; elsewhere it is still Monday.
fn asker() -> Asker {
    let now = parse_time("2026-11-23T23:30:00Z").unwrap();
    Asker { user: Some(Id::built_in(7)), zone: Zone::named("Europe/Amsterdam").unwrap(), now }
}

fn meant(text: &str) -> String {
    let filter = parse_with_words(&schema(), &SAMPLE, text, &may_use).unwrap();
    assert_eq!(filter.to_string(), text, "it is kept as it is written");
    assert!(parse(&schema(), &SAMPLE, text, &may_use).is_err(), "{text} means the same to nobody else");
    let settled = filter.settled(&asker());
    assert!(filter.has_words() && !settled.has_words());
    settled.to_string()
}

#[test]
fn words_mean_whoever_asks_and_days_as_he_counts_them() {
    let me = Id::built_in(7);
    for (text, means) in [
        ("updated_by eq \"me\"", format!("updated_by eq \"{me}\"")),
        ("not (updated_by ne \"me\")", format!("not (updated_by ne \"{me}\")")),
        ("day le \"today\"", "day le \"2026-11-24\"".into()),
        ("day ge \"week_start+7\"", "day ge \"2026-11-30\"".into()),
        ("day le \"week_end\"", "day le \"2026-11-29\"".into()),
        ("day le \"month_end\"", "day le \"2026-11-30\"".into()),
        ("day ge \"quarter_start\"", "day ge \"2026-10-01\"".into()),
        ("day le \"quarter_end\"", "day le \"2026-12-31\"".into()),
        ("day lt \"year_start-1\"", "day lt \"2025-12-31\"".into()),
        ("called_at ge \"today-30\"", "called_at ge \"2026-10-24T22:00:00.000000Z\"".into()),
        ("called_at le \"today\"", "called_at le \"2026-11-24T22:59:59.999999Z\"".into()),
        (
            "called_at eq \"today\"",
            "called_at ge \"2026-11-23T23:00:00.000000Z\" and called_at le \"2026-11-24T22:59:59.999999Z\"".into(),
        ),
    ] {
        assert_eq!(meant(text), means);
    }
    let tomorrow = parse_with_words(&schema(), &SAMPLE, "day eq \"tomorrow\"", &may_use).unwrap();
    assert_eq!(tomorrow.to_string(), "day eq \"today+1\"");
}

#[test]
fn words_can_stand_without_quotes() {
    for (text, kept) in [
        ("updated_by eq me", "updated_by eq \"me\""),
        ("day lt today", "day lt \"today\""),
        ("day lt today+7 and nick pr", "day lt \"today+7\" and nick pr"),
        ("not (day ge month_end-7)", "not (day ge \"month_end-7\")"),
        ("day eq tomorrow", "day eq \"today+1\""),
        ("called_at le week_start or updated_by ne me", "called_at le \"week_start\" or updated_by ne \"me\""),
        ("updated_by eq null", "updated_by eq null"),
    ] {
        let read = |text: &str| parse_with_words(&schema(), &SAMPLE, text, &may_use).unwrap();
        let filter = read(text);
        assert_eq!(filter.to_string(), kept);
        assert_eq!(read(kept), filter);
    }
}

#[test]
fn words_are_named_where_they_can_stand_and_are_not_understood() {
    let day = "At character 8: `day` is compared with a day that exists, for example \"2026-11-24\".";
    let days = " `today`, `week_start`, `month_end-7` and the like stand for days.";
    let id = "At character 15: `updated_by` is compared with an id: a UUID of 36 characters in double quotes.";
    for (text, said, hint) in [
        ("day eq tody", day, days),
        ("day eq \"today+x\"", day, days),
        ("day lt today+", day, days),
        ("updated_by eq today", id, " `me` stands for whoever asks."),
    ] {
        let told = |outcome| match outcome {
            Err(Error::Invalid(problems)) => problems[0].detail.clone(),
            other => panic!("{text} gave {other:?}"),
        };
        assert_eq!(told(parse_with_words(&schema(), &SAMPLE, text, &may_use)), format!("{said}{hint}"));
        assert_eq!(told(parse(&schema(), &SAMPLE, text, &may_use)), said, "no word can stand where rights are given");
    }
    let told = parse(&schema(), &SAMPLE, "day lt today", &may_use).unwrap_err().to_string();
    assert!(told.contains("lists and views only"), "{told}");
}

#[test]
fn what_is_no_word_of_a_field_stays_an_error() {
    for text in
        ["boss_id eq \"me\"", "day eq \"me\"", "day ge \"today+99999\"", "day ge \"someday\"", "score eq \"today\""]
            .into_iter()
            .chain([
                "boss_id eq me",
                "day eq me",
                "day ge today+99999",
                "day ge today +1",
                "score eq today",
                "nick eq me",
            ])
    {
        assert!(parse_with_words(&schema(), &SAMPLE, text, &may_use).is_err(), "{text}");
    }
}
