//! Names with texts, as they stand in an address or come from a form; a name may occur more than once.

use poem::Request;
use poem::http::Uri;

/// Names with texts, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs(pub(super) Vec<(String, String)>);

impl Pairs {
    /// Reads what stands in an address behind the question mark.
    pub(super) fn parse(query: &str) -> Self {
        let Ok(address) = format!("/?{query}").parse::<Uri>() else { return Self::default() };
        Request::builder().uri(address).finish().params().map(Self).unwrap_or_default()
    }

    /// The first text under a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The same, where something but white space stands in it.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|text| !text.trim().is_empty())
    }

    /// The text under a name, or nothing of it.
    pub(super) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Adds a text.
    pub(super) fn push(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.push((name.into(), text.into()));
    }

    /// What belongs to a field: its own text and those of its parts, `field` and `field.…`. Empty texts say nothing.
    pub(super) fn of(&self, field: &str) -> Vec<(&str, &str)> {
        let belongs =
            |name: &str| name.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.0
            .iter()
            .filter(|(name, text)| belongs(name) && !text.is_empty())
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect()
    }

    /// Whether a field or one of its parts is in it, be it without a text.
    pub(super) fn names(&self, field: &str) -> bool {
        self.0
            .iter()
            .any(|(name, _)| name.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    }

    /// As they stand in an address.
    pub(super) fn query(&self) -> String {
        let parts: Vec<_> = self.0.iter().map(|(name, text)| format!("{}={}", encode(name), encode(text))).collect();
        parts.join("&")
    }
}

/// An address with more behind its question mark.
pub(super) fn joined(address: &str, more: &str) -> String {
    let (address, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{more}{fragment}")
}

/// Percent-encodes all but the unreserved characters (RFC 3986 §2.3).
pub(super) fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_field_is_not_what_begins_like_it() {
        let mut pairs = Pairs::default();
        for (name, text) in [("email", "a"), ("emails.0.value", "b"), ("email.x", "c"), ("email.y", "")] {
            pairs.push(name, text);
        }
        assert_eq!(pairs.of("email"), [("email", "a"), ("email.x", "c")]);
        assert_eq!(encode("a b&c=é/"), "a%20b%26c%3D%C3%A9%2F");
    }

    #[test]
    fn what_joins_an_address_stands_before_its_fragment() {
        assert_eq!(joined("/a", "b=1"), "/a?b=1");
        assert_eq!(joined("/a?b=1#c", "d=2"), "/a?b=1&d=2#c");
    }
}
