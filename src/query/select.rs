//! The SELECT builder: which cells are fetched for which fields, and records read back from them.

use sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Query, SelectStatement};
use serde_json::Value as Json;

use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, DataClass, Kind, Record, RecordType};
use crate::query::cells;
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::Action;
use crate::rights::sql::{self, two_valued};

/// The alias of the record's own table.
pub const AT: &str = "t";

/// A SELECT in the making.
pub struct Select {
    engine: Engine,
    kind: &'static RecordType,
    statement: SelectStatement,
    cells: usize,
    fields: Vec<Selected>,
    expanded: Vec<(&'static str, usize)>,
}

struct Selected {
    field: AnyField,
    at: usize,
    /// Where the cell stands that says whether the class is shown on this row; none where it is shown on all.
    flag: Option<usize>,
}

/// A record linked to, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The record.
    pub id: Id,
    /// Its display name.
    pub title: String,
}

/// A row read back.
#[derive(Debug, Clone)]
pub struct Row {
    /// The record with the selected fields.
    pub record: Record,
    /// Fields that are hidden on this row.
    pub hidden: Vec<&'static str>,
    /// Expanded links by field name; those that lead to nothing the caller can see hold nothing.
    pub expanded: Vec<(&'static str, Option<Summary>)>,
    /// Extra cells, in the order they were asked for.
    pub extra: Vec<Json>,
}

impl Select {
    /// Selects id and version of a record type.
    pub fn new(engine: Engine, kind: &'static RecordType) -> Self {
        let mut select = Self {
            engine,
            kind,
            statement: Query::select().from_as(kind.table, AT).to_owned(),
            cells: 0,
            fields: Vec::new(),
            expanded: Vec::new(),
        };
        select.cell(engine.id_text(Expr::col((AT, "id"))));
        select.cell(Expr::col((AT, "version")));
        select
    }

    /// Adds one cell; where it stands.
    fn cell(&mut self, expression: Expr) -> usize {
        self.statement.expr_as(expression, Alias::new(format!("c{}", self.cells)));
        self.cells += 1;
        self.cells - 1
    }

    /// Selects a field as it is, for the program's own eyes.
    pub fn field_unguarded(&mut self, field: &AnyField) {
        let at = self.cells;
        for expression in cells::of_field(self.engine, self.kind, field, AT) {
            self.cell(expression);
        }
        self.fields.push(Selected { field: *field, at, flag: None });
    }

    /// Selects the fields that the caller may see; those of classes he sees on some rows only come with a flag.
    pub fn fields(&mut self, caller: &Caller, fields: &[AnyField]) {
        let mut flags: Vec<(DataClass, usize)> = Vec::new();
        for field in fields {
            let class = self.kind.class_of(field);
            match decide::class_rows(caller, self.kind, class) {
                Rows::None => {}
                Rows::All => self.field_unguarded(field),
                _ if decide::sees_everywhere(caller, self.kind, field) => self.field_unguarded(field),
                rows => {
                    let known = flags.iter().find(|(known, _)| *known == class).map(|(_, at)| *at);
                    let flag = match known {
                        Some(at) => at,
                        None => {
                            self.cell(Expr::case(two_valued(self.engine, &rows, self.kind, AT), 1).finally(0).into())
                        }
                    };
                    if known.is_none() {
                        flags.push((class, flag));
                    }
                    let at = self.cells;
                    for expression in cells::of_field(self.engine, self.kind, field, AT) {
                        let guarded = Expr::case(two_valued(self.engine, &rows, self.kind, AT), expression)
                            .finally(Expr::cust("null"));
                        self.cell(guarded.into());
                    }
                    self.fields.push(Selected { field: *field, at, flag: Some(flag) });
                }
            }
        }
    }

    /// Joins the record that a link leads to and selects its id and title, where the caller may see both.
    pub fn expand(&mut self, caller: &Caller, field: &AnyField) {
        const ALIASES: [&str; 5] = ["e0", "e1", "e2", "e3", "e4"];
        let Kind::Link(target) = field.kind else { return };
        let Some(target) = caller.configuration.schema.named(target) else { return };
        let Some(alias) = ALIASES.get(self.expanded.len()).copied() else { return };
        let title = crate::model::record_type::TITLE.any();
        if !decide::may_see(caller, self.kind, field) || !decide::sees_everywhere(caller, target, &title) {
            return;
        }
        let rows = decide::rows(caller, Action::Read, target);
        let link = if field.custom {
            self.engine.id_from_text(self.engine.custom_part(Expr::col((AT, "custom")), &[field.name]))
        } else {
            Expr::col((AT, Alias::new(field.name)))
        };
        let on = Cond::all()
            .add(Expr::col((alias, "id")).eq(link))
            .add(Expr::col((alias, "deleted_at")).is_null())
            .add(sql::condition(self.engine, &rows, target, alias));
        self.statement.join_as(JoinType::LeftJoin, target.table, alias, on);
        let at = self.cell(self.engine.id_text(Expr::col((alias, "id"))));
        self.cell(Expr::col((alias, "title")));
        self.expanded.push((field.name, at));
    }

    /// Adds a cell of the caller's own making; it comes back in [`Row::extra`], after all others.
    pub fn extra(&mut self, expression: Expr) {
        self.cell(expression);
    }

    /// The statement, for conditions, order and limit.
    pub const fn statement(&mut self) -> &mut SelectStatement {
        &mut self.statement
    }

    /// Runs it. `extra` says how many of the last cells are extra ones.
    pub async fn run(self, on: On<'_>, extra: usize) -> Result<Vec<Row>> {
        let text = on.json(&self.engine.rows_as_json(self.statement.clone(), self.cells)).await?;
        let rows: Vec<Vec<Vec<Json>>> = serde_json::from_str(&text)?;
        rows.into_iter().map(|row| self.read(row.into_iter().flatten().collect(), extra)).collect()
    }

    fn read(&self, mut cells: Vec<Json>, extra: usize) -> Result<Row> {
        let broken = || Error::internal("a row came back without an id");
        let extra = cells.split_off(cells.len().saturating_sub(extra));
        let id = cells.first().and_then(cells::read_id).ok_or_else(broken)?;
        let mut record = Record::new(self.kind, id);
        record.version = cells.get(1).and_then(Json::as_i64).ok_or_else(broken)?;
        let mut hidden = Vec::new();
        for Selected { field, at, flag } in &self.fields {
            if flag.is_some_and(|flag| cells.get(flag).and_then(Json::as_i64) != Some(1)) {
                hidden.push(field.name);
                continue;
            }
            let end = at + cells::width(field);
            if let Some(value) = cells::read(field, cells.get(*at..end).unwrap_or_default())? {
                record.values.insert(field.name, value);
            }
        }
        let expanded = self
            .expanded
            .iter()
            .map(|(name, at)| {
                let id = cells.get(*at).and_then(cells::read_id);
                let title = cells.get(at + 1).and_then(Json::as_str);
                (*name, id.zip(title).map(|(id, title)| Summary { id, title: title.to_owned() }))
            })
            .collect();
        Ok(Row { record, hidden, expanded, extra })
    }
}
