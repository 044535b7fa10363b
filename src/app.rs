//! The application: everything that lives as long as the process, built once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};

use crate::changes::reads;
use crate::clock::{Clock, Micros};
use crate::config::{Config, Source, master_key};
use crate::database::{self, Database};
use crate::error::Result;
use crate::http::{Readiness, Stop};
use crate::id::{Id, Ids};
use crate::identity::Identity;
use crate::identity::sessions::Known;
use crate::identity::throttle::Limits;
use crate::outbound::Outbound;
use crate::records::{configuration, demo, seed};
use crate::rights::reads::Notebook;
use crate::rights::{Caller, Channel, Configuration};
use crate::secret::MasterKey;
use crate::storage::Storage;

/// How long readings wait for others.
const READS_WAIT: Duration = Duration::from_secs(1);

/// Everything that lives as long as the process. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    database: Database,
    master: MasterKey,
    identity: Identity,
    storage: Storage,
    outbound: Outbound,
    readiness: Readiness,
    stop: Stop,
    configuration: RwLock<Arc<Configuration>>,
    turn: Mutex<()>,
    started_at: Micros,
    settings: OnceLock<Vec<(String, String, Source)>>,
    is_demo: AtomicBool,
    notebook: Arc<Notebook>,
}

impl App {
    /// Opens everything: data folder, master key, database with its migrations and first records, storage.
    pub async fn open(config: Config) -> Result<Self> {
        Self::open_with(config, Clock::System, Ids::Random).await
    }

    /// The same with a clock and ids of one's own.
    pub async fn open_with(config: Config, clock: Clock, ids: Ids) -> Result<Self> {
        master_key::create_data_directory(&config.data.directory)?;
        let master = master_key::master_key(&config)?;
        let url = config.database_url();
        let options = database::Options {
            pool_size: config.database.pool_size,
            pooled: config.database.pooled,
            clock,
            ids,
            ..database::Options::new(url.reveal())
        };
        let database = Database::open(&options).await?;
        let direct = config.database.direct_url.as_ref().unwrap_or(&url);
        database::migrate::run(&database, direct.reveal()).await?;
        seed::run(&database).await?;
        let limits =
            Limits { per_address: config.limits.sign_in_per_address, per_account: config.limits.sign_in_per_account };
        let identity = Identity::new(database.clone(), master.clone(), limits);
        identity.check_master_key().await?;
        let storage = Storage::open(&config, &master)?;
        let outbound = Outbound::new(&config.outbound, database.clock().clone())?;
        let configuration = configuration::load(&database).await?;
        let (readiness, stop) = (Readiness::new(), Stop::new());
        let configuration = RwLock::new(configuration);
        let started_at = database.clock().now();
        Ok(Self {
            inner: Arc::new(Inner {
                config,
                database,
                master,
                identity,
                storage,
                outbound,
                readiness,
                stop,
                configuration,
                turn: Mutex::new(()),
                started_at,
                settings: OnceLock::new(),
                is_demo: AtomicBool::new(false),
                notebook: Arc::default(),
            }),
        })
    }

    /// The settings of the process.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Keeps how each setting came to its value, for the page that shows it.
    pub fn keep_settings(&self, settings: Vec<(String, String, Source)>) {
        // Whoever comes second has the same to say.
        drop(self.inner.settings.set(settings));
    }

    /// Every setting with its value and source, secrets hidden; nothing where the process was not told.
    pub fn settings(&self) -> &[(String, String, Source)] {
        self.inner.settings.get().map_or(&[], Vec::as_slice)
    }

    /// When this process began.
    pub fn started_at(&self) -> Micros {
        self.inner.started_at
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// The installation's key.
    pub fn master(&self) -> &MasterKey {
        &self.inner.master
    }

    /// Sign-in, sessions and keys.
    pub fn identity(&self) -> &Identity {
        &self.inner.identity
    }

    /// Object storage.
    pub fn storage(&self) -> &Storage {
        &self.inner.storage
    }

    /// The door out.
    pub fn outbound(&self) -> &Outbound {
        &self.inner.outbound
    }

    /// Whether the server can take requests.
    pub fn readiness(&self) -> &Readiness {
        &self.inner.readiness
    }

    /// Tells everything that runs to come to an end.
    pub fn stop(&self) -> &Stop {
        &self.inner.stop
    }

    /// Waits for its turn to import. Imports go one after the other: each finds what the one before made, and the memory of the
    /// process holds one large file at a time.
    pub async fn turn(&self) -> MutexGuard<'_, ()> {
        self.inner.turn.lock().await
    }

    /// Whether its people and customers are made up, so that pages can say so.
    pub fn is_demo(&self) -> bool {
        self.inner.is_demo.load(Ordering::Relaxed)
    }

    /// Finds out whether its people and customers are made up.
    pub async fn look_for_demo(&self) -> Result<()> {
        self.inner.is_demo.store(demo::is_there(&self.inner.database).await?, Ordering::Relaxed);
        Ok(())
    }

    /// The configuration of this moment: read again where its number moved.
    pub async fn configuration(&self) -> Result<Arc<Configuration>> {
        let epoch = configuration::epoch(&self.inner.database).await?;
        self.configuration_at(epoch).await
    }

    /// The configuration with at least this number, which the caller has just read.
    pub async fn configuration_at(&self, epoch: i64) -> Result<Arc<Configuration>> {
        let known = Arc::clone(&self.inner.configuration.read().unwrap_or_else(PoisonError::into_inner));
        if known.epoch == epoch {
            return Ok(known);
        }
        let fresh = configuration::load(&self.inner.database).await?;
        *self.inner.configuration.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
        Ok(fresh)
    }

    /// The caller behind a session's token.
    pub async fn session(&self, token: &str, channel: Channel) -> Result<Option<Caller>> {
        let Some(known) = self.inner.identity.session(token).await? else { return Ok(None) };
        let configuration = self.configuration_at(known.epoch).await?;
        if !is_active(&configuration, known.user) {
            return Ok(None);
        }
        let caller = Caller::user(Arc::clone(&configuration), known.user, channel).at(self.now());
        // The duty is asked anew each time: whoever loses it is himself again at once.
        let duty =
            known.acting.map(|(_, acting)| if acting.changes { "impersonation_changes" } else { "impersonation" });
        let may_act = duty.is_some_and(|duty| caller.has_duty(duty) || caller.has_duty("impersonation_changes"));
        let caller = match known.acting.filter(|(person, _)| may_act && is_active(&configuration, *person)) {
            Some((person, acting)) => Caller::acting(configuration, person, acting, channel).at(self.now()),
            None => caller,
        };
        Ok(Some(caller.proved(known.proved_at).noted_in(&self.inner.notebook)))
    }

    /// The caller behind a key.
    pub async fn key(&self, token: &str) -> Result<Option<Caller>> {
        let Some(Known { user, roles, epoch, .. }) = self.inner.identity.key(token).await? else { return Ok(None) };
        let configuration = self.configuration_at(epoch).await?;
        Ok(is_active(&configuration, user)
            .then(|| Caller::key(configuration, user, &roles).at(self.now()).noted_in(&self.inner.notebook)))
    }

    fn now(&self) -> Micros {
        self.inner.database.clock().now()
    }

    /// Writes down who read what is protected, as far as it was noted.
    pub async fn write_reads(&self) -> Result<()> {
        reads::write(&self.inner.database, &self.inner.notebook).await
    }

    /// Writes it down soon after it was noted, until the program ends: nobody who reads waits for it.
    pub async fn keep_reads(self) {
        loop {
            self.inner.notebook.news.notified().await;
            // What comes together is written together.
            tokio::time::sleep(READS_WAIT).await;
            if let Err(error) = self.write_reads().await {
                tracing::error!(error = ?error, "readings of protected data are not written down yet");
            }
        }
    }

    /// Ends everything cleanly: journal sealed, what waits written, connections closed.
    pub async fn close(&self) -> Result<()> {
        self.write_reads().await?;
        crate::changes::seal::finish(&self.inner.database).await?;
        self.inner.database.close().await;
        Ok(())
    }
}

fn is_active(configuration: &Configuration, user: Id) -> bool {
    configuration.policy.users.get(&user).is_some_and(|user| user.active)
}
