//! Pseudo-localisation: English with accents and two fifths longer, for tests that look for texts without translation or room.

use std::borrow::Cow;

/// The length of what is added at a stretch.
const WORD: usize = 9;

/// The text in disguise. White space at its ends stays, since a text may go on after an argument.
pub(super) fn stretch(text: &str) -> Cow<'_, str> {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters == 0 {
        return Cow::Borrowed(text);
    }
    let body = text.trim_end();
    let mut out: String = body.chars().map(accented).collect();
    // In pieces no longer than words are, so that a line can break where it could.
    for at in 0..(letters * 2).div_ceil(5) {
        if at > 0 && at % WORD == 0 {
            out.push(' ');
        }
        out.push('~');
    }
    out.push_str(&text[body.len()..]);
    Cow::Owned(out)
}

const fn accented(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'e' => 'é',
        'i' => 'í',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        'u' => 'ü',
        'y' => 'ý',
        'A' => 'Å',
        'C' => 'Ç',
        'E' => 'É',
        'I' => 'Î',
        'N' => 'Ñ',
        'O' => 'Ø',
        'S' => 'Š',
        'U' => 'Û',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gets_accents_and_two_fifths_of_length() {
        assert_eq!(stretch("Save now "), "Šávé ñöw~~~ ");
        assert_eq!(stretch(" – 12"), " – 12");
    }
}
