//! Moving a card into another column, by a form that dragging sends as well.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, commit};
use crate::console::ask::Why;
use crate::console::board::columns::{Lane, Lanes};
use crate::console::board::fields;
use crate::console::forms::{Control, Form, Option_, Resolved};
use crate::console::language::Label;
use crate::console::moved::{self, back, said};
use crate::console::page::{self, Shell};
use crate::console::record;
use crate::console::sign_in::Problem;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{AnyField, Input, RecordType, Value, check};
use crate::query::Found;
use crate::records::deal::LOST_REASON;
use crate::records::pipeline;
use crate::rights::Action;

#[derive(Template)]
#[template(path = "board_move.html")]
struct MovePage {
    shell: Shell,
    kind: &'static RecordType,
    heading: String,
    id: Id,
    version: i64,
    by: &'static str,
    label: Label,
    now: String,
    options: Vec<Option_>,
    back: String,
    problems: Vec<Problem>,
    /// Why it was lost, where it goes there.
    lost: Option<Control>,
    why: Why,
}

/// A record that is to be moved.
struct Moving {
    found: Found,
    by: AnyField,
    lanes: Lanes,
}

impl Moving {
    async fn of(visit: &Visit, kind: &'static RecordType, id: &str, by: &str) -> Result<Self> {
        let by = fields(visit, kind)?.into_iter().find(|field| field.name == by).ok_or(Error::NotFound)?;
        let found = record::found(visit, kind, id.parse().map_err(|()| Error::NotFound)?).await?;
        if found.record.is_deleted() {
            return Err(Error::Conflict("in_bin", visit.say("state-in-bin").into()));
        }
        if !record::may(visit, Action::Update, &found).await? {
            return Err(record::forbidden(visit, Action::Update, kind));
        }
        // A deal stays in its pipeline.
        let pipeline = match found.record.value(by.name) {
            Some(Value::Link(stage)) => match visit.caller()?.configuration.schema.named("stage") {
                Some(stages) => record::found(visit, stages, *stage).await.ok(),
                None => None,
            },
            _ => None,
        };
        let pipeline = pipeline.and_then(|stage| stage.record.get(pipeline::PIPELINE_ID));
        let lanes = Lanes::of(visit, kind, &by, pipeline).await?;
        Ok(Self { found, by, lanes })
    }

    /// What its field holds, as forms say it.
    fn now(&self) -> String {
        match self.found.record.value(self.by.name) {
            Some(Value::Link(id)) => id.to_string(),
            Some(Value::Text(code)) => code.clone(),
            _ => String::new(),
        }
    }

    fn why(&self, visit: &Visit) -> Result<Why> {
        Why::of(visit, self.found.record.kind, Action::Update, &[self.by])
    }

    /// The question why it was lost, where it goes there and nobody has said so yet.
    async fn why_lost(&self, visit: &Visit, lane: &Lane) -> Result<Option<Form>> {
        let name = LOST_REASON.name();
        let record = &self.found.record;
        if lane.tone != "wrong" || record.value(name).is_some() || self.found.hidden.contains(&name) {
            return Ok(None);
        }
        let form = Form::short(visit, record.kind, &[name]).await?;
        Ok((!form.fields.is_empty()).then_some(form))
    }

    fn page(
        &self,
        visit: &Visit,
        chosen: &str,
        why: Why,
        (status, problems): (StatusCode, Vec<Problem>),
        lost: Option<Control>,
    ) -> Result<Response> {
        let kind = self.found.record.kind;
        let heading = visit.say("move-heading").with("title", title(visit.t, &self.found)).to_string();
        let now = self.now();
        let label = self.lanes.all.iter().find(|lane| lane.text == now).map(|lane| lane.label.clone());
        let page = MovePage {
            shell: Shell::of(visit, heading.as_str()),
            kind,
            heading,
            id: self.found.record.id,
            version: self.found.record.version,
            by: self.by.name,
            label: visit.t.field(kind.name, &self.by),
            now: label.unwrap_or_default(),
            options: self.lanes.options(chosen),
            back: back(visit, &format!("/{}/board", kind.plural)).to_owned(),
            problems,
            lost,
            why,
        };
        page::render_as(status, &page)
    }
}

/// Asks whereto.
pub(in crate::console) async fn show_move(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let moving = Moving::of(visit, kind, visit.query.text("id"), visit.query.text("by")).await?;
    let why = moving.why(visit)?;
    moving.page(visit, &moving.now(), why, (StatusCode::OK, Vec::new()), None)
}

/// Moves it.
pub(in crate::console) async fn move_to(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let (id, by, to) = (visit.form.text("id"), visit.form.text("by"), visit.form.text("to"));
    let moving = Moving::of(visit, kind, id, by).await?;
    let mut why = moving.why(visit)?;
    let Some(lane) = moving.lanes.named(to) else {
        let problems = vec![Problem { id: "to".into(), text: visit.say("board-no-column").into() }];
        return moving.page(visit, &moving.now(), why, (StatusCode::UNPROCESSABLE_ENTITY, problems), None);
    };
    let mut input = Input::new();
    let why_lost = moving.why_lost(visit, lane).await?;
    let lost = |problems: &[FieldProblem]| match &why_lost {
        Some(form) => question(visit, form, problems),
        None => Ok((None, Vec::new())),
    };
    if let Some(form) = &why_lost {
        match form.read(&form.fields, &form.sent(&visit.form), &Resolved::new()) {
            Ok(read) if read.0.values().all(Option::is_some) => input = read,
            // Who drags a card was not asked yet.
            Ok(_) if !visit.form.names(LOST_REASON.name()) => {
                return moving.page(visit, to, why, (StatusCode::OK, Vec::new()), lost(&[])?.0);
            }
            said => {
                let missing = vec![check::missing(&LOST_REASON.any())];
                let (control, problems) = lost(&said.err().unwrap_or(missing))?;
                return moving.page(visit, to, why, (StatusCode::UNPROCESSABLE_ENTITY, problems), control);
            }
        }
    }
    input.set(moving.by.name, lane.value.clone());
    let (id, version) = (moving.found.record.id, visit.form.text("_version").parse().ok());
    let change = Change::update(kind, id, input).at_version(version);
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(change)).await {
        Ok(outcomes) => {
            let board = format!("/{}/board?by={by}", kind.plural);
            let back = back(visit, &board);
            let changed = outcomes.iter().any(|outcome| outcome.changed);
            Ok(page::go(&if changed { said(back, id) } else { back.to_owned() }))
        }
        Err(error) => {
            let answer = moved::problems(visit, kind, &mut why, error)?;
            let (lost, _) = lost(&[])?;
            // Read again: the next try is about what it is now.
            let moving = Moving::of(visit, kind, visit.form.text("id"), by).await?;
            moving.page(visit, to, why, answer, lost)
        }
    }
}

/// The control of a question, with what was answered.
fn question(visit: &Visit, form: &Form, problems: &[FieldProblem]) -> Result<(Option<Control>, Vec<Problem>)> {
    let schema = &visit.caller()?.configuration.schema;
    let sent = form.sent(&visit.form);
    let (mut controls, summary) = form.controls(schema, &sent, &Titles::default(), &Resolved::new(), problems);
    let control = controls.pop().map(|control| Control { required: true, ..control });
    Ok((control, summary))
}
