//! What a record is: fields, values, record types, and the languages over them (JSON, filters, checks, differences).
//!
//! Everything here is pure: no database, no clock, no rights.

pub mod check;
pub mod columns;
pub mod ddl;
pub mod decimal;
pub mod diff;
pub mod field;
pub mod filter;
pub mod fold;
pub mod json;
pub mod kind;
pub mod record;
pub mod record_type;
pub mod schema;
pub mod value;

pub use field::{AnyField, DataClass, Field};
pub use kind::{Choice, Format, Kind, ListType};
pub use record::{Input, Record};
pub use record_type::{RecordType, Root};
pub use schema::Schema;
pub use value::{Money, Reference, Value};
