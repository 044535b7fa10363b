//! Section `outbound`: by which way, and how far, the server goes out by itself.

use std::path::PathBuf;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};

/// Section `outbound`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Outbound {
    /// The proxy that everything goes through: `http://proxy.example.org:3128`. The environment's own proxy variables are not read.
    pub proxy: Option<String>,
    /// What goes out without it: hosts, domains, networks, separated by commas.
    pub no_proxy: String,
    /// PEM file with certificates that are trusted beside those of the operating system.
    pub ca_certificates: Option<PathBuf>,
    /// Private networks that addresses which people type may lead to: `10.1.0.0/16`. None by default.
    #[serde(deserialize_with = "read::networks")]
    pub allow: Vec<IpNet>,
    /// Seconds in which an answer must have arrived whole.
    pub seconds: u64,
    /// Bytes of an answer.
    pub answer_bytes: usize,
}

impl Default for Outbound {
    fn default() -> Self {
        Self {
            proxy: None,
            no_proxy: String::new(),
            ca_certificates: None,
            allow: Vec::new(),
            seconds: 10,
            answer_bytes: 1 << 20,
        }
    }
}

impl Outbound {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if let Some(proxy) = &self.proxy {
            let parsed: Option<hyper::Uri> = proxy.parse().ok();
            let fits = parsed.is_some_and(|uri| {
                matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
            });
            if !fits {
                faults.push(Fault::new("outbound.proxy", "Write it like http://proxy.example.org:3128."));
            }
        }
        if !(1..=300).contains(&self.seconds) {
            faults.push(Fault::new("outbound.seconds", "Give a number of seconds from 1 to 300."));
        }
        if !(1 << 10..=64 << 20).contains(&self.answer_bytes) {
            faults.push(Fault::new("outbound.answer_bytes", "Give a number from 1024 (1 KiB) to 67108864 (64 MiB)."));
        }
    }
}
