//! What the palette offers before anything is written: what can be made and done, and where one can go, each as far as somebody may.
//! Words of their own (`words-…`) find them as well, for who calls them otherwise.

use crate::console::admin::places;
use crate::console::board;
use crate::console::icons::Icon;
use crate::console::import;
use crate::console::language::Language;
use crate::console::list::can_be_made;
use crate::console::look::Look;
use crate::console::navigation;
use crate::console::search::{Group, Hit};
use crate::model::RecordType;
use crate::rights::Caller;
use crate::transfer::duplicates::has_rules;

/// Somewhere to go: its address, the key of its text, its icon, the keys that lead there as well, and who may.
type Place = (&'static str, &'static str, &'static str, &'static str, fn(&Caller) -> bool);

const DO: &[Place] = &[
    ("/administration/users/invite", "command-invite", "user", "", |caller| caller.has_duty("users")),
    ("/journal", "command-verify", "check", "", |caller| caller.has_duty("audit")),
    ("/profile#look", "command-look", "eye", "", |_| true),
    ("/profile#own-password", "command-password", "key", "", |_| true),
    ("/profile#keys", "command-key", "key", "", |_| true),
];

const GO: &[Place] = &[
    ("/profile", "profile", "settings", "", |_| true),
    ("/sign-ins", "sign-ins", "key", "", |_| true),
    ("/shortcuts", "shortcuts", "keyboard", "?", |_| true),
    ("/design", "design", "columns", "", |caller| caller.has_duty("settings")),
    ("/docs", "command-docs", "info", "", |_| true),
];

/// What the palette offers.
pub(super) fn offered(t: Language, caller: &Caller) -> Vec<Group> {
    let all = || navigation::kinds(caller);
    // That which sets the program up is found by its own name.
    let worked = || navigation::worked(caller);
    let fixed = |places: &'static [Place]| places.iter().filter(|(.., may)| may(caller)).map(move |place| at(t, place));
    let new = all().filter(|kind| can_be_made(caller, kind)).map(|kind| {
        let title = t.say("new-heading").of(kind).into();
        Hit { words: t.words("new-heading"), ..Hit::to(format!("/{}/new", kind.plural), title, "plus") }
    });
    let imports = worked().filter(|kind| import::may(caller, kind));
    let imports = imports.map(|kind| of_type(t, kind, "/import", "command-import", "upload"));
    let entries = navigation::groups(t, caller, &Look::default(), "").into_iter().flat_map(|group| group.entries);
    let pages = entries.map(|entry| {
        let keys = if entry.letter.is_empty() { String::new() } else { format!("g {}", entry.letter) };
        let words = t.words(entry.href.trim_start_matches('/'));
        Hit { icon: entry.icon, keys, words, ..Hit::to(entry.href, entry.label.into_owned(), "list") }
    });
    let boards = all().filter(|kind| board::fits(kind));
    let boards = boards.map(|kind| of_type(t, kind, "/board", "command-board", "columns"));
    let alike = worked().filter(|kind| has_rules(kind));
    let alike = alike.map(|kind| of_type(t, kind, "/duplicates", "command-duplicates", "merge"));
    let bins = worked().map(|kind| of_type(t, kind, "?bin=1", "command-bin", "delete"));
    let areas = places::open_to(caller).map(|place| told(t, place.href.to_owned(), place.name, place.icon));
    let group = |key, icon, hits| {
        let label = t.say(key).to_string().into();
        Group { label, icon: Icon(icon), hits, all: String::new() }
    };
    vec![
        group("palette-actions", "plus", new.chain(fixed(DO)).chain(imports).collect()),
        group(
            "palette-pages",
            "list",
            pages.chain(boards).chain(areas).chain(fixed(GO)).chain(alike).chain(bins).collect(),
        ),
    ]
}

fn at(t: Language, (href, key, icon, keys, _): &Place) -> Hit {
    Hit { keys: (*keys).to_owned(), ..told(t, (*href).to_owned(), key, icon) }
}

/// A place by the key of its text, with the words that find it.
fn told(t: Language, href: String, key: &str, icon: &'static str) -> Hit {
    Hit { words: t.words(key), ..Hit::to(href, t.say(key.to_owned()).into(), icon) }
}

/// A page of a record type.
fn of_type(t: Language, kind: &RecordType, page: &str, key: &'static str, icon: &'static str) -> Hit {
    Hit { words: t.words(key), ..Hit::to(format!("/{}{page}", kind.plural), t.say(key).of(kind).into(), icon) }
}
