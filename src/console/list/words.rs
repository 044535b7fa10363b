//! Words of filters as people say them: `me`, today, the end of this month. The builder offers them, and reads them back.

use crate::console::forms::{Control, Option_, Widget};
use crate::console::language::Language;
use crate::model::filter::{Anchor, Word};
use crate::model::{AnyField, Kind};

/// Days that are asked for often, besides those that words stand for themselves.
const FAR: [i32; 6] = [1, -1, 7, -7, 30, -30];

/// A word in the language of whoever reads it.
pub(super) fn say(t: Language, word: Word) -> String {
    let Word::Day(anchor, plus) = word else { return t.say("word-me").into() };
    let name = t.say(match anchor {
        Anchor::Today => "word-today",
        Anchor::WeekStart => "word-week-start",
        Anchor::WeekEnd => "word-week-end",
        Anchor::MonthStart => "word-month-start",
        Anchor::MonthEnd => "word-month-end",
        Anchor::QuarterStart => "word-quarter-start",
        Anchor::QuarterEnd => "word-quarter-end",
        Anchor::YearStart => "word-year-start",
        Anchor::YearEnd => "word-year-end",
    });
    let days = plus.unsigned_abs().into();
    match (anchor, plus) {
        (_, 0) => name,
        (Anchor::Today, 1) => t.say("word-tomorrow"),
        (Anchor::Today, -1) => t.say("word-yesterday"),
        (_, 1..) => t.say("word-later").with("day", name).count(days),
        _ => t.say("word-earlier").with("day", name).count(days),
    }
    .into()
}

/// The words that a field may be compared with, and that are offered.
fn offered(field: &AnyField) -> Vec<Word> {
    match field.kind {
        Kind::Link("user") => vec![Word::Me],
        Kind::Date | Kind::Time => {
            let far = FAR.into_iter().map(|plus| Word::Day(Anchor::Today, plus));
            Anchor::ALL.into_iter().map(|(anchor, _)| Word::Day(anchor, 0)).chain(far).collect()
        }
        _ => Vec::new(),
    }
}

/// The word that somebody chose or wrote, in his language or in that of filters.
pub(super) fn said(t: Language, field: &AnyField, text: &str) -> Option<Word> {
    let text = text.trim();
    let named = offered(field).into_iter().find(|word| say(t, *word).to_lowercase() == text.to_lowercase());
    named.or_else(|| Word::of(field.kind, text))
}

/// Puts the words of a field where its value is asked for.
pub(super) fn offer(t: Language, field: &AnyField, value: &str, control: &mut Control) {
    match (&mut control.widget, field.kind) {
        (Widget::Select(options), Kind::Link("user")) => {
            let me = Option_ { value: Word::Me.to_string(), label: say(t, Word::Me), selected: value == "me" };
            options.insert(options.len().min(1), me);
        }
        (widget, Kind::Date | Kind::Time) => {
            let names = offered(field).into_iter().map(|word| say(t, word)).collect();
            *widget = Widget::Named { value: value.to_owned(), list: "days", names };
        }
        _ => {}
    }
}
