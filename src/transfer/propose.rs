//! Proposals: a mapping for a file that nobody has described, from its headers and from what its cells look like.

use crate::model::kind::{Format, Kind};
use crate::model::{AnyField, RecordType, Schema, fold};
use crate::rights::Caller;
use crate::transfer::convert::{DateOrder, DecimalStyle, detect_date_order, detect_decimal_style};
use crate::transfer::mapping::{ColumnMapping, Dates, Decimals, Mapping, Mode};
use crate::transfer::prepare::text_of;
use crate::transfer::table::{Cell, Table};
use crate::transfer::target::{Resolved, Target, resolve};
use crate::transfer::{headers, synonyms};

/// Cells that are looked at.
const SAMPLE: usize = 1_000;
/// What namespaces the ids of suppliers, which count from 1 like those of everything else.
const SUPPLIER: &str = "supplier:";

/// A mapping for a file: each column with where it seems to belong and how sure that is.
pub fn propose(schema: &Schema, caller: &Caller, kind: &'static RecordType, table: &Table) -> Mapping {
    let mut columns: Vec<ColumnMapping> =
        table.columns.iter().map(|name| column(schema, caller, kind, table, name)).collect();
    one_for_each(&mut columns);
    if let Some(constant) = sort_of_organisation(kind, table, &columns) {
        columns.push(constant);
    }
    let also = (kind.name == "organisation").then(|| people(caller, table)).flatten();
    let match_on = match_on(kind, table, &columns);
    Mapping { record_type: kind.name.into(), columns, match_on, mode: Mode::Upsert, also, linked_by: None }
}

/// A header without case, accents, signs and the endings other programs add.
fn compact(header: &str) -> String {
    let header = header.trim().trim_end_matches("__c").trim_end_matches("__C");
    fold::fold(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn column(schema: &Schema, caller: &Caller, kind: &'static RecordType, table: &Table, name: &str) -> ColumnMapping {
    let (target, confidence) =
        by_header(schema, kind, name).or_else(|| by_content(kind, table, name)).unwrap_or((Target::Ignore, 0));
    let mut column = ColumnMapping::new(name, target);
    let Ok(resolved) = resolve(caller, kind, &column.target) else {
        column.target = Target::Ignore;
        return column;
    };
    if !matches!(resolved, Resolved::Ignore) {
        column.confidence = Some(confidence);
    }
    match resolved {
        // The ids of another system only mean something through the field they were kept in.
        Resolved::Whole(field) if matches!(field.kind, Kind::Link(_)) && !cells(table, name).all(is_id) => {
            column.target =
                by_synonym(schema, kind, name).filter(|target| matches!(target, Target::Link(..))).unwrap_or_default();
        }
        Resolved::Whole(field) => hints(&mut column, &field, table),
        Resolved::Id if !cells(table, name).all(is_id) => {
            column.target = by_synonym(schema, kind, name).unwrap_or_default();
        }
        _ => {}
    }
    if resolve(caller, kind, &column.target).is_err() {
        column.target = Target::Ignore;
    }
    let is_foreign = match &column.target {
        Target::Field(field) | Target::Link(_, field) => field == "external_id",
        _ => false,
    };
    if is_foreign && compact(name) == "supplierid" {
        column.prefix = SUPPLIER.into();
    }
    column
}

fn is_id(cell: &Cell) -> bool {
    text_of(cell).is_none_or(|text| text.to_ascii_lowercase().parse::<crate::id::Id>().is_ok())
}

fn cells<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = &'a Cell> {
    let at = table.columns.iter().position(|column| column == name);
    table.rows.iter().take(SAMPLE).filter_map(move |row| row.cells.get(at?))
}

/// The target that a header means: our own headers and field names first, then what others call them.
fn by_header(schema: &Schema, kind: &'static RecordType, name: &str) -> Option<(Target, u8)> {
    if let Ok(target) = name.trim().parse::<Target>()
        && let Some(field) = target.field()
        && (field == "id" || schema.field(kind, field).is_some_and(|field| !field.computed))
    {
        return Some((target, 100));
    }
    // Our API writes amounts as objects, which a table shows with a point between.
    if let Some(field) = name.strip_suffix(".amount")
        && schema.field(kind, field).is_some()
    {
        return Some((Target::Field(field.into()), 100));
    }
    if let Some((_, target)) = headers::all(schema, kind).into_iter().find(|(header, _)| header == name) {
        return Some((target, 100));
    }
    by_synonym(schema, kind, name).map(|target| (target, 90))
}

/// The target by what others call our fields.
fn by_synonym(schema: &Schema, kind: &'static RecordType, name: &str) -> Option<Target> {
    let outside = name.split(['(', '*']).next().unwrap_or_default();
    [compact(name), compact(outside)].into_iter().filter(|word| !word.is_empty()).find_map(|word| {
        let known =
            synonyms::of(kind.name).iter().find(|(_, words)| words.split_whitespace().any(|other| other == word));
        let target = known.and_then(|(target, _)| target.parse().ok());
        let label = || {
            let own = schema.fields(kind).iter().filter(|field| !field.computed && !field.is_secret());
            own.into_iter().find(|field| compact(field.label) == word).map(|field| Target::Field(field.name.into()))
        };
        target.or_else(label)
    })
}

/// The target that cells look like: mail addresses are told by their sign.
fn by_content(kind: &'static RecordType, table: &Table, name: &str) -> Option<(Target, u8)> {
    let texts: Vec<String> = cells(table, name).filter_map(text_of).collect();
    let mails = texts.iter().filter(|text| text.contains('@') && text.contains('.') && !text.contains([' ', '{', '(']));
    if texts.is_empty() || mails.count() * 10 < texts.len() * 8 {
        return None;
    }
    let has = |name: &str| kind.own_field(name).is_some();
    let target = if has("emails") {
        Some(Target::part("emails", "work", "value"))
    } else {
        has("email").then(|| Target::Field("email".into()))
    };
    target.map(|target| (target, 60))
}

/// How the column writes its dates or numbers, with a note where that could be read in two ways.
fn hints(column: &mut ColumnMapping, field: &AnyField, table: &Table) {
    let texts: Vec<&str> = cells(table, &column.column)
        .filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    if texts.is_empty() {
        return;
    }
    match field.kind {
        Kind::Date | Kind::Time => {
            let hint = detect_date_order(texts);
            column.dates = Some(match hint.value {
                DateOrder::YearMonthDay => Dates::YearMonthDay,
                DateOrder::DayMonthYear => Dates::DayMonthYear,
                DateOrder::MonthDayYear => Dates::MonthDayYear,
            });
            if hint.is_ambiguous {
                column.note = Some("Day and month could be the other way round. Check some dates you know.".into());
            }
        }
        Kind::Number { .. } | Kind::Money => {
            let hint = detect_decimal_style(texts);
            column.decimals = Some(match hint.value {
                DecimalStyle::Point => Decimals::Point,
                DecimalStyle::Comma => Decimals::Comma,
            });
            if hint.is_ambiguous {
                column.note =
                    Some("The sign in these numbers could mark thousands or decimals. Check some you know.".into());
            }
        }
        _ => {}
    }
}

/// One column for each field: the surest, and of equals the first. Ids of links go before their names.
fn one_for_each(columns: &mut [ColumnMapping]) {
    let key = |target: &Target| match target {
        // A full name stands in where first and last name are missing, so it goes beside them.
        Target::Part { .. } | Target::Piece(..) | Target::Currency(_) | Target::FullName => target.to_string(),
        other => other.field().unwrap_or_default().to_owned(),
    };
    let rank = |column: &ColumnMapping| (column.confidence.unwrap_or(0), matches!(column.target, Target::Field(_)));
    for at in 0..columns.len() {
        let Some(own) = columns.get(at).filter(|own| own.target != Target::Ignore) else { continue };
        let (own_key, own_rank, pieces) = (key(&own.target), rank(own), has_pieces(columns, &own.target));
        let better = columns.iter().enumerate().any(|(other_at, other)| {
            other_at != at
                && other.target != Target::Ignore
                && key(&other.target) == own_key
                && (rank(other) > own_rank || (rank(other) == own_rank && other_at < at))
        });
        if let Some(own) = columns.get_mut(at).filter(|_| better || pieces) {
            own.target = Target::Ignore;
            own.confidence = None;
            own.note = Some("Another column goes there already.".into());
        }
    }
}

/// Whether other columns make up the same field piece by piece.
fn has_pieces(columns: &[ColumnMapping], target: &Target) -> bool {
    match target {
        Target::Field(name) => {
            columns.iter().any(|other| matches!(&other.target, Target::Piece(field, _) if field == name))
        }
        _ => false,
    }
}

/// Files of customers and suppliers say in the name of a column what all their lines are.
fn sort_of_organisation(kind: &RecordType, table: &Table, columns: &[ColumnMapping]) -> Option<ColumnMapping> {
    if kind.name != "organisation" || columns.iter().any(|column| column.target.field() == Some("kind")) {
        return None;
    }
    let has = |wanted: &str| table.columns.iter().any(|name| compact(name) == wanted);
    let sort = if has("customerid") {
        "customer"
    } else if has("supplierid") {
        "supplier"
    } else {
        return None;
    };
    Some(ColumnMapping::constant(Target::Field("kind".into()), sort))
}

/// The people in a file of organisations: a contact of each line that names one.
fn people(caller: &Caller, table: &Table) -> Option<Box<Mapping>> {
    let schema = &caller.configuration.schema;
    let contact = schema.named("contact")?;
    let find = |words: &[&str]| table.columns.iter().find(|name| words.contains(&compact(name).as_str()));
    let name = find(&["contactname", "contactperson", "contactpersoon", "ansprechpartner", "interlocuteur"])?;
    let mut columns = vec![ColumnMapping::new(name.as_str(), Target::FullName)];
    let id = find(&["customerid", "supplierid"]);
    if let Some(id) = id {
        let prefix = if compact(id) == "supplierid" { SUPPLIER } else { "" };
        columns.push(ColumnMapping {
            prefix: prefix.into(),
            ..ColumnMapping::new(id.as_str(), Target::Field("external_id".into()))
        });
    }
    let more: [(&[&str], Target); 4] = [
        (&["contacttitle", "contactfunction"], Target::Field("job_title".into())),
        (&["contactemail"], Target::part("emails", "work", "value")),
        (&["phone", "contactphone"], Target::part("phones", "work", "value")),
        (&["fax"], Target::part("phones", "fax", "value")),
    ];
    columns
        .extend(more.into_iter().filter_map(|(words, target)| Some(ColumnMapping::new(find(words)?.as_str(), target))));
    columns.retain(|column| resolve(caller, contact, &column.target).is_ok());
    let match_on = if id.is_some() {
        vec!["external_id".into()]
    } else {
        ["organisation_id", "first_name", "last_name"].map(String::from).to_vec()
    };
    let linked_by = Some("organisation_id".into());
    Some(Box::new(Mapping {
        record_type: "contact".into(),
        columns,
        match_on,
        mode: Mode::Upsert,
        also: None,
        linked_by,
    }))
}

/// What lines are matched on: the strongest key that the file has.
fn match_on(kind: &RecordType, table: &Table, columns: &[ColumnMapping]) -> Vec<String> {
    let has = |wanted: &str| {
        columns.iter().any(|column| {
            let same = match &column.target {
                Target::Field(name) | Target::Part { list: name, .. } => name == wanted,
                _ => false,
            };
            same && cells(table, &column.column).any(|cell| text_of(cell).is_some())
        })
    };
    let is_mail = |name: &str| {
        kind.own_field(name).is_some_and(|field| matches!(field.kind, Kind::Text(Format::Email) | Kind::List(_)))
    };
    let keys = ["id", "external_id", "sku", "customer_number", "email", "emails"];
    let own_name = (kind.name == "organisation" && has("name")).then_some("name");
    let strong = keys.into_iter().find(|key| has(key) && (!is_mail(key) || own_name.is_none()));
    strong.or(own_name).map(str::to_owned).into_iter().collect()
}
