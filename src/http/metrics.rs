//! Numbers for operators, in the text format of Prometheus.
//!
//! Labels come from short lists (methods, route patterns, status codes), so that no caller can make the series grow.

use std::fmt::Write as _;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use poem::http::Method;
use poem::{Endpoint, Request, Response};

use crate::clock::{Clock, Micros};
use crate::error::{Error, Result};

/// The pattern of the route that answered, such as `/api/v1/deals/{id}`; endpoints put it into the response's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteLabel(pub &'static str);

/// Upper bounds of the duration histogram, in seconds.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

/// Requests after which the recorder tidies up. It keeps every single duration until then, and nobody may be scraping.
const UPKEEP_EVERY: u64 = 8192;

/// The kernel counts processor time for user space in hundredths of a second, on every architecture we run on.
const TICKS_PER_SECOND: f64 = 100.0;

/// There is one recorder in a process, however many servers its tests start.
static RECORDER: Mutex<Option<PrometheusHandle>> = Mutex::new(None);

/// The recorder of this process. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    recorder: PrometheusHandle,
    requests: Arc<AtomicU64>,
    started: Micros,
}

impl Metrics {
    /// Starts to collect what the macros of the crate `metrics` report; without it they do nothing.
    pub fn install(clock: &Clock) -> Result<Self> {
        let mut installed = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
        let recorder = match &*installed {
            Some(recorder) => recorder.clone(),
            None => installed.insert(Self::build()?).clone(),
        };
        Ok(Self { recorder, requests: Arc::default(), started: clock.now() })
    }

    fn build() -> Result<PrometheusHandle> {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)
            .and_then(PrometheusBuilder::install_recorder)
            .map_err(|cause| Error::Internal(Box::new(cause)))?;
        metrics::describe_counter!("http_requests_total", "Requests answered, by method, route and status.");
        metrics::describe_histogram!("http_request_seconds", "Seconds until the head of the answer was ready.");
        metrics::describe_gauge!("http_connections", "Connections open now.");
        Ok(recorder)
    }

    /// Everything collected, and the numbers of the process as they are now.
    pub fn render(&self) -> String {
        let mut text = self.recorder.render();
        self.render_process(&mut text);
        text
    }

    /// Answers a request and counts it. For `EndpointExt::around`, outside of what turns errors into answers.
    pub async fn measure<E: Endpoint + 'static>(self, endpoint: Arc<E>, request: Request) -> poem::Result<Response> {
        let method = method_label(request.method());
        let begun = Instant::now();
        let response = endpoint.get_response(request).await;
        let route = response.data::<RouteLabel>().map_or("other", |label| label.0);
        let status = response.status().as_str().to_owned();
        metrics::counter!("http_requests_total", "method" => method, "route" => route, "status" => status).increment(1);
        metrics::histogram!("http_request_seconds", "method" => method, "route" => route)
            .record(begun.elapsed().as_secs_f64());
        if self.requests.fetch_add(1, Ordering::Relaxed) % UPKEEP_EVERY == UPKEEP_EVERY - 1 {
            self.recorder.run_upkeep();
        }
        Ok(response)
    }

    fn render_process(&self, text: &mut String) {
        #[expect(clippy::cast_precision_loss, reason = "microseconds since 1970 fit for two centuries more")]
        let started = self.started as f64 / 1e6;
        let mut line = |name: &str, kind: &str, help: &str, value: Option<f64>| {
            if let Some(value) = value {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
            }
        };
        line("process_start_time_seconds", "gauge", "Seconds since 1970 at which it started.", Some(started));
        line("process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
        line("process_open_fds", "gauge", "Files and connections open now.", open_files());
        line("process_cpu_seconds_total", "counter", "Processor time used.", cpu_seconds());
    }
}

/// Clients may invent methods; they share one label.
fn method_label(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| method.as_str() == *known).unwrap_or("other")
}

fn resident_bytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok().map(|kib| kib * 1024.0)
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2⁵² files open")]
fn open_files() -> Option<f64> {
    // One of them is the folder that is being read.
    Some(fs::read_dir("/proc/self/fd").ok()?.count().saturating_sub(1) as f64)
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may contain anything; the fields after it are numbers.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use poem::{EndpointExt as _, endpoint::make_sync};

    use super::*;

    #[tokio::test]
    async fn requests_are_counted_by_route_and_the_labels_stay_few() {
        let metrics = Metrics::install(&Clock::fixed(1_000_000)).unwrap();
        let endpoint = make_sync(|request: Request| {
            let mut response = Response::default();
            if request.uri().path().starts_with("/deals/") {
                response.extensions_mut().insert(RouteLabel("/deals/{id}"));
            }
            response
        });
        let counting = metrics.clone();
        let endpoint = endpoint.around(move |endpoint, request| counting.clone().measure(endpoint, request));
        for path in ["/deals/1", "/deals/2", "/nowhere/1", "/nowhere/2"] {
            drop(endpoint.get_response(Request::builder().uri_str(path).finish()).await);
        }
        let invented = Request::builder().method(Method::from_bytes(b"BREW").unwrap()).finish();
        drop(endpoint.get_response(invented).await);
        let text = metrics.render();
        for line in [
            r#"http_requests_total{method="GET",route="/deals/{id}",status="200"} 2"#,
            r#"http_requests_total{method="GET",route="other",status="200"} 2"#,
            r#"http_requests_total{method="other",route="other",status="200"} 1"#,
            r#"http_request_seconds_bucket{method="GET",route="/deals/{id}",le="+Inf"} 2"#,
            "process_start_time_seconds 1\n",
            "# TYPE process_resident_memory_bytes gauge",
            "# TYPE process_open_fds gauge",
            "# TYPE process_cpu_seconds_total counter",
        ] {
            assert!(text.contains(line), "{line}\nis not in\n{text}");
        }
    }
}
