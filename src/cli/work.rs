//! The commands that work on an installation, wherever they run: in a process of their own or in the server.

use bytes::Bytes;
use clap::Parser as _;
use tokio::sync::mpsc::Sender;

use crate::app::App;
use crate::changes::{undo, verify};
use crate::cli::arguments::{Arguments, Command, JournalCommand, KeyCommand, UserCommand};
use crate::cli::frames::{Frame, Input, Request};
use crate::error::{Error, Result};
use crate::identity::users::Administrator;
use crate::rights::{Caller, Reason};
use crate::secret::Secret;

/// Bytes that travel at once to whoever asked.
const MOST_AT_ONCE: usize = 1024 * 1024;

/// Where a command's answer goes.
#[derive(Clone)]
pub(super) struct Output(Sender<Frame>);

impl Output {
    /// Prints a line.
    pub(super) async fn line(&self, text: impl Into<String>) {
        let mut text = text.into();
        text.push('\n');
        self.bytes(text.into()).await;
    }

    /// Prints bytes as they are.
    pub(super) async fn bytes(&self, mut bytes: Bytes) {
        while !bytes.is_empty() {
            let some = bytes.split_to(bytes.len().min(MOST_AT_ONCE));
            // Nobody may be looking any more; the work goes on.
            let _gone = self.0.send(Frame::Out(some)).await;
        }
    }

    /// Says something beside the answer, if there is room for it.
    pub(super) fn murmur(&self, text: &str) {
        let _full = self.0.try_send(Frame::Err(format!("{text}\n").into()));
    }

    /// Says something beside the answer.
    pub(super) async fn note(&self, text: impl Into<String>) {
        let mut text = text.into();
        text.push('\n');
        let _gone = self.0.send(Frame::Err(text.into())).await;
    }
}

/// Does what a request asks, and answers with frames.
pub(super) async fn run(app: &App, request: Request, frames: Sender<Frame>) {
    let output = Output(frames.clone());
    let code = match done(app, request, &output).await {
        Ok(code) => code,
        Err(error) => {
            output.note(format!("beheer: {}", super::explain(&error))).await;
            1
        }
    };
    let _gone = frames.send(Frame::End(code)).await;
}

async fn done(app: &App, request: Request, output: &Output) -> Result<u8> {
    let words = std::iter::once("beheer".to_owned()).chain(request.words);
    let arguments = Arguments::try_parse_from(words).map_err(|error| Error::Malformed(error.to_string()))?;
    let mut caller =
        Caller::shell(app.configuration().await?, request.os_user).in_request(app.database().ids().next().simple());
    if let Some(text) = arguments.command.reason() {
        caller.reason = Reason { text: Some(text.to_owned()), ..caller.reason };
    }
    match arguments.command {
        Command::User(command) => user(app, &caller, command, &request.input, output).await,
        Command::Key(command) => key(app, &caller, command, output).await,
        Command::Journal(JournalCommand::Verify) => journal(app, output).await,
        Command::Undo { operation, .. } => {
            let id = operation.parse().map_err(|()| {
                Error::invalid("operation", "wrong_type", "This is not an id. An import prints that of its operation.")
            })?;
            let undone = undo::operation(app.database(), &caller, id).await.map_err(|error| match error {
                Error::NotFound => Error::Malformed(format!("There is no operation {operation}.")),
                other => other,
            })?;
            let said = match undone.records {
                0 => "Nothing was left to take back".to_owned(),
                1 => "1 record taken back".to_owned(),
                many => format!("{many} records taken back"),
            };
            output.line(format!("{said} (operation {}).", undone.operation)).await;
            Ok(0)
        }
        Command::Import(import) => super::transfer::import(app, &caller, &import, request.input, output).await,
        Command::Rights(command) => super::rights::run(app, &caller, command, &request.input, output).await,
        Command::Duplicates { collection } => super::transfer::duplicates(app, &caller, &collection, output).await,
        Command::Export(export) => super::transfer::export(app, &caller, &export, output).await,
        _ => Err(Error::internal("this command does not work on an installation")),
    }
}

/// A password as it came: without the line's end.
fn password(input: &Input) -> Result<Secret> {
    let text =
        std::str::from_utf8(&input.content).map_err(|_| Error::Malformed("The password is not UTF-8.".into()))?;
    Ok(Secret::new(text.trim_end_matches(['\r', '\n'])))
}

async fn user(app: &App, caller: &Caller, command: UserCommand, input: &Input, output: &Output) -> Result<u8> {
    let identity = app.identity();
    match command {
        UserCommand::Create { admin: true, email, name, password_stdin, .. } => {
            if !password_stdin {
                return Err(Error::invalid(
                    "password",
                    "required",
                    "An administrator needs a password: --password-stdin.",
                ));
            }
            let who = Administrator { name, email, password: password(input)? };
            let id = identity.make_administrator(caller, who, None).await?;
            output.line(format!("Administrator {id} made.")).await;
        }
        UserCommand::Create { profile, email, name, password_stdin, .. } => {
            let profile = profile.map(|wanted| find_profile(caller, &wanted)).transpose()?;
            let secret = if password_stdin { Some(password(input)?) } else { None };
            let id = identity.make_user(caller, &name, &email, profile, secret).await?;
            output.line(format!("User {id} made.")).await;
        }
        UserCommand::Password { email, .. } => {
            let account = account(app, &email).await?;
            identity.set_password(caller, account, password(input)?).await?;
            output.line("The password is set and all sessions of this user are ended.").await;
        }
        UserCommand::Link { email, .. } => {
            let made = identity.renew_link(caller, account(app, &email).await?).await?;
            output.note("The link works once and for three days. It is shown only now:").await;
            output.line(super::serve::join_link(app, &made.token)).await;
        }
        UserCommand::DropSecondFactor { email, .. } => {
            identity.remove_factor(caller, account(app, &email).await?).await?;
            output.line("The password alone opens the account now, and all sessions of this user are ended.").await;
        }
        UserCommand::SetupLink => {
            if identity.has_administrator().await? {
                return Err(Error::Conflict("has_administrator", "There is an administrator already.".into()));
            }
            let token = identity.setup_token().await?;
            output.line(super::serve::setup_link(app, &token)).await;
        }
    }
    Ok(0)
}

async fn account(app: &App, email: &str) -> Result<crate::id::Id> {
    let account = app.identity().account(email).await?;
    account
        .map(|account| account.id)
        .ok_or_else(|| Error::invalid("email", "unknown", format!("There is no user {email}.")))
}

fn find_profile(caller: &Caller, wanted: &str) -> Result<crate::id::Id> {
    let profiles = &caller.configuration.policy.profiles;
    let found = profiles.iter().find(|(_, profile)| profile.name.eq_ignore_ascii_case(wanted));
    found.map(|(id, _)| *id).ok_or_else(|| {
        let mut names: Vec<_> = profiles.values().map(|profile| profile.name.as_str()).collect();
        names.sort_unstable();
        Error::invalid("profile", "unknown", format!("There is no profile `{wanted}`. Profiles: {}.", names.join(", ")))
    })
}

async fn key(app: &App, caller: &Caller, command: KeyCommand, output: &Output) -> Result<u8> {
    let KeyCommand::Create { user, name, days, .. } = command;
    let user = account(app, &user).await?;
    let ends_at = app.database().clock().now() + days * 86_400 * 1_000_000;
    let (_, key) = app.identity().make_key(caller, user, &name, &[], Some(ends_at)).await?;
    output.note(format!("The key ends in {days} days. It is shown only now:")).await;
    output.line(key.reveal()).await;
    Ok(0)
}

async fn journal(app: &App, output: &Output) -> Result<u8> {
    let found = verify::verify(app.database()).await?;
    match found.broken {
        None => {
            output.line(format!("The journal is whole: {} changes verified.", found.verified)).await;
            Ok(0)
        }
        Some((position, what)) => {
            output
                .line(format!(
                    "The journal is broken at position {position}: {what} {} changes before it fit.",
                    found.verified
                ))
                .await;
            Ok(1)
        }
    }
}
