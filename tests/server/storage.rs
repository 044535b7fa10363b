//! Files in a bucket: object storage that speaks S3, in this process, behind the settings an operator writes.

use std::path::Path;

use beheer::config::{Config, StorageKind};
use beheer::secret::Secret;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::support::postgres;
use crate::support::server::{Answer, Person, TestServer};

const BUCKET: &str = "company";
const PREFIX: &str = "tenant-7";

/// A bucket, and the address of the service that has it.
struct Bucket {
    folder: TempDir,
    endpoint: String,
}

impl Bucket {
    async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("known", "secret of the bucket"));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        drop(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let service = service.clone();
                drop(tokio::spawn(async move {
                    let server = Builder::new(TokioExecutor::new());
                    drop(server.serve_connection(TokioIo::new(stream), service).await);
                }));
            }
        }));
        Self { folder, endpoint }
    }

    fn settings(&self, secret: &str) -> impl FnOnce(&mut Config) {
        let (endpoint, secret) = (self.endpoint.clone(), Secret::new(secret));
        move |config| {
            config.storage.kind = StorageKind::S3;
            config.storage.endpoint = Some(endpoint);
            config.storage.bucket = Some(BUCKET.into());
            config.storage.prefix = Some(PREFIX.into());
            config.storage.path_style = true;
            config.storage.access_key = Some(Secret::new("known"));
            config.storage.secret_key = Some(secret);
            config.listen.upload_bytes = 16 << 20;
        }
    }

    /// The objects under what the installation may call its own, and how many bytes each has; what the service keeps for itself aside.
    fn objects(&self) -> Vec<(String, u64)> {
        let root = self.folder.path().join(BUCKET);
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((name_within(&root, &path), std::fs::metadata(&path).unwrap().len()));
                }
            }
        }
        found.sort();
        found
    }
}

fn name_within(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap().display().to_string()
}

async fn upload(person: &Person, about: &str, name: &str, bytes: Vec<u8>) -> Answer {
    let about = json!({"type": "contact", "id": about}).to_string();
    let file = Part::bytes(bytes).file_name(name.to_owned()).mime_str("application/octet-stream").unwrap();
    let form = Form::new().text("about", about).part("file", file);
    Answer::of(person.request(Method::POST, "/attachments").multipart(form).send().await.unwrap()).await
}

/// More than one part of a multipart upload, and no two pages of it alike.
fn large() -> Vec<u8> {
    (0..3 * 1024 * 1024_u32).flat_map(u32::to_le_bytes).collect()
}

async fn attachments_lie_in_the_bucket(database: Option<String>) {
    let bucket = Bucket::open().await;
    let server = TestServer::start(database, bucket.settings("secret of the bucket")).await;
    let admin = server.admin().await;
    let contact = admin.make("/contacts", json!({"last_name": "Files"})).await;
    let mut names = Vec::new();
    for (name, bytes) in [("small.bin", b"hello".to_vec()), ("large.bin", large()), ("again.bin", b"hello".to_vec())] {
        let made = upload(&admin, &contact, name, bytes.clone()).await.expect(201).json();
        let path = format!("/attachments/{}/content", made["id"].as_str().unwrap());
        let content = admin.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(content.status(), 200);
        assert!(content.bytes().await.unwrap() == bytes, "{name} comes back as it was");
        names.push(made["content"].as_str().unwrap().to_owned());
    }
    assert_eq!(names[0], names[2], "the same bytes have the same name");
    let blob = |name: &str, size| (format!("{PREFIX}/blobs/{}/{name}", &name[..2]), size);
    let mut expected = vec![blob(&names[0], 5), blob(&names[1], 12 * 1024 * 1024)];
    expected.sort();
    assert_eq!(bucket.objects(), expected, "each once, and nothing is left of the uploads");

    let limit = usize::try_from(server.app.config().listen.upload_bytes).unwrap();
    assert_eq!(upload(&admin, &contact, "huge.bin", vec![7; limit + 1]).await.problem(413), "too_large");
    assert_eq!(bucket.objects(), expected, "what is refused leaves nothing behind");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attachments_lie_in_the_bucket_on_sqlite() {
    attachments_lie_in_the_bucket(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attachments_lie_in_the_bucket_on_postgres() {
    if let Some(url) = postgres::database(crate::support::engine::new_installation).await {
        attachments_lie_in_the_bucket(Some(url)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_refuses_us_is_said_and_no_attachment_is_made() {
    let bucket = Bucket::open().await;
    let server = TestServer::start(None, bucket.settings("wrong")).await;
    let admin = server.admin().await;
    let contact = admin.make("/contacts", json!({"last_name": "Files"})).await;
    let refused = upload(&admin, &contact, "small.bin", b"hello".to_vec()).await;
    assert_eq!(refused.problem(503), "unavailable");
    assert!(!refused.text.contains("wrong") && !refused.text.contains(&bucket.endpoint), "{}", refused.text);
    assert_eq!(admin.get("/attachments?count=exact").await.expect(200).json()["count"], json!(0));
    assert_eq!(bucket.objects(), []);
    server.end().await;
}
