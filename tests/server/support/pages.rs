//! A browser without a screen: the console behind the real accept loop, cookies kept by hand, and forms read from the pages.

use std::sync::Arc;

use beheer::app::App;
use beheer::clock::Clock;
use beheer::config::Config;
use beheer::console;
use beheer::http::request_id::with_request_id;
use beheer::http::{Options, Stop, serve};
use beheer::id::{Id, Ids};
use beheer::records::seed;
use beheer::rights::Caller;
use beheer::secret::Secret;
use poem::{EndpointExt as _, Route};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::engine::NEW_YEAR;

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// A running console; on its own it has an installation on SQLite.
pub(crate) struct Console {
    pub(crate) app: App,
    pub(crate) url: String,
    stop: Stop,
    _folder: Option<TempDir>,
}

impl Drop for Console {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

impl Console {
    /// Starts it.
    pub(crate) async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = Config::default();
        config.data.directory = folder.path().join("data");
        config.listen.drain_seconds = 0;
        let app = App::open_with(config, Clock::fixed(NEW_YEAR), Ids::seeded(11)).await.unwrap();
        Self::over(&app, Some(folder)).await
    }

    /// The console of an installation that runs already.
    pub(crate) async fn of(app: &App) -> Self {
        Self::over(app, None).await
    }

    async fn over(app: &App, folder: Option<TempDir>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = Stop::new();
        let options = Options::new(&app.config().listen, app.readiness().clone());
        let endpoint = Arc::new(console::mount(Route::new(), app).around(with_request_id));
        tokio::spawn(serve(listener, None, endpoint, options, stop.clone()));
        Self { app: app.clone(), url, stop, _folder: folder }
    }

    /// The program itself.
    pub(crate) async fn program(&self) -> Caller {
        Caller::system(self.app.configuration().await.unwrap(), "tests")
    }

    /// Makes a user with a shipped profile.
    pub(crate) async fn user(&self, name: &str, profile: &str) -> Id {
        let email = format!("{}@example.org", name.to_lowercase());
        let (caller, profile) = (self.program().await, seed::profile_named(profile));
        let password = Some(Secret::new(PASSWORD));
        self.app.identity().make_user(&caller, name, &email, profile, password).await.unwrap()
    }

    /// A browser that is not signed in.
    pub(crate) fn browser(&self) -> Browser {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Browser { client, url: self.url.clone(), cookie: String::new(), language: String::new() }
    }

    /// Makes a user and signs him in.
    pub(crate) async fn signed_in(&self, name: &str, profile: &str) -> Browser {
        self.user(name, profile).await;
        let mut browser = self.browser();
        let page = browser.sign_in(&format!("{}@example.org", name.to_lowercase()), PASSWORD).await;
        assert_eq!(page.status, 303, "{}", page.text);
        browser
    }
}

/// The id in an address such as `/contacts/ID?done=saved`.
pub(crate) fn id_in(location: &str) -> String {
    location.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned()
}

/// Somebody at a browser.
pub(crate) struct Browser {
    client: reqwest::Client,
    pub(crate) url: String,
    pub(crate) cookie: String,
    /// What it says of languages; empty for nothing.
    pub(crate) language: String,
}

/// A page, or whatever came.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Page {
    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// A header; empty where it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What a browser would send for the form that goes to `action`.
    pub(crate) fn form(&self, action: &str) -> Form {
        let at = self
            .text
            .find(&format!("method=\"post\" action=\"{action}\""))
            .or_else(|| self.text.find(&format!("action=\"{action}\"")))
            .unwrap_or_else(|| panic!("no form {action}: {}", self.text));
        let end = self.text[at..].find("</form>").unwrap();
        Form(controls(&self.text[at..at + end]))
    }
}

/// What a form would send.
#[derive(Debug, Clone)]
pub(crate) struct Form(pub(crate) Vec<(String, String)>);

impl Form {
    /// With another text in a control.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.into(), text.into()));
        self
    }

    /// What stands in a control.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }
}

impl Browser {
    /// Opens a page.
    pub(crate) async fn get(&self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        read(request.header("accept-language", &self.language).send().await.unwrap()).await
    }

    /// Opens a page and says something besides.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let request = self.client.get(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let request = headers.iter().fold(request, |request, (name, text)| request.header(*name, *text));
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap();
        Page { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Sends a form from one of our own pages.
    pub(crate) async fn send(&mut self, path: &str, form: &Form) -> Page {
        self.send_from(&self.url.clone(), path, form).await
    }

    /// Sends a form from some site.
    pub(crate) async fn send_from(&mut self, origin: &str, path: &str, form: &Form) -> Page {
        self.send_with(path, form, &[("origin", origin)]).await
    }

    /// Sends a form with headers of one's own.
    pub(crate) async fn send_with(&mut self, path: &str, form: &Form, headers: &[(&str, &str)]) -> Page {
        let request = self.client.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let request = request.header("accept-language", &self.language);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let page = read(request.form(&form.0).send().await.unwrap()).await;
        for cookie in page.headers.get_all("set-cookie") {
            self.keep(cookie.to_str().unwrap().split(';').next().unwrap());
        }
        page
    }

    /// Keeps a cookie in the place of an earlier one of its name.
    fn keep(&mut self, cookie: &str) {
        let name = |cookie: &str| cookie.split('=').next().unwrap().to_owned();
        let others = self.cookie.split("; ").filter(|other| !other.is_empty() && name(other) != name(cookie));
        self.cookie = others.chain([cookie]).collect::<Vec<_>>().join("; ");
    }

    /// Sends a form with a file.
    pub(crate) async fn upload(&self, path: &str, form: &Form, name: &str, content: impl Into<Vec<u8>>) -> Page {
        let texts = form.0.iter().filter(|(name, _)| name != "file");
        let parts =
            texts.fold(reqwest::multipart::Form::new(), |parts, (name, text)| parts.text(name.clone(), text.clone()));
        let file = reqwest::multipart::Part::bytes(content.into()).file_name(name.to_owned());
        let request = self.client.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let request = request.header("origin", &self.url).header("accept-language", &self.language);
        read(request.multipart(parts.part("file", file)).send().await.unwrap()).await
    }

    /// Sends a form with files from one of our own pages.
    pub(crate) async fn send_files(&self, path: &str, form: reqwest::multipart::Form) -> Page {
        let request = self.client.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        read(request.header("origin", &self.url).multipart(form).send().await.unwrap()).await
    }

    /// Opens a form, changes it and sends it.
    pub(crate) async fn fill(&mut self, path: &str, texts: &[(&str, &str)]) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        let form =
            texts.iter().fold(page.form(path.split('?').next().unwrap()), |form, (name, text)| form.with(name, text));
        self.send(path.split('?').next().unwrap(), &form).await
    }

    /// Goes on to where a form led.
    pub(crate) async fn follow(&self, sent: &Page) -> Page {
        assert_eq!(sent.status, 303, "{}", sent.text);
        self.get(sent.location()).await
    }

    /// Signs in.
    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Page {
        self.send("/sign-in", &Form(vec![]).with("email", email).with("password", password)).await
    }
}

async fn read(response: reqwest::Response) -> Page {
    Page {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.text().await.unwrap(),
    }
}

/// The controls of a piece of HTML with what stands in them.
fn controls(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices('<') {
        let tag = &html[at..];
        let head = &tag[..tag.find('>').unwrap_or(tag.len())];
        let is = |name: &str| head.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        let text = if is("<input")
            && (!head.contains("type=\"checkbox\"") && !head.contains("type=\"radio\"") || head.ends_with(" checked"))
        {
            attribute(head, "value")
        } else if is("<textarea") {
            let inside = &tag[head.len() + 1..tag.find("</textarea>").unwrap()];
            plain(inside.strip_prefix('\n').unwrap_or(inside))
        } else if is("<select") {
            let inside = &tag[..tag.find("</select>").unwrap()];
            let chosen =
                inside.split("<option").skip(1).find(|option| option.split('>').next().unwrap().ends_with(" selected"));
            chosen.map_or(String::new(), |option| attribute(option.split('>').next().unwrap(), "value"))
        } else {
            continue;
        };
        found.push((attribute(head, "name"), text));
    }
    found
}

fn attribute(head: &str, name: &str) -> String {
    let start = head.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3);
    start.map_or(String::new(), |start| plain(head[start..].split('"').next().unwrap()))
}

fn plain(html: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
