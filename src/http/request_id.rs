//! Request ids: the caller's own where it is harmless, else a new one; on every answer, and in every line of the log.

use std::sync::Arc;
use std::time::Instant;

use poem::http::{HeaderName, HeaderValue};
use poem::{Endpoint, Request, Response};
use tracing::Instrument as _;

use crate::id::Ids;
use crate::logging;

/// The header that carries it in both directions.
pub static HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request; in the extensions of each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

/// Runs a request with its id. For `EndpointExt::around`, outermost.
pub async fn with_request_id<E: Endpoint + 'static>(endpoint: Arc<E>, mut request: Request) -> poem::Result<Response> {
    let given = request.headers().get(&HEADER).and_then(|value| value.to_str().ok()).filter(|id| is_harmless(id));
    let id = given.map_or_else(|| Ids::Random.next().simple(), str::to_owned);
    let span = logging::request_span(&id, request.method().as_str(), request.uri().path());
    let header = HeaderValue::from_str(&id);
    request.set_data(RequestId(id));
    let answer = async {
        let begun = Instant::now();
        let response = endpoint.get_response(request).await;
        let (status, millis) = (response.status().as_u16(), begun.elapsed().as_millis());
        tracing::debug!(http.status = status, millis, "Answered.");
        response
    };
    let mut response = answer.instrument(span).await;
    if let Ok(header) = header {
        response.headers_mut().insert(HEADER.clone(), header);
    }
    Ok(response)
}

/// It ends up in logs, journal rows and headers, so it may be little else than letters and digits.
fn is_harmless(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use poem::{EndpointExt as _, endpoint::make};

    use super::*;

    async fn answered(given: Option<&str>) -> (String, String) {
        let endpoint = make(|request: Request| async move { request.data::<RequestId>().cloned().unwrap().0 });
        let endpoint = endpoint.around(with_request_id);
        let mut request = Request::builder();
        if let Some(given) = given {
            request = request.header("X-Request-Id", given);
        }
        let response = endpoint.get_response(request.finish()).await;
        let header = response.header("x-request-id").unwrap().to_owned();
        (header, response.into_body().into_string().await.unwrap())
    }

    #[tokio::test]
    async fn a_harmless_id_is_kept_and_any_other_replaced() {
        assert_eq!(answered(Some("a-B_9")).await, ("a-B_9".into(), "a-B_9".into()));
        for given in [None, Some(""), Some("a b"), Some("a\"b"), Some("é"), Some("x".repeat(65).as_str())] {
            let (header, inside) = answered(given).await;
            assert_eq!(header, inside);
            assert!(header.len() == 32 && Some(header.as_str()) != given, "{header}");
        }
    }

    #[tokio::test]
    async fn a_failed_request_has_an_id_too() {
        let endpoint = make(|_| async { Err::<(), _>(poem::Error::from_status(poem::http::StatusCode::IM_A_TEAPOT)) });
        let response = endpoint.around(with_request_id).get_response(Request::default()).await;
        assert_eq!(response.status(), 418);
        assert!(response.header("x-request-id").is_some());
    }
}
