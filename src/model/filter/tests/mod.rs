//! Tests of the filter language over a record type that has a field of every kind.

mod errors;
mod examples;
mod laws;
mod strategies;
mod words;

use crate::error::{Error, FieldProblem};
use crate::id::Id;
use crate::model::field::{self, AnyField, DataClass, Field};
use crate::model::kind::{Choice, Format, ListType, choice};
use crate::model::record::Record;
use crate::model::record_type::{PLAIN, RecordType};
use crate::model::schema::Schema;
use crate::model::value::{Currency, Items, Money, Parts, Reference, Value};

use super::{Filter, parse};

pub(super) const STAGES: &[Choice] = &[choice("open", "Open"), choice("won", "Won"), choice("lost", "Lost")];
pub(super) const NAME: Field<String> = field::text("last_name", "Last name").sortable();
pub(super) const NICK: Field<String> = field::text("nick", "Nickname").class(DataClass::Personal);
pub(super) const MAIL: Field<String> = field::formatted("mail", "Mail", Format::Email);
pub(super) const SCORE: Field<i64> = field::number("score", "Score", 2);
pub(super) const HEADS: Field<i64> = field::number("heads", "Heads", 0);
pub(super) const AMOUNT: Field<Money> = field::money("amount", "Amount").class(DataClass::Figures);
pub(super) const DAY: Field<field::Date> = field::date("day", "Day");
pub(super) const CALLED_AT: Field<field::Time> = field::time("called_at", "Called");
pub(super) const ACTIVE: Field<bool> = field::yes_no("active", "Active");
pub(super) const STAGE: Field<String> = field::one_of("stage", "Stage", STAGES);
pub(super) const BOSS: Field<Id> = field::link("boss_id", "Boss", "sample");
pub(super) const SUBJECT: Field<Reference> = field::reference("subject", "Subject", &[]);
pub(super) const ABOUT: Field<Reference> = field::reference("about", "About", &["deal", "lead"]);
pub(super) const EMAILS: Field<Items> = field::list("emails", "Mail addresses", &EMAIL);
/// A field whose name is a keyword.
pub(super) const NOT: Field<bool> = field::yes_no("not", "Not");
const SETTINGS: Field<serde_json::Value> = field::json("settings", "Settings");
const TOKEN: Field<String> = field::text("token", "Token").class(DataClass::Secret);
/// Costs, which the caller of these tests may not use.
const MARGIN: Field<Money> = field::money("margin", "Margin").class(DataClass::Cost);

pub(super) const USE: Field<String> = field::one_of("type", "Type", &[choice("work", "Work"), choice("home", "Home")]);
pub(super) const ADDRESS: Field<String> = field::formatted("value", "Address", Format::Email);
pub(super) const PRICE: Field<Money> = field::money("price", "Price");
pub(super) const ORIGIN: Field<Reference> = field::reference("origin", "Origin", &["lead"]);
const RATE: Field<Money> = field::money("rate", "Rate").class(DataClass::Cost);
const KEY: Field<String> = field::text("key", "Key").class(DataClass::Secret);

static EMAIL: ListType = ListType {
    name: "EmailAddress",
    parts: &[USE.any(), ADDRESS.any(), PRICE.any(), ORIGIN.any(), RATE.any(), KEY.any()],
    max_items: 10,
};

pub(super) static SAMPLE: RecordType = RecordType {
    name: "sample",
    plural: "samples",
    title: &[NAME, NICK],
    subject: true,
    fields: &[
        NAME.any(),
        NICK.any(),
        MAIL.any(),
        SCORE.any(),
        HEADS.any(),
        AMOUNT.any(),
        DAY.any(),
        CALLED_AT.any(),
        ACTIVE.any(),
        STAGE.any(),
        BOSS.any(),
        SUBJECT.any(),
        ABOUT.any(),
        EMAILS.any(),
        NOT.any(),
        SETTINGS.any(),
        TOKEN.any(),
        MARGIN.any(),
    ],
    ..PLAIN
};

/// A type whose title is made from a secret, and which is nobody's subject.
static VAULT: RecordType =
    RecordType { name: "vault", plural: "vaults", title: &[TOKEN], fields: &[TOKEN.any()], ..PLAIN };

pub(super) fn schema() -> Schema {
    Schema::new(&[&SAMPLE, &VAULT], &[])
}

/// The caller of these tests sees everything but costs.
pub(super) fn may_use(field: &AnyField) -> bool {
    field.class != DataClass::Cost
}

pub(super) fn read(text: &str) -> Result<Filter, Error> {
    parse(&schema(), &SAMPLE, text, &may_use)
}

/// The one problem of a filter that is refused.
pub(super) fn refused(text: &str) -> FieldProblem {
    match read(text) {
        Err(Error::Invalid(mut problems)) if problems.len() == 1 => {
            let problem = problems.remove(0);
            assert_eq!(problem.pointer, "/filter");
            problem
        }
        other => panic!("{text:?} gave {other:?}"),
    }
}

/// A record whose mail addresses, amount and so on the examples speak of.
pub(super) fn emile() -> Record {
    let mut record = Record::new(&SAMPLE, Id::built_in(7));
    record.set(NAME, "Émile de Vries".into());
    record.set(SCORE, 1_250);
    record.set(AMOUNT, Money { amount: 10_000_001, currency: Currency::EUR });
    record.set(DAY, "2026-11-24".into());
    record.set(CALLED_AT, 1_000_000);
    record.set(ACTIVE, true);
    record.set(STAGE, "won".into());
    record.set(BOSS, Id::built_in(8));
    record.set(SUBJECT, Reference { kind: "sample".into(), id: Id::built_in(9) });
    let item = |usage: &str, address: &str, price: i64| {
        Parts::from([
            ("type", Value::Text(usage.into())),
            ("value", Value::Text(address.into())),
            ("price", Value::Money(Money { amount: price, currency: Currency::EUR })),
        ])
    };
    record.set(EMAILS, vec![item("work", "emile@example.org", 10_000), item("home", "Émile@home.example", 50_000)]);
    record
}
