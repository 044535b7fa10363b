//! The tables of a record type as SQL: what its first migration holds. `beheer schema TYPE` prints it for a new type, and a test
//! holds the migrated database equal to the definitions.

use std::fmt::Write as _;

use crate::database::Engine;
use crate::model::columns::{self, Column, ColumnKind};
use crate::model::field::AnyField;
use crate::model::kind::{Format, Kind};
use crate::model::record_type::RecordType;

/// The data classes that search keeps apart, in the order of the columns.
pub const SEARCH_CLASSES: [&str; 6] = ["ordinary", "personal", "special", "figures", "cost", "bank"];

/// All statements for one record type.
pub fn create(engine: Engine, kind: &RecordType) -> String {
    let mut sql = format!("-- {}\n", kind.help);
    record_table(&mut sql, engine, kind);
    for (field, list) in columns::lists(kind) {
        let table = columns::list_table(kind, field);
        let mut lines: Vec<String> = columns::of_list(list).iter().map(|column| line(engine, column)).collect();
        lines[0] = format!("{} references \"{}\" (id) on delete cascade", lines[0], kind.table);
        lines.push("primary key (parent_id, position)".into());
        table_of(&mut sql, engine, &table, &lines, true);
        for part in list.parts.iter().filter(|part| matches!(part.kind, Kind::Link(_) | Kind::Reference(_))) {
            let column =
                if matches!(part.kind, Kind::Reference(_)) { format!("{}_id", part.name) } else { part.name.into() };
            let _ = writeln!(sql, "create index {table}_{column} on {table} ({column});");
        }
        list.parts.iter().for_each(|part| found_again(&mut sql, engine, &table, part));
    }
    search(&mut sql, engine, kind);
    sql
}

fn type_name(engine: Engine, kind: ColumnKind) -> &'static str {
    match (engine, kind) {
        (Engine::Sqlite, ColumnKind::Id | ColumnKind::Bytes) => "BLOB",
        (Engine::Sqlite, ColumnKind::Text) => "TEXT",
        (Engine::Sqlite, ColumnKind::Integer) => "INTEGER",
        (Engine::Postgres, ColumnKind::Id) => "uuid",
        (Engine::Postgres, ColumnKind::Bytes) => "bytea",
        (Engine::Postgres, ColumnKind::Text) => "text",
        (Engine::Postgres, ColumnKind::Integer) => "bigint",
    }
}

fn line(engine: Engine, column: &Column) -> String {
    let required = if column.required { " not null" } else { "" };
    format!("\"{}\" {}{required}", column.name, type_name(engine, column.kind))
}

fn table_of(sql: &mut String, engine: Engine, table: &str, lines: &[String], by_key: bool) {
    let end = match (engine, by_key) {
        (Engine::Sqlite, true) => ") strict, without rowid;",
        (Engine::Sqlite, false) => ") strict;",
        (Engine::Postgres, _) => ");",
    };
    let _ = writeln!(sql, "create table \"{table}\" (\n  {}\n{end}", lines.join(",\n  "));
}

fn record_table(sql: &mut String, engine: Engine, kind: &RecordType) {
    let table = kind.table;
    let mut lines: Vec<String> = columns::of_record(kind).iter().map(|column| line(engine, column)).collect();
    lines[0].push_str(" primary key");
    for field in kind.fields {
        match field.kind {
            Kind::YesNo => lines.push(format!("check ({0} in (0, 1))", field.name)),
            Kind::Money => lines.push(format!("check (({0} is null) = ({0}_currency is null))", field.name)),
            _ => {}
        }
    }
    table_of(sql, engine, table, &lines, false);
    let owner = kind.owner().map_or_else(String::new, |owner| format!(", {owner}"));
    let _ =
        writeln!(sql, "create index {table}_title on \"{table}\" (title_sort, id{owner}) where deleted_at is null;");
    let _ = writeln!(sql, "create index {table}_created on \"{table}\" (created_at, id) where deleted_at is null;");
    let _ = writeln!(sql, "create index {table}_updated on \"{table}\" (updated_at, id) where deleted_at is null;");
    let _ = writeln!(sql, "create index {table}_bin on \"{table}\" (deleted_at, id) where deleted_at is not null;");
    for field in kind.fields {
        field_indexes(sql, kind, field);
        found_again(sql, engine, table, field);
    }
}

/// Indexes that imports find the same person or company again by: mail addresses and postal codes, however they are written.
fn found_again(sql: &mut String, engine: Engine, table: &str, field: &AnyField) {
    let name = field.name;
    let lower = match engine {
        Engine::Sqlite => format!("lower({name})"),
        Engine::Postgres => format!("lower(({name}) collate \"C\")"),
    };
    if matches!(field.kind, Kind::Text(Format::Email)) {
        let _ = writeln!(sql, "create index {table}_{name}_lower on {table} ({lower});");
    } else if name == "postal_code" {
        let _ = writeln!(sql, "create index {table}_{name}_lower on {table} (replace({lower}, ' ', ''));");
    }
}

fn field_indexes(sql: &mut String, kind: &RecordType, field: &AnyField) {
    let (table, name) = (kind.table, field.name);
    if field.unique {
        // What is in the bin holds nothing: an import that was taken back can come again.
        let _ =
            writeln!(sql, "create unique index {table}_{name}_key on \"{table}\" ({name}) where deleted_at is null;");
    }
    if kind.numbered.is_some_and(|numbered| numbered.field.name() == name) {
        // A counter asks the bin too, so that it gives no number twice.
        let _ = writeln!(sql, "create index {table}_{name}_given on \"{table}\" ({name}) where {name} is not null;");
    }
    match field.kind {
        Kind::Link(_) if kind.owner() == Some(name) => {
            let _ = writeln!(sql, "create index {table}_{name} on \"{table}\" ({name}, title_sort, id);");
            // What somebody owns, in the orders that lists have where none is asked for.
            for at in ["created", "updated"] {
                let keys = format!("({name}, {at}_at, id) where deleted_at is null");
                let _ = writeln!(sql, "create index {table}_owner_{at} on \"{table}\" {keys};");
            }
        }
        Kind::Link(_) => {
            let _ = writeln!(sql, "create index {table}_{name} on \"{table}\" ({name}) where {name} is not null;");
        }
        Kind::Reference(_) => {
            let _ = writeln!(sql, "create index {table}_{name} on \"{table}\" ({name}_id);");
        }
        _ => {}
    }
    if field.sortable && kind.title.iter().map(|title| title.name()).ne([name]) {
        let _ = writeln!(
            sql,
            "create index {table}_{name}_sort on \"{table}\" ({name}_sort, id) where deleted_at is null;"
        );
    }
    // A calendar looks for what begins, or else is due, between two moments; a person, for what is due and not done.
    if (kind.name, name) == ("activity", "due") {
        let _ =
            writeln!(sql, "create index {table}_mine on \"{table}\" (owner_id, due, done) where deleted_at is null;");
    }
    // A board shows the newest of each column, and what each comes to.
    let amount = kind.fields.iter().find(|field| matches!(field.kind, Kind::Money));
    if let (("deal", "stage_id") | ("lead", "status"), Some(amount)) = ((kind.name, name), amount) {
        let (sum, rest) = (amount.name, "where deleted_at is null;");
        let _ = writeln!(sql, "create index {table}_board on \"{table}\" ({name}, updated_at, id) {rest}");
        let _ =
            writeln!(sql, "create index {table}_sums on \"{table}\" ({name}, {sum}_currency, {sum}, owner_id) {rest}");
    }
    let is_looked_for = matches!(name, "external_id" | "vat_id" | "email") && !field.unique;
    if is_looked_for || matches!((kind.name, name), ("activity", "starts" | "due")) {
        let _ = writeln!(sql, "create index {table}_{name} on \"{table}\" ({name}) where {name} is not null;");
    }
}

/// SQLite: a table of folded texts and a trigram index over it, kept equal by triggers. PostgreSQL: the same table with one
/// trigram index for each class.
fn search(sql: &mut String, engine: Engine, kind: &RecordType) {
    let table = columns::search_table(kind);
    let parent = format!("references \"{}\" (id) on delete cascade", kind.table);
    let (id, number) = (type_name(engine, ColumnKind::Id), type_name(engine, ColumnKind::Integer));
    let text = type_name(engine, ColumnKind::Text);
    let mut lines = match engine {
        Engine::Sqlite => vec![format!("row {number} primary key"), format!("record_id {id} not null unique {parent}")],
        Engine::Postgres => vec![format!("record_id {id} primary key {parent}")],
    };
    lines.push(format!("title {text} not null"));
    lines.extend(SEARCH_CLASSES.iter().map(|class| format!("{class} {text}")));
    table_of(sql, engine, &table, &lines, false);
    let classes = SEARCH_CLASSES.join(", ");
    match engine {
        Engine::Sqlite => {
            let _ = writeln!(sql, "create index {table}_title on {table} (title);");
            let (new, old) = (prefixed("new"), prefixed("old"));
            let _ = write!(
                sql,
                "create virtual table {table}_fts using fts5 ({classes}, content='{table}', content_rowid='row', tokenize='trigram');\n\
                 create trigger {table}_insert after insert on {table} begin\n  \
                 insert into {table}_fts (rowid, {classes}) values (new.row, {new});\nend;\n\
                 create trigger {table}_delete after delete on {table} begin\n  \
                 insert into {table}_fts ({table}_fts, rowid, {classes}) values ('delete', old.row, {old});\nend;\n\
                 create trigger {table}_update after update on {table} begin\n  \
                 insert into {table}_fts ({table}_fts, rowid, {classes}) values ('delete', old.row, {old});\n  \
                 insert into {table}_fts (rowid, {classes}) values (new.row, {new});\nend;\n"
            );
        }
        Engine::Postgres => {
            let _ = writeln!(sql, "create index {table}_title on {table} (title text_pattern_ops);");
            for class in SEARCH_CLASSES {
                let _ = writeln!(
                    sql,
                    "create index {table}_{class} on {table} using gin ({class} gin_trgm_ops) where {class} is not null;"
                );
            }
        }
    }
}

fn prefixed(prefix: &str) -> String {
    SEARCH_CLASSES.map(|class| format!("{prefix}.{class}")).join(", ")
}
