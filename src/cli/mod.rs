//! The command line: starting the server, and administering an installation beside it.

mod arguments;
mod control;
mod frames;
mod local;
mod rights;
mod serve;
mod transfer;
mod words;
mod work;

use std::io::{IsTerminal, Read, Write};
use std::num::NonZero;
use std::process::ExitCode;

use clap::Parser as _;

use crate::config::{Config, Faults, Loaded};
use crate::database::READERS;
use crate::error::{Error, FieldProblem, Result, UndoConflict};

use arguments::{Arguments, Command};
use frames::{Frame, Input};

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Reads of SQLite run on the threads of the runtime; see `database::sqlite`.
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get) + READERS;
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&format!("The program could not start: {error}")),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => complain(&explain(&error)),
    }
}

#[expect(clippy::print_stderr, reason = "the command line speaks on standard error")]
fn complain(message: &str) -> ExitCode {
    eprintln!("beheer: {message}");
    ExitCode::FAILURE
}

fn refuse(faults: &Faults) -> u8 {
    complain(&faults.to_string());
    1
}

/// An error with its parts, and the chain of causes where it is ours.
fn explain(error: &Error) -> String {
    use std::fmt::Write as _;
    let mut text = error.to_string();
    match error {
        // Pointers are for programs; here the part is named as on the command line.
        Error::Invalid(problems) => {
            let part = |problem: &FieldProblem| match problem.pointer.trim_start_matches('/') {
                "" => problem.detail.clone(),
                part => format!("{part}: {}", problem.detail),
            };
            match problems.as_slice() {
                [one] => text = part(one),
                many => {
                    for problem in many {
                        let _ = write!(text, "\n  {}", part(problem));
                    }
                }
            }
        }
        Error::UndoConflicts(conflicts) => {
            for conflict in conflicts {
                let UndoConflict { record_type, record_id, field, detail, .. } = conflict;
                let _ = write!(text, "\n  {record_type} {record_id} {field}: {detail}");
            }
        }
        Error::Internal(cause) => text = format!("{text}\n  {cause}"),
        _ => {}
    }
    text
}

async fn run(arguments: Arguments) -> Result<u8> {
    let loaded = match Config::load(arguments.config.as_deref(), &arguments.flags()) {
        Ok(loaded) => loaded,
        // Not as an error of ours: faults have a form of their own, with key and source.
        Err(faults) => return Ok(refuse(&faults)),
    };
    match arguments.command {
        Command::Serve { demo, .. } => serve::run(loaded, demo).await.map(|()| 0),
        Command::Config => {
            show_config(&loaded);
            Ok(0)
        }
        Command::Migrate => {
            let app = local::open(loaded.config).await?;
            print(&format!("The database is at schema {}.\n", crate::database::migrate::newest()));
            app.close().await.map(|()| 0)
        }
        Command::Schema { ref record_type, ref engine } => show_schema(record_type, engine),
        Command::Openapi => {
            let document = serve::shipped_document()?;
            print(&document);
            Ok(0)
        }
        ref command => {
            let input = read_input(command)?;
            let output = command.output();
            let words: Vec<String> = std::env::args().skip(1).collect();
            local::hand_over_or_run(loaded.config, words, input, output).await
        }
    }
}

/// What the command reads: a file for imports, standard input for passwords.
fn read_input(command: &Command) -> Result<Input> {
    if let Some(path) = command.file() {
        let content = std::fs::read(path).map_err(|error| {
            Error::Malformed(format!("The file {} cannot be read: {error}. Check the path.", path.display()))
        })?;
        let beside = command.file_beside().map(read_beside).transpose()?;
        return Ok(Input { content: content.into(), beside });
    }
    if !command.reads_stdin() {
        return Ok(Input::default());
    }
    let mut content = Vec::new();
    let mut stdin = std::io::stdin();
    if stdin.is_terminal() {
        print("Password: ");
        let mut line = String::new();
        stdin.read_line(&mut line)?;
        return Ok(Input { content: line.into_bytes().into(), beside: None });
    }
    stdin.read_to_end(&mut content)?;
    Ok(Input { content: content.into(), beside: None })
}

fn read_beside(path: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Error::Malformed(format!("The file {} cannot be read: {error}. Check the path.", path.display()))
    })
}

fn show_config(loaded: &Loaded) {
    let effective = loaded.effective();
    let width = effective.iter().map(|(key, ..)| key.len()).max().unwrap_or(0);
    for (key, value, source) in effective {
        let value = if value.is_empty() { "–" } else { &value };
        print(&format!("{key:width$}  {value}  ({source})\n"));
    }
}

fn show_schema(record_type: &str, engine: &str) -> Result<u8> {
    let kinds: Vec<_> =
        crate::records::ALL.into_iter().filter(|kind| record_type == "all" || kind.name == record_type).collect();
    if kinds.is_empty() {
        let names: Vec<_> = crate::records::ALL.iter().map(|kind| kind.name).collect();
        let detail = format!("There is no record type `{record_type}`. Types: {}.", names.join(", "));
        return Err(Error::invalid("type", "unknown_type", detail));
    }
    let engine = if engine == "postgres" { crate::database::Engine::Postgres } else { crate::database::Engine::Sqlite };
    for kind in kinds {
        print(&crate::model::ddl::create(engine, kind));
        print("\n");
    }
    Ok(0)
}

/// Prints to standard output. A reader that went away (a closed pipe) is no fault of ours.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Shows one frame of a command's answer where it belongs; the exit code when it is the last.
fn show(frame: &Frame, file: &mut Option<std::fs::File>) -> Result<Option<u8>> {
    match (frame, file) {
        (Frame::Out(bytes), Some(file)) => file.write_all(bytes)?,
        (Frame::Out(bytes), None) => {
            let mut out = std::io::stdout().lock();
            let _closed = out.write_all(bytes).and_then(|()| out.flush());
        }
        (Frame::Err(bytes), _) => {
            let mut err = std::io::stderr().lock();
            let _closed = err.write_all(bytes);
        }
        (Frame::End(code), file) => {
            if let Some(file) = file {
                file.sync_all()?;
            }
            return Ok(Some(*code));
        }
    }
    Ok(None)
}
