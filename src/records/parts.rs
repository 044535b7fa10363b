//! Things that several nouns have: owners, notes, mail addresses, telephone numbers, postal addresses.

use crate::id::Id;
use crate::model::field::{self, AnyField, DataClass, Field};
use crate::model::kind::{Choice, Format, ListType, choice};

/// Who looks after the record.
pub(crate) const OWNER: Field<Id> =
    field::link("owner_id", "Owner", "user").help("The user who looks after this record.");
/// Free notes.
pub(crate) const NOTES: Field<String> = field::lines("notes", "Notes").searchable();
/// The language to write in.
pub(crate) const LANGUAGE: Field<String> = field::formatted("language", "Language", Format::Language);

static ADDRESS_TYPES: [Choice; 5] = [
    choice("visit", "Visit"),
    choice("post", "Post"),
    choice("invoice", "Invoice"),
    choice("delivery", "Delivery"),
    choice("home", "Home"),
];
static EMAIL_TYPES: [Choice; 3] = [choice("work", "Work"), choice("home", "Home"), choice("other", "Other")];
static PHONE_TYPES: [Choice; 5] = [
    choice("work", "Work"),
    choice("mobile", "Mobile"),
    choice("home", "Home"),
    choice("fax", "Fax"),
    choice("other", "Other"),
];

/// Postal addresses of a person.
pub(crate) static PERSONAL_ADDRESS: ListType =
    ListType { name: "PersonalAddress", parts: &address(DataClass::Personal), max_items: 20 };
/// Postal addresses of an organisation.
pub(crate) static ADDRESS: ListType = ListType { name: "Address", parts: &address(DataClass::Ordinary), max_items: 20 };
/// Mail addresses.
pub(crate) static EMAIL: ListType = ListType {
    name: "EmailAddress",
    parts: &[
        field::one_of("type", "Type", &EMAIL_TYPES).class(DataClass::Personal).any(),
        field::formatted("value", "E-mail", Format::Email).required().searchable().class(DataClass::Personal).any(),
    ],
    max_items: 20,
};
/// Telephone numbers.
pub(crate) static PHONE: ListType = ListType {
    name: "PhoneNumber",
    parts: &[
        field::one_of("type", "Type", &PHONE_TYPES).class(DataClass::Personal).any(),
        field::formatted("value", "Number", Format::Phone).required().searchable().class(DataClass::Personal).any(),
    ],
    max_items: 20,
};

const fn address(class: DataClass) -> [AnyField; 6] {
    [
        field::one_of("type", "Type", &ADDRESS_TYPES).class(class).any(),
        field::text("street", "Street and number").class(class).searchable().any(),
        field::text("postal_code", "Postal code").max_length(20).class(class).searchable().any(),
        field::text("city", "City").class(class).searchable().any(),
        field::text("region", "Region").class(class).any(),
        field::formatted("country", "Country", Format::Country).class(class).any(),
    ]
}
