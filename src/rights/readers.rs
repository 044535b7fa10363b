//! Who may read a class of data exactly, and through what: the policy turned round, for the report on a class.

use crate::clock::Micros;
use crate::id::Id;
use crate::model::{DataClass, RecordType};
use crate::rights::caller::{Caller, Channel};
use crate::rights::configuration::Configuration;
use crate::rights::decide::{self, Rows};
use crate::rights::effective::Path;
use crate::rights::policy::{Scope, View};
use std::sync::Arc;

/// Somebody who may read a class on records of a type.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Who.
    pub user: Id,
    /// What people call him or her.
    pub name: String,
    /// Records of which type.
    pub kind: &'static RecordType,
    /// How far at most.
    pub scope: Scope,
    /// Through what.
    pub path: Path,
}

/// Everybody who may, by name and record type.
pub fn readers(configuration: &Arc<Configuration>, class: DataClass, now: Micros) -> Vec<Reader> {
    let has_some = |kind: &&&'static RecordType| {
        configuration.schema.fields(kind).iter().any(|field| kind.class_of(field) == class)
    };
    let kinds: Vec<&'static RecordType> = configuration.schema.types().iter().filter(has_some).copied().collect();
    let mut users: Vec<_> = configuration.policy.users.iter().filter(|(_, user)| user.active).collect();
    users.sort_by(|(one, its), (other, others)| (&its.name, one).cmp(&(&others.name, other)));
    let mut all = Vec::new();
    for (id, user) in users {
        let caller = Caller::user(Arc::clone(configuration), *id, Channel::Api).at(now);
        let Some(effective) = caller.effective() else { continue };
        for kind in &kinds {
            let sees_some = decide::rows(&caller, crate::rights::Action::Read, kind) != Rows::None
                && decide::class_rows(&caller, kind, class) != Rows::None;
            let widest = effective.sights(kind.name, class, View::Exact).into_iter().next();
            if let (true, Some(sight)) = (sees_some, widest) {
                let (name, path) = (user.name.clone(), Arc::clone(&sight.path));
                all.push(Reader { user: *id, name, kind, scope: sight.scope, path });
            }
        }
    }
    all
}
