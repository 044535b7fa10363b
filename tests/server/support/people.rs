//! People to act as: one for each job that matters to rights.

use beheer::changes::Change;
use beheer::id::Id;
use beheer::model::Value;
use beheer::records::seed;
use serde_json::json;

use super::engine::{Engine, input, kind};

/// A small company: two sales reps who share a group, one who does not, and people who may do more or less.
pub(crate) struct People {
    pub(crate) admin: Id,
    pub(crate) rep: Id,
    /// In the group of `rep`.
    pub(crate) colleague: Id,
    /// A sales rep in no group.
    pub(crate) stranger: Id,
    pub(crate) assistant: Id,
    pub(crate) reader: Id,
    /// Has left; was an administrator.
    pub(crate) former: Id,
}

impl People {
    /// Hires them all.
    pub(crate) async fn hire(engine: &Engine) -> Self {
        let people = Self {
            admin: user(engine, "Ada", Some("Administrator"), true).await,
            rep: user(engine, "Rita", Some("Sales"), true).await,
            colleague: user(engine, "Cor", Some("Sales"), true).await,
            stranger: user(engine, "Stan", Some("Sales"), true).await,
            assistant: user(engine, "Anne", Some("Sales assistant"), true).await,
            reader: user(engine, "Rob", Some("Read-only"), true).await,
            former: user(engine, "Fay", Some("Administrator"), false).await,
        };
        group(engine, "Inside sales", &[people.rep, people.colleague]).await;
        people
    }
}

/// A user who could sign in, with a profile.
pub(crate) async fn user(engine: &Engine, name: &str, profile: Option<&str>, active: bool) -> Id {
    let program = engine.program().await;
    let profile = profile.map(|profile| seed::profile_named(profile).unwrap().to_string());
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let body = json!({"name": name, "email": email, "active": active, "profile_id": profile});
    let mut new = input(&program, kind("user"), &body);
    new.set("password_hash", Some(Value::Text("$argon2id$test".into())));
    engine.commit(&program, vec![Change::create(kind("user"), new)]).await.unwrap()[0].id
}

/// A group of users.
pub(crate) async fn group(engine: &Engine, name: &str, members: &[Id]) -> Id {
    let members: Vec<_> = members.iter().map(|id| json!({"user_id": id.to_string()})).collect();
    engine.make(&engine.program().await, "group", json!({"name": name, "members": members})).await
}
