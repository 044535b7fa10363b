//! The configuration: defaults < file (TOML) < environment (`BEHEER_` with `__` between levels) < flags.
//!
//! A section per file, each with `validate`. All faults are named at once, and every value knows where it came from. A
//! secret `x` may also be given as `x_file`, the path of a file that holds it.

mod admin;
mod console;
mod data;
mod database;
mod fault;
mod keys;
mod limits;
mod listen;
mod log;
pub mod master_key;
mod metrics;
mod outbound;
mod read;
mod source;
mod storage;
#[cfg(test)]
mod tests;
mod tls;

use std::path::{Path, PathBuf};

use figment::error::Kind;
use figment::providers::Serialized;
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use serde::{Deserialize, Serialize};

pub use admin::Admin;
pub use console::Console;
pub use data::Data;
pub use database::Database;
pub use fault::{Fault, Faults};
pub use keys::Keys;
pub use limits::Limits;
pub use listen::Listen;
pub use log::{Log, LogFormat};
pub use metrics::Metrics;
pub use outbound::Outbound;
pub use source::Source;
pub use storage::{Storage, StorageKind};
pub use tls::TlsFiles;

use crate::secret::Secret;
use source::{Given, GivenValues, Known, Layers};

/// The keys that hold secrets: shown as dots, and read from `<key>_file` too.
const SECRETS: &[&str] = &[
    "admin.password",
    "database.direct_url",
    "database.url",
    "outbound.proxy",
    "secret.master_key",
    "storage.access_key",
    "storage.secret_key",
];

/// Who runs the installation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Its owner, on a machine of his own.
    #[default]
    Local,
    /// A provider, for a tenant.
    Cloud,
}

/// The configuration of this process.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// `local` or `cloud`.
    pub mode: Mode,
    /// Where the server listens.
    pub listen: Listen,
    /// The data folder.
    pub data: Data,
    /// The database.
    pub database: Database,
    /// The store for files.
    pub storage: Storage,
    /// Certificate and key.
    pub tls: TlsFiles,
    /// The log.
    pub log: Log,
    /// The master key.
    pub secret: Keys,
    /// The first administrator.
    pub admin: Admin,
    /// Numbers for operators.
    pub metrics: Metrics,
    /// How often somebody may try.
    pub limits: Limits,
    /// What the server does by itself beyond its walls.
    pub outbound: Outbound,
    /// What people see who chose nothing else.
    pub console: Console,
}

/// A configuration with the source of each of its values.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    given: GivenValues,
}

impl Config {
    /// Reads and checks the configuration. Without `file` the one that `BEHEER_CONFIG` names, if any; `flags` are keys
    /// (`listen.address`) with their values.
    ///
    /// # Errors
    /// All faults at once.
    pub fn load(file: Option<&Path>, flags: &[(&str, String)]) -> Result<Loaded, Faults> {
        let layers = Layers {
            file: file.map(Path::to_owned),
            environment: std::env::vars_os().collect(),
            flags: flags.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
        };
        load(&layers)
    }

    /// The database: the configured one, or `beheer.db` in the data folder.
    pub fn database_url(&self) -> Secret {
        let default = || Secret::new(format!("sqlite:{}", self.data.directory.join("beheer.db").display()));
        self.database.url.clone().unwrap_or_else(default)
    }

    /// The folder for files of storage kind `filesystem`.
    pub fn files_directory(&self) -> PathBuf {
        self.storage.path.clone().unwrap_or_else(|| self.data.directory.join("files"))
    }

    /// Adds what is wrong, section by section and between them.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        self.listen.validate(faults);
        self.data.validate(faults);
        self.database.validate(faults);
        self.storage.validate(faults);
        self.tls.validate(faults);
        self.log.validate(faults);
        self.secret.validate(faults);
        self.admin.validate(faults);
        self.metrics.validate(faults);
        self.limits.validate(faults);
        self.outbound.validate(faults);
        self.console.validate(faults);
        if self.mode == Mode::Cloud && self.secret.master_key.is_none() {
            faults.push(Fault::new(
                "secret.master_key",
                "It is missing; in the mode cloud it must be given, as no disk outlives the process. Give it, or secret.master_key_file.",
            ));
        }
    }
}

impl Loaded {
    /// Where the value of `key` came from.
    pub fn source(&self, key: &str) -> Source {
        self.given.get(key).map_or(Source::Default, |given| given.source.clone())
    }

    /// Every key with its effective value and its source, for `beheer config`. Secrets are dots.
    pub fn effective(&self) -> Vec<(String, String, Source)> {
        let known = known();
        let line = |(key, default): (&String, &Value)| {
            let given = self.given.get(key);
            let value = match (key.as_str(), given) {
                (_, Some(_)) if known.is_secret(key) => Some("•••".to_owned()),
                ("database.url", None) => Some(self.config.database_url().reveal().to_owned()),
                ("storage.path", None) => Some(self.config.files_directory().display().to_string()),
                (_, given) => source::show(given.map_or(default, |given| &given.value)),
            };
            (key.clone(), value.unwrap_or_default(), self.source(key))
        };
        known.defaults.iter().map(line).collect()
    }
}

fn load(layers: &Layers) -> Result<Loaded, Faults> {
    let known = known();
    let mut faults = Vec::new();
    let mut given = layers.read(&known, &mut faults);
    read_secret_files(&known, &mut given, &mut faults);
    let sources = given.clone();
    let config = extract(&known, &mut given, &mut faults);
    // A value that could not be read is at its default here; what is missing because of that is not worth a line.
    let unreadable: Vec<String> = faults.iter().map(|fault| fault.key.clone()).collect();
    let mut found = Vec::new();
    config.validate(&mut found);
    faults.extend(found.into_iter().filter(|fault| !unreadable.contains(&fault.key)));
    for fault in &mut faults {
        if fault.source.is_none() {
            fault.source = sources.get(&fault.key).map(|given| given.source.clone());
        }
    }
    if faults.is_empty() { Ok(Loaded { config, given }) } else { Err(Faults(faults)) }
}

/// The keys there are: the leaves of the default configuration.
fn known() -> Known {
    let tree = Serialized::defaults(Config::default()).data().ok().and_then(|mut map| map.remove(&Profile::Default));
    Known::of(&tree.unwrap_or_default(), SECRETS)
}

/// Replaces each `<secret>_file` by what stands in the file.
fn read_secret_files(known: &Known, given: &mut GivenValues, faults: &mut Vec<Fault>) {
    for key in known.secrets {
        let file_key = format!("{key}_file");
        let Some(named) = given.remove(&file_key) else { continue };
        let mut fault = |detail: String| {
            faults.push(Fault { source: Some(named.source.clone()), ..Fault::new(file_key.clone(), detail) });
        };
        if let Some(other) = given.get(*key) {
            fault(format!("{key} is given too, by {}. Give only one of them.", other.source));
            continue;
        }
        let Some(path) = named.value.as_str().map(PathBuf::from) else {
            fault("Give the path of a file, in quotes.".into());
            continue;
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let text = text.strip_suffix('\n').unwrap_or(&text);
                let text = text.strip_suffix('\r').unwrap_or(text);
                if text.is_empty() {
                    fault(format!("The file {} is empty. Put the secret into it.", path.display()));
                    continue;
                }
                let source = Source::SecretFile(path, Box::new(named.source.clone()));
                given.insert((*key).to_owned(), Given { value: Value::from(text), source });
            }
            Err(cause) => fault(format!("The file {} cannot be read: {cause}.", path.display())),
        }
    }
}

/// Turns the values into the typed configuration. A value of the wrong type becomes a fault and gives way to the default,
/// so that the next one is found too.
fn extract(known: &Known, given: &mut GivenValues, faults: &mut Vec<Fault>) -> Config {
    loop {
        let cause = match Figment::from(Tree(tree(known, given))).extract_lossy::<Config>() {
            Ok(config) => return config,
            Err(cause) => cause,
        };
        // An item of a list has the number of the item at the end of its path.
        let key = (1..=cause.path.len()).rev().map(|n| cause.path[..n].join(".")).find(|key| given.contains_key(key));
        let removed = key.and_then(|key| given.remove_entry(&key));
        let Some((key, value)) = removed else {
            faults.push(Fault::new(cause.path.join("."), cause.kind.to_string()));
            return Config::default();
        };
        let detail =
            if known.is_secret(&key) { "It must be text. Put it in quotes.".to_owned() } else { sentence(&cause.kind) };
        faults.push(Fault { source: Some(value.source), ..Fault::new(key, detail) });
    }
}

fn sentence(kind: &Kind) -> String {
    match kind {
        Kind::Message(text) => text.clone(),
        Kind::UnknownVariant(given, known) => {
            format!("\"{given}\" is not possible. Give one of: {}.", known.join(", "))
        }
        Kind::InvalidType(given, expected) | Kind::InvalidValue(given, expected) => {
            let expected = match expected.as_str() {
                "u16" | "u32" | "u64" | "usize" => "a whole number",
                "a boolean" => "true or false",
                "a string" | "path string" => "text in quotes",
                other => other,
            };
            format!("It must be {expected}, but it is {given}.")
        }
        other => format!("It cannot be read: {other}."),
    }
}

/// The defaults with the given values put in.
fn tree(known: &Known, given: &GivenValues) -> Dict {
    let mut root = Dict::new();
    for (key, default) in &known.defaults {
        let value = given.get(key).map_or(default, |given| &given.value).clone();
        match key.split_once('.') {
            None => drop(root.insert(key.clone(), value)),
            Some((section, name)) => {
                let section = root.entry(section.to_owned()).or_insert_with(|| Value::from(Dict::new()));
                if let Value::Dict(_, inner) = section {
                    inner.insert(name.to_owned(), value);
                }
            }
        }
    }
    root
}

/// Hands a finished tree to figment.
struct Tree(Dict);

impl Provider for Tree {
    fn metadata(&self) -> Metadata {
        Metadata::named("configuration")
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        Ok(Map::from([(Profile::Default, self.0.clone())]))
    }
}
