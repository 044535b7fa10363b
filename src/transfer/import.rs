//! Imports: a table of cells into records, in batches within one operation, with a dry run that says exactly what would happen.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::changes::{Operation, OperationKind, history};
use crate::database::Database;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::RecordType;
use crate::model::value::Currency;
use crate::rights::{Action, Caller, Reason, Rows, decide};
use crate::transfer::apply;
use crate::transfer::lines::Reader;
use crate::transfer::mapping::{Mapping, Mode};
use crate::transfer::message::Message;
use crate::transfer::plan::{self, Memory};
use crate::transfer::table::Table;

/// Lines in one batch, where each makes one record.
const BATCH: usize = 500;
/// Records that a batch may make, so that one never grows beyond what a commit takes.
const MOST_CHANGES: usize = 1_000;

/// What becomes of a line that seems to be about a record that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DuplicatePolicy {
    /// It is told and left out.
    #[default]
    Skip,
    /// It becomes a record all the same.
    Create,
    /// It changes that record.
    Update,
}

/// How to import.
#[derive(Debug, Clone)]
pub struct Options {
    /// Currency of amounts that name none.
    pub currency: Currency,
    /// What becomes of duplicates.
    pub duplicates: DuplicatePolicy,
    /// Record types of which a missing record is made when a line names it.
    pub create_missing_links: Vec<String>,
    /// Owner of new records; the caller where nobody is named.
    pub owner: Option<Id>,
    /// The operation, to go on with it where it was broken off: what it made is not made again, and the report is of the whole file.
    pub operation: Option<Id>,
    /// The line to go on from, where that is known: changes of lines before it are not made again either.
    pub from_line: u64,
    /// Whether it is only said what would happen, and nothing is written.
    pub dry: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            currency: Currency::EUR,
            duplicates: DuplicatePolicy::Skip,
            create_missing_links: vec!["organisation".into()],
            owner: None,
            operation: None,
            from_line: 0,
            dry: false,
        }
    }
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A record was made.
    Created,
    /// A record was changed.
    Updated,
    /// All was so already; nothing was written.
    Unchanged,
    /// It seems to be about a record that is there, and was left out.
    Duplicate,
    /// Something is wrong with it.
    Failed,
}

/// What became of a line, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReport {
    /// Which line, counted as in the file.
    pub line: u64,
    /// What became of it.
    pub status: Status,
    /// The record; none in a dry run where it would be made.
    pub id: Option<Id>,
    /// What is wrong with it, or worth knowing.
    pub messages: Vec<Message>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Lines that are done.
    pub done: usize,
    /// All lines.
    pub total: usize,
    /// The line to go on from, should it stop now.
    pub next_line: u64,
    /// What became of the lines that are done.
    pub counts: Counts,
}

/// Lines by what became of them, and records of the second kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that made a record.
    pub created: usize,
    /// Lines that changed one.
    pub updated: usize,
    /// Lines that changed nothing.
    pub unchanged: usize,
    /// Lines left out as duplicates.
    pub duplicates: usize,
    /// Lines with something wrong.
    pub failed: usize,
    /// Further records that were made: second records and missing links.
    pub also_created: usize,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The operation, to undo it or go on with it.
    pub operation: Id,
    /// Every line, in the order of the file.
    pub lines: Vec<LineReport>,
    /// The same counted.
    pub counts: Counts,
    /// Where to go on, if it was stopped.
    pub stopped_before: Option<u64>,
    /// The further records by type.
    pub also: BTreeMap<&'static str, usize>,
    /// Whether policy asks for a reason that the caller did not give.
    pub needs_reason: bool,
}

impl Report {
    /// What is said of lines that were left out.
    pub fn left_out(&self) -> BTreeMap<u64, &[Message]> {
        let left_out = |line: &&LineReport| matches!(line.status, Status::Failed | Status::Duplicate);
        self.lines.iter().filter(left_out).map(|line| (line.line, line.messages.as_slice())).collect()
    }

    /// The same in English, for [`crate::transfer::error_file`].
    pub fn messages(&self) -> BTreeMap<u64, Vec<String>> {
        let said = |messages: &[Message]| messages.iter().map(Message::to_string).collect();
        self.left_out().into_iter().map(|(line, messages)| (line, said(messages))).collect()
    }
}

/// An import under way.
pub(super) struct Session<'a> {
    pub database: &'a Database,
    pub caller: Caller,
    pub table: &'a Table,
    pub options: &'a Options,
    pub mode: Mode,
    pub also_mode: Mode,
    pub main: Reader,
    pub also: Option<Reader>,
    pub operation: Operation,
    pub memory: Memory,
    pub lines: Vec<LineReport>,
    /// Further records by type.
    pub also_made: BTreeMap<&'static str, usize>,
    pub needs_reason: bool,
}

/// What would happen, line by line, without writing anything.
pub async fn dry_run(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    table: &Table,
    mapping: &Mapping,
    options: &Options,
) -> Result<Report> {
    let options = Options { dry: true, ..options.clone() };
    run(database, caller, kind, table, mapping, &options, |_| {}, &AtomicBool::new(false)).await
}

/// Imports a file, or says what would happen. Bad lines never stop good ones; `cancel` stops it between batches.
#[expect(clippy::too_many_arguments, reason = "an import has this many sides, and each is named at the call")]
pub async fn run(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    table: &Table,
    mapping: &Mapping,
    options: &Options,
    progress: impl FnMut(Progress) + Send,
    cancel: &AtomicBool,
) -> Result<Report> {
    let session = Session::new(database, caller, kind, table, mapping, options)?;
    session.execute(progress, cancel).await
}

fn refused(problems: Vec<String>) -> Error {
    Error::Invalid(problems.into_iter().map(|detail| FieldProblem::of("mapping", "mapping", detail)).collect())
}

impl<'a> Session<'a> {
    fn new(
        database: &'a Database,
        caller: &Caller,
        kind: &'static RecordType,
        table: &'a Table,
        mapping: &Mapping,
        options: &'a Options,
    ) -> Result<Self> {
        if mapping.record_type != kind.name {
            return Err(refused(vec![format!("This mapping is for `{}`.", mapping.record_type)]));
        }
        let main = Reader::new(caller, mapping, table, options.currency).map_err(refused)?;
        let second = mapping.also.as_deref();
        let also =
            second.map(|also| Reader::new(caller, also, table, options.currency)).transpose().map_err(refused)?;
        allowed(caller, kind, mapping.mode)?;
        if let (Some(also), Some(second)) = (&also, second) {
            allowed(caller, also.kind, second.mode)?;
        }
        if [Some(mapping), second].into_iter().flatten().any(|own| own.mode == Mode::Update && own.match_on.is_empty())
        {
            return Err(refused(vec!["Choose by which field a record is found that is to be changed.".into()]));
        }
        let needs_reason = match caller.configuration.reasons.check(&caller.reason, kind, Action::Import, &[]) {
            Err(Error::ReasonRequired { .. }) if options.dry => true,
            checked => checked.map(|()| false)?,
        };
        let id = options.operation.unwrap_or_else(|| database.ids().next());
        let memory = Memory::new(&main, also.as_ref(), table);
        let mut session = Self {
            database,
            caller: caller.clone(),
            table,
            options,
            mode: mapping.mode,
            also_mode: second.map(|also| also.mode).unwrap_or_default(),
            main,
            also,
            operation: Operation { id, kind: OperationKind::Import },
            memory,
            lines: Vec::new(),
            also_made: BTreeMap::new(),
            needs_reason,
        };
        if needs_reason {
            session.caller = session.with_reason();
        }
        Ok(session)
    }

    async fn execute(mut self, mut progress: impl FnMut(Progress) + Send, cancel: &AtomicBool) -> Result<Report> {
        let table = self.table;
        if let Some(operation) = self.options.operation {
            self.memory.before = history::touched(self.database, &self.caller.configuration.schema, operation).await?;
        }
        let rows = &table.rows;
        let mut stopped_before = None;
        let mut done = 0;
        for some in rows.chunks(self.batch_size()) {
            let line = some.first().map_or(0, |row| row.line);
            // What was done before is looked at in any case, so that the report is of all that is there.
            if cancel.load(Ordering::Relaxed) && line >= self.options.from_line {
                stopped_before = Some(line);
                break;
            }
            let units = plan::batch(&mut self, some).await?;
            apply::settle(&mut self, units).await?;
            done += some.len();
            let next_line = rows.get(done).map_or_else(|| some.last().map_or(0, |row| row.line + 1), |row| row.line);
            progress(Progress { done, total: rows.len(), next_line, counts: self.counts() });
        }
        if stopped_before.is_none() {
            for units in plan::second_pass(&mut self) {
                apply::settle(&mut self, units).await?;
            }
        }
        // Of what was made before, the lines' own records are accounted for; what is left was made for links.
        for kind in std::mem::take(&mut self.memory.before).into_values().flatten() {
            *self.also_made.entry(kind).or_default() += 1;
        }
        for problem in &table.problems {
            let messages = vec![Message::new("unreadable", &*problem.detail).with(&*problem.detail)];
            self.lines.push(LineReport { line: problem.line, status: Status::Failed, id: None, messages });
        }
        self.lines.sort_by_key(|line| line.line);
        let counts = self.counts();
        let (operation, needs_reason) = (self.operation.id, self.needs_reason);
        Ok(Report { operation, lines: self.lines, counts, stopped_before, also: self.also_made, needs_reason })
    }

    /// Lines in a batch, so that all their records fit into one commit.
    fn batch_size(&self) -> usize {
        let links = [Some(&self.main), self.also.as_ref()].into_iter().flatten().flat_map(Reader::links);
        let made = links.filter(|(to, _)| self.makes(to)).count();
        (MOST_CHANGES / (1 + usize::from(self.also.is_some()) + made)).clamp(1, BATCH)
    }

    /// Whether a missing record of this type is made.
    pub(super) fn makes(&self, kind: &'static RecordType) -> bool {
        self.options.create_missing_links.iter().any(|name| name == kind.name)
            && decide::rows(&self.caller, Action::Create, kind) != Rows::None
            && decide::rows(&self.caller, Action::Import, kind) != Rows::None
    }

    /// The caller within a dry run, who is not held up for a reason he may still give.
    pub(super) fn with_reason(&self) -> Caller {
        self.caller.clone().because(Reason::built_in("import"))
    }

    fn counts(&self) -> Counts {
        let mut by: HashMap<u8, usize> = HashMap::new();
        for line in &self.lines {
            *by.entry(line.status as u8).or_default() += 1;
        }
        let of = |status: Status| by.get(&(status as u8)).copied().unwrap_or(0);
        Counts {
            created: of(Status::Created),
            updated: of(Status::Updated),
            unchanged: of(Status::Unchanged),
            duplicates: of(Status::Duplicate),
            failed: of(Status::Failed),
            also_created: self.also_made.values().sum(),
        }
    }
}

/// Refuses a caller who may not import records of this type, or not in this way.
fn allowed(caller: &Caller, kind: &'static RecordType, mode: Mode) -> Result<()> {
    decide::require(caller, Action::Import, kind)?;
    if mode != Mode::Update {
        decide::require(caller, Action::Create, kind)?;
    }
    if mode == Mode::Update {
        decide::require(caller, Action::Update, kind)?;
    }
    Ok(())
}
