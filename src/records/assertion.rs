//! Assertions: sentences about rights that an administrator wants to stay true. A change that breaks one is refused, until those for
//! whom it is broken are named as exceptions, with a reason.

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::changes::Change;
use crate::database::Transaction;
use crate::error::{Error, FieldProblem, Result};
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, Format, ListType, choice};
use crate::model::record_type::{Check, CheckSubject, PLAIN};
use crate::model::value::{Items, Parts};
use crate::model::{AnyField, Input, Record, RecordType, Value};
use crate::records::access::ACTION_NAMES;
use crate::records::{configuration, sharing, user};
use crate::rights::assertion::{self, Broken, Claim};
use crate::rights::reasons::ReasonPolicy;
use crate::rights::{Caller, Configuration};

/// A sentence about rights that has to stay true.
pub static ASSERTION: RecordType = RecordType {
    name: "assertion",
    label: "Assertion",
    plural: "assertions",
    plural_label: "Assertions",
    table: "assertions",
    help: "A sentence about rights that has to stay true. A change that breaks it is not saved.",
    title: &[SENTENCE],
    fields: &[
        SENTENCE.any(),
        CLAIM.any(),
        PEOPLE.any(),
        ACTION.any(),
        RECORD_TYPE.any(),
        FIELD.any(),
        WHOSE.any(),
        EXCEPT.any(),
    ],
    rules: &[names_people],
    checks: &[FITS, HOLDS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

static CLAIMS: [Choice; 3] = [
    choice("only", "Only these people can"),
    choice("never", "None of these people can"),
    choice("may", "Each of these people can"),
];
static WHOSE_RECORDS: [Choice; 3] =
    [choice("any", "Whoever owns them"), choice("own", "Their own"), choice("others", "Those of others")];
static ONE: ListType = ListType {
    name: "ExceptedUser",
    parts: &[field::link("user_id", "User", "user").required().any()],
    max_items: 200,
};

pub(crate) const SENTENCE: Field<String> = field::text("sentence", "Sentence")
    .required()
    .max_length(200)
    .searchable()
    .sortable()
    .help("What has to stay true, in your own words.");
pub(crate) const CLAIM: Field<String> = field::one_of("claim", "Says", &CLAIMS).required();
pub(crate) const PEOPLE: Field<Items> =
    field::list("people", "People", &sharing::PERSON).help("Nobody at all can, where nobody is named.");
pub(crate) const ACTION: Field<String> =
    field::one_of("action", "Do", ACTION_NAMES.split_at(1).1).required().default("\"read\"");
pub(crate) const RECORD_TYPE: Field<String> = field::formatted("record_type", "Record type", Format::Type).required();
pub(crate) const FIELD: Field<String> =
    field::text("field", "Field").max_length(60).help("A field that is read exactly; none for the record itself.");
pub(crate) const WHOSE: Field<String> =
    field::one_of("whose", "Whose records", &WHOSE_RECORDS).required().default("\"any\"");
pub(crate) const EXCEPT: Field<Items> =
    field::list("except", "Exceptions", &ONE).help("For whom it need not be true. Adding somebody needs a reason.");

/// What a sentence is about is there.
const FITS: Check = Check {
    lock: None,
    whole: false,
    applies: |_, after| !after.is_deleted(),
    run: |_, subject| Box::pin(async move { fits(subject) }),
};

/// Every sentence is true when rights have been changed.
pub(crate) const HOLDS: Check = Check { lock: Some("assertions"), whole: true, applies: touches_rights, run: holds };

/// What people are called and where they can be reached changes no right.
fn touches_rights(before: Option<&Record>, after: &Record) -> bool {
    let of = |record: &Record| {
        (record.get(user::ACTIVE), record.get(user::PROFILE), record.get(user::MANAGER), record.is_deleted())
    };
    after.kind.name != user::USER.name || before.map(of) != Some(of(after))
}

fn names_people(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let claim = after.get(CLAIM).and_then(|name| Claim::named(&name));
    if matches!(claim, Some(Claim::Only | Claim::May)) && after.get(PEOPLE).unwrap_or_default().is_empty() {
        return Err(PEOPLE.problem("required", "Say who, or choose that nobody can."));
    }
    if after.get(FIELD).is_some() && after.get(ACTION).is_none_or(|action| action != "read") {
        return Err(FIELD.problem("not_read", "A field is read; leave it open for other actions."));
    }
    Ok(())
}

fn fits(subject: &CheckSubject<'_>) -> Result<()> {
    let (schema, after) = (subject.schema, subject.after);
    let on = after.get(RECORD_TYPE).unwrap_or_default();
    let problem = match schema.named(&on) {
        None => RECORD_TYPE.problem("no_such_type", format!("There is no record type `{on}`.")),
        Some(kind) => match after.get(FIELD) {
            Some(name) if schema.field(kind, &name).is_none_or(AnyField::is_secret) => {
                FIELD.problem("view_names_no_field", kind.has_no_field(&name))
            }
            _ if kind.owner().is_none() && after.get(WHOSE).is_some_and(|whose| whose != "any") => {
                WHOSE.problem("no_owner", format!("Records of the type `{on}` have no owner."))
            }
            _ => return Ok(()),
        },
    };
    Err(Error::Invalid(vec![problem]))
}

fn holds<'a>(transaction: &'a mut Transaction<'_>, subject: &'a CheckSubject<'a>) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if subject.trial || !configuration::asserts(transaction).await? {
            return Ok(());
        }
        let (schema, policy) = configuration::standing(transaction).await?;
        let after = Arc::new(Configuration::new(0, schema, policy, ReasonPolicy::default()));
        for mut broken in assertion::broken(&after, subject.now) {
            // What was not true before is not made worse by this change.
            if broken.keep_new(subject.untrue) {
                let is_itself = subject.after.id == broken.assertion;
                return Err(Error::Conflict("assertion_broken", told(&broken, is_itself)));
            }
        }
        Ok(())
    })
}

/// What is wrong, in a sentence: it would not be true any more, or is not true as it is written now.
fn told(broken: &Broken, is_itself: bool) -> String {
    const MOST: usize = 5;
    let sentence = &broken.sentence;
    let names: Vec<&str> = broken.people.iter().take(MOST).map(|(_, name)| name.as_str()).collect();
    let more = match broken.people.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match names.as_slice() {
        [] => {
            format!("The assertion “{sentence}” would be about something that is not there any more. Change it first.")
        }
        names if is_itself => {
            let names = names.join(", ");
            format!(
                "The assertion “{sentence}” is not true for {names}{more}. Change their rights, or name them as exceptions."
            )
        }
        names => format!(
            "This would break the assertion “{sentence}” for {}{more}. Change what you save, or name them as exceptions of the \
             assertion, with a reason.",
            names.join(", ")
        ),
    }
}

/// The changes that name people as exceptions of the sentences that are broken for them, to be saved together with what breaks them.
pub fn exceptions(caller: &Caller, broken: &[Broken]) -> Vec<Change> {
    let known = &caller.configuration.policy.assertions;
    let except = |broken: &Broken| {
        let before =
            known.iter().find(|one| one.id == broken.assertion).map(|one| one.except.clone()).unwrap_or_default();
        let all = before.into_iter().chain(broken.people.iter().map(|(id, _)| *id));
        let items: Items = all.map(|id| Parts::from([("user_id", Value::Link(id))])).collect();
        let mut input = Input::new();
        input.set(EXCEPT.name(), Some(Value::List(items)));
        Change::update(&ASSERTION, broken.assertion, input)
    };
    broken.iter().filter(|broken| !broken.people.is_empty()).map(except).collect()
}
