//! Titles of the records that values link to, as far as the person may see them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::console::language::Language;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::{self, Filter, Literal, Op, Part, Path, Test};
use crate::model::record_type::TITLE;
use crate::model::{AnyField, Kind, Record, RecordType, Value};
use crate::query::{self, Found, Listing};

/// How many are looked up at once.
const AT_ONCE: usize = 100;

/// Titles by type and id; what is not in it cannot be seen.
#[derive(Debug, Default)]
pub(super) struct Titles(HashMap<(&'static str, Id), String>);

impl Titles {
    /// Of everything these records link to.
    pub(super) async fn of(visit: &Visit, fields: &[AnyField], items: &[Found]) -> Result<Self> {
        let mut wanted = Wanted::default();
        for item in items {
            for field in fields {
                if let Some(value) = item.record.value(field.name) {
                    wanted.gather(field, value);
                }
            }
        }
        wanted.find(visit).await
    }

    /// The title of a record.
    pub(super) fn get(&self, kind: &str, id: Id) -> Option<&str> {
        self.0.iter().find(|((known, at), _)| *known == kind && *at == id).map(|(_, title)| title.as_str())
    }
}

/// Records whose titles are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted(BTreeMap<String, BTreeSet<Id>>);

impl Wanted {
    /// Adds a record.
    pub(super) fn add(&mut self, kind: &str, id: Id) {
        self.0.entry(kind.to_owned()).or_default().insert(id);
    }

    /// Adds all that a value links to.
    pub(super) fn gather(&mut self, field: &AnyField, value: &Value) {
        match (field.kind, value) {
            (Kind::Link(target), Value::Link(id)) => self.add(target, *id),
            (_, Value::Reference(reference)) => self.add(&reference.kind, reference.id),
            (Kind::List(list), Value::List(items)) => {
                for item in items {
                    for part in list.parts {
                        if let Some(value) = item.get(part.name) {
                            self.gather(part, value);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Looks them up.
    pub(super) async fn find(self, visit: &Visit) -> Result<Titles> {
        let caller = visit.caller()?;
        let mut titles = HashMap::new();
        for (name, ids) in self.0 {
            let Some(kind) = caller.configuration.schema.named(&name) else { continue };
            for some in ids.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
                let filter = Filter::Or(some.iter().copied().map(is).collect());
                for (id, title) in titled(visit, kind, filter, AT_ONCE).await? {
                    titles.insert((kind.name, id), title);
                }
            }
        }
        Ok(Titles(titles))
    }
}

/// The filter that only this record passes.
pub(super) fn is(id: Id) -> Filter {
    let path = Path { field: filter::ID, part: Part::Whole };
    Filter::Test(Test { path, op: Op::Eq, literal: Literal::Id(id) })
}

/// Ids and titles of the first records of a type that pass a filter; none where the person sees none of that type.
pub(super) async fn titled(
    visit: &Visit,
    kind: &'static RecordType,
    filter: Filter,
    limit: usize,
) -> Result<Vec<(Id, String)>> {
    let caller = visit.caller()?;
    let listing = Listing {
        filter,
        limit: u32::try_from(limit).unwrap_or(query::list::MOST).min(query::list::MOST),
        fields: Some(vec![TITLE.any()]),
        ..Listing::new(caller, kind)
    };
    let database = visit.app.database();
    let page = match query::list(database.read(), database.engine(), caller, kind, &listing).await {
        Err(crate::error::Error::Forbidden(_)) => return Ok(Vec::new()),
        page => page?,
    };
    Ok(page.items.iter().map(|item| (item.record.id, title(visit.t, item))).collect())
}

/// What a record is called; where its title is hidden, by its number.
pub(super) fn title(t: Language, found: &Found) -> String {
    named(t, &found.record)
}

/// The same of a record without what else was read with it.
pub(super) fn named(t: Language, record: &Record) -> String {
    match record.text("title") {
        Some(title) if !title.is_empty() => t.shipped(record.id, title),
        _ => format!("{} {}", t.one(record.kind), short(record.id)),
    }
}

/// The end of an id, which tells records apart where they have no title.
fn short(id: Id) -> String {
    let text = id.simple();
    text[text.len() - 8..].to_owned()
}
