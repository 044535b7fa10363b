//! The lines of a vCard file: unfolded, decoded, and cut into name, parameters and value, for the versions 2.1, 3.0 and 4.0.
//!
//! Cut here and not by a library: cards of telephones and of Outlook break the rules in ways that a strict reader drops (lines
//! that end in CR CR LF, soft line breaks, character sets of their own), and every card must know the line it starts on.

use encoding_rs::{Encoding, UTF_8};

/// One property of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Property {
    /// The group before the name: `item1` in `item1.TEL`.
    pub(crate) group: String,
    /// The name in capitals.
    pub(crate) name: String,
    /// Names in capitals and values; a bare `WORK` of version 2.1 is a `TYPE`.
    pub(crate) params: Vec<(String, String)>,
    /// The whole value as text.
    pub(crate) text: String,
    /// The value cut at semicolons, each part cut at commas.
    pub(crate) components: Vec<Vec<String>>,
}

impl Property {
    /// The values of a parameter.
    pub(crate) fn param<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.params.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A part of the value, its own parts joined.
    pub(crate) fn component(&self, index: usize, between: &str) -> String {
        let parts = self.components.get(index).map_or(&[][..], Vec::as_slice);
        let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        parts.join(between)
    }
}

/// Physical lines with their numbers, whatever the line ends.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    lines: Vec<&'a [u8]>,
    next: usize,
}

/// One logical line: where it starts, and its bytes with what was folded.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) number: u64,
    pub(crate) bytes: Vec<u8>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let separator = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        let lines = bytes.split(|byte| *byte == separator).map(|line| {
            let end = line.iter().rposition(|byte| *byte != b'\r').map_or(0, |last| last + 1);
            &line[..end]
        });
        Self { lines: lines.collect(), next: 0 }
    }

    /// The next logical line that is not empty. Version 2.1 folds at a space that stays, the later ones anywhere at an added one.
    pub(crate) fn next(&mut self, keeps_space: bool) -> Option<Line> {
        while self.lines.get(self.next)?.trim_ascii().is_empty() {
            self.next += 1;
        }
        let number = self.next as u64 + 1;
        let mut bytes = self.lines.get(self.next)?.to_vec();
        self.next += 1;
        let is_quoted_printable = is_quoted_printable(&bytes);
        while let Some(line) = self.lines.get(self.next) {
            if is_quoted_printable && bytes.ends_with(b"=") {
                if line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"END:")) {
                    break;
                }
                bytes.pop();
                bytes.extend_from_slice(line);
            } else if line.starts_with(b" ") || line.starts_with(b"\t") {
                bytes.extend_from_slice(&line[usize::from(!keeps_space)..]);
            } else {
                break;
            }
            self.next += 1;
        }
        Some(Line { number, bytes })
    }
}

/// Whether the parameters say that the value is quoted-printable.
fn is_quoted_printable(line: &[u8]) -> bool {
    const WORD: &[u8] = b"QUOTED-PRINTABLE";
    let end = line.iter().position(|byte| *byte == b':').unwrap_or(0);
    line[..end].windows(WORD.len()).any(|word| word.eq_ignore_ascii_case(WORD))
}

/// Cuts a logical line into a property. `None` where there is no colon, or no name before it.
pub(crate) fn property(line: &[u8], is_old: bool, file_encoding: &'static Encoding) -> Option<Property> {
    let colon = unquoted(line, b':')?;
    let head = decode(&line[..colon], None, file_encoding);
    let value = line.get(colon + 1..)?;
    let mut pieces = split_unquoted(&head, ';').into_iter();
    let name = pieces.next()?.trim();
    let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        return None;
    }
    let mut found = Property { group: group.into(), name: name.to_ascii_uppercase(), ..Property::default() };
    pieces.for_each(|piece| parameter(piece, &mut found.params));

    // Pictures and keys are long and of no use here.
    if matches!(found.name.as_str(), "PHOTO" | "LOGO" | "SOUND" | "KEY") {
        return Some(found);
    }
    let charset = found.param("CHARSET").next().and_then(|label| Encoding::for_label(label.as_bytes()));
    let is_quoted = found.param("ENCODING").any(|encoding| encoding.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    let read = |raw: &[u8]| {
        let bytes = if is_quoted { quoted_printable(raw) } else { raw.to_vec() };
        decode(&bytes, charset, file_encoding)
    };
    found.text = unescape(&read(value), is_old);
    // Cut before decoding: a semicolon that was encoded is text.
    let cut = |raw: &[u8], at: u8| split_unescaped(raw, at).into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>();
    found.components = cut(value, b';')
        .iter()
        .map(|part| {
            // Version 2.1 knows no lists in a part.
            let parts = if is_old { vec![part.clone()] } else { cut(part, b',') };
            parts.iter().map(|part| unescape(&read(part), is_old)).collect()
        })
        .collect();
    Some(found)
}

/// Reads `TYPE=work,voice`, `TYPE="work,voice"`, or a bare `WORK`.
fn parameter(piece: &str, params: &mut Vec<(String, String)>) {
    let piece = piece.trim();
    let Some((name, values)) = piece.split_once('=') else {
        let bare = piece.to_ascii_uppercase();
        let name = match bare.as_str() {
            "" => return,
            "QUOTED-PRINTABLE" | "BASE64" | "8BIT" | "7BIT" => "ENCODING",
            _ => "TYPE",
        };
        params.push((name.into(), bare));
        return;
    };
    let name = name.trim().to_ascii_uppercase();
    for value in split_unquoted(values, ',') {
        let value = value.trim().trim_matches('"');
        let value = value.replace("^n", "\n").replace("^'", "\"").replace("^^", "^");
        // Quotes around the whole list were meant around each of its values.
        if name == "TYPE" {
            params.extend(value.split(',').map(|value| (name.clone(), value.trim().to_string())));
        } else {
            params.push((name.clone(), value));
        }
    }
}

/// Where `wanted` first stands outside quotes.
fn unquoted(line: &[u8], wanted: u8) -> Option<usize> {
    let mut in_quotes = false;
    let found = line.iter().position(|byte| {
        in_quotes ^= *byte == b'"';
        *byte == wanted && !in_quotes
    });
    // A quote that is never closed is a character like any other.
    found.or_else(|| line.iter().position(|byte| *byte == wanted))
}

fn split_unquoted(text: &str, at: char) -> Vec<&str> {
    let mut in_quotes = false;
    text.split(|c: char| {
        in_quotes ^= c == '"';
        c == at && !in_quotes
    })
    .collect()
}

fn split_unescaped(raw: &[u8], at: u8) -> Vec<&[u8]> {
    let mut escaped = false;
    raw.split(|byte| {
        let is_cut = *byte == at && !escaped;
        escaped = *byte == b'\\' && !escaped;
        is_cut
    })
    .collect()
}

/// Takes backslashes out. Version 2.1 has none for line breaks: there, `C:\new` is a folder.
fn unescape(text: &str, is_old: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().copied()) {
            ('\\', Some('n' | 'N')) if !is_old => {
                chars.next();
                out.push('\n');
            }
            ('\\', Some(next)) if !is_old || matches!(next, ';' | ':' | ',' | '\\') => {
                chars.next();
                out.push(next);
            }
            ('\r', Some('\n')) | ('\0', _) => {}
            ('\r', _) => out.push('\n'),
            _ => out.push(c),
        }
    }
    out
}

/// Decodes `=C3=A9`; what is no pair of digits stays as it is.
fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if let (b'=', [high, low, ..]) = (*first, after)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            out.push(high * 16 + low);
            rest = &after[2..];
        } else {
            out.push(*first);
        }
    }
    out
}

/// Bytes as text: in the property's own encoding, else UTF-8, else what the file seems to be in.
fn decode(bytes: &[u8], charset: Option<&'static Encoding>, file_encoding: &'static Encoding) -> String {
    let encoding = match charset {
        Some(charset) => charset,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => file_encoding,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}
