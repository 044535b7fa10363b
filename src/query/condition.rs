//! Filters as SQL in the view of a caller: a field that is hidden on a row has no value there.

use sea_query::{Cond, Condition};

use crate::database::Engine;
use crate::model::RecordType;
use crate::model::filter::Filter;
use crate::model::filter::sql::Conditions;
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::sql::two_valued;

/// The condition of a filter over records of `kind` under the table alias `at`, for one caller.
pub fn of_filter(engine: Engine, caller: &Caller, kind: &RecordType, filter: &Filter, at: &'static str) -> Condition {
    let guard = |field: &_, condition: Condition, missing_is_true: bool| {
        let rows = decide::class_rows(caller, kind, kind.class_of(field));
        if rows == Rows::All {
            return condition;
        }
        let seen = two_valued(engine, &rows, kind, at);
        if missing_is_true { Cond::any().add(seen.not()).add(condition) } else { Cond::all().add(seen).add(condition) }
    };
    Conditions { engine, kind, at, guard: Some(&guard) }.filter(filter)
}
