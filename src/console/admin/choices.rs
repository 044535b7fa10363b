//! Taking a choice away from an added field: how many records hold it and what asks for it, and what those records hold instead.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::{equals, fields, move_all, number, require, written};
use crate::changes::{Batch, Change, commit};
use crate::console::ask::Why;
use crate::console::edit::belongs_in_form;
use crate::console::forms::Option_;
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::console::{errors, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::{Filter, Literal};
use crate::model::value::Items;
use crate::model::{AnyField, Input, RecordType, Value};
use crate::query::Found;
use crate::records::custom_field::{CHOICES, CUSTOM_FIELD, NAME, RECORD_TYPE};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

/// What is sent for records that are to hold nothing.
const NOTHING: &str = "-";

#[derive(Template)]
#[template(path = "admin/remove_choice.html")]
struct RemovePage {
    shell: Shell,
    id: Id,
    field: String,
    code: String,
    version: i64,
    of: Label,
    held: u64,
    number: String,
    href: String,
    can_move: bool,
    others: Vec<Option_>,
    views: Vec<(Id, String)>,
    problems: Vec<Problem>,
    why: Why,
}

/// A choice that may be taken away.
struct Choice {
    found: Found,
    kind: &'static RecordType,
    field: AnyField,
    code: String,
    label: String,
    items: Items,
}

impl Choice {
    async fn of(visit: &Visit, id: Id) -> Result<Self> {
        require(visit, &["settings"], &CUSTOM_FIELD)?;
        let found = record::found(visit, &CUSTOM_FIELD, id).await?;
        if found.record.is_deleted() || !record::may(visit, Action::Update, &found).await? {
            return Err(record::forbidden(visit, Action::Update, &CUSTOM_FIELD));
        }
        let schema = &visit.caller()?.configuration.schema;
        let text = |field| found.record.get(field).unwrap_or_default();
        let kind = schema.named(&text(RECORD_TYPE)).ok_or(Error::NotFound)?;
        let field = *schema.field(kind, &text(NAME)).ok_or(Error::NotFound)?;
        let given = if visit.is_form { &visit.form } else { &visit.query };
        let code = given.text("code").to_owned();
        let items = found.record.get(CHOICES).unwrap_or_default();
        let own = items.iter().find(|item| fields::text(item, "code") == code).ok_or(Error::NotFound)?;
        let label = fields::text(own, "label");
        Ok(Self { found, kind, field, code, label, items })
    }

    /// The records that hold it.
    fn held(&self) -> Filter {
        equals(self.field, Literal::Text(self.code.clone()))
    }

    /// Who does not reach all of them would leave some behind.
    fn can_move(&self, visit: &Visit) -> Result<bool> {
        let caller = visit.caller()?;
        let reaches = decide::rows(caller, Action::Update, self.kind) == Rows::All;
        Ok(reaches && decide::sees_everywhere(caller, self.kind, &self.field))
    }
}

/// Asks what the records that hold it are to hold.
pub(super) async fn ask(visit: &Visit, id: Id) -> Result<Response> {
    render(visit, &Choice::of(visit, id).await?, None).await
}

async fn render(visit: &Visit, choice: &Choice, error: Option<Error>) -> Result<Response> {
    let (kind, code) = (choice.kind, &choice.code);
    let sees = decide::may_see(visit.caller()?, kind, &choice.field);
    let held = if sees { number(visit, kind, choice.held()).await? } else { 0 };
    let chosen = visit.form.text("to");
    let option = |value: String, label: String| Option_ { selected: value == chosen, value, label };
    let nothing = (!choice.field.required).then(|| option(NOTHING.into(), visit.say("choices-remove-nothing").into()));
    let others = choice.items.iter().filter(|item| fields::text(item, "code") != *code);
    let others = others.map(|item| option(fields::text(item, "code"), fields::text(item, "label")));
    let mut why = Why::of(visit, &CUSTOM_FIELD, Action::Update, &[])?;
    let mut problems = Vec::new();
    match &error {
        Some(error) if why.take(visit, error, &mut problems) => {}
        Some(Error::Invalid(all)) => {
            let said = |problem| Problem { id: String::new(), text: visit.t.problem_of(&CUSTOM_FIELD, problem) };
            problems.extend(all.iter().map(said));
        }
        Some(error) => problems.push(Problem { id: String::new(), text: visit.t.error(error) }),
        None => {}
    }
    let filter = crate::console::pairs::encode(&format!("{} eq {}", choice.field.name, serde_json::json!(code)));
    let page = RemovePage {
        shell: Shell::of(visit, visit.say("choices-remove-heading").with("title", &choice.label)),
        id: choice.found.record.id,
        field: title(visit.t, &choice.found),
        code: code.clone(),
        version: choice.found.record.version,
        of: visit.t.many(kind),
        held,
        number: written(visit, held),
        href: format!("/{}?filter={filter}", kind.plural),
        can_move: choice.can_move(visit)?,
        others: nothing.into_iter().chain(others).collect(),
        views: fields::views(visit, kind.name, choice.field.name, Some(code)).await?,
        problems,
        why,
    };
    page::render_as(error.as_ref().map_or(StatusCode::OK, errors::status), &page)
}

/// Gives the records that hold it something else, where that was said, and takes it away.
pub(super) async fn remove(visit: &Visit, id: Id) -> Result<Response> {
    let choice = Choice::of(visit, id).await?;
    match removed(visit, &choice).await {
        Ok(()) => Ok(page::go(&format!("/administration/fields/{id}?done=saved#choices"))),
        Err(error) if belongs_in_form(&error) || matches!(error, Error::Stale(_)) => {
            render(visit, &choice, Some(visit.t.told(error, &CUSTOM_FIELD))).await
        }
        Err(error) => Err(error),
    }
}

async fn removed(visit: &Visit, choice: &Choice) -> Result<()> {
    let caller = visit.caller_because()?;
    let to = visit.form.text("to");
    let is_other = choice.items.iter().any(|item| fields::text(item, "code") == to && to != choice.code);
    let change = |items: Items| {
        let input = Input::new().with(CHOICES, items);
        let change = Change::update(&CUSTOM_FIELD, choice.found.record.id, input);
        change.at_version(visit.form.text("_version").parse().ok())
    };
    if (is_other || to == NOTHING) && choice.can_move(visit)? {
        let mut input = Input::new();
        input.set(choice.field.name, is_other.then(|| Value::Text(to.to_owned())));
        move_all(visit, &caller, choice.kind, choice.held(), &input).await?;
    }
    let kept = choice.items.iter().filter(|item| fields::text(item, "code") != choice.code).cloned().collect();
    commit(visit.app.database(), &caller, Batch::one(change(kept))).await.map(drop)
}
