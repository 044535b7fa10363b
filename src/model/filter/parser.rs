//! The grammar of RFC 7644 §3.4.2.2 by recursive descent: `or` binds weaker than `and`, `not` takes parentheses.

use crate::error::Result;
use crate::model::field::AnyField;

use super::fault::Fault;
use super::resolve::{Names, Target};
use super::scan::{Raw, Scanner};
use super::{DEEPEST, Filter, LONGEST, Literal, MOST_TESTS, Op, Path, Test, Word, currency, literal};

/// Reads a whole filter.
pub(super) fn parse(names: &Names<'_>, text: &str) -> Result<Filter> {
    let too_long = || Fault::new("long", "The filter is too long: {most} bytes is the most.", &[("most", &LONGEST)]);
    if text.len() > LONGEST {
        return Err(too_long().into());
    }
    let mut parser = Parser { names, scan: Scanner::new(text), depth: 0, tests: 0 };
    if parser.scan.is_at_end() {
        return Ok(Filter::All);
    }
    let filter = parser.any_of(None)?;
    if !parser.scan.is_at_end() {
        return Err(parser.scan.expected("end", "`and`, `or` or the end of the filter", &[]));
    }
    currency::check(&filter)?;
    // What is stored is the canonical text, which can be a little longer (times are written out); it must be readable again.
    if filter.to_string().len() > LONGEST {
        return Err(too_long().into());
    }
    Ok(filter)
}

/// What is left of the text, and how much was used of what is allowed.
struct Parser<'a> {
    names: &'a Names<'a>,
    scan: Scanner<'a>,
    depth: usize,
    tests: usize,
}

/// The list whose brackets we are in.
type Scope<'s> = Option<&'s AnyField>;

impl Parser<'_> {
    /// One or more, joined by `or`.
    fn any_of(&mut self, scope: Scope<'_>) -> Result<Filter> {
        let mut members = Vec::new();
        loop {
            match self.all_of(scope)? {
                Filter::Or(inner) => members.extend(inner),
                other => members.push(other),
            }
            if !self.scan.take_word("or") {
                break;
            }
        }
        Ok(single(members, Filter::Or))
    }

    /// One or more, joined by `and`.
    fn all_of(&mut self, scope: Scope<'_>) -> Result<Filter> {
        let mut members = Vec::new();
        loop {
            match self.one(scope)? {
                Filter::And(inner) => members.extend(inner),
                other => members.push(other),
            }
            if !self.scan.take_word("and") {
                break;
            }
        }
        Ok(single(members, Filter::And))
    }

    /// `not (…)`, `(…)` or a test.
    fn one(&mut self, scope: Scope<'_>) -> Result<Filter> {
        let place = self.scan.here();
        let mut ahead = self.scan.clone();
        if ahead.take_word("not") && ahead.take('(') {
            self.scan = ahead;
            let inner = self.enclosed(place, scope, ')')?;
            return Ok(Filter::Not(Box::new(inner)));
        }
        if self.scan.take('(') {
            return self.enclosed(place, scope, ')');
        }
        self.test(scope)
    }

    /// What stands between an opening sign, which is already taken, and its closing one; `start` is for errors.
    fn enclosed(&mut self, start: usize, scope: Scope<'_>, closing: char) -> Result<Filter> {
        if self.depth == DEEPEST {
            let sentence = "the filter is nested too deeply: {most} levels of brackets are the most.";
            return Err(self.scan.fault_at(start, Fault::new("deep", sentence, &[("most", &DEEPEST)])));
        }
        self.depth += 1;
        let inner = self.any_of(scope)?;
        self.depth -= 1;
        if self.scan.take(closing) {
            Ok(inner)
        } else {
            Err(self.scan.expected("closing", "`and`, `or` or `{closing}`", &[("closing", &closing)]))
        }
    }

    /// A path with an operator and a literal, or a list with brackets.
    fn test(&mut self, scope: Scope<'_>) -> Result<Filter> {
        let place = self.scan.here();
        let mut segments = vec![self.name("field", "the name of a field")?];
        while self.scan.take('.') {
            segments.push(self.name("part", "the name of a part")?);
        }
        let brackets = self.scan.take('[');
        let target =
            self.names.resolve(scope, &segments, brackets).map_err(|fault| self.scan.fault_at(place, fault))?;
        match target {
            Target::Field(path) => self.comparison(place, path),
            Target::Items(list) => {
                let items = Box::new(self.enclosed(place, Some(&list), ']')?);
                Ok(Filter::Any { list, items })
            }
            Target::Item(list, path) => {
                let items = Box::new(self.comparison(place, path)?);
                Ok(Filter::Any { list, items })
            }
        }
    }

    /// A word where a name has to be.
    fn name(&mut self, key: &'static str, what: &str) -> Result<String> {
        let word = self.scan.word();
        if word.is_empty() { Err(self.scan.expected(key, what, &[])) } else { Ok(word.to_owned()) }
    }

    /// The operator and the literal behind a path.
    fn comparison(&mut self, start: usize, path: Path) -> Result<Filter> {
        self.tests += 1;
        if self.tests > MOST_TESTS {
            let sentence = "the filter has too many comparisons: {most} are the most.";
            return Err(self.scan.fault_at(start, Fault::new("many", sentence, &[("most", &MOST_TESTS)])));
        }
        let place = self.scan.here();
        let mut ahead = self.scan.clone();
        let Some(op) = Op::named(ahead.word()) else {
            let all = "`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`";
            return Err(self.scan.expected("operator", all, &[]));
        };
        self.scan = ahead;
        if op == Op::Present {
            return Ok(present(path));
        }
        // `null` has a meaning for every field, also for those that take no other comparison.
        if matches!(op, Op::Eq | Op::Ne) && self.scan.take_word("null") {
            let present = present(path);
            return Ok(if op == Op::Ne { present } else { Filter::Not(Box::new(present)) });
        }
        literal::offered(&path, op).map_err(|fault| self.scan.fault_at(place, fault))?;
        let place = self.scan.here();
        let hint = Word::hint(path.field.kind);
        let raw = self.scan.literal(hint.is_some())?;
        if raw == Raw::Null {
            let sentence = "`null` can follow `eq` and `ne` only, not `{op}`.";
            return Err(self.scan.fault_at(place, Fault::new("null", sentence, &[("op", &op)])));
        }
        let literal = literal::typed(self.names.schema, &path, op, raw).map_err(|fault| {
            let hint = hint.filter(|_| self.names.words);
            self.scan.fault_at(place, hint.into_iter().fold(fault, |fault, (key, said)| fault.then(key, said, &[])))
        })?;
        Ok(Filter::Test(Test { path, op, literal }))
    }
}

/// The test for a value at all.
fn present(path: Path) -> Filter {
    Filter::Test(Test { path, op: Op::Present, literal: Literal::None })
}

/// The one member, or all of them joined.
fn single(mut members: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match members.pop() {
        Some(only) if members.is_empty() => only,
        Some(last) => {
            members.push(last);
            join(members)
        }
        None => Filter::All,
    }
}
