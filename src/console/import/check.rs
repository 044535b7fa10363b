//! The third step: what would become of the lines, without writing anything; and the job that brings them in.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::ask::Why;
use crate::console::import::columns::{can_keep, mapping, shown};
use crate::console::import::{found, sentences};
use crate::console::jobs::{self, Tile};
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::draft::{self, Draft};
use crate::jobs::import::Specification;
use crate::model::value::Currency;
use crate::model::{RecordType, Schema};
use crate::rights::{Action, Caller};
use crate::transfer::import::{self, DuplicatePolicy, LineReport, Options, Report, Status};
use crate::transfer::{self, Mapping, Table};

/// Lines that are checked while somebody waits; the import itself says of every line what became of it.
const CHECKED: usize = 5_000;
/// Lines that are told one by one.
const TOLD: usize = 100;
/// The same where nothing is the matter with any.
const SAMPLE: usize = 15;
/// Cells by which a line is known again.
const CELLS: usize = 4;

#[derive(Template)]
#[template(path = "import_check.html")]
struct CheckPage {
    shell: Shell,
    id: Id,
    file: String,
    /// Nothing where the columns do not fit.
    told: Option<Told>,
    problems: Vec<Problem>,
}

/// What the dry run said.
struct Told {
    tiles: Vec<Tile>,
    lines: Vec<Line>,
    /// How many lines fit what is shown.
    of: String,
    /// How far it went, where that is not to the end.
    partly: String,
    has_work: bool,
    button: String,
    why: Why,
}

struct Line {
    number: u64,
    what: String,
    tone: &'static str,
    cells: String,
    messages: Vec<String>,
}

const fn name(status: Status) -> &'static str {
    match status {
        Status::Created => "created",
        Status::Updated => "updated",
        Status::Unchanged => "unchanged",
        Status::Duplicate => "duplicates",
        Status::Failed => "failed",
    }
}

/// The page.
pub(in crate::console) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    match found(visit, id).await? {
        Err(elsewhere) => Ok(elsewhere),
        Ok((draft, kind)) => render(visit, id, &draft, kind, None).await,
    }
}

async fn render(
    visit: &Visit,
    id: Id,
    draft: &Draft,
    kind: &'static RecordType,
    refused: Option<&Error>,
) -> Result<Response> {
    let mut status = StatusCode::OK;
    let mut problems = Vec::new();
    let told = match told(visit, id, draft, kind, refused, &mut problems).await {
        Ok(told) => {
            if let Some(error) = refused {
                status = crate::console::errors::status(error);
            }
            Some(told)
        }
        Err(error) => {
            let (refused, said) = sentences(error)?;
            status = refused;
            problems.extend(said);
            None
        }
    };
    let shell = Shell::of(visit, visit.say("import-of").with("name", &draft.file_name));
    page::render_as(status, &CheckPage { shell, id, file: draft.file_name.clone(), told, problems })
}

async fn told(
    visit: &Visit,
    id: Id,
    draft: &Draft,
    kind: &'static RecordType,
    refused: Option<&Error>,
    problems: &mut Vec<Problem>,
) -> Result<Told> {
    let mut table = draft::read(&visit.app, id, draft).await?;
    let mapping = mapping(visit, draft, kind, &table).await?;
    let all = table.rows.len();
    table.rows.truncate(CHECKED);
    let report =
        import::dry_run(visit.app.database(), visit.caller()?, kind, &table, &mapping, &options(draft)).await?;
    let mut why = Why::of(visit, kind, Action::Import, &[])?;
    if let Some(error) = refused
        && !why.take(visit, error, problems)
    {
        problems.push(Problem { id: String::new(), text: visit.t.error(error) });
    }
    why.required |= report.needs_reason;
    let t = visit.t;
    let partly = if all > CHECKED {
        let number = |many: usize| t.number(&many.to_string());
        t.say("check-partly").with("some", number(CHECKED)).with("all", number(all)).into()
    } else {
        String::new()
    };
    Ok(Told {
        tiles: tiles(visit, id, &report)?,
        of: of(visit, &report),
        lines: lines(visit, &visit.caller()?.configuration.schema, &report, &table),
        partly,
        has_work: report.counts.created + report.counts.updated > 0 || all > CHECKED,
        button: match u64::try_from(report.counts.created + report.counts.updated).unwrap_or(0) {
            _ if all > CHECKED => t.say("import-all").into(),
            lines => t.say("import-now").count(lines).into(),
        },
        why,
    })
}

/// The lines that are shown: of the sort that was asked for, else those with something to look at, else all.
fn shows<'a>(visit: &'a Visit, report: &'a Report) -> impl Iterator<Item = &'a LineReport> {
    let wanted = visit.query.text("show");
    let is_known = ["created", "updated", "unchanged", "duplicates", "failed"].contains(&wanted);
    let has_trouble = report.counts.failed + report.counts.duplicates > 0;
    report.lines.iter().filter(move |line| match wanted {
        _ if is_known => name(line.status) == wanted,
        "" if has_trouble => matches!(line.status, Status::Failed | Status::Duplicate),
        _ => true,
    })
}

fn most(visit: &Visit, report: &Report) -> usize {
    let is_asked_for = !visit.query.text("show").is_empty();
    if is_asked_for || report.counts.failed + report.counts.duplicates > 0 { TOLD } else { SAMPLE }
}

fn of(visit: &Visit, report: &Report) -> String {
    let (count, t, most) = (shows(visit, report).count(), visit.t, most(visit, report));
    if count > most {
        let number = |many: usize| t.number(&many.to_string());
        return t.say("check-lines-first").with("some", number(most)).with("all", number(count)).into();
    }
    t.say("import-lines").count(u64::try_from(count).unwrap_or(0)).into()
}

fn lines(visit: &Visit, schema: &Schema, report: &Report, table: &Table) -> Vec<Line> {
    let cells = |number: u64| {
        let unread = || table.problems.iter().find(|problem| problem.line == number).map(|problem| &problem.cells);
        let at = table.rows.binary_search_by_key(&number, |row| row.line).ok();
        let cells = at.and_then(|at| table.rows.get(at)).map(|row| &row.cells).or_else(unread);
        let filled = cells.into_iter().flatten().filter(|cell| !cell.is_empty()).take(CELLS);
        filled.map(|cell| shown(&cell.to_text())).collect::<Vec<_>>().join(" · ")
    };
    let line = |line: &LineReport| {
        let (key, tone) = match line.status {
            Status::Created => ("line-created", "good"),
            Status::Updated => ("line-updated", "accent"),
            Status::Unchanged => ("line-unchanged", ""),
            Status::Duplicate => ("line-duplicate", "warn"),
            Status::Failed => ("line-failed", "wrong"),
        };
        Line {
            number: line.line,
            what: visit.say(key).into(),
            tone,
            cells: cells(line.line),
            messages: line.messages.iter().map(|message| visit.t.message(schema, message)).collect(),
        }
    };
    shows(visit, report).take(most(visit, report)).map(line).collect()
}

fn tiles(visit: &Visit, id: Id, report: &Report) -> Result<Vec<Tile>> {
    let counts = report.counts;
    let all = [
        ("created", "would-create", counts.created),
        ("updated", "would-update", counts.updated),
        ("unchanged", "would-leave", counts.unchanged),
        ("duplicates", "would-skip", counts.duplicates),
        ("failed", "would-fail", counts.failed),
    ];
    let tile = |(name, key, count): (&'static str, &'static str, usize)| {
        let href = if count == 0 { String::new() } else { format!("/import/{id}/check?show={name}#lines") };
        Tile::of(visit.t, key, i64::try_from(count).unwrap_or(i64::MAX), href, name)
    };
    let schema = &visit.caller()?.configuration.schema;
    let also = report.also.iter().filter_map(|(name, count)| Some(Tile::also(visit.t, schema.named(name)?, *count)));
    Ok(all.into_iter().map(tile).chain(also).collect())
}

fn options(draft: &Draft) -> Options {
    Options {
        duplicates: match draft.duplicates.as_str() {
            "create" => DuplicatePolicy::Create,
            "update" => DuplicatePolicy::Update,
            _ => DuplicatePolicy::Skip,
        },
        currency: draft.currency.as_deref().and_then(Currency::parse).unwrap_or(Currency::EUR),
        ..Options::default()
    }
}

/// Makes the job, and goes to where one sees how far it is.
pub(in crate::console) async fn run(visit: &Visit, id: Id) -> Result<Response> {
    let (draft, kind) = match found(visit, id).await? {
        Err(elsewhere) => return Ok(elsewhere),
        Ok(found) => found,
    };
    match submit(visit, id, &draft, kind).await {
        Ok(()) => Ok(page::go(&jobs::address(id))),
        Err(error @ (Error::ReasonRequired { .. } | Error::Invalid(_) | Error::Malformed(_))) => {
            render(visit, id, &draft, kind, Some(&error)).await
        }
        Err(error) => Err(error),
    }
}

async fn submit(visit: &Visit, id: Id, draft: &Draft, kind: &'static RecordType) -> Result<()> {
    let caller = visit.caller_because()?;
    caller.configuration.reasons.check(&caller.reason, kind, Action::Import, &[])?;
    let table = draft::read(&visit.app, id, draft).await?;
    let mapping = mapping(visit, draft, kind, &table).await?;
    if draft.keep && can_keep(&caller) {
        keep(visit, draft, kind, &table, &mapping).await?;
    }
    let specification = specification(&caller, draft, mapping);
    crate::jobs::import::submit_as(&visit.app, &caller, kind, specification, id).await?;
    draft::end(&visit.app, id).await?;
    crate::jobs::run(&visit.app, id);
    Ok(())
}

fn specification(caller: &Caller, draft: &Draft, mapping: Mapping) -> Specification {
    Specification {
        file_name: draft.file_name.clone(),
        reading: draft.reading.clone(),
        mapping,
        duplicates: draft.duplicates.clone(),
        currency: draft.currency.clone(),
        reason_code: caller.reason.code.clone(),
        reason: caller.reason.text.clone(),
        in_console: true,
        roles: caller.key_roles.clone(),
        checks: None,
    }
}

/// Makes the job that checks all lines, of which nobody waits for the last.
pub(in crate::console) async fn check_all(visit: &Visit, id: Id) -> Result<Response> {
    let (draft, kind) = match found(visit, id).await? {
        Err(elsewhere) => return Ok(elsewhere),
        Ok(found) => found,
    };
    let caller = visit.caller()?;
    let table = draft::read(&visit.app, id, &draft).await?;
    let mapping = mapping(visit, &draft, kind, &table).await?;
    let specification = Specification { checks: Some(id), ..specification(caller, &draft, mapping) };
    let job = visit.app.database().ids().next();
    crate::jobs::import::submit_as(&visit.app, caller, kind, specification, job).await?;
    crate::jobs::run(&visit.app, job);
    Ok(page::go(&jobs::address(job)))
}

/// Keeps the mapping for the next file with these columns, unless it is kept already.
async fn keep(visit: &Visit, draft: &Draft, kind: &'static RecordType, table: &Table, mapping: &Mapping) -> Result<()> {
    let (database, caller) = (visit.app.database(), visit.caller_because()?);
    let kept = transfer::remembered(database, &caller, kind, table).await?;
    if kept.is_some_and(|(_, kept)| kept == *mapping) {
        return Ok(());
    }
    let name: String = draft.file_name.chars().take(100).collect();
    transfer::remember(database, &caller, &name, mapping).await.map(drop)
}
