//! Character encodings: which one a file is in, and its text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};

/// The text of a file.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The bytes themselves where they are UTF-8: a large file is not copied.
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static Encoding,
    /// Whether some bytes mean nothing in this encoding; U+FFFD stands in their place.
    pub(crate) has_errors: bool,
}

/// Reads `bytes` in the encoding named `label`, or in the one they seem to be in. A byte order mark wins over both.
pub(crate) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>> {
    let (encoding, mark) = match (Encoding::for_bom(bytes), label) {
        (Some((encoding, length)), _) => (encoding, length),
        (None, Some(label)) => (by_name(label)?, 0),
        (None, None) => (detect(bytes), 0),
    };
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    Ok(Decoded { text, encoding, has_errors })
}

/// The first few hundred characters of a file, to see what it is.
pub(crate) fn beginning(bytes: &[u8]) -> String {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let encoding = Encoding::for_bom(start).map_or_else(|| detect(start), |(encoding, _)| encoding);
    encoding.decode_with_bom_removal(start).0.into_owned()
}

/// The encoding that `bytes` without a byte order mark are in, most probably.
pub(crate) fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = detect_utf_16(bytes) {
        return wide;
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // A few broken bytes in a long UTF-8 file must not turn every other name into gibberish.
    if bad == 0 || good > bad.saturating_mul(10) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding with this name.
pub(crate) fn by_name(label: &str) -> Result<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| {
        Error::invalid(
            "encoding",
            "unknown_encoding",
            format!("There is no encoding called \"{label}\". Try utf-8, windows-1252 or utf-16."),
        )
    })
}

/// Whether its characters have two bytes, by a byte order mark or by how it looks.
pub(crate) fn is_wide(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| detect_utf_16(bytes));
    marked.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE)
}

/// UTF-16 without a mark: mostly Latin text has a zero in every second byte.
fn detect_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..1024).unwrap_or(bytes);
    if sample.len() < 4 {
        return None;
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if second * 10 > pairs * 8 && first * 10 < pairs {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 8 && second * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}
