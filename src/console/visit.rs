//! A visit: one request as the pages need it. Who asks, what stands in the address and in the form, and where it came from.

use bytes::Bytes;
use poem::http::{Method, header};
use poem::web::Form;
use poem::{Body, FromRequest, Request, RequestBody};

use crate::app::App;
use crate::console::here::{Here, Written};
use crate::console::language::{Language, Said};
use crate::console::look::Look;
use crate::console::pairs::Pairs;
use crate::console::upload::{self, Upload};
use crate::console::{ask, guide, session};
use crate::error::{Error, Result};
use crate::http::limits::read_body;
use crate::http::request_id::RequestId;
use crate::identity::device::Origin;
use crate::model::RecordType;
use crate::model::filter::Asker;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller, Channel, Reason};

/// One request as the pages need it.
pub(super) struct Visit {
    pub(super) app: App,
    /// The path.
    pub(super) path: String,
    /// Path and query.
    pub(super) address: String,
    /// The page of this host from which the request came, where the browser says so.
    pub(super) came_from: String,
    pub(super) query: Pairs,
    /// What a form sent; nothing for a page that is read.
    pub(super) form: Pairs,
    /// The file that a form brought.
    pub(super) upload: Option<Upload>,
    pub(super) is_form: bool,
    /// Whether the browser says that the form stood on one of our pages.
    pub(super) is_own: bool,
    pub(super) secure: bool,
    /// The address that the console has for this person: scheme and host.
    pub(super) site: String,
    /// The client's network address.
    pub(super) client: String,
    pub(super) user_agent: String,
    pub(super) request_id: String,
    pub(super) token: Option<String>,
    /// The token of half a session; empty for none.
    pub(super) half: String,
    /// The tags of what the browser has already (`If-None-Match`).
    pub(super) known: String,
    /// The language of the answer.
    pub(super) t: Language,
    pub(super) look: Look,
    /// Whether the person wants to see more of the setup guide.
    pub(super) guide: String,
    /// What this browser left for a sign-in provider with.
    pub(super) way: String,
    /// The codes of the reasons that were given last in this browser.
    pub(super) reasons: Vec<String>,
    caller: Option<Caller>,
}

/// Path and query of an address on a host; nothing of one elsewhere.
fn on_host(address: &str, host: &str) -> Option<String> {
    let uri: poem::http::Uri = address.parse().ok()?;
    let is_here = uri.authority().is_some_and(|authority| authority.as_str().eq_ignore_ascii_case(host));
    uri.path_and_query().filter(|_| is_here).map(|path| path.as_str().to_owned())
}

impl Visit {
    /// Reads what stands in the head of a request.
    pub(super) fn of(app: App, request: &Request) -> Self {
        let (client, secure) = session::origin(&app.config().listen, request);
        let look = Look::of(request);
        let uri = request.original_uri();
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            path: uri.path().to_owned(),
            address: uri.path_and_query().map_or_else(|| "/".to_owned(), |whole| whole.as_str().to_owned()),
            came_from: on_host(header(header::REFERER), header(header::HOST)).unwrap_or_default(),
            query: request.params::<Vec<(String, String)>>().map(Pairs).unwrap_or_default(),
            form: Pairs::default(),
            upload: None,
            is_form: *request.method() == Method::POST,
            is_own: session::is_own(&app, request),
            site: app.config().listen.public_url.as_deref().map_or_else(
                || format!("{}://{}", if secure { "https" } else { "http" }, header(header::HOST)),
                |url| url.trim_end_matches('/').to_owned(),
            ),
            secure,
            client,
            user_agent: header(header::USER_AGENT).to_owned(),
            request_id: request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            token: session::token(request, secure),
            half: session::cookie_named(request, session::half_name(secure)).unwrap_or_default(),
            known: header(header::IF_NONE_MATCH).to_owned(),
            t: look.language.unwrap_or_else(|| Language::of(None, header(header::ACCEPT_LANGUAGE))),
            look,
            guide: session::cookie_named(request, guide::COOKIE).unwrap_or_default(),
            way: session::cookie_named(request, session::way_name(secure)).unwrap_or_default(),
            reasons: ask::used(request),
            caller: None,
            app,
        }
    }

    /// Finds out who asks.
    pub(super) async fn identify(&mut self) -> Result<()> {
        if let Some(token) = &self.token {
            let caller = self.app.session(token, Channel::Console).await?;
            self.caller = caller.map(|caller| caller.in_request(self.request_id.clone()));
        }
        if let Some(language) = self.look.language.or_else(|| self.caller.as_ref().and_then(own_language)) {
            self.t = language;
        }
        if let Some(caller) = &self.caller {
            self.t = self.t.with_own(&caller.configuration);
        }
        Ok(())
    }

    /// Finds out who asks and reads the form, where there is one; refuses a form that stood on somebody else's page.
    pub(super) async fn read(&mut self, request: &Request, body: Body) -> Result<()> {
        self.identify().await?;
        if !self.is_form {
            return Ok(());
        }
        if upload::is_meant(request) {
            (self.form, self.upload) = upload::read(self, request, body).await?;
            return Ok(());
        }
        let bytes = read_body(body, self.app.config().listen.body_bytes).await.map_err(|error| match error {
            Error::Malformed(_) => Error::Malformed(self.say("form-broken-off").into()),
            other => other,
        })?;
        let form = parse_form(request, bytes).await;
        self.form = form.ok_or_else(|| Error::Malformed(self.say("form-unreadable").into()))?;
        self.refuse_foreign()?;
        self.refuse_without_token()
    }

    /// Refuses a form that stood on somebody else's page.
    pub(super) fn refuse_foreign(&self) -> Result<()> {
        if self.is_own { Ok(()) } else { Err(Error::Forbidden(self.say("form-foreign").into())) }
    }

    /// Refuses a form that carries no token of this session.
    pub(super) fn refuse_without_token(&self) -> Result<()> {
        if let (Some(token), Some(_)) = (&self.token, &self.caller)
            && !session::form_token_fits(self.app.master(), token, self.form.text("_csrf"))
        {
            return Err(Error::Forbidden(self.say("form-of-older-session").into()));
        }
        Ok(())
    }

    /// From where the request came.
    pub(super) fn origin(&self) -> Origin<'_> {
        Origin { address: &self.client, user_agent: &self.user_agent }
    }

    /// Whether one of the person's roles asks for a second factor that is not there, and this is not where it is set up.
    pub(super) fn is_confined(&self) -> bool {
        let is_free = self.path.starts_with("/profile/second-factor") || self.path == "/sign-out";
        !is_free && self.caller.as_ref().is_some_and(Caller::lacks_second_factor)
    }

    /// Who asks; nobody who is not signed in gets past this.
    pub(super) fn caller(&self) -> Result<&Caller> {
        self.caller.as_ref().ok_or_else(|| Error::Unauthenticated(self.say("heading-sign-in-first").into()))
    }

    /// A text in the language of the answer.
    pub(super) fn say(&self, key: &'static str) -> Said {
        self.t.say(key)
    }

    /// The time zone of the person, and now.
    pub(super) fn here(&self) -> Here {
        let zone = self.look.zone.unwrap_or_else(|| self.app.config().console.zone());
        Here { zone, now: self.app.database().clock().now() }
    }

    /// Who asks for a list, for whom `me` and `today` mean something.
    pub(super) fn asker(&self) -> Result<Asker> {
        let Here { zone, now } = self.here();
        Ok(Asker { user: self.caller()?.actor.user(), zone, now })
    }

    /// How numbers, days and moments stand in the form, whatever the person chose meanwhile.
    pub(super) fn written(&self) -> Written {
        Written { language: self.t, here: self.here() }.read(self.form.text("_language"))
    }

    /// Whether somebody is signed in.
    pub(super) const fn is_signed_in(&self) -> bool {
        self.caller.is_some()
    }

    /// Who asks, with the reason that stands in the form.
    pub(super) fn caller_because(&self) -> Result<Caller> {
        let said = |name| self.form.filled(name).map(|text| text.trim().to_owned());
        let reason = Reason { code: said("_reason_code"), text: said("_reason"), built_in: false };
        Ok(self.caller()?.clone().because(reason))
    }

    /// The record type under a name in addresses; refused where the person sees none of its records.
    pub(super) fn kind(&self, plural: &str) -> Result<&'static RecordType> {
        let caller = self.caller()?;
        let kind = caller.configuration.schema.collection(plural).ok_or(Error::NotFound)?;
        if decide::rows(caller, Action::Read, kind) == Rows::None {
            return Err(Error::Forbidden(self.say("refused-type").of(kind).into()));
        }
        Ok(kind)
    }

    /// The token for forms of this session.
    pub(super) fn form_token(&self) -> String {
        self.token.as_deref().map(|token| session::form_token(self.app.master(), token)).unwrap_or_default()
    }
}

/// The language that a user chose for himself.
fn own_language(caller: &Caller) -> Option<Language> {
    let user = caller.configuration.policy.users.get(&caller.actor.user()?)?;
    Language::named(user.language.as_deref()?)
}

async fn parse_form(request: &Request, bytes: Bytes) -> Option<Pairs> {
    let mut body = RequestBody::new(Body::from_bytes(bytes));
    let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, &mut body).await.ok()?;
    Some(Pairs(pairs.into_iter().map(|(name, text)| (name, text.replace("\r\n", "\n"))).collect()))
}
