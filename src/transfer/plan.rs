//! Plans: what each line of a batch is to become, with everything it names looked up at once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::changes::Change;
use crate::error::Result;
use crate::id::Id;
use crate::model::kind::Kind;
use crate::model::value::Items;
use crate::model::{AnyField, Input, RecordType, Schema, Value};
use crate::rights::{Action, Rows, decide};
use crate::transfer::duplicates::{self, Duplicate, Seen};
use crate::transfer::found::{Found, joined, reader, values};
use crate::transfer::import::{DuplicatePolicy, LineReport, Session, Status};
use crate::transfer::lines::{Line, Reader, Wanted};
use crate::transfer::lookup;
use crate::transfer::mapping::Mode;
use crate::transfer::merging::merged;
use crate::transfer::message::Message;
use crate::transfer::table::{Row, Table};
use crate::transfer::written::Written;

/// Lines of a second pass in one batch.
const BATCH: usize = 500;
/// A line is about one record or two.
const RECORDS_OF_A_LINE: u64 = 2;

/// Type, field and key of a record that a link names.
type LinkKey = (&'static str, &'static str, String);

/// Type, field and value of a field that no two records may share.
type UniqueKey = (&'static str, &'static str, String);

/// What is known of the records that this import makes.
#[derive(Default)]
pub(super) struct Memory {
    /// Records of this file by type and what they are matched on.
    matches: HashMap<(&'static str, String), Id>,
    /// Records made for missing links.
    links: HashMap<LinkKey, Id>,
    /// Those that are still to be written.
    pub pending: BTreeMap<Id, Change>,
    /// Values of unique fields, with the line that has them.
    unique: HashMap<UniqueKey, u64>,
    /// Values that lines of this file have in fields that its own links look in.
    within: HashSet<LinkKey>,
    /// Whether lines link to lines.
    pub points_within: bool,
    /// The records of those lines.
    lines: HashMap<LinkKey, Id>,
    /// Inputs of records that this batch makes or changes.
    inputs: HashMap<Id, Input>,
    /// The line that made a record.
    pub made: HashMap<Id, u64>,
    /// Records that could not be made after all.
    pub dead: HashSet<Id>,
    /// What this operation did before it was broken off: the records it touched, and what it made of them.
    pub before: HashMap<Id, Option<&'static str>>,
    /// What a dry run would have written, so that later batches see it.
    pub written: Written,
    seen: Seen,
    deferred: Vec<Deferred>,
}

/// A link to a line that may come later.
struct Deferred {
    at: usize,
    kind: &'static RecordType,
    id: Id,
    wanted: Wanted,
}

/// The changes of one line, which are committed together or not at all.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Where the line stands in the report.
    pub at: usize,
    /// Missing links that it needs.
    pub needs: Vec<Id>,
    /// The first is about the line's own record.
    pub changes: Vec<Change>,
    /// Whether it only sets links of records that were made before.
    pub second: bool,
}

impl Memory {
    pub(super) fn new(main: &Reader, also: Option<&Reader>, table: &Table) -> Self {
        let mut memory = Self::default();
        for (to, by) in main.links().chain(also.into_iter().flat_map(Reader::links)) {
            if to.name == main.kind.name {
                memory.points_within = true;
                for value in main.values_of(&by, table) {
                    let keys = lookup::keys(to, &by, &value);
                    memory.within.extend(keys.into_iter().map(|key| (to.name, by.name, key)));
                }
            }
        }
        memory
    }

    /// What lines before this one gave to a list of a record, as far as it does not stand in the database.
    fn given(&self, schema: &Schema, id: Id, name: &str) -> Option<Items> {
        match self.inputs.get(&id).and_then(|input| input.0.get(name)) {
            Some(value) => Some(items(value.as_ref())),
            None => self.written.items(schema, id, name),
        }
    }
}

/// The things of a list; none where there is no list.
pub(super) fn items(value: Option<&Value>) -> Items {
    if let Some(Value::List(items)) = value { items.clone() } else { Items::new() }
}

/// What is to become of a line's record.
enum Decision {
    /// It was made before the import was broken off.
    Made(Id),
    Create(Id),
    Update(Id),
    Duplicate(Vec<Message>),
    Refuse(Vec<Message>),
}

/// One record of a line on its way through the plan.
struct Going {
    at: usize,
    /// The id it has where it is new. It follows from the operation and the place of the line, by which an import that is taken up
    /// again knows what it made.
    id: Id,
    number: u64,
    line: Line,
    needs: Vec<Id>,
    later: Vec<Wanted>,
}

/// Plans a batch. Lines that are refused or left out are in the report already; the units are what is to be written.
pub(super) async fn batch(session: &mut Session<'_>, rows: &[Row]) -> Result<Vec<Unit>> {
    session.memory.inputs.clear();
    let mut main = Vec::with_capacity(rows.len());
    let mut also = Vec::new();
    for row in rows {
        let at = session.lines.len();
        let number = row.line;
        session.lines.push(LineReport { line: number, status: Status::Failed, id: None, messages: Vec::new() });
        let operation = session.operation.id;
        let going = |line: Line, nth: u64| {
            let id = operation.derived(at as u64 * RECORDS_OF_A_LINE + nth);
            Going { at, id, number, line, needs: Vec::new(), later: Vec::new() }
        };
        main.push(going(session.main.read(row), 0));
        let second = session.also.as_ref().map(|also| also.read(row)).filter(|line| line.filled);
        also.push(second.map(|line| going(line, 1)));
    }
    resolve_links(session, main.iter_mut().chain(also.iter_mut().flatten())).await?;
    let found = Found::look_up(session, true, main.iter().map(|going| &going.line)).await?;
    let twins = twins(session, true, main.iter().map(|going| &going.line)).await?;
    let mut records: Vec<Option<(Id, Option<Change>)>> = Vec::with_capacity(rows.len());
    for (going, twins) in main.iter_mut().zip(twins) {
        let problems = also.get(records.len()).and_then(Option::as_ref).map_or(&[][..], |also| &also.line.problems);
        records.push(decide_line(session, true, going, &found, twins, problems));
    }
    second_records(session, main, also, records).await
}

/// The second records, linked to the first, and the units of both.
async fn second_records(
    session: &mut Session<'_>,
    main: Vec<Going>,
    mut also: Vec<Option<Going>>,
    records: Vec<Option<(Id, Option<Change>)>>,
) -> Result<Vec<Unit>> {
    let link = session.also.as_ref().and_then(|also| also.linked_by);
    for (going, record) in also.iter_mut().zip(&records) {
        if let (Some(going), Some((id, _)), Some(link)) = (going.as_mut(), record, link) {
            going.line.input.set(link.name, Some(Value::Link(*id)));
        } else if record.is_none() {
            *going = None;
        }
    }
    let found = Found::look_up(session, false, also.iter().flatten().map(|going| &going.line)).await?;
    let mut others = twins(session, false, also.iter().flatten().map(|going| &going.line)).await?.into_iter();
    let mut units = Vec::new();
    for ((going, second), record) in main.into_iter().zip(also).zip(records) {
        let Some((id, change)) = record else { continue };
        let is_done = change.is_none();
        let mut unit = Unit { at: going.at, needs: going.needs, changes: change.into_iter().collect(), second: false };
        defer(session, going.at, session.main.kind, id, going.later);
        if let Some(mut second) = second {
            let twins = others.next().unwrap_or_default();
            match decide_line(session, false, &mut second, &found, twins, &[]) {
                Some((other, change)) => {
                    unit.needs.extend(second.needs);
                    unit.changes.extend(change);
                    let kind = session.also.as_ref().map_or(session.main.kind, |also| also.kind);
                    defer(session, second.at, kind, other, second.later);
                }
                // Its own record is fine; that the second one is there already is worth knowing and no more.
                None if session.lines.get(second.at).is_some_and(|line| line.status == Status::Duplicate) => {
                    if let Some(line) = session.lines.get_mut(second.at) {
                        line.status = Status::Failed;
                    }
                }
                None => {
                    forget(session, id);
                    continue;
                }
            }
        }
        // The records of a line are committed together: where one was, both were.
        if !is_done {
            units.push(unit);
        }
    }
    Ok(units)
}

fn defer(session: &mut Session<'_>, at: usize, kind: &'static RecordType, id: Id, later: Vec<Wanted>) {
    session.memory.deferred.extend(later.into_iter().map(|wanted| Deferred { at, kind, id, wanted }));
}

/// A record that will not be made after all is no longer what later lines are about.
pub(super) fn forget(session: &mut Session<'_>, id: Id) {
    if session.memory.made.remove(&id).is_some() {
        session.memory.dead.insert(id);
    }
}

/// Looks up all links of a batch, one query for each field that is looked in.
async fn resolve_links(session: &mut Session<'_>, lines: impl Iterator<Item = &mut Going>) -> Result<()> {
    let mut lines: Vec<&mut Going> = lines.collect();
    let mut wanted: BTreeMap<(&'static str, &'static str), (&'static RecordType, AnyField, BTreeSet<String>)> =
        BTreeMap::new();
    for link in lines.iter().flat_map(|going| &going.line.links) {
        let entry = wanted.entry((link.to.name, link.by.name)).or_insert((link.to, link.by, BTreeSet::new()));
        entry.2.extend(link_key(link));
    }
    let mut found: HashMap<LinkKey, Vec<Id>> = HashMap::new();
    for ((to_name, by_name), (to, by, keys)) in wanted {
        let ids = lookup::ids(session.database, &session.caller, to, &by, &keys).await?;
        found.extend(ids.into_iter().map(|(key, ids)| ((to_name, by_name, key), ids)));
    }
    for going in &mut lines {
        for link in std::mem::take(&mut going.line.links) {
            let Some(key) = link_key(&link) else { continue };
            let key: LinkKey = (link.to.name, link.by.name, key);
            match found.get(&key).map(Vec::as_slice) {
                Some([one]) => going.line.input.set(link.link.name, Some(Value::Link(*one))),
                Some([_, _, ..]) => going.line.problems.push(link.message("several_found", |by, text| {
                    let many = link.to.plural_label.to_lowercase();
                    format!("several {many} have the {by} `{text}`; it must be one.")
                })),
                _ => missing_link(session, going, link, key),
            }
        }
    }
    Ok(())
}

fn link_key(link: &Wanted) -> Option<String> {
    match (&link.value, link.by.kind) {
        (value, Kind::List(_)) => {
            let part = crate::transfer::lines::value_part(&link.by)?;
            lookup::keys(link.to, &part, value).pop()
        }
        (value, _) => lookup::keys(link.to, &link.by, value).pop(),
    }
}

/// A link to nothing that is there: to another line, to a record to be made, or a mistake.
fn missing_link(session: &mut Session<'_>, going: &mut Going, link: Wanted, key: LinkKey) {
    if let Some(id) = session.memory.links.get(&key) {
        going.line.input.set(link.link.name, Some(Value::Link(*id)));
        going.needs.push(*id);
    } else if session.memory.within.contains(&key) {
        going.later.push(link);
    } else if lookup::is_title(link.to, &link.by) && link.by.name != "title" && session.makes(link.to) {
        let id = session.database.ids().next();
        let mut input = Input::new();
        input.set(link.by.name, Some(link.value));
        set_owner(session, link.to, &mut input);
        session.memory.pending.insert(id, Change::create(link.to, input).with_id(id));
        session.memory.links.insert(key, id);
        going.line.input.set(link.link.name, Some(Value::Link(id)));
        going.needs.push(id);
    } else {
        going.line.problems.push(link.message("none_found", |by, text| {
            format!("there is no {} with the {by} `{text}`.", link.to.label.to_lowercase())
        }));
    }
}

fn set_owner(session: &Session<'_>, kind: &RecordType, input: &mut Input) {
    if let (Some(owner), Some(user)) = (kind.owner().and_then(|name| kind.own_field(name)), session.options.owner) {
        input.0.entry(owner.name).or_insert(Some(Value::Link(user)));
    }
}

/// For lines that may become new records: what they seem to be a duplicate of.
async fn twins(
    session: &Session<'_>,
    is_main: bool,
    lines: impl Iterator<Item = &Line>,
) -> Result<Vec<Vec<Duplicate>>> {
    let lines: Vec<&Line> = lines.collect();
    let Some(reader) = reader(session, is_main) else { return Ok(Vec::new()) };
    if session.options.duplicates == DuplicatePolicy::Create {
        return Ok(vec![Vec::new(); lines.len()]);
    }
    let inputs: Vec<&Input> = lines.iter().map(|line| &line.input).collect();
    duplicates::in_database(session.database, &session.caller, reader.kind, &inputs).await
}

/// Decides about one record of a line: its id and, unless all was done before, what is to be written. Nothing where the line is
/// refused or left out, which the report then says.
fn decide_line(
    session: &mut Session<'_>,
    is_main: bool,
    going: &mut Going,
    found: &Found,
    twins: Vec<Duplicate>,
    more_problems: &[Message],
) -> Option<(Id, Option<Change>)> {
    let kind = reader(session, is_main)?.kind;
    let is_done = going.number < session.options.from_line;
    let mut problems = std::mem::take(&mut going.line.problems);
    problems.extend_from_slice(more_problems);
    let decision = match problems.is_empty() {
        _ if session.memory.before.contains_key(&going.id) => Decision::Made(going.id),
        true => choose(session, is_main, going, found, twins),
        false => Decision::Refuse(problems),
    };
    let notes = std::mem::take(&mut going.line.notes);
    match decision {
        Decision::Made(id) => {
            familiar(session, going, kind);
            remember(session, is_main, going, id, true);
            done_before(session, is_main, going.at, id, Status::Created, notes);
            Some((id, None))
        }
        Decision::Create(id) => {
            let mut input = going.line.input.clone();
            set_owner(session, kind, &mut input);
            remember(session, is_main, going, id, true);
            tell(session, going.at, Status::Created, notes);
            Some((id, Some(Change::create(kind, input).with_id(id))))
        }
        Decision::Update(id) if is_done && session.memory.before.contains_key(&id) => {
            remember(session, is_main, going, id, false);
            done_before(session, is_main, going.at, id, Status::Updated, notes);
            Some((id, None))
        }
        Decision::Update(id) => {
            let schema = &session.caller.configuration.schema;
            let there = |name: &str| found.records.get(&id).and_then(|record| record.value(name));
            let list = |name: &str| session.memory.given(schema, id, name).unwrap_or_else(|| items(there(name)));
            for (name, value) in &mut going.line.input.0 {
                if let Some(Value::List(items)) = value {
                    *items = merged(&list(name), items);
                }
            }
            remember(session, is_main, going, id, false);
            tell(session, going.at, Status::Updated, notes);
            Some((id, Some(Change::update(kind, id, going.line.input.clone()))))
        }
        Decision::Duplicate(messages) => {
            tell(session, going.at, Status::Duplicate, messages);
            None
        }
        Decision::Refuse(messages) => {
            tell(session, going.at, Status::Failed, messages);
            None
        }
    }
}

/// Takes down what became of a line before the import was broken off.
fn done_before(session: &mut Session<'_>, is_main: bool, at: usize, id: Id, status: Status, notes: Vec<Message>) {
    session.memory.before.insert(id, None);
    if is_main {
        tell(session, at, status, notes);
        if let Some(line) = session.lines.get_mut(at) {
            line.id = Some(id);
        }
    } else if let Some(also) = session.also.as_ref().filter(|_| status == Status::Created) {
        *session.also_made.entry(also.kind.name).or_default() += 1;
    }
}

fn tell(session: &mut Session<'_>, at: usize, status: Status, messages: Vec<Message>) {
    if let Some(line) = session.lines.get_mut(at) {
        line.status = status;
        line.messages.extend(messages);
    }
}

/// What is to become of a line that has nothing wrong of its own.
fn choose(session: &mut Session<'_>, is_main: bool, going: &Going, found: &Found, twins: Vec<Duplicate>) -> Decision {
    let mode = if is_main { session.mode } else { session.also_mode };
    let Some(reader) = reader(session, is_main) else { return Decision::Refuse(Vec::new()) };
    let kind = reader.kind;
    let keys = joined(reader.match_on.iter().map(|field| values(kind, field, &going.line)));
    let mut ids: BTreeSet<Id> =
        keys.iter().filter_map(|key| session.memory.matches.get(&(kind.name, key.clone()))).copied().collect();
    ids.retain(|id| !session.memory.dead.contains(id));
    ids.extend(keys.iter().filter_map(|key| found.by_key.get(key)).flatten());
    let (one, many) = (kind.label.to_lowercase(), kind.plural_label.to_lowercase());
    let by = || reader.match_on.iter().map(|field| field.label.to_lowercase()).collect::<Vec<_>>().join(", ");
    let said = |code: &str, detail: String| Message::new(code, detail).of(kind, &reader.match_on);
    if ids.len() > 1 {
        let detail = format!("{} {many} have the same {}; the line must be about one.", ids.len(), by());
        return Decision::Refuse(vec![said("several_same", detail).with(ids.len().to_string())]);
    }
    let policy = session.options.duplicates;
    match (ids.pop_first(), mode) {
        (Some(id), Mode::Create) if policy == DuplicatePolicy::Skip => {
            let title = found.records.get(&id).and_then(|record| record.text("title")).unwrap_or_default();
            let who = if title.is_empty() { "an earlier line" } else { title };
            return Decision::Duplicate(vec![
                said("same_already", format!("{who} has the same {} already.", by()))
                    .with(title)
                    .beside(if title.is_empty() { "line" } else { "record" }),
            ]);
        }
        (Some(id), Mode::Update | Mode::Upsert) => return update(session, kind, id),
        (Some(id), Mode::Create) if policy == DuplicatePolicy::Update => return update(session, kind, id),
        (None, Mode::Update) => {
            return Decision::Refuse(vec![said("none_there", format!("There is no {one} with this {}.", by()))]);
        }
        _ => {}
    }
    let missing = reader.missing(&session.caller, &going.line.input);
    // A link to another line is set in the second pass.
    if !missing.is_empty() {
        return Decision::Refuse(missing);
    }
    new_record(session, kind, going, twins)
}

fn update(session: &Session<'_>, kind: &'static RecordType, id: Id) -> Decision {
    if decide::rows(&session.caller, Action::Update, kind) == Rows::None {
        let many = kind.plural_label.to_lowercase();
        let detail = format!("It is there already, and none of your roles lets you update {many}.");
        return Decision::Refuse(vec![Message::new("may_not_update", detail).of(kind, [])]);
    }
    Decision::Update(id)
}

/// A record that nothing matches: new, unless it repeats a unique value or seems to be there under another key.
fn new_record(session: &mut Session<'_>, kind: &'static RecordType, going: &Going, twins: Vec<Duplicate>) -> Decision {
    let id = going.id;
    let (taken, own) = unique_values(session, going, kind);
    let mut all = Vec::new();
    if session.options.duplicates != DuplicatePolicy::Create {
        all.extend(like_earlier_lines(session, going, kind));
        // What the database says of records of this run was said of the file already.
        all.extend(twins.into_iter().filter(|twin| twin.id.is_none_or(|id| !session.memory.made.contains_key(&id))));
    }
    if let Some(twin) = all.first() {
        match (session.options.duplicates, twin.id) {
            (DuplicatePolicy::Update, Some(id)) => return update(session, kind, id),
            _ => return Decision::Duplicate(all.iter().map(sentence).collect()),
        }
    }
    if !taken.is_empty() {
        return Decision::Refuse(taken);
    }
    session.memory.unique.extend(own.into_iter().map(|key| (key, going.number)));
    Decision::Create(id)
}

/// A line that was imported before a crash is one that later lines can repeat.
fn familiar(session: &mut Session<'_>, going: &Going, kind: &'static RecordType) {
    let (_, own) = unique_values(session, going, kind);
    session.memory.unique.extend(own.into_iter().map(|key| (key, going.number)));
    if session.options.duplicates != DuplicatePolicy::Create {
        like_earlier_lines(session, going, kind);
    }
}

/// The earlier lines that this one seems to repeat; it is remembered for later ones.
fn like_earlier_lines(session: &mut Session<'_>, going: &Going, kind: &'static RecordType) -> Vec<Duplicate> {
    let memory = &mut session.memory;
    let mut found = memory.seen.check(&session.caller, kind, going.number, going.id, &going.line.input);
    found.retain(|twin| twin.id.is_none_or(|id| !memory.dead.contains(&id)));
    found
}

/// What an earlier line has taken of the values that only one record may have, in sentences, and those that are free still.
fn unique_values(session: &Session<'_>, going: &Going, kind: &'static RecordType) -> (Vec<Message>, Vec<UniqueKey>) {
    let unique = session.caller.configuration.schema.fields(kind).iter().filter(|field| field.unique);
    let mut taken = Vec::new();
    let mut own = Vec::new();
    for field in unique {
        if let Some(Some(Value::Text(text))) = going.line.input.0.get(field.name) {
            let key = (kind.name, field.name, text.clone());
            match session.memory.unique.get(&key) {
                Some(line) => {
                    let detail = format!("{} is the same as in line {line}.", field.label);
                    taken.push(Message::new("same_as_line", detail).with(line.to_string()).of(kind, [field]));
                }
                None => own.push(key),
            }
        }
    }
    (taken, own)
}

fn sentence(twin: &Duplicate) -> Message {
    let words = twin.rule.words();
    let message = match twin.input {
        Some(line) => Message::new("like_line", format!("Line {line} has {words}.")).with(line.to_string()),
        None => Message::new("like_record", format!("{} has {words}.", twin.title)).with(twin.title.as_str()),
    };
    message.beside(twin.rule.name())
}

/// Remembers which record a line is about, for later lines.
fn remember(session: &mut Session<'_>, is_main: bool, going: &Going, id: Id, is_new: bool) {
    let Some(reader) = reader(session, is_main) else { return };
    let kind = reader.kind;
    let keys = joined(reader.match_on.iter().map(|field| values(kind, field, &going.line)));
    let mut named = Vec::new();
    for field in kind.fields {
        for key in values(kind, field, &going.line) {
            let key = (kind.name, field.name, key);
            if session.memory.within.contains(&key) {
                named.push(key);
            }
        }
    }
    let memory = &mut session.memory;
    memory.matches.extend(keys.into_iter().map(|key| ((kind.name, key), id)));
    for key in named {
        memory.lines.insert(key, id);
    }
    memory.inputs.entry(id).or_default().0.extend(going.line.input.0.clone());
    if is_new {
        memory.made.insert(id, going.number);
    }
}

/// Links between lines of the same file, after all lines are there.
pub(super) fn second_pass(session: &mut Session<'_>) -> Vec<Vec<Unit>> {
    let mut units = Vec::new();
    for Deferred { at, kind, id, wanted } in std::mem::take(&mut session.memory.deferred) {
        let key = link_key(&wanted).map(|key| (wanted.to.name, wanted.by.name, key));
        let is_there = |id: &Id| !session.memory.dead.contains(id);
        if !is_there(&id) {
            continue;
        }
        let target = key.and_then(|key| session.memory.lines.get(&key)).copied().filter(is_there);
        let Some(target) = target else {
            let message = wanted.message("link_empty", |_, text| {
                format!("the line with `{text}` was not imported; the link stayed empty.")
            });
            if let Some(line) = session.lines.get_mut(at) {
                line.messages.push(message);
            }
            continue;
        };
        let mut input = Input::new();
        input.set(wanted.link.name, Some(Value::Link(target)));
        units.push(Unit { at, needs: Vec::new(), changes: vec![Change::update(kind, id, input)], second: true });
    }
    units.chunks(BATCH).map(<[Unit]>::to_vec).collect()
}
