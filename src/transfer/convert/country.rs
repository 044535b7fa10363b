//! Countries: ISO 3166-1 codes from what people call them.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::transfer::convert::country_names::COUNTRIES;

/// The two-letter code of a country, from its English, Dutch, German or French name, or from its two or three letter code.
pub fn country_code(text: &str) -> Option<&'static str> {
    // Longer than any name: not worth folding.
    if text.len() > 120 {
        return None;
    }
    BY_NAME.get(fold(text).as_str()).copied()
}

/// The codes of all countries.
pub(crate) fn country_codes() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(code, ..)| *code)
}

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    // Codes first: no name may take the place of a code.
    for (code, long_code, _) in COUNTRIES {
        by_name.insert(fold(code), *code);
        by_name.insert(fold(long_code), *code);
    }
    for (code, _, names) in COUNTRIES {
        for name in names.split('|') {
            by_name.entry(fold(name)).or_insert(*code);
        }
    }
    by_name
});

/// Small letters without accents, signs, spaces and the article.
fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let plain = plain.replace('&', " and ").replace('ß', "ss").replace("st.", "saint");
    let words: Vec<String> = plain
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '(' | ')' | '/'))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty() && word != "the")
        .collect();
    words.concat()
}
