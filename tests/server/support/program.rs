//! The program itself as a process: commands beside a server of these tests, on the same installation.

use std::process::Command;

use super::server::TestServer;

/// Runs a command; its exit code and what it printed, on both streams.
pub(crate) async fn run(server: &TestServer, words: &[&str]) -> (i32, String) {
    let config = server.app.config();
    let mut command = Command::new(env!("CARGO_BIN_EXE_beheer"));
    command.arg("--data").arg(&config.data.directory).args(words).env("USER", "mallory").env_remove("SUDO_USER");
    if let Some(url) = &config.database.url {
        command.env("BEHEER_DATABASE__URL", url.reveal());
    }
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), text)
}

/// The same of a command that must succeed; what it printed.
#[track_caller]
pub(crate) fn succeeded((code, text): (i32, String)) -> String {
    assert_eq!(code, 0, "{text}");
    text
}

/// Whom the journal is to name for a command: the user of these tests, whatever the environment says.
pub(crate) fn os_user() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
