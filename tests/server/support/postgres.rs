//! A private PostgreSQL for tests: the server of `TEST_POSTGRES_URL` where that is set, else a cluster of our own.
//!
//! The cluster belongs to a watcher process, which stops and removes it when this process ends, however it ends.
//! It gives up safety for speed (`fsync=off`) unless `TEST_POSTGRES_DURABLE=1` asks otherwise.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, Row};
use tokio::sync::OnceCell;

/// Databases of a run that ended badly on a foreign server are dropped after this time.
const STALE_SECONDS: i64 = 3600;
const START_SECONDS: u64 = 60;

/// Runs the server, waits for the pipe to close (our death closes it), stops the server, removes the folder.
const WATCHER: &str = r#"
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null &
server=$!
read -r _
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

/// A server to make databases on.
struct Server {
    /// URL of a superuser without the database's name.
    base: String,
    /// The database to stand in while another is made.
    maintenance: String,
    /// Keeps the watcher's pipe open as long as this process lives.
    _watcher: Option<Child>,
}

impl Server {
    fn url(&self, database: &str) -> String {
        match self.base.split_once('?') {
            Some((base, parameters)) => format!("{base}/{database}?{parameters}"),
            None => format!("{}/{database}", self.base),
        }
    }

    async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.url(&self.maintenance)).await.unwrap()
    }
}

/// A fresh database for one test, copied from a template that `migrate` fills once per process; its URL.
/// None, with a line that says so, where there is no PostgreSQL (a failure under `CI_REQUIRE_POSTGRES=1`).
pub(crate) async fn database(migrate: impl AsyncFnOnce(String)) -> Option<String> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let Some(server) = server().await else {
        println!("skipped: no PostgreSQL");
        return None;
    };
    let template = TEMPLATE.get_or_init(async || {
        let name = create(server, None).await;
        migrate(server.url(&name)).await;
        name
    });
    let name = create(server, Some(template.await)).await;
    Some(server.url(&name))
}

/// Makes a database. Its name says when, so that what a dead run left on a foreign server is found.
async fn create(server: &Server, template: Option<&str>) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut connection = server.connect().await;
    let now = connection.fetch_one("select extract(epoch from now())::int8").await.unwrap().get::<i64, _>(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("beheer_test_{now}_{}_{count}", std::process::id());
    let source = template.unwrap_or("template0");
    let statement = format!("create database {name} template {source} encoding 'UTF8'");
    connection.execute(AssertSqlSafe(statement)).await.unwrap();
    if template.is_none() {
        drop_stale(&mut connection, now).await;
    }
    connection.close().await.unwrap();
    name
}

async fn drop_stale(connection: &mut PgConnection, now: i64) {
    let rows = connection.fetch_all("select datname from pg_database where datname like 'beheer_test_%'");
    let names: Vec<String> = rows.await.unwrap().iter().map(|row| row.get(0)).collect();
    for name in names {
        let made = name.split('_').nth(2).and_then(|seconds| seconds.parse::<i64>().ok());
        if made.is_some_and(|made| now - made > STALE_SECONDS) {
            // Another run may be dropping it at the same moment.
            drop(connection.execute(AssertSqlSafe(format!("drop database if exists {name} with (force)"))).await);
        }
    }
}

/// The server of this process, started by whoever asks first.
async fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let start = || SERVER.get_or_init(start).as_ref();
    let server = tokio::task::spawn_blocking(start).await.unwrap();
    let required = std::env::var("CI_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(server.is_some() || !required, "CI_REQUIRE_POSTGRES=1, but there is no PostgreSQL on this machine");
    server
}

fn start() -> Option<Server> {
    if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
        let (address, parameters) = url.split_once('?').map_or((url.as_str(), ""), |(a, b)| (a, b));
        let (base, database) = address.rsplit_once('/').expect("TEST_POSTGRES_URL ends in /database");
        let base = if parameters.is_empty() { base.to_owned() } else { format!("{base}?{parameters}") };
        return Some(Server { base, maintenance: database.to_owned(), _watcher: None });
    }
    let binaries = binaries()?;
    let mut failure = String::new();
    // The port is free when we look and may be taken when the server starts.
    for _ in 0..3 {
        match cluster(&binaries) {
            Ok(server) => return Some(server),
            Err(log) => failure = log,
        }
    }
    panic!("PostgreSQL in {} does not start:\n{failure}", binaries.display());
}

/// The folder of `initdb` and `postgres`: the newest under /usr/lib/postgresql, else the one on the path.
fn binaries() -> Option<PathBuf> {
    let both = |folder: &PathBuf| folder.join("initdb").exists() && folder.join("postgres").exists();
    let number = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_string_lossy().parse::<u32>().ok());
    let mut versions: Vec<_> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    versions.sort_by_key(number);
    let debian = versions.iter().rev().map(|version| version.join("bin")).find(both);
    debian.or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(both))
}

/// Makes and starts a cluster; the log where it does not come up.
fn cluster(binaries: &Path) -> Result<Server, String> {
    // Not TMPDIR: the unprivileged user must be able to get there.
    let folder = tempfile::Builder::new().prefix("beheer-pg-").tempdir_in("/tmp").unwrap();
    let password = uuid::Uuid::new_v4().simple().to_string();
    let password_file = folder.path().join("password");
    fs::write(&password_file, &password).unwrap();
    let user = unprivileged();
    if let Some((uid, gid)) = user {
        chown(folder.path(), Some(uid), Some(gid)).unwrap();
        chown(&password_file, Some(uid), Some(gid)).unwrap();
    }
    fs::set_permissions(&password_file, fs::Permissions::from_mode(0o600)).unwrap();

    let data = folder.path().join("data");
    let mut initdb = words(user, &binaries.join("initdb"));
    let pwfile = format!("--pwfile={}", password_file.display());
    // Passwords in clear over the loopback: a SCRAM exchange for each connection would cost more than the test.
    for option in ["--auth=password", "--username=beheer", "--encoding=UTF8", "--locale=C", "--no-sync", &pwfile] {
        initdb.push(option.to_owned());
    }
    initdb.extend(["-D".to_owned(), data.display().to_string()]);
    let Output { status, stderr, .. } =
        Command::new(&initdb[0]).args(&initdb[1..]).current_dir("/").output().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err(String::from_utf8_lossy(&stderr).into_owned());
    }

    let port = free_port();
    let mut postgres = words(user, &binaries.join("postgres"));
    postgres.extend(["-D".to_owned(), data.display().to_string()]);
    for setting in settings(port) {
        postgres.extend(["-c".to_owned(), setting]);
    }
    let folder = folder.keep();
    let watcher = Command::new("sh")
        .args(["-c", WATCHER, "watcher"])
        .arg(&folder)
        .args(&postgres)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // A group of its own: an interrupt at the keyboard must not kill it before it has tidied up.
        .process_group(0)
        .spawn()
        .unwrap();
    let base = format!("postgres://beheer:{password}@127.0.0.1:{port}");
    await_ready(&folder, watcher).map(|watcher| Server {
        base,
        maintenance: "postgres".into(),
        _watcher: Some(watcher),
    })
}

fn settings(port: u16) -> Vec<String> {
    let durable = std::env::var("TEST_POSTGRES_DURABLE").is_ok_and(|value| value == "1");
    let speed: &[&str] = if durable { &[] } else { &["fsync=off", "full_page_writes=off", "synchronous_commit=off"] };
    let fixed =
        ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "timezone=UTC", "jit=off"];
    let port = format!("port={port}");
    fixed.iter().chain(speed).map(|setting| (*setting).to_owned()).chain([port]).collect()
}

/// Waits as `pg_ctl` does: until the last line of `postmaster.pid` says so.
fn await_ready(folder: &Path, mut watcher: Child) -> Result<Child, String> {
    let begin = Instant::now();
    loop {
        let state = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
            return Ok(watcher);
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        if log.contains("FATAL") || begin.elapsed() > Duration::from_secs(START_SECONDS) {
            // A line instead of the end of the pipe does the same: the watcher tidies up.
            drop(watcher.stdin.take().map(|mut pipe| pipe.write_all(b"stop\n")));
            drop(watcher.wait());
            return Err(log);
        }
        pause();
    }
}

#[expect(clippy::disallowed_methods, reason = "a thread for blocking work waits here, not a worker")]
fn pause() {
    std::thread::sleep(Duration::from_millis(20));
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Who to run as: nobody else, unless we are root, whom `initdb` refuses.
pub(crate) fn unprivileged() -> Option<(u32, u32)> {
    let id = |option: &str, user: &[&str]| {
        let output = Command::new("id").arg(option).args(user).output().ok()?;
        String::from_utf8_lossy(&output.stdout).trim().parse::<u32>().ok()
    };
    if id("-u", &[])? != 0 {
        return None;
    }
    ["postgres", "nobody"].iter().find_map(|user| Some((id("-u", &[user])?, id("-g", &[user])?)))
}

/// The words of a command, run as that user.
pub(crate) fn words(user: Option<(u32, u32)>, program: &Path) -> Vec<String> {
    let mut words = Vec::new();
    if let Some((uid, gid)) = user {
        words.extend(
            ["setpriv", "--reuid", &uid.to_string(), "--regid", &gid.to_string(), "--clear-groups", "--"]
                .map(str::to_owned),
        );
    }
    words.push(program.display().to_string());
    words
}
