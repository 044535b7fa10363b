//! Notes who is shown what is protected, at the one place where records are read for people.

use crate::model::{AnyField, RecordType};
use crate::query::select::Row;
use crate::rights::caller::Caller;
use crate::rights::reads::{Reading, Through};

/// Notes of each protected class which of these records show something of it exactly.
pub(super) fn note(caller: &Caller, kind: &'static RecordType, fields: &[AnyField], rows: &[Row], through: Through) {
    let Some((notebook, user)) = caller.notebook().zip(caller.person()) else { return };
    for class in &caller.configuration.policy.safeguards.protected {
        let of: Vec<&AnyField> = fields.iter().filter(|field| kind.class_of(field) == *class).collect();
        if of.is_empty() {
            continue;
        }
        let shows = |row: &&Row| of.iter().any(|field| row.record.values.contains_key(field.name));
        let records: Vec<_> = rows.iter().filter(shows).map(|row| row.record.id).collect();
        if !records.is_empty() {
            let reading = Reading { user, record_type: kind.name, class: *class, through, channel: caller.channel };
            notebook.note(reading, &records, caller.now);
        }
    }
}
