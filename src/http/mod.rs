//! The floor under the HTTP edges: the accept loop, TLS, stopping, limits, request ids, health and numbers.
//!
//! Nothing here knows a route or a record. Errors leave as [`crate::error::Error`]; the edges put them into words.

pub mod files;
pub mod health;
mod json;
pub mod limits;
pub mod metrics;
pub mod request_id;
pub mod serve;
pub mod stop;
pub mod tls;

pub use health::Readiness;
pub use serve::{Options, serve};
pub use stop::Stop;
pub use tls::Tls;
