//! The one decision about rights: what a caller may do, to which rows, and which classes of data he sees there.
//!
//! Compiled to SQL (`sql`) and evaluated in memory (`matches`); a property test holds the two equal.

pub mod assertion;
pub mod caller;
pub mod configuration;
pub mod decide;
pub mod effective;
pub mod explain;
pub mod matches;
pub mod policy;
pub mod readers;
pub mod reads;
pub mod reasons;
pub mod safeguards;
pub mod sql;

pub use caller::{Acting, Actor, Caller, Channel, Reason};
pub use configuration::Configuration;
pub use decide::Rows;
pub use policy::{Action, Policy, Scope};
