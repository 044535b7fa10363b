//! A transaction-pooling proxy before PostgreSQL: the real `PgBouncer`, with fewer connections than we have requests.

use std::os::unix::fs::chown;
use std::process::{Child, Command, Stdio};

use beheer::app::App;
use beheer::changes::verify;
use beheer::config::Config;
use reqwest::StatusCode;
use serde_json::json;
use tempfile::TempDir;

use crate::support::engine::new_installation;
use crate::support::postgres;
use crate::support::process::until;
use crate::support::server::TestServer;

/// The proxy; gone with its owner.
struct Proxy {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Starts the proxy before the server of this address; nothing, with a line that says so, where it is not installed.
async fn start(url: &str) -> Option<Proxy> {
    let program =
        ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].into_iter().find(|path| std::path::Path::new(path).exists());
    let required = std::env::var("CI_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    let Some(program) = program else {
        assert!(!required, "CI_REQUIRE_POSTGRES=1, but there is no PgBouncer on this machine");
        println!("skipped: no PgBouncer");
        return None;
    };
    let (user, password, address) = parts(url);
    let (host, server_port) = address.rsplit_once(':').unwrap();
    let port = postgres::free_port();
    // Not TMPDIR: the unprivileged user must be able to get there.
    let folder = tempfile::Builder::new().prefix("beheer-proxy-").tempdir_in("/tmp").unwrap();
    let settings = format!(
        "[databases]\n* = host={host} port={server_port} user={user} password={password}\n\
         [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
         pool_mode = transaction\ndefault_pool_size = 3\n"
    );
    let file = folder.path().join("pgbouncer.ini");
    std::fs::write(&file, settings).unwrap();
    let user = postgres::unprivileged();
    if let Some((uid, gid)) = user {
        chown(folder.path(), Some(uid), Some(gid)).unwrap();
        chown(&file, Some(uid), Some(gid)).unwrap();
    }
    let words = postgres::words(user, std::path::Path::new(program));
    let process = Command::new(&words[0])
        .args(&words[1..])
        .args(["-q".as_ref(), file.as_os_str()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until("the proxy", async || tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok()).await;
    Some(Proxy { process, port, _folder: folder })
}

/// User, password and address of `postgres://user:password@address/database`.
fn parts(url: &str) -> (&str, &str, &str) {
    let (who, place) = url.split_once("://").unwrap().1.split_once('@').unwrap();
    let (user, password) = who.split_once(':').unwrap_or((who, ""));
    (user, password, place.split('/').next().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_pooling_proxy_may_stand_before_the_database() {
    let Some(url) = postgres::database(new_installation).await else { return };
    let Some(proxy) = start(&url).await else { return };
    let address = parts(&url).2;
    let through = url.replace(address, &format!("127.0.0.1:{}", proxy.port));
    let pooled = |config: &mut Config| config.database.pooled = true;
    let server = TestServer::start(Some(through), pooled).await;
    let admin = server.admin().await;
    let ask = async |at: usize| {
        let made = admin
            .post(
                "/contacts",
                json!({"last_name": format!("Vos {at}"), "emails": [{"value": format!("{at}@x.example")}]}),
            )
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let path = format!("/contacts/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(admin.patch(&path, json!({"last_name": format!("Wolf {at}")})).await.status, StatusCode::OK);
        let found = admin.get("/contacts?q=wolf&sort=-last_name&count=exact").await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text);
    };
    futures::future::join_all((0..40).map(ask)).await;
    let whole = verify::verify(server.app.database()).await.unwrap();
    assert!(whole.broken.is_none() && whole.verified >= 80, "{whole:?}");
    // Migrations ask again, on connections where they have asked before.
    for _ in 0..6 {
        App::open(server.app.config().clone()).await.unwrap().close().await.unwrap();
    }
    server.end().await;
}
