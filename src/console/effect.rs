//! What a change of rights would do, shown before it is saved: who gains or loses what, on how many records.

use crate::changes::{Batch, Change};
use crate::console::admin::rights::choice;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, RecordType};
use crate::records::access::{CLASSES, DUTIES, RIGHTS};
use crate::records::assertion;
use crate::records::effect::{self, Effect, Person, Sort, Touched};
use crate::rights::assertion::Broken;
use crate::rights::policy::View;

/// The record types whose changes are shown before they are made.
const TYPES: [&str; 6] = ["role", "profile", "group", "user", "sharing_rule", "restriction"];
/// The fields of a user that rights depend on.
const OF_USERS: [&str; 3] = ["active", "profile_id", "manager_id"];
/// The most people that are named.
const MOST: usize = 30;

/// What a change would do, in words.
pub(super) struct Foreseen {
    /// Of how many people it changes the rights.
    pub(super) heading: String,
    /// People, with what they gain and lose.
    pub(super) people: Vec<(String, Vec<String>)>,
    /// That there are more.
    pub(super) more: String,
    /// Assertions that it would break, and for whom.
    pub(super) broken: Vec<(String, String)>,
    /// By what the form says that this was shown; it changes with what stands in the form.
    pub(super) mark: String,
}

/// What a form would do to rights; nothing where it does nothing, where it was shown already, and where it is refused anyway.
pub(super) async fn foresee(
    visit: &Visit,
    kind: &'static RecordType,
    fields: &[AnyField],
    change: &Change,
) -> Result<Option<Foreseen>> {
    let is_user = kind.name == "user";
    if !TYPES.contains(&kind.name) || (is_user && fields.iter().all(|field| !OF_USERS.contains(&field.name))) {
        return Ok(None);
    }
    let mark = blake3::hash(format!("{change:?}").as_bytes()).to_hex().to_string();
    if visit.form.text("_effect") == mark {
        return Ok(None);
    }
    let found = match effect::preview(visit.app.database(), visit.caller()?, Batch::one(change.clone())).await {
        Ok(found) => found,
        Err(error @ Error::Internal(_)) => return Err(error),
        // Saving it says what is wrong, where that belongs.
        Err(_) => return Ok(None),
    };
    Ok(told_of(visit, &found, mark))
}

/// What putting a record into the bin would do to rights; nothing where it does nothing, and where it is refused anyway.
pub(super) async fn of_deletion(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Option<Foreseen>> {
    if !TYPES.contains(&kind.name) {
        return Ok(None);
    }
    match effect::preview(visit.app.database(), visit.caller()?, Batch::one(Change::delete(kind, id))).await {
        Ok(found) => Ok(told_of(visit, &found, String::new())),
        Err(error @ Error::Internal(_)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// An effect in words; nothing where there is none.
pub(super) fn told_of(visit: &Visit, found: &Effect, mark: String) -> Option<Foreseen> {
    let count = found.people.len();
    if count == 0 && found.broken.is_empty() {
        return None;
    }
    let more = count.saturating_sub(MOST) as u64;
    Some(Foreseen {
        heading: visit.say("effect-heading").count(count as u64).into(),
        people: found.people.iter().take(MOST).map(|person| told(visit, person)).collect(),
        more: if more == 0 { String::new() } else { visit.say("effect-more").count(more).into() },
        broken: found.broken.iter().map(|broken| (broken.sentence.clone(), named(visit, broken))).collect(),
        mark,
    })
}

/// What a form says of the effect when it is sent: that it was shown, and whether exceptions are wanted. What was said before stays
/// when something else is wrong.
pub(super) fn marks(visit: &Visit, shown: Option<&Foreseen>) -> Vec<(&'static str, String)> {
    let said = |name: &'static str| (name, visit.form.text(name).to_owned());
    let mut marks = match shown {
        Some(effect) => vec![("_effect", effect.mark.clone())],
        None => vec![said("_effect"), said("_except")],
    };
    if shown.is_some_and(|effect| !effect.broken.is_empty()) {
        marks.push(("_except", "yes".into()));
    }
    marks.retain(|(_, value)| !value.is_empty());
    marks
}

/// The change, with the exceptions that it needs from what it would break, where the form says that they are wanted.
pub(super) async fn with_exceptions(visit: &Visit, change: Change) -> Result<Batch> {
    let mut changes = vec![change];
    if visit.form.text("_except") == "yes" {
        let (database, caller) = (visit.app.database(), visit.caller()?);
        let found = effect::preview(database, caller, Batch::of(changes.clone())).await?;
        changes.extend(assertion::exceptions(caller, &found.broken));
    }
    Ok(Batch::of(changes))
}

/// For whom an assertion is not true.
pub(super) fn named(visit: &Visit, broken: &Broken) -> String {
    let mut names: Vec<String> = broken.people.iter().take(MOST).map(|(_, name)| name.clone()).collect();
    match broken.people.len() {
        0 => names.push(visit.say("assertion-gone").into()),
        all if all > MOST => names.push(visit.say("effect-more").count((all - MOST) as u64).into()),
        _ => {}
    }
    names.join(", ")
}

fn told(visit: &Visit, person: &Person) -> (String, Vec<String>) {
    let duty = |key: &'static str, duty: &&'static str| {
        String::from(visit.say(key).with("duty", choice(visit, &DUTIES.any(), "duty", duty)))
    };
    let mut lines: Vec<String> = person.duties_gained.iter().map(|one| duty("effect-duty-gained", one)).collect();
    lines.extend(person.duties_lost.iter().map(|one| duty("effect-duty-lost", one)));
    for of_type in person.touched.chunk_by(|one, other| one.kind == other.kind) {
        lines.extend(line(visit, of_type));
    }
    (person.name.clone(), lines)
}

/// What is gained and lost of one record type: what has the same numbers stands together.
fn line(visit: &Visit, touched: &[Touched]) -> Option<String> {
    let mut by_count: Vec<(String, Vec<String>)> = Vec::new();
    for one in touched {
        let counts = counts(visit, one);
        let what = what(visit, one);
        match by_count.iter_mut().find(|(known, _)| *known == counts) {
            Some((_, all)) => all.push(what),
            None => by_count.push((counts, vec![what])),
        }
    }
    let parts: Vec<String> = by_count.iter().map(|(counts, all)| format!("{} {counts}", all.join(", "))).collect();
    let types = visit.t.many(touched.first()?.kind);
    Some(visit.say("effect-line").with("types", types).with("what", parts.join("; ")).into())
}

fn what(visit: &Visit, touched: &Touched) -> String {
    match touched.what {
        Sort::Action(action) => choice(visit, &RIGHTS.any(), "action", action.name()),
        Sort::Class(class, View::Exact) => choice(visit, &CLASSES.any(), "class", class.name()),
        Sort::Class(class, view) => {
            let class = choice(visit, &CLASSES.any(), "class", class.name());
            format!("{class} ({})", choice(visit, &CLASSES.any(), "view", view.name()))
        }
    }
}

fn counts(visit: &Visit, touched: &Touched) -> String {
    let number = |sign: &str, count: u64| format!("{sign}{}", visit.t.number(&count.to_string()));
    match (touched.gained, touched.lost) {
        (Some(0), Some(0)) => visit.say("effect-none-yet").into(),
        (Some(gained), Some(0)) => number("+", gained),
        (Some(0), Some(lost)) => number("−", lost),
        (Some(gained), Some(lost)) => format!("{} {}", number("+", gained), number("−", lost)),
        _ => visit.say("effect-follows").into(),
    }
}
