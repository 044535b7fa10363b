//! Users: the people who work with this installation.

use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::Format;
use crate::model::record_type::{Consequence, PLAIN};
use crate::model::{Record, RecordType};
use crate::records::parts::{LANGUAGE, NOTES};
use crate::records::{assertion, checks};

/// Somebody who works with this installation.
pub static USER: RecordType = RecordType {
    name: "user",
    label: "User",
    plural: "users",
    plural_label: "Users",
    table: "users",
    help: "Somebody who works with this installation.",
    title: &[NAME],
    fields: &[
        NAME.any(),
        EMAIL.any(),
        ACTIVE.any(),
        PROFILE.any(),
        MANAGER.any(),
        JOB_TITLE.any(),
        PHONE.any(),
        LANGUAGE.any(),
        HIRED_ON.any(),
        BIRTHDAY.any(),
        EXTERNAL_ID.any(),
        NOTES.class(DataClass::Personal).any(),
        INVITED_AT.any(),
        SECOND_FACTOR_AT.any(),
        PASSWORD.any(),
        USER_NAME.any(),
        GIVEN_NAME.any(),
        FAMILY_NAME.any(),
        SECOND_FACTOR.any(),
        RECOVERY_CODES.any(),
        SUBJECT.any(),
    ],
    rules: &[sign_in_names_are_small],
    consequences: &[who_leaves_is_out],
    checks: &[
        checks::NO_MANAGER_CYCLE,
        checks::LAST_ADMINISTRATOR,
        checks::NO_DUTY_ONE_LACKS,
        checks::NOT_FOR_ONESELF,
        assertion::HOLDS,
    ],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().searchable().sortable();
pub(crate) const EMAIL: Field<String> = field::formatted("email", "E-mail", Format::Email)
    .unique()
    .searchable()
    .help("Signs in with it; without one the user cannot sign in.");
pub(crate) const ACTIVE: Field<bool> =
    field::yes_no("active", "Active").required().default("true").help("Only active users can sign in.");
pub(crate) const PROFILE: Field<Id> = field::link("profile_id", "Profile", "profile").help("The job, made of roles.");
pub(crate) const MANAGER: Field<Id> = field::link("manager_id", "Manager", "user");
pub(crate) const JOB_TITLE: Field<String> = field::text("job_title", "Job title");
pub(crate) const PHONE: Field<String> = field::formatted("phone", "Telephone", Format::Phone);
pub(crate) const HIRED_ON: Field<field::Date> = field::date("hired_on", "Hired").class(DataClass::Personal);
pub(crate) const BIRTHDAY: Field<field::Date> = field::date("birthday", "Birthday").class(DataClass::Personal);
pub(crate) const EXTERNAL_ID: Field<String> =
    field::text("external_id", "External id").max_length(100).help("Its id in the system it was imported from.");
pub(crate) const INVITED_AT: Field<field::Time> =
    field::time("invited_at", "Link made").computed().help("When a link to choose a password was last made.");
pub(crate) const PASSWORD: Field<String> = field::text("password_hash", "Password").computed().class(DataClass::Secret);
pub(crate) const USER_NAME: Field<String> = field::text("user_name", "Sign-in name")
    .unique()
    .help("What a directory or single sign-on calls this user; in small letters.");
pub(crate) const GIVEN_NAME: Field<String> = field::text("given_name", "Given name").max_length(100);
pub(crate) const FAMILY_NAME: Field<String> = field::text("family_name", "Family name").max_length(100);
pub(crate) const SUBJECT: Field<String> = field::text("subject", "Single sign-on")
    .max_length(800)
    .computed()
    .unique()
    .help("The provider that proves who this user is, and what it calls him.");

/// Sessions and links end with the account, and do not come back with it.
fn who_leaves_is_out(before: Option<&Record>, after: Option<&Record>) -> Vec<Consequence> {
    let is_in = |record: &Record| record.get(ACTIVE).unwrap_or_default() && !record.is_deleted();
    match (before, after) {
        (Some(before), Some(after)) if is_in(before) && !is_in(after) => {
            vec![Consequence::EndAccess { user: after.id }]
        }
        _ => Vec::new(),
    }
}

/// Two spellings of a sign-in name are one account.
fn sign_in_names_are_small(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    match after.get(USER_NAME) {
        Some(name) if name != name.to_lowercase() => {
            Err(USER_NAME.problem("capitals", "Write the sign-in name in small letters."))
        }
        _ => Ok(()),
    }
}
pub(crate) const SECOND_FACTOR_AT: Field<field::Time> = field::time("second_factor_at", "Second factor")
    .computed()
    .class(DataClass::Personal)
    .help("Since when signing in takes a code beside the password.");
pub(crate) const SECOND_FACTOR: Field<String> =
    field::text("second_factor", "Secret of the second factor").computed().class(DataClass::Secret);
pub(crate) const RECOVERY_CODES: Field<String> =
    field::text("recovery_codes", "Recovery codes").max_length(1_000).computed().class(DataClass::Secret);
