//! Section `listen`: where the server listens, who may speak for others, and the limits of a connection and a request.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};

/// Section `listen`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Listen {
    /// IP address and port.
    #[serde(deserialize_with = "read::address")]
    pub address: SocketAddr,
    /// How people reach the server, for links in mails: `https://crm.example.org`, without a slash at the end.
    pub public_url: Option<String>,
    /// Networks of the proxies whose `Forwarded` and `X-Forwarded-*` headers are believed. None by default.
    #[serde(deserialize_with = "read::networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Seconds to go on serving after the stop signal, while load balancers notice that we are no longer ready.
    pub drain_seconds: u64,
    /// Connections open at once; further ones wait in the queue of the operating system.
    pub max_connections: u32,
    /// Bytes of a request body, apart from uploads.
    pub body_bytes: usize,
    /// Bytes of an uploaded file.
    pub upload_bytes: u64,
    /// Seconds in which a request head must have arrived.
    pub header_seconds: u64,
    /// Seconds in which a request body must have arrived, plus one second for each 16 KiB of it.
    pub body_seconds: u64,
    /// Seconds a connection may stay open without a request.
    pub idle_seconds: u64,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            trusted_proxies: Vec::new(),
            drain_seconds: 5,
            max_connections: 4096,
            body_bytes: 1 << 20,
            upload_bytes: 100 << 20,
            header_seconds: 10,
            body_seconds: 30,
            idle_seconds: 75,
        }
    }
}

impl Listen {
    /// Whether `address` is one of the trusted proxies.
    pub fn trusts(&self, address: IpAddr) -> bool {
        // A dual-stack socket shows IPv4 peers as ::ffff:a.b.c.d.
        let address = address.to_canonical();
        self.trusted_proxies.iter().any(|network| network.contains(&address))
    }

    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        if let Some(url) = &self.public_url
            && let Err(why) = check_public_url(url)
        {
            faults.push(Fault::new("listen.public_url", why));
        }
        if self.drain_seconds > 300 {
            faults.push(Fault::new("listen.drain_seconds", "Give at most 300 seconds."));
        }
        if !(1..=1_000_000).contains(&self.max_connections) {
            faults.push(Fault::new("listen.max_connections", "Give a number from 1 to 1000000."));
        }
        if !(1024..=64 << 20).contains(&self.body_bytes) {
            faults.push(Fault::new("listen.body_bytes", "Give a number from 1024 (1 KiB) to 67108864 (64 MiB)."));
        }
        if !(1024..=10 << 30).contains(&self.upload_bytes) {
            faults.push(Fault::new("listen.upload_bytes", "Give a number from 1024 (1 KiB) to 10737418240 (10 GiB)."));
        }
        let seconds = [
            ("listen.header_seconds", self.header_seconds, 300),
            ("listen.body_seconds", self.body_seconds, 3600),
            ("listen.idle_seconds", self.idle_seconds, 3600),
        ];
        for (key, value, most) in seconds {
            if !(1..=most).contains(&value) {
                faults.push(Fault::new(key, format!("Give a number of seconds from 1 to {most}.")));
            }
        }
    }
}

fn check_public_url(url: &str) -> Result<(), String> {
    let parsed: hyper::Uri = url.parse().map_err(|_| format!("\"{url}\" is not a web address."))?;
    if !matches!(parsed.scheme_str(), Some("http" | "https")) {
        return Err("Begin it with https:// (or http://).".into());
    }
    let Some(authority) = parsed.authority() else { return Err("It names no host.".into()) };
    if authority.as_str().contains('@') {
        return Err("It must not contain a user name or a password.".into());
    }
    if url.ends_with('/') || parsed.path() != "/" || parsed.query().is_some() || url.contains('#') {
        return Err(format!(
            "Give only the scheme and the host: {}://{authority}.",
            parsed.scheme_str().unwrap_or("https")
        ));
    }
    Ok(())
}
