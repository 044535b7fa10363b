//! The state of the installation: what runs, how large it is, whether it does its work, and where each setting comes from. What is
//! not known is said so.

use std::time::Instant;

use askama::Template;
use poem::Response;

use crate::changes::history;
use crate::clock::Micros;
use crate::config::{Mode, Source, StorageKind};
use crate::console::admin::places;
use crate::console::display::{self, Shown};
use crate::console::jobs;
use crate::console::language::{Label, Language};
use crate::console::navigation;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::database::{Engine, facts, migrate};
use crate::error::{Error, Result};
use crate::jobs::{State, store, verification};
use crate::query::Listing;
use crate::query::count::{ESTIMATE, count};
use crate::storage;

/// A second and more of them, in microseconds.
const MINUTE: Micros = 60 * 1_000_000;
/// A writer that takes longer is slow, in milliseconds.
const SLOW: u128 = 500;
/// Where less than this part of a disk is free, it is said.
const SCARCE: u64 = 10;

#[derive(Template)]
#[template(path = "system.html")]
struct SystemPage {
    shell: Shell,
    health: Vec<Health>,
    facts: Vec<(String, Shown)>,
    sizes: Vec<(String, Shown)>,
    counts: Vec<(Label, String, String)>,
    settings: Vec<(String, String, String)>,
}

/// Whether a part does its work.
struct Health {
    what: String,
    tone: &'static str,
    state: String,
    detail: String,
    href: String,
}

/// Whether somebody may see the page.
pub(super) fn may(caller: &crate::rights::Caller) -> bool {
    caller.has_duty("settings")
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    if !may(caller) {
        return Err(Error::Forbidden(visit.say("system-refused").into()));
    }
    let page = SystemPage {
        shell: Shell::of(visit, visit.say("system")),
        health: health(visit).await?,
        facts: program(visit).await?,
        sizes: sizes(visit).await?,
        counts: counts(visit).await?,
        settings: visit
            .app
            .settings()
            .iter()
            .map(|(key, value, source)| (key.clone(), value.clone(), from(visit.t, source)))
            .collect(),
    };
    page::render(&page)
}

fn from(t: Language, source: &Source) -> String {
    if *source == Source::Default { t.say("setting-default").into() } else { source.to_string() }
}

async fn health(visit: &Visit) -> Result<Vec<Health>> {
    let (app, t, caller) = (&visit.app, visit.t, visit.caller()?);
    let part = |what: &'static str, tone, state: &'static str, detail: String| Health {
        what: t.say(what).into(),
        tone,
        state: t.say(state).into(),
        detail,
        href: String::new(),
    };
    let mut all = vec![match app.readiness().reason() {
        None => part("health-server", "good", "state-ready", String::new()),
        Some(reason) => part("health-server", "warn", "state-not-ready", reason),
    }];
    let begun = Instant::now();
    let written = app.database().write(|_| Box::pin(async { Ok(()) })).await;
    let milliseconds = begun.elapsed().as_millis();
    let took: String = t.say("health-took").with("number", t.number(&milliseconds.to_string())).into();
    all.push(match written {
        Ok(()) if milliseconds < SLOW => part("health-writer", "good", "state-well", took),
        Ok(()) => part("health-writer", "warn", "state-slow", took),
        Err(error) => part("health-writer", "wrong", "state-unwell", t.error(&error)),
    });
    if caller.has_duty("jobs") {
        let counts = store::counts(app.database(), caller).await?;
        let of = |wanted: &[State]| -> i64 {
            counts.iter().filter(|(state, _)| wanted.contains(state)).map(|(_, count)| count).sum()
        };
        let number = |number: i64| t.number(&number.to_string());
        let (going, failed) = (of(&[State::Waiting, State::Running]), of(&[State::Failed]));
        let detail = t.say("health-jobs").with("going", number(going)).with("failed", number(failed)).into();
        let (tone, state) = if failed > 0 { ("warn", "state-some-failed") } else { ("good", "state-well") };
        all.push(Health { href: "/jobs".into(), ..part("jobs", tone, state, detail) });
    }
    if caller.has_duty("audit") {
        let latest = verification::latest(app, caller).await?;
        let verdict = latest.as_ref().and_then(|job| jobs::verdict(t, job));
        let proof = match verdict {
            Some((true, sentence)) => part("journal", "good", "state-proved", sentence),
            Some((false, sentence)) => part("journal", "wrong", "job-broken", sentence),
            None => part("journal", "", "state-unproved", t.say("verify-never").into()),
        };
        all.push(Health { href: "/journal".into(), ..proof });
    }
    if let Some((free, total)) = storage::space(&app.config().data.directory) {
        let detail = t.say("health-disk").with("free", jobs::size(t, free)).with("total", jobs::size(t, total)).into();
        let is_scarce = free < total / SCARCE;
        let (tone, state) = if is_scarce { ("warn", "state-scarce") } else { ("good", "state-well") };
        all.push(part("health-space", tone, state, detail));
    } else {
        all.push(part("health-space", "", "not-known", String::new()));
    }
    all.push(part("health-backup", "", "not-known", t.say("health-backup-unknown").into()));
    Ok(all)
}

async fn program(visit: &Visit) -> Result<Vec<(String, Shown)>> {
    let (app, t) = (&visit.app, visit.t);
    let (now, said) = (app.database().clock().now(), facts::facts(app.database()).await?);
    let engine = match app.database().engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let mode = if app.config().mode == Mode::Cloud { "mode-cloud" } else { "mode-local" };
    let minutes = (now - app.started_at()).max(0) / MINUTE;
    let number = |number: i64| t.number(&number.to_string());
    let (days, hours) = (minutes / 1_440, minutes / 60 % 24);
    let uptime = match (days, hours) {
        (0, 0) => t.say("system-uptime-minutes"),
        (0, _) => t.say("system-uptime-hours"),
        _ => t.say("system-uptime-days"),
    };
    let uptime = uptime.with("days", number(days)).with("hours", number(hours)).with("minutes", number(minutes % 60));
    let unknown = || Shown::Muted(t.say("not-known").into());
    let facts = [
        ("welcome-version", Shown::Text(env!("CARGO_PKG_VERSION").into())),
        ("system-mode", Shown::Text(t.say(mode).into())),
        ("system-engine", Shown::Text(format!("{engine} {}", said.version))),
        ("system-schema", Shown::Number(t.number(&migrate::newest().to_string()))),
        ("system-began", display::time(visit, app.started_at())),
        ("system-uptime", Shown::Text(uptime.into())),
        ("system-clock", display::time(visit, now)),
        ("system-address", app.config().listen.public_url.clone().map_or_else(unknown, Shown::Text)),
        (
            "system-replicas",
            match said.replicas {
                Some(replicas) => Shown::Number(number(replicas)),
                None => Shown::Text(t.say("system-no-replicas").into()),
            },
        ),
        // On PostgreSQL other servers may run on the same database; they do not know of each other.
        (
            "system-servers",
            match app.database().engine() {
                Engine::Sqlite => Shown::Text(t.say("system-one-server").into()),
                Engine::Postgres => unknown(),
            },
        ),
    ];
    Ok(facts.into_iter().map(|(key, shown)| (t.say(key).into(), shown)).collect())
}

async fn sizes(visit: &Visit) -> Result<Vec<(String, Shown)>> {
    let (app, t) = (&visit.app, visit.t);
    let said = facts::facts(app.database()).await?;
    let newest = history::newest(app.database().read()).await?;
    let files = match app.config().storage.kind {
        StorageKind::Filesystem => app.config().files_directory().display().to_string(),
        StorageKind::S3 => format!("s3://{}", app.config().storage.bucket.clone().unwrap_or_default()),
    };
    let sizes = [
        ("size-database", Shown::Text(jobs::size(t, u64::try_from(said.bytes).unwrap_or(0)))),
        ("size-journal", Shown::Number(t.number(&newest.to_string()))),
        ("size-files", Shown::Text(files)),
        ("welcome-folder", Shown::Text(app.config().data.directory.display().to_string())),
    ];
    Ok(sizes.into_iter().map(|(key, shown)| (t.say(key).into(), shown)).collect())
}

/// How many records there are of each type, as far as the person sees them, and not counted on for ever.
async fn counts(visit: &Visit) -> Result<Vec<(Label, String, String)>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let mut counts = Vec::new();
    for kind in navigation::kinds(caller) {
        let listing = Listing::new(caller, kind);
        let number = count(database.read(), database.engine(), caller, kind, &listing, Some(ESTIMATE)).await?;
        let more = if number >= ESTIMATE { "+" } else { "" };
        counts.push((
            visit.t.many(kind),
            places::list(caller, kind),
            format!("{}{more}", visit.t.number(&number.to_string())),
        ));
    }
    Ok(counts)
}
