//! A small reader of Rust source: which bytes are code, which are comment, which are text.
//!
//! Enough to judge the house by; not a parser. It keeps line numbers, so that a finding can be pointed at.

/// One string literal and the byte at which its contents start.
pub(crate) struct Literal {
    pub(crate) at: usize,
    pub(crate) text: String,
}

/// A source file, seen three ways. `code` and `comments` are as long as the file, with blanks for the rest.
pub(crate) struct Source {
    pub(crate) code: String,
    pub(crate) comments: String,
    pub(crate) literals: Vec<Literal>,
}

impl Source {
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let blank: Vec<u8> = bytes.iter().map(|&byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
        let (mut code, mut comments, mut literals) = (bytes.to_vec(), blank.clone(), Vec::new());
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let end = if rest.starts_with(b"//") || rest.starts_with(b"/*") {
                let end = at + comment_length(rest);
                comments[at..end].copy_from_slice(&bytes[at..end]);
                end
            } else if let Some((skip, length, close)) = literal_at(bytes, at) {
                let (from, to) = (at + skip, at + skip + length);
                literals.push(Literal { at: from, text: String::from_utf8_lossy(&bytes[from..to]).into_owned() });
                (to + close).min(bytes.len())
            } else {
                let length = character_length(rest);
                if length == 1 {
                    at += 1;
                    continue;
                }
                at + length
            };
            code[at..end].copy_from_slice(&blank[at..end]);
            at = end;
        }
        let owned = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { code: owned(code), comments: owned(comments), literals }
    }

    /// The line (from 1) of a byte.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// Where `needle` stands in code, not as the tail of a longer name.
    pub(crate) fn places<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code
            .match_indices(needle)
            .map(|(at, _)| at)
            .filter(move |&at| !needle.starts_with(is_name) || !self.code[..at].ends_with(is_name))
    }

    /// The byte after the brace that closes the first one at or after `from`; none where a `;` comes first.
    pub(crate) fn block_end(&self, from: usize) -> Option<usize> {
        let (mut braces, mut others) = (0, 0);
        for (at, byte) in self.code.bytes().enumerate().skip(from) {
            match byte {
                b'(' | b'[' => others += 1,
                b')' | b']' => others -= 1,
                b'{' => braces += 1,
                b'}' if braces == 1 => return Some(at + 1),
                b'}' => braces -= 1,
                b';' if braces == 0 && others == 0 => return None,
                _ => {}
            }
        }
        None
    }
}

pub(crate) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The name at the start of `text`.
pub(crate) fn name(text: &str) -> &str {
    &text[..text.find(|character| !is_name(character)).unwrap_or(text.len())]
}

/// Length of the comment at the start; block comments nest.
fn comment_length(rest: &[u8]) -> usize {
    if rest[1] == b'/' {
        return rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] if depth == 1 => return at + 2,
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

/// The string literal that starts at `at`: lengths of its opening, its contents and its closing.
fn literal_at(bytes: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    let rest = &bytes[at..];
    if at > 0 && is_name(bytes[at - 1] as char) {
        return None;
    }
    let prefix = rest.iter().take_while(|byte| matches!(byte, b'b' | b'c' | b'r')).count();
    let hashes = rest[prefix..].iter().take_while(|&&byte| byte == b'#').count();
    if prefix > 2 || rest.get(prefix + hashes) != Some(&b'"') || (hashes > 0 && prefix == 0) {
        return None;
    }
    let opening = prefix + hashes + 1;
    if rest[..prefix].contains(&b'r') {
        let closing = format!("\"{}", "#".repeat(hashes));
        let length = rest[opening..].windows(closing.len()).position(|window| window == closing.as_bytes());
        return Some((opening, length.unwrap_or(rest.len() - opening), closing.len()));
    }
    let mut end = opening;
    while end < rest.len() && rest[end] != b'"' {
        end += if rest[end] == b'\\' { 2 } else { 1 };
    }
    Some((opening, end.min(rest.len()) - opening, 1))
}

/// Length of a character literal such as `'{'` at the start; 1 for anything else (a lifetime too).
fn character_length(rest: &[u8]) -> usize {
    match rest {
        [b'\'', b'\\', _, tail @ ..] => 3 + tail.iter().position(|&byte| byte == b'\'').map_or(0, |at| at + 1),
        [b'\'', tail @ ..] => {
            let width = std::str::from_utf8(&tail[..tail.len().min(4)])
                .or_else(|error| std::str::from_utf8(&tail[..error.valid_up_to()]))
                .ok()
                .and_then(|text| text.chars().next())
                .map_or(1, char::len_utf8);
            if tail.get(width) == Some(&b'\'') { width + 2 } else { 1 }
        }
        _ => 1,
    }
}

#[test]
fn the_reader_tells_code_from_comment_and_text() {
    let source =
        Source::of("let a = \"x // {\"; // note {\n/* a /* b */ { */ let b = r#\"\"{\"#; let c = '{'; fn f<'a>() {}");
    assert!(!source.code.contains("note") && !source.code.contains("x //"));
    assert!(source.comments.contains("note {") && source.comments.contains("/* b */ {"));
    assert_eq!(source.literals.iter().map(|literal| literal.text.as_str()).collect::<Vec<_>>(), ["x // {", "\"{"]);
    assert_eq!(source.line(source.code.find("fn f").unwrap()), 2);
}

#[test]
fn a_block_ends_at_its_own_brace() {
    let source = Source::of("fn a() { if x { '}'; \"}\" } }\nfn b(x: [u8; 3]) -> u8;");
    assert_eq!(source.block_end(0), source.code.find('\n'));
    assert_eq!(source.block_end(source.code.find("fn b").unwrap()), None);
}
