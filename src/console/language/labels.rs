//! What record types, fields and choices are called. English stands in the definitions; the other languages have messages under
//! keys made from the definitions: `type-deal`, `field-deal-amount`, `choice-lead-status-new`. Where all of one name are called
//! the same, one message does for them: `field-owner_id`. What an administrator added or renamed is shown as he
//! wrote it.

use std::borrow::Cow;

use crate::console::language::{Language, pseudo};
use crate::id::Id;
use crate::model::kind::Choice;
use crate::model::{AnyField, RecordType};
use crate::records::seed;

/// A label; most stand in the program.
pub(in crate::console) type Label = Cow<'static, str>;

impl Language {
    /// What one record of a type is called.
    pub(in crate::console) fn one(self, kind: &RecordType) -> Label {
        self.label(&[format!("type-{}", kind.name)], "", kind.label)
    }

    /// What several are called.
    pub(in crate::console) fn many(self, kind: &RecordType) -> Label {
        self.label(&[format!("type-{}", kind.name)], ".plural", kind.plural_label)
    }

    /// What a record type is for.
    pub(in crate::console) fn about(self, kind: &RecordType) -> Label {
        self.label(&[format!("type-{}", kind.name)], ".help", kind.help)
    }

    /// The gender of its name: `feminine`, `neuter`, or the usual one.
    pub(super) fn gender(self, kind: &RecordType) -> Label {
        self.text(&format!("type-{}.gender", kind.name), None).unwrap_or_default()
    }

    /// What a field is called; `of` is the record type, or the list that it is a part of.
    pub(in crate::console) fn field(self, of: &str, field: &AnyField) -> Label {
        let keys = field_keys(of, field.name);
        if !field.custom {
            return self.label(&keys, "", field.label);
        }
        let own = if let Self::Own(own) = self { own.label(&keys, "") } else { None };
        own.unwrap_or_else(|| field.label.into())
    }

    /// What is said about a field.
    pub(in crate::console) fn help(self, of: &str, field: &AnyField) -> Label {
        if field.custom || field.help.is_empty() {
            return field.help.into();
        }
        self.label(&field_keys(of, field.name), ".help", field.help)
    }

    /// What a choice is called.
    pub(in crate::console) fn choice(self, of: &str, field: &AnyField, choice: &Choice) -> Label {
        if field.custom { choice.label.into() } else { self.label(&choice_keys(of, field, choice), "", choice.label) }
    }

    /// What a role, profile, pipeline or stage is called: one that came with the program in this language, as long as nobody renamed it.
    pub(in crate::console) fn shipped(self, id: Id, name: &str) -> String {
        let key = || format!("shipped-{}", name.to_lowercase().replace(' ', "-"));
        if seed::shipped(id) == Some(name) { self.say(key()).into() } else { name.to_owned() }
    }

    /// The first of these messages that there is. English is written in the definitions.
    fn label(self, keys: &[String], attribute: &str, english: &'static str) -> Label {
        match self {
            Self::English => english.into(),
            Self::Pseudo => pseudo::stretch(english),
            Self::Own(own) => own.label(keys, attribute).unwrap_or_else(|| own.base.label(keys, attribute, english)),
            _ => keys.iter().find_map(|key| self.text(&format!("{key}{attribute}"), None)).unwrap_or(english.into()),
        }
    }

    /// A label within a sentence: nouns are small there but in German, and abbreviations stay as they are.
    pub(in crate::console) fn inside(self, label: &str) -> String {
        let mut letters = label.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if self.base() != Self::German && second.is_lowercase() => {
                first.to_lowercase().chain(label.chars().skip(1)).collect()
            }
            _ => label.to_owned(),
        }
    }
}

pub(super) fn field_keys(of: &str, name: &str) -> [String; 2] {
    [format!("field-{of}-{name}"), format!("field-{name}")]
}

pub(super) fn choice_keys(of: &str, field: &AnyField, choice: &Choice) -> [String; 2] {
    // Keys have letters only; the star stands for everything there is.
    let code = if choice.code == "*" { "every" } else { choice.code };
    [format!("choice-{of}-{}-{code}", field.name), format!("choice-{}-{code}", field.name)]
}

/// Whether French shortens the word before it.
pub(super) fn begins_with_vowel(word: &str) -> bool {
    word.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h', 'é', 'è', 'ê', 'à', 'â', 'î', 'ô', 'û'])
}
