//! Strict JSON: what RFC 8259 leaves to taste is refused, because two readers that differ in taste can be played off
//! against each other.
//!
//! `serde_json` alone takes the last of two equal keys, nests 128 deep, and rounds large numbers.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{Error, FieldProblem, Result};

/// How many objects and lists may stand in each other.
pub const MAX_DEPTH: usize = 32;

/// Problems of single values are collected; more of them than this help nobody.
const MAX_PROBLEMS: usize = 100;

/// 2⁶³. Whole numbers from here on were rounded when they were read.
const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;

/// Reads one JSON value.
///
/// # Errors
/// `Malformed`, with line and column, for anything that is not JSON, for duplicate keys, half surrogate pairs, nesting
/// deeper than 32. `Invalid`, with pointers, for texts with a NUL character in them and numbers beyond 64 bits.
pub fn parse_json(bytes: &[u8]) -> Result<Value> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Err(Error::Malformed("The JSON begins with a byte order mark. Send it without.".into()));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Malformed("The body is empty, but JSON is expected.".into()));
    }
    let state = State::default();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Seed { state: &state, depth: 0 }.deserialize(&mut reader);
    let value = read.and_then(|value| reader.end().map(|()| value)).map_err(|cause| malformed(&cause))?;
    let problems = state.problems.into_inner();
    if problems.is_empty() { Ok(value) } else { Err(Error::Invalid(problems)) }
}

fn malformed(cause: &serde_json::Error) -> Error {
    let (line, column) = (cause.line(), cause.column());
    let text = cause.to_string();
    let what = text.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&text);
    Error::Malformed(format!("The JSON cannot be read: {what}, at line {line}, column {column}."))
}

/// Where the reader is, and what it has found.
#[derive(Default)]
struct State {
    path: RefCell<Vec<Step>>,
    problems: RefCell<Vec<FieldProblem>>,
}

enum Step {
    Key(String),
    Item(usize),
}

impl State {
    fn check(&self, text: &str) {
        if text.contains('\0') {
            self.refuse("nul_character", "It contains a NUL character (\\u0000). Leave that out.");
        }
    }

    fn refuse(&self, code: &'static str, detail: &str) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MAX_PROBLEMS {
            problems.push(FieldProblem::at(self.pointer(), code, detail));
        }
    }

    fn pointer(&self) -> String {
        let path = self.path.borrow();
        let step = |step: &Step| match step {
            Step::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Item(index) => format!("/{index}"),
        };
        path.iter().map(step).collect()
    }
}

#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s State,
    depth: usize,
}

impl Seed<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!("it is nested deeper than {MAX_DEPTH}")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        let kept = Number::from_f64(number).filter(|_| number.abs() < TOO_LARGE);
        if kept.is_none() {
            self.state.refuse("out_of_range", "The number is too large to be kept exactly.");
        }
        Ok(kept.map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        self.state.check(text);
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        self.state.check(&text);
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        self.state.path.borrow_mut().push(Step::Item(0));
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
            if let Some(step) = self.state.path.borrow_mut().last_mut() {
                *step = Step::Item(list.len());
            }
        }
        self.state.path.borrow_mut().pop();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("the key {key:?} stands twice in one object")));
            }
            self.state.path.borrow_mut().push(Step::Key(key.clone()));
            self.state.check(&key);
            let value = entries.next_value_seed(inner)?;
            self.state.path.borrow_mut().pop();
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> String {
        match parse_json(text.as_bytes()).unwrap_err() {
            Error::Malformed(why) => why,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_readers_could_take_differently_is_refused_with_its_position() {
        let deep = "[".repeat(MAX_DEPTH + 1) + &"]".repeat(MAX_DEPTH + 1);
        for (text, why) in [
            (r#"{"a":1,"b":{"x":1,"x":2}}"#, "the key \"x\" stands twice in one object, at line 1, column 21"),
            (r#"{"a":1,"\u0061":2}"#, "stands twice"),
            (r#"["\ud800"]"#, "at line 1"),
            (r#"["\udc00"]"#, "at line 1"),
            (r#"["\ud800\ud800"]"#, "at line 1"),
            (r#"{"\ud800":1}"#, "at line 1"),
            ("{}\n x", "trailing characters, at line 2, column 2"),
            ("{} {}", "trailing characters"),
            ("\u{feff}{}", "byte order mark"),
            ("", "empty"),
            (" \n", "empty"),
            ("1e400", "number out of range"),
            ("NaN", "expected"),
            ("[1,]", "trailing comma"),
            ("'a'", "expected value"),
            ("{\"a\":01}", "invalid number"),
            ("\"a\tb\"", "control character"),
            (deep.as_str(), "nested deeper than 32"),
        ] {
            assert!(refused(text).contains(why), "{text}: {}", refused(text));
        }
        assert!(matches!(parse_json(b"\"\xff\""), Err(Error::Malformed(_))));
        assert!(matches!(parse_json(&b"[".repeat(1 << 20)), Err(Error::Malformed(_))));
    }

    #[test]
    fn what_cannot_be_kept_is_a_problem_of_the_value_it_stands_in() {
        for text in ["-1e19", "9223372036854775808000"] {
            assert!(matches!(parse_json(text.as_bytes()), Err(Error::Invalid(_))), "{text}");
        }
        let text = r#"{"name":"a\u0000b","emails":[{"value":1e300},{"a/b~":"\u0000"}],"\u0000":1}"#;
        let Error::Invalid(problems) = parse_json(text.as_bytes()).unwrap_err() else { panic!() };
        let pointers: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/emails/0/value", "/emails/1/a~1b~0", "/\0"]);
    }

    #[test]
    fn ordinary_json_is_read_as_it_stands() {
        let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        for text in
            [r#"{"a":[1,-2,1.5,true,null,"é😀"],"b":{"a":{}}}"#, r#""\ud83d\ude00""#, "18446744073709551615", &deep]
        {
            let expected: Value = serde_json::from_str(text).unwrap();
            assert_eq!(parse_json(text.as_bytes()).unwrap(), expected);
        }
    }

    proptest! {
        #[test]
        fn anything_taken_is_taken_as_serde_json_takes_it(text in r#"([\[\]{},:"0-9a ]|\\u00|\\ud8|true|-|\.){0,24}"#) {
            if let Ok(value) = parse_json(text.as_bytes()) {
                prop_assert_eq!(value, serde_json::from_str::<Value>(&text).unwrap());
            }
        }
    }
}
