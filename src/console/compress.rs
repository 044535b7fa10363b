//! Answers packed with gzip: files once, pages as they are made.
//!
//! A page holds the token of its forms and what its reader may see, and repeats what stands in the address. Whoever can make a
//! browser ask for many pages with guesses in their addresses, and sees how long the packed answers are, can read such secrets.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use poem::http::{HeaderMap, HeaderValue, Method};
use poem::{Body, Request, Response};

/// How hard to try where it is done once.
pub(super) const ONCE: Compression = Compression::best();
/// How hard to try where somebody waits.
const EACH: Compression = Compression::new(4);
/// What is shorter fits in one packet either way.
const SHORT: usize = 1_200;

/// Packs some bytes.
pub(super) fn packed(contents: &[u8], effort: Compression) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(contents.len() / 3), effort);
    encoder.write_all(contents).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Whether the client takes gzip.
pub(super) fn is_accepted(request: &Request) -> bool {
    let header = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        is_gzip && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// Whether the page that answers this request may be packed: only where nobody else's page can have asked for it. Browsers say so in
/// `Sec-Fetch-Site`, also of what leads here by other sites' redirects; where they say nothing, an address without guesses is
/// asked for. What answers a form may show a new key, and is not packed at all (the attack is known as BREACH).
pub(super) fn is_safe(request: &Request) -> bool {
    *request.method() == Method::GET
        && is_accepted(request)
        && is_own(request.headers(), request.original_uri().query())
}

fn is_own(headers: &HeaderMap, query: Option<&str>) -> bool {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        Some(b"same-origin" | b"none") => true,
        Some(_) => false,
        None => query.is_none_or(str::is_empty),
    }
}

/// Packs a page; other answers are left as they are.
pub(super) async fn page(mut response: Response) -> Response {
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if !kind.starts_with(b"text/html") || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let Ok(contents) = response.take_body().into_bytes().await else { return response };
    match packed(&contents, EACH).filter(|_| contents.len() > SHORT) {
        Some(packed) => {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
            response.set_body(Body::from_bytes(packed));
        }
        None => response.set_body(Body::from_bytes(contents)),
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_asked_for_ourselves_is_packed() {
        let from = |site: Option<&'static str>, query: Option<&str>| {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            is_own(&headers, query)
        };
        assert!(from(Some("same-origin"), Some("q=a")) && from(Some("none"), Some("q=a")) && from(None, None));
        assert!(!from(Some("cross-site"), None) && !from(Some("same-site"), Some("q=a")) && !from(None, Some("q=a")));
    }

    #[test]
    fn what_a_client_refuses_is_not_sent() {
        let takes = |text: &'static str| is_accepted(&Request::builder().header(ACCEPT_ENCODING, text).finish());
        assert!(takes("gzip") && takes("br, GZIP;q=0.5") && takes("gzip; q=1"));
        assert!(!takes("") && !takes("br") && !takes("gzip;q=0, br") && !takes("x-gzip2"));
    }
}
