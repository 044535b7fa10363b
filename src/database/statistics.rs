//! What SQLite knows of its tables: how many rows share a key. Without it each index looks as good as the next, and a search for one
//! mail address may walk all that somebody owns. PostgreSQL gathers the same by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

/// Rows that are written before it is asked again whether a table has outgrown what is known of it.
const ROWS: u64 = 10_000;
/// All tables, those that were not asked for too, each as far as a bounded number of rows tells.
const OPTIMIZE: u32 = 0x1_0012;
/// Says what would be done and does not do it.
const ONLY_SAY: u32 = 1;

/// How often it was gathered: a connection that was opened before knows nothing of it.
#[derive(Debug, Default, Clone)]
pub(super) struct Age(Arc<AtomicU64>);

impl Age {
    /// The number now.
    pub(super) fn now(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// When it was last looked, in rows written; kept by the writer.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    pub(super) age: Age,
    looked: Option<u64>,
}

impl Statistics {
    /// Gathers what is missing or outgrown, where enough was written since the last look. That takes moments, and happens a few times
    /// in the life of a table: SQLite counts again when it has ten times the rows.
    pub(super) fn keep(&mut self, connection: &Connection) {
        let written = connection.total_changes();
        if self.looked.is_some_and(|looked| written.saturating_sub(looked) < ROWS) {
            return;
        }
        self.looked = Some(written);
        match gather(connection) {
            Ok(false) => {}
            Ok(true) => {
                self.age.0.fetch_add(1, Ordering::Release);
            }
            // Plans stay as they are, which are right if slower.
            Err(error) => tracing::warn!(%error, "statistics could not be gathered"),
        }
    }
}

/// Whether anything was gathered.
fn gather(connection: &Connection) -> rusqlite::Result<bool> {
    let mut said = connection.prepare(&format!("pragma optimize = {}", OPTIMIZE | ONLY_SAY))?;
    let is_due = said.query([])?.next()?.is_some();
    if is_due {
        // Samples of values are not kept: plans do not depend on values here, and what is erased would live on in them.
        connection.execute_batch(&format!("pragma optimize = {OPTIMIZE}; drop table if exists sqlite_stat4"))?;
    }
    Ok(is_due)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(connection: &Connection, table: &str, rows: u32) {
        let numbers = format!("with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows})");
        let made = format!("create table {table} as {numbers} select i as a, 7 as b from n");
        let indexes = format!("create index {table}_b on {table} (b); create index {table}_a on {table} (a)");
        connection.execute_batch(&format!("{made}; {indexes}")).unwrap();
    }

    #[test]
    fn what_is_not_known_of_a_table_is_gathered_once_enough_was_written() {
        let connection = Connection::open_in_memory().unwrap();
        let mut statistics = Statistics::default();
        fill(&connection, "t", 500);
        statistics.keep(&connection);
        assert_eq!(statistics.age.now(), 1);
        fill(&connection, "few", 500);
        statistics.keep(&connection);
        assert_eq!(statistics.age.now(), 1, "too little was written to look again");
        fill(&connection, "many", 20_000);
        statistics.looked = None;
        statistics.keep(&connection);
        assert_eq!(statistics.age.now(), 2);
        statistics.keep(&connection);
        assert_eq!(statistics.age.now(), 2);
        let plan = "explain query plan select 1 from many where b = 7 and a = 3";
        let plan: String = connection.query_row(plan, [], |row| row.get(3)).unwrap();
        assert!(plan.contains("many_a"), "{plan}");
    }
}
