//! Lists of a record together with those of a line: what the line says replaces its like, and nothing else is lost.

use crate::model::Value;
use crate::model::value::{Items, Parts};
use crate::transfer::lines::same_thing;

/// The items of a record after a line brought some.
pub(super) fn merged(there: &Items, brought: &Items) -> Items {
    let mut all = there.clone();
    for item in brought {
        let same = all.iter().position(|own| same_thing(own, item));
        let like = || only_of_type(there, brought, item).and_then(|own| all.iter().position(|other| other == own));
        match same.or_else(like).and_then(|at| all.get_mut(at)) {
            // A value that is there keeps what the line does not say of it; another value takes its place whole.
            Some(own) => own.extend(item.iter().map(|(name, value)| (*name, value.clone()))),
            None => all.push(item.clone()),
        }
    }
    all
}

/// The one item of the same type, where both sides have just one of it.
fn only_of_type<'a>(there: &'a Items, brought: &Items, item: &Parts) -> Option<&'a Parts> {
    let is_same = |other: &&Parts| type_of(other) == type_of(item);
    let mut same = there.iter().filter(is_same);
    let only = same.next().filter(|_| same.next().is_none())?;
    (brought.iter().filter(is_same).count() == 1).then_some(only)
}

fn type_of(item: &Parts) -> Option<&Value> {
    item.get("type")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: &str, value: &str) -> Parts {
        Parts::from([("type", Value::Text(kind.into())), ("value", Value::Text(value.into()))])
    }

    #[test]
    fn a_line_replaces_its_like_and_loses_nothing() {
        let there = vec![item("work", "old@example.org"), item("home", "me@example.org")];
        let brought = vec![item("work", "new@example.org")];
        assert_eq!(merged(&there, &brought), vec![item("work", "new@example.org"), item("home", "me@example.org")]);
        assert_eq!(merged(&there, &there), there);
        let two = vec![item("work", "a@example.org"), item("work", "b@example.org")];
        assert_eq!(merged(&there, &two).len(), 4);
        assert_eq!(merged(&there, &vec![item("work", "ME@example.org")])[1], item("work", "ME@example.org"));
    }
}
