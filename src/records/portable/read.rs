//! Reading the file: each table becomes what the API would be sent for the record, with ids instead of names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use toml::{Table, Value as Toml};

use super::{COMPANY_WIDE, EVERYBODY, FORMAT, LARGEST, PORTABLE, Portable, Standing};
use crate::error::{Error, FieldProblem, Result};
use crate::id::{Id, Ids};
use crate::model::{AnyField, Kind};

/// A record as a file has it.
pub(super) struct Wanted {
    /// Its place among [`PORTABLE`].
    pub(super) portable: &'static Portable,
    /// By what it is known.
    pub(super) key: String,
    /// The record that it is, or is to be.
    pub(super) id: Id,
    /// Whether it is there already.
    pub(super) is_known: bool,
    /// The fields that the file names, as JSON.
    pub(super) body: Map<String, Json>,
}

/// Reads a whole file; all that is wrong with it is told at once.
pub(super) fn read(text: &str, standing: &mut Standing, ids: &Ids) -> Result<Vec<Wanted>> {
    let problem = |detail: String| Error::Invalid(vec![FieldProblem::of("toml", "malformed", detail)]);
    if text.len() > LARGEST {
        return Err(Error::TooLarge(format!("A file of rights has at most {LARGEST} bytes.")));
    }
    let file: Table = text.parse().map_err(|error: toml::de::Error| problem(format!("This is not TOML: {error}")))?;
    match file.get("format").and_then(Toml::as_str) {
        Some(FORMAT) => {}
        Some(other) => return Err(problem(format!("The format is `{other}`; this version reads `{FORMAT}`."))),
        None => return Err(problem(format!("The file has to say format = \"{FORMAT}\"."))),
    }
    let mut problems = Vec::new();
    let is_known = |name: &str| name == "format" || PORTABLE.iter().any(|one| one.kind.name == name);
    for name in file.keys().filter(|name| !is_known(name)) {
        let kinds: Vec<&str> = PORTABLE.iter().map(|one| one.kind.name).collect();
        problems.push(FieldProblem::of(
            name,
            "unknown_field",
            format!("There is no `{name}` in such files. There are {}.", kinds.join(", ")),
        ));
    }
    let mut found: Vec<(&'static Portable, usize, Wanted, &Table)> = Vec::new();
    for portable in &PORTABLE {
        let tables =
            file.get(portable.kind.name).map_or(Some(&[] as &[Toml]), |tables| tables.as_array().map(Vec::as_slice));
        let Some(tables) = tables else {
            problems.push(FieldProblem::of(
                portable.kind.name,
                "wrong_type",
                format!("Write each as [[{}]].", portable.kind.name),
            ));
            continue;
        };
        let mut keys = BTreeSet::new();
        for (at, table) in tables.iter().enumerate() {
            match named(portable, table, standing, ids, &mut keys) {
                Ok((wanted, table)) => found.push((portable, at, wanted, table)),
                Err(problem) => problems.push(problem.under(&at.to_string()).under(portable.kind.name)),
            }
        }
    }
    // Only now every name is known.
    let mut all = Vec::with_capacity(found.len());
    for (portable, at, mut wanted, table) in found {
        match body(portable, table, standing) {
            Ok(body) => wanted.body = body,
            Err(more) => {
                problems.extend(more.into_iter().map(|one| one.under(&at.to_string()).under(portable.kind.name)));
            }
        }
        all.push(wanted);
    }
    if problems.is_empty() { Ok(all) } else { Err(Error::Invalid(problems)) }
}

/// What a table is called, and which record it is.
fn named<'f>(
    portable: &'static Portable,
    table: &'f Toml,
    standing: &mut Standing,
    ids: &Ids,
    keys: &mut BTreeSet<String>,
) -> Result<(Wanted, &'f Table), FieldProblem> {
    let (kind, key) = (portable.kind, portable.key);
    let wrong = || FieldProblem::of(key.name, "required", format!("Each {} needs its {}.", kind.name, key.name));
    let table = table.as_table().ok_or_else(wrong)?;
    let name = table.get(key.name).and_then(Toml::as_str).ok_or_else(wrong)?.to_owned();
    if !keys.insert(name.clone()) {
        return Err(FieldProblem::of(key.name, "taken", format!("“{name}” is there twice.")));
    }
    let is_everybody = table.get(COMPANY_WIDE).and_then(Toml::as_bool).unwrap_or(false);
    let known = if is_everybody { Some(EVERYBODY) } else { standing.ids.get(&(kind.name, name.clone())).copied() };
    let id = known.unwrap_or_else(|| ids.next());
    standing.ids.insert((kind.name, name.clone()), id);
    standing.names.insert((kind.name, id), name.clone());
    Ok((Wanted { portable, key: name, id, is_known: known.is_some(), body: Map::new() }, table))
}

/// The fields of a table as JSON.
fn body(portable: &Portable, table: &Table, standing: &Standing) -> Result<Map<String, Json>, Vec<FieldProblem>> {
    let fields: BTreeMap<&str, AnyField> = portable.fields().map(|field| (field.name, field)).collect();
    let (mut body, mut problems) = (Map::new(), Vec::new());
    for (name, value) in table.iter().filter(|(name, _)| *name != COMPANY_WIDE) {
        match fields.get(name.as_str()) {
            None => problems.push(FieldProblem::of(name, "unknown_field", portable.kind.has_no_field(name))),
            Some(field) => match taken(standing, field, value) {
                Ok(json) => drop(body.insert(name.clone(), json)),
                Err(problem) => problems.push(problem.under(name)),
            },
        }
    }
    if problems.is_empty() { Ok(body) } else { Err(problems) }
}

/// A value as the API has it: ids instead of names.
fn taken(standing: &Standing, field: &AnyField, value: &Toml) -> Result<Json, FieldProblem> {
    let wrong = |detail: String| FieldProblem::of("", "wrong_type", detail);
    let id_of = |kind: &str, name: &str| {
        let known = standing.ids.iter().find(|((of, known), _)| *of == kind && known == name);
        known.map(|(_, id)| id.to_string()).ok_or_else(|| {
            FieldProblem::of("", "missing_link", format!("There is no {} called “{name}”.", kind.replace('_', " ")))
        })
    };
    match (field.kind, value) {
        (Kind::Link(target), Toml::String(name)) => Ok(id_of(target, name)?.into()),
        (Kind::Reference(targets), Toml::String(text)) => match text.split_once(':') {
            Some((kind, name)) if targets.contains(&kind) => Ok(json!({"type": kind, "id": id_of(kind, name)?})),
            _ => Err(wrong(format!("Write what it is and its name, as in {}:name.", targets.join(":name or ")))),
        },
        (Kind::List(list), Toml::Array(items)) => {
            let item = |item: &Toml| match (list.parts, item) {
                ([one], value) => Ok(json!({(one.name): taken(standing, one, value)?})),
                (parts, Toml::Table(table)) => {
                    let mut body = Map::new();
                    for (name, value) in table {
                        let part = parts.iter().find(|part| part.name == name);
                        let part = part.ok_or_else(|| {
                            FieldProblem::of(name, "unknown_field", format!("There is no `{name}` in {}.", field.name))
                        })?;
                        body.insert(name.clone(), taken(standing, part, value).map_err(|problem| problem.under(name))?);
                    }
                    Ok(Json::Object(body))
                }
                _ => Err(wrong("Write each in braces, as { name = value }.".into())),
            };
            let numbered = |(at, value): (usize, &Toml)| item(value).map_err(|problem| problem.under(&at.to_string()));
            Ok(Json::Array(items.iter().enumerate().map(numbered).collect::<Result<_, _>>()?))
        }
        (_, Toml::String(text)) => Ok(text.clone().into()),
        (_, Toml::Boolean(yes)) => Ok((*yes).into()),
        (Kind::Number { .. }, Toml::Integer(number)) => Ok(number.to_string().into()),
        (_, Toml::Datetime(moment)) => Ok(moment.to_string().into()),
        _ => Err(wrong(format!("This is not what `{}` takes.", field.name))),
    }
}
