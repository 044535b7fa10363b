//! The form that makes a record.

use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, commit};
use crate::console::about::alike::{self, Alike};
use crate::console::admin::{places, stages};
use crate::console::ask::Why;
use crate::console::edit::{FormPage, belongs_in_form, with_problems};
use crate::console::effect::{self, Foreseen};
use crate::console::forms::{Form, Resolved, defaults};
use crate::console::page::{self, Shell};
use crate::console::pairs::{Pairs, joined};
use crate::console::titles::{Titles, Wanted};
use crate::console::visit::Visit;
use crate::console::{errors, list, record, session};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, Record, RecordType, Value};
use crate::records::pipeline::{PIPELINE_ID, POSITION, PROBABILITY, STAGE};
use crate::rights::Action;
use crate::transfer::duplicates::has_rules;

struct Making {
    kind: &'static RecordType,
    form: Form,
    titles: Titles,
    beginning: Record,
}

impl Making {
    async fn of(visit: &Visit, kind: &'static RecordType) -> Result<Self> {
        let caller = visit.caller()?;
        if !list::can_be_made(caller, kind) {
            return Err(record::forbidden(visit, Action::Create, kind));
        }
        let said = if visit.is_form { &visit.form } else { &visit.query };
        let mut form = Form::of(visit, kind, &[]).await?.without_why_lost(said);
        // Where a stage stands is found for it.
        form.fields.retain(|field| kind.name != STAGE.name || *field != POSITION.any());
        let mut beginning = defaults(caller, kind);
        beginning.values.extend(form.first_stages().map(|(name, stage)| (name, Value::Link(stage))));
        let mut wanted = Wanted::default();
        for field in &form.fields {
            if let Some(value) = beginning.value(field.name) {
                wanted.gather(field, value);
            }
        }
        let titles = wanted.find(visit).await?;
        Ok(Self { kind, form, titles, beginning })
    }

    /// Takes up what the address fills in already, such as the record that the new one belongs to.
    async fn begin_with_address(&mut self, visit: &Visit) -> Result<()> {
        let said = self.form.sent(&visit.query);
        let fields: Vec<AnyField> = self.form.fields.iter().filter(|f| !said.of(f.name).is_empty()).copied().collect();
        if fields.is_empty() {
            return Ok(());
        }
        let resolved = self.form.resolve(visit, &said).await?;
        let mut wanted = Wanted::default();
        for field in &fields {
            // What cannot be read is left to be filled in.
            if let Ok(input) = self.form.read(&[*field], &said, &resolved) {
                self.beginning.values.extend(input.0.into_iter().filter_map(|(name, value)| Some((name, value?))));
            }
        }
        if let Some(pipeline) = self.beginning.get(PIPELINE_ID).filter(|_| self.kind.name == STAGE.name)
            && self.beginning.value(PROBABILITY.name()).is_none()
            && let Some(suggested) = stages::suggested(visit, pipeline).await?
        {
            self.beginning.values.insert(PROBABILITY.name(), suggested);
        }
        for field in &self.form.fields {
            if let Some(value) = self.beginning.value(field.name) {
                wanted.gather(field, value);
            }
        }
        self.titles = wanted.find(visit).await?;
        Ok(())
    }

    fn page(
        &self,
        visit: &Visit,
        pairs: &Pairs,
        resolved: &Resolved,
        error: Option<&Error>,
        alike: Vec<Alike>,
        effect: Option<Foreseen>,
    ) -> Result<Response> {
        let mut why = Why::of(visit, self.kind, Action::Create, &self.form.fields)?;
        let (controls, problems) = with_problems(visit, &self.form, pairs, &self.titles, resolved, &mut why, error)?;
        let then = then(visit);
        let heading = visit.say("new-heading").of(self.kind).to_string();
        let page = FormPage {
            shell: Shell::of(visit, heading.as_str()),
            kind: self.kind,
            heading,
            to: format!("/{}/new", self.kind.plural),
            back: if then.is_empty() { places::list(visit.caller()?, self.kind) } else { then.clone() },
            id: None,
            version: String::new(),
            written: visit.written(),
            controls,
            problems,
            why,
            then,
            ask_alike: if has_rules(self.kind) { format!("/{}/alike", self.kind.plural) } else { String::new() },
            alike,
            marks: effect::marks(visit, effect.as_ref()),
            effect,
        };
        let is_asked = !page.alike.is_empty() || page.effect.is_some();
        let status = if is_asked { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        page::render_as(error.map_or(status, errors::status), &page)
    }
}

/// The form.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let mut making = Making::of(visit, kind).await?;
    making.begin_with_address(visit).await?;
    let pairs = making.form.pairs(&making.beginning, &making.titles);
    making.page(visit, &pairs, &Resolved::new(), None, Vec::new(), None)
}

/// Makes the record.
pub(super) async fn save(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let making = Making::of(visit, kind).await?;
    let sent = making.form.sent(&visit.form);
    let resolved = making.form.resolve(visit, &sent).await?;
    // What is empty is said only where something else would be put in its place, or where it must not be.
    let counts = |field: &&AnyField| {
        !sent.of(field.name).is_empty() || field.required || making.beginning.value(field.name).is_some()
    };
    let fields: Vec<AnyField> = making.form.fields.iter().filter(counts).copied().collect();
    let input = match making.form.read(&fields, &sent, &resolved) {
        Ok(input) => input,
        Err(problems) => {
            return making.page(visit, &sent, &resolved, Some(&Error::Invalid(problems)), Vec::new(), None);
        }
    };
    if let Some(problem) = making.form.unexplained(&fields, &sent) {
        return making.page(visit, &sent, &resolved, Some(&Error::Invalid(vec![problem])), Vec::new(), None);
    }
    let alike = alike::of_form(visit, kind, &making.form, &sent).await?;
    let seen: Vec<&str> = visit.form.text("_alike").split(',').collect();
    if alike.iter().any(|alike| !seen.contains(&alike.id.to_string().as_str())) {
        return making.page(visit, &sent, &resolved, None, alike, None);
    }
    let change = Change::create(kind, input);
    if let Some(effect) = effect::foresee(visit, kind, &fields, &change).await? {
        return making.page(visit, &sent, &resolved, None, alike, Some(effect));
    }
    let batch = if kind.name == STAGE.name {
        Batch::of(stages::placed(visit, change).await?)
    } else {
        effect::with_exceptions(visit, change).await?
    };
    match commit(visit.app.database(), &visit.caller_because()?, batch).await {
        Ok(outcomes) => {
            let id = outcomes.first().map_or(Id::NIL, |outcome| outcome.id);
            let then = then(visit);
            let own = format!("{}?done=saved", places::after(visit.caller()?, kind, id));
            Ok(page::go(&if then.is_empty() { own } else { joined(&then, "done=made") }))
        }
        Err(error) if belongs_in_form(&error) => {
            making.page(visit, &sent, &resolved, Some(&visit.t.told(error, kind)), alike, None)
        }
        Err(error) => Err(error),
    }
}

/// The page to go on to, as the address or the form says it.
fn then(visit: &Visit) -> String {
    let said = if visit.is_form { visit.form.text("_back") } else { visit.query.text("_back") };
    session::local_path(said).filter(|path| !path.contains('#')).unwrap_or_default().to_owned()
}
