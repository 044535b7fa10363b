//! Health: alive as long as the process answers, ready as long as it should get work.

use std::sync::{Arc, Mutex, PoisonError};

use poem::http::StatusCode;
use poem::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use poem::{Response, Route, endpoint::make_sync};
use serde_json::json;

/// Whether this process should get work, and why not. Cheap to clone; starts as not ready.
#[derive(Debug, Clone)]
pub struct Readiness(Arc<Mutex<Option<String>>>);

impl Default for Readiness {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Some("starting".into()))))
    }
}

impl Readiness {
    /// Not ready yet, as it is starting.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on it should get work.
    pub fn set_ready(&self) {
        self.set(None);
    }

    /// From now on it should not. `reason` is shown to anybody who asks, so it names nothing private.
    pub fn set_not_ready(&self, reason: impl Into<String>) {
        self.set(Some(reason.into()));
    }

    /// Whether it should get work.
    pub fn is_ready(&self) -> bool {
        self.reason().is_none()
    }

    /// Why it should not; `None` when it should.
    pub fn reason(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, reason: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = reason;
    }

    /// The answer to `/health/ready`: 200, or 503 with the reason.
    pub fn response(&self) -> Response {
        match self.reason() {
            None => answer(StatusCode::OK, &json!({"status": "ready"})),
            Some(reason) => {
                let mut response =
                    answer(StatusCode::SERVICE_UNAVAILABLE, &json!({"status": "not_ready", "reason": reason}));
                response.headers_mut().insert(RETRY_AFTER, poem::http::HeaderValue::from_static("5"));
                response
            }
        }
    }
}

/// The answer to `/health/live`: always 200.
pub fn live() -> Response {
    answer(StatusCode::OK, &json!({"status": "live"}))
}

/// `live` and `ready`, to be nested under `/health`.
pub fn routes(readiness: Readiness) -> Route {
    Route::new()
        .at("/live", poem::get(make_sync(|_| live())))
        .at("/ready", poem::get(make_sync(move |_| readiness.response())))
}

fn answer(status: StatusCode, body: &serde_json::Value) -> Response {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "application/json")
        .header(CACHE_CONTROL, "no-store")
        .body(body.to_string())
}

#[cfg(test)]
mod tests {
    use poem::{Endpoint as _, Request};

    use super::*;

    #[tokio::test]
    async fn it_is_alive_at_once_but_ready_only_when_told() {
        let readiness = Readiness::new();
        let routes = Route::new().nest("/health", routes(readiness.clone()));
        let get = async |path: &'static str| {
            let response = routes.get_response(Request::builder().uri_str(path).finish()).await;
            (response.status().as_u16(), response.into_body().into_string().await.unwrap())
        };
        assert_eq!(get("/health/live").await, (200, r#"{"status":"live"}"#.into()));
        assert_eq!(get("/health/ready").await, (503, r#"{"reason":"starting","status":"not_ready"}"#.into()));
        readiness.set_ready();
        assert_eq!(get("/health/ready").await, (200, r#"{"status":"ready"}"#.into()));
        readiness.set_not_ready("stopping");
        assert_eq!(get("/health/ready").await.0, 503);
    }
}
