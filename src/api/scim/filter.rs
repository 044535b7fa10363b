//! Filters by the names of SCIM, turned into those of the house: the grammar is the same (RFC 7644 §3.4.2.2).

use crate::api::scim::path::Path;
use crate::api::scim::refusal::Refused;
use crate::id::Id;
use crate::model::RecordType;
use crate::records::user::USER;

/// What no record satisfies: each has a name.
const NONE: &str = "not (name pr)";

/// A piece of a filter.
#[derive(Debug, Clone, PartialEq)]
enum Piece<'a> {
    /// `(` or `)`.
    Bracket(char),
    /// A path, an operator, a number.
    Word(&'a str),
    /// A text, with its quotes.
    Text(&'a str),
}

/// The same filter in the words of the house.
pub(super) fn translated(kind: &RecordType, text: &str) -> Result<String, Refused> {
    let pieces = pieces(text)?;
    let mut rest = pieces.iter();
    let mut out: Vec<String> = Vec::new();
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Bracket(bracket) => out.push(bracket.to_string()),
            Piece::Text(text) => return Err(broken(text)),
            Piece::Word(word) if ["and", "or", "not"].iter().any(|known| word.eq_ignore_ascii_case(known)) => {
                out.push(word.to_ascii_lowercase());
            }
            // `members[value eq "…"]` says all by itself.
            Piece::Word(path) if path.ends_with(']') => {
                let Some((op, literal)) = of_value(path.split_once('[').map_or("", |(_, which)| which))? else {
                    return Err(broken(path));
                };
                out.push(comparison(kind, path.split('[').next().unwrap_or_default(), &op, &literal)?);
            }
            Piece::Word(path) => {
                let Some(Piece::Word(op)) = rest.next() else { return Err(broken(path)) };
                let op = op.to_ascii_lowercase();
                let literal = if op == "pr" {
                    ""
                } else {
                    match rest.next() {
                        Some(Piece::Text(text) | Piece::Word(text)) => text,
                        _ => return Err(broken(path)),
                    }
                };
                out.push(comparison(kind, path, &op, literal)?);
            }
        }
    }
    Ok(out.join(" "))
}

fn broken(near: &str) -> Refused {
    Refused::bad("invalidFilter", format!("The filter cannot be read near `{near}`."))
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Refused> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let end = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '(' | ')' => {
                pieces.push(Piece::Bracket(first));
                at += 1;
                continue;
            }
            '"' => closing(rest).ok_or_else(|| broken(rest))?,
            _ => word(rest)?,
        };
        let piece = &rest[..end];
        pieces.push(if first == '"' { Piece::Text(piece) } else { Piece::Word(piece) });
        at += end;
    }
    Ok(pieces)
}

/// Where a text in quotes ends.
fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().enumerate().skip(1).find_map(|(at, byte)| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes.then_some(at + 1)
    })
}

/// Where a word ends; what stands between square brackets belongs to it.
fn word(text: &str) -> Result<usize, Refused> {
    let mut at = 0;
    let mut inside = false;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'"' if inside => at += closing(&text[at..]).ok_or_else(|| broken(text))?,
            b'"' => break,
            b'[' => (inside, at) = (true, at + 1),
            b']' => (inside, at) = (false, at + 1),
            b'(' | b')' if !inside => break,
            byte if byte.is_ascii_whitespace() && !inside => break,
            _ => at += 1,
        }
    }
    if inside { Err(broken(text)) } else { Ok(at) }
}

/// One comparison; what is compared in small letters is kept in small letters.
fn comparison(kind: &RecordType, written: &str, op: &str, literal: &str) -> Result<String, Refused> {
    let path = Path::read(written)?;
    let plain = |field: &str| Ok(format!("{field} {op} {literal}").trim_end().to_owned());
    let small = literal.to_lowercase();
    let by_id = |field: String| match literal.trim_matches('"').parse::<Id>() {
        Err(()) if op != "pr" => NONE.to_owned(),
        _ => field,
    };
    let is_user = kind == &USER;
    match path.names() {
        ("id", None) => Ok(by_id(format!("id {op} {literal}"))),
        ("externalid", None) => plain("external_id"),
        ("displayname", None) | ("name", Some("formatted")) => plain("name"),
        ("meta", Some("created")) => plain("created_at"),
        ("meta", Some("lastmodified")) => plain("updated_at"),
        ("members", None | Some("value")) if !is_user && op == "pr" => Ok("members pr".into()),
        ("members", None | Some("value")) if !is_user => Ok(by_id(format!("members[user_id {op} {literal}]"))),
        ("username", None) if is_user && op == "pr" => Ok("name pr".into()),
        // Who came before the directory is known by his mail address.
        ("username", None) if is_user => {
            let (op, open, close) = if op == "ne" { ("eq", "not (", ")") } else { (op, "(", ")") };
            Ok(format!("{open}user_name {op} {small} or (not (user_name pr) and email {op} {small}){close}"))
        }
        ("emails", None | Some("value")) if is_user => Ok(format!("email {op} {small}").trim_end().to_owned()),
        ("phonenumbers", None | Some("value")) if is_user => plain("phone"),
        ("name", Some("givenname")) if is_user => plain("given_name"),
        ("name", Some("familyname")) if is_user => plain("family_name"),
        ("title", None) if is_user => plain("job_title"),
        ("preferredlanguage", None) if is_user => plain("language"),
        ("active", None) if is_user => Ok(format!("active {op} {}", small.trim_matches('"'))),
        ("manager", None | Some("value")) if is_user => Ok(by_id(format!("manager_id {op} {literal}"))),
        _ => Err(Refused::bad("invalidFilter", format!("`{written}` cannot be filtered by."))),
    }
}

/// Operator and literal of what is said about `value` between the brackets of a path.
pub(super) fn of_value(which: &str) -> Result<Option<(String, String)>, Refused> {
    let pieces = pieces(which.trim_end().trim_end_matches(']'))?;
    let found = pieces.windows(3).find_map(|three| match three {
        [Piece::Word(path), Piece::Word(op), Piece::Text(literal)] if path.eq_ignore_ascii_case("value") => {
            Some((op.to_ascii_lowercase(), (*literal).to_owned()))
        }
        _ => None,
    });
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::access::GROUP;

    #[test]
    fn attributes_become_fields_and_the_rest_stays() {
        let user = |text: &str| translated(&USER, text).unwrap();
        assert_eq!(user(r#"externalId eq "Jyoti""#), r#"external_id eq "Jyoti""#);
        assert_eq!(
            user(r#"userName Eq "Test_User@Example.org""#),
            r#"(user_name eq "test_user@example.org" or (not (user_name pr) and email eq "test_user@example.org"))"#
        );
        assert_eq!(user(r#"emails[type eq "work"].value eq "A@b.org""#), r#"email eq "a@b.org""#);
        assert_eq!(
            user(r#"active eq true and (title sw "Sa (les" or not (title pr))"#),
            r#"active eq true and ( job_title sw "Sa (les" or not ( job_title pr ) )"#
        );
        assert_eq!(user(r#"id eq "none of ours""#), NONE);
        let id = "0190a000-0000-7000-8000-000000000001";
        assert_eq!(
            translated(&GROUP, &format!(r#"members[value eq "{id}"] and displayName pr"#)).unwrap(),
            format!(r#"members[user_id eq "{id}"] and name pr"#)
        );
        let group = translated(&GROUP, &format!(r#"displayName eq "x\" or id pr" and members eq "{id}""#)).unwrap();
        assert_eq!(group, format!(r#"name eq "x\" or id pr" and members[user_id eq "{id}"]"#));
        for broken in
            ["userName", "userName eq", r#"userName eq "x"#, r#""x" eq userName"#, "password eq \"x\"", "a[b eq"]
        {
            assert!(translated(&USER, broken).is_err(), "{broken}");
        }
    }
}
