//! Why somebody may do something, or may not, and who may: the verdicts with the paths that lead to them.

use poem::Response;
use poem::http::Method;
use serde_json::{Map, Value as Json, json};

use crate::api::call::Call;
use crate::api::operation::{Answer, Handler, Operation};
use crate::api::parameters as take;
use crate::api::preview;
use crate::api::problem::{Answered, Refusal};
use crate::api::records::one;
use crate::api::reply::Reply;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::Filter;
use crate::model::{AnyField, RecordType};
use crate::query::around::{self, Surroundings};
use crate::records::access;
use crate::rights::assertion;
use crate::rights::explain::{self, Question, Step, What};
use crate::rights::matches::Around;
use crate::rights::{Action, Caller, Channel, Policy};

const ACTIONS: [&str; 8] = ["read", "create", "update", "delete", "export", "import", "merge", "convert"];
/// The most people on a page.
const MOST: i64 = 200;

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let asked = || {
        [
            take::needed("type", "The record type.", take::text(60)),
            take::needed("action", "What is to be done.", take::word(&ACTIONS)),
            take::free("field", "The field that is to be seen.", take::text(60)),
        ]
    };
    let explaining = Handler::Known(|call, caller| Box::pin(explain(call, caller)));
    let listing = Handler::Known(|call, caller| Box::pin(audience(call, caller)));
    let checking = Handler::Known(|_, caller| Box::pin(async move { assertions(&caller) }));
    vec![
        Operation::new(Method::GET, "/rights/explanation", "explainRights", explaining)
            .tagged(
                "Rights",
                "Why I may do this, or may not",
                "The verdict, and every right, share and restriction that has a say, in the order in which they are heard. About \
                 somebody else it needs the duty `users`.",
            )
            .takes(asked())
            .takes([
                take::query_id("id", "The record it is to be done to."),
                take::query_id("user_id", "Who is to do it; you, where nobody is named."),
            ])
            .answers(Answer::json(200, "Verdict and steps.", "Explanation")),
        Operation::new(Method::GET, "/rights/audience", "listAudience", listing)
            .tagged(
                "Rights",
                "Who may do this to a record",
                "Everybody who may, by name, with what lets each of them. For those who may see all users and change the record, \
                 and for the duties `users`, `rights` and `audit`.",
            )
            .takes(asked())
            .takes([take::needed("id", "The record.", take::uuid()), take::limit(), take::place()])
            .answers(Answer::json(200, "A page.", "AudiencePage")),
        Operation::new(Method::GET, "/rights/assertions", "checkAssertions", checking)
            .tagged(
                "Rights",
                "Which assertions are not true",
                "All sentences about rights are checked as things stand now; those that are not true are told, with those for \
                 whom. For the duties `users`, `rights` and `audit`.",
            )
            .answers(Answer::json(200, "Those that are not true.", "AssertionCheck")),
    ]
}

/// What both operations ask about.
struct Asked {
    kind: &'static RecordType,
    action: Action,
    field: Option<AnyField>,
}

impl Asked {
    fn read(call: &Call, caller: &Caller) -> Answered<Self> {
        let schema = &caller.configuration.schema;
        let kind = call
            .query("type")
            .and_then(|name| schema.named(name))
            .ok_or_else(|| Refusal::parameter("type", "unknown_choice", "There is no such record type."))?;
        let action = call.query_word("action", &ACTIONS)?.and_then(Action::named).unwrap_or(Action::Read);
        let field = call.query("field").map(|name| {
            let found = schema.field(kind, name).filter(|field| !field.is_secret()).copied();
            found.ok_or_else(|| Refusal::parameter("field", "unknown_choice", kind.has_no_field(name)))
        });
        Ok(Self { kind, action, field: field.transpose()? })
    }

    fn of<'a>(&'a self, surroundings: Option<&'a Surroundings>) -> Question<'a> {
        let record = surroundings.map(|known| (&known.record, known as &dyn Around));
        Question { action: self.action, kind: self.kind, record, field: self.field.as_ref() }
    }
}

async fn explain(call: Call, caller: Caller) -> Answered<Response> {
    let asked = Asked::read(&call, &caller)?;
    let subject = match call.query_id("user_id")? {
        Some(user) if Some(user) != caller.actor.user() => {
            if !caller.has_duty("users") {
                let why = "Explaining the rights of others is a duty (users) that none of your roles carries.";
                return Err(Error::Forbidden(why.into()).into());
            }
            if !caller.configuration.policy.users.contains_key(&user) {
                return Err(Error::NotFound.into());
            }
            Caller::user(caller.configuration.clone(), user, Channel::Api).at(caller.now)
        }
        _ => caller.clone(),
    };
    let surroundings = match call.query_id("id")? {
        Some(id) => Some(known(&call, &caller, asked.kind, id).await?),
        None => None,
    };
    let found = explain::explain(&subject, asked.of(surroundings.as_ref()));
    let teller = Teller::of(&caller, &asked, &subject);
    let steps: Vec<Json> = found.steps.iter().map(|step| teller.write(step)).collect();
    Ok(Reply::ok(json!({"allowed": found.allowed, "steps": steps}).to_string()).respond())
}

async fn audience(call: Call, caller: Caller) -> Answered<Response> {
    let asked = Asked::read(&call, &caller)?;
    let id = call.query_id("id")?;
    let id = id.ok_or_else(|| Refusal::parameter("id", "required", "Say which record it is about."))?;
    let known = known(&call, &caller, asked.kind, id).await?;
    if !access::may_know_audience(&caller, &known) {
        let why = "Only those who may change this record, or have the duty users, rights or audit, see who may do what to it.";
        return Err(Error::Forbidden(why.into()).into());
    }
    let limit = call.query_number("limit", 1, MOST)?.unwrap_or(50);
    let from = call.query_number("cursor", 0, i64::MAX)?.unwrap_or(0);
    let place = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    let all = explain::audience(&caller.configuration, caller.now, asked.of(Some(&known)));
    let page = all.iter().skip(place(from)).take(place(limit));
    let items: Vec<Json> = page
        .map(|one| {
            let teller = Teller::of(&caller, &asked, &one.caller);
            let by: Vec<Json> = one.by.iter().map(|step| teller.write(step)).collect();
            json!({"user": {"id": one.user.to_string(), "name": one.name}, "by": by})
        })
        .collect();
    let end = from.saturating_add(limit);
    let next = (place(end) < all.len()).then(|| end.to_string());
    Ok(Reply::ok(json!({"items": items, "total": all.len(), "next_cursor": next}).to_string()).respond())
}

fn assertions(caller: &Caller) -> Answered<Response> {
    if !access::looks_after_rights(caller) {
        let why = "Checking what rights have to be is for the duties users, rights and audit.";
        return Err(Error::Forbidden(why.into()).into());
    }
    let broken = assertion::broken(&caller.configuration, caller.now);
    let checked = caller.configuration.policy.assertions.len();
    let broken: Vec<Json> = broken.iter().map(preview::broken).collect();
    Ok(Reply::ok(json!({"checked": checked, "broken": broken}).to_string()).respond())
}

/// A record that the caller may see, with what rights to it depend on.
async fn known(call: &Call, caller: &Caller, kind: &'static RecordType, id: Id) -> Result<Surroundings> {
    one::find(call, caller, kind, id).await?;
    let found = around::surroundings(call.app.database(), &caller.configuration.schema, kind, id).await?;
    found.ok_or(Error::NotFound)
}

/// Writes steps as JSON, with a sentence each.
struct Teller<'a> {
    asked: &'a Asked,
    policy: &'a Policy,
    subject: &'a Caller,
    /// Whether the reader is told which other roles there are.
    names_roles: bool,
}

impl<'a> Teller<'a> {
    fn of(reader: &'a Caller, asked: &'a Asked, subject: &'a Caller) -> Self {
        let policy = &reader.configuration.policy;
        Self { asked, policy, subject, names_roles: access::looks_after_rights(reader) }
    }

    fn write(&self, step: &Step) -> Json {
        let mut json = Map::new();
        json.insert("step".into(), step.what.name().into());
        json.insert("passed".into(), step.passed.into());
        json.insert("detail".into(), self.sentence(step).into());
        let word = |name: &str, word: &str| (name.to_owned(), Json::from(word));
        match &step.what {
            What::Right { action, path, scope, filter } => {
                json.extend([word("action", action.name()), word("scope", scope.name()), self.path("path", path)]);
                json.extend(filter.as_ref().map(|filter| word("filter", &filter.to_string())));
            }
            What::NoRight { action, roles } => {
                json.extend([
                    word("action", action.name()),
                    word("scope", "none"),
                    self.path("roles", self.others(roles)),
                ]);
            }
            What::Rule(id) | What::Restriction(id) => json.extend([self.path("path", &[*id])]),
            What::Class { class, view, scope, path } => {
                json.extend([word("class", class.name()), word("view", view.name()), word("scope", scope.name())]);
                json.extend([self.path("path", path)]);
            }
            What::NoClass { class, roles } => {
                json.extend([
                    word("class", class.name()),
                    word("view", "absent"),
                    self.path("roles", self.others(roles)),
                ]);
            }
            What::Program | What::Account | What::Share | What::Key | What::Subject => {}
        }
        Json::Object(json)
    }

    fn path(&self, name: &str, ids: &[Id]) -> (String, Json) {
        let known = ids.iter().filter_map(|id| Some((id, self.policy.known(*id)?)));
        let pieces = known.map(|(id, (kind, name))| json!({"type": kind, "id": id.to_string(), "name": name}));
        (name.to_owned(), pieces.collect())
    }

    fn others<'r>(&self, roles: &'r [Id]) -> &'r [Id] {
        if self.names_roles { roles } else { &[] }
    }

    fn name(&self, id: Id) -> &str {
        self.policy.name_of(id).unwrap_or("?")
    }

    fn names(&self, ids: &[Id]) -> String {
        let known = ids.iter().filter_map(|id| self.policy.known(*id));
        known.map(|(kind, name)| format!("{} {name}", kind.replace('_', " "))).collect::<Vec<_>>().join(" → ")
    }

    fn sentence(&self, step: &Step) -> String {
        let many = self.asked.kind.plural_label.to_lowercase();
        let reach = if step.passed { "reaches it" } else { "does not reach this record" };
        match &step.what {
            What::Program => "The program asks nobody.".into(),
            What::Account => {
                let user = self.subject.actor.user().and_then(|id| self.policy.users.get(&id));
                let name = user.map_or("The user", |user| user.name.as_str());
                format!("{name} is {}.", if step.passed { "active" } else { "not active" })
            }
            What::Right { action, path, scope, filter } => {
                let only = match filter.as_deref() {
                    None | Some(Filter::All) => String::new(),
                    Some(filter) => format!(", where {filter}"),
                };
                format!("{} lets one {} {many}: {}{only}. It {reach}.", self.names(path), action.name(), scope.name())
            }
            What::NoRight { action, roles } => {
                let others = self.others(roles).iter().map(|id| self.name(*id)).collect::<Vec<_>>().join(", ");
                let those = if others.is_empty() { String::new() } else { format!(" These do: {others}.") };
                format!("None of the roles at hand lets one {} {many}.{those}", action.name())
            }
            What::Rule(id) => format!("The sharing rule {} opens it.", self.name(*id)),
            What::Share => "It is shared, itself.".into(),
            What::Key => "The roles of the key do not reach so far as the rights of its user.".into(),
            What::Subject if step.passed => "What it is about is within reach.".into(),
            What::Subject => "What it is about is out of reach.".into(),
            What::Restriction(id) => format!("The restriction {} takes it away, whatever roles say.", self.name(*id)),
            What::Class { class, view, scope, path } => {
                let (class, view) = (class.name(), view.name());
                format!("{} shows {class} data {view}, on {}. It {reach}.", self.names(path), scope.name())
            }
            What::NoClass { class, roles } => {
                let others = self.others(roles).iter().map(|id| self.name(*id)).collect::<Vec<_>>().join(", ");
                let those = if others.is_empty() { String::new() } else { format!(" These roles show it: {others}.") };
                format!("It is {} data, which is absent.{those}", class.name())
            }
        }
    }
}
