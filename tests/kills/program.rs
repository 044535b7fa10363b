//! The real program in a process of its own: started, killed, asked.

use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const READY: &str = "listening on http://";
const START_LIMIT: Duration = Duration::from_mins(1);
const ADMIN: &str = "admin@example.org";
const PAGE: &str = "200";

pub(crate) struct Program {
    folder: tempfile::TempDir,
    database: Option<String>,
    address: SocketAddr,
    process: Option<Child>,
}

impl Program {
    /// On SQLite in a folder of its own, or on the database given.
    pub(crate) fn new(database: Option<String>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), database, address, process: None }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1{path}", self.address)
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("serve.log")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_beheer"));
        command.args(words).arg("--data").arg(self.folder.path().join("data"));
        if let Some(url) = &self.database {
            command.env("BEHEER_DATABASE__URL", url);
        }
        command
    }

    /// Starts the server; how long it took until it said that it listens.
    pub(crate) async fn start(&mut self) -> Duration {
        let log = File::create(self.log()).unwrap();
        let mut command = self.command(&["serve", "--listen", &self.address.to_string()]);
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let begin = Instant::now();
        let mut process = command.spawn().unwrap();
        loop {
            let log = fs::read(self.log()).unwrap();
            let log = String::from_utf8_lossy(&log);
            if log.contains(READY) {
                break;
            }
            let ended = process.try_wait().unwrap();
            if ended.is_some() || begin.elapsed() > START_LIMIT {
                drop(process.kill());
                panic!("the server did not start ({ended:?}):\n{log}");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.process = Some(process);
        begin.elapsed()
    }

    /// SIGKILL: the server learns nothing.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Runs a command of the program to its end; what it printed. Panics where it failed.
    pub(crate) fn run(&self, words: &[&str], input: &str) -> String {
        self.output(words, input).0
    }

    /// Runs a command to its end; what it printed, and what it said beside that. Panics where it failed.
    pub(crate) fn output(&self, words: &[&str], input: &str) -> (String, String) {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        // A command that reads nothing closes its end before we write.
        drop(process.stdin.take().map(|mut pipe| pipe.write_all(input.as_bytes())));
        let output = process.wait_with_output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "beheer {} failed:\n{out}{err}", words.join(" "));
        (out.into_owned(), err.into_owned())
    }

    /// Makes the first administrator and a key of hers.
    pub(crate) fn first_key(&self) -> String {
        let user = ["user", "create", "--admin", "--email", ADMIN, "--name", "Admin", "--password-stdin"];
        self.run(&[&user[..], &["--reason", "kill test"]].concat(), "correct horse battery staple 7\n");
        let printed = self.run(&["key", "create", "--user", ADMIN, "--name", "kills"], "");
        printed.lines().last().expect("the key is the last line").trim().to_owned()
    }

    /// Name and id of every contact whose name starts like this, page by page.
    pub(crate) async fn records(&self, key: &str, prefix: &str) -> Vec<(String, String)> {
        let client = client();
        let filter = format!("last_name sw \"{prefix}\"");
        let mut cursor: Option<String> = None;
        let mut found = Vec::new();
        loop {
            let mut query = vec![("filter", filter.as_str()), ("fields", "id,last_name"), ("limit", PAGE)];
            query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let request = client.get(self.url("/contacts")).bearer_auth(key).query(&query);
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let page: Value = answer.json().await.unwrap();
            assert!(status.is_success(), "the list of contacts answers {status}: {page}");
            let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
            let items = page["items"].as_array().expect("a page has items");
            found.extend(items.iter().map(|item| (text(item, "last_name"), text(item, "id"))));
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                return found;
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

pub(crate) fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap()
}
