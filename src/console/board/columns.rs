//! The columns of a board: the choices of a field in their order, or the stages of one pipeline in theirs.

use crate::console::forms::Option_;
use crate::console::titles::{title, titled};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::record_type::TITLE;
use crate::model::{AnyField, Kind, RecordType, Value};
use crate::query::list::MOST;
use crate::query::{self, Listing, Order};
use crate::records::pipeline;

/// A column without its cards.
#[derive(Debug, Clone)]
pub(in crate::console) struct Lane {
    /// What stands in the field; nothing for the column of what has no value.
    pub(in crate::console) value: Option<Value>,
    /// The same in forms.
    pub(in crate::console) text: String,
    pub(in crate::console) label: String,
    /// `good` where it is won, `wrong` where it is lost.
    pub(in crate::console) tone: &'static str,
}

impl Lane {
    /// What is in it.
    pub(super) fn filter(&self, by: &AnyField) -> Filter {
        match &self.value {
            Some(Value::Link(id)) => is(*by, Literal::Id(*id)),
            Some(Value::Text(code)) => is(*by, Literal::Text(code.clone())),
            _ => Filter::Not(Box::new(Filter::Test(Test {
                path: Path { field: *by, part: Part::Whole },
                op: Op::Present,
                literal: Literal::None,
            }))),
        }
    }
}

/// The columns.
pub(in crate::console) struct Lanes {
    pub(in crate::console) all: Vec<Lane>,
    /// The pipeline whose stages they are.
    pub(in crate::console) pipeline: Option<Id>,
    /// The pipelines to choose from, where there are several.
    pub(in crate::console) pipelines: Vec<Option_>,
}

impl Lanes {
    /// By this field; where that is a stage, those of the pipeline, or of the first one.
    pub(in crate::console) async fn of(
        visit: &Visit,
        kind: &RecordType,
        by: &AnyField,
        pipeline: Option<Id>,
    ) -> Result<Self> {
        let mut lanes = Self { all: Vec::new(), pipeline: None, pipelines: Vec::new() };
        match by.kind {
            Kind::Choice(choices) => {
                lanes.all.extend(choices.iter().map(|choice| Lane {
                    value: Some(Value::Text(choice.code.to_owned())),
                    text: choice.code.to_owned(),
                    label: visit.t.choice(kind.name, by, choice).into_owned(),
                    tone: "",
                }));
            }
            _ => lanes.stages(visit, pipeline).await?,
        }
        if !by.required {
            let label = visit.say("board-none").to_string();
            lanes.all.push(Lane { value: None, text: String::new(), label, tone: "" });
        }
        Ok(lanes)
    }

    async fn stages(&mut self, visit: &Visit, wanted: Option<Id>) -> Result<()> {
        let (caller, database) = (visit.caller()?, visit.app.database());
        let schema = &caller.configuration.schema;
        let (Some(pipelines), Some(stages)) = (schema.named("pipeline"), schema.named("stage")) else { return Ok(()) };
        let known = titled(visit, pipelines, Filter::All, MOST as usize).await?;
        let chosen = known.iter().find(|(id, _)| Some(*id) == wanted).or(known.first());
        let Some(chosen) = chosen.map(|(id, _)| *id) else { return Ok(()) };
        self.pipeline = Some(chosen);
        if known.len() > 1 {
            let option = |(id, label): (Id, String)| Option_ { value: id.to_string(), label, selected: id == chosen };
            self.pipelines = known.into_iter().map(option).collect();
        }
        let listing = Listing {
            filter: is(pipeline::PIPELINE_ID.any(), Literal::Id(chosen)),
            order: vec![Order { field: pipeline::POSITION.any(), descending: false }],
            fields: Some(vec![TITLE.any(), pipeline::KIND.any()]),
            limit: MOST,
            ..Listing::new(caller, stages)
        };
        let page = query::list(database.read(), database.engine(), caller, stages, &listing).await?;
        self.all.extend(page.items.iter().map(|found| Lane {
            value: Some(Value::Link(found.record.id)),
            text: found.record.id.to_string(),
            label: title(visit.t, found),
            tone: match found.record.text("kind") {
                Some("won") => "good",
                Some("lost") => "wrong",
                _ => "",
            },
        }));
        Ok(())
    }

    /// The records that are in these columns: with a choice all of them, with stages those of the pipeline.
    pub(in crate::console) fn filter(&self, by: &AnyField) -> Filter {
        if self.pipeline.is_none() {
            return Filter::All;
        }
        Filter::Or(self.all.iter().map(|lane| lane.filter(by)).collect())
    }

    /// The columns as a list to choose from.
    pub(in crate::console) fn options(&self, chosen: &str) -> Vec<Option_> {
        let option = |lane: &Lane| Option_ {
            value: lane.text.clone(),
            label: lane.label.clone(),
            selected: lane.text == chosen,
        };
        self.all.iter().map(option).collect()
    }

    /// The column that a form names.
    pub(in crate::console) fn named(&self, text: &str) -> Option<&Lane> {
        self.all.iter().find(|lane| lane.text == text)
    }
}

fn is(field: AnyField, literal: Literal) -> Filter {
    Filter::Test(Test { path: Path { field, part: Part::Whole }, op: Op::Eq, literal })
}
