//! Errors in the language of whoever reads them: by their code, with the labels and limits of the field. The engine speaks English;
//! its own sentence is shown only for codes that have no message (the tests list them).

use std::borrow::Cow;

use crate::console::language::{Label, Language, Said};
use crate::error::{Error, FieldProblem, Told, UndoConflict};
use crate::identity::password;
use crate::model::{AnyField, Format, Kind, RecordType, decimal};

/// The code of a problem whose sentence is in the person's language already.
pub(in crate::console) const SAID: &str = "said";

impl Language {
    /// What is wrong with a field; `of` is the record type, or the list that it is a part of.
    pub(in crate::console) fn problem(self, of: &str, field: Option<&AnyField>, problem: &FieldProblem) -> String {
        let said = match field {
            _ if problem.code == SAID => None,
            _ if !problem.told.is_empty() => return self.retold(&problem.told),
            Some(field) => self.about_field(&self.field(of, field), field, problem.code),
            None => self.about_reason(problem),
        };
        said.or_else(|| self.known("rule", problem.code)).map_or_else(|| problem.detail.clone(), String::from)
    }

    /// The sentences of the engine in this language, each with those so far in it.
    fn retold(self, told: &[Told]) -> String {
        told.iter().fold(String::new(), |before, told| {
            let said = self.say(format!("fault-{}", told.key)).with("before", before);
            told.with.iter().fold(said, |said, (name, text)| said.with(name, text)).into()
        })
    }

    /// What is wrong with a record.
    pub(in crate::console) fn problem_of(self, kind: &RecordType, problem: &FieldProblem) -> String {
        let name = problem.pointer.split('/').nth(1).unwrap_or_default();
        self.problem(kind.name, kind.own_field(name), problem)
    }

    pub(super) fn about_field(self, label: &Label, field: &AnyField, code: &str) -> Option<Said> {
        let limit = |number: i64| {
            let scale = match field.kind {
                Kind::Number { scale } => scale,
                _ => decimal::MONEY_SCALE,
            };
            self.number(&decimal::format(number, scale))
        };
        Some(match code {
            "required" => self.say("problem-required").with("label", label),
            "too_long" => self.say("problem-too-long").count(field.max_length.into()),
            "too_many" => match field.kind {
                Kind::List(list) => self.say("problem-too-many").count(list.max_items.into()),
                _ => return None,
            },
            "out_of_range" if field.minimum > i64::MIN => {
                self.say("problem-out-of-range").with("least", limit(field.minimum)).with("most", limit(field.maximum))
            }
            "blank" => self.say("problem-blank"),
            "control_character" | "nul_character" => self.say("problem-control-character"),
            "read_only" => self.say("problem-read-only").with("label", label),
            "unknown_choice" => self.say("problem-unknown-choice"),
            "unknown_type" => self.say("problem-unknown-type"),
            "missing_link" => self.say("problem-missing-link"),
            "taken" => self.say("problem-taken"),
            "cycle" => self.say("problem-cycle"),
            "wrong_form" => self.say(wrong_form(field)?),
            "wrong_type" => self.say(wrong_kind(field)),
            _ => return None,
        })
    }

    /// What is wrong with the reason that was given, or the password.
    fn about_reason(self, problem: &FieldProblem) -> Option<Said> {
        Some(match (problem.pointer.as_str(), problem.code) {
            ("/change_reason_code", "unknown_choice") => self.say("problem-unknown-choice"),
            ("/change_reason", "too_long") => {
                self.say("problem-too-long").count(crate::rights::reasons::LONGEST as u64)
            }
            (_, "weak_password") => {
                self.say("problem-weak-password").with("least", password::SHORTEST).with("most", password::LONGEST)
            }
            (_, "common_password") => self.say("problem-common-password"),
            (_, "own_password") => self.say("problem-own-password"),
            _ => return None,
        })
    }

    /// The message about a code, where there is one.
    pub(super) fn known(self, family: &str, code: &str) -> Option<Said> {
        let key = format!("{family}-{}", code.replace('_', "-"));
        Self::English.knows(&key).then(|| self.say(key))
    }

    /// What stands in the way of an undo.
    pub(in crate::console) fn undo_conflict(self, conflict: &UndoConflict) -> String {
        self.known("in-the-way", conflict.code).map_or_else(|| conflict.detail.clone(), String::from)
    }

    /// What an error says. Refusals of the console itself are in the person's language already.
    pub(in crate::console) fn error(self, error: &Error) -> String {
        let said = match error {
            Error::NotFound => self.say("error-not-found"),
            Error::Conflict(code, detail) => {
                let said = self.known("state", code).map(|said| said.with("sentence", quoted(detail)));
                return said.map_or_else(|| detail.clone(), String::from);
            }
            Error::UndoConflicts(conflicts) => self.say("error-undo-conflicts").count(conflicts.len() as u64),
            Error::Stale(_) => self.say("error-stale"),
            Error::StepUp => self.say("step-up-lead"),
            Error::TooLarge(_) => self.say("error-too-large"),
            Error::Throttled(seconds) if *seconds > 90 => {
                self.say("error-throttled-minutes").count(seconds.div_ceil(60))
            }
            Error::Throttled(seconds) => self.say("error-throttled").count(*seconds),
            Error::Unavailable(..) => self.say("error-unavailable"),
            Error::StorageFull(_) => self.say("error-storage-full"),
            Error::Internal(_) => self.say("error-internal"),
            Error::Invalid(problems) => {
                let details: Vec<_> = problems.iter().map(|problem| self.problem("", None, problem)).collect();
                return details.join(" ");
            }
            Error::Forbidden(_) | Error::Unauthenticated(_) | Error::Malformed(_) | Error::ReasonRequired { .. } => {
                return error.to_string();
            }
        };
        said.into()
    }

    /// An error of the engine, with its refusal in the person's language. English has the engine's own, which says more.
    pub(in crate::console) fn told(self, error: Error, kind: &RecordType) -> Error {
        match error {
            Error::Forbidden(_) if self.base() != Self::English => {
                Error::Forbidden(self.say("error-out-of-reach").of(kind).into())
            }
            other => other,
        }
    }

    /// The heading of an error page.
    pub(in crate::console) fn error_heading(self, status: u16) -> Said {
        self.say(match status {
            400 => "heading-malformed",
            401 => "heading-sign-in-first",
            403 => "heading-forbidden",
            404 => "heading-not-found",
            405 => "heading-method",
            409 => "heading-conflict",
            413 => "heading-too-large",
            422 => "heading-invalid",
            429 => "heading-throttled",
            503 | 507 => "heading-unavailable",
            _ => "heading-wrong",
        })
    }
}

/// What stands in quotation marks.
fn quoted(detail: &str) -> &str {
    detail.split_once('“').and_then(|(_, rest)| rest.split_once('”')).map_or("", |(quoted, _)| quoted)
}

fn wrong_form(field: &AnyField) -> Option<&'static str> {
    let Kind::Text(format) = field.kind else { return None };
    Some(match format {
        Format::Email => "problem-email",
        Format::Phone => "problem-phone",
        Format::Url => "problem-url",
        Format::Country => "problem-country",
        Format::Language => "problem-language",
        Format::Currency => "problem-currency",
        Format::Plain | Format::Lines | Format::Type | Format::AnyType => return None,
    })
}

/// What was expected, by the kind of the field.
fn wrong_kind(field: &AnyField) -> Cow<'static, str> {
    let key = match field.kind {
        Kind::Number { .. } | Kind::Money => "problem-number",
        Kind::Date => "problem-date",
        Kind::Time => "problem-time",
        Kind::Json => "problem-json",
        Kind::Link(_) | Kind::Reference(_) => "problem-missing-link",
        Kind::Text(_) | Kind::Choice(_) | Kind::YesNo | Kind::List(_) => "problem-unreadable",
    };
    key.into()
}
