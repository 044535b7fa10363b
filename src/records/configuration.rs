//! The configuration as it is stored: users, roles, profiles, groups, added fields and reason rules, read into the form that rights
//! and schema take.

use std::collections::HashMap;
use std::sync::Arc;

use sea_query::{Expr, ExprTrait, Query};

use crate::database::{Database, Transaction};
use crate::error::Result;
use crate::id::Id;
use crate::model::filter::{self, Filter};
use crate::model::record_type::CREATED_AT;
use crate::model::value::{Items, Parts};
use crate::model::{DataClass, Record, RecordType, Schema, Value};
use crate::query::select::{AT, Select};
use crate::records::{self, access, assertion, custom_field, emergency, label, reason, safeguard, sharing, user};
use crate::rights::Configuration;
use crate::rights::assertion::{Assertion, Claim, Whose};
use crate::rights::configuration::OwnLabel;
use crate::rights::policy::{
    Action, ClassView, Emergency, Group, Level, Policy, PolicyUser, Profile, Restriction, Right, Role, Scope, Shared,
    SharingRule, Taken, View,
};
use crate::rights::reasons::{ReasonPolicy, ReasonRule, Requirement};

/// The role everybody has: the company-wide rights.
pub const EVERYBODY: Id = Id::built_in(1);

/// The number that counts changes of configuration.
pub async fn epoch(database: &Database) -> Result<i64> {
    Ok(database.read().number(&epoch_statement()).await?.unwrap_or(0))
}

fn epoch_statement() -> sea_query::SelectStatement {
    Query::select().column("value").from("epochs").and_where(Expr::col("name").eq("configuration")).to_owned()
}

/// Reads the configuration of this moment.
pub async fn load(database: &Database) -> Result<Arc<Configuration>> {
    database
        .snapshot(|transaction| {
            Box::pin(async move {
                let epoch = transaction.on().number(&epoch_statement()).await?.unwrap_or(0);
                let (schema, policy) = standing(transaction).await?;
                let reasons = reasons(transaction).await?;
                let labels = all(transaction, &label::LABEL).await?.iter().map(own_label).collect();
                Ok(Arc::new(Configuration::new(epoch, schema, policy, reasons).with_labels(labels)))
            })
        })
        .await
}

/// Record types with added fields and who may do what, as they stand in the transaction.
pub(crate) async fn standing(transaction: &mut Transaction<'_>) -> Result<(Schema, Policy)> {
    let added = all(transaction, &custom_field::CUSTOM_FIELD).await?;
    let added: Vec<_> = added.iter().filter_map(custom_field::definition).collect();
    let schema = Schema::new(&records::ALL, &added);
    let policy = policy(transaction, &schema).await?;
    Ok((schema, policy))
}

/// Whether there is any assertion.
pub(crate) async fn asserts(transaction: &mut Transaction<'_>) -> Result<bool> {
    let statement = Query::select()
        .expr(Expr::cust("count(*)"))
        .from(assertion::ASSERTION.table)
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned();
    Ok(transaction.on().number(&statement).await?.unwrap_or(0) > 0)
}

/// All records of a type that are not in the bin, with the fields of its definition.
async fn all(transaction: &mut Transaction<'_>, kind: &'static RecordType) -> Result<Vec<Record>> {
    let mut select = Select::new(transaction.engine(), kind);
    for field in kind.fields.iter().chain([&CREATED_AT.any()]) {
        select.field_unguarded(field);
    }
    select.statement().and_where(Expr::col((AT, "deleted_at")).is_null()).order_by((AT, "id"), sea_query::Order::Asc);
    Ok(select.run(transaction.on(), 0).await?.into_iter().map(|row| row.record).collect())
}

/// Whether any user ever could sign in, one in the bin included; before the first one there is nobody to protect.
pub(crate) async fn has_user(transaction: &mut Transaction<'_>) -> Result<bool> {
    let statement = Query::select()
        .expr(Expr::cust("count(*)"))
        .from("users")
        .and_where(Expr::col("password_hash").is_not_null())
        .to_owned();
    Ok(transaction.on().number(&statement).await?.unwrap_or(0) > 0)
}

/// Whether one of these users has a password to sign in with.
pub(crate) async fn can_sign_in(transaction: &mut Transaction<'_>, users: &[Id]) -> Result<bool> {
    one_has(transaction, users, "password_hash").await
}

/// Whether one of these users has a second factor, whichever way he comes in.
pub(crate) async fn is_guarded(transaction: &mut Transaction<'_>, users: &[Id]) -> Result<bool> {
    one_has(transaction, users, "second_factor_at").await
}

async fn one_has(transaction: &mut Transaction<'_>, users: &[Id], column: &'static str) -> Result<bool> {
    let statement = Query::select()
        .expr(Expr::cust("count(*)"))
        .from("users")
        .and_where(Expr::col(column).is_not_null())
        .and_where(Expr::col("id").is_in(users.iter().map(|id| id.0)))
        .to_owned();
    Ok(transaction.on().number(&statement).await?.unwrap_or(0) > 0)
}

/// Who may do what, as it stands in the transaction.
pub(crate) async fn policy(transaction: &mut Transaction<'_>, schema: &Schema) -> Result<Policy> {
    let mut policy = Policy { everybody: EVERYBODY, ..Policy::default() };
    let mut read = Reader { schema, broken: Vec::new() };
    for record in all(transaction, &access::ROLE).await? {
        policy.roles.insert(record.id, read.role(&record));
    }
    for record in all(transaction, &access::PROFILE).await? {
        let roles = links(&record.get(access::ROLES).unwrap_or_default(), "role_id");
        policy.profiles.insert(record.id, Profile { name: record.get(access::NAME).unwrap_or_default(), roles });
    }
    for record in all(transaction, &access::GROUP).await? {
        let linked = |field, part| links(&record.get(field).unwrap_or_default(), part);
        let group = Group {
            name: record.get(access::NAME).unwrap_or_default(),
            members: linked(access::MEMBERS, "user_id"),
            groups: linked(access::GROUPS, "group_id"),
            roles: linked(access::ROLES, "role_id"),
        };
        policy.groups.insert(record.id, group);
    }
    for record in all(transaction, &user::USER).await? {
        let entry = PolicyUser {
            name: record.get(user::NAME).unwrap_or_default(),
            active: record.get(user::ACTIVE).unwrap_or(false),
            profile: record.get(user::PROFILE),
            manager: record.get(user::MANAGER),
            language: record.get(crate::records::parts::LANGUAGE),
            second_factor: record.get(user::SECOND_FACTOR_AT).is_some(),
        };
        policy.users.insert(record.id, entry);
    }
    for record in all(transaction, &sharing::SHARING_RULE).await? {
        policy.rules.extend(read.rule(&record));
    }
    for record in all(transaction, &sharing::RESTRICTION).await? {
        policy.restrictions.extend(read.restriction(&record));
    }
    for record in all(transaction, &assertion::ASSERTION).await? {
        policy.assertions.extend(assertion_of(&record));
    }
    for record in all(transaction, &emergency::EMERGENCY).await? {
        policy.emergencies.extend(emergency_of(&record));
    }
    for record in all(transaction, &safeguard::SAFEGUARD).await? {
        let least = record.get(safeguard::LEAST).and_then(|least| u64::try_from(least).ok());
        let protected = record.get(safeguard::PROTECTED).unwrap_or_default();
        let classes = protected.iter().filter_map(|item| DataClass::named(&text(item, "class")));
        policy.safeguards.tighten(least, classes);
    }
    policy.shared = shared(transaction).await?;
    policy.broken = read.broken;
    Ok(policy)
}

/// With whom records of which type are shared one by one; an index answers.
async fn shared(transaction: &mut Transaction<'_>) -> Result<Vec<Shared>> {
    let statement = Query::select()
        .distinct()
        .columns(["about_type", "to_id", "level"])
        .from(sharing::SHARE.table)
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned();
    let rows: Vec<(String, uuid::Uuid, String)> = transaction.on().all(&statement).await?;
    let read = |(record_type, to, level): (String, uuid::Uuid, String)| {
        Some(Shared { record_type, to: Id(to), level: Level::named(&level)? })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

fn text(item: &Parts, name: &str) -> String {
    match item.get(name) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn links(items: &Items, name: &str) -> Vec<Id> {
    items.iter().filter_map(|item| if let Some(Value::Link(id)) = item.get(name) { Some(*id) } else { None }).collect()
}

fn people(items: Option<Items>) -> Vec<Id> {
    let person = |item: &Parts| match item.get("person") {
        Some(Value::Reference(reference)) => Some(reference.id),
        _ => None,
    };
    items.unwrap_or_default().iter().filter_map(person).collect()
}

/// Reads what has conditions in it. What cannot be read any more, because a field is gone, is written down.
struct Reader<'a> {
    schema: &'a Schema,
    broken: Vec<String>,
}

impl Reader<'_> {
    /// The condition of a right, rule or restriction; `Err` where it cannot be read.
    fn filter(&mut self, of: &str, record_type: &str, text: &str) -> Result<Arc<Filter>, ()> {
        let kind = self.schema.named(record_type);
        let parsed = match kind {
            Some(kind) => filter::parse(self.schema, kind, text, &|field| !field.is_secret()).ok(),
            None if text.trim().is_empty() => Some(Filter::All),
            None => None,
        };
        parsed.map(Arc::new).ok_or_else(|| self.broken.push(of.to_owned()))
    }

    fn role(&mut self, record: &Record) -> Role {
        let name: String = record.get(access::NAME).unwrap_or_default();
        let rights = record.get(access::RIGHTS).unwrap_or_default();
        let classes = record.get(access::CLASSES).unwrap_or_default();
        let duties = record.get(access::DUTIES).unwrap_or_default();
        Role {
            rights: rights.iter().filter_map(|item| self.right(&name, item)).collect(),
            classes: classes.iter().filter_map(class_view).collect(),
            duties: duties.iter().map(|item| text(item, "duty")).collect(),
            second_factor: record.get(access::SECOND_FACTOR).unwrap_or(false),
            name,
        }
    }

    fn right(&mut self, role: &str, item: &Parts) -> Option<Right> {
        let (record_type, action, filter) = (text(item, "record_type"), text(item, "action"), text(item, "filter"));
        let action = if action == "*" { None } else { Some(Action::named(&action)?) };
        let scope = Scope::named(&text(item, "scope"))?;
        let filter = if filter.is_empty() { None } else { Some(self.filter(role, &record_type, &filter).ok()?) };
        Some(Right { record_type, action, scope, filter })
    }

    fn rule(&mut self, record: &Record) -> Option<SharingRule> {
        let name: String = record.get(access::NAME).unwrap_or_default();
        let record_type: String = record.get(sharing::RECORD_TYPE).unwrap_or_default();
        let condition: String = record.get(sharing::FILTER).unwrap_or_default();
        Some(SharingRule {
            id: record.id,
            filter: self.filter(&name, &record_type, &condition).ok()?,
            record_type,
            level: Level::named(&record.get(sharing::LEVEL).unwrap_or_default())?,
            to: people(record.get(sharing::WITH)),
            ends_at: record.get(sharing::ENDS_AT),
            name,
        })
    }

    fn restriction(&mut self, record: &Record) -> Option<Restriction> {
        let name: String = record.get(access::NAME).unwrap_or_default();
        let record_type: String = record.get(sharing::RECORD_TYPE).unwrap_or_default();
        let condition: String = record.get(sharing::FILTER).unwrap_or_default();
        let taken = match (record.get(sharing::TAKEN_ACTION), record.get(sharing::TAKEN_CLASS)) {
            (Some(action), _) if action == "*" => Taken::Action(None),
            (Some(action), _) => Taken::Action(Some(Action::named(&action)?)),
            (None, class) => Taken::Class(DataClass::named(&class?)?),
        };
        Some(Restriction {
            id: record.id,
            // What it would spare is not known any more, so it spares nothing.
            filter: self.filter(&name, &record_type, &condition).unwrap_or_else(|()| Arc::new(Filter::All)),
            record_type,
            taken,
            on: people(record.get(sharing::LAID_ON)),
            except: people(record.get(sharing::SPARES)),
            name,
        })
    }
}

/// One that is about something that is gone is read all the same: it is not true then.
fn assertion_of(record: &Record) -> Option<Assertion> {
    let sentence: String = record.get(assertion::SENTENCE).unwrap_or_default();
    let record_type: String = record.get(assertion::RECORD_TYPE).unwrap_or_default();
    Some(Assertion {
        id: record.id,
        claim: Claim::named(&record.get(assertion::CLAIM).unwrap_or_default())?,
        people: people(record.get(assertion::PEOPLE)),
        except: links(&record.get(assertion::EXCEPT).unwrap_or_default(), "user_id"),
        action: Action::named(&record.get(assertion::ACTION).unwrap_or_default())?,
        field: record.get(assertion::FIELD),
        whose: Whose::named(&record.get(assertion::WHOSE).unwrap_or_default())?,
        record_type,
        sentence,
    })
}

fn emergency_of(record: &Record) -> Option<Emergency> {
    Some(Emergency {
        id: record.id,
        purpose: record.get(sharing::PURPOSE).unwrap_or_default(),
        user: record.get(emergency::USER)?,
        role: record.get(emergency::ROLE)?,
        ends_at: emergency::ends_at(record),
    })
}

fn class_view(item: &Parts) -> Option<ClassView> {
    let view = text(item, "view");
    Some(ClassView {
        record_type: text(item, "record_type"),
        class: DataClass::named(&text(item, "class"))?,
        scope: Scope::named(&text(item, "scope"))?,
        view: if view.is_empty() { View::Exact } else { View::named(&view)? },
    })
}

fn own_label(record: &Record) -> OwnLabel {
    OwnLabel {
        record_type: record.get(label::RECORD_TYPE).unwrap_or_default(),
        field: record.get(label::FIELD),
        language: record.get(label::LANGUAGE).unwrap_or_default(),
        label: record.get(label::TEXT).unwrap_or_default(),
        plural: record.get(label::PLURAL),
    }
}

/// The labels of a reason code in other languages.
fn translations(code: &Record) -> Vec<(String, String, String)> {
    let items = code.get(reason::TRANSLATIONS).unwrap_or_default();
    let code = code.get(reason::CODE).unwrap_or_default();
    items.iter().map(|item| (code.clone(), text(item, "language"), text(item, "label"))).collect()
}

async fn reasons(transaction: &mut Transaction<'_>) -> Result<ReasonPolicy> {
    let mut codes = all(transaction, &reason::REASON_CODE).await?;
    codes.retain(|code| code.get(reason::ACTIVE).unwrap_or(false));
    codes.sort_by_key(|code| (code.get(reason::POSITION), code.id));
    let rules = all(transaction, &reason::REASON_RULE).await?;
    // Whoever makes an exception of what had to stay true says why, whatever administrators ask for.
    let excepting = ReasonRule {
        record_type: Some(assertion::ASSERTION.name.into()),
        field: Some(assertion::EXCEPT.name().into()),
        action: Some("update".into()),
        requirement: Requirement::Required,
        ..ReasonRule::default()
    };
    Ok(ReasonPolicy {
        codes: codes
            .iter()
            .map(|code| (code.get(reason::CODE).unwrap_or_default(), code.get(reason::LABEL).unwrap_or_default()))
            .collect(),
        translations: codes.iter().flat_map(translations).collect(),
        rules: rules
            .iter()
            .map(|rule| ReasonRule {
                record_type: rule.get(reason::RECORD_TYPE),
                field: rule.get(reason::FIELD),
                class: rule.get(reason::CLASS),
                action: rule.get(reason::ACTION),
                requirement: match rule.get(reason::REQUIREMENT).as_deref() {
                    Some("required") => Requirement::Required,
                    Some("optional") => Requirement::Optional,
                    _ => Requirement::None,
                },
            })
            .chain([excepting])
            .collect(),
    })
}

/// Users by id with their names, for pages that name people.
pub fn names(configuration: &Configuration) -> HashMap<Id, String> {
    configuration.policy.users.iter().map(|(id, user)| (*id, user.name.clone())).collect()
}
