//! A list in parts, such as the days of a calendar or the columns of a board: the first few records of each part, and how many
//! there are. What is hidden on some rows divides nothing: parts would tell of it.

use sea_query::{Alias, Expr, ExprTrait, Func, OverStatement as _, Query, WindowStatement};
use serde_json::Value as Json;

use crate::clock::Micros;
use crate::database::{Engine, On};
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType};
use crate::query::cells;
use crate::query::count;
use crate::query::list::{Found, Listing, visible_fields};
use crate::query::order;
use crate::query::select::{AT, Select};
use crate::rights::caller::Caller;
use crate::rights::decide;

const DAY: i64 = 86_400_000_000;

/// What a list is divided by.
#[derive(Debug, Clone)]
pub enum By {
    /// The value of a field: a choice or a link.
    Field(AnyField),
    /// The day of the first of these moments that is there, counted from a moment; within a day they come in that order.
    Day {
        /// Fields of moments.
        of: Vec<AnyField>,
        /// Where the first day begins.
        from: Micros,
    },
}

impl By {
    /// Refuses fields that the caller does not see on every row.
    fn require(&self, caller: &Caller, kind: &RecordType) -> Result<()> {
        let fields = match self {
            Self::Field(field) => std::slice::from_ref(field),
            Self::Day { of, .. } => of,
        };
        match fields.iter().find(|field| !decide::sees_everywhere(caller, kind, field)) {
            None => Ok(()),
            Some(field) => Err(unknown(field)),
        }
    }

    fn moment(of: &[AnyField]) -> Expr {
        Func::coalesce(of.iter().map(|field| Expr::col((AT, Alias::new(field.name))))).into()
    }

    fn key(&self, engine: Engine, kind: &RecordType) -> Expr {
        match self {
            Self::Field(field) => {
                let value = cells::of_field(engine, kind, field, AT).into_iter().next();
                value.unwrap_or_else(|| Expr::cust("null"))
            }
            Self::Day { of, from } => Self::moment(of).sub(*from).div(DAY),
        }
    }
}

fn unknown(field: &AnyField) -> Error {
    Error::invalid("by", "unknown_field", format!("There is no field `{}` that divides all records.", field.name))
}

/// The first records of each part, at most `each`; beside each the key of its part.
pub async fn first(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    by: &By,
    each: u32,
) -> Result<Vec<(Json, Found)>> {
    by.require(caller, kind)?;
    let (mut ranked, mut window) = (count::records(engine, caller, kind, listing)?, WindowStatement::new());
    window.add_partition_by(by.key(engine, kind));
    let mut select = Select::new(engine, kind);
    match by {
        By::Day { of, .. } => {
            window.order_by_expr(By::moment(of), sea_query::Order::Asc).order_by((AT, "id"), sea_query::Order::Asc);
            let statement = select.statement();
            statement.order_by_expr(By::moment(of), sea_query::Order::Asc).order_by((AT, "id"), sea_query::Order::Asc);
        }
        By::Field(_) => {
            order::apply(&mut window, engine, kind, &listing.order, AT);
            order::apply(select.statement(), engine, kind, &listing.order, AT);
        }
    }
    ranked.column((AT, "id")).expr_window_as(Func::cust("row_number"), window, "place");
    let chosen = Query::select()
        .column(("n", "id"))
        .from_subquery(ranked, "n")
        .and_where(Expr::col(("n", "place")).lte(i64::from(each)))
        .to_owned();
    let fields = listing.fields.clone().unwrap_or_else(|| visible_fields(caller, kind));
    select.fields(caller, &fields);
    select.extra(by.key(engine, kind));
    select.statement().and_where(Expr::col((AT, "id")).in_subquery(chosen));
    let found = select.run(on, 1).await?;
    Ok(found.into_iter().map(|mut row| (row.extra.pop().unwrap_or_default(), row)).collect())
}

/// How many records there are in each part that has any, by its key.
pub async fn counts(
    on: On<'_>,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    by: &By,
) -> Result<Vec<(Json, u64)>> {
    by.require(caller, kind)?;
    let mut inner = count::records(engine, caller, kind, listing)?;
    inner.expr_as(by.key(engine, kind), "c0").expr_as(Expr::cust("count(*)"), "c1").group_by_col("c0");
    let rows: Vec<Vec<Vec<Json>>> = serde_json::from_str(&on.json(&engine.rows_as_json(inner, 2)).await?)?;
    let cells = rows.into_iter().map(|row| row.into_iter().flatten());
    Ok(cells.filter_map(|mut cells| Some((cells.next()?, cells.next()?.as_u64()?))).collect())
}
