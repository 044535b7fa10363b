//! Groups: how many records of a list share a value, and what their figures add up to, as far as the caller's rights reach.
//!
//! A field that is hidden on a row counts as absent there, for the group as for the sum; a sum says on how many rows that was so.

use std::collections::BTreeMap;

use sea_query::{Alias, Cond, Expr, ExprTrait, Func, NullOrdering, Order, Query, SelectStatement, Value as SqlValue};
use serde_json::Value as Json;

use crate::clock::{Zone, format_time};
use crate::database::{Database, Engine, Transaction};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::fold::sort_key;
use crate::model::value::Currency;
use crate::model::{AnyField, Kind, RecordType, Value};
use crate::query::cells;
use crate::query::count;
use crate::query::list::{Listing, get_many, visible_fields};
use crate::query::months;
use crate::query::select::{AT, Row};
use crate::rights::caller::Caller;
use crate::rights::decide;
use crate::rights::sql::two_valued;

/// The most groups that are told: the largest, or the latest months.
pub const MOST: usize = 100;
/// The most fields that are added up in one go.
pub const MOST_SUMS: usize = 4;

/// What to group by, and what to add up.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// The field; where there is none, all records are one group.
    pub by: Option<AnyField>,
    /// Numbers and amounts of money.
    pub sums: Vec<AnyField>,
    /// Whose months; those of UTC where nothing is said.
    pub zone: Zone,
}

/// The groups of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// Choices in the order of their definition, records in that of their type, months with the latest first, others with the
    /// largest first; what has no value is the last.
    pub groups: Vec<Group>,
    /// Whether there are more than are told.
    pub more: bool,
}

/// Records that share a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The value: for dates and moments the first day of the month, which for moments is that of the zone; nothing where there is none that the caller may see.
    pub key: Option<Value>,
    /// How many records.
    pub count: u64,
    /// What each field adds up to, in the order they were asked for.
    pub sums: Vec<Sum>,
}

/// What a field adds up to over a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// One for each currency, by code; one without for a number. None where no record has a value.
    pub totals: Vec<Total>,
    /// On how many records of the group the caller may not see the field: of these the sum is not.
    pub hidden: u64,
}

/// An amount in one currency, or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The currency of an amount of money.
    pub currency: Option<Currency>,
    /// Scaled as the field says; nothing where it is more than a field could hold.
    pub amount: Option<i64>,
    /// How many records have a value.
    pub records: u64,
}

/// Whether lists can be grouped by a field.
pub const fn has_groups(field: &AnyField) -> bool {
    matches!(field.kind, Kind::Choice(_) | Kind::Link(_) | Kind::YesNo | Kind::Date | Kind::Time)
}

/// Whether a field can be added up.
pub const fn has_sum(field: &AnyField) -> bool {
    matches!(field.kind, Kind::Number { .. } | Kind::Money)
}

impl Grouping {
    /// Reads the name of the field to group by and a list of names to add up; what the caller cannot see is unknown.
    pub fn parse(caller: &Caller, kind: &RecordType, by: &str, sums: &str) -> Result<Self> {
        let visible = visible_fields(caller, kind);
        let find = |parameter: &'static str, name: &str, fits: fn(&AnyField) -> bool| {
            let found = visible.iter().find(|field| field.name == name && fits(field)).copied();
            let problem = || Error::invalid(parameter, "unknown_field", format!("`{name}` cannot be used for this."));
            found.ok_or_else(problem)
        };
        let by = if by.trim().is_empty() { None } else { Some(find("group", by.trim(), has_groups)?) };
        let mut fields: Vec<AnyField> = Vec::new();
        for name in sums.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let field = find("sum", name, has_sum)?;
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        if fields.len() > MOST_SUMS {
            return Err(Error::invalid("sum", "too_many", format!("At most {MOST_SUMS} fields can be added up.")));
        }
        Ok(Self { by, sums: fields, zone: Zone::UTC })
    }
}

impl Group {
    /// The filter, in words, of the records of a group by this field.
    pub fn filter(&self, by: &AnyField, zone: Zone) -> String {
        let name = by.name;
        match &self.key {
            None => format!("not ({name} pr)"),
            Some(Value::Date(first)) => {
                let (from, to) = (first.as_str(), next_month(first));
                let is_time = matches!(by.kind, Kind::Time);
                let [from, to] = [from, &to].map(|day| if is_time { beginning(day, zone) } else { day.to_owned() });
                format!("{name} ge \"{from}\" and {name} lt \"{to}\"")
            }
            Some(Value::YesNo(yes)) => format!("{name} eq {yes}"),
            Some(value) => format!("{name} eq {}", crate::model::json::write_value(by, value)),
        }
    }
}

/// When a day begins, as a filter has it.
fn beginning(day: &str, zone: Zone) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |day| format_time(zone.begin(day)).replace(".000000", ""))
}

/// The first day of the month after.
fn next_month(first: &str) -> String {
    let (year, month) = (first.get(..4).unwrap_or_default(), first.get(5..7).unwrap_or_default());
    match (year.parse::<u32>(), month.parse::<u32>()) {
        (Ok(year), Ok(12)) => format!("{:04}-01-01", year + 1),
        (Ok(year), Ok(month)) => format!("{year:04}-{:02}-01", month + 1),
        _ => first.to_owned(),
    }
}

/// The groups of a listing, all of one moment. Its order, page and fields do not matter.
pub async fn group(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    grouping: &Grouping,
) -> Result<Groups> {
    let engine = database.engine();
    let records = count::records(engine, caller, kind, listing)?;
    let question = Question { engine, kind, caller: caller.clone(), records, grouping: grouping.clone() };
    database.snapshot(move |transaction| Box::pin(async move { question.ask(transaction).await })).await
}

struct Question {
    engine: Engine,
    kind: &'static RecordType,
    caller: Caller,
    /// Which records, with nothing selected yet.
    records: SelectStatement,
    grouping: Grouping,
}

impl Question {
    async fn ask(&self, transaction: &mut Transaction<'_>) -> Result<Groups> {
        let text = transaction.on().json(&self.engine.rows_as_json(self.counts(), 2)).await?;
        let mut groups = Vec::new();
        for row in read_rows(&text)? {
            groups.push(Group { key: self.key(&row)?, count: whole(row.get(1)), sums: Vec::new() });
        }
        let more = groups.len() > MOST;
        groups.truncate(MOST);
        let within = more.then(|| groups.iter().filter_map(|group| group.key.clone()).collect::<Vec<_>>());
        for field in &self.grouping.sums {
            let statement = self.sums(field, within.as_deref());
            let text = transaction.on().json(&self.engine.rows_as_json(statement, 6)).await?;
            self.add(&mut groups, &read_rows(&text)?)?;
        }
        let standing = self.standing(transaction, &groups).await?;
        groups.sort_by_key(|group| self.place(group, &standing));
        Ok(Groups { groups, more })
    }

    /// The order of choices and of records; the database gave all others in theirs. Sorting is stable.
    fn place(&self, group: &Group, standing: &[Id]) -> usize {
        match (self.grouping.by.map(|field| field.kind), &group.key) {
            (_, None) => usize::MAX,
            (Some(Kind::Choice(choices)), Some(Value::Text(code))) => {
                choices.iter().position(|choice| choice.code == code).unwrap_or(choices.len())
            }
            (_, Some(Value::Link(id))) => standing.iter().position(|one| one == id).unwrap_or(standing.len()),
            (Some(Kind::YesNo), Some(Value::YesNo(yes))) => usize::from(!yes),
            _ => 0,
        }
    }

    /// The records that the groups are of, in the order of their type, as far as the caller may see them; none where it has no order.
    async fn standing(&self, transaction: &mut Transaction<'_>, groups: &[Group]) -> Result<Vec<Id>> {
        let Some(Kind::Link(target)) = self.grouping.by.map(|field| field.kind) else { return Ok(Vec::new()) };
        let Some(target) = self.caller.configuration.schema.named(target) else { return Ok(Vec::new()) };
        let id = |group: &Group| if let Some(Value::Link(id)) = group.key { Some(id) } else { None };
        let ids: Vec<Id> = groups.iter().filter_map(id).collect();
        if target.order.is_empty() || ids.is_empty() {
            return Ok(Vec::new());
        }
        let links: Vec<AnyField> =
            target.order.iter().filter(|field| matches!(field.kind, Kind::Link(_))).copied().collect();
        let mut rows = get_many(transaction.on(), self.engine, &self.caller, target, &ids, &links).await?;
        rows.sort_by_cached_key(|row| target.order.iter().map(|field| stands(row, field)).collect::<Vec<_>>());
        Ok(rows.iter().map(|row| row.record.id).collect())
    }

    /// The records with their key as `k`.
    fn keyed(&self) -> SelectStatement {
        let mut records = self.records.clone();
        let key = match &self.grouping.by {
            None => Expr::cust("null"),
            Some(field) => {
                let cell = self.cells(field, true).into_iter().next().unwrap_or_else(|| Expr::cust("null"));
                match field.kind {
                    Kind::Date => Func::cust("substr").arg(cell).arg(Expr::cust("1")).arg(Expr::cust("7")).into(),
                    Kind::Time => self.engine.month(months::moved(cell, self.grouping.zone)),
                    _ => cell,
                }
            }
        };
        records.expr_as(key, "k");
        records
    }

    /// The cells of a field, null on rows where it is hidden. A link is left in the type of its column where it is a `key`.
    fn cells(&self, field: &AnyField, key: bool) -> Vec<Expr> {
        let cells = if key && is_plain_link(field) {
            vec![Expr::col((AT, Alias::new(field.name)))]
        } else {
            cells::of_field(self.engine, self.kind, field, AT)
        };
        if decide::sees_everywhere(&self.caller, self.kind, field) {
            return cells;
        }
        let rows = decide::class_rows(&self.caller, self.kind, self.kind.class_of(field));
        let guarded =
            |cell| Expr::case(two_valued(self.engine, &rows, self.kind, AT), cell).finally(Expr::cust("null")).into();
        cells.into_iter().map(guarded).collect()
    }

    /// The key as it goes into JSON.
    fn shown_key(&self) -> Expr {
        let key = Expr::col(("n", "k"));
        if self.grouping.by.as_ref().is_some_and(is_plain_link) { self.engine.id_text(key) } else { key }
    }

    fn counts(&self) -> SelectStatement {
        let mut counts = Query::select();
        counts
            .expr_as(self.shown_key(), "c0")
            .expr_as(Expr::cust("count(*)"), "c1")
            .from_subquery(self.keyed(), "n")
            .group_by_col(("n", "k"))
            .limit(MOST as u64 + 1);
        if matches!(self.grouping.by.map(|field| field.kind), Some(Kind::Date | Kind::Time)) {
            counts.order_by_with_nulls(("n", "k"), Order::Desc, NullOrdering::Last);
        } else {
            counts.order_by_expr(Expr::cust("count(*)"), Order::Desc).order_by(("n", "k"), Order::Asc);
        }
        counts
    }

    /// What a field adds up to by key and currency. It is added in two halves, which do not overflow.
    fn sums(&self, field: &AnyField, within: Option<&[Value]>) -> SelectStatement {
        let mut records = self.keyed();
        let mut cells = self.cells(field, false).into_iter();
        records.expr_as(cells.next().unwrap_or_else(|| Expr::cust("null")), "v");
        records.expr_as(cells.next().unwrap_or_else(|| Expr::cust("null")), "w");
        let hidden = if decide::sees_everywhere(&self.caller, self.kind, field) {
            Expr::cust("0")
        } else {
            let rows = decide::class_rows(&self.caller, self.kind, self.kind.class_of(field));
            Expr::case(two_valued(self.engine, &rows, self.kind, AT), Expr::cust("0")).finally(Expr::cust("1")).into()
        };
        records.expr_as(hidden, "h");
        let mut sums = Query::select();
        sums.expr_as(self.shown_key(), "c0").expr_as(Expr::col(("n", "w")), "c1");
        for (name, text) in [
            ("c2", "count(n.v)"),
            ("c3", "cast(coalesce(sum(n.v / 1000000000), 0) as bigint)"),
            ("c4", "cast(coalesce(sum(n.v % 1000000000), 0) as bigint)"),
            ("c5", "cast(sum(n.h) as bigint)"),
        ] {
            sums.expr_as(Expr::cust(text), name);
        }
        sums.from_subquery(records, "n").group_by_columns([("n", "k"), ("n", "w")]).order_by(("n", "w"), Order::Asc);
        if let Some(keys) = within {
            let keys: Vec<SqlValue> = keys.iter().filter_map(|key| self.stored(key)).collect();
            let is_told = Expr::col(("n", "k")).is_in(keys);
            sums.cond_where(Cond::any().add(Expr::col(("n", "k")).is_null()).add(is_told));
        }
        sums
    }

    /// A key as the database holds it.
    fn stored(&self, key: &Value) -> Option<SqlValue> {
        Some(match key {
            Value::Link(id) if self.grouping.by.as_ref().is_some_and(is_plain_link) => SqlValue::from(id.0),
            Value::Link(id) => SqlValue::from(id.to_string()),
            Value::Text(code) => SqlValue::from(code.clone()),
            Value::Date(first) => SqlValue::from(first.get(..7).unwrap_or_default()),
            Value::YesNo(yes) => SqlValue::from(i64::from(*yes)),
            _ => return None,
        })
    }

    fn key(&self, row: &[Json]) -> Result<Option<Value>> {
        let (Some(field), Some(cell)) = (&self.grouping.by, row.first().filter(|cell| !cell.is_null())) else {
            return Ok(None);
        };
        match (field.kind, cell) {
            (Kind::Date | Kind::Time, Json::String(month)) => Ok(Some(Value::Date(format!("{month}-01")))),
            _ => cells::read(field, std::slice::from_ref(cell)),
        }
    }

    /// Adds one more sum to each group.
    fn add(&self, groups: &mut [Group], rows: &[Vec<Json>]) -> Result<()> {
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        for row in rows {
            let sum = sums.entry(format!("{:?}", self.key(row)?)).or_default();
            sum.hidden += whole(row.get(5));
            let records = whole(row.get(2));
            if records > 0 {
                let half = |at: usize| i128::from(row.get(at).and_then(Json::as_i64).unwrap_or(0));
                let amount = i64::try_from(half(3) * 1_000_000_000 + half(4)).ok();
                let currency = row.get(1).and_then(Json::as_str).and_then(Currency::parse);
                sum.totals.push(Total { currency, amount, records });
            }
        }
        for group in groups {
            group.sums.push(sums.remove(&format!("{:?}", group.key)).unwrap_or_default());
        }
        Ok(())
    }
}

/// Where a record stands by one field: what has no value, or leads to nothing that is seen, behind all others.
fn stands(row: &Row, field: &AnyField) -> (bool, Vec<u8>, Option<Id>, i64) {
    let linked = row.expanded.iter().find(|(name, _)| *name == field.name).and_then(|(_, summary)| summary.as_ref());
    let number = if let Some(Value::Number(number)) = row.record.value(field.name) { Some(*number) } else { None };
    let title = linked.map(|summary| sort_key(&summary.title));
    let is_nowhere = title.is_none() && number.is_none();
    (is_nowhere, title.unwrap_or_default(), linked.map(|summary| summary.id), number.unwrap_or_default())
}

const fn is_plain_link(field: &AnyField) -> bool {
    matches!(field.kind, Kind::Link(_)) && !field.custom
}

fn whole(cell: Option<&Json>) -> u64 {
    cell.and_then(Json::as_u64).unwrap_or(0)
}

pub(super) fn read_rows(text: &str) -> Result<Vec<Vec<Json>>> {
    let rows: Vec<Vec<Vec<Json>>> = serde_json::from_str(text)?;
    Ok(rows.into_iter().map(|row| row.into_iter().flatten().collect()).collect())
}
