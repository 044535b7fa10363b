//! What countries and languages are called, and their codes out of what people call them.

use crate::console::language::Language;
use crate::model::Format;
use crate::model::fold::sort_key;
use crate::transfer::convert::{country_code, country_codes};

/// The languages of ISO 639-1 that have a name.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj \
    kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv \
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti \
    tk tn to tr ts tt ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Language {
    /// What a code stands for, where it is that of a country or of a language: `Germany`, `English (United Kingdom)`.
    pub(in crate::console) fn named_by(self, format: Format, code: &str) -> Option<String> {
        match (format, code.split_once('-')) {
            (Format::Country, _) => self.known("country", code).map(String::from),
            (Format::Language, None) => self.known("language", code).map(String::from),
            (Format::Language, Some((language, region))) => {
                let (language, region) = (self.known("language", language)?, self.known("country", region)?);
                Some(format!("{language} ({region})"))
            }
            _ => None,
        }
    }

    /// The code that a name or a code stands for, in any of our languages; what is a tag of a language already is taken as it is.
    pub(in crate::console) fn read_code(self, format: Format, text: &str) -> Option<String> {
        let wanted = sort_key(text);
        let called =
            |language: Self, code: &str| language.named_by(format, code).is_some_and(|name| sort_key(&name) == wanted);
        let is_called =
            |code: &&str| called(self, code) || Self::ALL.into_iter().any(|language| called(language, code));
        if format == Format::Country {
            let own = country_codes().find(|code| called(self, code));
            return own.or_else(|| country_code(text)).or_else(|| country_codes().find(is_called)).map(str::to_owned);
        }
        if let Some(code) = LANGUAGES.split(' ').find(is_called) {
            return Some(code.to_owned());
        }
        let (language, region) = text.split_once('-').map_or((text, None), |(first, rest)| (first, Some(rest)));
        let is_short = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
        let language = language.to_ascii_lowercase();
        is_short.then(|| region.map_or_else(|| language.clone(), |region| format!("{language}-{region}")))
    }

    /// The names of all countries, or of all languages, in their order.
    pub(in crate::console) fn names(self, format: Format) -> Vec<String> {
        let name = |code| self.named_by(format, code);
        let mut names: Vec<String> = match format {
            Format::Country => country_codes().filter_map(name).collect(),
            _ => LANGUAGES.split(' ').filter_map(name).collect(),
        };
        names.sort_by_cached_key(|name| sort_key(name));
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Dutch, English, French, German};

    #[test]
    fn every_code_has_a_name_that_leads_back_to_it() {
        for language in Language::ALL {
            for code in country_codes() {
                let name = language.named_by(Format::Country, code).unwrap_or_default();
                assert_eq!(language.read_code(Format::Country, &name).as_deref(), Some(code), "{name} in {language:?}");
            }
            for code in LANGUAGES.split(' ') {
                let name = language.named_by(Format::Language, code).unwrap_or_default();
                assert_eq!(
                    language.read_code(Format::Language, &name).as_deref(),
                    Some(code),
                    "{name} in {language:?}"
                );
            }
        }
    }

    #[test]
    fn names_of_any_language_are_read_and_what_is_none_is_not() {
        for (language, format, text, code) in [
            (English, Format::Country, "Duitsland", Some("DE")),
            (German, Format::Country, "niederlande", Some("NL")),
            (French, Format::Country, "nl", Some("NL")),
            (English, Format::Country, "Nowhere", None),
            (Dutch, Format::Language, "Polish", Some("pl")),
            (English, Format::Language, "en-GB", Some("en-GB")),
            (English, Format::Language, "PL", Some("pl")),
            (English, Format::Language, "Elvish", None),
        ] {
            assert_eq!(language.read_code(format, text).as_deref(), code, "{text}");
        }
        assert_eq!(English.named_by(Format::Language, "en-GB").as_deref(), Some("English (United Kingdom)"));
        assert_eq!(Dutch.named_by(Format::Country, "DE").as_deref(), Some("Duitsland"));
    }
}
