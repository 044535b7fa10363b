//! The providers that administrators trust, as signing in needs them; the secret is sealed with a key of this installation.

use sea_query::{Expr, ExprTrait, Order, Query};

use crate::changes::{Batch, Change, commit};
use crate::database::row;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::identity::Identity;
use crate::model::Input;
use crate::records::sign_in_provider::{SECRET, SIGN_IN_PROVIDER};
use crate::rights::policy::Action;
use crate::rights::{Caller, decide};
use crate::secret::{Purpose, Secret, hex, unhex};

/// A provider.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its record.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// The address that it gives as its own.
    pub issuer: String,
    pub(super) client: String,
    pub(super) scopes: Vec<String>,
    /// Whether people can come by it.
    pub active: bool,
    pub(super) by_email: bool,
    pub(super) creates: bool,
    pub(super) profile: Option<Id>,
    pub(super) groups_claim: String,
    pub(super) mappings: Vec<Mapping>,
    pub(super) secret: Option<Secret>,
}

/// What a value of the claim gives.
#[derive(Debug, Clone)]
pub(super) struct Mapping {
    pub(super) value: String,
    pub(super) profile: Option<Id>,
    pub(super) group: Option<Id>,
}

row! {
    struct ProviderRow {
        name: String,
        issuer: String,
        client_id: String,
        scopes: Option<String>,
        active: i64,
        by_email: i64,
        creates: i64,
        profile_id: Option<uuid::Uuid>,
        groups_claim: Option<String>,
        mappings: Option<String>,
        client_secret: Option<String>,
    }
}

/// A sealed secret opens for its provider alone.
fn bound_to(provider: Id) -> String {
    format!("client secret of sign-in provider {provider}")
}

impl Identity {
    /// The buttons of the sign-in page: providers by which people can come.
    pub async fn sign_in_buttons(&self) -> Result<Vec<(Id, String)>> {
        let statement = Query::select()
            .columns(["id", "name"])
            .from("sign_in_providers")
            .and_where(Expr::col("active").eq(1_i64))
            .and_where(Expr::col("deleted_at").is_null())
            .order_by("name_sort", Order::Asc)
            .order_by("id", Order::Asc)
            .limit(20)
            .to_owned();
        let rows = self.database.read().all::<(uuid::Uuid, String)>(&statement).await?;
        Ok(rows.into_iter().map(|(id, name)| (Id(id), name)).collect())
    }

    /// A provider, active or not.
    pub async fn provider(&self, id: Id) -> Result<Provider> {
        let engine = self.database.engine();
        let parts =
            ["s.\"value\"".to_owned(), engine.id_text_of("s.\"profile_id\""), engine.id_text_of("s.\"group_id\"")];
        let statement = Query::select()
            .columns(
                ["name", "issuer", "client_id", "scopes", "active", "by_email", "creates", "profile_id"]
                    .map(|column| ("p", column)),
            )
            .columns([("p", "groups_claim"), ("p", "client_secret")])
            .expr_as(engine.items_as_json("sign_in_providers_mappings", "p", &parts), "mappings")
            .from_as("sign_in_providers", "p")
            .and_where(Expr::col(("p", "id")).eq(id.0))
            .and_where(Expr::col(("p", "deleted_at")).is_null())
            .to_owned();
        let row: Option<ProviderRow> = self.database.read().first(&statement).await?;
        let row = row.ok_or(Error::NotFound)?;
        let items: Vec<(String, Option<String>, Option<String>)> =
            row.mappings.as_deref().map_or(Ok(Vec::new()), serde_json::from_str)?;
        let link = |text: Option<String>| text.and_then(|text| uuid::Uuid::try_parse(&text).ok()).map(Id);
        let mapping = |(value, profile, group)| Mapping { value, profile: link(profile), group: link(group) };
        let opened = row.client_secret.map(|sealed| self.opened_for(id, &sealed));
        Ok(Provider {
            id,
            name: row.name,
            issuer: row.issuer,
            client: row.client_id,
            scopes: row.scopes.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            active: row.active == 1,
            by_email: row.by_email == 1,
            creates: row.creates == 1,
            profile: row.profile_id.map(Id),
            groups_claim: row.groups_claim.unwrap_or_default(),
            mappings: items.into_iter().map(mapping).collect(),
            secret: opened.transpose()?,
        })
    }

    fn opened_for(&self, provider: Id, sealed: &str) -> Result<Secret> {
        let content = unhex(sealed).and_then(|sealed| self.master.open(Purpose::Fields, &bound_to(provider), &sealed));
        let text = content.and_then(|content| std::str::from_utf8(&content).ok().map(Secret::new));
        text.ok_or_else(|| Error::internal("the secret of a sign-in provider was sealed by another master key"))
    }

    /// Which of these providers have a secret.
    pub async fn with_secret(&self, providers: &[Id]) -> Result<Vec<Id>> {
        let statement = Query::select()
            .column("id")
            .from("sign_in_providers")
            .and_where(Expr::col("client_secret").is_not_null())
            .and_where(Expr::col("id").is_in(providers.iter().map(|id| id.0)))
            .to_owned();
        let rows = self.database.read().all::<(uuid::Uuid,)>(&statement).await?;
        Ok(rows.into_iter().map(|(id,)| Id(id)).collect())
    }

    /// Gives a provider its secret; none takes it away.
    pub async fn set_provider_secret(&self, caller: &Caller, id: Id, secret: Option<&Secret>) -> Result<()> {
        decide::require(caller, Action::Update, &SIGN_IN_PROVIDER)?;
        let mut input = Input::new().without(SECRET);
        if let Some(secret) = secret {
            if secret.reveal().len() > 1_000 {
                return Err(Error::invalid("client_secret", "too_long", "At most 1000 characters fit here."));
            }
            let sealed = self.master.seal(Purpose::Fields, &bound_to(id), secret.reveal().as_bytes())?;
            input = input.with(SECRET, hex(&sealed));
        }
        // The right was asked for; what is kept sealed is the program's to write.
        let program = caller.clone().with_all_rights();
        commit(&self.database, &program, Batch::one(Change::update(&SIGN_IN_PROVIDER, id, input))).await.map(drop)
    }

    /// Whether a password opens an account. Where people come by a provider only, it opens those of user managers who are not linked to
    /// one: somebody has to get in when the provider is away.
    pub(in crate::identity) async fn may_use_password(&self, user: Id) -> Result<bool> {
        let only = Query::select()
            .expr(Expr::cust("count(*)"))
            .from("sign_in_providers")
            .and_where(Expr::col("active").eq(1_i64))
            .and_where(Expr::col("no_passwords").eq(1_i64))
            .and_where(Expr::col("deleted_at").is_null())
            .to_owned();
        if self.database.read().number(&only).await?.unwrap_or(0) == 0 {
            return Ok(true);
        }
        let unlinked = Query::select()
            .expr(Expr::cust("count(*)"))
            .from("users")
            .and_where(Expr::col("id").eq(user.0))
            .and_where(Expr::col("subject").is_null())
            .to_owned();
        if self.database.read().number(&unlinked).await?.unwrap_or(0) == 0 {
            return Ok(false);
        }
        let configuration = crate::records::configuration::load(&self.database).await?;
        Ok(configuration.policy.users_with_duty("users").contains(&user))
    }
}
