//! Record types: one constant definition per noun, from which everything else is derived.

use std::collections::BTreeSet;

use futures::future::BoxFuture;

use crate::clock::Micros;
use crate::database::Transaction;
use crate::error::{FieldProblem, Result};
use crate::id::Id;
use crate::model::field::{self, AnyField, DataClass, Field};
use crate::model::record::Record;
use crate::model::schema::Schema;
use crate::model::value::Value;

/// Whose record it is: where rights to it take root (`design.md` §10.9).
#[derive(Debug, Clone, Copy)]
pub enum Root {
    /// It has an owner; the scopes own and group follow the named link to a user.
    Owned(&'static str),
    /// It belongs to the whole company; only the scope all reaches it.
    Common,
    /// It is seen only where its subject is seen: through the named link or reference, or, for a list field of references,
    /// through any one of them. The optional second name is the owner, for scopes and for records without a subject.
    ChildOf(&'static str, Option<&'static str>),
}

/// A pure rule over one record: what it was (if it was) and what it is to be.
pub type Rule = fn(before: Option<&Record>, after: &Record) -> Result<(), FieldProblem>;

/// A change that another change brings with it, in the same transaction.
#[derive(Debug, Clone)]
pub enum Consequence {
    /// Gives fields of another record new values; only the program's own fields may be among them.
    Set {
        /// Type of the record to change.
        kind: &'static str,
        /// The record to change.
        id: Id,
        /// New values.
        values: Vec<(&'static str, Option<Value>)>,
    },
    /// Adds to a number of another record, under its row lock.
    Add {
        /// Type of the record to change.
        kind: &'static str,
        /// The record to change.
        id: Id,
        /// The number field.
        field: &'static str,
        /// What to add, scaled as the field.
        delta: i64,
    },
    /// Ends the sessions of a user, those half begun, and the link that was made for him.
    EndAccess {
        /// Whose.
        user: Id,
    },
}

/// What a change to one record brings with it: from what it was (if it was) and what it is now (if it is).
pub type Consequences = fn(before: Option<&Record>, after: Option<&Record>) -> Vec<Consequence>;

/// A rule that has to look at other records. The commit takes the named locks of those that apply (in a fixed order over all of
/// them), then asks on the writing transaction, after the change was written.
#[derive(Clone, Copy)]
pub struct Check {
    /// What is locked while the rule looks and until the commit, so that two changes cannot each pass beside the other. A lock holds
    /// up all other changes the rule applies to; none where it only reads what they do not write.
    pub lock: Option<&'static str>,
    /// Whether it looks at the whole and not at the record, so that once is enough for all changes of a batch that hold its lock.
    pub whole: bool,
    /// Whether there is anything to look at: from what the record was (if it was) and what it is to be.
    pub applies: fn(before: Option<&Record>, after: &Record) -> bool,
    /// Looks.
    pub run: CheckFn,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Check({})", self.lock.unwrap_or("no lock"))
    }
}

/// The function of a [`Check`].
pub type CheckFn = for<'a, 'c> fn(&'a mut Transaction<'c>, &'a CheckSubject<'a>) -> BoxFuture<'a, Result<()>>;

/// What a [`Check`] looks at.
pub struct CheckSubject<'a> {
    /// All record types.
    pub schema: &'a Schema,
    /// What the record was, if it was.
    pub before: Option<&'a Record>,
    /// What it is now.
    pub after: &'a Record,
    /// When.
    pub now: Micros,
    /// Whether it is only tried: what would be shown and decided before it is saved may be left out.
    pub trial: bool,
    /// Whether somebody who manages users, and may change all records of these types, had a second factor before.
    pub was_guarded: &'a (dyn Fn(&[&str]) -> bool + Sync),
    /// Assertions that were not true before, with the user for whom.
    pub untrue: &'a BTreeSet<(Id, Id)>,
    /// What may be handed out by whoever does it; nothing where that is for him to say.
    pub handing: Option<&'a Handing>,
}

/// What somebody may hand out who manages users and not rights: nothing that he lacks himself.
#[derive(Debug)]
pub struct Handing {
    /// Who he is.
    pub who: Option<Id>,
    /// His own duties.
    pub own: BTreeSet<String>,
    /// Who had which duty before.
    pub had: BTreeSet<(Id, String)>,
}

/// A record type: everything the engine needs to know of a noun.
#[derive(Debug, Clone, Copy)]
pub struct RecordType {
    /// Name in the singular, as in the journal: `deal`.
    pub name: &'static str,
    /// What people read: `Deal`.
    pub label: &'static str,
    /// The collection in the API: `deals`.
    pub plural: &'static str,
    /// What people read for many: `Deals`.
    pub plural_label: &'static str,
    /// The table in the database.
    pub table: &'static str,
    /// One sentence: what it is.
    pub help: &'static str,
    /// The text fields that make up the title, joined by a space.
    pub title: &'static [Field<String>],
    /// Where rights take root.
    pub root: Root,
    /// What one must be able to do to the subject of a [child](Root::ChildOf) to make or change one, by the name of the action;
    /// seeing it is enough where nothing is said.
    pub needs_of_subject: Option<&'static str>,
    /// The fields, without those every record has.
    pub fields: &'static [AnyField],
    /// Rules over one record.
    pub rules: &'static [Rule],
    /// Rules that look at other records.
    pub checks: &'static [Check],
    /// What changes bring with them.
    pub consequences: &'static [Consequences],
    /// A text field that a counter fills where a new record has none: (field, counter name, prefix, digits).
    pub numbered: Option<Numbered>,
    /// Numbers that a record takes over from the record it is linked to.
    pub inherited: &'static [Inherited],
    /// What its records stand in order by, where other records are grouped by them: numbers, and links by the title of where they
    /// lead. Where nothing is named, the largest groups come first.
    pub order: &'static [AnyField],
    /// Whether changes of it change rights, fields or policy, so that every cache must be renewed.
    pub configures: bool,
    /// Whether changing one in a session takes a proof, from a moment ago, of who one is.
    pub takes_proof: bool,
    /// Whether activities and attachments can be about it.
    pub subject: bool,
}

/// A text field filled from a counter.
#[derive(Debug, Clone, Copy)]
pub struct Numbered {
    /// The field.
    pub field: Field<String>,
    /// Text before the number.
    pub prefix: &'static str,
    /// Digits, with leading zeros.
    pub digits: u8,
    /// Which records get a number.
    pub when: fn(&Record) -> bool,
}

/// A number that a record takes over from a linked record when it begins to lead there, unless the same change gives it another.
#[derive(Debug, Clone, Copy)]
pub struct Inherited {
    /// The link.
    pub through: Field<Id>,
    /// The number of the linked record.
    pub from: Field<i64>,
    /// The number here.
    pub to: Field<i64>,
}

/// What a definition that says nothing more is like.
pub const PLAIN: RecordType = RecordType {
    name: "",
    label: "",
    plural: "",
    plural_label: "",
    table: "",
    help: "",
    title: &[],
    root: Root::Common,
    needs_of_subject: None,
    fields: &[],
    rules: &[],
    checks: &[],
    consequences: &[],
    numbered: None,
    inherited: &[],
    order: &[],
    configures: false,
    takes_proof: false,
    subject: false,
};

/// When the record was made.
pub const CREATED_AT: Field<field::Time> = field::time("created_at", "Created").computed();
/// Who made it; nobody where the program did.
pub const CREATED_BY: Field<Id> = field::link("created_by", "Created by", "user").computed();
/// When it last changed.
pub const UPDATED_AT: Field<field::Time> = field::time("updated_at", "Changed").computed();
/// Who changed it last.
pub const UPDATED_BY: Field<Id> = field::link("updated_by", "Changed by", "user").computed();
/// When it was put into the bin; empty for records that are not there.
pub const DELETED_AT: Field<field::Time> = field::time("deleted_at", "Deleted").computed();
/// The display name, made from the title fields.
pub const TITLE: Field<String> = field::text("title", "Title").computed().sortable().max_length(600);
/// The version.
pub const VERSION: Field<i64> = field::number("version", "Version", 0).computed();

/// Fields that every record has besides its id.
pub static COMMON: [AnyField; 7] = [
    VERSION.any(),
    TITLE.any(),
    CREATED_AT.any(),
    CREATED_BY.any(),
    UPDATED_AT.any(),
    UPDATED_BY.any(),
    DELETED_AT.any(),
];

impl RecordType {
    /// What sentences call one of them: `an organisation`, `a stock movement`.
    pub fn one(&self) -> String {
        // `user` begins with a vowel on paper only.
        let article = if self.name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!("{article} {}", self.name.replace('_', " "))
    }

    /// The problem of a name that no field has.
    pub fn has_no_field(&self, name: &str) -> String {
        let one = self.one();
        format!("A{} has no field `{name}`.", &one[1..])
    }

    /// The display name of a record.
    pub fn title_of(&self, record: &Record) -> String {
        let words: Vec<_> = self.title.iter().filter_map(|field| record.get(*field)).collect();
        words.join(" ").trim().to_owned()
    }

    /// The data class of the title: the most protected of the fields it is made from.
    pub fn title_class(&self) -> DataClass {
        self.title.iter().map(|field| field.any().class).max().unwrap_or(DataClass::Ordinary)
    }

    /// The field of that name among those of the definition.
    pub fn own_field(&self, name: &str) -> Option<&'static AnyField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The data class of any field, that of the title included.
    pub fn class_of(&self, field: &AnyField) -> DataClass {
        if field.name == "title" { self.title_class() } else { field.class }
    }

    /// The name of the owner's field, where there is one.
    pub const fn owner(&self) -> Option<&'static str> {
        match self.root {
            Root::Owned(owner) => Some(owner),
            Root::ChildOf(_, owner) => owner,
            Root::Common => None,
        }
    }
}

/// Two types are the same where their names are.
impl PartialEq for RecordType {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
