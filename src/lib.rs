//! Beheer: a self-hosted CRM whose administration is the product.
//!
//! The modules in layer order; each uses only those above it in this list (`tests/architecture` holds them to it).

// 0 base
pub mod clock;
pub mod config;
pub mod database;
pub mod error;
pub mod http;
pub mod id;
pub mod logging;
pub mod outbound;
pub mod secret;
pub mod storage;

// 1 model
pub mod model;

// 2 engine
pub mod rights;

pub mod query;

pub mod changes;

// 3 domain
pub mod records;

pub mod identity;

// 4 services
pub mod transfer;

// 5 running
pub mod app;
pub mod jobs;

// 6 edges
pub mod api;
pub mod cli;
pub mod console;
