//! Organisations: customers, prospects, suppliers and partners.

use crate::id::Id;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, Format, choice};
use crate::model::record_type::{Numbered, PLAIN, Root};
use crate::model::value::Items;
use crate::model::{Record, RecordType};
use crate::records::checks;
use crate::records::parts::{ADDRESS, LANGUAGE, NOTES, OWNER};

/// A company, association or authority we do business with.
pub static ORGANISATION: RecordType = RecordType {
    name: "organisation",
    label: "Organisation",
    plural: "organisations",
    plural_label: "Organisations",
    table: "organisations",
    help: "A company, association or authority we do business with.",
    title: &[NAME],
    root: Root::Owned("owner_id"),
    fields: &[
        NAME.any(),
        KIND.any(),
        CUSTOMER_NUMBER.any(),
        VAT_ID.any(),
        COC_NUMBER.any(),
        EMAIL.any(),
        PHONE.any(),
        WEBSITE.any(),
        ADDRESSES.any(),
        INDUSTRY.any(),
        LANGUAGE.any(),
        PARENT.any(),
        OWNER.any(),
        EXTERNAL_ID.any(),
        NOTES.any(),
    ],
    checks: &[checks::NO_PARENT_CYCLE],
    numbered: Some(Numbered { field: CUSTOMER_NUMBER, prefix: "C", digits: 6, when: is_customer }),
    subject: true,
    ..PLAIN
};

static KINDS: [Choice; 4] = [
    choice("customer", "Customer"),
    choice("prospect", "Prospect"),
    choice("supplier", "Supplier"),
    choice("partner", "Partner"),
];

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().searchable().sortable();
pub(crate) const KIND: Field<String> = field::one_of("kind", "Kind", &KINDS).required().default("\"prospect\"");
pub(crate) const CUSTOMER_NUMBER: Field<String> = field::text("customer_number", "Customer number")
    .max_length(40)
    .unique()
    .searchable()
    .help("Given by a counter when a customer has none.");
pub(crate) const VAT_ID: Field<String> = field::text("vat_id", "VAT number").max_length(20).searchable();
pub(crate) const COC_NUMBER: Field<String> =
    field::text("coc_number", "Chamber of commerce number").max_length(20).searchable();
pub(crate) const EMAIL: Field<String> = field::formatted("email", "E-mail", Format::Email).searchable();
pub(crate) const PHONE: Field<String> = field::formatted("phone", "Telephone", Format::Phone).searchable();
pub(crate) const WEBSITE: Field<String> = field::formatted("website", "Website", Format::Url);
pub(crate) const ADDRESSES: Field<Items> = field::list("addresses", "Addresses", &ADDRESS);
pub(crate) const INDUSTRY: Field<String> = field::text("industry", "Industry").max_length(100);
pub(crate) const PARENT: Field<Id> = field::link("parent_id", "Part of", "organisation");
pub(crate) const EXTERNAL_ID: Field<String> =
    field::text("external_id", "External id").max_length(100).help("Its id in the system it was imported from.");

fn is_customer(organisation: &Record) -> bool {
    organisation.get(KIND).as_deref() == Some("customer")
}
