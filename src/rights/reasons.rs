//! The reason policy: where a change needs a reason, and which codes there are.

use crate::error::{Error, FieldProblem, Result};
use crate::model::{AnyField, RecordType};
use crate::rights::caller::Reason;
use crate::rights::policy::Action;

/// The longest reason text, in characters.
pub const LONGEST: usize = 1_000;

/// Whether a reason is asked for. Stricter is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Requirement {
    /// Not asked.
    #[default]
    None,
    /// Asked, may stay empty.
    Optional,
    /// Needed.
    Required,
}

/// A rule; what it leaves open fits everything.
#[derive(Debug, Clone, Default)]
pub struct ReasonRule {
    /// Name of the record type.
    pub record_type: Option<String>,
    /// Name of the field.
    pub field: Option<String>,
    /// Name of the data class.
    pub class: Option<String>,
    /// Name of the action: create, update, delete, merge.
    pub action: Option<String>,
    /// What it asks.
    pub requirement: Requirement,
}

/// All rules and codes.
#[derive(Debug, Default)]
pub struct ReasonPolicy {
    /// The rules.
    pub rules: Vec<ReasonRule>,
    /// Codes in use, with labels.
    pub codes: Vec<(String, String)>,
    /// Code, language, and what the code is called in it.
    pub translations: Vec<(String, String, String)>,
}

impl ReasonPolicy {
    /// What a code is called in a language; as it is called everywhere where that language has no word of its own.
    pub fn label(&self, code: &str, language: &str) -> Option<&str> {
        let own = self.translations.iter().find(|(known, tag, _)| {
            known == code && tag.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case(language))
        });
        let usual = || self.codes.iter().find(|(known, _)| known == code).map(|(_, label)| label);
        own.map(|(_, _, label)| label).or_else(usual).map(String::as_str)
    }

    /// The strictest of the rules that fit a change of these fields.
    pub fn requirement(&self, kind: &RecordType, action: Action, fields: &[AnyField]) -> Requirement {
        let fits = |rule: &&ReasonRule| {
            rule.record_type.as_deref().is_none_or(|name| name == kind.name)
                && rule.action.as_deref().is_none_or(|name| name == action.name())
                && rule.field.as_deref().is_none_or(|name| fields.iter().any(|field| field.name == name))
                && rule.class.as_deref().is_none_or(|name| fields.iter().any(|field| field.class.name() == name))
        };
        self.rules.iter().filter(fits).map(|rule| rule.requirement).max().unwrap_or_default()
    }

    /// Refuses a change whose reason is missing where it is needed, too long, or a code nobody knows.
    pub fn check(&self, reason: &Reason, kind: &RecordType, action: Action, fields: &[AnyField]) -> Result<()> {
        if let Some(code) = &reason.code
            && !reason.built_in
            && !self.codes.iter().any(|(known, _)| known == code)
        {
            let known: Vec<_> = self.codes.iter().map(|(code, _)| code.as_str()).collect();
            let detail = format!("There is no reason code `{code}`. Codes: {}.", known.join(", "));
            return Err(Error::Invalid(vec![FieldProblem::of("change_reason_code", "unknown_choice", detail)]));
        }
        if reason.text.as_deref().is_some_and(|text| text.chars().count() > LONGEST) {
            let detail = format!("A reason has at most {LONGEST} characters.");
            return Err(Error::Invalid(vec![FieldProblem::of("change_reason", "too_long", detail)]));
        }
        let empty = reason.code.is_none() && reason.text.as_deref().is_none_or(|text| text.trim().is_empty());
        if empty && self.requirement(kind, action, fields) == Requirement::Required {
            let detail =
                format!("Say why: a reason is needed to {} this {}.", action.name(), kind.label.to_lowercase());
            return Err(Error::ReasonRequired { detail, codes: self.codes.clone() });
        }
        Ok(())
    }
}
