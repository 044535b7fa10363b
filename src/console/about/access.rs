//! Who may do what to a record, and why: the verdict about one person with everything that has a say, and everybody who may.

use askama::Template;
use poem::Response;

use crate::changes::reads;
use crate::console::admin::rights::choice;
use crate::console::display::{self, Shown};
use crate::console::forms::Option_;
use crate::console::page::{self, Shell};
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::fold::sort_key;
use crate::model::{AnyField, RecordType};
use crate::query;
use crate::query::around::{self, Surroundings};
use crate::query::list::shown_fields;
use crate::records::access::{self, CLASSES, RIGHTS};
use crate::rights::explain::{self, Question, Step, What};
use crate::rights::matches::Around;
use crate::rights::policy::View;
use crate::rights::{Action, Caller, Channel};

/// The most people that are named on the page.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage {
    shell: Shell,
    kind: &'static RecordType,
    id: Id,
    title: String,
    /// People to ask about; none but oneself where one may not ask about others.
    people: Vec<Option_>,
    actions: Vec<Option_>,
    fields: Vec<Option_>,
    verdict: String,
    allowed: bool,
    steps: Vec<Told>,
    /// Everybody who may, where one may know.
    audience: Option<Audience>,
    /// Who looked at what is protected of it, where one may know.
    looks: Option<Vec<Look>>,
}

/// That somebody looked.
struct Look {
    name: String,
    class: String,
    through: String,
    at: Shown,
}

/// Everybody who may.
struct Audience {
    heading: String,
    people: Vec<(Id, String, Vec<String>)>,
    /// That there are more.
    more: String,
}

/// A step in words.
struct Told {
    passed: bool,
    what: String,
    detail: String,
}

/// What is asked.
struct Asked {
    user: Id,
    action: Action,
    field: Option<AnyField>,
}

/// The page.
pub(in crate::console) async fn show(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let caller = visit.caller()?;
    let database = visit.app.database();
    // Nothing but its title is shown.
    let found = query::get(database.read(), database.engine(), &caller.clone().unnoted(), kind, id).await?;
    let known = around::surroundings(visit.app.database(), &caller.configuration.schema, kind, id).await?;
    let known = known.ok_or(Error::NotFound)?;
    let asked = asked(visit, caller, kind)?;
    let subject = match caller.actor.user() {
        Some(me) if me != asked.user => {
            Caller::user(caller.configuration.clone(), asked.user, Channel::Console).at(caller.now)
        }
        _ => caller.clone(),
    };
    let question = Question {
        action: asked.action,
        kind,
        record: Some((&known.record, &known as &dyn Around)),
        field: asked.field.as_ref(),
    };
    let told = explain::explain(&subject, question);
    let name = caller.configuration.policy.name_of(asked.user).unwrap_or_default();
    let action = choice(visit, &RIGHTS.any(), "action", asked.action.name());
    let what = asked.field.map(|field| format!("{action}, {}", visit.t.field(kind.name, &field)));
    let verdict = visit.say("access-verdict").with("action", what.as_ref().unwrap_or(&action));
    let title = title(visit.t, &found);
    let page = AccessPage {
        shell: Shell::of(visit, visit.say("access-title").with("title", &title)),
        kind,
        id,
        people: people(caller, asked.user),
        actions: actions(visit, asked.action),
        fields: fields(visit, caller, kind, asked.field.as_ref()),
        verdict: verdict.with("who", name).into(),
        allowed: told.allowed,
        steps: told.steps.iter().map(|step| tell(visit, caller, &subject, step)).collect(),
        audience: audience(visit, caller, &known, question, &action),
        looks: looks(visit, kind, id).await?,
        title,
    };
    page::render(&page)
}

fn asked(visit: &Visit, caller: &Caller, kind: &'static RecordType) -> Result<Asked> {
    let me = caller.actor.user().ok_or(Error::NotFound)?;
    let user = match visit.query.text("user").parse() {
        Ok(user) if user != me => {
            if !caller.has_duty("users") || !caller.configuration.policy.users.contains_key(&user) {
                return Err(Error::NotFound);
            }
            user
        }
        _ => me,
    };
    let action = Action::named(visit.query.text("action")).unwrap_or(Action::Read);
    let name = visit.query.text("field");
    let field = askable(caller, kind).into_iter().find(|field| field.name == name);
    Ok(Asked { user, action, field })
}

/// The fields that can be asked about: those that one sees something of; all, for those who look after rights.
fn askable(caller: &Caller, kind: &'static RecordType) -> Vec<AnyField> {
    if access::looks_after_rights(caller) {
        let all = caller.configuration.schema.fields(kind);
        return all.iter().filter(|field| !field.is_secret()).copied().collect();
    }
    shown_fields(caller, kind)
}

fn people(caller: &Caller, chosen: Id) -> Vec<Option_> {
    let policy = &caller.configuration.policy;
    let may_ask = |id: &Id| caller.has_duty("users") || Some(*id) == caller.actor.user();
    let mut people: Vec<_> =
        policy.users.iter().filter(|(id, user)| (user.active || **id == chosen) && may_ask(id)).collect();
    people.sort_by_cached_key(|(id, user)| (sort_key(&user.name), **id));
    let option = |(id, user): (&Id, &crate::rights::policy::PolicyUser)| Option_ {
        value: id.to_string(),
        label: user.name.clone(),
        selected: *id == chosen,
    };
    people.into_iter().map(option).collect()
}

fn actions(visit: &Visit, chosen: Action) -> Vec<Option_> {
    let option = |action: Action| Option_ {
        value: action.name().to_owned(),
        label: choice(visit, &RIGHTS.any(), "action", action.name()),
        selected: action == chosen,
    };
    [Action::Read, Action::Update, Action::Delete, Action::Export, Action::Merge].into_iter().map(option).collect()
}

fn fields(visit: &Visit, caller: &Caller, kind: &'static RecordType, chosen: Option<&AnyField>) -> Vec<Option_> {
    let whole = Option_ { value: String::new(), label: visit.say("access-whole").into(), selected: chosen.is_none() };
    let option = |field: AnyField| Option_ {
        value: field.name.to_owned(),
        label: visit.t.field(kind.name, &field).to_string(),
        selected: chosen.is_some_and(|chosen| chosen.name == field.name),
    };
    std::iter::once(whole).chain(askable(caller, kind).into_iter().map(option)).collect()
}

fn audience(
    visit: &Visit,
    caller: &Caller,
    known: &Surroundings,
    question: Question<'_>,
    action: &str,
) -> Option<Audience> {
    if !access::may_know_audience(caller, known) {
        return None;
    }
    let all = explain::audience(&caller.configuration, caller.now, question);
    let person = |one: &explain::Allowed| {
        let mut by: Vec<String> = one.by.iter().map(|step| tell(visit, caller, &one.caller, step).what).collect();
        by.dedup();
        (one.user, one.name.clone(), by)
    };
    let more = all.len().saturating_sub(MOST);
    Some(Audience {
        heading: visit.say("access-audience").with("action", action).count(all.len() as u64).into(),
        people: all.iter().take(MOST).map(person).collect(),
        more: if more == 0 { String::new() } else { visit.say("access-more").count(more as u64).into() },
    })
}

/// Who looked last; nothing where nothing of the type is protected, and for those who do not read the journal.
async fn looks(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Option<Vec<Look>>> {
    let caller = visit.caller()?;
    let (schema, policy) = (&caller.configuration.schema, &caller.configuration.policy);
    let is_protected = |field: &AnyField| policy.safeguards.protected.contains(&kind.class_of(field));
    if !caller.has_duty("audit") || !schema.fields(kind).iter().any(is_protected) {
        return Ok(None);
    }
    visit.app.write_reads().await?;
    let found = reads::of_record(visit.app.database().read(), id, 0, MOST as u64).await?;
    let look = |look: &reads::Look| Look {
        name: policy.name_of(Id(look.user_id)).unwrap_or("?").to_owned(),
        class: choice(visit, &CLASSES.any(), "class", &look.class),
        through: match look.through.as_str() {
            "record" => visit.say("through-record").into(),
            "export" => visit.say("through-export").into(),
            _ => visit.say("through-list").into(),
        },
        at: display::time(visit, look.last_at),
    };
    Ok(Some(found.iter().map(look).collect()))
}

/// A step in the language of the page.
fn tell(visit: &Visit, caller: &Caller, subject: &Caller, step: &Step) -> Told {
    let policy = &caller.configuration.policy;
    let name = |id: &Id| visit.t.shipped(*id, policy.name_of(*id).unwrap_or("?"));
    let piece = |id: &Id| {
        let known = policy.known(*id).and_then(|(kind, name)| Some((caller.configuration.schema.named(kind)?, name)));
        known.map_or_else(String::new, |(kind, name)| format!("{} {}", visit.t.one(kind), visit.t.shipped(*id, name)))
    };
    let path = |ids: &[Id]| ids.iter().map(piece).collect::<Vec<_>>().join(" → ");
    let list = |ids: &[Id]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    let word = |field: &AnyField, part: &str, code: &str| choice(visit, field, part, code);
    let (rights, classes) = (RIGHTS.any(), CLASSES.any());
    let reach = || String::from(visit.say(if step.passed { "access-reaches" } else { "access-reaches-not" }));
    // Which roles there are is for those who look after them.
    let others = |ids: &[Id]| match ids {
        [] => String::new(),
        _ if !access::looks_after_rights(caller) => visit.say("access-ask").into(),
        ids => visit.say("access-others").with("roles", list(ids)).into(),
    };
    let say = |key: &'static str| String::from(visit.say(key));
    let (what, detail) = match &step.what {
        What::Program => (say("access-program"), String::new()),
        What::Account => {
            let who = subject.actor.user().map(|id| name(&id)).unwrap_or_default();
            let key = if step.passed { "access-active" } else { "access-inactive" };
            (visit.say(key).with("who", who).into(), String::new())
        }
        What::Right { action, path: by, scope, filter } => {
            let action = word(&rights, "action", action.name());
            let said = visit.say("access-right").with("path", path(by)).with("action", action);
            let condition = match filter.as_deref() {
                None | Some(Filter::All) => String::new(),
                Some(filter) => format!(" {}", String::from(visit.say("access-where").with("filter", filter))),
            };
            let what: String = said.with("scope", word(&rights, "scope", scope.name())).into();
            (what + &condition, reach())
        }
        What::NoRight { action, roles } => {
            let action = word(&rights, "action", action.name());
            (visit.say("access-no-right").with("action", action).into(), others(roles))
        }
        What::Rule(id) => (visit.say("access-rule").with("rule", name(id)).into(), reach()),
        What::Share => (say("access-share"), reach()),
        What::Key => (say("access-key"), String::new()),
        What::Subject => (say(if step.passed { "access-subject" } else { "access-subject-not" }), String::new()),
        What::Restriction(id) => (visit.say("access-restriction").with("restriction", name(id)).into(), String::new()),
        What::Class { class, view, scope, path: by } => {
            let class = word(&classes, "class", class.name());
            let view = if *view == View::Exact { String::new() } else { word(&classes, "view", view.name()) };
            let said = visit.say("access-class").with("path", path(by)).with("class", class);
            let what: String = said.with("scope", word(&classes, "scope", scope.name())).into();
            (what, if view.is_empty() { reach() } else { view })
        }
        What::NoClass { class, roles } => {
            let class = word(&classes, "class", class.name());
            (visit.say("access-no-class").with("class", class).into(), others(roles))
        }
    };
    Told { passed: step.passed, what, detail }
}
