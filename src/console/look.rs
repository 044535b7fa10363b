//! How somebody wants the console to look. It stands in cookies that the server reads, so that no page is first shown otherwise.

use poem::Request;

use crate::clock::Zone;
use crate::console::language::Language;
use crate::console::session;

/// The cookie of the choices.
const CHOSEN: &str = "beheer_look";
/// The cookie of the groups that are closed in the navigation; the browser writes it.
const CLOSED: &str = "beheer_closed";
/// Kept for a year.
const AGE: u32 = 31_536_000;

/// Light, dark, or as the system has it.
pub(super) const SCHEMES: [&str; 3] = ["auto", "light", "dark"];
/// How much air there is.
pub(super) const DENSITIES: [&str; 2] = ["comfortable", "compact"];
/// Whether single keys do something.
pub(super) const KEYS: [&str; 2] = ["on", "off"];

/// The languages, each as its speakers call it.
pub(super) const LANGUAGES: [(Language, &str); 4] = [
    (Language::English, "English"),
    (Language::Dutch, "Nederlands"),
    (Language::German, "Deutsch"),
    (Language::French, "Français"),
];
/// What is sent for the language, or the time zone, that somebody has without choosing one here.
pub(super) const USUAL: &str = "usual";

/// What somebody chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) scheme: &'static str,
    pub(super) density: &'static str,
    pub(super) keys: &'static str,
    /// The language of this browser; nothing for that of the person, or what the browser asks for.
    pub(super) language: Option<Language>,
    /// The time zone; nothing for that of the installation.
    pub(super) zone: Option<Zone>,
    closed: String,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            scheme: SCHEMES[0],
            density: DENSITIES[0],
            keys: KEYS[0],
            language: None,
            zone: None,
            closed: String::new(),
        }
    }
}

impl Look {
    /// As the browser says it was chosen.
    pub(super) fn of(request: &Request) -> Self {
        let mut look = Self { closed: session::cookie_named(request, CLOSED).unwrap_or_default(), ..Self::default() };
        for word in session::cookie_named(request, CHOSEN).unwrap_or_default().split('.') {
            look.choose(word);
        }
        look
    }

    /// Takes up a choice; what is no choice changes nothing.
    pub(super) fn choose(&mut self, word: &str) {
        let chosen = |all: &[&'static str]| all.iter().copied().find(|known| *known == word);
        if let Some(scheme) = chosen(&SCHEMES) {
            self.scheme = scheme;
        } else if let Some(density) = chosen(&DENSITIES) {
            self.density = density;
        } else if let Some(keys) = chosen(&KEYS) {
            self.keys = keys;
        } else if let Some((language, _)) = LANGUAGES.iter().find(|(language, _)| language.tag() == word) {
            self.language = Some(*language);
        } else if let Some(zone) = Zone::named(word) {
            self.zone = Some(zone);
        }
    }

    /// Whether a group of the navigation is closed.
    pub(super) fn is_closed(&self, group: &str) -> bool {
        self.closed.split('.').any(|closed| closed == group)
    }

    /// The cookie that keeps it.
    pub(super) fn cookie(&self, secure: bool) -> String {
        let flag = if secure { "; Secure" } else { "" };
        let Self { scheme, density, keys, .. } = self;
        let language = self.language.map_or(USUAL, Language::tag);
        let zone = self.zone.map_or_else(String::new, |zone| format!(".{}", zone.name()));
        format!(
            "{CHOSEN}={scheme}.{density}.{keys}.{language}{zone}; Path=/; SameSite=Lax; HttpOnly; Max-Age={AGE}{flag}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_back_from_their_cookie_and_nothing_else_does() {
        let read = |cookie: &str| Look::of(&Request::builder().header("cookie", cookie).finish());
        let mut look = Look::default();
        for word in ["dark", "compact", "off", "nl", "Europe/Amsterdam", "\"><script>"] {
            look.choose(word);
        }
        let cookie = look.cookie(false);
        assert_eq!(read(cookie.split(';').next().unwrap()), look);
        assert_eq!(read("beheer_look=red.\"huge"), Look::default());
        assert!(read("a=b; beheer_closed=sales.supply").is_closed("supply"));
    }
}
