//! What the journal is narrowed to, chosen by the names that people know: fields by type, and records by what they are called.

use crate::console::forms::Option_;
use crate::console::language::Label;
use crate::console::navigation;
use crate::console::titles::title;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::RecordType;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::fold::sort_key;
use crate::model::record_type::TITLE;
use crate::query::list::visible_fields;
use crate::query::{self, Listing, search};
use crate::rights::Action;
use crate::rights::decide::{self, Rows};

/// So many records of a type are offered for a name.
const OFFERED: u32 = 10;

/// A record that may be meant.
pub(super) type Meant = (&'static RecordType, Id, String);

/// The types whose fields are offered: the chosen one, or all.
fn kinds(visit: &Visit) -> Result<Vec<&'static RecordType>> {
    let caller = visit.caller()?;
    let chosen = visit.query.text("type");
    let all = caller.configuration.schema.types();
    let is_offered = |kind: &&'static RecordType| {
        (chosen.is_empty() || kind.name == chosen) && decide::rows(caller, Action::Read, kind) != Rows::None
    };
    Ok(all.iter().copied().filter(is_offered).collect())
}

/// The fields that somebody sees, by type. Each is named by both.
pub(super) fn fields(visit: &Visit) -> Result<Vec<(Label, Vec<Option_>)>> {
    let (caller, chosen) = (visit.caller()?, visit.query.text("field").trim());
    let mut groups = Vec::new();
    for kind in kinds(visit)? {
        let mut options: Vec<Option_> = visible_fields(caller, kind)
            .iter()
            .filter(|field| !field.computed && !field.is_secret())
            .map(|field| {
                let value = format!("{}.{}", kind.name, field.name);
                Option_ { selected: value == chosen, label: visit.t.field(kind.name, field).to_string(), value }
            })
            .collect();
        options.sort_by_cached_key(|option| sort_key(&option.label));
        if !options.is_empty() {
            groups.push((visit.t.one(kind), options));
        }
    }
    Ok(groups)
}

/// The type and name of a field: `contact.last_name`, or the name alone; nothing where somebody sees none that is called so.
pub(super) fn field(visit: &Visit, text: &str) -> Result<Option<(Option<String>, String)>> {
    let caller = visit.caller()?;
    let (of, name) = text.split_once('.').map_or((None, text), |(of, name)| (Some(of), name));
    let name = name.to_ascii_lowercase();
    let has = |kind: &&RecordType| visible_fields(caller, kind).iter().any(|field| field.name == name);
    let is_there = kinds(visit)?.into_iter().filter(|kind| of.is_none_or(|of| kind.name == of)).any(|kind| has(&kind));
    Ok(is_there.then(|| (of.map(str::to_owned), name)))
}

/// The records of a name, or else those whose names begin with it, in the order of the navigation.
pub(super) async fn named(visit: &Visit, text: &str) -> Result<Vec<Meant>> {
    let chosen = visit.query.text("type");
    let kinds = navigation::kinds(visit.caller()?).filter(|kind| chosen.is_empty() || kind.name == chosen);
    let kinds: Vec<_> = kinds.collect();
    for op in [Op::Eq, Op::Sw] {
        let mut found = Vec::new();
        for kind in &kinds {
            found.extend(of_type(visit, kind, text, op).await?);
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Those of a type; none where somebody does not see what they are called.
async fn of_type(visit: &Visit, kind: &'static RecordType, text: &str, op: Op) -> Result<Vec<Meant>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    if !decide::may_see(caller, kind, &TITLE.any()) {
        return Ok(Vec::new());
    }
    let path = Path { field: TITLE.any(), part: Part::Whole };
    let listing = Listing {
        filter: Filter::Test(Test { path, op, literal: Literal::Text(text.to_owned()) }),
        // The search narrows fast what the name then decides.
        words: search::parse(text).unwrap_or_default(),
        limit: OFFERED,
        fields: Some(vec![TITLE.any()]),
        ..Listing::new(caller, kind)
    };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    Ok(page.items.iter().map(|item| (kind, item.record.id, title(visit.t, item))).collect())
}
