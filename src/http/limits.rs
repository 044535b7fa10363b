//! Limits on what comes in: how long a body may be, and what may stand in JSON.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt as _};
use poem::Body;

pub use crate::http::json::{MAX_DEPTH, parse_json};

use crate::error::{Error, Result};

/// Bytes of a refused body that are taken in all the same.
const DISCARDED: usize = 8 << 20;
/// For how long.
const DISCARDING: Duration = Duration::from_secs(2);

/// Reads a body of at most `limit` bytes. It counts what arrives: `Content-Length` may be missing, or lie.
///
/// # Errors
/// `TooLarge` as soon as there is one byte more; `Malformed` when the body ends early or comes too slowly.
pub async fn read_body(body: Body, limit: usize) -> Result<Bytes> {
    let mut stream = Box::pin(body.into_bytes_stream());
    let mut whole = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|cause| unreadable(&cause))?;
        if whole.len() + chunk.len() > limit {
            discard(stream).await;
            return Err(Error::TooLarge(format!("The request body is larger than the limit of {limit} bytes.")));
        }
        if whole.is_empty() {
            // Most bodies are one chunk, which then needs no copy.
            whole = chunk.into();
        } else {
            whole.extend_from_slice(&chunk);
        }
    }
    Ok(whole.freeze())
}

/// Takes in a little more of a body that is refused, and keeps none of it: a client that still writes when the connection closes sees
/// a broken connection and not the answer that says why.
async fn discard(mut stream: impl Stream<Item = std::io::Result<Bytes>> + Unpin) {
    let rest = async {
        let mut left = DISCARDED;
        while let Some(Ok(chunk)) = stream.next().await {
            let Some(less) = left.checked_sub(chunk.len()) else { break };
            left = less;
        }
    };
    // Whoever takes longer is not waited for.
    drop(tokio::time::timeout(DISCARDING, rest).await);
}

/// Puts into words why a body could not be read.
pub fn unreadable(cause: &std::io::Error) -> Error {
    if cause.kind() == std::io::ErrorKind::TimedOut {
        Error::Malformed("The request body did not arrive in time. Send it again, over a faster connection.".into())
    } else {
        Error::Malformed("The request body ended before it was complete. Send it again.".into())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn chunks(chunks: &'static [&'static str]) -> Body {
        Body::from_bytes_stream(futures::stream::iter(chunks.iter().map(|chunk| Ok::<_, std::io::Error>(*chunk))))
    }

    #[tokio::test]
    async fn a_body_may_be_as_long_as_the_limit_and_not_a_byte_longer() {
        assert_eq!(read_body(chunks(&["abc", "def"]), 6).await.unwrap(), "abcdef");
        assert_eq!(read_body(Body::empty(), 0).await.unwrap(), "");
        assert_eq!(read_body(chunks(&["abc", "def"]), 5).await.unwrap_err().code(), "too_large");
        assert_eq!(read_body(Body::from("abcdef"), 5).await.unwrap_err().code(), "too_large");
    }

    #[tokio::test]
    async fn what_is_too_long_is_taken_in_to_its_end_where_that_is_near() {
        let sent = AtomicUsize::new(0);
        let more = |_| {
            sent.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(Bytes::from(vec![0; 1 << 20]))
        };
        discard(futures::stream::iter(0..5).map(more)).await;
        assert_eq!(sent.swap(0, Ordering::Relaxed), 5, "the client gets rid of all of it");
        discard(futures::stream::iter(0..100).map(more)).await;
        assert_eq!(sent.load(Ordering::Relaxed), 9, "but not of any amount");
    }

    #[tokio::test]
    async fn nobody_is_waited_for_who_stops_half_way_through_too_much() {
        let stuck = futures::stream::iter([Ok::<_, std::io::Error>("abcdef")]).chain(futures::stream::pending());
        let error = read_body(Body::from_bytes_stream(stuck), 5).await.unwrap_err();
        assert_eq!(error.code(), "too_large");
    }

    #[tokio::test]
    async fn an_endless_body_is_left_at_the_limit() {
        let endless = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 4096])));
        let error = read_body(Body::from_bytes_stream(endless), 1 << 20).await.unwrap_err();
        assert_eq!(error.code(), "too_large");
    }
}
