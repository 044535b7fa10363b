//! `Accept-Language` (RFC 9110 §12.5.4), read strictly: a header that is not well formed, too long or too rich says nothing.

use crate::console::language::Language;

/// The longest header that is looked at, in bytes.
const LONGEST: usize = 500;
/// The most languages in it.
const MOST: usize = 30;

/// The language wanted most among those we speak; the first of equals.
pub(super) fn best(header: &str) -> Option<Language> {
    if header.len() > LONGEST || header.split(',').count() > MOST {
        return None;
    }
    let wanted: Vec<(&str, u16)> = header.split(',').map(range).collect::<Option<_>>()?;
    let refused =
        |language: Language| wanted.iter().any(|(tag, weight)| *weight == 0 && Language::named(tag) == Some(language));
    let mut best: Option<(Language, u16)> = None;
    for (tag, weight) in wanted.iter().filter(|(_, weight)| *weight > 0) {
        let language = match *tag {
            "*" => Language::ALL.into_iter().find(|language| !refused(*language)),
            tag => Language::named(tag),
        };
        if let Some(language) = language
            && best.is_none_or(|(_, most)| *weight > most)
        {
            best = Some((language, *weight));
        }
    }
    best.map(|(language, _)| language)
}

/// A language range (RFC 4647 §2.1) with its weight in thousandths.
fn range(text: &str) -> Option<(&str, u16)> {
    let (tag, weight) = match text.split_once(';') {
        None => (text, 1_000),
        Some((tag, parameter)) => (tag, weight(trim(parameter).strip_prefix(['q', 'Q'])?.strip_prefix('=')?)?),
    };
    let tag = trim(tag);
    let mut parts = tag.split('-');
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = parts.next()?;
    let is_tag = is_part(first) && first.bytes().all(|byte| byte.is_ascii_alphabetic()) && parts.all(is_part);
    (tag == "*" || is_tag).then_some((tag, weight))
}

/// `0`, `1`, or one of them with up to three decimals (RFC 9110 §12.4.2).
fn weight(text: &str) -> Option<u16> {
    let (whole, decimals) = match text.split_once('.') {
        None => (text, ""),
        Some((whole, decimals)) => (whole, decimals),
    };
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1_000),
        _ => None,
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_wanted_most_is_spoken() {
        for (header, language) in [
            ("nl", Language::Dutch),
            ("de-AT, en;q=0.8", Language::German),
            ("es, fr;q=0.5, en;q=0.4", Language::French),
            ("en;q=0.3,nl;q=0.7,fr;q=0.7", Language::Dutch),
            ("NL-be;q=1.000", Language::Dutch),
            ("es,*;q=0.1", Language::English),
            ("en;q=0, *", Language::Dutch),
            ("en-XA", Language::Pseudo),
            ("zh-Hant-TW \t; q=0.9 , fr ;\tQ=0.2", Language::French),
        ] {
            assert_eq!(best(header), Some(language), "{header}");
        }
        assert_eq!(best("es"), None);
        assert_eq!(best("nl;q=0"), None);
    }

    #[test]
    fn a_header_that_is_not_well_formed_says_nothing() {
        let long = "nl,".repeat(MOST) + "nl";
        let longer = format!("nl{}", " ".repeat(LONGEST));
        let wrong = [
            "",
            ",",
            "nl,",
            "nl;",
            "nl;q",
            "nl;q=",
            "nl;q=2",
            "nl;q=1.1",
            "nl;q=0.1234",
            "nl;q=-1",
            "nl;q=0,5",
            "nl;level=1",
            "nl;q=0.5;x=1",
            "nl_NL",
            "nl--NL",
            "nl-",
            "-nl",
            "123456789",
            "nl-123456789",
            "n1",
            "nl fr",
            "<script>",
            "nl\u{e9}",
            "*-NL",
            &long,
            &longer,
        ];
        for header in wrong {
            assert_eq!(best(header), None, "{header:?}");
        }
    }
}
