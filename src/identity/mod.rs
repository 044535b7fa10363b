//! Identity: proving who somebody is. Passwords, sessions, API keys, the set-up link of a new installation, throttling, and the
//! journal of all that.

pub mod acting;
pub mod device;
pub mod events;
pub mod factor;
pub mod invitations;
pub mod keys;
pub mod once;
pub mod password;
pub mod sessions;
pub mod setup;
pub mod sso;
pub mod throttle;
mod token;
pub mod users;

use std::sync::Arc;

use sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::database::Database;
use crate::error::{Error, Result};
use crate::secret::{MasterKey, Purpose};

/// Under which name the database remembers whose it is.
const MARK: &str = "master_key";

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

    /// How many passwords were hashed so far: each attempt to sign in costs one, whatever comes of it.
    pub fn hashes_worked_out(&self) -> u64 {
        self.passwords.worked_out()
    }

    /// Refuses a master key other than that of the first start: the sessions and keys it makes would be worth nothing to the server
    /// beside it. A folder forgotten on the command line makes a new one in silence.
    pub async fn check_master_key(&self) -> Result<()> {
        let mac = self.master.mac(Purpose::Tokens, b"whose database is this");
        let mark = mac.iter().take(8).fold(0_i64, |mark, byte| mark << 8 | i64::from(*byte));
        let known = Query::select().column("value").from("epochs").and_where(Expr::col("name").eq(MARK)).to_owned();
        if self.database.read().number(&known).await?.is_none() {
            let first = Query::insert()
                .into_table("epochs")
                .columns(["name", "value"])
                .values_panic([Expr::val(MARK), Expr::val(mark)])
                .on_conflict(OnConflict::column("name").do_nothing().to_owned())
                .to_owned();
            self.database
                .write(move |transaction| Box::pin(async move { transaction.on().execute(&first).await.map(drop) }))
                .await?;
        }
        if self.database.read().number(&known).await? == Some(mark) {
            return Ok(());
        }
        let why = "This database was made with another master key. Give the data folder that holds it (--data), or secret.master_key.";
        Err(Error::Conflict("other_master_key", why.into()))
    }
}
