//! Section `database`: which database, and how many connections to it.

use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};
use crate::secret::Secret;

/// Section `database`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`; without it the file `beheer.db` in the data folder. Secret: it may hold a password.
    #[serde(serialize_with = "read::hide")]
    pub url: Option<Secret>,
    /// Connections to the database at most.
    pub pool_size: u32,
    /// Whether a transaction-pooling proxy (`PgBouncer`) stands between: no LISTEN, no session locks, no named statements.
    pub pooled: bool,
    /// With `pooled`: an address that reaches `PostgreSQL` itself, for LISTEN.
    #[serde(serialize_with = "read::hide")]
    pub direct_url: Option<Secret>,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: None, pool_size: 8, pooled: false, direct_url: None }
    }
}

fn is_postgres(url: &Secret) -> bool {
    ["postgres://", "postgresql://"].iter().any(|scheme| url.reveal().starts_with(scheme))
}

impl Database {
    /// Whether the database is `PostgreSQL`.
    pub fn is_postgres(&self) -> bool {
        self.url.as_ref().is_some_and(is_postgres)
    }

    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if let Some(url) = &self.url
            && !is_postgres(url)
            && !url.reveal().starts_with("sqlite:")
        {
            faults.push(Fault::new("database.url", "Begin it with sqlite: or postgres://."));
        }
        if !(1..=1000).contains(&self.pool_size) {
            faults.push(Fault::new("database.pool_size", "Give a number from 1 to 1000."));
        }
        if self.pooled && !self.is_postgres() {
            faults.push(Fault::new("database.pooled", "This is for PostgreSQL only. Remove it, or set database.url."));
        }
        if let Some(url) = &self.direct_url
            && !(is_postgres(url) && self.is_postgres())
        {
            faults.push(Fault::new(
                "database.direct_url",
                "This is for PostgreSQL only: it and database.url must both begin with postgres://.",
            ));
        }
    }
}
