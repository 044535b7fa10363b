//! The server and its engine, tested as people would use them, on both databases.

#![cfg(test)]

#[macro_use]
mod support;

mod records;
mod transfer;
