//! Lines: one row of a file as the input of a record, with all that is wrong with it in sentences that name the column.

use std::collections::BTreeMap;

use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::value::{Currency, Items, Parts};
use crate::model::{AnyField, Format, Input, Kind, RecordType, Value, check};
use crate::rights::Caller;
use crate::transfer::convert::{detect_date_order, detect_decimal_style};
use crate::transfer::mapping::Mapping;
use crate::transfer::message::Message;
use crate::transfer::prepare::{self, How, bad, shown, text_of};
use crate::transfer::table::{Cell, Row, Table};
use crate::transfer::target::{Resolved, kind_named, looked_in, resolve};

/// Reads the lines of one file by one mapping.
#[derive(Debug)]
pub(super) struct Reader {
    pub kind: &'static RecordType,
    pub match_on: Vec<AnyField>,
    pub linked_by: Option<AnyField>,
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    /// Where it stands in the file; nowhere for a constant.
    at: Option<usize>,
    name: String,
    target: Resolved,
    value: Option<String>,
    prefix: String,
    how: How,
}

/// One line, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub input: Input,
    /// The record it names by its id.
    pub id: Option<Id>,
    pub links: Vec<Wanted>,
    /// What is wrong with it.
    pub problems: Vec<Message>,
    /// What was left out, although the line is fine.
    pub notes: Vec<Message>,
    /// Whether any cell of the file had something in it.
    pub filled: bool,
}

/// A link that has to be looked up.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub column: String,
    pub link: AnyField,
    pub to: &'static RecordType,
    pub by: AnyField,
    pub value: Value,
    pub text: String,
}

impl Wanted {
    /// What is to be said of it; the sentence is made from what it is looked up by and the text that was looked for.
    pub(super) fn message(&self, code: &str, detail: impl Fn(&str, &str) -> String) -> Message {
        let (by, text) = (self.by.label.to_lowercase(), shown(&self.text));
        Message::new(code, detail(&by, &text)).with(text).of(self.to, [&self.by]).at(&self.column)
    }
}

/// A list in the making: things with several parts by type and number, and values in the order of the columns.
#[derive(Debug, Default)]
struct Gathered {
    grouped: BTreeMap<(String, u8), Parts>,
    values: Items,
}

/// A text in the making, from one column or several.
struct Pieces {
    field: AnyField,
    column: String,
    places: BTreeMap<u8, Vec<String>>,
}

/// What a line has gathered until it is made into an input.
#[derive(Default)]
struct Draft {
    line: Line,
    pieces: BTreeMap<&'static str, Pieces>,
    lists: BTreeMap<&'static str, (AnyField, Gathered)>,
    currencies: BTreeMap<&'static str, Currency>,
    full_name: Option<(AnyField, AnyField, String)>,
}

impl Reader {
    /// Resolves a mapping for a file; all that is wrong with it at once.
    pub(super) fn new(
        caller: &Caller,
        mapping: &Mapping,
        table: &Table,
        currency: Currency,
    ) -> Result<Self, Vec<String>> {
        let kind = kind_named(&caller.configuration.schema, &mapping.record_type).map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let mut columns = Vec::new();
        for column in &mapping.columns {
            let at = table.columns.iter().position(|name| *name == column.column);
            if at.is_none() && !column.column.is_empty() {
                problems.push(format!("The file has no column `{}`.", column.column));
                continue;
            }
            match resolve(caller, kind, &column.target) {
                Ok(Resolved::Ignore) => {}
                Ok(target) => {
                    let mut how = how(table, at, &target);
                    how.currency = currency;
                    how.dates = column.dates.map_or(how.dates, Into::into);
                    how.decimals = column.decimals.map_or(how.decimals, Into::into);
                    let (name, value, prefix) = (column.column.clone(), column.value.clone(), column.prefix.clone());
                    columns.push(Column { at, name, target, value, prefix, how });
                }
                Err(problem) => problems.push(format!("{}: {problem}", named(&column.column))),
            }
        }
        let mut match_on = Vec::new();
        for name in &mapping.match_on {
            match looked_in(caller, kind, name) {
                Ok(field) => match_on.push(field),
                Err(problem) => problems.push(problem),
            }
        }
        let linked_by =
            mapping.linked_by.as_deref().and_then(|name| caller.configuration.schema.field(kind, name).copied());
        if problems.is_empty() { Ok(Self { kind, match_on, linked_by, columns }) } else { Err(problems) }
    }

    /// The links that lines may want, each once: type and field.
    pub(super) fn links(&self) -> impl Iterator<Item = (&'static RecordType, AnyField)> {
        self.columns.iter().filter_map(|column| match &column.target {
            Resolved::Link(_, to, by) => Some((*to, *by)),
            _ => None,
        })
    }

    /// The values that the lines of a file give to one field, for links within the file.
    pub(super) fn values_of<'a>(&'a self, field: &'a AnyField, table: &'a Table) -> impl Iterator<Item = Value> + 'a {
        let holds = move |column: &&Column| match &column.target {
            Resolved::Whole(own) => own == field,
            _ => false,
        };
        self.columns.iter().filter(holds).flat_map(move |column| {
            table.rows.iter().filter_map(move |row| {
                let cell = column.cell(row)?;
                prepare::value(field, &cell, column.how).ok().flatten()
            })
        })
    }

    /// Reads one line.
    pub(super) fn read(&self, row: &Row) -> Line {
        let mut draft = Draft::default();
        for column in &self.columns {
            let Some(cell) = column.cell(row) else { continue };
            draft.line.filled |= column.at.and_then(|at| row.cells.get(at)).is_some_and(|cell| text_of(cell).is_some());
            if let Err(problem) = draft.take(column, &cell) {
                let problem = column.place(self.kind, problem);
                draft.line.problems.push(problem.at(named(&column.name)));
            }
        }
        draft.finish(self.kind)
    }

    /// What is to be said of required fields that a new record would miss.
    pub(super) fn missing(&self, caller: &Caller, input: &Input) -> Vec<Message> {
        let fields = caller.configuration.schema.fields(self.kind);
        let is_missing = |field: &&AnyField| {
            field.required
                && field.default.is_empty()
                && !field.computed
                && !matches!(input.0.get(field.name), Some(Some(_)))
        };
        let needed = |field: &AnyField| {
            let problem = check::missing(field);
            Message::problem(self.kind, &problem, problem.detail.clone())
        };
        fields.iter().filter(is_missing).map(needed).collect()
    }
}

fn named(column: &str) -> &str {
    if column.is_empty() { "Constant" } else { column }
}

/// How a column writes its numbers and dates, from all its cells.
fn how(table: &Table, at: Option<usize>, target: &Resolved) -> How {
    let (Some(at), Resolved::Whole(field)) = (at, target) else { return How::default() };
    let cells = || {
        table.rows.iter().filter_map(move |row| match row.cells.get(at) {
            Some(Cell::Text(text)) => Some(text.as_str()),
            _ => None,
        })
    };
    let mut how = How::default();
    match field.kind {
        Kind::Date | Kind::Time => how.dates = detect_date_order(cells()).value,
        Kind::Number { .. } | Kind::Money => how.decimals = detect_decimal_style(cells()).value,
        _ => {}
    }
    how
}

impl Column {
    /// What is wrong with a value, said of the field that the column goes to.
    fn place(&self, kind: &'static RecordType, problem: Message) -> Message {
        match &self.target {
            Resolved::Whole(list) if matches!(list.kind, Kind::List(_)) => match problem.fields.first() {
                Some(part) if *part != list.name => {
                    let path = format!("{}.{part}", list.name);
                    problem.placed(kind, path)
                }
                _ => problem.placed(kind, list.name),
            },
            Resolved::Part { list, part, .. } => problem.placed(kind, format!("{}.{}", list.name, part.name)),
            Resolved::Link(_, to, by) => problem.placed(to, by.name),
            Resolved::Whole(field) | Resolved::Piece(field, _) | Resolved::Not(field) | Resolved::Currency(field) => {
                problem.placed(kind, field.name)
            }
            Resolved::Ignore | Resolved::Id | Resolved::FullName(..) => problem,
        }
    }

    /// The cell of a row, with what stands for an empty one and what is put before; nothing where there is nothing.
    fn cell(&self, row: &Row) -> Option<Cell> {
        let own = self.at.and_then(|at| row.cells.get(at)).filter(|cell| text_of(cell).is_some());
        match (own, &self.value) {
            (Some(cell), _) if self.prefix.is_empty() => Some(cell.clone()),
            (Some(cell), _) => Some(Cell::text(format!("{}{}", self.prefix, text_of(cell)?))),
            (None, Some(value)) => Some(Cell::text(value.as_str())),
            (None, None) => None,
        }
    }
}

impl Draft {
    fn take(&mut self, column: &Column, cell: &Cell) -> Result<(), Message> {
        match &column.target {
            Resolved::Ignore => {}
            Resolved::Id => {
                let text = text_of(cell).unwrap_or_default().to_ascii_lowercase();
                self.line.id = Some(text.parse().map_err(|()| bad("not_an_id", &text, "is not the id of a record."))?);
            }
            Resolved::Whole(field) => self.whole(column, field, cell)?,
            Resolved::Piece(field, place) => self.piece(column, field, *place, cell),
            Resolved::Not(field) => {
                if let Some(Value::YesNo(yes)) = prepare::value(field, cell, column.how)? {
                    self.line.input.set(field.name, Some(Value::YesNo(!yes)));
                }
            }
            Resolved::Currency(field) => {
                let code = text_of(cell).unwrap_or_default().to_ascii_uppercase();
                let currency = Currency::parse(&code)
                    .ok_or_else(|| bad("not_a_currency", &code, "is not a currency code, like EUR."))?;
                self.currencies.insert(field.name, currency);
            }
            Resolved::FullName(first, last) => self.full_name = text_of(cell).map(|text| (*first, *last, text)),
            Resolved::Link(link, to, by) => {
                let text = text_of(cell).unwrap_or_default();
                let looked_for = if matches!(by.kind, Kind::List(_)) { value_part(by).unwrap_or(*by) } else { *by };
                if let Some(value) = prepare::value(&looked_for, cell, column.how)? {
                    let column = named(&column.name).to_owned();
                    self.line.links.push(Wanted { column, link: *link, to, by: *by, value, text });
                }
            }
            Resolved::Part { list, of, nth, part } => self.part(column, list, (of, *nth), part, cell)?,
        }
        Ok(())
    }

    fn piece(&mut self, column: &Column, field: &AnyField, place: u8, cell: &Cell) {
        let new = || Pieces { field: *field, column: named(&column.name).to_owned(), places: BTreeMap::new() };
        let pieces = self.pieces.entry(field.name).or_insert_with(new);
        pieces.places.entry(place).or_default().extend(text_of(cell));
    }

    fn whole(&mut self, column: &Column, field: &AnyField, cell: &Cell) -> Result<(), Message> {
        if matches!(field.kind, Kind::Text(Format::Plain | Format::Lines)) {
            self.piece(column, field, 0, cell);
            return Ok(());
        }
        match prepare::value(field, cell, column.how) {
            Ok(Some(Value::List(items))) => {
                self.lists.entry(field.name).or_insert_with(|| (*field, Gathered::default())).1.values.extend(items);
            }
            Ok(Some(value)) => self.line.input.set(field.name, Some(value)),
            Ok(None) => {}
            // So is a card with one bad address among its things.
            Err(_) if matches!(cell, Cell::List(_)) => {
                let Cell::List(items) = cell else { return Ok(()) };
                for item in items {
                    match prepare::value(field, &Cell::List(vec![item.clone()]), column.how) {
                        Ok(Some(Value::List(good))) => {
                            let list = self.lists.entry(field.name).or_insert_with(|| (*field, Gathered::default()));
                            list.1.values.extend(good);
                        }
                        Ok(_) => {}
                        Err(problem) => {
                            let text = item.get("value").map_or("", String::as_str);
                            let note = bad("left_out", text, &format!("was left out. {problem}"));
                            self.line.notes.push(note.because(problem).at(named(&column.name)));
                        }
                    }
                }
            }
            // A line is worth more than its link to a page.
            Err(_) if matches!(field.kind, Kind::Text(Format::Url)) => {
                let text = text_of(cell).unwrap_or_default();
                let note = bad("no_web_address", &text, "is no web address and was left out.");
                self.line.notes.push(note.at(named(&column.name)));
            }
            // Cards may say on which day somebody celebrates and not since when.
            Err(_) if matches!(field.kind, Kind::Date) && text_of(cell).is_some_and(|text| text.starts_with("--")) => {
                let text = text_of(cell).unwrap_or_default();
                let note = bad("no_year", &text, "has no year and was left out.");
                self.line.notes.push(note.at(named(&column.name)));
            }
            Err(problem) => return Err(problem),
        }
        Ok(())
    }

    fn part(
        &mut self,
        column: &Column,
        list: &AnyField,
        (of, nth): (&str, u8),
        part: &AnyField,
        cell: &Cell,
    ) -> Result<(), Message> {
        let Kind::List(items) = list.kind else { return Ok(()) };
        let Some(part) = items.parts.iter().find(|own| own.name == part.name) else { return Ok(()) };
        let gathered = &mut self.lists.entry(list.name).or_insert_with(|| (*list, Gathered::default())).1;
        if part.name == "value" {
            for piece in prepare::separated(&text_of(cell).unwrap_or_default()) {
                let mut item = prepare::one(part, piece, column.how)?;
                if !of.is_empty() {
                    item.insert("type", Value::Text(of.to_owned()));
                }
                gathered.values.push(item);
            }
            return Ok(());
        }
        let Some(value) = prepare::value(part, cell, column.how)? else { return Ok(()) };
        let item = gathered.grouped.entry((of.to_owned(), nth)).or_default();
        if !of.is_empty() {
            item.insert("type", Value::Text(of.to_owned()));
        }
        let joined = match (item.get(part.name), value) {
            (Some(Value::Text(there)), Value::Text(more)) if matches!(part.kind, Kind::Text(Format::Plain)) => {
                Value::Text(format!("{there}, {more}"))
            }
            (_, value) => value,
        };
        item.insert(part.name, joined);
        Ok(())
    }

    /// Takes the name from the full one, where no column has the last name alone.
    fn name_person(&mut self, kind: &RecordType) {
        let Some((first, last, text)) = self.full_name.take() else { return };
        if self.line.input.0.contains_key(last.name) {
            return;
        }
        let (given, family) = match self.line.input.0.get(first.name) {
            Some(Some(Value::Text(given))) => {
                let rest = text.strip_prefix(given.as_str()).map_or(text.as_str(), str::trim).to_owned();
                // Nothing but a first name: a record needs a last one.
                if rest.is_empty() { (String::new(), text.clone()) } else { (given.clone(), rest) }
            }
            _ => split_name(&text),
        };
        for (field, text) in [(first, given), (last, family)] {
            match prepare::value(&field, &Cell::text(text), How::default()) {
                Ok(Some(value)) => self.line.input.set(field.name, Some(value)),
                Ok(None) => drop(self.line.input.0.remove(field.name)),
                Err(problem) => self.line.problems.push(problem.placed(kind, field.name).at(field.label)),
            }
        }
    }

    /// Puts the pieces together.
    fn finish(mut self, kind: &RecordType) -> Line {
        for (name, Pieces { field, column, places }) in std::mem::take(&mut self.pieces) {
            let between = if matches!(field.kind, Kind::Text(Format::Lines)) { "\n" } else { " " };
            let text = places.into_values().flatten().collect::<Vec<_>>().join(between);
            match prepare::value(&field, &Cell::text(text), How::default()) {
                Ok(Some(value)) => self.line.input.set(name, Some(value)),
                Ok(None) => {}
                Err(problem) => self.line.problems.push(problem.placed(kind, field.name).at(&column)),
            }
        }
        self.name_person(kind);
        for (name, (field, gathered)) in std::mem::take(&mut self.lists) {
            let mut items: Items = Vec::new();
            for item in gathered.values.into_iter().chain(gathered.grouped.into_values()) {
                if !items.iter().any(|other| same_thing(other, &item)) {
                    items.push(item);
                }
            }
            let value = Value::List(items);
            let told = |problem: &FieldProblem| {
                Message::problem(kind, problem, format!("{}: {}", field.label, problem.detail))
            };
            self.line.problems.extend(check::value(&field, &value).iter().map(told));
            self.line.input.set(name, Some(value));
        }
        for (name, currency) in std::mem::take(&mut self.currencies) {
            if let Some(Some(Value::Money(money))) = self.line.input.0.get_mut(name) {
                money.currency = currency;
            }
        }
        self.line
    }
}

/// The part of a list's things that holds what they are about.
pub(super) fn value_part(list: &AnyField) -> Option<AnyField> {
    let Kind::List(items) = list.kind else { return None };
    items.parts.iter().find(|part| part.name == "value").copied()
}

/// Whether two things of a list are the same but for their type: the same mail address twice in a line is one.
pub(super) fn same_thing(one: &Parts, other: &Parts) -> bool {
    match (one.get("value"), other.get("value")) {
        (Some(Value::Text(one)), Some(Value::Text(other))) => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}

/// `Maria Anders`, `Anders, Maria`, `Cher`: what stands before the family name, and the family name.
pub(super) fn split_name(text: &str) -> (String, String) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((family, given)) = text.split_once(", ") {
        return (given.to_owned(), family.to_owned());
    }
    match text.split_once(' ') {
        Some((given, family)) => (given.to_owned(), family.to_owned()),
        None => (String::new(), text),
    }
}
