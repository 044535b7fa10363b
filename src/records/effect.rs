//! What a change of rights would do: tried in a transaction that is taken back, and told by who gains or loses what on how many
//! records. The numbers are exact; they come from counting records once by owner and by the conditions that rights have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use sea_query::{Alias, Cond, Expr, ExprTrait, Query};

use crate::changes::{Batch, commit_then};
use crate::clock::Micros;
use crate::database::{Database, row};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::filter::sql::Conditions;
use crate::model::fold::sort_key;
use crate::model::{DataClass, RecordType, Root, Schema};
use crate::records::access::DUTIES_BY_NAME;
use crate::records::{configuration, lead};
use crate::rights::assertion::{self, Broken};
use crate::rights::decide::{self, Rows, Shares};
use crate::rights::policy::{Policy, View};
use crate::rights::reasons::ReasonPolicy;
use crate::rights::{Action, Caller, Channel, Configuration, Reason};

/// The most conditions that records are counted by at once: one bit of a number each.
const MOST: usize = 60;

/// What a change would do, by person.
#[derive(Debug, Default)]
pub struct Effect {
    /// Those for whom something changes, by name.
    pub people: Vec<Person>,
    /// Assertions that would not be true any more, with those for whom.
    pub broken: Vec<Broken>,
}

/// What a change would do for somebody.
#[derive(Debug)]
pub struct Person {
    /// Who.
    pub user: Id,
    /// What people call him or her.
    pub name: String,
    /// Rights and classes of data.
    pub touched: Vec<Touched>,
    /// Duties that he or she would have.
    pub duties_gained: Vec<&'static str>,
    /// Duties that he or she would have no more.
    pub duties_lost: Vec<&'static str>,
}

/// A right or a class of data that reaches other records than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The record type.
    pub kind: &'static RecordType,
    /// What.
    pub what: Sort,
    /// Records that it would reach and does not; none where that follows from what they are about.
    pub gained: Option<u64>,
    /// Records that it reaches and would not.
    pub lost: Option<u64>,
}

/// A right, or a view of a class of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// To do this.
    Action(Action),
    /// To see this class at least so.
    Class(DataClass, View),
}

/// Tries a change of rights, and tells what it would do. The caller must be allowed to make it; nothing is kept of it.
pub async fn preview(database: &Database, caller: &Caller, batch: Batch) -> Result<Effect> {
    let found: Arc<Mutex<Option<(Schema, Policy)>>> = Arc::default();
    let slot = Arc::clone(&found);
    let asking = caller.clone().because(Reason::built_in("preview"));
    let tried: Result<()> = commit_then(database, &asking, batch.tried(), move |transaction, _| {
        Box::pin(async move {
            let standing = configuration::standing(transaction).await?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(standing);
            // An error takes the transaction back.
            Err(Error::NotFound)
        })
    })
    .await;
    let after = found.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (after, tried) {
        (Some((schema, policy)), _) => {
            let after = Arc::new(Configuration::new(0, schema, policy, ReasonPolicy::default()));
            let untrue = assertion::pairs(&assertion::broken(&caller.configuration, caller.now));
            let mut effect = compare(database, caller, &after).await?;
            effect.broken = assertion::broken(&after, caller.now);
            effect.broken.retain_mut(|broken| broken.keep_new(&untrue));
            Ok(effect)
        }
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Ok(Effect::default()),
    }
}

/// The rows of one person before and after.
struct Difference {
    user: Id,
    what: Sort,
    before: Rows,
    after: Rows,
}

async fn compare(database: &Database, caller: &Caller, after: &Arc<Configuration>) -> Result<Effect> {
    let before = &caller.configuration;
    let types = before.schema.types().to_vec();
    let users: BTreeSet<Id> = before.policy.users.keys().chain(after.policy.users.keys()).copied().collect();
    let mut people: BTreeMap<Id, Person> = BTreeMap::new();
    let mut differences: BTreeMap<usize, Vec<Difference>> = BTreeMap::new();
    for user in users {
        if before.effective(user) == after.effective(user) {
            continue;
        }
        let one = Caller::user(Arc::clone(before), user, Channel::System).at(caller.now);
        let two = Caller::user(Arc::clone(after), user, Channel::System).at(caller.now);
        let only = |one: &Caller, two: &Caller| {
            DUTIES_BY_NAME.into_iter().filter(|duty| two.has_duty(duty) && !one.has_duty(duty)).collect()
        };
        let name = after.policy.name_of(user).or_else(|| before.policy.name_of(user)).unwrap_or_default().to_owned();
        let (duties_gained, duties_lost) = (only(&one, &two), only(&two, &one));
        people.insert(user, Person { user, name, touched: Vec::new(), duties_gained, duties_lost });
        for (at, kind) in types.iter().enumerate() {
            differences.entry(at).or_default().extend(differing(user, kind, &one, &two));
        }
    }
    for (at, all) in differences.into_iter().filter(|(_, all)| !all.is_empty()) {
        let kind = types[at];
        let counted = if matches!(kind.root, Root::ChildOf(..)) {
            None
        } else {
            Some(Counted::of(database, kind, &all, caller.now).await?)
        };
        for difference in all {
            let Difference { user, what, before, after } = difference;
            let count = |more: &Rows, less: &Rows| counted.as_ref().map(|counted| counted.among(more, less));
            let (gained, lost) = (count(&after, &before), count(&before, &after));
            if gained.is_none_or(|count| count > 0)
                || lost.is_none_or(|count| count > 0)
                || (before == Rows::None) != (after == Rows::None)
            {
                let touched = Touched { kind, what, gained, lost };
                people.entry(user).and_modify(|person| person.touched.push(touched));
            }
        }
    }
    let mut people: Vec<Person> = people.into_values().collect();
    for person in &mut people {
        leave_out_lesser_views(&mut person.touched);
    }
    people.retain(|person| {
        !(person.touched.is_empty() && person.duties_gained.is_empty() && person.duties_lost.is_empty())
    });
    people.sort_by_cached_key(|person| (sort_key(&person.name), person.user));
    Ok(Effect { people, broken: Vec::new() })
}

/// A view says nothing where a fuller one of the same class is gained and lost alike.
fn leave_out_lesser_views(touched: &mut Vec<Touched>) {
    let all = touched.clone();
    touched.retain(|one| {
        let Sort::Class(class, view) = one.what else { return true };
        let is_fuller = |other: &&Touched| {
            let fuller = matches!(other.what, Sort::Class(same, fuller) if same == class && fuller > view);
            fuller && other.kind == one.kind && (other.gained, other.lost) == (one.gained, one.lost)
        };
        !all.iter().any(|other| is_fuller(&other))
    });
}

/// What reaches other rows of a type than before.
fn differing(user: Id, kind: &'static RecordType, one: &Caller, two: &Caller) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |what: Sort, before: Rows, after: Rows| {
        if before != after {
            found.push(Difference { user, what, before, after });
        }
    };
    // Only leads are converted.
    let is_done = |action: &Action| *action != Action::Convert || *kind == lead::LEAD;
    for action in Action::ALL.into_iter().filter(is_done) {
        add(Sort::Action(action), decide::within(one, action, kind), decide::within(two, action, kind));
    }
    for class in DataClass::ALL.into_iter().filter(|class| has_class(one, kind, *class)) {
        let seen = |caller: &Caller, view| {
            decide::within(caller, Action::Read, kind).and(decide::view_rows(caller, kind, class, view))
        };
        for view in View::ALL {
            add(Sort::Class(class, view), seen(one, view), seen(two, view));
        }
    }
    found
}

/// Whether records of a type have data of a class that is shown apart.
fn has_class(caller: &Caller, kind: &'static RecordType, class: DataClass) -> bool {
    let apart = !matches!(class, DataClass::Ordinary | DataClass::Secret);
    apart && caller.configuration.schema.fields(kind).iter().any(|field| kind.class_of(field) == class)
}

/// The records of a type, counted by owner and by which conditions they satisfy.
struct Counted {
    conditions: Vec<Arc<Filter>>,
    cells: Vec<Cell>,
    shared: Vec<(Cell, Share)>,
}

/// Records that no right tells apart.
struct Cell {
    owner: Option<Id>,
    /// Which conditions they satisfy, as bits.
    satisfied: i64,
    count: u64,
}

/// One share of one record.
struct Share {
    record: Id,
    to: Id,
    update: bool,
    ends_at: Option<Micros>,
}

impl Counted {
    async fn of(database: &Database, kind: &'static RecordType, all: &[Difference], now: Micros) -> Result<Self> {
        let mut conditions: Vec<Arc<Filter>> = Vec::new();
        let mut has_shares = false;
        for rows in all.iter().flat_map(|difference| [&difference.before, &difference.after]) {
            gather(rows, &mut conditions, &mut has_shares);
        }
        if conditions.len() > MOST {
            let detail = "Too many conditions change at once to say what that does. Change fewer roles in one go.";
            return Err(Error::Conflict("too_many_conditions", detail.into()));
        }
        let cells = cells(database, kind, &conditions).await?;
        let shared = if has_shares { shared(database, kind, &conditions, now).await? } else { Vec::new() };
        Ok(Self { conditions, cells, shared })
    }

    /// How many records are among some rows and not among others.
    fn among(&self, more: &Rows, less: &Rows) -> u64 {
        let is_gained =
            |cell: &Cell, shares: &[&Share]| self.holds(more, cell, shares) && !self.holds(less, cell, shares);
        let apart: u64 = self.cells.iter().filter(|cell| is_gained(cell, &[])).map(|cell| cell.count).sum();
        // Those that are shared were counted as if they were not.
        let mut records: BTreeMap<Id, (&Cell, Vec<&Share>)> = BTreeMap::new();
        for (cell, share) in &self.shared {
            records.entry(share.record).or_insert((cell, Vec::new())).1.push(share);
        }
        let mut total = i64::try_from(apart).unwrap_or(i64::MAX);
        for (cell, shares) in records.values() {
            total += i64::from(is_gained(cell, shares)) - i64::from(is_gained(cell, &[]));
        }
        u64::try_from(total).unwrap_or(0)
    }

    fn holds(&self, rows: &Rows, cell: &Cell, shares: &[&Share]) -> bool {
        let satisfies = |filter: &Arc<Filter>| {
            let at = self.conditions.iter().position(|known| known == filter);
            at.is_some_and(|at| cell.satisfied & (1 << at) != 0)
        };
        match rows {
            Rows::All | Rows::About(..) => true,
            Rows::None => false,
            Rows::OwnedBy(_, users) => cell.owner.is_some_and(|owner| users.binary_search(&owner).is_ok()),
            Rows::Where(filter) => satisfies(filter),
            Rows::Except(filter) => !satisfies(filter),
            Rows::Shared(wanted) => shares.iter().any(|share| is_open(share, wanted)),
            Rows::Any(many) => many.iter().any(|rows| self.holds(rows, cell, shares)),
            Rows::Both(many) => many.iter().all(|rows| self.holds(rows, cell, shares)),
        }
    }
}

fn is_open(share: &Share, wanted: &Shares) -> bool {
    wanted.to.contains(&share.to)
        && (share.update || !wanted.update)
        && share.ends_at.is_none_or(|end| end > wanted.now)
}

fn gather(rows: &Rows, conditions: &mut Vec<Arc<Filter>>, has_shares: &mut bool) {
    match rows {
        Rows::Where(filter) | Rows::Except(filter) if !conditions.contains(filter) => {
            conditions.push(Arc::clone(filter));
        }
        Rows::Shared(_) => *has_shares = true,
        Rows::Any(many) | Rows::Both(many) => many.iter().for_each(|rows| gather(rows, conditions, has_shares)),
        _ => {}
    }
}

/// Which conditions a record satisfies, as one number.
fn satisfied(database: &Database, kind: &RecordType, conditions: &[Arc<Filter>], at: &'static str) -> Expr {
    conditions.iter().enumerate().fold(whole(0), |sum, (bit, filter)| {
        let holds = Conditions { engine: database.engine(), kind, at, guard: None }.filter(filter);
        sum.add(Expr::Case(Box::new(Expr::case(Cond::all().add(holds), whole(1 << bit)).finally(whole(0)))))
    })
}

/// A number that is one of 64 bits for both engines.
fn whole(number: i64) -> Expr {
    Expr::cust(format!("cast({number} as bigint)"))
}

fn owner(kind: &RecordType, at: &'static str) -> Expr {
    kind.owner().map_or_else(|| Expr::cust("null"), |owner| Expr::col((at, Alias::new(owner))))
}

async fn cells(database: &Database, kind: &'static RecordType, conditions: &[Arc<Filter>]) -> Result<Vec<Cell>> {
    let records = Query::select()
        .expr_as(owner(kind, "t"), "o")
        .expr_as(satisfied(database, kind, conditions, "t"), "s")
        .from_as(kind.table, "t")
        .and_where(Expr::col(("t", "deleted_at")).is_null())
        .to_owned();
    let counted = Query::select()
        .column(("n", "o"))
        .column(("n", "s"))
        .expr(Expr::cust("count(*)"))
        .from_subquery(records, "n")
        .group_by_columns([("n", "o"), ("n", "s")])
        .to_owned();
    let rows: Vec<(Option<uuid::Uuid>, i64, i64)> = database.read().all(&counted).await?;
    let cell = |(owner, satisfied, count): (Option<uuid::Uuid>, i64, i64)| Cell {
        owner: owner.map(Id),
        satisfied,
        count: u64::try_from(count).unwrap_or(0),
    };
    Ok(rows.into_iter().map(cell).collect())
}

row! {
    /// A share, with what is told apart of its record.
    struct SharedRow {
        owner: Option<uuid::Uuid>,
        satisfied: i64,
        record: uuid::Uuid,
        with_id: uuid::Uuid,
        opens: String,
        ends_at: Option<i64>,
    }
}

/// The records of a type that are shared with anybody now.
async fn shared(
    database: &Database,
    kind: &'static RecordType,
    conditions: &[Arc<Filter>],
    now: Micros,
) -> Result<Vec<(Cell, Share)>> {
    let ends = Expr::col(("h", "ends_at"));
    let statement = Query::select()
        .expr_as(owner(kind, "t"), "owner")
        .expr_as(satisfied(database, kind, conditions, "t"), "satisfied")
        .expr_as(Expr::col(("h", "about_id")), "record")
        .expr_as(Expr::col(("h", "to_id")), "with_id")
        .expr_as(Expr::col(("h", "level")), "opens")
        .expr_as(Expr::col(("h", "ends_at")), "ends_at")
        .from_as(super::sharing::SHARE.table, "h")
        .join_as(
            sea_query::JoinType::InnerJoin,
            kind.table,
            "t",
            Expr::col(("t", "id")).equals(("h", "about_id")).and(Expr::col(("t", "deleted_at")).is_null()),
        )
        .and_where(Expr::col(("h", "about_type")).eq(kind.name))
        .and_where(Expr::col(("h", "deleted_at")).is_null())
        .cond_where(Cond::any().add(ends.clone().is_null()).add(ends.gt(now)))
        .to_owned();
    let rows: Vec<SharedRow> = database.read().all(&statement).await?;
    let share = |row: SharedRow| {
        let cell = Cell { owner: row.owner.map(Id), satisfied: row.satisfied, count: 1 };
        let (record, to, update) = (Id(row.record), Id(row.with_id), row.opens == "update");
        (cell, Share { record, to, update, ends_at: row.ends_at })
    };
    Ok(rows.into_iter().map(share).collect())
}
