//! Folded text, for finding, and sort keys, for ordering: the same on both engines because neither engine computes them.
//!
//! `design.md` §10.10: no `unaccent`, no locale of a database; what is stored was folded here.

use std::sync::OnceLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many characters of a text take part in its order.
const SORTED_CHARACTERS: usize = 120;
/// The longest sort key in bytes; two texts that are equal so far are equal to the index.
const LONGEST_KEY: usize = 240;

/// The text without the differences that people do not mean when they search: case, accents, ligatures, kinds of white space.
///
/// NFKD (UAX #15) without combining marks, in lower case, with the letters that Unicode does not take apart written as people
/// without that key type them (ß as ss, ø as o), every run of white space as one space, and no control or other invisible
/// characters. Folding twice is folding once.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if !is_combining_mark(letter) && !is_invisible(letter) {
            match spelled_out(letter) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(letter),
            }
        }
    }
    folded
}

/// Bytes whose binary order is the order of the texts under the root collation of the CLDR, at tertiary strength.
///
/// Keys change with the version of the collation data; they are derived and can be computed anew. Only the first
/// 120 characters count, and the key is cut to 240 bytes, to keep index entries small.
pub fn sort_key(text: &str) -> Vec<u8> {
    let end = text.char_indices().nth(SORTED_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let start = &text[..end];
    let mut key = Vec::with_capacity(2 * start.len() + 16);
    if let Some(collator) = collator() {
        let Ok(()) = collator.write_sort_key_to(start, &mut key);
    } else {
        key.extend_from_slice(fold(start).as_bytes());
    }
    key.truncate(LONGEST_KEY);
    key
}

/// The collator, made once. The data is compiled in, so there always is one; without it texts would sort by their folding.
fn collator() -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    COLLATOR
        .get_or_init(|| {
            let mut options = CollatorOptions::default();
            options.strength = Some(Strength::Tertiary);
            // Empty preferences mean the root collation, whatever language somebody reads.
            Collator::try_new(icu_collator::CollatorPreferences::default(), options).ok()
        })
        .as_ref()
}

/// Letters that have no decomposition, as people type them who do not have them on the keyboard.
const fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        // At the end of a word sigma has another form; a search for the start of the word must find it all the same.
        'ς' => "σ",
        _ => return None,
    })
}

/// Control characters, and the marks for hyphenation, joining and direction that copied text brings along.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        for (text, folded) in [
            ("Émile", "emile"),
            ("ÅNGSTRÖM", "angstrom"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Ærø, Øre", "aero, ore"),
            ("Łódź", "lodz"),
            ("Đorđe", "dorde"),
            ("Œuvre", "oeuvre"),
            ("Þór", "thor"),
            ("Diyarbakır İzmir", "diyarbakir izmir"),
            ("ĳsbeer", "ijsbeer"),
            ("ﬁn", "fin"),
            ("１２３", "123"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn white_space_runs_become_one_space_and_invisible_characters_vanish() {
        assert_eq!(fold("a \t\r\n\u{a0} b"), "a b");
        assert_eq!(fold("a \u{1} b"), "a b");
        assert_eq!(fold("Don\u{ad}au\u{200b}dampf\u{0}"), "donaudampf");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn folding_any_single_character_twice_is_folding_it_once() {
        for letter in '\0'..=char::MAX {
            let once = fold(letter.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(letter));
        }
    }

    #[test]
    fn names_sort_as_in_a_telephone_book() {
        let mut names = [
            "Zeeman", "émile", "Emil", "Émile", "Emma", "emil", "Åberg", "Abel", "IJssel", "ijs", "Iep", "10", "9",
            "Zoë",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "10", "9", "Abel", "Åberg", "emil", "Emil", "émile", "Émile", "Emma", "Iep", "ijs", "IJssel", "Zeeman",
                "Zoë"
            ]
        );
    }

    #[test]
    fn a_sort_key_is_bounded_and_counts_the_first_characters_only() {
        let long = "字é".repeat(5_000);
        assert!(sort_key(&long).len() <= LONGEST_KEY);
        let start = "a".repeat(SORTED_CHARACTERS);
        assert_eq!(sort_key(&format!("{start}b")), sort_key(&format!("{start}c")));
        assert!(sort_key("").is_empty() || sort_key("") < sort_key("a"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}|[ -~\\x00-\\x1f\u{300}-\u{36f}À-ɏ]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn keys_order_short_texts_as_the_collator_does(left in "[ -~À-ɏα-ω一-十]{0,12}", right in "[ -~À-ɏα-ω一-十]{0,12}") {
            let expected: Ordering = collator().unwrap().compare(&left, &right);
            prop_assert_eq!(sort_key(&left).cmp(&sort_key(&right)), expected);
        }
    }
}
