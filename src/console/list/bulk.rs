//! Changes of many records of a list at once: what was picked on a page, or all that fit; as one operation, which can be undone.

use std::collections::HashSet;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::changes::bulk::Done;
use crate::changes::{Change, Operation, OperationKind, What, undo};
use crate::console::ask::{self, Question, Why};
use crate::console::edit::{belongs_in_form, with_problems};
use crate::console::errors;
use crate::console::forms::{Control, Form, Resolved};
use crate::console::here::Written;
use crate::console::list::ROWS;
use crate::console::list::asked::Asked;
use crate::console::page::{self, Shell};
use crate::console::pairs::{Pairs, encode, joined};
use crate::console::sign_in::Problem;
use crate::console::titles::{Titles, Wanted};
use crate::console::visit::Visit;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{AnyField, Input, Kind, RecordType};
use crate::query::count::count;
use crate::query::{self, Listing};
use crate::rights::{Action, Caller, decide};

/// The most records that are changed at once.
const MOST: u64 = 10_000;
/// The most refusals that are told; at so many, what is left is left alone.
const MOST_REFUSED: usize = 200;

/// What is to be done to many records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Change,
    Assign,
    Delete,
    Restore,
}

impl Deed {
    pub(super) const fn named(name: &str) -> Option<Self> {
        Some(match name.as_bytes() {
            b"change" => Self::Change,
            b"assign" => Self::Assign,
            b"delete" => Self::Delete,
            b"restore" => Self::Restore,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Assign => "assign",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// The right that it takes.
    const fn action(self) -> Action {
        match self {
            Self::Change | Self::Assign => Action::Update,
            Self::Delete | Self::Restore => Action::Delete,
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Change => "bulk-change-heading",
            Self::Assign => "bulk-assign-heading",
            Self::Delete => "bulk-delete-heading",
            Self::Restore => "bulk-restore-heading",
        }
    }

    /// What is said when it is done.
    pub(super) const fn done(self) -> &'static str {
        match self {
            Self::Change | Self::Assign => "bulk-changed",
            Self::Delete => "bulk-deleted",
            Self::Restore => "bulk-restored",
        }
    }
}

/// Which records.
enum Picked {
    /// Those picked on a page, at the version that was seen.
    These(Vec<(Id, i64)>),
    /// All that fit.
    All,
}

impl Picked {
    fn of(form: &Pairs) -> Self {
        if form.get("all") == Some("1") {
            return Self::All;
        }
        let read = |text: &str| {
            let (id, version) = text.split_once('.')?;
            Some((id.parse().ok()?, version.parse().ok()?))
        };
        let mut these: Vec<_> =
            form.0.iter().filter(|(name, _)| name == "pick").filter_map(|(_, text)| read(text)).collect();
        let mut seen = HashSet::new();
        these.retain(|(id, _)| seen.insert(*id));
        Self::These(these)
    }

    /// The part of an address by which those of a page stay picked.
    fn again(&self) -> String {
        match self {
            Self::These(these) if !these.is_empty() => {
                let ids: Vec<_> = these.iter().take(ROWS as usize).map(|(id, _)| id.to_string()).collect();
                format!("&picked={}", ids.join(","))
            }
            _ => String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "bulk.html")]
struct BulkPage {
    shell: Shell,
    kind: &'static RecordType,
    deed: Deed,
    heading: String,
    to: String,
    back: String,
    written: Written,
    /// Names and texts that go with the form.
    with: Vec<(&'static str, String)>,
    controls: Vec<(Control, bool)>,
    problems: Vec<Problem>,
    why: Why,
}

#[derive(Template)]
#[template(path = "bulk_done.html")]
struct DonePage {
    shell: Shell,
    kind: &'static RecordType,
    heading: String,
    /// The operation, where anything was changed.
    operation: Option<Id>,
    undo: String,
    back: String,
    refused: Vec<(Id, String, String)>,
    /// Whether it was broken off because too many were refused.
    broken_off: bool,
}

/// A bulk change on its way.
struct Bulk<'a> {
    visit: &'a Visit,
    kind: &'static RecordType,
    asked: Asked,
    deed: Deed,
    picked: Picked,
    count: u64,
    form: Form,
}

/// What the bar above a list sends, and then the page that asks further.
pub(in crate::console) async fn send(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let asked = Asked::of(visit, kind).await?;
    if !asked.is_right() {
        return Ok(page::go(&asked.address.href()));
    }
    let told = |what: &str| page::go(&joined(&asked.address.href(), &format!("told={what}")));
    let picked = Picked::of(&visit.form);
    if matches!(&picked, Picked::These(these) if these.is_empty()) {
        return Ok(told("nothing-picked"));
    }
    let wanted = visit.form.text("do");
    if let ("merge", Picked::These(these)) = (wanted, &picked) {
        return Ok(match these.as_slice() {
            [(one, _), (other, _)] => page::go(&format!("/{}/merge?ids={one},{other}", kind.plural)),
            _ => told(&format!("merge-two{}", picked.again())),
        });
    }
    match (wanted, &picked) {
        ("merge", _) => return Ok(told("merge-two")),
        ("export", Picked::All) => return Ok(page::go(&asked.address.first().below("/export"))),
        ("export", Picked::These(these)) => {
            let ids: Vec<_> = these.iter().map(|(id, _)| format!("id eq \"{id}\"")).collect();
            let columns = &asked.address.columns;
            let filter = encode(&ids.join(" or "));
            return Ok(page::go(&format!("/{}/export?filter={filter}&columns={}", kind.plural, encode(columns))));
        }
        _ => {}
    }
    let deed = Deed::named(wanted).ok_or_else(|| Error::Malformed(visit.say("form-unreadable").into()))?;
    let caller = visit.caller()?;
    decide::require(caller, deed.action(), kind).map_err(|error| visit.t.told(error, kind))?;
    let count = match &picked {
        Picked::These(these) => these.len() as u64,
        Picked::All => {
            let database = visit.app.database();
            count(database.read(), database.engine(), caller, kind, &asked.listing, Some(MOST + 1)).await?
        }
    };
    if count > MOST {
        return Ok(told("too-many"));
    }
    let fields = fields(caller, kind, deed);
    let form = Form::only(visit, kind, fields).await?;
    let bulk = Bulk { visit, kind, asked, deed, picked, count, form };
    if visit.form.get("_go") == Some("1") {
        bulk.run().await
    } else {
        bulk.page(&Pairs::default(), &Resolved::new(), None).await
    }
}

/// The fields that can be changed on many records at once: not those that only one may have, and not lists, which are replaced
/// whole.
fn fields(caller: &Caller, kind: &RecordType, deed: Deed) -> Vec<AnyField> {
    let is_owner = |field: &AnyField| Some(field.name) == kind.owner();
    let fits = |field: &AnyField| match deed {
        Deed::Assign => is_owner(field),
        Deed::Change => {
            !field.computed && !field.is_secret() && !field.unique && !matches!(field.kind, Kind::List(_) | Kind::Json)
        }
        Deed::Delete | Deed::Restore => false,
    };
    query::list::visible_fields(caller, kind).into_iter().filter(fits).collect()
}

impl Bulk<'_> {
    fn is_set(&self, field: &AnyField) -> bool {
        let set = |(name, text): &(String, String)| name == "_set" && text == field.name;
        self.deed == Deed::Assign || self.visit.form.0.iter().any(set)
    }

    fn set(&self) -> Vec<AnyField> {
        self.form.fields.iter().filter(|field| self.is_set(field)).copied().collect()
    }

    /// Asks what to change, and why.
    async fn page(&self, sent: &Pairs, resolved: &Resolved, error: Option<&Error>) -> Result<Response> {
        let visit = self.visit;
        let mut why = Why::of(visit, self.kind, self.deed.action(), &self.set())?;
        let mut wanted = Wanted::default();
        for field in &self.form.fields {
            if let (Kind::Link(target), Ok(id)) = (field.kind, sent.text(field.name).parse()) {
                wanted.add(target, id);
            }
        }
        let titles: Titles = wanted.find(visit).await?;
        let (controls, mut problems) = with_problems(visit, &self.form, sent, &titles, resolved, &mut why, error)?;
        if let (Some(Error::Invalid(_)), true) = (error, self.set().is_empty() && self.deed == Deed::Change) {
            problems = vec![Problem { id: String::new(), text: visit.say("bulk-nothing-set").into() }];
        }
        let with_set = |(mut control, field): (Control, &AnyField)| {
            control.required = false;
            (control, self.is_set(field))
        };
        let heading = visit.say(self.deed.heading()).of(self.kind).count(self.count).to_string();
        let mut with = vec![("do", self.deed.name().to_owned()), ("_count", self.count.to_string())];
        match &self.picked {
            Picked::All => with.push(("all", "1".to_owned())),
            Picked::These(these) => with.extend(these.iter().map(|(id, version)| ("pick", format!("{id}.{version}")))),
        }
        let page = BulkPage {
            shell: Shell::of(visit, heading.as_str()),
            kind: self.kind,
            deed: self.deed,
            heading,
            to: self.asked.address.below("/bulk"),
            back: self.back(),
            written: visit.written(),
            with,
            controls: controls.into_iter().zip(&self.form.fields).map(with_set).collect(),
            problems,
            why,
        };
        page::render_as(error.map_or(StatusCode::OK, errors::status), &page)
    }

    /// The list as it was left.
    fn back(&self) -> String {
        let list = self.asked.address.href();
        match self.picked.again().strip_prefix('&') {
            Some(again) => joined(&list, again),
            None => list,
        }
    }

    /// Does it.
    async fn run(&self) -> Result<Response> {
        let visit = self.visit;
        let sent = self.form.sent(&visit.form);
        let resolved = self.form.resolve(visit, &sent).await?;
        let set = self.set();
        if self.deed == Deed::Change && set.is_empty() {
            return self.page(&sent, &resolved, Some(&Error::Invalid(Vec::new()))).await;
        }
        // What fits may have become more since it was counted on the page before.
        if matches!(self.picked, Picked::All) && visit.form.text("_count") != self.count.to_string() {
            let detail = visit.say("bulk-count-moved").count(self.count);
            return self.page(&sent, &resolved, Some(&Error::Conflict("count", detail.into()))).await;
        }
        let input = match self.form.read(&set, &sent, &resolved) {
            Ok(input) => input,
            Err(problems) => return self.page(&sent, &resolved, Some(&Error::Invalid(problems))).await,
        };
        let operation = Operation { id: visit.app.database().ids().next(), kind: OperationKind::Bulk };
        let mut done = Done::default();
        match self.commit(&mut done, operation, &input).await {
            Ok(broken_off) if done.refused.is_empty() && !broken_off => {
                let of = if done.changed > 0 { format!("&operation={}", operation.id) } else { String::new() };
                let told = format!("told={}&number={}{of}", self.deed.name(), done.changed);
                Ok(page::go(&joined(&self.asked.address.href(), &told)))
            }
            Ok(broken_off) => self.done(done, operation, broken_off).await,
            Err(error) if belongs_in_form(&error) => {
                self.page(&sent, &resolved, Some(&visit.t.told(error, self.kind))).await
            }
            Err(error) => Err(error),
        }
    }

    /// Commits the changes page by page. Whether it was broken off.
    async fn commit(&self, done: &mut Done, operation: Operation, input: &Input) -> Result<bool> {
        let (visit, kind) = (self.visit, self.kind);
        let (caller, database) = (visit.caller_because()?, visit.app.database());
        let change = |id: Id, version: Option<i64>| {
            let what = match self.deed {
                Deed::Change | Deed::Assign => What::Update(input.clone()),
                Deed::Delete => What::Delete,
                Deed::Restore => What::Restore,
            };
            Change { kind, id: Some(id), version, what, named: None }
        };
        if let Picked::These(these) = &self.picked {
            let changes: Vec<Change> = these.iter().map(|(id, version)| change(*id, Some(*version))).collect();
            done.add(database, &caller, operation, &changes).await?;
            return Ok(false);
        }
        let mut listing = Listing {
            fields: Some(Vec::new()),
            order: Vec::new(),
            limit: query::list::MOST,
            ..self.asked.listing.clone()
        };
        loop {
            let page = query::list(database.read(), database.engine(), &caller, kind, &listing).await?;
            let changes: Vec<Change> = page.items.iter().map(|found| change(found.record.id, None)).collect();
            done.add(database, &caller, operation, &changes).await?;
            match page.next {
                None => return Ok(false),
                Some(_) if done.refused.len() >= MOST_REFUSED => return Ok(true),
                next => listing.after = next,
            }
        }
    }

    /// Tells what was refused, record by record.
    async fn done(&self, done: Done, operation: Operation, broken_off: bool) -> Result<Response> {
        let visit = self.visit;
        let mut wanted = Wanted::default();
        for (id, _) in done.refused.iter().take(MOST_REFUSED) {
            wanted.add(self.kind.name, *id);
        }
        let titles = wanted.find(visit).await?;
        let line = |(id, problems): &(Id, Vec<FieldProblem>)| {
            let title = titles.get(self.kind.name, *id).map_or_else(|| visit.say("unseen").into(), str::to_owned);
            let sentences: Vec<_> = problems.iter().map(|problem| sentence(visit, self.kind, problem)).collect();
            (*id, title, sentences.join(" "))
        };
        let heading = visit.say(self.deed.done()).of(self.kind).count(done.changed).to_string();
        let page = DonePage {
            shell: Shell::of(visit, heading.as_str()),
            kind: self.kind,
            heading,
            operation: (done.changed > 0).then_some(operation.id),
            undo: self.asked.address.below("/bulk-undo"),
            back: self.asked.address.href(),
            refused: done.refused.iter().take(MOST_REFUSED).map(line).collect(),
            broken_off: broken_off || done.refused.len() > MOST_REFUSED,
        };
        page::render(&page)
    }
}

fn sentence(visit: &Visit, kind: &RecordType, problem: &FieldProblem) -> String {
    match problem.code {
        "stale" => visit.say("bulk-stale").into(),
        "not_found" => visit.say("bulk-gone").into(),
        "forbidden" => visit.say("error-out-of-reach").of(kind).into(),
        _ => visit.t.problem_of(kind, problem),
    }
}

/// Takes a bulk change back.
pub(in crate::console) async fn take_back(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    let asked = Asked::of(visit, kind).await?;
    let id: Id = visit.form.text("operation").parse().map_err(|()| Error::NotFound)?;
    match undo::operation(visit.app.database(), &visit.caller_because()?, id).await {
        Ok(undone) => {
            let told = format!("told=undone&number={}", undone.records);
            Ok(page::go(&joined(&asked.address.href(), &told)))
        }
        Err(error) => {
            let question = Question {
                heading: visit.say("bulk-undo-heading").into(),
                lead: visit.say("bulk-undo-lead").into(),
                button: visit.say("undo").into(),
                to: asked.address.below("/bulk-undo"),
                back: asked.address.href(),
                with: vec![("operation", id.to_string())],
                changes: Vec::new(),
            };
            ask::again(visit, kind, Action::Update, question, error)
        }
    }
}
