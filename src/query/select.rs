//! The SELECT builder: which cells are fetched for which fields, and records read back from them.

use sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Query, SelectStatement};
use serde_json::Value as Json;

use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, DataClass, Kind, Record, RecordType};
use crate::query::cells;
use crate::query::partly::{self, Partly};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::policy::{Action, View};
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
    /// Where the cell stands that says how the class is shown on this row; none where it is shown on all as it is.
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
    /// What is shown of fields whose values are not.
    pub partly: Vec<(&'static str, Partly)>,
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

    /// Selects the fields of which the caller may see something; those of classes that are not shown alike on all rows come with a
    /// flag, and where a class is absent its cells are not read at all.
    pub fn fields(&mut self, caller: &Caller, fields: &[AnyField]) {
        let mut flags: Vec<(DataClass, usize)> = Vec::new();
        for field in fields {
            let class = self.kind.class_of(field);
            if decide::sees_class_everywhere(caller, self.kind, class) {
                self.field_unguarded(field);
                continue;
            }
            let shown = decide::view_rows(caller, self.kind, class, View::Masked);
            if shown == Rows::None {
                continue;
            }
            let known = flags.iter().find(|(known, _)| *known == class).map(|(_, at)| *at);
            let flag = known.unwrap_or_else(|| {
                let at = self.flag(caller, class);
                flags.push((class, at));
                at
            });
            let at = self.cells;
            for expression in cells::of_field(self.engine, self.kind, field, AT) {
                let seen = two_valued(self.engine, &shown, self.kind, AT);
                self.cell(Expr::case(seen, expression).finally(Expr::cust("null")).into());
            }
            self.fields.push(Selected { field: *field, at, flag: Some(flag) });
        }
    }

    /// Adds the cell that says how a class is shown on a row.
    fn flag(&mut self, caller: &Caller, class: DataClass) -> usize {
        let mut flag = sea_query::CaseStatement::new();
        let mut before = Rows::None;
        for view in View::ALL.into_iter().rev() {
            let rows = decide::view_rows(caller, self.kind, class, view);
            if rows != before {
                flag = flag.case(two_valued(self.engine, &rows, self.kind, AT), view as i64);
            }
            before = rows;
        }
        self.cell(flag.finally(View::Absent as i64).into())
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
        let mut partly = Vec::new();
        for Selected { field, at, flag } in &self.fields {
            let view = match flag {
                None => View::Exact,
                Some(flag) => read_view(cells.get(*flag)),
            };
            if view != View::Exact {
                hidden.push(field.name);
            }
            let end = at + cells::width(field);
            let value =
                if view == View::Absent { None } else { cells::read(field, cells.get(*at..end).unwrap_or_default())? };
            match value {
                Some(value) if view == View::Exact => drop(record.values.insert(field.name, value)),
                Some(value) => partly.push((field.name, partly::partly(field, &value, view))),
                None => {}
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
        Ok(Row { record, hidden, partly, expanded, extra })
    }
}

/// The view that a flag names; what it does not name is absent.
fn read_view(cell: Option<&Json>) -> View {
    let named = |view: &View| cell.and_then(Json::as_i64) == Some(*view as i64);
    View::ALL.into_iter().find(named).unwrap_or_default()
}
