//! The import wizard: a file is brought, its columns are put in their places, its lines are checked, and a job brings them in.
//!
//! What was said so far is kept with the file (`jobs::draft`), so that each step has an address and one can leave and come back.

mod check;
mod columns;
mod targets;

pub(super) use check::{check_all, run, show as check};
pub(super) use columns::{save, show as columns};

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::language::Label;
use crate::console::navigation;
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::console::{errors, jobs};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::draft::{self, Draft};
use crate::jobs::store;
use crate::model::RecordType;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};
use crate::transfer;

/// What people bring files of, in this order.
const TYPES: &[&str] = &["organisation", "contact", "lead", "deal", "activity", "product", "stock_movement", "user"];
/// Imports of before that are shown where one begins.
const EARLIER: u64 = 5;

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    shell: Shell,
    kinds: Vec<(Label, &'static str, bool)>,
    limit: String,
    earlier: Vec<jobs::Line>,
    problems: Vec<Problem>,
}

impl ImportPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// Whether somebody may bring in files of a type.
pub(super) fn may(caller: &Caller, kind: &RecordType) -> bool {
    let has = |action| decide::rows(caller, action, kind) != Rows::None;
    has(Action::Read) && has(Action::Import) && (has(Action::Create) || has(Action::Update))
}

/// Whether somebody may bring in files of anything.
pub(super) fn may_any(caller: &Caller) -> bool {
    navigation::seen(caller, TYPES).any(|kind| may(caller, kind))
}

/// The first step: what it is, and the file.
pub(super) async fn show(visit: &Visit, kind: Option<&'static RecordType>) -> Result<Response> {
    start(visit, kind, StatusCode::OK, Vec::new()).await
}

async fn start(
    visit: &Visit,
    kind: Option<&'static RecordType>,
    status: StatusCode,
    problems: Vec<Problem>,
) -> Result<Response> {
    let caller = visit.caller()?;
    let mut kinds: Vec<_> = navigation::seen(caller, TYPES).filter(|kind| may(caller, kind)).collect();
    if let Some(kind) = kind {
        if !may(caller, kind) {
            return Err(Error::Forbidden(visit.say("import-refused").of(kind).into()));
        }
        if !kinds.iter().any(|known| known.name == kind.name) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        return Err(Error::Forbidden(visit.say("import-refused-any").into()));
    }
    let chosen = kind.map_or_else(|| visit.form.text("record_type"), |kind| kind.name);
    let found = store::list(visit.app.database(), caller, None, EARLIER * 4).await?;
    let imports: Vec<_> = found.into_iter().filter(|job| job.kind == crate::jobs::import::KIND).collect();
    let page = ImportPage {
        shell: Shell::of(visit, visit.say("import")),
        kinds: kinds.into_iter().map(|kind| (visit.t.many(kind), kind.name, kind.name == chosen)).collect(),
        limit: jobs::size(visit.t, visit.app.config().listen.upload_bytes),
        earlier: jobs::lines(visit, imports.into_iter().take(usize::try_from(EARLIER).unwrap_or(5)).collect()).await?,
        problems,
    };
    page::render_as(status, &page)
}

/// Takes the file, and goes on to its columns.
pub(super) async fn begin(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    let kind = caller.configuration.schema.named(visit.form.text("record_type"));
    let problem = |id: &str, text: String| vec![Problem { id: id.into(), text }];
    let again = |problems| start(visit, None, StatusCode::UNPROCESSABLE_ENTITY, problems);
    let Some(kind) = kind.filter(|kind| decide::rows(caller, Action::Read, kind) != Rows::None) else {
        return again(problem("record-type", visit.say("import-choose-type").into())).await;
    };
    if !may(caller, kind) {
        return Err(Error::Forbidden(visit.say("import-refused").of(kind).into()));
    }
    let Some(file) = visit.upload.as_ref().filter(|file| !file.name.is_empty()) else {
        return again(problem("file", visit.say("import-choose-file").into())).await;
    };
    let draft = Draft {
        user: caller.actor.user().ok_or(Error::NotFound)?,
        record_type: kind.name.to_owned(),
        file_name: file.name.clone(),
        reading: transfer::Options::default(),
        mapping: None,
        duplicates: "skip".into(),
        currency: None,
        keep: true,
    };
    let (content, name) = (file.content.clone(), file.name.clone());
    // A file that cannot be read is told of here, where another one can be chosen.
    let read = tokio::task::spawn_blocking(move || transfer::read(&content, &name, &transfer::Options::default()));
    match read.await.map_err(|error| Error::Internal(Box::new(error)))? {
        Ok(table) if table.rows.is_empty() && table.problems.is_empty() => {
            again(problem("file", visit.say("import-no-lines").into())).await
        }
        Err(error @ (Error::Malformed(_) | Error::Invalid(_) | Error::TooLarge(_))) => {
            again(problem("file", error.to_string())).await
        }
        Err(error) => Err(error),
        Ok(_) => {
            let id = draft::begin(&visit.app, &draft, file.content.clone()).await?;
            Ok(page::go(&format!("/import/{id}")))
        }
    }
}

/// A draft of one's own with its type; where it is a job by now, the way to that.
async fn found(visit: &Visit, id: Id) -> Result<std::result::Result<(Draft, &'static RecordType), Response>> {
    let caller = visit.caller()?;
    match draft::get(&visit.app, caller, id).await {
        Err(Error::NotFound) => {
            store::get(visit.app.database(), caller, id).await?;
            Ok(Err(page::go(&format!("/jobs/{id}"))))
        }
        found => {
            let draft = found?;
            let kind = caller.configuration.schema.named(&draft.record_type).ok_or(Error::NotFound)?;
            if !may(caller, kind) {
                return Err(Error::Forbidden(visit.say("import-refused").of(kind).into()));
            }
            Ok(Ok((draft, kind)))
        }
    }
}

/// Throws a draft away.
pub(super) async fn discard(visit: &Visit, id: Id) -> Result<Response> {
    if let Err(elsewhere) = found(visit, id).await? {
        return Ok(elsewhere);
    }
    draft::discard(&visit.app, id).await?;
    Ok(page::go("/import"))
}

/// What an error says that a person can do something about; other errors go on to their page.
fn sentences(error: Error) -> Result<(StatusCode, Vec<Problem>)> {
    let status = errors::status(&error);
    let of = |text: String| Problem { id: String::new(), text };
    match error {
        Error::Invalid(problems) => Ok((status, problems.into_iter().map(|problem| of(problem.detail)).collect())),
        Error::Malformed(detail) => Ok((StatusCode::UNPROCESSABLE_ENTITY, vec![of(detail)])),
        other => Err(other),
    }
}
