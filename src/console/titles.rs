//! Titles of the records that values link to, as far as the person may see them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
pub(super) struct Titles {
    titles: HashMap<(&'static str, Id), String>,
    binned: HashSet<Id>,
}

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
        self.titles.iter().find(|((known, at), _)| *known == kind && *at == id).map(|(_, title)| title.as_str())
    }

    /// Whether a record is in the bin, where those in it were looked for.
    pub(super) fn is_binned(&self, id: Id) -> bool {
        self.binned.contains(&id)
    }
}

/// Records whose titles are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    records: BTreeMap<String, BTreeSet<Id>>,
    with_bin: bool,
}

impl Wanted {
    /// Adds a record.
    pub(super) fn add(&mut self, kind: &str, id: Id) {
        self.records.entry(kind.to_owned()).or_default().insert(id);
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

    /// Those in the bin as well.
    pub(super) fn with_bin(self) -> Self {
        Self { with_bin: true, ..self }
    }

    /// Looks them up.
    pub(super) async fn find(self, visit: &Visit) -> Result<Titles> {
        let caller = visit.caller()?;
        let mut found = Titles::default();
        for (name, mut ids) in self.records {
            let Some(kind) = caller.configuration.schema.named(&name) else { continue };
            for bin in [false, true].into_iter().take(1 + usize::from(self.with_bin)) {
                for some in ids.iter().copied().collect::<Vec<_>>().chunks(AT_ONCE) {
                    let filter = Filter::Or(some.iter().copied().map(is).collect());
                    for (id, title) in listed(visit, kind, filter, AT_ONCE, bin).await? {
                        ids.remove(&id);
                        found.titles.insert((kind.name, id), title);
                        found.binned.extend(bin.then_some(id));
                    }
                }
            }
        }
        Ok(found)
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
    listed(visit, kind, filter, limit, false).await
}

async fn listed(
    visit: &Visit,
    kind: &'static RecordType,
    filter: Filter,
    limit: usize,
    bin: bool,
) -> Result<Vec<(Id, String)>> {
    let caller = visit.caller()?;
    let listing = Listing {
        filter,
        bin,
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
