//! What a new installation begins with: roles, profiles, a pipeline, reason codes. All of it can be changed afterwards.

use crate::changes::{Batch, Change, commit};
use crate::database::Database;
use crate::error::Result;
use crate::id::Id;
use crate::model::value::{Items, Parts};
use crate::model::{Input, Value};
use crate::records::configuration::{self, EVERYBODY};
use crate::records::{access, pipeline, reason};
use crate::rights::Caller;

/// The role that may do everything.
pub const ADMINISTRATOR_ROLE: Id = Id::built_in(2);
/// The profile made of it.
pub const ADMINISTRATOR: Id = Id::built_in(20);

/// Name, id of the role, id of its profile, rights (type, action, scope), classes (class, scope), duties.
struct Shipped {
    name: &'static str,
    help: &'static str,
    role: u64,
    profile: Option<u64>,
    rights: &'static [(&'static str, &'static str, &'static str)],
    classes: &'static [(&'static str, &'static str)],
    duties: &'static [&'static str],
}

static SHIPPED: [Shipped; 8] = [
    Shipped {
        name: "Everybody",
        help: "Company-wide rights: what everybody has.",
        role: 1,
        profile: None,
        rights: &[
            ("user", "read", "all"),
            ("group", "read", "all"),
            ("profile", "read", "all"),
            ("pipeline", "read", "all"),
            ("stage", "read", "all"),
            ("product", "read", "all"),
            ("reason_code", "read", "all"),
            ("reason_rule", "read", "all"),
            ("custom_field", "read", "all"),
            ("saved_view", "*", "own"),
            ("mapping", "*", "own"),
            ("key", "*", "own"),
        ],
        classes: &[],
        duties: &[],
    },
    Shipped {
        name: "Administrator",
        help: "May do everything, and carries all duties.",
        role: 2,
        profile: Some(20),
        rights: &[("*", "*", "all")],
        classes: &[("personal", "all"), ("special", "all"), ("figures", "all"), ("cost", "all"), ("bank", "all")],
        duties: &["*"],
    },
    Shipped {
        name: "Management",
        help: "Sees everything with exact figures and changes what sales and support work on.",
        role: 3,
        profile: Some(30),
        rights: &[
            ("*", "read", "all"),
            ("*", "export", "all"),
            ("organisation", "*", "all"),
            ("contact", "*", "all"),
            ("lead", "*", "all"),
            ("deal", "*", "all"),
            ("activity", "*", "all"),
            ("attachment", "*", "all"),
            ("share", "*", "all"),
            ("product", "*", "all"),
            ("stock_movement", "*", "all"),
        ],
        classes: &[("personal", "all"), ("figures", "all"), ("cost", "all")],
        duties: &["audit", "jobs"],
    },
    Shipped {
        name: "Sales",
        help: "Works on own customers and deals, sees those of the own groups.",
        role: 4,
        profile: Some(40),
        rights: &[
            ("organisation", "read", "all"),
            ("organisation", "create", "own"),
            ("organisation", "update", "own"),
            ("organisation", "delete", "own"),
            ("contact", "read", "group"),
            ("contact", "create", "own"),
            ("contact", "update", "own"),
            ("contact", "delete", "own"),
            ("contact", "merge", "own"),
            ("contact", "export", "own"),
            ("lead", "read", "group"),
            ("lead", "create", "own"),
            ("lead", "update", "own"),
            ("lead", "delete", "own"),
            ("lead", "convert", "own"),
            ("deal", "read", "group"),
            ("deal", "create", "own"),
            ("deal", "update", "own"),
            ("deal", "delete", "own"),
            ("activity", "*", "all"),
            ("attachment", "*", "all"),
            ("share", "*", "all"),
            ("stock_movement", "read", "all"),
        ],
        classes: &[("personal", "group"), ("figures", "own")],
        duties: &[],
    },
    Shipped {
        name: "Sales assistant",
        help: "Prepares and tends records for sales, without exact figures.",
        role: 5,
        profile: Some(50),
        rights: &[
            ("organisation", "read", "all"),
            ("organisation", "create", "all"),
            ("organisation", "update", "all"),
            ("contact", "read", "all"),
            ("contact", "create", "all"),
            ("contact", "update", "all"),
            ("lead", "read", "all"),
            ("lead", "create", "all"),
            ("lead", "update", "all"),
            ("deal", "read", "all"),
            ("deal", "update", "all"),
            ("activity", "*", "all"),
            ("attachment", "*", "all"),
            ("share", "*", "all"),
        ],
        classes: &[("personal", "all")],
        duties: &[],
    },
    Shipped {
        name: "Support",
        help: "Helps customers: sees them, tends contacts, writes activities.",
        role: 6,
        profile: Some(60),
        rights: &[
            ("organisation", "read", "all"),
            ("contact", "read", "all"),
            ("contact", "create", "all"),
            ("contact", "update", "all"),
            ("activity", "*", "all"),
            ("attachment", "*", "all"),
        ],
        classes: &[("personal", "all")],
        duties: &[],
    },
    Shipped {
        name: "Finance",
        help: "Sees customers, deals and products with all figures and costs.",
        role: 7,
        profile: Some(70),
        rights: &[
            ("organisation", "read", "all"),
            ("organisation", "update", "all"),
            ("contact", "read", "all"),
            ("deal", "read", "all"),
            ("deal", "export", "all"),
            ("organisation", "export", "all"),
            ("product", "*", "all"),
            ("stock_movement", "*", "all"),
            ("activity", "*", "all"),
            ("attachment", "*", "all"),
        ],
        classes: &[("figures", "all"), ("cost", "all"), ("bank", "all"), ("personal", "all")],
        duties: &[],
    },
    Shipped {
        name: "Read-only",
        help: "Sees customers and deals without personal data and figures.",
        role: 8,
        profile: Some(80),
        rights: &[
            ("organisation", "read", "all"),
            ("contact", "read", "all"),
            ("lead", "read", "all"),
            ("deal", "read", "all"),
            ("activity", "read", "all"),
            ("attachment", "read", "all"),
        ],
        classes: &[],
        duties: &[],
    },
];

/// The pipeline.
const ROAD: Id = Id::built_in(100);
const ROAD_NAME: &str = "Sales";

/// Name, kind, per cent.
const STAGES: [(&str, &str, i64); 6] = [
    ("New", "open", 10),
    ("Qualified", "open", 25),
    ("Proposal", "open", 50),
    ("Negotiation", "open", 75),
    ("Won", "won", 100),
    ("Lost", "lost", 0),
];

const REASONS: [(&str, &str); 6] = [
    ("correction", "Correction of a mistake"),
    ("customer_request", "Asked for by the customer"),
    ("new_information", "New information"),
    ("agreement", "As agreed"),
    ("migration", "Brought over from another system"),
    ("privacy", "Privacy request"),
];

/// Writes the beginning, once.
pub async fn run(database: &Database) -> Result<()> {
    let configuration = configuration::load(database).await?;
    if configuration.policy.roles.contains_key(&EVERYBODY) {
        return Ok(());
    }
    let caller = Caller::system(configuration, "first start");
    let mut changes = Vec::new();
    changes.extend(SHIPPED.iter().map(role));
    changes.extend(SHIPPED.iter().filter_map(profile));
    let input = Input::new().with(pipeline::NAME, ROAD_NAME.into());
    changes.push(Change::create(&pipeline::PIPELINE, input).with_id(ROAD));
    for (position, (name, kind, probability)) in (0_i64..).zip(STAGES) {
        let input = Input::new()
            .with(pipeline::NAME, name.into())
            .with(pipeline::PIPELINE_ID, ROAD)
            .with(pipeline::POSITION, position)
            .with(pipeline::KIND, kind.into())
            .with(pipeline::PROBABILITY, probability);
        changes.push(Change::create(&pipeline::STAGE, input).with_id(stage(position)));
    }
    for (position, (code, label)) in (0_i64..).zip(REASONS) {
        let input = Input::new()
            .with(reason::CODE, code.into())
            .with(reason::LABEL, label.into())
            .with(reason::POSITION, position);
        changes.push(Change::create(&reason::REASON_CODE, input));
    }
    match commit(database, &caller, Batch::of(changes)).await {
        // Another process started at the same moment and was first.
        Err(_) if configuration::load(database).await?.policy.roles.contains_key(&EVERYBODY) => Ok(()),
        done => done.map(drop),
    }
}

/// The shipped stage at a position (0 to 5).
pub fn stage(position: i64) -> Id {
    Id::built_in(110 + u64::try_from(position).unwrap_or(0))
}

/// The name under which a role, profile, pipeline or stage was shipped.
pub fn shipped(id: Id) -> Option<&'static str> {
    let own = |shipped: &&Shipped| {
        let profile = shipped.profile.map(Id::built_in);
        Id::built_in(shipped.role) == id || profile == Some(id)
    };
    let stages = || (0_i64..).zip(STAGES).find(|(position, _)| stage(*position) == id).map(|(_, (name, ..))| name);
    let pipeline = (id == ROAD).then_some(ROAD_NAME);
    SHIPPED.iter().find(own).map(|shipped| shipped.name).or_else(stages).or(pipeline)
}

/// The profile shipped under a name.
pub fn profile_named(name: &str) -> Option<Id> {
    SHIPPED.iter().find(|shipped| shipped.name == name).and_then(|shipped| shipped.profile).map(Id::built_in)
}

fn parts(pairs: &[(&'static str, &str)]) -> Parts {
    pairs.iter().map(|(name, text)| (*name, Value::Text((*text).to_owned()))).collect()
}

fn role(shipped: &Shipped) -> Change {
    let rights: Items = shipped
        .rights
        .iter()
        .map(|(kind, action, scope)| parts(&[("record_type", kind), ("action", action), ("scope", scope)]))
        .collect();
    let classes: Items = shipped
        .classes
        .iter()
        .map(|(class, scope)| parts(&[("record_type", "*"), ("class", class), ("scope", scope)]))
        .collect();
    let duties: Items = shipped.duties.iter().map(|duty| parts(&[("duty", duty)])).collect();
    let input = Input::new()
        .with(access::NAME, shipped.name.into())
        .with(access::DESCRIPTION, shipped.help.into())
        .with(access::RIGHTS, rights)
        .with(access::CLASSES, classes)
        .with(access::DUTIES, duties);
    Change::create(&access::ROLE, input).with_id(Id::built_in(shipped.role))
}

fn profile(shipped: &Shipped) -> Option<Change> {
    let roles = vec![Parts::from([("role_id", Value::Link(Id::built_in(shipped.role)))])];
    let input = Input::new()
        .with(access::NAME, shipped.name.into())
        .with(access::DESCRIPTION, shipped.help.into())
        .with(access::ROLES, roles);
    Some(Change::create(&access::PROFILE, input).with_id(Id::built_in(shipped.profile?)))
}
