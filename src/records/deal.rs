//! Deals: sales we hope to close.

use crate::id::Id;
use crate::model::RecordType;
use crate::model::field::{self, DataClass, Field};
use crate::model::record_type::{Inherited, PLAIN, Root};
use crate::model::value::Money;
use crate::records::parts::{NOTES, OWNER};
use crate::records::{checks, pipeline};

/// A sale we hope to close.
pub static DEAL: RecordType = RecordType {
    name: "deal",
    label: "Deal",
    plural: "deals",
    plural_label: "Deals",
    table: "deals",
    help: "A sale we hope to close.",
    title: &[NAME],
    root: Root::Owned("owner_id"),
    fields: &[
        NAME.any(),
        ORGANISATION.any(),
        CONTACT.any(),
        STAGE.any(),
        AMOUNT.any(),
        PROBABILITY.any(),
        EXPECTED_CLOSE.any(),
        LOST_REASON.any(),
        OWNER.any(),
        NOTES.any(),
    ],
    checks: &[checks::WON_NEEDS_AMOUNT],
    inherited: &[Inherited { through: STAGE, from: pipeline::PROBABILITY, to: PROBABILITY }],
    subject: true,
    ..PLAIN
};

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().searchable().sortable();
pub(crate) const ORGANISATION: Field<Id> = field::link("organisation_id", "Organisation", "organisation");
pub(crate) const CONTACT: Field<Id> = field::link("contact_id", "Contact", "contact");
pub(crate) const STAGE: Field<Id> = field::link("stage_id", "Stage", "stage").required();
pub(crate) const AMOUNT: Field<Money> = field::money("amount", "Amount").not_negative().class(DataClass::Figures);
pub(crate) const PROBABILITY: Field<i64> = field::number("probability", "Probability", 0)
    .percent()
    .class(DataClass::Figures)
    .help("Per cent; that of the stage unless given.");
pub(crate) const EXPECTED_CLOSE: Field<field::Date> = field::date("expected_close", "Expected close");
pub(crate) const LOST_REASON: Field<String> = field::text("lost_reason", "Why it was lost");
