//! Files that come in as parts of a form, and the headers of those that go out.

use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use poem::web::Field;
use tokio::io::AsyncReadExt as _;

use crate::error::{Error, Result};
use crate::http::limits::unreadable;

/// The media type of a file that nobody named one for.
pub const UNKNOWN: &str = "application/octet-stream";

/// A small part of a form as text.
pub async fn text(field: Field, most: usize) -> Result<String> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    let mut reader = Box::pin(field.into_async_read()).take(most as u64 + 1);
    reader.read_to_end(&mut bytes).await.map_err(|cause| unreadable(&cause))?;
    if bytes.len() > most {
        return Err(Error::invalid(&name, "too_long", format!("At most {most} bytes fit into this part.")));
    }
    String::from_utf8(bytes).map_err(|_| Error::Malformed("A part of the form is not UTF-8.".into()))
}

/// A media type that may stand in a header; else the unknown one.
pub fn media_type(given: &str) -> String {
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let fits = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-' | b'_'))
    };
    let is_one = essence.len() <= 100 && essence.split_once('/').is_some_and(|(one, two)| fits(one) && fits(two));
    if is_one { essence } else { UNKNOWN.to_owned() }
}

/// A reader as a stream of chunks.
pub fn chunks<R: tokio::io::AsyncRead + Send + 'static>(reader: R) -> BoxStream<'static, Result<Bytes>> {
    let state = (Box::pin(reader), BytesMut::new());
    let next = |(mut reader, mut buffer): (Pin<Box<R>>, BytesMut)| async move {
        buffer.reserve(64 << 10);
        match reader.read_buf(&mut buffer).await {
            Ok(0) => None,
            Ok(_) => Some((Ok(buffer.split().freeze()), (reader, buffer))),
            Err(cause) => Some((Err(unreadable(&cause)), (reader, buffer))),
        }
    };
    futures::stream::unfold(state, next).boxed()
}

/// The value of `Content-Disposition`: `attachment` or `inline`, the name in ASCII for old clients, and whole in percent-encoding
/// (RFC 6266).
pub fn disposition(how: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&crate::secret::hex(&[byte]).to_uppercase());
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}
