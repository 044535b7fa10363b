//! The only door out: by the proxy of the configuration, to addresses that the policy permits, within a time and a size, and each
//! destination noted. An address is judged after its name was resolved, and what was judged is what is connected to.

mod policy;
mod register;

use std::error::Error as StdError;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use poem::http::{HeaderMap, Method, StatusCode, Uri};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, Client, NoProxy, Proxy, Url, redirect};

use crate::clock::Clock;
use crate::config;
use crate::error::{Error, Result};

pub use policy::Policy;
pub use register::{Destination, Register};

/// The door out. Cheap to clone.
#[derive(Clone)]
pub struct Outbound {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    policy: Policy,
    register: Register,
    clock: Clock,
    answer_bytes: usize,
    /// A proxy resolves names by itself, and decides by itself where it goes.
    is_proxied: bool,
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Ask {
    /// GET, POST.
    pub method: Method,
    /// Where: `https://…`; in clear text to loopback alone, and only where the operator allows it.
    pub url: String,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

/// What came back. Redirects come back as they are: nobody is led on to where nobody asked to go.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Outbound {
    /// Puts it together from the configuration.
    pub fn new(settings: &config::Outbound, clock: Clock) -> Result<Self> {
        let policy = Policy::new(settings.allow.clone());
        let mut builder = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(settings.seconds))
            .connect_timeout(Duration::from_secs(settings.seconds.min(10)))
            .pool_max_idle_per_host(1)
            .user_agent(concat!("beheer/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Pinned(policy.clone()));
        if let Some(proxy) = &settings.proxy {
            let unusable = |cause| Error::Internal(Box::new(cause));
            builder =
                builder.proxy(Proxy::all(proxy).map_err(unusable)?.no_proxy(NoProxy::from_string(&settings.no_proxy)));
        }
        if let Some(path) = &settings.ca_certificates {
            let read = std::fs::read(path).map_err(|cause| unusable_certificates(path, &cause))?;
            let all = Certificate::from_pem_bundle(&read).map_err(|cause| unusable_certificates(path, &cause))?;
            builder = builder.tls_certs_merge(all);
        }
        let client = builder.build().map_err(|cause| Error::Internal(Box::new(cause)))?;
        let (register, answer_bytes) = (Register::default(), settings.answer_bytes);
        let is_proxied = settings.proxy.is_some();
        Ok(Self { inner: Arc::new(Inner { client, policy, register, clock, answer_bytes, is_proxied }) })
    }

    /// Where the server went since it began.
    pub fn register(&self) -> &Register {
        &self.inner.register
    }

    /// Sends a request to an address that somebody typed; `why` is what the register says it was for.
    pub async fn send(&self, why: &'static str, ask: Ask) -> Result<Answer> {
        let host = ask.url.parse::<Uri>().ok().as_ref().map(host).unwrap_or_default();
        let answered = self.sent(ask).await;
        let result = match &answered {
            Ok(answer) => answer.status.as_u16().to_string(),
            Err(error) => error.code().to_owned(),
        };
        if !host.is_empty() {
            self.inner.register.note(&host, why, self.inner.clock.now(), result);
        }
        answered
    }

    async fn sent(&self, ask: Ask) -> Result<Answer> {
        let url = Url::parse(&ask.url).map_err(|_| insecure())?;
        self.judge(&url)?;
        let request = self.inner.client.request(ask.method, url).headers(ask.headers).body(ask.body);
        let mut response = request.send().await.map_err(|cause| told(&cause))?;
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|cause| told(&cause))? {
            if body.len() + chunk.len() > self.inner.answer_bytes {
                let detail = format!("The other side answered with more than {} bytes.", self.inner.answer_bytes);
                return Err(Error::Conflict("outbound_too_large", detail));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status: response.status(), headers: std::mem::take(response.headers_mut()), body: body.into() })
    }

    /// Judges what can be judged before a name is resolved. An address written in numbers never comes by the resolver.
    fn judge(&self, url: &Url) -> Result<()> {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let literal: Option<IpAddr> = host.parse().ok();
        if literal.is_some_and(|address| !self.inner.policy.permits(address)) {
            return Err(forbidden());
        }
        let is_loopback = literal.is_some_and(|address| address.to_canonical().is_loopback()) || host == "localhost";
        let by_itself = host == "localhost" && self.inner.is_proxied;
        match url.scheme() {
            _ if by_itself || !url.username().is_empty() || url.password().is_some() => Err(forbidden()),
            "https" => Ok(()),
            "http" if is_loopback => Ok(()),
            _ => Err(insecure()),
        }
    }
}

/// Host and port of an address.
fn host(uri: &Uri) -> String {
    let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
    uri.host().map(|host| format!("{host}:{port}")).unwrap_or_default()
}

/// Resolves names to addresses that are permitted, which are the ones connected to.
struct Pinned(Policy);

/// A name led to forbidden addresses only.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to addresses that are not permitted")]
struct Forbidden;

impl Resolve for Pinned {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let permitted = policy.narrowed(found);
            if permitted.is_empty() {
                return Err(Box::new(Forbidden) as Box<dyn StdError + Send + Sync>);
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

fn forbidden() -> Error {
    let detail = "This address leads into a private network. The operator can allow it (outbound.allow).";
    Error::Conflict("outbound_forbidden", detail.into())
}

fn insecure() -> Error {
    Error::Conflict("outbound_insecure", "An address that begins with https:// is needed.".into())
}

fn unusable_certificates(path: &std::path::Path, cause: &dyn std::fmt::Display) -> Error {
    Error::Conflict("ca_certificates", format!("outbound.ca_certificates: {} cannot be used: {cause}.", path.display()))
}

/// What went wrong, in words.
fn told(cause: &reqwest::Error) -> Error {
    let mut source = cause.source();
    let mut deepest = cause.to_string();
    while let Some(inner) = source {
        if inner.is::<Forbidden>() {
            return forbidden();
        }
        deepest = inner.to_string();
        source = inner.source();
    }
    if cause.is_timeout() {
        return Error::Conflict("outbound_timeout", "The other side did not answer in time.".into());
    }
    Error::Conflict("outbound_unreachable", format!("The other side cannot be reached: {deepest}."))
}
