//! The accept loop: connections with a cap, timeouts, HTTP/1.1 and HTTP/2, with TLS or without, and an end that loses nothing.
//!
//! Ours and not poem's server, which has no limit on connections, heads and handshakes, and delays small answers by Nagle's
//! algorithm. poem stays the router behind it.

mod connection;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use poem::Endpoint;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use crate::config::Listen;
use crate::error::Result;
use crate::http::{Readiness, Stop, Tls};
use connection::{Activity, Guarded, Patience, Verdict, Watched, timed};

/// How connections are served.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections open at once; further ones wait in the queue of the operating system.
    pub max_connections: u32,
    /// For a request head, from its first byte; for the first one from the start of the connection.
    pub head_timeout: Duration,
    /// For a request body, plus one second for each 16 KiB of it.
    pub body_timeout: Duration,
    /// For the TLS handshake.
    pub handshake_timeout: Duration,
    /// For an open connection without a request.
    pub idle_timeout: Duration,
    /// For a client that takes nothing of what is sent to it.
    pub stall_timeout: Duration,
    /// Between the stop signal and the last accepted connection.
    pub drain: Duration,
    /// For running requests, after that.
    pub finish: Duration,
    /// Turns false at the stop signal.
    pub readiness: Readiness,
}

impl Options {
    /// What the section `listen` says.
    pub fn new(listen: &Listen, readiness: Readiness) -> Self {
        Self {
            max_connections: listen.max_connections,
            head_timeout: Duration::from_secs(listen.header_seconds),
            body_timeout: Duration::from_secs(listen.body_seconds),
            handshake_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(listen.idle_seconds),
            stall_timeout: Duration::from_mins(1),
            drain: Duration::from_secs(listen.drain_seconds),
            finish: Duration::from_secs(30),
            readiness,
        }
    }
}

/// Serves `endpoint` until `stop`: then readiness turns false and serving goes on for the drain time, while load balancers
/// notice; after it no connection is accepted, running requests are finished within their bound, and it returns.
pub async fn serve<E: Endpoint + 'static>(
    listener: TcpListener,
    tls: Option<Tls>,
    endpoint: Arc<E>,
    options: Options,
    stop: Stop,
) -> Result<()> {
    let slots = Arc::new(Semaphore::new(options.max_connections as usize));
    let server =
        Arc::new(Server { tls, endpoint, builder: builder(&options), options: options.clone(), closing: Stop::new() });
    let mut connections = JoinSet::new();
    let mut drained = pin!(async {
        stop.stopped().await;
        options.readiness.set_not_ready("stopping");
        tokio::time::sleep(options.drain).await;
    });
    loop {
        tokio::select! {
            () = &mut drained => break,
            Some(ended) = connections.join_next() => report(ended),
            (stream, peer, slot) = accept(&listener, &slots) => {
                connections.spawn(server.clone().connection(stream, peer, slot));
            }
        }
    }
    drop(listener);
    server.closing.stop();
    let finished = tokio::time::timeout(options.finish, async {
        while let Some(ended) = connections.join_next().await {
            report(ended);
        }
    });
    if finished.await.is_err() {
        tracing::warn!(
            connections.count = connections.len(),
            "Some requests took too long to finish and were cut off."
        );
        connections.shutdown().await;
    }
    Ok(())
}

/// Waits for a free slot and then for a connection.
async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let Ok(slot) = slots.clone().acquire_owned().await else {
            // Nobody closes this semaphore.
            return std::future::pending().await;
        };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, slot),
            Err(cause) => {
                tracing::warn!("A connection could not be accepted: {cause}");
                // Out of files, mostly: trying again at once would only burn the processor.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

fn report(ended: std::result::Result<(), tokio::task::JoinError>) {
    if let Err(cause) = ended
        && cause.is_panic()
    {
        tracing::error!("A connection ended in a panic; the others go on.");
    }
}

fn builder(options: &Options) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // hyper's own timeout for heads is off; see `connection`.
    builder.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(64 << 10);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(options.stall_timeout)
        .max_concurrent_streams(100)
        .max_header_list_size(16 << 10);
    builder
}

/// What all connections share.
struct Server<E> {
    tls: Option<Tls>,
    endpoint: Arc<E>,
    builder: Builder<TokioExecutor>,
    options: Options,
    closing: Stop,
}

impl<E: Endpoint + 'static> Server<E> {
    async fn connection(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, slot: OwnedSemaphorePermit) {
        let _slot = slot;
        let _open = OpenConnection::new();
        // Without it small answers wait for the client's acknowledgement of the ones before.
        drop(stream.set_nodelay(true));
        let Ok(local) = stream.local_addr() else { return };
        let Some(tls) = &self.tls else {
            return self.http(stream, local, peer, Scheme::HTTP, false).await;
        };
        tokio::select! {
            // During a stop nobody waits for handshakes.
            () = self.closing.stopped() => {}
            shaken = tokio::time::timeout(self.options.handshake_timeout, tls.accept(stream)) => {
                if let Ok(Ok(stream)) = shaken {
                    let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                    self.http(stream, local, peer, Scheme::HTTPS, is_http2).await;
                }
            }
        }
    }

    async fn http<I>(&self, io: I, local: SocketAddr, peer: SocketAddr, scheme: Scheme, is_http2: bool)
    where
        I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let activity = Activity::new(is_http2);
        let patience = Patience {
            head: self.options.head_timeout,
            idle: self.options.idle_timeout,
            stall: self.options.stall_timeout,
        };
        let service = service_fn(|request: hyper::Request<Incoming>| {
            let running = activity.begin();
            let local = LocalAddr(poem::Addr::SocketAddr(local));
            let remote = RemoteAddr(poem::Addr::SocketAddr(peer));
            let mut request: poem::Request = (request, local, remote, scheme.clone()).into();
            let body = request.take_body();
            request.set_body(timed(body, self.options.body_timeout));
            let endpoint = self.endpoint.clone();
            async move {
                let response = hyper::Response::from(endpoint.get_response(request).await);
                Ok::<_, Infallible>(response.map(|body| Guarded { body, running }))
            }
        });
        let io = TokioIo::new(Watched { io, activity: activity.clone() });
        let mut connection = pin!(self.builder.serve_connection(io, service));
        let mut is_retired = false;
        let mut wait = Duration::ZERO;
        loop {
            let is_over = tokio::select! {
                // Its errors are the client's: broken requests, connections that went away.
                _ = connection.as_mut() => return,
                () = self.closing.stopped(), if !is_retired => true,
                () = tokio::time::sleep(wait) => match activity.verdict(patience) {
                    Verdict::Drop => return,
                    Verdict::Retire => true,
                    Verdict::Wait(duration) => {
                        wait = duration;
                        false
                    }
                },
            };
            if is_over {
                is_retired = true;
                activity.retire();
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Counts a connection while it is open.
struct OpenConnection(metrics::Gauge);

impl OpenConnection {
    fn new() -> Self {
        let open = metrics::gauge!("http_connections");
        open.increment(1.0);
        Self(open)
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}
