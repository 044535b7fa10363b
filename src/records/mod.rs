//! The nouns of a CRM: one file each with its definition and its rules. To add one: its file, a line here, two migrations.

pub mod access;
pub mod activity;
pub mod assertion;
pub mod attachment;
pub mod checks;
pub mod configuration;
pub mod contact;
pub mod conversion;
pub mod custom_field;
pub mod deal;
pub mod demo;
pub mod effect;
pub mod emergency;
pub mod impersonation;
pub mod key;
pub mod label;
pub mod lead;
pub mod mapping;
pub mod organisation;
pub mod parts;
pub mod pipeline;
pub mod portable;
pub mod product;
pub mod reason;
pub mod safeguard;
pub mod saved_view;
pub mod seed;
pub mod sharing;
pub mod sign_in_provider;
pub mod user;

use crate::model::RecordType;

/// Every record type, in the order of navigation and documents.
pub static ALL: [&RecordType; 29] = [
    &organisation::ORGANISATION,
    &contact::CONTACT,
    &lead::LEAD,
    &deal::DEAL,
    &activity::ACTIVITY,
    &product::PRODUCT,
    &product::STOCK_MOVEMENT,
    &attachment::ATTACHMENT,
    &saved_view::SAVED_VIEW,
    &mapping::MAPPING,
    &pipeline::PIPELINE,
    &pipeline::STAGE,
    &user::USER,
    &access::GROUP,
    &access::ROLE,
    &access::PROFILE,
    &sharing::SHARE,
    &sharing::SHARING_RULE,
    &sharing::RESTRICTION,
    &assertion::ASSERTION,
    &safeguard::SAFEGUARD,
    &emergency::EMERGENCY,
    &impersonation::IMPERSONATION,
    &key::KEY,
    &sign_in_provider::SIGN_IN_PROVIDER,
    &custom_field::CUSTOM_FIELD,
    &label::LABEL,
    &reason::REASON_CODE,
    &reason::REASON_RULE,
];
