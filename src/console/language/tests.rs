//! The texts are complete: no key missing, none without use, the same arguments everywhere, and a label for every definition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::labels::{choice_keys, field_keys};
use super::*;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::record_type::COMMON;
use crate::model::{AnyField, Kind, Schema, filter};
use crate::records::{self, seed};

const TRANSLATED: [Language; 3] = [Language::Dutch, Language::German, Language::French];

/// The codes whose sentence is the engine's own, in English: they come by other doors than forms.
const ENGLISH_ONLY: [&str; 8] =
    ["ca_certificates", "cursor", "malformed", "same", "same_name", "sort", "unknown_field", "wrong"];

/// Messages and attributes with the arguments in them, as the files have them.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in Texts::iter().filter(|name| name.starts_with(&format!("{}/", language.tag()))) {
        let text = String::from_utf8(Texts::get(&name).unwrap().data.into_owned()).unwrap();
        let (mut message, mut key) = (String::new(), String::new());
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let named = line.split_once(" =").map(|(name, _)| name).filter(|name| !name.contains(['{', '[', '*']));
            match named {
                Some(name) if !name.starts_with(' ') => {
                    (message, key) = (name.to_owned(), name.to_owned());
                    assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{name} twice in {language:?}");
                }
                Some(name) if name.trim_start().starts_with('.') => {
                    key = format!("{message}{}", name.trim_start());
                    found.insert(key.clone(), BTreeSet::new());
                }
                _ => {}
            }
            for argument in line.split('$').skip(1) {
                let end = argument.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(argument.len());
                found.entry(key.clone()).or_default().insert(argument[..end].to_owned());
            }
        }
    }
    found
}

fn is_label(key: &str) -> bool {
    ["type-", "field-", "choice-"].iter().any(|family| key.starts_with(family))
}

/// What stands in quotes in the pages and the program of the console.
fn quoted(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            quoted(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let text = lines.collect::<Vec<_>>().join("\n");
            found.extend(text.split('"').map(str::to_owned));
            // What is said by its key alone must be a key.
            for said in text.split("say(\"").skip(1) {
                let key = said.split('"').next().unwrap();
                assert!(Language::English.knows(key), "{key} in {} is no text", path.display());
            }
        }
    }
}

fn sources() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    quoted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console"), &mut found);
    found
}

#[test]
fn every_file_is_understood() {
    for name in Texts::iter() {
        let text = String::from_utf8(Texts::get(&name).unwrap().data.into_owned()).unwrap();
        if let Err((_, errors)) = FluentResource::try_new(text) {
            panic!("{name}: {errors:?}");
        }
    }
}

#[test]
fn every_language_says_the_same_with_the_same_arguments() {
    // Grammar asks for some of what is known of a record type, in each language for something else.
    let grammar = |arguments: &BTreeSet<String>| {
        let plain: BTreeSet<String> =
            arguments.iter().map(|name| if name == "types" { "type" } else { name }.to_owned()).collect();
        let plain = plain.into_iter().filter(|name| !matches!(&**name, "gender" | "vowel" | "count"));
        plain.collect::<BTreeSet<_>>()
    };
    let english = messages(Language::English);
    for language in TRANSLATED {
        let theirs = messages(language);
        for (key, arguments) in &english {
            let other = theirs.get(key).unwrap_or_else(|| panic!("{key} is missing in {language:?}"));
            assert_eq!(grammar(other), grammar(arguments), "{key} in {language:?}");
        }
        let strangers: Vec<_> = theirs.keys().filter(|key| !is_label(key) && !english.contains_key(*key)).collect();
        assert!(strangers.is_empty(), "only in {language:?}: {strangers:?}");
    }
    assert!(english.keys().all(|key| !is_label(key)), "English labels stand in the definitions");
}

#[test]
fn every_text_is_used() {
    let (sources, codes, told) = (sources(), codes(), told());
    let by_code = |key: &str| {
        let names = ["country-", "language-", "fault-"].iter().any(|family| key.starts_with(family));
        let shipped = |name: &str| {
            (1..200)
                .filter_map(|id| seed::shipped(Id::built_in(id)))
                .any(|known| known.to_lowercase().replace(' ', "-") == name)
        };
        let names = names || key.strip_prefix("shipped-").is_some_and(shipped);
        let others = key.strip_prefix("words-").is_some_and(|named| sources.contains(named));
        names
            || others
            || ["rule-", "state-", "in-the-way-"]
                .iter()
                .any(|family| key.strip_prefix(family).is_some_and(|code| codes.contains(&code.replace('-', "_"))))
            || key.strip_prefix("told-").is_some_and(|code| told.contains(&code.replace('-', "_")))
    };
    let unused: Vec<_> =
        messages(Language::English).into_keys().filter(|key| !sources.contains(key) && !by_code(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// Everything that has a label: the keys that may hold it, the label, and the help.
fn labelled() -> Vec<(Vec<String>, &'static str, &'static str)> {
    let mut found = Vec::new();
    let mut field = |of: &str, field: &AnyField| {
        found.push((field_keys(of, field.name).to_vec(), field.label, field.help));
        if let Kind::Choice(choices) = field.kind {
            found.extend(choices.iter().map(|choice| (choice_keys(of, field, choice).to_vec(), choice.label, "")));
        }
    };
    for kind in records::ALL {
        for own in kind.fields.iter().chain(&COMMON) {
            field(kind.name, own);
            if let Kind::List(list) = own.kind {
                list.parts.iter().for_each(|part| field(list.name, part));
            }
        }
    }
    found.extend(records::ALL.iter().map(|kind| (vec![format!("type-{}", kind.name)], kind.label, kind.help)));
    found
}

#[test]
fn every_type_field_and_choice_has_a_label_in_every_language() {
    let labelled = labelled();
    for language in TRANSLATED {
        let mut used: BTreeMap<&String, (&str, &str)> = BTreeMap::new();
        for (keys, label, help) in &labelled {
            let key = keys.iter().find(|key| language.knows(key));
            let key = key.unwrap_or_else(|| panic!("{} ({label}) is missing in {language:?}", keys[0]));
            // A message does for several only where they are called the same.
            let (first, _) = *used.entry(key).or_insert((label, help));
            assert_eq!(first, *label, "{key} stands for both in {language:?}");
            let helped = keys.iter().any(|key| language.knows(&format!("{key}.help")));
            assert!(help.is_empty() || helped, "{key}.help is missing in {language:?}");
        }
        for kind in records::ALL {
            assert!(language.knows(&format!("type-{}.plural", kind.name)), "{} in {language:?}", kind.name);
        }
        let unused: Vec<_> = messages(language)
            .into_keys()
            .filter(|key| is_label(key) && !key.contains('.') && !used.contains_key(key))
            .collect();
        assert!(unused.is_empty(), "nothing is called by {unused:?} in {language:?}");
    }
}

/// The codes of problems and conflicts in the engine and the records: the literal that follows whatever makes one.
fn codes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in ["model", "records", "changes", "query", "rights", "database", "identity", "outbound"] {
        collect(&root.join(folder), &mut found);
    }
    found
}

/// The codes of what is said of the lines of a file.
fn told() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/transfer")).unwrap().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        for start in ["Message::new(", "bad(", ".message(", "said("] {
            found.extend(text.split(start).skip(1).filter_map(code));
        }
    }
    found
}

#[test]
fn what_is_said_of_lines_is_said_in_every_language() {
    let told = told();
    assert!(told.len() > 20, "{told:?}");
    let silent: Vec<_> = told.iter().filter(|code| Language::Dutch.known("told", code).is_none()).collect();
    assert!(silent.is_empty(), "{silent:?} have no text");
}

/// The code in quotes that an argument is.
fn code(argument: &str) -> Option<String> {
    let code = argument.trim().strip_prefix('"')?.split('"').next()?;
    code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_').then(|| code.to_owned())
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            collect(&path, found);
        }
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for start in [".problem(", "Error::Conflict("] {
            found.extend(text.split(start).skip(1).filter_map(code));
        }
        for start in ["FieldProblem::of(", "Error::invalid("] {
            found.extend(text.split(start).skip(1).filter_map(|rest| code(rest.split(',').nth(1)?)));
        }
        found.extend(text.split("conflict(").skip(1).filter_map(|rest| code(rest.split(',').nth(3)?)));
    }
}

#[test]
fn problems_are_said_in_every_language_but_for_those_listed() {
    let fields: Vec<&AnyField> = records::ALL.iter().flat_map(|kind| kind.fields).collect();
    let is_said = |code: &str| {
        let language = Language::Dutch;
        let known = ["rule", "state", "in-the-way"].iter().any(|family| language.known(family, code).is_some());
        known || fields.iter().any(|field| language.about_field(&"".into(), field, code).is_some())
    };
    let codes = codes();
    assert!(codes.len() > 20, "{codes:?}");
    // What concerns the start of the program never comes to a page.
    let at_start =
        |code: &str| matches!(code, "newer_schema" | "unknown_engine" | "changed_migration" | "other_master_key");
    let silent: Vec<_> =
        codes.iter().filter(|code| !is_said(code) && !ENGLISH_ONLY.contains(&&***code) && !at_start(code)).collect();
    assert!(silent.is_empty(), "{silent:?} have no text, and are not listed");
}

#[test]
fn what_is_wrong_with_a_filter_is_said_in_every_language() {
    let kinds: Vec<_> = records::ALL.into_iter().chain([&records::mapping::MAPPING]).collect();
    let schema = Schema::new(&kinds, &[]);
    let long = format!("name eq \"{}\"", "x".repeat(5_000));
    let deep = format!("{}name pr{}", "(".repeat(17), ")".repeat(17));
    let many = vec!["name pr"; 201].join(" or ");
    let mut told = BTreeSet::new();
    for (kind, text) in [
        ("deal", "nam pr"),
        ("deal", "name"),
        ("deal", "name eq x"),
        ("deal", "name pr name pr"),
        ("deal", "(name pr"),
        ("deal", "name pr and"),
        ("contact", "emails.[value pr]"),
        ("deal", "name eq \"x"),
        ("deal", "name eq \"\\x\""),
        ("deal", "name eq \"\\u0000\""),
        ("deal", &*long),
        ("deal", &*deep),
        ("deal", &*many),
        ("deal", "expected_close le \"today\""),
        ("deal", "probability gt null"),
        (records::mapping::MAPPING.name, "mapping pr"),
        ("contact", "emails.value[type pr]"),
        ("deal", "name[value pr]"),
        ("contact", "emails.valeu pr"),
        ("deal", "name.first pr"),
        ("deal", "amount.cents pr"),
        ("attachment", "about.name pr"),
        ("deal", "amount eq 5"),
        ("attachment", "about eq \"x\""),
        ("contact", "emails co \"x\""),
        ("deal", "amount.currency eq \"eur\""),
        ("deal", "expected_close eq \"2026-02-29\""),
        ("deal", "created_at gt \"soon\""),
        ("user", "active eq \"true\""),
        ("deal", "owner_id eq \"0190\""),
        ("deal", "name eq 5"),
        ("deal", "name co \"\""),
        ("deal", "probability eq true"),
        ("deal", "probability eq 1.5"),
        ("deal", "amount.value eq 1e3"),
        ("stage", "kind eq \"wn\""),
        ("deal", "amount.value gt 5"),
    ] {
        let kind = kinds.iter().find(|known| known.name == kind).unwrap();
        // What can be used in lists alone is refused by the other.
        let refused = match filter::parse_with_words(&schema, kind, text, &|_| true) {
            Ok(_) => filter::parse(&schema, kind, text, &|_| true).map(drop),
            refused => refused.map(drop),
        };
        let Err(crate::error::Error::Invalid(problems)) = refused else {
            panic!("{text} is taken");
        };
        let said = |language: Language| language.problem("", None, &problems[0]);
        assert_eq!(said(Language::English), problems[0].detail, "{text}");
        for language in TRANSLATED {
            assert_ne!(said(language), problems[0].detail, "{text}");
        }
        told.extend(problems[0].told.iter().map(|told| format!("fault-{}", told.key)));
    }
    let all: BTreeSet<_> = messages(Language::English).into_keys().filter(|key| key.starts_with("fault-")).collect();
    assert_eq!(told, all);
}

#[test]
fn a_problem_is_said_with_label_and_limits() {
    let problem = |code| FieldProblem::of("x", code, "English.");
    let field = |kind: &str, name: &str| {
        let kind = records::ALL.into_iter().find(|known| known.name == kind).unwrap();
        *kind.own_field(name).unwrap()
    };
    let say = |language: Language, kind: &str, name: &str, code| {
        language.problem(kind, Some(&field(kind, name)), &problem(code))
    };
    assert_eq!(say(Language::Dutch, "deal", "name", "required"), "Naam is verplicht.");
    assert_eq!(
        say(Language::German, "deal", "probability", "out_of_range"),
        "Der Wert muss zwischen 0 und 100 liegen."
    );
    assert_eq!(say(Language::French, "deal", "name", "too_long"), "200 caractères au plus tiennent ici.");
    assert_eq!(say(Language::Dutch, "deal", "amount", "won_needs_amount"), "Een gewonnen deal heeft een bedrag nodig.");
    assert_eq!(say(Language::Dutch, "deal", "amount", "quite_new"), "English.");
    assert_eq!(say(Language::Dutch, "deal", "amount", SAID), "English.");
}

#[test]
fn sentences_about_types_follow_grammar() {
    let said = |language: Language, key: &'static str, name: &str| {
        let kind = records::ALL.into_iter().find(|known| known.name == name).unwrap();
        language.say(key).of(kind).to_string()
    };
    for (language, name, new, none) in [
        (Language::English, "key", "New API key", "There are no API keys yet."),
        (Language::Dutch, "organisation", "Nieuwe organisatie", "Er zijn nog geen organisaties."),
        (Language::Dutch, "product", "Nieuw product", "Er zijn nog geen producten."),
        (Language::German, "deal", "Neue Verkaufschance", "Noch keine Verkaufschancen vorhanden."),
        (Language::German, "contact", "Neuer Kontakt", "Noch keine Kontakte vorhanden."),
        (Language::German, "product", "Neues Produkt", "Noch keine Produkte vorhanden."),
        (Language::French, "user", "Nouvel utilisateur", "Il n’y a pas encore d’utilisateurs."),
        (Language::French, "deal", "Nouvelle affaire", "Il n’y a pas encore d’affaires."),
        (Language::French, "contact", "Nouveau contact", "Il n’y a pas encore de contacts."),
    ] {
        assert_eq!(
            (said(language, "new-heading", name), said(language, "list-empty", name)),
            (new.into(), none.into())
        );
    }
    let total = |language: Language, count| {
        let kind = records::ALL.into_iter().find(|known| known.name == "contact").unwrap();
        language.say("list-total").of(kind).count(count).to_string()
    };
    assert_eq!(total(Language::English, 0), "0 contacts");
    assert_eq!(total(Language::French, 0), "0 contact");
    assert_eq!(total(Language::Dutch, 1), "1 contactpersoon");
    assert_eq!(total(Language::German, 1_234), "1.234 Kontakte");
}

#[test]
fn a_persons_own_language_comes_before_that_of_the_browser() {
    assert_eq!(Language::of(Some("de-AT"), "nl"), Language::German);
    assert_eq!(Language::of(Some("es"), "nl"), Language::Dutch);
    assert_eq!(Language::of(None, "es"), Language::English);
    assert_eq!(Language::of(Some("en-xa"), ""), Language::Pseudo);
}
