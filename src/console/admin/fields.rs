//! Added fields by record type; for each how often it is used, what would break without it, and the order of its choices.

use askama::Template;
use poem::Response;

use super::order::shift;
use super::{all, equals, number, require, written};
use crate::changes::{Batch, Change, commit};
use crate::console::ask::{self, Question};
use crate::console::display::{Display, Shown};
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::record;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::field::Field;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::value::{Items, Parts};
use crate::model::{AnyField, Input, RecordType, Value};
use crate::query::Found;
use crate::records::custom_field::{
    CHOICES, CLASS, CUSTOM_FIELD, HELP, KIND, NAME, RECORD_TYPE, REQUIRED, SCALE, SEARCHABLE, TARGET,
};
use crate::records::saved_view::{self, SAVED_VIEW};
use crate::rights::Action;

/// Of a longer list of choices it is not counted how often each is chosen.
const COUNTED: usize = 40;

#[derive(Template)]
#[template(path = "admin/fields.html")]
struct FieldsPage {
    shell: Shell,
    types: Vec<OfType>,
    can_make: bool,
}

/// The added fields of a record type.
struct OfType {
    label: Label,
    plural: &'static str,
    fields: Vec<Line>,
}

struct Line {
    id: Id,
    label: String,
    name: String,
    kind: Shown,
    class: Shown,
    required: Shown,
}

/// All added fields.
pub(super) async fn list(visit: &Visit) -> Result<Response> {
    require(visit, &["settings"], &CUSTOM_FIELD)?;
    let caller = visit.caller()?;
    let found = all(visit, &CUSTOM_FIELD, Filter::All).await?;
    let titles = Titles::default();
    let display = Display::of(visit, &CUSTOM_FIELD, &titles)?;
    let show = |one: &Found, field: AnyField| display.show(&field, one.record.value(field.name));
    let line = |one: &Found| Line {
        id: one.record.id,
        label: title(visit.t, one),
        name: one.record.get(NAME).unwrap_or_default(),
        kind: show(one, KIND.any()),
        class: show(one, CLASS.any()),
        required: show(one, REQUIRED.any()),
    };
    let of_type = |kind: &&'static RecordType| {
        let fields = found.iter().filter(|one| one.record.get(RECORD_TYPE).as_deref() == Some(kind.name)).map(line);
        OfType { label: visit.t.many(kind), plural: kind.plural, fields: fields.collect() }
    };
    let types = caller.configuration.schema.types().iter().map(of_type).filter(|one| !one.fields.is_empty()).collect();
    let can_make = crate::console::list::can_be_made(caller, &CUSTOM_FIELD);
    page::render(&FieldsPage { shell: Shell::of(visit, visit.say("admin-fields")), types, can_make })
}

#[derive(Template)]
#[template(path = "admin/field.html")]
struct FieldPage {
    shell: Shell,
    id: Id,
    version: i64,
    label: String,
    facts: Vec<(Label, Shown)>,
    /// Record type of the field, and the list of the records that have a value.
    of: Label,
    used: String,
    used_href: String,
    choices: Vec<ChoiceLine>,
    views: Vec<(Id, String)>,
    rules: usize,
    done: bool,
    can_update: bool,
    can_delete: bool,
}

struct ChoiceLine {
    code: String,
    label: String,
    used: String,
    href: String,
    is_first: bool,
    is_last: bool,
}

/// One added field.
pub(super) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["settings"], &CUSTOM_FIELD)?;
    let caller = visit.caller()?;
    let found = record::found(visit, &CUSTOM_FIELD, id).await?;
    let schema = &caller.configuration.schema;
    let (on, name) = (found.record.get(RECORD_TYPE).unwrap_or_default(), found.record.get(NAME).unwrap_or_default());
    let kind = schema.named(&on);
    // In the bin it is no field of the type any more, so there is nothing to count.
    let field = kind.and_then(|kind| schema.field(kind, &name)).filter(|_| !found.record.is_deleted());
    let titles = Titles::default();
    let display = Display::of(visit, &CUSTOM_FIELD, &titles)?;
    let facts = [NAME.any(), HELP.any(), KIND.any(), SCALE.any(), TARGET.any(), CLASS.any(), REQUIRED.any()];
    let facts = facts.into_iter().chain([SEARCHABLE.any()]).filter(|field| found.record.value(field.name).is_some());
    let facts = facts.map(|field| (display.label(&field), display.show(&field, found.record.value(field.name))));
    let (mut used, mut used_href) = (String::new(), String::new());
    if let (Some(kind), Some(field)) = (kind, field)
        && crate::rights::decide::may_see(caller, kind, field)
    {
        let path = Path { field: *field, part: Part::Whole };
        let has = Filter::Test(Test { path, op: Op::Present, literal: Literal::None });
        used = written(visit, number(visit, kind, has).await?);
        used_href = format!("/{}?filter={name}%20pr", kind.plural);
    }
    let heading = title(visit.t, &found);
    let page = FieldPage {
        shell: Shell::of(visit, heading.as_str()),
        id,
        version: found.record.version,
        label: heading,
        facts: facts.collect(),
        of: kind.map_or_else(|| on.clone().into(), |kind| visit.t.many(kind)),
        used,
        used_href,
        choices: choices(visit, &found, kind, field).await?,
        views: views(visit, &on, &name, None).await?,
        rules: caller.configuration.reasons.rules.iter().filter(|rule| rule.field.as_ref() == Some(&name)).count(),
        done: visit.query.get("done").is_some(),
        can_update: !found.record.is_deleted() && record::may(visit, Action::Update, &found).await?,
        can_delete: !found.record.is_deleted() && record::may(visit, Action::Delete, &found).await?,
    };
    page::render(&page)
}

/// The choices in their order, with how many records hold each.
async fn choices(
    visit: &Visit,
    found: &Found,
    kind: Option<&'static RecordType>,
    field: Option<&AnyField>,
) -> Result<Vec<ChoiceLine>> {
    let items = found.record.get(CHOICES).unwrap_or_default();
    let mut lines = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let (code, label) = (text(item, "code"), text(item, "label"));
        let (mut used, mut href) = (String::new(), String::new());
        if let (Some(kind), Some(field)) = (kind, field)
            && items.len() <= COUNTED
            && crate::rights::decide::may_see(visit.caller()?, kind, field)
        {
            used = written(visit, number(visit, kind, equals(*field, Literal::Text(code.clone()))).await?);
            let filter = crate::console::pairs::encode(&format!("{} eq {}", field.name, serde_json::json!(code)));
            href = format!("/{}?filter={filter}", kind.plural);
        }
        lines.push(ChoiceLine { code, label, used, href, is_first: at == 0, is_last: at + 1 == items.len() });
    }
    Ok(lines)
}

pub(super) fn text(item: &Parts, part: &str) -> String {
    if let Some(Value::Text(text)) = item.get(part) { text.clone() } else { String::new() }
}

/// The saved views that name a field in filter, order, columns or groups, or ask for one of its choices; those that the person may
/// see.
pub(super) async fn views(visit: &Visit, on: &str, name: &str, code: Option<&str>) -> Result<Vec<(Id, String)>> {
    let asks = [saved_view::FILTER, saved_view::SORT, saved_view::COLUMNS, saved_view::GROUPING].map(Field::any);
    let contains = |field: AnyField| {
        let path = Path { field, part: Part::Whole };
        Filter::Test(Test { path, op: Op::Co, literal: Literal::Text(name.to_owned()) })
    };
    let filter = equals(saved_view::RECORD_TYPE.any(), Literal::Text(on.to_owned()))
        .and(Filter::Or(asks.into_iter().map(contains).collect()));
    let found = all(visit, &SAVED_VIEW, filter).await?;
    // `x_size` is not named by `x_size_of_shoe`.
    let names = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == name);
    let asks_for = |view: &Found| {
        let quoted = code.map(|code| serde_json::json!(code).to_string());
        quoted.is_none_or(|code| view.record.text(saved_view::FILTER.name()).is_some_and(|text| text.contains(&code)))
    };
    let named = found.iter().filter(|view| asks.iter().any(|field| view.record.text(field.name).is_some_and(names)));
    let named = named.filter(|view| asks_for(view));
    Ok(named.map(|view| (view.record.id, title(visit.t, view))).collect())
}

/// Moves a choice.
pub(super) async fn order(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["settings"], &CUSTOM_FIELD)?;
    let found = record::found(visit, &CUSTOM_FIELD, id).await?;
    let back = format!("/administration/fields/{id}");
    let move_ = visit.form.text("move").to_owned();
    // `up CODE`, `down CODE`, `to PLACE CODE`.
    let from = if move_.starts_with("to ") { 3 } else { 0 };
    let ends = move_.get(from..).and_then(|rest| rest.find(' ')).ok_or(Error::NotFound)? + from;
    let (said, code) = (&move_[..ends], &move_[ends + 1..]);
    let mut items: Items = found.record.get(CHOICES).unwrap_or_default();
    let at = items.iter().position(|item| text(item, "code") == code).ok_or(Error::NotFound)?;
    shift(&mut items, at, said);
    let change = Change::update(&CUSTOM_FIELD, id, Input::new().with(CHOICES, items));
    let change = change.at_version(visit.form.text("_version").parse().ok());
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(change)).await {
        Ok(_) => Ok(page::go(&format!("{back}?done=saved#choices"))),
        Err(error) => {
            let question = Question {
                heading: visit.say("choices-order").with("title", title(visit.t, &found)).into(),
                lead: visit.say("order-lead").into(),
                button: visit.say("save").into(),
                to: format!("{back}/order"),
                back,
                with: vec![("move", move_), ("_version", visit.form.text("_version").to_owned())],
                changes: Vec::new(),
            };
            ask::again(visit, &CUSTOM_FIELD, Action::Update, question, error)
        }
    }
}
