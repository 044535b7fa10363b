//! Reading: one SELECT builder for lists, single records, exports, history and the write path's look at what was before.
//!
//! Fields the caller may not see are not selected, and cannot be filtered, sorted or searched by.

pub mod around;
pub mod cells;
pub mod condition;
pub mod count;
pub mod days;
pub mod group;
pub mod list;
mod months;
mod noting;
pub mod order;
pub mod partly;
pub mod search;
pub mod select;
pub mod whole;

pub use list::{Cursor, Found, Listing, Page, get, get_many, list};
pub use order::Order;
