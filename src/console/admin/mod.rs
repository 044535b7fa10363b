//! Administration: users and their links, groups, rights as they are, added fields, labels, pipelines, reasons and keys; and the page that
//! leads to each with how it stands.

mod choices;
pub(super) mod emergency;
mod fields;
mod groups;
pub(super) mod join;
mod keys;
mod labels;
mod leave;
mod matrix;
mod order;
mod pipelines;
pub(super) mod places;
mod providers;
mod readers;
mod reasons;
pub(super) mod rights;
mod rights_file;
pub(super) mod stages;
mod users;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, Operation, OperationKind, commit};
use crate::console::acting;
use crate::console::icons::Icon;
use crate::console::list::{self, address::ListAddress};
use crate::console::page::{self, Shell};
use crate::console::routes::{parse, unknown};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::model::filter::{self, Filter, Literal, Op, Part, Path, Test};
use crate::model::{AnyField, Input, RecordType};
use crate::query::count::{ESTIMATE, count};
use crate::query::{self, Found, Listing, search};
use crate::records::access::{DUTIES_BY_NAME, GROUP, ROLE};
use crate::records::custom_field::CUSTOM_FIELD;
use crate::records::key::{self, KEY};
use crate::records::label::LABEL;
use crate::records::pipeline::{PIPELINE, STAGE};
use crate::records::reason::{REASON_CODE, REASON_RULE};
use crate::records::sign_in_provider::SIGN_IN_PROVIDER;
use crate::records::user::USER;
use crate::rights::decide::{self, Rows};
use crate::rights::reasons::Requirement;
use crate::rights::{Action, Caller};

/// Whether somebody has anything to administer.
pub(super) fn is_open_to(caller: &Caller) -> bool {
    DUTIES_BY_NAME.iter().any(|duty| caller.has_duty(duty))
}

/// Pages that are read.
pub(super) async fn show(visit: &Visit, segments: &[&str]) -> Result<Response> {
    match segments {
        [] => entrance(visit).await,
        ["users"] => users::list(visit).await,
        ["users", "invite"] => users::invite_form(visit).await,
        ["users", id] => users::show(visit, parse(id)?).await,
        ["users", id, "link-made"] => users::show_link(visit, parse(id)?).await,
        ["users", id, "deactivate"] => leave::ask(visit, parse(id)?, true).await,
        ["users", id, "handover"] => leave::ask(visit, parse(id)?, false).await,
        ["users", id, what] => users::ask(visit, parse(id)?, what).await,
        ["acting"] => acting::show(visit).await,
        ["emergency"] => emergency::show(visit).await,
        ["groups"] => groups::list(visit).await,
        ["groups", id] => groups::show(visit, parse(id)?).await,
        ["rights"] => rights::show(visit),
        ["rights", "types"] => matrix::by_type(visit),
        ["rights", "compare"] => matrix::compare(visit),
        ["rights", "file"] => rights_file::show(visit),
        ["rights", "file", "export"] => rights_file::export(visit).await,
        ["rights", "readers"] => readers::show(visit).await,
        ["rights", id] => matrix::show(visit, parse(id)?).await,
        ["fields"] => fields::list(visit).await,
        ["fields", id] => fields::show(visit, parse(id)?).await,
        ["fields", id, "remove"] => choices::ask(visit, parse(id)?).await,
        ["pipelines"] => pipelines::list(visit).await,
        ["stages", id, "remove"] => pipelines::ask_remove(visit, parse(id)?).await,
        ["reasons"] => reasons::show(visit).await,
        ["keys"] => keys::show(visit).await,
        ["sign-in"] => providers::show(visit).await,
        ["labels"] => labels::show(visit).await,
        _ => Err(unknown(visit)),
    }
}

/// Forms that are sent.
pub(super) async fn send(visit: &Visit, segments: &[&str]) -> Result<Response> {
    match segments {
        ["users", "invite"] => users::invite(visit).await,
        ["users", id, "deactivate"] => leave::act(visit, parse(id)?, true).await,
        ["users", id, "handover"] => leave::act(visit, parse(id)?, false).await,
        ["users", id, what] => users::act(visit, parse(id)?, what).await,
        ["acting"] => acting::begin(visit).await,
        ["emergency"] => emergency::give(visit).await,
        ["emergency", id, "end"] => emergency::end(visit, parse(id)?).await,
        ["groups", id] => groups::save(visit, parse(id)?).await,
        ["rights", "file"] => rights_file::plan(visit).await,
        ["rights", "file", "apply"] => rights_file::apply(visit).await,
        ["rights", id] => matrix::save(visit, parse(id)?).await,
        ["fields", id, "order"] => fields::order(visit, parse(id)?).await,
        ["fields", id, "remove"] => choices::remove(visit, parse(id)?).await,
        ["stages", id, "order"] => pipelines::order(visit, parse(id)?).await,
        ["reasons", id, "order"] => reasons::order(visit, parse(id)?).await,
        ["labels"] => labels::save(visit).await,
        ["sign-in", id, "secret"] => providers::save_secret(visit, parse(id)?).await,
        ["sign-in", id, "test"] => providers::test(visit, parse(id)?).await,
        ["stages", id, "remove"] => pipelines::remove(visit, parse(id)?).await,
        _ => Err(unknown(visit)),
    }
}

/// Refuses whoever has none of these duties, or sees nothing of a type.
fn require(visit: &Visit, duties: &[&str], kind: &RecordType) -> Result<()> {
    let caller = visit.caller()?;
    if !duties.iter().any(|duty| caller.has_duty(duty)) {
        return Err(Error::Forbidden(visit.say("admin-refused").into()));
    }
    if sees(caller, kind) {
        return Ok(());
    }
    Err(Error::Forbidden(visit.say("refused-type").of(kind).into()))
}

fn sees(caller: &Caller, kind: &RecordType) -> bool {
    decide::rows(caller, Action::Read, kind) != Rows::None
}

/// The filter that records with this value pass.
fn equals(field: AnyField, literal: Literal) -> Filter {
    Filter::Test(Test { path: Path { field, part: Part::Whole }, op: Op::Eq, literal })
}

/// How many records pass a filter, up to where one stops counting.
async fn number(visit: &Visit, kind: &'static RecordType, filter: Filter) -> Result<u64> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    if !sees(caller, kind) {
        return Ok(0);
    }
    let listing = Listing { filter, ..Listing::new(caller, kind) };
    count(database.read(), database.engine(), caller, kind, &listing, Some(ESTIMATE)).await
}

/// A number of records as people read it.
fn written(visit: &Visit, number: u64) -> String {
    let more = if number >= ESTIMATE { "+" } else { "" };
    format!("{}{more}", visit.t.number(&number.to_string()))
}

/// All records that pass a filter, for what the configuration in force holds whole anyway; none of a type that cannot be seen.
async fn all(visit: &Visit, kind: &'static RecordType, filter: Filter) -> Result<Vec<Found>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let mut all = Vec::new();
    if !sees(caller, kind) {
        return Ok(all);
    }
    let mut listing = Listing { filter, limit: query::list::MOST, ..Listing::new(caller, kind) };
    loop {
        let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
        all.extend(page.items);
        match page.next {
            None => return Ok(all),
            next => listing.after = next,
        }
    }
}

/// Changes all records that pass a filter until none does any more, a page at a time. They are one operation, and are undone together.
async fn move_all(
    visit: &Visit,
    caller: &Caller,
    kind: &'static RecordType,
    filter: Filter,
    input: &Input,
) -> Result<()> {
    let database = visit.app.database();
    let operation = Operation { id: database.ids().next(), kind: OperationKind::Bulk };
    let listing = Listing {
        filter,
        fields: Some(Vec::new()),
        limit: query::list::MOST,
        action: Action::Update,
        ..Listing::new(caller, kind)
    };
    loop {
        let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
        if page.items.is_empty() {
            return Ok(());
        }
        let change = |item: &Found| Change::update(kind, item.record.id, input.clone());
        commit(database, caller, Batch::of(page.items.iter().map(change).collect()).within(operation)).await?;
    }
}

/// A page of a list that can grow long.
struct Paged {
    /// What is searched for, and what is wrong with it.
    words: String,
    problem: String,
    /// The filter as it was written.
    filter: String,
    items: Vec<Found>,
    /// Where the next page is; empty on the last.
    next: String,
}

impl Paged {
    /// The page of a list at this address that was asked for.
    async fn of(visit: &Visit, kind: &'static RecordType, at: &'static str, fields: &[AnyField]) -> Result<Self> {
        Self::within(visit, kind, at, fields, Filter::All).await
    }

    /// The same of those that satisfy a condition of the page's own; all of them at once, as they are few.
    async fn within(
        visit: &Visit,
        kind: &'static RecordType,
        at: &'static str,
        fields: &[AnyField],
        narrow: Filter,
    ) -> Result<Self> {
        let (caller, database) = (visit.caller()?, visit.app.database());
        let address = ListAddress { plural: at, ..ListAddress::of(&visit.query, kind, &[]) };
        let mut problem = String::new();
        let words = search::parse(&address.words).unwrap_or_else(|_| {
            problem = list::search_too_long(visit);
            None
        });
        let may_use = |field: &AnyField| decide::may_see(caller, kind, field);
        let filter = filter::parse(&caller.configuration.schema, kind, &address.filter, &may_use)
            .map_err(|error| Error::Malformed(visit.t.error(&error)))?;
        let out_of_date = |_| Error::Malformed(visit.say("list-out-of-date").into());
        let usual = Listing::new(caller, kind);
        let listing = Listing {
            limit: if narrow == Filter::All { usual.limit } else { query::list::MOST },
            filter: filter.and(narrow),
            words,
            after: address.after(visit.app.master()).map_err(out_of_date)?,
            fields: Some(fields.to_vec()),
            ..usual
        };
        let found = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
        let next = found.next.map(|cursor| address.next(visit.app.master(), &cursor)).unwrap_or_default();
        Ok(Self { words: address.words, problem, filter: address.filter, items: found.items, next })
    }

    fn status(&self) -> StatusCode {
        if self.problem.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

#[derive(Template)]
#[template(path = "admin/entrance.html")]
struct Entrance {
    shell: Shell,
    cards: Vec<Card>,
}

/// An area, and how it stands.
struct Card {
    href: &'static str,
    icon: Icon,
    title: String,
    lead: String,
    state: String,
    /// Whether somebody ought to look at it.
    is_urgent: bool,
}

/// The page that leads everywhere.
async fn entrance(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    if !is_open_to(caller) {
        return Err(Error::Forbidden(visit.say("admin-refused").into()));
    }
    let mut cards = Vec::new();
    if caller.has_duty("users") {
        people(visit, caller, &mut cards).await?;
    }
    if sees(caller, &ROLE) && (caller.has_duty("rights") || caller.has_duty("users")) {
        let policy = &caller.configuration.policy;
        let state = visit.say("admin-rights-state").with("profiles", policy.profiles.len());
        cards.push(card(visit, "rights", "role", state.with("roles", policy.roles.len()).into()));
    }
    if ["emergency", "users", "rights", "audit"].iter().any(|duty| caller.has_duty(duty)) && sees(caller, &USER) {
        let open = emergency::open(caller);
        let state = visit.say("emergency-state").count(open).into();
        cards.push(Card { is_urgent: open > 0, ..card(visit, "emergency", "emergency", state) });
    }
    if caller.has_duty("impersonation") || caller.has_duty("impersonation_changes") {
        cards.push(card(visit, "acting", "impersonation", visit.say("acting-state").into()));
    }
    if caller.has_duty("settings") {
        structure(visit, caller, &mut cards).await?;
    }
    page::render(&Entrance { shell: Shell::of(visit, visit.say("administration")), cards })
}

fn card(visit: &Visit, area: &'static str, icon: &'static str, state: String) -> Card {
    let (href, title, lead) = match area {
        "users" => ("/administration/users", "admin-users", "admin-users-lead"),
        "groups" => ("/administration/groups", "admin-groups", "admin-groups-lead"),
        "keys" => ("/administration/keys", "admin-keys", "admin-keys-lead"),
        "sign-in" => ("/administration/sign-in", "admin-sign-in", "admin-sign-in-lead"),
        "rights" => ("/administration/rights", "admin-rights", "admin-rights-lead"),
        "acting" => ("/administration/acting", "acting", "acting-lead"),
        "emergency" => ("/administration/emergency", "emergency", "emergency-lead"),
        "fields" => ("/administration/fields", "admin-fields", "admin-fields-lead"),
        "labels" => ("/administration/labels", "admin-labels", "admin-labels-lead"),
        "pipelines" => ("/administration/pipelines", "admin-pipelines", "admin-pipelines-lead"),
        _ => ("/administration/reasons", "admin-reasons", "admin-reasons-lead"),
    };
    let (title, lead) = (visit.say(title).into(), visit.say(lead).into());
    Card { href, icon: Icon::of(icon), title, lead, state, is_urgent: false }
}

/// The areas that are about people.
async fn people(visit: &Visit, caller: &Caller, cards: &mut Vec<Card>) -> Result<()> {
    let policy = &caller.configuration.policy;
    if sees(caller, &USER) {
        let active = policy.users.values().filter(|user| user.active).count();
        let waiting = visit.app.identity().waiting().await?;
        let state = visit.say("admin-users-state").with("active", active).with("waiting", waiting);
        let state = state.with("gone", policy.users.len() - active).into();
        cards.push(Card { is_urgent: waiting > 0, ..card(visit, "users", "user", state) });
    }
    if sees(caller, &GROUP) {
        let state = visit.say("admin-groups-state").with("groups", policy.groups.len());
        cards.push(card(visit, "groups", "group", state.into()));
    }
    if sees(caller, &KEY) {
        let now = visit.app.database().clock().now();
        let over = Path { field: key::ENDS_AT.any(), part: Part::Whole };
        let over = Filter::Test(Test { path: over, op: Op::Le, literal: Literal::Time(now) });
        let (all, over) = (number(visit, &KEY, Filter::All).await?, number(visit, &KEY, over).await?);
        let state = visit.say("admin-keys-state").with("keys", written(visit, all)).with("over", written(visit, over));
        cards.push(Card { is_urgent: over > 0, ..card(visit, "keys", "key", state.into()) });
    }
    if sees(caller, &SIGN_IN_PROVIDER) {
        let providers = number(visit, &SIGN_IN_PROVIDER, Filter::All).await?;
        let state = visit.say("admin-sign-in-state").with("providers", written(visit, providers));
        cards.push(card(visit, "sign-in", "sign_in_provider", state.into()));
    }
    Ok(())
}

/// The areas that are about what is kept, and how.
async fn structure(visit: &Visit, caller: &Caller, cards: &mut Vec<Card>) -> Result<()> {
    let configuration = &caller.configuration;
    if sees(caller, &CUSTOM_FIELD) {
        let schema = &configuration.schema;
        let added = schema.types().iter().map(|kind| schema.custom(kind).count());
        let (fields, types) = (added.clone().sum::<usize>(), added.filter(|count| *count > 0).count());
        let state = visit.say("admin-fields-state").with("fields", fields).with("types", types);
        cards.push(card(visit, "fields", "columns", state.into()));
    }
    if sees(caller, &LABEL) {
        let state = visit.say("admin-labels-state").with("labels", number(visit, &LABEL, Filter::All).await?);
        cards.push(card(visit, "labels", "label", state.into()));
    }
    if sees(caller, &PIPELINE) && sees(caller, &STAGE) {
        let pipelines = number(visit, &PIPELINE, Filter::All).await?;
        let stages = number(visit, &STAGE, Filter::All).await?;
        let state = visit.say("admin-pipelines-state").with("pipelines", pipelines).with("stages", stages);
        cards.push(card(visit, "pipelines", "pipeline", state.into()));
    }
    if sees(caller, &REASON_RULE) && sees(caller, &REASON_CODE) {
        let reasons = &configuration.reasons;
        let needed = reasons.rules.iter().filter(|rule| rule.requirement == Requirement::Required).count();
        let state = visit.say("admin-reasons-state").with("needed", needed).with("codes", reasons.codes.len());
        cards.push(card(visit, "reasons", "note", state.into()));
    }
    Ok(())
}
