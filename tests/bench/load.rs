//! The load: clients on connections of their own, kept open, one request after another.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::{Server, cpu_of_postgres};

pub(crate) const CLIENTS: usize = 16;

/// A request: method, path and body.
pub(crate) struct Ask(pub(crate) &'static str, pub(crate) String, pub(crate) String);

impl Ask {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self("GET", path.into(), String::new())
    }
}

type Asking = Arc<dyn Fn(usize) -> Ask + Send + Sync>;

/// What a scenario cost. Moments in milliseconds, of the clock and of the processor, per request.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) server_ms: f64,
    pub(crate) engine_ms: f64,
}

/// Runs requests for a while, after a short warm-up that is not counted.
pub(crate) async fn run(
    server: &Server,
    key: &str,
    seconds: Duration,
    ask: impl Fn(usize) -> Ask + Send + Sync + 'static,
) -> Figures {
    let (ask, next): (Asking, _) = (Arc::new(ask), Arc::new(AtomicUsize::new(0)));
    clients(server, key, Duration::from_millis(500), &ask, &next).await;
    let (cpu, engine, start) = (server.cpu(), cpu_of_postgres(), Instant::now());
    let mut times = clients(server, key, seconds, &ask, &next).await;
    let (cpu, engine) = (server.cpu() - cpu, cpu_of_postgres() - engine);
    let elapsed = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let count = times.len() as f64;
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    Figures {
        per_second: count / elapsed,
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        server_ms: cpu / count * 1e3,
        engine_ms: engine / count * 1e3,
    }
}

async fn clients(
    server: &Server,
    key: &str,
    seconds: Duration,
    ask: &Asking,
    next: &Arc<AtomicUsize>,
) -> Vec<Duration> {
    let end = Instant::now() + seconds;
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (next, ask, key, address) = (Arc::clone(next), Arc::clone(ask), key.to_owned(), server.address);
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let mut times = Vec::new();
                let mut buffer = vec![0; 256 * 1024];
                while Instant::now() < end {
                    let asked = ask(next.fetch_add(1, Ordering::Relaxed));
                    let start = Instant::now();
                    request(&mut stream, &mut buffer, &asked, &key).await;
                    times.push(start.elapsed());
                }
                times
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    all
}

/// Sends one request and reads its whole answer, which must be a success.
async fn request(stream: &mut TcpStream, buffer: &mut [u8], Ask(method, path, body): &Ask, key: &str) {
    let text = format!(
        "{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\nChange-Reason: bench\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut length = 0;
    loop {
        length += stream.read(&mut buffer[length..]).await.unwrap();
        let Some(head) = buffer[..length].windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head]).unwrap();
        let status = text.split(' ').nth(1).unwrap();
        assert!(status.starts_with('2'), "{method} {path}: {text}\n{}", String::from_utf8_lossy(&buffer[head..length]));
        let size = text
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ").and_then(|n| n.parse::<usize>().ok())
            })
            .expect("the answer says how long it is");
        if length >= head + 4 + size {
            return;
        }
    }
}
