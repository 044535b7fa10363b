//! New stages: each comes before those in which a deal is over, with a probability between those of its neighbours.

use super::pipelines::ordered;
use super::{all, equals};
use crate::changes::{Change, What};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::Literal;
use crate::model::{Input, Value};
use crate::query::Found;
use crate::records::pipeline::{KIND, OPEN, PIPELINE_ID, POSITION, PROBABILITY, STAGE};

/// Suggestions are multiples of this.
const ROUND: i64 = 5;

/// The stages of a pipeline in order, and how many stand before the first in which a deal is over.
async fn of(visit: &Visit, pipeline: Id) -> Result<(Vec<Found>, usize)> {
    let stages = ordered(all(visit, &STAGE, equals(PIPELINE_ID.any(), Literal::Id(pipeline))).await?);
    let is_over = |stage: &Found| stage.record.get(KIND).as_deref() != Some(OPEN);
    let open = stages.iter().position(is_over).unwrap_or(stages.len());
    Ok((stages, open))
}

/// What a new stage of a pipeline begins with: a probability between that of the last open stage and certainty.
pub(in crate::console) async fn suggested(visit: &Visit, pipeline: Id) -> Result<Option<Value>> {
    let (stages, open) = of(visit, pipeline).await?;
    let last = stages.get(..open).and_then(<[Found]>::last).and_then(|stage| stage.record.get(PROBABILITY));
    let between = last.map(|last| i64::midpoint(last, 100) / ROUND * ROUND);
    Ok(between.and_then(|between| Input::new().with(PROBABILITY, between).0.remove(PROBABILITY.name()).flatten()))
}

/// The change that makes a stage, in its place, and those that move what stands behind it on.
pub(in crate::console) async fn placed(visit: &Visit, mut making: Change) -> Result<Vec<Change>> {
    let What::Create(input) = &mut making.what else { return Ok(vec![making]) };
    let Some(Some(Value::Link(pipeline))) = input.0.get(PIPELINE_ID.name()) else { return Ok(vec![making]) };
    let (stages, open) = of(visit, *pipeline).await?;
    let is_open = !matches!(input.0.get(KIND.name()), Some(Some(Value::Text(kind))) if kind != OPEN);
    let at = if is_open { open } else { stages.len() };
    let place = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    input.set(POSITION.name(), Some(Value::Number(place(at))));
    // Two may have stood at one position, so all are counted through.
    let others =
        stages.iter().enumerate().map(|(number, stage)| (place(if number < at { number } else { number + 1 }), stage));
    let moved = others.filter(|(number, stage)| stage.record.get(POSITION) != Some(*number));
    let change = |(number, stage): (i64, &Found)| {
        let input = Input::new().with(POSITION, number);
        Change::update(&STAGE, stage.record.id, input).at_version(Some(stage.record.version))
    };
    Ok(std::iter::once(making).chain(moved.map(change)).collect())
}
