//! Leads: somebody who may become a customer, before we know whom we talk to.

use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::{Choice, Format, choice};
use crate::model::record_type::{PLAIN, Root};
use crate::model::value::Money;
use crate::model::{Record, RecordType};
use crate::records::parts::{LANGUAGE, NOTES, OWNER};

/// Interest from outside that has to be looked at.
pub static LEAD: RecordType = RecordType {
    name: "lead",
    label: "Lead",
    plural: "leads",
    plural_label: "Leads",
    table: "leads",
    help: "Interest from outside that has to be looked at.",
    title: &[NAME],
    root: Root::Owned("owner_id"),
    fields: &[
        NAME.any(),
        STATUS.any(),
        SOURCE.any(),
        COMPANY.any(),
        FIRST_NAME.any(),
        LAST_NAME.any(),
        EMAIL.any(),
        PHONE.any(),
        VALUE.any(),
        LANGUAGE.any(),
        OWNER.any(),
        NOTES.any(),
        CONVERTED_AT.any(),
        ORGANISATION.any(),
        CONTACT.any(),
        DEAL.any(),
    ],
    rules: &[a_converted_lead_stays_converted],
    subject: true,
    ..PLAIN
};

static STATUSES: [Choice; 5] = [
    choice("new", "New"),
    choice("contacted", "Contacted"),
    choice("qualified", "Qualified"),
    choice("converted", "Converted"),
    choice("lost", "Lost"),
];
static SOURCES: [Choice; 8] = [
    choice("website", "Website"),
    choice("referral", "Referral"),
    choice("fair", "Fair"),
    choice("phone", "Telephone"),
    choice("mail", "Mail"),
    choice("advertising", "Advertising"),
    choice("social", "Social media"),
    choice("other", "Other"),
];

pub(crate) const NAME: Field<String> = field::text("name", "What it is about").required().searchable().sortable();
pub(crate) const STATUS: Field<String> = field::one_of("status", "Status", &STATUSES).required().default("\"new\"");
pub(crate) const SOURCE: Field<String> = field::one_of("source", "Source", &SOURCES);
pub(crate) const COMPANY: Field<String> = field::text("company", "Company").searchable();
pub(crate) const FIRST_NAME: Field<String> = field::text("first_name", "First name").searchable();
pub(crate) const LAST_NAME: Field<String> = field::text("last_name", "Last name").searchable();
pub(crate) const EMAIL: Field<String> =
    field::formatted("email", "E-mail", Format::Email).class(DataClass::Personal).searchable();
pub(crate) const PHONE: Field<String> =
    field::formatted("phone", "Telephone", Format::Phone).class(DataClass::Personal).searchable();
pub(crate) const VALUE: Field<Money> = field::money("value", "Expected value").class(DataClass::Figures);
pub(crate) const CONVERTED_AT: Field<field::Time> = field::time("converted_at", "Converted").computed();
pub(crate) const ORGANISATION: Field<Id> =
    field::link("organisation_id", "Became organisation", "organisation").computed();
pub(crate) const CONTACT: Field<Id> = field::link("contact_id", "Became contact", "contact").computed();
pub(crate) const DEAL: Field<Id> = field::link("deal_id", "Became deal", "deal").computed();

fn a_converted_lead_stays_converted(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let says_converted = after.get(STATUS).as_deref() == Some("converted");
    match (says_converted, after.get(CONVERTED_AT).is_some()) {
        (true, false) => Err(STATUS.problem("status_by_conversion", "Convert the lead to set this status.")),
        (false, true) => {
            Err(STATUS.problem("converted_stays", "This lead was converted; undo the conversion instead."))
        }
        _ => Ok(()),
    }
}
