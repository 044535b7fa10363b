//! The caller: who asks, by which door, and why. Every door of the engine demands one.

use std::sync::Arc;

use crate::clock::Micros;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{DataClass, RecordType};
use crate::rights::configuration::Configuration;
use crate::rights::effective::Effective;
use crate::rights::policy::{Action, Scope, View};
use crate::rights::reads::Notebook;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person, in a session or through a key.
    User(Id),
    /// Somebody with a shell on the server, by the name of the operating system's user.
    Shell(String),
    /// The program itself; the reason is a constant that reviewers can search for.
    System(&'static str),
}

impl Actor {
    /// How the journal names it.
    pub fn name(&self) -> String {
        match self {
            Self::User(_) => "user".into(),
            Self::Shell(user) => format!("cli:{user}"),
            Self::System(reason) => format!("system:{reason}"),
        }
    }

    /// The user, if it is one.
    pub const fn user(&self) -> Option<Id> {
        match self {
            Self::User(id) => Some(*id),
            _ => None,
        }
    }
}

/// By which door a change came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// The pages in the browser.
    Console,
    /// The HTTP API.
    Api,
    /// The command line.
    Cli,
    /// A directory that keeps users and groups (SCIM).
    Scim,
    /// The program itself.
    System,
}

impl Channel {
    /// The name in the journal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Api => "api",
            Self::Cli => "cli",
            Self::Scim => "scim",
            Self::System => "system",
        }
    }
}

/// Why a change is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// A code from the administrator's list.
    pub code: Option<String>,
    /// Free text.
    pub text: Option<String>,
    /// Whether the code is the program's own and not from the list.
    pub built_in: bool,
}

impl Reason {
    /// A reason in words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::default() }
    }

    /// One of the program's own codes.
    pub fn built_in(code: &'static str) -> Self {
        Self { code: Some(code.into()), text: None, built_in: true }
    }
}

/// That somebody acts as somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// Who really acts.
    pub real: Id,
    /// Until when.
    pub ends_at: Micros,
    /// Whether he may change records.
    pub changes: bool,
}

/// How long a proof counts for something dangerous, in microseconds: ten minutes.
pub const FRESH: Micros = 10 * 60 * 1_000_000;

/// Who asks, by which door, and why.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who acts.
    pub actor: Actor,
    /// The door.
    pub channel: Channel,
    /// The request, as in the log.
    pub request_id: String,
    /// Why.
    pub reason: Reason,
    /// Schema and policies in force.
    pub configuration: Arc<Configuration>,
    /// Roles that narrow a key; empty for everybody else.
    pub key_roles: Vec<Id>,
    /// When he asks: what is shared until before then is not shared any more.
    pub now: Micros,
    /// When he last proved who he is; nothing where that is no question: for programs, and for what follows from a proof.
    pub proved_at: Option<Micros>,
    /// What a user may do; nothing here means everything.
    effective: Option<Arc<Effective>>,
    /// What the roles of a key give, which bounds what its user may do through it.
    narrowed: Option<Arc<Effective>>,
    /// Who really acts, where it is not the actor.
    acting: Option<Acting>,
    /// Where it is noted what he reads of protected data.
    notebook: Option<Arc<Notebook>>,
}

impl Caller {
    /// A user, after the identity was proved.
    pub fn user(configuration: Arc<Configuration>, user: Id, channel: Channel) -> Self {
        let effective = Some(configuration.effective(user));
        Self {
            actor: Actor::User(user),
            channel,
            request_id: String::new(),
            reason: Reason::default(),
            configuration,
            key_roles: Vec::new(),
            // Until somebody says when it is, nothing that ends is open any more.
            now: Micros::MAX,
            proved_at: None,
            effective,
            narrowed: None,
            acting: None,
            notebook: None,
        }
    }

    /// Somebody who acts as another user: with his rights, and none of his duties.
    pub fn acting(configuration: Arc<Configuration>, person: Id, acting: Acting, channel: Channel) -> Self {
        let caller = Self { acting: Some(acting), ..Self::user(configuration, person, channel) };
        let effective = caller.effective.as_ref().map(|effective| Arc::new(effective.without_duties()));
        Self { effective, ..caller }
    }

    /// A user through a key with roles of its own: what both may do.
    pub fn key(configuration: Arc<Configuration>, user: Id, roles: &[Id]) -> Self {
        let mut caller = Self::user(configuration, user, Channel::Api);
        if !roles.is_empty()
            && let Some(mine) = &caller.effective
        {
            caller.narrowed = Some(Arc::new(caller.configuration.policy.of_roles(roles).of_the_person(mine)));
            caller.key_roles = roles.to_vec();
        }
        caller
    }

    /// The program itself, which may do everything. A test lists the call sites.
    pub fn system(configuration: Arc<Configuration>, reason: &'static str) -> Self {
        Self {
            actor: Actor::System(reason),
            channel: Channel::System,
            request_id: String::new(),
            reason: Reason::built_in("system"),
            configuration,
            key_roles: Vec::new(),
            now: Micros::MAX,
            proved_at: None,
            effective: None,
            narrowed: None,
            acting: None,
            notebook: None,
        }
    }

    /// Somebody with a shell on the server, who could read the files anyway.
    pub fn shell(configuration: Arc<Configuration>, os_user: String) -> Self {
        Self {
            actor: Actor::Shell(os_user),
            channel: Channel::Cli,
            request_id: String::new(),
            reason: Reason::built_in("cli"),
            configuration,
            key_roles: Vec::new(),
            now: Micros::MAX,
            proved_at: None,
            effective: None,
            narrowed: None,
            acting: None,
            notebook: None,
        }
    }

    /// The same caller with every right, for what a right that was checked brings with it (links follow a merge). Reviewers search
    /// for this name.
    #[must_use]
    pub(crate) fn with_all_rights(mut self) -> Self {
        self.effective = None;
        self.narrowed = None;
        self
    }

    /// The same caller at a moment, with the emergency access that he has then.
    #[must_use]
    pub fn at(mut self, now: Micros) -> Self {
        self.now = now;
        let policy = &self.configuration.policy;
        if let (Some(_), Some(user)) = (&self.effective, self.actor.user())
            && policy.emergencies.iter().any(|one| one.user == user)
        {
            let effective = policy.of_user_with(user, &policy.emergencies_of(user, now));
            let is_acting = self.acting.is_some();
            self.effective = Some(Arc::new(if is_acting { effective.without_duties() } else { effective }));
        }
        self
    }

    /// Who really acts, where it is somebody who acts as another.
    pub const fn real(&self) -> Option<Acting> {
        self.acting
    }

    /// Whether records of a type may be changed at all: whoever acts as somebody else changes what he was let, and never what
    /// configures.
    pub const fn may_change(&self, kind: &RecordType) -> bool {
        match self.acting {
            None => true,
            Some(acting) => acting.changes && !kind.configures,
        }
    }

    /// The same caller, of whom it is noted what he reads of protected data.
    #[must_use]
    pub fn noted_in(mut self, notebook: &Arc<Notebook>) -> Self {
        self.notebook = Some(Arc::clone(notebook));
        self
    }

    /// The same caller where nothing is shown to him of what is read.
    #[must_use]
    pub fn unnoted(mut self) -> Self {
        self.notebook = None;
        self
    }

    /// Where it is noted what he reads; nowhere for the program.
    pub fn notebook(&self) -> Option<&Notebook> {
        self.notebook.as_deref()
    }

    /// The person who asks.
    pub const fn person(&self) -> Option<Id> {
        match self.acting {
            Some(acting) => Some(acting.real),
            None => self.actor.user(),
        }
    }

    /// The same caller with a reason.
    #[must_use]
    pub fn because(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }

    /// The same caller, who last proved who he is at this moment.
    #[must_use]
    pub const fn proved(mut self, at: Option<Micros>) -> Self {
        self.proved_at = at;
        self
    }

    /// Whether he proved who he is too long ago for something dangerous.
    pub fn needs_proof(&self, now: Micros) -> bool {
        self.proved_at.is_some_and(|at| now - at >= FRESH)
    }

    /// Refuses what is done later for him, as an import is, where he would be asked for a proof if it were done now.
    pub fn require_proof(&self, kind: &RecordType, now: Micros) -> Result<()> {
        if kind.takes_proof && self.needs_proof(now) { Err(Error::StepUp) } else { Ok(()) }
    }

    /// Whether one of his roles asks for a second factor and he has none: then he can do nothing but set one up.
    pub fn lacks_second_factor(&self) -> bool {
        let policy = &self.configuration.policy;
        let asks = |id: &Id| policy.roles.get(id).is_some_and(|role| role.second_factor);
        let has = |id| policy.users.get(&id).is_some_and(|user| user.second_factor);
        let user = self.actor.user().filter(|id| !has(*id));
        user.is_some() && self.effective.as_ref().is_some_and(|mine| mine.known_as.iter().any(asks))
    }

    /// The same caller within a request.
    #[must_use]
    pub fn in_request(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = request_id.into();
        self
    }

    /// Whether it is the program or the server's administrator: computed fields may be written and rights are not asked.
    pub const fn is_program(&self) -> bool {
        self.effective.is_none()
    }

    /// What bounds the caller, all of it at once: what he may do, and what the key may through which he asks.
    pub(super) fn bounds(&self) -> impl Iterator<Item = &Effective> {
        self.effective.iter().chain(&self.narrowed).map(AsRef::as_ref)
    }

    /// How far an action on a record type reaches at most.
    pub fn scope(&self, kind: &RecordType, action: Action) -> Scope {
        self.bounds().map(|bound| bound.scope(kind.name, action)).min().unwrap_or(Scope::All)
    }

    /// How far a class of data is seen exactly on a record type.
    pub fn class_scope(&self, kind: &RecordType, class: DataClass) -> Scope {
        self.bounds().map(|bound| bound.class_scope(kind.name, class, View::Exact)).min().unwrap_or(Scope::All)
    }

    /// Whether a duty is held.
    pub fn has_duty(&self, duty: &str) -> bool {
        self.bounds().all(|bound| bound.has_duty(duty))
    }

    /// What a user may do, with the paths by which he may; nothing for the program.
    pub fn effective(&self) -> Option<&Effective> {
        self.effective.as_deref()
    }

    /// The caller and the members of his groups.
    pub fn colleagues(&self) -> &[Id] {
        self.effective.as_ref().map_or(&[], |effective| &effective.colleagues)
    }
}
