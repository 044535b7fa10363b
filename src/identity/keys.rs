//! API keys: made once, shown once, and found again by their hash.

use std::collections::HashMap;

use sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::changes::{Batch, Change, commit};
use crate::clock::Micros;
use crate::database::row;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::sessions::{Known, NOTED};
use crate::identity::{Identity, token};
use crate::model::{Input, Value};
use crate::records::key;
use crate::rights::Caller;
use crate::rights::policy::Action;
use crate::rights::{decide, matches};
use crate::secret::{Secret, hex};

/// What every key begins with, so that scanners for leaked secrets find it.
pub const PREFIX: &str = "bhr_";
/// A key ends after this time where none is given, in microseconds: 90 days.
pub const USUAL: Micros = 90 * 86_400 * 1_000_000;
/// The longest life of a key.
pub const LONGEST: Micros = key::LONGEST;

row! {
    struct KeyRow {
        roles: Option<String>,
        user_id: uuid::Uuid,
        ends_at: i64,
        active: i64,
        used_at: Option<i64>,
        key_id: uuid::Uuid,
        epoch: i64,
    }
}

impl Identity {
    /// Makes a key; its id and the key itself, which is never shown again.
    pub async fn make_key(
        &self,
        caller: &Caller,
        user: Id,
        name: &str,
        roles: &[Id],
        ends_at: Option<Micros>,
    ) -> Result<(Id, Secret)> {
        let now = self.database.clock().now();
        let ends_at = ends_at.unwrap_or(now + USUAL);
        if ends_at <= now || ends_at > now + LONGEST {
            return Err(Error::invalid("ends_at", "out_of_range", "A key ends in the future, and within a year."));
        }
        let token = token::new(PREFIX)?;
        let items = roles.iter().map(|role| [("role_id", Value::Link(*role))].into()).collect();
        let written = Input::new()
            .with(key::NAME, name.to_owned())
            .with(key::USER, user)
            .with(key::ROLES, items)
            .with(key::ENDS_AT, ends_at);
        // The caller's right to make such a key is asked here; the hash is the program's to write.
        let rows = decide::require(caller, Action::Create, &key::KEY)?;
        let mut sample = crate::model::Record::new(&key::KEY, Id::NIL);
        sample.set(key::USER, user);
        if !matches::matches(&rows, &sample, &matches::Alone) {
            return Err(Error::Forbidden("Your roles let you make keys for yourself only.".into()));
        }
        let input = written
            .with(key::PREFIX, token.reveal().chars().take(PREFIX.len() + 6).collect())
            .with(key::SECRET, hex(&token::hash(&self.master, token.reveal())));
        let program = caller.clone().with_all_rights();
        let outcomes = commit(&self.database, &program, Batch::one(Change::create(&key::KEY, input))).await?;
        let id = outcomes.first().map(|outcome| outcome.id).ok_or(Error::NotFound)?;
        Ok((id, token))
    }

    /// Who is behind a key; nobody when there is no such key, it was revoked or it ended, or its user is not active.
    pub async fn key(&self, token: &str) -> Result<Option<Known>> {
        if !token.starts_with(PREFIX) || token.len() > 100 {
            return Ok(None);
        }
        let hash = hex(&token::hash(&self.master, token));
        let engine = self.database.engine();
        let roles = engine.items_as_json("keys_roles", "k", &[engine.id_text_of("s.\"role_id\"")]);
        let statement = Query::select()
            .expr_as(roles, "roles")
            .column(("k", "user_id"))
            .column(("k", "ends_at"))
            .column(("u", "active"))
            .column(("n", "used_at"))
            .expr_as(Expr::col(("k", "id")), "key_id")
            .expr_as(Expr::cust("(select value from epochs where name = 'configuration')"), "epoch")
            .from_as("keys", "k")
            .join_as(sea_query::JoinType::InnerJoin, "users", "u", Expr::col(("u", "id")).equals(("k", "user_id")))
            .join_as(sea_query::JoinType::LeftJoin, "key_uses", "n", Expr::col(("n", "key_id")).equals(("k", "id")))
            .and_where(Expr::col(("k", "secret_hash")).eq(hash))
            .and_where(Expr::col(("k", "deleted_at")).is_null())
            .and_where(Expr::col(("u", "deleted_at")).is_null())
            .to_owned();
        let now = self.database.clock().now();
        let row: Option<KeyRow> = self.database.read().first(&statement).await?;
        let Some(row) = row.filter(|row| row.ends_at > now && row.active == 1) else { return Ok(None) };
        if row.used_at.is_none_or(|used_at| now - used_at > NOTED) {
            self.note_use(row.key_id, now).await?;
        }
        let roles: Vec<[String; 1]> = row.roles.as_deref().map_or(Ok(Vec::new()), serde_json::from_str)?;
        let roles = roles.iter().filter_map(|[id]| uuid::Uuid::try_parse(id).ok().map(Id)).collect();
        Ok(Some(Known { user: Id(row.user_id), roles, epoch: row.epoch, acting: None, proved_at: None }))
    }

    async fn note_use(&self, key: uuid::Uuid, now: Micros) -> Result<()> {
        let statement = Query::insert()
            .into_table("key_uses")
            .columns(["key_id", "used_at"])
            .values_panic([Expr::val(key), Expr::val(now)])
            .on_conflict(OnConflict::column("key_id").update_column("used_at").to_owned())
            .to_owned();
        self.database
            .write(move |transaction| Box::pin(async move { transaction.on().execute(&statement).await.map(drop) }))
            .await
    }

    /// When these keys were last used, give or take some minutes; those that never were are not in it.
    pub async fn key_uses(&self, keys: &[Id]) -> Result<HashMap<Id, Micros>> {
        let statement = Query::select()
            .columns(["key_id", "used_at"])
            .from("key_uses")
            .and_where(Expr::col("key_id").is_in(keys.iter().map(|id| id.0)))
            .to_owned();
        let rows: Vec<(uuid::Uuid, i64)> = self.database.read().all(&statement).await?;
        Ok(rows.into_iter().map(|(key, used_at)| (Id(key), used_at)).collect())
    }
}
