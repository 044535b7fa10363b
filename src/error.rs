//! The one error type of the program.
//!
//! It knows nothing of HTTP: the edges translate it (`api/problem.rs` to RFC 9457, the console to a page, the command line to
//! text). A message is for people and safe to show; the private cause of an internal fault can only be logged.

use std::fmt;

/// A result of this program.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One thing that is wrong with one part of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// JSON pointer (RFC 6901) to the offending value, for example `/emails/0/value`.
    pub pointer: String,
    /// Stable code for programs, for example `too_long`.
    pub code: &'static str,
    /// Sentence for people: what is wrong and what to do.
    pub detail: String,
    /// The sentence as other languages say it, one around or behind the other; empty where the code says it all.
    pub told: Vec<Told>,
}

/// A sentence by its name, and what is put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The name.
    pub key: &'static str,
    /// What is put in, by name.
    pub with: Vec<(&'static str, String)>,
}

impl FieldProblem {
    /// A problem with the field `name` of a record.
    pub fn of(name: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::at(format!("/{}", escape_pointer(name)), code, detail)
    }

    /// A problem with what a pointer leads to; with the input as a whole where it is empty.
    pub fn at(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into(), told: Vec::new() }
    }

    /// The same problem one level deeper: `prefix` is put before the pointer.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.pointer = format!("/{}{}", escape_pointer(prefix), self.pointer);
        self
    }
}

/// Escapes one token of a JSON pointer (RFC 6901 §3).
fn escape_pointer(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Something that stands in the way of an undo: the record changed after the change that is to be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoConflict {
    /// Name of the record type.
    pub record_type: String,
    /// The record.
    pub record_id: String,
    /// The field that has another value now; empty where the whole record stands in the way.
    pub field: String,
    /// Stable code, for example `changed_since`.
    pub code: &'static str,
    /// Sentence for people.
    pub detail: String,
}

/// Everything that can go wrong, by what the asker can do about it.
#[derive(Debug)]
pub enum Error {
    /// The thing does not exist, or the caller may not know that it does.
    NotFound,
    /// The caller may see the thing but not do this to it.
    Forbidden(String),
    /// Nobody, or nobody we know, is asking.
    Unauthenticated(String),
    /// The request cannot be parsed at all.
    Malformed(String),
    /// The request parses, but these parts of it are wrong.
    Invalid(Vec<FieldProblem>),
    /// Policy asks for a reason and none was given; the codes to choose from (code, label).
    ReasonRequired {
        /// What asks for it, in words.
        detail: String,
        /// The administrator's list of codes with their labels.
        codes: Vec<(String, String)>,
    },
    /// Something dangerous, and too long ago that whoever asks proved who he is.
    StepUp,
    /// The state of the thing does not allow this; a stable code and a sentence.
    Conflict(&'static str, String),
    /// The undo would overwrite later changes.
    UndoConflicts(Vec<UndoConflict>),
    /// `If-Match` names another version than the present one (the present one is given).
    Stale(i64),
    /// The input is larger than the stated limit.
    TooLarge(String),
    /// Too many attempts; seconds to wait.
    Throttled(u64),
    /// Not now: starting, stopping, or the database is away; seconds to wait.
    Unavailable(String, u64),
    /// The disk or the store is full.
    StorageFull(String),
    /// Our fault. The cause is for the log only.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A single field problem.
    pub fn invalid(name: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem::of(name, code, detail)])
    }

    /// An internal fault described in words, where there is no underlying error.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::Internal(what.into().into())
    }

    /// Stable code of this kind of error, as it stands in a `Problem`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::Unauthenticated(_) => "unauthenticated",
            Self::Malformed(_) => "malformed",
            Self::Invalid(_) => "invalid",
            Self::ReasonRequired { .. } => "reason_required",
            Self::StepUp => "step_up_required",
            Self::Conflict(code, _) => code,
            Self::UndoConflicts(_) => "undo_conflicts",
            Self::Stale(_) => "stale",
            Self::TooLarge(_) => "too_large",
            Self::Throttled(_) => "throttled",
            Self::Unavailable(..) => "unavailable",
            Self::StorageFull(_) => "storage_full",
            Self::Internal(_) => "internal",
        }
    }
}

/// What a person may read. Never the cause of an internal fault.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("There is no such thing, or you may not see it."),
            Self::Forbidden(why)
            | Self::Unauthenticated(why)
            | Self::Malformed(why)
            | Self::Conflict(_, why)
            | Self::TooLarge(why)
            | Self::Unavailable(why, _)
            | Self::StorageFull(why) => f.write_str(why),
            Self::Invalid(problems) => match problems.as_slice() {
                // About the input as a whole.
                [one] if one.pointer.is_empty() => f.write_str(&one.detail),
                [one] => write!(f, "{}: {}", one.pointer, one.detail),
                many => write!(f, "{} parts of the input are wrong.", many.len()),
            },
            Self::ReasonRequired { detail, .. } => f.write_str(detail),
            Self::StepUp => {
                f.write_str("This takes a proof from the last ten minutes of who you are: confirm the session.")
            }
            Self::UndoConflicts(conflicts) if conflicts.len() == 1 => {
                f.write_str("A later change stands in the way; nothing was undone.")
            }
            Self::UndoConflicts(conflicts) => {
                write!(f, "{} later changes stand in the way; nothing was undone.", conflicts.len())
            }
            Self::Stale(version) => {
                write!(f, "Somebody else changed this record; it is at version {version} now. Load it again.")
            }
            Self::Throttled(seconds) => write!(f, "Too many attempts. Try again in {seconds} seconds."),
            Self::Internal(_) => {
                f.write_str("Something went wrong on our side. The log has the details under the request id.")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Internal(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        match cause.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::StorageFull("The disk is full. Free some space and try again; nothing was changed.".into())
            }
            _ => Self::Internal(Box::new(cause)),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Internal(Box::new(cause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_problem_is_told_with_its_place_where_it_has_one() {
        assert_eq!(Error::invalid("name", "required", "Name is needed.").to_string(), "/name: Name is needed.");
        let whole = FieldProblem::at("", "wrong_type", "Say one of both.");
        assert_eq!(Error::Invalid(vec![whole]).to_string(), "Say one of both.");
    }
}
