//! Where a configuration value came from, and the four layers read into one flat list of keys.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use figment::providers::{Format, Toml};
use figment::value::{Dict, Empty, Value};
use figment::{Profile, Provider};

use crate::config::fault::Fault;

/// What every environment variable of ours begins with.
const PREFIX: &str = "BEHEER_";

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody said otherwise.
    Default,
    /// The configuration file.
    File(PathBuf),
    /// This environment variable.
    Environment(String),
    /// A flag on the command line.
    Flag,
    /// Read from this file, which is named by a key ending in `_file`.
    SecretFile(PathBuf, Box<Source>),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::Flag => f.write_str("flag"),
            Self::SecretFile(path, named_by) => write!(f, "file {}, named by {named_by}", path.display()),
        }
    }
}

/// A value somebody gave, with its source.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) value: Value,
    pub(crate) source: Source,
}

/// The given values by key (`database.url`).
pub(crate) type GivenValues = BTreeMap<String, Given>;

/// What is read, apart from the defaults; a later layer wins over an earlier one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layers {
    pub(crate) file: Option<PathBuf>,
    pub(crate) environment: Vec<(OsString, OsString)>,
    pub(crate) flags: Vec<(String, String)>,
}

impl Layers {
    /// Reads the layers in order of rank. `known` is the tree of defaults: its leaves are all the keys there are.
    pub(crate) fn read(&self, known: &Known, faults: &mut Vec<Fault>) -> GivenValues {
        let mut given = GivenValues::new();
        let variables = self.variables(faults);
        let named = variables.iter().find(|(name, _)| name == "BEHEER_CONFIG").map(|(_, path)| PathBuf::from(path));
        if let Some(path) = self.file.clone().or(named) {
            read_file(&path, known, &mut given, faults);
        }
        for (name, text) in variables {
            let key = name[PREFIX.len()..].to_ascii_lowercase().replace("__", ".");
            if name == "BEHEER_CONFIG" || (!known.has(&key) && is_service_link(&name)) {
                continue;
            }
            known.put(&mut given, key, Value::from(text), Source::Environment(name), faults);
        }
        for (key, text) in &self.flags {
            known.put(&mut given, key.clone(), Value::from(text.clone()), Source::Flag, faults);
        }
        given
    }

    /// Our variables. An empty one counts as not given: container tools pass unset variables on like that.
    fn variables(&self, faults: &mut Vec<Fault>) -> Vec<(String, String)> {
        let mut ours = Vec::new();
        for (name, text) in &self.environment {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
            match text.to_str() {
                Some("") => {}
                Some(text) => ours.push((name.to_owned(), text.to_owned())),
                None => faults.push(Fault {
                    source: Some(Source::Environment(name.to_owned())),
                    ..Fault::new("", "The value is not valid UTF-8. Write it again in UTF-8.")
                }),
            }
        }
        ours.sort();
        ours
    }
}

/// Kubernetes gives every pod variables such as `BEHEER_SERVICE_HOST` and `BEHEER_PORT_80_TCP_ADDR` for a service of
/// our name; they are not meant for us and must not stop the start.
fn is_service_link(name: &str) -> bool {
    !name.contains("__")
        && (name.ends_with("_SERVICE_HOST")
            || name.ends_with("_SERVICE_PORT")
            || name.contains("_SERVICE_PORT_")
            || name.ends_with("_PORT")
            || (name.contains("_PORT_") && (name.contains("_TCP") || name.contains("_UDP"))))
}

fn read_file(path: &Path, known: &Known, given: &mut GivenValues, faults: &mut Vec<Fault>) {
    let source = Source::File(path.to_owned());
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return faults.push(Fault { source: Some(source), ..Fault::new("", "This is not a file.") }),
        Err(cause) => {
            let detail = format!("The configuration file cannot be read: {cause}. Check the path and its permissions.");
            return faults.push(Fault { source: Some(source), ..Fault::new("", detail) });
        }
    }
    match Toml::file_exact(path).data() {
        Ok(mut profiles) => {
            let dict = profiles.remove(&Profile::Default).unwrap_or_default();
            flatten(&dict, "", known, &mut |key, value| known.put(given, key, value, source.clone(), faults));
        }
        Err(cause) => {
            // The middle of the message quotes the line, which may hold a secret.
            let text = cause.kind.to_string();
            let mut lines = text.lines().filter(|line| !line.trim().is_empty());
            let first = lines.next().unwrap_or("It is not valid TOML").to_owned();
            let detail = lines.next_back().map_or(first.clone(), |last| format!("{first}: {}", last.trim()));
            faults.push(Fault { source: Some(source), ..Fault::new("", detail) });
        }
    }
}

/// Walks down the tables of a file as far as the known sections go.
fn flatten(dict: &Dict, prefix: &str, known: &Known, put: &mut dyn FnMut(String, Value)) {
    for (name, value) in dict {
        let key = format!("{prefix}{name}");
        match value {
            Value::Dict(_, inner) if known.is_section(&key) || !(inner.is_empty() || known.has(&key)) => {
                flatten(inner, &format!("{key}."), known, put);
            }
            _ => put(key, value.clone()),
        }
    }
}

/// All keys there are, with their defaults, and which of them are secret.
#[derive(Debug)]
pub(crate) struct Known {
    /// Default by key; a key without a default has an empty value.
    pub(crate) defaults: BTreeMap<String, Value>,
    /// Keys that hold secrets; `<key>_file` may be given for each.
    pub(crate) secrets: &'static [&'static str],
}

impl Known {
    /// The keys of `tree`, which is the serialised default configuration.
    pub(crate) fn of(tree: &Dict, secrets: &'static [&'static str]) -> Self {
        fn walk(dict: &Dict, prefix: &str, into: &mut BTreeMap<String, Value>) {
            for (name, value) in dict {
                match value {
                    Value::Dict(_, inner) => walk(inner, &format!("{prefix}{name}."), into),
                    _ => drop(into.insert(format!("{prefix}{name}"), value.clone())),
                }
            }
        }
        let mut defaults = BTreeMap::new();
        walk(tree, "", &mut defaults);
        Self { defaults, secrets }
    }

    pub(crate) fn is_secret(&self, key: &str) -> bool {
        self.secrets.contains(&key)
    }

    fn is_section(&self, key: &str) -> bool {
        self.defaults.keys().any(|known| known.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
    }

    fn has(&self, key: &str) -> bool {
        self.defaults.contains_key(key) || key.strip_suffix("_file").is_some_and(|key| self.is_secret(key))
    }

    /// Takes a value in, or says why there is no such key.
    fn put(&self, given: &mut GivenValues, key: String, value: Value, source: Source, faults: &mut Vec<Fault>) {
        if self.has(&key) {
            given.insert(key, Given { value, source });
            return;
        }
        let detail = if self.is_section(&key) {
            "This is a section, not a value. Name the value in it that you mean.".to_owned()
        } else {
            match self.similar(&key) {
                Some(similar) => format!("There is no such key. Did you mean {similar}?"),
                None => "There is no such key. The command `beheer config` lists all keys.".to_owned(),
            }
        };
        faults.push(Fault { source: Some(source), ..Fault::new(key, detail) });
    }

    /// The known key that a misspelt one most likely means.
    fn similar(&self, key: &str) -> Option<&str> {
        let distance = |known: &str| edits(key.as_bytes(), known.as_bytes());
        let (name, edits) = self.defaults.keys().map(|known| (known.as_str(), distance(known))).min_by_key(|k| k.1)?;
        (edits <= 3).then_some(name)
    }
}

/// Levenshtein distance.
fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// A value as `beheer config` shows it; `None` for a key without one.
pub(crate) fn show(value: &Value) -> Option<String> {
    match value {
        Value::Empty(_, Empty::None | Empty::Unit) => None,
        Value::String(_, text) => Some(text.clone()),
        Value::Char(_, letter) => Some(letter.to_string()),
        Value::Bool(_, yes) => Some(yes.to_string()),
        Value::Num(_, number) => Some(
            (number.to_i128().map(|n| n.to_string()))
                .or_else(|| number.to_u128().map(|n| n.to_string()))
                .or_else(|| number.to_f64().map(|n| n.to_string()))
                .unwrap_or_default(),
        ),
        Value::Array(_, items) => Some(items.iter().filter_map(show).collect::<Vec<_>>().join(", ")),
        Value::Dict(_, inner) => Some(inner.keys().cloned().collect::<Vec<_>>().join(", ")),
    }
}
