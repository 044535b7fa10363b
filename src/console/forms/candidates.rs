//! What a link can lead to: a list to choose from where there are few, else found by the title or id that somebody typed.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::console::pairs::Pairs;
use crate::console::titles::{title, titled};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
use crate::model::record_type::TITLE;
use crate::model::{AnyField, Kind, RecordType};
use crate::query::{self, Found, Listing, search};
use crate::records::{pipeline, user};

/// The most records that are offered as a list to choose from.
const FEW: u32 = 200;
/// The most records that are offered where a text fits several.
const SEVERAL: u32 = 20;

/// The records of the types that a form links to, where they are few.
#[derive(Debug, Default)]
pub(in crate::console) struct Candidates {
    few: HashMap<&'static str, Vec<(Id, String)>>,
    /// Where there are several pipelines: the one that each stage belongs to.
    pipelines: HashMap<Id, String>,
    /// The stage that something new is in first.
    first_stage: Option<Id>,
    /// The stages of what is lost.
    lost: HashSet<Id>,
}

/// What typed texts turned out to name.
pub(in crate::console) type Resolved = HashMap<(&'static str, String), Named>;

/// The records that a text names.
#[derive(Debug, Clone)]
pub(in crate::console) enum Named {
    /// This one.
    One(Id),
    /// None; a sentence about it.
    None(String),
    /// Any of these; a sentence about it.
    Several(Vec<(Id, String)>, String),
}

impl Candidates {
    /// Reads them for all links among these fields and their parts. Who left is offered only where one asks for what there is.
    pub(super) async fn of(visit: &Visit, fields: &[AnyField], with_who_left: bool) -> Result<Self> {
        let mut targets = BTreeSet::new();
        for field in fields {
            match field.kind {
                Kind::Link(target) => drop(targets.insert(target)),
                Kind::List(list) => targets.extend(list.parts.iter().filter_map(|part| match part.kind {
                    Kind::Link(target) => Some(target),
                    _ => None,
                })),
                _ => {}
            }
        }
        let mut all = Self::default();
        for target in targets {
            let Some(kind) = visit.caller()?.configuration.schema.named(target) else { continue };
            if kind.name == pipeline::STAGE.name {
                all.stages(visit, kind).await?;
                continue;
            }
            let filter = if with_who_left { Filter::All } else { usable(kind) };
            if let Some(few) = first(visit, kind, filter, None, FEW).await? {
                all.few.insert(kind.name, named(visit, &few));
            }
        }
        Ok(all)
    }

    /// Stages in the order in which a deal goes through them, pipeline by pipeline.
    async fn stages(&mut self, visit: &Visit, kind: &'static RecordType) -> Result<()> {
        let pipelines = match visit.caller()?.configuration.schema.named(pipeline::PIPELINE.name) {
            Some(kind) => titled(visit, kind, Filter::All, FEW as usize).await?,
            None => Vec::new(),
        };
        let Some(mut stages) = first(visit, kind, Filter::All, None, FEW).await? else { return Ok(()) };
        let place = |found: &Found| {
            let own = found.record.get(pipeline::PIPELINE_ID);
            pipelines.iter().position(|(id, _)| Some(*id) == own).unwrap_or(usize::MAX)
        };
        stages.sort_by_key(|found| (place(found), found.record.get(pipeline::POSITION)));
        let is_open = |found: &&Found| found.record.text(pipeline::KIND.name()) == Some("open");
        self.first_stage = stages.iter().find(is_open).map(|found| found.record.id);
        let is_lost = |found: &&Found| found.record.text(pipeline::KIND.name()) == Some("lost");
        self.lost = stages.iter().filter(is_lost).map(|found| found.record.id).collect();
        if stages.iter().any(|found| place(found) != place(&stages[0])) {
            let of = |found: &Found| Some((found.record.id, pipelines.get(place(found))?.1.clone()));
            self.pipelines = stages.iter().filter_map(of).collect();
        }
        self.few.insert(kind.name, named(visit, &stages));
        Ok(())
    }

    /// The stage that something new is in first, and the pipelines of stages where there are several.
    pub(super) const fn of_stages(&self) -> (Option<Id>, &HashMap<Id, String>) {
        (self.first_stage, &self.pipelines)
    }

    /// Whether a text of a field leads to a stage of what is lost.
    pub(super) fn is_lost(&self, field: &AnyField, text: &str) -> bool {
        let is_stage = matches!(field.kind, Kind::Link(to) if to == pipeline::STAGE.name);
        is_stage && text.parse().is_ok_and(|id| self.lost.contains(&id))
    }

    /// All records of a type, where they are few.
    pub(super) fn few(&self, kind: &str) -> Option<&[(Id, String)]> {
        self.few.get(kind).map(Vec::as_slice)
    }

    /// Finds the records that typed texts name.
    pub(super) async fn resolve(&self, visit: &Visit, fields: &[AnyField], sent: &Pairs) -> Result<Resolved> {
        let mut resolved = Resolved::new();
        for field in fields {
            for (kind, text) in typed(visit, field, sent)? {
                let known = self.few(kind.name).is_some() && text.parse::<Id>().is_ok();
                if !known && !resolved.contains_key(&(kind.name, text.clone())) {
                    let named = find(visit, kind, &text).await?;
                    resolved.insert((kind.name, text), named);
                }
            }
        }
        Ok(resolved)
    }
}

/// The texts that stand for links in a field.
fn typed(visit: &Visit, field: &AnyField, sent: &Pairs) -> Result<Vec<(&'static RecordType, String)>> {
    let schema = &visit.caller()?.configuration.schema;
    let mut found = Vec::new();
    let mut add = |target: &str, text: &str| {
        if let Some(kind) = schema.named(target).filter(|_| !text.trim().is_empty()) {
            found.push((kind, text.trim().to_owned()));
        }
    };
    let mut look = |field: &AnyField, name: &str| match field.kind {
        Kind::Link(target) => add(target, sent.text(name)),
        Kind::Reference(_) => add(sent.text(&format!("{name}.type")), sent.text(&format!("{name}.id"))),
        _ => {}
    };
    match field.kind {
        Kind::List(list) => {
            for row in 0..usize::from(list.max_items) {
                let prefix = format!("{}.{row}", field.name);
                if sent.of(&prefix).is_empty() {
                    break;
                }
                list.parts.iter().for_each(|part| look(part, &format!("{prefix}.{}", part.name)));
            }
        }
        _ => look(field, field.name),
    }
    Ok(found)
}

/// The record of that id, or that title, or the only one that a search for the text finds.
async fn find(visit: &Visit, kind: &'static RecordType, text: &str) -> Result<Named> {
    if let Ok(id) = text.parse::<Id>() {
        return Ok(Named::One(id));
    }
    let path = Path { field: TITLE.any(), part: Part::Whole };
    let same = Filter::Test(Test { path, op: Op::Eq, literal: Literal::Text(text.to_owned()) });
    let mut found = first(visit, kind, same.and(usable(kind)), None, SEVERAL).await?.unwrap_or_default();
    if found.is_empty()
        && let Some(words) = search::parse(text).ok().flatten()
    {
        found = first(visit, kind, usable(kind), Some(words), SEVERAL).await?.unwrap_or_default();
    }
    let found = named(visit, &found);
    Ok(match found.as_slice() {
        [] => Named::None(visit.say("nothing-called").of(kind).with("text", text).into()),
        [(id, _)] => Named::One(*id),
        _ => Named::Several(found, visit.say("several-called").of(kind).with("text", text).into()),
    })
}

/// Whom something can be given to, where users are looked for; of other types all.
pub(in crate::console) fn usable(kind: &RecordType) -> Filter {
    if kind.name != user::USER.name {
        return Filter::All;
    }
    let path = Path { field: user::ACTIVE.any(), part: Part::Whole };
    Filter::Test(Test { path, op: Op::Eq, literal: Literal::YesNo(true) })
}

fn named(visit: &Visit, found: &[Found]) -> Vec<(Id, String)> {
    found.iter().map(|item| (item.record.id, title(visit.t, item))).collect()
}

/// The first records of a type; nothing where there are more than `limit` of all that can be chosen.
async fn first(
    visit: &Visit,
    kind: &'static RecordType,
    filter: Filter,
    words: Option<search::Words>,
    limit: u32,
) -> Result<Option<Vec<Found>>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let is_open = limit == FEW;
    let mut fields = vec![TITLE.any()];
    if kind.name == pipeline::STAGE.name {
        fields.extend([pipeline::PIPELINE_ID.any(), pipeline::POSITION.any(), pipeline::KIND.any()]);
    }
    let listing = Listing { filter, words, limit, fields: Some(fields), ..Listing::new(caller, kind) };
    match query::list(database.read(), database.engine(), caller, kind, &listing).await {
        Ok(page) if is_open && page.next.is_some() => Ok(None),
        Ok(page) => Ok(Some(page.items)),
        Err(Error::Forbidden(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
