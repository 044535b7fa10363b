//! Tests of the accept loop over real connections, with short limits.

use std::path::Path;
use std::time::Instant;

use poem::{Body, EndpointExt as _, Request, Response, endpoint::make};
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinHandle;

use super::*;
use crate::http::limits::read_body;

const SHORT: Duration = Duration::from_millis(80);
const LONG: Duration = Duration::from_secs(20);

/// A server on a port of its own.
struct TestServer {
    address: SocketAddr,
    stop: Stop,
    readiness: Readiness,
    task: JoinHandle<Result<()>>,
}

/// Limits that no test runs into unless it sets them.
fn options() -> Options {
    let readiness = Readiness::new();
    readiness.set_ready();
    let patient = Options::new(&Listen::default(), readiness);
    Options {
        head_timeout: LONG,
        body_timeout: LONG,
        handshake_timeout: LONG,
        idle_timeout: LONG,
        stall_timeout: LONG,
        drain: Duration::ZERO,
        finish: LONG,
        ..patient
    }
}

async fn start(options: Options, tls: Option<Tls>) -> TestServer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, readiness) = (Stop::new(), options.readiness.clone());
    let endpoint = Arc::new(make(answer).map_to_response());
    let task = tokio::spawn(serve(listener, tls, endpoint, options, stop.clone()));
    TestServer { address, stop, readiness, task }
}

async fn answer(request: Request) -> poem::Result<Response> {
    Ok(match request.uri().path() {
        "/slow" => {
            tokio::time::sleep(SHORT * 8).await;
            "slow".into()
        }
        "/never" => std::future::pending().await,
        "/large" => Body::from_vec(vec![b'x'; 16 << 20]).into(),
        "/body" => match read_body(request.into_body(), 1 << 20).await {
            Ok(body) => format!("{} bytes", body.len()).into(),
            Err(error) => error.to_string().into(),
        },
        _ => "hello".into(),
    })
}

impl TestServer {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// What the server does with a client that sends this and no more: what it answers until it closes, and how long it took.
    async fn send_and_wait(&self, bytes: &[u8]) -> (String, Duration) {
        let began = Instant::now();
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let read = tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await;
        drop(read.expect("the server closes the connection"));
        (String::from_utf8_lossy(&answer).into_owned(), began.elapsed())
    }

    /// A request on a new connection, which the server is asked to close.
    async fn get(&self, path: &str) -> String {
        let head = format!("GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        self.send_and_wait(head.as_bytes()).await.0
    }

    async fn end(self) {
        self.stop.stop();
        tokio::time::timeout(LONG, self.task).await.expect("the server stops").unwrap().unwrap();
    }
}

/// Reads one small answer of a connection that stays open.
async fn one_answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    while !text.ends_with("hello") {
        let mut bytes = [0; 1024];
        let count = stream.read(&mut bytes).await.unwrap();
        assert!(count > 0, "closed after {text:?}");
        text.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
    }
    text
}

#[tokio::test]
async fn a_request_head_that_does_not_arrive_ends_the_connection() {
    let server = start(Options { head_timeout: SHORT, ..options() }, None).await;
    let http2_preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".as_slice();
    for bytes in [b"".as_slice(), b"PR", b"GET / HTTP/1.1\r\nHos", http2_preface] {
        let (_, took) = server.send_and_wait(bytes).await;
        assert!(took >= SHORT && took < LONG / 4, "{bytes:?}: {took:?}");
    }
    assert!(server.get("/").await.ends_with("hello"));
    server.end().await;
}

#[tokio::test]
async fn an_idle_connection_outlives_the_limit_for_heads_and_ends_at_its_own() {
    let server = start(Options { head_timeout: SHORT, idle_timeout: SHORT * 12, ..options() }, None).await;
    let mut stream = server.connect().await;
    for _ in 0..2 {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
        assert!(one_answer(&mut stream).await.starts_with("HTTP/1.1 200"));
        tokio::time::sleep(SHORT * 2).await;
    }
    let mut rest = Vec::new();
    tokio::time::timeout(LONG, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(rest.is_empty());

    // Half a second request is a head again.
    let mut stream = server.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    one_answer(&mut stream).await;
    let began = Instant::now();
    stream.write_all(b"GET").await.unwrap();
    tokio::time::timeout(LONG, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(began.elapsed() < SHORT * 12);
    server.end().await;
}

#[tokio::test]
async fn http2_is_answered_and_a_silent_client_of_it_neither_stays_for_ever_nor_holds_up_a_stop() {
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".as_slice();
    // GET / of the host h, as the one and last frame of stream 1.
    let request = b"\0\0\x06\x01\x05\0\0\0\x01\x82\x86\x84\x41\x01h".as_slice();
    let limits = Options { idle_timeout: SHORT, stall_timeout: SHORT, ..options() };
    let server = start(limits, None).await;
    let (text, took) = server.send_and_wait(&[preface, request].concat()).await;
    assert!(text.contains("hello") && took < LONG / 4, "{text:?} {took:?}");
    server.end().await;

    let server = start(Options { stall_timeout: SHORT, ..options() }, None).await;
    let mut stream = server.connect().await;
    stream.write_all(&[preface, request].concat()).await.unwrap();
    let mut text = Vec::new();
    while !text.ends_with(b"hello") {
        assert!(stream.read_buf(&mut text).await.unwrap() > 0);
    }
    let began = Instant::now();
    server.end().await;
    assert!(began.elapsed() < LONG / 4);
}

#[tokio::test]
async fn a_stop_drains_first_and_lets_running_requests_finish() {
    let server = start(Options { drain: SHORT * 4, ..options() }, None).await;
    let mut slow = server.connect().await;
    slow.write_all(b"GET /slow HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    let mut idle = server.connect().await;
    idle.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    one_answer(&mut idle).await;
    server.stop.stop();
    // It still answers, and says that it is going.
    assert!(server.get("/").await.ends_with("hello"));
    assert!(!server.readiness.is_ready());
    let address = server.address;
    server.end().await;
    let mut text = String::new();
    slow.read_to_string(&mut text).await.unwrap();
    assert!(text.ends_with("slow"), "it outlives the drain time: {text}");
    assert!(TcpStream::connect(address).await.is_err());
    assert_eq!(idle.read(&mut [0; 8]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_up_the_stop() {
    let server = start(Options { finish: SHORT, ..options() }, None).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /never HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    assert!(server.get("/").await.ends_with("hello"));
    let began = Instant::now();
    server.end().await;
    assert!(began.elapsed() < LONG / 4);
}

#[tokio::test]
async fn connections_over_the_cap_wait_for_their_turn() {
    let server = start(Options { max_connections: 1, ..options() }, None).await;
    let mut first = server.connect().await;
    first.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    one_answer(&mut first).await;
    let mut second = server.connect().await;
    second.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    let mut byte = [0; 1];
    assert!(tokio::time::timeout(SHORT, second.read(&mut byte)).await.is_err(), "it has to wait");
    drop(first);
    assert_eq!(tokio::time::timeout(LONG, second.read(&mut byte)).await.unwrap().unwrap(), 1);
    drop(second);
    server.end().await;
}

#[tokio::test]
async fn a_body_that_drips_ends_and_one_that_flows_does_not() {
    let server = start(Options { body_timeout: SHORT, ..options() }, None).await;
    let head = b"POST /body HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    let began = Instant::now();
    let mut stream = server.connect().await;
    stream.write_all(head).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let drip = tokio::spawn(async move {
        while writing.write_all(b"1\r\nx\r\n").await.is_ok() {
            tokio::time::sleep(SHORT / 8).await;
        }
    });
    let mut text = Vec::new();
    drop(tokio::time::timeout(LONG, reading.read_to_end(&mut text)).await.expect("the connection ends"));
    assert!(String::from_utf8_lossy(&text).contains("did not arrive in time"));
    assert!(began.elapsed() >= SHORT);
    drip.abort();

    let chunk = [b"4000\r\n".as_slice(), &[b'x'; 0x4000], b"\r\n"].concat();
    let mut stream = server.connect().await;
    stream.write_all(head).await.unwrap();
    for _ in 0..8 {
        stream.write_all(&chunk).await.unwrap();
        tokio::time::sleep(SHORT / 4).await;
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    assert!(text.ends_with("131072 bytes"), "{text}");
    server.end().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whatever_it_says_of_its_length() {
    let server = start(options(), None).await;
    let body = "x".repeat((1 << 20) + 1);
    let url = format!("http://{}/body", server.address);
    let client = reqwest::Client::new();
    let answer = client.post(&url).body(body.clone()).send().await.unwrap().text().await.unwrap();
    assert!(answer.contains("larger than the limit of 1048576 bytes"), "{answer}");
    let answer = client.post(&url).body(body[1..].to_owned()).send().await.unwrap().text().await.unwrap();
    assert_eq!(answer, "1048576 bytes");
    drop(client);
    server.end().await;
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_dropped_and_a_slow_one_gets_everything() {
    let limits = Options { max_connections: 1, idle_timeout: SHORT, stall_timeout: SHORT * 5, ..options() };
    let server = start(limits, None).await;
    let request = b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n";
    let mut slow = server.connect().await;
    slow.write_all(request).await.unwrap();
    let (mut bytes, mut count) = (vec![0; 1 << 20], 0);
    while let Ok(read @ 1..) = slow.read(&mut bytes).await {
        count += read;
        if count < 6 << 20 {
            tokio::time::sleep(SHORT / 4).await;
        }
    }
    assert!(count > 16 << 20, "{count}");

    let mut stuck = server.connect().await;
    stuck.write_all(request).await.unwrap();
    // There is one slot, so this is answered only after the other is gone.
    assert!(server.get("/").await.ends_with("hello"));
    server.end().await;
}

/// Writes a new certificate with its key; gives the certificate.
fn renew(certificate: &Path, key: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
    std::fs::write(key, made.signing_key.serialize_pem()).unwrap();
    std::fs::write(certificate, made.cert.pem()).unwrap();
    made.cert.der().clone()
}

/// Connects with TLS, trusting only this certificate.
async fn shake(address: SocketAddr, trusted: &CertificateDer<'static>) -> Option<impl AsyncRead + AsyncWrite + Unpin> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let stream = TcpStream::connect(address).await.unwrap();
    let stream = connector.connect(ServerName::try_from("localhost").unwrap(), stream).await.ok()?;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"http/1.1".as_slice()));
    Some(stream)
}

async fn ask<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    let mut text = Vec::new();
    while !text.ends_with(b"hello") {
        assert!(stream.read_buf(&mut text).await.unwrap() > 0);
    }
}

#[tokio::test]
async fn a_renewed_certificate_is_used_without_a_restart_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    let first = renew(&certificate, &key);
    let tls = Tls::load_checking_every(&certificate, &key, Duration::ZERO).unwrap();
    let server = start(options(), Some(tls)).await;
    let mut kept = shake(server.address, &first).await.unwrap();
    ask(&mut kept).await;

    std::fs::write(&certificate, "half a certif").unwrap();
    ask(&mut shake(server.address, &first).await.expect("the old certificate stays")).await;

    let second = renew(&certificate, &key);
    assert!(shake(server.address, &first).await.is_none());
    ask(&mut shake(server.address, &second).await.expect("the new certificate is used")).await;
    ask(&mut kept).await;

    // A certificate whose key has not been written yet.
    let old_key = std::fs::read(&key).unwrap();
    renew(&certificate, &key);
    std::fs::write(&key, old_key).unwrap();
    assert!(shake(server.address, &second).await.is_some());
    drop(kept);
    server.end().await;
}

#[tokio::test]
async fn a_handshake_that_does_not_happen_ends_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    renew(&certificate, &key);
    let tls = Tls::load(&certificate, &key).unwrap();
    let server = start(Options { handshake_timeout: SHORT, ..options() }, Some(tls)).await;
    let (_, took) = server.send_and_wait(b"\x16\x03\x01").await;
    assert!(took >= SHORT && took < LONG / 4);
    server.end().await;
}

#[test]
fn unusable_files_are_named_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    let why = || Tls::load(&certificate, &key).unwrap_err().to_string();
    assert!(why().contains("c.pem cannot be read"), "{}", why());
    renew(&certificate, &key);
    std::fs::write(&key, "").unwrap();
    assert!(why().contains("k.pem holds no private key"), "{}", why());
    renew(&folder.path().join("other.pem"), &key);
    assert!(why().contains("is not the key of"), "{}", why());
}
