//! `beheer serve`: the server from start to a graceful stop.

use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, EndpointExt, Request, Response, Route};
use tokio::net::TcpListener;

use crate::app::App;
use crate::cli::{control, local};
use crate::config::Loaded;
use crate::error::{Error, Result};
use crate::http::metrics::Metrics;
use crate::http::request_id::with_request_id;
use crate::http::{Options, Stop, Tls, health};
use crate::identity::users::Administrator;
use crate::rights::{Caller, Reason};
use crate::secret::Secret;

/// Runs the server until a signal ends it.
pub(super) async fn run(loaded: Loaded, demo: bool) -> Result<()> {
    let (settings, config) = (loaded.effective(), loaded.config);
    crate::logging::start(&config.log)?;
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        tracing::debug!("a TLS provider was installed already");
    }
    // The address is taken first: where another server has it, nothing else is touched.
    let listener = TcpListener::bind(config.listen.address).await.map_err(|error| {
        Error::Conflict(
            "address",
            format!("{} cannot be listened on: {error}. Choose another with --listen.", config.listen.address),
        )
    })?;
    let address = listener.local_addr()?;
    let tls = config.tls.files().map(|(certificate, key)| Tls::load(certificate, key)).transpose()?;
    let app = local::open(config).await?;
    app.keep_settings(settings);
    let stop = app.stop().clone();
    stop.on_signals()?;
    if !app.config().database.is_postgres() {
        control::start(&app, &stop)?;
    }
    first_administrator(&app).await?;
    if demo {
        crate::records::demo::run(app.database()).await?;
    }
    app.look_for_demo().await?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    tracing::info!(engine = app.database().engine().name(), "listening on {scheme}://{address}");
    if !app.identity().has_administrator().await? {
        let token = app.identity().setup_token().await?;
        announce(&format!(
            "There is no administrator yet. Open this link once to become it:\n{}\n",
            link(&app, &format!("{scheme}://{address}"), "setup", &token)
        ));
    }
    let settings = &app.config().database;
    if let Some(url) = settings.direct_url.clone().or_else(|| settings.url.clone().filter(|_| !settings.pooled)) {
        crate::database::listen::start(app.database(), url.reveal().to_owned());
    }
    crate::jobs::start(&app);
    tokio::spawn(app.clone().keep_reads());
    app.readiness().set_ready();
    let endpoint = Arc::new(endpoint(&app, &stop)?);
    let options = Options::new(&app.config().listen, app.readiness().clone());
    crate::http::serve(listener, tls, endpoint, options, stop).await?;
    control::end(&app.config().data.directory);
    app.close().await
}

/// Everything the server answers.
fn endpoint(app: &App, stop: &Stop) -> Result<impl Endpoint + use<>> {
    let metrics = Metrics::install(app.database().clock())?;
    let mut routes = Route::new().nest("/health", health::routes(app.readiness().clone()));
    let section = &app.config().metrics;
    if let (true, Some(address)) = (section.enabled, section.address) {
        apart(app, stop, &metrics, address);
    } else if section.enabled {
        routes = routes.at("/metrics", shown(&metrics));
    }
    let front =
        Front { base: routes, api: crate::api::endpoint(app).boxed(), console: crate::console::endpoint(app).boxed() };
    Ok(front.around(move |endpoint, request| metrics.clone().measure(endpoint, request)).around(with_request_id))
}

/// Who answers which address: the program itself, the API, or the console for everything else.
struct Front {
    base: Route,
    api: BoxEndpoint<'static, Response>,
    console: BoxEndpoint<'static, Response>,
}

impl Endpoint for Front {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.uri().path();
        let first = path.split('/').nth(1).unwrap_or_default();
        match first {
            "health" | "metrics" => self.base.call(request).await,
            "api" | "openapi.json" | "docs" | "scim" => self.api.call(request).await,
            _ => self.console.call(request).await,
        }
    }
}

/// The numbers for operators.
fn shown(metrics: &Metrics) -> impl Endpoint + use<> {
    let metrics = metrics.clone();
    poem::endpoint::make_sync(move |_| metrics.render())
}

/// Serves numbers and health on an address of their own. Where it cannot be had, the server runs without and says so.
fn apart(app: &App, stop: &Stop, metrics: &Metrics, address: std::net::SocketAddr) {
    let health = health::routes(app.readiness().clone());
    let routes = Arc::new(Route::new().nest("/health", health).at("/metrics", shown(metrics)));
    let options = Options::new(&app.config().listen, app.readiness().clone());
    let stop = stop.clone();
    tokio::spawn(async move {
        let served = match TcpListener::bind(address).await {
            Ok(listener) => crate::http::serve(listener, None, routes, options, stop).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = served {
            tracing::error!(error = ?error, %address, "metrics are not served");
        }
    });
}

/// The first administrator from the configuration, for installations that nobody watches.
async fn first_administrator(app: &App) -> Result<()> {
    let admin = app.config().admin.clone();
    let (Some(email), Some(password)) = (admin.email, admin.password) else { return Ok(()) };
    if app.identity().has_administrator().await? || app.identity().account(&email).await?.is_some() {
        return Ok(());
    }
    let name = admin.name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let caller = Caller::system(app.configuration().await?, "first administrator from the configuration");
    let caller = caller.because(Reason::built_in("system"));
    let administrator = Administrator { name, email: email.clone(), password };
    match app.identity().make_administrator(&caller, administrator, None).await {
        // Another replica started at the same moment and was first.
        Err(_) if app.identity().account(&email).await?.is_some() => return Ok(()),
        made => made?,
    };
    tracing::info!("the first administrator was made from the configuration");
    Ok(())
}

/// The set-up link under the address people use.
pub(super) fn setup_link(app: &App, token: &Secret) -> String {
    let scheme = if app.config().tls.files().is_some() { "https" } else { "http" };
    link(app, &format!("{scheme}://{}", app.config().listen.address), "setup", token)
}

/// The link to choose a password behind, under the address people use.
pub(super) fn join_link(app: &App, token: &Secret) -> String {
    let scheme = if app.config().tls.files().is_some() { "https" } else { "http" };
    link(app, &format!("{scheme}://{}", app.config().listen.address), "join", token)
}

fn link(app: &App, fallback: &str, page: &str, token: &Secret) -> String {
    let base = app.config().listen.public_url.clone().unwrap_or_else(|| fallback.to_owned());
    format!("{}/{page}?token={}", base.trim_end_matches('/'), token.reveal())
}

/// Says something to the person who started the server; not through the log, whose lines are kept.
#[expect(clippy::print_stdout, reason = "the set-up link is for the person at the terminal")]
fn announce(text: &str) {
    println!("{text}");
}

/// The OpenAPI document of the program, without the fields of any installation.
pub(super) fn shipped_document() -> Result<String> {
    let schema = crate::model::Schema::new(&crate::records::ALL, &[]);
    let mut text = serde_json::to_string_pretty(&crate::api::document(&schema))?;
    text.push('\n');
    Ok(text)
}
