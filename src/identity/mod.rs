//! Identity: proving who somebody is. Passwords, sessions, API keys, the set-up link of a new installation, and throttling.

pub mod keys;
pub mod password;
pub mod sessions;
pub mod setup;
pub mod throttle;
mod token;
pub mod users;

use std::sync::Arc;

use crate::database::Database;
use crate::secret::MasterKey;

/// What proving an identity needs.
#[derive(Clone)]
pub struct Identity {
    pub(crate) database: Database,
    pub(crate) master: MasterKey,
    pub(crate) passwords: Arc<password::Passwords>,
    pub(crate) limits: throttle::Limits,
}

impl Identity {
    /// Puts it together.
    pub fn new(database: Database, master: MasterKey, limits: throttle::Limits) -> Self {
        Self { database, master, passwords: Arc::new(password::Passwords::new()), limits }
    }
}
