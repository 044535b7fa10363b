//! What is wrong with a filter: a sentence in English, and by its name and what is put into it in any other language.

use std::fmt::Display;

use crate::error::{Error, FieldProblem, Told};

/// What is put into a sentence, by name.
pub(super) type With<'a> = &'a [(&'static str, &'a dyn Display)];

/// A sentence on its way to whoever wrote the filter.
#[derive(Debug, Default)]
pub(super) struct Fault {
    detail: String,
    told: Vec<Told>,
}

impl Fault {
    /// A sentence; what stands between braces is put in.
    pub(super) fn new(key: &'static str, sentence: &str, with: With<'_>) -> Self {
        Self::default().then(key, sentence, with)
    }

    /// A sentence around or behind the one so far, which is its `{before}`.
    #[must_use]
    pub(super) fn then(mut self, key: &'static str, sentence: &str, with: With<'_>) -> Self {
        let with: Vec<_> = with.iter().map(|(name, text)| (*name, text.to_string())).collect();
        let mut detail = String::new();
        for piece in sentence.split('{') {
            let (name, rest) = piece.split_once('}').unwrap_or(("", piece));
            if name == "before" {
                detail.push_str(&self.detail);
            }
            detail.extend(with.iter().filter(|(known, _)| *known == name).map(|(_, text)| text.as_str()));
            detail.push_str(rest);
        }
        self.detail = detail;
        self.told.push(Told { key, with });
        self
    }

    /// The known word that was meant, as it is to be written, where there is one like it.
    #[must_use]
    pub(super) fn near(self, near: Option<String>) -> Self {
        match near {
            Some(near) => self.then("near", "{before} Did you mean {near}?", &[("near", &near)]),
            None => self,
        }
    }

    /// As a problem with this code.
    pub(super) fn coded(self, code: &'static str) -> Error {
        Error::Invalid(vec![FieldProblem { told: self.told, ..FieldProblem::of("filter", code, self.detail) }])
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        fault.coded("filter")
    }
}
