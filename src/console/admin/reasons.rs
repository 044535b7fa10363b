//! Where a reason is asked for, and the codes that people choose from, with how often each was given and when it was last.

use askama::Template;
use poem::Response;

use super::{all, order, require, sees};
use crate::changes::history::{self, MOST_USES};
use crate::console::ask::Question;
use crate::console::display::{self, Display, Shown};
use crate::console::list::can_be_made;
use crate::console::page::{self, Shell};
use crate::console::record;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::AnyField;
use crate::model::filter::Filter;
use crate::query::Found;
use crate::records::reason::{ACTION, ACTIVE, CLASS, CODE, FIELD, POSITION, REASON_CODE, REASON_RULE, RECORD_TYPE};
use crate::records::reason::{REQUIREMENT, TRANSLATIONS};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

#[derive(Template)]
#[template(path = "admin/reasons.html")]
struct ReasonsPage {
    shell: Shell,
    rules: Vec<Rule>,
    codes: Vec<Choice>,
    shows_uses: bool,
    can_make_rule: bool,
    can_make_code: bool,
    can_order: bool,
}

struct Rule {
    id: Id,
    name: String,
    on: String,
    field: String,
    class: Shown,
    action: Shown,
    requirement: Shown,
}

struct Choice {
    id: Id,
    code: String,
    label: String,
    languages: String,
    is_active: bool,
    uses: String,
    last: Shown,
    is_first: bool,
    is_last: bool,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    require(visit, &["settings"], &REASON_RULE)?;
    let caller = visit.caller()?;
    let schema = &caller.configuration.schema;
    let titles = Titles::default();
    let display = Display::of(visit, &REASON_RULE, &titles)?;
    let found = all(visit, &REASON_RULE, Filter::All).await?;
    // What is left open fits everything.
    let any = || Shown::Muted(visit.say("reason-any").into());
    let show = |one: &Found, field: AnyField| match one.record.value(field.name) {
        None => any(),
        value => display.show(&field, value),
    };
    let rule = |one: &Found| {
        let on = one.record.get(RECORD_TYPE);
        let kind = on.as_deref().and_then(|name| schema.named(name));
        let field = one.record.get(FIELD);
        let label = |name: &String| {
            let field = kind.and_then(|kind| Some(visit.t.field(kind.name, schema.field(kind, name)?)));
            field.map_or_else(|| name.clone(), std::borrow::Cow::into_owned)
        };
        Rule {
            id: one.record.id,
            name: title(visit.t, one),
            on: kind.map(|kind| visit.t.many(kind).into_owned()).or(on).unwrap_or_default(),
            field: field.as_ref().map(label).unwrap_or_default(),
            class: show(one, CLASS.any()),
            action: show(one, ACTION.any()),
            requirement: show(one, REQUIREMENT.any()),
        }
    };
    let shows_uses = caller.has_duty("audit");
    let codes = ordered(visit).await?;
    let asked: Vec<String> = codes.iter().filter(|_| shows_uses).filter_map(|one| one.record.get(CODE)).collect();
    let uses = history::reason_uses(visit.app.database(), &asked).await?;
    let code = |(at, one): (usize, &Found)| {
        let code = one.record.get(CODE).unwrap_or_default();
        let used = uses.get(&code).copied().unwrap_or_default();
        let translations = one.record.get(TRANSLATIONS).unwrap_or_default();
        let languages = translations.iter().filter_map(|item| match item.get("language") {
            Some(crate::model::Value::Text(language)) => Some(language.clone()),
            _ => None,
        });
        Choice {
            id: one.record.id,
            label: title(visit.t, one),
            languages: languages.collect::<Vec<_>>().join(", "),
            is_active: one.record.get(ACTIVE).unwrap_or(false),
            uses: {
                let more = if used.count >= MOST_USES { "+" } else { "" };
                format!("{}{more}", visit.t.number(&used.count.to_string()))
            },
            last: used.last.map_or(Shown::Empty, |at| display::time_from(visit, at)),
            is_first: at == 0,
            is_last: at + 1 == codes.len(),
            code,
        }
    };
    let page = ReasonsPage {
        shell: Shell::of(visit, visit.say("admin-reasons")),
        rules: found.iter().map(rule).collect(),
        codes: codes.iter().enumerate().map(code).collect(),
        shows_uses,
        can_make_rule: can_be_made(caller, &REASON_RULE),
        can_make_code: sees(caller, &REASON_CODE) && can_be_made(caller, &REASON_CODE),
        can_order: decide::rows(caller, Action::Update, &REASON_CODE) == Rows::All,
    };
    page::render(&page)
}

/// All codes in the order in which they are offered.
async fn ordered(visit: &Visit) -> Result<Vec<Found>> {
    let mut codes = all(visit, &REASON_CODE, Filter::All).await?;
    codes.sort_by_key(|one| (one.record.get(POSITION), one.record.id));
    Ok(codes)
}

/// Moves a code.
pub(super) async fn order(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["settings"], &REASON_CODE)?;
    let found = record::found(visit, &REASON_CODE, id).await?;
    let question = Question {
        heading: visit.say("codes-order").with("title", title(visit.t, &found)).into(),
        lead: visit.say("order-lead").into(),
        button: visit.say("save").into(),
        to: format!("/administration/reasons/{id}/order"),
        back: "/administration/reasons".into(),
        with: vec![("move", visit.form.text("move").to_owned())],
        changes: Vec::new(),
    };
    order::records(visit, &REASON_CODE, POSITION, ordered(visit).await?, id, question).await
}
