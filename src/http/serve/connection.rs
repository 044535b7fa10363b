//! One connection: what it is doing, and when it has done nothing for too long.
//!
//! hyper's own timeout for request heads begins when the answer before it ends, so it would also end idle connections that
//! proxies count on; and nothing in hyper bounds the very first bytes, or a client that reads nothing. So the bytes are
//! watched here.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// A request body has to come at this many bytes a second, after the time it is given anyway.
const BODY_BYTES_PER_SECOND: u64 = 16 << 10;

/// A connection that takes no more requests may send nothing for this long before it is closed.
const LINGER: Duration = Duration::from_secs(10);

/// How long a connection may do nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// For a request head, from its first byte; for the first one from the start of the connection.
    pub(crate) head: Duration,
    /// Between requests.
    pub(crate) idle: Duration,
    /// While the client takes nothing of what we send.
    pub(crate) stall: Duration,
}

/// What to do about a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Look again after this time; nothing can be overdue earlier.
    Wait(Duration),
    /// It was idle for long enough: take no more requests, send what is left.
    Retire,
    /// Close it at once.
    Drop,
}

/// What a connection is doing. Moments are milliseconds since its start, plus one; 0 is "not now".
#[derive(Debug)]
pub(crate) struct Activity {
    started: Instant,
    /// Requests being answered, until the last byte of the answer is handed over.
    running: AtomicUsize,
    idle_since: AtomicU64,
    head_since: AtomicU64,
    blocked_since: AtomicU64,
    retired_since: AtomicU64,
    wrote_at: AtomicU64,
    /// HTTP/2 talks between requests too, so bytes need not be the beginning of one.
    is_http2: bool,
}

impl Activity {
    pub(crate) fn new(is_http2: bool) -> Arc<Self> {
        Arc::new(Self {
            started: Instant::now(),
            running: AtomicUsize::new(0),
            idle_since: AtomicU64::new(1),
            head_since: AtomicU64::new(1),
            blocked_since: AtomicU64::new(0),
            retired_since: AtomicU64::new(0),
            wrote_at: AtomicU64::new(1),
            is_http2,
        })
    }

    /// A request begins; it ends when the guard is dropped.
    pub(crate) fn begin(self: &Arc<Self>) -> Running {
        self.running.fetch_add(1, Ordering::SeqCst);
        self.head_since.store(0, Ordering::SeqCst);
        Running(self.clone())
    }

    pub(crate) fn verdict(&self, patience: Patience) -> Verdict {
        let now = self.now();
        let over = |since: u64, limit: Duration| Duration::from_millis(now.saturating_sub(since)) >= limit;
        let blocked = self.blocked_since.load(Ordering::SeqCst);
        if blocked != 0 && over(blocked, patience.stall) {
            return Verdict::Drop;
        }
        let retired = self.retired_since.load(Ordering::SeqCst);
        if self.running.load(Ordering::SeqCst) > 0 {
            // The handler's time is not ours to limit.
        } else if retired != 0 {
            // Answers may still be on their way. But an HTTP/2 client can keep silent, or chat, instead of leaving.
            let linger = patience.stall.min(LINGER);
            if over(self.wrote_at.load(Ordering::SeqCst).max(retired), linger) || over(retired, patience.stall * 10) {
                return Verdict::Drop;
            }
        } else {
            let head = self.head_since.load(Ordering::SeqCst);
            if head != 0 && over(head, patience.head) {
                return Verdict::Drop;
            }
            if over(self.idle_since.load(Ordering::SeqCst), patience.idle) {
                return Verdict::Retire;
            }
        }
        // A quarter of the shortest limit: no limit is overdrawn by more than that.
        Verdict::Wait((patience.head.min(patience.idle).min(patience.stall) / 4).max(Duration::from_millis(5)))
    }

    /// TLS that cannot flush is stuck like TCP that cannot write. hyper flushes only after it has written everything, so that
    /// success means that nothing is stuck; it is no progress in itself, as there may have been nothing to flush.
    fn has_tried_to_flush(&self, has_flushed: bool) {
        if has_flushed {
            self.blocked_since.store(0, Ordering::SeqCst);
        } else {
            self.has_tried_to_write(false);
        }
    }

    /// It takes no more requests.
    pub(crate) fn retire(&self) {
        self.retired_since.store(self.now(), Ordering::SeqCst);
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX - 1) + 1
    }

    fn has_read(&self) {
        if !self.is_http2 && self.running.load(Ordering::SeqCst) == 0 {
            let _ = self.head_since.compare_exchange(0, self.now(), Ordering::SeqCst, Ordering::SeqCst);
        }
    }

    fn has_tried_to_write(&self, has_written: bool) {
        if has_written {
            self.blocked_since.store(0, Ordering::SeqCst);
            self.wrote_at.store(self.now(), Ordering::SeqCst);
        } else {
            let _ = self.blocked_since.compare_exchange(0, self.now(), Ordering::SeqCst, Ordering::SeqCst);
        }
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(crate) struct Running(Arc<Activity>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.idle_since.store(self.0.now(), Ordering::SeqCst);
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A stream whose bytes are noted in an [`Activity`].
pub(crate) struct Watched<I> {
    pub(crate) io: I,
    pub(crate) activity: Arc<Activity>,
}

impl<I: AsyncRead + Unpin> AsyncRead for Watched<I> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.io).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read();
        }
        polled
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Watched<I> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.activity.has_tried_to_write(polled.is_ready());
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write_vectored(cx, slices);
        self.activity.has_tried_to_write(polled.is_ready());
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_flush(cx);
        self.activity.has_tried_to_flush(polled.is_ready());
        polled
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_shutdown(cx);
        if polled.is_pending() {
            self.activity.has_tried_to_write(false);
        }
        polled
    }
}

/// A response body that keeps its request running until it has been handed over.
pub(crate) struct Guarded<B> {
    pub(crate) body: B,
    #[expect(dead_code, reason = "dropping it is what it is for")]
    pub(crate) running: Running,
}

impl<B: hyper::body::Body + Unpin> hyper::body::Body for Guarded<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The same body, which fails when the client lets us wait for longer than `grace` plus a second for each 16 KiB. Only
/// waiting counts: a reader that takes its time is not the client's fault.
pub(crate) fn timed(body: poem::Body, grace: Duration) -> poem::Body {
    if body.is_empty() {
        return body;
    }
    poem::Body::from_bytes_stream(timed_stream(Box::pin(body.into_bytes_stream()), grace))
}

fn timed_stream<S>(stream: S, grace: Duration) -> impl Stream<Item = io::Result<Bytes>> + Send
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    futures::stream::unfold(Some((stream, grace)), |state| async move {
        let (mut stream, left) = state?;
        let began = Instant::now();
        match tokio::time::timeout(left, stream.next()).await {
            Ok(Some(Ok(chunk))) => {
                let earned = Duration::from_millis(chunk.len() as u64 * 1000 / BODY_BYTES_PER_SECOND);
                let left = left.saturating_sub(began.elapsed()) + earned;
                Some((Ok(chunk), Some((stream, left))))
            }
            Ok(Some(Err(cause))) => Some((Err(cause), None)),
            Ok(None) => None,
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    })
}
