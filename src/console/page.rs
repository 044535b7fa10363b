//! What all pages share: the frame with its navigation, how an answer is made, and the headers every answer carries.

use askama::Template;
use poem::Response;
use poem::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use poem::http::{HeaderName, HeaderValue, StatusCode};

use crate::console::assets;
use crate::console::language::{Label, Language};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// The navigation: groups of record types, each with the key of its name.
const NAVIGATION: [(&str, &[&str]); 3] = [
    ("group-sales", &["organisation", "contact", "lead", "deal", "activity"]),
    ("group-supply", &["product", "stock_movement", "attachment"]),
    (
        "group-administration",
        &[
            "user",
            "group",
            "role",
            "profile",
            "key",
            "pipeline",
            "stage",
            "custom_field",
            "reason_code",
            "reason_rule",
            "saved_view",
        ],
    ),
];

/// The frame of a page.
pub(super) struct Shell {
    /// The language of the page.
    pub(super) t: Language,
    pub(super) title: String,
    pub(super) stylesheet: &'static str,
    pub(super) script: &'static str,
    pub(super) icon: &'static str,
    /// Who is signed in; empty for nobody.
    pub(super) user: String,
    pub(super) csrf: String,
    pub(super) groups: Vec<Group>,
}

/// A group of the navigation.
pub(super) struct Group {
    pub(super) label: String,
    pub(super) entries: Vec<Entry>,
}

/// An entry of the navigation.
pub(super) struct Entry {
    pub(super) label: Label,
    pub(super) href: String,
    pub(super) is_current: bool,
}

impl Shell {
    /// The frame for whoever asks.
    pub(super) fn of(visit: &Visit, title: impl Into<String>) -> Self {
        let caller = visit.caller().ok();
        Self {
            t: visit.t,
            title: title.into(),
            stylesheet: assets::address("console.css"),
            script: assets::address("console.js"),
            icon: assets::address("icon.svg"),
            user: caller.map(user_name).unwrap_or_default(),
            csrf: visit.form_token(),
            groups: caller.map(|caller| groups(visit.t, caller, &visit.path)).unwrap_or_default(),
        }
    }
}

fn user_name(caller: &Caller) -> String {
    let user = caller.actor.user().and_then(|id| caller.configuration.policy.users.get(&id));
    user.map(|user| user.name.clone()).unwrap_or_default()
}

/// The types that somebody may see, in their groups.
fn groups(t: Language, caller: &Caller, path: &str) -> Vec<Group> {
    let is_current = |plural: &str| path.split('/').nth(1) == Some(plural);
    let home = Entry { label: t.say("home").to_string().into(), href: "/home".into(), is_current: is_current("home") };
    let mut groups = vec![Group { label: String::new(), entries: vec![home] }];
    for (label, names) in NAVIGATION {
        let kinds = names.iter().filter_map(|name| caller.configuration.schema.named(name));
        let seen = kinds.filter(|kind| decide::rows(caller, Action::Read, kind) != Rows::None);
        let entries: Vec<Entry> = seen
            .map(|kind| Entry {
                label: t.many(kind),
                href: format!("/{}", kind.plural),
                is_current: is_current(kind.plural),
            })
            .collect();
        if !entries.is_empty() {
            groups.push(Group { label: t.say(label).into(), entries });
        }
    }
    groups
}

/// A page.
pub(super) fn render(template: &impl Template) -> Result<Response> {
    render_as(StatusCode::OK, template)
}

/// A page with a status of its own.
pub(super) fn render_as(status: StatusCode, template: &impl Template) -> Result<Response> {
    let html = template.render().map_err(|cause| Error::Internal(Box::new(cause)))?;
    Ok(Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "text/html; charset=utf-8")
        .header(CACHE_CONTROL, "private, no-store")
        .body(html))
}

/// Goes on to another page of ours.
pub(super) fn go(path: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(LOCATION, path)
        .header(CACHE_CONTROL, "private, no-store")
        .finish()
}

/// The headers every answer carries.
pub(super) fn secured(mut response: Response) -> Response {
    const HEADERS: [(&str, &str); 6] = [
        (
            "content-security-policy",
            "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
