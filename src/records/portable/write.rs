//! Writing the file: a table for each record, with only what is set, lists a line each.

use std::fmt::Write as _;

use serde_json::Value as Json;
use toml::Value as Toml;

use super::{COMPANY_WIDE, EVERYBODY, FORMAT, PORTABLE, Portable, Standing};
use crate::database::Database;
use crate::error::Result;
use crate::model::{AnyField, Kind, Record, json};
use crate::rights::Caller;

/// All of it, as it stands.
pub async fn export(database: &Database, caller: &Caller) -> Result<String> {
    let standing = Standing::read(database, caller).await?;
    let mut file = format!(
        "# Rights and reasons, by name. Read back with `beheer rights plan` and `beheer rights apply`.\nformat = {}\n",
        text(FORMAT)
    );
    for portable in &PORTABLE {
        let kind = portable.kind.name;
        for ((_, key), record) in standing.records.range((kind, String::new())..).take_while(|((of, _), _)| *of == kind)
        {
            let _ = write!(file, "\n[[{kind}]]\n");
            table(&mut file, &standing, portable, key, record);
        }
    }
    Ok(file)
}

fn table(file: &mut String, standing: &Standing, portable: &Portable, key: &str, record: &Record) {
    let _ = writeln!(file, "{} = {}", portable.key.name, text(key));
    if record.id == EVERYBODY {
        let _ = writeln!(file, "{COMPANY_WIDE} = true");
    }
    for field in portable.fields().filter(|field| field.name != portable.key.name) {
        match value(standing, &field, record) {
            Some(Toml::Array(items)) if items.is_empty() => {}
            Some(Toml::Array(items)) => {
                let _ = writeln!(file, "{} = [", field.name);
                for item in items {
                    let _ = writeln!(file, "  {},", inline(&item));
                }
                let _ = writeln!(file, "]");
            }
            Some(one) => {
                let _ = writeln!(file, "{} = {}", field.name, inline(&one));
            }
            None => {}
        }
    }
}

/// What a field of a record is in a file; nothing where it is empty.
pub(super) fn value(standing: &Standing, field: &AnyField, record: &Record) -> Option<Toml> {
    record.value(field.name).and_then(|value| told(standing, field, &json::write_value(field, value)))
}

/// A value as files have it: names instead of ids.
pub(super) fn told(standing: &Standing, field: &AnyField, value: &Json) -> Option<Toml> {
    let name = |kind: &str, id: &Json| {
        let (kind, id) = (
            PORTABLE.iter().map(|one| one.kind.name).chain(["user"]).find(|known| *known == kind)?,
            json::read_id(id)?,
        );
        standing.names.get(&(kind, id)).cloned()
    };
    Some(match (field.kind, value) {
        (_, Json::Null) => return None,
        (Kind::Link(target), id) => Toml::String(name(target, id)?),
        (Kind::Reference(_), of) => {
            let kind = of.get("type")?.as_str()?;
            Toml::String(format!("{kind}:{}", name(kind, of.get("id")?)?))
        }
        (Kind::List(list), Json::Array(items)) => {
            let item = |item: &Json| match list.parts {
                [one] => told(standing, one, item.get(one.name)?),
                parts => {
                    let pairs = parts
                        .iter()
                        .filter_map(|part| Some((part.name.to_owned(), told(standing, part, item.get(part.name)?)?)));
                    Some(Toml::Table(pairs.collect()))
                }
            };
            Toml::Array(items.iter().filter_map(item).collect())
        }
        (_, Json::Bool(yes)) => Toml::Boolean(*yes),
        (Kind::Number { scale: 0 }, Json::String(digits)) => Toml::Integer(digits.parse().ok()?),
        (Kind::Number { .. }, Json::Number(number)) => Toml::Integer(number.as_i64()?),
        (_, Json::String(text)) => Toml::String(text.clone()),
        (_, other) => Toml::String(other.to_string()),
    })
}

/// A value in one line, with the parts of a table in the order of the definition where it is one of a list.
pub(super) fn inline(value: &Toml) -> String {
    match value {
        Toml::Table(parts) => {
            let parts: Vec<String> = parts.iter().map(|(name, value)| format!("{name} = {}", inline(value))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        other => other.to_string(),
    }
}

fn text(text: &str) -> String {
    Toml::String(text.to_owned()).to_string()
}
