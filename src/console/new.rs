//! The form that makes a record.

use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, commit};
use crate::console::ask::Why;
use crate::console::edit::{FormPage, belongs_in_form, with_problems};
use crate::console::forms::{Form, Resolved, defaults};
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::titles::{Titles, Wanted};
use crate::console::visit::Visit;
use crate::console::{errors, list, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, Record, RecordType};
use crate::rights::Action;

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
        let form = Form::of(visit, kind, &[]).await?;
        let beginning = defaults(caller, kind);
        let mut wanted = Wanted::default();
        for field in &form.fields {
            if let Some(value) = beginning.value(field.name) {
                wanted.gather(field, value);
            }
        }
        let titles = wanted.find(visit).await?;
        Ok(Self { kind, form, titles, beginning })
    }

    fn page(&self, visit: &Visit, pairs: &Pairs, resolved: &Resolved, error: Option<&Error>) -> Result<Response> {
        let mut why = Why::of(visit, self.kind, Action::Create, &self.form.fields)?;
        let (controls, problems) = with_problems(visit, &self.form, pairs, &self.titles, resolved, &mut why, error)?;
        let heading = visit.say("new-heading").of(self.kind).to_string();
        let page = FormPage {
            shell: Shell::of(visit, heading.as_str()),
            kind: self.kind,
            heading,
            to: format!("/{}/new", self.kind.plural),
            back: format!("/{}", self.kind.plural),
            version: String::new(),
            written: visit.form_language(),
            controls,
            problems,
            why,
        };
        page::render_as(error.map_or(StatusCode::OK, errors::status), &page)
    }
}

/// The form.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let making = Making::of(visit, kind).await?;
    let mut pairs = making.form.pairs(&making.beginning, &making.titles);
    // What the address says stands in the form from the beginning.
    let asked = making.form.sent(&visit.query);
    pairs.0.retain(|(name, _)| !asked.names(name.split('.').next().unwrap_or_default()));
    pairs.0.extend(asked.0);
    making.page(visit, &pairs, &Resolved::new(), None)
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
        Err(problems) => return making.page(visit, &sent, &resolved, Some(&Error::Invalid(problems))),
    };
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(Change::create(kind, input))).await {
        Ok(outcomes) => {
            let id = outcomes.first().map_or(Id::NIL, |outcome| outcome.id);
            Ok(page::go(&format!("/{}/{id}?done=saved", kind.plural)))
        }
        Err(error) if belongs_in_form(&error) => making.page(visit, &sent, &resolved, Some(&visit.t.told(error, kind))),
        Err(error) => Err(error),
    }
}
