//! The characters of a filter: words, literals, and errors that say where.

use crate::error::Error;

use super::fault::{Fault, With};

/// How much of the caller's text an error repeats, in characters.
const MOST_REPEATED: usize = 60;

/// A literal as it is written, before anybody knows the type of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    /// A JSON string, unescaped.
    Text(String),
    /// The characters of a number.
    Number(String),
    /// A word without quotes, with the days that are added: `me`, `today+7`.
    Word(String),
    /// `true` or `false`.
    YesNo(bool),
    /// `null`.
    Null,
}

/// A place in the text.
#[derive(Debug, Clone)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// The start of the text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The place of the next thing, white space skipped; only for errors.
    pub(super) fn here(&mut self) -> usize {
        self.skip_space();
        self.at
    }

    /// An error at a place that `here` gave.
    pub(super) fn fault_at(&self, place: usize, fault: Fault) -> Error {
        let character = self.text.get(..place).map_or(0, |before| before.chars().count()) + 1;
        fault.then("at", "At character {at}: {before}", &[("at", &character)]).into()
    }

    /// An error that says what was expected at this place, and what stands there instead.
    pub(super) fn expected(&mut self, key: &'static str, what: &str, with: With<'_>) -> Error {
        let place = self.here();
        let mut found: String = self.rest().split_whitespace().next().unwrap_or_default().to_owned();
        shorten(&mut found);
        let expected = Fault::new(key, what, with);
        let fault = if found.is_empty() {
            expected.then("ends", "expected {before}, but the filter ends here.", &[])
        } else {
            expected.then("found", "expected {before}, but found `{found}`.", &[("found", &found)])
        };
        self.fault_at(place, fault)
    }

    /// Whether nothing follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.rest().is_empty()
    }

    /// Takes this character if it is the next one.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Takes this keyword, in any case, if it is the next word.
    pub(super) fn take_word(&mut self, wanted: &str) -> bool {
        let found = self.peek_word().eq_ignore_ascii_case(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Takes the next word; empty where there is none.
    pub(super) fn word(&mut self) -> &'a str {
        let word = self.peek_word();
        self.at += word.len();
        word
    }

    /// The next word without taking it.
    fn peek_word(&mut self) -> &'a str {
        self.skip_space();
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    }

    /// Takes the next literal; a word without quotes only where words can stand.
    pub(super) fn literal(&mut self, words: bool) -> Result<Raw, Error> {
        self.skip_space();
        let rest = self.rest();
        match rest.chars().next() {
            Some('"') => self.text_literal(),
            Some('-' | '+' | '.' | '0'..='9') => {
                let end =
                    rest.find(|c: char| !matches!(c, '-' | '+' | '.' | '0'..='9' | 'e' | 'E')).unwrap_or(rest.len());
                self.at += end;
                Ok(Raw::Number(rest[..end].to_owned()))
            }
            _ if self.take_word("true") => Ok(Raw::YesNo(true)),
            _ if self.take_word("false") => Ok(Raw::YesNo(false)),
            _ if self.take_word("null") => Ok(Raw::Null),
            Some('a'..='z' | 'A'..='Z' | '_') if words => Ok(Raw::Word(self.bare_word())),
            _ => Err(self.expected("literal", "a text in double quotes, a number, `true`, `false` or `null`", &[])),
        }
    }

    /// Takes the next word with a sign and digits behind it, where they follow at once.
    fn bare_word(&mut self) -> String {
        let start = self.at;
        self.word();
        let rest = self.rest();
        if rest.starts_with(['+', '-']) {
            self.at += 1 + rest[1..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - 1);
        }
        self.text[start..self.at].to_owned()
    }

    /// Takes a JSON string (RFC 8259 §7).
    fn text_literal(&mut self) -> Result<Raw, Error> {
        let start = self.at;
        let mut escaped = false;
        let end = self.rest().char_indices().skip(1).find(|&(_, c)| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some((end, _)) = end else {
            return Err(self.fault_at(start, Fault::new("unclosed", "this text has no closing quote.", &[])));
        };
        let quoted = &self.rest()[..=end];
        self.at += quoted.len();
        let text: String = serde_json::from_str(quoted).map_err(|_| {
            let sentence = "this is not a JSON string; write `\\\"` for a quote and `\\\\` for `\\`.";
            self.fault_at(start, Fault::new("not-json", sentence, &[]))
        })?;
        if text.contains('\0') {
            return Err(self.fault_at(start, Fault::new("nul", "a text cannot hold the character NUL.", &[])));
        }
        Ok(Raw::Text(text))
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Cuts a piece of the caller's text to a length fit for an error.
pub(super) fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST_REPEATED) {
        text.truncate(end);
        text.push('…');
    }
}
