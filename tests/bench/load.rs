//! The load: clients on connections of their own, kept open, one request after another.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::{Server, cpu_of_postgres};

const CLIENTS: usize = 16;

/// What a scenario cost.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// CPU milliseconds per request.
    pub(crate) server_ms: f64,
    pub(crate) engine_ms: f64,
}

/// Runs requests for a while, after a short warm-up that is not counted.
pub(crate) async fn run(
    server: &Server,
    method: &'static str,
    path: impl Fn(usize) -> String + Send + Sync + 'static,
    body: Option<&'static str>,
    key: &str,
    seconds: Duration,
) -> Figures {
    let path: Arc<dyn Fn(usize) -> String + Send + Sync> = Arc::new(path);
    clients(server, method, Arc::clone(&path), body, key, Duration::from_millis(500)).await;
    let (cpu, engine, start) = (server.cpu(), cpu_of_postgres(), Instant::now());
    let mut times = clients(server, method, path, body, key, seconds).await;
    let (cpu, engine) = (server.cpu() - cpu, cpu_of_postgres() - engine);
    let elapsed = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let count = times.len() as f64;
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    Figures {
        per_second: count / elapsed,
        p50: at(0.5),
        p99: at(0.99),
        server_ms: cpu / count * 1e3,
        engine_ms: engine / count * 1e3,
    }
}

async fn clients(
    server: &Server,
    method: &'static str,
    path: Arc<dyn Fn(usize) -> String + Send + Sync>,
    body: Option<&'static str>,
    key: &str,
    seconds: Duration,
) -> Vec<Duration> {
    let (next, end) = (Arc::new(AtomicUsize::new(0)), Instant::now() + seconds);
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (next, path, key, address) = (Arc::clone(&next), Arc::clone(&path), key.to_owned(), server.address);
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let mut times = Vec::new();
                let mut buffer = vec![0; 256 * 1024];
                while Instant::now() < end {
                    let start = Instant::now();
                    let path = path(next.fetch_add(1, Ordering::Relaxed));
                    request(&mut stream, &mut buffer, method, &path, body, &key).await;
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
async fn request(stream: &mut TcpStream, buffer: &mut [u8], method: &str, path: &str, body: Option<&str>, key: &str) {
    let body = body.unwrap_or_default();
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
