//! Pipelines with their stages in order: how many deals stand in each, moving a stage, and taking one away with its deals moved first.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::{Paged, all, equals, move_all, number, order, require, sees, written};
use crate::changes::{Batch, Change, commit};
use crate::console::ask::{Question, Why};
use crate::console::display::{Display, Shown};
use crate::console::edit::belongs_in_form;
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::console::{errors, list as any_list, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::Input;
use crate::model::filter::{Filter, Literal};
use crate::model::record_type::TITLE;
use crate::query::Found;
use crate::records::deal::{self, DEAL};
use crate::records::pipeline::{ACTIVE, KIND, PIPELINE, PIPELINE_ID, POSITION, PROBABILITY, STAGE};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

#[derive(Template)]
#[template(path = "admin/pipelines.html")]
struct PipelinesPage {
    shell: Shell,
    roads: Vec<Road>,
    next: String,
    /// Whether pipelines can be made, and stages.
    can_begin: bool,
    can_make: bool,
    can_change: bool,
}

/// A pipeline.
struct Road {
    id: Id,
    name: String,
    is_active: bool,
    stages: Vec<Step>,
}

/// A stage.
struct Step {
    id: Id,
    name: String,
    kind: Shown,
    probability: Shown,
    /// How many deals are in it; nothing where no deals can be seen.
    deals: Option<String>,
    is_first: bool,
    is_last: bool,
}

/// The page.
pub(super) async fn list(visit: &Visit) -> Result<Response> {
    require(visit, &["settings"], &PIPELINE)?;
    let caller = visit.caller()?;
    let found = Paged::of(visit, &PIPELINE, "administration/pipelines", &[TITLE.any(), ACTIVE.any()]).await?;
    let of = |one: &Found| equals(PIPELINE_ID.any(), Literal::Id(one.record.id));
    let stages = ordered(all(visit, &STAGE, Filter::Or(found.items.iter().map(of).collect())).await?);
    let titles = Titles::default();
    let display = Display::of(visit, &STAGE, &titles)?;
    let mut roads = Vec::new();
    for pipeline in &found.items {
        let own: Vec<&Found> =
            stages.iter().filter(|stage| stage.record.get(PIPELINE_ID) == Some(pipeline.record.id)).collect();
        let mut steps = Vec::new();
        for (at, stage) in own.iter().enumerate() {
            let id = stage.record.id;
            let deals = if sees(caller, &DEAL) {
                Some(written(visit, number(visit, &DEAL, equals(deal::STAGE.any(), Literal::Id(id))).await?))
            } else {
                None
            };
            steps.push(Step {
                id,
                name: title(visit.t, stage),
                kind: display.show(&KIND.any(), stage.record.value(KIND.name())),
                probability: display.show(&PROBABILITY.any(), stage.record.value(PROBABILITY.name())),
                deals,
                is_first: at == 0,
                is_last: at + 1 == own.len(),
            });
        }
        let is_active = pipeline.record.get(ACTIVE).unwrap_or(false);
        roads.push(Road { id: pipeline.record.id, name: title(visit.t, pipeline), is_active, stages: steps });
    }
    let page = PipelinesPage {
        shell: Shell::of(visit, visit.say("admin-pipelines")),
        roads,
        next: found.next,
        can_begin: any_list::can_be_made(caller, &PIPELINE),
        can_make: any_list::can_be_made(caller, &STAGE),
        can_change: decide::rows(caller, Action::Update, &STAGE) == Rows::All,
    };
    page::render(&page)
}

/// In the order in which deals go through them.
pub(super) fn ordered(mut stages: Vec<Found>) -> Vec<Found> {
    stages.sort_by_key(|stage| (stage.record.get(POSITION), stage.record.id));
    stages
}

/// The stages of the same pipeline, in order.
async fn beside(visit: &Visit, stage: &Found) -> Result<Vec<Found>> {
    let pipeline = stage.record.get(PIPELINE_ID).ok_or(Error::NotFound)?;
    Ok(ordered(all(visit, &STAGE, equals(PIPELINE_ID.any(), Literal::Id(pipeline))).await?))
}

/// Moves a stage.
pub(super) async fn order(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["settings"], &STAGE)?;
    let found = record::found(visit, &STAGE, id).await?;
    let question = Question {
        heading: visit.say("stages-order").with("title", title(visit.t, &found)).into(),
        lead: visit.say("order-lead").into(),
        button: visit.say("save").into(),
        to: format!("/administration/stages/{id}/order"),
        back: "/administration/pipelines".into(),
        with: vec![("move", visit.form.text("move").to_owned())],
        changes: Vec::new(),
    };
    let stages = beside(visit, &found).await?;
    order::records(visit, &STAGE, POSITION, stages, id, question).await
}

#[derive(Template)]
#[template(path = "admin/remove_stage.html")]
struct RemovePage {
    shell: Shell,
    id: Id,
    name: String,
    deals: u64,
    number: String,
    others: Vec<(String, String, bool)>,
    problems: Vec<Problem>,
    why: Why,
}

/// Asks where the deals of a stage go.
pub(super) async fn ask_remove(visit: &Visit, id: Id) -> Result<Response> {
    let found = removable(visit, id).await?;
    removal(visit, &found, None).await
}

async fn removable(visit: &Visit, id: Id) -> Result<Found> {
    require(visit, &["settings"], &STAGE)?;
    let found = record::found(visit, &STAGE, id).await?;
    if found.record.is_deleted() || !record::may(visit, Action::Delete, &found).await? {
        return Err(record::forbidden(visit, Action::Delete, &STAGE));
    }
    // Who does not reach all deals would leave some behind in a stage that is gone.
    if decide::rows(visit.caller()?, Action::Update, &DEAL) != Rows::All {
        return Err(record::forbidden(visit, Action::Update, &DEAL));
    }
    Ok(found)
}

async fn removal(visit: &Visit, found: &Found, error: Option<Error>) -> Result<Response> {
    let (id, chosen) = (found.record.id, visit.form.text("to"));
    let deals = number(visit, &DEAL, equals(deal::STAGE.any(), Literal::Id(id))).await?;
    let stages = beside(visit, found).await?;
    let option = |stage: &Found| {
        let value = stage.record.id.to_string();
        (value.clone(), title(visit.t, stage), value == chosen)
    };
    let mut why = Why::of(visit, &STAGE, Action::Delete, &[])?;
    let mut problems = Vec::new();
    if let Some(error) = &error
        && !why.take(visit, error, &mut problems)
    {
        match error {
            Error::Invalid(all) => problems.extend(
                all.iter().map(|problem| Problem { id: "to".into(), text: visit.t.problem_of(&DEAL, problem) }),
            ),
            _ => problems.push(Problem { id: String::new(), text: visit.t.error(error) }),
        }
    }
    let heading = visit.say("stage-remove-heading").with("title", title(visit.t, found)).to_string();
    let page = RemovePage {
        shell: Shell::of(visit, heading.as_str()),
        id,
        name: title(visit.t, found),
        deals,
        number: written(visit, deals),
        others: stages.iter().filter(|stage| stage.record.id != id).map(option).collect(),
        problems,
        why,
    };
    page::render_as(error.as_ref().map_or(StatusCode::OK, errors::status), &page)
}

/// Moves the deals of a stage and takes it away.
pub(super) async fn remove(visit: &Visit, id: Id) -> Result<Response> {
    let found = removable(visit, id).await?;
    let caller = visit.caller_because()?;
    let to = visit.form.filled("to").and_then(|text| text.trim().parse::<Id>().ok());
    let to = match to {
        Some(to) if beside(visit, &found).await?.iter().any(|stage| stage.record.id == to && to != id) => Some(to),
        _ => None,
    };
    let done = match move_deals(visit, &caller, id, to).await {
        Ok(()) => commit(visit.app.database(), &caller, Batch::one(Change::delete(&STAGE, id))).await.map(drop),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(page::go("/administration/pipelines?done=saved")),
        Err(error) if belongs_in_form(&error) => removal(visit, &found, Some(visit.t.told(error, &STAGE))).await,
        Err(error) => Err(error),
    }
}

/// Moves all deals of a stage to another, which has to be named where there are any.
async fn move_deals(visit: &Visit, caller: &Caller, from: Id, to: Option<Id>) -> Result<()> {
    let filter = equals(deal::STAGE.any(), Literal::Id(from));
    match to {
        Some(to) => move_all(visit, caller, &DEAL, filter, &Input::new().with(deal::STAGE, to)).await,
        None if number(visit, &DEAL, filter).await? == 0 => Ok(()),
        None => Err(Error::invalid("stage_id", crate::console::language::SAID, visit.say("stage-remove-needed"))),
    }
}
