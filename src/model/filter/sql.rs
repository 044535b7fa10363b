//! A filter as SQL, with the meaning that `matches` gives it: two-valued, a missing value equals nothing.

use sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Func, Query, Value as SqlValue};

use crate::database::Engine;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::{AnyField, Kind, RecordType, columns, fold};

/// Narrows the condition of a field to the rows on which its reader sees it; the last argument says whether a missing value
/// satisfies the condition.
pub type Guard<'a> = dyn Fn(&AnyField, Condition, bool) -> Condition + 'a;

/// Translates filters for one record type under one table alias.
pub struct Conditions<'a> {
    /// The engine.
    pub engine: Engine,
    /// The record type.
    pub kind: &'a RecordType,
    /// The table alias.
    pub at: &'static str,
    /// Whose view counts; none where everything is seen.
    pub guard: Option<&'a Guard<'a>>,
}

impl Conditions<'_> {
    /// The condition of a filter.
    pub fn filter(&self, filter: &Filter) -> Condition {
        match filter {
            Filter::All => Cond::all(),
            Filter::And(all) => all.iter().fold(Cond::all(), |cond, one| cond.add(self.filter(one))),
            Filter::Or(any) => any.iter().fold(Cond::any(), |cond, one| cond.add(self.filter(one))),
            Filter::Not(one) => self.filter(one).not(),
            Filter::Test(test) => self.guarded(test),
            Filter::Any { list, items } => {
                let found = if names_records(items) { self.of_items(list, items) } else { self.some_item(list, items) };
                self.visible(list, Cond::all().add(found), false)
            }
        }
    }

    /// A test, with rows on which the field is hidden treated as rows without a value.
    fn guarded(&self, test: &Test) -> Condition {
        let field = &test.path.field;
        if matches!(field.kind, Kind::List(_)) {
            return self.visible(field, Cond::all().add(self.some_item(field, &Filter::All)), false);
        }
        let operands = self.operands(&test.path);
        self.visible(field, test_condition(self.engine, test, operands), test.op == Op::Ne)
    }

    fn visible(&self, field: &AnyField, condition: Condition, missing_is_true: bool) -> Condition {
        match self.guard {
            Some(guard) => guard(field, condition, missing_is_true),
            None => condition,
        }
    }

    /// The same as [`Self::some_item`], found from the items by their index instead of from each record.
    fn of_items(&self, list: &AnyField, items: &Filter) -> Expr {
        let parents = Query::select()
            .column(("i", "parent_id"))
            .from_as(Alias::new(columns::list_table(self.kind, list)), "i")
            .cond_where(items_condition(self.engine, items))
            .to_owned();
        Expr::col((self.at, "id")).in_subquery(parents)
    }

    fn some_item(&self, list: &AnyField, items: &Filter) -> Expr {
        let items = items_condition(self.engine, items);
        Expr::exists(
            Query::select()
                .expr(Expr::val(1))
                .from_as(Alias::new(columns::list_table(self.kind, list)), "i")
                .and_where(Expr::col(("i", "parent_id")).equals((self.at, "id")))
                .cond_where(items)
                .to_owned(),
        )
    }

    fn operands(&self, path: &Path) -> Operands {
        let field = &path.field;
        if field.name == "id" {
            return Operands { value: Expr::col((self.at, "id")), sort: None, required: true };
        }
        if field.custom {
            let cells = columns::custom_cells(self.engine, field, self.at);
            let at = usize::from(path.part == Part::MoneyCurrency);
            let value = cells.into_iter().nth(at).unwrap_or_else(|| Expr::cust("null"));
            return Operands { value, sort: None, required: false };
        }
        of_path(path, self.at)
    }
}

/// Whether only few items can fit: those that lead to one of some records.
fn names_records(items: &Filter) -> bool {
    match items {
        Filter::Test(test) => test.op == Op::Eq && matches!(test.literal, Literal::Id(_)),
        Filter::And(all) => all.iter().any(names_records),
        Filter::Or(any) => !any.is_empty() && any.iter().all(names_records),
        Filter::All | Filter::Not(_) | Filter::Any { .. } => false,
    }
}

struct Operands {
    value: Expr,
    sort: Option<Expr>,
    required: bool,
}

fn of_path(path: &Path, at: &'static str) -> Operands {
    let field = &path.field;
    let name = match path.part {
        Part::MoneyCurrency => format!("{}_currency", field.name),
        Part::ReferenceType => format!("{}_type", field.name),
        Part::ReferenceId => format!("{}_id", field.name),
        Part::Whole if matches!(field.kind, Kind::Reference(_)) => format!("{}_id", field.name),
        Part::Whole | Part::MoneyValue => field.name.to_owned(),
    };
    let sort = field.sortable.then(|| Expr::col((at, Alias::new(columns::sort_column(field.name)))));
    // System columns that every record has are never null, but `required` on them says nothing; the guard costs little.
    Operands { value: Expr::col((at, Alias::new(name))), sort, required: field.required }
}

fn items_condition(engine: Engine, filter: &Filter) -> Condition {
    match filter {
        Filter::All => Cond::all(),
        Filter::And(all) => all.iter().fold(Cond::all(), |cond, one| cond.add(items_condition(engine, one))),
        Filter::Or(any) => any.iter().fold(Cond::any(), |cond, one| cond.add(items_condition(engine, one))),
        Filter::Not(one) => items_condition(engine, one).not(),
        Filter::Test(test) => test_condition(engine, test, of_path(&test.path, "i")),
        // Lists hold no lists.
        Filter::Any { .. } => Cond::all().add(Expr::cust("1 = 0")),
    }
}

fn test_condition(engine: Engine, test: &Test, operands: Operands) -> Condition {
    let Operands { value, sort, required } = operands;
    let present = value.clone().is_not_null();
    if test.op == Op::Present {
        return Cond::all().add(present);
    }
    let ordered = matches!(test.op, Op::Gt | Op::Ge | Op::Lt | Op::Le);
    let (left, right) = match (&test.literal, sort) {
        (Literal::Text(text), Some(sort)) if ordered => (sort, SqlValue::from(fold::sort_key(text))),
        (literal, _) => (value, sql_value(&test.path, literal)),
    };
    let compared = match test.op {
        Op::Eq => left.eq(right),
        Op::Ne => return Cond::any().add(left.clone().is_null()).add(left.ne(right)),
        Op::Gt => left.gt(right),
        Op::Ge => left.gte(right),
        Op::Lt => left.lt(right),
        Op::Le => left.lte(right),
        Op::Co | Op::Sw | Op::Ew => piece(engine, test, left),
        Op::Present => present.clone(),
    };
    if required { Cond::all().add(compared) } else { Cond::all().add(present).add(compared) }
}

/// Contains, starts with, ends with: ASCII case aside, without wildcards.
fn piece(engine: Engine, test: &Test, text: Expr) -> Expr {
    let Literal::Text(wanted) = &test.literal else { return Expr::cust("1 = 0") };
    let wanted = wanted.to_ascii_lowercase();
    let length = i64::try_from(wanted.chars().count()).unwrap_or(i64::MAX);
    let text = engine.ascii_lower(text);
    let part = |function: &'static str, arguments: Vec<Expr>| Expr::from(Func::cust(function).args(arguments));
    match (test.op, engine) {
        (Op::Sw, _) => part("substr", vec![text, integer(engine, 1), integer(engine, length)]).eq(wanted),
        // SQLite counts from the end when the start is negative; a shorter text is never equal to a longer one.
        (Op::Ew, Engine::Sqlite) => part("substr", vec![text, Expr::val(-length)]).eq(wanted),
        (Op::Ew, Engine::Postgres) => part("right", vec![text, integer(engine, length)]).eq(wanted),
        _ => engine.contains(text, &wanted),
    }
}

/// PostgreSQL's text functions take `integer`, not `bigint`.
fn integer(engine: Engine, number: i64) -> Expr {
    match engine {
        Engine::Sqlite => Expr::val(number),
        Engine::Postgres => Expr::val(i32::try_from(number).unwrap_or(i32::MAX)),
    }
}

fn sql_value(path: &Path, literal: &Literal) -> SqlValue {
    match literal {
        // A word was settled before; one that was not fits nothing.
        Literal::None | Literal::Word(_) => SqlValue::String(None),
        Literal::Text(text) | Literal::Date(text) => SqlValue::from(text.clone()),
        Literal::Number(number) => SqlValue::from(*number),
        Literal::YesNo(yes) => SqlValue::from(i64::from(*yes)),
        Literal::Time(at) => SqlValue::from(*at),
        // Links in the column `custom` are text.
        Literal::Id(id) if path.field.custom => SqlValue::from(id.to_string()),
        Literal::Id(id) => SqlValue::from(id.0),
    }
}
