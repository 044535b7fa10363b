//! Rights as a file (TOML): what roles, profiles, groups, sharing rules, restrictions, assertions and reasons are, by name and not by
//! id, so that they move between installations and stand in version control. The people in groups and the records that are shared one
//! by one stay where they are.

mod plan;
mod read;
mod write;

use std::collections::BTreeMap;

pub use plan::{Deed, Delta, Plan, Planned, apply, plan};
pub use write::export;

use crate::database::Database;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{AnyField, Record, RecordType};
use crate::query::{self, Listing};
use crate::records::access::{self, GROUP, PROFILE, ROLE};
use crate::records::assertion::{self, ASSERTION};
use crate::records::configuration::EVERYBODY;
use crate::records::reason::{self, REASON_CODE, REASON_RULE};
use crate::records::safeguard::SAFEGUARD;
use crate::records::sharing::{RESTRICTION, SHARING_RULE};
use crate::records::user::{self, USER};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// What the first line of a file says.
pub const FORMAT: &str = "beheer-rights/1";
/// The largest file that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// How a file says which role holds the company-wide rights, whatever it is called.
const COMPANY_WIDE: &str = "company_wide";

/// A record type of the file, and the field by which its records are known there.
struct Portable {
    kind: &'static RecordType,
    key: AnyField,
}

/// What a file holds, in its order: what is named comes before what names it.
static PORTABLE: [Portable; 9] = [
    Portable { kind: &ROLE, key: access::NAME.any() },
    Portable { kind: &PROFILE, key: access::NAME.any() },
    Portable { kind: &GROUP, key: access::NAME.any() },
    Portable { kind: &SHARING_RULE, key: access::NAME.any() },
    Portable { kind: &RESTRICTION, key: access::NAME.any() },
    Portable { kind: &ASSERTION, key: assertion::SENTENCE.any() },
    Portable { kind: &SAFEGUARD, key: access::NAME.any() },
    Portable { kind: &REASON_CODE, key: reason::CODE.any() },
    Portable { kind: &REASON_RULE, key: reason::NAME.any() },
];

impl Portable {
    /// The fields that a file tells, the key among them.
    fn fields(&self) -> impl Iterator<Item = AnyField> + use<> {
        let is_people = self.kind.name == GROUP.name;
        let tells = move |field: &AnyField| !(field.computed || (is_people && field.name == access::MEMBERS.name()));
        self.kind.fields.iter().copied().filter(tells)
    }
}

/// What stands in the database of what a file holds, and what it leads to.
struct Standing {
    /// Records by type and key.
    records: BTreeMap<(&'static str, String), Record>,
    /// Ids by type and name: those records, and users by their mail address.
    ids: BTreeMap<(&'static str, String), Id>,
    /// The other way round.
    names: BTreeMap<(&'static str, Id), String>,
}

impl Standing {
    /// Reads it. The caller must see all of it.
    async fn read(database: &Database, caller: &Caller) -> Result<Self> {
        let mut standing = Self { records: BTreeMap::new(), ids: BTreeMap::new(), names: BTreeMap::new() };
        for portable in &PORTABLE {
            for record in all(database, caller, portable.kind).await? {
                let key = standing.know(portable.kind, &portable.key, &record);
                if standing.records.insert((portable.kind.name, key.clone()), record).is_some() {
                    let (kind, many) = (portable.kind.label.to_lowercase(), portable.kind.plural_label.to_lowercase());
                    let detail = format!(
                        "Two {many} are called “{key}”. A file knows a {kind} by its name: rename one of them."
                    );
                    return Err(Error::Conflict("same_name", detail));
                }
            }
        }
        for record in all(database, caller, &USER).await? {
            standing.know(&USER, &user::EMAIL.any(), &record);
        }
        Ok(standing)
    }

    fn know(&mut self, kind: &'static RecordType, key: &AnyField, record: &Record) -> String {
        let name = record.text(key.name).unwrap_or_default().to_owned();
        self.ids.insert((kind.name, name.clone()), record.id);
        self.names.insert((kind.name, record.id), name.clone());
        name
    }
}

/// All records of a type, which the caller must see.
async fn all(database: &Database, caller: &Caller, kind: &'static RecordType) -> Result<Vec<Record>> {
    if decide::rows(caller, Action::Read, kind) != Rows::All {
        let many = kind.plural_label.to_lowercase();
        return Err(Error::Forbidden(format!("Rights as a file are for those who see all {many}.")));
    }
    let mut all = Vec::new();
    let mut listing = Listing { limit: query::list::MOST, ..Listing::new(caller, kind) };
    loop {
        let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
        all.extend(page.items.into_iter().map(|found| found.record));
        match page.next {
            None => return Ok(all),
            next => listing.after = next,
        }
    }
}
