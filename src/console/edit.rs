//! The form that changes a record. Only what differs from what the form showed is written.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Change, commit};
use crate::console::about::alike::Alike;
use crate::console::admin::places;
use crate::console::ask::Why;
use crate::console::effect::{self, Foreseen};
use crate::console::forms::{Control, Form, Resolved};
use crate::console::here::Written;
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::sign_in::Problem;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::console::{conflict, errors, record};
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::RecordType;
use crate::query::Found;
use crate::rights::Action;

#[derive(Template)]
#[template(path = "form.html")]
pub(super) struct FormPage {
    pub(super) shell: Shell,
    pub(super) kind: &'static RecordType,
    pub(super) heading: String,
    pub(super) to: String,
    pub(super) back: String,
    /// The record that the form changes; nothing for a new one.
    pub(super) id: Option<Id>,
    /// The version that the form shows; nothing for a new record.
    pub(super) version: String,
    /// The language of what stands in the controls.
    pub(super) written: Written,
    pub(super) controls: Vec<Control>,
    pub(super) problems: Vec<Problem>,
    pub(super) why: Why,
    /// Where to go on to when it is saved; nothing for the record itself.
    pub(super) then: String,
    /// Those that seem to be the same as what is about to be made.
    pub(super) alike: Vec<Alike>,
    /// Where it is asked for them while somebody types; nothing where none are looked for.
    pub(super) ask_alike: String,
    /// What saving it would do to rights.
    pub(super) effect: Option<Foreseen>,
    /// What the form says of it when it is sent.
    pub(super) marks: Vec<(&'static str, String)>,
}

/// A record in its form.
pub(super) struct Editing {
    pub(super) found: Found,
    pub(super) form: Form,
    pub(super) titles: Titles,
    /// What the form shows of the record as it is now.
    pub(super) now: Pairs,
}

impl Editing {
    /// Reads it; refused where the person may not change it.
    async fn of(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Self> {
        let found = record::found(visit, kind, id).await?;
        if found.record.is_deleted() {
            return Err(Error::Conflict("in_bin", visit.say("state-in-bin").into()));
        }
        if !record::may(visit, Action::Update, &found).await? {
            return Err(record::forbidden(visit, Action::Update, kind));
        }
        let form = Form::of(visit, kind, &found.hidden).await?;
        let titles = Titles::of(visit, &form.fields, std::slice::from_ref(&found)).await?;
        let now = form.pairs(&found.record, &titles);
        Ok(Self { found, form, titles, now })
    }

    fn page(&self, visit: &Visit, pairs: &Pairs, resolved: &Resolved, error: Option<&Error>) -> Result<Response> {
        self.foreseen(visit, pairs, resolved, error, None)
    }

    /// The form, with what saving it would do to rights.
    fn foreseen(
        &self,
        visit: &Visit,
        pairs: &Pairs,
        resolved: &Resolved,
        error: Option<&Error>,
        effect: Option<Foreseen>,
    ) -> Result<Response> {
        let kind = self.found.record.kind;
        let (path, id) = (format!("/{}/{}", kind.plural, self.found.record.id), self.found.record.id);
        let heading = visit.say("edit-heading").with("title", title(visit.t, &self.found)).to_string();
        let mut why = Why::of(visit, kind, Action::Update, &self.form.differing(pairs, &self.now))?;
        let (controls, problems) = with_problems(visit, &self.form, pairs, &self.titles, resolved, &mut why, error)?;
        let page = FormPage {
            shell: Shell::of(visit, heading.as_str()),
            kind,
            heading,
            to: format!("{path}/edit"),
            back: places::after(visit.caller()?, kind, id),
            id: Some(self.found.record.id),
            version: self.found.record.version.to_string(),
            written: visit.written(),
            controls,
            problems,
            why,
            then: String::new(),
            alike: Vec::new(),
            ask_alike: String::new(),
            marks: effect::marks(visit, effect.as_ref()),
            effect,
        };
        let status = if page.effect.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        page::render_as(error.map_or(status, errors::status), &page)
    }
}

/// The controls, the summary, and the reason, as an error leaves them.
pub(super) fn with_problems(
    visit: &Visit,
    form: &Form,
    pairs: &Pairs,
    titles: &Titles,
    resolved: &Resolved,
    why: &mut Why,
    error: Option<&Error>,
) -> Result<(Vec<Control>, Vec<Problem>)> {
    let mut about_reason = Vec::new();
    let took = error.is_some_and(|error| why.take(visit, error, &mut about_reason));
    let problems: &[FieldProblem] = match error {
        Some(Error::Invalid(problems)) if !took => problems,
        _ => &[],
    };
    let schema = &visit.caller()?.configuration.schema;
    let (controls, mut summary) = form.controls(schema, pairs, titles, resolved, problems);
    summary.extend(about_reason);
    if let Some(error @ (Error::Forbidden(_) | Error::Conflict(..))) = error {
        summary.push(Problem { id: String::new(), text: visit.t.error(error) });
    }
    Ok((controls, summary))
}

/// Whether an error is shown in the form, so that nothing typed is lost; others have pages of their own.
pub(super) const fn belongs_in_form(error: &Error) -> bool {
    matches!(error, Error::Invalid(_) | Error::ReasonRequired { .. } | Error::Forbidden(_) | Error::Conflict(..))
}

/// The form.
pub(super) async fn show(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let editing = Editing::of(visit, kind, id).await?;
    editing.page(visit, &editing.now, &Resolved::new(), None)
}

/// Saves what was changed in it.
pub(super) async fn save(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let editing = Editing::of(visit, kind, id).await?;
    let mut sent = editing.form.sent(&visit.form);
    // A field that was not in the form at all is left alone.
    for field in editing.form.fields.iter().filter(|field| !visit.form.names(field.name)) {
        for (name, text) in editing.now.of(field.name) {
            sent.push(name, text);
        }
    }
    let resolved = editing.form.resolve(visit, &sent).await?;
    let version: i64 =
        visit.form.text("_version").parse().map_err(|_| Error::Malformed(visit.say("form-unversioned").into()))?;
    if version != editing.found.record.version {
        return conflict::show(visit, &editing, &sent, &resolved, version).await;
    }
    let mut fields = editing.form.differing(&sent, &editing.now);
    // So is one whose present value was chosen.
    fields.retain(|field| {
        visit.form.names(field.name) && visit.form.get(&format!("_keep.{}", field.name)) != Some("now")
    });
    let input = match editing.form.read(&fields, &sent, &resolved) {
        Ok(input) => input,
        Err(problems) => return editing.page(visit, &sent, &resolved, Some(&Error::Invalid(problems))),
    };
    if let Some(problem) = editing.form.unexplained(&fields, &sent) {
        return editing.page(visit, &sent, &resolved, Some(&Error::Invalid(vec![problem])));
    }
    let change = Change::update(kind, id, input).at_version(Some(version));
    if let Some(effect) = effect::foresee(visit, kind, &fields, &change).await? {
        return editing.foreseen(visit, &sent, &resolved, None, Some(effect));
    }
    let batch = effect::with_exceptions(visit, change).await?;
    match commit(visit.app.database(), &visit.caller_because()?, batch).await {
        Ok(outcomes) => {
            let done = if outcomes.iter().any(|outcome| outcome.changed) { "saved" } else { "nothing" };
            Ok(page::go(&format!("{}?done={done}", places::after(visit.caller()?, kind, id))))
        }
        // Somebody was faster between our look and the write.
        Err(Error::Stale(_)) => {
            let editing = Editing::of(visit, kind, id).await?;
            conflict::show(visit, &editing, &sent, &resolved, version).await
        }
        Err(error) if belongs_in_form(&error) => {
            editing.page(visit, &sent, &resolved, Some(&visit.t.told(error, kind)))
        }
        Err(error) => Err(error),
    }
}
