//! A group as SCIM has it: a name, the id that the directory gives it, and its members.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::api::scim::path::{self, Op, Path, Step};
use crate::api::scim::refusal::Refused;
use crate::api::scim::{SCHEMA_GROUP, filter, meta};
use crate::id::Id;
use crate::model::value::Items;
use crate::model::{Input, Record, Value};
use crate::records::access::{EXTERNAL_ID, GROUPS, MEMBERS, NAME};

/// What a directory knows of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Circle {
    name: Option<String>,
    external_id: Option<String>,
    /// Its members and groups, and whether each is a group. In the order of ids.
    members: BTreeMap<Id, bool>,
}

impl Circle {
    /// A group as it is.
    pub(super) fn of(record: &Record) -> Self {
        let ids = |items: Option<Items>, part: &'static str, is_group: bool| {
            let id = move |item: &BTreeMap<&'static str, Value>| match item.get(part) {
                Some(Value::Link(id)) => Some((*id, is_group)),
                _ => None,
            };
            items.unwrap_or_default().iter().filter_map(id).collect::<Vec<_>>()
        };
        let mut members: BTreeMap<Id, bool> = ids(record.get(MEMBERS), "user_id", false).into_iter().collect();
        members.extend(ids(record.get(GROUPS), "group_id", true));
        Self { name: record.get(NAME), external_id: record.get(EXTERNAL_ID), members }
    }

    /// Does what the steps say. Who is no group by what is said of him, or was no group before, is a user.
    pub(super) fn take(&mut self, steps: &[Step]) -> Result<(), Refused> {
        for step in steps {
            match (step.path.names(), step.op) {
                (("displayname", None), Op::Add | Op::Replace) => self.name = text("displayName", &step.value)?,
                (("externalid", None), Op::Remove) => self.external_id = None,
                (("externalid", None), _) => self.external_id = text("externalId", &step.value)?,
                (("members", _), op) => self.take_members(op, &step.path, &step.value)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn take_members(&mut self, op: Op, path: &Path, value: &Json) -> Result<(), Refused> {
        let mut named = members(value)?;
        if let Some(which) = &path.which {
            let Some((by, literal)) = filter::of_value(which)?.filter(|(op, _)| op == "eq") else {
                return Err(Refused::bad("invalidPath", "Members are named by `members[value eq \"…\"]`."));
            };
            let literal: String = serde_json::from_str(&literal).unwrap_or(by);
            named = literal.parse().map(|id| vec![(id, None)]).unwrap_or_default();
            if op != Op::Remove {
                return Err(Refused::bad("mutability", "The id of a member cannot be changed; remove and add it."));
            }
        }
        match op {
            Op::Remove if path.which.is_none() && value.is_null() => self.members.clear(),
            Op::Remove => self.members.retain(|id, _| !named.iter().any(|(gone, _)| gone == id)),
            Op::Replace => {
                let before = std::mem::take(&mut self.members);
                self.add(named, &before);
            }
            Op::Add => {
                let before = self.members.clone();
                self.add(named, &before);
            }
        }
        Ok(())
    }

    fn add(&mut self, named: Vec<(Id, Option<bool>)>, before: &BTreeMap<Id, bool>) {
        for (id, is_group) in named {
            self.members.insert(id, is_group.or_else(|| before.get(&id).copied()).unwrap_or(false));
        }
    }

    /// What is other than before.
    pub(super) fn changes(&self, before: &Self) -> Input {
        let mut input = Input::new();
        if self.name != before.name {
            input.set(NAME.name(), self.name.clone().map(Value::Text));
        }
        if self.external_id != before.external_id {
            input.set(EXTERNAL_ID.name(), self.external_id.clone().map(Value::Text));
        }
        for (field, part, groups) in [(MEMBERS, "user_id", false), (GROUPS, "group_id", true)] {
            let of = |circle: &Self| -> Items {
                let ids = circle.members.iter().filter(|(_, is_group)| **is_group == groups);
                ids.map(|(id, _)| [(part, Value::Link(*id))].into()).collect()
            };
            let (was, is) = (of(before), of(self));
            if was != is {
                input = input.with(field, is);
            }
        }
        input
    }

    /// Whether a name was given.
    pub(super) fn is_named(&self) -> bool {
        self.name.is_some()
    }
}

fn text(name: &str, value: &Json) -> Result<Option<String>, Refused> {
    match value {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        _ => Err(Refused::bad("invalidValue", format!("{name}: a text is expected."))),
    }
}

/// The ids in a list of members, and which are said to be groups.
fn members(value: &Json) -> Result<Vec<(Id, Option<bool>)>, Refused> {
    let values: &[Json] = match value {
        Json::Null => return Ok(Vec::new()),
        Json::Array(values) => values,
        one => std::slice::from_ref(one),
    };
    let id = |value: &Json| {
        let id = path::member(value, "value").unwrap_or(value).as_str().and_then(|text| text.parse().ok());
        let kind = path::member(value, "type").and_then(Json::as_str).map(|kind| kind.eq_ignore_ascii_case("group"));
        id.map(|id| (id, kind)).ok_or_else(|| Refused::bad("invalidValue", format!("There is no member {value}.")))
    };
    values.iter().map(id).collect()
}

/// A group as a resource.
pub(super) fn resource(record: &Record, base: &str, with_members: bool) -> Json {
    let circle = Circle::of(record);
    let mut body = Map::new();
    body.insert("schemas".into(), json!([SCHEMA_GROUP]));
    body.insert("id".into(), record.id.to_string().into());
    if let Some(id) = circle.external_id {
        body.insert("externalId".into(), id.into());
    }
    body.insert("displayName".into(), circle.name.into());
    if with_members {
        let member = |(id, is_group): (&Id, &bool)| {
            let (kind, folder) = if *is_group { ("Group", "Groups") } else { ("User", "Users") };
            json!({"value": id.to_string(), "type": kind, "$ref": format!("{base}/{folder}/{id}")})
        };
        body.insert("members".into(), circle.members.iter().map(member).collect());
    }
    body.insert("meta".into(), meta(record, "Group", &format!("{base}/Groups/{}", record.id)));
    body.into()
}
