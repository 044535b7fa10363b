//! Attribute paths as directories send them: `emails[type eq "work"].value`, `name.givenName`, with or without their schema.

use serde_json::{Map, Value as Json};

use crate::api::scim::refusal::Refused;

/// What stands before the attributes of users and groups where somebody writes them in full.
const SCHEMAS: [&str; 2] =
    ["urn:ietf:params:scim:schemas:core:2.0:user", "urn:ietf:params:scim:schemas:core:2.0:group"];
/// The schema of what companies know of their people.
pub(super) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user";

/// Where a value belongs; names are in small letters, which is how SCIM compares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The attribute.
    pub(super) attribute: String,
    /// Which of its values, as it was written between brackets.
    pub(super) which: Option<String>,
    /// Which part of it.
    pub(super) part: Option<String>,
}

impl Path {
    /// Reads a path.
    pub(super) fn read(text: &str) -> Result<Self, Refused> {
        let broken = || Refused::bad("invalidPath", format!("`{text}` is no path of an attribute."));
        let mut rest = text.trim();
        for schema in SCHEMAS.iter().chain(&[ENTERPRISE]) {
            let begins = rest.get(..schema.len()).is_some_and(|start| start.eq_ignore_ascii_case(schema));
            match rest.get(schema.len()..) {
                Some("") if begins => return Ok(Self { attribute: (*schema).to_owned(), which: None, part: None }),
                Some(after) if begins && after.starts_with([':', '.']) => rest = &after[1..],
                _ => {}
            }
        }
        let (attribute, which, rest) = match rest.split_once('[') {
            Some((attribute, inside)) => {
                let (which, after) = inside.rsplit_once(']').ok_or_else(broken)?;
                (attribute, Some(which.trim().to_owned()), after.strip_prefix('.').unwrap_or(after))
            }
            None if rest.to_ascii_lowercase().starts_with("urn:") => (rest, None, ""),
            None => rest.split_once('.').map_or((rest, None, ""), |(attribute, part)| (attribute, None, part)),
        };
        let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-$:.".contains(&b));
        if attribute.is_empty() || !is_name(attribute) || !is_name(rest) {
            return Err(broken());
        }
        let part = Some(rest.to_ascii_lowercase()).filter(|part| !part.is_empty());
        Ok(Self { attribute: attribute.to_ascii_lowercase(), which, part })
    }

    /// Attribute and part, for a `match`.
    pub(super) fn names(&self) -> (&str, Option<&str>) {
        (&self.attribute, self.part.as_deref())
    }
}

/// What is to become of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// Put it beside what is there, or in its place where there can be one only.
    Add,
    /// Put it in the place of what is there.
    Replace,
    /// Take it away.
    Remove,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) op: Op,
    pub(super) path: Path,
    pub(super) value: Json,
}

/// Reads the operations of a PATCH (RFC 7644 §3.5.2), one step for each value: what comes without a path names its attributes itself.
pub(super) fn steps(body: &Json) -> Result<Vec<Step>, Refused> {
    let broken = |detail: &str| Refused::bad("invalidSyntax", detail);
    let operations = member(body, "Operations").and_then(Json::as_array);
    let operations = operations.ok_or_else(|| broken("A list `Operations` is expected."))?;
    let mut steps = Vec::new();
    for operation in operations {
        let name = member(operation, "op").and_then(Json::as_str).unwrap_or_default().to_ascii_lowercase();
        let op = match name.as_str() {
            "add" => Op::Add,
            "replace" => Op::Replace,
            "remove" => Op::Remove,
            _ => return Err(broken("`op` is one of add, replace, remove.")),
        };
        let value = member(operation, "value").cloned().unwrap_or(Json::Null);
        match (member(operation, "path").and_then(Json::as_str), &value) {
            (Some(path), _) => steps.push(Step { op, path: Path::read(path)?, value }),
            (None, Json::Object(members)) if op != Op::Remove => all(op, members, &mut steps)?,
            (None, _) if op == Op::Remove => return Err(Refused::bad("noTarget", "Say by `path` what to remove.")),
            _ => return Err(Refused::bad("invalidValue", "Without `path`, `value` is an object of attributes.")),
        }
    }
    Ok(steps)
}

/// A step for each attribute of an object.
pub(super) fn all(op: Op, members: &Map<String, Json>, steps: &mut Vec<Step>) -> Result<(), Refused> {
    for (name, value) in members {
        let path = Path::read(name)?;
        match (value, path.attribute.as_str()) {
            (Json::Object(inner), attribute) if attribute == ENTERPRISE || SCHEMAS.contains(&attribute) => {
                all(op, inner, steps)?;
            }
            _ => steps.push(Step { op, path, value: value.clone() }),
        }
    }
    Ok(())
}

/// A member of an object, whatever its case.
pub(super) fn member<'a>(body: &'a Json, name: &str) -> Option<&'a Json> {
    let members = body.as_object()?;
    members
        .get(name)
        .or_else(|| members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, json)| json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_both_providers_write_them() {
        let read = |text: &str| {
            let path = Path::read(text).unwrap();
            (path.attribute, path.which, path.part)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("userName"), ("username".into(), None, None));
        assert_eq!(read("name.givenName"), ("name".into(), None, some("givenname")));
        assert_eq!(
            read(r#"emails[type eq "work"].value"#),
            ("emails".into(), some(r#"type eq "work""#), some("value"))
        );
        assert_eq!(read(r#"members[value eq "a.b]c"]"#), ("members".into(), some(r#"value eq "a.b]c""#), None));
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        assert_eq!(read(&format!("{enterprise}:manager")), ("manager".into(), None, None));
        assert_eq!(read(enterprise).0, ENTERPRISE);
        assert_eq!(read("urn:okta:custom:1.0:user:shoe").0, "urn:okta:custom:1.0:user:shoe");
        for broken in ["", "emails[type", "a b", "x;y"] {
            assert!(Path::read(broken).is_err(), "{broken}");
        }
    }
}
