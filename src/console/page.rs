//! What all pages share: the frame with its navigation, how an answer is made, and the headers every answer carries.

use askama::Template;
use poem::Response;
use poem::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use poem::http::{HeaderName, HeaderValue, StatusCode};

use crate::console::about::neighbours;
use crate::console::acting::{self, Banner};
use crate::console::admin::places;
use crate::console::assets;
use crate::console::icons::Icon;
use crate::console::language::Language;
use crate::console::look::Look;
use crate::console::navigation::{self, Group};
use crate::console::pairs::encode;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::model::RecordType;
use crate::rights::Caller;
use crate::secret::hex;

/// The frame of a page.
pub(super) struct Shell {
    /// The language of the page.
    pub(super) t: Language,
    pub(super) title: String,
    pub(super) stylesheet: &'static str,
    pub(super) script: &'static str,
    pub(super) modules: Vec<&'static str>,
    pub(super) mark: &'static str,
    pub(super) icons: &'static str,
    pub(super) look: Look,
    /// Who is signed in; empty for nobody.
    pub(super) user: String,
    /// Tells people apart who use one browser after each other, and nothing else.
    pub(super) who: String,
    pub(super) csrf: String,
    /// Where one is, to come back to.
    pub(super) here: String,
    /// The list that one came from to the record that is open, as its address says it.
    pub(super) from: Option<String>,
    pub(super) groups: Vec<Group>,
    pub(super) is_demo: bool,
    /// As whom somebody acts.
    pub(super) acting: Option<Banner>,
    /// What has just been done, on the pages of the administration.
    pub(super) done: String,
    /// The bin that something has just been put into there.
    pub(super) bin: String,
    /// Where lists of records are, other than at the address of their type.
    places: Vec<(&'static str, &'static str)>,
}

impl Shell {
    /// The frame for whoever asks.
    pub(super) fn of(visit: &Visit, title: impl Into<String>) -> Self {
        let caller = visit.caller().ok();
        let user = caller.and_then(|caller| caller.actor.user());
        let binned = visit.query.text("done").strip_prefix("binned.").zip(caller);
        let bin = binned.and_then(|(plural, caller)| caller.configuration.schema.collection(plural));
        let bin = bin.map(|kind| format!("/{}?bin=1", kind.plural)).unwrap_or_default();
        Self {
            t: visit.t,
            title: title.into(),
            stylesheet: assets::address("console.css"),
            script: assets::address("console.js"),
            modules: assets::modules(),
            mark: assets::address("icon.svg"),
            icons: assets::address("icons.svg"),
            look: visit.look.clone(),
            user: caller.map(user_name).unwrap_or_default(),
            who: user.map(|id| hex(&blake3::hash(id.0.as_bytes()).as_bytes()[..6])).unwrap_or_default(),
            csrf: visit.form_token(),
            from: neighbours::from(visit).map(str::to_owned),
            here: if visit.is_form { String::new() } else { visit.address.clone() },
            groups: caller
                .map(|caller| navigation::groups(visit.t, caller, &visit.look, &visit.path))
                .unwrap_or_default(),
            is_demo: visit.app.is_demo(),
            acting: acting::banner(visit),
            done: match visit.query.text("done") {
                "saved" | "made" => visit.say("done-saved").into(),
                _ if !bin.is_empty() => visit.say("done-binned").into(),
                _ => String::new(),
            },
            bin,
            places: caller.map(places::elsewhere).unwrap_or_default(),
        }
    }

    /// An address about the record that is open, which goes on to say what list one came from.
    pub(super) fn on(&self, address: &str) -> String {
        neighbours::on(address, self.from.as_deref())
    }

    /// The same as it stands behind such an address, with the mark that it needs there.
    pub(super) fn came_from(&self, mark: &str) -> String {
        let from = |from: &String| format!("{mark}from={}", encode(from));
        self.from.as_ref().map(from).unwrap_or_default()
    }

    /// The list of records of a type.
    pub(super) fn list(&self, kind: &RecordType) -> String {
        let place = self.places.iter().find(|(name, _)| *name == kind.name);
        place.map_or_else(|| format!("/{}", kind.plural), |(_, href)| (*href).to_owned())
    }

    /// An icon.
    #[expect(clippy::unused_self, reason = "templates reach it through the frame that they all have")]
    pub(super) fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }

    /// The address of a module that only some pages have; they name it in the block `modules`.
    #[expect(clippy::unused_self, reason = "templates reach it through the frame that they all have")]
    pub(super) fn module(&self, name: &str) -> &'static str {
        assets::address(&format!("pages/{name}.js"))
    }

    /// The first letters of a name, in its place where there is no room for it.
    pub(super) fn initials(&self) -> String {
        initials(&self.user)
    }
}

/// The first letters of the first and the last word of a name.
pub(super) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let letters = [words.next(), words.next_back()];
    letters.into_iter().flatten().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

fn user_name(caller: &Caller) -> String {
    let user = caller.actor.user().and_then(|id| caller.configuration.policy.users.get(&id));
    user.map(|user| user.name.clone()).unwrap_or_default()
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
        .header("speculation-rules", format!("\"{}\"", assets::address("speculation.json")))
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

/// The headers every answer carries, but for those that it has in a way of its own.
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
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, text) in [("Anna Jansen", "AJ"), ("tom van rijn", "TR"), ("Zoë", "Z"), ("", ""), ("ßeta Öz", "SSÖ")]
        {
            assert_eq!(initials(name), text);
        }
    }
}
