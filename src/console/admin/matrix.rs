//! The matrix: a role as a table of record types and actions that is edited in place, all roles for one record type side by side, and
//! what one role gives that another does not.

use std::collections::BTreeMap;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use super::require;
use super::rights::choice;
use crate::changes::{Change, commit};
use crate::console::ask::Why;
use crate::console::edit::belongs_in_form;
use crate::console::effect::{self, Foreseen};
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::console::{errors, record};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::fold::sort_key;
use crate::model::value::{Items, Parts};
use crate::model::{Input, RecordType, Value};
use crate::records::access::{CLASSES, DUTIES, RIGHTS, ROLE};
use crate::records::lead::LEAD;
use crate::rights::Action;
use crate::rights::policy::{Role, Scope};

/// What stands for every record type.
const EVERY: &str = "*";

/// How far each action reaches, by record type; conditions are not in it.
type Grid = BTreeMap<String, [Scope; Action::ALL.len()]>;

/// What a role gives without conditions.
fn grid(role: &Role) -> Grid {
    let mut grid = Grid::new();
    for right in role.rights.iter().filter(|right| right.filter.is_none()) {
        widen(grid.entry(right.record_type.clone()).or_default(), right.action, right.scope);
    }
    grid
}

fn widen(row: &mut [Scope; Action::ALL.len()], action: Option<Action>, scope: Scope) {
    for (cell, one) in row.iter_mut().zip(Action::ALL) {
        if action.is_none_or(|action| action == one) {
            *cell = (*cell).max(scope);
        }
    }
}

/// Whether records of a type can be the object of an action at all.
fn has(kind: &str, action: Action) -> bool {
    action != Action::Convert || kind == LEAD.name || kind == EVERY
}

#[derive(Template)]
#[template(path = "admin/role.html")]
struct RolePage {
    shell: Shell,
    id: Id,
    name: String,
    version: i64,
    actions: Vec<String>,
    rows: Vec<Row>,
    /// What is given under a condition, in words; it is edited with the role itself.
    conditions: Vec<(String, String)>,
    scopes: Vec<(&'static str, String)>,
    can_update: bool,
    done: bool,
    effect: Option<Foreseen>,
    marks: Vec<(&'static str, String)>,
    problems: Vec<Problem>,
    why: Why,
}

/// A record type in the table of a role.
struct Row {
    label: String,
    cells: Vec<Cell>,
}

/// How far an action reaches; nothing where there is no such action.
struct Cell {
    name: String,
    label: String,
    scope: Option<&'static str>,
}

/// One role.
pub(super) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    render(visit, id, None, None).await
}

async fn render(visit: &Visit, id: Id, effect: Option<Foreseen>, error: Option<Error>) -> Result<Response> {
    require(visit, &["rights"], &ROLE)?;
    let caller = visit.caller()?;
    let found = record::found(visit, &ROLE, id).await?;
    let role = caller.configuration.policy.roles.get(&id).ok_or(Error::NotFound)?;
    let mut why = Why::of(visit, &ROLE, Action::Update, &[RIGHTS.any()])?;
    let mut problems = Vec::new();
    if let Some(error) = &error
        && !why.take(visit, error, &mut problems)
    {
        problems.push(Problem { id: String::new(), text: visit.t.error(error) });
    }
    let sent = if visit.is_form { Some(sent(visit)) } else { None };
    let grid = sent.unwrap_or_else(|| grid(role));
    let word = |part: &str, code: &str| choice(visit, &RIGHTS.any(), part, code);
    let actions: Vec<String> = Action::ALL.iter().map(|action| word("action", action.name())).collect();
    let row = |kind: &str, label: String| {
        let reach = grid.get(kind).copied().unwrap_or_default();
        let cell = |(at, action): (usize, Action)| Cell {
            name: format!("{kind}.{}", action.name()),
            label: format!("{label}: {}", actions[at]),
            scope: has(kind, action).then(|| reach[at].name()),
        };
        let cells = Action::ALL.into_iter().enumerate().map(cell).collect();
        Row { label, cells }
    };
    let mut rows = vec![row(EVERY, visit.say("rights-every-type").into())];
    let types = caller.configuration.schema.types();
    rows.extend(types.iter().map(|kind| row(kind.name, visit.t.many(kind).into_owned())));
    let conditional = role.rights.iter().filter_map(|right| Some((right, right.filter.as_ref()?)));
    let conditions = conditional.map(|(right, filter)| {
        let action = word("action", right.action.map_or("*", Action::name));
        let kind = type_name(visit, &right.record_type);
        (format!("{kind}: {action} · {}", word("scope", right.scope.name())), filter.to_string())
    });
    let name = title(visit.t, &found);
    let page = RolePage {
        shell: Shell::of(visit, name.as_str()),
        id,
        version: found.record.version,
        actions: actions.clone(),
        rows,
        conditions: conditions.collect(),
        scopes: Scope::ALL.iter().map(|scope| (scope.name(), word("scope", scope.name()))).collect(),
        can_update: !found.record.is_deleted() && record::may(visit, Action::Update, &found).await?,
        done: visit.query.get("done").is_some(),
        marks: effect::marks(visit, effect.as_ref()),
        effect,
        name,
        problems,
        why,
    };
    let status = if page.effect.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page::render_as(error.as_ref().map_or(status, errors::status), &page)
}

fn type_name(visit: &Visit, name: &str) -> String {
    let known = visit.caller().ok().and_then(|caller| caller.configuration.schema.named(name));
    known.map_or_else(|| visit.say("rights-every-type").into(), |kind| visit.t.many(kind).into_owned())
}

/// The table as the form has it.
fn sent(visit: &Visit) -> Grid {
    let mut grid = Grid::new();
    for (name, scope) in &visit.form.0 {
        let Some((kind, action)) = name.rsplit_once('.') else { continue };
        if let (Some(action), Some(scope)) = (Action::named(action), Scope::named(scope)) {
            widen(grid.entry(kind.to_owned()).or_default(), Some(action), scope);
        }
    }
    grid
}

/// Saves the table; rows that are as they were stay as they are written.
pub(super) async fn save(visit: &Visit, id: Id) -> Result<Response> {
    require(visit, &["rights"], &ROLE)?;
    let found = record::found(visit, &ROLE, id).await?;
    let schema = &visit.caller()?.configuration.schema;
    let role = visit.caller()?.configuration.policy.roles.get(&id).ok_or(Error::NotFound)?;
    let (before, mut after) = (grid(role), sent(visit));
    after.retain(|kind, _| kind == EVERY || schema.named(kind).is_some());
    let is_changed = |kind: &str| {
        let row = |grid: &Grid| grid.get(kind).copied().unwrap_or_default();
        let pairs = row(&before).into_iter().zip(row(&after));
        // What the table has no cell for is not changed by it.
        Action::ALL.into_iter().zip(pairs).any(|(action, (before, after))| has(kind, action) && before != after)
    };
    let text = |item: &Parts, name: &str| match item.get(name) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let mut items: Items = found.record.get(RIGHTS).unwrap_or_default();
    items.retain(|item| item.get("filter").is_some() || !is_changed(&text(item, "record_type")));
    for (kind, row) in after.iter().filter(|(kind, _)| is_changed(kind)) {
        items.extend(written(kind, *row));
    }
    let change = Change::update(&ROLE, id, Input::new().with(RIGHTS, items));
    let change = change.at_version(visit.form.text("_version").parse().ok());
    if let Some(effect) = effect::foresee(visit, &ROLE, &[RIGHTS.any()], &change).await? {
        return render(visit, id, Some(effect), None).await;
    }
    let batch = effect::with_exceptions(visit, change).await?;
    match commit(visit.app.database(), &visit.caller_because()?, batch).await {
        Ok(outcomes) => {
            let done = if outcomes.iter().any(|outcome| outcome.changed) { "?done=saved" } else { "" };
            Ok(page::go(&format!("/administration/rights/{id}{done}")))
        }
        Err(error @ Error::Stale(_)) => render(visit, id, None, Some(error)).await,
        Err(error) if belongs_in_form(&error) => render(visit, id, None, Some(visit.t.told(error, &ROLE))).await,
        Err(error) => Err(error),
    }
}

/// The rights of a row: one for all actions where they reach equally far, else one for each.
fn written(kind: &str, row: [Scope; Action::ALL.len()]) -> Vec<Parts> {
    let right = |action: &str, scope: Scope| {
        let parts = [("record_type", kind), ("action", action), ("scope", scope.name())];
        parts.into_iter().map(|(name, text)| (name, Value::Text(text.to_owned()))).collect()
    };
    let cells: Vec<(Action, Scope)> =
        Action::ALL.into_iter().zip(row).filter(|(action, _)| has(kind, *action)).collect();
    match cells.first() {
        Some((_, first)) if *first > Scope::None && cells.iter().all(|(_, scope)| scope == first) => {
            vec![right("*", *first)]
        }
        _ => cells
            .into_iter()
            .filter(|(_, scope)| *scope > Scope::None)
            .map(|(action, scope)| right(action.name(), scope))
            .collect(),
    }
}

#[derive(Template)]
#[template(path = "admin/roles_by_type.html")]
struct ByTypePage {
    shell: Shell,
    types: Vec<(&'static str, String, bool)>,
    label: String,
    actions: Vec<String>,
    roles: Vec<(Id, String, Vec<String>)>,
}

/// All roles for one record type: how far each action reaches in each.
pub(super) fn by_type(visit: &Visit) -> Result<Response> {
    require(visit, &["rights", "users"], &ROLE)?;
    let caller = visit.caller()?;
    let schema = &caller.configuration.schema;
    let wanted = visit.query.get("type").and_then(|name| schema.named(name));
    let Some(kind) = wanted.or_else(|| schema.types().first().copied()) else { return Err(Error::NotFound) };
    let word = |part: &str, code: &str| choice(visit, &RIGHTS.any(), part, code);
    let mut roles: Vec<(Id, String, Vec<String>)> = caller
        .configuration
        .policy
        .roles
        .iter()
        .map(|(id, role)| (*id, visit.t.shipped(*id, &role.name), cells(visit, role, kind)))
        .collect();
    roles.sort_by_cached_key(|(id, name, _)| (*id != caller.configuration.policy.everybody, sort_key(name)));
    let label = visit.t.many(kind).into_owned();
    let page = ByTypePage {
        shell: Shell::of(visit, visit.say("matrix-by-type")),
        types: schema.types().iter().map(|one| (one.name, visit.t.many(one).into_owned(), *one == kind)).collect(),
        actions: Action::ALL.iter().map(|action| word("action", action.name())).collect(),
        label,
        roles,
    };
    page::render(&page)
}

/// How far each action of a role reaches on a type, the rights to every type heard, with a mark where it has conditions as well.
fn cells(visit: &Visit, role: &Role, kind: &RecordType) -> Vec<String> {
    let applies = |name: &str| name == kind.name || name == EVERY;
    let mut row = [Scope::None; Action::ALL.len()];
    for right in role.rights.iter().filter(|right| applies(&right.record_type) && right.filter.is_none()) {
        widen(&mut row, right.action, right.scope);
    }
    let cell = |(action, scope): (Action, Scope)| {
        if !has(kind.name, action) {
            return String::new();
        }
        let some = |right: &&crate::rights::policy::Right| {
            applies(&right.record_type) && right.filter.is_some() && right.action.is_none_or(|of| of == action)
        };
        let more = role.rights.iter().filter(some).map(|right| right.scope).max().filter(|more| *more > scope);
        let word = |scope: Scope| choice(visit, &RIGHTS.any(), "scope", scope.name());
        match (scope, more) {
            (Scope::None, None) => String::new(),
            (scope, None) => word(scope),
            (Scope::None, Some(more)) => visit.say("matrix-some").with("scope", word(more)).into(),
            (scope, Some(more)) => {
                format!("{}, {}", word(scope), String::from(visit.say("matrix-some").with("scope", word(more))))
            }
        }
    };
    Action::ALL.into_iter().zip(row).map(cell).collect()
}

#[derive(Template)]
#[template(path = "admin/roles_compared.html")]
struct ComparedPage {
    shell: Shell,
    /// All roles, and whether each is the first or the second that was chosen.
    roles: Vec<(Id, String, bool, bool)>,
    names: Option<(String, String)>,
    lines: Vec<Difference>,
}

/// What one role has and another has not, or has otherwise.
struct Difference {
    what: String,
    one: String,
    two: String,
}

/// Two roles, and where they differ.
pub(super) fn compare(visit: &Visit) -> Result<Response> {
    require(visit, &["rights", "users"], &ROLE)?;
    let policy = &visit.caller()?.configuration.policy;
    let chosen = |name: &str| visit.query.get(name).and_then(|text| text.parse::<Id>().ok());
    let (one, two) = (chosen("one"), chosen("two"));
    let found =
        |id: Option<Id>| id.and_then(|id| policy.roles.get(&id).map(|role| (visit.t.shipped(id, &role.name), role)));
    let pair = found(one).zip(found(two));
    let mut roles: Vec<(Id, String, bool, bool)> = policy
        .roles
        .iter()
        .map(|(id, role)| (*id, visit.t.shipped(*id, &role.name), one == Some(*id), two == Some(*id)))
        .collect();
    roles.sort_by_cached_key(|(_, name, ..)| sort_key(name));
    let page = ComparedPage {
        shell: Shell::of(visit, visit.say("matrix-compare")),
        roles,
        lines: pair.as_ref().map(|(one, two)| differences(visit, one.1, two.1)).transpose()?.unwrap_or_default(),
        names: pair.map(|(one, two)| (one.0, two.0)),
    };
    page::render(&page)
}

fn differences(visit: &Visit, one: &Role, two: &Role) -> Result<Vec<Difference>> {
    let word = |part: &str, code: &str| choice(visit, &RIGHTS.any(), part, code);
    let schema = &visit.caller()?.configuration.schema;
    let mut lines = Vec::new();
    for kind in schema.types() {
        let (left, right) = (cells(visit, one, kind), cells(visit, two, kind));
        for ((action, one), two) in Action::ALL.into_iter().zip(left).zip(right) {
            if one != two {
                let what = format!("{}: {}", visit.t.many(kind), word("action", action.name()));
                lines.push(Difference { what, one, two });
            }
        }
    }
    let class = |code: &str, part: &str| choice(visit, &CLASSES.any(), part, code);
    let shown = |role: &Role| -> BTreeMap<String, String> {
        let each = role.classes.iter().map(|shown| {
            let what = format!("{}: {}", type_name(visit, &shown.record_type), class(shown.class.name(), "class"));
            (what, format!("{} · {}", class(shown.scope.name(), "scope"), class(shown.view.name(), "view")))
        });
        each.collect()
    };
    let duties = |role: &Role| -> BTreeMap<String, String> {
        let each = role.duties.iter().map(|duty| choice(visit, &DUTIES.any(), "duty", duty));
        each.map(|duty| (duty, String::from(visit.say("yes")))).collect()
    };
    for (left, right) in [(shown(one), shown(two)), (duties(one), duties(two))] {
        let names: std::collections::BTreeSet<&String> = left.keys().chain(right.keys()).collect();
        for what in names.into_iter().filter(|what| left.get(*what) != right.get(*what)) {
            let text = |side: &BTreeMap<String, String>| side.get(what).cloned().unwrap_or_default();
            lines.push(Difference { what: what.clone(), one: text(&left), two: text(&right) });
        }
    }
    Ok(lines)
}
