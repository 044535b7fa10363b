//! Rows as SQL: the only source of the predicate that stands in every SELECT.

use sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Query, SelectStatement};

use crate::database::Engine;
use crate::id::Id;
use crate::model::columns;
use crate::model::filter::sql::Conditions;
use crate::model::kind::Kind;
use crate::model::record_type::RecordType;
use crate::rights::decide::{Rows, Shares, Subject};

/// The table of shares, and the link to the record that is shared.
const SHARES: &str = "shares";

/// The predicate for rows of `kind` under the table alias `at`.
pub fn condition(engine: Engine, rows: &Rows, kind: &RecordType, at: &'static str) -> Condition {
    match rows {
        Rows::All => Cond::all(),
        Rows::None => Cond::all().add(Expr::cust("1 = 0")),
        Rows::OwnedBy(field, users) => Cond::all().add(among(Expr::col((at, *field)), users)),
        Rows::Where(filter) => Conditions { engine, kind, at, guard: None }.filter(filter),
        Rows::Except(filter) => Conditions { engine, kind, at, guard: None }.filter(filter).not(),
        Rows::Shared(shares) => Cond::all().add(Expr::col((at, "id")).in_subquery(shared(shares, kind))),
        Rows::Any(many) => many.iter().fold(Cond::any(), |any, rows| any.add(condition(engine, rows, kind, at))),
        Rows::Both(many) => many.iter().fold(Cond::all(), |all, rows| all.add(condition(engine, rows, kind, at))),
        Rows::About(subject, or_nothing) => about(engine, subject, *or_nothing, kind, at),
    }
}

/// The predicate of rows that is never unknown, so that its negation is right.
pub fn two_valued(engine: Engine, rows: &Rows, kind: &RecordType, at: &'static str) -> Condition {
    match rows {
        Rows::OwnedBy(field, _) => {
            Cond::all().add(Expr::col((at, *field)).is_not_null()).add(condition(engine, rows, kind, at))
        }
        Rows::Any(many) => many.iter().fold(Cond::any(), |any, rows| any.add(two_valued(engine, rows, kind, at))),
        Rows::Both(many) => many.iter().fold(Cond::all(), |all, rows| all.add(two_valued(engine, rows, kind, at))),
        _ => condition(engine, rows, kind, at),
    }
}

/// The ids of the records of a type that are shared.
fn shared(shares: &Shares, kind: &RecordType) -> SelectStatement {
    let mut select = Query::select();
    select
        .column(("h", "about_id"))
        .from_as(SHARES, "h")
        .and_where(Expr::col(("h", "about_type")).eq(kind.name))
        .and_where(Expr::col(("h", "deleted_at")).is_null())
        .and_where(among(Expr::col(("h", "to_id")), &shares.to))
        .cond_where(
            Cond::any().add(Expr::col(("h", "ends_at")).is_null()).add(Expr::col(("h", "ends_at")).gt(shares.now)),
        );
    if shares.update {
        select.and_where(Expr::col(("h", "level")).eq("update"));
    }
    select
}

fn among(column: Expr, users: &[Id]) -> Expr {
    match users {
        [] => Expr::cust("1 = 0"),
        [one] => column.eq(one.0),
        many => column.is_in(many.iter().map(|id| id.0)),
    }
}

fn about(engine: Engine, subject: &Subject, or_nothing: bool, kind: &RecordType, at: &'static str) -> Condition {
    let name = subject.field.name;
    match subject.field.kind {
        Kind::Link(_) => {
            let column = || Expr::col((at, Alias::new(name)));
            let mut any = Cond::any();
            for (target, rows) in &subject.targets {
                any = any.add(is_seen(engine, column(), target, rows, at));
            }
            if or_nothing { any.add(column().is_null()) } else { nothing_is_false(any, &subject.targets) }
        }
        Kind::Reference(_) => {
            let any = references(engine, subject, at, name);
            if or_nothing { any.add(Expr::col((at, Alias::new(format!("{name}_id")))).is_null()) } else { any }
        }
        Kind::List(list) => {
            let table = columns::list_table(kind, &subject.field);
            let part = list.parts.first().map_or("", |part| part.name);
            let items = || {
                Query::select()
                    .expr(Expr::val(1))
                    .from_as(Alias::new(table.clone()), "s")
                    .and_where(Expr::col(("s", "parent_id")).equals((at, "id")))
                    .to_owned()
            };
            let seen = items().cond_where(references(engine, subject, "s", part)).to_owned();
            let any = Cond::any().add(Expr::exists(seen));
            if or_nothing { any.add(Expr::exists(items()).not()) } else { any }
        }
        _ => Cond::all().add(Expr::cust("1 = 0")),
    }
}

/// An empty OR would be true; about nothing that can be seen is false.
fn nothing_is_false(any: Condition, targets: &[(&'static RecordType, Rows)]) -> Condition {
    if targets.is_empty() { any.add(Expr::cust("1 = 0")) } else { any }
}

/// Whether a reference (two columns) leads to a record that can be seen.
fn references(engine: Engine, subject: &Subject, at: &'static str, name: &str) -> Condition {
    let kind_column = Alias::new(format!("{name}_type"));
    let id_column = Alias::new(format!("{name}_id"));
    let any = subject.targets.iter().fold(Cond::any(), |any, (target, rows)| {
        let id = Expr::col((at, id_column.clone()));
        let is_one = Expr::col((at, kind_column.clone())).eq(target.name);
        any.add(Cond::all().add(is_one).add(is_seen(engine, id, target, rows, at)))
    });
    nothing_is_false(any, &subject.targets)
}

/// Whether the row of a type with this id can be seen and is not in the bin. It is looked up for each row that comes into question:
/// to gather all that can be seen first takes as long as there are such rows, also for a page of ten.
fn is_seen(engine: Engine, id: Expr, kind: &RecordType, rows: &Rows, at: &'static str) -> Expr {
    // What is about something that is itself about something has one name within the other.
    let v = if at == "v" { "w" } else { "v" };
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from_as(kind.table, v)
            .and_where(Expr::col((v, "id")).eq(id))
            .and_where(Expr::col((v, "deleted_at")).is_null())
            .cond_where(condition(engine, rows, kind, v))
            .to_owned(),
    )
}
