//! The second step: which column goes where, proposed and changed by choosing; how the file is read; what becomes of lines about
//! records that are there already.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::forms::Option_;
use crate::console::import::targets::{self, Place};
use crate::console::import::{found, sentences};
use crate::console::language::{Label, Language};
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::jobs::draft::{self, Draft};
use crate::model::RecordType;
use crate::model::value::Currency;
use crate::records::mapping::MAPPING;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};
use crate::transfer::{self, ColumnMapping, FileFormat, Mapping, Mode, Table, Target};

/// Lines of the preview.
const SHOWN: usize = 10;
/// Lines that examples are looked for in.
const LOOKED_AT: usize = 200;
/// Letters of a cell that are shown.
const LETTERS: usize = 60;
/// What stands between the names of fields that are matched on together.
const AND: &str = "+";

#[derive(Template)]
#[template(path = "import_columns.html")]
struct ColumnsPage {
    shell: Shell,
    id: Id,
    kind: &'static RecordType,
    file: String,
    facts: Vec<String>,
    /// Nothing where the file cannot be read as it was said.
    table: Option<Mapped>,
    reading: Reading,
    problems: Vec<Problem>,
}

impl ColumnsPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// What is asked of the columns.
struct Mapped {
    columns: Vec<Column>,
    also: Option<Also>,
    matches: Vec<Option_>,
    modes: Vec<(&'static str, String, bool)>,
    duplicates: Vec<(&'static str, String, bool)>,
    currency: String,
    can_keep: bool,
    keep: bool,
    headers: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// A column of the file, or a text that stands for one.
struct Column {
    /// The name of its control.
    control: String,
    name: String,
    is_constant: bool,
    examples: Vec<String>,
    options: Vec<Option_>,
    confidence: &'static str,
    note: Option<String>,
}

/// A second record that is made from each line.
struct Also {
    label: Label,
    columns: Vec<(String, String)>,
}

/// How the file is read.
struct Reading {
    is_csv: bool,
    has_header: bool,
    header: bool,
    delimiters: Vec<Option_>,
    encodings: Vec<Option_>,
    sheets: Vec<Option_>,
}

/// The page.
pub(in crate::console) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    match found(visit, id).await? {
        Err(elsewhere) => Ok(elsewhere),
        Ok((draft, kind)) => render(visit, id, draft, kind, StatusCode::OK, Vec::new()).await,
    }
}

async fn render(
    visit: &Visit,
    id: Id,
    draft: Draft,
    kind: &'static RecordType,
    status: StatusCode,
    mut problems: Vec<Problem>,
) -> Result<Response> {
    let (mut status, mut facts) = (status, Vec::new());
    let (table, reading) = match draft::read(&visit.app, id, &draft).await {
        Ok(table) => {
            facts = self::facts(visit.t, &table);
            let mapping = mapping(visit, &draft, kind, &table).await?;
            let reading = reading(visit.t, &draft, Some(&table));
            (Some(columns(visit, &draft, kind, &table, &mapping)?), reading)
        }
        Err(error) => {
            let (refused, said) = sentences(error)?;
            status = refused;
            problems.extend(said);
            (None, reading(visit.t, &draft, None))
        }
    };
    let shell = Shell::of(visit, visit.say("import-of").with("name", &draft.file_name));
    page::render_as(status, &ColumnsPage { shell, id, kind, file: draft.file_name, facts, table, reading, problems })
}

/// What was said of the columns, what was kept for such a file, or a proposal.
pub(super) async fn mapping(visit: &Visit, draft: &Draft, kind: &'static RecordType, table: &Table) -> Result<Mapping> {
    if let Some(mapping) = draft.mapping.as_ref().filter(|mapping| mapping.fits(table)) {
        return Ok(mapping.clone());
    }
    let caller = visit.caller()?;
    let kept = transfer::remembered(visit.app.database(), caller, kind, table).await?;
    Ok(kept.map_or_else(|| transfer::propose(&caller.configuration.schema, caller, kind, table), |(_, kept)| kept))
}

/// What was found out about a file.
pub(super) fn facts(t: Language, table: &Table) -> Vec<String> {
    let format = match table.format {
        FileFormat::Csv => "CSV",
        FileFormat::Xlsx => "Excel",
        FileFormat::Vcard => "vCard",
        FileFormat::Json => "JSON",
    };
    let lines = t.say("import-lines").count(u64::try_from(table.rows.len() + table.problems.len()).unwrap_or(0));
    let mut facts = vec![lines.into(), format.to_owned()];
    facts.extend(table.detected.encoding.clone());
    facts.extend(table.detected.sheet.clone());
    facts
}

fn columns(
    visit: &Visit,
    draft: &Draft,
    kind: &'static RecordType,
    table: &Table,
    mapping: &Mapping,
) -> Result<Mapped> {
    let (t, caller) = (visit.t, visit.caller()?);
    let places = targets::places(t, caller, kind);
    let own = table.columns.iter().enumerate().map(|(at, name)| {
        let mapped = mapping.column(name).cloned().unwrap_or_else(|| ColumnMapping::new(name, Target::Ignore));
        column(t, &places, format!("c{at}"), &mapped, examples(table, at))
    });
    let constants = mapping.columns.iter().filter(|column| column.column.is_empty()).enumerate().map(|(at, mapped)| {
        let text = mapped.value.clone().unwrap_or_default();
        column(t, &places, format!("k{at}"), mapped, vec![shown(&text)])
    });
    let modes = [(Mode::Upsert, "mode-both"), (Mode::Create, "mode-new"), (Mode::Update, "mode-there")];
    let duplicates = [("skip", "duplicates-skip"), ("update", "duplicates-update"), ("create", "duplicates-create")];
    Ok(Mapped {
        columns: own.chain(constants).collect(),
        also: mapping.also.as_deref().and_then(|also| second(t, caller, also)),
        matches: matches(t, &places, kind, mapping),
        modes: modes
            .into_iter()
            .map(|(mode, key)| (mode_name(mode), t.say(key).into(), mode == mapping.mode))
            .collect(),
        duplicates: duplicates
            .into_iter()
            .map(|(name, key)| (name, t.say(key).into(), name == draft.duplicates))
            .collect(),
        currency: draft.currency.clone().unwrap_or_else(|| Currency::EUR.code().into()),
        can_keep: can_keep(caller),
        keep: draft.keep,
        headers: table.columns.clone(),
        rows: table
            .rows
            .iter()
            .take(SHOWN)
            .map(|row| (row.line, row.cells.iter().map(|cell| shown(&cell.to_text())).collect()))
            .collect(),
    })
}

/// Whether somebody may keep a mapping for the next file.
pub(super) fn can_keep(caller: &Caller) -> bool {
    decide::rows(caller, Action::Create, &MAPPING) != Rows::None
}

const fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Create => "create",
        Mode::Update => "update",
        Mode::Upsert => "upsert",
    }
}

fn column(t: Language, places: &[Place], control: String, mapped: &ColumnMapping, examples: Vec<String>) -> Column {
    let confidence = match mapped.confidence {
        _ if mapped.target == Target::Ignore => "",
        Some(80..) => "sure",
        Some(_) => "unsure",
        None => "",
    };
    Column {
        control,
        is_constant: mapped.column.is_empty(),
        name: mapped.column.clone(),
        examples,
        options: options(t, places, &mapped.target.to_string()),
        confidence,
        note: mapped.note.clone(),
    }
}

fn options(t: Language, places: &[Place], chosen: &str) -> Vec<Option_> {
    let option = |value: &str, label: String| Option_ { value: value.into(), label, selected: value == chosen };
    let mut options = vec![option("ignore", t.say("target-ignore").into())];
    options.extend(places.iter().map(|place| option(&place.target, place.label.clone())));
    if !options.iter().any(|option| option.selected) {
        options.push(option(chosen, chosen.to_owned()));
    }
    options
}

/// Some texts of a column, each once.
fn examples(table: &Table, at: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let cells = table.rows.iter().take(LOOKED_AT).filter_map(|row| row.cells.get(at));
    for text in cells.filter(|cell| !cell.is_empty()).map(|cell| shown(&cell.to_text())) {
        if !found.contains(&text) {
            found.push(text);
        }
        if found.len() == 3 {
            break;
        }
    }
    found
}

/// A text where there is little room.
pub(super) fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let begin: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() { format!("{begin}…") } else { begin }
}

fn second(t: Language, caller: &Caller, also: &Mapping) -> Option<Also> {
    let kind = caller.configuration.schema.named(&also.record_type)?;
    let places = targets::places(t, caller, kind);
    let called = |target: &Target| {
        let target = target.to_string();
        places.iter().find(|place| place.target == target).map_or_else(|| target.clone(), |place| place.label.clone())
    };
    let columns = also.columns.iter().map(|column| (column.column.clone(), called(&column.target)));
    Some(Also { label: t.one(kind), columns: columns.collect() })
}

/// By what lines find their record: fields that columns go to, and what was proposed.
fn matches(t: Language, places: &[Place], kind: &'static RecordType, mapping: &Mapping) -> Vec<Option_> {
    let chosen = mapping.match_on.join(AND);
    let called = |name: &str| {
        let own = kind.own_field(name).map(|field| t.field(kind.name, field).into_owned());
        let place = || places.iter().find(|place| place.target == name).map(|place| place.label.clone());
        own.or_else(place).unwrap_or_else(|| name.to_owned())
    };
    let mut names: Vec<String> = vec![String::new()];
    let mapped = mapping.columns.iter().filter_map(|column| match &column.target {
        Target::Field(name) => Some(name.clone()),
        Target::Part { list, part, .. } if part == "value" => Some(list.clone()),
        _ => None,
    });
    for name in mapped.chain([chosen.clone()]) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|value| Option_ {
            label: match value.as_str() {
                "" => t.say("match-none").into(),
                several => several.split(AND).map(called).collect::<Vec<_>>().join(" + "),
            },
            selected: value == chosen,
            value,
        })
        .collect()
}

fn reading(t: Language, draft: &Draft, table: Option<&Table>) -> Reading {
    let said = &draft.reading;
    let is_csv = table.is_none_or(|table| table.format == FileFormat::Csv);
    let option =
        |value: &str, label: String, chosen: &str| Option_ { value: value.into(), label, selected: value == chosen };
    let found = |text: Option<String>| match text {
        Some(text) => t.say("reading-found-as").with("text", text).into(),
        None => t.say("reading-found").to_string(),
    };
    let delimiter = said.delimiter.map(named).unwrap_or_default();
    let detected = table.and_then(|table| table.detected.delimiter).map(|byte| delimiter_label(t, named(byte)));
    let mut delimiters = vec![option("", found(detected), delimiter)];
    delimiters
        .extend(["comma", "semicolon", "tab", "bar"].map(|name| option(name, delimiter_label(t, name), delimiter)));
    let encoding = said.encoding.clone().unwrap_or_default();
    let detected = table.and_then(|table| table.detected.encoding.clone());
    let mut encodings = vec![option("", found(detected), &encoding)];
    encodings.extend(
        ["UTF-8", "windows-1252", "ISO-8859-2", "ISO-8859-15", "windows-1250", "macintosh", "UTF-16LE"]
            .map(|name| option(name, name.to_owned(), &encoding)),
    );
    let sheet = table.and_then(|table| table.detected.sheet.clone()).unwrap_or_default();
    let sheets = table.map(|table| table.detected.sheets.as_slice()).unwrap_or_default();
    Reading {
        is_csv,
        has_header: table.is_none_or(|table| matches!(table.format, FileFormat::Csv | FileFormat::Xlsx)),
        header: table.is_none_or(|table| table.detected.header),
        delimiters,
        encodings,
        sheets: sheets.iter().map(|name| option(name, name.clone(), &sheet)).collect(),
    }
}

const fn named(delimiter: u8) -> &'static str {
    match delimiter {
        b'\t' => "tab",
        b';' => "semicolon",
        b'|' => "bar",
        _ => "comma",
    }
}

fn delimiter_label(t: Language, name: &str) -> String {
    t.say(match name {
        "tab" => "delimiter-tab",
        "semicolon" => "delimiter-semicolon",
        "bar" => "delimiter-bar",
        _ => "delimiter-comma",
    })
    .into()
}

/// Keeps what was said, and goes on: to the check, or back here where the file is to be read otherwise.
pub(in crate::console) async fn save(visit: &Visit, id: Id) -> Result<Response> {
    let (mut draft, kind) = match found(visit, id).await? {
        Err(elsewhere) => return Ok(elsewhere),
        Ok(found) => found,
    };
    let form = &visit.form;
    if form.get("action") == Some("read") {
        let reading = &mut draft.reading;
        let delimiter = form.filled("delimiter").map(transfer::Options::delimiter_named);
        reading.delimiter = delimiter.and_then(Result::ok);
        reading.encoding = form.filled("encoding").map(str::to_owned);
        reading.sheet = form.filled("sheet").map(str::to_owned);
        reading.header = form.get("asks_header").map(|_| form.get("header").is_some());
        // Other columns may come of it, which are proposed anew.
        draft.mapping = None;
        draft::save(&visit.app, id, &draft).await?;
        return Ok(page::go(&format!("/import/{id}")));
    }
    let table = match draft::read(&visit.app, id, &draft).await {
        Ok(table) => table,
        Err(error) => {
            sentences(error)?;
            return Ok(page::go(&format!("/import/{id}")));
        }
    };
    let before = mapping(visit, &draft, kind, &table).await?;
    draft.mapping = Some(said(visit, before, &table));
    draft.keep = form.get("keep").is_some();
    let duplicates = form.text("duplicates");
    if ["skip", "create", "update"].contains(&duplicates) {
        duplicates.clone_into(&mut draft.duplicates);
    }
    let currency = form.text("currency").trim().to_uppercase();
    let known = Currency::parse(&currency);
    draft.currency = Some(known.map_or(currency, |currency| currency.code().to_owned()));
    if known.is_none() {
        let problem = Problem { id: "currency".into(), text: visit.say("problem-currency").into() };
        return render(visit, id, draft, kind, StatusCode::UNPROCESSABLE_ENTITY, vec![problem]).await;
    }
    draft::save(&visit.app, id, &draft).await?;
    Ok(page::go(&format!("/import/{id}/check")))
}

/// The mapping with what was chosen in the form. What was found out about a column stays while it goes to the same place.
fn said(visit: &Visit, mut mapping: Mapping, table: &Table) -> Mapping {
    let form = &visit.form;
    let chosen = |control: String| form.get(&control).and_then(|text| text.parse::<Target>().ok());
    let own = table.columns.iter().enumerate().map(|(at, name)| {
        let before = mapping.column(name).cloned().unwrap_or_else(|| ColumnMapping::new(name, Target::Ignore));
        match chosen(format!("c{at}")) {
            Some(target) if target != before.target => ColumnMapping::new(name, target),
            _ => before,
        }
    });
    let constants = mapping.columns.iter().filter(|column| column.column.is_empty()).enumerate();
    let constants = constants.filter_map(|(at, column)| match chosen(format!("k{at}")) {
        Some(Target::Ignore) => None,
        Some(target) => Some(ColumnMapping { target, ..column.clone() }),
        None => Some(column.clone()),
    });
    mapping.columns = own.chain(constants).collect();
    if form.get("asks_also").is_some() && form.get("also").is_none() {
        mapping.also = None;
    }
    mapping.match_on = form.text("match").split(AND).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    mapping.mode = match form.text("mode") {
        "create" => Mode::Create,
        "update" => Mode::Update,
        _ => Mode::Upsert,
    };
    mapping
}
