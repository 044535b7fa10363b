//! Who somebody is here whom a provider knows: found by what the provider calls him, once by his verified address, or made; and what the
//! provider says he is becomes his profile and groups, at each sign-in, in the journal.

use sea_query::{Expr, ExprTrait, Query, SelectStatement};
use serde_json::Value as Json;

use crate::changes::{Batch, Change, commit};
use crate::database::row;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::Identity;
use crate::identity::sso::provider::{Mapping, Provider};
use crate::identity::sso::token::Claims;
use crate::model::{Input, Value};
use crate::query;
use crate::records::access::{GROUP, MEMBERS};
use crate::records::configuration;
use crate::records::user::{self, USER};
use crate::rights::{Caller, Reason};

/// What the journal gives as the reason.
const BECAUSE: &str = "single_sign_on";

row! {
    struct Account {
        id: uuid::Uuid,
        active: i64,
        profile_id: Option<uuid::Uuid>,
    }
}

/// What stands with a user for whoever a provider calls so: both together, since two providers may call two people alike.
pub(super) fn subject(provider: &Provider, sub: &str) -> String {
    format!("{} {sub}", provider.issuer)
}

fn nobody() -> Error {
    let detail = "The provider knows you, but no user here belongs to you. Ask an administrator.";
    Error::Conflict("sign_in_unknown", detail.into())
}

fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Json::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// The values of the claim that says in which groups or roles somebody is: a list, or one text; of a claim within claims by points.
fn values(claims: &Claims, name: &str) -> Vec<String> {
    let found = claims.get(name).or_else(|| {
        let mut parts = name.split('.');
        let first = claims.get(parts.next()?)?;
        parts.try_fold(first, |inside, part| inside.get(part))
    });
    match found {
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        Some(Json::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

impl Identity {
    /// The user whom these claims are about.
    pub(super) async fn person_of(&self, provider: &Provider, claims: &Claims) -> Result<Id> {
        let sub = text(claims, "sub").filter(|sub| sub.len() <= 255).ok_or_else(nobody)?;
        let subject = subject(provider, sub);
        let program = Caller::system(configuration::load(&self.database).await?, "single sign-on");
        let program = program.because(Reason::built_in(BECAUSE));
        let is_verified = claims.get("email_verified").is_some_and(|yes| *yes == Json::Bool(true) || yes == "true");
        let email = text(claims, "email").filter(|_| is_verified).map(str::to_lowercase);
        let mut account =
            self.one(Query::select().and_where(Expr::col("subject").eq(subject.as_str())).to_owned()).await?;
        let mut input = Input::new();
        if account.is_none() {
            input = input.with(user::SUBJECT, subject);
            if let Some(email) = email.as_deref().filter(|_| provider.by_email) {
                // Who is linked already is not taken over by an address.
                let unlinked = Query::select()
                    .and_where(Expr::col("email").eq(email))
                    .and_where(Expr::col("subject").is_null())
                    .to_owned();
                account = self.one(unlinked).await?;
            }
        }
        let values = values(claims, &provider.groups_claim);
        let Some(account) = account else {
            return if provider.creates {
                self.made(provider, &program, claims, email, input, &values).await
            } else {
                Err(nobody())
            };
        };
        if account.active != 1 {
            return Err(nobody());
        }
        if let Some(profile) = profile(provider, &values)
            && account.profile_id != Some(profile.0)
        {
            input = input.with(user::PROFILE, profile);
        }
        let id = Id(account.id);
        let mut changes = self.memberships(provider, &program, id, &values).await?;
        if !input.0.is_empty() {
            changes.push(Change::update(&USER, id, input));
        }
        if !changes.is_empty() {
            commit(&self.database, &program, Batch::of(changes)).await?;
        }
        Ok(id)
    }

    async fn one(&self, mut wanted: SelectStatement) -> Result<Option<Account>> {
        wanted.columns(["id", "active", "profile_id"]).from("users").and_where(Expr::col("deleted_at").is_null());
        self.database.read().first(&wanted).await
    }

    async fn made(
        &self,
        provider: &Provider,
        program: &Caller,
        claims: &Claims,
        email: Option<String>,
        input: Input,
        values: &[String],
    ) -> Result<Id> {
        let part = |name| text(claims, name).map(|text| text.chars().take(100).collect::<String>());
        let parts = [part("given_name"), part("family_name")];
        let whole = parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
        let name = part("name").or_else(|| Some(whole).filter(|whole| !whole.is_empty()));
        let name = name.or_else(|| part("preferred_username")).or_else(|| email.clone()).ok_or_else(nobody)?;
        let [given, family] = parts;
        let id = self.database.ids().next();
        let input = input
            .with(user::NAME, name)
            .with_some(user::EMAIL, email)
            .with_some(user::GIVEN_NAME, given)
            .with_some(user::FAMILY_NAME, family)
            .with_some(user::PROFILE, profile(provider, values).or(provider.profile));
        let mut changes = vec![Change::create(&USER, input).with_id(id)];
        changes.extend(self.memberships(provider, program, id, values).await?);
        commit(&self.database, program, Batch::of(changes)).await?;
        Ok(id)
    }

    /// What changes in the mapped groups, so that he is in those whose value he has, and in no other of them.
    async fn memberships(
        &self,
        provider: &Provider,
        program: &Caller,
        id: Id,
        values: &[String],
    ) -> Result<Vec<Change>> {
        let mut groups: Vec<Id> = provider.mappings.iter().filter_map(|mapping| mapping.group).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut changes = Vec::new();
        let found =
            query::get_many(self.database.read(), self.database.engine(), program, &GROUP, &groups, &[]).await?;
        for group in found.into_iter().filter(|group| !group.record.is_deleted()) {
            let has = |mapping: &&Mapping| values.contains(&mapping.value);
            let of_group = |mapping: &&Mapping| mapping.group == Some(group.record.id);
            let belongs = provider.mappings.iter().filter(of_group).any(|mapping| has(&mapping));
            let mut members = group.record.get(MEMBERS).unwrap_or_default();
            let is_him = |item: &crate::model::value::Parts| item.get("user_id") == Some(&Value::Link(id));
            if members.iter().any(is_him) == belongs {
                continue;
            }
            if belongs {
                members.push([("user_id", Value::Link(id))].into());
            } else {
                members.retain(|item| !is_him(item));
            }
            let change = Change::update(&GROUP, group.record.id, Input::new().with(MEMBERS, members));
            changes.push(change.at_version(Some(group.record.version)));
        }
        Ok(changes)
    }
}

/// The profile that a provider gives: of the first mapping that fits, else its usual one.
fn profile(provider: &Provider, values: &[String]) -> Option<Id> {
    let fits = |mapping: &&Mapping| mapping.profile.is_some() && values.contains(&mapping.value);
    provider.mappings.iter().find(fits).and_then(|mapping| mapping.profile).or_else(|| {
        let gives = provider.mappings.iter().any(|mapping| mapping.profile.is_some());
        provider.profile.filter(|_| gives)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_a_list_a_text_or_within_another() {
        let claims =
            serde_json::json!({"groups": ["a", 1, "b"], "role": "c", "realm_access": {"roles": ["d"]}, "x.y": ["e"]});
        let of = |name: &str| values(claims.as_object().unwrap(), name);
        assert_eq!((of("groups"), of("role")), (vec!["a".to_owned(), "b".into()], vec!["c".into()]));
        assert_eq!(
            (of("realm_access.roles"), of("x.y"), of("none")),
            (vec!["d".to_owned()], vec!["e".into()], Vec::new())
        );
    }
}
