//! What the tests stand on: an installation on either engine, people to act as, and records to act on.

#[macro_use]
pub(crate) mod engine;
pub(crate) mod golden;
#[path = "../../kills/program.rs"]
pub(crate) mod killable;
pub(crate) mod pages;
pub(crate) mod people;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod program;
#[macro_use]
pub(crate) mod server;
