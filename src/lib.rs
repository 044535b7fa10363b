//! Beheer: a self-hosted CRM whose administration is the product.
//!
//! The modules in layer order; each uses only those above it in this list (`tests/architecture.rs` holds them to it).

// 0 base
pub mod clock;
pub mod error;
pub mod id;
pub mod secret;
