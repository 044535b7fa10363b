//! Changes of many records as one operation: each change stands on its own, and those that are refused are told one by one.

use std::collections::BTreeMap;

use crate::changes::change::{Batch, Change, Operation};
use crate::changes::commit::commit;
use crate::database::Database;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::rights::caller::Caller;

/// Changes that are committed together as long as nothing is wrong with one of them.
const TOGETHER: usize = 500;

/// What became of many changes.
#[derive(Debug, Default)]
pub struct Done {
    /// How many records were changed; what was so already is not counted.
    pub changed: u64,
    /// Those that were refused, with all that is wrong with each.
    pub refused: Vec<(Id, Vec<FieldProblem>)>,
}

impl Done {
    /// Commits changes of existing records, and adds to what was done before. A missing reason ends it at once, as does what is
    /// no matter of one record.
    pub async fn add(
        &mut self,
        database: &Database,
        caller: &Caller,
        operation: Operation,
        changes: &[Change],
    ) -> Result<()> {
        let mut waiting: Vec<Vec<Change>> = changes.chunks(TOGETHER).rev().map(<[Change]>::to_vec).collect();
        while let Some(mut some) = waiting.pop() {
            if some.is_empty() {
                continue;
            }
            match commit(database, caller, Batch::of(some.clone()).within(operation).numbered()).await {
                Ok(outcomes) => self.changed += outcomes.iter().filter(|outcome| outcome.changed).count() as u64,
                Err(Error::Invalid(problems))
                    if problems.iter().all(|problem| place(problem, some.len()).is_none()) =>
                {
                    if about_reason(&problems) {
                        return Err(Error::Invalid(problems));
                    }
                    self.split(some, problems, &mut waiting);
                }
                Err(Error::Invalid(problems)) => {
                    let mut wrong: BTreeMap<usize, Vec<FieldProblem>> = BTreeMap::new();
                    for problem in problems {
                        if let Some(at) = place(&problem, some.len()) {
                            wrong.entry(at).or_default().push(within(problem));
                        }
                    }
                    // From the end, so that the places before stay what they are.
                    let mut refused = Vec::new();
                    for (at, problems) in wrong.into_iter().rev() {
                        refused.push((some.remove(at).id.unwrap_or(Id::NIL), problems));
                    }
                    self.refused.extend(refused.into_iter().rev());
                    waiting.push(some);
                }
                Err(error @ (Error::NotFound | Error::Forbidden(_) | Error::Conflict(..) | Error::Stale(_))) => {
                    let problem = FieldProblem::at("", error.code(), error.to_string());
                    self.split(some, vec![problem], &mut waiting);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// Nobody knows which change it is about: the halves are tried one after the other.
    fn split(&mut self, mut some: Vec<Change>, problems: Vec<FieldProblem>, waiting: &mut Vec<Vec<Change>>) {
        if let [one] = some.as_slice() {
            self.refused.push((one.id.unwrap_or(Id::NIL), problems));
            return;
        }
        let second = some.split_off(some.len() / 2);
        waiting.push(second);
        waiting.push(some);
    }
}

fn about_reason(problems: &[FieldProblem]) -> bool {
    problems.iter().any(|problem| matches!(problem.pointer.as_str(), "/change_reason" | "/change_reason_code"))
}

/// The number in `/operations/12/…`.
fn place(problem: &FieldProblem, of: usize) -> Option<usize> {
    problem.pointer.strip_prefix("/operations/")?.split('/').next()?.parse().ok().filter(|at| *at < of)
}

/// The same problem with a pointer that begins at the record.
fn within(mut problem: FieldProblem) -> FieldProblem {
    let rest = problem.pointer.splitn(4, '/').nth(3);
    problem.pointer = rest.map(|rest| format!("/{rest}")).unwrap_or_default();
    problem
}
