//! `beheer rights`: rights as a file.

use bytes::Bytes;

use crate::app::App;
use crate::cli::arguments::RightsCommand;
use crate::cli::frames::Input;
use crate::cli::work::Output;
use crate::error::{Error, Result};
use crate::records::portable::{self, Deed, Plan, Planned};
use crate::rights::Caller;

/// The most people that are named.
const MOST: usize = 20;

/// Does one of the commands.
pub(super) async fn run(
    app: &App,
    caller: &Caller,
    command: RightsCommand,
    input: &Input,
    output: &Output,
) -> Result<u8> {
    let database = app.database();
    match command {
        RightsCommand::Export { .. } => {
            output.bytes(Bytes::from(portable::export(database, caller).await?)).await;
            Ok(0)
        }
        RightsCommand::Plan { prune, .. } => {
            let plan = portable::plan(database, caller, text(input)?, prune).await?;
            tell(&plan, output).await;
            Ok(if plan.planned.is_empty() { 0 } else { 2 })
        }
        RightsCommand::Apply { prune, .. } => {
            let plan = portable::plan(database, caller, text(input)?, prune).await?;
            tell(&plan, output).await;
            if let Some(operation) = portable::apply(database, caller, plan).await? {
                output.note(format!("It is done. `beheer undo {operation}` takes it back.")).await;
            }
            Ok(0)
        }
    }
}

fn text(input: &Input) -> Result<&str> {
    std::str::from_utf8(&input.content).map_err(|_| Error::Malformed("The file is not UTF-8.".into()))
}

async fn tell(plan: &Plan, output: &Output) {
    for line in plan.planned.iter().flat_map(lines) {
        output.line(line).await;
    }
    let people = &plan.effect.people;
    let names: Vec<&str> = people.iter().take(MOST).map(|person| person.name.as_str()).collect();
    let more = people.len().saturating_sub(MOST);
    let said = match (plan.planned.len(), names.as_slice()) {
        (0, _) => "Everything is as the file has it.".to_owned(),
        (_, []) => "Nobody may do more or less by it.".to_owned(),
        (_, names) if more > 0 => format!("It changes what these may do: {} and {more} more.", names.join(", ")),
        (_, names) => format!("It changes what these may do: {}.", names.join(", ")),
    };
    output.note(said).await;
    for broken in &plan.effect.broken {
        output.note(format!("The assertion “{}” would not be true any more.", broken.sentence)).await;
    }
}

/// A record that changes, and under it what of it goes and comes.
fn lines(planned: &Planned) -> Vec<String> {
    let sign = match planned.deed {
        Deed::Create => '+',
        Deed::Update => '~',
        Deed::Delete => '-',
    };
    let mut lines = vec![format!("{sign} {} {}", planned.kind.name, planned.name)];
    for delta in &planned.deltas {
        lines.extend(delta.removed.iter().map(|piece| format!("    - {} {piece}", delta.field)));
        lines.extend(delta.added.iter().map(|piece| format!("    + {} {piece}", delta.field)));
    }
    lines
}
