//! How fields are stored: the columns of a field, of a record and of a list's child table (`design.md` §10.7).

use sea_query::Expr;

use crate::database::Engine;
use crate::model::field::AnyField;
use crate::model::kind::{Kind, ListType};
use crate::model::record_type::RecordType;

/// What a column holds, on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// `BLOB` of 16 bytes; `uuid`.
    Id,
    /// `TEXT`; `text`.
    Text,
    /// `INTEGER`; `bigint`. Numbers, money, moments, and yes/no as 1/0.
    Integer,
    /// `BLOB`; `bytea`. Sort keys.
    Bytes,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it always holds something.
    pub required: bool,
}

fn column(name: impl Into<String>, kind: ColumnKind, required: bool) -> Column {
    Column { name: name.into(), kind, required }
}

/// The columns that hold one field; none for lists (a child table) and added fields (the column `custom`).
pub fn of_field(field: &AnyField) -> Vec<Column> {
    if field.custom {
        return Vec::new();
    }
    let (name, required) = (field.name, field.required);
    let mut columns = match field.kind {
        Kind::Text(_) | Kind::Choice(_) | Kind::Date | Kind::Json => vec![column(name, ColumnKind::Text, required)],
        Kind::Number { .. } | Kind::Time | Kind::YesNo => vec![column(name, ColumnKind::Integer, required)],
        Kind::Link(_) => vec![column(name, ColumnKind::Id, required)],
        Kind::Money => vec![
            column(name, ColumnKind::Integer, required),
            column(format!("{name}_currency"), ColumnKind::Text, required),
        ],
        Kind::Reference(_) => vec![
            column(format!("{name}_type"), ColumnKind::Text, required),
            column(format!("{name}_id"), ColumnKind::Id, required),
        ],
        Kind::List(_) => Vec::new(),
    };
    if field.sortable {
        columns.push(column(sort_column(name), ColumnKind::Bytes, required));
    }
    columns
}

/// The column with the sort key of a text field.
pub fn sort_column(name: &str) -> String {
    format!("{name}_sort")
}

/// All columns of a record's table, in order.
pub fn of_record(kind: &RecordType) -> Vec<Column> {
    let mut columns = vec![
        column("id", ColumnKind::Id, true),
        column("version", ColumnKind::Integer, true),
        column("title", ColumnKind::Text, true),
        column("title_sort", ColumnKind::Bytes, true),
        column("created_at", ColumnKind::Integer, true),
        column("created_by", ColumnKind::Id, false),
        column("updated_at", ColumnKind::Integer, true),
        column("updated_by", ColumnKind::Id, false),
        column("deleted_at", ColumnKind::Integer, false),
    ];
    columns.extend(kind.fields.iter().flat_map(of_field));
    columns.push(column("custom", ColumnKind::Text, true));
    columns
}

/// The table that holds the items of a list field.
pub fn list_table(kind: &RecordType, field: &AnyField) -> String {
    format!("{}_{}", kind.table, field.name)
}

/// All columns of a list's table, in order.
pub fn of_list(list: &ListType) -> Vec<Column> {
    let mut columns = vec![column("parent_id", ColumnKind::Id, true), column("position", ColumnKind::Integer, true)];
    columns.extend(list.parts.iter().flat_map(of_field));
    columns
}

/// The table with the folded texts that search looks in.
pub fn search_table(kind: &RecordType) -> String {
    format!("{}_search", kind.table)
}

/// The list fields of a type with their item types.
pub fn lists(kind: &RecordType) -> impl Iterator<Item = (&'static AnyField, &'static ListType)> {
    kind.fields.iter().filter_map(|field| match field.kind {
        Kind::List(list) => Some((field, list)),
        _ => None,
    })
}

/// The expressions that read an added field from the column `custom` of the table under the alias `at`.
pub fn custom_cells(engine: Engine, field: &AnyField, at: &'static str) -> Vec<Expr> {
    let custom = || Expr::col((at, "custom"));
    match field.kind {
        Kind::Money => vec![
            engine.custom_number(custom(), &[field.name, "amount"]),
            engine.custom_part(custom(), &[field.name, "currency"]),
        ],
        Kind::Number { .. } | Kind::YesNo => vec![engine.custom_number(custom(), &[field.name])],
        _ => vec![engine.custom_part(custom(), &[field.name])],
    }
}
