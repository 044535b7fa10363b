//! A user as SCIM has him: what a directory says becomes fields of his record, and what it does not know stays as it is.

use serde_json::{Map, Value as Json, json};

use crate::api::scim::path::{self, ENTERPRISE, Op, Path, Step};
use crate::api::scim::refusal::Refused;
use crate::api::scim::{SCHEMA_USER, meta};
use crate::id::Id;
use crate::model::{Field, Input, Record, Value};
use crate::records::parts::LANGUAGE;
use crate::records::user;

/// The texts of a user that a directory may set.
const TEXTS: [Field<String>; 9] = [
    user::USER_NAME,
    user::EXTERNAL_ID,
    user::NAME,
    user::GIVEN_NAME,
    user::FAMILY_NAME,
    user::JOB_TITLE,
    user::PHONE,
    user::EMAIL,
    LANGUAGE,
];

/// What a directory knows of a user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Person {
    texts: [Option<String>; TEXTS.len()],
    pub(super) active: bool,
    manager: Option<Id>,
    /// Whether a mail address was given, and not taken from the sign-in name.
    has_said_email: bool,
    has_said_name: bool,
}

impl Person {
    /// Nobody yet.
    pub(super) fn new() -> Self {
        Self { active: true, ..Self::default() }
    }

    /// A user as he is.
    pub(super) fn of(record: &Record) -> Self {
        Self {
            texts: TEXTS.map(|field| record.get(field)),
            active: record.get(user::ACTIVE).unwrap_or(false),
            manager: record.get(user::MANAGER),
            ..Self::default()
        }
    }

    fn text(&self, field: Field<String>) -> Option<&str> {
        let at = TEXTS.iter().position(|known| known.name() == field.name())?;
        self.texts.get(at)?.as_deref()
    }

    fn put(&mut self, field: Field<String>, value: Option<String>) {
        if let Some(slot) =
            TEXTS.iter().position(|known| known.name() == field.name()).and_then(|at| self.texts.get_mut(at))
        {
            *slot = value;
        }
    }

    /// Does what the steps say; what we do not keep passes.
    pub(super) fn take(&mut self, steps: &[Step]) -> Result<(), Refused> {
        let before = self.clone();
        for step in steps {
            let value = if step.op == Op::Remove { &Json::Null } else { &step.value };
            self.set(&step.path, value)?;
        }
        self.follow(&before);
        Ok(())
    }

    fn set(&mut self, path: &Path, value: &Json) -> Result<(), Refused> {
        let field = match path.names() {
            ("username", None) => {
                let name = text(path, value)?.map(|name| name.to_lowercase());
                self.put(
                    user::USER_NAME,
                    Some(name.ok_or_else(|| Refused::bad("invalidValue", "userName is needed."))?),
                );
                return Ok(());
            }
            ("active", None) => {
                self.active = yes(value)?;
                return Ok(());
            }
            ("name", None) => return self.parts("name", value),
            (ENTERPRISE, None) => return self.parts("", value),
            ("manager", None | Some("value")) => {
                let value = path::member(value, "value").unwrap_or(value);
                let id = text(path, value)?;
                self.manager = id.map(|id| id.parse().map_err(|()| no_such(path))).transpose()?;
                return Ok(());
            }
            ("emails", part) => {
                if let Some(value) = listed(path, part, value) {
                    self.has_said_email = true;
                    self.put(user::EMAIL, text(path, value)?.map(|email| email.to_lowercase()));
                }
                return Ok(());
            }
            ("phonenumbers", part) => {
                if let Some(value) = listed(path, part, value) {
                    self.put(user::PHONE, text(path, value)?);
                }
                return Ok(());
            }
            ("displayname", None) | ("name", Some("formatted")) => {
                if let Some(name) = text(path, value)? {
                    self.has_said_name = true;
                    self.put(user::NAME, Some(name));
                }
                return Ok(());
            }
            ("name", Some("givenname")) => user::GIVEN_NAME,
            ("name", Some("familyname")) => user::FAMILY_NAME,
            ("externalid", None) => user::EXTERNAL_ID,
            ("title", None) => user::JOB_TITLE,
            ("preferredlanguage", None) => LANGUAGE,
            _ => return Ok(()),
        };
        self.put(field, text(path, value)?);
        Ok(())
    }

    fn parts(&mut self, of: &str, value: &Json) -> Result<(), Refused> {
        let Some(parts) = value.as_object() else { return Ok(()) };
        for (name, value) in parts {
            let name = if of.is_empty() { name.clone() } else { format!("{of}.{name}") };
            self.set(&Path::read(&name)?, value)?;
        }
        Ok(())
    }

    /// What follows from the rest where it was not said: the name from its parts, the mail address from the sign-in name.
    fn follow(&mut self, before: &Self) {
        let whole = |person: &Self| {
            let parts =
                [user::GIVEN_NAME, user::FAMILY_NAME].map(|field| person.text(field).unwrap_or_default().to_owned());
            parts.join(" ").trim().to_owned()
        };
        let (was, is) = (whole(before), whole(self));
        let followed = before.text(user::NAME).is_none_or(|name| name == was);
        if !self.has_said_name && is != was && !is.is_empty() && followed {
            self.put(user::NAME, Some(is));
        }
        if self.text(user::NAME).is_none() {
            self.put(user::NAME, self.text(user::USER_NAME).map(str::to_owned));
        }
        let name = self.text(user::USER_NAME).map(str::to_owned);
        let followed = before.text(user::EMAIL).is_none_or(|email| Some(email) == before.text(user::USER_NAME));
        if !self.has_said_email && followed && name.as_deref().is_some_and(|name| name.contains('@')) {
            self.put(user::EMAIL, name);
        }
    }

    /// What is other than before.
    pub(super) fn changes(&self, before: &Self) -> Input {
        let mut input = Input::new();
        for ((field, now), was) in TEXTS.iter().zip(&self.texts).zip(&before.texts) {
            if now != was {
                input.set(field.name(), now.clone().map(Value::Text));
            }
        }
        if self.active != before.active {
            input = input.with(user::ACTIVE, self.active);
        }
        if self.manager != before.manager {
            input.set(user::MANAGER.name(), self.manager.map(Value::Link));
        }
        input
    }

    /// Whether a name to sign in with was given.
    pub(super) fn is_named(&self) -> bool {
        self.text(user::USER_NAME).is_some()
    }
}

fn no_such(path: &Path) -> Refused {
    Refused::bad("invalidValue", format!("{}: there is no such user.", path.attribute))
}

/// A text; nothing for what is empty.
fn text(path: &Path, value: &Json) -> Result<Option<String>, Refused> {
    match value {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        _ => Err(Refused::bad("invalidValue", format!("{}: a text is expected.", path.attribute))),
    }
}

/// Yes or no; some directories send it as a text.
fn yes(value: &Json) -> Result<bool, Refused> {
    match value {
        Json::Bool(yes) => Ok(*yes),
        Json::String(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Json::String(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(Refused::bad("invalidValue", "active: true or false is expected.")),
    }
}

/// Which of several values counts here: the one for work. Nothing where what is said is about another.
fn listed<'a>(path: &Path, part: Option<&str>, value: &'a Json) -> Option<&'a Json> {
    if let Some(which) = &path.which {
        let which = which.to_ascii_lowercase();
        let ours = which.contains("work") || which.contains("primary") || !which.contains("type");
        let value = path::member(value, "value").unwrap_or(value);
        return Some(value).filter(|_| ours && matches!(part, None | Some("value")));
    }
    match value {
        Json::Array(values) => {
            let kind = |value: &Json| path::member(value, "type").and_then(Json::as_str).map(str::to_ascii_lowercase);
            let is_first =
                |value: &&Json| path::member(value, "primary").is_some_and(|primary| yes(primary).unwrap_or(false));
            let of_work = values.iter().find(|value| kind(value).as_deref() == Some("work"));
            let untyped = values.iter().find(|value| kind(value).is_none());
            let best = of_work.or_else(|| values.iter().find(is_first)).or(untyped);
            best.map(|value| path::member(value, "value").unwrap_or(value))
        }
        other => Some(path::member(other, "value").unwrap_or(other)),
    }
}

/// A user as a resource.
pub(super) fn resource(record: &Record, base: &str) -> Json {
    let person = Person::of(record);
    let mut body = Map::new();
    body.insert("schemas".into(), json!([SCHEMA_USER, ENTERPRISE_NAME]));
    body.insert("id".into(), record.id.to_string().into());
    let mut put = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            body.insert(name.to_owned(), text.into());
        }
    };
    put("externalId", person.text(user::EXTERNAL_ID));
    put("userName", person.text(user::USER_NAME).or(person.text(user::EMAIL)));
    put("displayName", person.text(user::NAME));
    put("title", person.text(user::JOB_TITLE));
    put("preferredLanguage", person.text(LANGUAGE));
    let name = [
        ("formatted", person.text(user::NAME)),
        ("givenName", person.text(user::GIVEN_NAME)),
        ("familyName", person.text(user::FAMILY_NAME)),
    ];
    let name: Map<String, Json> =
        name.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))).collect();
    body.insert("name".into(), name.into());
    body.insert("active".into(), person.active.into());
    if let Some(email) = person.text(user::EMAIL) {
        body.insert("emails".into(), json!([{"value": email, "type": "work", "primary": true}]));
    }
    if let Some(phone) = person.text(user::PHONE) {
        body.insert("phoneNumbers".into(), json!([{"value": phone, "type": "work"}]));
    }
    if let Some(manager) = person.manager {
        let at = format!("{base}/Users/{manager}");
        body.insert(ENTERPRISE_NAME.into(), json!({"manager": {"value": manager.to_string(), "$ref": at}}));
    }
    body.insert("meta".into(), meta(record, "User", &format!("{base}/Users/{}", record.id)));
    body.into()
}

/// The schema of what companies know of their people, as it is written.
pub(super) const ENTERPRISE_NAME: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
