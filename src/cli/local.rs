//! One writing process on SQLite: whoever has the lock in the data folder works; everybody else hands over to it.

use std::fs::{File, TryLockError};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::mpsc;

use crate::app::App;
use crate::cli::frames::{Frame, Input, Request};
use crate::cli::{show, work};
use crate::config::Config;
use crate::error::{Error, Result};

/// Name of the socket in the data folder.
pub(super) const SOCKET: &str = "control.sock";
/// Name of the lock in the data folder.
const LOCK: &str = "lock";
/// How often, and how long between, a command looks for a server that is starting or stopping.
const TRIES: u32 = 50;
const BETWEEN: Duration = Duration::from_millis(100);

/// The lock of a data folder; given back when it is dropped, also by a crash.
pub(super) struct Lock(#[expect(dead_code, reason = "holding the file open is what holds the lock")] File);

impl Lock {
    /// Takes the lock; nothing when another process has it.
    pub(super) fn take(folder: &Path) -> Result<Option<Self>> {
        let file = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Opens the installation for a command that must be alone with it.
pub(super) async fn open(config: Config) -> Result<App> {
    crate::config::master_key::create_data_directory(&config.data.directory)?;
    if config.database.is_postgres() {
        return App::open(config).await;
    }
    let lock = Lock::take(&config.data.directory)?
        .ok_or_else(|| Error::Conflict("running", "A server is running on this data folder. Stop it first.".into()))?;
    let app = App::open(config).await?;
    // Kept until the process ends.
    std::mem::forget(lock);
    Ok(app)
}

/// Hands a command to the running server, or does it here where none runs. On PostgreSQL it is always done here.
pub(super) async fn hand_over_or_run(
    config: Config,
    words: Vec<String>,
    input: Input,
    output: Option<PathBuf>,
) -> Result<u8> {
    let os_user = os_user();
    crate::config::master_key::create_data_directory(&config.data.directory)?;
    let request = Request { os_user, words, input };
    if config.database.is_postgres() {
        return here(App::open(config).await?, request, output).await;
    }
    let folder = config.data.directory.clone();
    for _ in 0..TRIES {
        if let Ok(stream) = UnixStream::connect(folder.join(SOCKET)).await {
            return over_there(stream, &request, output).await;
        }
        if let Some(_lock) = Lock::take(&folder)? {
            return here(App::open(config).await?, request, output).await;
        }
        tokio::time::sleep(BETWEEN).await;
    }
    Err(Error::Unavailable(
        format!(
            "Another process holds {} but does not answer. Is a server starting or stopping?",
            folder.join(LOCK).display()
        ),
        5,
    ))
}

/// The name of the operating system's user, for the journal: that of the process, which nobody can choose for himself as he can the
/// environment. Of root behind `sudo` the person before it.
fn os_user() -> String {
    let variable = |name: &str| std::env::var(name).ok();
    let owner = std::fs::metadata("/proc/self").map(|process| process.uid()).ok();
    let name = match owner {
        Some(0) => variable("SUDO_USER").or_else(|| Some("root".into())),
        Some(id) => user_name(id).or_else(|| Some(format!("uid-{id}"))),
        None => variable("USER").or_else(|| variable("LOGNAME")),
    };
    let name = name.unwrap_or_else(|| "unknown".into());
    name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).take(64).collect()
}

fn user_name(id: u32) -> Option<String> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let mut users = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
    users.find(|user| user.get(2) == Some(&id.to_string().as_str())).map(|user| user[0].to_owned())
}

async fn over_there(mut stream: UnixStream, request: &Request, output: Option<PathBuf>) -> Result<u8> {
    request.write(&mut stream).await?;
    let mut file = output.map(File::create).transpose()?;
    loop {
        if let Some(code) = show(&Frame::read(&mut stream).await?, &mut file)? {
            return Ok(code);
        }
    }
}

async fn here(app: App, request: Request, output: Option<PathBuf>) -> Result<u8> {
    let (frames, mut shown) = mpsc::channel(16);
    let worker = tokio::spawn({
        let app = app.clone();
        async move { work::run(&app, request, frames).await }
    });
    let mut file = output.map(File::create).transpose()?;
    let mut code = 1;
    while let Some(frame) = shown.recv().await {
        if let Some(last) = show(&frame, &mut file)? {
            code = last;
        }
    }
    worker.await.map_err(|error| Error::Internal(Box::new(error)))?;
    app.close().await?;
    Ok(code)
}
