//! Names that are the same to people: legal forms, accents and signs aside, or alike by their groups of three letters.

use std::collections::BTreeSet;

use crate::model::fold;

/// How alike two names must be, of 100.
const ALIKE: usize = 80;

/// What says what kind of company it is, not which.
const LEGAL_FORMS: [&str; 36] = [
    "bv",
    "nv",
    "vof",
    "cv",
    "bvba",
    "srl",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "ek",
    "ev",
    "ltd",
    "limited",
    "llc",
    "llp",
    "inc",
    "incorporated",
    "plc",
    "corp",
    "corporation",
    "co",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "spa",
    "ab",
    "as",
    "oy",
    "aps",
    "stichting",
];

/// A name without case, accents, signs and legal forms; the whole of it where nothing else is left.
pub(super) fn plain_name(name: &str) -> String {
    let folded = fold::fold(name).replace(['.', '\'', '’'], "");
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let own: Vec<&str> = words.iter().filter(|word| !LEGAL_FORMS.contains(word)).copied().collect();
    if own.is_empty() { words.join(" ") } else { own.join(" ") }
}

/// The words of a name by which it can be looked for, at most so many: without legal forms, as long as something else is left.
pub(super) fn telling_words(name: &str, most: usize) -> String {
    let is_form = |word: &&str| LEGAL_FORMS.contains(&plain_name(word).as_str());
    let (forms, own): (Vec<&str>, Vec<&str>) = name.split_whitespace().partition(is_form);
    let words = if own.is_empty() { forms } else { own };
    words.into_iter().take(most).collect::<Vec<_>>().join(" ")
}

/// Whether two names in the form of [`plain_name`] are the same, or nearly so.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    if one == other {
        return true;
    }
    let (one, other) = (trigrams(one), trigrams(other));
    let common = one.intersection(&other).count();
    let all = one.len() + other.len() - common;
    common * 100 >= all * ALIKE
}

/// Groups of three characters, words padded as `pg_trgm` pads them.
fn trigrams(name: &str) -> BTreeSet<[char; 3]> {
    let mut groups = BTreeSet::new();
    for word in name.split(' ') {
        let padded: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
        groups.extend(padded.windows(3).filter_map(|three| <[char; 3]>::try_from(three).ok()));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_accents_and_small_slips_do_not_matter() {
        let same = |one, other| alike(&plain_name(one), &plain_name(other));
        assert!(same("Bakkerij 't Hoekje B.V.", "bakkerij t hoekje"));
        assert!(same("Müller & Söhne GmbH", "Muller Sohne"));
        assert!(same("Crêperie du Phare SARL", "Creperie du Phare, S.A.R.L."));
        assert!(same("Internationale Handelsmaatschappij", "Internationale Handelsmaatschapij"));
        assert!(!same("Jansen Bouw", "Jansen Transport"));
        assert!(!same("", ""));
        assert_eq!(plain_name("B.V."), "bv");
    }
}
