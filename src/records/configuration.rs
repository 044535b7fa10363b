//! The configuration as it is stored: users, roles, profiles, groups, added fields and reason rules, read into the form that rights
//! and schema take.

use std::collections::HashMap;
use std::sync::Arc;

use sea_query::{Expr, ExprTrait, Query};

use crate::database::{Database, Transaction};
use crate::error::Result;
use crate::id::Id;
use crate::model::value::{Items, Parts};
use crate::model::{DataClass, Record, RecordType, Schema, Value};
use crate::query::select::{AT, Select};
use crate::records::{self, access, custom_field, label, reason, user};
use crate::rights::Configuration;
use crate::rights::configuration::OwnLabel;
use crate::rights::policy::{Action, Policy, PolicyUser, Role, Scope};
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
                let added = all(transaction, &custom_field::CUSTOM_FIELD).await?;
                let added: Vec<_> = added.iter().filter_map(custom_field::definition).collect();
                let schema = Schema::new(&records::ALL, &added);
                let policy = policy(transaction).await?;
                let reasons = reasons(transaction).await?;
                let labels = all(transaction, &label::LABEL).await?.iter().map(own_label).collect();
                Ok(Arc::new(Configuration::new(epoch, schema, policy, reasons).with_labels(labels)))
            })
        })
        .await
}

/// All records of a type that are not in the bin, with the fields of its definition.
async fn all(transaction: &mut Transaction<'_>, kind: &'static RecordType) -> Result<Vec<Record>> {
    let mut select = Select::new(transaction.engine(), kind);
    for field in kind.fields {
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
    let statement = Query::select()
        .expr(Expr::cust("count(*)"))
        .from("users")
        .and_where(Expr::col("password_hash").is_not_null())
        .and_where(Expr::col("id").is_in(users.iter().map(|id| id.0)))
        .to_owned();
    Ok(transaction.on().number(&statement).await?.unwrap_or(0) > 0)
}

/// Who may do what, as it stands in the transaction.
pub(crate) async fn policy(transaction: &mut Transaction<'_>) -> Result<Policy> {
    let mut policy = Policy { everybody: EVERYBODY, ..Policy::default() };
    for record in all(transaction, &access::ROLE).await? {
        policy.roles.insert(record.id, role(&record));
    }
    for record in all(transaction, &access::PROFILE).await? {
        let roles = links(&record.get(access::ROLES).unwrap_or_default(), "role_id");
        policy.profiles.insert(record.id, (record.get(access::NAME).unwrap_or_default(), roles));
    }
    for record in all(transaction, &access::GROUP).await? {
        let members = links(&record.get(access::MEMBERS).unwrap_or_default(), "user_id");
        let roles = links(&record.get(access::ROLES).unwrap_or_default(), "role_id");
        policy.groups.insert(record.id, (record.get(access::NAME).unwrap_or_default(), members, roles));
    }
    for record in all(transaction, &user::USER).await? {
        let entry = PolicyUser {
            name: record.get(user::NAME).unwrap_or_default(),
            active: record.get(user::ACTIVE).unwrap_or(false),
            profile: record.get(user::PROFILE),
            language: record.get(crate::records::parts::LANGUAGE),
        };
        policy.users.insert(record.id, entry);
    }
    Ok(policy)
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

fn role(record: &Record) -> Role {
    let rights = record.get(access::RIGHTS).unwrap_or_default();
    let classes = record.get(access::CLASSES).unwrap_or_default();
    let duties = record.get(access::DUTIES).unwrap_or_default();
    Role {
        name: record.get(access::NAME).unwrap_or_default(),
        rights: rights
            .iter()
            .filter_map(|item| {
                let action = text(item, "action");
                let action = if action == "*" { None } else { Some(Action::named(&action)?) };
                Some((text(item, "record_type"), action, Scope::named(&text(item, "scope"))?))
            })
            .collect(),
        classes: classes
            .iter()
            .filter_map(|item| {
                let class = DataClass::named(&text(item, "class"))?;
                Some((text(item, "record_type"), class, Scope::named(&text(item, "scope"))?))
            })
            .collect(),
        duties: duties.iter().map(|item| text(item, "duty")).collect(),
    }
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
            .collect(),
    })
}

/// Users by id with their names, for pages that name people.
pub fn names(configuration: &Configuration) -> HashMap<Id, String> {
    configuration.policy.users.iter().map(|(id, user)| (*id, user.name.clone())).collect()
}
