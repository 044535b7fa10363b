//! The languages of the console. Texts are Fluent messages under `src/console/texts`, a folder for each language; a page says
//! `{{ t.say("key") }}`, and with arguments `{{ t.say("key").with("title", title) }}`. English is what everything falls back to.

mod accept;
mod errors;
mod format;
mod labels;
mod lines;
mod names;
mod own;
mod pseudo;
mod reading;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use crate::model::RecordType;

pub(super) use errors::SAID;
pub(super) use labels::Label;
pub(super) use reading::{Unread, read_clock};

#[derive(RustEmbed)]
#[folder = "src/console/texts"]
struct Texts;

type Bundle = FluentBundle<FluentResource>;

/// A language that the console speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Dutch,
    German,
    French,
    /// English with accents and two fifths longer, by which one sees what was not translated and what has no room. It is
    /// spoken in debug builds only.
    Pseudo,
    /// One of these, with the words of the installation.
    Own(&'static own::Own),
}

static BUNDLES: [LazyLock<Bundle>; 5] = [
    LazyLock::new(|| read(Language::English)),
    LazyLock::new(|| read(Language::Dutch)),
    LazyLock::new(|| read(Language::German)),
    LazyLock::new(|| read(Language::French)),
    LazyLock::new(|| read(Language::Pseudo)),
];

impl Language {
    /// Those that people can choose.
    pub(super) const ALL: [Self; 4] = [Self::English, Self::Dutch, Self::German, Self::French];

    /// The language for somebody: his own, else the one his browser asks for, else English.
    pub(super) fn of(user: Option<&str>, accepted: &str) -> Self {
        user.and_then(Self::named).or_else(|| accept::best(accepted)).unwrap_or(Self::English)
    }

    /// The language of a tag (BCP 47), whatever its region.
    pub(super) fn named(tag: &str) -> Option<Self> {
        if cfg!(debug_assertions) && tag.eq_ignore_ascii_case(Self::Pseudo.tag()) {
            return Some(Self::Pseudo);
        }
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Its tag (BCP 47).
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
            Self::German => "de",
            Self::French => "fr",
            Self::Pseudo => "en-XA",
            Self::Own(own) => own.base.tag(),
        }
    }

    /// A text, to be shown or given arguments first.
    pub(super) fn say(self, key: impl Into<Cow<'static, str>>) -> Said {
        Said { language: self, key: key.into(), arguments: FluentArgs::new() }
    }

    /// Other words for what a text names, by which it is found; none where there are none.
    pub(super) fn words(self, key: &str) -> String {
        self.text(&format!("words-{key}"), None).unwrap_or_default().into_owned()
    }

    /// Whether there is such a text in this language itself.
    fn knows(self, key: &str) -> bool {
        self.text(key, None).is_some()
    }

    /// A message, or with a point in the key the attribute of one.
    fn text(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
        let place = match self.base() {
            Self::English | Self::Own(_) => 0,
            Self::Dutch => 1,
            Self::German => 2,
            Self::French => 3,
            Self::Pseudo => 4,
        };
        let bundle: &'static Bundle = &BUNDLES[place];
        let pattern = match key.split_once('.') {
            None => bundle.get_message(key)?.value()?,
            Some((key, attribute)) => bundle.get_message(key)?.get_attribute(attribute)?.value(),
        };
        // An argument that is missing shows as its name; a test finds it before anybody reads it.
        Some(bundle.format_pattern(pattern, arguments, &mut Vec::new()))
    }
}

/// Reads the texts of a language. What cannot be read is missing then, which a test finds.
fn read(language: Language) -> Bundle {
    let folder = if language == Language::Pseudo { "en" } else { language.tag() };
    let mut bundle = Bundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    if language == Language::Pseudo {
        bundle.set_transform(Some(pseudo::stretch));
    }
    for resource in Texts::iter().filter_map(|name| resource(folder, &name)) {
        drop(bundle.add_resource(resource));
    }
    bundle
}

fn resource(folder: &str, name: &str) -> Option<FluentResource> {
    name.strip_prefix(folder)?.strip_prefix('/')?;
    let text = String::from_utf8(Texts::get(name)?.data.into_owned()).ok()?;
    Some(FluentResource::try_new(text).unwrap_or_else(|(understood, _)| understood))
}

/// A text on its way to somebody: its key and arguments.
pub(super) struct Said {
    language: Language,
    key: Cow<'static, str>,
    arguments: FluentArgs<'static>,
}

impl Said {
    /// Puts a text in.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, text: impl fmt::Display) -> Self {
        self.arguments.set(name, FluentValue::from(text.to_string()));
        self
    }

    /// Puts a number in: `count` chooses the plural, `number` is how it is written here.
    #[must_use]
    pub(super) fn count(mut self, count: u64) -> Self {
        self.arguments.set("count", FluentValue::from(count));
        let number = self.language.number(&count.to_string());
        self.with("number", number)
    }

    /// Puts a record type in, as it stands within a sentence: `type` and `types`, and what grammar asks for: its `gender`, and
    /// whether it begins with a `vowel`.
    #[must_use]
    pub(super) fn of(self, kind: &RecordType) -> Self {
        let language = self.language;
        let (one, many) = (language.inside(&language.one(kind)), language.inside(&language.many(kind)));
        let vowel = if labels::begins_with_vowel(&one) { "yes" } else { "no" };
        self.with("type", one).with("types", many).with("gender", language.gender(kind)).with("vowel", vowel)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |language: Language| language.text(&self.key, Some(&self.arguments));
        match text(self.language).or_else(|| text(Language::English)) {
            Some(text) => f.write_str(&text),
            None => f.write_str(&self.key),
        }
    }
}

impl From<Said> for String {
    fn from(said: Said) -> Self {
        said.to_string()
    }
}
