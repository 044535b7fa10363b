//! A server as people meet it: the real accept loop on a free port, an installation behind it, and named people with keys.

use std::net::SocketAddr;
use std::sync::Arc;

use beheer::api;
use beheer::app::App;
use beheer::changes::{history, seal};
use beheer::clock::Clock;
use beheer::config::Config;
use beheer::http::request_id::with_request_id;
use beheer::http::{Options, Stop, serve};
use beheer::id::{Id, Ids};
use beheer::records::seed;
use beheer::rights::Caller;
use beheer::secret::Secret;
use poem::EndpointExt as _;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::engine::NEW_YEAR;
use super::postgres;

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// A running server.
pub(crate) struct TestServer {
    pub(crate) app: App,
    pub(crate) url: String,
    pub(crate) client: Client,
    pub(crate) clock: Clock,
    stop: Stop,
    task: Option<JoinHandle<beheer::error::Result<()>>>,
    _folder: TempDir,
}

/// Somebody with a key.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: Id,
    pub(crate) email: String,
    pub(crate) key: String,
    pub(crate) key_id: Id,
    base: String,
    client: Client,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The same, after a look at the status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The code of a problem, after a look at its form.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text);
        let body = self.json();
        for name in ["type", "title", "detail", "code", "request_id"] {
            assert!(body[name].as_str().is_some_and(|text| !text.is_empty()), "{name}: {}", self.text);
        }
        assert_eq!(body["status"], json!(status));
        assert_eq!(self.header("x-request-id"), body["request_id"].as_str());
        body["code"].as_str().unwrap().to_owned()
    }
}

impl TestServer {
    /// On SQLite, in a folder that goes with the server.
    pub(crate) async fn sqlite() -> Self {
        Self::start(None, |_| {}).await
    }

    /// On PostgreSQL; nothing where there is none.
    pub(crate) async fn postgres() -> Option<Self> {
        let url = postgres::database(super::engine::new_installation).await?;
        Some(Self::start(Some(url), |_| {}).await)
    }

    /// With settings of one's own.
    pub(crate) async fn start(url: Option<String>, set: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = Config::default();
        config.data.directory = folder.path().join("data");
        config.database.url = url.map(Secret::new);
        config.database.pool_size = 8;
        config.listen.drain_seconds = 0;
        set(&mut config);
        let clock = Clock::fixed(NEW_YEAR);
        let app = App::open_with(config, clock.clone(), Ids::seeded(7)).await.unwrap();
        app.readiness().set_ready();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let endpoint = Arc::new(api::endpoint(&app).around(with_request_id).map_to_response());
        let stop = Stop::new();
        let options = Options::new(&app.config().listen, app.readiness().clone());
        let task = Some(tokio::spawn(serve(listener, None, endpoint, options, stop.clone())));
        Self { app, url: format!("http://{address}"), client: Client::new(), clock, stop, task, _folder: folder }
    }

    /// The program itself.
    pub(crate) async fn program(&self) -> Caller {
        Caller::system(self.app.configuration().await.unwrap(), "tests")
    }

    /// Somebody with the profile of this name.
    pub(crate) async fn person(&self, name: &str, profile: &str) -> Person {
        self.person_with(name, seed::profile_named(profile)).await
    }

    /// Somebody with a profile of the test's own.
    pub(crate) async fn person_with(&self, name: &str, profile: Option<Id>) -> Person {
        let program = self.program().await;
        let email = format!("{name}@example.org");
        let identity = self.app.identity();
        let id = identity.make_user(&program, name, &email, profile, Some(Secret::new(PASSWORD))).await.unwrap();
        let (key_id, key) = identity.make_key(&program, id, "tests", &[], None).await.unwrap();
        let key = key.reveal().to_owned();
        Person { id, email, key, key_id, base: format!("{}/api/v1", self.url), client: self.client.clone() }
    }

    /// May do everything.
    pub(crate) async fn admin(&self) -> Person {
        self.person("admin", "Administrator").await
    }

    /// Sells: own customers and deals.
    pub(crate) async fn sales_rep(&self) -> Person {
        self.person("sales_rep", "Sales").await
    }

    /// Sees customers and deals, without personal data and figures.
    pub(crate) async fn read_only(&self) -> Person {
        self.person("read_only", "Read-only").await
    }

    /// Where the journal ends.
    pub(crate) async fn journal_head(&self) -> i64 {
        seal::finish(self.app.database()).await.unwrap();
        history::newest(self.app.database().read()).await.unwrap()
    }

    /// Sends a request as nobody.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Stops as the real one does.
    pub(crate) async fn end(mut self) {
        self.stop.stop();
        if let Some(task) = self.task.take() {
            task.await.unwrap().unwrap();
        }
        self.app.close().await.unwrap();
    }
}

impl Person {
    /// A request with the key.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.key)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Json) -> Answer {
        Answer::of(self.request(Method::POST, path).json(&body).send().await.unwrap()).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Json) -> Answer {
        Answer::of(self.request(Method::PATCH, path).json(&body).send().await.unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::DELETE, path).send().await.unwrap()).await
    }

    /// Makes a record over the API; its id.
    pub(crate) async fn make(&self, path: &str, body: Json) -> String {
        self.post(path, body).await.expect(201).json()["id"].as_str().unwrap().to_owned()
    }
}

/// Writes a test of the server twice: once for each engine. Where there is no PostgreSQL the second says so and passes.
macro_rules! on_both_servers {
    ($($(#[$attribute:meta])* async fn $name:ident($server:ident: TestServer) $body:block)*) => { $(
        mod $name {
            use super::*;

            $(#[$attribute])*
            async fn run($server: &$crate::support::server::TestServer) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let server = $crate::support::server::TestServer::sqlite().await;
                run(&server).await;
                server.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(server) = $crate::support::server::TestServer::postgres().await {
                    run(&server).await;
                    server.end().await;
                }
            }
        }
    )* };
}
