//! A language with the words of the installation in it: where administrators renamed a record type or a field, it is called so
//! everywhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::console::language::Language;
use crate::console::language::labels::Label;
use crate::rights::Configuration;
use crate::rights::configuration::OwnLabel;

/// A language of the program, and what is called otherwise in it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::console) struct Own {
    pub(super) base: Language,
    renamed: Vec<OwnLabel>,
    /// By the keys of the messages that they stand for.
    labels: HashMap<String, String>,
}

/// Those that were ever in force. They live as long as the program, so that a language stays a word that is passed on freely;
/// renaming is rare, and what is the same is kept once.
static KNOWN: Mutex<Vec<&'static Own>> = Mutex::new(Vec::new());

impl Language {
    /// The same language, with the words of this installation.
    pub(in crate::console) fn with_own(self, configuration: &Configuration) -> Self {
        let base = self.base();
        let tag = base.tag().split('-').next().unwrap_or_default();
        let renamed = || configuration.labels.iter().filter(|label| label.language == tag);
        if renamed().next().is_none() {
            return base;
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = known.iter().find(|own| own.base == base && own.renamed.iter().eq(renamed())) {
            return Self::Own(same);
        }
        let renamed: Vec<OwnLabel> = renamed().cloned().collect();
        let labels = renamed.iter().flat_map(keyed).collect();
        let own: &'static Own = Box::leak(Box::new(Own { base, renamed, labels }));
        known.push(own);
        Self::Own(own)
    }

    /// The language that comes with the program.
    pub(in crate::console) const fn base(self) -> Self {
        match self {
            Self::Own(own) => own.base,
            other => other,
        }
    }
}

impl Own {
    /// What is called so under one of these keys.
    pub(super) fn label(&self, keys: &[String], attribute: &str) -> Option<Label> {
        keys.iter().find_map(|key| self.labels.get(&format!("{key}{attribute}"))).map(|label| label.clone().into())
    }
}

fn keyed(label: &OwnLabel) -> Vec<(String, String)> {
    let of = &label.record_type;
    if let Some(field) = &label.field {
        return vec![(format!("field-{of}-{field}"), label.label.clone())];
    }
    let many = label.plural.iter().map(|many| (format!("type-{of}.plural"), many.clone()));
    std::iter::once((format!("type-{of}"), label.label.clone())).chain(many).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::contact::CONTACT;

    fn label(field: Option<&str>, language: &str, label: &str, plural: Option<&str>) -> OwnLabel {
        let (record_type, field) = ("contact".to_owned(), field.map(str::to_owned));
        OwnLabel {
            record_type,
            field,
            language: language.into(),
            label: label.into(),
            plural: plural.map(str::to_owned),
        }
    }

    #[test]
    fn what_was_renamed_is_called_so_in_its_language_only() {
        let labels = vec![
            label(None, "nl", "Relatie", Some("Relaties")),
            label(Some("job_title"), "nl", "Rol", None),
            label(None, "de", "Person", Some("Personen")),
        ];
        let configuration = Configuration::default().with_labels(labels);
        let dutch = Language::Dutch.with_own(&configuration);
        let field = |name: &str| CONTACT.own_field(name).unwrap();
        assert_eq!((dutch.one(&CONTACT), dutch.many(&CONTACT)), ("Relatie".into(), "Relaties".into()));
        assert_eq!(dutch.field("contact", field("job_title")), "Rol");
        assert_eq!(dutch.field("contact", field("last_name")), Language::Dutch.field("contact", field("last_name")));
        assert_eq!(dutch.say("list-empty").of(&CONTACT).to_string(), "Er zijn nog geen relaties.");
        assert_eq!(dutch.number("1234.5"), "1.234,5");
        assert_eq!(Language::German.with_own(&configuration).many(&CONTACT), "Personen");
        assert_eq!(Language::French.with_own(&configuration), Language::French);
        assert_eq!(dutch.with_own(&Configuration::default()), Language::Dutch);
        assert_eq!(dutch, Language::Dutch.with_own(&configuration));
    }
}
