//! Duplicates: records that seem to be about the same person, company or article, for many inputs with one query per rule.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_query::{Cond, Expr, ExprTrait, Func};

use crate::database::{Database, Engine};
use crate::error::Result;
use crate::id::Id;
use crate::model::record_type::{CREATED_AT, TITLE};
use crate::model::{AnyField, Input, Record, RecordType, Value};
use crate::query::select::{AT, Select};
use crate::query::{self, Cursor, Listing, Order};
use crate::rights::{Action, Caller, Rows, decide, sql};
use crate::transfer::lookup;
use crate::transfer::similar::{alike, plain_name};

/// The most duplicates that are told of one record.
pub const MOST: usize = 10;
/// Records that are compared at once when a whole type is.
const AT_ONCE: u32 = query::list::MOST;
/// The most records of one postal code whose names are compared.
const MOST_NEIGHBOURS: usize = 200;

/// What two records have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// The mail address.
    Email,
    /// The VAT number.
    VatId,
    /// The article number.
    Sku,
    /// Nearly the name, and the postal code.
    NameAndPostalCode,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Email, Self::VatId, Self::Sku, Self::NameAndPostalCode];

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::VatId => "vat_id",
            Self::Sku => "sku",
            Self::NameAndPostalCode => "name_and_postal_code",
        }
    }

    /// In words, to go behind "has".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Email => "the same e-mail address",
            Self::VatId => "the same VAT number",
            Self::Sku => "the same article number",
            Self::NameAndPostalCode => "a similar name at the same postal code",
        }
    }
}

/// A record that seems to be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Why.
    pub rule: Rule,
    /// The record; one that is still to be made may have none.
    pub id: Option<Id>,
    /// Its display name.
    pub title: String,
    /// For one of the inputs themselves: which, counted from 0; for lines of a file the number of the line.
    pub input: Option<u64>,
}

/// The rules of a type by field.
fn rules(kind: &RecordType) -> &'static [(Rule, &'static str)] {
    match kind.name {
        "user" | "lead" => &[(Rule::Email, "email")],
        "contact" => &[(Rule::Email, "emails"), (Rule::NameAndPostalCode, "addresses")],
        "organisation" => &[(Rule::Email, "email"), (Rule::VatId, "vat_id"), (Rule::NameAndPostalCode, "addresses")],
        "product" => &[(Rule::Sku, "sku")],
        _ => &[],
    }
}

/// Whether records of the type are compared at all.
pub fn has_rules(kind: &RecordType) -> bool {
    !rules(kind).is_empty()
}

/// A record, and those that seem to be the same.
pub type Alike = (Record, Vec<Duplicate>);

/// The next of all records of a type, in the order of their ids, with their duplicates; those without are left out, and a pair is told
/// at its later record. Beside them, where to go on: nothing at the end.
pub async fn next(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    after: Option<Id>,
) -> Result<(Vec<Alike>, Option<Id>)> {
    let after = after.map(|id| Cursor { keys: Vec::new(), id });
    let listing = Listing { order: Vec::new(), limit: AT_ONCE, after, ..Listing::new(caller, kind) };
    let (alike, next) = among(database, caller, kind, listing).await?;
    Ok((alike, next.map(|cursor| cursor.id)))
}

/// The same from the newest record on, so many of them. Records hold when they were made, which with the id is where to go on.
pub async fn newest(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    after: Option<Cursor>,
    limit: u32,
) -> Result<(Vec<Alike>, Option<Cursor>)> {
    let made = CREATED_AT.any();
    // Where one is in an order may be told by what one sees of all records only; else they come as they are kept.
    let is_seen = decide::sees_everywhere(caller, kind, &made);
    let order = if is_seen { vec![Order { field: made, descending: true }] } else { Vec::new() };
    let after = after.map(|Cursor { keys, id }| Cursor { keys: if is_seen { keys } else { Vec::new() }, id });
    among(database, caller, kind, Listing { order, limit, after, ..Listing::new(caller, kind) }).await
}

/// Those of the records of a listing that have duplicates, with those that were made before; and where to go on.
async fn among(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    listing: Listing,
) -> Result<(Vec<Alike>, Option<Cursor>)> {
    let named = rules(kind).iter().map(|(_, name)| *name).chain(kind.title.iter().map(|field| field.name()));
    let visible = query::list::visible_fields(caller, kind);
    let mut fields = vec![TITLE.any(), CREATED_AT.any()];
    for name in named {
        fields.extend(visible.iter().find(|field| field.name == name && !fields.contains(field)).copied());
    }
    let listing = Listing { fields: Some(fields), ..listing };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    let records: Vec<Record> = page.items.into_iter().map(|row| row.record).collect();
    let inputs: Vec<Input> = records.iter().map(shared).collect();
    let found = in_database(database, caller, kind, &inputs.iter().collect::<Vec<_>>()).await?;
    let earlier = |record: &Record, found: Vec<Duplicate>| -> Vec<Duplicate> {
        found.into_iter().filter(|duplicate| duplicate.id.is_some_and(|id| id < record.id)).take(MOST).collect()
    };
    let alike = records.into_iter().zip(found).map(|(record, found)| {
        let found = earlier(&record, found);
        (record, found)
    });
    Ok((alike.filter(|(_, found)| !found.is_empty()).collect(), page.next))
}

/// What a record has, as if it were to be made.
fn shared(record: &Record) -> Input {
    Input(record.values.iter().map(|(name, value)| (*name, Some(value.clone()))).collect())
}

/// For each input the records of the type that seem to be the same: those the caller may see, and earlier inputs.
pub async fn find(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    inputs: &[Input],
) -> Result<Vec<Vec<Duplicate>>> {
    let mut found = in_database(database, caller, kind, &inputs.iter().collect::<Vec<_>>()).await?;
    let mut seen = Seen::default();
    for ((place, input), found) in (0..).zip(inputs).zip(&mut found) {
        found.extend(seen.check(caller, kind, place, None, input));
        found.truncate(MOST);
    }
    Ok(found)
}

/// The records that seem to be the same as one that is there.
pub async fn of_record(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    id: Id,
) -> Result<Vec<Duplicate>> {
    let record = query::get(database.read(), database.engine(), caller, kind, id).await?.record;
    let found = in_database(database, caller, kind, &[&shared(&record)]).await?;
    Ok(found.into_iter().flatten().filter(|duplicate| duplicate.id != Some(id)).take(MOST).collect())
}

/// What an input shares by each rule; names apart, since they are alike and not equal.
fn signs(caller: &Caller, kind: &RecordType, input: &Input) -> Vec<(Rule, String)> {
    let value = |name: &str| input.0.get(name).and_then(Option::as_ref);
    let exact = rules(kind).iter().filter(|(rule, _)| *rule != Rule::NameAndPostalCode);
    exact
        .filter_map(|(rule, name)| Some((*rule, caller.configuration.schema.field(kind, name)?, value(name)?)))
        .flat_map(|(rule, field, value)| {
            lookup::keys(kind, field, value).into_iter().map(move |key| (rule, plain(rule, &key)))
        })
        .collect()
}

/// VAT numbers are written with and without spaces and points; they are compared as stored, which an index is for.
fn plain(rule: Rule, key: &str) -> String {
    if rule == Rule::VatId { key.trim().to_owned() } else { key.to_owned() }
}

/// The name and the postal codes of an input, for types that have both.
fn name_and_codes(kind: &RecordType, input: &Input) -> Option<(String, BTreeSet<String>)> {
    let (_, list) = rules(kind).iter().find(|(rule, _)| *rule == Rule::NameAndPostalCode)?;
    let words: Vec<&str> = kind
        .title
        .iter()
        .filter_map(|field| match input.0.get(field.name()) {
            Some(Some(Value::Text(text))) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let name = plain_name(&words.join(" "));
    let Some(Some(Value::List(addresses))) = input.0.get(list) else { return None };
    let codes: BTreeSet<String> =
        addresses.iter().filter_map(|address| postal_code(address.get("postal_code"))).collect();
    (!name.is_empty() && !codes.is_empty()).then_some((name, codes))
}

fn postal_code(value: Option<&Value>) -> Option<String> {
    let Some(Value::Text(text)) = value else { return None };
    let code: String = text.chars().filter(|c| *c != ' ').collect::<String>().to_ascii_lowercase();
    (!code.is_empty()).then_some(code)
}

/// For each input the records in the database that seem to be the same.
pub(super) async fn in_database(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    inputs: &[&Input],
) -> Result<Vec<Vec<Duplicate>>> {
    let mut found: Vec<Vec<Duplicate>> = vec![Vec::new(); inputs.len()];
    if decide::rows(caller, Action::Read, kind) == Rows::None {
        return Ok(found);
    }
    let all: Vec<Vec<(Rule, String)>> = inputs.iter().map(|input| signs(caller, kind, input)).collect();
    for (rule, name) in rules(kind) {
        let Some(field) = caller.configuration.schema.field(kind, name) else { continue };
        if !decide::may_see(caller, kind, field) {
            continue;
        }
        if *rule == Rule::NameAndPostalCode {
            similar(database, caller, kind, field, inputs, &mut found).await?;
            continue;
        }
        let wanted = all.iter().flatten().filter(|(own, _)| own == rule).map(|(_, key)| key.clone()).collect();
        let records = lookup::holding(database, caller, kind, field, &wanted, &[*field, TITLE.any()]).await?;
        let mut by_key: HashMap<String, Vec<&Record>> = HashMap::new();
        for record in &records {
            for key in lookup::keys_of(kind, field, record) {
                by_key.entry(key).or_default().push(record);
            }
        }
        for (signs, found) in all.iter().zip(&mut found) {
            for (_, key) in signs.iter().filter(|(own, _)| own == rule) {
                for record in by_key.get(key).into_iter().flatten().take(MOST) {
                    add(found, *rule, record);
                }
            }
        }
    }
    Ok(found)
}

fn add(found: &mut Vec<Duplicate>, rule: Rule, record: &Record) {
    if !found.iter().any(|duplicate| duplicate.id == Some(record.id)) {
        let title = record.text("title").unwrap_or_default().to_owned();
        found.push(Duplicate { rule, id: Some(record.id), title, input: None });
    }
}

/// Neighbours with a similar name.
async fn similar(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    list: &AnyField,
    inputs: &[&Input],
    found: &mut [Vec<Duplicate>],
) -> Result<()> {
    let wanted: Vec<Option<(String, BTreeSet<String>)>> =
        inputs.iter().map(|input| name_and_codes(kind, input)).collect();
    let codes: BTreeSet<&str> = wanted.iter().flatten().flat_map(|(_, codes)| codes).map(String::as_str).collect();
    if codes.is_empty() {
        return Ok(());
    }
    let rows = decide::rows(caller, Action::Read, kind);
    let mut select = Select::new(database.engine(), kind);
    select.fields(caller, &[TITLE.any(), *list]);
    let at_codes = lookup::in_list(kind, list, stored_code(database.engine()).is_in(codes));
    select
        .statement()
        .and_where(Expr::col((AT, "deleted_at")).is_null())
        .cond_where(sql::condition(database.engine(), &rows, kind, AT))
        .cond_where(lookup::guarded(database.engine(), caller, kind, list, Cond::all().add(at_codes)))
        .order_by((AT, "id"), sea_query::Order::Asc);
    let records: Vec<Record> = select.run(database.read(), 0).await?.into_iter().map(|row| row.record).collect();
    let mut neighbours: BTreeMap<String, Vec<(String, &Record)>> = BTreeMap::new();
    for record in &records {
        let Some(Value::List(addresses)) = record.value(list.name) else { continue };
        let name = plain_name(record.text("title").unwrap_or_default());
        for code in
            addresses.iter().filter_map(|address| postal_code(address.get("postal_code"))).collect::<BTreeSet<_>>()
        {
            neighbours.entry(code).or_default().push((name.clone(), record));
        }
    }
    for (wanted, found) in wanted.iter().zip(found) {
        let Some((name, codes)) = wanted else { continue };
        for (other, record) in
            codes.iter().filter_map(|code| neighbours.get(code)).flat_map(|all| all.iter().take(MOST_NEIGHBOURS))
        {
            if alike(name, other) {
                add(found, Rule::NameAndPostalCode, record);
            }
        }
    }
    Ok(())
}

/// The stored postal code in the form it is compared in; written as the index over it is.
fn stored_code(engine: Engine) -> Expr {
    let lower = engine.ascii_lower(Expr::col(("i", "postal_code")));
    Func::cust("replace").arg(lower).arg(Expr::cust("' '")).arg(Expr::cust("''")).into()
}

/// What earlier inputs of the same file share, so that a file is held against itself as well.
#[derive(Debug, Default)]
pub(super) struct Seen {
    exact: HashMap<(Rule, String), (u64, Option<Id>)>,
    names: HashMap<String, Vec<(String, u64, Option<Id>)>>,
}

impl Seen {
    /// The earlier inputs that seem to be the same as this one, which is remembered.
    pub(super) fn check(
        &mut self,
        caller: &Caller,
        kind: &RecordType,
        place: u64,
        id: impl Into<Option<Id>>,
        input: &Input,
    ) -> Vec<Duplicate> {
        let id = id.into();
        let mut found: Vec<Duplicate> = Vec::new();
        let mut add = |rule, (input, id): (u64, Option<Id>)| {
            if input != place && !found.iter().any(|duplicate| duplicate.input == Some(input)) {
                found.push(Duplicate { rule, id, title: String::new(), input: Some(input) });
            }
        };
        for sign in signs(caller, kind, input) {
            add(sign.0, *self.exact.entry(sign).or_insert((place, id)));
        }
        if let Some((name, codes)) = name_and_codes(kind, input) {
            for code in codes {
                let neighbours = self.names.entry(code).or_default();
                for (other, input, id) in neighbours.iter().take(MOST_NEIGHBOURS) {
                    if alike(&name, other) {
                        add(Rule::NameAndPostalCode, (*input, *id));
                    }
                }
                neighbours.push((name.clone(), place, id));
            }
        }
        found
    }
}
