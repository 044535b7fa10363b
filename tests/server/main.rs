//! The server and its engine, tested as people would use them, on both databases.
#![cfg(test)]

#[macro_use]
mod support;

mod acting;
mod api_changes;
mod api_files;
mod api_imports;
mod api_input;
mod api_records;
mod api_session;
mod api_texts;
mod api_views;
mod assertions;
mod changes;
mod concurrency;
mod console;
mod console_administration;
mod console_board;
mod console_calendar;
mod console_home;
mod console_lists;
mod console_record;
mod console_rights;
mod console_shell;
mod console_time;
mod console_upkeep;
mod days;
mod document;
mod effect;
mod emergency;
mod exits;
mod identity;
mod journal;
mod languages;
mod lists;
mod operations;
mod outbound;
mod proofs;
mod proxy;
mod reads;
mod reasons;
mod records;
mod rights;
mod rights_file;
mod rights_law;
mod schema;
mod scim;
mod second_factor;
mod sharing;
mod sign_ins;
mod storage;
mod sums;
mod transfer;
mod undo;
mod writer;
