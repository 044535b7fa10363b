//! What a decision about one record looks at, read once: the record, what it is about, and with whom these are shared. Explanations
//! and audiences decide from it in memory, for one person or for all.

use std::collections::BTreeSet;

use sea_query::{Expr, ExprTrait, Query};

use crate::clock::Micros;
use crate::database::Database;
use crate::error::Result;
use crate::id::Id;
use crate::model::{AnyField, Kind, Record, RecordType, Root, Schema, Value};
use crate::query::select::{AT, Select};
use crate::rights::decide::{Shares, subject_types};
use crate::rights::matches::Around;

/// A record with all that rights to it depend on.
#[derive(Debug)]
pub struct Surroundings {
    /// The record, whole.
    pub record: Record,
    subjects: Vec<Record>,
    shares: Vec<Share>,
}

#[derive(Debug)]
struct Share {
    record: Id,
    to: Id,
    update: bool,
    ends_at: Option<Micros>,
}

impl Around for Surroundings {
    fn find(&self, kind: &str, id: Id) -> Option<Record> {
        self.subjects.iter().find(|record| record.kind.name == kind && record.id == id).cloned()
    }

    fn is_shared(&self, shares: &Shares, record: &Record) -> bool {
        self.shares.iter().any(|share| {
            share.record == record.id
                && shares.to.contains(&share.to)
                && (share.update || !shares.update)
                && share.ends_at.is_none_or(|end| end > shares.now)
        })
    }
}

/// Reads a record with its surroundings, for the program's own eyes; nothing where there is none.
pub async fn surroundings(
    database: &Database,
    schema: &Schema,
    kind: &'static RecordType,
    id: Id,
) -> Result<Option<Surroundings>> {
    let Some(record) = whole(database, schema, kind, &[id]).await?.pop() else { return Ok(None) };
    let mut subjects: Vec<Record> = Vec::new();
    let mut open = subjects_of(&record);
    // A child of a child is as far as it goes; the bound keeps a circle from turning for ever.
    for _ in 0..3 {
        let mut found = Vec::new();
        let known = |name: &str, id: &Id| subjects.iter().any(|known| known.kind.name == name && known.id == *id);
        open.retain(|(name, id)| !known(name, id));
        let names: BTreeSet<&'static str> = open.iter().map(|(name, _)| *name).collect();
        for kind in names.into_iter().filter_map(|name| schema.named(name)) {
            let ids: Vec<Id> = open.iter().filter(|(name, _)| *name == kind.name).map(|(_, id)| *id).collect();
            let records = whole(database, schema, kind, &ids).await?;
            found.extend(records.into_iter().filter(|record| !record.is_deleted()));
        }
        open = found.iter().flat_map(subjects_of).collect();
        subjects.extend(found);
        if open.is_empty() {
            break;
        }
    }
    let ids: Vec<Id> = subjects.iter().map(|record| record.id).chain([id]).collect();
    Ok(Some(Surroundings { shares: shares(database, &ids).await?, record, subjects }))
}

/// The records that a record is about.
fn subjects_of(record: &Record) -> Vec<(&'static str, Id)> {
    let Root::ChildOf(name, _) = record.kind.root else { return Vec::new() };
    let Some(field) = record.kind.own_field(name) else { return Vec::new() };
    let known = subject_types(field);
    let one = |field: &AnyField, value: &Value| match (field.kind, value) {
        (Kind::Link(target), Value::Link(id)) => Some((target, *id)),
        (_, Value::Reference(to)) => known.iter().find(|name| **name == to.kind).map(|name| (*name, to.id)),
        _ => None,
    };
    match record.value(name) {
        Some(Value::List(items)) => {
            items.iter().filter_map(|item| item.values().next()).filter_map(|value| one(field, value)).collect()
        }
        Some(value) => one(field, value).into_iter().collect(),
        None => Vec::new(),
    }
}

async fn whole(database: &Database, schema: &Schema, kind: &'static RecordType, ids: &[Id]) -> Result<Vec<Record>> {
    let mut select = Select::new(database.engine(), kind);
    for field in schema.fields(kind) {
        select.field_unguarded(field);
    }
    select.statement().and_where(Expr::col((AT, "id")).is_in(ids.iter().map(|id| id.0)));
    Ok(select.run(database.read(), 0).await?.into_iter().map(|row| row.record).collect())
}

async fn shares(database: &Database, records: &[Id]) -> Result<Vec<Share>> {
    let statement = Query::select()
        .columns(["about_id", "to_id", "level", "ends_at"])
        .from("shares")
        .and_where(Expr::col("about_id").is_in(records.iter().map(|id| id.0)))
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned();
    let rows: Vec<(uuid::Uuid, uuid::Uuid, String, Option<i64>)> = database.read().all(&statement).await?;
    let share = |(record, to, level, ends_at): (uuid::Uuid, uuid::Uuid, String, Option<i64>)| Share {
        record: Id(record),
        to: Id(to),
        update: level == "update",
        ends_at,
    };
    Ok(rows.into_iter().map(share).collect())
}
