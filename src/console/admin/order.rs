//! Putting things in order: one up, one down, or to the place that something was dragged to.

use poem::Response;

use crate::changes::{Batch, Change, commit};
use crate::console::ask::{self, Question};
use crate::console::page;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::field::Field;
use crate::model::{Input, RecordType};
use crate::query::Found;
use crate::rights::Action;

/// Moves a thing as it is said: `up`, `down`, or `to` a place counted from 0. What leads beyond the ends changes nothing.
pub(super) fn shift<T>(things: &mut Vec<T>, at: usize, said: &str) {
    let to = match said {
        "up" => at.checked_sub(1),
        "down" => at.checked_add(1),
        other => other.strip_prefix("to ").and_then(|place| place.parse().ok()),
    };
    if let Some(to) = to.filter(|to| *to < things.len() && at < things.len()) {
        let thing = things.remove(at);
        things.insert(to, thing);
    }
}

/// Moves a record among others that are in order, and counts them through, since two may have stood at one position.
pub(super) async fn records(
    visit: &Visit,
    kind: &'static RecordType,
    position: Field<i64>,
    mut all: Vec<Found>,
    id: Id,
    question: Question,
) -> Result<Response> {
    let at = all.iter().position(|one| one.record.id == id).ok_or(Error::NotFound)?;
    shift(&mut all, at, visit.form.text("move"));
    let moved = (0_i64..).zip(&all).filter(|(place, one)| one.record.get(position) != Some(*place));
    let change = |(place, one): (i64, &Found)| {
        let input = Input::new().with(position, place);
        Change::update(kind, one.record.id, input).at_version(Some(one.record.version))
    };
    let batch = Batch::of(moved.map(change).collect());
    match commit(visit.app.database(), &visit.caller_because()?, batch).await {
        Ok(_) => Ok(page::go(&format!("{}?done=saved", question.back))),
        Err(error) => ask::again(visit, kind, Action::Update, question, error),
    }
}

#[cfg(test)]
mod tests {
    use super::shift;

    #[test]
    fn a_thing_goes_where_it_is_said_and_not_beyond_the_ends() {
        let moved = |at, said| {
            let mut things = vec!['a', 'b', 'c', 'd'];
            shift(&mut things, at, said);
            things.into_iter().collect::<String>()
        };
        for (at, said, then) in [
            (1, "up", "bacd"),
            (1, "down", "acbd"),
            (0, "up", "abcd"),
            (3, "down", "abcd"),
            (3, "to 0", "dabc"),
            (0, "to 2", "bcad"),
            (0, "to 9", "abcd"),
            (0, "sideways", "abcd"),
        ] {
            assert_eq!(moved(at, said), then, "{at} {said}");
        }
    }
}
