//! Jobs: which run, wait, are done or failed; how far one is and what became of it; stopping it, taking it up again, taking back
//! what it did.

use askama::Template;
use poem::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use poem::{Body, Response};
use serde_json::Value as Json;

use crate::changes::{history, undo};
use crate::console::ask::{self, Question};
use crate::console::display::{self, Shown};
use crate::console::language::{Label, Language};
use crate::console::page::{self, Shell};
use crate::console::titles::{Titles, Wanted};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::jobs::{self, Job, State, handover, import, store, verification};
use crate::model::{RecordType, Schema};
use crate::records::user::USER;
use crate::rights::Action;
use crate::transfer;

/// Jobs on a page.
const ON_PAGE: usize = 50;
/// Records on a page.
const RECORDS: usize = 50;
/// Pages of which one may see nothing that are passed over at once.
const PASSED: usize = 20;

/// The groups that jobs are shown in.
const TABS: [(&str, &str, &[State]); 4] = [
    ("", "jobs-all", &[]),
    ("going", "jobs-going", &[State::Waiting, State::Running]),
    ("done", "jobs-done", &[State::Done]),
    ("failed", "jobs-failed", &[State::Failed, State::Cancelled]),
];

#[derive(Template)]
#[template(path = "jobs.html")]
struct JobsPage {
    shell: Shell,
    tabs: Vec<(String, String, String, bool)>,
    lines: Vec<Line>,
    next: String,
    is_narrowed: bool,
    sees_all: bool,
}

/// A job in a list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) by: String,
    pub(super) at: Shown,
    pub(super) state: String,
    pub(super) tone: &'static str,
    /// Done and in all, while it is at work.
    pub(super) progress: Option<(i64, i64)>,
    pub(super) result: String,
}

/// A number with what it counts.
pub(super) struct Tile {
    pub(super) label: String,
    pub(super) number: String,
    pub(super) href: String,
    pub(super) tone: &'static str,
}

impl Tile {
    /// `sort` is what the lines became.
    pub(super) fn of(t: Language, key: &'static str, count: i64, href: String, sort: &str) -> Self {
        let tone = match sort {
            "failed" | "left" if count > 0 => "wrong",
            "duplicates" if count > 0 => "warn",
            _ => "",
        };
        let label = t.say(key).count(u64::try_from(count).unwrap_or(0)).into();
        Self { label, number: t.number(&count.to_string()), href, tone }
    }

    /// Records of another type that came with the lines.
    pub(super) fn also(t: Language, kind: &RecordType, count: usize) -> Self {
        let (label, number) = (t.say("tile-also").of(kind).into(), t.number(&count.to_string()));
        Self { label, number, href: String::new(), tone: "" }
    }
}

/// Where a job is shown.
pub(super) fn address(id: Id) -> String {
    format!("/jobs/{id}")
}

/// A size as people read it.
pub(super) fn size(t: Language, bytes: u64) -> String {
    let (mut whole, mut tenths, mut unit) = (bytes, 0, "B");
    for next in ["kB", "MB", "GB", "TB"] {
        if whole < 1_024 {
            break;
        }
        (whole, tenths, unit) = (whole / 1_024, whole % 1_024 * 10 / 1_024, next);
    }
    let number = if whole < 10 && tenths > 0 { format!("{whole}.{tenths}") } else { whole.to_string() };
    format!("{}\u{a0}{unit}", t.number(&number))
}

/// The page.
pub(super) async fn list(visit: &Visit) -> Result<Response> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let wanted = visit.query.text("state");
    let (chosen, _, states) = TABS.iter().find(|(name, ..)| *name == wanted).unwrap_or(&TABS[0]);
    let before = visit.query.get("before").and_then(|text| text.parse().ok());
    let mut found = store::list_in(database, caller, states, before, ON_PAGE as u64 + 1).await?;
    let has_more = found.len() > ON_PAGE;
    found.truncate(ON_PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| format!("/jobs?state={chosen}&before={}", last.id)).unwrap_or_default();
    let counts = store::counts(database, caller).await?;
    let tabs = TABS.iter().map(|(name, key, states)| {
        let of = |(state, _): &&(State, i64)| states.is_empty() || states.contains(state);
        let number: i64 = counts.iter().filter(of).map(|(_, count)| count).sum();
        let href = if name.is_empty() { "/jobs".to_owned() } else { format!("/jobs?state={name}") };
        (href, visit.say(key).to_string(), visit.t.number(&number.to_string()), name == chosen)
    });
    let page = JobsPage {
        shell: Shell::of(visit, visit.say("jobs")),
        tabs: tabs.collect(),
        lines: lines(visit, found).await?,
        next,
        is_narrowed: !chosen.is_empty(),
        sees_all: caller.has_duty("jobs"),
    };
    page::render(&page)
}

/// Jobs as lines of a list.
pub(super) async fn lines(visit: &Visit, found: Vec<Job>) -> Result<Vec<Line>> {
    let names = names(visit, &found).await?;
    let line = |job: &Job| Line {
        href: address(job.id),
        title: title(visit, job),
        kind: kind(visit, job),
        by: by(&names, job),
        at: display::time_from(visit, job.created_at),
        state: state(visit.t, job).into(),
        tone: tone(job),
        progress: (job.state == State::Running && job.total > 0).then_some((job.done, job.total)),
        result: summary(visit.t, job),
    };
    Ok(found.iter().map(line).collect())
}

async fn names(visit: &Visit, jobs: &[Job]) -> Result<Titles> {
    let mut wanted = Wanted::default();
    jobs.iter().filter_map(|job| job.user).for_each(|user| wanted.add("user", user));
    wanted.find(visit).await
}

fn by(names: &Titles, job: &Job) -> String {
    job.user.and_then(|user| names.get("user", user)).unwrap_or_default().to_owned()
}

fn title(visit: &Visit, job: &Job) -> String {
    match job.kind.as_str() {
        verification::KIND => visit.say("job-verification").into(),
        _ if job.title.is_empty() => visit.say("job-import").into(),
        _ => job.title.clone(),
    }
}

fn kind(visit: &Visit, job: &Job) -> String {
    match job.kind.as_str() {
        verification::KIND => return visit.say("journal").into(),
        handover::KIND => return visit.say("job-handover").into(),
        _ => {}
    }
    let what = if job.kind == import::CHECK { "job-check" } else { "job-import" };
    let kind = visit.caller().ok().and_then(|caller| caller.configuration.schema.named(&job.record_type));
    let label = kind.map_or_else(|| Label::from(job.record_type.clone()), |kind| visit.t.many(kind));
    visit.say("label-and-text").with("label", visit.say(what)).with("text", label).into()
}

fn is_broken(job: &Job) -> bool {
    job.result.as_ref().is_some_and(|result| !result["broken"].is_null())
}

fn is_undone(job: &Job) -> bool {
    job.result.as_ref().is_some_and(|result| !result["undone_by"].is_null())
}

fn state(t: Language, job: &Job) -> crate::console::language::Said {
    t.say(match job.state {
        State::Waiting => "job-waiting",
        State::Running => "job-running",
        State::Done if is_undone(job) => "job-undone",
        State::Done if is_broken(job) => "job-broken",
        State::Done => "job-done",
        State::Failed => "job-failed",
        State::Cancelled => "job-cancelled",
    })
}

fn tone(job: &Job) -> &'static str {
    match job.state {
        State::Running => "accent",
        State::Done if is_undone(job) => "",
        State::Done if is_broken(job) => "wrong",
        State::Done if number(job, "failed") + number(job, "left") > 0 => "warn",
        State::Done => "good",
        State::Failed => "wrong",
        State::Cancelled => "warn",
        State::Waiting => "",
    }
}

fn number(job: &Job, name: &str) -> i64 {
    job.result.as_ref().and_then(|result| result[name].as_i64()).unwrap_or(0)
}

/// What became of a job, in a few words.
fn summary(t: Language, job: &Job) -> String {
    let count = |key: &'static str, number: i64| t.say(key).count(u64::try_from(number).unwrap_or(0)).to_string();
    match &job.result {
        Some(result) if job.kind == verification::KIND => match result["broken"]["position"].as_i64() {
            Some(position) => t.say("verify-broken-at").with("position", t.number(&position.to_string())).into(),
            None if result["verified"].is_i64() => count("verify-fit", number(job, "verified")),
            None => String::new(),
        },
        Some(_) => {
            let counts = [
                ("changed", "did-hand-over"),
                ("left", "did-stay"),
                ("created", "did-create-lines"),
                ("updated", "did-update-lines"),
                ("duplicates", "did-skip-lines"),
                ("failed", "did-fail-lines"),
            ];
            let some = counts.iter().map(|(name, key)| (number(job, name), key)).filter(|(number, _)| *number > 0);
            some.map(|(number, key)| count(key, number)).collect::<Vec<_>>().join(" · ")
        }
        None => String::new(),
    }
}

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage {
    shell: Shell,
    id: Id,
    title: String,
    kind: String,
    is_import: bool,
    state: String,
    tone: &'static str,
    is_over: bool,
    progress: Option<(i64, i64)>,
    far: String,
    error: String,
    facts: Vec<(String, Shown)>,
    tiles: Vec<Tile>,
    /// What became of what it had done, where that was taken back.
    undone: String,
    has_errors: bool,
    made: bool,
    can_undo: bool,
    can_retry: bool,
    verdict: Option<(bool, String)>,
    done: String,
    /// The draft that was only checked.
    draft: Option<String>,
    list: Option<(String, Label)>,
}

/// One job.
pub(super) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    let (caller, t) = (visit.caller()?, visit.t);
    let job = store::get(visit.app.database(), caller, id).await?;
    let names = names(visit, std::slice::from_ref(&job)).await?;
    let is_import = job.kind == import::KIND;
    let kind_of = caller.configuration.schema.named(&job.record_type);
    let made = is_import && number(&job, "created") + number(&job, "updated") + number(&job, "also_created") > 0;
    let far = if job.total > 0 {
        let number = |number: i64| t.number(&number.to_string());
        t.say("job-far").with("done", number(job.done)).with("total", number(job.total)).into()
    } else {
        String::new()
    };
    let done = match visit.query.text("done") {
        "undone" if !is_import => visit.say("handover-undone").into(),
        "again" => visit.say("job-again").into(),
        _ => String::new(),
    };
    let page = JobPage {
        shell: Shell::of(visit, title(visit, &job)),
        id,
        title: title(visit, &job),
        kind: kind(visit, &job),
        is_import,
        state: state(t, &job).into(),
        tone: tone(&job),
        is_over: job.state.is_over(),
        progress: (!job.state.is_over()).then_some((job.done, job.total)),
        far,
        error: error(&job),
        facts: facts(visit, &names, &job),
        tiles: tiles(t, &caller.configuration.schema, &job),
        undone: if is_import && is_undone(&job) { undone(t, &job) } else { String::new() },
        has_errors: job.result.as_ref().is_some_and(|result| result["has_errors"] == Json::Bool(true)),
        made,
        can_undo: (made || number(&job, "changed") > 0) && job.state.is_over() && !is_undone(&job),
        can_retry: matches!(job.state, State::Failed | State::Cancelled)
            && !is_undone(&job)
            && job.kind != import::CHECK,
        verdict: verdict(t, &job),
        done,
        draft: job.specification["checks"].as_str().map(|draft| format!("/import/{draft}/check")),
        list: match job.specification["from"].as_str() {
            Some(from) => Some((format!("/administration/users/{from}"), t.one(&USER))),
            None => kind_of.filter(|_| is_import).map(|kind| (format!("/{}", kind.plural), t.many(kind))),
        },
    };
    page::render(&page)
}

/// What became of what an import had done, once it was taken back.
fn undone(t: Language, job: &Job) -> String {
    let count = |number: i64| t.number(&number.to_string());
    let made = count(number(job, "created") + number(job, "also_created"));
    t.say("import-undone").with("made", made).with("changed", count(number(job, "updated"))).into()
}

fn error(job: &Job) -> String {
    let result = job.result.as_ref().filter(|_| job.state == State::Failed);
    result.and_then(|result| result["error"].as_str()).unwrap_or_default().to_owned()
}

fn facts(visit: &Visit, names: &Titles, job: &Job) -> Vec<(String, Shown)> {
    let t = visit.t;
    let time = |at: Option<i64>| at.map(|at| display::time(visit, at));
    let reason = job.specification["reason"].as_str().filter(|text| !text.is_empty());
    let code = job.specification["reason_code"].as_str().filter(|text| !text.is_empty());
    let code = code.zip(visit.caller().ok()).map(|(code, caller)| ask::called(t, &caller.configuration.reasons, code));
    let why: Vec<String> = code.into_iter().chain(reason.map(str::to_owned)).collect();
    let by = by(names, job);
    let facts = [
        ("job-by", (!by.is_empty()).then_some(Shown::Text(by))),
        ("job-created", time(Some(job.created_at))),
        ("job-started", time(job.started_at)),
        ("job-finished", time(job.finished_at)),
        ("reason", (!why.is_empty()).then(|| Shown::Text(why.join(" · ")))),
    ];
    facts.into_iter().filter_map(|(key, shown)| Some((t.say(key).into(), shown?))).collect()
}

/// What became of a job in numbers; nothing where that was taken back.
fn tiles(t: Language, schema: &Schema, job: &Job) -> Vec<Tile> {
    let all: &[(&str, &str)] = match job.kind.as_str() {
        _ if job.result.is_none() || is_undone(job) => &[],
        import::KIND => &[
            ("created", "tile-created"),
            ("updated", "tile-updated"),
            ("unchanged", "tile-unchanged"),
            ("duplicates", "tile-skipped"),
            ("failed", "tile-failed"),
        ],
        import::CHECK => &[
            ("created", "would-create"),
            ("updated", "would-update"),
            ("unchanged", "would-leave"),
            ("duplicates", "would-skip"),
            ("failed", "would-fail"),
        ],
        handover::KIND => &[("changed", "tile-handed-over"), ("left", "tile-stayed")],
        _ => &[],
    };
    let tile = |(name, key): &(&'static str, &'static str)| Tile::of(t, key, number(job, name), String::new(), name);
    let also = job.result.iter().filter_map(|result| result["also"].as_object()).flatten();
    let also = also.filter_map(|(name, count)| Some((schema.named(name)?, usize::try_from(count.as_u64()?).ok()?)));
    all.iter().map(tile).chain(also.map(|(kind, count)| Tile::also(t, kind, count))).collect()
}

/// What a verification found: whether all is well, and the sentence.
pub(super) fn verdict(t: Language, job: &Job) -> Option<(bool, String)> {
    let result = job.result.as_ref().filter(|_| job.state == State::Done && job.kind == verification::KIND)?;
    if let Some(position) = result["broken"]["position"].as_i64() {
        let position = t.number(&position.to_string());
        return Some((false, t.say("verify-wrong").with("position", position).into()));
    }
    let count = u64::try_from(number(job, "verified")).unwrap_or(0);
    Some((true, t.say("verify-right").count(count).into()))
}

/// The lines that were left out, as a file.
pub(super) async fn errors(visit: &Visit, id: Id) -> Result<Response> {
    let job = store::get(visit.app.database(), visit.caller()?, id).await?;
    if !job.result.as_ref().is_some_and(|result| result["has_errors"] == Json::Bool(true)) {
        return Err(Error::NotFound);
    }
    let mut content = visit.app.storage().get_named(&import::errors_file(job.id)).await?;
    if visit.t.tag() != "en" {
        let (messages, t) = (import::messages(&visit.app, id).await?, visit.t);
        let schema = &visit.caller()?.configuration.schema;
        let say = |line: u64| {
            let said = messages.get(&line)?.iter().map(|message| t.message(schema, message));
            Some(said.collect::<Vec<_>>().join(" "))
        };
        content = transfer::retold(&content, t.tag(), say)?.into();
    }
    Ok(Response::builder()
        .header(CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(CONTENT_DISPOSITION, "attachment; filename=\"errors.csv\"")
        .header(CACHE_CONTROL, "private, no-store")
        .body(Body::from_bytes(content)))
}

#[derive(Template)]
#[template(path = "job_records.html")]
struct RecordsPage {
    shell: Shell,
    id: Id,
    title: String,
    rows: Vec<Made>,
    next: String,
}

struct Made {
    href: String,
    title: String,
    is_binned: bool,
    label: Label,
    what: String,
}

/// What an import made and changed, as far as one may see it now.
pub(super) async fn records(visit: &Visit, id: Id) -> Result<Response> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let job = store::get(database, caller, id).await?;
    let mut after = visit.query.get("after").and_then(|text| text.parse().ok()).unwrap_or(0);
    let (mut rows, mut next) = (Vec::new(), None);
    // A page of which one may see nothing is passed over, so that the next one is worth a press.
    for _ in 0..PASSED {
        let mut found = history::records_of(database, id, after, RECORDS as u64 + 1).await?;
        let has_more = found.len() > RECORDS;
        found.truncate(RECORDS);
        next = found.last().filter(|_| has_more).map(|(seq, ..)| *seq);
        rows = made(visit, &found).await?;
        match next {
            Some(seq) if rows.is_empty() => after = seq,
            _ => break,
        }
    }
    let next = next.map(|seq| format!("/jobs/{id}/records?after={seq}"));
    let shell = Shell::of(visit, visit.say("import-made"));
    page::render(&RecordsPage { shell, id, title: title(visit, &job), rows, next: next.unwrap_or_default() })
}

/// Records as they are listed, those in the bin too; what cannot be seen is left out.
async fn made(visit: &Visit, found: &[(i64, String, uuid::Uuid, String)]) -> Result<Vec<Made>> {
    let schema = &visit.caller()?.configuration.schema;
    let mut wanted = Wanted::default();
    for (_, kind, record, _) in found {
        wanted.add(kind, Id(*record));
    }
    let titles = wanted.with_bin().find(visit).await?;
    let row = |(_, kind, record, action): &(i64, String, uuid::Uuid, String)| {
        let (kind, record) = (schema.named(kind)?, Id(*record));
        let verb = action.rsplit_once('.').map_or("", |(_, verb)| verb);
        Some(Made {
            title: titles.get(kind.name, record)?.to_owned(),
            is_binned: titles.is_binned(record),
            href: format!("/{}/{record}", kind.plural),
            label: visit.t.one(kind),
            what: super::history::what(visit.t, verb),
        })
    };
    Ok(found.iter().filter_map(row).collect())
}

/// Asks a job to stop.
pub(super) async fn cancel(visit: &Visit, id: Id) -> Result<Response> {
    match jobs::cancel(&visit.app, visit.caller()?, id).await {
        // It came to its end in the meantime.
        Ok(_) | Err(Error::Conflict("job_is_over", _)) => Ok(page::go(&address(id))),
        Err(error) => Err(error),
    }
}

/// Takes a job up again.
pub(super) async fn retry(visit: &Visit, id: Id) -> Result<Response> {
    match jobs::retry(&visit.app, visit.caller()?, id).await {
        Ok(_) => Ok(page::go(&format!("{}?done=again", address(id)))),
        Err(Error::Conflict("job_goes_on", _)) => Ok(page::go(&address(id))),
        Err(Error::Conflict("file_is_gone", _)) => {
            Err(Error::Conflict("file_is_gone", visit.say("import-file-gone").into()))
        }
        Err(error) => Err(error),
    }
}

/// Asks why an import is to be taken back.
pub(super) async fn ask_undo(visit: &Visit, id: Id) -> Result<Response> {
    let (job, kind) = undoable(visit, id).await?;
    ask::ask(visit, kind, Action::Update, question(visit, &job))
}

/// Takes an import back, whole.
pub(super) async fn undo(visit: &Visit, id: Id) -> Result<Response> {
    let (job, kind) = undoable(visit, id).await?;
    match undo::operation(visit.app.database(), &visit.caller_because()?, id).await {
        Ok(undone) => {
            store::note_undone(visit.app.database(), &job, undone.operation).await?;
            Ok(page::go(&format!("{}?done=undone", address(id))))
        }
        Err(error) => ask::again(visit, kind, Action::Update, question(visit, &job), error),
    }
}

async fn undoable(visit: &Visit, id: Id) -> Result<(Job, &'static RecordType)> {
    let caller = visit.caller()?;
    let job = store::get(visit.app.database(), caller, id).await?;
    let is_operation = matches!(job.kind.as_str(), import::KIND | handover::KIND);
    if !is_operation || !job.state.is_over() || is_undone(&job) {
        return Err(Error::Conflict("not_undoable", visit.say("import-not-undoable").into()));
    }
    let kind = if job.kind == handover::KIND {
        &USER
    } else {
        caller.configuration.schema.named(&job.record_type).ok_or(Error::NotFound)?
    };
    Ok((job, kind))
}

fn question(visit: &Visit, job: &Job) -> Question {
    let (heading, lead, button) = match job.kind.as_str() {
        handover::KIND => ("handover-undo-heading", "handover-undo-lead", "handover-undo"),
        _ => ("import-undo-heading", "import-undo-lead", "import-undo"),
    };
    Question {
        heading: visit.say(heading).with("name", title(visit, job)).into(),
        lead: visit.say(lead).into(),
        button: visit.say(button).into(),
        to: format!("/jobs/{}/undo", job.id),
        back: address(job.id),
        with: Vec::new(),
        changes: Vec::new(),
    }
}
