//! The door out: what may be reached, what comes back, and what is remembered of it.

use beheer::clock::Clock;
use beheer::config;
use beheer::outbound::{Ask, Outbound};
use poem::http::{HeaderMap, Method};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::support::engine::NEW_YEAR;

/// A server that answers everything with the same bytes, and tells the first line of what it was asked.
async fn answering(answer: String) -> (u16, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, asked) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = [0; 4_096];
            let read = stream.read(&mut bytes).await.unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes[..read]);
            told.send(text.lines().next().unwrap_or_default().to_owned()).ok();
            stream.write_all(answer.as_bytes()).await.ok();
        }
    });
    (port, asked)
}

fn door(set: impl FnOnce(&mut config::Outbound)) -> Outbound {
    let mut settings = config::Outbound::default();
    set(&mut settings);
    Outbound::new(&settings, Clock::fixed(NEW_YEAR)).unwrap()
}

fn loopback(settings: &mut config::Outbound) {
    settings.allow = vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
}

fn get(url: impl Into<String>) -> Ask {
    Ask { method: Method::GET, url: url.into(), headers: HeaderMap::new(), body: Vec::new() }
}

fn http(status: &str, rest: &str) -> String {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\n{rest}")
}

#[tokio::test]
async fn nothing_private_is_reached_by_number_by_name_or_in_disguise() {
    let (port, mut asked) = answering(http("200 OK", "content-length: 2\r\n\r\nhi")).await;
    let door = door(|_| {});
    for host in ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "127.1"] {
        for scheme in ["http", "https"] {
            let error = door.send("test", get(format!("{scheme}://{host}:{port}/"))).await.unwrap_err();
            assert_eq!(error.code(), "outbound_forbidden", "{scheme}://{host}");
        }
    }
    for url in ["https://me:secret@example.org/", "http://example.org/", "ftp://example.org/", "no address", ""] {
        let code = door.send("test", get(url)).await.unwrap_err().code().to_owned();
        assert!(["outbound_forbidden", "outbound_insecure"].contains(&code.as_str()), "{url}: {code}");
    }
    assert!(asked.try_recv().is_err(), "not even a connection was made");
    assert!(door.register().all().iter().any(|one| one.result == "outbound_forbidden"));
}

#[tokio::test]
async fn an_allowed_address_answers_within_its_limits_and_is_remembered() {
    let (port, _asked) = answering(http("200 OK", "content-length: 2\r\n\r\nhi")).await;
    let door = door(loopback);
    for host in ["127.0.0.1", "localhost"] {
        let answer = door.send("single sign-on", get(format!("http://{host}:{port}/a"))).await.unwrap();
        assert_eq!((answer.status.as_u16(), answer.body), (200, b"hi".to_vec()));
    }
    let all = door.register().all();
    let one = all.iter().find(|one| one.host == format!("127.0.0.1:{port}")).unwrap();
    assert_eq!((one.why, one.times, one.last, one.result.as_str()), ("single sign-on", 1, NEW_YEAR, "200"));
}

#[tokio::test]
async fn nobody_is_led_on_and_nothing_endless_is_read() {
    let (elsewhere, mut asked) = answering(http("200 OK", "content-length: 0\r\n\r\n")).await;
    let to = format!("location: http://127.0.0.1:{elsewhere}/\r\ncontent-length: 0\r\n\r\n");
    let (port, _asked) = answering(http("302 Found", &to)).await;
    let door_out = door(loopback);
    let answer = door_out.send("test", get(format!("http://127.0.0.1:{port}/"))).await.unwrap();
    assert_eq!(answer.status.as_u16(), 302);
    assert!(asked.try_recv().is_err());

    let (port, _asked) = answering(http("200 OK", &format!("\r\n{}", "x".repeat(5_000)))).await;
    let small = door(|settings| {
        loopback(settings);
        settings.answer_bytes = 4_096;
    });
    let error = small.send("test", get(format!("http://127.0.0.1:{port}/"))).await.unwrap_err();
    assert_eq!(error.code(), "outbound_too_large");
}

#[tokio::test]
async fn a_proxy_is_asked_for_everything_but_what_goes_without_it() {
    let (proxy, mut asked) = answering(http("200 OK", "content-length: 5\r\n\r\nproxy")).await;
    let (direct, _asked) = answering(http("200 OK", "content-length: 6\r\n\r\ndirect")).await;
    let door = door(|settings| {
        loopback(settings);
        settings.proxy = Some(format!("http://127.0.0.1:{proxy}"));
        settings.no_proxy = "127.0.0.2".into();
    });
    let answer = door.send("test", get(format!("http://127.0.0.1:{direct}/x"))).await.unwrap();
    assert_eq!(answer.body, b"proxy");
    assert_eq!(asked.recv().await.unwrap(), format!("GET http://127.0.0.1:{direct}/x HTTP/1.1"));
    drop(door.send("test", get("https://id.example.org/")).await.unwrap_err());
    assert_eq!(asked.recv().await.unwrap(), "CONNECT id.example.org:443 HTTP/1.1", "the proxy resolves the name");
}

#[tokio::test]
async fn who_cannot_be_reached_is_told_apart_from_who_may_not_be() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = door(loopback).send("test", get(format!("http://127.0.0.1:{port}/"))).await.unwrap_err();
    assert_eq!(error.code(), "outbound_unreachable");
    let missing = config::Outbound { ca_certificates: Some("/nonexistent.pem".into()), ..config::Outbound::default() };
    assert_eq!(Outbound::new(&missing, Clock::System).err().unwrap().code(), "ca_certificates");
}
