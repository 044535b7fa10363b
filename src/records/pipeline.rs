//! Pipelines and their stages: the road a deal goes.

use crate::id::Id;
use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, choice};
use crate::model::record_type::PLAIN;

/// A way of selling, with its stages.
pub static PIPELINE: RecordType = RecordType {
    name: "pipeline",
    label: "Pipeline",
    plural: "pipelines",
    plural_label: "Pipelines",
    table: "pipelines",
    help: "A way of selling, with its stages.",
    title: &[NAME],
    fields: &[NAME.any(), ACTIVE.any()],
    ..PLAIN
};

/// A step of a pipeline.
pub static STAGE: RecordType = RecordType {
    name: "stage",
    label: "Stage",
    plural: "stages",
    plural_label: "Stages",
    table: "stages",
    help: "A step of a pipeline.",
    title: &[NAME],
    fields: &[NAME.any(), PIPELINE_ID.any(), POSITION.any(), KIND.any(), PROBABILITY.any()],
    order: &[PIPELINE_ID.any(), POSITION.any()],
    ..PLAIN
};

/// The kind of a stage in which a deal is not over.
pub(crate) const OPEN: &str = "open";
static KINDS: [Choice; 3] = [choice(OPEN, "Open"), choice("won", "Won"), choice("lost", "Lost")];

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
pub(crate) const ACTIVE: Field<bool> = field::yes_no("active", "In use").required().default("true");
pub(crate) const PIPELINE_ID: Field<Id> = field::link("pipeline_id", "Pipeline", "pipeline").required();
pub(crate) const POSITION: Field<i64> = field::number("position", "Position", 0)
    .required()
    .between(0, 1_000)
    .default("\"0\"")
    .help("Stages stand in this order.");
pub(crate) const KIND: Field<String> = field::one_of("kind", "Kind", &KINDS).required().default("\"open\"");
pub(crate) const PROBABILITY: Field<i64> =
    field::number("probability", "Probability", 0).percent().help("Per cent; given to deals that enter the stage.");
