//! The log: text or JSON on standard error, with a span for each request.
//!
//! Messages are for people, fields for machines. No personal data goes in: ids, not names; paths without queries; and where
//! an address is needed, only the masked one of this module.

use std::net::IpAddr;

use tracing::{Span, Subscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, Registry, fmt};

use crate::config::{Fault, Faults, Log, LogFormat};
use crate::error::{Error, Result};

/// Sends the log of this process to standard error. To be called once.
pub fn start(section: &Log) -> Result<()> {
    let subscriber = subscriber(section, std::io::stderr)?;
    tracing::subscriber::set_global_default(subscriber).map_err(|cause| Error::Internal(Box::new(cause)))
}

/// A log that goes to `writer`.
///
/// # Errors
/// When the level is not one.
pub fn subscriber<W>(section: &Log, writer: W) -> Result<impl Subscriber + Send + Sync + use<W>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(&section.level);
    let filter = filter.map_err(|cause| Faults(vec![Fault::new("log.level", cause.to_string())]))?;
    let lines = fmt::layer().with_writer(writer).with_ansi(false);
    let lines = match section.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed(),
    };
    Ok(Registry::default().with(filter).with(lines))
}

/// The span of one request. `path` must be without the query, which may hold names and addresses.
pub fn request_span(request_id: &str, method: &str, path: &str) -> Span {
    // At the highest level, so that a filter for warnings does not take the id from the warnings.
    tracing::error_span!("request", request.id = request_id, http.method = method, http.path = path)
}

/// An e-mail address of which the log may only say so much: `a•••@example.org`.
pub fn masked_email(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((name, host)) => format!("{}•••@{host}", name.chars().next().map(String::from).unwrap_or_default()),
        None => "•••".into(),
    }
}

/// The network of an IP address (a /24 or a /48), which tells attackers apart but not people.
pub fn masked_ip(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Keeps what is logged.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(section: &Log) -> String {
        let kept = Kept::default();
        let writer = kept.clone();
        tracing::subscriber::with_default(subscriber(section, move || writer.clone()).unwrap(), || {
            request_span("r1", "GET", "/deals").in_scope(|| tracing::info!(batch.count = 3, "Wrote deals."));
            tracing::debug!("not at this level");
            request_span("r2", "GET", "/deals").in_scope(|| tracing::warn!("Took long."));
        });
        String::from_utf8(kept.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn a_line_carries_the_id_of_its_request_in_both_formats() {
        let text = logged(&Log::default());
        assert!(text.contains("request.id=\"r1\"") && text.contains("Wrote deals."), "{text}");
        assert_eq!(text.lines().count(), 2);
        let warnings = logged(&Log { level: "warn".into(), ..Log::default() });
        assert!(warnings.contains("request.id=\"r2\"") && !warnings.contains("r1"), "{warnings}");
        let json = logged(&Log { format: LogFormat::Json, ..Log::default() });
        let line: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
        assert_eq!((&line["span"]["request.id"], &line["batch.count"]), (&"r1".into(), &3.into()));
    }

    #[test]
    fn addresses_are_masked() {
        assert_eq!(masked_email("anna@example.org"), "a•••@example.org");
        assert_eq!(masked_email("anna"), "•••");
        assert_eq!(masked_ip("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.0/24");
        assert_eq!(masked_ip("2001:db8:1:2::3".parse().unwrap()), "2001:db8:1::/48");
    }
}
