//! The program in a process of its own, as an operator runs it: with a folder, an environment, signals and a log.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A bound against a hang, generous for a machine that has other things to do.
const LIMIT: Duration = Duration::from_mins(1);

/// The program, running or not.
pub(crate) struct Program {
    folder: TempDir,
    environment: Vec<(String, String)>,
    process: Option<Child>,
    /// Where it listens, once it does: `http://127.0.0.1:…`.
    pub(crate) url: String,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// What it printed, after a look at how it ended.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self.out
    }
}

impl Program {
    /// On the database given, or on SQLite in a folder of its own.
    pub(crate) fn new(database: Option<&str>) -> Self {
        let environment = database.map(|url| ("BEHEER_DATABASE__URL".to_owned(), url.to_owned()));
        let program = Self {
            folder: tempfile::tempdir().unwrap(),
            environment: environment.into_iter().collect(),
            process: None,
            url: String::new(),
        };
        program.with("BEHEER_LISTEN__DRAIN_SECONDS", "0")
    }

    /// With a setting.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file beside the data folder, with this content.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// What the server has logged.
    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.folder.path().join("log")).unwrap_or_default()).into_owned()
    }

    /// What the server has said to who started it.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.folder.path().join("out")).unwrap_or_default()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_beheer"));
        command.args(words).arg("--data").arg(self.data()).current_dir(self.folder.path());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts the server on a free port and waits until it is ready.
    pub(crate) async fn start(&mut self) {
        let file = |name: &str| File::create(self.folder.path().join(name)).unwrap();
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null()).stdout(file("out")).stderr(file("log"));
        self.process = Some(command.spawn().unwrap());
        let begin = Instant::now();
        let url = loop {
            let log = self.log();
            if let Some((_, rest)) = log.split_once("listening on ") {
                break rest.split([' ', '"', '\n']).next().unwrap().to_owned();
            }
            let ended = self.process.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none() && begin.elapsed() < LIMIT, "the server did not start ({ended:?}):\n{log}");
            pause().await;
        };
        self.url = url;
        let client = reqwest::Client::builder().tls_danger_accept_invalid_certs(true).build().unwrap();
        let ready = format!("{}/health/ready", self.url);
        until("ready", async || client.get(&ready).send().await.is_ok_and(|answer| answer.status() == 200)).await;
    }

    /// Sends the server a signal: `TERM`, `KILL` …
    pub(crate) fn signal(&self, name: &str) {
        let id = self.process.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits for the server's end.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        let mut process = self.process.take().unwrap();
        let mut status = None;
        until("the end of the server", async || {
            status = process.try_wait().unwrap();
            status.is_some()
        })
        .await;
        status.unwrap()
    }

    /// Stops the server as an operator does.
    pub(crate) async fn stop(&mut self) {
        self.signal("TERM");
        let status = self.ended().await;
        assert!(status.success(), "{status}: {}", self.log());
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, words: &[&str], input: &str) -> Ran {
        self.begin(words, input).end()
    }

    /// Starts a command, to be waited for.
    pub(crate) fn begin(&self, words: &[&str], input: &str) -> Begun {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        // A command that reads nothing closes its end before we write.
        drop(process.stdin.take().map(|mut pipe| pipe.write_all(input.as_bytes())));
        Begun(process)
    }

    /// Makes the first administrator, `you@example.org`, and a key of hers.
    pub(crate) fn first_key(&self, password: &str) -> String {
        let words =
            ["user", "create", "--admin", "--email", "you@example.org", "--name", "Yolanda", "--password-stdin"];
        self.run(&words, &format!("{password}\n")).expect(0);
        self.run(&["key", "create", "--user", "you@example.org", "--name", "tests"], "").expect(0).trim().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            drop(process.kill());
            drop(process.wait());
        }
    }
}

/// A command under way.
pub(crate) struct Begun(Child);

impl Begun {
    /// Waits for its end.
    pub(crate) fn end(self) -> Ran {
        let output = self.0.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Waits until something is so; other processes tell us nothing when it is.
pub(crate) async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    while !is_so().await {
        assert!(begin.elapsed() < LIMIT, "waited in vain for {what}");
        pause().await;
    }
}

async fn pause() {
    tokio::time::sleep(Duration::from_millis(10)).await;
}
