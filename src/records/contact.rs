//! Contacts: the people we talk to.

use crate::id::Id;
use crate::model::RecordType;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::{Choice, choice};
use crate::model::record_type::{PLAIN, Root};
use crate::model::value::Items;
use crate::records::parts::{EMAIL, LANGUAGE, NOTES, OWNER, PERSONAL_ADDRESS, PHONE};

/// A person we talk to, at an organisation or on their own.
pub static CONTACT: RecordType = RecordType {
    name: "contact",
    label: "Contact",
    plural: "contacts",
    plural_label: "Contacts",
    table: "contacts",
    help: "A person we talk to, at an organisation or on their own.",
    title: &[FIRST_NAME, LAST_NAME],
    root: Root::Owned("owner_id"),
    fields: &[
        FIRST_NAME.any(),
        LAST_NAME.any(),
        JOB_TITLE.any(),
        ORGANISATION.any(),
        EMAILS.any(),
        PHONES.any(),
        ADDRESSES.any(),
        LANGUAGE.any(),
        PREFERRED_CHANNEL.any(),
        CONSENT.any(),
        CONSENT_ON.any(),
        BIRTHDAY.any(),
        OWNER.any(),
        EXTERNAL_ID.any(),
        NOTES.any(),
    ],
    subject: true,
    ..PLAIN
};

static CHANNELS: [Choice; 4] =
    [choice("email", "E-mail"), choice("phone", "Telephone"), choice("post", "Post"), choice("none", "Do not contact")];
static CONSENTS: [Choice; 3] =
    [choice("unknown", "Not asked"), choice("given", "Given"), choice("withdrawn", "Withdrawn")];

pub(crate) const FIRST_NAME: Field<String> = field::text("first_name", "First name").searchable().sortable();
pub(crate) const LAST_NAME: Field<String> = field::text("last_name", "Last name").required().searchable().sortable();
pub(crate) const JOB_TITLE: Field<String> = field::text("job_title", "Job title");
pub(crate) const ORGANISATION: Field<Id> = field::link("organisation_id", "Organisation", "organisation");
pub(crate) const EMAILS: Field<Items> = field::list("emails", "E-mail addresses", &EMAIL).class(DataClass::Personal);
pub(crate) const PHONES: Field<Items> = field::list("phones", "Telephone numbers", &PHONE).class(DataClass::Personal);
pub(crate) const ADDRESSES: Field<Items> =
    field::list("addresses", "Addresses", &PERSONAL_ADDRESS).class(DataClass::Personal);
pub(crate) const PREFERRED_CHANNEL: Field<String> = field::one_of("preferred_channel", "Preferred channel", &CHANNELS);
pub(crate) const CONSENT: Field<String> = field::one_of("consent", "Consent to marketing", &CONSENTS)
    .required()
    .default("\"unknown\"")
    .help("Whether this person agreed to receive marketing (GDPR art. 7).");
pub(crate) const CONSENT_ON: Field<field::Date> = field::date("consent_on", "Consent since");
pub(crate) const BIRTHDAY: Field<field::Date> = field::date("birthday", "Birthday").class(DataClass::Personal);
pub(crate) const EXTERNAL_ID: Field<String> =
    field::text("external_id", "External id").max_length(100).help("Its id in the system it was imported from.");
